"""The title above an article, in its own direction, and one line of facts below it."""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextLayout, QTextOption

from annotator.gui.article.layout import Units, shown
from annotator.gui.article.style import Style
from annotator.gui.theme import TEXT_FAMILIES, font
from annotator.model.direction import paragraph_direction
from annotator.model.document import Direction

_MOST_LINES = 2
_ABOVE, _BETWEEN, _BELOW = 28, 6, 36


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the text: the document's title, and facts such as its language and length."""

    title: str
    meta: str = ""


class HeadingLayout:
    """A heading laid out for one width.

    Attributes:
        height: With the room around it; the text begins below.
    """

    def __init__(self, heading: Heading | None, base: Direction, style: Style, width: int) -> None:
        self._style = style
        self._title: list[QTextLayout] = []
        self._meta: QTextLayout | None = None
        scale = style.scale
        if heading is None:
            self.height = round(_ABOVE * scale)
            return
        rtl = paragraph_direction(heading.title, base) is Direction.RTL
        y = _ABOVE * scale
        for line in _title_lines(shown(heading.title.strip()), rtl, scale, width):
            layout = _one_line(line, rtl, style, width)
            layout.setPosition(QPointF(0, y))
            self._title.append(layout)
            y += layout.boundingRect().height()
        if heading.meta:
            y += _BETWEEN * scale
            self._meta = _meta_line(shown(heading.meta), rtl, style, width)
            self._meta.setPosition(QPointF(0, y))
            y += self._meta.boundingRect().height()
        self.height = round(y + _BELOW * scale)

    def paint(self, painter: QPainter) -> None:
        """Paint at the painter's origin."""
        painter.setPen(self._style.text)
        for line in self._title:
            line.draw(painter, QPointF(0, 0))
        if self._meta is not None:
            painter.setPen(self._style.theme.c("text3"))
            self._meta.draw(painter, QPointF(0, 0))


def _title_lines(title: str, rtl: bool, scale: float, width: int) -> list[str]:
    """The title broken into as many lines as it may have, the last one elided."""
    made = font("article_title", TEXT_FAMILIES[rtl], scale)
    layout = QTextLayout(title, made)
    layout.setTextOption(_option(rtl, rtl))
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) < _MOST_LINES:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    units = Units(title)
    cuts = [*(units.code_point(start) for start in starts), len(title)]
    lines = [title[a:b] for a, b in pairwise(cuts)]
    return [QFontMetricsF(made).elidedText(line.strip(), Qt.TextElideMode.ElideRight, width) for line in lines]


def _one_line(text: str, rtl: bool, style: Style, width: int) -> QTextLayout:
    return _laid(QTextLayout(text, font("article_title", TEXT_FAMILIES[rtl], style.scale)), rtl, rtl, width)


def _meta_line(text: str, on_right: bool, style: Style, width: int) -> QTextLayout:
    """The facts, in the direction of their own words, on the title's side."""
    rtl = paragraph_direction(text, Direction.LTR) is Direction.RTL
    made = font("small", scale=style.scale)
    elided = QFontMetricsF(made).elidedText(text, Qt.TextElideMode.ElideRight, width)
    return _laid(QTextLayout(elided, made), rtl, on_right, width)


def _laid(layout: QTextLayout, rtl: bool, on_right: bool, width: int) -> QTextLayout:
    layout.setTextOption(_option(rtl, on_right))
    layout.setCacheEnabled(True)
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(width)
    layout.endLayout()
    return layout


def _option(rtl: bool, on_right: bool) -> QTextOption:
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    option.setAlignment(Qt.AlignmentFlag.AlignRight if on_right else Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
