"""ECB+: tokens, markables, chains within and across documents."""

import pytest

from annotator.formats.ecb_plus import FORMAT, looks_like
from annotator.formats.errors import FormatError
from annotator.model.annotation import Kind
from annotator.model.scheme import Label, Scheme
from tests.formats.files import clusters, entry_of, faults_of, read, said

SCHEME = Scheme(
    "ecb",
    labels=(
        Label("HUMAN_PART_PER", "entity"),
        Label("ACTION_OCCURRENCE", "event"),
        Label("NEG_ACTION_OCCURRENCE", "event"),
        Label("CAUSES", "relation"),
    ),
)


def _file(name: str = "1_1ecb.xml", *, first: str = "He") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document doc_name="{name}" doc_id="DOC1">
<token t_id="1" sentence="0" number="0">{first}</token>
<token t_id="2" sentence="0" number="1">checked</token>
<token t_id="3" sentence="0" number="2">herself</token>
<token t_id="4" sentence="0" number="3">in</token>
<token t_id="5" sentence="1" number="0">Rehab &amp; rest</token>
<Markables>
<HUMAN_PART_PER m_id="10"><token_anchor t_id="1"/></HUMAN_PART_PER>
<HUMAN_PART_PER m_id="11"><token_anchor t_id="3"/></HUMAN_PART_PER>
<ACTION_OCCURRENCE m_id="12"><token_anchor t_id="2"/><token_anchor t_id="4"/></ACTION_OCCURRENCE>
<NEG_ACTION_OCCURRENCE m_id="13"><token_anchor t_id="5"/></NEG_ACTION_OCCURRENCE>
<HUMAN_PART_PER m_id="20" RELATED_TO="" TAG_DESCRIPTOR="t_reid" instance_id="HUM1"/>
</Markables>
<Relations>
<CROSS_DOC_COREF r_id="1" note="HUM1"><source m_id="10"/><source m_id="11"/><target m_id="20"/></CROSS_DOC_COREF>
<INTRA_DOC_COREF r_id="2"><source m_id="12"/><target m_id="20"/></INTRA_DOC_COREF>
<PLOT_LINK r_id="3" relType="CAUSES"><source m_id="12"/><target m_id="13"/></PLOT_LINK>
</Relations>
</Document>
"""


def test_words_mentions_in_pieces_and_relations_are_read() -> None:
    found = read(FORMAT, _file(), SCHEME)
    entry = entry_of(found)
    assert faults_of(found) == []
    assert entry.text == "He checked herself in\nRehab & rest"
    assert said(entry) == [
        ("HUMAN_PART_PER", "He"), ("ACTION_OCCURRENCE", "checked in"), ("HUMAN_PART_PER", "herself"),
        ("NEG_ACTION_OCCURRENCE", "Rehab & rest"),
    ]  # fmt: skip
    assert entry.contents is not None
    kinds = [mention.kind for mention in entry.contents.mentions]
    assert kinds == [Kind.ENTITY, Kind.EVENT, Kind.ENTITY, Kind.EVENT]
    assert [relation.label for relation in entry.contents.relations] == ["CAUSES"]
    assert clusters(entry) == [["He", "herself"], ["checked in"]]
    assert entry.document.title == "1_1ecb"


def test_what_is_the_same_across_documents_is_one_cluster_and_other_chains_are_not() -> None:
    one, other = (entry_of(read(FORMAT, _file(f"1_{n}ecb.xml", first=f"She{n}"), SCHEME)) for n in (1, 2))
    assert one.contents is not None
    assert other.contents is not None
    ids = [{cluster.id for cluster in entry.contents.clusters} for entry in (one, other) if entry.contents]
    shared = ids[0] & ids[1]
    assert len(shared) == 1
    assert [c for c in one.contents.clusters if c.id in shared] == [
        c for c in other.contents.clusters if c.id in shared
    ]
    assert {c.kb for c in one.contents.clusters if c.id in shared} == {"HUM1"}


def test_what_is_wrong_is_said_with_its_line_and_costs_no_other() -> None:
    damaged = (
        _file().replace('<token_anchor t_id="3"/>', '<token_anchor t_id="9"/>').replace('m_id="13"/>', 'm_id="99"/>')
    )
    found = read(FORMAT, damaged, SCHEME)
    assert clusters(entry_of(found)) == [["He"], ["checked in"]]
    assert faults_of(found) == [
        (10, "HUMAN_PART_PER 11: The token “9” is not there."),
        (16, "CROSS_DOC_COREF: “11” is referred to, but is not there."),
        (18, "PLOT_LINK 3: “99” is referred to, but is not there."),
    ]


@pytest.mark.parametrize("text", ["<a/>", "<Document/>", _file().replace("</Document>", "")])
def test_other_xml_is_refused(text: str) -> None:
    with pytest.raises(FormatError):
        read(FORMAT, text)


def test_it_knows_its_files() -> None:
    assert looks_like(_file().encode())
    assert not looks_like(b"<deft_ere/>")
