"""Blind mode in the window: nothing tells what others made of a document until one is done with it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu

from annotator.gui.blinding import why_hidden
from annotator.gui.comments.page import CommentsPage
from annotator.gui.comments.thread_list import ThreadList
from annotator.gui.modes import Mode
from annotator.gui.panels.inspector_history import HistoryRow
from annotator.model.annotation import Status
from annotator.model.change import Act
from annotator.model.ids import AnnotatorName
from annotator.model.span import Span
from annotator.services.blindness import Blindness
from annotator.services.comments import listing as comment_list
from annotator.services.comments import writing as comments
from annotator.services.comments.writing import on_document, on_mention
from annotator.services.session import Session
from tests.copies import copy

CTRL = Qt.KeyboardModifier.ControlModifier
K = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def blind(hand):
    """Leila's project, in which omar has labelled the first two documents, is blind."""
    session = hand.window.projects.session
    first, second, *_rest = session.project.document_ids()
    session.annotator = AnnotatorName("omar")
    session.add_mention(first, Span.of(0, 12), "TITLE")
    session.add_mention(second, Span.of(0, 12), "TITLE")
    session.annotator = AnnotatorName("leila")
    hand.window.commands.run("blind")
    return hand


def session_of(hand):
    return hand.window.projects.session


def people(hand):
    return [action.text() for action in hand.window.findChild(QMenu, "annotator_menu").actions() if action.data()]


def everything_said(hand):
    return "\n".join(label.text() for label in hand.window.findChildren(QLabel) if label.isVisible())


def test_it_is_turned_on_by_the_menu_and_off_by_undo(hand):
    action = hand.window.actions_table.action("blind")
    action.trigger()
    assert hand.said == "Blind mode is on: others' labels show once you are done with a document"
    assert Blindness.of(session_of(hand)).is_on
    hand.qtbot.waitUntil(action.isChecked)
    hand.undo()
    assert hand.said == "Undone: turn blind mode on or off"
    hand.qtbot.waitUntil(lambda: not action.isChecked())
    action.trigger()
    action.trigger()
    assert hand.said == "Blind mode is off: everyone's labels can be seen"
    assert not Blindness.of(session_of(hand)).is_on


def test_the_menu_of_names_keeps_only_oneself(blind):
    assert people(blind) == ["leila"]
    blind.window.commands.run("blind")
    assert people(blind) == ["leila", "omar"]
    assert "blind" in why_hidden().lower()


def test_history_tells_of_others_only_when_done(blind):
    session = session_of(blind)
    first = blind.window.reading.document.id
    mention = session.add_mention(first, Span.of(0, 4), "PERSON")
    act = Act("scheme.label.rename", AnnotatorName("omar"))
    session.apply([act.change(mention, replace(mention, note="x"))])
    blind.window.reading.select(mention.id)
    blind.qtbot.waitUntil(lambda: _told(blind) == ["leila made this entity"])
    blind.window.commands.run("mark_done")
    blind.qtbot.waitUntil(lambda: _told(blind) == ["omar wrote a note", "leila made this entity"])


def _told(hand):
    """The history, newest first, without the times."""
    rows = [row.accessibleName() for row in hand.window.findChildren(HistoryRow) if row.isVisible()]
    return [row.rpartition(",")[0] for row in rows]


def test_the_export_card_offers_only_ones_own(blind):
    blind.press(K.Key_E, CTRL)
    assert blind.child("export_blind").isVisible()
    assert blind.child("export_dialog").choice().annotators == ("leila",)
    assert not blind.child("export_annotator_omar").isVisible()
    blind.press(K.Key_Escape)
    blind.window.commands.run("blind")
    blind.press(K.Key_E, CTRL)
    assert blind.child("export_annotator_omar").isVisible()
    assert not blind.child("export_blind").isVisible()


