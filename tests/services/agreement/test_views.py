"""What a window gets of an agreement, piece by piece."""

from pathlib import Path

import pytest

from annotator.model.annotation import Kind
from annotator.model.scheme import Scheme
from annotator.services.agreement.corpus import AgreementChoice, AgreementError, agreement
from annotator.services.agreement.places import ROLE, CellPlace, cell_examples
from annotator.services.agreement.slices import Slice
from annotator.services.agreement.views import Counted, Division, Examples, Measured, Part, count, parts
from annotator.services.job import CancelledError, Progress
from annotator.services.session import Session
from annotator.storage import Project
from tests.conftest import LEILA, OMAR
from tests.rich import GERMAN, fill

PAIR = (0, 1)


@pytest.fixture
def path(tmp_path: Path, scheme: Scheme) -> Path:
    """Two layers that are alike but for two mentions of the German text."""
    with Project.new(tmp_path / "p.annotator", scheme) as project:
        fill(project)
        german = next(d for d in map(project.document, project.document_ids()) if d and d.length == len(GERMAN))
        session = Session(project, OMAR)
        they, swap = project.contents(german.id, OMAR).mentions[:2]
        session.delete([swap.id])
        session.relabel([they.id], "MONEY")
    return tmp_path / "p.annotator"


def test_figures_come_first_then_examples_then_the_intervals_of_each_part(path: Path) -> None:
    first, second, *rest = count(path, AgreementChoice())
    assert isinstance(first, Counted)
    assert isinstance(second, Examples)
    measured = [piece.part for piece in rest if isinstance(piece, Measured)]
    assert measured == list(first.figures) == list(first.documents)
    assert measured[0] == Part(Division.WHOLE)
    assert measured[1] == Part(Division.WHOLE, PAIR)


def test_every_part_has_the_figures_of_its_slice(path: Path) -> None:
    found = agreement(path, AgreementChoice())
    by_part: dict[Part, Slice] = dict(parts(found))
    first = next(iter(count(path, AgreementChoice())))
    assert isinstance(first, Counted)
    assert first.figures == {part: some.figures() for part, some in by_part.items()}
    assert {part.name for part in by_part if part.division is Division.LANGUAGE} == {"ar", "de"}
    assert by_part[Part(Division.LABEL, PAIR, "MONEY")].figures() == found.by_label(PAIR)["MONEY"].figures()
    assert by_part[Part(Division.ROLE, PAIR, "Participant")].figures()[0].name == "argument_role"
    assert first.documents[Part(Division.WHOLE)] == 2


def test_each_cell_that_differs_has_a_place_of_the_text(path: Path) -> None:
    found = agreement(path, AgreementChoice())
    examples = cell_examples(path, found, Progress())
    assert examples == {
        CellPlace(PAIR, Kind.ENTITY, "PERSON", "MONEY"): "Sie",
        CellPlace(PAIR, Kind.EVENT, "Contact.Meet", ""): "tauschten aus",
    }
    assert all(cell.structure != ROLE for cell in examples)


def test_a_job_that_is_not_wanted_stops(path: Path) -> None:
    progress = Progress()
    pieces = count(path, AgreementChoice(), progress)
    next(pieces)
    progress.cancel()
    with pytest.raises(CancelledError):
        list(pieces)


def test_one_annotator_has_nobody_to_agree_with(path: Path) -> None:
    with pytest.raises(AgreementError):
        next(count(path, AgreementChoice((LEILA,))))
