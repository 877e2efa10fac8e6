"""Small widgets of the mode: buttons that say their key, chips to switch, a bar of progress."""

import math

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from annotator.gui.building import keycaps, label
from annotator.gui.theme import RADIUS, SIZE
from annotator.gui.widgets import Painted, Themed
from annotator.gui.widgets.painting import keycap_width, mirrored, paint_keycap, paint_line, start_side, text_width
from annotator.gui.widgets.themed import smooth_painter

_HEIGHT = 32
_LONGEST = 220


class KeyButton(QPushButton):
    """A button that says which key does the same."""

    def __init__(self, words: str, keys: str, name: str, kind: str = "secondary") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(_HEIGHT)
        self._words = label("", "button")
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 0, 6, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._words)
        caps = keycaps(keys)
        caps.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row.addWidget(caps)
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """Say something else."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setToolTip("")
        self.updateGeometry()

    def set_kind(self, kind: str) -> None:
        """Look like another of the sheet's kinds of buttons."""
        if kind != self.property("kind"):
            self.setProperty("kind", kind)
            self.style().polish(self)
            self._dress_words()

    def changeEvent(self, event: QEvent) -> None:
        """Words of a button that cannot be pressed are faint."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            self._dress_words()

    def _dress_words(self) -> None:
        on = "button_on" if self.property("kind") == "primary" else "button"
        self._words.setProperty("kind", on if self.isEnabled() else "button_off")
        self._words.style().polish(self._words)

    def sizeHint(self) -> QSize:
        """Words and keycap."""
        return QSize(self._row.sizeHint().width() + 2, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Never squeezed."""
        return self.sizeHint()


class ToggleChip(Themed, QAbstractButton):
    """Words that are switched on or off, perhaps with a count and a key."""

    def __init__(self, words: str, name: str, *, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._count = ""
        self._shows_key = False
        self.setText(words)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_count(self, count: str) -> None:
        """Say how many there are."""
        self._count = count
        self.setAccessibleName(f"{self.text()} {count}".strip())
        self.updateGeometry()
        self.update()

    def show_key(self, shown: bool) -> None:
        """Show the key that switches it, while it works."""
        self._shows_key = shown and bool(self._key)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Words, count and key."""
        font = self.theme.font("small_strong")
        width = min(_LONGEST, text_width(self.text(), font)) + self._count_width() + self._key_width() + 22
        return QSize(math.ceil(width), SIZE["control"])

    def minimumSizeHint(self) -> QSize:
        """Never squeezed."""
        return self.sizeHint()

    def _count_width(self) -> float:
        return text_width(self._count, self.theme.font("small")) + 6 if self._count else 0.0

    def _key_width(self) -> float:
        return keycap_width(self._key, self.theme) + 6 if self._shows_key else 0.0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip."""
        painter, bounds, theme, way = smooth_painter(self), QRectF(self.rect()), self.theme, self.layoutDirection()
        is_on = self.isChecked()
        painter.setBrush(theme.c("accent_soft" if is_on else "hover" if self.underMouse() else "surface"))
        painter.setPen(QPen(theme.c("accent" if is_on or self.hasFocus() else "line_strong"), 1))
        painter.drawRoundedRect(bounds.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["control"], RADIUS["control"])
        x = 10.0
        if self._shows_key:
            cap = QRectF(6, (bounds.height() - 18) / 2, self._key_width() - 6, 18)
            paint_keycap(painter, mirrored(way, bounds, cap), self._key, theme)
            x = self._key_width() + 6
        font, color, side = theme.font("small_strong"), theme.c("accent" if is_on else "text2"), start_side(way)
        count = self._count_width()
        words = QRectF(x, 0, bounds.width() - x - count - 8, bounds.height())
        paint_line(painter, mirrored(way, bounds, words), self.text(), font, color, side=side)
        if self._count:
            at = QRectF(bounds.width() - count - 6, 0, count, bounds.height())
            paint_line(painter, mirrored(way, bounds, at), self._count, theme.font("small"), color, side="center")
        if self.hasFocus() and is_on:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.c("accent"), 2))
            painter.drawRoundedRect(bounds.adjusted(1, 1, -1, -1), RADIUS["control"], RADIUS["control"])
        painter.end()


class ProgressLine(Painted):
    """How much of something is done: a line of four pixels."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFixedHeight(4)
        self._part = 0.0

    def show_part(self, done: int, total: int) -> None:
        """Show another part."""
        self._part = done / total if total else 0.0
        self.setAccessibleName(self.tr("{done} of {total}").format(done=done, total=total))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the track and what is done of it."""
        painter, bounds = self.painter(), QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.c("line_strong"))
        painter.drawRoundedRect(bounds, 2, 2)
        if self._part:
            done = mirrored(self.layoutDirection(), bounds, QRectF(0, 0, bounds.width() * self._part, 4))
            painter.setBrush(self.theme.c("accent_fill"))
            painter.drawRoundedRect(done, 2, 2)
        painter.end()
