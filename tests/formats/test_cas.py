"""UIMA CAS as XMI and JSON: read by dkpro-cassis, offsets in UTF-16 units, types inside or beside."""

import json
from io import BytesIO

import cassis
import pytest

from annotator.formats import cas_reading
from annotator.formats.cas import FORMATS, looks_like_json
from annotator.formats.errors import FormatError
from annotator.formats.interface import Format
from annotator.formats.losses import Loss
from tests.formats.files import clusters, entry_of, faults_of, projected, read, roles, said, written
from tests.formats.summit import TEXT, summit

XMI, JSON = FORMATS
both = pytest.mark.parametrize("made", FORMATS, ids=lambda made: made.info.id)


def _main_first(files: dict[str, str]) -> dict[str, str | bytes]:
    return dict(sorted(files.items(), key=lambda file: file[0] == "TypeSystem.xml"))


@both
def test_it_comes_back_with_clusters_roles_and_language(made: Format) -> None:
    entry = entry_of(read(made, _main_first(written(made, summit()))))
    (kept,), losses = projected(made, summit())
    assert losses.totals == {Loss.CLUSTER_FACT: 1}
    assert entry.text == TEXT
    assert said(entry) == said(kept) == said(summit())
    assert sorted(roles(entry)) == sorted(roles(summit()))
    assert clusters(entry) == clusters(summit())
    assert entry.document.language == "ar"
    assert entry.contents is not None
    assert {cluster.kb for cluster in entry.contents.clusters} == {"Q312893", ""}


def test_offsets_in_the_file_count_utf16_units() -> None:
    (text,) = written(JSON, summit()).values()
    utf16 = TEXT.encode("utf-16-le")
    entities = [fs for fs in json.loads(text)["%FEATURE_STRUCTURES"] if fs["%TYPE"].endswith("NamedEntity")]
    words = [utf16[2 * fs["begin"] : 2 * fs["end"]].decode("utf-16-le") for fs in entities]
    assert "Tokayev" in words


