"""The roles of an event as rows."""

from PySide6.QtWidgets import QFormLayout, QSizePolicy, QWidget

from annotator.gui.building import row
from annotator.gui.scheme.fields import KeyField, Line, ManyField, NamesField, OneField, ordered_like
from annotator.gui.scheme.rows import Row, Rows
from annotator.gui.theme import Theme
from annotator.gui.widgets import plain_label, spread_theme
from annotator.model.scheme import Role, Scheme

_EXACT = ("{2}", "{3}", "{4}")
_NAME, _NUMBER, _KEY = 132, 124, 56


class RoleRow(Row):
    """One role: its name, who may fill it, how many, its key; below its names, guideline and attributes."""

    def __init__(self, role: Role, scheme: Scheme, *, is_new: bool) -> None:
        name = role.name or self.tr("the new role")
        super().__init__(f"role_{role.name}", name, "" if is_new else role.name)
        self._role = role
        self._title = Line("role_name", self.tr("Name of the role {name}").format(name=name), self.tr("Name"))
        self._title.show_value(role.name)
        self._title.setFixedWidth(_NAME)
        self._fillers = ManyField("role_fillers", self.tr("Who may be {name}").format(name=name), self.tr("anything"))
        self._fillers.offer([label.name for label in scheme.labels if label.kind != "relation"])
        self._fillers.show_value(role.fillers)
        self._number = OneField("role_number", self.tr("How many can be {name}").format(name=name))
        self._offer_numbers()
        self._number.setFixedWidth(_NUMBER)
        self._key = KeyField("role_key", self.tr("Key of {name}").format(name=name))
        self._key.show_value(role.key)
        for field in (self._title, self._fillers, self._number, self._key):
            self.line.addWidget(field, 1 if field is self._fillers else 0)
        self._build_more(scheme, name)
        self.finish(can_open=True)
        for changing in (self._title, self._fillers, self._key, self._names, self._guideline, self._attributes):
            changing.changed.connect(self.say_changed)
        self._number.changed.connect(self.say_changed)

    def _offer_numbers(self) -> None:
        words = {
            "*": self.tr("any number"),
            "+": self.tr("one or more"),
            "1": self.tr("exactly one"),
            "?": self.tr("at most one"),
        }
        signs = (*words, *_EXACT, *({self._role.cardinality} - {*words, *_EXACT}))
        exactly = self.tr("exactly {n}")
        self._number.offer([(words.get(sign) or exactly.format(n=sign.strip("{}")), sign) for sign in signs])
        self._number.show_value(self._role.cardinality)

    def _build_more(self, scheme: Scheme, name: str) -> None:
        self._names = NamesField("role_names", self.tr("Name of {name}").format(name=name))
        self._names.show_value(self._role.names)
        self._guideline = Line("role_guideline", self.tr("Guideline for {name}").format(name=name))
        self._guideline.show_value(self._role.guideline)
        self._attributes = ManyField(
            "role_attributes", self.tr("Attributes of {name}").format(name=name), self.tr("none")
        )
        self._attributes.offer([attribute.name for attribute in scheme.attributes])
        self._attributes.show_value(self._role.attributes)
        layout = QFormLayout(self.more)
        layout.setContentsMargins(0, 0, 4, 2)
        layout.addRow(plain_label(self.tr("Shown as"), "small"), self._names)
        layout.addRow(plain_label(self.tr("Guideline"), "small"), self._guideline)
        layout.addRow(plain_label(self.tr("Attributes"), "small"), self._attributes)

    def row_name(self) -> str:
        """The name as written."""
        return self._title.value()

    def role(self) -> Role:
        """The role as the row says."""
        return Role(
            self._title.value(),
            self._fillers.value(),
            self._number.value(),
            self._key.value(),
            ordered_like(self._names.value(), self._role.names),
            self._guideline.value(),
            self._attributes.value(),
        )


class RoleRows(Rows[RoleRow]):
    """All roles of an event."""

    def __init__(self) -> None:
        super().__init__("roles", self.tr("Add a role"))
        self._scheme: Scheme | None = None
        self._theme = Theme()
        self._captions = self._make_captions()
        self._layout.insertWidget(0, self._captions)

    def _make_captions(self) -> QWidget:
        name, number = plain_label(self.tr("Name"), "micro"), plain_label(self.tr("How many"), "micro")
        key = plain_label(self.tr("Key"), "micro")
        for caption, width in ((name, _NAME), (number, _NUMBER), (key, _KEY + 2 * 34)):
            caption.setFixedWidth(width)
        fillers = plain_label(self.tr("Filled by"), "micro")
        fillers.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return row(name, fillers, number, key, gap=6, margins=(9, 0, 5, 0))

    def set_theme(self, theme: Theme) -> None:
        """Take another theme, for rows to come too."""
        self._theme = theme

    def show_roles(self, roles: tuple[Role, ...], scheme: Scheme) -> None:
        """Show the roles of an event."""
        self.clear()
        self._scheme = scheme
        for role in roles:
            self.take(RoleRow(role, scheme, is_new=False))
        self._captions.setVisible(bool(roles))

    def take(self, made: RoleRow) -> None:
        """One row more."""
        spread_theme(made, self._theme)
        super().take(made)

    def make_new(self) -> RoleRow:
        """A role without a name."""
        if self._scheme is None:
            raise ValueError("roles belong to a scheme")
        self._captions.show()
        return RoleRow(Role(""), self._scheme, is_new=True)

    def roles(self) -> tuple[Role, ...]:
        """The roles as the rows say."""
        return tuple(there.role() for there in self.rows)
