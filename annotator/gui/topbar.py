"""The bar at the window's head: menus, modes, the command field, "Mark done" and who is labelling."""

import sys
from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QMenuBar, QPushButton, QToolButton, QWidget

from annotator.gui.actions import MENUS, SPECS, Actions, ActionSpec, Scope, Section, by_section, translated
from annotator.gui.avatar import avatar_icon
from annotator.gui.building import button, chrome, keycaps, label, line, row
from annotator.gui.icons import icon, pixmap
from annotator.gui.mode_tabs import ModeTabs
from annotator.gui.theme import SIZE, Theme
from annotator.gui.widgets import plain_tip
from annotator.gui.widgets.painting import elided
from annotator.model.annotation import Status

_MENU_ROOM = 28
"""Padding of a menu's title and the gap to the next."""
_FIELDS = (340, 220, 34)
"""Widths of the command field: with all its words, with some, with its icon only."""
_STEPS = ((0, False), (1, False), (2, False), (1, True), (2, True))
"""What gives way where there is ever less room: the size of the field, and whether a menu stands for the modes."""
_NAME = 100
"""Pixels of an annotator's name that are shown."""
_GAPS = 72
"""Margins and room between the parts."""


class CommandField(QPushButton):
    """Looks like a field; pressing it opens the command palette."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "secondary")
        self.setObjectName("command_field")
        self.setAccessibleName(self.tr("Search or run a command"))
        self._icon = label()
        self._words = label("", "small")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 0, 6, 0)
        layout.setSpacing(4)
        layout.addWidget(self._icon)
        layout.addSpacing(4)
        layout.addWidget(self._words)
        layout.addStretch(1)
        self._caps = keycaps("Ctrl+K")
        layout.addWidget(self._caps)
        self.set_size(0)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self._icon.setPixmap(pixmap("search", theme.c("text3"), 16, self.devicePixelRatioF()))

    def set_size(self, size: int) -> None:
        """Take the width of this place in `_FIELDS`."""
        self.setFixedSize(_FIELDS[size], 30)
        self._words.setText(self.tr("Search or run") if size else self.tr("Search or run a command"))
        self._words.setVisible(size < 2)
        self._caps.setVisible(size < 2)
        self.setToolTip("" if size < 2 else f"{self.accessibleName()} (Ctrl+K)")


class TopBar(QWidget):
    """One row; the modes stand in the middle of the window.

    Attributes:
        mode_tabs: The modes.
    """

    command_requested = Signal()
    done_requested = Signal()
    annotator_chosen = Signal(str)
    other_annotator_requested = Signal()

    def __init__(self, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("top_bar")
        self.setFixedHeight(SIZE["header"])
        chrome(self)
        self._theme = theme
        self._status = Status.NEW
        self.menus = self._menu_bar(actions)
        self._field = CommandField()
        self._field.clicked.connect(self.command_requested)
        self._done = button("", "secondary", "mark_done")
        self._done.clicked.connect(self.done_requested)
        self._who = self._who_button()
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 0, 12, 0)
        grid.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)
        # On macOS the menu bar is the system's.
        grid.addWidget(row(*(() if sys.platform == "darwin" else (self.menus,)), None), 0, 0)
        self.mode_tabs = ModeTabs(actions)
        grid.addWidget(self.mode_tabs, 0, 1)
        right = row(None, self._field, self._done, line(Qt.Orientation.Vertical, 20), self._who, gap=8)
        grid.addWidget(right, 0, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        self.show_status(None, editable=False)
        self.set_theme(theme)

    def _menu_bar(self, actions: Actions) -> QMenuBar:
        bar = QMenuBar()
        bar.setObjectName("menus")
        bar.setAccessibleName(self.tr("Menus"))
        bar.setFixedHeight(28)
        width = 0
        for section, specs in by_section(SPECS).items():
            if section in MENUS:
                self._add_menu(bar, section, specs, actions)
                width += bar.fontMetrics().horizontalAdvance(translated(section)) + _MENU_ROOM
        # Qt's own hint is the width of one menu in a mirrored window.
        bar.setMinimumWidth(width)
        return bar

    def _add_menu(self, bar: QMenuBar, section: Section, specs: Iterable[ActionSpec], actions: Actions) -> None:
        menu = bar.addMenu(translated(section))
        menu.setObjectName(f"menu_{section.name.lower()}")
        menu.aboutToShow.connect(actions.draw_icons)
        group = 0
        for spec in specs:
            if spec.scope is Scope.GESTURE:
                continue
            if spec.group != group:
                menu.addSeparator()
                group = spec.group
            menu.addAction(actions.action(spec.id))

    def _who_button(self) -> QToolButton:
        made = QToolButton()
        made.setObjectName("annotator_button")
        made.setAccessibleName(self.tr("Who is labelling"))
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setIconSize(QSize(24, 24))
        self._who_menu = QMenu(made)
        self._who_menu.setObjectName("annotator_menu")
        self._who_menu.triggered.connect(self._on_who)
        made.setMenu(self._who_menu)
        return made

    def _on_who(self, action: QAction) -> None:
        if action.data() is None:
            self.other_annotator_requested.emit()
        else:
            self.annotator_chosen.emit(action.data())

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self._field.set_theme(theme)
        self.mode_tabs.set_theme(theme)
        self._paint_done()
        self._paint_who()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give way step by step."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """What it needs at the last step; a layout would ask for what is shown now."""
        return QSize(self._needs(*_STEPS[-1]), SIZE["header"])

    def _needs(self, size: int, as_menu: bool) -> int:
        """Pixels at one step."""
        done = 0 if self._done.isHidden() else self._done.sizeHint().width()
        fixed = self.menus.minimumWidth() + done + self._who.sizeHint().width() + _GAPS
        return fixed + _FIELDS[size] + self.mode_tabs.width_needed(as_menu)

    def _fit(self) -> None:
        """Take the first step that fits, else the last."""
        size, as_menu = next((step for step in _STEPS if self._needs(*step) <= self.width()), _STEPS[-1])
        self._field.set_size(size)
        self.mode_tabs.show_as_menu(as_menu)

    def show_status(self, status: Status | None, *, editable: bool) -> None:
        """Offer to mark the open document done, or to take that back; `None` for no document."""
        self._status = status or Status.NEW
        self._done.setVisible(status is not None)
        self._done.setEnabled(editable)
        done = status is Status.DONE
        self._done.setText(self.tr("Done") if done else self.tr("Mark done"))
        self._done.setAccessibleName(self.tr("Done; press to take it back") if done else self.tr("Mark done"))
        self._done.setToolTip(self.tr("Take it back (Ctrl+Enter)") if done else self.tr("Ctrl+Enter"))
        self._paint_done()
        self._fit()

    def _paint_done(self) -> None:
        done = self._status is Status.DONE
        color = self._theme.c("ok" if done else "text2")
        self._done.setIcon(icon("circle-check" if done else "check", color))

    def show_annotators(self, current: str, others: tuple[str, ...]) -> None:
        """Show who labels, and offer the other annotators of the project."""
        # Fusion leaves too little room between icon and words.
        self._who.setText(f" {elided(current, self._who.font(), _NAME)}" if current else self.tr("Who are you?"))
        self._who.setToolTip(plain_tip(current) if current else "")
        for old in self._who_menu.actions():
            self._who_menu.removeAction(old)
            old.deleteLater()
        for name in (current, *others) if current else others:
            action = self._who_menu.addAction(name.replace("&", "&&"))
            action.setData(name)
            action.setCheckable(True)
            action.setChecked(name == current)
        if not self._who_menu.isEmpty():
            self._who_menu.addSeparator()
        self._who_menu.addAction(self.tr("Somebody else…"))
        self._current = current
        self._paint_who()
        self._fit()

    _current = ""

    def _paint_who(self) -> None:
        self._who.setIcon(avatar_icon(self._current, self._theme))
