"""Text with marked ranges, laid out so that the marks are right in any mix of directions.

Qt paints the ground of a range run by run, wherever bidi reordering puts them; so a mark is a format of the layout and
never a rectangle of ours.
"""

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui.article.layout import Units, shown
from annotator.gui.theme import TEXT_FAMILIES, font
from annotator.gui.widgets.painting import qt_direction, text_direction
from annotator.gui.widgets.themed import Painted
from annotator.model.direction import language_direction
from annotator.model.document import Direction
from annotator.model.span import Range

_SMALLER = 0.78
"""Size of article text beside the article."""

_LEADING = 1.5
"""From line to line of text without marks, in sizes of its font."""
_BASE = 0.72
"""How far down its line a text without marks stands."""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text and what is marked in it.

    Attributes:
        marks: In code points.
    """

    text: str
    marks: tuple[Range, ...] = ()

    def lay(self, made: QFont, direction: Qt.LayoutDirection, width: float, look: QTextCharFormat) -> QTextLayout:
        """Lines of `width` pixels, at the start of their direction; marks have the format `look`."""
        return self._laid(made, direction, width, look, QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)

    def lay_line(self, made: QFont, direction: Qt.LayoutDirection, width: float, look: QTextCharFormat) -> QTextLayout:
        """One line at the start of its direction, however long it is."""
        return self._laid(made, direction, width, look, QTextOption.WrapMode.NoWrap)

    def _laid(
        self,
        made: QFont,
        direction: Qt.LayoutDirection,
        width: float,
        look: QTextCharFormat,
        wrap: QTextOption.WrapMode,
    ) -> QTextLayout:
        is_rtl = direction is Qt.LayoutDirection.RightToLeft
        option = QTextOption(Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(direction)
        option.setWrapMode(wrap)
        layout = QTextLayout(shown(self.text), made)
        layout.setTextOption(option)
        layout.setFormats(self._formats(look))
        lines = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            lines.append(line)
        if self.marks:
            _stack(lines)
        else:
            _stack_evenly(lines, made.pixelSize() * _LEADING)
        layout.endLayout()
        return layout

    def _formats(self, look: QTextCharFormat) -> list[QTextLayout.FormatRange]:
        units = Units(self.text)
        formats = []
        for start, end in self.marks:
            part = QTextLayout.FormatRange()
            part.start, part.length, part.format = units.of(start), units.of(end) - units.of(start), look
            formats.append(part)
        return formats


def _stack(lines: list[QTextLine]) -> None:
    """Put lines below each other."""
    y = 0.0
    for line in lines:
        line.setPosition(QPointF(0, y))
        y += line.height()


def _stack_evenly(lines: list[QTextLine], step: float) -> None:
    """Put lines below each other, their bases `step` pixels apart whatever scripts they hold."""
    for place, line in enumerate(lines):
        line.setPosition(QPointF(0, (place + _BASE) * step - line.ascent()))


def mark_format(ground: QColor, ink: QColor | None = None) -> QTextCharFormat:
    """How marks look: their ground, and their own colour of text if they have one."""
    made = QTextCharFormat()
    made.setBackground(ground)
    if ink is not None:
        made.setForeground(ink)
    return made


def in_brackets(text: str) -> MarkedText:
    """What an example of a scheme means: the text without its square brackets, which say what is marked.

    A bracket without its partner stays as it is.
    """
    plain, rest = "", text
    marks: list[Range] = []
    while True:
        head, opening, tail = rest.partition("[")
        inside, closing, after = tail.partition("]")
        if not opening or not closing:
            return MarkedText(plain + rest, tuple(marks))
        plain += head
        marks.append((len(plain), len(plain) + len(inside)))
        plain += inside
        rest = after


class Passage(Painted):
    """A text of several lines in its own direction, perhaps with marks."""

    def __init__(self, type_name: str = "body", color: str = "text", parent: QWidget | None = None) -> None:
        """A text of the theme's type; of type `article` it looks like a smaller article."""
        super().__init__(parent)
        self._type_name = type_name
        self._color = color
        self._marked = MarkedText("")
        self._hue = ""
        self._direction = Qt.LayoutDirection.LeftToRight
        self._laid: dict[int, QTextLayout] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def marked(self) -> MarkedText:
        """What is shown."""
        return self._marked

    def show_text(
        self, marked: MarkedText, *, hue: str = "", language: str = "", direction: Direction | None = None
    ) -> None:
        """Show another text: marks in the tint of `hue`.

        Its letters decide its direction if none is given; where they do not tell, it runs as `language` does.
        """
        otherwise = language_direction(language) if language else Direction.LTR
        self._marked, self._hue = marked, hue
        self._direction = text_direction(marked.text, otherwise) if direction is None else qt_direction(direction)
        self._laid.clear()
        self.setAccessibleName(marked.text)
        self.updateGeometry()
        self.update()

    def theme_changed(self) -> None:
        """Tint anew."""
        self._laid.clear()
        super().theme_changed()

    def hasHeightForWidth(self) -> bool:
        """A narrower column needs more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of the text in a column of this width."""
        return math.ceil(self._lay(width).boundingRect().bottom())

    def sizeHint(self) -> QSize:
        """Height for the present width."""
        return QSize(120, self.heightForWidth(max(120, self.width())))

    def minimumSizeHint(self) -> QSize:
        """As narrow as a word or two."""
        return QSize(60, 16)

    def _lay(self, width: int) -> QTextLayout:
        found = self._laid.get(width)
        if found is None:
            found = self._laid[width] = self._marked.lay(self._font(), self._direction, width, self._look())
        return found

    def _look(self) -> QTextCharFormat:
        """How marks look."""
        return mark_format(self.theme.tint(self._hue, on=True)) if self._hue else QTextCharFormat()

    def _font(self) -> QFont:
        if self._type_name != "article":
            return font(self._type_name)
        is_rtl = self._direction is Qt.LayoutDirection.RightToLeft
        return font("article_rtl" if is_rtl else "article", TEXT_FAMILIES[is_rtl], _SMALLER)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        painter = self.painter()
        painter.setPen(self.theme.c(self._color))
        self._lay(self.width()).draw(painter, QPointF(0, 0))
        painter.end()


def paint_layout(painter: QPainter, layout: QTextLayout, rect: QRectF, color: QColor) -> None:
    """Paint a line vertically centred in `rect`, and nothing outside it."""
    painter.save()
    painter.setClipRect(rect)
    painter.setPen(color)
    layout.draw(painter, QPointF(rect.left(), rect.center().y() - layout.boundingRect().height() / 2))
    painter.restore()
