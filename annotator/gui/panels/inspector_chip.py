"""A mention at the other end of a link: a chip that jumps there, can be taken out, dragged, moved and opened."""

import math
from dataclasses import dataclass, field
from enum import Enum, auto

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QWidget

from annotator.gui.icons import pixmap
from annotator.gui.theme import RADIUS, SIZE, TEXT_FAMILIES, UI_FAMILIES, Theme
from annotator.gui.widgets import Themed, plain_tip
from annotator.gui.widgets.painting import (
    centered,
    end_side,
    mirrored,
    one_line,
    paint_line,
    paint_swatch,
    start_side,
    text_direction,
    text_width,
)
from annotator.gui.widgets.themed import smooth_painter
from annotator.model.annotation import Argument, Attributes, Relation
from annotator.model.document import Direction
from annotator.model.ids import MentionId
from annotator.model.scheme import Attribute, LabelKind
from annotator.services.links import Way

_GOING = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_MARGIN, _GAP = 9.0, 6.0
_ICON = 12
_MOST_LEAD = 0.5
"""Part of a chip that the words before the mention may take."""


@dataclass(frozen=True, slots=True)
class ChipFacts:
    """What a chip shows.

    Attributes:
        link: The argument or relation.
        mention: At its other end.
        text: Of the mention.
        otherwise: The direction of a text whose letters do not tell.
        swatch: Hue and kind of the mention's label.
        name: What a screen reader says.
        lead: Words before the swatch; without any, the chip begins where its text begins.
        way: Whither a relation leads.
        sign: Stands for values that are not the default, in a letter or two.
        warning: What the scheme has against the link: a sentence, or empty.
        is_fixed: The link cannot be taken out from here.
        attributes: Those of the link; a chip without any does not open.
    """

    link: Argument | Relation
    mention: MentionId
    text: str
    otherwise: Direction
    swatch: tuple[str, LabelKind]
    name: str
    tip: str
    lead: str = ""
    way: Way | None = None
    sign: str = ""
    warning: str = ""
    is_fixed: bool = False
    attributes: tuple[Attribute, ...] = ()
    values: Attributes = field(default_factory=dict)


class Zone(Enum):
    """What of a chip the pointer is on."""

    BODY = auto()
    OPENER = auto()
    REMOVER = auto()


