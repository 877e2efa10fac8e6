"""Rows and columns of bands on one scale: figures of pairs of annotators, and of languages."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui.agreement.bands import paint_band, x_on
from annotator.gui.agreement.cells import Cells
from annotator.gui.agreement.figures import Figures, Scale, short_title, spoken, value_words
from annotator.gui.widgets.painting import end_side, mirrored, one_line, paint_line, start_side, text_width
from annotator.gui.widgets.signs import Sign, paint_sign
from annotator.services.agreement.figures import Figure
from annotator.services.agreement.intervals import FEWEST

_SIGN = 16


@dataclass(frozen=True, slots=True)
class PairLine:
    """Two annotators and their figures.

    Attributes:
        signs: Of the two.
        documents: How many both have labelled.
    """

    signs: tuple[Sign, Sign]
    documents: int
    figures: Figures

    @property
    def names(self) -> str:
        """Who they are."""
        return ", ".join(one_line(sign.name) for sign in self.signs)


class PairList(Cells):
    """One pair below the other; click or Enter turns matrix and bars to it.

    Attributes:
        chosen: The place of the pair to which they are turned.
    """

    ROW = 84

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Agreement by pair"), object_name="agreement_pairs", parent=parent)
        self.chosen = 0
        self._pairs: Sequence[PairLine] = ()
        self._names: Sequence[str] = ()
        self._scale = Scale()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_pairs(self, pairs: Sequence[PairLine], names: Sequence[str], chosen: int, scale: Scale) -> None:
        """Show these pairs, by the figures of these names."""
        self._pairs, self._names, self.chosen, self._scale = pairs, names, chosen, scale
        self.setFixedHeight(len(pairs) * self.ROW)
        self.cells_changed()

    def sizeHint(self) -> QSize:
        """All pairs."""
        return QSize(300, len(self._pairs) * self.ROW)

    def rects(self) -> list[QRectF]:
        """A row each."""
        return [QRectF(0, place * self.ROW, self.width(), self.ROW) for place in range(len(self._pairs))]

    def words(self, place: int) -> str:
        """The pair and its figures as sentences."""
        pair = self._pairs[place]
        figures = "; ".join(spoken(pair.figures[name]) for name in self._names if name in pair.figures)
        return f"{pair.names}, {self._documents(pair)}: {figures}"

    def _documents(self, pair: PairLine) -> str:
        words = self.tr("1 document") if pair.documents == 1 else self.tr("{count} documents")
        words = words.format(count=f"{pair.documents:,}")
        return self.tr("{words}: no intervals").format(words=words) if pair.documents < FEWEST else words

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint all pairs."""
        painter = self.painter()
        for place, rect in enumerate(self.rects()):
            card = rect.adjusted(0, 2, 0, -2)
            self._paint_ground(painter, place, card)
            self._paint_head(painter, self._pairs[place], card)
            self._paint_figures(painter, self._pairs[place], card)
        painter.end()

    def _paint_ground(self, painter: QPainter, place: int, card: QRectF) -> None:
        theme = self.theme
        painter.setPen(Qt.PenStyle.NoPen)
        if place in (self.chosen, self.shown):
            painter.setBrush(theme.c("accent_soft" if place == self.chosen else "hover"))
            painter.drawRoundedRect(card, 6, 6)
        if place == self.chosen:
            painter.setBrush(theme.c("accent"))
            bar = QRectF(card.left(), card.top() + 10, 3, card.height() - 20)
            painter.drawRoundedRect(mirrored(self.layoutDirection(), QRectF(self.rect()), bar), 1.5, 1.5)
        if place == self.shown and self.hasFocus():
            self.paint_ring(painter, card)

    def _paint_head(self, painter: QPainter, pair: PairLine, card: QRectF) -> None:
        direction, bounds, theme = self.layoutDirection(), QRectF(self.rect()), self.theme
        line = QRectF(card.left() + 12, card.top() + 8, card.width() - 24, 20)
        for number, sign in enumerate(pair.signs):
            badge = QRectF(line.left() + number * (_SIGN + 4), line.center().y() - _SIGN / 2, _SIGN, _SIGN)
            paint_sign(painter, mirrored(direction, bounds, badge), sign, theme)
        small, words = theme.font("small"), self._documents(pair)
        width = text_width(words, small) + 2
        count = mirrored(direction, bounds, QRectF(line.right() - width, line.top(), width, 20))
        paint_line(painter, count, words, small, theme.c("text2"), side=end_side(direction))
        start = 2 * (_SIGN + 4) + 4
        names = mirrored(direction, bounds, line.adjusted(start, 0, -width - 8, 0))
        paint_line(painter, names, pair.names, theme.font("strong"), theme.c("text"), side=start_side(direction))

    def _paint_figures(self, painter: QPainter, pair: PairLine, card: QRectF) -> None:
        direction, bounds = self.layoutDirection(), QRectF(self.rect())
        names = self._names[:3]
        width = (card.width() - 24 - 12 * (len(names) - 1)) / max(1, len(names))
        for number, name in enumerate(names):
            cell = QRectF(card.left() + 12 + number * (width + 12), card.top() + 32, width, 40)
            self._paint_one(painter, name, pair.figures.get(name), mirrored(direction, bounds, cell))

    def _paint_one(self, painter: QPainter, name: str, figure: Figure | None, cell: QRectF) -> None:
        theme, direction = self.theme, self.layoutDirection()
        strong, value = theme.font("strong"), value_words(figure) if figure else "–"
        used = text_width(value, strong) + 4
        words = QRectF(cell.left(), cell.top(), cell.width() - used, 18)
        number = QRectF(cell.right() - used, cell.top(), used, 18)
        title, _rest = short_title(name)
        grey = theme.c("text2")
        paint_line(
            painter, mirrored(direction, cell, words), title, theme.font("small"), grey, side=start_side(direction)
        )
        paint_line(painter, mirrored(direction, cell, number), value, strong, theme.c("text"), side=end_side(direction))
        band = QRectF(cell.left(), cell.top() + 20, cell.width(), 18)
        paint_band(painter, band, figure, self._scale, theme, direction=direction)


