"""The open document: puts it into the article view, follows edits, and remembers where one was in each document."""

from bisect import bisect_left, insort
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.gui.article.heading import Heading
from annotator.gui.article.view import ArticleView
from annotator.gui.links import link_of, links_of
from annotator.gui.messages import Messages
from annotator.gui.naming import direction_name, language_name, number
from annotator.model.annotation import Argument, Mention, Relation, Status, reading_order
from annotator.model.change import Changes, Subject
from annotator.model.direction import language_direction
from annotator.model.document import Direction, Document
from annotator.model.errors import AnnotatorError
from annotator.model.ids import ClusterId, DocumentId, MentionId
from annotator.model.span import Span
from annotator.services.session import Session


@dataclass(frozen=True, slots=True)
class Place:
    """Where one was in a document.

    Attributes:
        scroll: Value of the scroll bar.
    """

    scroll: int
    mention: MentionId | None


class Reading(QObject):
    """Shows one document of the session at a time.

    Attributes:
        document: The open one, or `None`.
        status: How far the annotator is with it.
    """

    opened = Signal(object)
    """The `DocumentId` now shown, or `None`."""
    left = Signal(object, str)
    """The path of a project that is closed now, and the document that was open in it."""
    mention_shown = Signal(object, int, int)
    """The selected `MentionId` or `None`, its position in reading order from 1 (0 for none), and how many there are."""
    facts_changed = Signal()
    """Title, language, direction or status of the open document changed, or its number of mentions."""

    def __init__(self, view: ArticleView, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._messages = messages
        self._session: Session | None = None
        self._places: dict[DocumentId, Place] = {}
        self._mentions: dict[MentionId, Mention] = {}
        self._order: list[tuple[int, int, str]] = []
        self._words = 0
        self.document: Document | None = None
        self.status = Status.NEW
        # The heading is laid out anew after the mention has been painted, not before.
        self._heading_due = QTimer(self)
        self._heading_due.setSingleShot(True)
        self._heading_due.setInterval(0)
        self._heading_due.timeout.connect(self._refresh_heading)
        # So is everything that the panels say of a mention.
        self._mention_due = QTimer(self)
        self._mention_due.setSingleShot(True)
        self._mention_due.setInterval(0)
        self._mention_due.timeout.connect(self._tell_mention)
        view.mention_selected.connect(self._on_selected)

    # -- which document

    def set_session(self, session: Session | None) -> None:
        """Work on another project, or none."""
        if self._session is not None and self.document is not None:
            self.left.emit(self._session.path, self.document.id)
        self._session = session
        self._places.clear()
        self.close()

    def close(self) -> None:
        """Show no document."""
        self._remember()
        self.document = None
        self._take_mentions(())
        self._view.set_article("", Direction.LTR, ())
        self.opened.emit(None)
        self._mention_due.stop()
        self.mention_shown.emit(None, 0, 0)

    def open(self, document: DocumentId) -> bool:
        """Show a document where one left it; returns whether it could be opened."""
        if self._session is None:
            return False
        if self.document is not None and self.document.id == document:
            return True
        self._remember()
        if not self._load(document):
            return False
        self.opened.emit(document)
        self._return_to(self._places.get(document))
        return True

    def reload(self) -> None:
        """Read the open document anew: its direction or who labels has changed."""
        if self.document is not None:
            self._remember()
            self._load(self.document.id)
            self._return_to(self._places.get(self.document.id))
            self.facts_changed.emit()

    def _load(self, document_id: DocumentId) -> bool:
        if self._session is None:
            return False
        try:
            document = self._session.document(document_id)
            text = self._session.text(document_id)
            layer = self._session.layer(document_id)
        except AnnotatorError as error:
            self._messages.error(error)
            return False
        self.document = document
        self.status = layer.layer.status
        self._words = len(text.split())
        self._take_mentions(layer.mentions)
        self._view.set_article(
            text,
            language_direction(document.language),
            layer.mentions,
            heading=self._heading(),
            override=document.direction,
            language=document.language,
            links=links_of(layer, self._session.scheme),
        )
        self._mention_due.start()
        return True

    def _take_mentions(self, mentions: tuple[Mention, ...]) -> None:
        self._mentions = {mention.id: mention for mention in mentions}
        self._order = sorted(map(reading_order, mentions))

    def _remember(self) -> None:
        if self.document is not None:
            self._places[self.document.id] = Place(self._view.verticalScrollBar().value(), self._view.selected())

    def _return_to(self, place: Place | None) -> None:
        if place is None:
            return
        self._view.verticalScrollBar().setValue(place.scroll)
        if place.mention is not None:
            self._view.select_mentions([place.mention])

    # -- what it says above the text

    def _heading(self) -> Heading | None:
        document = self.document
        if document is None:
            return None
        facts = [language_name(document.language), direction_name(self.direction)]
        facts.append(self.tr("{count} words").format(count=number(self._words)))
        facts.append(self.tr("{count} mentions").format(count=number(len(self._mentions))))
        return Heading(document.title, "  ·  ".join(facts))

    def _refresh_heading(self) -> None:
        if self.document is not None:
            self._view.set_heading(self._heading())
            self.facts_changed.emit()

    @property
    def direction(self) -> Direction:
        """The direction of the open document as a whole."""
        document = self.document
        if document is None:
            return Direction.LTR
        return document.direction or language_direction(document.language)

    # -- following edits

    def follow(self, changes: Changes) -> None:
        """Show what an act changed of the open document."""
        if changes.touches(Subject.SCHEME):
            self._rename_links()
        document = self.document
        if document is None or document.id not in changes.documents:
            return
        if changes.touches(Subject.DOCUMENT, document=document.id):
            self._follow_document(document)
        if self.document is None:
            return
        self._follow_mentions(changes)
        self._follow_links(changes)
        if self._session is not None and changes.touches(Subject.LAYER, document=document.id):
            self.status = self._session.status(document.id)
        self._heading_due.start()

    def _follow_document(self, old: Document) -> None:
        if self._session is None:
            return
        try:
            new = self._session.document(old.id)
        except AnnotatorError:
            self.close()
            return
        self.document = new
        if (new.language, new.direction) != (old.language, old.direction):
            self.reload()

    def _follow_mentions(self, changes: Changes) -> None:
        if self._session is None or self.document is None:
            return
        removed, added = [], []
        for change in changes.of(Subject.MENTION):
            record = change.after or change.before
            if not isinstance(record, Mention) or record.annotator != self._session.annotator:
                continue
            if record.document != self.document.id:
                continue
            removed += self._forget(record.id)
            if isinstance(change.after, Mention):
                self._mentions[record.id] = change.after
                insort(self._order, reading_order(change.after))
                added.append(change.after)
        if removed or added:
            kept = [mention for mention in {m.id: m for m in added}.values() if mention.id in self._mentions]
            self._view.update_mentions(removed, kept)
            self._mention_due.start()

    def _follow_links(self, changes: Changes) -> None:
        if self._session is None or self.document is None:
            return
        added = {}
        removed = []
        for change in changes.of(Subject.ARGUMENT, Subject.RELATION):
            record = change.after or change.before
            if not isinstance(record, (Argument, Relation)) or record.annotator != self._session.annotator:
                continue
            if record.document == self.document.id:
                removed.append(record.id)
                added[record.id] = change.after
        if removed:
            scheme = self._session.scheme
            stay = (after for after in added.values() if isinstance(after, (Argument, Relation)))
            self._view.update_links(removed, [link_of(record, scheme) for record in stay])

    def _rename_links(self) -> None:
        """The scheme may call relations otherwise now, or have made them symmetric."""
        if self._session is None or self.document is None:
            return
        now = {link.id: link for link in links_of(self._session.layer(self.document.id), self._session.scheme)}
        before = {link.id: link for link in self._view.links}
        removed = [link_id for link_id in before if now.get(link_id) != before[link_id]]
        self._view.update_links(removed, [link for link in now.values() if before.get(link.id) != link])

    def _forget(self, mention: MentionId) -> list[MentionId]:
        old = self._mentions.pop(mention, None)
        if old is None:
            return []
        del self._order[bisect_left(self._order, reading_order(old))]
        return [mention]

    # -- mentions

    def mention(self, mention: MentionId | None) -> Mention | None:
        """A mention of the open layer."""
        return self._mentions.get(mention) if mention is not None else None

    def fellows(self, cluster: ClusterId) -> list[MentionId]:
        """The mentions of the open layer that are in a cluster."""
        return [mention.id for mention in self._mentions.values() if mention.cluster == cluster]

    def select(self, mention: MentionId) -> None:
        """Select a mention and let it be seen."""
        found = self._mentions.get(mention)
        if found is not None:
            self._view.select_mentions([mention])
            self._view.reveal(found.span)

    def step(self, steps: int) -> None:
        """Select the next or previous mention in reading order."""
        mention = self._view.mention_beyond(steps)
        if mention is not None:
            self._view.choose(mention.id)
            self._view.reveal(mention.span)

    def reveal(self, span: Span) -> None:
        """Let a place be seen."""
        self._view.reveal(span)

    def _on_selected(self, _mention: MentionId | None) -> None:
        self._mention_due.start()

    def _tell_mention(self) -> None:
        found = self.mention(self._view.selected())
        position = bisect_left(self._order, reading_order(found)) + 1 if found else 0
        self.mention_shown.emit(found.id if found else None, position, len(self._order))
