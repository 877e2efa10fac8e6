"""MAVEN-ERE: events, times, and relations between them."""

import json
from dataclasses import replace
from typing import Any

from annotator.formats.entry import Entry
from annotator.formats.losses import Loss
from annotator.formats.maven_ere import FORMAT, looks_like
from annotator.model.annotation import Kind, Mention, Relation, reading_order
from annotator.model.ids import MentionId, RelationId
from annotator.model.scheme import Label, Scheme
from annotator.model.span import Span
from tests.formats.entries import LEILA
from tests.formats.files import clusters, entry_of, faults_of, projected, read, said, written
from tests.formats.summit import DOCUMENT, MENTIONS, TEXT, summit

SCHEME = Scheme(
    "times",
    labels=(
        Label("PERSON", "entity"),
        Label("Time.Date", "entity"),
        Label("Contact.Meet", "event"),
        Label("Statement", "event"),
        Label("temporal.before", "relation"),
        Label("CAUSE", "relation"),
        Label("sub_event", "relation"),
    ),
)


def _timed() -> Entry:
    """The summit with a time, and relations of each sort."""
    entry = summit()
    assert entry.contents is not None
    at = TEXT.index("twice")
    twice = Mention(MentionId("t"), DOCUMENT, LEILA, Kind.ENTITY, "Time.Date", Span.of(at, at + 5))
    ids = {mention.span.text(TEXT): mention.id for mention in MENTIONS}
    relations = tuple(
        Relation(RelationId(f"r{number}"), DOCUMENT, LEILA, label, source, target)
        for number, (label, source, target) in enumerate(
            [
                ("temporal.before", ids["met"], ids["said"]),
                ("temporal.before", ids["said"], twice.id),
                ("CAUSE", ids["التقى"], ids["said"]),
                ("CAUSE", ids["said"], twice.id),
                ("sub_event", ids["met"], ids["said"]),
                ("sub_event", ids["met"], ids["التقى"]),
                ("located", ids["met"], ids["said"]),
            ]
        )
    )
    mentions = tuple(sorted((*entry.contents.mentions, twice), key=reading_order))
    return replace(entry, contents=replace(entry.contents, mentions=mentions, relations=relations))


def _record(**choices: str) -> dict[str, Any]:
    (text,) = written(FORMAT, _timed(), choices=choices).values()
    made: dict[str, Any] = json.loads(text)
    return made


def test_numbers_count_the_words_of_a_sentence_without_the_last() -> None:
    record = _record()
    for event in record["events"]:
        for mention in event["mention"]:
            start, end = mention["offset"]
            assert " ".join(record["tokens"][mention["sent_id"]][start:end]) == mention["trigger_word"]
    (time,) = record["TIMEX"]
    assert record["tokens"][1][slice(*time["offset"])] == ["twice"] == [time["mention"]]


def test_relations_join_events_and_times_by_group_and_name() -> None:
    record = _record()
    meeting, statement = (event["id"] for event in record["events"])
    time = record["TIMEX"][0]["id"]
    assert record["temporal_relations"]["BEFORE"] == [[meeting, statement], [statement, time]]
    assert record["causal_relations"] == {"CAUSE": [[meeting, statement]], "PRECONDITION": []}
    assert record["subevent_relations"] == [[meeting, statement]]


def test_what_such_files_do_not_know_is_counted() -> None:
    (kept,), losses = projected(FORMAT, _timed())
    assert losses.totals == {Loss.ENTITY: 5, Loss.ARGUMENT: 6, Loss.RELATION: 3}
    assert kept.contents is not None
    assert len(kept.contents.relations) == 4


def test_relations_of_mentions_come_back_as_they_were() -> None:
    (kept,), _losses = projected(FORMAT, _timed())
    entry = entry_of(read(FORMAT, json.dumps(_record()), SCHEME))

    def joined(one: Entry) -> list[tuple[str, str, str]]:
        assert one.contents is not None
        text = {mention.id: mention.span.text(one.text) for mention in one.contents.mentions}
        return sorted((text[r.source], r.label, text[r.target]) for r in one.contents.relations)

    assert joined(entry) == joined(kept)
    assert clusters(entry) == [["التقى", "met"]]
    assert entry.text == TEXT


