"""The attributes of a mention, as the scheme says: a field for each, made anew only for another set of attributes."""

from PySide6.QtCore import QEvent, QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from annotator.gui.panels.inspector_fields import AttributeField, field_for, title_in
from annotator.gui.theme import SIZE, Theme, font
from annotator.gui.widgets import plain_label, plain_tip, spread_theme
from annotator.gui.widgets.painting import text_width, visual_rect
from annotator.model.annotation import Attributes
from annotator.model.scheme import Attribute

_NARROWEST_NAME, _WIDEST_NAME = 60, 112
_GAP = 8
_NAME_HEIGHT = 20
_MOST_PAGES = 24


class AttributesForm(QWidget):
    """Shows the fields of one set of attributes at a time; those of other labels wait, hidden.

    Signals:
        changed: `(attribute, value)`; a value of `None` takes it away.
    """

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_attributes")
        self._theme = Theme()
        self._pages: dict[tuple[str, ...], AttributesPage] = {}
        self._page: AttributesPage | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        spread_theme(self, theme)

    def set_attributes(self, attributes: tuple[Attribute, ...], language: str) -> None:
        """Have a field for each of these."""
        page = self._page_for(attributes, language)
        if page is self._page:
            return
        if self._page is not None:
            self._page.hide()
        page.show()
        self._page = page

    def _page_for(self, attributes: tuple[Attribute, ...], language: str) -> "AttributesPage":
        names = tuple(attribute.name for attribute in attributes)
        page = self._pages.get(names)
        if page is not None and page.is_for(attributes, language):
            return page
        if page is not None or len(self._pages) >= _MOST_PAGES:
            self._drop(names if page is not None else next(iter(self._pages)))
        self._pages[names] = made = self._new_page(attributes, language)
        return made

    def _new_page(self, attributes: tuple[Attribute, ...], language: str) -> "AttributesPage":
        page = AttributesPage(attributes, language)
        page.changed.connect(self.changed)
        spread_theme(page, self._theme)
        self._layout.addWidget(page)
        return page

    def _drop(self, names: tuple[str, ...]) -> None:
        page = self._pages.pop(names)
        self._layout.removeWidget(page)
        page.hide()
        page.deleteLater()

    def show_values(self, values: Attributes) -> None:
        """Show what a mention says; where it says nothing the default holds."""
        if self._page is not None:
            self._page.show_values(values)

    def flush(self) -> None:
        """Emit what is typed but not yet said."""
        if self._page is not None:
            self._page.flush()


class AttributesPage(QWidget):
    """Names and fields of one set of attributes, one below the other."""

    changed = Signal(str, object)

    def __init__(self, attributes: tuple[Attribute, ...], language: str) -> None:
        super().__init__()
        self._attributes, self._language = attributes, language
        self._rows = [AttributeRow(attribute, language) for attribute in attributes]
        names = [row.name_width for row in self._rows if row.name_width <= _WIDEST_NAME]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for row in self._rows:
            row.set_column(max(names, default=_NARROWEST_NAME))
            row.changed.connect(self.changed)
            layout.addWidget(row)

    def is_for(self, attributes: tuple[Attribute, ...], language: str) -> bool:
        """Whether these attributes, named in this language, are what it has fields for."""
        return (attributes, language) == (self._attributes, self._language)

    def show_values(self, values: Attributes) -> None:
        """Show what a mention says."""
        for row in self._rows:
            row.show_values(values)

    def flush(self) -> None:
        """Emit what is typed but not yet said."""
        for row in self._rows:
            row.field.flush()


class AttributeRow(QWidget):
    """The name of an attribute and its field: beside it where there is room, else below.

    It lays itself out, for its height follows from its width, and a box layout learns that a turn of events too late.

    Attributes:
        name_width: Pixels that the name needs.
    """

    changed = Signal(str, object)

    def __init__(self, attribute: Attribute, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field: AttributeField = field_for(attribute, language)
        self.field.setParent(self)
        self._attribute = attribute
        self._name = title_in(language, attribute)
        self._column = _NARROWEST_NAME
        self.name_width = max(_NARROWEST_NAME, round(text_width(self._mark(), font("small"))) + 2)
        self._label = plain_label(self._mark(), "small", self)
        self._label.setToolTip(plain_tip(attribute.guideline))
        self.field.changed.connect(self._change)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_column(self, width: int) -> None:
        """Names that stand beside their fields share a column of this width."""
        self._column = width
        self._place()

    def _stands_beside(self, width: int) -> bool:
        needed = self._column + _GAP + self.field.needed_width()
        return self.name_width <= self._column and needed <= width

    def hasHeightForWidth(self) -> bool:
        """A narrow row has its field below its name."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height at a width."""
        field = self.field.sizeHint().height()
        return max(SIZE["control"], field) if self._stands_beside(width) else _NAME_HEIGHT + field

    def sizeHint(self) -> QSize:
        """Height for the present width."""
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def minimumSizeHint(self) -> QSize:
        """As low as its field."""
        return QSize(120, SIZE["control"])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be room beside the name now, or no more."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """The field has become higher or lower, or the window was mirrored."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        elif event.type() is QEvent.Type.LayoutDirectionChange:
            self._place()
        return super().event(event)

    def _place(self) -> None:
        width, height = self.width(), self.field.sizeHint().height()
        if self._stands_beside(width):
            name = QRect(0, 0, self._column, SIZE["control"])
            field = QRect(self._column + _GAP, 0, width - self._column - _GAP, height)
        else:
            name, field = QRect(0, 0, width, _NAME_HEIGHT), QRect(0, _NAME_HEIGHT, width, height)
        for part, place in ((self._label, name), (self.field, field)):
            part.setGeometry(visual_rect(self.layoutDirection(), self.rect(), place))

    def _mark(self) -> str:
        return f"{self._name} *" if self._attribute.required else self._name

    def show_values(self, values: Attributes) -> None:
        """Show the attribute's value; a required one without any is marked."""
        value = values.get(self._attribute.name, self._attribute.default)
        self.field.show_value(value)
        is_missing = self._attribute.required and value is None
        self._label.setText(self.tr("{name}: required").format(name=self._name) if is_missing else self._mark())
        if self._label.property("kind") != (kind := "warn" if is_missing else "small"):
            self._label.setProperty("kind", kind)
            self._label.style().polish(self._label)

    def _change(self, value: object) -> None:
        self.changed.emit(self._attribute.name, value)
