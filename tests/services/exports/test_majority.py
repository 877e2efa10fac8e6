"""What most say, without writing it down: as the rule of gold begun by most has it."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from annotator.assets import review_layers
from annotator.formats.canonical import canonical
from annotator.formats.entry import Entry
from annotator.model.annotation import GOLD, Kind, LayerContents, Status
from annotator.model.ids import DocumentId
from annotator.model.span import Span
from annotator.services.adjudication.gold_rules import Rule
from annotator.services.adjudication.gold_start import Start, start_gold
from annotator.services.coreference import new_cluster
from annotator.services.exports.choice import ExportChoice, Layers
from annotator.services.exports.exporting import ExportError, count_losses, export, preview
from annotator.services.exports.majority import MAJORITY, Majority
from annotator.services.imports.importing import import_into
from annotator.services.opening import new_project
from annotator.services.session import Session
from annotator.storage import Mode, Project
from annotator.storage.bulk import LayerQuery
from tests.conftest import LEILA, OMAR, add_documents, damages
from tests.formats.entries import SCHEME, entries
from tests.services.adjudicated import JUDGE, SARA, as_, label
from tests.services.exported import copied, lines_of, said, storable, stored

MOST = ExportChoice(layers=Layers.MAJORITY)


def spoken(entry: Entry, contents: LayerContents) -> object:
    """What a layer says that the rule decides: all but notes."""
    mentions = tuple(replace(mention, note="") for mention in contents.mentions)
    return canonical(replace(entry, contents=replace(contents, mentions=mentions)))


def without_doubles(contents: LayerContents) -> LayerContents:
    """No mention fills a role twice: gold would not have that, and neither would the window."""
    once = {(a.event, a.role, a.filler): a for a in contents.arguments}
    return replace(contents, arguments=tuple(once.values()))


@settings(max_examples=40)
@given(entries())
def test_the_majority_of_alike_layers_is_the_layer(entry: Entry) -> None:
    assert entry.contents is not None
    contents = without_doubles(storable(entry.contents))
    alike = [replace(entry, contents=copied(contents, name)) for name in ("leila", "omar", "sara")]
    with tempfile.TemporaryDirectory() as folder:
        path = stored(Path(folder) / "p.annotator", SCHEME, alike)
        with Project.open(path, Mode.READ) as reader:
            majority = Majority(reader, LayerQuery())
            rows = list(majority.rows())
            assert [row.document for row in rows] == [entry.document.id]
            found = majority.contents(rows[0])
            assert spoken(entry, found) == spoken(entry, contents)
            assert Majority(reader, LayerQuery()).contents(rows[0]) == found


def test_it_is_what_gold_begun_by_most_would_be(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.annotator", "Zahra") as session:
        import_into(session, review_layers())
        export(session.path, tmp_path / "most.jsonl", MOST)
        assert start_gold(as_(session, JUDGE), Start(rule=Rule.MAJORITY)) > 0
        export(session.path, tmp_path / "gold.jsonl", ExportChoice(annotators=(GOLD,)))
    most, gold = lines_of(tmp_path / "most.jsonl"), lines_of(tmp_path / "gold.jsonl")
    assert [line["annotator"] for line in most] == ["majority"] * len(most)
    assert said(most) == said(gold)
    for kind in ("relations", "clusters"):
        assert [len(line[kind]) for line in most] == [len(line[kind]) for line in gold]
    arguments = [[len(event["arguments"]) for line in lines for event in line["events"]] for lines in (most, gold)]
    assert sorted(arguments[0]) == sorted(arguments[1])


def test_it_can_be_imported_and_is_the_same_each_time(tmp_path: Path) -> None:
    """Its clusters stand in several documents and have to say the same in each."""
    with new_project(tmp_path / "p.annotator", "Zahra") as session:
        import_into(session, review_layers())
        for name in ("one.jsonl", "two.jsonl"):
            report = export(session.path, tmp_path / name, MOST)
        assert preview(session.path, MOST).mentions == report.mentions == len(said(lines_of(tmp_path / "one.jsonl")))
        assert count_losses(session.path, MOST).totals == report.losses.totals == {}
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    with new_project(tmp_path / "q.annotator", "Zahra") as session:
        taken = import_into(session, [tmp_path / "one.jsonl"])
        assert (taken.skipped, taken.layers, taken.mentions) == ([], report.documents, report.mentions)
    assert damages(tmp_path / "q.annotator") == []


@pytest.fixture
def judged(session: Session, document: DocumentId) -> Session:
    """All agree at 0, two at 5, each alone at 21; gold, which has no vote, says something else."""
    label(session, LEILA, document, (0, 4, "PERSON"), (5, 16, "PERSON"), (21, 30, "GPE"))
    label(session, OMAR, document, (0, 4, "PERSON"), (5, 16, "PERSON"), (21, 29, "GPE"))
    label(session, SARA, document, (0, 4, "PERSON"), (5, 16, "GPE"), (21, 28, "GPE"))
    start_gold(as_(session, JUDGE), Start(rule=Rule.ONE, believed=SARA))
    return session


def places(session: Session, choice: ExportChoice, out: Path) -> list[tuple[str, int, int]]:
    export(session.path, out, choice)
    return [place[:3] for place in said(lines_of(out))]


def test_more_than_half_have_to_say_it_in_span_and_label(judged: Session, tmp_path: Path) -> None:
    assert places(judged, MOST, tmp_path / "o.jsonl") == [("PERSON", 0, 4), ("PERSON", 5, 16)]


def test_of_two_both_have_to_say_it(judged: Session, tmp_path: Path) -> None:
    choice = replace(MOST, annotators=("leila", "sara"))
    assert places(judged, choice, tmp_path / "o.jsonl") == [("PERSON", 0, 4)]


def test_who_has_begun_by_status_has_a_vote(judged: Session, document: DocumentId, tmp_path: Path) -> None:
    as_(judged, LEILA).set_status([document], Status.DONE)
    as_(judged, OMAR).set_status([document], Status.DONE)
    choice = replace(MOST, statuses=(Status.DONE,))
    assert places(judged, choice, tmp_path / "o.jsonl") == [("PERSON", 0, 4), ("PERSON", 5, 16)]
    assert [line["status"] for line in lines_of(tmp_path / "o.jsonl")] == ["done"]


def test_a_document_of_one_layer_has_no_majority_and_is_left_out(judged: Session, tmp_path: Path) -> None:
    changes, texts = add_documents("Only one of them has looked at this.", "And nobody at this.")
    judged.project.apply(changes, texts=texts)
    label(judged, LEILA, list(judged.project.document_ids())[-2], (0, 4, "PERSON"))
    report = export(judged.path, tmp_path / "o.jsonl", MOST)
    assert (report.documents, report.undecided) == (1, 2)
    counted = preview(judged.path, MOST)
    assert (counted.documents, counted.undecided, counted.mentions) == (1, 2, 2)
    with pytest.raises(ExportError, match="begun by two people"):
        export(judged.path, tmp_path / "o.jsonl", replace(MOST, annotators=("leila",)))


def test_gold_has_no_vote(judged: Session, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="Gold has no vote"):
        export(judged.path, tmp_path / "o.jsonl", replace(MOST, annotators=("leila", "gold")))


def test_clusters_of_the_layers_go_on_over_documents(judged: Session, document: DocumentId, tmp_path: Path) -> None:
    changes, texts = add_documents("Leila and Omar say the same of this, and Sara nothing.")
    judged.project.apply(changes, texts=texts)
    other = list(judged.project.document_ids())[-1]
    for name in (LEILA, OMAR):
        label(judged, name, other, (0, 5, "PERSON"))
        mentions = [judged.project.contents(place, name).mentions[0].id for place in (document, other)]
        new_cluster(as_(judged, name), mentions)
    export(judged.path, tmp_path / "o.jsonl", MOST)
    first, second = (line["clusters"] for line in lines_of(tmp_path / "o.jsonl"))
    assert first == second
    assert len(first) == 1


def test_its_records_are_its_own(judged: Session, document: DocumentId) -> None:
    event = as_(judged, LEILA).add_mention(document, Span.of(0, 4), "Contact.Meet")
    again = as_(judged, OMAR).add_mention(document, Span.of(0, 4), "Contact.Meet")
    assert event.kind is again.kind is Kind.EVENT
    majority = Majority(judged.project, LayerQuery())
    (row,) = majority.rows()
    contents = majority.contents(row)
    known = {
        mention.id
        for layer in judged.project.layers(document)
        for mention in judged.project.contents(document, layer.annotator).mentions
    }
    assert {mention.annotator for mention in contents.mentions} == {MAJORITY}
    assert known.isdisjoint(mention.id for mention in contents.mentions)
    assert sorted(mention.label for mention in contents.mentions) == ["Contact.Meet", "PERSON", "PERSON"]
    assert contents.layer.annotator == MAJORITY
