"""Fields of the editor's forms: each says `changed` for what the person does, and nothing when it is set."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from annotator.gui.icons import pixmap
from annotator.gui.label_keys import pressed_key
from annotator.gui.languages import native_name
from annotator.gui.naming import language_name
from annotator.gui.theme import HUES, RADIUS, SIZE
from annotator.gui.widgets import ChoiceMenu, Painted, Themed, plain_label, plain_tip
from annotator.gui.widgets.chips import key_sign
from annotator.gui.widgets.painting import (
    centered,
    mirrored,
    one_line,
    paint_line,
    paint_swatch,
    start_side,
    text_direction,
)
from annotator.gui.widgets.themed import smooth_painter
from annotator.model.scheme import LabelKind

LANGUAGES = ("en", "ar", "fa", "de", "nl")
"""Languages in which the editor asks for names; others that the scheme has follow."""
CAPTION = 128
"""Width of the column of field names."""


def _(_context: str, text: str) -> str:
    """Mark a text for translators (an alias of QT_TRANSLATE_NOOP for their tool, with a type)."""
    return text


_HUES = {
    "blue": _("Hues", "Blue"),
    "vermilion": _("Hues", "Vermilion"),
    "green": _("Hues", "Green"),
    "magenta": _("Hues", "Magenta"),
    "ochre": _("Hues", "Ochre"),
    "cyan": _("Hues", "Cyan"),
    "violet": _("Hues", "Violet"),
    "red": _("Hues", "Red"),
    "olive": _("Hues", "Olive"),
    "slate": _("Hues", "Slate"),
}


def hue_name(hue: str) -> str:
    """What a hue is called."""
    return QCoreApplication.translate("Hues", _HUES.get(hue, hue))


class Line(QLineEdit):
    """One line of text that runs in the direction of what is written in it."""

    changed = Signal()

    def __init__(self, object_name: str, name: str, placeholder: str = "") -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setProperty("script", "")
        self.textChanged.connect(self._follow_direction)
        self.textEdited.connect(self.changed)

    def _follow_direction(self, text: str) -> None:
        # An empty field keeps the interface's side, so that its placeholder stands where all others do.
        if text:
            self.setLayoutDirection(text_direction(text))
        else:
            self.unsetLayoutDirection()
        script = "rtl" if text and text_direction(text) is Qt.LayoutDirection.RightToLeft else ""
        if self.property("script") != script:
            self.setProperty("script", script)
            self.style().polish(self)

    def value(self) -> str:
        """What is written, without blanks around it."""
        return self.text().strip()

    def show_value(self, value: str) -> None:
        """Show a text from its beginning."""
        self.setText(value)
        self.setCursorPosition(0)


class Prose(QPlainTextEdit):
    """Several lines of text; Tab leaves it."""

    changed = Signal()

    def __init__(self, object_name: str, name: str, lines: int = 4) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * 18 + 16)
        self.textChanged.connect(self._say)
        self._shown = ""

    def _say(self) -> None:
        if self.toPlainText() != self._shown:
            self.changed.emit()

    def value(self) -> str:
        """What is written."""
        return self.toPlainText().strip()

    def show_value(self, value: str) -> None:
        """Show a text."""
        self._shown = value
        self.setPlainText(value)


class KeyField(QLineEdit):
    """A key: whatever letter or digit is pressed here, by its place on the board if the layout is another."""

    changed = Signal()

    def __init__(self, object_name: str, name: str) -> None:
        super().__init__()
        self._key = ""
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setPlaceholderText(self.tr("none"))
        self.setToolTip(self.tr("Press the key here; Backspace takes it away"))
        self.setReadOnly(True)
        self.setFixedWidth(56)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def value(self) -> str:
        """The key as schemes write it."""
        return self._key

    def show_value(self, key: str) -> None:
        """Show a key."""
        self._key = key
        self.setText(key_sign(key))

    def event(self, event: QEvent) -> bool:
        """Letters are keys here, whatever action else they would run."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and pressed_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.GroupSwitchModifier
        key = pressed_key(event)
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._take("")
        elif key and held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            self._take(f"Shift+{key}" if held else key)
        else:
            super().keyPressEvent(event)

    def _take(self, key: str) -> None:
        if key != self._key:
            self.show_value(key)
            self.changed.emit()


