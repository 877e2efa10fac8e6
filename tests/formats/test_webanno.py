"""WebAnno TSV 3.3: UTF-16 offsets, stacks by number, parts of words, slots, chains, relations."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings

from annotator.formats.entry import Entry
from annotator.formats.errors import FormatError
from annotator.formats.layers import ENTITY, EVENT, LABEL
from annotator.formats.losses import Loss
from annotator.formats.utf16 import Utf16
from annotator.formats.webanno import FORMAT, looks_like
from annotator.formats.worded_events import members_of
from annotator.model.annotation import Kind, Mention
from annotator.model.document import text_sha256
from annotator.model.ids import MentionId
from annotator.model.scheme import Attribute, AttributeKind, Label, Scheme
from annotator.model.span import Span
from tests.formats import webanno_peer
from tests.formats.entries import LEILA, entries
from tests.formats.files import clusters, entry_of, faults_of, projected, read, roles, said, written
from tests.formats.summit import DOCUMENT, TEXT, summit


def _text(entry: Entry) -> str:
    (text,) = written(FORMAT, entry).values()
    return text


def _rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]


def _labelled(text: str, *places: tuple[str, int, int]) -> Entry:
    entry = summit()
    assert entry.contents is not None
    mentions = tuple(
        Mention(MentionId(f"m{number}"), DOCUMENT, LEILA, Kind.ENTITY, label, Span.of(start, end))
        for number, (label, start, end) in enumerate(places)
    )
    contents = replace(entry.contents, mentions=mentions, arguments=(), relations=(), clusters=())
    return Entry(replace(entry.document, text_sha256=text_sha256(text), length=len(text)), text, contents)


def test_the_head_declares_layers_and_two_empty_lines_follow() -> None:
    lines = _text(summit()).split("\n")
    head = lines[: lines.index("")]
    assert head[0] == "#FORMAT=WebAnno TSV 3.3"
    assert [line.partition("=")[0] for line in head[1:]] == ["#T_SP", "#T_SP", "#T_CH", "#T_RL"]
    assert "|ROLE_webanno.custom.Event:arguments_webanno.custom.EventArgumentsLink|uima.tcas.Annotation" in head[2]
    assert lines[len(head) : len(head) + 3] == ["", "", "#Text=التقى توكاييف\u200f نظيره  في أستانا."]
    widths = {len(row) for row in _rows(_text(summit()))}
    columns = sum(len(line.split("|")) - 1 for line in head[1:])
    assert widths == {3 + columns + 1}


def test_offsets_count_utf16_units() -> None:
    utf16 = TEXT.encode("utf-16-le")
    for _number, place, form, *_cells in _rows(_text(summit())):
        start, end = map(int, place.split("-"))
        assert utf16[2 * start : 2 * end].decode("utf-16-le") == form


def test_each_sentence_begins_with_its_first_word() -> None:
    """Its reader pads with blanks, or cuts one line feed, where this is not so."""
    length = 0
    body = _text(summit()).split("\n\n\n", 1)[1]
    for sentence in filter(None, body.split("\n\n")):
        lines = sentence.strip("\n").split("\n")
        texts = [line.removeprefix("#Text=") for line in lines if line.startswith("#")]
        begin = int(lines[len(texts)].split("\t")[1].split("-")[0])
        assert begin in (length, length - 1)
        length = begin + len("\n".join(texts).encode("utf-16-le")) // 2 + 1


def test_all_comes_back_but_for_names_of_clusters() -> None:
    entry = entry_of(read(FORMAT, _text(summit())))
    (kept,), losses = projected(FORMAT, summit())
    assert losses.totals == {Loss.CLUSTER_FACT: 1}
    assert entry.text == TEXT
    assert said(entry) == said(kept) == said(summit())
    assert sorted(roles(entry)) == sorted(roles(summit()))
    assert clusters(entry) == clusters(summit())
    assert entry.contents is not None
    assert {cluster.kb for cluster in entry.contents.clusters} == {"Q312893", ""}


def test_a_file_that_breaks_off_in_its_head_is_refused_with_its_line() -> None:
    with pytest.raises(FormatError, match="Line 2 names no layer"):
        read(FORMAT, "#FORMAT=WebAnno TSV 3.3\n#T_SP=")


def test_parts_of_words_have_rows_of_their_own() -> None:
    entry = _labelled("زيارة لكازاخستان", ("GPE", 7, 16), ("PERSON", 6, 16))
    rows = [row[:4] for row in _rows(_text(entry))]
    assert rows == [
        ["1-1", "0-5", "زيارة", "_"],
        ["1-2", "6-16", "لكازاخستان", "PERSON[1]"],
        ["1-2.1", "7-16", "كازاخستان", "GPE[2]"],
    ]
    assert said(entry_of(read(FORMAT, _text(entry)))) == [("PERSON", "لكازاخستان"), ("GPE", "كازاخستان")]


def test_stacked_mentions_are_told_apart_by_number() -> None:
    entry = _labelled("New York City", ("GPE", 0, 13), ("PERSON", 0, 8), ("GPE", 4, 8))
    assert [row[3] for row in _rows(_text(entry))] == ["GPE[1]|PERSON[2]", "GPE[1]|PERSON[2]|GPE[3]", "GPE[1]"]
    assert said(entry_of(read(FORMAT, _text(entry)))) == [
        ("GPE", "New York City"),
        ("PERSON", "New York"),
        ("GPE", "York"),
    ]


@settings(max_examples=100, deadline=None)
@given(entry=entries())
def test_another_reader_finds_all_that_was_carried(entry: Entry) -> None:
    kept = projected(FORMAT, entry)[0]
    if not kept:
        return
    contents = kept[0].contents
    assert contents is not None
    found = webanno_peer.read(_text(entry))
    assert found.text == kept[0].text
    utf16 = Utf16(entry.text)
    places = {m.id: (utf16.units(m.span.start), utf16.units(m.span.end)) for m in contents.mentions}
    for layer, label, kind in ((ENTITY, "value", Kind.ENTITY), (EVENT, LABEL, Kind.EVENT)):
        spans = found.spans.get(layer, webanno_peer.Spans())
        there = Counter((spans.places[id_], spans.values[id_][label]) for id_ in spans.places)
        assert there == Counter((places[m.id], m.label) for m in contents.mentions if m.kind is kind)
    slots = [
        (said, target) for spans in found.spans.values() for pairs in spans.slots.values() for said, target in pairs
    ]
    assert Counter(said for said, _target in slots) == Counter(argument.role for argument in contents.arguments)
    numbers = {str(number): mention.id for number, mention in enumerate(contents.mentions, 1)}
    fillers = Counter(numbers[target] for _said, target in slots)
    assert fillers == Counter(argument.filler for argument in contents.arguments)
    ends = [(said, numbers[source], numbers[target]) for _layer, said, source, target in found.relations]
    assert Counter(ends) == Counter((r.label, r.source, r.target) for r in contents.relations)
    chains = sorted(sorted(links.values()) for links in found.chains.values())
    members = members_of(contents.mentions)
    assert chains == sorted(sorted(places[mention.id] for mention in group) for group in members.values())


def test_any_spacing_comes_back() -> None:
    for text in ("\u200f\n a b.\n\n\n c \n", "  a. b", "a\tb\\n .\n", "a.\u2028b\n\n", "x\x0by", "a.  b.  "):
        assert entry_of(read(FORMAT, _text(_labelled(text)))).text == text


def test_attributes_whose_names_are_taken_have_others_in_the_file() -> None:
    scheme = Scheme(
        "s",
        attributes=(Attribute("value", AttributeKind.TEXT),),
        labels=(Label("GPE", "entity", attributes=("value",)),),
    )
    entry = _labelled("Paris", ("GPE", 0, 5))
    assert entry.contents is not None
    mention = replace(entry.contents.mentions[0], attributes={"value": "2014"})
    text = _text(replace(entry, contents=replace(entry.contents, mentions=(mention,))))
    back = entry_of(read(FORMAT, text, scheme)).contents
    assert "|value|identifier|note|value_" in text
    assert back is not None
    assert back.mentions[0].attributes == {"value": "2014"}


SUITE = """#FORMAT=WebAnno TSV 3.3
#T_SP=webanno.custom.SimpleSpan|
#T_SP=webanno.custom.SimpleLinkHost|ROLE_webanno.custom.SimpleLinkHost:links_webanno.custom.LinkType|webanno.custom.SimpleSpan
#T_CH=webanno.custom.SimpleLink|referenceType|referenceRelation
#T_RL=webanno.custom.Relation|value|BT_webanno.custom.SimpleSpan


