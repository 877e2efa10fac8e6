"""A button that says what is chosen, and opens a menu to choose anew."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.gui.icons import pixmap
from annotator.gui.theme import RADIUS, SIZE
from annotator.gui.widgets.filter_menu import FilterMenu
from annotator.gui.widgets.painting import mirrored, one_line, paint_line, start_side, text_width
from annotator.gui.widgets.themed import Themed, smooth_painter

_EDGE, _GAP, _CHEVRON = 10, 6, 12
_MOST = 260


class Chooser(Themed, QAbstractButton):
    """Nothing ticked means all.

    Signals:
        chosen: The ticked values, in the order of the menu.
    """

    chosen = Signal(tuple)

    def __init__(
        self, caption: str, all_words: str, *, object_name: str, name: str = "", parent: QWidget | None = None
    ) -> None:
        """A button; `name` says what it is for where that stands beside it and not on it as `caption`."""
        super().__init__(parent)
        self._caption = caption
        self._name = name or caption
        self._all_words = all_words
        self._menu = FilterMenu(all_words, self)
        self._menu.setObjectName(f"{object_name}_menu")
        self._menu.chosen.connect(self.chosen)
        self._entries: dict[str, str] = {}
        self.setObjectName(object_name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self.open_menu)
        self.show_chosen(())

    @property
    def menu(self) -> FilterMenu:
        """What it opens."""
        return self._menu

    def offer(self, entries: Iterable[tuple[str, str, int]], chosen: Sequence[str]) -> None:
        """Offer `(value, words, count)`, of which some are chosen; an open menu stays as it is."""
        every = list(entries)
        self._entries = {value: words for value, words, _count in every}
        if not self._menu.isVisible():
            self._menu.fill(every, chosen)
        self.show_chosen(chosen)

    def show_chosen(self, chosen: Sequence[str]) -> None:
        """Say what is chosen."""
        self.show_words([self._entries.get(value, value) for value in chosen])

    def tick(self, chosen: Sequence[str]) -> None:
        """Choose these of what is offered, as if the person had; emits nothing."""
        self._menu.tick(chosen)
        self.show_chosen(self._menu.ticked())

    def show_words(self, chosen: Sequence[str]) -> None:
        """Say what is chosen in other words than those of the menu."""
        words = ", ".join(map(one_line, chosen)) or self._all_words
        self.setText(words)
        self.setAccessibleName(f"{self._name}: {words}")
        self.updateGeometry()
        self.update()

    def open_menu(self) -> None:
        """Open the menu below the button."""
        is_ltr = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        x = 0 if is_ltr else self.width() - self._menu.sizeHint().width()
        self._menu.popup(self.mapToGlobal(QPoint(x, self.height() + 2)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the arrow down open, too; arrows aside stay here."""
        is_plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if is_plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    # -- painting

    def _caption_width(self) -> float:
        return text_width(self._caption, self.theme.font("small")) + _GAP if self._caption else 0.0

    def sizeHint(self) -> QSize:
        """Caption, what is chosen, chevron."""
        words = text_width(self.text(), self.theme.font("small_strong"))
        return QSize(
            round(min(_MOST, 2 * _EDGE + self._caption_width() + words + _GAP + _CHEVRON + 2)), SIZE["control"]
        )

    def minimumSizeHint(self) -> QSize:
        """The caption and a few letters."""
        return QSize(round(2 * _EDGE + self._caption_width() + 24 + _GAP + _CHEVRON), SIZE["control"])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint edge, words and chevron."""
        painter = smooth_painter(self)
        theme, bounds, direction = self.theme, QRectF(self.rect()), self.layoutDirection()
        is_hot = self.underMouse() or self.isDown()
        painter.setBrush(theme.c("hover" if is_hot else "surface"))
        painter.setPen(QPen(theme.c("accent" if self.hasFocus() else "line_strong"), 1))
        painter.drawRoundedRect(bounds.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["control"], RADIUS["control"])
        side = start_side(direction)
        caption = QRectF(_EDGE, 0, self._caption_width(), bounds.height())
        font = theme.font("small")
        paint_line(painter, mirrored(direction, bounds, caption), self._caption, font, theme.c("text2"), side=side)
        room = bounds.width() - caption.right() - _EDGE - _GAP - _CHEVRON
        words = mirrored(direction, bounds, QRectF(caption.right(), 0, room, bounds.height()))
        paint_line(painter, words, self.text(), theme.font("small_strong"), theme.c("text"), side=side)
        place = QRectF(bounds.width() - _EDGE - _CHEVRON, (bounds.height() - _CHEVRON) / 2, _CHEVRON, _CHEVRON)
        at = mirrored(direction, bounds, place).topLeft()
        painter.drawPixmap(at, pixmap("chevron-down", theme.c("text3"), _CHEVRON, self.devicePixelRatioF()))
        painter.end()
