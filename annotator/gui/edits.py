"""Every edit that the window asks of the session, with the words that follow it.

The session raises an `AnnotatorError` when it refuses; here that becomes a message, so slots never raise for the
world's reasons. Each success says what was done and how to take it back.
"""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from annotator.gui.messages import MessageAction, Messages, quoted
from annotator.gui.naming import act_name, direction_name, language_name, number
from annotator.model.annotation import Mention, Status, Value
from annotator.model.change import Change, Changes, Subject
from annotator.model.document import Direction
from annotator.model.errors import AnnotatorError
from annotator.model.ids import DocumentId, MentionId
from annotator.model.span import Span
from annotator.services.session import Session

T = TypeVar("T")

IMPORT = "document.import"
"""The action of an import: all documents of it are one act."""


class Edits(QObject):
    """Asks the session for edits and says what came of them.

    Attributes:
        session: The open session, or `None`; then every edit is refused.
    """

    reverted = Signal(object)
    """The `Changes` of an undo or redo; their place should be shown."""

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self._messages = messages

    # -- mentions

    def add_mention(self, document: DocumentId, span: Span, label: str) -> Mention | None:
        """Label a span; `None` if it was refused."""

        def add(session: Session) -> Mention:
            return session.add_mention(document, span, label, initiator=self)

        mention = self._try(add)
        if mention is not None:
            self._say(
                "tag",
                self.tr("Labelled {label} {text}").format(label=label, text=self._text(document, span)),
                kind=f"mention.add {label}",
                repeated=self.tr("Labelled {count} × {label}").replace("{label}", label),
            )
        return mention

    def relabel(self, mentions: list[MentionId], label: str) -> None:
        """Give mentions another label."""

        def relabel(session: Session) -> Changes:
            return session.relabel(mentions, label, initiator=self)

        changes = self._try(relabel)
        if changes is None or not changes.changes:
            return
        before = changes.of(Subject.MENTION)[0].before
        old = before.label if isinstance(before, Mention) else ""
        words = self.tr("{old} is now {label}").format(old=old, label=label)
        self._say("replace", words, kind="mention.relabel", repeated=self.tr("Relabelled {count} mentions"))

    def set_span(self, mention: MentionId, span: Span) -> None:
        """Move a mention's edges."""

        def move(session: Session) -> Changes:
            return session.set_span(mention, span, initiator=self)

        changes = self._try(move)
        if changes is not None and changes.changes:
            text = self._text(next(iter(changes.documents)), span)
            self._say("move-horizontal", self.tr("The mention is now {text}").format(text=text))

    def set_attribute(self, mentions: list[MentionId], name: str, value: Value | None) -> None:
        """Give an attribute a value, or take it away."""

        def set_it(session: Session) -> Changes:
            return session.set_attribute(mentions, name, value, initiator=self)

        changes = self._try(set_it)
        if changes is not None and changes.changes:
            shown = self.tr("not said") if value is None else str(value)
            self._say("list", self.tr("{name} is now {value}").format(name=name, value=quoted(shown)))

    def set_note(self, mention: MentionId, note: str) -> None:
        """Write a note on a mention."""

        def write(session: Session) -> Changes:
            return session.set_note(mention, note, initiator=self)

        changes = self._try(write)
        if changes is not None and changes.changes:
            self._say("square-pen", self.tr("Note written"))

    def delete(self, mentions: list[MentionId]) -> None:
        """Delete mentions and what hangs on them."""

        def delete(session: Session) -> Changes:
            return session.delete(mentions, initiator=self)

        changes = self._try(delete) if mentions else None
        if changes is None or not changes.changes:
            return
        self._say(
            "trash-2",
            self._deleted(changes),
            kind="mention.delete",
            repeated=self.tr("Deleted {count} mentions"),
        )

    def _deleted(self, changes: Changes) -> str:
        gone = [c.before for c in changes.of(Subject.MENTION) if isinstance(c.before, Mention)]
        links = len(changes.of(Subject.ARGUMENT, Subject.RELATION))
        if len(gone) != 1:
            return self.tr("Deleted {count} mentions").format(count=len(gone))
        text = self._text(gone[0].document, gone[0].span)
        if links:
            words = self.tr("Deleted {label} {text} and {count} arguments")
            return words.format(label=gone[0].label, text=text, count=links)
        return self.tr("Deleted {label} {text}").format(label=gone[0].label, text=text)

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
        changes = self._try(edit) if documents else None
        if changes is None:
            return False
        if changes.changes:
            self._say(icon, words.replace("{documents}", self._titles(documents)))
        return True

    def _titles(self, documents: list[DocumentId]) -> str:
        if len(documents) != 1 or self.session is None:
            return self.tr("{count} documents").format(count=number(len(documents)))
        return quoted(self.session.document(documents[0]).title)

    # -- undo

    def undo(self) -> Changes | None:
        """Take back the last act that stands; an import only if the person asks once more."""
        session = self.session
        if session is not None and session.undo_action == IMPORT:
            words = self.tr("The next thing to undo is an import: its documents would go, and all labels in them.")
            self._messages.warn(words, action=MessageAction(self.tr("Undo the import"), self.undo_really))
            return None
        return self.undo_really()

    def undo_really(self) -> Changes | None:
        """Take back the last act that stands, whatever it is; returns what changed."""

        def take_back(session: Session) -> Changes | None:
            return session.undo(initiator=self)

        changes = self._try(take_back)
        if changes is not None:
            action = MessageAction(self.tr("Redo"), self.redo, "Ctrl+Shift+Z")
            words = self.tr("Undone: {act}").format(act=self._act(changes))
            self._messages.show(words, icon="undo-2", action=action)
            self.reverted.emit(changes)
        return changes

    def redo(self) -> Changes | None:
        """Do again what was taken back; returns what changed."""

        def repeat(session: Session) -> Changes | None:
            return session.redo(initiator=self)

        changes = self._try(repeat)
        if changes is not None:
            self._say("redo-2", self.tr("Done again: {act}").format(act=self._act(changes)))
            self.reverted.emit(changes)
        return changes

    def _act(self, changes: Changes) -> str:
        first: Change | None = next(iter(changes.changes), None)
        name = act_name(first.action) if first else ""
        mentions = [r for c in changes.of(Subject.MENTION) for r in (c.after or c.before,) if isinstance(r, Mention)]
        if len(mentions) == 1 and not changes.touches(Subject.DOCUMENT):
            text = self._text(mentions[0].document, mentions[0].span)
            return f"{name}, {mentions[0].label} {text}"
        return name

    # -- inside

    def _try(self, edit: Callable[[Session], T]) -> T | None:
        if self.session is None:
            return None
        try:
            return edit(self.session)
        except AnnotatorError as error:
            self._messages.error(error)
            return None

    def _say(self, icon: str, words: str, *, kind: str = "", repeated: str = "") -> None:
        action = MessageAction(self.tr("Undo"), self.undo, "Ctrl+Z")
        self._messages.show(words, icon=icon, action=action, kind=kind, repeated=repeated)

    def _text(self, document: DocumentId, span: Span) -> str:
        return quoted(span.text(self.session.text(document))) if self.session is not None else ""
