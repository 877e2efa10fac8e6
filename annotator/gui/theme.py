"""Every colour, size and font of the program in one place, and the QPalette and QSS made from it.

Widgets never write a colour or a font size: they ask `Theme`. Fusion draws with the palette; a small QSS knows what a
palette cannot (radii, paddings, keycaps); paint code (chips, rows, the article) asks for tokens and label hues.

The colours were searched so that text has a contrast of at least 4.5 on everything it stands on and so that the label
hues stay apart for eyes with protan, deutan and tritan vision; the tests of this module check the contrast.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from annotator.assets import resource

Mode = Literal["light", "dark"]

TOKENS: dict[str, dict[str, str]] = {
    "light": {
        "chrome": "#F7F7F5",
        "surface": "#FFFFFF",
        "raised": "#FFFFFF",
        "sunken": "#EDEDEA",
        "agreed": "#EAEAE6",
        "hover": "#EFEFEC",
        "line": "#E6E6E2",
        "line_strong": "#D2D2CC",
        "text": "#1B1C1F",
        "text2": "#54575E",
        "text3": "#676A72",
        "accent": "#4350C7",
        "accent_fill": "#4350C7",
        "on_accent": "#FFFFFF",
        "accent_soft": "#E8EAFB",
        "select": "#D5DAFA",
        "ok": "#1B7446",
        "warn": "#875600",
        "warn_soft": "#FBF2DF",
        "danger": "#B3261E",
        "scrim": "#1B1C1F",
    },
    "dark": {
        "chrome": "#161719",
        "surface": "#1C1D20",
        "raised": "#27282C",
        "sunken": "#222327",
        "agreed": "#2C2E33",
        "hover": "#232428",
        "line": "#2A2B30",
        "line_strong": "#3D3F46",
        "text": "#E4E5E8",
        "text2": "#A9ABB3",
        "text3": "#8F929A",
        "accent": "#9CA7FF",
        "accent_fill": "#5662D2",
        "on_accent": "#FFFFFF",
        "accent_soft": "#282B47",
        "select": "#363C6B",
        "ok": "#5CC48D",
        "warn": "#E0B25A",
        "warn_soft": "#342C1C",
        "danger": "#F28B82",
        "scrim": "#000000",
    },
}

HUES: dict[str, tuple[str, str]] = {
    "blue": ("#0D5C95", "#2CAAF2"),
    "vermilion": ("#C72E0E", "#CE8C2A"),
    "green": ("#075843", "#58DE94"),
    "magenta": ("#A1306D", "#F4C3D9"),
    "ochre": ("#6D3D07", "#DFAD41"),
    "cyan": ("#0B7292", "#55A2B9"),
    "violet": ("#6641BF", "#D0B6FA"),
    "red": ("#9B1F45", "#EE7484"),
    "olive": ("#536D0B", "#DBD846"),
    "slate": ("#4F566D", "#AEB7C4"),
}
"""Label hues, `(light, dark)`. Ten cannot be told apart by everyone, so a hue is never the only sign: the tag spells
the label, entities have a square swatch and a bare tag, events a diamond and a filled tag."""

ANNOTATORS: tuple[tuple[str, str], ...] = (
    ("#0A6F6A", "#4FC8BD"),
    ("#A84A00", "#F2A662"),
    ("#6B3FA0", "#C3A3F0"),
    ("#8A2B62", "#F29BC8"),
    ("#3D5A80", "#9DBDE3"),
    ("#5E5A00", "#D3CC5A"),
)
"""Colours of annotators side by side, `(light, dark)`; they also have patterns, shapes, initials (`widgets.signs`)."""
GOLD_INK = ("#6B5200", "#E5C454")
"""Of the adjudicated layer."""

HEAT: dict[str, tuple[str, ...]] = {
    "light": ("#ECEEFC", "#D0D6F7", "#A6B0F0", "#7C89E8", "#4350C7"),
    "dark": ("#252A4A", "#323A70", "#4A54A6", "#8490EE", "#B4BDFF"),
}
"""Five flat steps of one hue for counts, few to many, each apart from the next and from the surface."""

_EDGE_OF_BOXES = 140
"""Percent; Fusion takes as much away from the window's colour for the edges of boxes to tick."""

DEFAULT_HUE = "slate"
TINT: dict[str, float] = {"light": 0.11, "dark": 0.15}
"""How much of its hue stands behind the text of a mention."""
TINT_ON: dict[str, float] = {"light": 0.24, "dark": 0.34}
"""The same for the selected mention."""
FIND: dict[str, tuple[float, float]] = {"light": (0.22, 0.42), "dark": (0.26, 0.42)}
"""How much of `warn` stands behind a find hit and behind the current one."""

