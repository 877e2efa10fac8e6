"""How a compared document looks in the list: its title, its language, and how much is said differently."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui.compare.documents_model import DocumentsModel, Role
from annotator.gui.icons import pixmap
from annotator.gui.naming import language_name
from annotator.gui.theme import Theme
from annotator.gui.widgets.document_rows import ROW_SIZE, Title, fill_of, paint_ground, paint_title, rooms
from annotator.gui.widgets.painting import (
    mirrored,
    paint_line,
    paint_status,
    start_side,
    text_width,
)
from annotator.model.annotation import Status
from annotator.model.ids import DocumentId
from annotator.services.comparison.corpus_tally import Counted


class DocumentsDelegate(QStyledItemDelegate):
    """Paints compared documents.

    Attributes:
        theme: The colours.
        opened: The document that is shown: bold, on the accent's soft colour.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme()
        self.opened: DocumentId | None = None

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are equally high."""
        return ROW_SIZE

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one document."""
        document, model = index.data(Role.DOCUMENT), index.model()
        if not isinstance(document, Counted) or not isinstance(model, DocumentsModel):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row, direction = rooms(option.rect), option.direction
        self._paint_ground(painter, row.card, option.state, document)
        weight = QFont.Weight.DemiBold if document.document == self.opened else QFont.Weight.Medium
        paint_title(painter, row.title, Title(document.title, document.language), self.theme, (weight, "text"))
        taken = self._paint_count(painter, row.below, direction, (document, model))
        self._paint_language(painter, row.below.adjusted(0, 0, -taken - 8, 0), row.below, direction, document)
        painter.restore()

    def _paint_ground(self, painter: QPainter, card: QRectF, state: QStyle.StateFlag, document: Counted) -> None:
        fill = fill_of(state, is_open=document.document == self.opened)
        edge = "accent" if state & QStyle.StateFlag.State_HasFocus else ""
        paint_ground(painter, card, self.theme, fill, edge)

    def _paint_count(
        self, painter: QPainter, below: QRectF, direction: Qt.LayoutDirection, shown: tuple[Counted, DocumentsModel]
    ) -> float:
        """At the end of the line, with a tick if there is nothing; returns how wide it is."""
        document, model = shown
        words, made = model.count_words(document), self.theme.font("micro")
        color = self.theme.c("ok" if model.is_settled(document) else "danger" if document.damage else "text2")
        width = text_width(words, made) + 1
        at = mirrored(direction, below, QRectF(below.right() - width, below.top(), width, below.height()))
        paint_line(painter, at, words, made, color, side=start_side(direction))
        name = "check" if model.is_settled(document) else "octagon-alert" if document.damage else ""
        if not name:
            return width
        left = QRectF(below.right() - width - 16, below.center().y() - 6, 12, 12)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(mirrored(direction, below, left).topLeft(), pixmap(name, color, 12, ratio))
        return width + 16

    def _paint_language(
        self, painter: QPainter, room: QRectF, below: QRectF, direction: Qt.LayoutDirection, document: Counted
    ) -> None:
        """The language, and the sign of a layer that is not done."""
        made, side = self.theme.font("micro"), start_side(direction)
        x = room.left()
        if document.unfinished:
            glyph = mirrored(direction, below, QRectF(x, below.top(), 12, below.height()))
            paint_status(painter, glyph.center(), Status.STARTED, self.theme)
            x += 18
        at = mirrored(direction, below, QRectF(x, room.top(), room.right() - x, room.height()))
        paint_line(painter, at, language_name(document.language), made, self.theme.c("text3"), side=side)
