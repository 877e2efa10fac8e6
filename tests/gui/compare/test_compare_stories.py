"""The mode Compare in the whole window: real keys on a real project of three layers."""

import sys
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from annotator.assets import resource
from annotator.formats.scheme_yaml import read_scheme_file
from annotator.gui.compare.corpus import MOST
from annotator.gui.compare.filters import EVERYWHERE, HERE
from annotator.gui.compare.page import ComparePage
from annotator.gui.compare.words import KINDS, Family
from annotator.gui.modes import Mode
from annotator.model.annotation import Kind, Status
from annotator.model.ids import AnnotatorName
from annotator.services.agreement.corpus import AgreementChoice, agreement
from annotator.services.blindness import set_blind
from annotator.services.comparison.comparing import Against
from annotator.services.comparison.corpus_comparison import compare_corpus
from annotator.services.comparison.disagreement import Difference, Wanted
from annotator.services.comparison.readings import place_of
from annotator.services.imports.importing import ImportOptions, import_into
from annotator.services.session import Session
from annotator.storage import Mode as Opening
from tests.gui.compare.conftest import BOTH, LEILA, MEHDI, SARA
from tests.gui.conftest import SHIFT, Hand

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def page_of(hand: Hand) -> Any:
    page = hand.window.modes.page(Mode.COMPARE)
    assert isinstance(page, ComparePage)
    return page


def session_of(hand: Hand) -> Session:
    session = hand.window.projects.session
    assert session is not None
    return session


def place(hand: Hand) -> str:
    """What the bar says about where one is."""
    label = hand.child("page_place")
    assert isinstance(label, QLabel)
    return label.text()


def text(hand: Hand, name: str) -> str:
    label = hand.child(name)
    assert isinstance(label, QLabel)
    return label.text().replace("\u2068", "").replace("\u2069", "")


def truth(hand: Hand, wanted: Wanted = Wanted(), annotators=BOTH, against=Against.FIRST):  # noqa: B008  frozen
    return list(compare_corpus(session_of(hand).path, annotators, wanted, against=against))


def show(hand: Hand, number: int) -> Any:
    """Show a document by its place in the list."""
    page = page_of(hand)
    page.documents.document_chosen.emit(page.documents.model.listed()[number].document)
    return page


# -- going through them


def test_the_mode_opens_by_key_and_knows_where_one_is(comparing):
    comparing.press(K.Key_1, ALT)
    comparing.press(K.Key_2, ALT)
    page = page_of(comparing)
    assert comparing.window.modes.current is Mode.COMPARE
    assert page.disagreements.view.hasFocus()
    count = len(truth(comparing)[0].disagreements)
    assert place(comparing) == f"Disagreement 1 of {count} · document 1 of 5"
    assert text(comparing, "disagreements_count") == str(count)
    assert page.article._chosen == page.disagreements.view.current.found


def test_j_and_k_walk_in_the_list_and_in_the_article(comparing):
    page = show(comparing, 1)
    count = page.disagreements.view.rows.count
    for _ in range(3):
        comparing.press("j")
    assert place(comparing) == f"Disagreement 4 of {count} · document 2 of 5"
    assert page.article._chosen == page.disagreements.view.current.found
    comparing.press(K.Key_Up)
    comparing.press("k")
    assert place(comparing) == f"Disagreement 2 of {count} · document 2 of 5"
    page.article.setFocus()
    comparing.press("j")
    assert place(comparing) == f"Disagreement 3 of {count} · document 2 of 5"


def test_over_the_end_of_a_document_comes_the_next_and_back(comparing):
    page = show(comparing, 0)
    counts = [len(c.disagreements) for c in truth(comparing)]
    page.disagreements.view.go_to_end(-1)
    comparing.press("j")
    assert place(comparing) == f"Disagreement 1 of {counts[1]} · document 2 of 5"
    comparing.press("k")
    assert place(comparing) == f"Disagreement {counts[0]} of {counts[0]} · document 1 of 5"
    page.disagreements.view.go_to_end(1)
    comparing.press("k")
    assert page.desk.place() == f"Disagreement 1 of {counts[0]} · document 1 of 5"


