"""The tabs of the modes in the top bar; where there is little room, one button that opens them as a menu."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from annotator.gui.actions import Actions
from annotator.gui.icons import icon
from annotator.gui.modes import Mode
from annotator.gui.theme import Theme

_GAP = 2


class ModeTabs(QWidget):
    """One tab a mode; not there while there is but one mode."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("mode_tabs")
        self.setAccessibleName(self.tr("Modes"))
        self._actions: Mapping[Mode, QAction] = {
            mode: actions.action(f"mode_{mode}") for mode in Mode if actions.has(f"mode_{mode}")
        }
        self._tabs = {mode: self._tab(mode, action) for mode, action in self._actions.items()}
        self._menu_button = self._make_menu_button()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        for tab in self._tabs.values():
            layout.addWidget(tab)
        layout.addWidget(self._menu_button)
        if len(self._tabs) < 2:
            self.hide()  # and never `setVisible(True)`: without a parent yet, that would open a window
        self.show_as_menu(False)
        self.show_mode(Mode.LABEL)

    def _tab(self, mode: Mode, action: QAction) -> QToolButton:
        made = QToolButton()
        made.setProperty("kind", "mode")
        made.setObjectName(f"mode_tab_{mode}")
        made.setText(action.text().replace("&", ""))
        made.setAccessibleName(made.text())
        made.setToolTip(f"{made.text()} ({action.shortcut().toString()})")
        made.setCheckable(True)
        made.clicked.connect(action.trigger)
        return made

    def _make_menu_button(self) -> QToolButton:
        made = QToolButton()
        made.setProperty("kind", "mode")
        made.setObjectName("mode_menu_button")
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        menu = QMenu(made)
        menu.setObjectName("mode_menu")
        menu.addActions(list(self._actions.values()))
        made.setMenu(menu)
        return made

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self._menu_button.setIcon(icon("chevron-down", theme.c("text3")))

    def width_needed(self, as_menu: bool) -> int:
        """Pixels for the tabs, or for the button that opens them."""
        if len(self._tabs) < 2:
            return 0
        parts = [self._menu_button] if as_menu else list(self._tabs.values())
        return sum(part.sizeHint().width() + _GAP for part in parts)

    def show_as_menu(self, as_menu: bool) -> None:
        """Show a button instead of the tabs, or the tabs again."""
        for tab in self._tabs.values():
            tab.setVisible(not as_menu)
        self._menu_button.setVisible(as_menu)

    def show_mode(self, mode: Mode) -> None:
        """Show which mode it is."""
        for name, tab in self._tabs.items():
            tab.setChecked(name is mode)
            self._actions[name].setChecked(name is mode)
        if mode in self._tabs:
            self._menu_button.setText(self._tabs[mode].text())
            self._menu_button.setAccessibleName(self.tr("Mode: {name}").format(name=self._tabs[mode].text()))
