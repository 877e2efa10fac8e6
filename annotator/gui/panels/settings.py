"""Settings: how it looks, how large, in which language, and who works here. Each takes effect at once."""

from typing import get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QGridLayout, QWidget

from annotator.gui.building import button, number_field, row, wrapped
from annotator.gui.overlay import Overlay
from annotator.gui.preferences import Preferences
from annotator.gui.theme import Theme
from annotator.gui.widgets import IconButton, Segmented, plain_label, spread_theme
from annotator.settings import ThemeMode

LANGUAGES: tuple[tuple[str, str], ...] = (("", "English"), ("ar", "العربية"), ("fa", "فارسی"), ("he", "עברית"))
"""Interface languages: the words are English so far; the others mirror the window and bring Qt's own translations."""

_MODES: tuple[ThemeMode, ...] = get_args(ThemeMode)
_FIELD = 260


class SettingsPanel(Overlay):
    """The card with the settings."""

    who_requested = Signal()
    WIDTH = 560

    def __init__(self, window: QWidget, theme: Theme, preferences: Preferences) -> None:
        super().__init__(window, theme, "settings_panel")
        self.setAccessibleName(self.tr("Settings"))
        self._preferences = preferences
        preferences.changed.connect(self._refresh)
        self._build()
        self._refresh()
        self.set_theme(theme)

    def _build(self) -> None:
        words = {"system": self.tr("System"), "light": self.tr("Light"), "dark": self.tr("Dark")}
        names = [words[mode] for mode in _MODES]
        self._theme = Segmented(names, object_name="settings_theme", name=self.tr("Colours"))
        self._theme.chosen.connect(self._choose_theme)
        self._zoom = number_field("settings_zoom", self.tr("Text size"), 50, 300, " %")
        self._zoom.setSingleStep(10)
        self._zoom.valueChanged.connect(self._choose_zoom)
        self._spacing = QDoubleSpinBox()
        self._spacing.setObjectName("settings_line_spacing")
        self._spacing.setAccessibleName(self.tr("Line spacing"))
        self._spacing.setLocale(self._zoom.locale())
        self._spacing.setRange(1.0, 2.0)
        self._spacing.setSingleStep(0.1)
        self._spacing.setDecimals(2)
        self._spacing.valueChanged.connect(self._choose_spacing)
        self._language = QComboBox()
        self._language.setObjectName("settings_language")
        self._language.setAccessibleName(self.tr("Language of the window"))
        for tag, name in LANGUAGES:
            self._language.addItem(name, tag)
        self._language.currentIndexChanged.connect(self._choose_language)
        self._who = button("", "secondary", "settings_annotator")
        self._who.clicked.connect(self._ask_who)
        self._place()

    def _place(self) -> None:
        close = IconButton("x", self.tr("Close"), object_name="settings_close")
        close.clicked.connect(self.close_overlay)
        self.body.addWidget(row(plain_label(self.tr("Settings"), "title"), None, close))
        grid = QGridLayout()
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        fields = (
            (self.tr("Colours"), self._theme),
            (self.tr("Text size"), self._zoom),
            (self.tr("Line spacing"), self._spacing),
            (self.tr("Language of the window"), self._language),
            (self.tr("You label as"), self._who),
        )
        for place, (words, field) in enumerate(fields):
            field.setFixedWidth(_FIELD)
            grid.addWidget(plain_label(words, "small"), place, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(field, place, 1)
        self.body.addSpacing(8)
        self.body.addLayout(grid)
        self.body.addSpacing(8)
        note = self.tr(
            "The words of the window are English so far; Arabic, Persian and Hebrew mirror it and translate Qt's own "
            "dialogs."
        )
        self.body.addWidget(wrapped(note, "micro"))
        where = self.tr("Settings are kept in {path}").format(path=self._preferences.now.path)
        self.body.addWidget(wrapped(where, "micro"))

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        super().set_theme(theme)
        spread_theme(self, theme)

    def show_settings(self) -> None:
        """Open the card."""
        self._refresh()
        self.open()

    def first_field(self) -> QWidget:
        """The colours."""
        return self._theme

    def _refresh(self) -> None:
        """Show what holds now, also when it was changed elsewhere."""
        now = self._preferences.now
        fields = (self._theme, self._zoom, self._spacing, self._language)
        for field in fields:
            field.blockSignals(True)
        self._theme.set_current(_MODES.index(now.theme))
        self._zoom.setValue(now.zoom)
        self._spacing.setValue(now.line_spacing)
        self._language.setCurrentIndex(max(0, self._language.findData(now.interface_language)))
        for field in fields:
            field.blockSignals(False)
        self._who.setText(now.annotator or self.tr("Who are you?"))

    def _choose_theme(self, position: int) -> None:
        self._preferences.change(theme=_MODES[position])

    def _choose_zoom(self, percent: int) -> None:
        self._preferences.change(zoom=percent)

    def _choose_spacing(self, factor: float) -> None:
        self._preferences.change(line_spacing=round(factor, 2))

    def _choose_language(self, position: int) -> None:
        self._preferences.change(interface_language=self._language.itemData(position))

    def _ask_who(self) -> None:
        self.close_overlay()
        self.who_requested.emit()
