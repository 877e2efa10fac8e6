"""The edits of mentions and documents that the window asks of the session, with the words that follow them."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from annotator.gui.asking import Asking
from annotator.gui.messages import MessageAction, quoted
from annotator.gui.naming import direction_name, language_name, number
from annotator.model.annotation import Argument, Mention, Relation, Status, Value
from annotator.model.change import Changes, Subject
from annotator.model.document import Direction
from annotator.model.errors import AnnotatorError
from annotator.model.ids import DocumentId, MentionId
from annotator.model.span import Span
from annotator.services import arguments
from annotator.services.session import Session


class Edits(QObject):
    """Asks for edits and says what came of them."""

    def __init__(self, asking: Asking, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asking = asking

    # -- mentions

    def add_mention(self, document: DocumentId, span: Span, label: str) -> Mention | None:
        """Label a span; `None` if it was refused."""

        def add(session: Session) -> Mention:
            return session.add_mention(document, span, label, initiator=self)

        mention = self._asking.attempt(add)
        if mention is not None:
            self._asking.say(
                "tag",
                self.tr("Labelled {label} {text}").format(label=label, text=self._asking.text(document, span)),
                kind=f"mention.add {label}",
                repeated=self.tr("Labelled {count} × {label}").replace("{label}", label),
            )
        return mention

    def relabel(self, mentions: list[MentionId], label: str) -> None:
        """Give mentions another label; if their links stand in the way, dropping these is offered."""

        def relabel(session: Session) -> Changes | None:
            try:
                return session.relabel(mentions, label, initiator=self)
            except AnnotatorError as refusal:
                dropped = _links_in_the_way(session, mentions, label)
                if not dropped:
                    raise
                words = self.tr("Relabel and drop {count} links").format(count=number(dropped))
                if dropped == 1:
                    words = self.tr("Relabel and drop the link")
                drop = partial(self.relabel_dropping, mentions, label)
                self._asking.messages.error(refusal, action=MessageAction(words, drop))
                return None

        self._say_relabelled(self._asking.attempt(relabel), label)

    def relabel_dropping(self, mentions: list[MentionId], label: str) -> None:
        """Give mentions another label and take out the arguments and relations that do not fit it."""

        def relabel(session: Session) -> Changes:
            return arguments.relabel_dropping(session, mentions, label, initiator=self)

        self._say_relabelled(self._asking.attempt(relabel), label)

    def _say_relabelled(self, changes: Changes | None, label: str) -> None:
        if changes is None or not changes.changes:
            return
        before = changes.of(Subject.MENTION)[0].before
        old = before.label if isinstance(before, Mention) else ""
        words = self.tr("{old} is now {label}").format(old=old, label=label)
        gone = arguments.gone_with(changes)
        if gone:
            said = self.tr("{relabelled}; dropped {links}").format(relabelled=words, links=self._link_count(gone))
            self._asking.say("replace", said)
            return
        self._asking.say("replace", words, kind="mention.relabel", repeated=self.tr("Relabelled {count} mentions"))

    def set_span(self, mention: MentionId, span: Span) -> None:
        """Move a mention's edges."""

        def move(session: Session) -> Changes:
            return session.set_span(mention, span, initiator=self)

        changes = self._asking.attempt(move)
        if changes is not None and changes.changes:
            text = self._asking.text(next(iter(changes.documents)), span)
            self._asking.say("move-horizontal", self.tr("The mention is now {text}").format(text=text))

    def set_attribute(self, mentions: list[MentionId], name: str, value: Value | None) -> None:
        """Give an attribute a value, or take it away."""

        def set_it(session: Session) -> Changes:
            return session.set_attribute(mentions, name, value, initiator=self)

        changes = self._asking.attempt(set_it)
        if changes is not None and changes.changes:
            shown = self.tr("not said") if value is None else str(value)
            self._asking.say("list", self.tr("{name} is now {value}").format(name=name, value=quoted(shown)))

    def set_note(self, mention: MentionId, note: str) -> None:
        """Write a note on a mention."""

        def write(session: Session) -> Changes:
            return session.set_note(mention, note, initiator=self)

        changes = self._asking.attempt(write)
        if changes is not None and changes.changes:
            self._asking.say("square-pen", self.tr("Note written"))

    def delete(self, mentions: list[MentionId]) -> None:
        """Delete mentions and what hangs on them."""

        def delete(session: Session) -> Changes:
            return session.delete(mentions, initiator=self)

        changes = self._asking.attempt(delete) if mentions else None
        if changes is None or not changes.changes:
            return
        # What went with a mention is said in any case; only plain deletions are counted together.
        kind = "" if arguments.gone_with(changes) else "mention.delete"
        repeated = self.tr("Deleted {count} mentions")
        self._asking.say("trash-2", self._deleted(changes), kind=kind, repeated=repeated)

    def _deleted(self, changes: Changes) -> str:
        gone = [c.before for c in changes.of(Subject.MENTION) if isinstance(c.before, Mention)]
        links = arguments.gone_with(changes)
        if len(gone) == 1:
            text = self._asking.text(gone[0].document, gone[0].span)
            words = self.tr("Deleted {label} {text}").format(label=gone[0].label, text=text)
        else:
            words = self.tr("Deleted {count} mentions").format(count=len(gone))
        if not links:
            return words
        what = self._link_words(links[0], gone) if len(links) == 1 else self._link_count(links)
        return self.tr("{deleted}, and with it: {links}").format(deleted=words, links=what)

    def _link_words(self, link: Argument | Relation, gone: Sequence[Mention]) -> str:
        """A link that went with a mention, told from its other end."""
        words = {mention.id: self._asking.text(mention.document, mention.span) for mention in gone}

        def text(mention: MentionId) -> str:
            session = self._asking.session
            if mention in words or session is None:
                return words.get(mention, "")
            found = session.mention(mention)
            return self._asking.text(found.document, found.span)

        if isinstance(link, Argument):
            if link.filler in words:
                return self.tr("{role} of {event}").format(role=link.role, event=text(link.event))
            return self.tr("its {role} {filler}").format(role=link.role, filler=text(link.filler))
        ends = self.tr("{relation} from {source} to {target}")
        return ends.format(relation=link.label, source=text(link.source), target=text(link.target))

    def _link_count(self, links: Sequence[Argument | Relation]) -> str:
        """How many arguments and relations, in words."""
        argument = sum(isinstance(link, Argument) for link in links)
        relation = len(links) - argument
        counted = (
            (argument, self.tr("1 argument"), self.tr("{count} arguments")),
            (relation, self.tr("1 relation"), self.tr("{count} relations")),
        )
        said = [one if count == 1 else many.format(count=number(count)) for count, one, many in counted if count]
        return self.tr(" and ").join(said)

    # -- documents

    def set_status(self, documents: list[DocumentId], status: Status) -> bool:
        """Say how far the annotator is with documents; returns whether it was taken."""

        def set_it(session: Session) -> Changes:
            return session.set_status(documents, status, initiator=self)

        names = {
            Status.NEW: self.tr("new"),
            Status.STARTED: self.tr("started"),
            Status.DONE: self.tr("done"),
        }
        words = self.tr("{documents} marked {status}")
        return self._documents("circle-check", set_it, words.replace("{status}", names[status]), documents)

    def rename(self, document: DocumentId, title: str) -> None:
        """Give a document another title."""

        def rename(session: Session) -> Changes:
            return session.rename(document, title, initiator=self)

        self._documents("square-pen", rename, self.tr("Renamed to {documents}"), [document])

    def set_language(self, documents: list[DocumentId], language: str) -> None:
        """Correct the language of documents."""

        def set_it(session: Session) -> Changes:
            return session.set_language(documents, language, initiator=self)

        words = self.tr("{documents} is now {language}").replace("{language}", language_name(language))
        self._documents("languages", set_it, words, documents)

    def set_direction(self, documents: list[DocumentId], direction: Direction | None) -> None:
        """Override the direction of documents, or leave it to their paragraphs."""

        def set_it(session: Session) -> Changes:
            return session.set_direction(documents, direction, initiator=self)

        name = direction_name(direction) if direction else self.tr("by paragraph")
        words = self.tr("{documents}: direction {direction}").replace("{direction}", name)
        self._documents("pilcrow", set_it, words, documents)

    def bin(self, documents: list[DocumentId]) -> None:
        """Put documents into the bin."""

        def throw(session: Session) -> Changes:
            return session.bin(documents, initiator=self)

        self._documents("trash-2", throw, self.tr("{documents} moved to the bin"), documents)

    def restore(self, documents: list[DocumentId]) -> None:
        """Take documents out of the bin."""

        def restore(session: Session) -> Changes:
            return session.restore(documents, initiator=self)

        self._documents("archive-restore", restore, self.tr("{documents} taken out of the bin"), documents)

    def _documents(
        self, icon: str, edit: Callable[[Session], Changes], words: str, documents: list[DocumentId]
    ) -> bool:
        changes = self._asking.attempt(edit) if documents else None
        if changes is None:
            return False
        if changes.changes:
            self._asking.say(icon, words.replace("{documents}", self._titles(documents)))
        return True

    def _titles(self, documents: list[DocumentId]) -> str:
        session = self._asking.session
        if len(documents) != 1 or session is None:
            return self.tr("{count} documents").format(count=number(len(documents)))
        return quoted(session.document(documents[0]).title)


def _links_in_the_way(session: Session, mentions: Sequence[MentionId], label: str) -> int:
    """How many arguments and relations of mentions would not fit another label; 0 if the label itself is none."""
    if session.scheme.find(label) is None:
        return 0
    return len({link.id for m in mentions for link in arguments.misfits_under(session, session.mention(m), label)})
