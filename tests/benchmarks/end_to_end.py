"""The whole window on a real project: from the key press to painted and committed, all panels open.

The write to SQLite waits for the disk, so it is timed by the wall, apart; the rest is CPU time of the window's thread.
"""

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app import Starter, make_application
from annotator.gui.article.canvas import Canvas
from annotator.gui.window import Window
from annotator.model.annotation import Argument
from annotator.model.ids import DocumentId, MentionId
from annotator.model.span import Span
from annotator.services.arguments import add_argument, arguments_of
from annotator.services.documents import DocumentList, DocumentQuery
from annotator.settings import Settings
from annotator.storage import Project
from tests.benchmarks.article import mention_after, point_on_text
from tests.benchmarks.measuring import (
    Clock,
    Figure,
    Limit,
    Samples,
    calm_garbage,
    deliver,
    ignore_modifier_keys,
    run_until,
    timing_calls,
)
from tests.benchmarks.workload import ANNOTATOR

COMMITTED = Limit(5.0, None)
"""Key press to painted and committed, whatever panels are open."""
FRAME = Limit(None, 16.0)
OPEN = Limit(100.0, None)

_ARGUMENTS = 8

_K, _M = Qt.Key, Qt.KeyboardModifier
Chord = tuple[Qt.Key, Qt.KeyboardModifier]
_ADD: Chord = (_K.Key_L, _M.NoModifier)
_RELABEL: tuple[Chord, Chord] = ((_K.Key_O, _M.NoModifier), (_K.Key_F, _M.NoModifier))
_LONGER: Chord = (_K.Key_Left, _M.AltModifier)
_DELETE: Chord = (_K.Key_Delete, _M.NoModifier)
_UNDO: Chord = (_K.Key_Z, _M.ControlModifier)
_NEXT: Chord = (_K.Key_Tab, _M.NoModifier)
_STEP: Chord = (_K.Key_Right, _M.NoModifier)


class Paints:
    """Counts how often the article is painted."""

    def __init__(self) -> None:
        self.count = 0
        original = Canvas.paintEvent

        def counted(canvas: Canvas, event: QPaintEvent) -> None:
            original(canvas, event)
            self.count += 1

        Canvas.paintEvent = counted  # type: ignore[method-assign, assignment]


