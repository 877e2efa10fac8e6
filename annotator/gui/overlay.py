"""A card above the window with the rest dimmed: settings, help, the command palette and every question.

It is part of the window, not a window of its own: it never blocks the program, Escape or a click beside it closes it,
Enter does what it asks about, Tab stays inside it, and the focus goes back to where it was.
"""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFrame,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.theme import Theme

_SCRIM = {"light": 0.20, "dark": 0.50}
_SHADOW = {"light": 0.28, "dark": 0.60}
_EDGE = 24


_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_OF_THE_WINDOW = frozenset(
    (
        (_CTRL, Qt.Key.Key_Z),
        (_CTRL | _SHIFT, Qt.Key.Key_Z),
        (_CTRL, Qt.Key.Key_Y),
        (_CTRL, Qt.Key.Key_K),
        (_CTRL, Qt.Key.Key_Q),
        (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_F1),
        (_CTRL, Qt.Key.Key_F1),
    )
)
"""Shortcuts that work while a card is open: undo, and what opens another card or ends the program."""


class Overlay(QWidget):
    """A dimmed ground with one card; subclasses fill `body` and say how large the card should be.

    Attributes:
        card: The raised frame.
        body: Its layout.
        primary: The button that Enter presses from any field of one line, if there is one.
    """

    closed = Signal()
    WIDTH = 560
    HEIGHT = 0
    """Height of the card in pixels; 0 for as high as its contents."""
    TOP = 0
    """Distance from the window's top; 0 centres it a little above the middle."""

    def __init__(self, window: QWidget, theme: Theme, name: str) -> None:
        super().__init__(window)
        self.theme = theme
        self._window = window
        self.setObjectName(name)
        self.card = QFrame(self)
        self.card.setProperty("kind", "overlay")
        self.body = QVBoxLayout(self.card)
        self.body.setContentsMargins(24, 24, 24, 24)
        self.body.setSpacing(8)
        self.primary: QPushButton | None = None
        self._before: QWidget | None = None
        self._shade()
        self.hide()
        window.installEventFilter(self)

    def _shade(self) -> None:
        shadow = QGraphicsDropShadowEffect(self.card)
        shadow.setBlurRadius(48)
        shadow.setOffset(0, 16)
        color = QColor("#000000")
        color.setAlphaF(_SHADOW[self.theme.mode])
        shadow.setColor(color)
        self.card.setGraphicsEffect(shadow)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self.theme = theme
        self._shade()
        self.update()

    def open(self) -> None:
        """Show it above everything and take the focus."""
        self._before = QApplication.focusWidget()
        self.place()
        self.show()
        self.raise_()
        self.place()
        self.first_field().setFocus(Qt.FocusReason.PopupFocusReason)

    def first_field(self) -> QWidget:
        """What gets the focus first."""
        return self.card

    def close_overlay(self) -> None:
        """Take it away and give the focus back."""
        if self.isHidden():
            return
        before, self._before = self._before, None
        here = QApplication.focusWidget()
        if here is not None and (here is self or self.isAncestorOf(here)):
            here.clearFocus()  # or Qt would give the focus to whatever comes next
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def place(self) -> None:
        """Put the card where it belongs in a window of the present size."""
        window = self._window.rect()
        self.setGeometry(window)
        width = min(self.WIDTH, window.width() - 2 * _EDGE)
        height = min(self.HEIGHT or self._height_for(width), window.height() - 2 * _EDGE)
        top = self.TOP or max(_EDGE, (window.height() - height) * 2 // 5)
        top = min(top, window.height() - height - _EDGE)
        self.card.setGeometry(QRect((window.width() - width) // 2, top, width, height))

    def _height_for(self, width: int) -> int:
        """What the card's contents need; a hint that knows no width would count wrapped lines of a narrower card."""
        frame = self.card.height() - self.card.contentsRect().height()
        if self.body.hasHeightForWidth():
            return self.body.totalHeightForWidth(width - frame) + frame
        return self.card.sizeHint().height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim what is behind."""
        QPainter(self).fillRect(self.rect(), self.theme.c("scrim", _SCRIM[self.theme.mode]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card closes it."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_overlay()
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Shortcuts that would change what is behind the card are kept from it: they come as keys of the card."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted((event.modifiers(), event.key()) not in _OF_THE_WINDOW)
            return event.isAccepted()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, Enter presses; nothing reaches the window behind."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_overlay()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press(is_for_card=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        event.accept()

    def _press(self, *, is_for_card: bool) -> None:
        """Press the button that has the focus, else the one that the card is there for.

        Fields take Enter for themselves where it means something in them (an open list, a text of several lines);
        `is_for_card`: with Ctrl it means the card wherever the focus is.
        """
        here = QApplication.focusWidget()
        if is_for_card and self.primary is not None:
            self.primary.click()
        elif isinstance(here, (QPushButton, QToolButton)):
            here.click()
        elif self.primary is not None and not isinstance(here, QPlainTextEdit):
            self.primary.click()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Walk the fields of the card, round and round."""
        fields = [w for w in self._tab_chain() if w.isVisibleTo(self) and w.isEnabled()]
        if not fields:
            return False
        here = QApplication.focusWidget()
        place = fields.index(here) if here in fields else -1
        fields[(place + (1 if forward else -1)) % len(fields)].setFocus(
            Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def _tab_chain(self) -> list[QWidget]:
        """What Tab walks, in order.

        Not Qt's own chain: PySide takes what `nextInFocusChain` returns for a child of the widget that was asked, and
        when that one is deleted it thinks that half of the window is.
        """
        return [field for field in self.findChildren(QWidget) if _takes_tab(field)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize and watched is self.parent() and self.isVisible():
            self.place()
        return False


def _takes_tab(field: QWidget) -> bool:
    """Whether Tab stops here; the line inside a number or a list hands the focus back to what it is in."""
    is_inside = isinstance(field, QLineEdit) and isinstance(field.parentWidget(), (QAbstractSpinBox, QComboBox))
    return not is_inside and bool(field.focusPolicy() & Qt.FocusPolicy.TabFocus)
