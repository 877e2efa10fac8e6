"""What is chosen of a case before it is written, and what is written then."""

from annotator.gui.adjudicate.draft import WHOLE, CaseDraft, Stand
from annotator.model.annotation import GOLD
from annotator.model.decision import Aspect, Verdict
from annotator.model.ids import DocumentId
from annotator.services.adjudication_board import Board, board_of
from annotator.services.adjudication_cases import Case, CaseKind, State
from annotator.services.adjudication_choices import Both, Edit, Nothing, Take, Why
from annotator.services.session import Session
from tests.gui.adjudicate.conftest import LEILA, MEHDI, case_where, differing, draft_of, two_spans


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
