"""Only the chosen labels, under other names: through files and back; what the choice leaves out is not lost."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.entry import Entry
from annotator.formats.losses import Loss, Losses
from annotator.model.annotation import (
    Argument,
    Cluster,
    Comment,
    Kind,
    Layer,
    LayerContents,
    Mention,
    Relation,
    reading_order,
)
from annotator.model.document import Document, text_sha256
from annotator.model.ids import ArgumentId, ClusterId, CommentId, DocumentId, MentionId, RelationId, new_id
from annotator.model.scheme import Strictness
from annotator.model.span import Span
from annotator.services.exports.choice import ExportChoice
from annotator.services.exports.exporting import count_losses, export, preview
from annotator.services.exports.labels import Labels, joined
from annotator.services.imports.importing import import_into
from annotator.services.session import Session
from annotator.storage import Mode, Project
from tests.conftest import damages
from tests.formats.entries import LEILA, SCHEME, entries
from tests.rich import fill
from tests.services.exported import lines_of, said, stored

NAMES = {"PERSON": "P", "GPE": "G", "Contact.Meet": "Treffen", "Statement": "تصريح", "located": "in"}
labels = st.lists(st.sampled_from(list(NAMES)), unique=True, max_size=4).map(tuple)
renames = st.lists(st.sampled_from(list(NAMES)), unique=True).map(lambda some: {name: NAMES[name] for name in some})


def _text(entry: Entry) -> str:
    return entry.text


@settings(max_examples=40)
@given(entries(), labels, renames)
def test_other_names_are_all_that_differs_in_the_native_format(
    entry: Entry, chosen: tuple[str, ...], names: dict[str, str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = stored(Path(folder) / "p.annotator", SCHEME, [entry])
        plain, renamed = (Path(folder) / name for name in ("plain.jsonl", "renamed.jsonl"))
        export(path, plain, ExportChoice(labels=chosen))
        report = export(path, renamed, ExportChoice(labels=chosen, renames=names))
        assert report.losses.totals == {}
        assert entry.contents is not None
        there = [m for m in entry.contents.mentions if not chosen or m.label in chosen]
        assert report.mentions == len(there)
        wanted = sorted((m.label, *m.span.hull, m.span.text(entry.text)) for m in there)
        assert said(lines_of(plain)) == wanted
        back = {new: old for old, new in names.items()}
        lines = lines_of(renamed)
        for line in lines:
            for record in (*line["entities"], *line["events"], *line["relations"], *line["clusters"]):
                record["label"] = back.get(record["label"], record["label"])
        assert lines == lines_of(plain)


@settings(max_examples=25)
@given(entries(), labels, renames, st.sampled_from(["entities", "triggers", "all"]))
def test_other_names_are_all_that_differs_in_conll(
    entry: Entry, chosen: tuple[str, ...], names: dict[str, str], mentions: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = stored(Path(folder) / "p.annotator", SCHEME, [entry])
        plain, renamed = (Path(folder) / name for name in ("plain.conll", "renamed.conll"))
        choice = ExportChoice("conll2003", labels=chosen, options={"mentions": mentions})
        before = export(path, plain, choice)
        after = export(path, renamed, replace(choice, renames=names))
        assert after.losses.totals == before.losses.totals
        text = renamed.read_text("utf-8")
        for old, new in names.items():
            text = text.replace(f"-{new}\n", f"-{old}\n")
        assert text == plain.read_text("utf-8")


@settings(max_examples=25)
@given(st.lists(entries(), min_size=1, max_size=2, unique_by=_text), labels, renames)
def test_what_is_exported_so_can_be_imported_again(
    several: list[Entry], chosen: tuple[str, ...], names: dict[str, str]
) -> None:
    names = {**names, "PERSON": "THING", "GPE": "THING"}
    choice = ExportChoice(labels=chosen, renames=names)
    with tempfile.TemporaryDirectory() as folder:
        path = stored(Path(folder) / "p.annotator", SCHEME, several)
        out, again = Path(folder) / "out.jsonl", Path(folder) / "again.jsonl"
        report = export(path, out, choice)
        assert report.losses.totals == count_losses(path, choice).totals
        counted = preview(path, choice)
        assert counted.mentions == report.mentions == len(said(lines_of(out)))
        with Project.open(path, Mode.READ) as reader:
            scheme = Labels(reader, choice).scheme
        with Session.new(Path(folder) / "q.annotator", scheme, "lead") as session:
            taken = import_into(session, [out])
            assert taken.skipped == []
            export(session.path, again, ExportChoice())
        assert again.read_bytes() == out.read_bytes()
        assert damages(Path(folder) / "q.annotator") == []


def test_clusters_say_the_same_in_every_document(project: Project, tmp_path: Path) -> None:
    """So they can be imported: also the one whose best mention is left out in one document and is not in the other."""
    fill(project)
    for choice in (
        ExportChoice(labels=("GPE",)),
        ExportChoice(labels=("PERSON", "MONEY", "GPE"), renames={"GPE": "X", "PERSON": "X"}),
    ):
        export(project.path, tmp_path / "out.jsonl", choice)
        clusters: dict[str, set[str]] = {}
        for line in lines_of(tmp_path / "out.jsonl"):
            for cluster in line["clusters"]:
                clusters.setdefault(cluster["id"], set()).add(repr(cluster))
        assert clusters
        assert {len(alike) for alike in clusters.values()} == {1}


def test_a_representative_that_is_left_out_is_not_named(project: Project, tmp_path: Path) -> None:
    fill(project)
    export(project.path, tmp_path / "out.jsonl", ExportChoice(labels=("GPE",)))
    with_it = [c for line in lines_of(tmp_path / "out.jsonl") for c in line["clusters"]]
    assert all(cluster["representative"] for cluster in with_it)
    mention = next(m for m in project.contents(next(project.document_ids()), LEILA).mentions if m.label == "GPE")
    session = Session(project, LEILA)
    session.set_strictness(Strictness.WARN)
    session.relabel([mention.id], "PERSON")
    export(project.path, tmp_path / "out.jsonl", ExportChoice(annotators=("leila",), labels=("GPE",)))
    without = [c for line in lines_of(tmp_path / "out.jsonl") for c in line["clusters"]]
    assert without
    assert not any(cluster.get("representative") for cluster in without)


def test_comments_and_decisions_about_what_is_left_out_go_with_it(project: Project, tmp_path: Path) -> None:
    fill(project)
    document = next(project.document_ids())
    asked = project.contents(document, LEILA).mentions[0].label
    export(project.path, tmp_path / "with.jsonl", ExportChoice(annotators=("leila", "gold"), labels=(asked,)))
    export(project.path, tmp_path / "without.jsonl", ExportChoice(annotators=("leila", "gold"), labels=("MONEY",)))
    kept, gone = (lines_of(tmp_path / name) for name in ("with.jsonl", "without.jsonl"))
    assert [len(line["comments"]) for line in kept if line["annotator"] == "leila"] == [2, 0]
    assert [len(line["comments"]) for line in gone if line["annotator"] == "leila"] == [0, 0]
    decided = [[d["aspect"] for d in line.get("decisions", ())] for line in kept if line["annotator"] == "gold"]
    assert decided == [["mention", "attribute", "cluster"], []]
    # The cluster of the third decision is of nobody's mentions here, so nothing says that it is left out.
    assert [[d["aspect"] for d in line.get("decisions", ())] for line in gone if line["annotator"] == "gold"] == [
        ["cluster"],
        [],
    ]


def test_a_label_of_the_scheme_above_others_means_those_below_it(project: Project) -> None:
    fill(project)
    assert preview(project.path, ExportChoice(labels=("Contact",))).by_label == {"Contact.Meet": 6}
    assert preview(project.path, ExportChoice(labels=("GPE",), renames={"GPE": "X"})).by_label == {"X": 9}
    assert count_losses(project.path, ExportChoice(labels=("MONEY",))).totals == {}


# -- becoming one

TEXT = "Berlin sagt nein."


@pytest.fixture
def whole() -> Entry:
    """Two mentions of one place that will be one, with all kinds of things at them."""
    document = DocumentId(new_id())

    def mention(start: int, end: int, kind: Kind = Kind.ENTITY, **more: object) -> Mention:
        label = "Say" if kind is Kind.EVENT else "X"
        return replace(
            Mention(MentionId(new_id()), document, LEILA, kind, label, Span.of(start, end)),
            **more,  # type: ignore[arg-type]
        )

    here, there = (Cluster(ClusterId(new_id()), LEILA, Kind.ENTITY) for _ in range(2))
    one = mention(0, 6, attributes={"a": "1"}, cluster=here.id)
    two = mention(0, 6, attributes={"a": "2", "b": "3"}, note="a note", cluster=there.id)
    say, no = mention(7, 11, Kind.EVENT), mention(12, 16)
    mentions = tuple(sorted((one, two, say, no), key=reading_order))

    def argument(filler: Mention, role: str = "Who") -> Argument:
        return Argument(ArgumentId(new_id()), document, LEILA, say.id, role, filler.id)

    def relation(source: Mention, target: Mention) -> Relation:
        return Relation(RelationId(new_id()), document, LEILA, "in", source.id, target.id)

    comment = Comment(CommentId(new_id()), document, LEILA, "2026-01-01T00:00:00.000Z", "?", "mention", two.id)
    contents = LayerContents(
        Layer(document, LEILA),
        mentions,
        (argument(one), argument(two), argument(two, "Where")),
        (relation(one, two), relation(two, no)),
        (here, there),
        (comment,),
    )
    return Entry(Document(document, "t", text_sha256(TEXT), len(TEXT), "2026-01-01"), TEXT, contents)


def test_mentions_that_become_alike_are_one_with_all_that_hung_on_them(whole: Entry) -> None:
    losses = Losses()
    contents = joined(whole, losses).contents
    assert contents is not None
    one, say, no = contents.mentions
    assert (one.attributes, one.note) == ({"a": "1", "b": "3"}, "a note")
    assert [(a.event, a.role, a.filler) for a in contents.arguments] == [
        (say.id, "Who", one.id),
        (say.id, "Where", one.id),
    ]
    assert [(r.source, r.target) for r in contents.relations] == [(one.id, no.id)]
    assert [cluster.id for cluster in contents.clusters] == [one.cluster]
    assert contents.comments[0].subject == one.id
    assert losses.totals == {Loss.ALIKE: 1, Loss.ARGUMENT: 1, Loss.RELATION: 1, Loss.ATTRIBUTE: 1, Loss.CLUSTER: 1}
