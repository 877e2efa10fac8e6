"""Others' work comes by menu or is dropped, is looked at, merged, and taken back: real files in a real window."""

import json
import shutil
import sqlite3
from contextlib import closing
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox

from annotator.gui.messages import MessageAction
from annotator.model.annotation import Annotator, Kind, Layer, Mention, Status
from annotator.model.change import Record, now
from annotator.model.ids import AnnotatorName, MentionId, new_id
from annotator.model.span import Span
from annotator.services.deleting import delete_for_good
from annotator.services.exports.bundling import bundle
from annotator.services.exports.exporting import ExportChoice, export
from annotator.services.session import Session
from annotator.storage import Mode, Project
from tests.conftest import damages
from tests.copies import act_count, comment, copy, state, write

CTRL = Qt.KeyboardModifier.ControlModifier
K = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def theirs(hand, tmp_path):
    """A copy in which omar has labelled two documents."""
    path = copy(hand.window.projects.session.path, "from omar.annotator")
    with Session.open(path, "omar") as omar:
        first, second, *_rest = omar.project.document_ids()
        for start in (0, 10, 20):
            omar.add_mention(first, Span.of(start, start + 5), "PERSON")
        omar.add_mention(second, Span.of(0, 5), "GPE")
        comment(omar, first, "Is that one?")
        omar.set_status([second], Status.DONE)
    return path


def session_of(hand):
    return hand.window.projects.session


def text_of(hand, name):
    return hand.child(name).text().replace("\u2068", "").replace("\u2069", "")


def looked(hand):
    """Wait until the card has looked through its file."""
    hand.qtbot.waitUntil(lambda: hand.child("merge_dialog").isVisible(), timeout=20_000)
    hand.qtbot.waitUntil(lambda: "Looking" not in text_of(hand, "merge_state"), timeout=20_000)
    QApplication.processEvents()


def drop(hand, *paths):
    hand.drop(*paths)
    looked(hand)


def lines_of(hand):
    """Everything that the card lists."""
    labels = hand.child("merge_preview").findChildren(QCheckBox)
    words = [box.text() + "\n" + box.accessibleDescription() for box in labels if box.isVisible()]
    plain = hand.child("merge_preview").findChildren(type(hand.child("merge_state")))
    words += [label.text() for label in plain if label.isVisible()]
    return "\n".join(words).replace("\u2068", "").replace("\u2069", "")


def tick(hand, name):
    """Tick a box, or take the tick away."""
    hand.child(name).setFocus()
    hand.press(K.Key_Space)


def merged(hand):
    """Press Enter, and wait until it is done."""
    hand.press(K.Key_Return)
    hand.settle()
    hand.qtbot.waitUntil(lambda: not hand.window.asking.why_no_undo)


def counts(hand, annotator="omar"):
    project = session_of(hand).project
    return [len(project.contents(document, annotator).mentions) for document in project.document_ids()]


def test_a_dropped_project_is_looked_at_and_merged_and_one_undo_takes_it_back(hand, theirs):
    path, shown = session_of(hand).path, hand.window.reading.document
    before = state(path)
    drop(hand, theirs)
    assert str(theirs) == hand.child("merge_file").text()
    assert "4 mentions, 1 comment" in text_of(hand, "merge_state")
    assert "new in 2 documents  ·  4 mentions, 1 comment" in lines_of(hand)
    assert session_of(hand).path == path
    assert state(path) == before
    merged(hand)
    assert hand.said == "Merged the work of omar  ·  4 mentions, 1 comment"
    assert counts(hand)[:2] == [3, 1]
    assert hand.labelled() == []
    assert hand.child("message_also").isVisible() == hand.window.actions_table.has("mode_compare")
    hand.undo()
    assert state(path) == before
    assert hand.said == "Undone: merge"
    assert hand.window.reading.document == shown
    hand.press(K.Key_Y, CTRL)
    assert counts(hand)[:2] == [3, 1]
    assert damages(path) == []


def test_later_work_follows_and_the_same_file_again_has_nothing(hand, theirs):
    drop(hand, theirs)
    merged(hand)
    with Session.open(theirs, "omar") as omar:
        first, second, *_rest = omar.project.document_ids()
        mentions = omar.layer(first).mentions
        omar.delete([mentions[0].id])
        omar.relabel([mentions[1].id], "ORG")
        omar.add_mention(second, Span.of(6, 9), "PERSON")
    drop(hand, theirs)
    assert "newer in 2 documents  ·  new: 1 mention  ·  changed: 1 mention  ·  removed: 1 mention" in lines_of(hand)
    merged(hand)
    assert counts(hand)[:2] == [2, 2]
    acts = act_count(session_of(hand).path)
    drop(hand, theirs)
    assert text_of(hand, "merge_state") == "Nothing to merge: all of this is here already."
    assert not hand.child("merge_go").isEnabled()
    hand.press(K.Key_Return)
    assert act_count(session_of(hand).path) == acts


