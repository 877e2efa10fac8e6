"""Where a comment is written: a field that grows, keeps what was begun, and sends with Ctrl+Enter."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QResizeEvent, QTextCursor, QTextDocument, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from annotator.gui.building import button, keycaps, row
from annotator.gui.comments.name_offer import NameOffer
from annotator.gui.icons import icon
from annotator.gui.theme import Theme
from annotator.gui.widgets import Themed
from annotator.gui.widgets.painting import start_side, text_direction
from annotator.model.ids import AnnotatorName
from annotator.services.comments.names import names_begun

_LEAST, _MOST = 32, 200
_SENDING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CommentField(QPlainTextEdit):
    """A text in its own direction.

    Attributes:
        names: Who is offered after an `@`.

    Signals:
        sent: Ctrl+Enter.
        left: Escape.
        entered: It has the keyboard now, or no longer.
    """

    sent = Signal()
    left = Signal()
    entered = Signal(bool)

    def __init__(self, object_name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(placeholder)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.names: Sequence[AnnotatorName] = ()
        self._offer = NameOffer(self)
        self._offer.picked.connect(self._take_name)
        self.textChanged.connect(self.face)
        self.textChanged.connect(self._offer_names)
        self.cursorPositionChanged.connect(self._follow_caret)
        self._fit()

    def face(self) -> None:
        """Run as the letters do, from their side; an empty field runs as the interface."""
        text = self.toPlainText()
        direction = text_direction(text) if text.strip() else self.layoutDirection()
        option = QTextOption(self.document().defaultTextOption())
        if option.textDirection() is not direction:
            option.setTextDirection(direction)
            side = Qt.AlignmentFlag.AlignRight if start_side(direction) == "right" else Qt.AlignmentFlag.AlignLeft
            option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
            with QSignalBlocker(self):
                self.document().setDefaultTextOption(option)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Enter is ours before it is the window's “Mark done”, and Escape while names are offered."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            closes = event.key() == Qt.Key.Key_Escape and self._offer.isVisible()
            if closes or _sends(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter sends, Escape leaves; while names are offered, keys choose among them."""
        if _sends(event):
            self._offer.hide()
            self.sent.emit()
        elif not event.modifiers() and self._offer.take_key(event.key()):
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes the name that is offered."""
        return (forward and self._offer.take_key(Qt.Key.Key_Tab)) or super().focusNextPrevChild(forward)

    # -- names after an @

    def _line(self) -> str:
        """What stands before the caret in its paragraph."""
        before = self.textCursor()
        before.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        return before.selectedText()

    def _offer_names(self) -> None:
        found = names_begun(self._line(), self.names) if self.hasFocus() else []
        caret = self.cursorRect()
        self._offer.offer(found, QRect(self.viewport().mapToGlobal(caret.topLeft()), caret.size()))

    def _follow_caret(self) -> None:
        """Where the caret went without a letter, nothing is being typed."""
        if self._offer.isVisible() and not names_begun(self._line(), self.names):
            self._offer.hide()

    def _take_name(self, name: str) -> None:
        """Put a name after the last `@` before the caret."""
        caret = self.textCursor()
        typed = self.document().find("@", caret, QTextDocument.FindFlag.FindBackward)
        if not typed.isNull():
            typed.setPosition(typed.selectionEnd())
            typed.setPosition(caret.position(), QTextCursor.MoveMode.KeepAnchor)
            typed.insertText(f"{name} ")
            self.setTextCursor(typed)
        self._offer.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell."""
        super().focusInEvent(event)
        self.entered.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell."""
        super().focusOutEvent(event)
        self._offer.hide()
        self.entered.emit(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """What is not seen offers nothing."""
        super().hideEvent(event)
        self._offer.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the text, within bounds; scripts differ in height."""
        height, block = 16.0, self.document().begin()
        while block.isValid() and height < _MOST:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        self.setFixedHeight(max(_LEAST, min(_MOST, math.ceil(height))))


