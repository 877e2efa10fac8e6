"""Buttons: icons alone, words with a menu behind them, links."""

import math
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from annotator.gui.icons import icon, pixmap
from annotator.gui.theme import RADIUS, SIZE
from annotator.gui.widgets.painting import (
    keycap_width,
    mirrored,
    paint_keycap,
    paint_line,
    paint_swatch,
    start_side,
    text_width,
)
from annotator.gui.widgets.themed import Themed, smooth_painter
from annotator.model.scheme import LabelKind

IconKind = Literal["icon", "step"]
"""A button of its own, or one inside a field."""

_EDGES: dict[IconKind, int] = {"icon": SIZE["control"], "step": SIZE["control"] - 2}


class IconButton(Themed, QToolButton):
    """A square button with an icon; its name is said by the tooltip and to screen readers."""

    def __init__(
        self,
        icon_name: str,
        name: str,
        *,
        object_name: str,
        kind: IconKind = "icon",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setProperty("kind", kind)
        self.setFixedSize(_EDGES[kind], _EDGES[kind])
        self.setIconSize(QSize(SIZE["icon"], SIZE["icon"]))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Tint the icon."""
        self.setIcon(icon(self._icon_name, self.theme.c("text2"), SIZE["icon"]))


class WordButton(Themed, QAbstractButton):
    """Words with a chevron that open a menu or a list, optionally with a label's swatch before them."""

    def __init__(self, *, object_name: str, type_name: str = "small", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._type_name = type_name
        self._swatch: tuple[str, LabelKind] | None = None
        self._name = ""
        self.setObjectName(object_name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_name(self, name: str) -> None:
        """What the button is for, said to screen readers before its words."""
        self._name = name
        self.setAccessibleName(f"{name}: {self.text()}" if self.text() else name)

    def set_words(self, words: str) -> None:
        """Show other words."""
        self.setText(words)
        self.set_name(self._name)
        self.updateGeometry()
        self.update()

    def set_swatch(self, hue: str, kind: LabelKind) -> None:
        """Show a label's swatch before the words, which take its hue."""
        self._swatch = hue, kind
        self.update()

    def sizeHint(self) -> QSize:
        """The words, the chevron and the swatch."""
        lead = 20 if self._swatch else 8
        return QSize(round(lead + text_width(self.text(), self.theme.font(self._type_name)) + 24), SIZE["control"])

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(48, SIZE["control"])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint swatch, words, chevron."""
        painter = smooth_painter(self)
        theme, bounds, direction = self.theme, QRectF(self.rect()), self.layoutDirection()
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.c("hover"))
            painter.drawRoundedRect(bounds, RADIUS["control"], RADIUS["control"])
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.c("accent"))
            painter.drawRoundedRect(bounds.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["control"], RADIUS["control"])
        lead = 8.0
        if self._swatch is not None:
            hue, kind = self._swatch
            dot = mirrored(direction, bounds, QRectF(0, 0, 14, bounds.height()))
            paint_swatch(painter, dot.center(), theme.ink(hue), kind, 10)
            lead = 20.0
        color = theme.ink(self._swatch[0]) if self._swatch else theme.c("text2")
        words = mirrored(direction, bounds, QRectF(lead, 0, bounds.width() - lead - 20, bounds.height()))
        font = theme.font(self._type_name)
        paint_line(painter, words, self.text(), font, color, side=start_side(direction))
        used = min(words.width(), text_width(self.text(), font))
        at = mirrored(direction, bounds, QRectF(lead + used + 4, (bounds.height() - 12) / 2, 12, 12))
        painter.drawPixmap(at.topLeft(), pixmap("chevron-down", theme.c("text3"), 12, self.devicePixelRatioF()))
        painter.end()


class KeyedButton(Themed, QAbstractButton):
    """Words and the key that does the same where one works, if there is one."""

    def __init__(self, words: str, key: str, name: str, *, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setText(words)
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Words and keycap."""
        words = text_width(self.text(), self.theme.font("small"))
        return QSize(math.ceil(6 + words + 6 + self._cap_width()), SIZE["keycap"] + 2)

    def _cap_width(self) -> float:
        return keycap_width(self._key, self.theme) if self._key else 0.0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter clicks as Space does; arrows stay here, where Qt would walk through all buttons of the window."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint words and keycap."""
        painter = smooth_painter(self)
        theme, bounds, direction = self.theme, QRectF(self.rect()), self.layoutDirection()
        if self.underMouse() or self.hasFocus():
            painter.setPen(theme.c("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.c("hover"))
            painter.drawRoundedRect(bounds.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["key"], RADIUS["key"])
        width = self._cap_width()
        cap = mirrored(direction, bounds, QRectF(bounds.right() - width, 1, width, SIZE["keycap"]))
        words = mirrored(direction, bounds, QRectF(6, 0, bounds.width() - width - 10, bounds.height()))
        color = theme.c("text" if self.underMouse() else "text2")
        paint_line(painter, words, self.text(), theme.font("small"), color, side=start_side(direction))
        if self._key:
            paint_keycap(painter, cap, self._key, theme)
        painter.end()


class ChoiceMenu(QMenu):
    """A menu in which several things can be ticked before it closes."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick without closing; everything else as usual."""
        action = self.activeAction()
        if action is not None and action.isCheckable() and action.isEnabled():
            action.trigger()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks without closing."""
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None and action.isCheckable() and action.isEnabled():
            action.trigger()
            return
        super().keyPressEvent(event)


def link_button(words: str, *, object_name: str, parent: QWidget | None = None) -> QPushButton:
    """A button that looks like a link."""
    made = QPushButton(words, parent)
    made.setProperty("kind", "link")
    made.setObjectName(object_name)
    made.setAccessibleName(words)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made
