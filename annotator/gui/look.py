"""The one place that puts a theme on the whole program: follows the system unless the person chose."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from annotator.gui.theme import Theme
from annotator.settings import ThemeMode

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


class Look(QObject):
    """Light or dark, now.

    Attributes:
        mode: What the person chose.
        theme: What that means at the moment.
    """

    changed = Signal(object)
    """The new `Theme`."""

    def __init__(self, app: QApplication, mode: ThemeMode) -> None:
        super().__init__(app)
        self._app = app
        self.mode: ThemeMode = mode
        app.styleHints().setColorScheme(_SCHEMES[mode])
        self.theme = self._wanted()
        app.setFont(self.theme.font("body"))
        self._paint()
        app.styleHints().colorSchemeChanged.connect(self._follow)

    def put_on(self) -> None:
        """Dress the program; once, when the window is built: a dressed widget is dressed anew whenever it moves."""
        self._app.setStyleSheet(self.theme.qss())

    def _paint(self) -> None:
        """Give the program its colours. Fusion draws the edge of a box darker than the window: unseen in the dark."""
        self._app.setPalette(self.theme.palette())
        boxes = self.theme.palette()
        boxes.setColor(QPalette.ColorRole.Window, self.theme.edge_of_boxes())
        for name in ("QCheckBox", "QRadioButton"):
            self._app.setPalette(boxes, name)  # type: ignore[arg-type]  # bytes, as its stubs want, do nothing

    def choose(self, mode: ThemeMode) -> None:
        """Follow the system, or always light or dark."""
        self.mode = mode
        self._app.styleHints().setColorScheme(_SCHEMES[mode])
        self._follow()

    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted != self.theme:
            self.theme = wanted
            self._paint()
            self.put_on()
            self.changed.emit(wanted)

    def _wanted(self) -> Theme:
        if self.mode != "system":
            return Theme(self.mode)
        dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return Theme("dark" if dark else "light")
