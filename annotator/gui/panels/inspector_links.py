"""All that hangs on the shown mention: its arguments, the parts that it plays, its relations, its cluster."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.gui.panels.inspector_arguments import ArgumentsForm
from annotator.gui.panels.inspector_cluster import ClusterCard
from annotator.gui.panels.inspector_relations import PartsList, RelationsList
from annotator.gui.panels.inspector_section import Section
from annotator.gui.panels.inspector_source import Source
from annotator.gui.panels.inspector_words import Words
from annotator.gui.theme import Theme
from annotator.gui.widgets import KeyedButton
from annotator.model.annotation import Argument, Kind, Mention
from annotator.model.change import Changes
from annotator.services.links import Links, links_of
from annotator.services.session import Session


class MentionLinks(QWidget):
    """The sections for what hangs on a mention; a section without anything to say is not there.

    Signals: see `Inspector`.
    """

    mention_requested = Signal(str)
    mention_pointed = Signal(object)
    fill_requested = Signal(str, str)
    arguments_deleted = Signal(list)
    argument_moved = Signal(object, int)
    role_changed = Signal(object, str)
    argument_attribute_requested = Signal(object, str, object)
    relate_requested = Signal(str)
    relation_relabelled = Signal(object, str)
    relation_reversed = Signal(object)
    relation_deleted = Signal(object)
    relation_attribute_requested = Signal(object, str, object)
    cluster_shown = Signal(str)
    link_requested = Signal(list)
    unlink_requested = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._links: Links | None = None
        self._form = ArgumentsForm()
        self._parts_list = PartsList()
        self._relations_list = RelationsList()
        self._card = ClusterCard()
        add = KeyedButton(self.tr("Add"), "E", self.tr("Add an argument"), object_name="argument_add")
        relate = KeyedButton(self.tr("Add"), "C", self.tr("Add a relation"), object_name="relation_add")
        link = KeyedButton(self.tr("Link"), "K", self.tr("Link to other mentions"), object_name="cluster_link")
        self._arguments = Section(self.tr("Arguments"), self._form, add)
        self._parts = Section(self.tr("Plays a part in"), self._parts_list)
        self._relations = Section(self.tr("Relations"), self._relations_list, relate)
        self._cluster = Section(self.tr("Cluster"), self._card, link)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for section in (self._arguments, self._cluster, self._parts, self._relations):
            layout.addWidget(section)
        add.clicked.connect(self._add_argument)
        relate.clicked.connect(self._relate)
        link.clicked.connect(self._link)
        self._connect()

    def _connect(self) -> None:
        form, relations = self._form, self._relations_list
        form.mention_requested.connect(self.mention_requested)
        form.mention_pointed.connect(self.mention_pointed)
        form.fill_requested.connect(self._fill)
        form.deleted.connect(self._delete_argument)
        form.moved.connect(self.argument_moved)
        form.role_changed.connect(self.role_changed)
        form.attribute_requested.connect(self.argument_attribute_requested)
        self._parts_list.jumped.connect(self.mention_requested)
        self._parts_list.pointed.connect(self.mention_pointed)
        relations.mention_requested.connect(self.mention_requested)
        relations.mention_pointed.connect(self.mention_pointed)
        relations.relabel_requested.connect(self.relation_relabelled)
        relations.reverse_requested.connect(self.relation_reversed)
        relations.delete_requested.connect(self.relation_deleted)
        relations.attribute_requested.connect(self.relation_attribute_requested)
        self._card.shown.connect(self.cluster_shown)
        self._card.unlink_requested.connect(self._unlink)

    # -- what the inspector says

    def set_session(self, session: Session | None) -> None:
        """Look into another session, or none."""
        self._session, self._links = session, None

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says; what is made later, too."""
        self._form.set_theme(theme)

    def show_mention(self, mention: Mention, source: Source, language: str) -> None:
        """Show what hangs on a mention now."""
        if self._session is None:
            return
        if self._links is not None and self._links.mention.id != mention.id:
            self.flush()
        links = links_of(self._session, mention)
        words = Words(self._session.scheme, language, source)
        self._links = links
        is_event = mention.kind is Kind.EVENT
        self._arguments.setVisible(is_event)
        if is_event:
            self._form.show_event(links, words, self._session.strictness)
        self._parts.setVisible(bool(links.parts))
        self._parts_list.show_links(links, words)
        self._relations.setVisible(links.may_relate or bool(links.relations))
        self._relations_list.show_links(links, words)
        self._card.show_cluster(links.linked)

    def is_touched_by(self, changes: Changes) -> bool:
        """Whether an act that leaves the mention itself as it is changed what hangs on it."""
        return self._links is not None and self._links.touched_by(changes)

    def flush(self) -> None:
        """Say everything that was typed and not yet said."""
        self._form.flush()
        self._relations_list.flush()

    def role_at(self, point: QPoint) -> str | None:
        """The role whose row is at a point of the screen."""
        return self._form.role_at(point) if self._arguments.isVisible() else None

    def set_drop_role(self, role: str | None) -> None:
        """Light the row of a role while something is dragged over it; `None` for none."""
        self._form.set_drop_role(role)

    # -- asking

    def _fill(self, role: str) -> None:
        if self._links is not None:
            self.fill_requested.emit(self._links.mention.id, role)

    def _add_argument(self) -> None:
        self._fill("")

    def _delete_argument(self, argument: Argument) -> None:
        self.arguments_deleted.emit([argument])

    def _relate(self) -> None:
        if self._links is not None:
            self.relate_requested.emit(self._links.mention.id)

    def _link(self) -> None:
        if self._links is not None:
            self.link_requested.emit([self._links.mention.id])

    def _unlink(self) -> None:
        if self._links is not None:
            self.unlink_requested.emit([self._links.mention.id])