def test_a_dropped_project_can_be_opened_instead(hand, theirs):
    drop(hand, theirs)
    hand.click(hand.child("merge_instead"))
    assert session_of(hand).path == theirs
    assert not hand.child("merge_dialog").isVisible()


def test_escape_leaves_everything_as_it_is(hand, theirs):
    before = state(session_of(hand).path)
    drop(hand, theirs)
    hand.press(K.Key_Escape)
    assert not hand.child("merge_dialog").isVisible()
    assert state(session_of(hand).path) == before
    assert hand.view.isAncestorOf(QApplication.focusWidget())


def test_by_the_menu_several_files_come_one_after_the_other(hand, theirs, monkeypatch, tmp_path):
    sent = tmp_path / "sent.annotator"
    with Session.open(theirs, "zed") as zed:
        first, *_rest = zed.project.document_ids()
        zed.add_mention(first, Span.of(0, 5), "ORG")
    bundle(theirs, sent, ExportChoice("bundle", ("zed",)))
    only = tmp_path / "omar.jsonl"
    export(theirs, only, ExportChoice(annotators=("omar",)))
    monkeypatch.setattr(hand.window.commands, "choose_sent", lambda _folder: [str(sent), str(only)])
    hand.press(K.Key_M, CTRL)
    looked(hand)
    assert "(1 of 2)" in hand.child("merge_title").text()
    assert not hand.child("merge_instead").isVisible()
    merged(hand)
    looked(hand)
    assert "(2 of 2)" in hand.child("merge_title").text()
    merged(hand)
    assert not hand.child("merge_dialog").isVisible()
    assert counts(hand)[:2] == [3, 1]
    assert counts(hand, "zed")[0] == 1


def lines_from(theirs, tmp_path, **choice):
    out = tmp_path / "sent.jsonl"
    export(theirs, out, ExportChoice(**choice))
    return out


def test_lines_with_others_layers_are_merged_not_imported(hand, theirs, tmp_path, monkeypatch):
    file = lines_from(theirs, tmp_path)
    drop(hand, file)
    assert "omar" in lines_of(hand)
    hand.press(K.Key_Escape)
    monkeypatch.setattr(hand.window.commands, "choose_files", lambda _folder: [str(file)])
    hand.press(K.Key_I, CTRL)
    looked(hand)
    documents = len(list(session_of(hand).project.document_ids()))
    merged(hand)
    assert counts(hand)[:2] == [3, 1]
    assert len(list(session_of(hand).project.document_ids())) == documents


def test_lines_can_be_imported_instead(hand, theirs, tmp_path):
    drop(hand, lines_from(theirs, tmp_path))
    hand.click(hand.child("merge_instead"))
    hand.settle()
    assert "Imported 4 mentions" in hand.said


def test_lines_of_texts_that_are_not_here_or_ones_own_are_imported(hand, theirs, tmp_path):
    file = lines_from(theirs, tmp_path, annotators=("omar",))
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    strange = tmp_path / "strange.jsonl"
    text = "Ann came."
    new = {**lines[1], "id": "", "title": "Strange", "text": text, "text_sha256": "", "entities": []}
    strange.write_text(json.dumps(new) + "\n", "utf-8")
    hand.drop(strange)
    hand.settle()
    hand.settle()
    assert "Imported one document" in hand.said
    mine = tmp_path / "mine.jsonl"
    with Session.open(theirs, "leila") as leila:
        third = list(leila.project.document_ids())[2]
        leila.add_mention(third, Span.of(0, 5), "PERSON")
    export(theirs, mine, ExportChoice(annotators=("leila",)))
    hand.drop(mine)
    hand.settle()
    hand.settle()
    assert "Imported 1 mentions" in hand.said
    assert hand.window.findChild(QCheckBox, "merge_documents") is None


def test_who_is_taken_is_chosen_also_the_own_layer(hand, theirs):
    with Session.open(theirs, "zed") as zed:
        first, *_rest = zed.project.document_ids()
        zed.add_mention(first, Span.of(0, 5), "ORG")
        zed.annotator = AnnotatorName("leila")
        zed.add_mention(first, Span.of(30, 35), "ORG")
    drop(hand, theirs)
    boxes = [box.objectName() for box in hand.child("merge_preview").findChildren(QCheckBox) if box.isVisible()]
    assert boxes == ["merge_person_omar", "merge_person_zed", "merge_person_leila"]
    assert "Your own layer of 1 document is new or later in the file." in lines_of(hand)
    assert not hand.child("merge_person_leila").isChecked()
    tick(hand, "merge_person_omar")
    looked(hand)
    tick(hand, "merge_person_leila")
    looked(hand)
    assert "2 mentions" in text_of(hand, "merge_state")
    hand.child("merge_go").setFocus()
    merged(hand)
    assert (counts(hand)[0], counts(hand, "zed")[0], counts(hand, "leila")[0]) == (0, 1, 1)
    assert [label for label, _text in hand.labelled()] == ["ORG"]


