"""What a screen reader gets of the article: a text widget that nobody sees, with the caret's paragraph in it.

PySide cannot implement the accessible text interface in Python (overriding `interface_cast` crashes as soon as an
AT-SPI client asks, in 6.11.3 and 6.12.0), so a real text widget mirrors what matters: the paragraph with the caret, the
selection, and in its description the selected mention. It holds the focus in the view's place, paints nothing, and
passes every key and click on.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QInputMethodEvent,
    QPaintEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from annotator.gui.article.layout import Units, shown
from annotator.model.span import Range

_KEYS = frozenset((QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride))


class Mirror(QPlainTextEdit):
    """The hidden text widget.

    Signals:
        moved: Assistive technology put caret and anchor elsewhere; code points of the mirrored paragraph.
        focus_moved: The focus came (True) or went, and why.
    """

    moved = Signal(int, int)
    focus_moved = Signal(bool, Qt.FocusReason)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("article_mirror")
        self.setAccessibleName(self.tr("Article text"))
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUndoRedoEnabled(False)
        # An opaque child would be spared when the article is painted.
        self.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setGeometry(0, 0, 1, 1)
        # Without this the blinking of its own cursor would repaint the article below it.
        self.setUpdatesEnabled(False)
        self._content = ""
        self._units = Units("")
        self._is_reflecting = False
        self.cursorPositionChanged.connect(self._tell_move)
        self.selectionChanged.connect(self._tell_move)

    def reflect(self, content: str, caret: int, anchor: int, description: str) -> None:
        """Show a paragraph with this caret and anchor (code points of the paragraph)."""
        self._is_reflecting = True
        try:
            if content != self._content:
                self._content = content
                self._units = Units(shown(content))
                self.setPlainText(shown(content))
            self._put_cursor((anchor, caret))
            if description != self.accessibleDescription():
                self.setAccessibleDescription(description)
        finally:
            self._is_reflecting = False

    def _put_cursor(self, ends: Range) -> None:
        anchor, caret = (self._units.of(end) for end in ends)
        cursor = self.textCursor()
        if (cursor.anchor(), cursor.position()) != (anchor, caret):
            cursor.setPosition(anchor)
            cursor.setPosition(caret, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def announce(self, message: str) -> None:
        """Have the screen reader say something."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message))

    def _tell_move(self) -> None:
        if not self._is_reflecting:
            cursor = self.textCursor()
            code_point = self._units.code_point
            self.moved.emit(code_point(cursor.position()), code_point(cursor.anchor()))

    def event(self, event: QEvent) -> bool:
        """Leave keys to the article."""
        if event.type() in _KEYS:
            event.ignore()
            return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The article has the focus."""
        super().focusInEvent(event)
        self.focus_moved.emit(True, event.reason())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The article has lost the focus."""
        super().focusOutEvent(event)
        self.focus_moved.emit(False, event.reason())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing is seen of it."""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Nothing can be typed into it."""
        event.ignore()
