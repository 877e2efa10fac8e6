"""What formats of events in words have in common: the cut to words, and facts that the project's scheme may know.

Used by OneIE, DyGIE++, WikiEvents, RAMS and MAVEN. Their mentions are words in one piece; texts come back exactly,
since what is between words is told beside them.
"""

from collections import Counter
from collections.abc import Mapping, Set
from typing import Final

from annotator.formats.drafting import Draft, shown
from annotator.formats.entry import Entry
from annotator.formats.interface import Option, ReadOptions, WriteOptions
from annotator.formats.losses import Loss, Losses
from annotator.formats.projection import (
    continuous,
    first_pieces,
    is_entity,
    is_event,
    keep_arguments,
    keep_relations,
    to_words,
    with_spans,
    without_comments,
)
from annotator.formats.tiling import without_alike
from annotator.formats.word_options import WORDS
from annotator.formats.word_text import WrittenWords
from annotator.model.annotation import Argument, Attributes, LayerContents, Mention, Relation, Value
from annotator.model.ids import ClusterId, MentionId
from annotator.model.scheme import AttributeKind, LabelKind, Scheme
from annotator.model.span import Span

PIECES: Final = Option(
    "pieces", "Of mentions in pieces", (("first", "the first piece stays"), ("drop", "nothing stays"))
)
MENTION_TYPES: Final = ("mention_type", "mention")
"""What attributes are called that tell names, nominals and pronouns apart."""


# -- writing


def in_one_piece(entry: Entry, options: WriteOptions, losses: Losses) -> Entry:
    """Of mentions in several pieces what is chosen: the first one, or nothing."""
    cut = first_pieces if PIECES.chosen(options.choices) == "first" else continuous
    return cut(entry, losses)


def worded(entry: Entry, options: WriteOptions, losses: Losses) -> Entry | None:
    """Mentions of whole words in one piece; `None` for a text without a word."""
    entry = in_one_piece(without_comments(entry, losses), options, losses)
    words = options.words(entry.text, entry.document.language)
    entry = to_words(entry, words, losses, WORDS.chosen(options.choices))
    if not words:
        losses.add(entry.document.id, Loss.SPACING)
        return None
    return without_alike(entry, losses)


def one_word_triggers(entry: Entry, options: WriteOptions, losses: Losses) -> Entry:
    """Events whose triggers are one word: the first one."""
    contents = entry.contents
    if contents is None:
        return entry
    words = WrittenWords.of(entry, options)
    events = [mention for mention in contents.mentions if is_event(mention)]
    first = {mention.id: Span.of(*words.first_word(mention.span)) for mention in events}
    losses.add(entry.document.id, Loss.TRIGGER, sum(1 for mention in events if first[mention.id] != mention.span))
    return with_spans(entry, first)


def sentences_of_mentions(entry: Entry, options: WriteOptions) -> dict[MentionId, int]:
    """In which sentence each mention of whole words stands."""
    words = WrittenWords.of(entry, options)
    mentions = () if entry.contents is None else entry.contents.mentions
    return {mention.id: words.sentence_of(mention.span) for mention in mentions}


def within_sentences(entry: Entry, told: Set[MentionId], options: WriteOptions, losses: Losses) -> Entry:
    """Arguments and relations that stand in one sentence; what fills a role or is joined is among those told."""
    sentence = sentences_of_mentions(entry, options)

    def is_told(argument: Argument) -> bool:
        return argument.filler in told and sentence[argument.event] == sentence[argument.filler]

    def is_joined(relation: Relation) -> bool:
        return {relation.source, relation.target} <= told and sentence[relation.source] == sentence[relation.target]

    return keep_relations(keep_arguments(entry, is_told, losses), is_joined, losses)


def filled_by_entities(entry: Entry, losses: Losses) -> Entry:
    """Only the arguments whose fillers are entities."""
    entities = entities_of(entry)
    return keep_arguments(entry, lambda argument: argument.filler in entities, losses)


def entities_of(entry: Entry) -> Set[MentionId]:
    """The mentions of entities."""
    mentions = () if entry.contents is None else entry.contents.mentions
    return {mention.id for mention in mentions if is_entity(mention)}


def members_of(mentions: tuple[Mention, ...]) -> dict[ClusterId, list[Mention]]:
    """The mentions of each cluster, in reading order."""
    members: dict[ClusterId, list[Mention]] = {}
    for mention in mentions:
        if mention.cluster is not None:
            members.setdefault(mention.cluster, []).append(mention)
    return members


def arguments_of(contents: LayerContents | None) -> dict[MentionId, list[Argument]]:
    """The arguments of each event that has some, in their order."""
    found: dict[MentionId, list[Argument]] = {}
    for argument in sorted(contents.arguments if contents is not None else (), key=lambda a: (a.position, a.id)):
        found.setdefault(argument.event, []).append(argument)
    return found