class WindowBench:
    """The program as a person has it before them."""

    def __init__(self, project: Path, folder: Path, samples: int) -> None:
        self.samples = samples
        self.paints = Paints()
        self.app = make_application()
        ignore_modifier_keys()
        self.app.styleHints().setCursorFlashTime(0)
        settings = Settings(path=folder / "settings.json", annotator=ANNOTATOR, theme="light")
        self.starter = Starter(self.app, settings, (project,))
        sys.excepthook = sys.__excepthook__  # in place of the program's dialog
        self.window: Window = self.starter.window
        self.window.resize(1440, 900)
        self.window.show()
        run_until(self._is_shown)
        self.view = self.window.centre.view
        self._chance = random.Random(5)
        self._event = MentionId("")
        self._arguments: list[Argument] = []
        self.settle()

    def _is_shown(self) -> bool:
        return self.paints.count > 0 and self.window.isActiveWindow()

    def settle(self) -> None:
        """Do all that waits for idle time."""
        deliver()
        run_until(self._is_idle)
        for _i in range(5):
            QCoreApplication.processEvents()

    def _is_idle(self) -> bool:
        return not self.view._idle.isActive()  # nothing says so to the world

    def open(self, document: DocumentId) -> None:
        """Choose a document, and paint it."""
        before = self.paints.count
        self.window.open_document(document)
        deliver()
        if self.paints.count == before:
            raise RuntimeError("nothing was painted")

    def press(self, chord: Chord) -> None:
        """A key of the keyboard, wherever the focus is, and what it changes painted."""
        before = self.paints.count
        # Not to the window's handle, as the system does: QTest would also run timers then.
        QTest.keyPress(QApplication.focusWidget() or self.window, *chord)
        deliver()
        if self.paints.count == before:
            raise RuntimeError(f"{chord} painted nothing")

    # -- preparing

    def wander(self) -> None:
        """Go somewhere else in the article."""
        bar = self.view.verticalScrollBar()
        bar.setValue(self._chance.randint(0, bar.maximum()))
        self.settle()

    def select_words(self) -> None:
        """Select some text that can be seen."""
        self.wander()
        self.view.set_selection(self._free_span())
        self.view.setFocus()
        self.settle()

    def _free_span(self) -> Span:
        text = self.view.column.passages.text
        start = self.view.hit(point_on_text(self.view, self._chance)).offset
        stop = text.find("\n", start)
        most = (stop if stop >= 0 else len(text)) - start
        return Span.of(start, start + max(1, min(most, self._chance.randint(3, 30))))

    def select_mention(self) -> None:
        """Select a mention."""
        self.wander()
        offset = self.view.hit(point_on_text(self.view, self._chance)).offset
        mention = mention_after(self.view, offset)
        self.view.choose(mention.id)
        self.view.reveal(mention.span)
        self.view.setFocus()
        self.settle()

    def place_caret(self) -> None:
        """Put the caret into the text."""
        self.select_words()
        self.view.set_selection(None)
        self.settle()

    def fill_event(self) -> None:
        """Give an event eight arguments."""
        session, document = self.window.projects.session, self.window.reading.document
        assert session is not None and document is not None
        self._event, *people = (mention.id for mention in session.layer(document.id).mentions[: _ARGUMENTS + 1])
        session.relabel([self._event], "Contact.Meet")
        session.relabel(people, "PERSON")
        self._arguments = [add_argument(session, self._event, "Participant", person) for person in people]

    def have_event(self) -> None:
        """Select the event with eight arguments."""
        self.view.choose(self._event)
        self.settle()

    def leave_event(self) -> None:
        """Select one of its fillers."""
        self.view.choose(self._arguments[0].filler)
        self.settle()

    # -- measuring

    def gesture(
        self, what: str, prepare: Callable[[], object], act: Callable[[], object], limit: Limit
    ) -> Iterator[Figure]:
        """A gesture, the write in it, and what the window does right after it."""
        whole, after = Samples(), Samples()
        with timing_calls(Project, "apply") as writes:
            for _i in range(self.samples):
                prepare()
                with whole:
                    act()
                with after:
                    for _turn in range(3):
                        QCoreApplication.processEvents()
        yield whole.figure(f"{what}: to painted and committed", limit, clock=Clock.WALL)
        if writes.cpu:
            yield whole.without(writes).figure(f"{what}: of that, all but the write")
            yield writes.figure(f"{what}: of that, the write", clock=Clock.WALL)
        yield after.figure(f"{what}: work after it was painted", FRAME)

    def relabel(self) -> None:
        """Give the selected mention another label."""
        mention = self.view.marks.get(self.view.selected())
        self.press(_RELABEL[mention is not None and mention.label == "ORG"])

    def change_argument(self) -> None:
        """Take an argument out of the event, or, if one is missing, put it back."""
        session = self.window.projects.session
        assert session is not None
        if len(arguments_of(session, self._event)) == _ARGUMENTS:
            self.window.later.link_edits.delete_arguments(self._arguments[3:4])
        else:
            session.undo()
        deliver()

    def select_event(self) -> None:
        """Select the event, so that the inspector shows its form."""
        self.view.choose(self._event)
        deliver()

    def _press(self, chord: Chord) -> Callable[[], None]:
        def press() -> None:
            self.press(chord)

        return press

    def figures(self) -> Iterator[Figure]:
        """All of them, on the longest of the first ten documents."""
        documents = self._first_documents()
        long = max(documents, key=self._length)
        yield from self._opening(documents, long)
        self.window.open_document(long)
        self.settle()
        calm_garbage()
        yield from self.gesture("add a mention", self.select_words, self._press(_ADD), COMMITTED)
        yield from self.gesture("undo it, and go there", self.settle, self._press(_UNDO), FRAME)
        yield from self.gesture("change a label", self.select_mention, self.relabel, COMMITTED)
        yield from self.gesture("move an edge", self.select_mention, self._press(_LONGER), COMMITTED)
        yield from self.gesture("delete a mention", self.select_mention, self._press(_DELETE), COMMITTED)
        self.fill_event()
        what = "take out 1 of 8 arguments, put it back"
        yield from self.gesture(what, self.have_event, self.change_argument, COMMITTED)
        yield from self.gesture("select an event of 8 arguments", self.leave_event, self.select_event, FRAME)
        yield from self.gesture("next mention", self.settle, self._press(_NEXT), FRAME)
        yield from self.gesture("caret step", self.place_caret, self._press(_STEP), FRAME)

    def _first_documents(self) -> list[DocumentId]:
        assert self.window.projects.session is not None
        listed = DocumentList(self.window.projects.session, DocumentQuery())
        rows = [listed.row(i) for i in range(min(10, len(listed)))]
        return [row.id for row in rows if row is not None]

    def _length(self, document: DocumentId) -> int:
        assert self.window.projects.session is not None
        return self.window.projects.session.document(document).length

    def _opening(self, documents: list[DocumentId], long: DocumentId) -> Iterator[Figure]:
        opening, short = Samples(), Samples()
        others = [document for document in documents if document != long]
        self.window.open_document(long)
        self.settle()
        for i in range(max(3, self.samples // 30)):
            self.open(others[i % len(others)])
            self.settle()
            with opening:
                self.open(long)
            self.settle()
        for i in range(max(3, self.samples // 5)):
            with short:
                self.open(others[i % len(others)])
            self.settle()
        yield opening.figure("open the long document: chosen to painted", OPEN)
        yield short.figure("open a short document: chosen to painted", FRAME)


def figures(project: Path, folder: Path, samples: int) -> list[Figure]:
    """The window on a project."""
    bench = WindowBench(project, folder, samples)
    found = list(bench.figures())
    bench.window.close()
    return found