def test_emptying_the_bin_says_that_others_lose_and_not_what(blind):
    session = session_of(blind)
    session.bin([next(iter(session.project.document_ids()))])
    blind.window.commands.run("empty_bin")
    assert blind.child("delete_others").isVisible()
    assert "omar" not in everything_said(blind)
    assert blind.child("delete_loss").text() == "Blind mode is on: what others labelled there is not told."


def test_a_merge_is_not_counted_nor_shown_by_its_undo(blind):
    path = session_of(blind).path
    theirs = copy(path, "theirs.annotator")
    with Session.open(theirs, "zed") as zed:
        third = list(zed.project.document_ids())[2]
        zed.add_mention(third, Span.of(0, 5), "ORG")
        zed.set_status([third], Status.DONE)
    blind.drop(theirs)
    blind.qtbot.waitUntil(lambda: "new in 1 document" in everything_said(blind), timeout=20_000)
    blind.qtbot.waitUntil(blind.child("merge_go").isEnabled)
    assert "What comes is not told in blind mode" in blind.child("merge_state").text()
    assert not [line for line in everything_said(blind).splitlines() if "mention" in line.lower() and "new" in line]
    blind.press(K.Key_Return)
    blind.settle()
    assert blind.said == "Merged the work of zed"
    shown = blind.window.reading.document
    blind.undo()
    assert blind.said == "Undone: merge"
    assert blind.window.reading.document == shown


def test_agreement_leaves_out_what_one_is_not_done_with(blind):
    session = session_of(blind)
    first, second, *_rest = session.project.document_ids()
    for document in (first, second):
        session.add_mention(document, Span.of(0, 12), "TITLE")
    blind.window.commands.run("mode_agreement")
    nothing = blind.child("agreement_nothing")
    blind.qtbot.waitUntil(lambda: why_hidden() in nothing.text(), timeout=20_000)
    page = blind.child("agreement_page")
    session.set_status([first], Status.DONE)
    blind.qtbot.waitUntil(lambda: page._findings is not None and not nothing.isVisible(), timeout=20_000)
    blind.settle()
    assert page._findings.documents() == 1
    session.set_status([second], Status.DONE)
    blind.qtbot.waitUntil(lambda: page._findings is not None and page._findings.documents() == 2, timeout=20_000)
    session.set_status([first, second], Status.STARTED)
    blind.qtbot.waitUntil(lambda: why_hidden() in nothing.text() and nothing.isVisible(), timeout=20_000)
    blind.settle()
    blind.window.commands.run("blind")
    page.count_again()
    blind.qtbot.waitUntil(lambda: page._findings is not None and page._findings.documents() == 2, timeout=20_000)
    blind.settle()


def test_a_report_on_agreement_is_blind_too(blind, tmp_path, monkeypatch):
    session = session_of(blind)
    first, *_rest = session.project.document_ids()
    session.add_mention(first, Span.of(0, 12), "TITLE")
    out = tmp_path / "out.html"
    monkeypatch.setattr(blind.window.review_pages.agreement_reporting, "choose_file", lambda _path: str(out))
    blind.window.commands.run("agreement_report")
    blind.settle()
    assert not out.exists()
    assert "nothing to compare" in blind.said


@pytest.fixture
def discussed(blind):
    """Omar has commented on leila's mention, on its document, and on the second one; leila on the first."""
    session = session_of(blind)
    first, second, *_rest = session.project.document_ids()
    mention = session.add_mention(first, Span.of(0, 4), "PERSON")
    comments.add(session, on_document(first), "Mine")
    omar = Session(session.project, "omar")
    comments.add(omar, on_mention(mention), "@leila?", for_guideline=True)
    comments.add(omar, on_document(first, Span.of(6, 9)), "Theirs")
    comments.add(omar, on_document(second), "Elsewhere")
    blind.window.later.commenting.mode.listed = None  # omar works elsewhere; the window has not heard of him
    return blind


def _rows(threads):
    return sorted(one.thread.title for one in threads._model.rows)


