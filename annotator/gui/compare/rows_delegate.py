"""How a disagreement looks in the list: what one says, what the other says, and the words of the text."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui.compare.rows_model import GroupRow, Role, RowsModel
from annotator.gui.compare.words import family_name, has_something, said_by
from annotator.gui.icons import pixmap
from annotator.gui.naming import number
from annotator.gui.theme import TEXT_FAMILIES, Theme, font
from annotator.gui.widgets import Signs, paint_sign
from annotator.gui.widgets.painting import (
    end_side,
    mirrored,
    one_line,
    paint_card_ground,
    paint_line,
    qt_direction,
    start_side,
    text_width,
)
from annotator.services.comparison.disagreement_list import Listed

ROW_HEIGHT, ROW_HEIGHT_WITH_TITLE = 34, 42
_SIGN = 15
_PART = 0.29
"""How much of a row each of the two annotators has; the words of the text take the rest."""
_TITLE_PART = 0.42


class RowsDelegate(QStyledItemDelegate):
    """Paints heads of groups and disagreements; the row that is open as a card is left to that.

    Attributes:
        theme, signs: Colours, and the signs of the annotators.
        open_row: The row that is open as a card, or -1.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme()
        self.signs = Signs()
        self.open_row = -1

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are equally high."""
        return QSize(100, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row, model = index.data(Role.ROW), index.model()
        if row is None or not isinstance(model, RowsModel) or index.row() == self.open_row:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(option.rect).adjusted(8, 1, -8, -1)
        direction: Qt.LayoutDirection = option.direction
        if isinstance(row, GroupRow) and index.row():
            painter.setPen(QPen(self.theme.c("line"), 1))
            painter.drawLine(card.topLeft().toPoint(), card.topRight().toPoint())
        paint_card_ground(painter, card, option.state, self.theme)
        if isinstance(row, GroupRow):
            self._paint_group(painter, card.adjusted(8, 0, -8, 0), direction, row)
        elif isinstance(row, Listed):
            self._paint_listed(painter, card.adjusted(8, 0, -8, 0), direction, row, model)
        painter.restore()

    def _paint_group(self, painter: QPainter, inner: QRectF, direction: Qt.LayoutDirection, row: GroupRow) -> None:
        is_rtl = direction is Qt.LayoutDirection.RightToLeft
        name = "chevron-down" if row.is_open else "chevron-left" if is_rtl else "chevron-right"
        ratio = painter.device().devicePixelRatioF()
        at = mirrored(direction, inner, QRectF(inner.left(), inner.center().y() - 6, 12, 12))
        painter.drawPixmap(at.topLeft(), pixmap(name, self.theme.c("text3"), 12, ratio))
        strong, words, side = self.theme.font("small_strong"), family_name(row.family), start_side(direction)
        strong.setWeight(strong.Weight.DemiBold)
        width = text_width(words, strong) + 1
        name_at = QRectF(inner.left() + 18, inner.top(), width, inner.height())
        paint_line(painter, mirrored(direction, inner, name_at), words, strong, self.theme.c("text"), side=side)
        count_at = mirrored(direction, inner, inner.adjusted(18 + width + 8, 0, 0, 0))
        small = self.theme.font("small")
        paint_line(painter, count_at, number(row.count), small, self.theme.c("text3"), side=side)

    def _paint_listed(
        self, painter: QPainter, inner: QRectF, direction: Qt.LayoutDirection, row: Listed, model: RowsModel
    ) -> None:
        part = inner.width() * _PART
        for side in (0, 1):
            cell = QRectF(inner.left() + side * part, inner.top(), part - 8, inner.height())
            self._paint_side(painter, mirrored(direction, inner, cell), direction, (row, side))
        quote = mirrored(direction, inner, inner.adjusted(2 * part, 0, 0, 0))
        own = qt_direction(row.direction)
        made = font("body", TEXT_FAMILIES[own is Qt.LayoutDirection.RightToLeft])
        end = end_side(direction)
        if model.shows_titles:
            title = QRectF(quote.left(), quote.center().y() - 1, quote.width(), quote.height() / 2 - 1)
            quote = QRectF(quote.left(), quote.top(), quote.width(), quote.height() / 2 + 2)
            micro = self.theme.font("micro")
            paint_line(painter, title, one_line(row.title), micro, self.theme.c("text3"), side=end)
        paint_line(painter, quote, one_line(row.quote), made, self.theme.c("text"), side=end, direction=own)

    def _paint_side(
        self, painter: QPainter, cell: QRectF, direction: Qt.LayoutDirection, said: tuple[Listed, int]
    ) -> None:
        row, side = said
        sign, is_there = self.signs.of(row.found.annotators[side]), has_something(row.found, side)
        at = mirrored(direction, cell, QRectF(cell.left(), cell.center().y() - _SIGN / 2, _SIGN, _SIGN))
        paint_sign(painter, at, sign, self.theme, ghost=not is_there)
        words = mirrored(direction, cell, cell.adjusted(_SIGN + 6, 0, 0, 0))
        color = sign.ink(self.theme) if is_there else self.theme.c("text3")
        shown, small = one_line(said_by(row, side)), self.theme.font("small")
        if text_width(shown, small) > words.width():
            # Of labels that do not fit, the last part says most.
            shown = shown.rpartition(".")[2] or shown
        paint_line(painter, words, shown, small, color, side=start_side(direction))
