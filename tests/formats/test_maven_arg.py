"""MAVEN-Arg: characters, arguments of events and not of mentions, fillers that are entities or words."""

import json
from typing import Any

from annotator.formats.losses import Loss
from annotator.formats.maven_arg import FORMAT, looks_like
from tests.formats.files import clusters, entry_of, faults_of, projected, read, roles, said, written
from tests.formats.summit import TEXT, summit


def _record() -> dict[str, Any]:
    (text,) = written(FORMAT, summit()).values()
    made: dict[str, Any] = json.loads(text)
    return made


def test_offsets_are_code_points_of_the_document() -> None:
    record = _record()
    assert record["document"] == TEXT
    for name, key in (("events", "trigger_word"), ("entities", "mention")):
        for mention in (mention for thing in record[name] for mention in thing["mention"]):
            start, end = mention["offset"]
            assert record["document"][start:end] == mention[key]


def test_mentions_of_one_event_are_one_record_with_the_fillers_of_all() -> None:
    meeting, statement = _record()["events"]
    assert [mention["trigger_word"] for mention in meeting["mention"]] == ["التقى", "met"]
    entities = {entity["id"]: entity["mention"][0]["mention"] for entity in _record()["entities"]}
    assert [entities[a["entity_id"]] for a in meeting["argument"]["Participant"]] == ["توكاييف", "نظيره"]
    assert meeting["argument"]["Arg1"] == []
    assert statement["argument"]["Topic"][0]["content"] == "met"
    assert (meeting["type_id"], statement["type_id"]) == (1, 2)


def test_only_relations_are_lost_and_all_else_comes_back() -> None:
    (kept,), losses = projected(FORMAT, summit())
    assert losses.totals == {Loss.RELATION: 1}
    entry = entry_of(read(FORMAT, json.dumps(_record())))
    assert sorted(roles(entry)) == sorted(roles(kept)) == sorted(roles(summit()))
    assert clusters(entry) == clusters(summit())
    assert entry.document.title == "قمة"


def _foreign(**changes: Any) -> str:
    record: dict[str, Any] = {
        "id": "10e2",
        "title": "The Virgin Tour",
        "document": "She met Putin . Later he said so , and Putin too .",
        "events": [
            {"id": "EVENT_1", "type": "Contact.Meet", "type_id": 42,
             "mention": [{"id": "m1", "trigger_word": "met", "offset": [4, 7]},
                         {"id": "m2", "trigger_word": "said so", "offset": [25, 32]}],
             "argument": {"Participant": [{"entity_id": "ENTITY_1"}, {"content": "She", "offset": [0, 3]}],
                          "Arg1": []}}
        ],
        "negative_triggers": [{"id": "n1", "trigger_word": "Later", "offset": [16, 21]}],
        "entities": [
            {"id": "ENTITY_1", "type": "PERSON", "mention": [{"id": "p1", "mention": "Putin", "offset": [39, 44]},
                                                             {"id": "p2", "mention": "Putin", "offset": [8, 13]}]},
            {"id": "ENTITY_2", "type": "PERSON", "mention": [{"id": "p3", "mention": "he", "offset": [22, 24]}]},
        ],
    }  # fmt: skip
    return json.dumps(record | changes)


def test_a_file_of_others_gives_arguments_to_the_first_mention_and_the_nearest_filler() -> None:
    found = read(FORMAT, _foreign())
    entry = entry_of(found)
    assert roles(entry) == [("met", "Participant", "Putin"), ("met", "Participant", "She")]
    assert entry.contents is not None
    fillers = {argument.filler for argument in entry.contents.arguments}
    assert [m.span.start for m in entry.contents.mentions if m.id in fillers] == [0, 8]
    assert clusters(entry) == [["Putin", "Putin"], ["met", "said so"]]
    assert said(entry)[0] == ("Entity", "She")
    assert faults_of(found) == [(1, "A word that is no trigger (negative_triggers) was left out.")]
    assert entry.document.title == "The Virgin Tour"


def test_what_is_wrong_is_said_and_costs_no_other() -> None:
    entities = [
        {"id": "ENTITY_1", "type": "PERSON", "mention": [{"id": "p1", "mention": "Putin", "offset": [38, 43]}]},
        {"id": "ENTITY_1", "type": "PERSON", "mention": []},
        {"id": "ENTITY_3", "mention": [{"id": "p2", "mention": "Putin", "offset": [8, 13]}]},
        {"id": "ENTITY_4", "type": "PERSON", "mention": [{"id": "p4", "mention": "he", "offset": [22, 99]}]},
    ]
    found = read(FORMAT, _foreign(entities=entities, negative_triggers=None))
    assert said(entry_of(found)) == [("Entity", "She"), ("Contact.Meet", "met"), ("Contact.Meet", "said so")]
    assert [reason.partition(":")[0] for _line, reason in faults_of(found)] == [
        "ENTITY_1, mention 1", "ENTITY_1", "ENTITY_3, mention 1", "ENTITY_4, mention 1", "EVENT_1, Participant",
    ]  # fmt: skip


def test_it_knows_its_files() -> None:
    assert looks_like(_foreign().encode())
    assert not looks_like(b'{"id": "x", "title": "y", "tokens": []}')