class LinkChip(Themed, QAbstractButton):
    """The chip itself; `inspector_chips` stacks several and lets them open.

    Signals:
        jumped: The mention.
        pointed: The mention while the pointer or the keyboard is on it, else `None`.
        removed: The link is to go.
        moved: `(link, steps)` among those of its role.
        opener_used: The attributes are to be shown, or hidden.
        menu_requested: `(link, place on the screen)`.
        dragged, dropped: `(link, place on the screen)`.
        drag_ended: It is no longer dragged, whether it was dropped or not.
    """

    jumped = Signal(str)
    pointed = Signal(object)
    removed = Signal(object)
    moved = Signal(object, int)
    opener_used = Signal()
    menu_requested = Signal(object, QPoint)
    dragged = Signal(object, QPoint)
    dropped = Signal(object, QPoint)
    drag_ended = Signal()

    def __init__(self, facts: ChipFacts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = facts
        self.theme = theme
        self.is_open = False
        self._pressed: tuple[Zone, QPointF] | None = None
        self._zone: Zone | None = None
        self._direction = Qt.LayoutDirection.LeftToRight
        self._is_dragged = self._is_pointed = False
        self.setFixedHeight(SIZE["control"])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.clicked.connect(self._jump)
        self.show_facts(facts)

    def show_facts(self, facts: ChipFacts) -> None:
        """Show another link, or the same one changed."""
        self.facts = facts
        self.setObjectName(f"link_{facts.link.id}")
        self.setText(one_line(facts.text))
        self._direction = text_direction(self.text(), facts.otherwise)
        self.setToolTip(plain_tip(facts.tip))
        self.setAccessibleName(facts.name)
        self.setAccessibleDescription(facts.warning)
        self.update()

    def set_open(self, is_open: bool) -> None:
        """Show whether the attributes can be seen."""
        self.is_open = is_open
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the column lets it."""
        return QSize(120, SIZE["control"])

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(72, SIZE["control"])

    # -- places

    def _anchor(self) -> Qt.LayoutDirection:
        """From which side the chip is filled: that of the words before, else that of its text."""
        return self.layoutDirection() if self.facts.lead else self._direction

    def _zones(self) -> dict[Zone, QRectF]:
        bounds, places = QRectF(self.rect()), {Zone.BODY: QRectF(self.rect())}
        end = bounds.width() - 2
        if not self.facts.is_fixed:
            places[Zone.REMOVER] = mirrored(self._anchor(), bounds, QRectF(end - 22, 0, 22, bounds.height()))
            end -= 22
        if self.facts.attributes and (self.is_open or self.hasFocus() or self.underMouse()):
            places[Zone.OPENER] = mirrored(self._anchor(), bounds, QRectF(end - 18, 0, 18, bounds.height()))
        return places

    def _zone_at(self, point: QPointF) -> Zone | None:
        zones = self._zones()
        return next((zone for zone in reversed(zones) if zones[zone].contains(point)), None)

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint from the anchor to the opposite side, where the buttons are."""
        painter = smooth_painter(self)
        if self._is_dragged:
            painter.setOpacity(0.5)
        self._paint_ground(painter)
        end = self._paint_end(painter, self._zones())
        start = self._paint_lead(painter) if self.facts.lead else _MARGIN
        theme, bounds, anchor = self.theme, QRectF(self.rect()), self._anchor()
        dot = mirrored(anchor, bounds, QRectF(start, 0, 8, bounds.height())).center()
        hue, kind = self.facts.swatch
        paint_swatch(painter, dot, theme.ink(hue), kind)
        start += 8 + _GAP
        words = mirrored(anchor, bounds, QRectF(start, 0, max(0.0, end - start), bounds.height()))
        color, side = theme.c("text"), start_side(anchor)
        paint_line(painter, words, self.text(), self._font(), color, side=side, direction=self._direction)
        painter.end()

    def _font(self) -> QFont:
        is_rtl = self._direction is Qt.LayoutDirection.RightToLeft
        return self.theme.font("body", TEXT_FAMILIES[True] if is_rtl else UI_FAMILIES)

    def _paint_ground(self, painter: QPainter) -> None:
        theme, is_hot = self.theme, self.underMouse() or self.isDown()
        if self.facts.is_fixed and not is_hot and not self.hasFocus():
            return
        painter.setBrush(theme.c("hover" if is_hot else "surface"))
        painter.setPen(QPen(theme.c("warn" if self.facts.warning else "line"), 1))
        if self.hasFocus():
            painter.setPen(QPen(theme.c("accent"), 1.5))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["control"], RADIUS["control"]
        )

    def _paint_end(self, painter: QPainter, zones: dict[Zone, QRectF]) -> float:
        """Paint what stands opposite the text; returns where that begins, from the anchor."""
        theme, bounds, anchor = self.theme, QRectF(self.rect()), self._anchor()
        end = bounds.width() - (4 if Zone.REMOVER not in zones else 24)
        if Zone.REMOVER in zones:
            self._paint_icon(painter, "x", zones[Zone.REMOVER], "text" if self._zone is Zone.REMOVER else "text3")
        if Zone.OPENER in zones:
            name = "chevron-up" if self.is_open else "chevron-down"
            self._paint_icon(painter, name, zones[Zone.OPENER], "text" if self._zone is Zone.OPENER else "text3")
            end -= 18
        if self.facts.warning:
            place = mirrored(anchor, bounds, QRectF(end - 16, 0, 16, bounds.height()))
            self._paint_icon(painter, "triangle-alert", place, "warn")
            end -= 18
        if self.facts.sign:
            width = math.ceil(text_width(self.facts.sign, theme.font("micro"))) + 1
            place = mirrored(anchor, bounds, QRectF(end - width, 0, width, bounds.height()))
            color = theme.ink(self.facts.swatch[0])
            paint_line(painter, place, self.facts.sign, theme.font("micro"), color, side=end_side(anchor))
            end -= width + 4
        return end - 2

    def _paint_icon(self, painter: QPainter, name: str, place: QRectF, color: str) -> None:
        picture = pixmap(name, self.theme.c(color), _ICON, self.devicePixelRatioF())
        painter.drawPixmap(centered(place.center(), _ICON).topLeft(), picture)

    def _paint_lead(self, painter: QPainter) -> float:
        """Paint arrow and words before the mention; returns where they end."""
        theme, bounds, anchor = self.theme, QRectF(self.rect()), self._anchor()
        start = _MARGIN if not self.facts.is_fixed else 0.0
        if self.facts.way is not None:
            place = mirrored(anchor, bounds, QRectF(start, 0, _ICON, bounds.height()))
            self._paint_icon(painter, self._arrow(self.facts.way), place, "text3")
            start += _ICON + _GAP
        font = theme.font("small")
        width = min(math.ceil(text_width(self.facts.lead, font)) + 1, bounds.width() * _MOST_LEAD)
        words = mirrored(anchor, bounds, QRectF(start, 0, width, bounds.height()))
        paint_line(painter, words, self.facts.lead, font, theme.c("text2"), side=start_side(anchor))
        return start + width + 8

    def _arrow(self, way: Way) -> str:
        if way is Way.BOTH:
            return "move-horizontal"
        is_forward = way is Way.THERE
        is_right = is_forward == (self.layoutDirection() is Qt.LayoutDirection.LeftToRight)
        return "arrow-right" if is_right else "arrow-left"

    # -- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember what was pressed: a jump, a button, or the beginning of a drag."""
        zone = self._zone_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and zone is not None:
            self._pressed = zone, event.position()
            if zone is Zone.BODY:
                super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or light what the pointer is on."""
        if self._pressed is not None and self._pressed[0] is Zone.BODY and not self.facts.is_fixed:
            far = (event.position() - self._pressed[1]).manhattanLength()
            if not self._is_dragged and far >= QApplication.startDragDistance():
                self._is_dragged = True
                self.setDown(False)
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self.update()
        if self._is_dragged:
            self.dragged.emit(self.facts.link, event.globalPosition().toPoint())
            return
        if (zone := self._zone_at(event.position())) is not self._zone:
            self._zone = zone
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what was pressed, if the pointer is still on it."""
        pressed, self._pressed = self._pressed, None
        if self._is_dragged:
            self.end_drag()
            self.dropped.emit(self.facts.link, event.globalPosition().toPoint())
        elif pressed is not None and self._zone_at(event.position()) is pressed[0]:
            match pressed[0]:
                case Zone.REMOVER:
                    self.removed.emit(self.facts.link)
                case Zone.OPENER:
                    self.opener_used.emit()
                case Zone.BODY:
                    super().mouseReleaseEvent(event)
        else:
            self.setDown(False)

    def end_drag(self) -> None:
        """Let go."""
        if self._is_dragged:
            self._is_dragged = False
            self._pressed = None
            self.unsetCursor()
            self.update()
            self.drag_ended.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu; from the keyboard it opens below the chip."""
        is_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        self.menu_requested.emit(
            self.facts.link, event.globalPos() if is_mouse else self.mapToGlobal(self.rect().bottomLeft())
        )

    # -- the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter jumps, Delete takes out, Alt with arrows moves, arrows open, close and walk, Esc ends a drag."""
        key, is_alt = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in _ENTER:
            self.click()
        elif key in _GOING and not self.facts.is_fixed:
            self.removed.emit(self.facts.link)
        elif key in _STEPS and is_alt:
            self.moved.emit(self.facts.link, _STEPS[key])
        elif key in _STEPS:
            self.focusNextPrevChild(_STEPS[key] > 0)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            is_forward = (key == Qt.Key.Key_Right) == (self.layoutDirection() is Qt.LayoutDirection.LeftToRight)
            if self.facts.attributes and is_forward is not self.is_open:
                self.opener_used.emit()
        elif key == Qt.Key.Key_Escape and self._is_dragged:
            self.end_drag()
        elif key == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _jump(self) -> None:
        self.jumped.emit(self.facts.mention)

    # -- pointing

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer comes."""
        super().enterEvent(event)
        self._point()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer goes."""
        super().leaveEvent(event)
        self._zone = None
        self._point()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard comes."""
        super().focusInEvent(event)
        self._point()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes."""
        super().focusOutEvent(event)
        self._point()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is not seen points at nothing and is not dragged."""
        super().hideEvent(event)
        self.end_drag()
        self._tell_pointed(None)

    def _point(self) -> None:
        is_on = self.underMouse() or self.hasFocus()
        self._tell_pointed(self.facts.mention if is_on else None)
        self.update()

    def _tell_pointed(self, mention: MentionId | None) -> None:
        if mention is not None or self._is_pointed:
            self._is_pointed = mention is not None
            self.pointed.emit(mention)