def mention_type(attributes: Attributes, scheme: Scheme | None) -> str:
    """Name, nominal or pronoun, if a mention or its scheme says which; else empty."""
    known = {a.name: a.default for a in scheme.attributes} if scheme is not None else {}
    for name in MENTION_TYPES:
        value = attributes.get(name, known.get(name))
        if isinstance(value, str):
            return value
    return ""


# -- reading


class Facts:
    """What a file says beside labels, as attributes where the project's scheme has such, and what it has none for."""

    def __init__(self, draft: Draft, options: ReadOptions) -> None:
        self._draft = draft
        self._scheme = options.scheme
        self._homeless: Counter[str] = Counter()
        self._renamed: Counter[tuple[str, str]] = Counter()

    def label(self, said: str) -> str:
        """A label as the scheme writes it: `Conflict:Attack` and `Conflict.Attack` are one."""
        if self._scheme is None or self._scheme.find(said) is not None:
            return said
        for made in (said.replace(":", "."), said.replace(".", ":")):
            if self._scheme.find(made) is not None:
                self._renamed[said, made] += 1
                return made
        return said

    def loose_label(self, said: str, kind: LabelKind) -> str:
        """A label of a kind as the scheme writes it, whatever its capitals, points and dashes."""
        labels = self._scheme.labels_of(kind) if self._scheme is not None else ()
        alike = [label.name for label in labels if _bare(label.name) == _bare(said)]
        return alike[0] if len(alike) == 1 and said not in alike else self.label(said)

    def relation(self, said: str) -> str:
        """A relation as the scheme writes it, whatever its capitals, dashes and what it stands under."""
        labels = self._scheme.labels_of("relation") if self._scheme is not None else ()
        alike = [label.name for label in labels if _bare(label.name.rpartition(".")[2]) == _bare(said)]
        return alike[0] if len(alike) == 1 else said

    def role(self, event: str, said: str) -> str:
        """A role as the scheme writes it for an event label, whatever its capitals."""
        known = self._scheme.find(event) if self._scheme is not None else None
        names = [role.name for role in known.roles] if known is not None else []
        alike = [name for name in names if name.casefold() == said.casefold()]
        if said in names or len(alike) != 1:
            return said
        self._renamed[said, alike[0]] += 1
        return alike[0]

    def attributes(self, label: str, said: Mapping[str, object]) -> dict[str, Value]:
        """The facts that mentions, or relations, of a label can have; those that are `None` or empty say nothing."""
        known = self._scheme.find(label) if self._scheme is not None else None
        allowed = None if known is None else known.attributes
        return self._fitting(allowed, said)

    def of_argument(self, event: str, role: str, said: Mapping[str, object]) -> dict[str, Value]:
        """The facts that an argument in a role can have."""
        known = self._scheme.find(event) if self._scheme is not None else None
        roles = {found.name: found.attributes for found in known.roles} if known is not None else {}
        return self._fitting(roles.get(role) if known is not None else None, said)

    def _fitting(self, allowed: tuple[str, ...] | None, said: Mapping[str, object]) -> dict[str, Value]:
        """Of the facts those that are allowed (all where nobody knows), each under the name that the scheme has."""
        made: dict[str, Value] = {}
        for name, value in said.items():
            if value is None or value == "" or not isinstance(value, str | bool | int | float):
                continue
            names = MENTION_TYPES if name in MENTION_TYPES else (name,)
            homes = names[:1] if allowed is None else tuple(one for one in names if one in allowed)
            found = {home: self._taken(home, value) for home in homes}
            home = next((home for home, taken in found.items() if taken is not None), None)
            if home is None:
                self._homeless[name] += 1
            else:
                made[home] = found[home]  # type: ignore[assignment]  # by `next`
        return made

    def _taken(self, name: str, value: Value) -> Value | None:
        """A value as the scheme writes it, whatever its capitals; `None` if the attribute does not take it."""
        attribute = next((a for a in self._scheme.attributes if a.name == name), None) if self._scheme else None
        if attribute is None or attribute.kind is not AttributeKind.CHOICE:
            return value
        alike = [choice.value for choice in attribute.choices if choice.value.casefold() == str(value).casefold()]
        return value if value in alike else next(iter(alike), None)

    def left_out(self, name: str) -> None:
        """Count a fact for which there is no place."""
        self._homeless[name] += 1

    def close(self) -> None:
        """Say what had no place, and which labels the scheme writes otherwise."""
        for name, count in sorted(self._homeless.items()):
            times = "" if count == 1 else f" ({count:,} times)"
            self._draft.bend(f"“{shown(name)}” has no place in the scheme and was left out{times}.")
        for (said, made), count in sorted(self._renamed.items()):
            times = "" if count == 1 else f" ({count:,} times)"
            self._draft.bend(f"“{shown(said)}” was read as “{made}”, as the scheme writes it{times}.")


def _bare(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()