def test_with_nobody_chosen_nothing_is_merged(hand, theirs):
    drop(hand, theirs)
    tick(hand, "merge_person_omar")
    assert text_of(hand, "merge_state") == "Nobody is chosen."
    assert not hand.child("merge_go").isEnabled()
    tick(hand, "merge_person_omar")
    looked(hand)
    assert hand.child("merge_go").isEnabled()


def test_documents_that_are_not_here_come_along_if_wanted(hand, theirs):
    session = session_of(hand)
    first, *_rest = session.project.document_ids()
    session.bin([first])
    delete_for_good(session, [first])
    drop(hand, theirs)
    assert "left behind: 1" in text_of(hand, "merge_state")
    assert "1 document is not here" in lines_of(hand)
    assert hand.child("merge_documents").text() == "Take the document along that is not here"
    tick(hand, "merge_documents")
    looked(hand)
    assert "left behind" not in text_of(hand, "merge_state")
    hand.child("merge_go").setFocus()
    merged(hand)
    assert session.project.document(first) is not None
    assert sum(counts(hand)) == 4


def test_what_stays_behind_is_listed_and_said(hand, theirs):
    with Session.open(theirs, "omar") as omar:
        third = list(omar.project.document_ids())[2]
        omar.add_mention(third, Span.of(0, 5), "PERSON")
    session = session_of(hand)
    session.annotator = AnnotatorName("omar")
    session.add_mention(third, Span.of(6, 9), "PERSON")
    session.annotator = AnnotatorName("leila")
    drop(hand, theirs)
    assert "Stays as it is here" in lines_of(hand)
    assert "One record was made here that the file has never had." in lines_of(hand)
    merged(hand)
    assert hand.said.endswith("left behind: 1")
    assert hand.window.messages.current.tone == "warn"


SPOILS = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON mention BEGIN DELETE FROM document; END",
    "a text that was changed": "UPDATE text SET content = 'x' || substr(content, 2)",
    "a layer given to another": "INSERT INTO annotator VALUES ('mallory', '2026-01-01T00:00:00.000Z'); "
    "UPDATE layer SET annotator = 'mallory' WHERE annotator = 'omar'",
    "a newer version": "PRAGMA user_version = 99",
}


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_tampered_file_is_refused_in_the_card_and_nothing_is_changed(hand, theirs, spoil):
    with closing(sqlite3.connect(theirs)) as db:
        db.executescript(SPOILS[spoil])
        db.commit()
    _is_refused(hand, theirs)


def test_a_file_that_is_none_is_refused_in_the_card(hand, tmp_path):
    for name, data in (("x.annotator", b"SQLite format 3\0" + bytes(5000)), ("y.annotator", b"")):
        (tmp_path / name).write_bytes(data)
        _is_refused(hand, tmp_path / name)
    _is_refused(hand, tmp_path / "missing.annotator")


def test_lines_that_were_forged_are_refused_in_the_card(hand, theirs, tmp_path):
    drop(hand, theirs)
    merged(hand)
    file = lines_from(theirs, tmp_path, annotators=("omar",))
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    lines[0]["annotator"] = "mallory"
    file.write_text(json.dumps(lines[0]) + "\n", "utf-8")
    _is_refused(hand, file)


def _is_refused(hand, file):
    path = session_of(hand).path
    before, acts = state(path), act_count(path)
    drop(hand, file)
    assert text_of(hand, "merge_error").startswith("Nothing can be merged from this file. ")
    assert hand.child("merge_error").textFormat() is Qt.TextFormat.PlainText
    assert not hand.child("merge_go").isEnabled()
    hand.press(K.Key_Return)
    assert not hand.child("merge_dialog").isVisible()
    assert (state(path), act_count(path)) == (before, acts)
    assert session_of(hand).path == path


def test_a_file_that_changes_after_one_looked_is_not_merged(hand, theirs):
    drop(hand, theirs)
    with Session.open(theirs, "omar") as omar:
        first, *_rest = omar.project.document_ids()
        omar.add_mention(first, Span.of(30, 35), "ORG")
    before = state(session_of(hand).path)
    merged(hand)
    assert hand.said == "The file or the project has changed since you looked at it, so nothing was merged."
    assert state(session_of(hand).path) == before


@pytest.fixture
def large(hand):
    """A copy with so many labels that they come in several batches."""
    path = copy(session_of(hand).path, "large.annotator")
    with Session.open(path, "omar") as omar:
        records: list[Record] = [Annotator(omar.annotator, now())]
        for document in omar.project.document_ids():
            home = document, omar.annotator
            records.append(Layer(*home, Status.STARTED))
            records += [
                Mention(MentionId(new_id()), *home, Kind.ENTITY, "PERSON", Span.of(start, start + 3))
                for start in range(200)
            ]
        write(omar, *records)
    return path


