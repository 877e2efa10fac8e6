"""All words to the person pass this door: one message at a time, repeats merged, nothing that vanishes by itself.

Messages never block. What needs more room than a line (a report, the details of an error) is offered as the message's
action or can be copied from it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QObject, Signal

from annotator.model.errors import AnnotatorError

Tone = Literal["plain", "warn", "error"]

FSI, PDI = "\u2068", "\u2069"
"""First strong isolate and its end: a name keeps its own direction inside a sentence of ours."""

_QUOTED = 40


def quoted(text: str) -> str:
    """Text of others inside a sentence of ours: on one line, shortened, in its own direction, in quotes."""
    line = " ".join(text.split())
    short = line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…"
    return f"‘{FSI}{short}{PDI}’"


@dataclass(frozen=True, slots=True)
class MessageAction:
    """What a message offers to do.

    Attributes:
        keys: The shortcut that does the same, if there is one.
    """

    text: str
    run: Callable[[], object]
    keys: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message.

    Attributes:
        also: A second thing that it offers, without a shortcut.
        details: What a person may want to copy; not shown.
        kind: Messages of one kind that follow each other are counted together; empty for never.
        repeated: The words for several, with `{count}`.
    """

    text: str
    icon: str = "info"
    tone: Tone = "plain"
    action: MessageAction | None = None
    details: str = ""
    kind: str = ""
    repeated: str = ""
    count: int = 1
    also: MessageAction | None = None

    @property
    def shown(self) -> str:
        """The words as they stand in the bar."""
        if self.count > 1:
            return self.repeated.format(count=self.count) if self.repeated else f"{self.text} ({self.count}×)"
        return self.text


class Messages(QObject):
    """The door; a status bar shows what comes through."""

    changed = Signal(object)
    """The `Message` to show now, or `None`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.current: Message | None = None

    def show(
        self,
        text: str,
        *,
        icon: str = "info",
        action: MessageAction | None = None,
        kind: str = "",
        repeated: str = "",
        tone: Tone = "plain",
        details: str = "",
        also: MessageAction | None = None,
    ) -> None:
        """Say something; a message of the same kind as the one shown is counted together with it."""
        message = Message(text, icon, tone, action, details, kind, repeated, also=also)
        last = self.current
        if last is not None and (last.kind == kind != "" or self._is_same(last, message)):
            message = replace(message, count=last.count + 1)
        self._set(message)

    @staticmethod
    def _is_same(last: Message, message: Message) -> bool:
        return (last.text, last.tone) == (message.text, message.tone) and not (last.kind or message.kind)

    def warn(self, text: str, *, action: MessageAction | None = None, details: str = "") -> None:
        """Say something that a person should not miss."""
        self.show(text, icon="triangle-alert", tone="warn", action=action, details=details)

    def error(self, error: AnnotatorError | str, *, action: MessageAction | None = None, details: str = "") -> None:
        """Say what went wrong: what happened, where, and what to do."""
        if isinstance(error, AnnotatorError):
            facts = "\n".join(f"{name}: {value}" for name, value in error.facts.items())
            text, details = error.message, details or facts
        else:
            text = error
        self.show(text, icon="circle-alert", tone="error", action=action, details=details)

    def clear(self, kind: str = "") -> None:
        """Take the message away; with `kind` only if it is of that kind."""
        if self.current is not None and (not kind or self.current.kind == kind):
            self._set(None)

    def _set(self, message: Message | None) -> None:
        self.current = message
        self.changed.emit(message)
