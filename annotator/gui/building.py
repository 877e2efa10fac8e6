"""Small functions that build plain Qt widgets which the theme's style sheet knows by their `kind`.

Painted parts (avatars, chips, rows) are in `widgets`.
"""

from collections.abc import Iterable

from PySide6.QtCore import QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QSpinBox, QWidget

from annotator.gui.widgets import PlainLabel, plain_label, plain_tip
from annotator.gui.widgets.painting import elided, paint_line, sentence_direction, start_side, text_direction

_LRM = "\u200e"


def label(text: str = "", kind: str = "", name: str = "") -> PlainLabel:
    """Words, always as plain text."""
    made = plain_label(text, kind)
    made.setObjectName(name)
    return made


def wrapped(text: str, kind: str = "", name: str = "") -> PlainLabel:
    """Words that may take several lines."""
    made = label(text, kind, name)
    made.setWordWrap(True)
    return made


def button(text: str, kind: str, name: str, accessible: str = "") -> QPushButton:
    """A button of one of the sheet's kinds: primary, secondary, link or ghost (empty)."""
    made = QPushButton(_closed(text))
    made.setProperty("kind", kind)
    made.setObjectName(name)
    made.setAccessibleName(accessible or text)
    made.setAutoDefault(False)
    return made


def _closed(text: str) -> str:
    """Words whose dots stay at their end, also where the window runs the other way."""
    is_ltr = text_direction(text) is Qt.LayoutDirection.LeftToRight
    return f"{text}{_LRM}" if is_ltr and text.endswith("…") else text


def number_field(name: str, accessible: str, least: int, most: int, suffix: str = "") -> QSpinBox:
    """A field for a whole number, in the digits of the words around it."""
    made = QSpinBox()
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    made.setLocale(QLocale(QLocale.Language.English))
    made.setRange(least, most)
    made.setSuffix(suffix)
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
    """The single keys of a portable sequence, as this system writes them: `Ctrl+Shift++` gives three.

    What is no sequence of keys, such as `Ctrl+drag`, keeps its words.
    """
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys
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
    for widget in part.findChildren(QWidget):
        takes_it = widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes_it:
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return


class Sentence(QLabel):
    """One line that is cut with … where room ends, and whole in the tooltip; on the interface's side.

    Args:
        direction: Of the line, as for a path, which always runs from left to right. Without one its letters decide;
            names inside it, which stand between isolates, have no say.
    """

    def __init__(self, kind: str = "", name: str = "", direction: Qt.LayoutDirection | None = None) -> None:
        super().__init__()
        self._direction = direction
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
        text, bounds, font = self.text(), QRectF(self.rect()), self.font()
        direction = self._direction or sentence_direction(text)
        color, side = self.palette().color(self.foregroundRole()), start_side(self.layoutDirection())
        self.setToolTip(plain_tip(text) if elided(text, font, bounds.width()) != text else "")
        paint_line(painter, bounds, text, font, color, side=side, direction=direction)
