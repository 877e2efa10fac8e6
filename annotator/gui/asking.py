"""How the window asks the session for an edit: the world's refusals become messages, every success says how to undo it.

What is asked stands in `edits`, `link_edits` and their like; they share one of these.
"""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from annotator.gui.messages import MessageAction, Messages, quoted
from annotator.gui.naming import act_name
from annotator.model.annotation import Mention
from annotator.model.change import Change, Changes, Subject
from annotator.model.errors import AnnotatorError
from annotator.model.ids import DocumentId
from annotator.model.span import Span
from annotator.services.session import Session

T = TypeVar("T")

IMPORT = "document.import"
"""The action of an import: all documents of it are one act."""
MERGE = "layer.merge"
"""The action of a merge: what others made, in many documents."""


class Asking(QObject):
    """The one door from the window to edits.

    Attributes:
        session: The open session, or `None`; then every edit is refused.
        why_no_undo: Why nothing can be undone or done again now: an act is still being written; usually empty.
    """

    reverted = Signal(object)
    """The `Changes` of an undo or redo; their place should be shown."""

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self.why_no_undo = ""
        self.messages = messages

    def attempt(self, edit: Callable[[Session], T]) -> T | None:
        """What an edit gives, or `None` if it was refused; then the reason has been said."""
        if self.session is None:
            return None
        try:
            return edit(self.session)
        except AnnotatorError as error:
            self.messages.error(error)
            return None

    def say(self, icon: str, words: str, *, kind: str = "", repeated: str = "") -> None:
        """Say that something was done, and offer to undo it."""
        action = MessageAction(self.tr("Undo"), self.undo, "Ctrl+Z")
        self.messages.show(words, icon=icon, action=action, kind=kind, repeated=repeated)

    def text(self, document: DocumentId, span: Span) -> str:
        """The text of a span, quoted for a sentence."""
        return quoted(span.text(self.session.text(document))) if self.session is not None else ""

    # -- undo

    def undo(self) -> Changes | None:
        """Take back the last act that stands; an import only if the person asks once more."""
        session = self.session
        if session is not None and session.undo_action == IMPORT:
            words = self.tr("The next thing to undo is an import: its documents would go, and all labels in them.")
            self.messages.warn(words, action=MessageAction(self.tr("Undo the import"), self.undo_really))
            return None
        return self.undo_really()

    def undo_really(self) -> Changes | None:
        """Take back the last act that stands, whatever it is; returns what changed."""

        def take_back(session: Session) -> Changes | None:
            return session.undo(initiator=self)

        changes = None if self._must_wait() else self.attempt(take_back)
        if changes is not None:
            action = MessageAction(self.tr("Redo"), self.redo, "Ctrl+Shift+Z")
            words = self.tr("Undone: {act}").format(act=self._act(changes))
            self.messages.show(words, icon="undo-2", action=action)
            self.reverted.emit(changes)
        return changes

    def redo(self) -> Changes | None:
        """Do again what was taken back; returns what changed."""

        def repeat(session: Session) -> Changes | None:
            return session.redo(initiator=self)

        changes = None if self._must_wait() else self.attempt(repeat)
        if changes is not None:
            self.say("redo-2", self.tr("Done again: {act}").format(act=self._act(changes)))
            self.reverted.emit(changes)
        return changes

    def _must_wait(self) -> bool:
        if self.why_no_undo:
            self.messages.warn(self.why_no_undo)
        return bool(self.why_no_undo)

    def _act(self, changes: Changes) -> str:
        first: Change | None = next(iter(changes.changes), None)
        name = act_name(first.action) if first else ""
        mentions = [r for c in changes.of(Subject.MENTION) for r in (c.after or c.before,) if isinstance(r, Mention)]
        if any(self.session is None or mention.annotator != self.session.annotator for mention in mentions):
            return name
        if len(mentions) == 1 and not changes.touches(Subject.DOCUMENT):
            text = self.text(mentions[0].document, mentions[0].span)
            return f"{name}, {mentions[0].label} {text}"
        return name
