"""A cell of the tables of labels and roles names exactly its disagreements, also on real layers of three people."""

from pathlib import Path

import pytest

from annotator import assets
from annotator.model.annotation import Kind
from annotator.services.agreement.corpus import Agreement, AgreementChoice, agreement
from annotator.services.comparison.corpus_comparison import compare_corpus
from annotator.services.comparison.disagreement import Disagreement, Meeting
from annotator.services.imports.importing import ImportOptions, import_into
from annotator.services.opening import new_project


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("review") / "review.annotator"
    with new_project(made, "Review") as session:
        import_into(session, [*assets.review_layers()], ImportOptions())
    return made


@pytest.fixture(scope="module")
def found(path: Path) -> Agreement:
    return agreement(path, AgreementChoice())


@pytest.mark.parametrize("pair", [(0, 1), (0, 2), (1, 2)])
def test_every_cell_names_as_many_disagreements_as_it_counts(
    path: Path, found: Agreement, pair: tuple[int, int]
) -> None:
    whole, names = found.whole(pair), found.names(pair)
    listed = [d for compared in compare_corpus(path, names) for d in compared.disagreements]
    turned = [d for compared in compare_corpus(path, names[::-1]) for d in compared.disagreements]
    cells: list[tuple[Kind | None, str, str, int]] = [
        *((kind, left, right, n) for (kind, left, right), n in whole.confusion().items()),
        *((None, left, right, n) for (left, right), n in whole.role_confusion().items()),
    ]
    differing = [cell for cell in cells if cell[1] != cell[2]]
    assert {kind for kind, _left, _right, _n in differing} == {Kind.ENTITY, Kind.EVENT, None}
    for kind, left, right, n in differing:
        meeting = found.meeting(pair, kind, left, right)
        assert _admitted(meeting, listed) == _admitted(meeting, turned) == n, meeting
    for kind, left, right, n in cells:
        if left == right:
            assert _admitted(found.meeting(pair, kind, left, right), listed) <= n


def _admitted(meeting: Meeting, listed: list[Disagreement]) -> int:
    return sum(meeting.admits(disagreement) for disagreement in listed)
