"""The middle column: labels above, the article, the find bar below; takes the keys that none of them wanted."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.gui.article.view import ArticleView
from annotator.gui.building import chrome
from annotator.gui.label_keys import LabelKeys
from annotator.gui.panels.find import FindBar
from annotator.gui.panels.palette import PalettePanel
from annotator.gui.theme import Theme
from annotator.gui.widgets import separator, spread_theme


class Centre(QWidget):
    """Palette, article and find bar.

    Attributes:
        palette_panel, view, find_bar: The parts.
    """

    label_key_pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("centre")
        chrome(self, "surface")
        self.palette_panel = PalettePanel()
        self.view = ArticleView()
        self.find_bar = FindBar()
        self.keys = LabelKeys(None)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.palette_panel)
        layout.addWidget(separator())
        layout.addWidget(self.view, 1)
        layout.addWidget(self.find_bar)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self.palette_panel.set_theme(theme)
        self.view.set_theme(theme)
        self.find_bar.set_theme(theme)
        spread_theme(self, theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that bubbled up from the article or a chip: labels. Text fields keep theirs."""
        label = self.keys.label_of(event)
        if label is None:
            event.ignore()
        else:
            self.label_key_pressed.emit(label)
