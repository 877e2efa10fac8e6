"""Rows of a list of threads: what they are, and how they look."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui.comments.words import gone_words, hue_of, thread_name, topic_name
from annotator.gui.icons import pixmap
from annotator.gui.naming import language_name, number
from annotator.gui.theme import RADIUS, Theme
from annotator.gui.widgets import Signs, paint_sign
from annotator.gui.widgets.painting import (
    end_side,
    mirrored,
    one_line,
    paint_line,
    start_side,
    text_direction,
    text_width,
)
from annotator.gui.widgets.quotes import paint_quote
from annotator.model.ids import CommentId
from annotator.model.scheme import Scheme
from annotator.services.comments.listing import Discussion
from annotator.services.comments.quotes import TopicQuotes

Index = QModelIndex | QPersistentModelIndex

WIDE = 520
"""From so many pixels on the quote stands beside the facts instead of above them."""
ROW_WIDE, ROW_NARROW = 76, 92
_LINE = 24
_TOP = 12
_SIDE = 20
_SIGN = 16
_MOST_SIGNS = 5


class ThreadModel(QAbstractListModel):
    """The listed threads, as they are now.

    Attributes:
        rows: In the order of the list.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Discussion] = []
        self._places: dict[CommentId, int] = {}

    def set_rows(self, rows: Sequence[Discussion]) -> bool:
        """List other threads; returns whether they stand elsewhere than before."""
        moved = [one.id for one in rows] != [one.id for one in self.rows]
        if moved:
            self.beginResetModel()
        self.rows = list(rows)
        self._places = {one.id: place for place, one in enumerate(self.rows)}
        if moved:
            self.endResetModel()
        elif self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))
        return moved

    def place_of(self, thread: CommentId | None) -> int | None:
        """Where a thread stands."""
        return self._places.get(thread) if thread is not None else None

    def rowCount(self, parent: Index | None = None) -> int:
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a screen reader says."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return thread_name(self.rows[index.row()])


