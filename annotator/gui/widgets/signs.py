"""The sign of an annotator among others: colour and shape and pattern and initial, never a colour alone.

Signs go by the order of the annotators that the project knows, so that a person has the same sign in every mode.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from annotator.gui.icons import PIXEL_RATIOS
from annotator.gui.theme import Theme
from annotator.gui.widgets.painting import paint_line
from annotator.gui.widgets.themed import Painted
from annotator.model.annotation import GOLD, Annotator

SIGN = 18
"""Usual size of a sign."""

_TINT = {"light": 0.15, "dark": 0.22}
_LINES_OF_PATTERN = 3.6
"""How much stronger the thin lines of a pattern are than a flat ground."""
_WASH = 0.55
"""How much weaker what stands below a pattern is."""
_PATTERNS = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense6Pattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.DiagCrossPattern,
)
_LINES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotDotLine,
)


@dataclass(frozen=True, slots=True)
class Sign:
    """How one annotator is shown.

    Attributes:
        place: Among the annotators, from 0; -1 for the adjudicated layer.
    """

    name: str
    initial: str
    place: int

    @property
    def is_round(self) -> bool:
        """Whether the badge is round; else it is square."""
        return self.place % 2 == 1

    @property
    def line(self) -> Qt.PenStyle:
        """The style of underlines and arcs."""
        return _LINES[self.place % len(_LINES)] if self.place >= 0 else Qt.PenStyle.SolidLine

    @property
    def has_hollow_arrow(self) -> bool:
        """Whether the arrow heads of its arcs are hollow."""
        return self.is_round

    def ink(self, theme: Theme) -> QColor:
        """The colour of lines and words; readable on surface and chrome."""
        return theme.annotator_ink(self.place)

    def ground(self, theme: Theme) -> QBrush:
        """What stands behind characters that only this annotator has: the first one's is flat, the others' patterns."""
        pattern = _PATTERNS[self.place % len(_PATTERNS)] if self.place >= 0 else Qt.BrushStyle.SolidPattern
        if pattern is Qt.BrushStyle.SolidPattern:
            return QBrush(theme.over_surface(self.ink(theme), _TINT[theme.mode]))
        return QBrush(theme.over_surface(self.ink(theme), _LINES_OF_PATTERN * _TINT[theme.mode]), pattern)

    def wash(self, theme: Theme) -> QColor:
        """A weak flat ground, for below a pattern where only a few pixels of it show."""
        return theme.over_surface(self.ink(theme), _WASH * _TINT[theme.mode])

    def pen(self, theme: Theme, width: float = 2.0) -> QPen:
        """For underlines and arcs."""
        return QPen(self.ink(theme), width, self.line, Qt.PenCapStyle.FlatCap)


class Signs:
    """The signs of all annotators of a project."""

    def __init__(self, annotators: Sequence[str] = ()) -> None:
        """Args: annotators: In the project's order; the adjudicated layer has a sign of its own wherever it stands."""
        people = [name for name in annotators if name != GOLD]
        self._signs = {name: Sign(name, _initial(name, people), place) for place, name in enumerate(people)}
        self._signs[GOLD] = Sign(GOLD, "★", -1)

    @classmethod
    def of_people(cls, annotators: Iterable[Annotator]) -> "Signs":
        """In the order in which they came into the project, so that who comes later changes nobody's sign."""
        return cls([annotator.name for annotator in sorted(annotators, key=_coming)])

    def of(self, name: str) -> Sign:
        """The sign of an annotator; one that the project does not know comes after all others."""
        found = self._signs.get(name)
        if found is None:
            found = self._signs[name] = Sign(name, _initial(name, list(self._signs)), len(self._signs) - 1)
        return found


def _coming(annotator: Annotator) -> tuple[str, str]:
    return annotator.created, annotator.name


def _initial(name: str, others: Sequence[str]) -> str:
    """The first letter, or two where another begins alike."""
    stripped = name.strip()
    first = stripped[:1].upper()
    is_shared = any(other != name and other.strip()[:1].upper() == first for other in others)
    return first + stripped[1:2].lower() if is_shared else first


def paint_sign(painter: QPainter, rect: QRectF, sign: Sign, theme: Theme, *, ghost: bool = False) -> None:
    """The badge of an annotator; a ghost (dotted, empty) says that they have nothing there."""
    radius = rect.width() / 2 if sign.is_round else max(2.0, rect.width() / 5)
    ink = sign.ink(theme)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if ghost:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 1, Qt.PenStyle.DotLine))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(rect, radius, radius)
    made = theme.font("tag")
    made.setPixelSize(max(7, round(rect.height() * (0.58 if len(sign.initial) == 1 else 0.46))))
    paint_line(painter, rect, sign.initial, made, ink if ghost else theme.on_ink(), side="center")
    painter.restore()


def sign_icon(sign: Sign, theme: Theme, size: int = SIGN) -> QIcon:
    """The badge as an icon, for buttons and menus."""
    made = QIcon()
    for ratio in PIXEL_RATIOS:
        picture = QPixmap(round(size * ratio), round(size * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_sign(painter, QRectF(0, 0, size, size), sign, theme)
        painter.end()
        made.addPixmap(picture)
    return made


class SignBadge(Painted):
    """The badge of an annotator as a widget; whoever cannot see it hears the name."""

    def __init__(self, sign: Sign, *, ghost: bool = False, size: int = SIGN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign, self._ghost, self._size = sign, ghost, size
        self.setFixedSize(size, size)
        self.setAccessibleName(sign.name)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._size, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the badge."""
        painter = self.painter()
        paint_sign(painter, QRectF(self.rect()), self._sign, self.theme, ghost=self._ghost)
        painter.end()
