"""How a case looks: a function of the draft, the columns and the rows.

States of a cell: agreed (plain, gold with a tick), offered (plain), chosen (a frame in the annotator's colour and a
tick), not chosen and none (faint); gold: to choose (dashed), edited (E), nothing (a cross), several below each other.
"""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QTextOption

from annotator.gui.adjudicate.cell import paint_cell
from annotator.gui.adjudicate.draft import CaseDraft, Stand
from annotator.gui.adjudicate.table_layout import (
    ADD_HEIGHT,
    EDGE,
    HEAD_HEIGHT,
    SIGN_ROOM,
    Columns,
    GoldPart,
    TableRow,
    is_empty,
)
from annotator.gui.icons import pixmap
from annotator.gui.theme import RADIUS, Theme
from annotator.gui.widgets import Signs, paint_sign
from annotator.gui.widgets.painting import (
    end_side,
    keycap_width,
    mirrored,
    paint_keycap,
    paint_line,
    start_side,
    text_direction,
)
from annotator.model.ids import AnnotatorName

_SIGN = 18
_TINT = {"light": 0.13, "dark": 0.20}
_FRAME = 2.0


class TablePainter:
    """Paints one table once."""

    def __init__(self, painter: QPainter, bounds: QRectF, way: Qt.LayoutDirection, theme: Theme, signs: Signs) -> None:
        self._painter = painter
        self._bounds = bounds.adjusted(0.5, 0.5, -0.5, -0.5)
        self._way = way
        self._theme = theme
        self._signs = signs

    def paint(
        self,
        draft: CaseDraft,
        columns: Columns,
        rows: Sequence[TableRow],
        head: float,
        *,
        current: int,
        can_add: bool = False,
    ) -> None:
        """Paint ground, rows, the place for a new one, and the head as far below the top as `head` says."""
        painter, theme = self._painter, self._theme
        card = QPainterPath()
        card.addRoundedRect(self._bounds, RADIUS["card"], RADIUS["card"])
        painter.save()
        painter.setClipPath(card)
        painter.fillRect(self._bounds, theme.c("chrome"))
        gold = columns.gold_column()
        painter.fillRect(self._placed(QRectF(gold.x(), 0, gold.width(), self._bounds.height() + 1)), theme.c("surface"))
        for place, row in enumerate(rows):
            self._paint_row(draft, columns, row, is_current=place == current)
        if can_add and rows:
            top = rows[-1].top + rows[-1].height
            self._paint_add(columns, QRectF(0, top, columns.width, ADD_HEIGHT), is_current=current == len(rows))
        painter.translate(0, head)
        self._paint_head(draft, columns, is_current=current < 0)
        if head:
            painter.fillRect(QRectF(0, 0, self._bounds.width() + 1, 1), theme.c("line_strong"))
        painter.translate(0, -head)
        painter.fillRect(self._placed(QRectF(gold.x(), 0, 1, self._bounds.height() + 1)), theme.c("line_strong"))
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.c("line_strong"), 1))
        painter.drawPath(card)

    def _placed(self, rect: QRectF) -> QRectF:
        return mirrored(self._way, self._bounds.adjusted(-0.5, -0.5, 0.5, 0.5), rect)

    def _paint_current(self, rect: QRectF) -> None:
        self._painter.fillRect(self._placed(rect), self._theme.c("accent_soft"))
        self._painter.fillRect(self._placed(QRectF(0, rect.top(), 3, rect.height())), self._theme.c("accent_fill"))

    # -- the head

    def _paint_head(self, draft: CaseDraft, columns: Columns, *, is_current: bool) -> None:
        painter, theme = self._painter, self._theme
        bounds = QRectF(0, 0, columns.width, HEAD_HEIGHT)
        painter.fillRect(self._placed(bounds), theme.c("chrome"))
        gold = columns.gold_column()
        painter.fillRect(self._placed(QRectF(gold.x(), 0, gold.width(), HEAD_HEIGHT)), theme.c("surface"))
        if is_current:
            self._paint_current(bounds)
        for place, name in enumerate(draft.annotators):
            column = columns.annotator(place)
            if column is not None:
                key = str(place + 1) if place < 9 else ""
                self._paint_name(QRectF(column.x(), 0, column.width(), HEAD_HEIGHT), name, key)
        cell = QRectF(gold.x() + EDGE, 0, gold.width() - 2 * EDGE, HEAD_HEIGHT)
        side = start_side(self._way)
        words = QCoreApplication.translate("Adjudicate", "Gold")
        paint_line(painter, self._placed(cell), words, theme.font("strong"), theme.c("text"), side=side)
        count = QCoreApplication.translate("Adjudicate", "{count} of {all} rows")
        count = count.format(count=draft.settled, all=len(draft.rows))
        paint_line(painter, self._placed(cell), count, theme.font("micro"), theme.c("text3"), side=end_side(self._way))
        hidden = len(draft.annotators) - columns.shown
        if hidden > 0:
            words = QCoreApplication.translate("Adjudicate", "{count} more beside").format(count=hidden)
            at = self._placed(QRectF(EDGE, 0, columns.head - EDGE, HEAD_HEIGHT))
            paint_line(painter, at, words, theme.font("micro"), theme.c("text3"), side=side)
        painter.fillRect(QRectF(0, HEAD_HEIGHT - 1, self._bounds.width() + 1, 1), theme.c("line_strong"))

    def _paint_name(self, cell: QRectF, name: AnnotatorName, key: str) -> None:
        painter, theme = self._painter, self._theme
        sign = QRectF(cell.left() + EDGE, cell.center().y() - _SIGN / 2, _SIGN, _SIGN)
        paint_sign(painter, self._placed(sign), self._signs.of(name), theme)
        width = keycap_width(key, theme) if key else 0.0
        words = QRectF(sign.right() + 8, cell.top(), cell.right() - EDGE - width - sign.right() - 14, cell.height())
        font, side = theme.font("strong"), start_side(self._way)
        paint_line(painter, self._placed(words), name, font, theme.c("text"), side=side)
        if key:
            cap = QRectF(cell.right() - EDGE - width, cell.center().y() - 9, width, 18)
            paint_keycap(painter, self._placed(cap), key, theme)

    # -- rows

    def _paint_row(self, draft: CaseDraft, columns: Columns, row: TableRow, *, is_current: bool) -> None:
        theme, bounds = self._theme, QRectF(0, row.top, columns.width, row.height)
        if is_current:
            self._paint_current(bounds)
        self._paint_row_name(columns, row, is_current=is_current)
        for place, name in enumerate(draft.annotators):
            column = columns.annotator(place)
            if column is not None:
                cell = QRectF(column.x(), row.top, column.width(), row.height)
                self._paint_reading(draft, row, name, cell)
        gold = columns.gold_column()
        self._paint_gold(draft, row, QRectF(gold.x(), row.top, gold.width(), row.height))
        self._painter.fillRect(self._placed(QRectF(0, bounds.bottom() - 1, columns.width, 1)), theme.c("line"))

    def _paint_add(self, columns: Columns, bounds: QRectF, *, is_current: bool) -> None:
        painter, theme = self._painter, self._theme
        if is_current:
            self._paint_current(bounds)
        color = theme.c("text" if is_current else "text2")
        picture = pixmap("plus", color, 14, painter.device().devicePixelRatioF())
        at = self._placed(QRectF(EDGE + 4, bounds.center().y() - 7, 14, 14))
        painter.drawPixmap(at.topLeft(), picture)
        words = QRectF(EDGE + 24, bounds.top(), columns.head - EDGE - 28, bounds.height())
        said = QCoreApplication.translate("Adjudicate", "Add…")
        paint_line(painter, self._placed(words), said, theme.font("body"), color, side=start_side(self._way))
        gold = columns.gold_column()
        width = keycap_width("+", theme)
        cap = QRectF(gold.right() - EDGE - width, bounds.center().y() - 9, width, 18)
        paint_keycap(painter, self._placed(cap), "+", theme)

    def _paint_row_name(self, columns: Columns, row: TableRow, *, is_current: bool) -> None:
        theme = self._theme
        font = theme.font("strong" if is_current else "body")
        words = QRectF(EDGE + 4, row.top, columns.head - EDGE - 8, row.height)
        name_height = self._height(row.name, font, words.width())
        note_font = theme.font("micro")
        note_height = self._height(row.note, note_font, words.width()) + 2 if row.note else 0.0
        top = row.top + (row.height - name_height - note_height) / 2
        at = self._placed(QRectF(words.x(), top, words.width(), name_height))
        self._paint_words(row.name, at, font, theme.c("text" if is_current else "text2"))
        if row.note:
            at = self._placed(QRectF(words.x(), top + name_height + 2, words.width(), note_height))
            self._paint_words(row.note, at, note_font, theme.c("warn" if row.is_warning else "text3"))

    @staticmethod
    def _height(words: str, font: QFont, width: float) -> float:
        room = QRectF(0, 0, width, 1000)
        return QFontMetricsF(font).boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()

    def _paint_words(self, words: str, rect: QRectF, font: QFont, color: QColor) -> None:
        """Words of several lines in their own direction, at the interface's side."""
        is_rtl = self._way is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(text_direction(words))
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        self._painter.setFont(font)
        self._painter.setPen(color)
        self._painter.drawText(rect, words, option)

    def _paint_reading(self, draft: CaseDraft, row: TableRow, name: AnnotatorName, cell: QRectF) -> None:
        painter, theme = self._painter, self._theme
        laid = row.cells[name]
        sign = self._signs.of(name)
        is_chosen = row.standing.stand is not Stand.AGREED and name in row.standing.names
        if is_chosen:
            frame = self._placed(cell.adjusted(3, 3, -4, -4))
            painter.setBrush(theme.over_surface(sign.ink(theme), _TINT[theme.mode]))
            painter.setPen(QPen(sign.ink(theme), _FRAME, sign.line))
            painter.drawRoundedRect(frame, RADIUS["control"], RADIUS["control"])
            self._paint_icon("check", sign.ink(theme), cell, at_corner=bool(laid and laid.chips))
        if laid is None:
            at = self._placed(cell.adjusted(EDGE + SIGN_ROOM, 0, -EDGE, 0))
            paint_line(painter, at, "–", theme.font("body"), theme.c("text3"), side=start_side(self._way))
            return
        is_other = not is_chosen and row.standing.stand not in (Stand.AGREED, Stand.TO_CHOOSE)
        is_faint = not is_chosen and (is_other or is_empty(draft, row.key, name))
        color = theme.c("text3" if is_faint else "text")
        room = 0 if laid.chips else SIGN_ROOM
        inner = QRectF(cell.left() + EDGE + room, cell.center().y() - laid.height / 2,
                       cell.width() - 2 * EDGE - (6 if laid.chips else room), laid.height)  # fmt: skip
        paint_cell(painter, laid, self._placed(inner).topLeft(), (color, sign.ink(theme)), theme)

    def _paint_icon(self, name: str, color: QColor, cell: QRectF, *, at_corner: bool = False) -> None:
        at = QRectF(cell.left() + EDGE, cell.center().y() - 8, 16, 16)
        if at_corner:
            at = QRectF(cell.right() - EDGE - 14, cell.top() + 9, 16, 16)
        at = self._placed(at)
        picture = pixmap(name, color, 16, self._painter.device().devicePixelRatioF())
        self._painter.drawPixmap(at.topLeft(), picture)

    # -- gold

    def _paint_gold(self, draft: CaseDraft, row: TableRow, cell: QRectF) -> None:
        painter, theme = self._painter, self._theme
        match row.standing.stand:
            case Stand.TO_CHOOSE:
                self._paint_to_choose(draft, cell)
                return
            case Stand.MOOT:
                at = self._placed(cell.adjusted(EDGE + SIGN_ROOM, 0, -EDGE, 0))
                paint_line(painter, at, "–", theme.font("body"), theme.c("text3"), side=start_side(self._way))
                return
            case Stand.AGREED:
                self._paint_icon("check", theme.c("text2"), cell)
            case Stand.EDITED:
                self._paint_edited(cell)
            case Stand.NOTHING if not row.standing.names:
                self._paint_icon("x", theme.c("text2"), cell)
        y = cell.center().y() - (sum(part.cell.height + 4 for part in row.gold) - 4) / 2
        for part in row.gold:
            inner = QRectF(cell.left() + EDGE + SIGN_ROOM, y, cell.width() - 2 * EDGE - SIGN_ROOM, part.cell.height)
            color = theme.c("text2" if row.standing.stand is Stand.NOTHING else "text")
            bar = theme.annotator_ink(-1)
            paint_cell(painter, part.cell, self._placed(inner).topLeft(), (color, bar), theme)
            if row.standing.stand in (Stand.TAKEN, Stand.BOTH, Stand.NOTHING):
                self._paint_owners(part, QRectF(cell.left(), y, cell.width(), part.cell.height))
            y += part.cell.height + 4

    def _paint_owners(self, part: GoldPart, cell: QRectF) -> None:
        """The badges of those whose reading it is, the first two beside each other."""
        shown = part.names[:2]
        size = _SIGN if len(shown) == 1 else 14
        for place, name in enumerate(shown):
            x = cell.left() + EDGE - 4 + place * (size + 1) if len(shown) > 1 else cell.left() + EDGE
            at = QRectF(x, cell.center().y() - size / 2, size, size)
            paint_sign(self._painter, self._placed(at), self._signs.of(name), self._theme)

    def _paint_edited(self, cell: QRectF) -> None:
        painter, theme = self._painter, self._theme
        badge = self._placed(QRectF(cell.left() + EDGE, cell.center().y() - _SIGN / 2, _SIGN, _SIGN))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.annotator_ink(-1))
        painter.drawRoundedRect(badge, RADIUS["key"], RADIUS["key"])
        paint_line(painter, badge, "E", theme.font("tag"), theme.on_ink(), side="center")

    def _paint_to_choose(self, draft: CaseDraft, cell: QRectF) -> None:
        painter, theme = self._painter, self._theme
        frame = self._placed(cell.adjusted(5, 4, -5, -5))
        painter.setBrush(theme.c("surface"))
        painter.setPen(QPen(theme.c("accent"), 1.2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(frame, RADIUS["control"], RADIUS["control"])
        keys = ", ".join(str(place + 1) for place in range(min(3, len(draft.annotators))))
        words = QCoreApplication.translate("Adjudicate", "Choose {keys} or E").format(keys=keys)
        at = self._placed(cell.adjusted(EDGE + 4, 0, -EDGE, 0))
        paint_line(painter, at, words, theme.font("small"), theme.c("accent"), side=start_side(self._way))

    def paint_ring(self, cell: QRectF) -> None:
        """Where one is."""
        if cell.isNull():
            return
        painter = self._painter
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.c("accent"), 1))
        painter.drawRoundedRect(cell.adjusted(1.5, 1.5, -2.5, -2.5), RADIUS["control"], RADIUS["control"])
