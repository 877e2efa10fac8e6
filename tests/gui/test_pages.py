"""Pages of the right column: made when first seen, told what they missed, and silent while nobody looks."""

from PySide6.QtWidgets import QWidget

from annotator.gui.pages import LazyPage
from annotator.gui.theme import Theme
from annotator.model.change import Changes
from annotator.model.ids import DocumentId, MentionId
from annotator.services.session import Session


class Diary(QWidget):
    """A page that writes down what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, object]] = []

    def set_theme(self, theme: Theme) -> None:
        self.told.append(("theme", theme.mode))

    def set_language(self, language: str) -> None:
        self.told.append(("language", language))

    def set_session(self, session: Session | None) -> None:
        self.told.append(("session", session))

    def show_place(self, document: DocumentId | None, mention: MentionId | None) -> None:
        self.told.append(("place", (document, mention)))

    def session_changed(self, changes: Changes) -> None:
        self.told.append(("changes", changes))


DOCUMENT, MENTION = DocumentId("d"), MentionId("m")


def test_a_page_is_made_when_it_is_first_seen_and_knows_everything_then(qtbot, session):
    page = LazyPage(Diary)
    page.set_language("ar")
    page.set_session(session)
    page.show_place(DOCUMENT, MENTION)
    assert page.widget is None
    seen = page.see()
    qtbot.addWidget(seen)
    assert isinstance(seen, Diary)
    assert seen.told == [
        ("theme", "light"),
        ("language", "ar"),
        ("session", session),
        ("place", (DOCUMENT, MENTION)),
    ]


def test_a_page_that_is_seen_hears_everything_at_once(qtbot, session):
    page = LazyPage(Diary)
    seen = page.see()
    qtbot.addWidget(seen)
    assert isinstance(seen, Diary)
    seen.told.clear()
    page.set_session(session)
    page.show_place(DOCUMENT, None)
    page.show_place(DOCUMENT, None)
    page.session_changed(Changes(()))
    assert seen.told == [("session", session), ("place", (DOCUMENT, None)), ("changes", Changes(()))]


def test_a_page_out_of_sight_is_told_once_when_it_comes_back(qtbot, session):
    page = LazyPage(Diary)
    seen = page.see()
    qtbot.addWidget(seen)
    assert isinstance(seen, Diary)
    page.leave()
    seen.told.clear()
    page.session_changed(Changes(()))
    page.show_place(DOCUMENT, MENTION)
    assert seen.told == []
    page.see()
    assert seen.told == [("language", "en"), ("session", None), ("place", (DOCUMENT, MENTION))]
    page.leave()
    seen.told.clear()
    page.see()
    assert seen.told == []


def test_a_page_out_of_sight_lets_go_of_a_closed_session(qtbot, session):
    page = LazyPage(Diary)
    page.set_session(session)
    seen = page.see()
    qtbot.addWidget(seen)
    assert isinstance(seen, Diary)
    page.leave()
    seen.told.clear()
    page.set_session(None)
    assert seen.told == [("session", None)]
