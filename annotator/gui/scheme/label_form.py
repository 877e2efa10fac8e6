"""The form of a label."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.gui.building import button, row
from annotator.gui.scheme import words
from annotator.gui.scheme.examples import ExampleRows
from annotator.gui.scheme.fields import HueField, KeyField, Line, ManyField, NamesField, OneField, Prose, ordered_like
from annotator.gui.scheme.form import Ask, Form, check_box
from annotator.gui.scheme.roles import RoleRows
from annotator.gui.theme import Theme
from annotator.gui.widgets import plain_label, spread_theme
from annotator.model.scheme import Label, LabelKind, Role, Scheme
from annotator.services.schemes.label_edits import AddLabel, ChangeLabel


class LabelForm(Form):
    """Everything about one label, or about a new one.

    Signals:
        merge_requested, delete_requested: For the label that is shown.
        passages_requested: The person wants to see mentions of the label.
    """

    merge_requested = Signal()
    delete_requested = Signal()
    passages_requested = Signal()

    def __init__(self) -> None:
        super().__init__("label_form")
        self._scheme: Scheme | None = None
        self._label = Label("", "entity")
        self._is_new = False
        self._build_names()
        self._build_look()
        self._build_rules()
        self._build_guideline()
        self.column.addStretch(1)
        self._watch()

    # -- building

    def _build_names(self) -> None:
        self.section()
        self._name = Line("label_name", self.tr("Name"), "Contact.Meet")
        self._names = NamesField("label_names", self.tr("Shown as"))
        self._short = Line("label_short", self.tr("Short form for the tag"), self.tr("like the end of the name"))
        self.field(self.tr("Name"), self._name)
        self.field(self.tr("Shown as"), self._names)
        self.field(self.tr("Short"), self._short)

    def _build_look(self) -> None:
        self._hue = HueField("label_hue", self.tr("Colour"))
        self._key = KeyField("label_key", self.tr("Key"))
        self._conflict = plain_label("", "danger")
        self._conflict.setObjectName("label_key_conflict")
        self._parent = OneField("label_parent", self.tr("Below"))
        self._abstract = check_box(self.tr("Only a heading for those below it"), "label_abstract")
        self._symmetric = check_box(self.tr("Has no direction"), "label_symmetric")
        self.field(self.tr("Colour"), row(self._hue, None))
        self._key_caption = self.field(self.tr("Key"), row(self._key, self._conflict, None))
        self.field(self.tr("Below"), self._parent)
        self.field("", self._abstract)
        self._symmetric_caption = self.field("", self._symmetric)

    def _build_rules(self) -> None:
        self._attributes = ManyField("label_attributes", self.tr("Attributes"), self.tr("none"))
        self._source = ManyField("label_source", self.tr("Leads from"), self.tr("anything"))
        self._target = ManyField("label_target", self.tr("Leads to"), self.tr("anything"))
        self.field(self.tr("Attributes"), self._attributes)
        self._source_caption = self.field(self.tr("Leads from"), self._source)
        self._target_caption = self.field(self.tr("Leads to"), self._target)
        self._roles_head = plain_label(self.tr("Roles"), "head")
        self._roles = RoleRows()
        self.column.addSpacing(12)
        self.column.addWidget(self._roles_head)
        self.column.addWidget(self._roles)

    def _build_guideline(self) -> None:
        self.section(self.tr("Guideline"))
        self._guideline = Prose("label_guideline", self.tr("Guideline"))
        self.column.addWidget(self._guideline)
        self._examples = ExampleRows()
        self.column.addWidget(self._examples)
        self._merge = button(self.tr("Merge into another…"), "secondary", "label_merge")
        self._delete = button(self.tr("Delete…"), "secondary", "label_delete")
        self._deeds = row(self._merge, self._delete, None)
        self.column.addSpacing(12)
        self.column.addWidget(self._deeds)

    def _watch(self) -> None:
        fields = (self._name, self._names, self._short, self._hue, self._key, self._attributes, self._source)
        for field in (*fields, self._target, self._roles, self._guideline, self._examples):
            field.changed.connect(self.say_changed)
        self._key.changed.connect(self._tell_conflict)
        self._parent.changed.connect(self.say_changed)
        self._abstract.clicked.connect(self.say_changed)
        self._symmetric.clicked.connect(self.say_changed)
        self._merge.clicked.connect(self.merge_requested)
        self._delete.clicked.connect(self.delete_requested)
        self._examples.passages_requested.connect(self.passages_requested)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self._roles.set_theme(theme)
        self._examples.set_theme(theme)
        spread_theme(self, theme)

    # -- showing

    @property
    def label(self) -> Label:
        """The label that is shown, as the scheme has it."""
        return self._label

    @property
    def examples(self) -> ExampleRows:
        """The rows of examples."""
        return self._examples

    @property
    def merge_button(self) -> QWidget:
        """Where a list of labels to merge into drops down."""
        return self._merge

    def first_field(self) -> QWidget:
        """The name."""
        return self._name

    def show_new(self, scheme: Scheme, kind: LabelKind, parent: str) -> None:
        """Show a form for a new label of a kind, below another."""
        above = scheme.find(parent)
        hue = above.hue if above is not None else "blue"
        name = f"{parent}." if parent else ""
        self._show(scheme, Label(name, kind, parent=parent, hue=hue), is_new=True)

    def show_label(self, scheme: Scheme, label: Label) -> None:
        """Show a label of a scheme."""
        self._show(scheme, label, is_new=False)

    def _show(self, scheme: Scheme, label: Label, *, is_new: bool) -> None:
        self._scheme, self._label, self._is_new = scheme, label, is_new
        self._name.show_value(label.name)
        self._names.show_value(label.names)
        self._short.show_value(label.short)
        self._hue.show_value(label.hue, label.kind)
        self._key.show_value(label.key)
        self._abstract.setChecked(label.abstract)
        self._symmetric.setChecked(label.symmetric)
        self._guideline.show_value(label.guideline)
        self._offer_parents(scheme, label)
        self._show_rules(scheme, label)
        self._examples.show_examples(label.examples, can_take=not is_new and label.kind != "relation")
        self._deeds.setVisible(not is_new)
        self._tell_conflict()

    def _offer_parents(self, scheme: Scheme, label: Label) -> None:
        others = (
            other.name
            for other in scheme.labels
            if other.kind == label.kind and not scheme.is_a(other.name, label.name)
        )
        self._parent.offer([(self.tr("nothing, it stands on its own"), ""), *((name, name) for name in others)])
        self._parent.show_value(label.parent)

    def _show_rules(self, scheme: Scheme, label: Label) -> None:
        mentions = [other.name for other in scheme.labels if other.kind != "relation"]
        self._attributes.offer([attribute.name for attribute in scheme.attributes])
        self._attributes.show_value(label.attributes)
        for field, said in ((self._source, label.source), (self._target, label.target)):
            field.offer(mentions)
            field.show_value(said)
        self._roles.show_roles(label.roles, scheme)
        is_relation, is_event = label.kind == "relation", label.kind == "event"
        ends = (self._source, self._source_caption, self._target, self._target_caption)
        for part in (*ends, self._symmetric, self._symmetric_caption):
            part.setVisible(is_relation)
        for part in (self._roles, self._roles_head):
            part.setVisible(is_event)

    def _tell_conflict(self) -> None:
        """A key that another label has is said at once."""
        key = self._key.value()
        labels = self._scheme.labels if self._scheme is not None else ()
        others = [label.name for label in labels if key and label.key == key and label.name != self._label.name]
        said = self.tr("This is the key of {label}").format(label=words.named(others[0])) if others else ""
        self._conflict.setText(said)

    # -- asking

    def ask(self) -> Ask | None:
        """The change that the form means."""
        after = self._after()
        if self._is_new:
            is_named = bool(after.name.strip(". ")) and not after.name.endswith(".")
            return Ask(words.added(after.name), AddLabel(after), ("label", after.name)) if is_named else None
        origins = self._roles.origins()
        if after == self._label and self._keeps_roles(origins):
            return None
        title = words.renamed(self._label.name, after.name) if after.name != self._label.name else ""
        edit = ChangeLabel(after, self._label.name, origins)
        return Ask(title or words.changed(after.name), edit, ("label", after.name))

    def _keeps_roles(self, origins: dict[str, str]) -> bool:
        return {role.name: role.name for role in self._label.roles} == origins

    def _after(self) -> Label:
        roles: tuple[Role, ...] = self._roles.roles() if self._label.kind == "event" else ()
        return replace(
            self._label,
            name=self._name.value(),
            names=ordered_like(self._names.value(), self._label.names),
            short=self._short.value(),
            hue=self._hue.value(),
            key=self._key.value(),
            parent=self._parent.value(),
            abstract=self._abstract.isChecked(),
            symmetric=self._symmetric.isChecked(),
            attributes=self._attributes.value(),
            source=self._source.value(),
            target=self._target.value(),
            guideline=self._said_guideline(),
            examples=tuple(example for example in self._examples.examples() if example.text),
            roles=roles,
        )

    def _said_guideline(self) -> str:
        said = self._guideline.value()
        return self._label.guideline if said == self._label.guideline.strip() else said