@dataclass(frozen=True, slots=True)
class Column:
    """A group of documents and its figures.

    Attributes:
        name: What it is called.
        documents: How many it has.
    """

    name: str
    documents: int
    figures: Figures


class Columns(Cells):
    """Groups side by side, the same figures in each; a grey tick says what all documents together have."""

    LEAST = 168
    _HEAD, _ROW, _FOOT = 30, 28, 24

    def __init__(self, name: str, *, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, object_name=object_name, parent=parent)
        self._columns: Sequence[Column] = ()
        self._names: Sequence[str] = ()
        self._whole: Figures = {}
        self._scale = Scale()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_columns(self, columns: Sequence[Column], names: Sequence[str], whole: Figures, scale: Scale) -> None:
        """Show these groups, by the figures of these names."""
        self._columns, self._names, self._whole, self._scale = columns, names, whole, scale
        self.updateGeometry()
        self.cells_changed()

    # -- geometry

    @property
    def _heads(self) -> float:
        font = self.theme.font("small")
        return max((text_width(short_title(name)[0], font) for name in self._names), default=0) + 16

    def _in_a_row(self, width: float) -> int:
        count = max(1, len(self._columns))
        most = max(1, int((width - self._heads) // self.LEAST))
        rows = -(-count // most)
        return -(-count // rows)

    @property
    def _block(self) -> int:
        return self._HEAD + self._ROW * len(self._names) + self._FOOT

    def hasHeightForWidth(self) -> bool:
        """A narrower card has several rows of groups."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all rows."""
        return self._block * max(1, -(-len(self._columns) // self._in_a_row(width)))

    def sizeHint(self) -> QSize:
        """For the present width."""
        width = max(320, self.width())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """One group wide."""
        return QSize(self.LEAST + 60, self._block)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rows may break elsewhere."""
        super().resizeEvent(event)
        self.updateGeometry()

    def rects(self) -> list[QRectF]:
        """A column each."""
        bounds, across = QRectF(self.rect()), self._in_a_row(self.width())
        width = (self.width() - self._heads) / across
        cells = (
            QRectF(self._heads + place % across * width, place // across * self._block, width, self._block)
            for place in range(len(self._columns))
        )
        return [mirrored(self.layoutDirection(), bounds, cell) for cell in cells]

    def words(self, place: int) -> str:
        """The group and its figures as sentences."""
        column = self._columns[place]
        figures = "; ".join(spoken(column.figures[name]) for name in self._names if name in column.figures)
        return f"{column.name}, n = {column.documents:,}: {figures}"

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint heads and groups."""
        painter = self.painter()
        across, rects = self._in_a_row(self.width()), self.rects()
        for place, rect in enumerate(rects):
            if place % across == 0:
                self._paint_heads(painter, rect.top())
            else:
                x = rect.left() if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else rect.right() - 1
                painter.fillRect(QRectF(x, rect.top() + 4, 1, rect.height() - 12), self.theme.c("line"))
            self._paint_column(painter, self._columns[place], rect.adjusted(14, 0, -14, 0))
            if place == self.shown:
                self.paint_ring(painter, rect.adjusted(4, 0, -4, -2))
        painter.end()

    def _paint_heads(self, painter: QPainter, top: float) -> None:
        direction = self.layoutDirection()
        for number, name in enumerate(self._names):
            rect = QRectF(0, top + self._HEAD + number * self._ROW, self._heads - 8, self._ROW)
            rect = mirrored(direction, QRectF(self.rect()), rect)
            font, grey = self.theme.font("small"), self.theme.c("text2")
            paint_line(painter, rect, short_title(name)[0], font, grey, side=start_side(direction))

    def _paint_column(self, painter: QPainter, column: Column, rect: QRectF) -> None:
        theme, direction = self.theme, self.layoutDirection()
        self._paint_name(painter, column, QRectF(rect.left(), rect.top() + 2, rect.width(), 22))
        track = mirrored(direction, rect, rect.adjusted(0, self._HEAD, -44, -self._FOOT))
        self._paint_grid(painter, track)
        for number, name in enumerate(self._names):
            line = QRectF(track.left(), track.top() + number * self._ROW, track.width(), self._ROW)
            figure = column.figures.get(name)
            paint_band(painter, line, figure, self._scale, theme, direction=direction, whole=self._whole.get(name))
            value = mirrored(direction, rect, QRectF(rect.right() - 40, line.top(), 40, self._ROW))
            words = value_words(figure) if figure else "–"
            paint_line(painter, value, words, theme.font("strong"), theme.c("text"), side=end_side(direction))

    def _paint_name(self, painter: QPainter, column: Column, rect: QRectF) -> None:
        theme, direction = self.theme, self.layoutDirection()
        small, strong = theme.font("small"), theme.font("strong")
        words = f"n = {column.documents:,}"
        beside = text_width(words, small) + 2
        width = min(text_width(column.name, strong) + 2, rect.width() - beside - 8)
        name = mirrored(direction, rect, QRectF(rect.left(), rect.top(), width, rect.height()))
        paint_line(painter, name, column.name, strong, theme.c("text"), side=start_side(direction))
        count = mirrored(direction, rect, QRectF(rect.left() + width + 8, rect.top(), beside, rect.height()))
        paint_line(painter, count, words, small, theme.c("text2"), side=start_side(direction))

    def _paint_grid(self, painter: QPainter, track: QRectF) -> None:
        """The ends of the scale, and its numbers."""
        theme, direction = self.theme, self.layoutDirection()
        for value, words in ((self._scale.low, self._scale.words), (1.0, "1")):
            x = x_on(self._scale, track, value, direction)
            painter.fillRect(QRectF(x - 0.5, track.top(), 1, track.height()), theme.c("line"))
            below = QRectF(x - 16, track.bottom() + 2, 32, 16)
            paint_line(painter, below, words, theme.font("micro"), theme.c("text3"), side="center")
