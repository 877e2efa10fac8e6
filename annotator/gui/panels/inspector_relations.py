"""The relations of a mention, and the parts that it plays in events."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.gui.panels.inspector_chip import ChipFacts
from annotator.gui.panels.inspector_chips import ChipColumn
from annotator.gui.panels.inspector_menus import RelationMenu
from annotator.gui.panels.inspector_words import Words
from annotator.gui.widgets import plain_label
from annotator.model.annotation import Relation
from annotator.services.links import Joined, Links, Part, Way


class PartsList(ChipColumn):
    """The events that a mention is part of, and as what; each row jumps there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_parts")
        self.setAccessibleName(self.tr("Plays a part in"))

    def show_links(self, links: Links, words: Words) -> None:
        """Show the parts that a mention plays."""
        self.show_chips([self._facts(part, words) for part in links.parts], words.language)

    def _facts(self, part: Part, words: Words) -> ChipFacts:
        label = words.scheme.find(part.event.label)
        roles = label.roles if label is not None else ()
        role = next((role for role in roles if role.name == part.argument.role), None)
        attributes = words.attributes(role.attributes) if role is not None else ()
        values = words.values(attributes, part.argument.attributes)
        lead = self.tr("{role} of").format(role=role.title(words.language) if role else part.argument.role)
        text = words.text(part.event)
        return ChipFacts(
            part.argument,
            part.event.id,
            text,
            words.source.direction,
            words.swatch(part.event),
            ", ".join((f"{lead} {text}", words.label(part.event).casefold(), *values)),
            words.tip(part.event, *values),
            lead=lead,
            sign=words.sign(attributes, part.argument.attributes),
            is_fixed=True,
        )


class RelationsList(QWidget):
    """The relations that begin or end at a mention.

    Signals:
        mention_requested: The mention to go to.
        mention_pointed: The mention that the pointer or the keyboard is on, or `None`.
        relabel_requested: `(relation, label)`.
        reverse_requested, delete_requested: The relation.
        attribute_requested: `(relation, attribute, value)`.
    """

    mention_requested = Signal(str)
    mention_pointed = Signal(object)
    relabel_requested = Signal(object, str)
    reverse_requested = Signal(object)
    delete_requested = Signal(object)
    attribute_requested = Signal(object, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_relations")
        self.setAccessibleName(self.tr("Relations"))
        self._links: Links | None = None
        self._words: Words | None = None
        self._menu: RelationMenu | None = None
        self._column = ChipColumn()
        self._nothing = plain_label(self.tr("No relation yet. C joins it to another mention."), "small")
        self._nothing.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._column)
        layout.addWidget(self._nothing)
        self._column.jumped.connect(self.mention_requested)
        self._column.pointed.connect(self.mention_pointed)
        self._column.removed.connect(self.delete_requested)
        self._column.attribute_changed.connect(self.attribute_requested)
        self._column.menu_requested.connect(self._open_menu)

    def show_links(self, links: Links, words: Words) -> None:
        """Show the relations of a mention."""
        self._links, self._words = links, words
        self._column.show_chips([self._facts(joined, words) for joined in links.relations], words.language)
        self._nothing.setVisible(not links.relations)

    def flush(self) -> None:
        """Emit what is typed but not yet said."""
        self._column.flush()

    def _facts(self, joined: Joined, words: Words) -> ChipFacts:
        relation, other = joined.relation, joined.other
        label = words.scheme.find(relation.label)
        attributes = words.attributes(label.attributes) if label is not None else ()
        values = words.values(attributes, relation.attributes)
        title = label.title(words.language) if label is not None else relation.label
        text, warning = words.text(other), joined.misfit or ""
        said = self.tr("{relation} from {text}, {label}") if joined.way is Way.BACK else "{relation}: {text}, {label}"
        name = said.format(relation=title, text=text, label=words.label(other).casefold())
        guideline = label.guideline if label is not None else ""
        return ChipFacts(
            relation,
            other.id,
            text,
            words.source.direction,
            words.swatch(other),
            ", ".join((name, *values)),
            "\n".join(filter(None, (words.tip(other, *values, warning), guideline))),
            lead=title,
            way=joined.way,
            sign=words.sign(attributes, relation.attributes),
            warning=warning,
            attributes=attributes,
            values=relation.attributes,
        )

    # -- the menu of a chip

    def _open_menu(self, relation: Relation, at: QPoint) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = RelationMenu(relation, self._others(relation), self)
        self._menu.jump_requested.connect(self._jump)
        self._menu.label_chosen.connect(self.relabel_requested)
        self._menu.reverse_requested.connect(self.reverse_requested)
        self._menu.delete_requested.connect(self.delete_requested)
        self._menu.popup(at)

    def _joined(self, relation: Relation) -> Joined | None:
        relations = self._links.relations if self._links is not None else ()
        return next((joined for joined in relations if joined.relation.id == relation.id), None)

    def _others(self, relation: Relation) -> dict[str, str]:
        """The other relations that may join the two mentions, with their titles."""
        joined = self._joined(relation)
        if joined is None or self._links is None or self._words is None:
            return {}
        here, there = self._links.mention.label, joined.other.label
        ends = (here, there) if relation.source == self._links.mention.id else (there, here)
        labels = self._words.scheme.relations_between(*ends)
        return {label.name: label.title(self._words.language) for label in labels if label.name != relation.label}

    def _jump(self, relation: Relation) -> None:
        joined = self._joined(relation)
        if joined is not None:
            self.mention_requested.emit(joined.other.id)
