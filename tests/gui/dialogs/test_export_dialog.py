"""The export card: parts for training, and Enter from any field."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.services.exporting import ExportChoice, Split, export
from annotator.services.session import Session
from annotator.storage import Mode
from tests.conftest import damages

CTRL = Qt.KeyboardModifier.ControlModifier
K = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def card(hand):
    hand.press(K.Key_E, CTRL)
    hand.qtbot.waitUntil(hand.child("export_go").isEnabled)
    return hand


def counts(hand):
    return hand.child("export_counts").text()


def wait_for(hand, words):
    hand.qtbot.waitUntil(lambda: words in counts(hand))


def set_number(hand, name, value):
    """Type a number into a field."""
    field = hand.child(name)
    field.setFocus()
    field.selectAll()
    hand.type(str(value))


def divide(hand):
    hand.child("export_split").setFocus()
    hand.press(K.Key_Space)
    wait_for(hand, "train:")


def test_a_split_is_previewed_and_written_as_the_command_line_does(card, tmp_path):
    divide(card)
    wait_for(card, "Documents in  train: 4 (lines: 4)  ·  dev: 1 (lines: 1)  ·  test: 0 (lines: 0)")
    set_number(card, "export_share_train", 60)
    set_number(card, "export_share_dev", 20)
    set_number(card, "export_share_test", 20)
    set_number(card, "export_seed", 7)
    wait_for(card, "train: 3 (lines: 3)  ·  dev: 1 (lines: 1)  ·  test: 1 (lines: 1)")
    assert "seeds.train.jsonl, seeds.dev.jsonl, seeds.test.jsonl" in card.child("export_path").text()
    card.press(K.Key_Return)
    card.settle()
    assert "‘seeds.train.jsonl’ (3), ‘seeds.dev.jsonl’ (1), ‘seeds.test.jsonl’ (1)" in card.said
    split = Split.parse("train=60,dev=20,test=20", 7)
    (tmp_path / "cli").mkdir()
    export(card.window.projects.session.path, tmp_path / "cli" / "seeds.jsonl", ExportChoice(split=split))
    for part in split.names:
        assert (tmp_path / f"seeds.{part}.jsonl").read_bytes() == (
            tmp_path / "cli" / f"seeds.{part}.jsonl"
        ).read_bytes()


def test_shares_that_do_not_make_a_whole_are_not_exported(card):
    divide(card)
    set_number(card, "export_share_dev", 5)
    wait_for(card, "The parts add up to 95 %. Change their shares so that they make 100 %.")
    assert not card.child("export_go").isEnabled()
    assert card.child("export_preview").toPlainText() == ""
    card.press(K.Key_Return)
    assert card.child("export_dialog").isVisible()
    set_number(card, "export_share_dev", 10)
    card.qtbot.waitUntil(card.child("export_go").isEnabled)


def test_a_part_without_a_share_is_left_out(card, tmp_path):
    divide(card)
    set_number(card, "export_share_dev", 0)
    set_number(card, "export_share_test", 20)
    wait_for(card, "train: 4 (lines: 4)  ·  test: 1 (lines: 1)")
    card.qtbot.waitUntil(card.child("export_go").isEnabled)
    card.click(card.child("export_go"))
    card.settle()
    assert sorted(path.name for path in tmp_path.glob("*.jsonl")) == ["seeds.test.jsonl", "seeds.train.jsonl"]


def test_undivided_again_it_is_one_file(card, tmp_path):
    divide(card)
    card.click(card.child("export_split"))
    card.qtbot.waitUntil(lambda: "train" not in counts(card))
    assert not card.child("export_share_train").isVisible()
    card.press(K.Key_Return)
    card.settle()
    assert [path.name for path in tmp_path.glob("*.jsonl")] == ["seeds.jsonl"]


@pytest.mark.parametrize("field", ["export_annotator", "export_status_new", "export_language", "export_split"])
def test_enter_in_a_field_exports(card, tmp_path, field):
    card.child(field).setFocus()
    card.press(K.Key_Return)
    card.settle()
    assert not card.child("export_dialog").isVisible()
    assert len([json.loads(line) for line in (tmp_path / "seeds.jsonl").read_text("utf-8").splitlines()]) == 5


def test_enter_in_an_open_list_or_in_the_preview_does_not_export(card):
    languages = card.child("export_language")
    languages.setFocus()
    card.press(K.Key_Down, Qt.KeyboardModifier.AltModifier)
    view = languages.view()
    card.qtbot.waitUntil(view.isVisible)
    card.qtbot.keyClick(view, K.Key_Down)
    card.qtbot.keyClick(view, K.Key_Return)
    card.qtbot.waitUntil(lambda: not view.isVisible())
    assert languages.currentIndex() == 1
    card.child("export_preview").setFocus()
    card.press(K.Key_Return)
    assert card.child("export_dialog").isVisible()
    card.press(K.Key_Escape)
    assert not card.child("export_dialog").isVisible()


def test_enter_on_cancel_cancels(card, tmp_path):
    card.child("export_cancel").setFocus()
    card.press(K.Key_Return)
    assert not card.child("export_dialog").isVisible()
    assert list(tmp_path.glob("*.jsonl")) == []


@pytest.mark.parametrize("tag", ["", "ar"])
def test_everything_of_it_is_in_sight_in_the_smallest_window(make_window, sample_project, tmp_path, tag):
    path = tmp_path / sample_project.name
    path.write_bytes(sample_project.read_bytes())
    hand = make_window(size=(800, 560))
    hand.window.preferences.change(interface_language=tag)
    assert hand.window.projects.open(path)
    hand.settle()
    hand.press(K.Key_E, CTRL)
    divide(hand)
    QApplication.processEvents()
    card = hand.child("export_dialog").card
    names = ("annotator", "status_done", "language", "share_train", "seed", "choose", "counts", "preview", "go")
    for name in names:
        part = hand.child(f"export_{name}")
        corner = part.mapTo(card, part.rect().topLeft())
        assert card.rect().contains(part.rect().translated(corner)), name
        assert part.height() >= part.minimumSizeHint().height(), name


def send(card, place=1):
    """Choose the project to send, or lines again."""
    card.child("export_format").setFocus()
    card.child("export_format").setCurrentIndex(place)
    QApplication.processEvents()


def test_a_project_to_send_is_made_under_a_free_name(card, tmp_path):
    session = card.window.projects.session
    card.press(K.Key_Escape)
    card.drag(card.span("Vicepremier"))
    card.press("p")
    (tmp_path / "seeds from leila.annotator").write_bytes(b"taken")
    card.press(K.Key_E, CTRL)
    send(card)
    wait_for(card, "Documents: 5  ·  mentions: 1")
    assert card.child("export_path").text().endswith("seeds from leila 2.annotator")
    assert not card.child("export_split").isVisible()
    assert "the scheme" in card.child("export_preview").toPlainText()
    card.qtbot.waitUntil(card.child("export_go").isEnabled)
    card.press(K.Key_Return)
    card.settle()
    assert card.said == "Exported 5 documents with 1 mentions to ‘seeds from leila 2.annotator’"
    made = tmp_path / "seeds from leila 2.annotator"
    assert damages(made) == []
    assert (tmp_path / "seeds from leila.annotator").read_bytes() == b"taken"
    with Session.open(made, "leila", Mode.READ) as sent:
        assert sent.project.scheme == session.scheme


def test_a_project_to_send_never_replaces_a_file(card, tmp_path, monkeypatch):
    other = tmp_path / "other.annotator"
    other.write_bytes(b"taken")
    send(card)
    monkeypatch.setattr(card.child("export_dialog"), "choose_file", lambda _path: str(other))
    card.click(card.child("export_choose"))
    wait_for(card, "There already is a file “other.annotator”.")
    assert not card.child("export_go").isEnabled()
    monkeypatch.setattr(card.child("export_dialog"), "choose_file", lambda _path: str(tmp_path / "new"))
    card.click(card.child("export_choose"))
    wait_for(card, "Documents: 5")
    assert card.child("export_path").text().endswith("new.annotator")


def test_lines_again_have_parts_again(card):
    divide(card)
    send(card)
    wait_for(card, "Documents: 5")
    assert "train" not in counts(card)
    send(card, 0)
    wait_for(card, "train: 4")
    assert card.child("export_split").isVisible()
    assert card.child("export_path").text().startswith(str(card.window.projects.session.path.with_suffix("")))


def test_asked_again_it_begins_anew_without_a_warning(card):
    card.press(K.Key_Escape)
    card.press(K.Key_E, CTRL)
    card.qtbot.waitUntil(card.child("export_go").isEnabled)
    assert "Lines: 5" in counts(card)


@pytest.fixture
def review_card(make_window, review_path):
    """The card over three people's labels of the same articles."""
    hand = make_window()
    assert hand.window.projects.open(review_path)
    hand.press(K.Key_E, CTRL)
    hand.qtbot.waitUntil(hand.child("export_go").isEnabled)
    return hand