class HueField(Painted):
    """The label hues as swatches; arrows move the choice."""

    changed = Signal()
    _CELL = 28

    def __init__(self, object_name: str, name: str) -> None:
        super().__init__()
        self._name = name
        self._hues = tuple(HUES)
        self._hue = self._hues[0]
        self._kind: LabelKind = "entity"
        self.setObjectName(object_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(SIZE["control"])
        self.setMinimumWidth(self._CELL * len(self._hues) + 88)
        self.setMouseTracking(True)
        self._tell()

    def value(self) -> str:
        """The chosen hue."""
        return self._hue

    def show_value(self, hue: str, kind: LabelKind = "entity") -> None:
        """Show a hue, as the sign of a kind of label."""
        self._hue, self._kind = hue, kind
        self._tell()
        self.update()

    def _tell(self) -> None:
        self.setAccessibleName(f"{self._name}: {hue_name(self._hue)}")

    def _cell(self, place: int) -> QRectF:
        return mirrored(
            self.layoutDirection(), QRectF(self.rect()), QRectF(place * self._CELL, 0, self._CELL, self.height())
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the swatches, a ring around the chosen one, and its name."""
        painter = self.painter()
        for place, hue in enumerate(self._hues):
            cell = self._cell(place)
            paint_swatch(painter, cell.center(), self.theme.ink(hue), self._kind, 14)
            if hue == self._hue:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(self.theme.c("accent" if self.hasFocus() else "text2"))
                painter.drawRoundedRect(centered(cell.center(), 25), RADIUS["control"], RADIUS["control"])
        words = QRectF(self._CELL * len(self._hues) + 8, 0, 80, self.height())
        at = mirrored(self.layoutDirection(), QRectF(self.rect()), words)
        side = start_side(self.layoutDirection())
        paint_line(painter, at, hue_name(self._hue), self.theme.font("small"), self.theme.c("text2"), side=side)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name the hue under the pointer."""
        under = [hue for place, hue in enumerate(self._hues) if self._cell(place).contains(event.position())]
        self.setToolTip(hue_name(under[0]) if under else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the pointer."""
        for place, hue in enumerate(self._hues):
            if self._cell(place).contains(event.position()):
                self._choose(hue)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the choice."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        forward = step if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else -step
        self._choose(self._hues[max(0, min(len(self._hues) - 1, self._hues.index(self._hue) + forward))])

    def _choose(self, hue: str) -> None:
        if hue != self._hue:
            self.show_value(hue, self._kind)
            self.changed.emit()


class _DropField(Themed, QAbstractButton):
    """A field whose value comes from a list that drops down; subclasses fill the list and say what the field shows."""

    changed = Signal()

    def __init__(self, object_name: str, name: str) -> None:
        super().__init__()
        self._name = name
        self.setObjectName(object_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._open)
        self._menu = ChoiceMenu(self)
        self._menu.setObjectName(f"{object_name}_menu")

    def shown(self) -> tuple[str, bool]:
        """What the field shows, and whether that is a value."""
        raise NotImplementedError

    def fill(self) -> None:
        """Put into the menu what can be chosen."""
        raise NotImplementedError

    def tell(self) -> None:
        """The value is another one: say and show it."""
        words, is_value = self.shown()
        self.setAccessibleName(f"{self._name}: {words}")
        self.setToolTip(plain_tip(words) if is_value else "")
        self.update()

    def _open(self) -> None:
        self._menu.clear()
        self.fill()
        self._menu.setMinimumWidth(min(self.width(), 320))
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        at = self.mapToGlobal(self.rect().bottomRight() if is_mirrored else self.rect().bottomLeft())
        if is_mirrored:
            at.setX(at.x() - self._menu.sizeHint().width())
        self._menu.popup(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens the list, as in other drop-down fields; with Alt it is the row's, which it moves."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """A field's height; any width will do."""
        return QSize(160, SIZE["control"])

    def minimumSizeHint(self) -> QSize:
        """Room for a name."""
        return QSize(72, SIZE["control"])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint field, words and chevron."""
        painter, theme, bounds = smooth_painter(self), self.theme, QRectF(self.rect())
        words, is_value = self.shown()
        painter.setBrush(theme.c("hover" if self.underMouse() else "surface"))
        painter.setPen(theme.c("accent" if self.hasFocus() else "line_strong"))
        painter.drawRoundedRect(bounds.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["control"], RADIUS["control"])
        at = mirrored(self.layoutDirection(), bounds, QRectF(8, 0, bounds.width() - 32, bounds.height()))
        color = theme.c("text" if is_value else "text3")
        paint_line(painter, at, one_line(words), theme.font("body"), color, side=start_side(self.layoutDirection()))
        dot = QRectF(bounds.width() - 20, (bounds.height() - 12) / 2, 12, 12)
        sign = pixmap("chevron-down", theme.c("text3"), 12, self.devicePixelRatioF())
        painter.drawPixmap(mirrored(self.layoutDirection(), bounds, dot).topLeft(), sign)
        painter.end()


class OneField(_DropField):
    """One thing out of a list."""

    def __init__(self, object_name: str, name: str) -> None:
        super().__init__(object_name, name)
        self._options: tuple[tuple[str, Any], ...] = ()
        self._value: Any = None
        self._menu.triggered.connect(self._take)

    def offer(self, options: Sequence[tuple[str, Any]]) -> None:
        """What can be chosen: words and value; a list without the present value brings its own."""
        self._options = tuple(options)
        self.tell()

    def value(self) -> Any:
        """The value that is chosen."""
        return self._value

    def show_value(self, value: Any) -> None:
        """Show a value."""
        self._value = value
        self.tell()

    def shown(self) -> tuple[str, bool]:
        """The words of the value."""
        return next((words for words, value in self._options if _is_same(value, self._value)), ""), True

    def fill(self) -> None:
        """The options, the present one ticked."""
        group = QActionGroup(self._menu)
        for place, (words, value) in enumerate(self._options):
            action = self._menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setActionGroup(group)
            action.setChecked(_is_same(value, self._value))
            action.setData(place)

    def _take(self, action: QAction) -> None:
        self._menu.hide()
        value = self._options[action.data()][1]
        if not _is_same(value, self._value):
            self.show_value(value)
            self.changed.emit()


def _is_same(one: object, other: object) -> bool:
    """Whether two values are one; yes is not the number 1."""
    return type(one) is type(other) and one == other


class ManyField(_DropField):
    """Any number of things out of a list; the field shows them as one line."""

    def __init__(self, object_name: str, name: str, nothing: str) -> None:
        super().__init__(object_name, name)
        self._nothing = nothing
        self._options: tuple[str, ...] = ()
        self._chosen: tuple[str, ...] = ()
        self._menu.triggered.connect(self._take)
        self.tell()

    def offer(self, options: Sequence[str]) -> None:
        """What can be chosen."""
        self._options = tuple(options)

    def value(self) -> tuple[str, ...]:
        """What is chosen."""
        return self._chosen

    def show_value(self, chosen: Sequence[str]) -> None:
        """Show what is chosen."""
        self._chosen = tuple(chosen)
        self.tell()

    def shown(self) -> tuple[str, bool]:
        """The names, or what nothing means."""
        return (", ".join(self._chosen), True) if self._chosen else (self._nothing, False)

    def fill(self) -> None:
        """The options, those chosen ticked."""
        for option in self._options:
            action = self._menu.addAction(option.replace("&", "&&"))
            action.setData(option)
            action.setCheckable(True)
            action.setChecked(option in self._chosen)

    def _take(self) -> None:
        ticked = {action.data() for action in self._menu.actions() if action.isChecked()}
        kept = [name for name in self._chosen if name in ticked]
        self.show_value((*kept, *(name for name in self._options if name in ticked and name not in kept)))
        self.changed.emit()


class NamesField(QWidget):
    """What people read, by language; each name in its own direction."""

    changed = Signal()

    def __init__(self, object_name: str, name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self._name = name
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setHorizontalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self._lines: dict[str, Line] = {}
        for language in LANGUAGES:
            self._add(language)

    def _add(self, language: str) -> None:
        words = f"{self._name}, {language_name(language)}"
        line = Line(f"{self.objectName()}_{language}", words, native_name(language))
        line.changed.connect(self.changed)
        place = len(self._lines)
        caption = plain_label(language, "micro")
        caption.setToolTip(language_name(language))
        caption.setFixedWidth(20)
        self._grid.addWidget(caption, place // 2, place % 2 * 2)
        self._grid.addWidget(line, place // 2, place % 2 * 2 + 1)
        self._lines[language] = line

    def value(self) -> dict[str, str]:
        """The names that are written."""
        return {language: line.value() for language, line in self._lines.items() if line.value()}

    def show_value(self, names: Mapping[str, str]) -> None:
        """Show names; languages that were not asked for yet get fields too."""
        for language in names:
            if language not in self._lines:
                self._add(language)
        for language, line in self._lines.items():
            line.show_value(names.get(language, ""))


def ordered_like(names: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """Names in the order in which a scheme had them, new ones last: nothing changes in a file that nobody changed."""
    return {language: names[language] for language in (*before, *names) if language in names}
