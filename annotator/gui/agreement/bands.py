"""The band of a figure on the page's scale: the interval as a bar, the figure as a mark, others' as a grey tick."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from annotator.gui.agreement.figures import Scale
from annotator.gui.theme import Theme
from annotator.services.agreement.figures import Figure

_BAND, _MARK = 8.0, 14.0
_MARK_WIDTH = 3.0
_LEAST = 3.0
BAND_STEP = 2
"""The step of heat in which bands and bars are filled."""


def x_on(scale: Scale, rect: QRectF, value: float, direction: Qt.LayoutDirection) -> float:
    """Where a value stands; a mirrored window counts from the right."""
    share = scale.share(value)
    if direction is Qt.LayoutDirection.RightToLeft:
        share = 1 - share
    return rect.left() + share * rect.width()


def paint_band(
    painter: QPainter,
    rect: QRectF,
    figure: Figure | None,
    scale: Scale,
    theme: Theme,
    *,
    direction: Qt.LayoutDirection,
    whole: Figure | None = None,
) -> None:
    """Paint a band into `rect`; `whole` is what the grey tick stands for."""
    middle = rect.center().y()
    painter.fillRect(QRectF(rect.left(), middle - 0.5, rect.width(), 1), theme.c("line_strong"))
    if whole is not None and whole.value is not None:
        x = x_on(scale, rect, whole.value, direction)
        painter.fillRect(QRectF(x - 1, middle - _MARK / 2 - 1, 2, _MARK + 2), theme.c("text3", 0.6))
    if figure is None or figure.value is None:
        return
    if figure.interval is not None:
        ends = sorted(x_on(scale, rect, end, direction) for end in figure.interval)
        band = QRectF(ends[0], middle - _BAND / 2, max(_LEAST, ends[1] - ends[0]), _BAND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.heat(BAND_STEP)[0])
        painter.drawRoundedRect(band, 2, 2)
    x = x_on(scale, rect, figure.value, direction)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.c("accent"))
    painter.drawRoundedRect(QRectF(x - _MARK_WIDTH / 2, middle - _MARK / 2, _MARK_WIDTH, _MARK), 1, 1)
