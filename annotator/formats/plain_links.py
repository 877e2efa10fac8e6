"""For formats that know labelled spans and relations of two, and no events.

Which spans are events is told by the scheme: by their label. An argument is a relation from the event to its filler,
called like the role; read again with the scheme, it is an argument.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from annotator.formats.drafting import Draft
from annotator.formats.entry import Entry
from annotator.formats.interface import WriteOptions
from annotator.formats.losses import Loss, Losses
from annotator.formats.projection import (
    continuous,
    keep_mentions,
    without_attributes,
    without_clusters,
    without_comments,
    without_notes,
)
from annotator.model.annotation import Kind, LayerContents, Mention
from annotator.model.ids import MentionId
from annotator.model.scheme import Scheme


class Link(NamedTuple):
    """An argument or a relation as these formats say it."""

    label: str
    source: MentionId
    target: MentionId


def kind_of(label: str, scheme: Scheme | None) -> Kind:
    """What a span of this label is."""
    known = scheme.find(label) if scheme is not None else None
    return Kind.EVENT if known is not None and known.kind == "event" else Kind.ENTITY


def _is_role(event_label: str, name: str, scheme: Scheme | None) -> bool:
    known = scheme.find(event_label) if scheme is not None else None
    return known is not None and any(role.name == name for role in known.roles)


def linkable(entry: Entry, scheme: Scheme, losses: Losses) -> Entry:
    """The entry without what the scheme does not tell: events with labels that are none, roles that no label has.

    Attributes of arguments and relations go, too.
    """

    def is_told(mention: Mention) -> bool:
        return kind_of(mention.label, scheme) is mention.kind

    entry = keep_mentions(entry, is_told, Loss.EVENT, losses)
    contents = entry.contents
    if contents is None:
        return entry
    labels = {mention.id: mention.label for mention in contents.mentions}
    arguments = [a for a in contents.arguments if _is_role(labels[a.event], a.role, scheme)]
    relations = [r for r in contents.relations if not _is_role(labels[r.source], r.label, scheme)]
    attributes = sum(len(a.attributes) for a in arguments) + sum(len(r.attributes) for r in relations)
    losses.add(entry.document.id, Loss.ARGUMENT, len(contents.arguments) - len(arguments))
    losses.add(entry.document.id, Loss.RELATION, len(contents.relations) - len(relations))
    losses.add(entry.document.id, Loss.ATTRIBUTE, attributes)
    bare = replace(
        contents,
        arguments=tuple(replace(argument, attributes={}) for argument in arguments),
        relations=tuple(replace(relation, attributes={}) for relation in relations),
    )
    return replace(entry, contents=bare)


def as_spans(entry: Entry, options: WriteOptions, losses: Losses) -> Entry:
    """Labelled spans of one piece, and links between them."""
    for cut in (without_clusters, without_notes, without_comments):
        entry = cut(entry, losses)
    entry = continuous(linkable(entry, options.scheme, losses), losses)
    return without_attributes(entry, losses)


def links_of(contents: LayerContents) -> Sequence[Link]:
    """Arguments, event by event in their order, and relations."""
    arguments = sorted(contents.arguments, key=lambda a: (a.event, a.position, a.id))
    said = [Link(a.role, a.event, a.filler) for a in arguments]
    return [*said, *(Link(r.label, r.source, r.target) for r in contents.relations)]


def link(draft: Draft, scheme: Scheme | None, label: str, source: str, target: str) -> None:
    """Join two mentions of a draft, by their ids in the file.

    Raises:
        FormatError: If one is not there.
    """
    event = draft.get(source)
    if event.kind is Kind.EVENT and _is_role(event.label, label, scheme):
        draft.argument(source, label, target)
    else:
        draft.relation(label, source, target)
