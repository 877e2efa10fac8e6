"""One cell of a case laid out for a width, and painted. Pixels; the origin is the cell's top left corner."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextLayout, QTextOption

from annotator.gui.adjudicate.words import Block, CellWords, Style
from annotator.gui.article.layout import shown
from annotator.gui.theme import RADIUS, TEXT_FAMILIES, Theme, font
from annotator.gui.widgets.painting import Side, mirrored, start_side, text_width

_SCALE = 0.86
"""Size of quotes in cells, in sizes of the article."""
_SMALL = 14
"""Pixels of quotes that would need more than two lines."""
_SMALLEST = 11
"""Of quotes with a word that no larger size would leave whole."""
_LINES = 2
_CHIP_GAP, _GROUP_GAP = 4, 8
_CHIP_EDGE = 7
_MOST_CHIPS = 60
_GAP = 2


@dataclass(slots=True)
class LaidText:
    """A block with its lines, and where they begin."""

    layout: QTextLayout
    top: float
    is_sub: bool


@dataclass(slots=True)
class Chip:
    """A mention of a cluster."""

    layout: QTextLayout
    rect: QRectF
    differs: bool
    is_count: bool


@dataclass(slots=True)
class LaidCell:
    """What stands in a cell.

    Attributes:
        bars: Lines beside what is in one cluster.
        height: Of all of it.
    """

    texts: list[LaidText] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    bars: list[QRectF] = field(default_factory=list)
    height: float = 0.0


def lay_cell(words: CellWords, width: float, way: Qt.LayoutDirection, *, strong: bool = False) -> LaidCell:
    """Lay a cell out.

    Args:
        words: What it says.
        width: Of the text.
        way: The interface's direction.
        strong: In a heavier weight.
    """
    cell = LaidCell()
    if words.groups:
        _lay_groups(cell, words.groups, width, way)
        return cell
    y = 0.0
    for block in words.blocks:
        layout = _lay_block(block, width, way, strong=strong)
        cell.texts.append(LaidText(layout, y, block.style is Style.SUB))
        y += layout.boundingRect().height() + _GAP
    cell.height = max(0.0, y - _GAP)
    return cell


def quote_font(is_rtl: bool, pixels: int = 0) -> QFont:
    """The font of quotes in cells, or the same in another size."""
    made = font("article_rtl" if is_rtl else "article", TEXT_FAMILIES[is_rtl], _SCALE)
    if pixels:
        made.setPixelSize(pixels)
    return made


def _lay_block(block: Block, width: float, way: Qt.LayoutDirection, *, strong: bool) -> QTextLayout:
    is_rtl = block.runs is Qt.LayoutDirection.RightToLeft
    if block.style is Style.QUOTE:
        made, side = quote_font(is_rtl), start_side(block.runs)
    else:
        made, side = font("body" if block.style is Style.WORD else "small"), start_side(way)
    if strong and block.style is not Style.SUB:
        made.setWeight(QFont.Weight.DemiBold)
    layout = _lay_text(block, made, side, width)
    is_quote = block.style is Style.QUOTE
    if is_quote and (layout.lineCount() > _LINES or _breaks_words(block.text, made, width)):
        layout = _lay_text(block, _fitting(block.text, made, width), side, width)
    return layout


def _breaks_words(words: str, made: QFont, width: float) -> bool:
    return any(text_width(word, made) > width for word in words.split())


def _fitting(words: str, made: QFont, width: float) -> QFont:
    """The font in the largest of the small sizes that breaks no word, else in the smallest."""
    for pixels in range(_SMALL, _SMALLEST - 1, -1):
        made.setPixelSize(pixels)
        if not _breaks_words(words, made, width):
            break
    return made


def _lay_text(block: Block, made: QFont, side: Side, width: float) -> QTextLayout:
    flag = Qt.AlignmentFlag.AlignRight if side == "right" else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(flag | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(block.runs)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(shown(block.text), made)
    layout.setTextOption(option)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return layout


def _lay_groups(cell: LaidCell, groups: Iterable[Iterable[Block]], width: float, way: Qt.LayoutDirection) -> None:
    """Chips beside each other in as many lines as they need; a bar holds together what means the same."""
    y, count = 0.0, 0
    bounds = QRectF(0, 0, width, 1)
    for group in groups:
        top, x, line = y, 10.0, 0.0
        blocks = list(group)
        for block in blocks[: _MOST_CHIPS - count]:
            count += 1
            layout = _lay_chip(block, width - 10 - 2 * _CHIP_EDGE, way)
            wide = min(width - 10, math.ceil(layout.boundingRect().width()) + 2 * _CHIP_EDGE)
            high = math.ceil(layout.boundingRect().height()) + 4
            if x > 10 and x + wide > width:
                x, y, line = 10.0, y + line + _CHIP_GAP, 0.0
            rect = mirrored(way, bounds, QRectF(x, y, wide, high))
            cell.chips.append(Chip(layout, rect, block.differs, block.style is Style.SUB))
            x, line = x + wide + _CHIP_GAP, max(line, high)
        y += line
        if len(blocks) > 1:
            cell.bars.append(mirrored(way, bounds, QRectF(0, top, 3, y - top)))
        y += _GROUP_GAP
    cell.height = max(0.0, y - _GROUP_GAP)


def _lay_chip(block: Block, width: float, way: Qt.LayoutDirection) -> QTextLayout:
    is_rtl = block.runs is Qt.LayoutDirection.RightToLeft
    is_count = block.style is Style.SUB
    made = font("small") if is_count else _fitting(block.text, quote_font(is_rtl), width)
    narrow = _lay_text(block, made, start_side(way if is_count else block.runs), width)
    if narrow.lineCount() == 1:
        wide = math.ceil(narrow.lineAt(0).naturalTextWidth()) + 1
        narrow = _lay_text(block, made, "left", wide)
    return narrow


def paint_cell(painter: QPainter, cell: LaidCell, at: QPointF, colors: tuple[QColor, QColor], theme: Theme) -> None:
    """Paint a cell.

    Args:
        painter: On the table.
        cell: What to paint.
        at: Its top left corner.
        colors: Of the words, and of what holds clusters together.
        theme: The colours of the rest.
    """
    color, bar = colors
    for text in cell.texts:
        painter.setPen(theme.c("text2") if text.is_sub and color == theme.c("text") else color)
        text.layout.draw(painter, at + QPointF(0, text.top))
    for line in cell.bars:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(bar)
        painter.drawRoundedRect(line.translated(at), 1.5, 1.5)
    for chip in cell.chips:
        rect = chip.rect.translated(at)
        painter.setPen(QPen(bar if chip.differs else theme.c("line_strong"), 1.4 if chip.differs else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if chip.is_count else theme.c("surface"))
        if not chip.is_count or chip.differs:
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["key"], RADIUS["key"])
        painter.setPen(theme.c("text3") if chip.is_count else color)
        chip.layout.draw(painter, rect.topLeft() + QPointF(_CHIP_EDGE, 2))
