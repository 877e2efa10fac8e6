"""The edits of arguments and relations that the window asks of the session, with the words that follow them.

Where the scheme forbids a link the refusal says what would fit; where a role is full, putting the new filler in place
of the old one is offered. In a project that only warns, the link is made and the warning said.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from annotator.gui.asking import Asking
from annotator.gui.messages import MessageAction, quoted
from annotator.model.annotation import Argument, Relation, Value
from annotator.model.change import Changes
from annotator.model.errors import SchemeError
from annotator.model.ids import MentionId
from annotator.services import arguments, relations
from annotator.services.arguments import Filler
from annotator.services.session import Session


class LinkEdits(QObject):
    """Asks for edits of arguments and relations and says what came of them."""

    def __init__(self, asking: Asking, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asking = asking

    # -- arguments

    def add_argument(self, event: MentionId, role: str, filler: Filler) -> Argument | None:
        """Let a mention, or text that becomes one, fill a role; `None` if it was refused."""

        def add(session: Session) -> Argument | None:
            try:
                return arguments.add_argument(session, event, role, filler, initiator=self)
            except SchemeError as refusal:
                if refusal.facts.get("most") != 1 or not isinstance(filler, str):
                    raise
                replace = partial(self.replace_fillers, event, role, filler)
                self._asking.messages.error(refusal, action=MessageAction(self.tr("Replace"), replace))
                return None

        made = self._asking.attempt(add)
        if made is not None:
            self._say_filled(made)
        return made

    def replace_fillers(self, event: MentionId, role: str, filler: MentionId) -> Argument | None:
        """Let a mention alone fill a role, in place of whoever does; `None` if it was refused."""

        def replace(session: Session) -> Changes:
            return arguments.replace_fillers(session, event, role, filler, initiator=self)

        changes = self._asking.attempt(replace)
        made = next((c.after for c in changes.changes if isinstance(c.after, Argument)), None) if changes else None
        if made is not None:
            self._say_filled(made)
        return made

    def _say_filled(self, made: Argument) -> None:
        words = self.tr("{filler} is now {role} of {event}")
        said = words.format(filler=self._words(made.filler), role=made.role, event=self._words(made.event))
        self._say_or_warn("link", said, partial(arguments.misfit, argument=made))

    def delete_arguments(self, gone: Sequence[Argument]) -> None:
        """Take mentions out of roles."""

        def delete(session: Session) -> Changes:
            return arguments.delete_arguments(session, gone, initiator=self)

        if gone and self._asking.attempt(delete) is not None:
            words = self.tr("{filler} is no longer {role}")
            said = words.format(filler=self._words(gone[0].filler), role=gone[0].role)
            repeated = self.tr("Took out {count} arguments")
            self._asking.say("unlink", said, kind="argument.delete", repeated=repeated)

    def set_role(self, argument: Argument, role: str) -> None:
        """Let a filler play another role of the same event."""

        def change(session: Session) -> Changes:
            return arguments.set_role(session, argument, role, initiator=self)

        changes = self._asking.attempt(change)
        made = next((c.after for c in changes.changes if isinstance(c.after, Argument)), None) if changes else None
        if made is not None:
            self._say_filled(made)

    def move_argument(self, argument: Argument, steps: int) -> None:
        """Move a filler among those of its role."""

        def move(session: Session) -> Changes:
            return arguments.move_argument(session, argument, steps, initiator=self)

        changes = self._asking.attempt(move)
        if changes is not None and changes.changes:
            self._asking.say("move-vertical", self.tr("Reordered {role}").format(role=argument.role))

    def set_argument_attribute(self, argument: Argument, name: str, value: Value | None) -> None:
        """Give an attribute of an argument a value, or take it away."""

        def set_it(session: Session) -> Changes:
            return arguments.set_argument_attribute(session, argument, name, value, initiator=self)

        self._say_value(self._asking.attempt(set_it), name, value)

    # -- relations

    def add_relation(self, label: str, source: MentionId, target: MentionId) -> Relation | None:
        """Join two mentions; `None` if it was refused."""

        def add(session: Session) -> Relation:
            return relations.add_relation(session, label, source, target, initiator=self)

        made = self._asking.attempt(add)
        if made is not None:
            words = self.tr("{relation} from {source} to {target}")
            said = words.format(relation=label, source=self._words(source), target=self._words(target))
            self._say_or_warn("link", said, partial(relations.misfit, relation=made))
        return made

    def relabel_relation(self, relation: Relation, label: str) -> None:
        """Give a relation another label."""

        def change(session: Session) -> Changes:
            return relations.relabel_relation(session, relation, label, initiator=self)

        changes = self._asking.attempt(change)
        if changes is not None and changes.changes:
            self._asking.say("replace", self.tr("{old} is now {label}").format(old=relation.label, label=label))

    def reverse_relation(self, relation: Relation) -> None:
        """Let a relation lead the other way."""

        def turn(session: Session) -> Changes:
            return relations.reverse_relation(session, relation, initiator=self)

        if self._asking.attempt(turn) is not None:
            self._asking.say("move-horizontal", self.tr("Turned {relation} round").format(relation=relation.label))

    def set_relation_attribute(self, relation: Relation, name: str, value: Value | None) -> None:
        """Give an attribute of a relation a value, or take it away."""

        def set_it(session: Session) -> Changes:
            return relations.set_relation_attribute(session, relation, name, value, initiator=self)

        self._say_value(self._asking.attempt(set_it), name, value)

    def delete_relation(self, relation: Relation) -> None:
        """Part two mentions."""

        def delete(session: Session) -> Changes:
            return relations.delete_relation(session, relation, initiator=self)

        if self._asking.attempt(delete) is not None:
            words = self.tr("Deleted {relation} of {source}")
            said = words.format(relation=relation.label, source=self._words(relation.source))
            self._asking.say("unlink", said, kind="relation.delete", repeated=self.tr("Deleted {count} relations"))

    # -- words

    def _words(self, mention: MentionId) -> str:
        """The text of a mention, quoted for a sentence."""
        session = self._asking.session
        if session is None:
            return ""
        found = session.mention(mention)
        return self._asking.text(found.document, found.span)

    def _say_value(self, changes: Changes | None, name: str, value: Value | None) -> None:
        if changes is not None and changes.changes:
            shown = self.tr("not said") if value is None else str(value)
            self._asking.say("list", self.tr("{name} is now {value}").format(name=name, value=quoted(shown)))

    def _say_or_warn(self, icon: str, words: str, misfit: Callable[[Session], str | None]) -> None:
        """Say what was done, or in a project that only warns what the scheme has against it."""
        session = self._asking.session
        warning = misfit(session) if session is not None else None
        if warning is None:
            self._asking.say(icon, words)
        else:
            self._asking.messages.warn(warning, action=MessageAction(self.tr("Undo"), self._asking.undo, "Ctrl+Z"))