def test_others_read_the_types_and_the_links() -> None:
    files = written(XMI, summit())
    types = cassis.load_typesystem(BytesIO(files["TypeSystem.xml"].encode()))
    cas = cassis.load_cas_from_xmi(BytesIO(files["قمة.xmi"].encode()), types)
    event = next(fs for fs in cas.select("webanno.custom.Event") if fs.label == "Statement")
    assert [(link.role, link.target.get_covered_text()) for link in event.arguments.elements] == [
        ("Speaker", "Kazakhstan"), ("Topic", "met"),
    ]  # fmt: skip
    (chain, _other) = cas.select("de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceChain")
    assert chain.first.get_covered_text() == "التقى"
    assert chain.first.next.get_covered_text() == "met"
    (relation,) = cas.select("webanno.custom.EntityRelation")
    assert (relation.Governor.get_covered_text(), relation.Dependent.get_covered_text()) == ("نظيره", "أستانا")
    assert len(list(cas.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"))) == 2


def _foreign() -> tuple[str, str]:
    """Types and a document as another project may have them: stacked layers, slots without roles, a strange feature."""
    types = cassis.TypeSystem()
    for name in ("org.x.POS", "org.x.Thing", "org.x.Happening", "org.x.Rel"):
        types.create_type(name, "uima.tcas.Annotation")
    link = types.create_type("org.x.Link", "uima.cas.TOP")
    types.create_feature(link, "role", "uima.cas.String")
    types.create_feature(link, "target", "uima.tcas.Annotation")
    thing, happening = types.get_type("org.x.Thing"), types.get_type("org.x.Happening")
    types.create_feature(thing, "category", "uima.cas.String")
    types.create_feature(thing, "amount", "uima.cas.Integer")
    types.create_feature(thing, "near", "org.x.Thing")
    types.create_feature(happening, "slots", "uima.cas.FSArray", elementType=link)
    types.create_feature(types.get_type("org.x.Rel"), "source", "org.x.Thing")
    types.create_feature(types.get_type("org.x.Rel"), "target", "org.x.Thing")
    cas = cassis.Cas(types)
    cas.sofa_string = "🎉 Gold\r\nsold by Ann."
    gold = thing(begin=2, end=6, category="GPE", amount=7)
    ann = thing(begin=16, end=19, category="PERSON", near=gold)
    sold = happening(begin=8, end=12)
    links = [link(target=gold), link(role="by", target=ann), link(role="none")]
    sold.slots = types.get_type("uima.cas.FSArray")(elements=links)
    relation = types.get_type("org.x.Rel")(begin=16, end=19, source=gold, target=ann)
    cas.add_all([gold, ann, sold, relation, types.get_type("org.x.POS")(begin=2, end=6), thing(begin=3, end=5)])
    return types.to_xml(), cas.to_xmi().replace('begin="4" end="6"', 'begin="4" end="99"')


def test_layers_of_others_are_read_and_what_has_no_place_is_said() -> None:
    types, xmi = _foreign()
    found = read(XMI, {"a.xmi": xmi, "TypeSystem.xml": types})
    entry = entry_of(found)
    assert entry.text == "🎉 Gold\nsold by Ann."
    assert said(entry) == [("GPE", "Gold"), ("Happening", "sold"), ("PERSON", "Ann")]
    assert roles(entry) == [("sold", "GPE", "Gold"), ("sold", "by", "Ann")]
    assert entry.contents is not None
    assert [relation.label for relation in entry.contents.relations] == ["Rel"]
    assert entry.contents.mentions[0].attributes == {"amount": 7}
    reasons = [reason for _line, reason in faults_of(found)]
    assert "The layer org.x.POS was not read." in reasons
    assert "Happening 8–12: A slot has no filler." in reasons
    assert "“near” has no place in the scheme and was left out." in reasons
    assert any(reason.startswith("Thing 3–") for reason in reasons)


def test_control_characters_are_blanks_in_xml_and_stay_in_json() -> None:
    text = TEXT.replace("  ", " \x0b")
    entry = summit()
    changed = entry.__class__(entry.document, text, entry.contents)
    (kept,), losses = projected(XMI, changed)
    assert kept.text == TEXT
    assert losses.totals[Loss.SPACING] == 1
    assert entry_of(read(JSON, written(JSON, changed))).text == text


def test_xmi_without_its_types_is_refused() -> None:
    with pytest.raises(FormatError, match=r"TypeSystem\.xml"):
        read(XMI, {"a.xmi": _foreign()[1]})


@pytest.mark.parametrize("name", ["typesystem.xml", "a-typesystem.xml", "a-TypeSystem.xml"])
def test_types_may_be_called_otherwise(name: str) -> None:
    types, xmi = _foreign()
    assert said(entry_of(read(XMI, {"a.xmi": xmi, name: types})))[0] == ("GPE", "Gold")


def test_others_read_the_json_without_types_beside_it() -> None:
    (text,) = written(JSON, summit()).values()
    cas = cassis.load_cas_from_json(text)
    assert cas.sofa_string == TEXT
    said_there = [fs.get_covered_text() for fs in cas.select("webanno.custom.Event")]
    assert said_there == ["التقى", "said", "met"]


def test_entities_are_refused_before_anybody_reads_them() -> None:
    types, xmi = _foreign()
    bomb = xmi.replace("<xmi:XMI", '<!DOCTYPE a [<!ENTITY b "bb">]><xmi:XMI', 1)
    with pytest.raises(FormatError, match="document type"):
        read(XMI, {"a.xmi": bomb, "TypeSystem.xml": types})
    with pytest.raises(FormatError, match="document type"):
        read(XMI, {"a.xmi": xmi, "TypeSystem.xml": types.replace("<type", '<!DOCTYPE a [<!ENTITY b "b">]><type', 1)})


@pytest.mark.parametrize("data", ["{}", '{"%TYPES": 3}', "[]", "nothing", '{"%FEATURE_STRUCTURES": [{"%ID": 1}]}'])
def test_json_that_is_no_cas_is_refused_with_a_sentence(data: str) -> None:
    with pytest.raises(FormatError):
        read(JSON, data)


def test_a_missing_library_is_asked_for_by_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "cassis", None)
    with pytest.raises(FormatError, match=r"annotator\[uima\]"):
        cas_reading.cassis()


def test_it_knows_its_files() -> None:
    (text,) = written(JSON, summit()).values()
    assert looks_like_json(text.encode())
    assert not looks_like_json(b'{"text": "x"}')
