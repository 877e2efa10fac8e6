"""OneIE: a sentence a line, ids as in ACE, nothing overlapping."""

import json
from dataclasses import replace
from typing import Any

from annotator.formats.losses import Loss
from annotator.formats.oneie import FORMAT, looks_like
from tests.formats.entries import SCHEME
from tests.formats.files import clusters, entry_of, faults_of, projected, read, roles, said, written
from tests.formats.summit import TEXT, summit


def _lines() -> list[dict[str, Any]]:
    (text,) = written(FORMAT, summit()).values()
    return [json.loads(line) for line in text.splitlines()]


def test_each_sentence_is_a_line_whose_offsets_count_its_words() -> None:
    first, second = _lines()
    assert (first["doc_id"], second["sent_id"]) == (summit().document.id, f"{summit().document.id}-1")
    for line in (first, second):
        for mention in [*line["entity_mentions"], *(event["trigger"] for event in line["event_mentions"])]:
            assert " ".join(line["tokens"][mention["start"] : mention["end"]]) == mention["text"]


def test_what_its_loader_does_with_entities_arguments_and_relations_works() -> None:
    """`get_role_types` and `get_relation_types` look every id up among the entities of the sentence, by two roles."""
    for line in _lines():
        there = {entity["id"] for entity in line["entity_mentions"]}
        assert all(a["entity_id"] in there for event in line["event_mentions"] for a in event["arguments"])
        for relation in line["relation_mentions"]:
            assert [a["role"] for a in relation["arguments"]] == ["Arg-1", "Arg-2"]
            assert {a["entity_id"] for a in relation["arguments"]} <= there


def test_mentions_of_one_thing_share_all_of_their_ids_but_the_last_number() -> None:
    things = [entity["id"].rpartition("-")[0] for line in _lines() for entity in line["entity_mentions"]]
    assert len(things) == len(set(things)) + 1


def test_mention_types_are_said_as_the_attribute_that_the_scheme_has() -> None:
    assert [entity["mention_type"] for entity in _lines()[0]["entity_mentions"]] == ["NAM", "NOM", "UNK"]


def test_what_joins_sentences_and_events_that_fill_roles_are_counted() -> None:
    (entry,), losses = projected(FORMAT, summit())
    assert losses.totals == {Loss.EXPANDED: 1, Loss.ARGUMENT: 2}
    assert ("met", "Participant", "نظيره") not in roles(entry)


def test_it_comes_back_with_its_text_attributes_notes_and_clusters() -> None:
    entry = entry_of(read(FORMAT, next(iter(written(FORMAT, summit()).values()))))
    assert entry.text == TEXT
    assert (entry.document.title, entry.document.language) == ("قمة", "ar")
    assert clusters(entry) == [["التقى", "met"], ["توكاييف\u200f", "Tokayev"]]
    assert entry.contents is not None
    assert {cluster.kb for cluster in entry.contents.clusters} == {"Q312893", ""}
    assert [mention.note for mention in entry.contents.mentions if mention.note] == ["رئيس"]


def _foreign(**changes: Any) -> str:
    record: dict[str, Any] = {
        "doc_id": "AFP_1",
        "sent_id": "AFP_1-0",
        "tokens": ["He", "met", "Putin", "."],
        "pieces": ["He", "met", "Putin", "."],
        "token_lens": [1, 1, 1, 1],
        "entity_mentions": [
            {"id": "AFP_1-E1-1", "text": "He", "entity_type": "PERSON", "mention_type": "PRO", "start": 0, "end": 1},
            {"id": "AFP_1-E1-2", "text": "Putin", "entity_type": "PERSON", "mention_type": "NAM", "start": 2, "end": 3},
        ],
        "event_mentions": [
            {
                "id": "AFP_1-EV1-1",
                "event_type": "Contact:Meet",
                "trigger": {"text": "met", "start": 1, "end": 2},
                "arguments": [{"entity_id": "AFP_1-E1-2", "text": "Putin", "role": "Participant"}],
            }
        ],
        "relation_mentions": [],
    }
    return json.dumps(record | changes) + "\n"


def test_a_file_of_others_is_read_and_what_the_scheme_has_no_place_for_is_said() -> None:
    found = read(FORMAT, _foreign())
    entry = entry_of(found)
    assert entry.text == "He met Putin ."
    assert said(entry) == [("PERSON", "He"), ("Contact.Meet", "met"), ("PERSON", "Putin")]
    assert roles(entry) == [("met", "Participant", "Putin")]
    assert clusters(entry) == [["He", "Putin"]]
    assert [reason for _line, reason in faults_of(found)] == [
        "“mention_type” has no place in the scheme and was left out.",
        "“Contact:Meet” was read as “Contact.Meet”, as the scheme writes it.",
    ]
    assert entry.document.meta == {"doc_id": "AFP_1"}


def test_lines_of_one_document_are_one_text_and_other_documents_follow() -> None:
    other = _foreign(doc_id="AFP_2", entity_mentions=[], event_mentions=[])
    more = _foreign(entity_mentions=[], event_mentions=[], sent_id="AFP_1-1")
    texts = [found.entry.text for found in read(FORMAT, _foreign() + more + other) if found.entry is not None]
    assert texts == ["He met Putin .\nHe met Putin .", "He met Putin ."]


def test_a_damaged_record_is_said_with_its_line_and_costs_no_other() -> None:
    wrong = [
        {"id": "AFP_1-E1-1", "text": "He", "entity_type": "PERSON", "start": 1, "end": 2},
        {"id": "AFP_1-E1-3", "text": "", "entity_type": "PERSON", "start": 3, "end": 9},
        {"id": "AFP_1-E1-4", "entity_type": "PERSON", "start": "3", "end": 4},
        "AFP_1-E1-5",
    ]
    broken = "{\n"
    found = read(FORMAT, broken + _foreign(entity_mentions=wrong) + "[]\n" + _foreign(doc_id="B", tokens=[]))
    assert said(entry_of(found)) == [("Contact.Meet", "met")]
    reasons = faults_of(found)
    assert [line for line, _reason in reasons] == [1, 3, 4, 2, 2, 2, 2, 2, None]
    assert reasons[3:5] == [
        (2, "AFP_1-E1-1: It says “He”, but the words 1–2 are “met”."),
        (2, "AFP_1-E1-3: It stands at the words 3–9, but the sentence has 4."),
    ]
    assert reasons[7] == (2, "AFP_1-EV1-1: “AFP_1-E1-2” is referred to, but is not there.")


def test_it_knows_its_files() -> None:
    assert looks_like(_foreign().encode())
    assert not looks_like(b'{"format": "annotator-jsonl"}')


def test_a_type_that_the_scheme_takes_for_granted_does_not_become_a_value() -> None:
    """Programs need a mention type; what nobody has said is not said when the file comes back."""
    scheme = replace(SCHEME, attributes=(replace(SCHEME.attributes[0], default="NAM"), *SCHEME.attributes[1:]))
    lines = [json.loads(line) for line in next(iter(written(FORMAT, summit()).values())).splitlines()]
    for line in lines:
        for entity in line["entity_mentions"]:
            entity["mention_type"] = "NAM"
    found = read(FORMAT, "".join(json.dumps(line) + "\n" for line in lines), scheme)
    assert faults_of(found) == []
    contents = entry_of(found).contents
    assert contents is not None
    assert [dict(mention.attributes) for mention in contents.mentions if mention.label == "PERSON"] == [
        {"mention": "NAM"}, {"mention": "NOM"}, {},
    ]  # fmt: skip
