"""Agreement over time: one small chart a figure, all on one scale, each point with its interval and its n."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui.agreement.bands import BAND_STEP
from annotator.gui.agreement.cells import Cells
from annotator.gui.agreement.compared import Column
from annotator.gui.agreement.figures import Scale, short_title, spoken
from annotator.gui.widgets.painting import end_side, mirrored, paint_line, start_side, text_width
from annotator.services.agreement.figures import Figure

_HEAD, _PLOT, _FOOT = 24, 104, 36
_BLOCK = _HEAD + _PLOT + _FOOT
_AXIS = 28
_GAP = 24
_MARK = 7


class OverTime(Cells):
    """The cells are the points of all charts, chart by chart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Agreement over time"), object_name="agreement_over_time", parent=parent)
        self._points: Sequence[Column] = ()
        self._names: Sequence[str] = ()
        self._scale = Scale()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_BLOCK)

    def show_points(self, points: Sequence[Column], names: Sequence[str], scale: Scale) -> None:
        """Show these times, the first one first, by the figures of these names."""
        self._points, self._names, self._scale = points, names[:3], scale
        self.cells_changed()

    # -- geometry

    def sizeHint(self) -> QSize:
        """One row of charts."""
        return QSize(420, _BLOCK)

    def plot(self, chart: int) -> QRectF:
        """Where the points of a chart lie, in a window that is not mirrored."""
        count = max(1, len(self._names))
        width = (self.width() - _GAP * (count - 1)) / count
        return QRectF(chart * (width + _GAP) + _AXIS, _HEAD, width - _AXIS - 8, _PLOT)

    def _slot(self, chart: int, number: int) -> QRectF:
        plot = self.plot(chart)
        width = plot.width() / max(1, len(self._points))
        return QRectF(plot.left() + number * width, plot.top(), width, plot.height())

    def rects(self) -> list[QRectF]:
        """A column of its chart each."""
        bounds = QRectF(self.rect())
        return [
            mirrored(self.layoutDirection(), bounds, self._slot(chart, number))
            for chart in range(len(self._names))
            for number in range(len(self._points))
        ]

    def figure(self, place: int) -> Figure | None:
        """The figure of a point."""
        chart, number = divmod(place, len(self._points))
        return self._points[number].figures.get(self._names[chart])

    def words(self, place: int) -> str:
        """A point as a sentence."""
        point, figure = self._points[place % len(self._points)], self.figure(place)
        head = self.tr("{time}, {count} documents").format(time=point.name, count=f"{point.documents:,}")
        return f"{head}: {spoken(figure)}" if figure else head

    def _y(self, value: float, plot: QRectF) -> float:
        return plot.bottom() - self._scale.share(value) * plot.height()

    def center(self, place: int) -> QPointF | None:
        """Where a point stands on the screen; `None` without a figure."""
        figure, chart = self.figure(place), place // len(self._points)
        if figure is None or figure.value is None:
            return None
        return QPointF(self.rects()[place].center().x(), self._y(figure.value, self.plot(chart)))

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint all charts."""
        painter = self.painter()
        for chart, name in enumerate(self._names):
            self._paint_axes(painter, chart, name)
            self._paint_line(painter, chart)
        if self.shown is not None:
            self.paint_ring(painter, self.rects()[self.shown].adjusted(1, -2, -1, _FOOT))
        painter.end()

    def _paint_axes(self, painter: QPainter, chart: int, name: str) -> None:
        theme, direction, bounds = self.theme, self.layoutDirection(), QRectF(self.rect())
        plot = self.plot(chart)
        head = mirrored(direction, bounds, QRectF(plot.left() - _AXIS, 0, plot.width() + _AXIS, 20))
        side = start_side(direction)
        paint_line(painter, head, short_title(name)[0], theme.font("small_strong"), theme.c("text"), side=side)
        for value, words in ((self._scale.low, self._scale.words), (1.0, "1")):
            y = self._y(value, plot)
            rule = mirrored(direction, bounds, QRectF(plot.left(), y - 0.5, plot.width(), 1))
            painter.fillRect(rule, theme.c("line"))
            text = mirrored(direction, bounds, QRectF(plot.left() - _AXIS, y - 8, _AXIS - 6, 16))
            paint_line(painter, text, words, theme.font("micro"), theme.c("text3"), side=end_side(direction))
        self._paint_times(painter, chart)

    def _paint_times(self, painter: QPainter, chart: int) -> None:
        """The names of the times that have room, and the n of each that has."""
        theme, font = self.theme, self.theme.font("micro")
        free: dict[int, float] = {0: -1.0, 1: -1.0}
        for number, point in enumerate(self._points):
            slot = self._slot(chart, number)
            for line, words in enumerate((point.name, f"n = {point.documents:,}")):
                width = text_width(words, font)
                if slot.center().x() - width / 2 > free[line]:
                    free[line] = slot.center().x() + width / 2 + 8
                    at = QRectF(slot.center().x() - width / 2 - 2, slot.bottom() + 4 + 15 * line, width + 4, 15)
                    at = mirrored(self.layoutDirection(), QRectF(self.rect()), at)
                    paint_line(painter, at, words, font, theme.c("text3" if line else "text2"), side="center")

    def _paint_line(self, painter: QPainter, chart: int) -> None:
        theme, count, plot = self.theme, len(self._points), self.plot(chart)
        places = [chart * count + number for number in range(count)]
        centers = [(place, center) for place in places if (center := self.center(place)) is not None]
        for place, center in centers:
            figure = self.figure(place)
            if figure is not None and figure.interval is not None:
                low, high = (self._y(end, plot) for end in figure.interval)
                painter.fillRect(QRectF(center.x() - 3, high, 6, max(2.0, low - high)), theme.heat(BAND_STEP)[0])
        painter.setPen(QPen(theme.c("text3"), 1))
        painter.drawPolyline(QPolygonF([center for _place, center in centers]))
        painter.setPen(QPen(theme.c("surface"), 1.5))
        painter.setBrush(theme.c("accent"))
        for _place, center in centers:
            painter.drawEllipse(center, _MARK / 2 + 0.5, _MARK / 2 + 0.5)
