"""Rich ERE: offsets into the source as it is, hoppers, realis, fillers."""

import pytest

from annotator.formats.errors import FormatError
from annotator.formats.interface import Format
from annotator.formats.rich_ere import FORMAT, looks_like
from annotator.model.scheme import Attribute, Choice, Label, Role, Scheme
from tests.formats.files import clusters, entry_of, faults_of, read, roles, said

SOURCE = '<DOC id="d1">\n<HEADLINE>🎉 Bob & Co</HEADLINE>\nBob met "Ann" in 2014. AT&amp;T met him.\n</DOC>\n'
SCHEME = Scheme(
    "ere",
    attributes=(
        Attribute("mention_type", choices=(Choice("NAM"), Choice("PRO"))),
        Attribute("realis", choices=(Choice("ACTUAL"), Choice("OTHER"))),
    ),
    labels=(
        Label("PER", "entity", attributes=("mention_type",)),
        Label("ORG", "entity"),
        Label("time", "entity"),
        Label("Contact.Meet", "event", attributes=("realis",), roles=(Role("Participant"), Role("Time"))),
        Label("Business.Contact", "relation"),
    ),
)


def _place(words: str, nth: int = 0) -> str:
    at = -1
    for _time in range(nth + 1):
        at = SOURCE.index(words, at + 1)
    return f'source="d1" offset="{at}" length="{len(words)}"'


def _file() -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<deft_ere kit_id="k" doc_id="d1" source_type="newswire">
<entities>
<entity id="ent-1" type="PER" specificity="specific">
<entity_mention id="m-1" noun_type="NAM" {_place("Bob", 1)}><mention_text>Bob</mention_text></entity_mention>
<entity_mention id="m-2" noun_type="PRO" {_place("him")}><mention_text>him</mention_text></entity_mention>
</entity>
<entity id="ent-2" type="PER" specificity="specific">
<entity_mention id="m-3" noun_type="NAM" {_place("Ann")}><mention_text>Ann</mention_text></entity_mention>
</entity>
<entity id="ent-3" type="ORG" specificity="specific">
<entity_mention id="m-4" noun_type="NAM" {_place("AT&amp;T")}><mention_text>AT&amp;T</mention_text></entity_mention>
</entity>
</entities>
<fillers><filler id="f-1" type="time" {_place("2014")}>2014</filler></fillers>
<relations><relation id="r-1" type="business" subtype="contact"><relation_mention id="rm-1" realis="true">
<rel_arg1 entity_id="ent-1" entity_mention_id="m-1" role="a">Bob</rel_arg1>
<rel_arg2 entity_id="ent-3" entity_mention_id="m-4" role="b">AT&amp;T</rel_arg2>
</relation_mention></relation></relations>
<hoppers><hopper id="h-1">
<event_mention id="em-1" type="contact" subtype="meet" realis="actual" ways="na"><trigger {_place("met")}>met</trigger>
<em_arg entity_id="ent-1" entity_mention_id="m-1" role="participant" realis="true">Bob</em_arg>
<em_arg filler_id="f-1" role="time" realis="true">2014</em_arg></event_mention>
<event_mention id="em-2" type="contact" subtype="meet" realis="other"><trigger {_place("met", 1)}>met</trigger>
<em_arg entity_id="ent-3" entity_mention_id="m-4" role="participant" realis="false">AT&amp;T</em_arg></event_mention>
</hopper></hoppers>
</deft_ere>
"""


def _files(text: str = "", source: str = SOURCE) -> dict[str, str | bytes]:
    return {"d1.rich_ere.xml": text or _file(), "d1.txt": source}


def test_the_text_stands_without_its_tags_and_every_offset_is_right() -> None:
    entry = entry_of(read(FORMAT, _files(), SCHEME))
    assert entry.text == '\n🎉 Bob & Co\nBob met "Ann" in 2014. AT&T met him.\n\n'
    assert said(entry) == [
        ("PER", "Bob"), ("Contact.Meet", "met"), ("PER", "Ann"), ("time", "2014"), ("ORG", "AT&T"),
        ("Contact.Meet", "met"), ("PER", "him"),
    ]  # fmt: skip
    assert roles(entry) == [("met", "Participant", "Bob"), ("met", "Time", "2014"), ("met", "Participant", "AT&T")]
    assert clusters(entry) == [["Bob", "him"], ["met", "met"]]
    assert entry.contents is not None
    assert [relation.label for relation in entry.contents.relations] == ["Business.Contact"]


def test_realis_and_noun_types_are_attributes_as_the_scheme_writes_them() -> None:
    found = read(FORMAT, _files(), SCHEME)
    contents = entry_of(found).contents
    assert contents is not None
    attributes = [dict(mention.attributes) for mention in contents.mentions]
    assert attributes[0] == {"mention_type": "NAM"}
    assert [one for one in attributes if "realis" in one] == [{"realis": "ACTUAL"}, {"realis": "OTHER"}]
    assert [reason for _line, reason in faults_of(found) if "realis" in reason] == [
        "“realis” has no place in the scheme and was left out (4 times)."
    ]


def test_tags_can_stay() -> None:
    found = read(FORMAT, _files(), SCHEME, {"tags": "keep"})
    assert entry_of(found).text == SOURCE
    assert said(entry_of(found))[0] == ("PER", "Bob")


@pytest.mark.parametrize("change", ["\r\n", "utf16"])
def test_sources_that_are_counted_otherwise_are_found_out(change: str) -> None:
    """With the carriage return of each line end, and in UTF-16 units."""
    if change == "\r\n":
        lines, text = SOURCE.replace("\n", "\r\n"), _file()
        for at in sorted({int(part.split('"')[0]) for part in text.split('offset="')[1:]}, reverse=True):
            text = text.replace(f'offset="{at}"', f'offset="{at + SOURCE.count(chr(10), 0, at)}"')
    else:
        lines, text = SOURCE, _file()
        for at in sorted({int(part.split('"')[0]) for part in text.split('offset="')[1:]}, reverse=True):
            text = text.replace(f'offset="{at}"', f'offset="{len(SOURCE[:at].encode("utf-16-le")) // 2}"')
    assert said(entry_of(read(FORMAT, _files(text, lines), SCHEME)))[0] == ("PER", "Bob")


def test_what_is_wrong_is_said_with_its_line_and_costs_no_other() -> None:
    damaged = _file().replace(_place("Ann"), 'offset="1" length="3"').replace(_place("2014"), 'offset="x" length="4"')
    found = read(FORMAT, _files(damaged), SCHEME)
    assert [label for label, _words in said(entry_of(found))].count("PER") == 2
    reasons = dict(faults_of(found))
    assert reasons[9].startswith("entity_mention m-3: It says “Ann”, but the text reads")
    assert reasons[15] == "filler f-1: “offset” of <filler> is “x”, not a whole number from 0."
    assert reasons[23] == "em_arg: “f-1” is referred to, but is not there."


@pytest.mark.parametrize("files", [{"d1.rich_ere.xml": _file()}, {"d1.rich_ere.xml": "<a/>", "d1.txt": SOURCE}])
def test_without_its_source_and_with_other_xml_it_is_refused(files: dict[str, str]) -> None:
    made: Format = FORMAT
    with pytest.raises(FormatError):
        read(made, {**files})


def test_it_knows_its_files() -> None:
    assert looks_like(_file().encode())
    assert not looks_like(b"<Document><token ")
