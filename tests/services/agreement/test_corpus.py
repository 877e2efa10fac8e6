"""The agreement of a whole project, from real files."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from annotator.model.annotation import GOLD, Kind, Status
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.agreement.corpus import Agreement, AgreementChoice, AgreementError, agreement
from annotator.services.agreement.figures import Figure
from annotator.services.agreement.gamma import NOT_ASKED
from annotator.services.agreement.intervals import FEWEST, figures_with_intervals
from annotator.services.agreement.periods import Period
from annotator.services.agreement.slices import Slice
from annotator.services.agreement.tally import DocumentTally, PairTally
from annotator.services.comparison.corpus_comparison import compare_corpus
from annotator.services.comparison.disagreement import Difference, Disagreement, Meeting, Wanted
from annotator.services.job import CancelledError, Progress
from annotator.services.session import Session
from annotator.storage import Mode, Project
from tests.conftest import LEILA, OMAR
from tests.rich import GERMAN, fill
from tests.services.layers import event, mention


@pytest.fixture
def path(tmp_path: Path, scheme: Scheme) -> Path:
    """Three layers of two documents that are all alike."""
    with Project.new(tmp_path / "p.annotator", scheme) as project:
        fill(project)
    return tmp_path / "p.annotator"


def _named(part: Slice) -> dict[str, Figure]:
    return {figure.name: figure for figure in part.figures()}


def test_layers_that_are_alike_agree_wholly(path: Path) -> None:
    found = agreement(path, AgreementChoice(gamma=True))
    assert found.annotators == (LEILA, OMAR)
    assert len(found.tallies) == 2
    figures = _named(found.whole())
    assert {name: figure.value for name, figure in figures.items() if figure.value != 1} == {}
    assert figures["entity_exact"].n == 12
    assert figures["argument_role"].n == 10
    assert found.most_disputed(5) == []


def test_gold_takes_part_when_it_is_named(path: Path) -> None:
    found = agreement(path, AgreementChoice((GOLD, LEILA, OMAR)))
    assert found.annotators == (GOLD, LEILA, OMAR)
    assert found.pairs == ((0, 1), (0, 2), (1, 2))
    assert _named(found.whole())["entity_exact"].n == 3 * 12


def _omar_slips(path: Path) -> None:
    """Omar takes a person in the German text for money, and overlooks the exchange."""
    with Project.open(path) as project:
        german = next(d for d in map(project.document, project.document_ids()) if d and d.length == len(GERMAN))
        session = Session(project, OMAR)
        they, swap = project.contents(german.id, OMAR).mentions[:2]
        session.delete([swap.id])
        session.relabel([they.id], "MONEY")


def test_the_order_of_the_names_changes_nothing(path: Path) -> None:
    there = agreement(path, AgreementChoice((LEILA, OMAR)))
    assert there == agreement(path, AgreementChoice((OMAR, LEILA)))


def test_languages_choose_and_divide(path: Path) -> None:
    assert len(agreement(path, AgreementChoice(languages=("ar",))).tallies) == 1
    found = agreement(path, AgreementChoice())
    assert {tag: len(part.tallies) for tag, part in found.by_language().items()} == {"ar": 1, "de": 1}
    assert [tally.title for tally, _part in found.by_document()] == ["قمة", "Gespräche"]


def test_labels_divide_mentions_and_arguments(path: Path) -> None:
    parts = agreement(path, AgreementChoice()).by_label((0, 1))
    assert list(parts) == ["Contact.Meet", "GPE", "MONEY", "PERSON", "Statement"]
    assert [figure.name for figure in parts["GPE"].figures()] == [
        "entity_exact",
        "entity_partial",
        "entity_type",
        "unit_alpha",
    ]
    assert {figure.name: figure.n for figure in parts["Contact.Meet"].figures()}["argument_role"] == 6


@pytest.mark.parametrize(
    ("choice", "word"),
    [
        (AgreementChoice((LEILA,)), "two annotators"),
        (AgreementChoice((LEILA, AnnotatorName("nobody"))), "nobody"),
        (AgreementChoice(languages=("nl",)), "nothing to compare"),
    ],
)
def test_nothing_to_compare_is_said(path: Path, choice: AgreementChoice, word: str) -> None:
    with pytest.raises(AgreementError, match=word):
        agreement(path, choice)


def test_the_job_tells_how_far_it_is_and_stops(path: Path) -> None:
    told: list[tuple[int, int, str]] = []

    def listen(done: int, total: int, text: str) -> None:
        told.append((done, total, text))
        progress.cancel()

    progress = Progress(listen)
    with pytest.raises(CancelledError):
        agreement(path, AgreementChoice(), progress)
    assert told == [(0, 2, "قمة")]


def test_the_bin_does_not_count(path: Path) -> None:
    with Project.open(path) as project:
        Session(project, LEILA).bin([next(project.document_ids())])
    assert [tally.title for tally in agreement(path, AgreementChoice()).tallies] == ["Gespräche"]


def test_few_documents_have_no_intervals_and_many_alike_have_narrow_ones(path: Path) -> None:
    found = agreement(path, AgreementChoice(gamma=True))
    assert all(figure.interval is None for figure in figures_with_intervals(found.whole()))
    many = Agreement(found.annotators, found.tallies * FEWEST)
    for figure in figures_with_intervals(many.whole()):
        assert figure.interval == pytest.approx((1, 1))


def test_intervals_hold_the_figure_and_are_the_same_each_time(path: Path) -> None:
    _omar_slips(path)
    found = agreement(path, AgreementChoice())
    many = Agreement(found.annotators, found.tallies * FEWEST).whole()
    figures = figures_with_intervals(many)
    assert figures == figures_with_intervals(many)
    for figure in figures:
        if figure.value is not None and figure.interval is not None:
            assert figure.interval[0] - 1e-9 <= figure.value <= figure.interval[1] + 1e-9
    exact = {figure.name: figure for figure in figures}["entity_exact"]
    assert exact.interval is not None
    assert exact.interval[0] < exact.interval[1] <= 1


def test_gamma_is_measured_when_it_is_asked_for(path: Path) -> None:
    _omar_slips(path)
    unasked = _named(agreement(path, AgreementChoice()).whole())["gamma"]
    assert (unasked.value, unasked.reason) == (None, NOT_ASKED)
    found = agreement(path, AgreementChoice((GOLD, LEILA, OMAR), gamma=True))
    whole = _named(found.whole())["gamma"]
    with_omar, without = (_named(found.whole(pair))["gamma"] for pair in ((0, 2), (0, 1)))
    assert without.value == 1
    assert with_omar.value is not None
    assert whole.value is not None
    assert 0 < with_omar.value < whole.value < 1


def test_the_journal_says_when_documents_were_finished(path: Path) -> None:
    found = agreement(path, AgreementChoice())
    assert found.period is Period.DAY
    ((day, part),) = found.by_time((0, 1)).items()
    assert len(part.tallies) == 2
    assert date.fromisoformat(day)
    assert part.figures() == found.whole().figures()


def test_a_document_belongs_to_when_the_last_of_them_finished_it() -> None:
    def tally(title: str, *times: str) -> DocumentTally:
        pairs = {(0, 1): PairTally(), (0, 2): PairTally(), (1, 2): PairTally()}
        finished = {number: time for number, time in enumerate(times) if time}
        return DocumentTally(DocumentId(title), title, "de", pairs, {}, (0, 1, 2), True, finished)

    early, late = "2026-01-05T10:00:00.000Z", "2026-03-01T10:00:00.000Z"
    names = tuple(map(AnnotatorName, "abc"))
    found = Agreement(names, (tally("x", early, early, late), tally("y", early, early, ""), tally("z", *[early] * 3)))
    assert found.period is Period.WEEK
    titles = {name: [t.title for t in part.tallies] for name, part in found.by_time().items()}
    assert titles == {"": ["y"], "2026-W02": ["z"], "2026-W09": ["x"]}
    assert {name: len(part.tallies) for name, part in found.by_time((0, 1)).items()} == {"2026-W02": 3}


def test_differences_are_counted(path: Path) -> None:
    _omar_slips(path)
    found = agreement(path, AgreementChoice())
    figures = _named(found.whole())
    assert figures["entity_exact"].value == pytest.approx(2 * 5 / 12)
    assert figures["entity_span"].value == 1
    assert figures["trigger_exact"].value == pytest.approx(2 * 2 / 5)
    assert found.whole().confusion()[mention(0, 1).kind, "PERSON", "MONEY"] == 1
    assert found.whole().confusion()[event(0, 1).kind, "Contact.Meet", ""] == 1
    assert [(tally.title, count) for tally, count in found.most_disputed(5)] == [("Gespräche", 3)]


def test_each_pair_has_figures_of_its_own(path: Path) -> None:
    found = agreement(path, AgreementChoice((GOLD, LEILA, OMAR)))
    by_pair = found.by_pair()
    assert list(by_pair) == [(0, 1), (0, 2), (1, 2)]
    assert {found.names(pair): _named(part)["entity_exact"].n for pair, part in by_pair.items()} == {
        (GOLD, LEILA): 12,
        (GOLD, OMAR): 12,
        (LEILA, OMAR): 12,
    }


def test_each_cell_of_the_confusion_names_its_disagreements(path: Path) -> None:
    _omar_slips(path)
    found = agreement(path, AgreementChoice((LEILA, OMAR)))
    cells = found.whole().confusion()
    different = {cell: count for cell, count in cells.items() if cell[1] != cell[2]}
    assert len(different) == 2
    for cell, count in different.items():
        wanted = Wanted(meeting=found.meeting((0, 1), *cell))
        for names in ((LEILA, OMAR), (OMAR, LEILA)):
            listed = [entry for document in compare_corpus(path, names, wanted) for entry in document.disagreements]
            assert len(listed) == count
    assert {d.kind for d in _listed(path, found.meeting((0, 1), Kind.ENTITY, "PERSON", "MONEY"))} == {Difference.LABEL}
    assert {d.kind for d in _listed(path, found.meeting((0, 1), Kind.EVENT, "Contact.Meet", ""))} == {
        Difference.MISSING
    }


def test_a_cell_of_equal_labels_names_what_has_other_edges(path: Path) -> None:
    with Project.open(path) as project:
        german = next(d for d in map(project.document, project.document_ids()) if d and d.length == len(GERMAN))
        session = Session(project, OMAR)
        person = next(m for m in project.contents(german.id, OMAR).mentions if m.label == "PERSON")
        session.set_span(person.id, Span.of(person.span.start, person.span.end + 1))
    found = agreement(path, AgreementChoice((LEILA, OMAR)))
    (listed,) = _listed(path, found.meeting((0, 1), Kind.ENTITY, "PERSON", "PERSON"))
    assert listed.kind is Difference.BOUNDARY
    assert _listed(path, found.meeting((0, 1), Kind.ENTITY, "GPE", "GPE")) == []


def _listed(path: Path, meeting: Meeting) -> list[Disagreement]:
    wanted = Wanted(meeting=meeting)
    compared = compare_corpus(path, (LEILA, OMAR, GOLD), wanted)
    return [entry for document in compared for entry in document.disagreements]


def test_only_layers_of_a_status_count_if_it_is_named(path: Path) -> None:
    with pytest.raises(AgreementError, match="No document"):
        agreement(path, AgreementChoice(statuses=(Status.DONE,)))
    with Project.open(path) as project:
        german = next(d for d in map(project.document, project.document_ids()) if d and d.length == len(GERMAN))
        Session(project, OMAR).set_status([german.id], Status.DONE)
    found = agreement(path, AgreementChoice(statuses=(Status.DONE,)))
    assert [tally.document for tally in found.tallies] == [german.id]


def test_a_damaged_document_is_told_and_the_others_count(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE mention SET attributes = '{' WHERE rowid = (SELECT min(rowid) FROM mention)")
        db.commit()
    found = agreement(path, AgreementChoice())
    assert [entry.title for entry in found.damaged] == ["قمة"]
    assert "damaged" in found.damaged[0].reason
    assert [tally.title for tally in found.tallies] == ["Gespräche"]


def test_roles_have_figures_and_a_table_of_their_own(path: Path) -> None:
    found = agreement(path, AgreementChoice((LEILA, OMAR)))
    by_role = found.by_role()
    assert {role: [(f.name, f.value) for f in part.figures()] for role, part in by_role.items()} == {
        role: [("argument_role", 1)] for role in by_role
    }
    whole = found.whole()
    assert sum(part.figures()[0].n for part in by_role.values()) == _named(whole)["argument_role"].n
    assert whole.role_confusion() == {(role, role): part.figures()[0].n // 2 for role, part in by_role.items()}
    assert whole.documents == 2


def test_reading_writes_nothing(path: Path) -> None:
    before = path.read_bytes()
    agreement(path, AgreementChoice())
    assert path.read_bytes() == before
    with Project.open(path, Mode.READ) as project:
        assert len(project.annotators()) == 3
