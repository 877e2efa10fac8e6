"""The cells of the matrix and its heads, painted; `matrix` puts them together."""

import math
from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.gui.agreement.cells import Cells
from annotator.gui.agreement.confusion import NONE, Table
from annotator.gui.agreement.labels import short_names
from annotator.gui.widgets import plain_tip
from annotator.gui.widgets.painting import end_side, mirrored, paint_line, text_width
from annotator.gui.widgets.themed import Painted

LEAST_CELL, MOST_CELL = 26, 60
"""Width of a cell; columns share what room there is."""
CELL_HEIGHT, LOW_HEIGHT = 38, 28
"""Height of a cell, and where there are many."""
MANY = 10
GAP = 2
HEAD_HEIGHT = 22
MOST_HEAD = 116
"""Of the names of rows, and of columns where they stand upright."""


class Shown(Enum):
    """What the cells say."""

    COUNTS = "counts"
    SHARES = "shares"


class MatrixCells(Cells):
    """The cells; row by row, first annotator's labels down, second one's across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Which labels are mixed up"), object_name="agreement_matrix", parent=parent)
        self.table = Table()
        self.annotators = ("", "")
        self._says = Shown.COUNTS
        self._cell = QSize(MOST_CELL, CELL_HEIGHT)

    # -- what is shown

    def show_table(self, table: Table, annotators: tuple[str, str]) -> None:
        """Show another table; the ring stays if it is the same one."""
        if (table, annotators) == (self.table, self.annotators):
            return
        self.table, self.annotators = table, annotators
        self._resize()
        self.cells_changed()

    def say(self, what: Shown) -> None:
        """Show counts, or shares of rows."""
        self._says = what
        self.update()

    def set_cell_width(self, width: int) -> None:
        """Make the columns so wide."""
        self._cell = QSize(max(LEAST_CELL, min(MOST_CELL, width)), self.cell_height)
        self._resize()

    @property
    def cell_height(self) -> int:
        """Height of a row."""
        return CELL_HEIGHT if len(self.table.labels) <= MANY else LOW_HEIGHT

    @property
    def cell_width(self) -> int:
        """Width of a column."""
        return self._cell.width()

    def _resize(self) -> None:
        size = len(self.table.labels)
        self.setFixedSize(self._cell.width() * size, self._cell.height() * size)

    # -- geometry

    def rects(self) -> list[QRectF]:
        """All cells, row by row."""
        size = len(self.table.labels)
        return [self.rect_of(place // size, place % size) for place in range(size * size)]

    def rect_of(self, row: int, column: int) -> QRectF:
        """One cell."""
        width, height = self._cell.width(), self._cell.height()
        return mirrored(
            self.layoutDirection(), QRectF(self.rect()), QRectF(column * width, row * height, width, height)
        )

    def cell_at(self, point: QPointF) -> int | None:
        """By division; there may be thousands of cells."""
        size = len(self.table.labels)
        x = point.x() if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else self.width() - point.x()
        row, column = math.floor(point.y() / self._cell.height()), math.floor(x / self._cell.width())
        return row * size + column if 0 <= row < size and 0 <= column < size else None

    def row_column(self, place: int) -> tuple[int, int]:
        """Row and column of a cell."""
        return divmod(place, len(self.table.labels))

    @property
    def shown_cell(self) -> tuple[int, int] | None:
        """Row and column of the cell with the ring."""
        return None if self.shown is None else self.row_column(self.shown)

    def cells_changed(self) -> None:
        """Begin at the largest count beside the diagonal."""
        super().cells_changed()
        size = len(self.table.labels)
        others = [(row, column) for row in range(size) for column in range(size) if row != column]
        if others:
            row, column = max(others, key=self._count)
            self.current = row * size + column
            self._describe()

    def _count(self, cell: tuple[int, int]) -> int:
        return self.table.count(*cell)

    # -- words

    def words(self, place: int) -> str:
        """A cell as a sentence."""
        row, column = self.row_column(place)
        count = self.table.count(row, column)
        one, other = (label or self.tr("nothing") for label in self.table.cell(row, column))
        if self.table.is_agreed(row, column):
            return self.tr("{label}: both, {count}").format(label=one, count=f"{count:,}")
        words = self.tr("{left} has {one}, {right} has {other}: {count}")
        left, right = self.annotators
        return words.format(left=left, right=right, one=one, other=other, count=f"{count:,}")

    def tip(self, _place: int) -> str:
        """None: the popover says more."""
        return ""

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells that are in sight."""
        painter = self.painter()
        seen = QRectF(event.rect())
        size = len(self.table.labels)
        for row in range(size):
            for column in range(size):
                rect = self.rect_of(row, column)
                if rect.intersects(seen):
                    self._paint_cell(painter, row, column, rect.adjusted(GAP / 2, GAP / 2, -GAP / 2, -GAP / 2))
        if self.shown_cell is not None:
            self._paint_frame(painter, self.rect_of(*self.shown_cell))
        painter.end()

    def _paint_cell(self, painter: QPainter, row: int, column: int, rect: QRectF) -> None:
        theme, table = self.theme, self.table
        count = table.count(row, column)
        if not count and row == column and table.labels[row] == NONE:
            painter.setPen(QPen(theme.c("line"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            return
        if table.is_agreed(row, column):
            ground, ink = (theme.c("agreed"), theme.c("text2")) if count else (theme.c("chrome"), theme.c("text3"))
        elif count:
            ground, ink = theme.heat(table.step(row, column))
        else:
            ground, ink = theme.c("chrome"), theme.c("text3")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, 4, 4)
        is_strong = count and (table.is_agreed(row, column) or table.step(row, column) > 2)
        font = theme.font("strong" if is_strong else "body")
        paint_line(painter, rect, self._words_in(row, column), font, ink, side="center")

    def _words_in(self, row: int, column: int) -> str:
        count = self.table.count(row, column)
        if not count:
            return "·"
        if self._says is Shown.COUNTS:
            return f"{count:,}"
        percent = 100 * self.table.share(row, column)
        return f"{percent:.0f} %" if percent >= 0.5 else "< 1 %"

    def _paint_frame(self, painter: QPainter, rect: QRectF) -> None:
        """The ring, apart from the ground by a line of the surface."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.c("surface"), 2))
        painter.drawRoundedRect(rect.adjusted(3, 3, -3, -3), 3, 3)
        painter.setPen(QPen(self.theme.c("accent" if self.hasFocus() else "text"), 2))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 5, 5)


class Heads(Painted):
    """The names of rows, or of columns, beside the cells; they move with them, and that of the ring's cell is bold."""

    def __init__(self, cells: MatrixCells, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = cells
        self._orientation = orientation
        self._names: Sequence[str] = ()
        cells.moved.connect(self.update)

    def show_names(self) -> None:
        """Name what the cells show now."""
        short = short_names(label for label in self._cells.table.labels if label)
        self._names = [short[label] for label in self._cells.table.labels]
        if self._orientation is Qt.Orientation.Vertical:
            self.setFixedWidth(math.ceil(min(MOST_HEAD, self._widest() + 16)))
        else:
            self.fit()
        self.update()

    def _widest(self) -> float:
        bold = self._font(is_here=True)
        return max((text_width(name, bold) for name in self._names), default=0)

    def _font(self, *, is_here: bool) -> QFont:
        font = self.theme.font("micro")
        if is_here:
            font.setWeight(QFont.Weight.Bold)
        return font

    @property
    def is_upright(self) -> bool:
        """Whether the names of columns stand upright: a column is narrower than the longest of them."""
        is_columns = self._orientation is Qt.Orientation.Horizontal
        return is_columns and self._widest() + 4 > self._cells.cell_width

    def fit(self) -> None:
        """The columns have another width."""
        if self._orientation is Qt.Orientation.Horizontal:
            self.setFixedHeight(math.ceil(min(MOST_HEAD, self._widest() + 14)) if self.is_upright else HEAD_HEIGHT)

    def rect_of(self, place: int) -> QRectF:
        """Where a name stands."""
        if self._orientation is Qt.Orientation.Vertical:
            cell = self._cells.rect_of(place, 0)
            return QRectF(0, cell.top() + self._cells.y(), self.width() - 8, cell.height())
        cell = self._cells.rect_of(0, place)
        return QRectF(cell.left() + self._cells.x(), 0, cell.width(), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the names, cut where a neighbour would begin."""
        painter = self.painter()
        area = self._cells.parentWidget()
        if area is not None:
            painter.setClipRect(self.rect().intersected(QRect(0, 0, max(area.width(), self.width()), self._clip(area))))
        shown = self._cells.shown_cell
        is_rows = self._orientation is Qt.Orientation.Vertical
        here = None if shown is None else shown[0 if is_rows else 1]
        for place, name in enumerate(self._names):
            rect = self.rect_of(place)
            if is_rows:
                rect = mirrored(self.layoutDirection(), QRectF(self.rect()), rect)
            self._paint_name(painter, name, rect, is_here=place == here)
        painter.end()

    def _clip(self, area: QWidget) -> int:
        """How far down names may go: not beside the scroll bar below the cells."""
        return area.height() if self._orientation is Qt.Orientation.Vertical else self.height()

    def _paint_name(self, painter: QPainter, name: str, rect: QRectF, *, is_here: bool) -> None:
        font, color = self._font(is_here=is_here), self.theme.c("text" if is_here else "text2")
        if self.is_upright:
            painter.save()
            painter.translate(rect.center().x(), rect.bottom())
            painter.rotate(-90)
            along = QRectF(6, -rect.width() / 2, rect.height() - 8, rect.width())
            paint_line(painter, along, name, font, color, side="left")
            painter.restore()
            return
        is_rows = self._orientation is Qt.Orientation.Vertical
        side = end_side(self.layoutDirection()) if is_rows else "center"
        paint_line(painter, rect.adjusted(1, 0, -1, 0), name, font, color, side=side)

    def event(self, event: QEvent) -> bool:
        """The tooltip of a name says all of it."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            point = QPointF(event.pos())
            rects = (self.rect_of(place) for place in range(len(self._names)))
            found = next((place for place, rect in enumerate(rects) if rect.contains(point)), None)
            label = "" if found is None else self._cells.table.labels[found]
            QToolTip.showText(event.globalPos(), plain_tip(label), self)
            return True
        return super().event(event)
