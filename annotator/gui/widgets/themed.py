"""Widgets that paint with the theme, and how a change of theme reaches them."""

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from annotator.gui.theme import Theme


class Themed:
    """Mixed into widgets that ask the theme while they paint, or make icons from it."""

    theme: Theme = Theme()

    def set_theme(self, theme: Theme) -> None:
        """Look as `theme` says from now on."""
        self.theme = theme
        self.theme_changed()

    def theme_changed(self) -> None:
        """Repaint; widgets that keep pictures make them anew."""
        if isinstance(self, QWidget):
            self.update()


class Painted(Themed, QWidget):
    """A widget that paints itself in the interface's direction."""

    def painter(self) -> QPainter:
        """A smooth painter on this widget, for `paintEvent`."""
        return smooth_painter(self)


def smooth_painter(widget: QWidget) -> QPainter:
    """A painter that draws round edges round."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def spread_theme(root: QWidget, theme: Theme) -> None:
    """Hand the theme to every themed widget below `root`."""
    for child in root.findChildren(QWidget):
        if isinstance(child, Themed):
            child.set_theme(theme)
