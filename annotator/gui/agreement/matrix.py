"""The matrix with its heads, who stands for rows and columns, and the legend; many labels scroll in their own area."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.agreement.confusion import STEPS, Structure, Table
from annotator.gui.agreement.matrix_cells import Heads, MatrixCells, Shown
from annotator.gui.building import row
from annotator.gui.theme import Theme
from annotator.gui.widgets import ElidedLabel, SignBadge, Signs, plain_label, spread_theme
from annotator.gui.widgets.painting import mirrored, paint_line, start_side, text_width
from annotator.gui.widgets.themed import Painted

MOST_HEIGHT = 760
"""More rows than have room in this scroll."""
_SWATCH = 14


class Legend(Painted):
    """What the colours of the cells mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agreement_legend")
        self.setFixedHeight(20)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._steps: list[str] = []

    def show_steps(self, steps: list[str]) -> None:
        """Show the counts of each step."""
        self._steps = steps
        self.setAccessibleName(self.tr("Colours: grey, both agree; {steps}").format(steps=", ".join(steps)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint swatches and words in a row; those that have no room are left out."""
        painter = self.painter()
        theme, font, x = self.theme, self.theme.font("micro"), 0.0
        grounds = [theme.c("agreed"), *(theme.heat(step)[0] for step in range(STEPS))]
        for ground, words in zip(grounds, (self.tr("agree"), *self._steps), strict=False):
            width = _SWATCH + 6 + text_width(words, font) + 2
            if x + width > self.width():
                break
            self._paint_one(painter, QRectF(x, 0, width, self.height()), ground, words)
            x += width + 12
        painter.end()

    def _paint_one(self, painter: QPainter, rect: QRectF, ground: QColor, words: str) -> None:
        direction, bounds = self.layoutDirection(), QRectF(self.rect())
        swatch = mirrored(direction, bounds, QRectF(rect.left(), rect.center().y() - 5, _SWATCH, 10))
        painter.setPen(self.theme.c("line_strong"))
        painter.setBrush(ground)
        painter.drawRoundedRect(swatch.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        text = mirrored(direction, bounds, rect.adjusted(_SWATCH + 6, 0, 0, 0))
        side = start_side(direction)
        paint_line(painter, text, words, self.theme.font("micro"), self.theme.c("text2"), side=side)


class Matrix(QWidget):
    """The whole; its `cells` have the signals.

    Attributes:
        cells: What is walked and clicked.
    """

    def __init__(self, switch: QWidget, parent: QWidget | None = None) -> None:
        """`switch` stands at the end of the first line."""
        super().__init__(parent)
        self.setObjectName("agreement_matrix_area")
        self._switch = switch
        self.theme = Theme()
        self.cells = MatrixCells()
        self._rows = Heads(self.cells, Qt.Orientation.Vertical)
        self._columns = Heads(self.cells, Qt.Orientation.Horizontal)
        self._area = self._make_area()
        self._left, self._right = QWidget(), QWidget()
        self._legend = Legend()
        self._none = plain_label("", "micro")
        self._lay_out()
        self.cells.moved.connect(self._reveal)

    def _make_area(self) -> QScrollArea:
        area = QScrollArea()
        area.setObjectName("agreement_matrix_scroll")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustIgnored)
        area.setWidget(self.cells)
        for part in (area.viewport(), self.cells):
            part.setAutoFillBackground(False)
        area.viewport().installEventFilter(self)
        self.cells.installEventFilter(self)
        return area

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._columns.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._rows.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self._first = QHBoxLayout()
        self._first.addWidget(self._right, 1)
        self._first.addWidget(self._switch)
        self._grid.addLayout(self._first, 0, 1)
        self._grid.addWidget(self._left, 1, 0)
        self._grid.addWidget(self._columns, 1, 1)
        self._grid.addWidget(self._rows, 2, 0)
        self._grid.addWidget(self._area, 2, 1)
        self._grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._grid)
        layout.addWidget(row(self._legend, self._none, gap=12))
        layout.addStretch(1)

    # -- what is shown

    def show_table(self, table: Table, annotators: tuple[str, str], signs: Signs, structure: Structure) -> None:
        """Show the table of a pair."""
        self.cells.show_table(table, annotators)
        for heads in (self._rows, self._columns):
            heads.show_names()
        self._legend.show_steps(table.steps_in_words())
        self._none.setText(self._none_means(structure))
        self._left = self._named(self._left, annotators[0], signs, "agreement_rows")
        self._right = self._named(self._right, annotators[1], signs, "agreement_columns")
        for part in (self._left, self._right, self._rows, self._columns, self._area, self._legend, self._none):
            part.setVisible(bool(table.labels))
        self._fit()

    def _none_means(self, structure: Structure) -> str:
        return {
            Structure.ENTITY: self.tr("none: no mention there"),
            Structure.EVENT: self.tr("none: no event there"),
            Structure.ROLE: self.tr("none: no argument there"),
        }[structure]

    def _named(self, old: QWidget, name: str, signs: Signs, object_name: str) -> QWidget:
        """Who stands for the rows or the columns, in place of who did."""
        words = ElidedLabel(name, type_name="strong")
        words.setObjectName(object_name)
        made = row(SignBadge(signs.of(name), size=16), words, gap=6, margins=(0, 0, 0, 2))
        made.setFixedHeight(22)
        spread_theme(made, self.theme)
        (self._first if old is self._right else self._grid).replaceWidget(old, made)
        self._grid.setAlignment(made, Qt.AlignmentFlag.AlignBottom)
        old.deleteLater()
        return made

    def say(self, what: Shown) -> None:
        """Show counts, or shares of rows."""
        self.cells.say(what)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self.theme = theme
        spread_theme(self, theme)
        self.cells.update()
        for heads in (self._rows, self._columns):
            heads.show_names()

    # -- geometry

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        size = len(self.cells.table.labels)
        if not size:
            return
        rows = size * self.cells.cell_height
        across = self._area.verticalScrollBar().sizeHint().width() if rows > MOST_HEIGHT else 0
        room = self.width() - self._rows.width() - across
        self.cells.set_cell_width(room // size)
        self._columns.fit()
        bar = self._area.horizontalScrollBar().sizeHint().height() if self.cells.width() > room else 0
        self._area.setFixedHeight(min(rows, MOST_HEIGHT) + bar)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The heads follow the cells."""
        if watched is self.cells and event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._rows.update()
            self._columns.update()
        return False

    def _reveal(self) -> None:
        if self.cells.by_key and self.cells.shown_cell is not None:
            rect = self.cells.rect_of(*self.cells.shown_cell)
            middle = rect.center().toPoint()
            self._area.ensureVisible(middle.x(), middle.y(), round(rect.width() / 2), round(rect.height() / 2))

    def ring_on_screen(self) -> QRect:
        """Where the ring stands, in coordinates of the screen; empty if it is not there or out of sight."""
        if self.cells.shown_cell is None:
            return QRect()
        rect = self.cells.rect_of(*self.cells.shown_cell).toRect()
        seen = rect.intersected(self.cells.visibleRegion().boundingRect())
        return QRect() if seen.isEmpty() else QRect(self.cells.mapToGlobal(rect.topLeft()), rect.size())
