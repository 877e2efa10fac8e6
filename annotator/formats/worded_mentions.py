"""Entities and events as ACE's followers tell them in JSON (OneIE, WikiEvents): records that point at words.

An entity has a type and says whether it is a name, a nominal or a pronoun; an event has a trigger and arguments that
name their fillers by id. What we say beside stands in the record, see `json_records`.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import msgspec

from annotator.formats.drafting import Draft, span_of
from annotator.formats.interface import ReadOptions
from annotator.formats.json_records import listed, ours_of, shaped, take_ours, with_ours
from annotator.formats.records import Record, attempt
from annotator.formats.word_text import ReadWords
from annotator.formats.worded_events import Facts, mention_type
from annotator.model.annotation import Kind, Mention
from annotator.model.scheme import Scheme
from annotator.model.span import Span

_UNKNOWN_TYPE = "UNK"


# -- writing


def entity_record(ids: Mapping[str, str], mention: Mention, place: Record, scheme: Scheme) -> Record:
    """An entity: its ids, its type, where it stands."""
    record = {
        **ids,
        "entity_type": mention.label,
        "mention_type": mention_type(mention.attributes, scheme) or _UNKNOWN_TYPE,
        **place,
    }
    return with_ours(record, mention.attributes, mention.note)


def event_record(id_: str, mention: Mention, place: Record, arguments: Iterable[Record]) -> Record:
    """An event: its type, where its trigger stands, its arguments."""
    record = {"id": id_, "event_type": mention.label, "trigger": place, "arguments": [*arguments]}
    return with_ours(record, mention.attributes, mention.note)


# -- reading


class _Place(msgspec.Struct):
    start: int
    end: int
    text: str = ""


class _EntityRecord(_Place, kw_only=True):
    id: str
    entity_type: str
    mention_type: str | None = None
    entity_subtype: str | None = None
    value: str | None = None


class _EventRecord(msgspec.Struct):
    id: str
    event_type: str
    trigger: _Place


class Link(msgspec.Struct):
    """What fills a role."""

    entity_id: str
    role: str


class MentionReading:
    """Turns records of entities and events into mentions and arguments of a draft.

    Attributes:
        facts: What the file says beside labels.
        ids: Of the mentions that were read, in the order of the file.
    """

    def __init__(self, draft: Draft, words: ReadWords, options: ReadOptions, *, is_ours: bool) -> None:
        self._draft = draft
        self._words = words
        self._is_ours = is_ours
        self.facts = Facts(draft, options)
        self.ids: list[str] = []

    def read(self, record: Record, sentence: int | None = None, line: int | None = None) -> None:
        """The mentions of a record; their words count through a sentence, or through the document."""
        for what, step in (("entity_mentions", self._entity), ("event_mentions", self._event)):
            for value in listed(record, what, self._draft, line):
                name = value.get("id", what) if isinstance(value, dict) else what
                attempt(self._draft, str(name), partial(step, sentence, value), line)

    def arguments(self, record: Record, line: int | None = None) -> None:
        """What plays which role in the events of a record, once all mentions are there."""
        for value in listed(record, "event_mentions", self._draft, line):
            if isinstance(value, dict) and self._draft.has(str(value.get("id"))):
                for argument in listed(value, "arguments", self._draft, line):
                    attempt(self._draft, str(value["id"]), partial(self._argument, value["id"], argument), line)

    def _entity(self, sentence: int | None, value: Any) -> None:
        found = shaped(_EntityRecord, value)
        label = self.facts.label(found.entity_type)
        kind_of_mention = None if found.mention_type == _UNKNOWN_TYPE else found.mention_type
        said = {"mention_type": kind_of_mention, "entity_subtype": found.entity_subtype, "value": found.value}
        span = self._span(sentence, found)
        attributes = self.facts.attributes(label, {} if self._is_ours else said)
        self._draft.mention(Kind.ENTITY, label, span, found.id, attributes)
        self._made(found.id, value)

    def _event(self, sentence: int | None, value: Any) -> None:
        found = shaped(_EventRecord, value)
        label = self.facts.label(found.event_type)
        self._draft.mention(Kind.EVENT, label, self._span(sentence, found.trigger), found.id)
        self._made(found.id, value)

    def _span(self, sentence: int | None, place: _Place) -> Span:
        return span_of(self._words.checked(place.text, place.start, place.end, sentence))

    def _made(self, id_: str, value: Any) -> None:
        take_ours(self._draft, id_, value)
        self.ids.append(id_)

    def _argument(self, event: str, value: Any) -> None:
        found = shaped(Link, value)
        role = self.facts.role(self._draft.get(event).label, found.role)
        self._draft.argument(event, role, found.entity_id, ours_of(value).attributes)