def choose(hand, name, words):
    field = hand.child(name)
    place = next(place for place in range(field.count()) if words in field.itemText(place))
    field.setCurrentIndex(place)


def test_what_another_format_loses_is_said_before_and_after(review_card, tmp_path):
    hand = review_card
    choose(hand, "export_annotator", "leila")
    choose(hand, "export_format", "CoNLL-2003")
    wait_for(hand, "CoNLL-2003 columns cannot carry 84 nested mentions")
    assert hand.child("export_option_tags").isVisible()
    assert hand.child("export_path").text().endswith(".conll")
    choose(hand, "export_option_mentions", "triggers")
    wait_for(hand, "279 entities")
    hand.child("export_dialog").choose_file = lambda _path: str(tmp_path / "out.conll")
    hand.click(hand.child("export_choose"))
    hand.qtbot.waitUntil(hand.child("export_go").isEnabled)
    hand.click(hand.child("export_go"))
    hand.settle()
    assert "279 entities" in hand.said
    assert "B-" in (tmp_path / "out.conll").read_text("utf-8")


def test_a_format_of_one_layer_asks_whose(review_card):
    hand = review_card
    choose(hand, "export_format", "CoNLL-2003")
    wait_for(hand, "holds one layer of a document, but there are several (leila, mehdi, sara)")
    assert not hand.child("export_go").isEnabled()
    choose(hand, "export_annotator", "mehdi")
    hand.qtbot.waitUntil(hand.child("export_go").isEnabled)


def test_a_format_of_folders_makes_one(review_card, tmp_path):
    hand = review_card
    choose(hand, "export_format", "brat")
    wait_for(hand, "brat standoff cannot carry")
    hand.child("export_dialog").choose_file = lambda _path: str(tmp_path / "for brat")
    hand.click(hand.child("export_choose"))
    hand.qtbot.waitUntil(hand.child("export_go").isEnabled)
    hand.click(hand.child("export_go"))
    hand.settle()
    assert {path.name for path in (tmp_path / "for brat").iterdir()} == {"leila", "mehdi", "sara"}
