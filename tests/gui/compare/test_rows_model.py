"""The list of disagreements: groups, folding, going from one to the next."""

import pytest
from PySide6.QtCore import QModelIndex, Qt

from annotator.gui.compare.corpus import Corpus
from annotator.gui.compare.rows_model import GroupRow, RowsModel
from annotator.gui.compare.words import Family, family_of
from annotator.services.comparison.disagreement_list import Listed, listed


@pytest.fixture
def found(corpus: Corpus) -> list[Listed]:
    """All disagreements of the first document."""
    assert corpus.tally is not None
    comparison = corpus.compare(next(iter(corpus.tally)).document)
    assert comparison is not None
    return list(listed(comparison))


@pytest.fixture
def model(found: list[Listed], qtmodeltester) -> RowsModel:
    made = RowsModel()
    made.show(found, shows_titles=False)
    qtmodeltester.check(made)
    return made


def rows(model: RowsModel) -> list[object]:
    return [model.row_at(model.index(row)) for row in range(model.rowCount())]


def test_each_kind_has_a_head_and_comes_in_the_order_of_the_list(model: RowsModel, found: list[Listed]) -> None:
    heads = [row for row in rows(model) if isinstance(row, GroupRow)]
    assert [head.family for head in heads] == [family for family in Family if family in {head.family for head in heads}]
    assert sum(head.count for head in heads) == model.count == len(found) == model.rowCount() - len(heads)
    assert model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole) == f"Boundary, {heads[0].count}, open"


def test_a_folded_group_keeps_its_number(model: RowsModel, found: list[Listed]) -> None:
    first = next(one for one in found if family_of(one.found.kind) is Family.LABEL)
    number = model.number_of(first)
    assert number > 1
    model.fold(Family.BOUNDARY, is_folded=True)
    assert model.number_of(first) == number
    assert model.count == len(found)
    boundary = next(one for one in found if family_of(one.found.kind) is Family.BOUNDARY)
    assert not model.index_of(boundary.identity).isValid()
    model.open_group_of(boundary.identity)
    assert model.listed_at(model.index_of(boundary.identity)) == boundary


def test_the_next_one_is_never_a_head(model: RowsModel, found: list[Listed]) -> None:
    index, walked = model.next_from(-1, 1), []
    while index.isValid():
        walked.append(model.listed_at(index))
        index = model.next_from(index.row(), 1)
    assert len(walked) == len(found)
    assert None not in walked
    assert (
        model.next_from(model.index_of_group(Family.LABEL).row(), -1).row()
        == model.index_of_group(Family.LABEL).row() - 1
    )
    assert not model.next_from(1, -1).isValid()


def test_what_is_not_listed(model: RowsModel, found: list[Listed]) -> None:
    assert model.row_at(QModelIndex()) is None
    model.show(found[:1], shows_titles=True)
    assert model.number_of(found[1]) == 0
    assert not model.index_of(found[1].identity).isValid()
    assert not model.index_of_group(Family.CLUSTER).isValid()
    said = str(model.data(model.next_from(0, 1), Qt.ItemDataRole.AccessibleTextRole))
    assert said.endswith(found[0].title)
    assert found[0].found.sentence in said