class ThreadDelegate(QStyledItemDelegate):
    """Paints title, facts and quote of a thread.

    Attributes:
        theme, scheme, language, signs: How things look and are called.
        quotes: Tells what threads are about in the text's own words.
        says_where: Whether to name language and title of the document; not where all are of one.
        opened: The thread that stands open.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme()
        self.scheme: Scheme | None = None
        self.language = "en"
        self.signs = Signs()
        self.quotes: TopicQuotes | None = None
        self.says_where = True
        self.opened: CommentId | None = None

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The height of a closed row."""
        return QSize(200, row_height(option.rect.width()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row; of an open one its head."""
        model = index.model()
        if not isinstance(model, ThreadModel):
            return
        one = model.rows[index.row()]
        whole = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, whole, option, is_open=one.id == self.opened)
        head = QRectF(whole.left(), whole.top(), whole.width(), row_height(option.rect.width()))
        inner = head.adjusted(_SIDE, _TOP, -_SIDE, -_TOP)
        direction: Qt.LayoutDirection = option.direction
        first = QRectF(inner.left(), inner.top(), inner.width(), _LINE)
        self._paint_title(painter, first, direction, one)
        if option.rect.width() >= WIDE:
            second = first.translated(0, _LINE + 4)
            used = self._paint_facts(painter, second, direction, one)
            room = second.width() - used - 24
            at = QRectF(second.right() - room, second.top(), room, second.height())
            self._paint_quote(painter, mirrored(direction, second, at), one, flush=direction)
        else:
            is_quoted = self._paint_quote(painter, first.translated(0, _LINE - 1), one, flush=None)
            below = 2 * _LINE - 2 if is_quoted else _LINE
            self._paint_facts(painter, first.translated(0, below), direction, one)
        painter.restore()

    def _paint_ground(self, painter: QPainter, whole: QRectF, option: QStyleOptionViewItem, *, is_open: bool) -> None:
        theme, state = self.theme, option.state
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        if is_open:
            painter.fillRect(whole, theme.c("chrome"))
        elif is_current:
            painter.fillRect(whole, theme.c("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(whole, theme.c("hover"))
        if is_current:
            bar = mirrored(option.direction, whole, QRectF(whole.left(), whole.top(), 3, whole.height()))
            painter.fillRect(bar, theme.c("accent"))
        painter.fillRect(QRectF(whole.left(), whole.bottom() - 1, whole.width(), 1), theme.c("line"))

    def _paint_title(self, painter: QPainter, line: QRectF, direction: Qt.LayoutDirection, one: Discussion) -> None:
        theme = self.theme
        end = self._paint_badges(painter, line, direction, one)
        start = line.left()
        if one.is_unread:
            dot = mirrored(direction, line, QRectF(start, line.center().y() - 4, 8, 8))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.c("accent_fill"))
            painter.drawEllipse(dot)
            start += 14
        title = one_line(one.thread.title)
        at = mirrored(direction, line, QRectF(start, line.top(), max(0.0, end - start - 12), line.height()))
        made = theme.font("strong" if one.is_unread else "body")
        if not one.is_unread:
            made.setWeight(QFont.Weight.Medium)
        color = theme.c("text2" if one.is_settled else "text")
        own = text_direction(title)
        paint_line(painter, at, title, made, color, side=start_side(direction), direction=own)

    def _paint_badges(self, painter: QPainter, line: QRectF, direction: Qt.LayoutDirection, one: Discussion) -> float:
        """What stands at the end of the first line; returns where it begins."""
        theme, micro, end = self.theme, self.theme.font("micro"), line.right()
        ratio = painter.device().devicePixelRatioF()
        count = number(len(one.thread.said))
        width = text_width(count, micro) + 1
        at = mirrored(direction, line, QRectF(end - width, line.top(), width, line.height()))
        paint_line(painter, at, count, micro, theme.c("text3"), side=end_side(direction))
        end -= width + 18
        at = mirrored(direction, line, QRectF(end, line.center().y() - 7, 14, 14))
        painter.drawPixmap(at.topLeft(), pixmap("message-square", theme.c("text3"), 14, ratio))
        if one.is_settled:
            end -= 22
            at = mirrored(direction, line, QRectF(end, line.center().y() - 7, 14, 14))
            painter.drawPixmap(at.topLeft(), pixmap("circle-check", theme.c("ok"), 14, ratio))
        if one.is_flagged:
            end = self._paint_flag(painter, line, direction, end - 8)
        if one.names_me:
            end -= 26
            at = mirrored(direction, line, QRectF(end, line.top(), 18, line.height()))
            paint_line(painter, at, "@", theme.font("strong"), theme.c("accent"), side="center")
        return end

    def _paint_flag(self, painter: QPainter, line: QRectF, direction: Qt.LayoutDirection, end: float) -> float:
        """The badge of a guideline to fix: its icon, and its word where there is room."""
        theme, made = self.theme, self.theme.font("micro")
        words = self.tr("Guideline") if line.width() >= WIDE - 2 * _SIDE else ""
        width = 22 + (text_width(words, made) + 6 if words else 0)
        badge = QRectF(end - width, line.center().y() - 10, width, 20)
        at = mirrored(direction, line, badge)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.c("warn_soft"))
        painter.drawRoundedRect(at, RADIUS["key"], RADIUS["key"])
        spot = mirrored(direction, line, QRectF(badge.left() + 5, badge.center().y() - 6, 12, 12))
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(spot.topLeft(), pixmap("flag", theme.c("warn"), 12, ratio))
        if words:
            told = mirrored(direction, line, badge.adjusted(21, 0, -4, 0))
            paint_line(painter, told, words, made, theme.c("warn"), side=start_side(direction))
        return badge.left()

    def _paint_facts(self, painter: QPainter, line: QRectF, direction: Qt.LayoutDirection, one: Discussion) -> float:
        """Language, label and people; returns how much of the line they take."""
        theme, small, side = self.theme, self.theme.font("small"), start_side(direction)
        x, most = line.left(), line.width() * (0.5 if line.width() >= WIDE - 2 * _SIDE else 1.0)
        hue = hue_of(one.topic, self.scheme)
        facts = [(language_name(one.topic.language), theme.c("text3"))] if self.says_where else []
        facts.append((topic_name(one.topic, self.scheme, self.language), theme.ink(hue) if hue else theme.c("text2")))
        if one.topic.is_gone:
            facts.append((gone_words(one.topic), theme.c("warn")))
        signs = one.thread.people[:_MOST_SIGNS]
        room = most - len(signs) * (_SIGN + 3) - 4
        for words, color in facts:
            width = min(text_width(words, small) + 1, line.left() + room - x)
            if width < 12:
                break
            at = mirrored(direction, line, QRectF(x, line.top(), width, line.height()))
            paint_line(painter, at, words, small, color, side=side)
            x += width + 12
        for name in signs:
            at = mirrored(direction, line, QRectF(x, line.center().y() - _SIGN / 2, _SIGN, _SIGN))
            paint_sign(painter, at, self.signs.of(name), theme)
            x += _SIGN + 3
        return x - line.left()

    def _paint_quote(
        self, painter: QPainter, line: QRectF, one: Discussion, *, flush: Qt.LayoutDirection | None
    ) -> bool:
        """The quote in its own direction; with `flush` it ends where rows of that direction end. `False` for none."""
        quote = self.quotes.quote(one.topic) if self.quotes is not None else None
        if quote is not None:
            paint_quote(painter, line, quote, self.theme, ends_at=None if flush is None else end_side(flush))
        elif flush is not None and self.says_where:
            title, color = one_line(one.topic.title), self.theme.c("text3")
            paint_line(painter, line, title, self.theme.font("small"), color, side=end_side(flush))
        return quote is not None


def row_height(width: int) -> int:
    """The height of a closed row in a list of this width."""
    return ROW_WIDE if width >= WIDE else ROW_NARROW
