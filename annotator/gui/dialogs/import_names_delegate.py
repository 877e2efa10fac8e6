"""How a name that the scheme does not have looks in its row: what it is, where it stands first, what becomes of it."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui.dialogs.import_words import answer_words, shown_name, what
from annotator.gui.icons import pixmap
from annotator.gui.naming import number
from annotator.gui.theme import RADIUS, Theme
from annotator.gui.widgets.painting import (
    end_side,
    mirrored,
    one_line,
    paint_line,
    paint_swatch,
    sentence_direction,
    start_side,
)
from annotator.gui.widgets.quotes import paint_quote
from annotator.model.scheme import LabelKind, Scheme
from annotator.services.imports.label_names import LABELS, Act, Asked, Question, Thing

ROW_HEIGHT = 46
_PADDING = 10
_ICON = 14
_KINDS: dict[Thing, LabelKind] = {Thing.ENTITY: "entity", Thing.EVENT: "event", Thing.RELATION: "relation"}
_ICONS = {Thing.ROLE: "corner-down-left", Thing.FILLER: "corner-down-left", Thing.ENDS: "link"}
_SIGNS = {Act.ADD: "plus", Act.DROP: "x", Act.RENAME: "arrow-right"}


class NamesDelegate(QStyledItemDelegate):
    """Paints the cells.

    Attributes:
        theme: The colours.
        scheme: For the hues of labels.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme()
        self.scheme: Scheme | None = None

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are equally high."""
        return QSize(80, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        question = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(question, Question):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = QRectF(option.rect)
        self._paint_ground(painter, cell, option)
        inner = cell.adjusted(_PADDING, 6, -_PADDING, -6)
        way: Qt.LayoutDirection = option.direction
        paint = (self._paint_name, self._paint_count, self._paint_example, self._paint_answer)[index.column()]
        paint(painter, inner, way, question)
        painter.restore()

    def _paint_ground(self, painter: QPainter, cell: QRectF, option: QStyleOptionViewItem) -> None:
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(cell, self.theme.c("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(cell, self.theme.c("hover"))
        painter.setPen(QPen(self.theme.c("line"), 1))
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())

    def _paint_name(self, painter: QPainter, inner: QRectF, way: Qt.LayoutDirection, question: Question) -> None:
        side = start_side(way)
        words = mirrored(way, inner, inner.adjusted(18, 0, 0, 0))
        self._paint_kind(painter, mirrored(way, inner, QRectF(inner.left(), inner.top(), 12, 18)), question.asked)
        top, below = _lines(words)
        name = one_line(shown_name(question.asked))
        paint_line(painter, top, name, self.theme.font("strong"), self.theme.c("text"), side=side)
        said, color = what(question), self.theme.c("text3")
        reads = sentence_direction(said)
        paint_line(painter, below, said, self.theme.font("micro"), color, side=side, direction=reads)

    def _paint_kind(self, painter: QPainter, at: QRectF, asked: Asked) -> None:
        """A label's sign without a hue, as it has none yet; else a small picture."""
        color = self.theme.c("text3")
        if asked.thing in LABELS:
            paint_swatch(painter, at.center(), color, _KINDS[asked.thing])
            return
        picture = pixmap(_ICONS.get(asked.thing, "tag"), color, 12, painter.device().devicePixelRatioF())
        painter.drawPixmap(round(at.center().x() - 6), round(at.center().y() - 6), picture)

    def _paint_count(self, painter: QPainter, inner: QRectF, way: Qt.LayoutDirection, question: Question) -> None:
        top, _below = _lines(inner)
        font, color = self.theme.font("body"), self.theme.c("text2")
        paint_line(painter, top, number(question.count), font, color, side=end_side(way))

    def _paint_example(self, painter: QPainter, inner: QRectF, way: Qt.LayoutDirection, question: Question) -> None:
        if question.example is None:
            return
        top, below = _lines(inner)
        paint_quote(painter, top, question.example.quote, self.theme)
        font, color = self.theme.font("micro"), self.theme.c("text3")
        paint_line(painter, below, one_line(question.example.title), font, color, side=start_side(way))

    def _paint_answer(self, painter: QPainter, inner: QRectF, way: Qt.LayoutDirection, question: Question) -> None:
        box = QRectF(inner.left() - 4, inner.center().y() - 14, inner.width() + 8, 28)
        painter.setBrush(self.theme.c("surface"))
        painter.setPen(QPen(self.theme.c("line_strong"), 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["control"], RADIUS["control"])
        ratio, act = painter.device().devicePixelRatioF(), question.answer.act
        faint = act is Act.DROP
        sign = "arrow-left" if act is Act.RENAME and way is Qt.LayoutDirection.RightToLeft else _SIGNS[act]
        self._paint_picture(painter, box, way, (sign, "text3" if faint else "text2", 8), ratio)
        self._paint_picture(painter, box, way, ("chevron-down", "text3", box.width() - 20), ratio)
        lead = 28.0
        label = self.scheme.find(question.answer.to) if self.scheme is not None and act is Act.RENAME else None
        if label is not None and question.asked.thing in LABELS:
            dot = mirrored(way, box, QRectF(box.left() + lead, box.top(), 10, box.height()))
            paint_swatch(painter, dot.center(), self.theme.ink(label.hue), label.kind)
            lead += 16
        words = mirrored(way, box, box.adjusted(lead, 0, -24, 0))
        color = self.theme.c("text3" if faint else "text")
        font = self.theme.font("small_strong" if act is Act.RENAME else "small")
        paint_line(painter, words, one_line(answer_words(question)), font, color, side=start_side(way))

    def _paint_picture(
        self, painter: QPainter, box: QRectF, way: Qt.LayoutDirection, picture: tuple[str, str, float], ratio: float
    ) -> None:
        """An icon by name, token and distance from the start."""
        name, token, lead = picture
        size = 12 if name == "chevron-down" else _ICON
        at = mirrored(way, box, QRectF(box.left() + lead, box.center().y() - size / 2, size, size))
        painter.drawPixmap(at.topLeft(), pixmap(name, self.theme.c(token), size, ratio))


def _lines(rect: QRectF) -> tuple[QRectF, QRectF]:
    """The line of the row itself, and the small one below it."""
    return (
        QRectF(rect.left(), rect.top(), rect.width(), 19),
        QRectF(rect.left(), rect.top() + 19, rect.width(), rect.height() - 19),
    )