def test_others_comments_show_once_one_is_done(discussed):
    window, session = discussed.window, session_of(discussed)
    first = window.reading.document.id
    window.commands.run("mode_comments")
    page = window.modes.page(Mode.COMMENTS)
    assert isinstance(page, CommentsPage)
    assert _rows(page.threads) == ["Mine"]
    assert discussed.child("facet_all").accessibleName() == "All, 1"
    assert discussed.child("facet_guideline").accessibleName() == "Guideline to fix, 0"
    assert discussed.child("guidelines_count").text() == ""
    assert "omar" not in everything_said(discussed)
    session.set_status([first], Status.DONE)
    discussed.qtbot.waitUntil(lambda: _rows(page.threads) == ["@leila?", "Mine", "Theirs"])
    assert discussed.child("guidelines_count").text() == "1"
    session.set_status([first], Status.STARTED)
    discussed.qtbot.waitUntil(lambda: _rows(page.threads) == ["Mine"])
    assert discussed.child("guidelines_count").text() == ""
    window.commands.run("blind")
    assert _rows(page.threads) == ["@leila?", "Elsewhere", "Mine", "Theirs"]
    discussed.undo()
    assert _rows(page.threads) == ["Mine"]


def test_the_text_and_what_stands_beside_it_tell_of_ones_own_comments(discussed):
    window, session = discussed.window, session_of(discussed)
    first = window.reading.document.id
    mention = session.layer(first).mentions[0]
    window.reading.select(mention.id)
    window.commands.run("show_comments")
    threads = discussed.child("document_threads")
    assert isinstance(threads, ThreadList)
    discussed.qtbot.waitUntil(lambda: _rows(threads) == ["Mine"])
    assert not discussed.view._remarks
    assert window.later.commenting.of_mention(mention.id) == []
    window.commands.run("mark_done")
    discussed.qtbot.waitUntil(lambda: _rows(threads) == ["@leila?", "Mine", "Theirs"])
    assert discussed.view._remarks
    assert len(window.later.commenting.of_mention(mention.id)) == 1
    session.set_status([first], Status.STARTED)
    discussed.qtbot.waitUntil(lambda: _rows(threads) == ["Mine"])
    assert not discussed.view._remarks


def test_news_that_are_hidden_are_not_announced(discussed):
    window, session = discussed.window, session_of(discussed)
    window.messages.clear()
    mode = window.later.commenting.mode
    mode._told = None
    mode.announce()
    assert discussed.said == ""
    session.set_status([window.reading.document.id], Status.DONE)
    window.notices.tell()
    mode._told = None
    mode.announce()
    assert discussed.said == "2 threads with something new, 1 names you"


def test_threads_that_are_being_read_are_read_again_when_blind_mode_turns(discussed, monkeypatch):
    monkeypatch.setattr(comment_list, "QUICK", 0)
    window, session = discussed.window, session_of(discussed)
    window.commands.run("mode_comments")
    page = window.modes.page(Mode.COMMENTS)
    window.commands.run("blind")  # before the job could bring what it has read
    assert _rows(page.threads) == []
    assert discussed.child("comments_nothing").text() == "Reading comments…"
    comments.add(session, on_document(window.reading.document.id), "Meanwhile")
    window.notices.tell()
    discussed.settle()
    discussed.qtbot.waitUntil(
        lambda: _rows(page.threads) == ["@leila?", "Elsewhere", "Meanwhile", "Mine", "Theirs"], timeout=20_000
    )


def test_nobody_else_is_offered_after_an_at(blind):
    blind.press(";")
    blind.type("@")
    offer = blind.child("name_offer")
    assert not offer.isVisible()
    blind.press(K.Key_Escape)
    blind.window.commands.run("blind")
    blind.press(";")
    blind.press(K.Key_Backspace)
    blind.type("@")
    assert offer.names == ("omar",)
    blind.press(K.Key_Return)
    assert blind.focus().toPlainText() == "@omar "
