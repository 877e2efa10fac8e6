"""Texts that are shown, never edited: plain always, each in its own direction."""

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from annotator.gui.theme import TEXT_FAMILIES, font
from annotator.gui.widgets.painting import (
    Side,
    keycap_width,
    one_line,
    paint_keycap,
    paint_line,
    start_side,
    text_direction,
    text_width,
)
from annotator.gui.widgets.themed import Painted
from annotator.model.document import Direction


class PlainLabel(QLabel):
    """Words that stand on the interface's side whatever their own direction is; never rich text.

    A QLabel goes by its text: in a right-to-left window a Latin name or a number would hang on the left.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self._face()

    def changeEvent(self, event: QEvent) -> None:
        """The window was mirrored."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._face()

    def _face(self) -> None:
        across = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        if across & Qt.AlignmentFlag.AlignHCenter:
            return
        is_rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        along = self.alignment() & Qt.AlignmentFlag.AlignVertical_Mask
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | along)


def plain_label(text: str = "", kind: str = "", parent: QWidget | None = None) -> PlainLabel:
    """A label for the interface's own words; `kind` is one of the theme's (`head`, `small`, `section` …)."""
    made = PlainLabel(text, parent)
    if kind:
        made.setProperty("kind", kind)
    return made


def separator(parent: QWidget | None = None) -> QFrame:
    """A line of one pixel between two parts of a column."""
    made = QFrame(parent)
    made.setProperty("kind", "line")
    made.setFixedHeight(1)
    return made


class ElidedLabel(Painted):
    """One line of text from outside, on the interface's side, in its own direction, elided at its own end.

    The whole text is in the tooltip whenever a part of it is hidden.
    """

    def __init__(
        self,
        text: str = "",
        *,
        type_name: str = "body",
        color: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._font = font(type_name)
        self._color = color
        self._text = ""
        self._otherwise = Direction.LTR
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str, otherwise: Direction = Direction.LTR) -> None:
        """Show another text; `otherwise` is its direction if its letters do not tell."""
        self._text = one_line(text)
        self._otherwise = otherwise
        self.setAccessibleName(self._text)
        self._update_tip()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the text; a layout may give less."""
        return QSize(math.ceil(text_width(self._text, self._font)), self._height())

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(24, self._height())

    def _height(self) -> int:
        return math.ceil(QFontMetricsF(self._font).height()) + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Whether the text fits has changed."""
        super().resizeEvent(event)
        self._update_tip()

    def _update_tip(self) -> None:
        fits = text_width(self._text, self._font) <= self.width()
        self.setToolTip("" if fits else plain_tip(self._text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        painter = self.painter()
        direction = text_direction(self._text, self._otherwise)
        color = self.theme.c(self._color)
        paint_line(painter, QRectF(self.rect()), self._text, self._font, color, side=self._side(), direction=direction)
        painter.end()

    def _side(self) -> Side:
        """At which side the line stands."""
        return start_side(self.layoutDirection())


class QuotedText(Painted):
    """A passage of a document, wrapped, in its own direction; at most `most_lines` lines."""

    def __init__(self, *, type_name: str = "title", most_lines: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._type_name = type_name
        self._most_lines = most_lines
        self._text = ""
        self._direction = Qt.LayoutDirection.LeftToRight
        self._laid: dict[int, tuple[QTextLayout, int]] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """The passage."""
        return self._text

    def set_text(self, text: str, otherwise: Direction) -> None:
        """Show another passage; `otherwise` is its direction if its letters do not tell."""
        self._text = one_line(text)
        self._direction = text_direction(self._text, otherwise)
        self._laid.clear()
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """A narrower column needs more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of the passage in a column of this width."""
        return self._lay(width)[1]

    def sizeHint(self) -> QSize:
        """Height for the present width."""
        return QSize(120, self.heightForWidth(max(120, self.width())))

    def minimumSizeHint(self) -> QSize:
        """As small as one word column."""
        return QSize(60, self._line_height())

    def _font(self) -> QFont:
        return font(self._type_name, TEXT_FAMILIES[self._direction is Qt.LayoutDirection.RightToLeft])

    def _line_height(self) -> int:
        return math.ceil(QFontMetricsF(self._font()).height())

    def _lay(self, width: int) -> tuple[QTextLayout, int]:
        """The passage laid out for a column, and its height; layouts ask for several widths before they settle."""
        found = self._laid.get(width)
        if found is None:
            found = self._laid[width] = self._laid_out(width)
        return found

    def _laid_out(self, width: int) -> tuple[QTextLayout, int]:
        is_rtl = self._direction is Qt.LayoutDirection.RightToLeft
        option = QTextOption(Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(self._direction)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(self._text, self._font())
        layout.setTextOption(option)
        layout.beginLayout()
        y, lines = 0.0, 0
        while lines < self._most_lines and (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y))
            y += line.height()
            lines += 1
        layout.endLayout()
        return layout, math.ceil(y)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        layout, _height = self._lay(self.width())
        painter = self.painter()
        painter.setPen(self.theme.c("text"))
        layout.draw(painter, QPointF(0, 0))
        painter.end()


class KeyCap(Painted):
    """A key of the keyboard."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def set_text(self, text: str) -> None:
        """Show another key."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Square for one letter."""
        return QSize(math.ceil(keycap_width(self._text, self.theme)), 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the key."""
        painter = self.painter()
        paint_keycap(painter, QRectF(self.rect()), self._text, self.theme)
        painter.end()


def plain_tip(text: str) -> str:
    """A tooltip that says exactly `text`: Qt would take text with tags in it for rich text."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{escaped}</qt>" if text else ""
