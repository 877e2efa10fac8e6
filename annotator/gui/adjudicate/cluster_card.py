"""The card on which mentions are put together for gold: each gets the number of its cluster."""

import math

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from annotator.gui.adjudicate.words import Block
from annotator.gui.building import button, keycaps, label, row, wrapped
from annotator.gui.label_keys import pressed_chord
from annotator.gui.overlay import Overlay
from annotator.gui.theme import RADIUS, TEXT_FAMILIES, Theme, font
from annotator.gui.widgets import Painted, spread_theme
from annotator.gui.widgets.painting import mirrored, paint_line
from annotator.services.adjudication.cases import Parts

_ROW = 36
_BADGE = 22
_SMALLER = 0.8
_MOST = 9


class MemberList(Painted):
    """Mentions with the number of their cluster; digits change it, 0 stands alone.

    Signals:
        moved: The current row is another one; its place.
    """

    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("member_list")
        self.setAccessibleName(self.tr("Mentions and their clusters"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._members: list[tuple[str, Block]] = []
        self._numbers: list[int] = []
        self._current = 0

    def show_members(self, members: list[tuple[str, Block]], parts: Parts) -> None:
        """Show mentions by the keys of their cases, divided so."""
        self._members, self._current = members, 0
        numbers: dict[str, int] = {}
        together = [part for part in parts if len(part) > 1]
        for number, part in enumerate(together[:_MOST]):
            numbers |= dict.fromkeys(part, number + 1)
        self._numbers = [numbers.get(key, 0) for key, _block in members]
        self.updateGeometry()
        self._tell()

    def parts(self) -> Parts:
        """How they are divided now."""
        found: dict[object, list[str]] = {}
        for (key, _block), number in zip(self._members, self._numbers, strict=True):
            found.setdefault(number or key, []).append(key)
        return tuple(map(tuple, found.values()))

    def sizeHint(self) -> QSize:
        """A row a mention."""
        return QSize(300, max(1, len(self._members)) * _ROW)

    def row_rect(self, place: int) -> QRectF:
        """Where a mention stands."""
        return QRectF(0, place * _ROW, self.width(), _ROW)

    def _tell(self) -> None:
        if self._members:
            number = self._numbers[self._current]
            where = self.tr("cluster {n}").format(n=number) if number else self.tr("alone")
            self.setAccessibleDescription(f"{self._members[self._current][1].text}, {where}")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, digits put into a cluster; all else is the card's."""
        chord = pressed_chord(event)
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._go(self._current + (1 if event.key() == Qt.Key.Key_Down else -1))
        elif chord.isdigit() and self._members:
            self._numbers[self._current] = int(chord)
            self._tell()
            self._go(self._current + 1)
        else:
            event.ignore()

    def _go(self, place: int) -> None:
        self._current = max(0, min(place, len(self._members) - 1))
        self._tell()
        self.moved.emit(self._current)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click makes a row current; on its number it counts up."""
        place = math.floor(event.position().y() / _ROW)
        if 0 <= place < len(self._members):
            self._go(place)
            if self._badge(place).contains(event.position()):
                most = max(self._numbers) + 1
                self._numbers[place] = (self._numbers[place] + 1) % (min(_MOST, most) + 1)
                self._tell()

    def _badge(self, place: int) -> QRectF:
        bounds = QRectF(self.rect())
        at = QRectF(8, place * _ROW + (_ROW - _BADGE) / 2, _BADGE, _BADGE)
        return mirrored(self.layoutDirection(), bounds, at)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rows."""
        painter, theme, way = self.painter(), self.theme, self.layoutDirection()
        for place, (_key, block) in enumerate(self._members):
            bounds = self.row_rect(place)
            if place == self._current:
                painter.setPen(QPen(theme.c("accent"), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
                painter.setBrush(theme.c("accent_soft"))
                inner = bounds.adjusted(0.5, 1.5, -0.5, -1.5)
                painter.drawRoundedRect(inner, RADIUS["control"], RADIUS["control"])
            number, badge = self._numbers[place], self._badge(place)
            painter.setBrush(theme.annotator_ink(number - 1) if number else Qt.BrushStyle.NoBrush)
            painter.setPen(Qt.PenStyle.NoPen if number else QPen(theme.c("text3"), 1, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(badge.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["key"], RADIUS["key"])
            color = theme.on_ink() if number else theme.c("text3")
            paint_line(painter, badge, str(number) if number else "–", theme.font("small_strong"), color, side="center")
            is_rtl = block.runs is Qt.LayoutDirection.RightToLeft
            made = font("article_rtl" if is_rtl else "article", TEXT_FAMILIES[is_rtl], _SMALLER)
            words = mirrored(way, bounds, bounds.adjusted(_BADGE + 20, 0, -10, 0))
            paint_line(painter, words, block.text, made, theme.c("text"), direction=block.runs)
        painter.end()


class ClusterCard(Overlay):
    """Which mentions mean the same.

    Signals:
        chosen: The `Parts`.
    """

    chosen = Signal(object)
    WIDTH = 560
    HEIGHT = 520

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, "cluster_card")
        self._list = MemberList()
        self._scroll = QScrollArea()
        self._scroll.setObjectName("cluster_card_scroll")
        self._scroll.setAccessibleName(self.tr("Mentions"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(self._list)
        self._list.setAutoFillBackground(False)  # setWidget turns it on
        self._list.moved.connect(self._reveal)
        hint = wrapped(self.tr("What has the same number means the same. Digits set it; 0 stands alone."), "small")
        self.primary = button(self.tr("Take these clusters"), "primary", "cluster_card_use")
        self.primary.clicked.connect(self._take)
        cancel = button(self.tr("Cancel"), "secondary", "cluster_card_cancel")
        cancel.clicked.connect(self.close_overlay)
        self.body.addWidget(label(self.tr("Which mentions mean the same?"), "title"))
        self.body.addWidget(hint)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(row(None, cancel, self.primary, keycaps("Enter")))
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        super().set_theme(theme)
        spread_theme(self.card, theme)

    def ask(self, members: list[tuple[str, Block]], parts: Parts) -> None:
        """Show mentions by the keys of their cases, divided so."""
        self._list.show_members(members, parts)
        self.open()

    def first_field(self) -> QWidget:
        """The mentions."""
        return self._list

    def _reveal(self, place: int) -> None:
        rect = self._list.row_rect(place)
        self._scroll.ensureVisible(0, round(rect.center().y()), 0, _ROW)

    def _take(self) -> None:
        parts = self._list.parts()
        self.close_overlay()
        self.chosen.emit(parts)
