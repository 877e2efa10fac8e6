"""How a compared document looks in the list: its title, its language, and how much is said differently."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui.compare.documents_model import DocumentsModel, Role
from annotator.gui.icons import pixmap
from annotator.gui.naming import language_name
from annotator.gui.theme import RADIUS, SIZE, Theme
from annotator.gui.widgets.painting import (
    mirrored,
    one_line,
    paint_line,
    paint_status,
    start_side,
    text_direction,
    text_width,
)
from annotator.model.annotation import Status
from annotator.model.direction import language_direction
from annotator.model.ids import DocumentId
from annotator.services.corpus_tally import Counted

_TITLE_HEIGHT = 20


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
        return QSize(100, SIZE["docrow"])

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one document."""
        document, model = index.data(Role.DOCUMENT), index.model()
        if not isinstance(document, Counted) or not isinstance(model, DocumentsModel):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(option.rect).adjusted(8, 1, -8, -1)
        self._paint_ground(painter, card, option, document)
        inner = card.adjusted(12, 7, -12, -7)
        self._paint_title(painter, inner, document)
        below = QRectF(inner.left(), inner.top() + _TITLE_HEIGHT + 3, inner.width(), 16)
        direction: Qt.LayoutDirection = option.direction
        taken = self._paint_count(painter, below, direction, (document, model))
        self._paint_language(painter, below.adjusted(0, 0, -taken - 8, 0), below, direction, document)
        painter.restore()

    def _paint_ground(self, painter: QPainter, card: QRectF, option: QStyleOptionViewItem, document: Counted) -> None:
        state: QStyle.StateFlag = option.state
        is_open = document.document == self.opened
        is_pointed = bool(state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver))
        painter.setPen(Qt.PenStyle.NoPen)
        if is_open or is_pointed:
            painter.setBrush(self.theme.c("accent_soft" if is_open else "hover"))
            painter.drawRoundedRect(card, RADIUS["control"], RADIUS["control"])
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.c("accent"), 1))
            painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["control"], RADIUS["control"])

    def _paint_title(self, painter: QPainter, inner: QRectF, document: Counted) -> None:
        made = self.theme.font("body")
        made.setWeight(QFont.Weight.DemiBold if document.document == self.opened else QFont.Weight.Medium)
        title = one_line(document.title)
        direction = text_direction(title, language_direction(document.language))
        rect = QRectF(inner.left(), inner.top(), inner.width(), _TITLE_HEIGHT)
        paint_line(painter, rect, title, made, self.theme.c("text"), direction=direction)

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
