"""What an entry says, without ids and without the order of records: equal if two files say the same.

The proof of every export: what is read back is canonically what was projected.
"""

from collections.abc import Iterable
from typing import Any

from annotator.formats.entry import Entry
from annotator.model.annotation import Attributes, LayerContents, Mention
from annotator.model.ids import MentionId

_Key = tuple[Any, ...]


def canonical(entry: Entry) -> _Key:
    """Text, mentions, arguments, relations, clusters and notes of an entry as plain, comparable values.

    Mentions alike in everything are told apart by number, and by what hangs on them. Title, language, meta, status,
    annotator, comments and decisions are not part of it.
    """
    contents = entry.contents
    if contents is None:
        return entry.text, (), (), (), ()
    names = _names(contents)
    return (
        entry.text,
        tuple(sorted(names.values())),
        tuple(sorted(_arguments(contents, names))),
        tuple(
            sorted((names[r.source], r.label, names[r.target], _attributes(r.attributes)) for r in contents.relations)
        ),
        tuple(sorted(_clusters(contents, names))),
    )


def fingerprint(entry: Entry) -> int:
    """64 bits that tell what an entry says from what another says, as long as the program runs."""
    return hash(canonical(entry))


def _names(contents: LayerContents) -> dict[MentionId, _Key]:
    """For each mention what it says; of several alike the second is `(…, 1)`, in the order of what hangs on them."""
    said = {mention.id: _mention(mention) for mention in contents.mentions}
    groups: dict[_Key, list[MentionId]] = {}
    for id_, key in said.items():
        groups.setdefault(key, []).append(id_)
    if len(groups) < len(said):
        around = _around(contents, said)
        for twins in groups.values():
            twins.sort(key=lambda id_: sorted(around.get(id_, ())))
    return {id_: (*key, number) for key, twins in groups.items() for number, id_ in enumerate(twins)}


def _around(contents: LayerContents, said: dict[MentionId, _Key]) -> dict[MentionId, list[str]]:
    """What hangs on each mention, as text that can be sorted."""
    around: dict[MentionId, list[str]] = {}
    for argument in contents.arguments:
        around.setdefault(argument.event, []).append(repr(("has", argument.role, said[argument.filler])))
        around.setdefault(argument.filler, []).append(repr(("fills", argument.role, said[argument.event])))
    for relation in contents.relations:
        around.setdefault(relation.source, []).append(repr(("to", relation.label, said[relation.target])))
        around.setdefault(relation.target, []).append(repr(("from", relation.label, said[relation.source])))
    for mention in contents.mentions:
        if mention.cluster is not None:
            around.setdefault(mention.id, []).append("in a cluster")
    return around


def _mention(mention: Mention) -> _Key:
    return str(mention.kind), mention.label, mention.span.fragments, _attributes(mention.attributes), mention.note


def _attributes(attributes: Attributes) -> _Key:
    return tuple(sorted((name, repr(value)) for name, value in attributes.items()))


def _arguments(contents: LayerContents, names: dict[MentionId, _Key]) -> Iterable[_Key]:
    for argument in contents.arguments:
        yield names[argument.event], argument.role, names[argument.filler], _attributes(argument.attributes)


def _clusters(contents: LayerContents, names: dict[MentionId, _Key]) -> Iterable[_Key]:
    """Each cluster as its mentions here, with what is known about it."""
    members: dict[str, list[_Key]] = {}
    for mention in contents.mentions:
        if mention.cluster is not None:
            members.setdefault(mention.cluster, []).append(names[mention.id])
    known = {cluster.id: cluster for cluster in contents.clusters}
    for id_, mentions in members.items():
        cluster = known.get(id_)  # type: ignore[call-overload]
        facts = (cluster.label or "", cluster.name, cluster.kb) if cluster is not None else ("", "", "")
        yield tuple(sorted(mentions)), facts
