"""An annotator's disc as an icon, for buttons and menus."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from annotator.gui.icons import PIXEL_RATIOS
from annotator.gui.theme import Theme
from annotator.gui.widgets.painting import paint_avatar


def avatar_icon(name: str, theme: Theme, size: int = 24) -> QIcon:
    """The disc with the initial of `name`."""
    made = QIcon()
    for ratio in PIXEL_RATIOS:
        picture = QPixmap(round(size * ratio), round(size * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_avatar(painter, QRectF(0, 0, size, size), name, theme)
        painter.end()
        made.addPixmap(picture)
    return made