def _sends(event: QKeyEvent) -> bool:
    return event.key() in _SENDING and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class WritingBox(Themed, QWidget):
    """The field, and below it while it is in use: the flag for the guideline, and what sends.

    Attributes:
        drafts: By key, what was begun and not sent; several boxes may share one.

    Signals:
        sent: `(words, for_guideline)`.
        left: Escape was pressed; what was written stays.
        grown: It needs another height.
    """

    sent = Signal(str, bool)
    left = Signal()
    grown = Signal()

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        """`name` is that of the widget."""
        super().__init__(parent)
        self.drafts: dict[str, str] = {}
        self._key = ""
        self.setObjectName(name)
        self.field = CommentField(f"{name}_field", placeholder)
        self._flag = QToolButton()
        self._flag.setObjectName(f"{name}_flag")
        self._flag.setText(self.tr("Guideline to fix"))
        self._flag.setAccessibleName(self._flag.text())
        self._flag.setToolTip(self.tr("Put the thread on the list of guidelines to fix"))
        self._flag.setCheckable(True)
        self._flag.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._flag.setIconSize(QSize(14, 14))
        self._send = button(self.tr("Send"), "secondary", f"{name}_send")
        self._keys = keycaps("Ctrl+Enter")
        self._foot = row(self._flag, None, self._keys, self._send, gap=6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.field)
        layout.addWidget(self._foot)
        self.field.sent.connect(self.send)
        self.field.left.connect(self.left)
        self.field.entered.connect(self._follow_focus)
        self.field.textChanged.connect(self._keep)
        # Layouts learn of another height only later, and so does who asks them.
        self._growing = QTimer(self)
        self._growing.setSingleShot(True)
        self._growing.setInterval(0)
        self._growing.timeout.connect(self.grown)
        self._flag.toggled.connect(self._paint_flag)
        self._send.clicked.connect(self.send)
        self.setFocusProxy(self.field)
        self.theme_changed()
        self._show_foot()

    def begin(self, key: str, *, can_flag: bool = True) -> None:
        """Write under another key; what was begun there is there again."""
        self._flag.setVisible(can_flag)
        if key == self._key:
            return
        self._key = key
        self._flag.setChecked(False)
        with QSignalBlocker(self.field):
            self.field.setPlainText(self.drafts.get(key, ""))
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self.field.face()
        self._show_foot()

    def send(self) -> None:
        """Say what is written."""
        words = self.field.toPlainText()
        if words.strip():
            self.sent.emit(words, self._flag.isChecked())

    def clear(self) -> None:
        """What was written was taken."""
        self._flag.setChecked(False)
        self.field.clear()
        self.drafts.pop(self._key, None)
        self._show_foot()

    def _keep(self) -> None:
        words = self.field.toPlainText()
        if words:
            self.drafts[self._key] = words
        else:
            self.drafts.pop(self._key, None)
        self._send.setEnabled(bool(words.strip()))
        self._show_foot()
        self._growing.start()

    def _follow_focus(self, _has_it: bool) -> None:
        self._show_foot()
        self._growing.start()

    def _show_foot(self) -> None:
        """What belongs to writing is there while one writes."""
        self._send.setEnabled(bool(self.field.toPlainText().strip()))
        self._foot.setVisible(self.field.hasFocus() or bool(self.field.toPlainText()) or self._flag.isChecked())

    def theme_changed(self) -> None:
        """Tint the flag."""
        self._paint_flag()
        super().theme_changed()

    def _paint_flag(self) -> None:
        is_on = self._flag.isChecked()
        self._flag.setIcon(icon("flag", self.theme.c("warn" if is_on else "text3"), 14))
        self._flag.setStyleSheet(_flag_sheet(self.theme, is_on=is_on))


def _flag_sheet(theme: Theme, *, is_on: bool) -> str:
    ground = theme.hex("warn_soft") if is_on else "transparent"
    ink = theme.hex("warn" if is_on else "text2")
    return f"QToolButton {{ background: {ground}; color: {ink}; padding: 0 6px; }}"
