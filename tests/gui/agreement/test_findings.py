"""What is shown equals what the service counts; and how it goes onto the clipboard."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from annotator.gui.agreement.confusion import Structure
from annotator.gui.agreement.figures import Match
from annotator.gui.agreement.findings import Findings
from annotator.gui.agreement.sentences import footnote, state_words
from annotator.gui.agreement.table import as_table
from annotator.services.agreement.corpus import Agreement, AgreementChoice, agreement
from annotator.services.agreement.intervals import figures_with_intervals
from annotator.services.agreement.views import Counted, Division, Examples, Measured, Part, count


@pytest.fixture(scope="session")
def found(review_project) -> Findings:
    pieces = list(count(review_project, AgreementChoice()))
    assert isinstance(pieces[0], Counted)
    made = Findings(pieces[0])
    for piece in pieces[1:]:
        assert isinstance(piece, Measured | Examples)
        made.take(piece)
    return made


@pytest.fixture(scope="session")
def service(review_project) -> Agreement:
    return agreement(review_project, AgreementChoice())


def test_the_figures_are_those_of_the_service(found, service):
    assert tuple(found.figures().values()) == figures_with_intervals(service.whole())
    for pair in service.pairs:
        assert tuple(found.figures(Division.WHOLE, pair).values()) == figures_with_intervals(service.whole(pair))
    assert [figure.name for figure in found.strip(every=True)] == [f.name for f in service.whole().figures()]


def test_bars_are_of_the_pair_and_the_structure(found, service):
    pair = service.pairs[0]
    by_label = {
        label: next(f for f in part.figures() if f.name == "trigger_partial")
        for label, part in service.by_label(pair).items()
        if any(f.name == "trigger_partial" for f in part.figures())
    }
    bars = found.bars(pair, Structure.EVENT, Match.PARTIAL)
    assert {bar.label: bar.figure.value for bar in bars} == {label: f.value for label, f in by_label.items()}
    roles = {role: part.figures()[0].value for role, part in service.by_role(pair).items()}
    assert {bar.label: bar.figure.value for bar in found.bars(pair, Structure.ROLE, Match.EXACT)} == roles
    assert [bar.label for bar in found.bars(pair, Structure.ENTITY, Match.EXACT, only=("GPE",))] == ["GPE"]


def test_the_table_is_that_of_the_service(found, service):
    pair = service.pairs[0]
    confusion = service.whole(pair).confusion()
    tables = found.table(pair, Structure.ENTITY), found.table(pair, Structure.EVENT)
    shown = {
        (left, right): n for table in tables for (left, right), n in table.counts.items() if (left, right) != ("", "")
    }
    assert sum(shown.values()) == confusion.total()
    assert all(count == shown[left, right] for (_kind, left, right), count in confusion.items())
    assert found.table(pair, Structure.ROLE).counts == dict(service.whole(pair).role_confusion())


def test_each_cell_that_differs_has_an_example(found, service):
    for pair in service.pairs:
        for structure in Structure:
            table = found.table(pair, structure)
            for (left, right), n in table.counts.items():
                assert bool(found.example(pair, structure, left, right)) == (left != right), (left, right, n)


def test_groups_name_their_documents(found):
    assert [(column.name, column.documents) for column in found.columns(Division.LANGUAGE)] == [
        ("ar", 2),
        ("de", 1),
        ("fa", 1),
        ("nl", 1),
    ]


def test_times_come_in_their_order(review_project):
    days = ("2026-03", "", "2026-01", "2026-02")
    first = next(iter(count(review_project, AgreementChoice())))
    assert isinstance(first, Counted)
    whole = first.figures[Part(Division.WHOLE)]
    parts = {Part(Division.WHOLE): whole} | {Part(Division.TIME, None, day): whole for day in days}
    made = Findings(replace(first, figures=parts, documents=dict.fromkeys(parts, 5)))
    assert [column.name for column in made.times()] == ["2026-01", "2026-02", "2026-03"]


def test_the_worst_documents_come_first(found, service):
    disputed = [(tally.document, n) for tally, n in service.most_disputed(12)]
    assert [(line.id, line.disputed) for line in found.disputed] == disputed
    assert all(0 < line.disputed < line.mentions for line in found.disputed)


def test_labels_are_offered_by_frequency(found):
    counts = [n for _label, n in found.labels()]
    assert counts == sorted(counts, reverse=True)
    assert {"GPE", "Movement.Visit", "Participant"} <= {label for label, _n in found.labels()}


def test_the_table_for_a_spreadsheet_has_every_figure_and_the_matrix(found, service):
    text = as_table(found, found.table(service.pairs[0], Structure.ENTITY))
    lines = [line.split("\t") for line in text.splitlines()]
    assert lines[0][:5] == ["by", "of", "annotators", "figure", "value"]
    assert all(len(line) == len(lines[0]) for line in lines[1 : lines.index([""])])
    exact = found.figures()["entity_exact"]
    (row,) = [line for line in lines if line[:4] == ["all", "", "leila, mehdi, sara", "Entities, exact"]]
    assert row[4] == f"{exact.value:.4f}"
    assert row[7] == str(exact.n)
    matrix = lines[lines.index([""]) + 1 :]
    assert matrix[0][1] == "GPE" and matrix[0][-1] == "none"
    assert matrix[1][:2] == ["GPE", "76"]


def test_the_footnote_names_convention_n_and_intervals(found):
    words = footnote(found)
    assert words.startswith("n = 5 documents, 1,487 entity mentions, 473 events")
    assert "1,000 bootstrap samples of documents, fixed seed" in words
    assert "Exact: same edges and label" in words


NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "is_stale", "done", "words"),
    [
        (timedelta(seconds=10), False, None, "Counted just now"),
        (timedelta(minutes=2), False, None, "Counted 2 minutes ago"),
        (timedelta(hours=3), False, None, "Counted at 09:00"),
        (timedelta(minutes=1), True, None, "Counted 1 minute ago. Labels have changed since: R counts again"),
        (timedelta(minutes=1), False, (31, 48), "Counting 31 of 48"),
        (timedelta(minutes=1), True, (0, 0), "Counting …"),
    ],
)
def test_the_state_says_since_when(ago, is_stale, done, words):
    assert state_words(NOW - ago, NOW, is_stale=is_stale, done=done) == words
