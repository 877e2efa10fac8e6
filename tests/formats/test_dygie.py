"""DyGIE++: documents, inclusive word numbers, one event a word."""

import json
import re
from typing import Any

from annotator.formats.dygie import FORMAT, looks_like
from annotator.formats.losses import Loss
from tests.formats.files import clusters, entry_of, faults_of, projected, read, roles, said, written
from tests.formats.summit import TEXT, summit

_FIELDS = re.compile(r"doc_key|dataset|sentences|weight|.*ner$|.*relations$|.*clusters$|.*events$|^_.*")
_OF_THE_DOCUMENT = {"doc_key", "dataset", "clusters", "event_clusters", "weight"}


def _record() -> dict[str, Any]:
    (text,) = written(FORMAT, summit()).values()
    made: dict[str, Any] = json.loads(text)
    return made


def test_its_reader_takes_all_fields_and_has_one_value_a_sentence() -> None:
    """`_check_fields` and `fields_to_batches` of its `document.py`."""
    record = _record()
    assert all(_FIELDS.match(field) for field in record)
    assert {len(value) for field, value in record.items() if field not in _OF_THE_DOCUMENT} == {2}
    assert all(word for sentence in record["sentences"] for word in sentence)


def test_numbers_count_the_words_of_the_document_and_include_the_last() -> None:
    record = _record()
    words = [word for sentence in record["sentences"] for word in sentence]
    assert [words[first : last + 1] for first, last, _label in record["ner"][1]] == [["Kazakhstan"], ["Tokayev"]]
    assert [words[event[0][0]] for event in record["events"][1]] == ["said", "met"]
    assert record["events"][1][0][1:] == [[*record["ner"][1][0][:2], "Speaker"], [*[words.index("met")] * 2, "Topic"]]


def test_every_label_stands_in_its_sentence() -> None:
    """`get_sentence_of_span` raises where a span crosses sentences."""
    record, start = _record(), 0
    for number, sentence in enumerate(record["sentences"]):
        end = start + len(sentence) - 1
        spans = [label[:2] for label in record["ner"][number]]
        spans += [argument[:2] for event in record["events"][number] for argument in event[1:]]
        assert all(start <= first <= last <= end for first, last in spans)
        start = end + 1


def test_it_comes_back_whole_but_for_the_argument_of_another_sentence() -> None:
    (kept,), losses = projected(FORMAT, summit())
    assert losses.totals == {Loss.EXPANDED: 1, Loss.ARGUMENT: 1}
    entry = entry_of(read(FORMAT, next(iter(written(FORMAT, summit()).values()))))
    assert entry.text == TEXT
    assert sorted(roles(entry)) == sorted(roles(kept))
    assert clusters(entry) == [["التقى", "met"], ["توكاييف\u200f", "Tokayev"]]


def _foreign(**changes: Any) -> str:
    record: dict[str, Any] = {
        "doc_key": "doc1",
        "sentences": [["Seattle", "is", "rainy", "."], ["Durkan", "was", "elected", "in", "2017", "."]],
        "ner": [[[0, 0, "GPE"]], [[4, 4, "PERSON"], [8, 8, "DATE"]]],
        "relations": [[], [[4, 4, 8, 8, "Elected-In"]]],
        "events": [[], [[[6, "Contact.Meet"], [4, 4, "Participant"]]]],
        "clusters": [[[0, 0], [4, 4]]],
    }
    return json.dumps(record | changes) + "\n"


def test_the_example_of_its_documentation_is_read() -> None:
    entry = entry_of(read(FORMAT, _foreign()))
    assert entry.text == "Seattle is rainy .\nDurkan was elected in 2017 ."
    assert said(entry) == [("GPE", "Seattle"), ("PERSON", "Durkan"), ("Contact.Meet", "elected"), ("DATE", "2017")]
    assert roles(entry) == [("elected", "Participant", "Durkan")]
    assert clusters(entry) == [["Seattle", "Durkan"]]
    assert entry.contents is not None
    assert [relation.label for relation in entry.contents.relations] == ["Elected-In"]


def test_triggers_with_two_numbers_and_predictions_with_scores_are_read() -> None:
    record = json.loads(_foreign(events=[[], [[[6, 7, "Contact.Meet", 3.1, 0.9], [4, 4, "Participant", 2.0, 0.8]]]]))
    record["predicted_ner"] = [[[0, 0, "GPE", 9.1, 0.99]], [[4, 4, "PERSON", 3.3, 0.9]]]
    del record["ner"]
    record |= {"relations": [], "clusters": []}
    entry = entry_of(read(FORMAT, json.dumps(record)))
    assert said(entry) == [("GPE", "Seattle"), ("PERSON", "Durkan"), ("Contact.Meet", "elected in")]
    assert roles(entry) == [("elected in", "Participant", "Durkan")]


def test_what_is_wrong_is_said_and_costs_no_other() -> None:
    found = read(
        FORMAT,
        _foreign(ner=[[[0, 99, "GPE"], [0, "GPE"]], [[4, 4, "PERSON"], [5, 4, "X"]]], clusters=[[[0, 0], [4, 4]]]),
    )
    assert said(entry_of(found)) == [("PERSON", "Durkan"), ("Contact.Meet", "elected")]
    reasons = [reason for _line, reason in faults_of(found)]
    assert len(reasons) == 5
    assert reasons[0] == "ner [0, 99, 'GPE']: It stands at the words 0–100, but the document has 10."
    assert reasons[-1] == "clusters 0: No entity is labelled at the words 0–0."


def test_it_knows_its_files() -> None:
    assert looks_like(_foreign().encode())
    assert not looks_like(b'{"doc_key": "x", "sentences": [], "evt_triggers": []}')
