"""How a document looks in the list: two lines, painted."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.gui.languages import is_doubtful
from annotator.gui.panels.documents_model import DocumentsModel, Role
from annotator.gui.theme import RADIUS, Theme
from annotator.gui.widgets.document_rows import ROW_SIZE, Title, fill_of, paint_ground, paint_title, rooms
from annotator.gui.widgets.painting import (
    mirrored,
    paint_line,
    paint_status,
    start_side,
    text_direction,
    text_width,
)
from annotator.model.annotation import Status
from annotator.model.direction import language_direction
from annotator.model.document import UNDETERMINED
from annotator.model.ids import DocumentId
from annotator.services.documents import DocumentRow

_LANGUAGE_ROOM = 44


class DocumentDelegate(QStyledItemDelegate):
    """Paints a document's title in its own direction, its status by shape and word, and its language.

    Attributes:
        theme: The colours.
        opened: The document that stands in the article view: bold, on the accent's soft colour.
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
        row = index.data(Role.ROW)
        model = index.model()
        if not isinstance(row, DocumentRow) or not isinstance(model, DocumentsModel):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room, direction = rooms(option.rect), option.direction
        self._paint_ground(painter, room.card, option.state, row)
        paint_title(painter, room.title, Title(row.title, row.language), self.theme, self._look(row))
        self._paint_language(painter, room.below, direction, row)
        self._paint_facts(painter, room.below, direction, row, model.facts(row))
        painter.restore()

    def _paint_ground(self, painter: QPainter, card: QRectF, state: QStyle.StateFlag, row: DocumentRow) -> None:
        is_open = row.id == self.opened
        is_marked = bool(state & QStyle.StateFlag.State_Selected) and not is_open
        edge = "accent" if state & QStyle.StateFlag.State_HasFocus else "line_strong" if is_marked else ""
        paint_ground(painter, card, self.theme, fill_of(state, is_open=is_open), edge)

    def _look(self, row: DocumentRow) -> tuple[QFont.Weight, str]:
        """Of the title: bold while it is open, quiet once it is done."""
        if row.id == self.opened:
            return QFont.Weight.DemiBold, "text"
        return (QFont.Weight.Normal, "text2") if row.status is Status.DONE else (QFont.Weight.Medium, "text")

    def _paint_facts(
        self, painter: QPainter, below: QRectF, direction: Qt.LayoutDirection, row: DocumentRow, words: str
    ) -> None:
        glyph = mirrored(direction, below, QRectF(below.left(), below.top(), 12, 16))
        paint_status(painter, glyph.center(), row.status, self.theme)
        rest = mirrored(direction, below, below.adjusted(19, 0, -_LANGUAGE_ROOM, 0))
        color = self.theme.c("text2" if row.id == self.opened else "text3")
        paint_line(painter, rest, words, self.theme.font("micro"), color, side=start_side(direction))

    def _paint_language(
        self, painter: QPainter, below: QRectF, direction: Qt.LayoutDirection, row: DocumentRow
    ) -> None:
        font = self.theme.font("tag")
        words = _language_mark(row)
        width = min(_LANGUAGE_ROOM - 4, max(26.0, text_width(words, font) + 10))
        chip = mirrored(direction, below, QRectF(below.right() - width, below.top(), width, 16))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.c("surface" if row.id == self.opened else "sunken"))
        painter.drawRoundedRect(chip, RADIUS["key"], RADIUS["key"])
        paint_line(painter, chip, words, font, self.theme.c("text2"), side="center")

    # -- renaming in place

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """A field in the direction of the title."""
        editor = QLineEdit(parent)
        editor.setObjectName("document_title_editor")
        editor.setAccessibleName(self.tr("Title"))
        row = index.data(Role.ROW)
        if isinstance(row, DocumentRow):
            editor.setLayoutDirection(text_direction(row.title, language_direction(row.language)))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Where the title stands."""
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(12, 3, -12, -25))


def _language_mark(row: DocumentRow) -> str:
    if row.language == UNDETERMINED:
        return "?"
    doubt = "?" if is_doubtful(row.language, row.language_probability) else ""
    return row.language.upper() + doubt
