"""Rana decides by key, takes back, is asked again, reviews one annotator; Leila hears of it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from annotator.gui.adjudicate.begin_card import BeginCard
from annotator.gui.adjudicate.draft import Stand
from annotator.gui.adjudicate.outcome_card import OutcomeCard
from annotator.gui.adjudicate.queue_model import Wanted
from annotator.gui.modes import Mode
from annotator.model.annotation import GOLD
from annotator.model.decision import Aspect, Verdict
from annotator.model.ids import MentionId
from annotator.model.span import Span
from annotator.services.adjudication.board import board_of
from annotator.services.adjudication.cases import Case, CaseKind, Link, State
from annotator.services.adjudication.gold_rules import Rule
from annotator.services.adjudication.gold_start import Start, start_gold
from annotator.services.adjudication.reasons import DEFAULT, reasons
from annotator.services.comments.listing import About, discussions_of
from annotator.services.comparison.comparing import compare
from annotator.services.opening import new_project
from tests.gui.adjudicate.conftest import (
    ARABIC,
    LEILA,
    MEHDI,
    RANA,
    Judge,
    case_where,
    differing,
    titled,
    two_spans,
)
from tests.gui.conftest import MakeWindow

K = Qt.Key
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def decided(judge: Judge, case: Case) -> Case:
    """The case as it is in the project now."""
    return board_of(judge.session.project, case.document, case.annotators).case(case.key)


def verdict(case: Case, row: str) -> tuple[Verdict, str, str]:
    found = case.row(row)
    assert found is not None
    assert found.decision is not None
    return found.decision.verdict, found.decision.reason, found.decision.comment


def begin(judge: Judge) -> None:
    """Begin gold by what all say, without the card."""
    start_gold(judge.session, Start())
    judge.settle()
    QApplication.processEvents()


# -- deciding


def test_one_key_a_row_a_reason_and_enter(judge: Judge) -> None:
    case = two_spans(judge.board)
    judge.open_case(case)
    judge.press("1")
    assert judge.draft.standing(judge.case.rows[0]).names == (LEILA,)
    judge.press("R")
    judge.press("3")
    assert judge.page.card.table.hasFocus()
    judge.press("C")
    judge.type("clitic")
    judge.press(K.Key_Return)
    judge.press(K.Key_Return)
    after = decided(judge, case)
    assert after.state is State.DECIDED
    assert verdict(after, "span") == (Verdict.TAKEN, DEFAULT[2], "clitic")
    assert judge.said == "Decided ‘زوجته’"
    assert judge.case.key != case.key


def test_undo_shows_the_case_again(judge: Judge) -> None:
    case = two_spans(judge.board)
    judge.open_case(case)
    judge.press("2")
    judge.press(K.Key_Return)
    judge.undo()
    assert judge.window.modes.current is Mode.ADJUDICATE
    assert judge.case.key == case.key
    assert judge.draft.remaining
    assert decided(judge, case).state is State.OPEN
    assert "Undone" in judge.said


def test_nothing_is_written_before_every_row_is_chosen(judge: Judge) -> None:
    case = two_spans(judge.board)
    judge.open_case(case)
    judge.press(K.Key_Return)
    assert judge.said == "One row to choose."
    assert judge.case.key == case.key
    assert not judge.session.project.contents(case.document, GOLD).mentions


def test_three_is_both_with_two_annotators(judge: Judge) -> None:
    case = two_spans(judge.board)
    judge.open_case(case)
    judge.press("3")
    judge.press(K.Key_Return)
    assert len(decided(judge, case).gold) == 2


def test_none_and_all_wrong(judge: Judge) -> None:
    for key, expected in (("N", Verdict.NONE), ("W", Verdict.WRONG)):
        case = case_where(judge.board, CaseKind.ENTITY, lambda case: not case.agrees and case.state is State.OPEN)
        judge.open_case(case)
        judge.press(key)
        judge.press(K.Key_Return)
        assert verdict(decided(judge, case), "span")[0] is expected


def test_shift_and_a_digit_takes_all_of_an_annotator(judge: Judge) -> None:
    begin(judge)
    judge.open_article(ARABIC)
    case = case_where(judge.board, CaseKind.EVENT, lambda case: len(differing(case, Aspect.ARGUMENT)) > 1)
    judge.open_case(case)
    judge.press_shifted_one()
    assert not judge.draft.remaining
    judge.press(K.Key_Return)
    row = differing(decided(judge, case), Aspect.LABEL) or [decided(judge, case).rows[1]]
    assert row[0].gold[0].said == case.mentions[LEILA].label


def test_arrows_and_space_take_a_cell_and_back_returns(judge: Judge) -> None:
    case = two_spans(judge.board)
    judge.open_case(case)
    judge.press(K.Key_Right)
    judge.press(K.Key_Space)
    assert judge.draft.standing(judge.case.rows[0]).names == (MEHDI,)
    judge.press(K.Key_Return)
    judge.press(K.Key_Backspace)
    assert judge.case.key == case.key
    assert judge.draft.standing(judge.case.rows[0]).names == (MEHDI,)


def test_j_and_k_walk_without_writing(judge: Judge) -> None:
    keys = judge.page.queue.model.listed()
    judge.page.show_case(keys[0])
    judge.press("J")
    judge.press("J")
    assert judge.case.key == keys[2]
    judge.press("K")
    assert judge.case.key == keys[1]
    assert not judge.session.project.contents(judge.case.document, GOLD).mentions
    judge.page.show_case(keys[-1])
    judge.press("J")
    assert judge.case.key not in keys


# -- editing


def test_a_span_is_edited_in_the_text(judge: Judge) -> None:
    case = two_spans(judge.board)
    judge.open_case(case)
    judge.press("E")
    judge.press(K.Key_Left, ALT)
    judge.press(K.Key_Return)
    first = case.mentions[LEILA].span
    expected = Span.of(first.start, first.end + 1)
    assert judge.draft.standing(judge.case.rows[0]).says[0].said == expected
    judge.press(K.Key_Return)
    after = decided(judge, case)
    assert [mention.span for mention in after.gold] == [expected]
    assert verdict(after, "span")[0] is Verdict.EDITED


def test_escape_leaves_the_span_as_it_was(judge: Judge) -> None:
    judge.open_case(two_spans(judge.board))
    judge.press("E")
    judge.press(K.Key_Escape)
    assert judge.draft.standing(judge.case.rows[0]).stand is Stand.TO_CHOOSE
    assert judge.page.card.table.hasFocus()


def test_a_label_is_edited_by_its_key(judge: Judge) -> None:
    case = two_spans(judge.board)
    judge.open_case(case)
    judge.press("1")
    judge.press(K.Key_Down)
    judge.press("E")
    judge.press("O")
    judge.press(K.Key_Return)
    assert [mention.label for mention in decided(judge, case).gold] == ["ORG"]


def test_an_attribute_and_an_argument_are_edited(judge: Judge) -> None:
    begin(judge)
    judge.open_article(ARABIC)
    case = case_where(judge.board, CaseKind.EVENT, lambda case: bool(differing(case, Aspect.ARGUMENT)))
    judge.open_case(case)
    judge.page.card.table.go_to_row("attribute:polarity")
    judge.press("E")
    judge.press(K.Key_Down)
    judge.press(K.Key_Return)
    polarity = case.row("attribute:polarity")
    assert polarity is not None
    assert judge.draft.standing(polarity).stand is Stand.EDITED
    row = differing(case, Aspect.ARGUMENT)[0]
    judge.page.card.table.go_to_row(row.key)
    judge.press("E")
    judge.press(K.Key_Return)  # the first role
    judge.press(K.Key_Down)
    judge.press(K.Key_Return)  # the second filler
    said = judge.draft.standing(row).says[0].said
    assert isinstance(said, Link)
    links = [reading.said for reading in row.readings.values() if isinstance(reading.said, Link)]
    assert said.ends not in [link.ends for link in links]


@pytest.mark.parametrize("key", ["+", K.Key_Insert, K.Key_Down])
def test_an_argument_that_nobody_has_said_is_added(judge: Judge, key: K | str) -> None:
    case = case_where(judge.board, CaseKind.EVENT, lambda case: case.agrees and len(case.mentions) == 2)
    judge.open_case(case)
    if key is K.Key_Down:
        for _row in case.rows:
            judge.press(key)
        judge.press(K.Key_Return)
    else:
        judge.press(key)
    judge.press(K.Key_Return)  # the first role
    judge.press(K.Key_Down)
    judge.press(K.Key_Up)
    judge.press(K.Key_Return)  # the nearest filler
    row = judge.draft.rows[-1]
    assert judge.page.card.table.row == row.key
    assert judge.page.card.table.hasFocus()
    said = judge.draft.standing(row).says[0].said
    assert isinstance(said, Link)
    judge.press("R")
    judge.press("1")
    judge.press(K.Key_Return)
    (added,) = [row for row in decided(judge, case).rows if row.decision and row.decision.verdict is Verdict.EDITED]
    links = [reading.said for reading in added.gold if isinstance(reading.said, Link)]
    assert [(link.name, link.ends) for link in links] == [(said.name, said.ends)]
    assert added.decision is not None
    assert added.decision.reason == DEFAULT[0]


def test_escape_steps_back_from_the_filler_and_nothing_is_added(judge: Judge) -> None:
    judge.open_case(case_where(judge.board, CaseKind.EVENT, lambda case: case.agrees))
    judge.press("+")
    judge.press(K.Key_Return)
    picker = judge.child("case_picker")
    title = picker.accessibleDescription()
    judge.press(K.Key_Escape)
    assert picker.isVisible()
    assert picker.accessibleDescription() != title
    judge.press(K.Key_Escape)
    assert not picker.isVisible()
    assert judge.draft.rows == judge.case.rows
    judge.press("N")  # means nothing where no row is
    assert not judge.draft.is_touched


def test_clusters_are_edited(judge: Judge) -> None:
    start_gold(judge.session, Start(rule=Rule.ONE, believed=LEILA))
    judge.settle()
    judge.open_article(ARABIC)
    judge.page.queue.model.want(Wanted.DECIDED)
    case = case_where(judge.board, CaseKind.CLUSTER, lambda case: not case.agrees)
    judge.open_case(case)
    judge.press("E")
    judge.press("0")
    judge.press(K.Key_Return)
    judge.press(K.Key_Return)
    after = decided(judge, case)
    assert verdict(after, "cluster")[0] is Verdict.EDITED
    parts = after.rows[0].gold[0].said
    assert isinstance(parts, tuple)
    assert (case.members[0],) in parts


def test_a_disputed_filler_is_to_be_decided_first_and_is_shown(judge: Judge) -> None:
    def is_open(case: Case) -> bool:
        return any(row.why for row in differing(case, Aspect.ARGUMENT))

    begin(judge)
    judge.open_article(ARABIC)
    case = case_where(judge.board, CaseKind.EVENT, is_open)
    judge.open_case(case)
    having = next(row for row in differing(case, Aspect.ARGUMENT) if row.why)
    name = next(name for name, reading in having.readings.items() if reading.record is not None)
    judge.page.card.choose(lambda draft, row: draft.take(row, name), having.key)
    for row in list(judge.draft.remaining):
        judge.page.card.table.go_to_row(row.key)
        judge.press("N")
    judge.press(K.Key_Return)
    assert "Decide it first" in judge.said
    message = judge.window.messages.current
    assert message is not None
    assert message.action is not None
    message.action.run()
    assert judge.case.kind in (CaseKind.ENTITY, CaseKind.EVENT)
    assert judge.case.key != case.key


# -- the whole corpus


def test_gold_begins_by_key_and_one_undo_takes_it_back(judge: Judge) -> None:
    judge.window.commands.run("begin_gold")
    card = judge.child("begin_card")
    assert isinstance(card, BeginCard)
    assert card.primary is not None
    judge.qtbot.waitUntil(card.primary.isEnabled, timeout=60_000)
    judge.press(K.Key_Return)
    judge.settle()
    assert judge.said.startswith("Gold has ")
    assert judge.said.endswith(" mentions more")
    total = sum(found.decided for found in judge.page.queue.model.documents)
    assert total > 200
    judge.window.asking.undo_really()
    judge.settle()
    assert sum(found.decided for found in judge.page.queue.model.documents) == 0
    assert not any(judge.session.project.contents(id_, GOLD).mentions for id_ in judge.session.project.document_ids())


def test_a_dozen_cases_in_a_row(judge: Judge) -> None:
    begin(judge)
    judge.open_article(ARABIC)
    before = sum(found.decided for found in judge.page.queue.model.documents)
    seen = []
    for key in "121221121212":
        seen.append(judge.case.key)
        judge.choose_all(key)
        judge.press(K.Key_Return)
        assert decided(judge, board_of(judge.session.project, titled(judge.session, ARABIC)).case(seen[-1])).state is (
            State.DECIDED
        )
    assert len(set(seen)) == 12
    assert sum(found.decided for found in judge.page.queue.model.documents) >= before + 12


def test_when_nothing_is_left_it_says_so(judge: Judge) -> None:
    judge.page.look_at([LEILA])
    start_gold(judge.session, Start((LEILA,), Rule.ONE, LEILA, least=1))
    judge.settle()
    judge.page.show_case("")
    head = judge.child("adjudicate_head")
    assert isinstance(head, QLabel)
    assert head.text() == "All decided"


# -- reopening


def test_a_decision_reopens_when_a_layer_changes(judge: Judge, review_path: Path) -> None:
    case = two_spans(judge.board)
    judge.open_case(case)
    judge.press("1")
    judge.press(K.Key_Return)
    session = judge.session
    session.annotator = LEILA
    session.set_span(case.mentions[LEILA].id, case.mentions[MEHDI].span)
    session.annotator = RANA
    QApplication.processEvents()
    judge.open_case(decided(judge, case))
    assert judge.case.state is State.REOPENED
    (row,) = judge.page.card.table.rows()[:1]
    assert row.is_warning
    assert "leila" in row.note
    reopened = judge.child("queue_reopened")
    assert reopened.isVisible()
    judge.press("2")
    judge.press(K.Key_Return)
    assert decided(judge, case).state is State.DECIDED


def test_u_lets_a_decided_case_be_open_again(judge: Judge) -> None:
    case = two_spans(judge.board)
    judge.open_case(case)
    left = sum(found.left for found in judge.page.queue.model.documents)
    judge.press("U")
    assert judge.said == "This case is open."
    judge.press("1")
    judge.press(K.Key_Return)
    judge.press(K.Key_Backspace)
    judge.press("U")
    assert judge.said == "‘زوجته’ is open again"
    assert (judge.case.key, judge.case.state) == (case.key, State.OPEN)
    assert judge.draft.remaining
    assert judge.page.card.table.hasFocus()
    assert sum(found.left for found in judge.page.queue.model.documents) == left
    judge.undo()
    assert (judge.case.key, judge.case.state) == (case.key, State.DECIDED)


# -- one annotator


def review_leila(judge: Judge) -> None:
    judge.page.look_at([LEILA])
    judge.settle()
    judge.open_article(ARABIC)


def test_one_annotator_is_reviewed_without_a_second_one(judge: Judge) -> None:
    review_leila(judge)
    first = judge.case
    judge.press(K.Key_Return)  # accepted
    second = judge.case
    judge.press("N")
    judge.press("2")  # the reason that it is rejected for
    judge.press(K.Key_Return)
    third = judge.case
    judge.press(K.Key_Down)
    judge.press("E")
    judge.press("O")
    judge.press(K.Key_Return)
    assert decided(judge, first).gold[0].label == first.mentions[LEILA].label
    assert verdict(decided(judge, second), "span") == (Verdict.NONE, DEFAULT[1], "")
    assert decided(judge, third).gold[0].label == "ORG"
    assert len({first.key, second.key, third.key}) == 3


def test_the_annotator_hears_what_became_of_their_labels(
    judge: Judge, review_path: Path, make_window: MakeWindow
) -> None:
    review_leila(judge)
    judge.press(K.Key_Return)
    judge.press("N")
    judge.press("2")
    judge.press(K.Key_Return)
    judge.window.projects.work_as(LEILA)
    judge.settle()
    judge.window.commands.run("mode_label")
    judge.window.open_document(titled(judge.session, ARABIC))
    judge.qtbot.waitUntil(lambda: "reviewed" in judge.said)
    assert "1 rejected" in judge.said
    judge.window.commands.run("show_outcome")
    card = judge.child("outcome_card")
    assert isinstance(card, OutcomeCard)
    assert card.isVisible()
    judge.press(K.Key_Return)
    assert card.isHidden()
    assert judge.window.centre.view.selected() is not None
    judge.window.messages.clear()
    judge.window.open_document(titled(judge.session, "Vicepremier"))
    judge.window.open_document(titled(judge.session, ARABIC))
    QApplication.processEvents()
    assert judge.window.messages.current is None


# -- where one is


def test_a_disagreement_of_compare_opens_its_case(judge: Judge) -> None:
    left, right = judge.board.layout.material.layers
    document = judge.board.document
    found = compare(left, right, judge.session.scheme, judge.session.text(document))
    argument = next(one for one in found if one.kind.startswith("argument"))
    judge.window.commands.run("mode_label")
    judge.window.later.adjudicating.open_disagreement(argument)
    assert judge.window.modes.current is Mode.ADJUDICATE
    row = judge.case.row(judge.page.card.table.row)
    assert row is not None
    assert row.aspect is Aspect.ARGUMENT


def test_o_shows_the_place_for_labelling(judge: Judge) -> None:
    judge.open_case(two_spans(judge.board))
    judge.press("O")
    assert judge.window.modes.current is Mode.LABEL
    assert judge.window.reading.document is not None
    assert judge.text.startswith(ARABIC)


def test_keys_are_letters_in_the_comment(judge: Judge) -> None:
    judge.open_case(two_spans(judge.board))
    judge.press("C")
    judge.type("N1W")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "N1W"
    assert judge.draft.standing(judge.case.rows[0]).stand is Stand.TO_CHOOSE


def test_every_part_has_names(judge: Judge) -> None:
    judge.open_case(two_spans(judge.board))
    touchable = [w for w in judge.page.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    nameless = [w for w in touchable if w.isVisible() and not (w.objectName() and w.accessibleName())]
    assert nameless == []


def test_reasons_are_edited_from_the_page(judge: Judge) -> None:
    judge.window.later.adjudicating.set_reasons(["dialect", "slip"])
    QApplication.processEvents()
    assert reasons(judge.session) == ("dialect", "slip")
    judge.open_case(two_spans(judge.board))
    judge.press("1")
    judge.press("R")
    judge.press("1")
    assert judge.draft.why("span").reason == "dialect"
    judge.page.card.focus_table()
    judge.undo()
    assert reasons(judge.session) == DEFAULT


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700)])
def test_the_right_column_gives_way_in_a_narrow_window(judge: Judge, size: tuple[int, int]) -> None:
    judge.window.resize(*size)
    QApplication.processEvents()
    assert judge.page.aside.isVisible() == (size[0] > 1200)
    judge.open_case(two_spans(judge.board))
    judge.press("I")
    assert judge.page.aside.isVisible() == (size[0] < 1200)


def test_nothing_can_be_decided_in_a_project_to_read(make_window: MakeWindow, review_path: Path, qtbot: object) -> None:
    hand = make_window(annotator="")
    assert hand.window.projects.open(review_path)
    hand.settle()
    hand.window.overlays._made["who"].close_overlay()
    judge = Judge(hand.window, hand.qtbot)
    hand.window.commands.run("mode_adjudicate")
    judge.settle()
    judge.open_article(ARABIC)
    judge.open_case(two_spans(judge.board))
    judge.press("1")
    assert judge.draft.remaining
    state = judge.child("case_state")
    assert isinstance(state, QLabel)
    assert "looked at only" in state.text()


def test_nobodys_layers_say_how_they_come(make_window: MakeWindow, tmp_path: Path) -> None:
    path = tmp_path / "empty.annotator"
    with new_project(path, RANA):
        pass
    hand = make_window(annotator=RANA)
    assert hand.window.projects.open(path)
    hand.window.commands.run("mode_adjudicate")
    hand.settle()
    words = hand.child("adjudicate_words")
    assert isinstance(words, QLabel)
    assert "annotator merge" in words.text()


def test_blind_mode_hides_what_others_labelled(judge: Judge) -> None:
    judge.window.later.blinding.toggle()
    judge.settle()
    words = judge.child("adjudicate_words")
    assert isinstance(words, QLabel)
    assert words.isVisible()
    assert "Blind mode is on" in words.text()
    assert judge.page.queue.model.documents == ()
    judge.window.later.blinding.toggle()
    judge.settle()
    assert judge.page.case is not None


@pytest.mark.parametrize("kind", [CaseKind.ENTITY, CaseKind.RELATION, CaseKind.CLUSTER])
def test_a_thread_is_begun_on_the_case(judge: Judge, kind: CaseKind) -> None:
    case = case_where(judge.board, kind, lambda case: not case.agrees and not judge.page.desk.threads_of(case))
    judge.open_case(case)
    judge.press("C", SHIFT)
    card = judge.child("comment_card")
    assert card.isVisible()
    judge.type("Which of the two?")
    judge.press(K.Key_Return, CTRL)
    assert not card.isVisible()
    assert judge.page.card.table.hasFocus()
    (thread,) = judge.page.desk.threads_of(case)
    assert thread.topic.about is {CaseKind.RELATION: About.RELATION}.get(kind, About.ENTITY)
    threads = judge.page.aside.findChild(QWidget, "inspector_comments")
    assert isinstance(threads, QWidget)
    assert threads.isVisible()
    judge.undo()
    assert judge.page.desk.threads_of(case) == []
    assert judge.window.modes.current is Mode.ADJUDICATE


def test_a_thread_is_about_the_reading_of_the_current_column(judge: Judge) -> None:
    case = two_spans(judge.board)
    judge.open_case(case)
    judge.press(K.Key_Right)
    before = {one.id for one in judge.page.desk.threads_of(case)}
    judge.click(judge.child("aside_comment"))
    judge.type("The conjunction?")
    judge.press(K.Key_Return, CTRL)
    (new,) = [one for one in judge.page.desk.threads_of(case) if one.id not in before]
    assert new.topic.subject == case.mentions[MEHDI].id


def test_threads_about_the_readings_stand_beside_the_case(judge: Judge) -> None:
    session = judge.session
    with_threads = [
        (id_, one.topic.subject)
        for id_ in session.project.document_ids()
        for one in discussions_of(session, id_)
        if one.topic.about in (About.ENTITY, About.EVENT)
    ]
    document, mention = with_threads[0]
    board = board_of(session.project, document)
    judge.page.open_case(document, board.layout.keys[MentionId(mention)])
    shown = judge.page.aside.findChild(QWidget, "inspector_comments")
    assert isinstance(shown, QWidget)
    assert shown.isVisible()
    open_case = next(case for case in judge.board.cases if case.gold == () and case.key != judge.case.key)
    judge.open_case(open_case)
    assert shown.isVisible() == bool(judge.page.desk.threads_of(open_case))
