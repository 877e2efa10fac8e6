"""RAMS: inclusive numbers of the document's words, roles with numbers, spans without types."""

import json
from typing import Any

from annotator.formats.losses import Loss
from annotator.formats.rams import FORMAT, looks_like
from tests.formats.entries import SCHEME
from tests.formats.files import entry_of, faults_of, projected, read, roles, said, written
from tests.formats.summit import TEXT, summit


def _records(**choices: str) -> list[dict[str, Any]]:
    (text,) = written(FORMAT, summit(), choices=choices).values()
    return [json.loads(line) for line in text.splitlines()]


def test_its_converter_finds_every_filler_and_trigger_by_its_span() -> None:
    """`process_rams.py` looks spans up in `ent_spans` and `evt_triggers`, and cuts roles behind `argNN`."""
    (record,) = _records()
    words = [word for sentence in record["sentences"] for word in sentence]
    entities = {tuple(span[:2]) for span in record["ent_spans"]}
    triggers = {tuple(span[:2]): span[2][0][0] for span in record["evt_triggers"]}
    for trigger, filler, role in record["gold_evt_links"]:
        assert tuple(filler) in entities
        event = SCHEME.label(triggers[tuple(trigger)])
        assert role.split("arg", maxsplit=1)[-1][2:] in [known.name for known in event.roles]
    links = [[words[a] for a, _b in link[:2]] + [link[2]] for link in record["gold_evt_links"]]
    assert ["met", "نظيره", "evt001arg01Participant"] in links


def test_events_as_fillers_relations_and_clusters_are_counted() -> None:
    _entries, losses = projected(FORMAT, summit())
    assert losses.totals == {Loss.EXPANDED: 1, Loss.ARGUMENT: 1, Loss.RELATION: 1, Loss.CLUSTER: 2}


def test_a_line_an_event_is_for_programs_that_see_one_only_and_comes_back_as_one_document() -> None:
    records = _records(lines="event")
    assert [len(record["evt_triggers"]) for record in records] == [1, 1, 1]
    assert len({record["doc_key"] for record in records}) == 3
    whole = entry_of(read(FORMAT, "".join(json.dumps(record) + "\n" for record in records)))
    (kept,), _losses = projected(FORMAT, summit())
    assert whole.text == TEXT
    assert said(whole) == said(kept)
    assert sorted(roles(whole)) == sorted(roles(kept))


def _foreign(**changes: Any) -> str:
    record: dict[str, Any] = {
        "rel_triggers": [],
        "gold_rel_links": [],
        "doc_key": "nw_RC1",
        "ent_spans": [[0, 0, [["evt090arg01participant", 1.0]]], [2, 3, [["evt090arg02place", 1.0]]]],
        "language_id": "eng",
        "source_url": "http://example.org",
        "evt_triggers": [[1, 1, [["Contact.Meet", 1.0]]]],
        "split": "train",
        "sentences": [["He", "met"], ["Vladimir", "Putin", "."]],
        "gold_evt_links": [[[1, 1], [0, 0], "evt090arg01participant"], [[1, 1], [2, 3], "evt090arg02place"]],
    }
    return json.dumps(record | changes) + "\n"


def test_a_file_of_others_is_read_with_roles_as_the_scheme_writes_them() -> None:
    found = read(FORMAT, _foreign())
    entry = entry_of(found)
    assert said(entry) == [("Entity", "He"), ("Contact.Meet", "met"), ("Entity", "Vladimir Putin")]
    assert roles(entry) == [("met", "Participant", "He"), ("met", "place", "Vladimir Putin")]
    assert faults_of(found) == [(1, "“participant” was read as “Participant”, as the scheme writes it.")]


def test_what_is_wrong_is_said_and_costs_no_other() -> None:
    links = [[[1, 1], [0, 1], "x"], [[9, 9], [0, 0], "x"], [[1, 1], [0, 0], "evt090arg01Participant"], [1]]
    found = read(FORMAT, _foreign(gold_evt_links=links, evt_triggers=[[1, 1, [["Contact.Meet", 1]]], [7, 7, []]]))
    assert roles(entry_of(found)) == [("met", "Participant", "He")]
    assert [reason.partition(":")[0] for _line, reason in faults_of(found)] == [
        "evt_triggers [7, 7, []]", "gold_evt_links 0", "gold_evt_links 1", "gold_evt_links 3",
    ]  # fmt: skip


def test_it_knows_its_files() -> None:
    assert looks_like(_foreign().encode())
    assert not looks_like(b'{"doc_key": "x", "sentences": [], "ner": []}')