def test_all_wanted_disagreements_of_the_corpus_are_walked_once(comparing):
    page = show(comparing, 0)
    wanted = Wanted(kinds=KINDS[Family.LABEL])
    page.desk.want(wanted)
    expected = [d for c in truth(comparing, wanted) for d in c.disagreements]
    page.disagreements.view.setFocus()
    seen = []
    for _ in expected:
        seen.append(page.disagreements.view.current.found)
        comparing.press("j")
    assert seen == expected
    assert page.disagreements.view.current.found == expected[-1]


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="numbers of the keys differ there")
def test_letters_work_by_the_place_of_the_key_on_an_arabic_keyboard(comparing):
    page = show(comparing, 1)
    # On an Arabic keyboard the key of J (evdev 36) gives this letter.
    event = QKeyEvent(QEvent.Type.KeyPress, 0x062A, Qt.KeyboardModifier.NoModifier, 36 + 8, 0, 0, "ت")
    QApplication.sendEvent(page.disagreements.view, event)
    assert place(comparing).startswith("Disagreement 2 of")


def test_enter_and_escape_open_and_close_the_card(comparing):
    show(comparing, 1)
    assert comparing.window.findChild(QWidget, "disagreement_card") is not None
    comparing.press(K.Key_Return)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert comparing.window.findChild(QWidget, "disagreement_card") is None
    comparing.press(K.Key_Return)
    assert comparing.window.findChild(QWidget, "disagreement_card") is not None
    comparing.press(K.Key_Escape)
    assert not page_of(comparing).disagreements.view.is_open


def test_letters_in_the_filter_are_letters(comparing):
    page = show(comparing, 1)
    before = place(comparing)
    comparing.press("f")
    comparing.type("jka")
    field = page.documents._field
    assert field.hasFocus()
    assert field.text() == "jka"
    assert page.header.shows_agreed
    assert place(comparing) == before
    comparing.press(K.Key_Escape)
    comparing.press(K.Key_Escape)
    assert page.documents.view.hasFocus()


def test_a_click_in_the_article_chooses_in_the_list(comparing):
    page = show(comparing, 1)
    found = page.desk.comparison.disagreements[5]
    page.article.disagreement_chosen.emit(found)
    assert page.disagreements.view.current.found == found
    page.disagreements.filters.wanted_changed.emit(Wanted(kinds=KINDS[Family.LABEL] - {found.kind}))
    page.article.disagreement_chosen.emit(found)
    assert page.article._chosen == found


def test_a_shows_and_hides_what_all_agree_on(comparing):
    page = show(comparing, 1)
    comparing.press("a")
    assert not page.header.shows_agreed
    comparing.press("a")
    assert page.header.shows_agreed


def test_o_opens_the_own_mention_in_the_text(comparing):
    page = show(comparing, 1)
    comparing.press("j")
    found = page.disagreements.view.current.found
    comparing.press("o")
    assert comparing.window.modes.current is Mode.LABEL
    assert comparing.window.reading.document.id == found.document
    assert comparing.view.selected() == place_of(found, 0).id


def test_o_shows_the_place_of_what_others_labelled(comparing):
    page = show(comparing, 1)
    page.disagreements.filters.wanted_changed.emit(Wanted(kinds=frozenset({Difference.EXTRA})))
    found = page.disagreements.view.current.found
    assert found.left is None
    page.disagreements.view.setFocus()
    comparing.press("o")
    assert comparing.window.reading.document.id == found.document
    assert comparing.view.selected() is None
    assert comparing.view.text_selection.span == found.right.span


