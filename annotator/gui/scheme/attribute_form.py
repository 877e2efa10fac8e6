"""The form of an attribute, and that of the scheme itself."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from annotator.gui.building import button, row
from annotator.gui.panels.inspector_fields import number_of
from annotator.gui.scheme import words
from annotator.gui.scheme.fields import KeyField, Line, ManyField, NamesField, OneField, Prose, ordered_like
from annotator.gui.scheme.form import Ask, Form, check_box
from annotator.gui.scheme.rows import Row, Rows
from annotator.gui.theme import Theme
from annotator.gui.widgets import plain_label, spread_theme
from annotator.model.annotation import Value
from annotator.model.scheme import Attribute, AttributeKind, Choice, Scheme
from annotator.services.schemes.attribute_edits import AddAttribute, ChangeAttribute
from annotator.services.schemes.label_edits import ChangeScheme

_MARK = 64


class ChoiceRow(Row):
    """One value of a choice: what it is called, its key, its mark; below its names."""

    def __init__(self, choice: Choice, *, is_new: bool) -> None:
        name = choice.value or self.tr("the new value")
        super().__init__(f"choice_{choice.value}", name, "" if is_new else choice.value)
        self._choice = choice
        self._value = Line("choice_value", self.tr("Value {name}").format(name=name), self.tr("Value"))
        self._value.show_value(choice.value)
        self._key = KeyField("choice_key", self.tr("Key of {name}").format(name=name))
        self._key.show_value(choice.key)
        self._mark = Line("choice_mark", self.tr("Mark of {name}").format(name=name), self.tr("mark"))
        self._mark.setMaxLength(4)
        self._mark.setFixedWidth(_MARK)
        self._mark.show_value(choice.mark)
        for field in (self._value, self._key, self._mark):
            self.line.addWidget(field, 1 if field is self._value else 0)
        self._names = NamesField("choice_names", self.tr("Name of {name}").format(name=name))
        self._names.show_value(choice.names)
        layout = QFormLayout(self.more)
        layout.setContentsMargins(0, 0, 4, 2)
        layout.addRow(plain_label(self.tr("Shown as"), "small"), self._names)
        self.finish(can_open=True)
        for changing in (self._value, self._key, self._mark, self._names):
            changing.changed.connect(self.say_changed)

    def row_name(self) -> str:
        """The value as written."""
        return self._value.value()

    def choice(self) -> Choice:
        """The choice as the row says."""
        names = ordered_like(self._names.value(), self._choice.names)
        return Choice(self._value.value(), names, self._key.value(), self._mark.value())


class ChoiceRows(Rows[ChoiceRow]):
    """All values of a choice."""

    def __init__(self) -> None:
        super().__init__("choices", self.tr("Add a value"))
        self._theme = Theme()

    def set_theme(self, theme: Theme) -> None:
        """Take another theme, for rows to come too."""
        self._theme = theme

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        """Show the values of an attribute."""
        self.clear()
        for choice in choices:
            self.take(ChoiceRow(choice, is_new=False))

    def take(self, made: ChoiceRow) -> None:
        """One row more."""
        spread_theme(made, self._theme)
        super().take(made)

    def make_new(self) -> ChoiceRow:
        """A value without a name."""
        return ChoiceRow(Choice(""), is_new=True)

    def choices(self) -> tuple[Choice, ...]:
        """The values as the rows say."""
        return tuple(there.choice() for there in self.rows)


class AttributeForm(Form):
    """Everything about one attribute, or about a new one.

    Signals:
        delete_requested: For the attribute that is shown.
    """

    delete_requested = Signal()

    def __init__(self) -> None:
        super().__init__("attribute_form")
        self._attribute = Attribute("", AttributeKind.YES_NO)
        self._carriers: tuple[str, ...] = ()
        self._default_row: ChoiceRow | None = None
        self._is_new = False
        self._build()
        self._watch()

    def _build(self) -> None:
        self.section()
        self._name = Line("attribute_name", self.tr("Name"), "tense")
        self._names = NamesField("attribute_names", self.tr("Shown as"))
        self._kind = OneField("attribute_kind", self.tr("Values"))
        kinds = {
            AttributeKind.CHOICE: self.tr("one of a list"),
            AttributeKind.YES_NO: self.tr("yes or no"),
            AttributeKind.TEXT: self.tr("text"),
            AttributeKind.NUMBER: self.tr("a number"),
        }
        self._kind.offer([(said, kind) for kind, said in kinds.items()])
        self._default = OneField("attribute_default", self.tr("If nothing is said"))
        self._default_text = Line("attribute_default_text", self.tr("If nothing is said"), self.tr("not said"))
        self._required = check_box(self.tr("The check asks for a value"), "attribute_required")
        self._labels = ManyField("attribute_labels", self.tr("Labels that carry it"), self.tr("none"))
        self._key = KeyField("attribute_key", self.tr("Key"))
        self._mark = Line("attribute_mark", self.tr("Mark beside the tag"), self.tr("mark"))
        self._mark.setMaxLength(4)
        self._mark.setFixedWidth(_MARK)
        self.field(self.tr("Name"), self._name)
        self.field(self.tr("Shown as"), self._names)
        self.field(self.tr("Values"), self._kind)
        self._choices_caption = self.field(self.tr("List"), self._make_choices())
        self.field(self.tr("If nothing is said"), row(self._default, self._default_text, gap=0))
        self.field("", self._required)
        self.field(self.tr("Carried by"), self._labels)
        self._key_and_mark = row(self._key, self._mark, None)
        self._key_caption = self.field(self.tr("Key, mark"), self._key_and_mark)
        self.section(self.tr("Guideline"))
        self._guideline = Prose("attribute_guideline", self.tr("Guideline"))
        self.column.addWidget(self._guideline)
        self._delete = button(self.tr("Delete…"), "secondary", "attribute_delete")
        self.column.addSpacing(12)
        self.column.addWidget(row(self._delete, None))
        self.column.addStretch(1)

    def _make_choices(self) -> QWidget:
        self._choices = ChoiceRows()
        return self._choices

    def _watch(self) -> None:
        fields = (self._name, self._names, self._labels, self._key, self._mark, self._guideline, self._default_text)
        for field in fields:
            field.changed.connect(self.say_changed)
        self._choices.changed.connect(self._on_choices)
        self._kind.changed.connect(self._on_kind)
        self._default.changed.connect(self._on_default)
        self._required.clicked.connect(self.say_changed)
        self._delete.clicked.connect(self.delete_requested)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self._choices.set_theme(theme)
        spread_theme(self, theme)

    # -- showing

    @property
    def attribute(self) -> Attribute:
        """The attribute that is shown, as the scheme has it."""
        return self._attribute

    def first_field(self) -> QWidget:
        """The name."""
        return self._name

    def show_new(self, scheme: Scheme) -> None:
        """Show a form for a new attribute."""
        self._show(scheme, Attribute("", AttributeKind.YES_NO), is_new=True)

    def show_attribute(self, scheme: Scheme, attribute: Attribute) -> None:
        """Show an attribute of a scheme."""
        self._show(scheme, attribute, is_new=False)

    def _show(self, scheme: Scheme, attribute: Attribute, *, is_new: bool) -> None:
        self._attribute, self._is_new = attribute, is_new
        self._carriers = tuple(label.name for label in scheme.labels if attribute.name in label.attributes)
        self._name.show_value(attribute.name)
        self._names.show_value(attribute.names)
        self._kind.show_value(attribute.kind)
        self._choices.show_choices(attribute.choices)
        self._required.setChecked(attribute.required)
        self._labels.offer([label.name for label in scheme.labels if not label.abstract])
        self._labels.show_value(self._carriers)
        self._key.show_value(attribute.key)
        self._mark.show_value(attribute.mark)
        self._guideline.show_value(attribute.guideline)
        self._delete.setVisible(not is_new)
        self._show_kind(attribute.default)
        self._hold_default()

    def _show_kind(self, default: Value | None) -> None:
        """Show what this kind of values needs, and the value that holds when nothing is said."""
        kind = self._kind.value()
        is_choice, is_yes_no = kind is AttributeKind.CHOICE, kind is AttributeKind.YES_NO
        for part in (self._choices, self._choices_caption):
            part.setVisible(is_choice)
        self._key_caption.setVisible(is_yes_no)
        self._key_and_mark.setVisible(is_yes_no)
        self._default.setVisible(is_choice or is_yes_no)
        self._default_text.setVisible(not (is_choice or is_yes_no))
        options: list[tuple[str, Value | None]] = [(self.tr("not said"), None)]
        if is_yes_no:
            options += [(self.tr("yes"), True), (self.tr("no"), False)]
        elif is_choice:
            options += [(choice.value, choice.value) for choice in self._choices.choices() if choice.value]
        known = [value for _words, value in options]
        self._default.offer(options)
        self._default.show_value(default if default in known else None)
        self._default_text.show_value("" if default is None else str(default))

    def _on_kind(self) -> None:
        self._show_kind(None)
        self._hold_default()
        self.changed.emit()

    def _on_choices(self) -> None:
        """The default follows its value, letter by letter."""
        held = self._default_row
        if held is not None and held not in self._choices.rows:
            merged = self._choices.origins().get(held.origin, "")
            held = next((there for there in self._choices.rows if there.row_name() == merged), None)
        self._show_kind(held.row_name() if held is not None else self._default.value())
        self._hold_default()
        self.changed.emit()

    def _on_default(self) -> None:
        self._hold_default()
        self.changed.emit()

    def _hold_default(self) -> None:
        default = self._default.value()
        self._default_row = next((there for there in self._choices.rows if there.row_name() == default), None)

    # -- asking

    def ask(self) -> Ask | None:
        """The change that the form means."""
        after, carriers = self._after(), self._labels.value()
        if self._is_new:
            edit = AddAttribute(after, carriers)
            return Ask(words.added(after.name), edit, ("attribute", after.name)) if after.name else None
        origins = self._choices.origins()
        is_same = origins == {choice.value: choice.value for choice in self._attribute.choices}
        if after == self._attribute and is_same and set(carriers) == set(self._carriers):
            return None
        labels = None if set(carriers) == set(self._carriers) else carriers
        title = words.renamed(self._attribute.name, after.name) if after.name != self._attribute.name else ""
        change = ChangeAttribute(after, labels, self._attribute.name, origins)
        return Ask(title or words.changed(after.name), change, ("attribute", after.name))

    def _after(self) -> Attribute:
        kind = self._kind.value()
        is_yes_no = kind is AttributeKind.YES_NO
        said = self._guideline.value()
        return Attribute(
            self._name.value(),
            kind,
            self._choices.choices() if kind is AttributeKind.CHOICE else (),
            self._said_default(kind),
            self._required.isChecked(),
            ordered_like(self._names.value(), self._attribute.names),
            self._attribute.guideline if said == self._attribute.guideline.strip() else said,
            self._key.value() if is_yes_no else "",
            self._mark.value() if is_yes_no else "",
        )

    def _said_default(self, kind: AttributeKind) -> Value | None:
        if kind in (AttributeKind.CHOICE, AttributeKind.YES_NO):
            held: Value | None = self._default.value()
            return held
        text = self._default_text.value()
        if kind is AttributeKind.NUMBER:
            number = number_of(text)
            return text or None if number is None else number
        return text or None


class SchemeForm(Form):
    """What the scheme says of itself."""

    def __init__(self) -> None:
        super().__init__("scheme_form")
        self._scheme: Scheme | None = None
        self.section()
        self._title = Line("scheme_title", self.tr("Title"))
        self._description = Prose("scheme_description", self.tr("Description"), 6)
        self._cycles = check_box(self.tr("Events may, through their arguments, be part of themselves"), "scheme_cycles")
        self.field(self.tr("Title"), self._title)
        self.field(self.tr("Description"), self._description)
        self.field("", self._cycles)
        self.column.addStretch(1)
        self._title.changed.connect(self.say_changed)
        self._description.changed.connect(self.say_changed)
        self._cycles.clicked.connect(self.say_changed)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        spread_theme(self, theme)

    def first_field(self) -> QWidget:
        """The title."""
        return self._title

    def show_scheme(self, scheme: Scheme) -> None:
        """Show what a scheme says of itself."""
        self._scheme = scheme
        self._title.show_value(scheme.title)
        self._description.show_value(scheme.description)
        self._cycles.setChecked(scheme.allow_cycles)

    def ask(self) -> Ask | None:
        """The change that the form means."""
        scheme = self._scheme
        if scheme is None:
            return None
        said = self._description.value()
        description = scheme.description if said == scheme.description.strip() else said
        edit = ChangeScheme(self._title.value(), description, self._cycles.isChecked())
        if edit == ChangeScheme(scheme.title, scheme.description, scheme.allow_cycles):
            return None
        return Ask(words.changed(scheme.name), edit, ("scheme", scheme.name))
