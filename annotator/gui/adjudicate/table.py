"""The table of a case: what each annotator says, row by row, and what gold would say.

It shows a draft and says what the person points at; choosing is the card's.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui.adjudicate.draft import ADD, WHOLE, CaseDraft
from annotator.gui.adjudicate.table_layout import ADD_HEIGHT, HEAD_HEIGHT, Columns, TableRow, lay_rows
from annotator.gui.adjudicate.table_paint import TablePainter
from annotator.gui.adjudicate.words import CaseWords
from annotator.gui.widgets import Signs
from annotator.gui.widgets.painting import mirrored
from annotator.gui.widgets.themed import Painted
from annotator.model.ids import AnnotatorName

_CTRL = Qt.KeyboardModifier.ControlModifier


class CaseTable(Painted):
    """A painted table with a current row and column.

    Attributes:
        column: The place of the current column; the last one is gold.

    Signals:
        taken: `(row, annotator)`: a cell was clicked; the row is empty at the head.
        joined: `(row, annotator)`: a cell was clicked with Ctrl held.
        edit_requested: The row whose gold cell was double-clicked, or `ADD`.
        moved: The current row or column is another one.
    """

    taken = Signal(str, str)
    joined = Signal(str, str)
    edit_requested = Signal(str)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("case_table")
        self.setAccessibleName(self.tr("Case"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.draft: CaseDraft | None = None
        self.column = 0
        self._words: CaseWords | None = None
        self._signs = Signs()
        self._can_add = False
        self._row = 0
        self._first = 0
        self._head = 0.0
        self._laid: tuple[int, Columns, list[TableRow]] | None = None

    # -- what is shown

    def show_case(
        self, draft: CaseDraft | None, words: CaseWords | None, signs: Signs, *, can_add: bool = False
    ) -> None:
        """Show another case, or none; the first row in which something is to choose is current.

        Args:
            draft: What is chosen by now.
            words: For its cells.
            signs: Of the annotators.
            can_add: Whether rows can be added here, if there is anything to add.
        """
        self.draft, self._words, self._signs = draft, words, signs
        self._can_add = can_add
        self._first, self.column = 0, 0
        remaining = draft.remaining if draft is not None else []
        self._row = draft.rows.index(remaining[0]) if draft is not None and remaining else 0
        self.refresh()

    def refresh(self) -> None:
        """Something else is chosen now."""
        self._laid = None
        self._row = min(self._row, self._last)
        self.updateGeometry()
        self.update()
        self._tell()

    @property
    def can_add(self) -> bool:
        """Whether below the last row stands a place for what nobody has said."""
        return self._can_add and self.draft is not None and any(self.draft.addable())

    @property
    def _last(self) -> int:
        return (len(self.draft.rows) if self.draft is not None else 0) - 1 + self.can_add

    @property
    def row(self) -> str:
        """The key of the current row; that of the whole case at the head, `ADD` below the last one."""
        if self.draft is None or self._row < 0:
            return WHOLE
        rows = self.draft.rows
        return rows[self._row].key if self._row < len(rows) else ADD

    @property
    def annotator(self) -> AnnotatorName | None:
        """The annotator of the current column; `None` at gold."""
        names = self.draft.annotators if self.draft is not None else ()
        return names[self.column] if self.column < len(names) else None

    def rows(self) -> list[TableRow]:
        """The rows as they are laid out."""
        return self._lay(self.width())[1]

    def pin_head(self, scrolled: int) -> None:
        """Keep the head in sight while `scrolled` pixels are above it."""
        self._head = float(scrolled)
        self.update()

    # -- moving about

    def step_row(self, by: int) -> None:
        """Another row; above the first one stands the whole case."""
        if self.draft is not None:
            self._go(max(-1, min(self._row + by, self._last)), self.column)

    def step_column(self, by: int) -> None:
        """Another column, in the order of the interface."""
        if self.draft is not None:
            self._go(self._row, max(0, min(self.column + by, len(self.draft.annotators))))

    def go_to_row(self, key: str) -> None:
        """Make a row current."""
        keys = [row.key for row in self.draft.rows] if self.draft is not None else []
        keys += [ADD] if self.can_add else []
        self._go(keys.index(key) if key in keys else -1, self.column)

    def go_on(self) -> None:
        """To the next row in which something is to choose, if there is one."""
        if self.draft is None:
            return
        open_rows = [place for place, row in enumerate(self.draft.rows) if row in self.draft.remaining]
        following = [place for place in open_rows if place > self._row] or open_rows
        if following:
            self._go(following[0], self.column)

    def _go(self, row: int, column: int) -> None:
        if (row, column) == (self._row, self.column):
            return
        self._row, self.column = row, column
        self._scroll_to_column()
        self.update()
        self._tell()
        self.moved.emit()

    def _scroll_to_column(self) -> None:
        columns, _rows = self._lay(self.width())
        if self.annotator is None or columns.annotator(self.column) is not None:
            return
        wanted = self.column if self.column < columns.first else self.column - columns.shown + 1
        if wanted != self._first:
            self._first = wanted
            self._laid = None

    def _tell(self) -> None:
        """Let those who cannot see it hear the current cell."""
        words = self.spoken()
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            if QAccessible.isActive() and self.hasFocus():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def spoken(self) -> str:
        """The current cell in words."""
        if self.draft is None or not self.width():
            return ""
        whose = self.annotator or self.tr("Gold")
        if self._row < 0:
            return self.tr("All of it, {who}").format(who=whose)
        if self.row == ADD:
            return self.tr("Say what nobody has said")
        row = self.rows()[self._row]
        name = self.annotator
        if name is not None:
            return f"{row.name}, {whose}: {row.spoken[name] or self.tr('not asked')}"
        said = "; ".join(part.words for part in row.gold)
        return f"{row.name}, {whose}: {said or self.tr('to choose')}"

    # -- geometry

    def _lay(self, width: int) -> tuple[Columns, list[TableRow]]:
        if self._laid is not None and self._laid[0] == width:
            return self._laid[1], self._laid[2]
        names = self.draft.annotators if self.draft is not None else ()
        columns = Columns.of(width, len(names), self._first)
        rows: list[TableRow] = []
        if self.draft is not None and self._words is not None:
            rows = lay_rows(self.draft, self._words, columns, self.layoutDirection())
        self._laid = width, columns, rows
        return columns, rows

    def hasHeightForWidth(self) -> bool:
        """A narrower table needs more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all rows."""
        _columns, rows = self._lay(width)
        return round(_bottom(rows)) + 1 + ADD_HEIGHT * self.can_add if rows else HEAD_HEIGHT

    def sizeHint(self) -> QSize:
        """Height for the present width."""
        width = max(360, self.width())
        return QSize(360, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrower than this nothing could be read."""
        return QSize(360, HEAD_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other columns."""
        super().resizeEvent(event)
        self.updateGeometry()

    def current_rect(self) -> QRectF:
        """Where the current row stands."""
        if self._row < 0 or self.draft is None:
            return QRectF(0, 0, self.width(), HEAD_HEIGHT)
        rows = self.rows()
        if self.row == ADD:
            return QRectF(0, _bottom(rows), self.width(), ADD_HEIGHT)
        return QRectF(0, rows[self._row].top, self.width(), rows[self._row].height)

    def cell_rect(self, key: str, column: int) -> QRectF:
        """Where a cell stands; the column after the last annotator is gold's."""
        columns, rows = self._lay(self.width())
        row = next((row for row in rows if row.key == key), None)
        if key == ADD:
            return QRectF(0, _bottom(rows), self.width(), ADD_HEIGHT)
        top, height = (row.top, row.height) if row is not None else (0.0, float(HEAD_HEIGHT))
        across = columns.annotator(column) if self._is_annotator(column) else columns.gold_column()
        if across is None:
            return QRectF()
        rect = QRectF(across.x(), top, across.width(), height)
        return mirrored(self.layoutDirection(), QRectF(self.rect()), rect)

    def _is_annotator(self, column: int) -> bool:
        return self.draft is not None and column < len(self.draft.annotators)

    def _cell_at(self, at: QPointF) -> tuple[int, int] | None:
        """`(row, column)` at a point; the head is row -1; `None` beside all cells."""
        if self.draft is None:
            return None
        rows = self.rows()
        keys = [WHOLE, *(row.key for row in rows), *([ADD] if self.can_add else [])]
        if at.y() < self._head + HEAD_HEIGHT:
            keys, at = keys[:1], QPointF(at.x(), HEAD_HEIGHT / 2)
        for place, key in enumerate(keys):
            for column in range(len(self.draft.annotators) + 1):
                if self.cell_rect(key, column).contains(at):
                    return place - 1, column
        return None

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on somebody's cell takes what it says."""
        found = self._cell_at(event.position())
        if found is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._go(*found)
        name = self.annotator
        if self.row == ADD:
            self.edit_requested.emit(ADD)
        elif name is not None:
            (self.joined if event.modifiers() & _CTRL else self.taken).emit(self.row, name)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on gold's cell edits it."""
        found = self._cell_at(event.position())
        is_row = found is not None and 0 <= found[0] < len(self.rows())
        if found is not None and is_row and not self._is_annotator(found[1]):
            self._go(*found)
            self.edit_requested.emit(self.row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Cells that can be clicked say so."""
        found = self._cell_at(event.position())
        can_take = found is not None and (self._is_annotator(found[1]) or found[0] == len(self.rows()))
        self.setCursor(Qt.CursorShape.PointingHandCursor if can_take else Qt.CursorShape.ArrowCursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The current cell gets its ring."""
        super().focusInEvent(event)
        self.update()
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The current cell loses its ring."""
        super().focusOutEvent(event)
        self.update()

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint all of it."""
        if self.draft is None:
            return
        columns, rows = self._lay(self.width())
        painter = self.painter()
        table = TablePainter(painter, QRectF(self.rect()), self.layoutDirection(), self.theme, self._signs)
        table.paint(self.draft, columns, rows, self._head, current=self._row, can_add=self.can_add)
        if self.hasFocus():
            cell = self.cell_rect(self.row, self.column)
            if self._row < 0 or cell.top() >= self._head + HEAD_HEIGHT:
                table.paint_ring(cell.translated(0, self._head if self._row < 0 else 0))
        painter.end()


def _bottom(rows: list[TableRow]) -> float:
    return rows[-1].top + rows[-1].height if rows else float(HEAD_HEIGHT)
