"""What is chosen of a case before it is written, and what is written then."""

from collections.abc import Callable
from functools import partial

import pytest

from annotator.gui.adjudicate.draft import WHOLE, CaseDraft, Stand
from annotator.model.annotation import GOLD
from annotator.model.decision import Aspect, Verdict
from annotator.model.ids import DocumentId
from annotator.services.adjudication.board import Board, board_of
from annotator.services.adjudication.cases import Case, CaseKind, Link, Row, State
from annotator.services.adjudication.choices import Both, Edit, Nothing, Take, Why
from annotator.services.session import Session
from tests.gui.adjudicate.conftest import LEILA, MEHDI, RANA, case_where, differing, draft_of, two_spans


def again(session: Session, case: Case) -> Case:
    return board_of(session.project, case.document, case.annotators).case(case.key)


def test_rows_in_which_all_agree_need_no_choice(review: Session, board: Board) -> None:
    draft = draft_of(review, two_spans(board))
    assert [row.aspect for row in draft.remaining] == [Aspect.SPAN]
    assert draft.settled == len(draft.case.rows) - 1
    assert draft.standing(draft.case.rows[1]).stand is Stand.AGREED
    assert not draft.is_touched


def test_a_reading_taken_becomes_gold(review: Session, board: Board) -> None:
    draft = draft_of(review, two_spans(board))
    assert draft.take("span", LEILA) == ""
    row = draft.row("span")
    assert (draft.is_chosen(row, LEILA), draft.is_chosen(row, MEHDI)) == (True, False)
    assert draft.remaining == []
    draft.set_reason("span", "boundary")
    draft.set_comment("span", "clitic")
    draft.decide(review)
    case = again(review, draft.case)
    assert case.state is State.DECIDED
    assert [mention.span for mention in case.gold] == [case.mentions[LEILA].span]
    decision = case.rows[0].decision
    assert decision is not None
    assert (decision.reason, decision.comment, decision.annotator) == ("boundary", "clitic", "rana")


def test_a_decided_case_shows_what_was_chosen_and_why(review: Session, board: Board) -> None:
    draft = draft_of(review, two_spans(board))
    draft.take("span", MEHDI)
    draft.set_reason("span", "slip")
    draft.decide(review)
    shown = draft_of(review, again(review, draft.case))
    assert shown.standing(shown.case.rows[0]).names == (MEHDI,)
    assert shown.why("span") == Why("slip")
    assert not shown.is_touched
    assert shown.remaining == []


def test_the_same_reason_again_is_taken_back(review: Session, board: Board) -> None:
    draft = draft_of(review, two_spans(board))
    draft.set_reason("span", "slip")
    draft.set_reason("span", "slip")
    assert draft.why("span") == Why()


def only_mehdis(case: Case) -> bool:
    return set(case.mentions) == {MEHDI}


def test_whoever_has_nothing_there_can_be_right(review: Session, board: Board) -> None:
    draft = draft_of(review, case_where(board, CaseKind.ENTITY, only_mehdis))
    draft.take("span", LEILA)
    standing = draft.standing(draft.case.rows[0])
    assert (standing.stand, standing.names) == (Stand.NOTHING, (LEILA,))
    assert {draft.standing(row).stand for row in draft.case.rows[1:]} == {Stand.MOOT}
    draft.decide(review)
    case = again(review, draft.case)
    assert (case.state, case.gold) == (State.DECIDED, ())


def test_none_and_all_wrong_leave_nothing_and_say_which(review: Session, board: Board) -> None:
    for verdict in (Verdict.NONE, Verdict.WRONG):
        draft = draft_of(review, again(review, two_spans(board)))
        draft.nothing(WHOLE, verdict)
        draft.decide(review)
        decision = again(review, draft.case).rows[0].decision
        assert decision is not None
        assert decision.verdict is verdict


def test_a_label_without_a_mention_is_none(review: Session, board: Board) -> None:
    draft = draft_of(review, two_spans(board))
    draft.nothing("label", Verdict.NONE)
    assert draft.standing(draft.case.rows[0]).stand is Stand.NOTHING


def test_both_mentions_can_stand_beside_each_other(review: Session, board: Board) -> None:
    draft = draft_of(review, two_spans(board))
    assert draft.both("span") == ""
    assert draft.standing(draft.case.rows[0]).stand is Stand.BOTH
    draft.decide(review)
    spans = {mention.span for mention in again(review, draft.case).gold}
    assert spans == {mention.span for mention in draft.case.mentions.values()}


def test_what_cannot_be_both_says_so(review: Session, board: Board) -> None:
    draft = draft_of(review, two_spans(board))
    assert draft.both("label") == "one only"
    alone = draft_of(review, case_where(board, CaseKind.ENTITY, only_mehdis))
    assert alone.both("span") == "too few"


def an_event(board: Board) -> Case:
    return case_where(board, CaseKind.EVENT, lambda case: len(differing(case, Aspect.ARGUMENT)) > 1)


