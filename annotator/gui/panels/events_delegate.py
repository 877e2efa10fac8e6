"""How a cell of the table of events looks: text in its own direction, what is missing in the colour of warnings."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui.icons import pixmap
from annotator.gui.panels.events_model import STATE, TRIGGER, TYPE, Role
from annotator.gui.theme import Theme
from annotator.gui.widgets.painting import mirrored, paint_line, paint_swatch, start_side
from annotator.model.scheme import Scheme
from annotator.services.event_table import EventRow

ROW_HEIGHT = 30
_PADDING = 10
_ICON = 14


class EventDelegate(QStyledItemDelegate):
    """Paints the cells.

    Attributes:
        theme: The colours.
        scheme: For the hues of the types.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme()
        self.scheme: Scheme | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are equally high."""
        return QSize(super().sizeHint(option, index).width() + _PADDING, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        row = index.data(Role.ROW)
        if not isinstance(row, EventRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = QRectF(option.rect)
        self._paint_ground(painter, cell, option)
        inner = cell.adjusted(_PADDING, 0, -_PADDING, 0)
        if index.column() == STATE:
            self._paint_state(painter, cell, row)
        elif index.column() == TYPE:
            self._paint_type(painter, inner, option.direction, row, str(index.data()))
        elif index.data(Role.IS_MISSING):
            words, font = self.tr("missing"), self.theme.font("micro")
            paint_line(painter, inner, words, font, self.theme.c("warn"), side=start_side(option.direction))
        else:
            font = self.theme.font("strong" if index.column() == TRIGGER else "body")
            paint_line(painter, inner, str(index.data()), font, self.theme.c("text"))
        painter.restore()

    def _paint_ground(self, painter: QPainter, cell: QRectF, option: QStyleOptionViewItem) -> None:
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(cell, self.theme.c("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(cell, self.theme.c("hover"))
        painter.setPen(QPen(self.theme.c("line"), 1))
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self.theme.c("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(cell.adjusted(0.5, 0.5, -1.5, -1.5))

    def _paint_state(self, painter: QPainter, cell: QRectF, row: EventRow) -> None:
        if row.is_complete:
            return
        name, token = ("octagon-alert", "danger") if row.troubles else ("triangle-alert", "warn")
        picture = pixmap(name, self.theme.c(token), _ICON, painter.device().devicePixelRatioF())
        at = cell.center()
        painter.drawPixmap(round(at.x() - _ICON / 2), round(at.y() - _ICON / 2), picture)

    def _paint_type(
        self, painter: QPainter, inner: QRectF, direction: Qt.LayoutDirection, row: EventRow, words: str
    ) -> None:
        label = self.scheme.find(row.event.label) if self.scheme is not None else None
        dot = mirrored(direction, inner, QRectF(inner.left(), inner.top(), 10, inner.height()))
        paint_swatch(painter, dot.center(), self.theme.ink(label.hue if label else "slate"), "event")
        rest = mirrored(direction, inner, inner.adjusted(16, 0, 0, 0))
        color = self.theme.c("text2")
        paint_line(painter, rest, words, self.theme.font("small"), color, side=start_side(direction))
