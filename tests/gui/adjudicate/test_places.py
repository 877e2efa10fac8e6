"""From a disagreement to its case, from an act to its case, and from a case to the text."""

import pytest

from annotator.gui.adjudicate.places import as_disagreement, case_of, case_touched, mention_to_show
from annotator.model.annotation import Mention
from annotator.model.decision import Aspect, Verdict
from annotator.services.adjudication.board import Board, board_of
from annotator.services.adjudication.cases import CaseKind
from annotator.services.adjudication.gold_rules import Rule
from annotator.services.adjudication.gold_start import Start, start_gold
from annotator.services.comparison.comparing import compare
from annotator.services.comparison.disagreement import Disagreement
from annotator.services.session import Session
from tests.gui.adjudicate.conftest import LEILA, MEHDI, case_where, draft_of, two_spans


@pytest.fixture
def disagreements(review: Session, board: Board) -> list[Disagreement]:
    left, right = board.layout.material.layers
    return compare(left, right, review.scheme, review.text(board.document))


def test_every_disagreement_has_a_case_that_differs(board: Board, disagreements: list[Disagreement]) -> None:
    assert len(disagreements) > 20
    for disagreement in disagreements:
        found = case_of(board, disagreement)
        assert found is not None, disagreement.sentence
        key, row = found
        case = board.case(key)
        assert not case.agrees, disagreement.sentence
        assert not row or case.row(row) is not None


def test_an_argument_leads_to_its_row(board: Board, disagreements: list[Disagreement]) -> None:
    argument = next(one for one in disagreements if one.kind.startswith("argument-role"))
    found = case_of(board, argument)
    assert found is not None
    row = board.case(found[0]).row(found[1])
    assert row is not None
    assert row.aspect is Aspect.ARGUMENT


def test_every_case_can_be_shown_in_the_text(board: Board) -> None:
    for case in board.cases:
        shown = as_disagreement(board, case)
        assert shown is not None
        assert shown.left is not None or shown.right is not None
        assert isinstance(mention_to_show(case, board), Mention)


def test_a_decision_leads_back_to_its_case(review: Session, board: Board) -> None:
    draft = draft_of(review, two_spans(board))
    draft.take("span", LEILA)
    changes = draft.decide(review)
    assert case_touched(board_of(review.project, board.document), changes) == draft.case.key
    undone = review.undo()
    assert undone is not None
    assert case_touched(board_of(review.project, board.document), undone) == draft.case.key


def test_a_decision_about_a_relation_leads_back_to_it(review: Session, board: Board) -> None:
    relation = case_where(board, CaseKind.RELATION, lambda case: True)
    draft = draft_of(review, relation)
    draft.nothing(relation.rows[0].key, Verdict.WRONG)
    changes = draft.decide(review)
    assert case_touched(board_of(review.project, board.document), changes) == relation.key


def test_a_decision_about_clusters_leads_back_to_them(review: Session, board: Board) -> None:
    start_gold(review, Start(rule=Rule.ONE, believed=LEILA))
    after = board_of(review.project, board.document)
    case = case_where(after, CaseKind.CLUSTER, lambda case: not case.agrees)
    draft = draft_of(review, case)
    draft.take("cluster", MEHDI)
    changes = draft.decide(review)
    assert case_touched(board_of(review.project, board.document), changes) == case.key
