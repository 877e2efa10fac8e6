"""How clusters and their mentions look in the list: one line each, painted."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.gui.icons import pixmap
from annotator.gui.naming import number
from annotator.gui.panels.clusters_model import ClustersModel, GroupRow, LooseRow, MentionRow, Role, TitleRow
from annotator.gui.theme import TEXT_FAMILIES, Theme, font
from annotator.gui.widgets.marked import mark_format, paint_layout
from annotator.gui.widgets.painting import (
    keycap_width,
    mirrored,
    one_line,
    paint_card_ground,
    paint_keycap,
    paint_line,
    paint_swatch,
    qt_direction,
    start_side,
    text_direction,
    text_width,
)
from annotator.gui.widgets.quotes import fit
from annotator.model.scheme import Scheme

ROW_HEIGHT = 30
CHEVRON_ROOM = 28
"""Pixels at the start of a cluster's row that open and close it."""
_INDENT = 26


class ClustersDelegate(QStyledItemDelegate):
    """Paints a cluster's name in its own direction, and mentions amid their words.

    Attributes:
        theme: The colours.
        scheme: Says the hues of labels.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme()
        self.scheme: Scheme | None = None

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are equally high."""
        return QSize(100, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row, model = index.data(Role.ROW), index.model()
        if row is None or not isinstance(model, ClustersModel):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(option.rect).adjusted(8, 1, -8, -1)
        paint_card_ground(painter, card, option.state, self.theme)
        direction: Qt.LayoutDirection = option.direction
        match row:
            case GroupRow():
                self._paint_group(painter, card, direction, row, model)
            case LooseRow():
                self._paint_chevron(painter, card, direction, row.is_open)
                self._paint_head(painter, card, direction, model.words(row), number(row.count))
            case TitleRow():
                self._paint_title(painter, card, direction, model.words(row))
            case MentionRow():
                self._paint_mention(painter, card, direction, row, model)
        painter.restore()

    def _paint_chevron(self, painter: QPainter, card: QRectF, direction: Qt.LayoutDirection, is_open: bool) -> None:
        is_rtl = direction is Qt.LayoutDirection.RightToLeft
        name = "chevron-down" if is_open else "chevron-left" if is_rtl else "chevron-right"
        ratio = painter.device().devicePixelRatioF()
        at = mirrored(direction, card, QRectF(card.left() + 6, card.center().y() - 6, 12, 12))
        painter.drawPixmap(at.topLeft(), pixmap(name, self.theme.c("text3"), 12, ratio))

    def _paint_group(
        self, painter: QPainter, card: QRectF, direction: Qt.LayoutDirection, row: GroupRow, model: ClustersModel
    ) -> None:
        theme = self.theme
        self._paint_chevron(painter, card, direction, row.is_open)
        dot = mirrored(direction, card, QRectF(card.left() + 22, card.top(), 10, card.height()))
        paint_swatch(painter, dot.center(), theme.ink(self._hue(row.group.label)), row.group.cluster.kind.value)
        end = card.right() - 8
        micro = theme.font("micro")
        if row.group.id in model.targets:
            width = keycap_width("K", theme)
            paint_keycap(
                painter,
                mirrored(direction, card, QRectF(end - width, card.center().y() - 9, width, 18)),
                "K",
                theme,
            )
            end -= width + 8
        facts = model.facts(row.group)
        width = text_width(facts, micro) + 1
        at = mirrored(direction, card, QRectF(end - width, card.top(), width, card.height()))
        paint_line(painter, at, facts, micro, theme.c("text3"), side=start_side(direction))
        name = mirrored(
            direction, card, QRectF(card.left() + 38, card.top(), end - width - 8 - card.left() - 38, card.height())
        )
        strong = theme.font("body")
        strong.setWeight(QFont.Weight.Medium)
        words = one_line(model.words(row))
        own = text_direction(words)
        paint_line(painter, name, words, strong, theme.c("text"), side=start_side(direction), direction=own)

    def _paint_head(
        self, painter: QPainter, card: QRectF, direction: Qt.LayoutDirection, words: str, count: str
    ) -> None:
        inner = card.adjusted(8, 0, -8, 0)
        side, micro = start_side(direction), self.theme.font("micro")
        width = text_width(count, micro) + 1
        at = mirrored(direction, inner, QRectF(inner.right() - width, inner.top(), width, inner.height()))
        paint_line(painter, at, count, micro, self.theme.c("text3"), side=side)
        words_at = mirrored(direction, inner, inner.adjusted(14, 0, -width - 8, 0))
        paint_line(painter, words_at, words, self.theme.font("small_strong"), self.theme.c("text2"), side=side)

    def _paint_title(self, painter: QPainter, card: QRectF, direction: Qt.LayoutDirection, title: str) -> None:
        line = mirrored(direction, card, card.adjusted(_INDENT, 4, -8, 0))
        color, side = self.theme.c("text3"), start_side(direction)
        paint_line(painter, line, one_line(title), self.theme.font("micro"), color, side=side)

    def _paint_mention(
        self, painter: QPainter, card: QRectF, direction: Qt.LayoutDirection, row: MentionRow, model: ClustersModel
    ) -> None:
        if model.listed is None:
            return
        if row.is_chosen:
            ratio = painter.device().devicePixelRatioF()
            at = mirrored(direction, card, QRectF(card.left() + 6, card.center().y() - 6, 12, 12))
            painter.drawPixmap(at.topLeft(), pixmap("star", self.theme.c("accent"), 12, ratio))
        line = mirrored(direction, card, card.adjusted(_INDENT, 0, -10, 0))
        quote = model.listed.quotes.quote(row.mention)
        own = qt_direction(quote.direction)
        made = font("small", TEXT_FAMILIES[own is Qt.LayoutDirection.RightToLeft])
        look = mark_format(self.theme.tint(self._hue(row.mention.label)), self.theme.c("text"))
        fitted = fit(quote, made, line.width())
        paint_layout(painter, fitted.lay_line(made, own, line.width(), look), line, self.theme.c("text3"))

    def _hue(self, label: str) -> str:
        found = self.scheme.find(label) if self.scheme is not None else None
        return found.hue if found is not None else "slate"

    # -- renaming in place

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """A field in the direction of the name; empty it says what names the cluster then."""
        editor = QLineEdit(parent)
        editor.setObjectName("cluster_name_editor")
        editor.setAccessibleName(self.tr("Name"))
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        editor.setPlaceholderText(words)
        editor.setLayoutDirection(text_direction(words))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The whole row."""
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(8, 0, -8, 0))
