"""A bar a label: F1, its interval as whiskers, its n; sorted, the lowest one darker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui.agreement.bands import BAND_STEP
from annotator.gui.agreement.cells import Cells
from annotator.gui.agreement.figures import spoken, value_words
from annotator.gui.agreement.labels import short_names
from annotator.gui.widgets.painting import end_side, mirrored, paint_line, start_side, text_width
from annotator.services.agreement.figures import Figure

ROW = 28
_AXIS = 24
_BAR = 14
_VALUE, _N = 48, 56
_MOST_NAME = 128
_TICKS = (0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Bar:
    """A label and its figure."""

    label: str
    figure: Figure


def sorted_bars(figures: Mapping[str, Figure]) -> list[Bar]:
    """The best first; labels without a figure last."""
    bars = [Bar(label, figure) for label, figure in figures.items()]
    return sorted(bars, key=_rank)


def _rank(bar: Bar) -> tuple[bool, float, int]:
    value = bar.figure.value
    return value is None, -(value or 0.0), -bar.figure.n


class Bars(Cells):
    """Click or Enter on a label asks for its disagreements."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Agreement by label"), object_name="agreement_bars", parent=parent)
        self._bars: Sequence[Bar] = ()
        self._names: Mapping[str, str] = {}
        self._name_width = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def bars(self) -> Sequence[Bar]:
        """What is shown, in order."""
        return self._bars

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these."""
        self._bars = bars
        self._names = short_names(bar.label for bar in bars)
        widths = (text_width(self._names[bar.label], self.theme.font("small_strong")) for bar in bars)
        self._name_width = min(_MOST_NAME, max(widths, default=0) + 4)
        self.setFixedHeight(len(bars) * ROW + _AXIS)
        self.cells_changed()

    # -- geometry

    def sizeHint(self) -> QSize:
        """All bars."""
        return QSize(320, len(self._bars) * ROW + _AXIS)

    def rects(self) -> list[QRectF]:
        """A row each."""
        return [QRectF(0, place * ROW, self.width(), ROW) for place in range(len(self._bars))]

    def words(self, place: int) -> str:
        """The label and its figure as a sentence."""
        bar = self._bars[place]
        return f"{bar.label}: {spoken(bar.figure)}"

    def track(self, place: int) -> QRectF:
        """From 0 to 1, in a window that is not mirrored."""
        start = self._name_width + 20
        return QRectF(start, place * ROW, max(40.0, self.width() - start - _VALUE - _N - 14), ROW)

    def bar_rect(self, place: int) -> QRectF:
        """The bar itself, on the screen."""
        track = self.track(place)
        width = track.width() * (self._bars[place].figure.value or 0)
        bar = QRectF(track.left(), track.center().y() - _BAR / 2, width, _BAR)
        return mirrored(self.layoutDirection(), QRectF(self.rect()), bar)

    @property
    def lowest(self) -> int | None:
        """The place of the lowest bar, where it is lower than others."""
        defined = [place for place, bar in enumerate(self._bars) if bar.figure.value is not None]
        if len(defined) < 2 or self._bars[defined[0]].figure.value == self._bars[defined[-1]].figure.value:
            return None
        return defined[-1]

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint axis and bars."""
        painter = self.painter()
        self._paint_axis(painter)
        for place, rect in enumerate(self.rects()):
            if place == self.shown:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self.theme.c("accent_soft" if self.hasFocus() else "hover"))
                painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 4, 4)
            self._paint_bar(painter, place)
            if place == self.shown and self.hasFocus():
                self.paint_ring(painter, rect.adjusted(0, 1, 0, -1))
        painter.end()

    def _paint_axis(self, painter: QPainter) -> None:
        direction, bounds, theme = self.layoutDirection(), QRectF(self.rect()), self.theme
        track, bottom = self.track(0), len(self._bars) * ROW
        font, grey = theme.font("micro"), theme.c("text3")
        for tick in _TICKS:
            x = track.left() + tick * track.width()
            line = mirrored(direction, bounds, QRectF(x - 0.5, 0, 1, bottom))
            painter.fillRect(line, theme.c("line"))
            words = mirrored(direction, bounds, QRectF(x - 20, bottom + 2, 40, 18))
            paint_line(painter, words, f"{tick:g}", font, grey, side="center")
        for words_, rect in zip(("F1", "n"), self._columns(bottom + 2, 18), strict=True):
            paint_line(painter, rect, words_, font, grey, side=end_side(direction))

    def _columns(self, top: float, height: float) -> list[QRectF]:
        """Where value and n stand, on the screen."""
        end = self.width() - 8.0
        value = QRectF(end - _N - _VALUE, top, _VALUE, height)
        number = QRectF(end - _N, top, _N, height)
        return [mirrored(self.layoutDirection(), QRectF(self.rect()), rect) for rect in (value, number)]

    def _paint_bar(self, painter: QPainter, place: int) -> None:
        bar, theme, direction = self._bars[place], self.theme, self.layoutDirection()
        is_lowest = place == self.lowest
        name = mirrored(direction, QRectF(self.rect()), QRectF(8, place * ROW, self._name_width, ROW))
        font = theme.font("strong" if is_lowest else "small")
        font.setPixelSize(theme.font("small").pixelSize())
        paint_line(painter, name, self._names[bar.label], font, theme.c("text"), side=start_side(direction))
        if bar.figure.value is None:
            self._paint_reason(painter, place)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.heat(BAND_STEP + is_lowest)[0])
        painter.drawRoundedRect(self.bar_rect(place), 2, 2)
        self._paint_whiskers(painter, place)
        value, number = self._columns(place * ROW, ROW)
        strong, small = theme.font("strong"), theme.font("small")
        paint_line(painter, value, value_words(bar.figure), strong, theme.c("text"), side=end_side(direction))
        paint_line(painter, number, f"{bar.figure.n:,}", small, theme.c("text2"), side=end_side(direction))

    def _paint_reason(self, painter: QPainter, place: int) -> None:
        direction = self.layoutDirection()
        track = self.track(place)
        rect = mirrored(direction, QRectF(self.rect()), QRectF(track.left(), track.top(), track.width() + 100, ROW))
        reason = self._bars[place].figure.reason
        paint_line(painter, rect, reason, self.theme.font("small"), self.theme.c("text2"), side=start_side(direction))

    def _paint_whiskers(self, painter: QPainter, place: int) -> None:
        interval = self._bars[place].figure.interval
        if interval is None:
            return
        track, middle = self.track(place), self.track(place).center().y()
        xs = [track.left() + end * track.width() for end in interval]
        ends = [mirrored(self.layoutDirection(), QRectF(self.rect()), QRectF(x, middle - 5, 0, 10)) for x in xs]
        painter.setPen(QPen(self.theme.c("text"), 1.5))
        painter.drawLine(QPointF(ends[0].left(), middle), QPointF(ends[1].left(), middle))
        for end in ends:
            painter.drawLine(end.topLeft(), end.bottomLeft())