def test_words_that_are_no_triggers_are_listed_if_asked_for_and_not_mourned_when_read_again() -> None:
    record = _record(negative="words")
    negative = [(word["sent_id"], *word["offset"], word["trigger_word"]) for word in record["negative_triggers"]]
    assert all(record["tokens"][sent][start:end] == [word] for sent, start, end, word in negative)
    words = {word for *_place, word in negative}
    assert {"Kazakhstan", "he"} <= words
    assert not {"met", "said", "🎉", ".", "twice"} & words
    assert faults_of(read(FORMAT, json.dumps(record), SCHEME)) == []


def _foreign(**changes: Any) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": "f28b",
        "title": "Occupation",
        "tokens": [["They", "met", "in", "1912", "."], ["He", "said", "so", "."]],
        "sentences": ["They met in 1912.", "He said so."],
        "events": [
            {"id": "EVENT_1", "type": "Contact.Meet", "type_id": 1,
             "mention": [{"id": "a", "trigger_word": "met", "sent_id": 0, "offset": [1, 2]}]},
            {"id": "EVENT_2", "type": "Statement", "type_id": 2,
             "mention": [{"id": "b", "trigger_word": "said", "sent_id": 1, "offset": [1, 2]}]},
        ],
        "TIMEX": [{"id": "TIME_1", "mention": "1912", "type": "Time.Date", "sent_id": 0, "offset": [3, 4]}],
        "temporal_relations": {"BEFORE": [["EVENT_1", "EVENT_2"]], "CONTAINS": [["TIME_1", "EVENT_1"]]},
        "causal_relations": {"CAUSE": []},
        "subevent_relations": [["EVENT_1", "EVENT_2"]],
    }  # fmt: skip
    return record | changes


def _relations(entry: Entry) -> list[str]:
    assert entry.contents is not None
    return [relation.label for relation in entry.contents.relations]


def test_a_file_of_others_has_relations_as_the_scheme_calls_them() -> None:
    entry = entry_of(read(FORMAT, json.dumps(_foreign()), SCHEME))
    assert said(entry) == [("Contact.Meet", "met"), ("Time.Date", "1912"), ("Statement", "said")]
    assert _relations(entry) == ["temporal.before", "CONTAINS", "sub_event"]


def test_the_older_shape_of_its_readme_is_read_too() -> None:
    events = [
        {"id": "E1", "mentions": [
            {"id": "a", "trigger_word": "met", "sent_id": 0, "offset": [1, 2], "event_type": "Contact.Meet"}]},
        {"id": "E2", "mentions": [
            {"id": "b", "trigger_word": "said", "sent_id": 1, "offset": [1, 2], "event_type": "Statement"}]},
    ]  # fmt: skip
    old = {
        "doc": {key: _foreign()[key] for key in ("id", "title", "tokens")},
        "events": events,
        "temporal_event_relation": {"before": [["E1", "E2"]]},
        "causal_relation": {"CAUSE": [["E2", "E1"]]},
        "subevent_relation": [["E1", "E2"]],
    }
    entry = entry_of(read(FORMAT, json.dumps(old), SCHEME))
    assert _relations(entry) == ["temporal.before", "CAUSE", "sub_event"]


def test_a_file_of_maven_itself_is_read_and_its_other_words_are_said() -> None:
    record = _foreign(negative_triggers=[{"id": "n", "trigger_word": "so", "sent_id": 1, "offset": [2, 3]}])
    record["content"] = [{"sentence": "They met in 1912.", "tokens": tokens} for tokens in record.pop("tokens")]
    found = read(FORMAT, json.dumps(record), SCHEME)
    assert entry_of(found).text == "They met in 1912 .\nHe said so ."
    assert faults_of(found) == [(1, "A word that is no trigger (negative_triggers) was left out.")]


def test_what_is_wrong_is_said_and_costs_no_other() -> None:
    bad = _foreign(
        TIMEX=[{"id": "TIME_1", "mention": "1912", "type": "Time.Date", "sent_id": 4, "offset": [3, 4]}],
        subevent_relations=[["EVENT_1"], ["EVENT_1", "EVENT_1"]],
        candidates=[{"id": "c"}],
    )
    found = read(FORMAT, json.dumps(bad), SCHEME)
    assert _relations(entry_of(found)) == ["temporal.before"]
    assert [reason.partition(":")[0] for _line, reason in faults_of(found)] == [
        "TIME_1", "temporal_relations, CONTAINS", "subevent_relations, SUBEVENT", "subevent_relations, SUBEVENT",
        "candidates",
    ]  # fmt: skip


def test_it_knows_its_files() -> None:
    assert looks_like(json.dumps(_foreign()).encode())
    assert not looks_like(b'{"id": "x", "title": "y", "document": "tokens"}')
