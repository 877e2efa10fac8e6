"""The strip of figures: each large, with its interval in numbers and as a band on the page's scale, and its n."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui.agreement.bands import paint_band
from annotator.gui.agreement.cells import Cells
from annotator.gui.agreement.figures import Scale, interval_words, n_words, short_title, spoken, value_words
from annotator.gui.widgets.painting import mirrored, paint_line, start_side, text_width
from annotator.services.agreement.figures import Figure

LEAST_WIDTH = 156
"""Of a cell; a strip that is too narrow for all of them has several rows."""
HEIGHT = 116
_PADDING = 14


class Strip(Cells):
    """Click or Enter on a figure asks for what it means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Figures"), object_name="agreement_strip", parent=parent)
        self._figures: tuple[Figure, ...] = ()
        self._scale = Scale()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """What is shown."""
        return self._figures

    def show_figures(self, figures: Sequence[Figure], scale: Scale) -> None:
        """Show these, in this order."""
        self._figures, self._scale = tuple(figures), scale
        self.updateGeometry()
        self.cells_changed()

    # -- geometry

    def _columns(self, width: int) -> int:
        count = max(1, len(self._figures))
        most = max(1, width // LEAST_WIDTH)
        rows = -(-count // most)
        return -(-count // rows)

    def hasHeightForWidth(self) -> bool:
        """A narrower strip has more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all rows."""
        columns = self._columns(width)
        return HEIGHT * max(1, -(-len(self._figures) // columns))

    def sizeHint(self) -> QSize:
        """For the present width."""
        width = max(LEAST_WIDTH, self.width())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """One cell wide."""
        return QSize(LEAST_WIDTH, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rows may break elsewhere."""
        super().resizeEvent(event)
        self.updateGeometry()

    def rects(self) -> list[QRectF]:
        """Equal cells, row by row, from the interface's start."""
        columns, bounds = self._columns(self.width()), QRectF(self.rect())
        width = self.width() / columns
        cells = (
            QRectF(place % columns * width, place // columns * HEIGHT, width, HEIGHT)
            for place in range(len(self._figures))
        )
        return [mirrored(self.layoutDirection(), bounds, cell) for cell in cells]

    def words(self, place: int) -> str:
        """The figure as a sentence."""
        return spoken(self._figures[place])

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint all figures."""
        painter = self.painter()
        for place, rect in enumerate(self.rects()):
            self._paint_rule(painter, place, rect)
            self._paint_figure(painter, self._figures[place], rect)
            if place == self.shown:
                self.paint_ring(painter, rect.adjusted(3, 3, -3, -3))
        painter.end()

    def _paint_rule(self, painter: QPainter, place: int, rect: QRectF) -> None:
        if place % self._columns(self.width()):
            is_ltr = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
            x = rect.left() if is_ltr else rect.right() - 1
            painter.fillRect(QRectF(x, rect.top() + 14, 1, rect.height() - 28), self.theme.c("line"))

    def _paint_figure(self, painter: QPainter, figure: Figure, rect: QRectF) -> None:
        inner = rect.adjusted(_PADDING, 12, -_PADDING, -10)
        self._paint_title(painter, figure, QRectF(inner.left(), inner.top(), inner.width(), 18))
        if figure.value is None:
            self._paint_reason(painter, figure, QRectF(inner.left(), inner.top() + 24, inner.width(), 52))
        else:
            self._paint_value(painter, figure, QRectF(inner.left(), inner.top() + 20, inner.width(), 32))
            self._paint_scale(painter, figure, QRectF(inner.left(), inner.top() + 56, inner.width(), 18))
        below = QRectF(inner.left(), inner.top() + 77, inner.width(), 16)
        side = start_side(self.layoutDirection())
        paint_line(painter, below, n_words(figure), self.theme.font("micro"), self.theme.c("text3"), side=side)

    def _paint_title(self, painter: QPainter, figure: Figure, rect: QRectF) -> None:
        head, rest = short_title(figure.name)
        self._paint_two(painter, rect, (head, "strong", "text"), (rest, "small", "text2"), gap=6)

    def _paint_value(self, painter: QPainter, figure: Figure, rect: QRectF) -> None:
        number, beside = (value_words(figure), "figure", "text"), (interval_words(figure), "small", "text2")
        self._paint_two(painter, rect, number, beside, gap=8)

    def _paint_reason(self, painter: QPainter, figure: Figure, rect: QRectF) -> None:
        """Why there is no number, in its place."""
        is_rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        painter.setFont(self.theme.font("small"))
        painter.setPen(self.theme.c("text2"))
        painter.drawText(rect, figure.reason, option)

    def _paint_two(
        self, painter: QPainter, rect: QRectF, first: tuple[str, str, str], second: tuple[str, str, str], gap: int
    ) -> None:
        """Two pieces of words (with their font and colour) on one line; the second one has what room is left."""
        theme, direction, x = self.theme, self.layoutDirection(), 0.0
        for words, font_name, color in (first, second):
            font = theme.font(font_name)
            width = min(text_width(words, font) + 2, rect.width() - x)
            if words and width > 8:
                piece = mirrored(direction, rect, QRectF(rect.left() + x, rect.top(), width, rect.height()))
                paint_line(painter, piece, words, font, theme.c(color), side=start_side(direction))
            x += width + gap

    def _paint_scale(self, painter: QPainter, figure: Figure, rect: QRectF) -> None:
        theme, direction = self.theme, self.layoutDirection()
        font, grey = theme.font("micro"), theme.c("text3")
        low, high = self._scale.words, "1"
        ends = text_width(low, font) + 2, text_width(high, font) + 2
        middle = rect.adjusted(ends[0] + 6, 0, -ends[1] - 6, 0)
        paint_band(painter, mirrored(direction, rect, middle), figure, self._scale, theme, direction=direction)
        first = mirrored(direction, rect, QRectF(rect.left(), rect.top(), ends[0], rect.height()))
        last = mirrored(direction, rect, QRectF(rect.right() - ends[1], rect.top(), ends[1], rect.height()))
        paint_line(painter, first, low, font, grey, side="center")
        paint_line(painter, last, high, font, grey, side="center")
