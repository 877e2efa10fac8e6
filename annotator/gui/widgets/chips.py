"""The chip of a label: swatch, name, key."""

import math
from enum import Enum, auto

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.gui.theme import RADIUS, SIZE
from annotator.gui.widgets.entries import Entry
from annotator.gui.widgets.labels import plain_tip
from annotator.gui.widgets.painting import (
    keycap_width,
    mirrored,
    paint_line,
    paint_swatch,
    start_side,
    text_width,
)
from annotator.gui.widgets.themed import Themed, smooth_painter
from annotator.model.scheme import Label, Scheme

_LONGEST_NAME = 128


class Armed(Enum):
    """Whether the next selection gets the label."""

    NO = auto()
    YES = auto()


def key_sign(key: str) -> str:
    """A key as it stands on a keycap: `Shift+T` as `⇧T`."""
    return key.replace("Shift+", "⇧")


def chip_name(label: Label, language: str) -> str:
    """What a chip calls a label: what the tag says where the interface is English or the scheme has no other name."""
    return label.names.get(language, label.leaf) if language != "en" else label.leaf


def label_tip(label: Label, language: str) -> str:
    """The label's names and guideline, for a tooltip."""
    head = label.title(language)
    if label.name.casefold() != head.casefold():
        head = f"{head}  ({label.name})"
    return plain_tip("\n".join(part for part in (head, label.guideline) if part))


def label_entry(label: Label, scheme: Scheme, language: str) -> Entry:
    """A label as a list to pick from shows it."""
    parent = scheme.find(label.parent)
    heading = parent.title(language) if parent is not None else ""
    name, title = chip_name(label, language), label.title(language)
    detail = "" if title.casefold() == name.casefold() else title
    also = "\n".join((label.name, *label.names.values()))
    return Entry(label.name, name, detail, key_sign(label.key), heading, also, (label.hue, label.kind))


class LabelChip(Themed, QAbstractButton):
    """A label to click; armed, it is filled with its tint and its keycap with its hue.

    Signals:
        pointed: Full name of its label when the pointer comes, empty when it goes.
    """

    pointed = Signal(str)

    def __init__(self, label: Label, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self._armed = Armed.NO
        self.setText(chip_name(label, language))
        self.setObjectName(f"label_chip_{label.name}")
        self.setToolTip(label_tip(label, language))
        self.setAccessibleDescription(label.guideline)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._tell()

    @property
    def armed(self) -> Armed:
        """Whether the next selection gets this label."""
        return self._armed

    @armed.setter
    def armed(self, armed: Armed) -> None:
        if armed is not self._armed:
            self._armed = armed
            self._tell()
            self.update()

    def _tell(self) -> None:
        said = self.tr("{name}, key {key}") if self.label.key else "{name}"
        if self._armed is Armed.YES:
            said += self.tr(", armed")
        self.setAccessibleName(said.format(name=self.text(), key=self.label.key))

    def sizeHint(self) -> QSize:
        """Swatch, name and key."""
        name = min(_LONGEST_NAME, text_width(self.text(), self.theme.font("small_strong")))
        return QSize(math.ceil(23 + name + (self._key_width() + 12 if self.label.key else 10)), SIZE["control"])

    def minimumSizeHint(self) -> QSize:
        """Never squeezed: a chip that does not fit goes into the menu."""
        return self.sizeHint()

    def _key_width(self) -> float:
        return keycap_width(key_sign(self.label.key), self.theme)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip."""
        painter = smooth_painter(self)
        bounds = QRectF(self.rect())
        self._paint_ground(painter, bounds)
        dot = mirrored(self.layoutDirection(), bounds, QRectF(8, 0, 10, bounds.height()))
        paint_swatch(painter, dot.center(), self.theme.ink(self.label.hue), self.label.kind)
        end = self._key_width() + 12 if self.label.key else 10
        words = mirrored(self.layoutDirection(), bounds, bounds.adjusted(23, 0, -end + 2, 0))
        color = self.theme.ink(self.label.hue) if self._armed is Armed.YES else self.theme.c("text")
        font = self.theme.font("small_strong")
        paint_line(painter, words, self.text(), font, color, side=start_side(self.layoutDirection()))
        if self.label.key:
            self._paint_key(painter, bounds)
        painter.end()

    def _paint_ground(self, painter: QPainter, bounds: QRectF) -> None:
        theme, ink = self.theme, self.theme.ink(self.label.hue)
        painter.setBrush(theme.c("hover" if self.underMouse() else "surface"))
        painter.setPen(QPen(theme.c("line"), 1))
        if self._armed is Armed.YES:
            painter.setBrush(theme.tint(self.label.hue))
            painter.setPen(QPen(ink, 1.5))
        if self.hasFocus():
            painter.setPen(QPen(theme.c("accent"), 1.5))
        painter.drawRoundedRect(bounds.adjusted(0.75, 0.75, -0.75, -0.75), RADIUS["control"], RADIUS["control"])

    def _paint_key(self, painter: QPainter, bounds: QRectF) -> None:
        theme, ink = self.theme, self.theme.ink(self.label.hue)
        width, is_armed = self._key_width(), self._armed is Armed.YES
        cap = mirrored(self.layoutDirection(), bounds, QRectF(bounds.right() - width - 6, 5.5, width - 1, 17))
        painter.setPen(QPen(ink if is_armed else theme.c("line"), 1))
        painter.setBrush(ink if is_armed else theme.c("chrome"))
        painter.drawRoundedRect(cap, RADIUS["key"], RADIUS["key"])
        color = theme.on_ink() if is_armed else theme.c("text2")
        paint_line(painter, cap, key_sign(self.label.key), theme.font("micro"), color, side="center")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space clicks; arrows and Enter are the row's, where Qt would walk through all buttons of the window."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """The pointer coming and going repaints."""
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
            self.pointed.emit(self.label.name if event.type() is QEvent.Type.HoverEnter else "")
        return super().event(event)
