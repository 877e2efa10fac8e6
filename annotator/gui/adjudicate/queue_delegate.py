"""How the queue's rows look."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui.adjudicate.queue_model import CaseRow, DocumentRow, Role
from annotator.gui.icons import pixmap
from annotator.gui.naming import number
from annotator.gui.theme import TEXT_FAMILIES, Theme, font
from annotator.gui.widgets.painting import (
    end_side,
    mirrored,
    one_line,
    paint_card_ground,
    paint_line,
    paint_swatch,
    start_side,
    text_direction,
    text_width,
)
from annotator.services.adjudication.cases import State

ROW_HEIGHT = 50
_QUOTE = 0.72
"""Size of a case's words, in sizes of the article."""


class QueueDelegate(QStyledItemDelegate):
    """Paints documents and cases."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are equally high."""
        return QSize(100, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row = index.data(Role.ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(option.rect).adjusted(8, 1, -8, -1)
        paint_card_ground(painter, card, option.state, self.theme)
        way: Qt.LayoutDirection = option.direction
        if isinstance(row, DocumentRow):
            self._paint_document(painter, card, way, row)
        elif isinstance(row, CaseRow):
            self._paint_case(painter, card, way, row)
        painter.restore()

    def _paint_document(self, painter: QPainter, card: QRectF, way: Qt.LayoutDirection, row: DocumentRow) -> None:
        theme, progress = self.theme, row.progress
        is_rtl = way is Qt.LayoutDirection.RightToLeft
        closed = "chevron-left" if is_rtl else "chevron-right"
        ratio = painter.device().devicePixelRatioF()
        at = mirrored(way, card, QRectF(card.left() + 4, card.top() + 9, 12, 12))
        name = "chevron-down" if row.is_open else closed
        painter.drawPixmap(at.topLeft(), pixmap(name, theme.c("text3"), 12, ratio))
        inner = card.adjusted(22, 4, -10, -4)
        upper = QRectF(inner.left(), inner.top(), inner.width(), inner.height() / 2)
        title = one_line(progress.title)
        paint_line(painter, mirrored(way, card, upper), title, theme.font("small_strong"), theme.c("text2"),
                   side=start_side(way), direction=text_direction(title))  # fmt: skip
        lower = QRectF(inner.left(), inner.center().y(), inner.width(), inner.height() / 2)
        words, color = self._facts(row)
        micro, side = theme.font("micro"), start_side(way)
        paint_line(painter, mirrored(way, card, lower), words, micro, theme.c(color), side=side)

    def _facts(self, row: DocumentRow) -> tuple[str, str]:
        progress = row.progress
        if progress.damage:
            return one_line(progress.damage), "danger"
        if not progress.left:
            return self.tr("all {n} decided").format(n=number(progress.decided)), "ok"
        words = self.tr("{open} open, {decided} decided")
        said = words.format(open=number(progress.left), decided=number(progress.decided))
        if progress.reopened:
            again = self.tr("{n} reopened").format(n=number(progress.reopened))
            return f"{said}, {again}", "text3"
        return said, "text3"

    def _paint_case(self, painter: QPainter, card: QRectF, way: Qt.LayoutDirection, row: CaseRow) -> None:
        theme = self.theme
        inner = card.adjusted(22, 4, -10, -4)
        upper = QRectF(inner.left(), inner.top() - 1, inner.width(), inner.height() * 0.56)
        is_rtl = row.title.runs is Qt.LayoutDirection.RightToLeft
        made = font("article_rtl" if is_rtl else "article", TEXT_FAMILIES[is_rtl], _QUOTE)
        # A quote stands at the side at which its own text begins.
        paint_line(painter, mirrored(way, card, upper), row.title.text, made, theme.c("text"), direction=row.title.runs)
        lower = QRectF(inner.left(), inner.top() + inner.height() * 0.56, inner.width(), inner.height() * 0.44)
        hue, kind = row.swatch
        dot = mirrored(way, card, QRectF(card.left() + 5, lower.top(), 12, lower.height()))
        paint_swatch(painter, dot.center(), theme.ink(hue), kind.value, 7)
        micro = theme.font("micro")
        width = text_width(row.note, micro) + 4
        note = QRectF(lower.right() - width, lower.top(), width, lower.height())
        color = theme.c("warn" if row.state is State.REOPENED else "text3")
        paint_line(painter, mirrored(way, card, note), row.note, micro, color, side=end_side(way))
        label = QRectF(lower.left(), lower.top(), lower.width() - width - 6, lower.height())
        paint_line(painter, mirrored(way, card, label), row.label, micro, theme.c("text3"), side=start_side(way))