#Text=This is a test 😊 .
1-1\t0-4\tThis\t_\tp1;p2\t1-2[1];1-5\t_\t_\t_\t_\t
1-2\t5-7\tis\t*[1]|*[2]\t_\t_\t_\t_\t_\t_\t
1-3\t8-9\ta\t*[1]\t_\t_\tpr[1]\tcoref->1-1\t_\t_\t
1-4\t10-14\ttest\t_\t_\t_\tpr[1]\tcoref->1-1\t_\t_\t
1-5\t15-17\t😊\t*\t_\t_\t*[1]\t*->1-2\tx|y\t1-2[1_0]|1-2[2_0]\t
1-6\t18-19\t.\t_\t_\t_\t_\t_\t_\t_\t
"""


def test_a_file_of_inception_is_read() -> None:
    found = read(FORMAT, SUITE)
    entry = entry_of(found)
    assert said(entry) == [
        ("SimpleLinkHost", "This"), ("SimpleSpan", "is a"), ("SimpleSpan", "is"), ("Entity", "a test"),
        ("SimpleSpan", "😊"),
    ]  # fmt: skip
    assert roles(entry) == [("This", "p1", "is a"), ("This", "p2", "😊")]
    assert clusters(entry) == [["a test", "😊"]]
    assert entry.contents is not None
    assert [relation.label for relation in entry.contents.relations] == ["x", "y"]
    assert faults_of(found) == [(None, "“referenceType” has no place in the scheme and was left out.")]


def test_sentences_apart_are_filled_with_blanks_and_those_that_touch_are_not() -> None:
    sentences = ["#Text=one\n1-1\t0-3\tone\t\n", "#Text=two\n2-1\t3-6\ttwo\t\n", "#Text=six\n3-1\t9-12\tsix\t\n"]
    text = "\n".join(["#FORMAT=WebAnno TSV 3.2", "", "", *sentences])
    assert entry_of(read(FORMAT, text)).text == "onetwo\n  six"


def test_what_is_wrong_is_said_with_its_line_and_costs_no_other() -> None:
    damaged = SUITE.replace("1-5\t15-17", "1-5\t15x17").replace("1-2[1];1-5", "1-2[1];1-9")
    found = read(FORMAT, damaged.replace("\t_\t_\t_\t_\t_\t_\t_\t\n", "\t_\n") + "1-7.1\t20-20\t\t*\n")
    assert [label for label, _words in said(entry_of(found))][:2] == ["SimpleLinkHost", "SimpleSpan"]
    assert roles(entry_of(found)) == [("This", "p1", "is a")]
    reasons = faults_of(found)
    assert [line for line, _reason in reasons] == [13, 14, 15, 15, 9, None]
    assert reasons[0][1].startswith("This is no line of a word with its place, such as “0-5”: “1-5 15x17")
    assert reasons[1:5] == [
        (14, "It has 4 columns, not 10."),
        (15, "It has 4 columns, not 10."),
        (15, "SimpleSpan 1-7.1: 19–19 is no span: it holds no character."),
        (9, "SimpleLinkHost 1-1: “1-9” is referred to, but is not there."),
    ]


CHAINED = """#FORMAT=WebAnno TSV 3.3
#T_CH=webanno.custom.SimpleLink|referenceRelation|referenceType


#Text=This is
1-1\t0-4\tThis\t*->1-1\t*[1]\t
1-2\t5-7\tis\t*->1-2\t*[1]\t
"""


def test_a_place_in_a_chain_that_is_none_is_said() -> None:
    found = read(FORMAT, CHAINED.replace("*->1-1", "*[a-b]"))
    assert faults_of(found) == [(6, "“a-b” is no place in a chain, such as “1-2”.")]
    assert clusters(entry_of(read(FORMAT, CHAINED))) == [["This", "is"]]


def test_sentences_are_not_filled_with_blanks_to_the_end_of_the_world() -> None:
    found = read(FORMAT, CHAINED + "\n#Text=far\n2-1\t999999999-999999999\tfar\t_\t_\t\n")
    assert entry_of(found).text == "This is"
    assert any("far behind the text before it" in reason for _line, reason in faults_of(found))


def test_it_knows_its_files() -> None:
    assert looks_like(_text(summit()).encode())
    assert not looks_like(b"label\ttext\n")