def test_each_argument_is_a_choice_of_its_own(review: Session, board: Board) -> None:
    draft = draft_of(review, an_event(board))
    one, other = differing(draft.case, Aspect.ARGUMENT)[:2]
    having = next(name for name, reading in one.readings.items() if reading.record is not None)
    draft.take(one.key, having)
    draft.nothing(other.key, Verdict.WRONG)
    choices = draft.choices()
    assert isinstance(choices[one.key], Take)
    assert isinstance(choices[other.key], Nothing)


def test_the_whole_case_is_taken_from_one_and_then_a_row_from_another(review: Session, board: Board) -> None:
    draft = draft_of(review, an_event(board))
    draft.take(WHOLE, LEILA)
    assert draft.remaining == []
    row = differing(draft.case, Aspect.ARGUMENT)[0]
    draft.take(row.key, MEHDI)
    assert set(draft.choices()) == {row.key for row in draft.case.rows if LEILA in row.readings}
    assert MEHDI in draft.standing(row).names


def test_arguments_can_stand_beside_each_other_one_by_one(review: Session, board: Board) -> None:
    def has_both(case: Case) -> bool:
        return any(all(r.record is not None for r in row.readings.values()) for row in differing(case, Aspect.ARGUMENT))

    draft = draft_of(review, case_where(board, CaseKind.EVENT, has_both))
    row = next(
        row
        for row in differing(draft.case, Aspect.ARGUMENT)
        if all(reading.record is not None for reading in row.readings.values())
    )
    draft.toggle(row.key, LEILA)
    assert isinstance(draft.choices()[row.key], Take)
    draft.toggle(row.key, MEHDI)
    assert isinstance(draft.choices()[row.key], Both)
    draft.toggle(row.key, LEILA)
    assert draft.standing(row).names == (MEHDI,)


def test_an_attribute_that_the_chosen_label_lacks_is_moot(review: Session, board: Board) -> None:
    case = case_where(board, CaseKind.ENTITY, lambda case: any(row.name == "mention_type" for row in case.rows))
    draft = draft_of(review, case)
    bare = next(label.name for label in review.scheme.labels_of("entity") if "mention_type" not in label.attributes)
    draft.edit("label", bare)
    row = next(row for row in case.rows if row.name == "mention_type")
    assert draft.standing(row).stand is Stand.MOOT
    assert row.key not in draft.choices()


def test_an_edit_stands_in_gold(review: Session, board: Board) -> None:
    draft = draft_of(review, two_spans(board))
    draft.take("span", LEILA)
    draft.edit("label", "ORG")
    assert isinstance(draft.choices()["label"], Edit)
    draft.decide(review)
    assert [mention.label for mention in again(review, draft.case).gold] == ["ORG"]


def test_choosing_anew_asks_only_for_what_they_do_not_agree_on(review: Session, board: Board) -> None:
    draft = draft_of(review, two_spans(board))
    draft.take("span", LEILA)
    draft.decide(review)
    shown = draft_of(review, again(review, draft.case))
    shown.clear(WHOLE)
    assert [row.aspect for row in shown.remaining] == [Aspect.SPAN]
    shown.take("span", MEHDI)
    shown.decide(review)
    assert [m.span for m in again(review, draft.case).gold] == [draft.case.mentions[MEHDI].span]


def reviewed(session: Session, document: DocumentId, fits: int = 0) -> CaseDraft:
    board = board_of(session.project, document, [LEILA])
    return CaseDraft(board.cases[fits], session.scheme)


def test_a_review_accepts_unless_something_is_said(review: Session, arabic: DocumentId) -> None:
    draft = reviewed(review, arabic)
    assert draft.is_review
    assert draft.remaining == []
    draft.decide(review)
    gold = review.project.contents(arabic, GOLD)
    assert [(m.span, m.label) for m in gold.mentions] == [(m.span, m.label) for m in draft.case.mentions.values()]


def test_a_review_corrects_one_row_and_keeps_the_others(review: Session, arabic: DocumentId) -> None:
    draft = reviewed(review, arabic)
    draft.edit("label", "ORG")
    draft.decide(review)
    (made,) = review.project.contents(arabic, GOLD).mentions
    assert made.label == "ORG"
    assert made.span == next(iter(draft.case.mentions.values())).span


def test_agreed_clusters_and_relations_are_written_without_a_choice(review: Session, board: Board) -> None:
    for kind in (CaseKind.RELATION, CaseKind.CLUSTER):
        draft = draft_of(review, case_where(board, kind, lambda case: case.agrees))
        assert draft.remaining == []
        assert list(draft.choices()) == [draft.case.rows[0].key]


