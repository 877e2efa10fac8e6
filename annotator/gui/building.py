"""Small functions that build plain Qt widgets which the theme's style sheet knows by their `kind`.

Nothing here paints; painted parts (avatars, chips, rows) are in `widgets`.
"""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget


def label(text: str = "", kind: str = "", name: str = "") -> QLabel:
    """Words, always as plain text."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setProperty("kind", kind)
    made.setObjectName(name)
    return made


def wrapped(text: str, kind: str = "", name: str = "") -> QLabel:
    """Words that may take several lines."""
    made = label(text, kind, name)
    made.setWordWrap(True)
    return made


def button(text: str, kind: str, name: str, accessible: str = "") -> QPushButton:
    """A button of one of the sheet's kinds: primary, secondary, link or ghost (empty)."""
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setObjectName(name)
    made.setAccessibleName(accessible or text)
    made.setAutoDefault(False)
    return made


def chrome(widget: QWidget, kind: str = "chrome") -> QWidget:
    """Let the style sheet paint the ground of a plain widget."""
    widget.setProperty("kind", kind)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return widget


def line(orientation: Qt.Orientation = Qt.Orientation.Horizontal, length: int = 0) -> QFrame:
    """A divider, one pixel thick; `length` 0 lets it grow."""
    made = QFrame()
    made.setProperty("kind", "line")
    if orientation is Qt.Orientation.Horizontal:
        made.setFixedHeight(1)
    else:
        made.setFixedWidth(1)
        if length:
            made.setFixedHeight(length)
    return made


def fill(layout: QBoxLayout, parts: Iterable[QWidget | int | None]) -> None:
    """Put widgets into a layout; a number is that much room, `None` all that is left."""
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        else:
            layout.addWidget(part)


def row(*parts: QWidget | int | None, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QWidget:
    """Widgets side by side; see `fill`."""
    made = QWidget()
    layout = QHBoxLayout(made)
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    fill(layout, parts)
    return made


def key_names(keys: str) -> list[str]:
    """The single keys of a portable sequence, as this system writes them: `Ctrl+Shift++` gives three."""
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    parts = native.split("+")
    if native.endswith("+"):
        parts = [*[part for part in parts if part], "+"]
    return [part for part in parts if part]


def keycaps(keys: str) -> QWidget:
    """A key sequence as keycaps, in the order of pressing also in a mirrored window."""
    made = row(*(keycap(name) for name in key_names(keys)), gap=2)
    made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    made.setAccessibleName(keys)
    return made


def keycap(name: str) -> QLabel:
    """One keycap."""
    made = label(name, "keycap")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setFixedHeight(18)
    made.setMinimumWidth(20)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def focus_first(part: QWidget) -> None:
    """Give the keyboard to the first widget inside a part of the window that takes it."""
    widget = part.nextInFocusChain()
    while widget is not None and widget is not part:
        takes_it = widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if part.isAncestorOf(widget) and takes_it:
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return
        widget = widget.nextInFocusChain()


class Sentence(QLabel):
    """One line of our words that is cut with … where room ends, and whole in the tooltip."""

    def __init__(self, kind: str = "", name: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(24, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """As wide as its words; a pixel of slack, or rounding would cut the last one."""
        return super().sizeHint() + QSize(2, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        cut = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if cut != self.text() else "")
        leading = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(self.rect(), leading, cut)
