"""The middle column: labels above, the article, the find bar below; takes the keys that none of them wanted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.gui.article.view import ArticleView
from annotator.gui.building import chrome
from annotator.gui.label_keys import LabelKeys, pressed_chord
from annotator.gui.panels.find import FindBar
from annotator.gui.panels.palette import PalettePanel
from annotator.gui.theme import Theme
from annotator.gui.widgets import separator, spread_theme

_LEFT = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape))


class Centre(QWidget):
    """Palette, article and find bar.

    Attributes:
        palette_panel, view, find_bar: The parts.
    """

    label_key_pressed = Signal(str)
    key_left = Signal(object)
    """Enter or Escape (a `Qt.Key`) that nothing in this column had a use for."""

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
        """Keys that bubbled up from the article or a chip: labels, then actions. Text fields keep theirs."""
        label = self.keys.label_of(event)
        if label is not None:
            self.label_key_pressed.emit(label)
        elif event.key() in _LEFT:
            self.key_left.emit(Qt.Key(event.key()))
        elif not self._run_action(pressed_chord(event)):
            event.ignore()

    def _run_action(self, letter: str) -> bool:
        """Run the action of a letter; Qt does so itself where the keyboard layout has that letter."""
        keys = QKeySequence(letter)
        actions = self.actions() if letter else []
        action = next((a for a in actions if a.isEnabled() and keys in a.shortcuts()), None)
        if action is not None:
            action.trigger()
        return action is not None
