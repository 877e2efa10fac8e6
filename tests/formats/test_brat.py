"""brat's standoff files: read by another reader, and by ours whatever is wrong with them."""

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings

from annotator.formats.brat import FORMAT
from annotator.formats.entry import Entry, Severity
from annotator.formats.errors import FormatError
from annotator.formats.said_values import as_text
from annotator.model.annotation import Kind
from tests.formats import brat_peer
from tests.formats.brat_peer import Standoff
from tests.formats.entries import entries
from tests.formats.files import clusters, entry_of, faults_of, projected, read, roles, said
from tests.formats.summit import summit
from tests.formats.trying import written

TEXT = "Ali met Bob in Oslo.\nHe left."


def _peer(entry: Entry) -> Standoff:
    with tempfile.TemporaryDirectory() as folder:
        (path,) = written(FORMAT, Path(folder) / "out", [entry]).rglob("*.ann")
        return brat_peer.read(path)


@settings(max_examples=100, deadline=None)
@given(entry=entries())
def test_another_reader_finds_all_that_was_carried(entry: Entry) -> None:
    (kept,), _losses = projected(FORMAT, entry)
    contents = kept.contents
    assert contents is not None
    found = _peer(entry)
    assert found.text == entry.text
    spans = Counter((label, pieces) for label, pieces, _words in found.bounds.values())
    assert spans == Counter((m.label, m.span.fragments) for m in contents.mentions)
    assert len(found.events) == sum(m.kind is Kind.EVENT for m in contents.mentions)
    assert sum(len(arguments) for _label, _trigger, arguments in found.events.values()) == len(contents.arguments)
    assert sorted(label for label, _a, _b in found.relations.values()) == sorted(r.label for r in contents.relations)
    said_there = Counter((name, value) for name, _subject, value in found.attributes)
    pairs = [(name, value) for m in contents.mentions for name, value in m.attributes.items()]
    assert said_there == Counter((name, None if value is True else as_text(value)) for name, value in pairs)
    assert sorted(note for _subject, note in found.notes) == sorted(m.note for m in contents.mentions if m.note)


def test_another_reader_follows_arguments_clusters_and_identifiers() -> None:
    found = _peer(summit())
    arguments = [
        (found.words(event), role, found.words(filler))
        for event, (_label, _trigger, fillers) in found.events.items()
        for role, filler in fillers
    ]
    assert arguments == [
        ("التقى", "Participant", "توكاييف"),
        ("التقى", "Participant2", "نظيره"),
        ("said", "Speaker", "Kazakhstan"),
        ("said", "Topic", "met"),
        ("met", "Participant", "Tokayev"),
        ("met", "Participant2", "نظيره"),
    ]
    assert [[found.words(id_) for id_ in group] for group in found.equivalent] == [
        ["التقى", "met"],
        ["توكاييف", "Tokayev"],
    ]
    assert [(found.words(id_), kb, name) for id_, kb, name in found.references] == [
        ("توكاييف", "KB:Q312893", "Tokayev")
    ]


def _found(*lines: str, text: str | bytes = TEXT) -> tuple[Entry, list[tuple[int | None, str]]]:
    found = read(FORMAT, {"a.ann": "".join(f"{line}\n" for line in lines), "a.txt": text}, scheme=None)
    return entry_of(found), faults_of(found)


