"""A small card near a place of the article: not modal, and it covers neither that place nor the rest of the window.

It is part of the window, not a window of its own. Escape closes it, and so does a press or the focus elsewhere; a part
of the window can be named in which presses are welcome, because the card is about what one does there.
"""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from annotator.gui.theme import Theme
from annotator.gui.widgets import spread_theme
from annotator.gui.widgets.painting import Side

_GAP = 6
_EDGE = 8


class NearCard(QFrame):
    """The frame; subclasses fill `body`.

    Attributes:
        body: Its layout.

    Signals:
        closed: It has gone away.
        keys_freed: It had the keyboard until then.
    """

    closed = Signal()
    keys_freed = Signal()
    WIDTH = 340

    def __init__(self, window: QWidget, room: QWidget, theme: Theme, name: str) -> None:
        """A hidden card of `window` that will stand inside `room`, a part of it."""
        super().__init__(window)
        self.theme = theme
        self._window = window
        self._room = room
        self._anchor = QRect()
        self._side: Side = "left"
        self._welcome: QWidget | None = None
        self.setObjectName(name)
        self.setProperty("kind", "near")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(8, 8, 8, 8)
        self.body.setSpacing(6)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self.theme = theme
        spread_theme(self, theme)

    # -- coming and going

    def open_near(self, anchor: QRect, side: Side = "left", welcome: QWidget | None = None) -> None:
        """Appear below a rectangle of the screen, in line with one of its sides, and take the keyboard.

        Presses inside `welcome` leave it open.
        """
        self._anchor, self._side, self._welcome = anchor, side, welcome
        self.ensurePolished()
        if self.isHidden():
            application = QApplication.instance()
            if isinstance(application, QApplication):
                application.installEventFilter(self)
                application.focusChanged.connect(self._follow_focus)
            self.show()
        self.place()  # the style sheet has its say only now
        self.raise_()
        self.first_field().setFocus(Qt.FocusReason.PopupFocusReason)

    def first_field(self) -> QWidget:
        """What takes the keyboard."""
        return self

    def close_card(self) -> None:
        """Go away."""
        if self.isHidden():
            return
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.removeEventFilter(self)
            application.focusChanged.disconnect(self._follow_focus)
        here = QApplication.focusWidget()
        had_keys = here is not None and (here is self or self.isAncestorOf(here))
        self.hide()
        self.closed.emit()
        if had_keys:
            self.keys_freed.emit()

    def place(self, uncovered: QRect | None = None) -> None:
        """Stand below or above the anchor, whole in the room, hiding as little of `uncovered` as can be."""
        room, kept = self.room, [self._here(rect) for rect in (self._anchor, uncovered) if rect]
        size = self._wanted(room)
        anchor = kept[0] if kept else room
        x = anchor.right() - size.width() + 1 if self._side == "right" else anchor.left()
        corners = [QPoint(x, y) for rect in kept for y in (rect.bottom() + _GAP, rect.top() - _GAP - size.height())]
        corners += [QPoint(x, y) for y in (room.bottom(), room.top()) for x in (room.left(), room.right())]
        places = [_inside(QRect(corner, size), room) for corner in corners]
        self.setGeometry(min(places, key=partial(_covered, kept)))

    @property
    def room(self) -> QRect:
        """Where it may stand, in the window."""
        return QRect(self._room.mapTo(self._window, QPoint()), self._room.size()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)

    def _here(self, rect: QRect) -> QRect:
        return QRect(self._window.mapFromGlobal(rect.topLeft()), rect.size())

    def _wanted(self, room: QRect) -> QSize:
        width, edges = min(self.WIDTH, room.width()), 2 * self.frameWidth()
        inside = width - edges
        height = self.body.heightForWidth(inside) if self.body.hasHeightForWidth() else self.body.sizeHint().height()
        return QSize(width, min(height + edges, room.height()))

    # -- events

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not self._is_welcome(now):
            self.close_card()

    def _is_welcome(self, widget: QWidget) -> bool:
        own = (self, self._welcome) if self._welcome is not None else (self,)
        return any(part is widget or part.isAncestorOf(widget) for part in own)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press elsewhere closes the card; the press itself does what it would have done."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            if watched.window() is self.window() and not self._is_welcome(watched):
                self.close_card()
        elif event.type() == QEvent.Type.Resize and watched in (self._window, self._room):
            self.place()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep on top of parts that were raised meanwhile."""
        super().resizeEvent(event)
        self.raise_()


def _inside(rect: QRect, room: QRect) -> QRect:
    """A rectangle, moved as little as possible so that it lies in `room`."""
    moved = QRect(rect)
    moved.moveRight(min(moved.right(), room.right()))
    moved.moveBottom(min(moved.bottom(), room.bottom()))
    moved.moveLeft(max(moved.left(), room.left()))
    moved.moveTop(max(moved.top(), room.top()))
    return moved


def _covered(rects: list[QRect], place: QRect) -> int:
    """How much of some rectangles a place hides, in square pixels; the first one counts twice."""
    parts = [place.intersected(rect) for rect in (*rects[:1], *rects)]
    return sum(part.width() * part.height() for part in parts if not part.isEmpty())
