"""The files of an export: their names, and what of a layer stands in which."""

from itertools import combinations, permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.entry import Entry
from annotator.formats.losses import Loss, Losses
from annotator.formats.projection import without_clusters
from annotator.formats.registry import NATIVE, find_format, formats
from annotator.model.annotation import Kind, Mention, Status
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.exports.choice import ExportChoice, Files
from annotator.services.exports.outputs import (
    Levels,
    Output,
    clusters_told,
    cut,
    kinds_written,
    levels_of,
    options_of,
    outputs,
    targets,
)
from annotator.services.exports.splitting import Split
from annotator.storage.bulk import LayerRow
from tests.formats.entries import entries

BOTH = frozenset(Kind)


@pytest.mark.parametrize(
    ("out", "format_id", "expected"),
    [
        ("out.jsonl", "annotator-jsonl", ["out.jsonl", "out.train.jsonl", "out.train.leila.jsonl"]),
        ("out", "conll2003", ["out", "out.train.conll", "out.train.leila.conll"]),
        ("my.corpus", "brat", ["my.corpus", "my.corpus.train", "my.corpus.train.leila"]),
        ("a.b.jsonl", "annotator-jsonl", ["a.b.jsonl", "a.b.train.jsonl", "a.b.train.leila.jsonl"]),
    ],
)
def test_the_names_of_files_and_folders(out: str, format_id: str, expected: list[str]) -> None:
    found = targets(Path("x") / out, [(), ("train",), ("train", "leila")], find_format(format_id))
    assert found == [Path("x") / name for name in expected]


def _row(document: str, annotator: str | None) -> LayerRow:
    name = None if annotator is None else AnnotatorName(annotator)
    return LayerRow(DocumentId(document), name, "ar", Status.NEW, 1, "0")  # type: ignore[arg-type]


ROWS = [_row("a", "leila"), _row("a", "omar"), _row("b", "leila"), _row("c", None)]
PARTS = {DocumentId("a"): 0, DocumentId("b"): 1, DocumentId("c"): 1}


def _names(choice: ExportChoice, rows: list[LayerRow] = ROWS, levels: int = 2) -> list[str]:
    return [".".join(output.names) for output in outputs(choice, rows, PARTS, {Kind.ENTITY, Kind.EVENT}, levels)]


@pytest.mark.parametrize(
    ("files", "alone", "parts"),
    [
        (Files.ONE, [""], ["x", "y"]),
        (Files.ANNOTATOR, ["leila", "omar", "nobody"], ["x.leila", "x.omar", "y.leila", "y.nobody"]),
        (Files.KIND, ["entities", "events"], ["x.entities", "x.events", "y.entities", "y.events"]),
        (Files.LEVEL, ["1", "2"], ["x.1", "x.2", "y.1", "y.2"]),
    ],
)
def test_every_file_of_every_part(files: Files, alone: list[str], parts: list[str]) -> None:
    assert _names(ExportChoice(files=files)) == alone
    assert _names(ExportChoice(files=files, split=Split.parse("x=1,y=1"))) == parts


def test_every_layer_is_in_one_file_of_an_annotator() -> None:
    made = list(outputs(ExportChoice(files=Files.ANNOTATOR), ROWS, {}, (), 1))
    assert sorted(map(repr, (row for output in made for row in output.rows))) == sorted(map(repr, ROWS))
    assert all(len({row.annotator for row in output.rows}) == 1 for output in made)


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (["../x", "a/b", "a b"], ["x", "a_b", "a_b_2"]),
        (["Leila", "leila"], ["Leila", "leila_2"]),
        (["ليلى", "…"], ["ليلى", "somebody"]),
        (["nobody", None], ["nobody", "nobody_2"]),
    ],
)
def test_names_of_people_become_names_of_files_no_two_alike(people: list[str | None], expected: list[str]) -> None:
    rows = [_row("a", name) for name in people]
    assert sorted(_names(ExportChoice(files=Files.ANNOTATOR), rows)) == sorted(expected)


def test_there_is_a_file_of_a_kind_only_if_there_are_mentions_of_it() -> None:
    made = [output.names for output in outputs(ExportChoice(files=Files.KIND), ROWS, {}, {Kind.EVENT}, 1)]
    assert made == [("events",)]
    none = [output.names for output in outputs(ExportChoice(files=Files.KIND), ROWS, {}, (), 1)]
    assert none == [("entities",)]