SPACE = (0, 4, 8, 12, 16, 24, 32, 48)
"""The distances in use; nothing in between."""
RADIUS = {"key": 4, "control": 6, "card": 8, "overlay": 12, "tint": 3}
SIZE = {
    "row": 28,
    "control": 28,
    "keycap": 18,
    "icon": 16,
    "header": 48,
    "status": 32,
    "docrow": 56,
    "left": 264,
    "right": 328,
    "measure": 704,
}
TYPE: dict[str, tuple[int, int]] = {
    "display": (28, 600),
    "title": (20, 600),
    "figure": (26, 600),
    "head": (14, 600),
    "body": (13, 400),
    "strong": (13, 600),
    "small": (12, 400),
    "small_strong": (12, 500),
    "micro": (11, 500),
    "tag": (10, 600),
    "article": (19, 400),
    "article_rtl": (21, 400),
    "article_title": (25, 600),
}
"""Name to (pixel size, weight)."""

UI_FAMILIES = ("Inter", "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Emoji")
TEXT_FAMILIES: dict[bool, tuple[str, ...]] = {
    False: ("Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Emoji"),
    True: ("Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans", "Noto Sans Devanagari", "Noto Emoji"),
}
"""Families of running text by "is right to left". The script's own font stands first: otherwise the spaces come from
another font and split every word into a run of its own, which shapes half as fast."""


def load_fonts() -> None:
    """Make the shipped fonts known to Qt; needs a QGuiApplication."""
    for path in sorted(resource("fonts").glob("*.[to]tf")):
        QFontDatabase.addApplicationFont(str(path))


def font(name: str, families: Sequence[str] = UI_FAMILIES, scale: float = 1.0) -> QFont:
    """A font of the type scale, `scale` times its size; unhinted, so that widths do not depend on the platform."""
    return QFont(_made_font(name, tuple(families), scale))


@lru_cache(maxsize=256)
def _made_font(name: str, families: tuple[str, ...], scale: float) -> QFont:
    """Making a font takes thirty times as long as copying one, and painting asks for hundreds."""
    size, weight = TYPE[name]
    made = QFont(list(families))
    made.setPixelSize(max(1, round(size * scale)))
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@lru_cache(maxsize=256)
def _made_color(name: str, alpha: float) -> QColor:
    color = QColor(name)
    color.setAlphaF(alpha)
    return color


def mix(foreground: str, background: str, alpha: float) -> QColor:
    """What the eye sees of `foreground` at `alpha` over `background`: opaque, so it can be measured."""
    over, under = QColor(foreground), QColor(background)
    pairs = ((over.red(), under.red()), (over.green(), under.green()), (over.blue(), under.blue()))
    return QColor(*(round(a * alpha + b * (1 - alpha)) for a, b in pairs))


def contrast(one: QColor | str, other: QColor | str) -> float:
    """Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((_luminance(QColor(one)), _luminance(QColor(other))))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: QColor) -> float:
    red, green, blue = (
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
        for v in (color.redF(), color.greenF(), color.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass(frozen=True)
class Theme:
    """The light or the dark set of colours, and what is made from it."""

    mode: Mode = "light"

    @property
    def tokens(self) -> dict[str, str]:
        """Token to `#RRGGBB`."""
        return TOKENS[self.mode]

    def hex(self, token: str) -> str:
        """A token as `#RRGGBB`."""
        return TOKENS[self.mode][token]

    def c(self, token: str, alpha: float = 1.0) -> QColor:
        """A token as a colour."""
        return QColor(_made_color(self.hex(token), alpha))

    def ink(self, hue: str) -> QColor:
        """A label colour that may carry text on any surface and on its own tint; unknown hues give slate."""
        light, dark = HUES.get(hue, HUES[DEFAULT_HUE])
        return QColor(dark if self.mode == "dark" else light)

    def annotator_ink(self, place: int) -> QColor:
        """The colour of an annotator by their place among those compared; a negative place is the adjudicated layer."""
        light, dark = GOLD_INK if place < 0 else ANNOTATORS[place % len(ANNOTATORS)]
        return QColor(dark if self.mode == "dark" else light)

    def edge_of_boxes(self) -> QColor:
        """The colour of a window on which Fusion draws boxes to tick so that their edges can be seen."""
        return self.c("text3").lighter(_EDGE_OF_BOXES)

    def tint(self, hue: str, on: bool = False) -> QColor:
        """The translucent colour behind a mention (`on`: the selected one)."""
        color = self.ink(hue)
        color.setAlphaF((TINT_ON if on else TINT)[self.mode])
        return color

    def over_surface(self, color: QColor, alpha: float) -> QColor:
        """`color` at `alpha` over the article's surface, opaque."""
        return mix(color.name(), self.hex("surface"), alpha)

    def on_ink(self) -> QColor:
        """Text on a solid label colour (event tags, selected tags)."""
        return QColor("#141517" if self.mode == "dark" else "#FFFFFF")

    def heat(self, step: int) -> tuple[QColor, QColor]:
        """The ground of a count by its step, 0 (few) to 4 (many), and what is written on it."""
        ground = HEAT[self.mode][step]
        inks = self.hex("text"), self.on_ink().name()
        return QColor(ground), QColor(inks[contrast(inks[1], ground) > contrast(inks[0], ground)])

    def find_colors(self) -> tuple[QColor, QColor]:
        """Behind a find hit, and behind the current one."""
        hit, current = FIND[self.mode]
        return self.over_surface(self.c("warn"), hit), self.over_surface(self.c("warn"), current)

    def font(self, name: str, families: Sequence[str] = UI_FAMILIES) -> QFont:
        """A font of the type scale."""
        return font(name, families)

    def palette(self) -> QPalette:
        """What Fusion draws with."""
        palette = QPalette()
        for role, token in _PALETTE:
            palette.setColor(role, self.c(token))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.c("text3"))
        return palette

    def qss(self) -> str:
        """The style sheet of the window."""
        return _qss(self.mode)


