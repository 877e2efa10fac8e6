"""Windows for tests: real ones, on real projects made of the sample articles, driven by real events."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator import assets
from annotator.formats.scheme_yaml import read_scheme_file
from annotator.gui.article.selecting import Place
from annotator.gui.asking import Asking
from annotator.gui.interface_language import speak
from annotator.gui.look import Look
from annotator.gui.messages import Message, Messages
from annotator.gui.preferences import Preferences
from annotator.gui.theme import load_fonts
from annotator.gui.window import Window
from annotator.model.span import Span
from annotator.services.imports.importing import ImportOptions, import_into
from annotator.services.language import detect
from annotator.services.opening import new_project
from annotator.services.session import Session
from annotator.settings import Settings

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Hand:
    """A person at a window: presses keys, drags, clicks, reads."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window = window
        self.view = window.centre.view
        self.qtbot = qtbot

    # -- keys

    def press(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.focus(), key, modifiers)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type a text of any script; QTest itself knows ASCII only."""
        for letter in text:
            if letter.isascii():
                self.qtbot.keyClick(self.focus(), letter)
            else:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                    QApplication.sendEvent(self.focus(), event)
        QApplication.processEvents()

    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        return widget if widget is not None else self.window

    def undo(self) -> None:
        self.press(Qt.Key.Key_Z, CTRL)

    # -- the text

    @property
    def text(self) -> str:
        assert self.window.reading.document is not None
        assert self.window.projects.session is not None
        return self.window.projects.session.text(self.window.reading.document.id)

    def span(self, words: str, nth: int = 0) -> Span:
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return Span.of(start, start + len(words))

    def point(self, offset: int) -> QPoint:
        """Where the caret would stand before a character, in the viewport."""
        self.view.reveal(Span.of(offset, offset + 1))
        rect = self.view._document_rect(Place(offset))
        return QPoint(self.view._left + rect.x(), rect.center().y() - self.view.scroll_y)

    def drag(self, span: Span) -> None:
        """Drag with the mouse over one range."""
        self.view.reveal(span)
        start, end = self.point(span.start), self._end_point(span.end)
        port = self.view.viewport()
        self.qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
        self.qtbot.mouseMove(port, QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2))
        self.qtbot.mouseMove(port, end)
        self.qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)

    def _end_point(self, offset: int) -> QPoint:
        rect = self.view._document_rect(Place(offset, at_line_end=True))
        return QPoint(self.view._left + rect.x(), rect.center().y() - self.view.scroll_y)

    def double_click(self, span: Span) -> None:
        start, end = self.point(span.start), self._end_point(span.end)
        port, middle = self.view.viewport(), (start + end) / 2
        self.qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=middle)
        self.qtbot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=middle)
        self.qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=middle)

    def click(self, widget: QWidget) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def child(self, name: str) -> QWidget:
        found = self.window.findChild(QWidget, name)
        assert isinstance(found, QWidget), name
        return found

    # -- reading

    @property
    def said(self) -> str:
        """The message in the bar, without the marks around names."""
        return plain(self.window.messages.current)

    def labelled(self) -> list[tuple[str, str]]:
        """Label and text of every mention of the open document, as stored, in reading order."""
        session, document = self.window.projects.session, self.window.reading.document
        assert session is not None and document is not None
        return [(m.label, m.span.text(self.text)) for m in session.layer(document.id).mentions]

    def selected(self) -> tuple[str, str] | None:
        mention = self.window.reading.mention(self.view.selected())
        return None if mention is None else (mention.label, mention.span.text(self.text))

    def open_titled(self, words: str) -> None:
        """Open the document whose text begins with these words."""
        session = self.window.projects.session
        assert session is not None
        for _ in range(10):
            if self.text.startswith(words):
                return
            self.window.documents.step(1)
        raise AssertionError(words)

    def settle(self) -> None:
        """Wait until no job runs."""
        self.qtbot.waitUntil(self._is_idle, timeout=20_000)
        QApplication.processEvents()

    def _is_idle(self) -> bool:
        return self.window.tasks.current is None

    def drop(self, *paths: Path) -> None:
        """Drop files on the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        entering = QDragEnterEvent(QPoint(400, 300), Qt.DropAction.CopyAction, data, left, plain)
        QApplication.sendEvent(self.window, entering)
        assert entering.isAccepted()
        QApplication.sendEvent(self.window, QDropEvent(QPointF(400, 300), Qt.DropAction.CopyAction, data, left, plain))


