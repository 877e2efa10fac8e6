"""Icons, tinted.

System icon themes are missing on many machines and never match our tokens, so the program brings its own drawings
(`resources/icons`). They are drawn once per name, colour, size and pixel ratio and kept.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from annotator import assets

PIXEL_RATIOS = (1.0, 2.0)
"""What a `QIcon` carries; Qt scales these down for ratios between."""


def icon(name: str, color: QColor, size: int = 16) -> QIcon:
    """An icon for buttons and menus, sharp on usual and on fine screens.

    Args:
        name: File name in `resources/icons` without its ending.
        color: What the strokes are drawn in.
        size: Edge in device-independent pixels.
    """
    made = QIcon()
    for ratio in PIXEL_RATIOS:
        made.addPixmap(pixmap(name, color, size, ratio))
    return made


def pixmap(name: str, color: QColor, size: int = 16, dpr: float = 1.0) -> QPixmap:
    """A picture to paint, `size` device-independent pixels wide and high.

    Raises:
        MissingAssetError: If there is no icon of that name.
    """
    return _drawn(name, color.rgba(), size, dpr)


def app_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(pixmap("annotator", QColor(Qt.GlobalColor.black), size))
    return made


@lru_cache(maxsize=512)
def _drawn(name: str, rgba: int, size: int, dpr: float) -> QPixmap:
    color = QColor.fromRgba(rgba)
    drawing = _source(name).replace(b"currentColor", color.name().encode())
    picture = QPixmap(QSize(size, size) * dpr)
    picture.setDevicePixelRatio(dpr)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    try:
        QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, size, size))
        if color.alpha() < 255:
            # Thinned as a whole: with a translucent pen, strokes that cross would show.
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
            painter.fillRect(QRectF(0, 0, size, size), QColor(0, 0, 0, color.alpha()))
    finally:
        painter.end()
    return picture


@lru_cache(maxsize=256)
def _source(name: str) -> bytes:
    return assets.resource("icons", f"{name}.svg").read_bytes()
