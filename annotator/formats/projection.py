"""Cutting an entry down to what a format can carry, counting what goes; the pieces of which formats make `project`.

Every function takes an entry and gives one that is whole in itself: with a mention go the arguments and relations at
it, with the last mention of a cluster the cluster.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from annotator.formats.entry import Entry
from annotator.formats.losses import Loss, Losses
from annotator.model.annotation import Argument, Kind, LayerContents, Mention, Relation, Value, reading_order
from annotator.model.ids import MentionId
from annotator.model.span import Range, Span

_JOINING = frozenset({"Mn", "Mc", "Me", "Cf"})
"""Categories of characters that are written with the one before them, or are no letters but ask for joining."""


def keep_mentions(entry: Entry, keeps: Callable[[Mention], bool], loss: Loss, losses: Losses) -> Entry:
    """Only the mentions that are kept, with what hangs on them alone."""
    contents = entry.contents
    if contents is None:
        return entry
    kept = tuple(mention for mention in contents.mentions if keeps(mention))
    if len(kept) == len(contents.mentions):
        return entry
    losses.add(entry.document.id, loss, len(contents.mentions) - len(kept))
    return replace(entry, contents=_with_mentions(entry, contents, kept, losses))


def _with_mentions(entry: Entry, contents: LayerContents, kept: tuple[Mention, ...], losses: Losses) -> LayerContents:
    there = {mention.id for mention in kept}
    arguments = tuple(a for a in contents.arguments if a.event in there and a.filler in there)
    relations = tuple(r for r in contents.relations if r.source in there and r.target in there)
    used = {mention.cluster for mention in kept}
    losses.add(entry.document.id, Loss.ARGUMENT, len(contents.arguments) - len(arguments))
    losses.add(entry.document.id, Loss.RELATION, len(contents.relations) - len(relations))
    return replace(
        contents,
        mentions=kept,
        arguments=arguments,
        relations=relations,
        clusters=tuple(cluster for cluster in contents.clusters if cluster.id in used),
    )


def is_entity(mention: Mention) -> bool:
    """Whether a mention is one of an entity."""
    return mention.kind is Kind.ENTITY


def is_event(mention: Mention) -> bool:
    """Whether a mention is one of an event."""
    return mention.kind is Kind.EVENT


def _none(_record: Argument | Relation) -> bool:
    return False


def without_arguments(entry: Entry, losses: Losses) -> Entry:
    """Mentions without what plays which role."""
    return keep_arguments(entry, _none, losses)


def without_relations(entry: Entry, losses: Losses) -> Entry:
    """Mentions without relations between them."""
    return keep_relations(entry, _none, losses)


def keep_arguments(entry: Entry, keeps: Callable[[Argument], bool], losses: Losses) -> Entry:
    """Only the arguments that are kept."""
    contents = entry.contents
    if contents is None:
        return entry
    kept = tuple(argument for argument in contents.arguments if keeps(argument))
    if len(kept) == len(contents.arguments):
        return entry
    losses.add(entry.document.id, Loss.ARGUMENT, len(contents.arguments) - len(kept))
    return replace(entry, contents=replace(contents, arguments=kept))


def keep_relations(entry: Entry, keeps: Callable[[Relation], bool], losses: Losses) -> Entry:
    """Only the relations that are kept."""
    contents = entry.contents
    if contents is None:
        return entry
    kept = tuple(relation for relation in contents.relations if keeps(relation))
    if len(kept) == len(contents.relations):
        return entry
    losses.add(entry.document.id, Loss.RELATION, len(contents.relations) - len(kept))
    return replace(entry, contents=replace(contents, relations=kept))


def without_clusters(entry: Entry, losses: Losses) -> Entry:
    """Mentions that say nothing of meaning the same."""
    contents = entry.contents
    if contents is None:
        return entry
    clusters = {mention.cluster for mention in contents.mentions} - {None}
    if not clusters and not contents.clusters:
        return entry
    losses.add(entry.document.id, Loss.CLUSTER, len(clusters))
    free = tuple(replace(m, cluster=None) if m.cluster is not None else m for m in contents.mentions)
    return replace(entry, contents=replace(contents, mentions=free, clusters=()))


def free_of_clusters(entry: Entry, frees: Callable[[Mention], bool], losses: Losses) -> Entry:
    """Some mentions in no cluster; a cluster that has none left goes."""
    contents = entry.contents
    if contents is None:
        return entry
    mentions = tuple(replace(m, cluster=None) if m.cluster is not None and frees(m) else m for m in contents.mentions)
    used = {mention.cluster for mention in mentions} - {None}
    gone = {mention.cluster for mention in contents.mentions} - {None} - used
    losses.add(entry.document.id, Loss.CLUSTER, len(gone))
    clusters = tuple(cluster for cluster in contents.clusters if cluster.id in used)
    return replace(entry, contents=replace(contents, mentions=mentions, clusters=clusters))


def _no_attribute(_name: str, _value: Value) -> bool:
    return False


def without_attributes(entry: Entry, losses: Losses, keeps: Callable[[str, Value], bool] = _no_attribute) -> Entry:
    """Mentions, arguments and relations with only the attributes that are kept, by name and value."""
    contents = entry.contents
    if contents is None:
        return entry
    lost = 0
    parts: dict[str, tuple[object, ...]] = {}
    for name in ("mentions", "arguments", "relations"):
        made = []
        for record in getattr(contents, name):
            kept = {key: value for key, value in record.attributes.items() if keeps(key, value)}
            lost += len(record.attributes) - len(kept)
            made.append(replace(record, attributes=kept) if len(kept) < len(record.attributes) else record)
        parts[name] = tuple(made)
    if not lost:
        return entry
    losses.add(entry.document.id, Loss.ATTRIBUTE, lost)
    return replace(entry, contents=replace(contents, **parts))  # type: ignore[arg-type]


def without_notes(entry: Entry, losses: Losses) -> Entry:
    """Mentions without their notes."""
    contents = entry.contents
    if contents is None:
        return entry
    notes = sum(1 for mention in contents.mentions if mention.note)
    if not notes:
        return entry
    losses.add(entry.document.id, Loss.NOTE, notes)
    plain = tuple(replace(mention, note="") if mention.note else mention for mention in contents.mentions)
    return replace(entry, contents=replace(contents, mentions=plain))


def without_comments(entry: Entry, losses: Losses) -> Entry:
    """A layer without its comments and without the decisions that it comes from."""
    contents = entry.contents
    if contents is None or not (contents.comments or contents.decisions):
        return entry
    losses.add(entry.document.id, Loss.COMMENT, len(contents.comments))
    losses.add(entry.document.id, Loss.DECISION, len(contents.decisions))
    return replace(entry, contents=replace(contents, comments=(), decisions=()))


def continuous(entry: Entry, losses: Losses) -> Entry:
    """Only mentions of one piece."""
    return keep_mentions(entry, _is_continuous, Loss.DISCONTINUOUS, losses)


def _is_continuous(mention: Mention) -> bool:
    return not mention.span.is_discontinuous


def first_pieces(entry: Entry, losses: Losses) -> Entry:
    """Mentions in pieces with their first piece only: of a verb with a particle the verb."""
    broken = [mention for mention in _mentions(entry) if mention.span.is_discontinuous]
    losses.add(entry.document.id, Loss.DISCONTINUOUS, len(broken))
    return with_spans(entry, {mention.id: Span.of(*mention.span.fragments[0]) for mention in broken})


def _any(_mention: Mention) -> bool:
    return True


def flat(entry: Entry, losses: Losses, prefer: str = "longest", among: Callable[[Mention], bool] = _any) -> Entry:
    """Mentions no two of which share a character, or none of those that are `among` them.

    Of two the one stays that `prefer` says, `longest` or `shortest`; of equal ones the earlier, then the elder.
    """
    contents = entry.contents
    if contents is None:
        return entry
    sign = -1 if prefer == "longest" else 1
    kept: dict[MentionId, Mention] = {m.id: m for m in contents.mentions if not among(m)}
    taken: list[Range] = []
    these = [mention for mention in contents.mentions if among(mention)]
    for mention in sorted(these, key=lambda m: (sign * len(m.span), reading_order(m))):
        if takes(taken, mention.span.hull):
            kept[mention.id] = mention
    alike = [mention for mention in kept.values() if among(mention)]
    nested = {m.id for m in contents.mentions if m.id not in kept and _is_nested(m, alike)}
    entry = keep_mentions(entry, lambda m: m.id not in nested, Loss.NESTED, losses)
    return keep_mentions(entry, lambda m: m.id in kept, Loss.OVERLAPPING, losses)


def takes(taken: list[Range], hull: Range) -> bool:
    """Whether a stretch of text was free; then it is among those taken, which are in order and do not overlap."""
    at = bisect_left(taken, hull)
    around = taken[max(0, at - 1) : at + 1]
    is_free = all(end <= hull[0] or start >= hull[1] for start, end in around)
    if is_free:
        taken.insert(at, hull)
    return is_free


def one_a_span(entry: Entry, losses: Losses, among: Callable[[Mention], bool] = _any) -> Entry:
    """Of mentions with the same span, among those meant, the eldest."""
    elder: dict[Span, MentionId] = {}
    for mention in _mentions(entry):
        if among(mention):
            elder.setdefault(mention.span, mention.id)
    return keep_mentions(entry, lambda m: not among(m) or elder[m.span] == m.id, Loss.OVERLAPPING, losses)


def _is_nested(mention: Mention, others: Iterable[Mention]) -> bool:
    span = mention.span
    return any(other.span.covers(span) or span.covers(other.span) for other in others if other.span.overlaps(span))


def to_words(entry: Entry, words: Sequence[Range], losses: Losses, rule: str = "expand") -> Entry:
    """Mentions whose edges are edges of words, which come in order and in code points.

    The rule `expand` lets a mention of a part of a word grow to the word, `drop` leaves it out, and with `split` the
    words are divided at its edges, see `split_words`.
    """
    contents = entry.contents
    if contents is None:
        return entry
    grew = inside_words(entry, words)
    if rule == "split":
        parts = split_words(entry, words)
        losses.add(entry.document.id, Loss.DIVIDED, len(grew - inside_words(entry, parts)))
        return to_words(entry, parts, losses)
    starts, ends = [start for start, _end in words], [end for _start, end in words]
    grown = {mention.id: _grown(mention.span, starts, ends) for mention in contents.mentions}
    entry = keep_mentions(entry, lambda m: grown[m.id] is not None, Loss.OUTSIDE, losses)
    if rule == "drop":
        entry = keep_mentions(entry, lambda m: m.id not in grew, Loss.SUB_WORD, losses)
    else:
        losses.add(entry.document.id, Loss.EXPANDED, len(grew))
    shrank = sum(1 for mention in _mentions(entry) if mention.id not in grew and grown[mention.id] != mention.span)
    losses.add(entry.document.id, Loss.TRIMMED, shrank)
    return with_spans(entry, {id_: span for id_, span in grown.items() if span is not None})


def _mentions(entry: Entry) -> tuple[Mention, ...]:
    return () if entry.contents is None else entry.contents.mentions


def _grown(span: Span, starts: Sequence[int], ends: Sequence[int]) -> Span | None:
    """The words that a span touches, piece by piece; `None` if it touches none."""
    pieces = []
    for start, end in span.fragments:
        first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
        if first <= last:
            pieces.append((starts[first], ends[last]))
    return Span.union(pieces) if pieces else None


def inside_words(entry: Entry, words: Sequence[Range]) -> set[MentionId]:
    """The mentions of which a piece begins or ends inside a word."""
    starts = [start for start, _end in words]
    found = set()
    for mention in _mentions(entry):
        edges = [edge for piece in mention.span.fragments for edge in piece]
        around = ((bisect_left(starts, edge) - 1, edge) for edge in edges)
        if any(place >= 0 and edge < words[place][1] for place, edge in around):
            found.add(mention.id)
    return found


def divided_words(entry: Entry, words: Sequence[Range]) -> list[Range]:
    """The words, divided where a mention begins or ends in one."""
    return list(divided(words, _edges(entry)))


def split_words(entry: Entry, words: Sequence[Range]) -> list[Range]:
    """The same, but for parts that would begin with a mark over a letter or a joiner, as no word does."""
    return list(divided(words, [edge for edge in _edges(entry) if _can_begin(entry.text[edge : edge + 1])]))


def _edges(entry: Entry) -> list[int]:
    return sorted({edge for mention in _mentions(entry) for piece in mention.span.fragments for edge in piece})


def _can_begin(character: str) -> bool:
    return character != "" and unicodedata.category(character) not in _JOINING


def divided(words: Iterable[Range], edges: Sequence[int]) -> Iterator[Range]:
    """The words, divided at edges, which come in order."""
    for start, end in words:
        inside = edges[bisect_left(edges, start + 1) : bisect_left(edges, end)]
        yield from ((left, right) for left, right in pairwise([start, *inside, end]) if left < right)


def trimmed(entry: Entry, losses: Losses) -> Entry:
    """Mentions of one piece that neither begin nor end with white space."""
    contents = entry.contents
    if contents is None:
        return entry
    bare = {mention.id: _without_blanks(entry.text, *mention.span.hull) for mention in contents.mentions}
    entry = keep_mentions(entry, lambda m: bare[m.id] is not None, Loss.OUTSIDE, losses)
    spans = {m.id: Span.of(*edges) for m in _mentions(entry) if (edges := bare[m.id]) is not None}
    losses.add(entry.document.id, Loss.TRIMMED, sum(1 for m in _mentions(entry) if spans[m.id] != m.span))
    return with_spans(entry, spans)


def _without_blanks(text: str, start: int, end: int) -> Range | None:
    words = text[start:end]
    left, right = len(words) - len(words.lstrip()), len(words.rstrip())
    return (start + left, start + right) if left < right else None


def with_spans(entry: Entry, spans: dict[MentionId, Span]) -> Entry:
    """Mentions at other places, in reading order."""
    contents = entry.contents
    if contents is None:
        return entry
    moved = [m.at(spans[m.id]) if spans.get(m.id, m.span) != m.span else m for m in contents.mentions]
    return replace(entry, contents=replace(contents, mentions=tuple(sorted(moved, key=reading_order))))
