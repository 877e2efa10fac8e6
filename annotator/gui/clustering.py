"""From a key to a cluster: which one is meant depends on the one that was used last.

One key puts mention after mention into the same cluster; another asks which. A cluster is used when somebody puts
mentions into it, merges others into it, or chooses it in the list of clusters.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, Signal

from annotator.gui.cluster_edits import ClusterEdits
from annotator.gui.making_pages import CLUSTERS
from annotator.gui.naming import number
from annotator.gui.widgets import Entry, Picker
from annotator.model.annotation import Cluster, Kind, Mention
from annotator.model.ids import ClusterId, DocumentId, MentionId
from annotator.services.cluster_list import ClusterList, Group, ranked, reads_as
from annotator.services.session import Session

if TYPE_CHECKING:
    from annotator.gui.window import Window

_NEW = "new"
"""What the picker calls a cluster that is not there yet."""


class Clustering(QObject):
    """The gestures that put mentions into clusters, and the light on the fellows of the selected one.

    Attributes:
        edits: Asks the session.
    """

    targets_changed = Signal(object)
    """Into which clusters the next mention would go: a `frozenset` of `ClusterId`, one of each kind at most."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._view = window.centre.view
        self._reading = window.reading
        self._asking = window.asking
        self._session: Session | None = None
        self._used: dict[tuple[DocumentId, Kind], ClusterId] = {}
        self._here: MentionId | None = None
        self._before: MentionId | None = None
        self._asked: MentionId | None = None
        self._picker: Picker | None = None
        self.edits = ClusterEdits(window.asking, self)
        self.edits.used.connect(self.use)
        window.reading.mention_shown.connect(self._on_mention)
        window.inspector.link_requested.connect(self.link_these)
        window.inspector.unlink_requested.connect(self.edits.unlink)
        window.inspector.cluster_shown.connect(self._show_page)
        self._follow(self._view.selected())

    # -- gestures

    def link(self) -> None:
        """Put the selected mention into the cluster used last; if there is none yet, begin one with it."""
        mention = self._selected()
        if mention is not None:
            self.link_these([mention.id])

    def link_these(self, mentions: Sequence[MentionId]) -> None:
        """Put mentions of one kind into the cluster used last, or into a new one."""

        def first(session: Session) -> Mention:
            return session.mention(mentions[0])

        found = self._asking.attempt(first) if mentions else None
        if found is None:
            return
        target = self.target(found.kind) or found.cluster
        if target is None:
            self.edits.new_cluster(mentions)
        else:
            self.edits.link(mentions, target)

    def choose(self) -> None:
        """Ask into which cluster the selected mention is to go."""
        mention, session = self._selected(), self._asking.session
        if mention is None or session is None:
            return
        if self._picker is None:
            name = self.tr("Cluster")
            self._picker = Picker(object_name="cluster_picker", name=name, parent=self._window)
            self._picker.picked.connect(self._on_picked)
        self._picker.set_theme(self._window.look.theme)
        listed = ClusterList(session, mention.document)
        groups = ranked(listed, mention)
        self._asked = mention.id
        entries = [Entry(_NEW, self.tr("New cluster"), listed.quotes.words(mention))]
        entries += [self._entry(listed, group, mention) for group in groups]
        likely = next((g.id for g in groups if reads_as(listed, g, mention)), _NEW)
        self._picker.offer(entries, mention.cluster or likely)
        self._picker.drop_below(self._view.viewport(), self._place_of(mention))

    def unlink(self) -> None:
        """Take the selected mention out of its cluster."""
        mention = self._selected()
        if mention is not None:
            self.edits.unlink([mention.id])

    def use(self, cluster: Cluster) -> None:
        """Let the next mentions go into a cluster."""
        document = self._reading.document
        if document is not None:
            self._used[document.id, cluster.kind] = cluster.id
            self._tell_targets()

    def targets(self) -> frozenset[ClusterId]:
        """The clusters that the next mentions would go into."""
        return frozenset(target for kind in Kind if (target := self.target(kind)) is not None)

    def _tell_targets(self) -> None:
        self.targets_changed.emit(self.targets())

    def target(self, kind: Kind) -> ClusterId | None:
        """The cluster for the next mention of a kind: the last one used, else that of the mention before.

        One that is gone, or has no mention in the open document any more, counts no longer.
        """
        document = self._reading.document
        if document is None:
            return None
        last = self._reading.mention(self._before)
        for cluster in (self._used.get((document.id, kind)), last.cluster if last and last.kind is kind else None):
            if cluster is not None and self._reading.fellows(cluster):
                return cluster
        return None

    def _show_page(self, _cluster: str) -> None:
        """Show the selected mention among the others of its cluster."""
        self._window.show_page(CLUSTERS)

    # -- asking which

    def _entry(self, listed: ClusterList, group: Group, mention: Mention) -> Entry:
        session = self._asking.session
        label = session.scheme.find(group.label) if session is not None else None
        count = len(group.mentions)
        note = self.tr("1 mention") if count == 1 else self.tr("{count} mentions").format(count=number(count))
        detail = self.tr("the same words") if reads_as(listed, group, mention) and group.id != mention.cluster else ""
        also = "\n".join((group.cluster.kb, *dict.fromkeys(listed.quotes.words(m) for m in group.mentions)))
        swatch = (label.hue, label.kind) if label is not None else None
        return Entry(group.id, listed.name(group), detail, also=also, swatch=swatch, note=note)

    def _place_of(self, mention: Mention) -> QRect:
        """Where a mention begins, as far as it can be seen."""
        self._view.reveal(mention.span)
        caret = self._view.caret_at(mention.span.start)
        # The caret of a right-to-left line is the right edge of what is below it.
        is_rtl = self._view.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return caret.adjusted(-1, 0, 0, 24) if is_rtl else caret.adjusted(0, 0, 1, 24)

    def _on_picked(self, cluster: str) -> None:
        mention = self._asked
        if mention is None:
            return
        if cluster == _NEW:
            self.edits.new_cluster([mention])
        else:
            self.edits.link([mention], ClusterId(cluster))

    # -- the light on fellows

    def _on_mention(self, mention: MentionId | None, _position: int, _total: int) -> None:
        self._follow(mention)

    def _follow(self, mention: MentionId | None) -> None:
        """Another mention is selected, or none."""
        session = self._asking.session
        if session is not self._session:
            self._session = session
            self._used.clear()
        if mention is not None and mention != self._here:
            self._before, self._here = self._here, mention
        found = self._reading.mention(mention)
        fellows = self._reading.fellows(found.cluster) if found is not None and found.cluster is not None else []
        self._view.set_fellows(fellow for fellow in fellows if fellow != mention)
        self._tell_targets()

    def _selected(self) -> Mention | None:
        """The selected mention; if there is none, that is said."""
        found = self._reading.mention(self._view.selected())
        if found is None:
            self._asking.messages.show(self.tr("Select a mention first; then this key puts it into a cluster."))
        return found
