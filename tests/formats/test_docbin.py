"""spaCy's DocBin: read by spaCy, taken by its training, and files that are not as they should be."""

import sys
import zlib
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example

from annotator.formats import docbin
from annotator.formats.docbin import FORMAT
from annotator.formats.drafting import Draft
from annotator.formats.entry import Entry, Severity
from annotator.formats.errors import FormatError
from annotator.formats.losses import Loss
from annotator.model.annotation import Kind
from annotator.model.span import Span as Place
from tests.formats.entries import LEILA, entries
from tests.formats.trying import found_in, projected, reasons, said, written

TEXT = "وصل إلى لكازاخستان اليوم  Bob\nRay."


def _entry(*mentions: tuple[str, int, int], more: str = "") -> Entry:
    draft = Draft(TEXT + more, "A title", language="ar", annotator=LEILA, meta={"source": "x"})
    for label, start, end in mentions:
        draft.mention(Kind.EVENT if label == "Statement" else Kind.ENTITY, label, Place.of(start, end))
    return draft.entry()


def _docs(path: Path) -> list[Doc]:
    return list(DocBin(store_user_data=True).from_disk(path).get_docs(spacy.blank("xx").vocab))


@pytest.mark.parametrize("choices", [{}, {"spans": "sc"}, {"words": "split"}], ids=str)
@settings(max_examples=30, deadline=None)
@given(entry=entries())
def test_spacy_reads_the_text_and_every_span(
    choices: dict[str, str], entry: Entry, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = written(FORMAT, tmp_path_factory.mktemp("docbin") / "out.spacy", [entry], choices)
    (kept,), _losses = projected(FORMAT, [entry], choices)
    (doc,) = _docs(path)
    assert doc.text == entry.text
    spans = doc.spans["sc"] if choices.get("spans") == "sc" else doc.ents
    assert sorted((span.label_, span.text) for span in spans) == sorted(said(kept))
    assert all(span.text == span.text.strip() != "" for span in spans)


def test_what_its_training_makes_of_it_is_what_was_labelled(tmp_path: Path) -> None:
    """Training compares with spaCy's own tokens: none of ours may go missing there."""
    entry = _entry(("PERSON", 26, 33), ("GPE", 9, 18))
    (doc,) = _docs(written(FORMAT, tmp_path / "out.spacy", [entry]))
    example = Example(spacy.blank("xx").make_doc(doc.text), doc)
    tags = example.get_aligned_ner()
    assert [tag for tag in tags if tag and tag != "O"] == ["U-GPE", "B-PERSON", "I-PERSON", "L-PERSON"]
    assert None not in tags


def test_parts_of_words_grow_go_or_cut_the_word() -> None:
    entry = _entry(("GPE", 9, 18))
    grown, losses = projected(FORMAT, [entry])
    assert (said(grown[0]), losses.totals) == ([("GPE", "لكازاخستان")], {Loss.EXPANDED: 1})
    gone, losses = projected(FORMAT, [entry], {"words": "drop"})
    assert (said(gone[0]), losses.totals) == ([], {Loss.SUB_WORD: 1})
    cut, losses = projected(FORMAT, [entry], {"words": "split"})
    assert (said(cut[0]), losses.totals) == ([("GPE", "كازاخستان")], {Loss.DIVIDED: 1})


def test_what_overlaps_is_lost_as_ents_only() -> None:
    entry = _entry(("PERSON", 26, 33), ("PERSON", 26, 29), ("GPE", 19, 29))
    kept, losses = projected(FORMAT, [entry])
    assert said(kept[0]) == [("GPE", "اليوم  Bob")]
    assert losses.totals == {Loss.NESTED: 1, Loss.OVERLAPPING: 1}
    kept, losses = projected(FORMAT, [entry], {"spans": "sc"})
    assert len(said(kept[0])) == 3
    assert not losses.totals


def test_blanks_at_the_edges_go_and_are_counted() -> None:
    kept, losses = projected(FORMAT, [_entry(("GPE", 18, 26), ("PERSON", 24, 26))], {"words": "split"})
    assert said(kept[0]) == [("GPE", "اليوم")]
    assert losses.totals == {Loss.TRIMMED: 1, Loss.OUTSIDE: 1}


def test_title_language_meta_and_annotator_come_back(tmp_path: Path) -> None:
    path = written(FORMAT, tmp_path / "out.spacy", [_entry(("PERSON", 26, 33))])
    (found,) = found_in(path, "spacy")
    assert found.entry is not None
    document = found.entry.document
    assert (document.title, document.language, document.meta) == ("A title", "ar", {"source": "x"})
    assert found.entry.contents is not None
    assert found.entry.contents.layer.annotator == LEILA


def _foreign(path: Path) -> Path:
    """A file of somebody else: entities, two groups of spans, line ends of Windows."""
    vocab = spacy.blank("xx").vocab
    doc = Doc(vocab, ["\r\n", "Ali", "met", "Bob"], [False, True, True, False])
    doc.ents = [Span(doc, 1, 2, label="PERSON")]
    doc.spans["sc"] = [Span(doc, 1, 2, label="PERSON"), Span(doc, 1, 4, label="Statement")]
    doc.spans["other"] = [Span(doc, 3, 4, label="GPE")]
    DocBin(docs=[doc, Doc(vocab, ["Text"])]).to_disk(path)
    return path


@pytest.mark.parametrize(
    ("choice", "labels", "left"),
    [
        ("auto", [("Statement", "Ali met Bob"), ("PERSON", "Ali")], ["1 spans of doc.spans[“other”] were left out."]),
        ("ents", [("PERSON", "Ali")], ["1 spans of doc.spans[“sc”] were", "1 spans of doc.spans[“other”] were"]),
    ],
)
def test_a_file_of_others(tmp_path: Path, choice: str, labels: list[tuple[str, str]], left: list[str]) -> None:
    found, bare = found_in(_foreign(tmp_path / "a.spacy"), "spacy", {"spans": choice})
    assert said(found.entry) == labels
    assert all(fault.severity is Severity.BENT for fault in found.faults)
    assert len(found.faults) == len(left)
    assert all(words in reason for words, (_line, reason) in zip(left, reasons([found]), strict=True))
    assert bare.entry is not None
    assert bare.entry.contents is None


def test_an_empty_document_is_skipped_and_the_next_read(tmp_path: Path) -> None:
    vocab = spacy.blank("xx").vocab
    path = tmp_path / "a.spacy"
    DocBin(docs=[Doc(vocab), Doc(vocab, ["Text"])]).to_disk(path)
    bad, good = found_in(path, "spacy")
    assert reasons([bad]) == [(1, "Document 1: The text is empty.")]
    assert good.entry is not None


def test_damaged_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = written(FORMAT, tmp_path / "out.spacy", [_entry(("PERSON", 26, 33))]).read_bytes()
    bad = tmp_path / "bad.spacy"
    for data, reason in (
        (b"", "The file is cut off"),
        (b"no such thing", "This is no DocBin"),
        (whole[:-9], "cut off"),
        (zlib.compress(b"no msgpack"), "spaCy cannot read it"),
    ):
        bad.write_bytes(data)
        with pytest.raises(FormatError, match=reason):
            found_in(bad, "spacy")
    monkeypatch.setattr(docbin, "MAX_UNPACKED", 1_000_000)
    bad.write_bytes(zlib.compress(bytes(5_000_000)))
    with pytest.raises(FormatError, match="Unpacked it has more than"):
        found_in(bad, "spacy")


def test_without_spacy_the_sentence_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy.tokens", None)
    path = tmp_path / "a.spacy"
    path.write_bytes(b"")
    with pytest.raises(FormatError, match=r"pip install 'annotator\[spacy\]'"):
        found_in(path, "spacy")