_PALETTE = (
    (QPalette.ColorRole.Window, "chrome"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "chrome"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.Button, "chrome"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.BrightText, "danger"),
    (QPalette.ColorRole.ToolTipBase, "raised"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.PlaceholderText, "text3"),
    (QPalette.ColorRole.Highlight, "select"),
    (QPalette.ColorRole.HighlightedText, "text"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.Accent, "accent_fill"),
    (QPalette.ColorRole.Light, "raised"),
    (QPalette.ColorRole.Midlight, "hover"),
    (QPalette.ColorRole.Mid, "line"),
    (QPalette.ColorRole.Dark, "line_strong"),
    (QPalette.ColorRole.Shadow, "line"),
)


@lru_cache(maxsize=2)
def _qss(mode: Mode) -> str:
    values = dict(TOKENS[mode])
    values.update({f"r_{name}": f"{radius}px" for name, radius in RADIUS.items()})
    values.update({f"f_{name}": f"font-size:{px}px; font-weight:{weight};" for name, (px, weight) in TYPE.items()})
    values["arrow"] = resource("icons", "fixed", f"list-arrow-{mode}.svg").as_posix()
    return _QSS % values


# Few selectors, all by the property `kind`: a widget sets its kind once and this sheet does the rest.
_QSS = """
QWidget { font-family: Inter, 'Noto Sans', 'Noto Sans Arabic', 'Noto Sans Hebrew'; %(f_body)s color: %(text)s; }
QWidget[kind="chrome"]  { background: %(chrome)s; }
QWidget[kind="surface"] { background: %(surface)s; }
QFrame[kind="line"]     { background: %(line)s; border: none; }
QSplitter::handle       { background: %(line)s; }
QFrame[kind="card"]     { background: %(surface)s; border: 1px solid %(line)s; border-radius: %(r_card)s; }
QFrame[kind="overlay"]  { background: %(raised)s; border: 1px solid %(line_strong)s; border-radius: %(r_overlay)s; }
QFrame[kind="near"]    { background: %(raised)s; border: 1px solid %(line_strong)s; border-radius: %(r_card)s; }
QFrame[kind="picker"]  { background: %(raised)s; border: 1px solid %(line_strong)s; }
QFrame[kind="tip"]      { background: %(raised)s; border: 1px solid %(line_strong)s; border-radius: %(r_control)s; }
QLabel { background: transparent; }
QLabel[kind="display"] { %(f_display)s }
QLabel[kind="title"]   { %(f_title)s }
QLabel[kind="head"]    { %(f_head)s }
QLabel[kind="strong"]  { %(f_strong)s }
QLabel[kind="button"]  { %(f_small_strong)s }
QLabel[kind="button_on"]  { %(f_small_strong)s color: %(on_accent)s; }
QLabel[kind="button_off"] { %(f_small_strong)s color: %(text3)s; }
QLabel[kind="small"]   { %(f_small)s color: %(text2)s; }
QLabel[kind="section"] { %(f_micro)s color: %(text3)s; }
QLabel[kind="micro"]   { %(f_micro)s color: %(text3)s; }
QLabel[kind="warn"]    { %(f_micro)s color: %(warn)s; }
QLabel[kind="danger"]  { %(f_small)s color: %(danger)s; }
QLabel[kind="keycap"]  { %(f_micro)s color: %(text2)s; background: %(raised)s; border: 1px solid %(line_strong)s;
                         border-bottom-width: 2px; border-radius: %(r_key)s; padding: 0 4px; }
QLineEdit, QPlainTextEdit { background: %(surface)s; border: 1px solid %(line_strong)s; border-radius: %(r_control)s;
                            padding: 0 4px; selection-background-color: %(select)s; selection-color: %(text)s; }
QLineEdit { min-height: 26px; }
QLineEdit[script="rtl"] { font-family: 'Noto Sans Arabic', 'Noto Sans Hebrew', Inter, 'Noto Sans'; }
QComboBox { background: %(surface)s; border: 1px solid %(line_strong)s; border-radius: %(r_control)s; padding: 0 8px;
            min-height: 26px; }
QComboBox:hover { background: %(hover)s; }
QComboBox:focus, QComboBox:on { border-color: %(accent)s; }
QComboBox:disabled { color: %(text3)s; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("%(arrow)s"); width: 14px; height: 14px; }
QComboBox:editable { padding: 0 4px; }
QComboBox QLineEdit { background: transparent; border: none; padding: 0; min-height: 0; }
QAbstractSpinBox { min-height: 26px; }
QAbstractSpinBox QLineEdit { border: none; padding: 0 2px; min-height: 0; }
QPlainTextEdit { padding: 4px; }
QLineEdit:focus, QPlainTextEdit:focus { border: 1px solid %(accent)s; }
QLineEdit[kind="bare"] { background: transparent; border: none; padding: 0 2px; %(f_head)s font-weight: 400; }
QPushButton, QToolButton { background: transparent; border: 1px solid transparent; border-radius: %(r_control)s;
                           padding: 0 8px; min-height: 26px; %(f_small_strong)s }
QPushButton:hover, QToolButton:hover { background: %(hover)s; }
QPushButton:focus, QToolButton:focus { border-color: %(accent)s; }
QPushButton:disabled, QToolButton:disabled { color: %(text3)s; }
QLineEdit QToolButton { padding: 0; border: none; min-height: 0; }
QLineEdit[kind="inner"] { background: transparent; border: none; padding: 0; min-height: 0; }
QToolButton[kind="icon"] { padding: 0; min-width: 26px; max-width: 26px; min-height: 26px; max-height: 26px; }
QToolButton[kind="step"] { padding: 0; min-width: 24px; max-width: 24px; min-height: 24px; max-height: 24px; }
QToolButton[kind="mode"] { color: %(text2)s; font-weight: 400; padding: 0 9px; font-size: 13px; }
QToolButton[kind="mode"]:checked { background: %(sunken)s; color: %(text)s; font-weight: 600; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[kind="secondary"] { background: %(surface)s; border-color: %(line_strong)s; }
QPushButton[kind="secondary"]:hover { background: %(hover)s; }
QPushButton[kind="secondary"]:focus { border-color: %(accent)s; }
QPushButton[kind="primary"] { background: %(accent_fill)s; color: %(on_accent)s; padding: 0 12px; }
QPushButton[kind="primary"]:focus { border-color: %(text)s; }
QPushButton[kind="primary"]:disabled { background: %(sunken)s; color: %(text3)s; }
QPushButton[kind="link"] { color: %(accent)s; padding: 0 4px; }
QPushButton[kind="menu"] { color: %(text2)s; font-weight: 400; text-align: left; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar::handle:vertical { background: %(line_strong)s; border-radius: 3px; min-height: 32px; }
QScrollBar::handle:vertical:hover { background: %(text3)s; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle:horizontal { background: %(line_strong)s; border-radius: 3px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    width: 0; height: 0; background: none; }
QListView, QTableView { background: transparent; border: none; outline: none; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: %(surface)s; %(f_micro)s color: %(text3)s; border: none;
                       border-bottom: 1px solid %(line)s; padding: 4px 10px; }
QHeaderView::section:hover { color: %(text)s; }
QFrame[kind="overlay"] QHeaderView::section { background: %(raised)s; }
QTableView[kind="rows"] { selection-background-color: transparent; }
QScrollArea { background: transparent; border: none; }
QScrollArea[kind="walked"] { border: 1px solid transparent; border-radius: %(r_control)s; }
QScrollArea[kind="walked"]:focus { border-color: %(accent)s; }
QMenuBar { background: transparent; %(f_small)s color: %(text2)s; }
QMenuBar::item { padding: 4px 8px; border-radius: %(r_key)s; }
QMenuBar::item:selected { background: %(hover)s; color: %(text)s; }
QMenu { background: %(raised)s; border: 1px solid %(line_strong)s; padding: 4px; }
QMenu::item { padding: 4px 24px 4px 12px; border-radius: %(r_key)s; }
QMenu::item:selected { background: %(accent_soft)s; color: %(text)s; }
QMenu::item:disabled { color: %(text3)s; }
QMenu::separator { height: 1px; background: %(line)s; margin: 4px 8px; }
QToolTip { background: %(raised)s; color: %(text)s; border: 1px solid %(line_strong)s; padding: 4px 8px; }
"""
