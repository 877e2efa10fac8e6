"""The card on which the attributes of the selected mention are set by key, several in a row."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from annotator.gui.attributing import Setting, SettingRow
from annotator.gui.building import Sentence
from annotator.gui.label_keys import pressed_chord
from annotator.gui.near import NearCard
from annotator.gui.theme import RADIUS, SIZE, Theme
from annotator.gui.widgets import Flow, Themed, plain_label, plain_tip
from annotator.gui.widgets.chips import key_sign
from annotator.gui.widgets.painting import (
    keycap_width,
    mirrored,
    one_line,
    paint_keycap,
    paint_line,
    start_side,
    text_width,
)
from annotator.gui.widgets.themed import smooth_painter
from annotator.model.annotation import Value

_LONGEST = 220
_BESIDE, _ABOVE = 36, 80
"""Pixels that margins take beside the rows; and what stands above and below them."""


class AttributesCard(NearCard):
    """Shows attributes below each other, their values beside each other.

    Signals:
        chosen: The `Setting` whose key or chip was pressed.
    """

    chosen = Signal(object)
    WIDTH = 460

    def __init__(self, window: QWidget, room: QWidget, theme: Theme) -> None:
        super().__init__(window, room, theme, "attributes_card")
        self.setAccessibleName(self.tr("Attributes"))
        self._title = Sentence("strong", "attributes_title")
        self._hint = plain_label(self.tr("The same key again takes a value back. Enter when done."), "micro")
        self._hint.setWordWrap(True)
        self._rows = QWidget()
        self._below = QVBoxLayout(self._rows)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(2)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("attributes_scroll")
        self._scroll.setAccessibleName(self.tr("Attributes"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(self._rows)
        self._rows.setAutoFillBackground(False)  # setWidget turns it on
        self._chips: list[ValueChip] = []
        self.body.setContentsMargins(16, 10, 16, 10)
        for part in (self._title, self._scroll, self._hint):
            self.body.addWidget(part)
        self.set_theme(theme)

    def show_rows(self, title: str, rows: Sequence[SettingRow]) -> None:
        """Show attributes and which values hold; the chips are made anew only if there are others."""
        self._title.setText(title)
        self.setAccessibleDescription(title)
        settings = [setting for row in rows for setting in row.settings]
        if [chip.identity for chip in self._chips] != [_identity(setting) for setting in settings]:
            self._make(rows)
        for chip, setting in zip(self._chips, settings, strict=True):
            chip.show_setting(setting)
        self.place()

    def place(self, uncovered: QRect | None = None) -> None:
        """As high as its rows, if there is room for them all."""
        wanted = self._below.heightForWidth(min(self.WIDTH, self.room.width()) - _BESIDE)
        self._scroll.setFixedHeight(min(wanted, self.room.height() - _ABOVE))
        super().place(uncovered)

    def _make(self, rows: Sequence[SettingRow]) -> None:
        while (item := self._below.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._chips = []
        for row in rows:
            name = plain_label(row.title, "section")
            name.setToolTip(plain_tip(row.guideline))
            name.setContentsMargins(0, 6, 0, 0)
            for part in (name, self._row(row)):
                self._below.addWidget(part)
                part.show()  # else the layout would not count it before the next turn of events
        self.set_theme(self.theme)

    def _row(self, row: SettingRow) -> QWidget:
        made = QWidget()
        flow = Flow(made)
        for setting in row.settings:
            chip = ValueChip(setting)
            chip.pressed_for.connect(self.chosen)
            flow.addWidget(chip)
            self._chips.append(chip)
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A keycap's key sets its value; Enter and Escape close; nothing reaches the window behind."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close_card()
        elif not event.isAutoRepeat():
            key = key_sign(pressed_chord(event))
            chip = next((chip for chip in self._chips if key and chip.setting.key == key), None)
            if chip is not None:
                self.chosen.emit(chip.setting)
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the values, round and round."""
        here = next((place for place, chip in enumerate(self._chips) if chip.hasFocus()), -1 if forward else 0)
        if self._chips:
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            chip = self._chips[(here + (1 if forward else -1)) % len(self._chips)]
            chip.setFocus(reason)
            self._scroll.ensureWidgetVisible(chip)
        return True


def _identity(setting: Setting) -> tuple[str, Value | None, str, str]:
    """What stays while values change."""
    return setting.attribute, setting.value, setting.title, setting.key


class ValueChip(Themed, QAbstractButton):
    """One value: its key, its name, and whether it holds (filled, with an accent edge).

    Signals:
        pressed_for: The `Setting` it stands for.
    """

    pressed_for = Signal(object)

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting
        self.identity = _identity(setting)
        self.setObjectName(f"value_chip_{setting.attribute}_{setting.value}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(plain_tip(setting.title) if text_width(setting.title, self._font()) > _LONGEST else "")
        self.clicked.connect(self._press)
        self.show_setting(setting)

    def show_setting(self, setting: Setting) -> None:
        """Show whether the value holds."""
        self.setting = setting
        self.setText(one_line(setting.title))
        said = self.tr("{name}, key {key}") if setting.key else "{name}"
        self.setAccessibleName(said.format(name=setting.title, key=setting.key))
        self.setChecked(setting.is_set)
        self.update()

    def _press(self) -> None:
        self.setChecked(self.setting.is_set)  # what holds is said by whoever sets it
        self.pressed_for.emit(self.setting)

    def _font(self) -> QFont:
        return self.theme.font("small_strong")

    def sizeHint(self) -> QSize:
        """Key and name."""
        words = min(_LONGEST, text_width(self.text(), self._font()))
        return QSize(round(words + self._key_width() + 22), SIZE["control"])

    def _key_width(self) -> float:
        return keycap_width(self.setting.key, self.theme) if self.setting.key else 0.0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip."""
        painter, bounds, theme = smooth_painter(self), QRectF(self.rect()), self.theme
        is_set, way = self.setting.is_set, self.layoutDirection()
        painter.setBrush(theme.c("accent_soft" if is_set else "hover" if self.underMouse() else "surface"))
        painter.setPen(QPen(theme.c("accent" if is_set or self.hasFocus() else "line"), 1.5 if is_set else 1))
        painter.drawRoundedRect(bounds.adjusted(0.75, 0.75, -0.75, -0.75), RADIUS["control"], RADIUS["control"])
        if self.setting.key:
            cap = QRectF(5, 5, self._key_width(), 18)
            paint_keycap(painter, mirrored(way, bounds, cap), self.setting.key, theme)
        words = mirrored(way, bounds, bounds.adjusted(self._key_width() + 12, 0, -8, 0))
        color = theme.c("text" if is_set else "text2")
        paint_line(painter, words, self.text(), self._font(), color, side=start_side(way))
        painter.end()
