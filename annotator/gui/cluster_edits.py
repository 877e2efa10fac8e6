"""The edits of clusters that the window asks of the session, with the words that follow them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from annotator.gui.asking import Asking
from annotator.gui.messages import quoted
from annotator.gui.naming import number
from annotator.model.annotation import Cluster
from annotator.model.change import Changes
from annotator.model.ids import ClusterId, MentionId
from annotator.services import coreference
from annotator.services.session import Session


class ClusterEdits(QObject):
    """Asks for edits of clusters and says what came of them."""

    used = Signal(object)
    """The `Cluster` into which somebody has just put mentions."""

    def __init__(self, asking: Asking, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asking = asking

    def new_cluster(self, mentions: Sequence[MentionId]) -> Cluster | None:
        """Begin a cluster with mentions; `None` if it was refused."""

        def begin(session: Session) -> Cluster:
            return coreference.new_cluster(session, mentions, initiator=self)

        made = self._asking.attempt(begin)
        if made is not None:
            self.used.emit(made)
            words = self.tr("New cluster {cluster}: K on the next mention adds it")
            self._asking.say("link", words.format(cluster=self._name(made.id)))
        return made

    def link(self, mentions: Sequence[MentionId], to: ClusterId) -> None:
        """Put mentions into a cluster."""

        def put(session: Session) -> tuple[Changes, str, str]:
            before = {session.mention(mention).cluster for mention in mentions} - {None, to}
            # Who joins may be the one that names the cluster afterwards.
            names = self._name(next(iter(before))) if len(before) == 1 else "", self._name(to)
            return coreference.link(session, mentions, to, initiator=self), *names

        done = self._asking.attempt(put)
        if done is None:
            return
        changes, old, name = done
        if self._asking.session is not None:
            self.used.emit(coreference.cluster(self._asking.session, to))
        if not changes.changes:
            words = self.tr("{mention} is in {cluster} already")
            self._asking.messages.show(words.format(mention=self._mentions(mentions), cluster=name))
            return
        words = self.tr("{mention} moved from {old} to {cluster}") if old else self.tr("{mention} put into {cluster}")
        self._asking.say("link", words.format(mention=self._mentions(mentions), old=old, cluster=name))

    def unlink(self, mentions: Sequence[MentionId]) -> None:
        """Take mentions out of their clusters."""

        def take_out(session: Session) -> Changes:
            return coreference.unlink(session, mentions, initiator=self)

        changes = self._asking.attempt(take_out) if mentions else None
        if changes is None:
            return
        if not changes.changes:
            self._asking.messages.show(self.tr("{mention} is in no cluster").format(mention=self._mentions(mentions)))
            return
        words = self.tr("{mention} taken out of its cluster")
        repeated = self.tr("Took {count} times out of clusters")
        said = words.format(mention=self._mentions(mentions))
        self._asking.say("unlink", said, kind="cluster.unlink", repeated=repeated)

    def split(self, mentions: Sequence[MentionId]) -> Cluster | None:
        """Take mentions out of their cluster into one of their own; `None` if it was refused."""

        def part(session: Session) -> Cluster:
            return coreference.split(session, mentions, initiator=self)

        made = self._asking.attempt(part) if mentions else None
        if made is not None:
            words = self.tr("{mention} split off into a cluster of its own")
            self._asking.say("scissors", words.format(mention=self._mentions(mentions)))
        return made

    def merge(self, clusters: Sequence[ClusterId]) -> None:
        """Let clusters become the first of them."""

        def join(session: Session) -> tuple[Changes, Cluster]:
            return coreference.merge(session, clusters, initiator=self), coreference.cluster(session, clusters[0])

        done = self._asking.attempt(join) if clusters else None
        if done is not None:
            self.used.emit(done[1])
            words = self.tr("{count} clusters are now one: {cluster}")
            said = words.format(count=number(len(clusters)), cluster=self._name(clusters[0]))
            self._asking.say("link", said)

    def rename(self, cluster: ClusterId, name: str) -> None:
        """Give a cluster a name, or take it away (then its best mention names it)."""

        def name_it(session: Session) -> Changes:
            return coreference.edit_cluster(session, cluster, name=name, initiator=self)

        if self._is_done(name_it):
            words = self.tr("The cluster is now called {cluster}")
            self._asking.say("square-pen", words.format(cluster=self._name(cluster)))

    def identify(self, cluster: ClusterId, kb: str) -> None:
        """Say what a cluster is in a knowledge base."""

        def identify_it(session: Session) -> Changes:
            return coreference.edit_cluster(session, cluster, kb=kb, initiator=self)

        if self._is_done(identify_it):
            words = self.tr("{cluster} is {kb}") if kb.strip() else self.tr("{cluster} has no identifier")
            self._asking.say("hash", words.format(cluster=self._name(cluster), kb=quoted(kb)))

    def label(self, cluster: ClusterId, label: str) -> None:
        """Give a cluster a label."""

        def label_it(session: Session) -> Changes:
            return coreference.edit_cluster(session, cluster, label=label, initiator=self)

        if self._is_done(label_it):
            words = self.tr("{cluster} is {label}")
            self._asking.say("tag", words.format(cluster=self._name(cluster), label=label))

    def choose_representative(self, mention: MentionId) -> None:
        """Let a mention represent its cluster, or nobody if it does already."""

        def choose(session: Session) -> Changes:
            return coreference.choose_representative(session, mention, initiator=self)

        changes = self._asking.attempt(choose)
        cluster = changes.changes[0].after if changes is not None and changes.changes else None
        if isinstance(cluster, Cluster):
            chosen = cluster.representative is not None
            words = self.tr("{mention} represents its cluster") if chosen else self.tr("Nobody chosen represents it")
            self._asking.say("star", words.format(mention=self._mentions([mention])))

    # -- words

    def _is_done(self, edit: Callable[[Session], Changes]) -> bool:
        changes = self._asking.attempt(edit)
        return changes is not None and bool(changes.changes)

    def _mentions(self, mentions: Sequence[MentionId]) -> str:
        """One mention in its words, several in their number."""
        session = self._asking.session
        if session is None or len(mentions) != 1:
            return self.tr("{count} mentions").format(count=number(len(mentions)))
        found = session.mention(mentions[0])
        return self._asking.text(found.document, found.span)

    def _name(self, cluster: ClusterId | None) -> str:
        """The name of a cluster, else the words of the mention that represents it."""
        session = self._asking.session
        if session is None or cluster is None:
            return ""
        found = coreference.cluster(session, cluster)
        best = coreference.representative(found, coreference.members(session, cluster))
        return quoted(found.name) if found.name or best is None else self._mentions([best])