def test_what_was_left_out_says_so_once_and_can_come_back_row_by_row(review: Session, board: Board) -> None:
    draft = draft_of(review, case_where(board, CaseKind.EVENT, lambda case: bool(differing(case, Aspect.LABEL))))
    draft.nothing(WHOLE, Verdict.NONE)
    draft.decide(review)
    shown = draft_of(review, again(review, draft.case))
    assert shown.case.state is State.DECIDED
    assert [shown.standing(row).stand for row in shown.case.rows[:3]] == [Stand.NOTHING, Stand.MOOT, Stand.MOOT]
    shown.take("span", LEILA)
    assert {row.aspect for row in shown.remaining} >= {Aspect.LABEL}
    for row in shown.remaining:
        shown.take(row.key, LEILA) if row.aspect is not Aspect.ARGUMENT else shown.nothing(row.key, Verdict.NONE)
    assert shown.remaining == []
    shown.decide(review)
    assert [mention.label for mention in again(review, draft.case).gold] == [draft.case.mentions[LEILA].label]


# -- what nobody has said


UNSAID = "tense"
"""An attribute of events that nobody gives a value in `unsaid`."""


@pytest.fixture
def unsaid(review: Session, board: Board) -> CaseDraft:
    """An event on whose label, arguments and attributes all agree, one of which nobody has said."""

    def is_agreed(case: Case) -> bool:
        return case.agrees and len(case.mentions) == 2 and case.row(f"attribute:{UNSAID}") is not None

    case = case_where(board, CaseKind.EVENT, is_agreed)
    for name, mention in case.mentions.items():
        review.annotator = name
        review.set_attribute([mention.id], UNSAID, None)
    review.annotator = RANA
    return draft_of(review, again(review, case))


def _link(row: Row) -> Link | None:
    said = [reading.said for reading in row.readings.values()]
    return next((link for link in said if isinstance(link, Link)), None)


def test_an_argument_and_an_attribute_are_added(review: Session, board: Board, unsaid: CaseDraft) -> None:
    roles, (tense,) = unsaid.addable()
    value = tense.choices[-1].value
    filling = {key for row in unsaid.rows for said in [_link(row)] if said is not None for key in said.ends}
    free = (case for case in board.cases if case.kind is CaseKind.ENTITY and case.agrees and case.key not in filling)
    filler = next(free)
    role = next(r for r in roles if review.scheme.may_fill(unsaid.label, r.name, filler.mentions[LEILA].label))
    argument, attribute = unsaid.new_row(Aspect.ARGUMENT, role.name), unsaid.new_row(Aspect.ATTRIBUTE, tense.name)
    unsaid.add(argument, Link(role.name, (filler.key,)))
    unsaid.add(attribute, value)
    assert unsaid.addable() == (roles, ())
    assert unsaid.rows == (*unsaid.case.rows, argument, attribute)
    assert {unsaid.standing(row).stand for row in unsaid.rows[-2:]} == {Stand.EDITED}
    assert unsaid.remaining == []
    unsaid.set_reason(argument.key, "guideline")
    unsaid.decide(review)
    after = again(review, unsaid.case)
    assert after.state is State.DECIDED
    assert after.gold[0].attributes[UNSAID] == value
    found = [row for row in after.rows if row.decision is not None and row.decision.verdict is Verdict.EDITED]
    reasons = {row.name: row.decision.reason for row in found if row.decision is not None}
    assert reasons == {UNSAID: "", role.name: "guideline"}
    assert draft_of(review, after).remaining == []


def test_what_was_added_is_taken_away_again(unsaid: CaseDraft) -> None:
    key = f"attribute:{UNSAID}"
    take_away: list[Callable[[], object]] = [
        partial(unsaid.clear, key),
        partial(unsaid.nothing, key, Verdict.NONE),
        partial(unsaid.take, key, LEILA),
        partial(unsaid.edit, key, None),
        partial(unsaid.clear, WHOLE),
        partial(unsaid.nothing, WHOLE, Verdict.NONE),
    ]
    for act in take_away:
        unsaid.add(unsaid.new_row(Aspect.ATTRIBUTE, UNSAID), "past")
        assert unsaid.find(key) is not None
        act()
        assert unsaid.rows == unsaid.case.rows
    unsaid.add(unsaid.new_row(Aspect.ATTRIBUTE, UNSAID), None)
    assert unsaid.rows == unsaid.case.rows


def test_all_of_one_annotator_leaves_what_was_added(unsaid: CaseDraft) -> None:
    unsaid.add(unsaid.new_row(Aspect.ATTRIBUTE, UNSAID), "past")
    unsaid.take(WHOLE, LEILA)
    assert set(unsaid.choices()) == {row.key for row in unsaid.rows}
    unsaid.clear(f"attribute:{UNSAID}")
    unsaid.take(WHOLE, LEILA)
    assert unsaid.standing(unsaid.case.rows[0]).names[0] == LEILA


def test_relations_and_clusters_have_nothing_to_add(review: Session, board: Board) -> None:
    for kind in (CaseKind.RELATION, CaseKind.CLUSTER):
        assert draft_of(review, case_where(board, kind, lambda case: True)).addable() == ((), ())