def test_c_asks_for_a_comment_on_the_place(comparing):
    page = show(comparing, 1)
    found = page.disagreements.view.current.found
    comparing.press("c")
    assert comparing.window.modes.current is Mode.LABEL
    comparing.type("Clitic?")
    comparing.press(K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    session = session_of(comparing)
    made = session.layer(found.document).comments[-1]
    assert (made.text, made.subject) == ("Clitic?", found.left.id)


# -- filters


def test_a_filter_narrows_the_list_and_the_documents(comparing):
    page = show(comparing, 1)
    comparing.click(comparing.child("kind_label"))
    labels = [len(c.disagreements) for c in truth(comparing, Wanted(kinds=KINDS[Family.LABEL]))]
    assert page.disagreements.view.rows.count == labels[1]
    model = page.documents.model
    assert [model.tally.count(document) for document in model.listed()] == labels
    assert len(model.with_some()) == sum(map(bool, labels))
    page.disagreements.view.setFocus()
    for _ in range(labels[1]):
        comparing.press("j")
    assert page.disagreements.view.current.found.kind is Difference.LABEL
    assert page.desk.document == model.listed()[2].document


def test_all_documents_are_listed_and_walked_together(comparing):
    page = show(comparing, 0)
    page.disagreements.filters.scope_changed.emit(EVERYWHERE)
    comparing.settle()
    total = sum(len(c.disagreements) for c in truth(comparing))
    assert total < MOST
    comparing.qtbot.waitUntil(lambda: page.disagreements.view.rows.count == total)
    boundaries = sum(len(c.disagreements) for c in truth(comparing, Wanted(kinds=KINDS[Family.BOUNDARY])))
    page.disagreements.view.setFocus()
    page.disagreements.view.go_to_end(1)
    documents = set()
    for _ in range(boundaries):
        documents.add(page.desk.document)
        comparing.press("j")
    assert len(documents) == 5
    assert place(comparing).startswith(f"Disagreement {boundaries + 1} of {total} · document 1 of 5")
    assert page.article._chosen == page.disagreements.view.current.found


def test_nothing_left_by_a_filter_says_which_and_offers_to_clear_it(comparing):
    page = show(comparing, 1)
    page.desk.want(Wanted(labels=("MONEY",), kinds=KINDS[Family.CLUSTER], languages=("ar",)))
    assert text(comparing, "disagreements_nothing_words") == "Nothing is left by the filter: Clusters, MONEY."
    comparing.click(comparing.child("disagreements_nothing_action"))
    assert page.desk.wanted == Wanted()
    assert page.disagreements.view.rows.count == len(truth(comparing)[1].disagreements)


def test_languages_are_chosen_on_the_left(comparing):
    page = show(comparing, 1)
    page.documents._open_languages()
    menu = page.documents._menu
    next(action for action in menu.actions() if action.text().startswith("German")).trigger()
    menu.hide()
    assert [document.language for document in page.documents.model.listed()] == ["de"]
    page.disagreements.view.setFocus()
    page.disagreements.view.go_to_end(-1)
    comparing.press("j")
    assert page.desk.comparison.document.language == "de"


def test_exactly_the_disagreements_of_a_cell_are_shown(comparing):
    page = page_of(comparing)
    measured = agreement(session_of(comparing).path, AgreementChoice(BOTH))
    confusion = measured.whole((0, 1)).confusion()
    cells = [(cell, count) for cell, count in confusion.items() if cell[1] != cell[2] and count > 1]
    assert cells
    for (kind, left, right), count in cells[:4]:
        page.show_only(Wanted(meeting=measured.meeting((0, 1), kind, left, right)), BOTH)
        comparing.settle()
        comparing.qtbot.waitUntil(lambda count=count: page.disagreements.view.rows.count == count)
        assert text(comparing, "disagreements_count") == str(count)
        current = page.disagreements.view.current
        assert current is not None
        assert page.article._chosen == current.found
    assert page.disagreements.filters.scope == EVERYWHERE
    assert isinstance(kind, Kind)


@pytest.mark.parametrize("statuses", [(), (Status.DONE,)])
@pytest.mark.parametrize("structure", ["entity", "event", "role"])
def test_a_cell_of_the_mode_agreement_opens_its_disagreements(comparing, structure, statuses):
    session = session_of(comparing)
    session.set_status(list(session.project.document_ids())[1:3], Status.STARTED)
    comparing.press(K.Key_4, ALT)
    comparing.settle()
    comparing.window.modes.page(Mode.AGREEMENT)._choose_statuses(statuses)
    measured = agreement(session.path, AgreementChoice(BOTH, statuses=statuses)).whole((0, 1))
    if structure == "role":
        cells = dict(measured.role_confusion())
    else:
        cells = {(one, other): n for (kind, one, other), n in measured.confusion().items() if kind == structure}
    (left, right), count = max((cell for cell in cells.items() if cell[0][0] != cell[0][1]), key=lambda cell: cell[1])
    page = comparing.window.modes.page(Mode.AGREEMENT)
    page.disagreements_requested.emit(BOTH, structure, left or None, right or None)
    comparing.settle()
    assert comparing.window.modes.current is Mode.COMPARE
    comparing.qtbot.waitUntil(lambda: page_of(comparing).disagreements.view.rows.count == count)
    assert text(comparing, "disagreements_count") == str(count)


def test_documents_that_are_not_twice_done_come_back(comparing):
    session, page = session_of(comparing), page_of(comparing)
    session.set_status(list(session.project.document_ids())[1:], Status.STARTED)
    comparing.settle()
    page.desk.want(Wanted(statuses=(Status.DONE,)))
    assert page.documents.model.rowCount() == 1
    page.documents._show_all()
    assert page.documents.model.rowCount() == 5
    assert page.desk.wanted == Wanted()


def test_the_disagreements_of_one_document_are_shown(comparing):
    page = page_of(comparing)
    third = page.documents.model.listed()[2].document
    page.show_only(Wanted(kinds=KINDS[Family.ARGUMENT]), (MEHDI, LEILA), [third])
    comparing.settle()
    comparing.qtbot.waitUntil(lambda: not page._corpus.is_counting)
    assert page.desk.document == third
    assert page.disagreements.filters.scope == HERE
    expected = truth(comparing, Wanted(kinds=KINDS[Family.ARGUMENT]), (MEHDI, LEILA))[2]
    assert page.disagreements.view.rows.count == len(expected.disagreements)


def test_nobody_is_compared_with_herself(comparing):
    page = page_of(comparing)
    before = place(comparing)
    page.show_only(Wanted(), (LEILA, LEILA))
    assert comparing.said == "A layer compared with itself differs in nothing; choose two annotators."
    assert place(comparing) == before


def test_three_are_compared_each_with_each(comparing):
    page = show(comparing, 1)
    page.header.people_chosen.emit((LEILA, MEHDI, SARA), Against.ALL)
    comparing.settle()
    comparing.qtbot.waitUntil(lambda: not page._corpus.is_counting)
    assert page.desk.document == truth(comparing)[1].document.id
    expected = truth(comparing, annotators=(LEILA, MEHDI, SARA), against=Against.ALL)
    assert page.disagreements.view.rows.count == len(expected[1].disagreements)
    assert page.header.shown == {LEILA, MEHDI, SARA}
    page.desk.want(Wanted(annotators=(SARA,)))
    assert all(SARA in page.disagreements.view.rows.listed_at(i).found.annotators for i in rows(page))
    page.header.people_chosen.emit(BOTH, Against.FIRST)
    assert page.desk.wanted == Wanted()


def rows(page):
    model = page.disagreements.view.rows
    indexes = [model.index(row) for row in range(model.rowCount())]
    return [index for index in indexes if model.listed_at(index) is not None]


# -- edits


def test_undo_keeps_the_mode_and_its_words(comparing):
    comparing.press(K.Key_1, ALT)
    session = session_of(comparing)
    document = comparing.window.reading.document.id
    mentions = session.layer(document).mentions
    session.delete([mention.id for mention in mentions[:5]])
    comparing.press(K.Key_2, ALT)
    page = page_of(comparing)
    fewer = page.disagreements.view.rows.count
    assert fewer == len(next(c for c in truth(comparing) if c.document.id == document).disagreements)
    comparing.press("j")
    comparing.undo()
    comparing.qtbot.waitUntil(lambda: page.disagreements.view.rows.count != fewer)
    assert comparing.window.modes.current is Mode.COMPARE
    assert comparing.said.startswith("Undone: delete mention")
    assert page.disagreements.view.rows.count == len(truth(comparing)[0].disagreements)
    comparing.press(K.Key_Z, Qt.KeyboardModifier.ControlModifier | SHIFT)
    comparing.qtbot.waitUntil(lambda: page.disagreements.view.rows.count == fewer)
    comparing.press("j")
    assert comparing.said == ""


def test_undo_of_another_document_s_act_goes_there(comparing):
    page = show(comparing, 3)
    session = session_of(comparing)
    first = page.documents.model.listed()[0].document
    session.delete([session.layer(first).mentions[0].id])
    page.disagreements.view.setFocus()
    comparing.undo()
    comparing.qtbot.waitUntil(lambda: page.desk.document == first)
    assert comparing.window.modes.current is Mode.COMPARE


def test_an_edit_in_a_list_of_all_replaces_what_was_listed(comparing):
    page = show(comparing, 0)
    page.disagreements.filters.scope_changed.emit(EVERYWHERE)
    comparing.settle()
    session = session_of(comparing)
    second = page.documents.model.listed()[1].document
    session.delete([mention.id for mention in session.layer(second).mentions])
    expected = truth(comparing)
    total = sum(len(c.disagreements) for c in expected)
    comparing.qtbot.waitUntil(lambda: page.disagreements.view.rows.count == total)


def test_a_layer_that_is_not_done_is_told(comparing):
    page = show(comparing, 1)
    assert not page.header._note.isVisible()
    session_of(comparing).set_status([page.desk.document], Status.STARTED)
    comparing.qtbot.waitUntil(page.header._note.isVisible)
    assert "leila" in page.header._note.text()


# -- who can be compared


def test_one_person_alone_is_told_how_others_come_in(open_compare, sample_project, tmp_path):
    path = tmp_path / "alone.annotator"
    path.write_bytes(sample_project.read_bytes())
    hand = open_compare(path)
    assert text(hand, "compare_nothing_words").startswith("Nobody has labelled in this project yet.")
    hand.press(K.Key_1, ALT)
    session_of(hand).add_mention(hand.window.reading.document.id, hand.span(hand.text[:4]), "PERSON")
    hand.press(K.Key_2, ALT)
    assert text(hand, "compare_nothing_words").startswith("Only leila has labelled in this project.")
    assert place(hand) == ""
    assert hand.child("compare_nothing_action").isHidden() is not hand.window.actions_table.has("merge")


def test_work_that_comes_in_is_compared(open_compare, three_layers, tmp_path):
    path = tmp_path / "new.annotator"
    with Session.new(path, read_scheme_file(resource("schemes", "news.yaml")), LEILA) as session:
        import_into(session, [resource("samples", "review-leila.jsonl")])
    hand = open_compare(path)
    assert hand.child("compare_nothing").isVisible()
    import_into(session_of(hand), [resource("samples", "review-mehdi.jsonl")], ImportOptions("leila"))
    hand.window.notices.tell()
    hand.settle()
    page = page_of(hand)
    hand.qtbot.waitUntil(lambda: page.documents.model.rowCount() == 5)
    counts = {c.document.id: len(c.disagreements) for c in truth(hand)}
    hand.qtbot.waitUntil(lambda: page.disagreements.view.rows.count == counts[page.desk.document])


def test_two_who_agree_in_everything(open_compare, tmp_path):
    path = tmp_path / "same.annotator"
    with Session.new(path, read_scheme_file(resource("schemes", "news.yaml")), LEILA) as session:
        for name in (LEILA, AnnotatorName("omar")):
            import_into(session, [resource("samples", "first-paragraphs.jsonl")], ImportOptions(name))
    hand = open_compare(path)
    assert text(hand, "disagreements_nothing_words") == "They agree in everything shown."
    model = page_of(hand).documents.model
    assert {model.count_words(document) for document in model.listed()} == {"all agreed"}
    assert page_of(hand).desk.comparison is not None
    hand.press("j")
    assert place(hand) == ""


def test_a_project_that_is_only_read(open_compare, review_path):
    with Session.open(review_path, SARA):
        hand = open_compare(review_path)
        session = session_of(hand)
        assert session.project.mode is Opening.READ
        hand.press("j")
        assert place(hand).startswith("Disagreement 2 of")


def test_blind_mode_hides_documents_until_one_is_done(comparing):
    page = show(comparing, 1)
    session = session_of(comparing)
    first, second = (document.document for document in page.documents.model.listed()[:2])
    session.set_status([d.document for d in page.documents.model.listed()], Status.STARTED)
    set_blind(session, is_on=True)
    comparing.settle()
    assert comparing.child("compare_nothing").isVisible()
    assert text(comparing, "compare_nothing_words").startswith("Blind mode is on")
    session.set_status([first], Status.DONE)
    comparing.settle()
    comparing.qtbot.waitUntil(lambda: [d.document for d in page.documents.model.listed()] == [first])
    comparing.qtbot.waitUntil(lambda: page.desk.document == first)
    page.show_place(second, None)
    assert page.desk.document == first
    set_blind(session, is_on=False)
    comparing.settle()
    comparing.qtbot.waitUntil(lambda: page.documents.model.rowCount() == 5)


def test_the_document_and_mention_at_hand_are_shown(comparing):
    page = page_of(comparing)
    third = page.documents.model.listed()[2].document
    label = next(d for d in truth(comparing)[2].disagreements if d.kind is Difference.LABEL and d.left is not None)
    comparing.window.go_to(third, label.left.id)
    comparing.press(K.Key_2, ALT)
    assert page.desk.document == third
    assert label.left in (page.disagreements.view.current.found.left, page.disagreements.view.current.found.right)


# -- layout


def test_a_small_window_has_a_rail_and_nothing_is_cut_off(open_compare, review_path):
    hand = open_compare(review_path, size=(1024, 700))
    page = page_of(hand)
    assert page.documents.is_rail
    assert len(page.hints().keys) == 3
    assert page.disagreements.view.horizontalScrollBar().maximum() == 0
    assert page.article.width() > 600
    hand.press("f")
    assert not page.documents.is_rail
    assert page.documents._field.hasFocus()
    hand.press(K.Key_Down)
    hand.press(K.Key_Return)
    assert page.documents.is_rail
    assert page.disagreements.view.hasFocus()
    hand.window.resize(1440, 900)
    hand.qtbot.waitUntil(lambda: len(page.hints().keys) == 6)
    assert not page.documents.is_rail