def test_the_file_of_a_kind_decides_which_mentions_a_format_writes() -> None:
    conll = formats()["conll2003"]
    choice = ExportChoice("conll2003", options={"mentions": "all", "tags": "bioes"})
    of_events = Output(("events",), (), kind=Kind.EVENT)
    assert options_of(of_events, conll, choice) == {"mentions": "triggers", "tags": "bioes"}
    assert options_of(Output((), ()), conll, choice) == choice.options
    assert options_of(of_events, formats()[NATIVE.id], ExportChoice()) == {}
    assert kinds_written(conll, ExportChoice("conll2003")) == {Kind.ENTITY}
    assert kinds_written(conll, choice) == BOTH


# -- levels


def _mentions(entry: Entry) -> tuple[Mention, ...]:
    assert entry.contents is not None
    return entry.contents.mentions


@given(entries())
def test_no_two_mentions_of_a_level_overlap_and_none_stands_deeper_than_it_must(entry: Entry) -> None:
    mentions = _mentions(entry)
    found = levels_of(mentions, BOTH)
    assert found.keys() == {mention.id for mention in mentions}
    by_level = [[m for m in mentions if found[m.id] == level] for level in range(1, len(mentions) + 1)]
    for level in by_level:
        for one, other in combinations(level, 2):
            assert one.span.end <= other.span.start or other.span.end <= one.span.start
    for mention in mentions:
        for level in by_level[: found[mention.id] - 1]:
            assert any(m.span.start < mention.span.end and mention.span.start < m.span.end for m in level)
    assert levels_of(reversed(mentions), BOTH) == found


@given(entries())
def test_of_two_nested_ones_the_outer_one_stands_further_out(entry: Entry) -> None:
    found = levels_of(_mentions(entry), BOTH)
    flat = [mention for mention in _mentions(entry) if not mention.span.is_discontinuous]
    longest = max(flat, key=lambda mention: len(mention.span), default=None)
    if longest is not None:
        assert found[longest.id] == 1 or any(len(m.span) == len(longest.span) for m in flat if m is not longest)
    outer = [m for m in flat if not any(o is not m and o.span.overlaps(m.span) for o in flat)]
    assert {found[mention.id] for mention in outer} <= {1}
    for one, other in permutations(flat, 2):
        if one.span != other.span and one.span.covers(other.span):
            between = [m for m in flat if m.span.overlaps(one.span) and m is not one and m is not other]
            assert found[one.id] < found[other.id] or between


@given(entries(), st.sampled_from([Files.KIND, Files.LEVEL]))
def test_every_mention_stands_in_one_file_and_every_link_in_one_or_is_counted(entry: Entry, files: Files) -> None:
    contents = entry.contents
    assert contents is not None
    levels = Levels(BOTH, None, tuple(sorted({1, *levels_of(contents.mentions, BOTH).values()})))
    made = list(outputs(ExportChoice(files=files), [], {}, set(Kind), len(levels.written)))
    losses = Losses()
    place = levels.files(entry)
    parts = [cut(entry, output, place, losses).contents for output in made]
    there = [part for part in parts if part is not None]
    assert sorted(m.id for part in there for m in part.mentions) == sorted(m.id for m in contents.mentions)
    arguments = [argument for part in there for argument in part.arguments]
    relations = [relation for part in there for relation in part.relations]
    assert losses.totals.get(Loss.ARGUMENT, 0) == len(contents.arguments) - len(arguments)
    assert losses.totals.get(Loss.RELATION, 0) == len(contents.relations) - len(relations)
    assert losses.totals.keys() <= {Loss.ARGUMENT, Loss.RELATION}
    for part in there:
        used = {mention.cluster for mention in part.mentions} - {None}
        assert {cluster.id for cluster in part.clusters} == used


@given(entries())
def test_a_cluster_that_stands_in_several_files_is_lost_once(entry: Entry) -> None:
    levels = Levels(BOTH, None, tuple(sorted({1, *levels_of(_mentions(entry), BOTH).values()})))
    files, losses = levels.files(entry), Losses()
    for output in outputs(ExportChoice(files=Files.LEVEL), [], {}, (), len(levels.written)):
        here = cut(entry, output, files, Losses())
        without_clusters(here, output.counting(losses, clusters_told(entry, output, files)))
    assert losses.totals.get(Loss.CLUSTER, 0) == len({m.cluster for m in _mentions(entry)} - {None})


@given(entries())
def test_what_is_on_a_level_without_a_file_stands_in_the_first(entry: Entry) -> None:
    output = Output(("1",), (), level=1)
    found = cut(entry, output, Levels(BOTH).files(entry), Losses())
    assert _mentions(found) == _mentions(entry)
    entities = frozenset({Kind.ENTITY})
    assert all(
        level == 1
        for mention in _mentions(entry)
        for id_, level in levels_of(_mentions(entry), entities).items()
        if mention.id == id_ and mention.kind is Kind.EVENT
    )