ALI, MET, BOB = "T1\tPERSON 0 3\tAli", "T2\tMeet 4 7\tmet", "T3\tPERSON 8 11\tBob"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("T9\tPERSON 0 99\tAli", "T9: It stands at 0–99, but the text has 29 characters."),
        ("T9\tPERSON 1 4\tAli", "T9: It says “Ali”, but the text reads “li” there."),
        ("T9\tPERSON 3 3\t", "T9: 3–3 is no span: it holds no character."),
        ("T9\tPERSON 3 0\tAli", "T9: 3–0 is no span: it holds no character."),
        ("T9\tPERSON -1 3\tAli", "T9: "),
        ("T9\tPERSON 0.0 3.0\tAli", "T9: "),
        (f"T9\tPERSON 0 {'9' * 5000}\tAli", "T9: "),
        ("T9\tPERSON true 3\tAli", "T9: "),
        ("T9\tPERSON 0 NaN\tAli", "T9: "),
        ("T9\tPERSON\tAli", "T9: "),
        ("T9", "“T9” is no line of this format."),
        ("T1\tPERSON 8 11\tBob", "T1: The id “T1” is given to two mentions."),
        ("E9\tMeet:T77", "E9: Its trigger “T77” is not there."),
        ("E9\tMeet", "E9: Its trigger “Meet” is not there."),
        ("E9\tMeet:T2 Who:T77", "E9, Who: “T77” is referred to, but is not there."),
        ("E9\tMeet:T2 Who:E9", "E9, Who: An event cannot be its own argument."),
        ("R9\tknows Arg1:T1 Arg2:T77", "R9: “T77” is referred to, but is not there."),
        ("R9\tknows Arg1:T1 Arg2:T1", "R9: A mention cannot be linked to itself."),
        ("R9\tknows Arg1:T1", "R9: A relation joins two mentions; this one has 1."),
        ("A9\tnegated T77", "A9: “T77” is referred to, but is not there."),
        ("A9\tnegated", "A9: “negated” says too little."),
        ("N9\tReference T77 KB:Q1\tx", "N9: “T77” is referred to, but is not there."),
        ("N9\tReference T1", "N9: This is not “Reference”, an id and an identifier."),
        ("*\tEquiv T1 T77", "*: “T77” is referred to, but is not there."),
        ("#9\tAnnotatorNotes T77\tx", "#9: A note on what is no mention cannot be placed."),
        ("nonsense", "“nonsense” is no line of this format."),
        ("Z1\twhat is this", "“Z1 what is this” is no line of this format."),
    ],
)
def test_a_line_that_is_wrong_is_said_and_costs_no_other(line: str, reason: str) -> None:
    entry, ((number, words),) = _found(ALI, line, BOB, MET)
    assert number == 2
    assert words.startswith(reason)
    assert {("PERSON", "Ali"), ("PERSON", "Bob")} <= set(said(entry))


def test_events_in_a_circle_are_read_as_they_stand() -> None:
    entry, faults = _found(ALI, MET, BOB, "E1\tMeet:T2 Who:E2", "E2\tMeet:T3 Who:E1")
    assert faults == []
    assert roles(entry) == [("met", "Who", "Bob"), ("Bob", "Who", "met")]


def test_a_reference_text_with_strange_line_ends_in_it_is_one_line() -> None:
    entry, faults = _found("T1\tPERSON 0 3\ta\u2028b", "T2\tPERSON 4 7\tc\x85d", text="a\u2028b c\x85d")
    assert (said(entry), faults) == ([("PERSON", "a\u2028b"), ("PERSON", "c\x85d")], [])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (b"Hi\r\nthere\r\nBob", "11 14"),  # as brat's server counts, line ends are two
        (b"Hi\r\nthere\r\nBob", "9 12"),
        ("🎉🎉 there Bob".encode(), "9 12"),
        ("🎉🎉 there Bob".encode(), "11 14"),  # UTF-16 units, as its browser counts
        (b"\xef\xbb\xbfHi there Bob", "9 12"),
        (b"\xef\xbb\xbfHi there Bob", "10 13"),
    ],
)
def test_the_unit_is_the_one_under_which_most_lines_are_right(text: bytes, place: str) -> None:
    entry, faults = _found(f"T1\tPERSON {place}\tBob", text=text)
    assert (said(entry), faults) == ([("PERSON", "Bob")], [])


def test_what_is_equivalent_or_has_one_identifier_is_one_cluster() -> None:
    entry, faults = _found(
        ALI, BOB, "T4\tPERSON 21 23\tHe", "*\tEquiv T1 T4", "N1\tReference T3 Wikidata:Q1\tBob", "*\tEquiv T4 T1"
    )
    assert (clusters(entry), faults) == ([["Ali", "He"], ["Bob"]], [])


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"a.ann": ALI}, "Its text is missing: there is no “a.txt” beside it"),
        ({"a.ann": ALI, "a.txt": " \n"}, "The file is empty"),
        ({"a.ann": ALI, "a.txt": "Ali\0"}, "holds bytes that no text has|NUL"),
        ({"a.ann": b"T1\tPERSON 0 3\tAli\x00\x01", "a.txt": TEXT}, "no text"),
    ],
)
def test_files_that_cannot_be_read_at_all_are_refused(files: dict[str, str | bytes], reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        read(FORMAT, files)


def test_labels_are_nobodys_where_the_file_is_empty() -> None:
    entry, faults = _found()
    assert (entry.contents, faults) == (None, [])


def test_what_goes_is_counted_and_nothing_is_skipped_for_it() -> None:
    found = read(FORMAT, {"a.ann": f"{ALI}\n", "a.txt": TEXT.replace("\n", "\r\n")})
    assert all(fault.severity is Severity.BENT for one in found for fault in one.faults)