def test_while_it_is_merged_nothing_is_undone_and_cancel_takes_it_back(hand, large):
    path = session_of(hand).path
    before = state(path)
    drop(hand, large)
    hand.press(K.Key_Return)
    hand.qtbot.waitUntil(lambda: sum(counts(hand)) > 0, timeout=20_000)
    hand.undo()
    assert hand.said == "Wait until the merge is done, or cancel it."
    hand.window.tasks.cancel()
    hand.settle()
    hand.qtbot.waitUntil(lambda: not hand.window.asking.why_no_undo)
    assert hand.said == "Merge cancelled; nothing was changed."
    assert state(path) == before
    assert damages(path) == []


def test_a_project_that_closes_meanwhile_keeps_nothing_half_merged(hand, large):
    path = session_of(hand).path
    before = state(path)
    drop(hand, large)
    hand.press(K.Key_Return)
    hand.qtbot.waitUntil(lambda: sum(counts(hand)) > 0, timeout=20_000)
    hand.window.close_project()
    assert state(path) == before
    assert hand.window.asking.why_no_undo == ""


def test_what_cannot_be_merged_into_says_so(hand, theirs, make_window, tmp_path):
    hand.drop(session_of(hand).path)
    assert hand.said == "This project is open already."
    hand.window.close_project()
    hand.drop(theirs)
    assert session_of(hand).path == theirs
    hand.window.close_project()
    assert hand.window.projects.open_for_reading(theirs)
    other = copy(theirs, "other.annotator")
    hand.drop(other)
    assert session_of(hand).path == other


def test_who_has_not_said_who_they_are_is_asked_first(make_window, sample_project, tmp_path):
    path = tmp_path / "mine.annotator"
    shutil.copy(sample_project, path)
    hand = make_window(annotator="")
    assert hand.window.projects.open(path)
    hand.drop(copy(path, "other.annotator"))
    assert hand.child("who_dialog").isVisible()


def test_by_keyboard_alone_and_each_part_has_a_name(hand, theirs):
    drop(hand, theirs)
    assert QApplication.focusWidget() is hand.child("merge_go")
    walked = []
    for _ in range(8):
        hand.press(K.Key_Tab)
        walked.append(hand.focus().objectName())
    assert {"merge_preview", "merge_person_omar", "merge_instead", "merge_cancel", "merge_go"} <= set(walked)
    for name in walked:
        assert hand.child(name).accessibleName(), name


@pytest.mark.parametrize("tag", ["", "ar"])
def test_everything_is_in_sight_in_the_smallest_window(hand, theirs, tag):
    hand.window.resize(800, 560)
    hand.window.preferences.change(interface_language=tag)
    drop(hand, theirs)
    card = hand.child("merge_dialog").card
    for name in ("title", "file", "state", "preview", "instead", "cancel", "go"):
        part = hand.child(f"merge_{name}")
        assert card.rect().contains(part.rect().translated(part.mapTo(card, part.rect().topLeft()))), name
        assert part.height() >= part.minimumSizeHint().height(), name


def test_the_sent_file_is_not_written_to(hand, theirs):
    data = theirs.read_bytes()
    drop(hand, theirs)
    merged(hand)
    with Project.open(theirs, Mode.READ) as project:
        assert project.annotators()
    assert theirs.read_bytes() == data


def test_a_message_may_offer_a_second_thing(hand):
    done: list[int] = []
    hand.window.messages.show(
        "Said",
        action=MessageAction("First", partial(done.append, 1)),
        also=MessageAction("Second", partial(done.append, 2)),
    )
    assert hand.child("message_also").text() == "Second"
    hand.click(hand.child("message_also"))
    hand.click(hand.child("message_action"))
    assert done == [2, 1]
    hand.window.messages.show("Said more")
    assert not hand.child("message_also").isVisible()


def test_names_of_others_are_shown_as_they_are(hand):
    path = copy(session_of(hand).path, "odd.annotator")
    names = ["<b>omar</b> & co", "مهدی رضایی"]
    with Session.open(path, "x") as session:
        first, *_rest = session.project.document_ids()
        for name in names:
            session.annotator = AnnotatorName(name)
            session.add_mention(first, Span.of(0, 5), "PERSON")
    drop(hand, path)
    shown = [box.text() for box in hand.child("merge_preview").findChildren(QCheckBox) if box.isVisible()]
    assert shown == ["<b>omar</b> && co", f"\u2068{names[1]}\u2069"]
    merged(hand)
    assert hand.said == f"Merged the work of {names[0]}, {names[1]}  ·  2 mentions"
