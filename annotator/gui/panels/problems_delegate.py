"""How a problem looks in the list: what is wrong in up to two lines, and where it stands below."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui.icons import pixmap
from annotator.gui.messages import FSI, PDI
from annotator.gui.panels.problems_model import ProblemsModel, Role
from annotator.gui.theme import Theme
from annotator.gui.widgets.painting import mirrored, one_line, paint_card_ground, paint_line, start_side
from annotator.services.checks.corpus_problems import Place
from annotator.services.checks.validation import INCOMPLETE

ROW_HEIGHT = 72
_ICON = 14
_SENTENCE_HEIGHT = 34


class ProblemDelegate(QStyledItemDelegate):
    """Paints problems as cards.

    Attributes:
        theme: The colours.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are equally high."""
        return QSize(100, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one problem."""
        place, model = index.data(Role.PLACE), index.model()
        if not isinstance(place, Place) or not isinstance(model, ProblemsModel):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(option.rect).adjusted(8, 1, -8, -1)
        paint_card_ground(painter, card, option.state, self.theme)
        direction: Qt.LayoutDirection = option.direction
        inner = card.adjusted(10, 8, -10, -8)
        self._paint_icon(painter, inner, direction, place)
        words = mirrored(direction, inner, inner.adjusted(_ICON + 8, 0, 0, 0))
        sentence = QRectF(words.left(), words.top(), words.width(), _SENTENCE_HEIGHT)
        used = self._paint_sentence(painter, sentence, direction, place)
        below = QRectF(words.left(), words.top() + used + 3, words.width(), 16)
        shown = f"{place.mention.label}  {FSI}{one_line(place.text)}{PDI}"
        if model.shows_titles:
            shown += f"  ·  {FSI}{one_line(place.title)}{PDI}"
        font, color = self.theme.font("micro"), self.theme.c("text3")
        paint_line(painter, below, shown, font, color, side=start_side(direction), direction=direction)
        painter.restore()

    def _paint_icon(self, painter: QPainter, inner: QRectF, direction: Qt.LayoutDirection, place: Place) -> None:
        is_unfinished = place.problem.trouble in INCOMPLETE
        name, token = ("triangle-alert", "warn") if is_unfinished else ("octagon-alert", "danger")
        at = mirrored(direction, inner, QRectF(inner.left(), inner.top() + 2, _ICON, _ICON))
        painter.drawPixmap(at.topLeft(), pixmap(name, self.theme.c(token), _ICON, painter.device().devicePixelRatioF()))

    def _paint_sentence(self, painter: QPainter, rect: QRectF, direction: Qt.LayoutDirection, place: Place) -> float:
        """Returns the height of the lines that it took."""
        font = self.theme.font("small")
        option = QTextOption(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if direction is Qt.LayoutDirection.RightToLeft:
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        painter.setFont(font)
        painter.setPen(self.theme.c("text"))
        room = rect.width() * 1.85
        words = QFontMetricsF(font).elidedText(place.problem.sentence, Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect, words, option)
        return min(rect.height(), painter.boundingRect(rect, words, option).height())
