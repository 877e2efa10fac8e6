"""Fields for attribute values: one of a few, one of many, text, a number."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMenu, QSizePolicy, QVBoxLayout, QWidget

from annotator.gui.icons import pixmap
from annotator.gui.theme import RADIUS, SIZE
from annotator.gui.widgets import Segmented, Themed, plain_label
from annotator.gui.widgets.painting import mirrored, one_line, paint_line, start_side, text_direction
from annotator.gui.widgets.themed import smooth_painter
from annotator.model.annotation import Value
from annotator.model.scheme import Attribute, AttributeKind, Choice

_FEW = 4
_ROOM = 272
"""Pixels that a field has at most in the narrowest inspector; segments that need more become a drop-down list."""


def title_in(language: str, attribute: Attribute | Choice) -> str:
    """The name of an attribute or value for the reader of the interface."""
    return attribute.title(language)


class AttributeField(QWidget):
    """Shows the value of one attribute and lets it be changed.

    Signals:
        changed: The value that the person chose; `None` for "not said".
    """

    changed = Signal(object)

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.attribute = attribute
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)

    def show_value(self, value: Value | None) -> None:
        """Show a value, `None` for "not said"; emits nothing."""
        raise NotImplementedError

    def needed_width(self) -> int:
        """Pixels below which the field cannot be read."""
        return 120

    def flush(self) -> None:
        """Emit what is typed but not yet said."""


class SegmentedField(AttributeField):
    """One of a few values, or of yes and no."""

    def __init__(self, attribute: Attribute, words: Sequence[str], values: Sequence[Value], name: str) -> None:
        super().__init__(attribute)
        self._values = tuple(values)
        self._segments = Segmented(words, object_name=f"attribute_{attribute.name}", name=name)
        self._layout.addWidget(self._segments)
        self._segments.chosen.connect(self._choose)
        self._segments.cleared.connect(self._clear)

    def needed_width(self) -> int:
        """Room for all words."""
        return self._segments.needed_width()

    def show_value(self, value: Value | None) -> None:
        """Show a value; emits nothing."""
        self._segments.set_current(self._values.index(value) if value in self._values else None)

    def _choose(self, place: int) -> None:
        self.changed.emit(self._values[place])

    def _clear(self) -> None:
        self.changed.emit(None)


class DropDown(Themed, QAbstractButton):
    """A field that shows one of many values and drops down a menu of them.

    Signals:
        chosen: Place of the value, -1 for none.
    """

    chosen = Signal(int)

    def __init__(self, words: Sequence[str], *, object_name: str, name: str) -> None:
        super().__init__()
        self._words = tuple(words)
        self._name = name
        self._current = -1
        self.setObjectName(object_name)
        self.setFixedHeight(SIZE["control"])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu = QMenu(self)
        self._group = QActionGroup(self)
        for place, text in enumerate((self.tr("Not said"), *self._words)):
            action = self._menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setData(place - 1)
            self._group.addAction(action)
            if place == 0:
                self._menu.addSeparator()
        self._group.triggered.connect(self._choose)
        self.clicked.connect(self._open)
        self.set_current(-1)

    def set_current(self, place: int) -> None:
        """Show a value, -1 for none; emits nothing."""
        self._current = place
        self.setText(self._words[place] if place >= 0 else self.tr("Not said"))
        self.setAccessibleName(f"{self._name}: {self.text()}")
        self.update()

    def _open(self) -> None:
        for action in self._group.actions():
            action.setChecked(action.data() == self._current)
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _choose(self, action: QAction) -> None:
        self._take(action.data())

    def _take(self, place: int) -> None:
        if place != self._current:
            self.set_current(place)
            self.chosen.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go through the values, Delete takes the value away, Enter opens the list."""
        match event.key():
            case Qt.Key.Key_Down:
                self._take(min(len(self._words) - 1, self._current + 1))
            case Qt.Key.Key_Up:
                self._take(max(0, self._current - 1))
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self._take(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._open()
            case _:
                super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as the column lets it."""
        return QSize(120, SIZE["control"])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a field with a chevron."""
        painter = smooth_painter(self)
        theme, bounds, direction = self.theme, QRectF(self.rect()), self.layoutDirection()
        painter.setBrush(theme.c("surface"))
        painter.setPen(theme.c("accent" if self.hasFocus() else "line_strong"))
        painter.drawRoundedRect(bounds.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["control"], RADIUS["control"])
        words = mirrored(direction, bounds, bounds.adjusted(8, 0, -26, 0))
        color = theme.c("text" if self._current >= 0 else "text3")
        paint_line(painter, words, self.text(), theme.font("small"), color, side=start_side(direction))
        at = mirrored(direction, bounds, QRectF(bounds.right() - 22, (bounds.height() - 14) / 2, 14, 14))
        painter.drawPixmap(at.topLeft(), pixmap("chevron-down", theme.c("text3"), 14, self.devicePixelRatioF()))
        painter.end()


class DropDownField(AttributeField):
    """One of many values."""

    def __init__(self, attribute: Attribute, words: Sequence[str], name: str) -> None:
        super().__init__(attribute)
        self._values = tuple(choice.value for choice in attribute.choices)
        self._drop_down = DropDown(words, object_name=f"attribute_{attribute.name}", name=name)
        self._layout.addWidget(self._drop_down)
        self._drop_down.chosen.connect(self._choose)

    def show_value(self, value: Value | None) -> None:
        """Show a value; emits nothing."""
        self._drop_down.set_current(self._values.index(str(value)) if value in self._values else -1)

    def _choose(self, place: int) -> None:
        self.changed.emit(self._values[place] if place >= 0 else None)


class TextField(AttributeField):
    """Free text; said when the field is left or Enter is pressed."""

    def __init__(self, attribute: Attribute, name: str) -> None:
        super().__init__(attribute)
        self._value: Value | None = None
        self._edit = QLineEdit()
        self._edit.setObjectName(f"attribute_{attribute.name}")
        self._edit.setAccessibleName(name)
        self._edit.setPlaceholderText(self.tr("Not said"))
        self._layout.addWidget(self._edit)
        self._edit.editingFinished.connect(self.flush)
        self._edit.textChanged.connect(self._follow_direction)

    def show_value(self, value: Value | None) -> None:
        """Show a value; emits nothing."""
        self._value = value
        self._edit.setText("" if value is None else one_line(str(value)))
        self._edit.setCursorPosition(0)

    def _follow_direction(self, text: str) -> None:
        # An empty field keeps the interface's side, so that its placeholder stands where all others do.
        if text:
            self._edit.setLayoutDirection(text_direction(text))
        else:
            self._edit.unsetLayoutDirection()

    def flush(self) -> None:
        """Say what was typed; a text that nobody touched is left as it is stored."""
        said = self._edit.text().strip() or None
        if self._edit.isModified() and said != self._value:
            self._value = said
            self.changed.emit(said)
        self._edit.setModified(False)


class NumberField(AttributeField):
    """A number; what is no number is kept in the field, named as such, and not said."""

    def __init__(self, attribute: Attribute, name: str) -> None:
        super().__init__(attribute)
        self._value: Value | None = None
        self._edit = QLineEdit()
        self._edit.setObjectName(f"attribute_{attribute.name}")
        self._edit.setAccessibleName(name)
        self._edit.setPlaceholderText(self.tr("Not said"))
        self._wrong = plain_label(self.tr("A number is needed, such as 12 or 0.5."), "danger")
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        self._layout.addWidget(self._edit)
        self._layout.addWidget(self._wrong)
        self._edit.editingFinished.connect(self.flush)
        self._edit.textEdited.connect(self._wrong.hide)

    def show_value(self, value: Value | None) -> None:
        """Show a value; emits nothing."""
        self._value = value
        self._edit.setText("" if value is None else str(value))
        self._wrong.hide()

    def flush(self) -> None:
        """Say the number that was typed."""
        text = self._edit.text().strip()
        said = number_of(text)
        self._wrong.setVisible(bool(text) and said is None)
        if (said is not None or not text) and said != self._value:
            self._value = said
            self.changed.emit(said)


def number_of(text: str) -> int | float | None:
    """The number that a person wrote, with digits of any script and either decimal sign; `None` if it is none."""
    plain = text.replace("٫", ".").replace(",", ".").replace("−", "-")
    try:
        return int(plain)
    except ValueError:
        pass
    try:
        number = float(plain)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def field_for(attribute: Attribute, language: str) -> AttributeField:
    """The field that suits an attribute."""
    name = title_in(language, attribute)
    match attribute.kind:
        case AttributeKind.YES_NO:
            return SegmentedField(attribute, _yes_and_no(), (True, False), name)
        case AttributeKind.TEXT:
            return TextField(attribute, name)
        case AttributeKind.NUMBER:
            return NumberField(attribute, name)
        case AttributeKind.CHOICE:
            words = [title_in(language, choice) for choice in attribute.choices]
            if len(words) <= _FEW:
                field = SegmentedField(attribute, words, [choice.value for choice in attribute.choices], name)
                if field.needed_width() <= _ROOM:
                    return field
            return DropDownField(attribute, words, name)


def _yes_and_no() -> tuple[str, str]:
    translate = QCoreApplication.translate
    return translate("AttributeField", "Yes"), translate("AttributeField", "No")