@pytest.fixture(scope="session", autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """What was copied goes before Python does.

    Without a screen, Qt deletes what is in the clipboard in a static destructor, when there is no interpreter any more
    to which the `QMimeData` that we made belongs: the tests would all pass and the process then crash.
    """
    yield
    qapp.clipboard().clear()


def plain(message: Message | None) -> str:
    """What a message says, without the marks around names."""
    return "" if message is None else message.shown.replace("\u2068", "").replace("\u2069", "")


@pytest.fixture
def asking(qapp: QApplication, session: Session) -> Asking:
    """The door to edits of Leila's session, without a window."""
    made = Asking(Messages())
    made.session = session
    return made


def said(asking: Asking) -> str:
    """What was said last through the door."""
    return plain(asking.messages.current)


MakeWindow = Callable[..., Hand]


@pytest.fixture
def make_window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MakeWindow]:
    """Makes windows of one person; settings are kept between them."""
    load_fonts()
    made: list[Window] = []
    looks: list[Look] = []

    def make(annotator: str = "leila", size: tuple[int, int] | None = (1440, 900), **settings: object) -> Hand:
        path = tmp_path / "config" / "settings.json"
        now = Settings.load(path)
        if annotator and not now.annotator:
            now = now.changed(annotator=annotator)
        messages = Messages()
        preferences = Preferences(now.changed(theme="light", **settings), messages)
        looks.append(Look(qapp, "light"))
        window = Window(preferences, looks[-1], messages)
        looks[-1].put_on()
        messages.setParent(window)
        preferences.setParent(window)
        made.append(window)
        if size is not None:
            window.resize(*size)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.greet()
        return Hand(window, qtbot)

    yield make
    for window in made:
        window.close()
        window.deleteLater()
        # At once: what waits for an event loop, the garbage collector may take apart in the middle of another test.
        QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    for look in looks:
        look.deleteLater()
    QApplication.processEvents()
    speak("")
    qapp.setStyleSheet("")
    qapp.styleHints().unsetColorScheme()


@pytest.fixture(scope="session")
def sample_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles as Leila's project, with their languages; made once, as telling languages takes a second."""
    path = tmp_path_factory.mktemp("sample") / "seeds.annotator"
    with new_project(path, "leila") as session:
        import_into(session, [assets.seeds()], ImportOptions("leila", detect=detect))
    return path


@pytest.fixture(scope="session")
def three_layers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles labelled by three people, who differ as careful people do; nobody writes into it."""
    path = tmp_path_factory.mktemp("review") / "review.annotator"
    with Session.new(path, read_scheme_file(assets.resource("schemes", "news.yaml")), "leila", "Review") as session:
        import_into(
            session, [assets.resource("samples", f"review-{name}.jsonl") for name in ("leila", "mehdi", "sara")]
        )
    return path


@pytest.fixture
def review_path(three_layers: Path, tmp_path: Path) -> Path:
    """A copy that a test may write into."""
    path = tmp_path / three_layers.name
    path.write_bytes(three_layers.read_bytes())
    return path


@pytest.fixture
def hand(make_window: MakeWindow, sample_project: Path, tmp_path: Path) -> Hand:
    """Leila at a window on the sample articles, the first document open."""
    path = tmp_path / sample_project.name
    path.write_bytes(sample_project.read_bytes())
    made = make_window()
    assert made.window.projects.open(path)
    made.settle()
    made.view.setFocus()
    return made
