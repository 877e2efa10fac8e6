"""What changes when a layer becomes as it is in another copy of the project: record by record, in an order that holds.

A layer is taken as its writer left it; nothing is ever mixed inside it. Ids are the same in every copy.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from annotator.model.annotation import Argument, Comment, Layer, LayerContents, Mention, Relation, Status
from annotator.model.change import Record
from annotator.model.decision import Decision
from annotator.model.ids import MentionId

Step = tuple[Record | None, Record | None]
"""A record as it is here and as it will be; one of both may be missing."""
_Link = Argument | Relation
_R = TypeVar("_R", Mention, Argument, Relation, Comment, Decision)


def differences(here: Sequence[_R], there: Sequence[_R]) -> list[tuple[_R | None, _R | None]]:
    """What differs between records of one kind: those that go, those that change, those that come; found by id."""
    old: dict[str, _R] = {record.id: record for record in here}
    new: dict[str, _R] = {record.id: record for record in there}
    steps: list[tuple[_R | None, _R | None]] = [(record, None) for id_, record in old.items() if id_ not in new]
    steps += [(old[id_], record) for id_, record in new.items() if id_ in old and old[id_] != record]
    steps += [(None, record) for id_, record in new.items() if id_ not in old]
    return steps


def layer_differences(layer: Layer | None, here: LayerContents, there: LayerContents) -> list[Step]:
    """What differs between two states of a layer, without its clusters and comments.

    Args:
        layer: The layer as it stands here; `None` if it was never begun.
        here: What it holds here.
        there: What it holds in the other copy, moved to the document here.
    """
    steps: list[Step] = []
    is_begun = layer is not None or there.mentions or there.layer.status is not Status.NEW
    if is_begun and layer != there.layer:
        steps.append((layer, there.layer))
    return [
        *steps,
        *differences(here.mentions, there.mentions),
        *differences(here.arguments, there.arguments),
        *differences(here.relations, there.relations),
        *differences(here.decisions, there.decisions),
    ]


def in_writing_order(steps: Iterable[Step], here: LayerContents) -> list[Step]:
    """The steps so that each is allowed when its turn comes.

    What was decided comes last; nothing hangs on it.

    Links go before the mentions that they hang on and come after them. Links at a mention that gets another label are
    taken out and put in again: the old label and the new one need not allow the same.
    """
    parts: dict[type, list[Step]] = {Layer: [], Mention: [], Decision: []}
    links: list[Step] = []
    for old, new in steps:
        parts.get(type(new or old), links).append((old, new))
    relabelled = {new.id for old, new in parts[Mention] if isinstance(new, Mention) and _is_relabelled(old, new)}
    touched = {old.id for old, _new in links if isinstance(old, _Link)}
    links += [(link, link) for link in _at(relabelled, here) if link.id not in touched]
    out, later = _parted(links, relabelled)
    return [*parts[Layer], *out, *parts[Mention], *later, *parts[Decision]]


def _is_relabelled(old: Record | None, new: Mention) -> bool:
    return isinstance(old, Mention) and (old.kind, old.label) != (new.kind, new.label)


def _at(mentions: set[MentionId], here: LayerContents) -> Iterator[_Link]:
    links: tuple[_Link, ...] = (*here.arguments, *here.relations)
    for link in links:
        if not mentions.isdisjoint(_ends(link)):
            yield link


def _ends(link: _Link) -> tuple[MentionId, MentionId]:
    return (link.event, link.filler) if isinstance(link, Argument) else (link.source, link.target)


def _parted(links: Iterable[Step], relabelled: set[MentionId]) -> tuple[list[Step], list[Step]]:
    """What is taken out before the mentions change, and what comes or changes afterwards."""
    out: list[Step] = []
    changed: list[Step] = []
    come: list[Step] = []
    for old, new in links:
        if _stays(old, new, relabelled):
            changed.append((old, new))
            continue
        if old is not None:
            out.append((old, None))
        if new is not None:
            come.append((None, new))
    return out, [*changed, *come]


def _stays(old: Record | None, new: Record | None, relabelled: set[MentionId]) -> bool:
    """Whether a link joins the same two mentions as before, both with the labels that they had."""
    if not (isinstance(old, _Link) and isinstance(new, _Link)):
        return False
    return _ends(old) == _ends(new) and relabelled.isdisjoint(_ends(old))
