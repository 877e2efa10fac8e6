"""What the command palette finds: actions, labels and documents whose words match, the likeliest first.

All words of the query must match, folded (case, vowel marks, forms of letters). A hit at the beginning of the title
counts more than one at the beginning of a word, and that more than one inside.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from operator import itemgetter
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from annotator.gui.actions import ActionSpec
from annotator.gui.naming import act_name, language_name
from annotator.model.annotation import Status
from annotator.model.folding import Folded, fold
from annotator.model.scheme import Scheme
from annotator.model.span import Range
from annotator.services.documents import DocumentList, DocumentQuery
from annotator.services.session import Session


class Found(Enum):
    """What kind of thing an entry is; its value is the prefix that asks for such things only."""

    ACTION = ">"
    LABEL = "#"
    DOCUMENT = "@"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the palette.

    Attributes:
        matches: Ranges of `text` that the query hit.
        icon: Icon name; for labels the hue.
    """

    found: Found
    id: str
    text: str
    matches: tuple[Range, ...] = ()
    detail: str = ""
    keys: str = ""
    icon: str = ""
    kind: str = ""


class Enabled(Protocol):
    """Knows what can be done now; `Actions` does."""

    def enabled(self) -> Iterator[ActionSpec]:
        """The actions that make sense now."""


_MOST_MIXED = {Found.ACTION: 6, Found.LABEL: 5, Found.DOCUMENT: 5}
_MOST_ALONE = 50
_MOST_READ = 200
_HIDDEN = frozenset({"palette"})


def search(query: str, actions: Enabled, session: Session | None) -> list[Entry]:
    """The entries for a query, grouped by kind in the order of `Found`."""
    wanted = next((kind for kind in Found if query.startswith(kind.value)), None)
    words = fold(query[1:] if wanted else query).split()
    entries: list[Entry] = []
    for kind in Found:
        if wanted in (None, kind):
            most = _MOST_ALONE if wanted else _MOST_MIXED[kind]
            entries += _best(_candidates(kind, words, actions, session), words)[:most]
    return entries


def _candidates(kind: Found, words: Sequence[str], actions: Enabled, session: Session | None) -> Iterable[Entry]:
    if kind is Found.ACTION:
        return _actions(actions, session)
    if session is None:
        return ()
    return _labels(session.scheme) if kind is Found.LABEL else _documents(session, words)


def _actions(actions: Enabled, session: Session | None) -> Iterator[Entry]:
    for spec in actions.enabled():
        if spec.id not in _HIDDEN:
            keys = spec.keys[0] if spec.keys else ""
            yield Entry(Found.ACTION, spec.id, spec.title, (), _detail(spec, session), keys, spec.icon)


def _detail(spec: ActionSpec, session: Session | None) -> str:
    if session is None or spec.id not in {"undo", "redo"}:
        return QCoreApplication.translate("Actions", spec.section)
    action = session.undo_action if spec.id == "undo" else session.redo_action
    return act_name(action) if action else ""


def _labels(scheme: Scheme) -> Iterator[Entry]:
    names = {"entity": "entity", "event": "event"}
    for label in scheme.labels:
        if label.kind in names and not label.abstract:
            kind = QCoreApplication.translate("Palette", names[label.kind])
            detail = f"{label.title()} · {kind}" if label.title() != label.name else kind
            yield Entry(Found.LABEL, label.name, label.name, (), detail, label.key, label.hue, label.kind)


def _documents(session: Session, words: Sequence[str]) -> Iterator[Entry]:
    states = {
        Status.NEW: QCoreApplication.translate("Palette", "new"),
        Status.STARTED: QCoreApplication.translate("Palette", "started"),
        Status.DONE: QCoreApplication.translate("Palette", "done"),
    }
    # The longest word narrows the list most; the other words are tried on what is left.
    found = DocumentList(session, DocumentQuery(text=max(words, key=len, default="")))
    for position in range(min(len(found), _MOST_READ)):
        row = found.row(position)
        if row is not None:
            detail = f"{language_name(row.language)}, {states[row.status]}"
            yield Entry(Found.DOCUMENT, row.id, row.title, (), detail, "", "file-text")


def _best(entries: Iterable[Entry], words: Sequence[str]) -> list[Entry]:
    ranked = []
    for place, entry in enumerate(entries):
        scored = _match(entry, words)
        if scored is not None:
            # Of two that match alike, the shorter title is the likelier.
            ranked.append((scored[0], len(entry.text) if words else 0, place, scored[1]))
    return [item[-1] for item in sorted(ranked, key=itemgetter(0, 1, 2))]


def _match(entry: Entry, words: Sequence[str]) -> tuple[int, Entry] | None:
    """The score (less is better) and the entry with its matches; `None` if a word is missing."""
    if not words:
        return 0, entry
    title, detail = Folded(entry.text), fold(entry.detail)
    score, matches = 0, []
    for word in words:
        hits = list(title.find_all(word))
        if hits:
            best = min(hits, key=lambda hit: _distance(entry.text, hit))
            matches.append(best)
            score += _distance(entry.text, best)
        elif entry.found is not Found.ACTION and word in detail:
            score += 4
        else:
            return None
    shown = Entry(entry.found, entry.id, entry.text, tuple(sorted(matches)), entry.detail, entry.keys, entry.icon,
                  entry.kind)  # fmt: skip
    return score, shown


def _distance(text: str, hit: Range) -> int:
    if hit[0] == 0:
        return 0
    return 1 if not text[hit[0] - 1].isalnum() else 3
