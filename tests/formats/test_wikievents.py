"""WikiEvents: documents and, beside them, what is coreferent."""

import json
from typing import Any

from annotator.formats.losses import Loss
from annotator.formats.wikievents import FORMAT, looks_like
from tests.formats.files import clusters, entry_of, faults_of, projected, read, roles, said, written
from tests.formats.summit import TEXT, summit


def _records() -> tuple[dict[str, Any], dict[str, Any]]:
    files = written(FORMAT, summit())
    return json.loads(files["data.jsonl"]), json.loads(files["data.jsonlines"])


def test_its_readers_find_what_they_look_up() -> None:
    """`scorer.py` zips both files, looks cluster members and fillers up among the entities; TextEE counts words."""
    document, coreference = _records()
    assert document["doc_id"] == coreference["doc_key"]
    entities = {entity["id"]: entity for entity in document["entity_mentions"]}
    assert {id_ for cluster in coreference["clusters"] for id_ in cluster} <= entities.keys()
    assert len(coreference["clusters"]) == len(coreference["informative_mentions"]) == 1
    assert {a["entity_id"] for event in document["event_mentions"] for a in event["arguments"]} <= entities.keys()
    assert [token[0] for sentence in document["sentences"] for token in sentence[0]] == document["tokens"]
    assert all(document["text"][start:end] == word for s in document["sentences"] for word, start, end in s[0])


def test_numbers_count_the_words_of_the_document_without_the_last() -> None:
    document, _coreference = _records()
    mentions = [*document["entity_mentions"], *(event["trigger"] for event in document["event_mentions"])]
    for mention in mentions:
        assert " ".join(document["tokens"][mention["start"] : mention["end"]]) == mention["text"]
        words = [token[0] for token in document["sentences"][mention["sent_idx"]][0]]
        assert mention["text"] in " ".join(words)


def test_the_longest_name_tells_most() -> None:
    assert _records()[1]["informative_mentions"] == ["توكاييف\u200f"]


def test_arguments_of_other_sentences_stay_and_the_rest_is_counted() -> None:
    (entry,), losses = projected(FORMAT, summit())
    assert ("met", "Participant", "نظيره") in roles(entry)
    assert losses.totals == {Loss.EXPANDED: 1, Loss.ARGUMENT: 1, Loss.RELATION: 1, Loss.CLUSTER: 1}


def test_it_comes_back_with_clusters_only_if_their_file_lies_beside_it() -> None:
    files = written(FORMAT, summit())
    whole = entry_of(read(FORMAT, files))
    assert whole.text == TEXT
    assert clusters(whole) == [["توكاييف\u200f", "Tokayev"]]
    assert clusters(entry_of(read(FORMAT, files["data.jsonl"]))) == []


def _foreign(**changes: Any) -> dict[str, Any]:
    record: dict[str, Any] = {
        "doc_id": "wiki_1",
        "tokens": ["He", "met", "Putin", ".", "Twice", "."],
        "text": "He met Putin. Twice.",
        "sentences": [
            [[["He", 0, 2], ["met", 3, 6], ["Putin", 7, 12], [".", 12, 13]], "He met Putin."],
            [[["Twice", 14, 19], [".", 19, 20]], "Twice."],
        ],
        "entity_mentions": [
            {"id": "T1", "sent_idx": 0, "start": 0, "end": 1, "text": "He", "entity_type": "PERSON",
             "mention_type": "PRO"},
            {"id": "T2", "sent_idx": 0, "start": 2, "end": 3, "text": "Putin", "entity_type": "PERSON",
             "mention_type": "UNK"},
        ],
        "event_mentions": [
            {"id": "E1", "event_type": "Contact.Meet", "trigger": {"start": 1, "end": 2, "text": "met", "sent_idx": 0},
             "arguments": [{"entity_id": "T2", "role": "Participant", "text": "Putin"}]}
        ],
    }  # fmt: skip
    return record | changes


def test_a_file_of_others_is_read_with_the_spacing_of_its_sentences() -> None:
    coreference = {"doc_key": "wiki_1", "clusters": [["T1", "T2"]], "informative_mentions": ["Putin"]}
    files = {"train.jsonl": json.dumps(_foreign()), "train.jsonlines": json.dumps(coreference)}
    entry = entry_of(read(FORMAT, files))
    assert entry.text == "He met Putin.\nTwice."
    assert roles(entry) == [("met", "Participant", "Putin")]
    assert clusters(entry) == [["He", "Putin"]]
    assert entry.contents is not None
    assert entry.contents.clusters[0].name == "Putin"


def test_what_is_wrong_is_said_and_costs_no_other() -> None:
    bad = _foreign(relation_mentions=[{}])
    bad["entity_mentions"][0] |= {"start": 3, "end": 4}
    bad["event_mentions"][0]["arguments"] += [{"entity_id": "T1", "role": "Place"}, {"role": "Place"}]
    coreference = '{"doc_key": "wiki_1", "clusters": [["T2", "T9"], 7, ["T2"]]}\n{"doc_key'
    found = read(FORMAT, {"a.jsonl": json.dumps(bad), "a.jsonlines": coreference})
    assert said(entry_of(found)) == [("Contact.Meet", "met"), ("PERSON", "Putin")]
    assert roles(entry_of(found)) == [("met", "Participant", "Putin")]
    assert clusters(entry_of(found)) == [["Putin"]]
    assert [reason.partition(":")[0] for _line, reason in faults_of(found)] == [
        "a.jsonlines, line 2", "T1", "E1", "E1", "relation_mentions", "clusters 0", "clusters 1",
    ]  # fmt: skip


def test_it_knows_its_files() -> None:
    assert looks_like(json.dumps(_foreign()).encode())
    assert not looks_like(b'{"doc_id": "x", "sent_id": "x-1", "tokens": []}')
