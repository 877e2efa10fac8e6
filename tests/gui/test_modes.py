"""The modes of the window: one page at a time, each made when it is first wanted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.modes import Mode, Modes
from annotator.gui.statusbar import Hints
from annotator.gui.theme import Theme
from annotator.model.change import Changes
from annotator.model.ids import DocumentId, MentionId
from annotator.services.session import Session


class Listening(QWidget):
    """A page that writes down what it hears."""

    hints_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def set_theme(self, theme: Theme) -> None:
        self.heard.append(f"theme {theme.mode}")

    def set_language(self, language: str) -> None:
        self.heard.append(f"language {language}")

    def set_session(self, session: Session | None) -> None:
        self.heard.append(f"session {session}")

    def show_place(self, document: DocumentId | None, mention: MentionId | None) -> None:
        self.heard.append(f"place {document}")

    def session_changed(self, changes: Changes) -> None:
        self.heard.append("changes")

    def hints(self) -> Hints:
        return Hints((("J", "Next"),), "1 of 2")

    def focus_page(self) -> None:
        self.heard.append("focus")


def modes_of(qtbot: QtBot) -> tuple[Modes, list[Listening]]:
    made: list[Listening] = []

    def make() -> Listening:
        made.append(Listening())
        return made[-1]

    modes = Modes(QLabel("text"), {Mode.COMPARE: make})
    qtbot.addWidget(modes)
    return modes, made


def test_labelling_comes_first_and_no_other_page_is_made(qtbot: QtBot) -> None:
    modes, made = modes_of(qtbot)
    assert modes.current is Mode.LABEL
    assert modes.modes == (Mode.LABEL, Mode.COMPARE)
    assert made == []
    assert modes.hints() == Hints()


def test_a_page_is_made_once_told_what_it_missed_and_given_the_keyboard(qtbot: QtBot) -> None:
    modes, made = modes_of(qtbot)
    modes.set_language("de")
    modes.show_place(DocumentId("d"), None)
    with qtbot.waitSignal(modes.turned) as turned:
        modes.turn_to(Mode.COMPARE)
    assert turned.args == ["compare"]
    modes.turn_to(Mode.LABEL)
    modes.turn_to(Mode.COMPARE)
    assert len(made) == 1
    assert made[0].heard[1:5] == ["language de", "session None", "place d", "focus"]
    assert modes.currentWidget() is made[0]
    assert modes.hints().place == "1 of 2"


def test_a_page_out_of_sight_hears_of_no_edit_until_it_is_seen(qtbot: QtBot) -> None:
    modes, made = modes_of(qtbot)
    modes.turn_to(Mode.COMPARE)
    modes.turn_to(Mode.LABEL)
    made[0].heard.clear()
    modes.session_changed(Changes(()))
    assert made[0].heard == []
    modes.turn_to(Mode.COMPARE)
    assert "session None" in made[0].heard


def test_another_session_begins_with_labelling(qtbot: QtBot) -> None:
    modes, _made = modes_of(qtbot)
    modes.turn_to(Mode.COMPARE)
    modes.set_session(None)
    assert modes.current is Mode.LABEL


def test_hints_of_the_page_are_passed_on(qtbot: QtBot) -> None:
    modes, made = modes_of(qtbot)
    modes.turn_to(Mode.COMPARE)
    with qtbot.waitSignal(modes.hints_changed):
        made[0].hints_changed.emit()
