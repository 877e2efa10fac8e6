"""The export card: choices at the start, what will be written and what is lost beside them; all of it by keyboard."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from annotator.formats.registry import BUNDLE
from annotator.services.blindness import set_blind
from annotator.services.exports.choice import ExportChoice, Files, Layers
from annotator.services.exports.exporting import Split, export
from annotator.services.exports.presets import preset, presets, save_preset
from annotator.services.session import Session
from annotator.storage import Mode
from tests.conftest import damages
from tests.gui.dialogs.export_hand import (
    CTRL,
    K,
    choice,
    counts,
    dialog,
    lost,
    open_card,
    pick,
    refusal,
    set_number,
    shown,
    tick,
    wait_ready,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def card(hand):
    """The card over the sample articles, which nobody has labelled."""
    return open_card(hand)


@pytest.fixture
def review_card(make_window, review_path):
    """The card over three people's labels of the same articles."""
    hand = make_window()
    assert hand.window.projects.open(review_path)
    return open_card(hand)


def divide(hand):
    tick(hand, "export_split")
    wait_ready(hand)


def parts(hand):
    return hand.child("export_parts").text()


# -- what will be written


def test_it_says_how_much_and_shows_the_first_document(card):
    assert counts(card) == "5 documents  ·  0 mentions"
    assert shown(card).startswith('{"format":"annotator-jsonl"')
    assert card.child("export_losses_say").text() == "Nothing. Everything that is chosen is in the file."


def test_what_is_shown_of_texts_is_what_is_exported_in_every_format(review_card, tmp_path):
    """Of one document: nothing stands after it."""
    hand = review_card
    tick(hand, "export_annotator_leila")
    hand.child("export_languages").menu.tick(("de",))
    hand.child("export_languages").chosen.emit(("de",))
    field = hand.child("export_format")
    for place in range(field.count()):
        info = field.itemData(place)
        if info is BUNDLE:
            continue
        field.setCurrentIndex(place)
        wait_ready(hand)
        made = choice(hand)
        assert made == ExportChoice(info.id, ("leila",), languages=("de",))
        out = tmp_path / f"real {place}" / dialog(hand)._out.name
        out.parent.mkdir()
        export(hand.window.projects.session.path, out, made)
        base = out if out.is_dir() else out.parent
        written = {file.relative_to(base).as_posix(): file for file in base.rglob("*") if is_written(file)}
        assert shown_files(hand).keys() == written.keys()
        for name, (text, size) in shown_files(hand).items():
            if "not a text" not in text:
                whole = written[name].read_bytes().decode()
                assert (whole == text) == ("beginning" not in size)
                assert whole.startswith(text)


def is_written(file):
    """Whether it is a file of the export, and not the manifest beside it."""
    return file.is_file() and not file.name.endswith(".manifest.json")


def shown_files(hand):
    """The text and the words about the size of each file that is shown."""
    files = hand.child("export_sample_file")
    found = {}
    for place in range(files.count()):
        files.setCurrentIndex(place)
        found[files.currentText()] = shown(hand), hand.child("export_sample_size").text()
    return found


def test_of_what_is_no_text_words_say_what_is_in_it(review_card):
    tick(review_card, "export_annotator_leila")
    pick(review_card, "export_format", "Parquet")
    wait_ready(review_card)
    assert "“Review.parquet” is not a text. A program reads from it:" in shown(review_card)
    assert "records: 1\n" in shown(review_card)
    assert "mentions: 101\n" in shown(review_card)


def test_a_folder_shows_each_of_its_files(review_card):
    pick(review_card, "export_format", "brat")
    wait_ready(review_card)
    files = review_card.child("export_sample_file")
    names = [files.itemText(place) for place in range(files.count())]
    assert {name.partition("/")[0] for name in names} == {"leila", "mehdi", "sara"}
    before = shown(review_card)
    files.setFocus()
    review_card.press(K.Key_Down)
    assert shown(review_card) != before


def test_columns_run_from_left_to_right_and_prose_as_its_letters_say(review_card):
    text = review_card.child("export_preview")
    pick(review_card, "export_format", "brat")
    wait_ready(review_card)
    for words, way in ((".ann", Qt.LayoutDirection.LeftToRight), (".txt", Qt.LayoutDirection.LayoutDirectionAuto)):
        pick(review_card, "export_sample_file", words)
        assert text.document().defaultTextOption().textDirection() is way


# -- parts


def test_a_split_is_previewed_and_written_as_the_command_line_does(card, tmp_path):
    divide(card)
    assert parts(card) == "train: 4 documents  ·  dev: 1 document  ·  test: 0 documents"
    set_number(card, "export_share_train", 60)
    set_number(card, "export_share_dev", 20)
    set_number(card, "export_share_test", 20)
    set_number(card, "export_seed", 7)
    wait_ready(card)
    assert parts(card) == "train: 3 documents  ·  dev: 1 document  ·  test: 1 document"
    assert "seeds.train.jsonl, seeds.dev.jsonl, seeds.test.jsonl" in card.child("export_path").text()
    card.press(K.Key_Return)
    card.settle()
    assert "‘seeds.train.jsonl’ (3), ‘seeds.dev.jsonl’ (1), ‘seeds.test.jsonl’ (1)" in card.said
    split = Split.parse("train=60,dev=20,test=20", 7)
    (tmp_path / "cli").mkdir()
    export(card.window.projects.session.path, tmp_path / "cli" / "seeds.jsonl", ExportChoice(split=split))
    for part in split.names:
        name = f"seeds.{part}.jsonl"
        assert (tmp_path / name).read_bytes() == (tmp_path / "cli" / name).read_bytes()


def test_shares_that_do_not_make_a_whole_are_not_exported(card):
    divide(card)
    set_number(card, "export_share_dev", 5)
    assert refusal(card) == "The parts add up to 95 %. Change their shares so that they make 100 %."
    assert not card.child("export_preview").isVisible()
    card.press(K.Key_Return)
    assert dialog(card).isVisible()
    set_number(card, "export_share_dev", 10)
    wait_ready(card)
    assert card.child("export_preview").isVisible()


def test_a_part_without_a_share_is_left_out(card, tmp_path):
    divide(card)
    set_number(card, "export_share_dev", 0)
    set_number(card, "export_share_test", 20)
    wait_ready(card)
    assert parts(card) == "train: 4 documents  ·  test: 1 document"
    card.click(card.child("export_go"))
    card.settle()
    assert sorted(path.name for path in tmp_path.glob("*.jsonl")) == ["seeds.test.jsonl", "seeds.train.jsonl"]


def test_undivided_again_it_is_one_file(card, tmp_path):
    divide(card)
    assert choice(card).split == Split((("train", 80), ("dev", 10), ("test", 10)), 0, keep_alike=True)
    tick(card, "export_keep_alike")
    assert choice(card).split == Split((("train", 80), ("dev", 10), ("test", 10)), 0, keep_alike=False)
    tick(card, "export_split")
    wait_ready(card)
    assert not card.child("export_parts").isVisible()
    assert not card.child("export_share_train").isVisible()
    card.press(K.Key_Return)
    card.settle()
    assert [path.name for path in tmp_path.glob("*.jsonl")] == ["seeds.jsonl"]


# -- keys


@pytest.mark.parametrize(
    "field",
    ["export_everyone", "export_status_done", "export_status_new", "export_format", "export_split", "export_files"],
)
def test_enter_in_a_field_exports(card, tmp_path, field):
    card.child(field).setFocus()
    card.press(K.Key_Return)
    card.settle()
    assert not dialog(card).isVisible()
    assert len([json.loads(line) for line in (tmp_path / "seeds.jsonl").read_text("utf-8").splitlines()]) == 5


def test_enter_in_a_number_exports(card, tmp_path):
    divide(card)
    card.child("export_seed").setFocus()
    card.press(K.Key_Return)
    card.settle()
    assert len(list(tmp_path.glob("seeds.*.jsonl"))) == 3


def fields(hand):
    """What has the keyboard, one after the other, as Tab goes round the card."""
    found: list[QWidget] = []
    for _ in range(60):
        here = QApplication.focusWidget()
        assert here is not None
        if here in found:
            return found
        found.append(here)
        hand.press(K.Key_Tab)
    raise AssertionError(found)


def test_tab_reaches_everything_in_the_order_of_reading_and_all_has_a_name(review_card):
    hand = review_card
    tick(hand, "export_split")
    tick(hand, "export_annotator_leila")
    pick(hand, "export_format", "CoNLL-2003")
    wait_ready(hand)
    names = [field.objectName() for field in fields(hand)]
    start = names.index("export_preset_save")
    names = names[start:] + names[:start]
    wanted = [
        "export_preset_save", "export_format", "export_option_tags", "export_some",
        "export_annotator_leila", "export_annotator_sara", "export_layers", "export_status_new", "export_languages",
        "export_labels_choose", "export_files", "export_split", "export_share_train", "export_seed",
        "export_keep_alike", "export_preview", "export_losses_by", "export_losses_save", "export_offer_level",
        "export_choose", "export_cancel", "export_go",
    ]  # fmt: skip
    assert [name for name in names if name in wanted] == wanted
    assert all(field.accessibleName() and field.objectName() for field in fields(hand))


def test_ctrl_enter_exports_from_anywhere(review_card, tmp_path):
    hand = review_card
    tick(hand, "export_annotator_leila")
    wait_ready(hand)
    asked = []
    dialog(hand).export_requested.disconnect()
    dialog(hand).export_requested.connect(lambda choice, out: asked.append((choice, out)))
    for name in [field.objectName() for field in fields(hand)]:
        hand.child(name).setFocus()
        hand.press(K.Key_Return, CTRL)
        assert not dialog(hand).isVisible(), name
        hand.press(K.Key_E, CTRL)
        hand.qtbot.waitUntil(hand.child("export_go").isEnabled)
    assert len(asked) > 15


def test_enter_in_an_open_list_or_in_the_preview_does_not_export(card):
    formats = card.child("export_format")
    formats.setFocus()
    card.press(K.Key_Down, Qt.KeyboardModifier.AltModifier)
    view = formats.view()
    card.qtbot.waitUntil(view.isVisible)
    card.qtbot.keyClick(view, K.Key_Down)
    card.qtbot.keyClick(view, K.Key_Return)
    card.qtbot.waitUntil(lambda: not view.isVisible())
    assert formats.currentIndex() == 1
    card.child("export_preview").setFocus()
    card.press(K.Key_Return)
    assert dialog(card).isVisible()
    card.press(K.Key_Escape)
    assert not dialog(card).isVisible()


def test_enter_on_cancel_cancels(card, tmp_path):
    card.child("export_cancel").setFocus()
    card.press(K.Key_Return)
    assert not dialog(card).isVisible()
    assert list(tmp_path.glob("*.jsonl")) == []


def test_the_keyboard_ticks_a_language_in_the_open_menu(review_card):
    hand = review_card
    button = hand.child("export_languages")
    button.setFocus()
    hand.press(K.Key_Return)
    menu = button.menu
    hand.qtbot.waitUntil(menu.isVisible)
    hand.qtbot.keyClick(menu, K.Key_Down)
    hand.qtbot.keyClick(menu, K.Key_Down)
    hand.qtbot.keyClick(menu, K.Key_Space)
    assert menu.isVisible()
    hand.qtbot.keyClick(menu, K.Key_Escape)
    assert len(choice(hand).languages) == 1
    assert dialog(hand).isVisible()


@pytest.mark.parametrize("tag", ["", "ar"])
@pytest.mark.parametrize("size", [(1024, 700), (800, 560)])
def test_what_has_the_keyboard_is_in_sight_in_small_windows(make_window, review_path, tag, size):
    hand = make_window(size=size)
    hand.window.preferences.change(interface_language=tag)
    assert hand.window.projects.open(review_path)
    open_card(hand)
    tick(hand, "export_split")
    tick(hand, "export_annotator_leila")
    pick(hand, "export_format", "DocBin")
    wait_ready(hand)
    card = dialog(hand).card
    for field in fields(hand):
        field.setFocus()
        hand.press(K.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        here = QApplication.focusWidget()
        assert here is not None
        corner = here.mapTo(card, here.rect().topLeft())
        assert card.rect().contains(here.rect().translated(corner)), here.objectName()
        assert not here.visibleRegion().isEmpty(), here.objectName()
        assert here.width() >= here.minimumSizeHint().width(), here.objectName()


# -- whose, which labels, which files


def test_the_boxes_say_whose_and_the_segments_what_of_several(review_card):
    hand = review_card
    assert choice(hand) == ExportChoice()
    tick(hand, "export_annotator_leila")
    tick(hand, "export_annotator_sara")
    assert choice(hand).annotators == ("leila", "sara")
    hand.child("export_layers").setFocus()
    hand.press(K.Key_Right)
    assert choice(hand).layers is Layers.MAJORITY
    wait_ready(hand)
    assert "layers" not in counts(hand)
    tick(hand, "export_everyone")
    assert choice(hand).annotators == ()


def test_nobody_and_no_status_are_refused(review_card):
    hand = review_card
    tick(hand, "export_some")
    assert refusal(hand) == "Nobody is chosen. Tick whose labels are exported."
    tick(hand, "export_everyone")
    wait_ready(hand)
    for status in ("new", "started", "done"):
        tick(hand, f"export_status_{status}")
    assert refusal(hand) == "No status is chosen. Tick which documents are exported."


def test_of_a_name_with_an_ampersand_the_box_says_all(hand):
    session = hand.window.projects.session
    hand.window.projects.work_as("A&B")
    hand.drag(hand.span("Vicepremier"))
    hand.press("p")
    open_card(hand)
    assert hand.child("export_annotator_A&B").text() == "A&&B (you)"
    tick(hand, "export_annotator_A&B")
    assert choice(hand).annotators == ("A&B",)
    assert session is not None


def test_in_blind_mode_only_ones_own_can_be_exported(make_window, review_path):
    hand = make_window()
    assert hand.window.projects.open(review_path)
    set_blind(hand.window.projects.session, is_on=True)
    open_card(hand)
    assert choice(hand).annotators == ("leila",)
    assert not hand.child("export_everyone").isVisible()
    assert not hand.child("export_layers").isVisible()
    save_preset(hand.window.projects.session, "theirs", ExportChoice(annotators=("mehdi",), layers=Layers.MAJORITY))
    hand.press(K.Key_Escape)
    open_card(hand)
    pick(hand, "export_preset", "theirs")
    assert choice(hand).annotators == ("leila",)
    assert choice(hand).layers is Layers.EACH


def test_labels_are_chosen_and_renamed_and_the_file_has_them(review_card, tmp_path):
    hand = review_card
    tick(hand, "export_annotator_leila")
    pick(hand, "export_format", "texts and spans")
    hand.child("export_labels_choose").setFocus()
    hand.press(K.Key_Return)
    assert QApplication.focusWidget() is hand.child("export_label_tree")
    tick(hand, "export_labels_none")
    assert refusal(hand) == "No label is chosen. Tick what is exported."
    hand.child("export_label_tree").setFocus()
    hand.press(K.Key_Down)
    hand.press(K.Key_Space)
    hand.press(K.Key_F2)
    hand.type("شخص")
    hand.press(K.Key_Return)
    wait_ready(hand)
    assert (choice(hand).labels, choice(hand).renames) == (("PERSON",), {"PERSON": "شخص"})
    assert '"شخص"' in shown(hand)
    hand.press(K.Key_Escape)
    assert dialog(hand).isVisible()
    assert hand.child("export_labels").text().endswith(", 1 renamed")
    hand.press(K.Key_Return, CTRL)
    hand.settle()
    spans = [json.loads(line)["spans"] for line in next(tmp_path.glob("Review*.jsonl")).read_text("utf-8").splitlines()]
    assert {span["label"] for some in spans for span in some} == {"شخص"}


def test_ctrl_enter_while_a_name_is_typed_exports_with_it(review_card, tmp_path):
    hand = review_card
    hand.child("export_labels_choose").setFocus()
    hand.press(K.Key_Return)
    hand.press(K.Key_Down)
    hand.press(K.Key_F2)
    hand.type("PER")
    hand.press(K.Key_Return, CTRL)
    hand.settle()
    assert not dialog(hand).isVisible()
    assert '"label":"PER"' in (tmp_path / "Review.jsonl").read_text("utf-8")


def test_two_kinds_of_labels_cannot_become_one(review_card):
    hand = review_card
    dialog(hand)._take(ExportChoice(renames={"PERSON": "X", "Statement": "X"}))
    hand.qtbot.waitUntil(lambda: not hand.child("export_go").isEnabled())
    assert "they cannot both be called" in refusal(hand)
    assert not hand.child("export_losses").findChildren(QPushButton, "export_offer_mine")


@pytest.mark.parametrize(
    ("words", "files", "names"),
    [
        ("each annotator", Files.ANNOTATOR, {"leila", "mehdi", "sara"}),
        ("apart", Files.KIND, {"entities", "events"}),
        ("level", Files.LEVEL, {"1", "2"}),
    ],
)
def test_several_files_are_named_and_written(review_card, tmp_path, words, files, names):
    hand = review_card
    pick(hand, "export_files", words)
    wait_ready(hand)
    assert choice(hand).files is files
    told = {part.partition(":")[0] for part in parts(hand).split("  ·  ")}
    assert told >= names
    hand.press(K.Key_Return)
    hand.settle()
    assert {path.name.split(".")[1] for path in tmp_path.glob("Review.*.jsonl")} == told


# -- what is lost


def test_what_another_format_loses_is_said_before_and_after(review_card, tmp_path):
    hand = review_card
    tick(hand, "export_annotator_leila")
    pick(hand, "export_format", "CoNLL-2003")
    wait_ready(hand)
    assert lost(hand)["nested-mentions"] == "84"
    assert hand.child("export_option_tags").isVisible()
    assert hand.child("export_path").text().endswith(".conll")
    pick(hand, "export_option_mentions", "triggers")
    wait_ready(hand)
    assert lost(hand)["entities"] == "279"
    dialog(hand).choose_file = lambda _path: str(tmp_path / "out.conll")
    hand.click(hand.child("export_choose"))
    wait_ready(hand)
    hand.click(hand.child("export_go"))
    hand.settle()
    assert "279 entities" in hand.said
    assert "B-" in (tmp_path / "out.conll").read_text("utf-8")


def test_an_offer_is_taken_by_key_and_seen_where_it_is_chosen(review_card):
    hand = review_card
    tick(hand, "export_annotator_leila")
    pick(hand, "export_format", "CoNLL-2003")
    wait_ready(hand)
    hand.child("export_offer_level").setFocus()
    hand.press(K.Key_Return)
    wait_ready(hand)
    assert QApplication.focusWidget() is hand.child("export_files")
    assert choice(hand).files is Files.LEVEL
    assert "nested-mentions" not in lost(hand)
    hand.click(hand.child("export_offer_mentions-all"))
    wait_ready(hand)
    assert QApplication.focusWidget() is hand.child("export_option_mentions")
    assert "events" not in lost(hand)


def test_the_list_by_document_is_shown_and_saved(review_card, tmp_path):
    hand = review_card
    tick(hand, "export_annotator_leila")
    pick(hand, "export_format", "CoNLL-2003")
    wait_ready(hand)
    hand.child("export_losses_by").setFocus()
    hand.press(K.Key_Right)
    listed = hand.child("export_losses_documents").toPlainText().splitlines()
    assert len(listed) == 5
    assert all(line.startswith("\u2068") and "nested mentions" in line for line in listed)
    dialog(hand).choose_list = lambda _path: str(tmp_path / "losses.json")
    hand.child("export_losses_save").setFocus()
    hand.press(K.Key_Return)
    saved = json.loads((tmp_path / "losses.json").read_text("utf-8"))
    assert saved["losses"]["nested-mentions"] == 84
    assert len(saved["documents"]) == 5
    dialog(hand).choose_list = lambda _path: str(tmp_path / "no" / "losses.json")
    hand.press(K.Key_Return)
    assert "could not be written" in hand.child("export_fault").text()


def test_a_format_of_one_layer_offers_how_it_can_be_written(review_card):
    hand = review_card
    pick(hand, "export_format", "CoNLL-2003")
    hand.qtbot.waitUntil(lambda: not hand.child("export_go").isEnabled())
    assert "holds one layer of a document, but there are several (leila, mehdi, sara)" in refusal(hand)
    hand.child("export_offer_majority").setFocus()
    hand.press(K.Key_Return)
    wait_ready(hand)
    assert choice(hand).layers is Layers.MAJORITY
    assert QApplication.focusWidget() is hand.child("export_layers")
    hand.press(K.Key_Left)
    hand.qtbot.waitUntil(lambda: not hand.child("export_go").isEnabled())
    hand.click(hand.child("export_offer_mine"))
    wait_ready(hand)
    assert choice(hand).annotators == ("leila",)


def test_a_format_of_folders_makes_one(review_card, tmp_path):
    hand = review_card
    pick(hand, "export_format", "brat")
    wait_ready(hand)
    assert "attributes" in lost(hand)
    dialog(hand).choose_file = lambda _path: str(tmp_path / "for brat")
    hand.click(hand.child("export_choose"))
    wait_ready(hand)
    hand.click(hand.child("export_go"))
    hand.settle()
    assert {path.name for path in (tmp_path / "for brat").iterdir()} == {"leila", "mehdi", "sara"}


# -- a project to send


def test_a_project_to_send_is_made_under_a_free_name(card, tmp_path):
    session = card.window.projects.session
    card.press(K.Key_Escape)
    card.drag(card.span("Vicepremier"))
    card.press("p")
    (tmp_path / "seeds from leila.annotator").write_bytes(b"taken")
    card.press(K.Key_E, CTRL)
    pick(card, "export_format", "to send")
    wait_ready(card)
    assert counts(card) == "5 documents  ·  1 mention"
    assert card.child("export_path").text().endswith("seeds from leila 2.annotator")
    for name in ("export_split", "export_files", "export_labels_choose", "export_layers"):
        assert not card.child(name).isVisible()
    assert "the scheme" in shown(card)
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
    pick(card, "export_format", "to send")
    monkeypatch.setattr(dialog(card), "choose_file", lambda _path: str(other))
    card.click(card.child("export_choose"))
    assert "There already is a file “other.annotator”." in refusal(card)
    monkeypatch.setattr(dialog(card), "choose_file", lambda _path: str(tmp_path / "new"))
    card.click(card.child("export_choose"))
    wait_ready(card)
    assert card.child("export_path").text().endswith("new.annotator")


def test_lines_again_have_parts_again(card):
    divide(card)
    pick(card, "export_format", "to send")
    wait_ready(card)
    assert not card.child("export_parts").isVisible()
    pick(card, "export_format", "JSON Lines")
    wait_ready(card)
    assert parts(card).startswith("train: 4")
    assert card.child("export_split").isVisible()
    assert card.child("export_path").text().startswith(str(card.window.projects.session.path.with_suffix("")))


# -- presets


def test_a_preset_is_saved_taken_and_deleted_by_keyboard(review_card):
    hand, session = review_card, review_card.window.projects.session
    tick(hand, "export_annotator_mehdi")
    pick(hand, "export_format", "CoNLL-2003")
    pick(hand, "export_option_words", "left out")
    tick(hand, "export_split")
    wanted = choice(hand)
    hand.child("export_preset_save").setFocus()
    hand.press(K.Key_Return)
    hand.type("مهدي")
    hand.press(K.Key_Return)
    assert dialog(hand).isVisible()
    assert preset(session.project, "مهدي") == wanted
    assert hand.child("export_preset").currentText() == "مهدي"
    hand.press(K.Key_Escape)
    open_card(hand)
    assert choice(hand) == ExportChoice()
    assert hand.child("export_preset").currentText() == "None"
    pick(hand, "export_preset", "مهدي")
    wait_ready(hand)
    assert choice(hand) == wanted
    tick(hand, "export_split")
    assert hand.child("export_preset").currentText() == "None"
    tick(hand, "export_split")
    assert hand.child("export_preset").currentText() == "مهدي"
    hand.child("export_preset_delete").setFocus()
    hand.press(K.Key_Return)
    assert presets(session.project) == ()
    assert choice(hand) == wanted
    hand.child("export_preset_save").setFocus()
    hand.press(K.Key_Return)
    assert hand.child("export_preset_name").text() == "مهدي"  # so it can be kept again


def test_escape_from_the_name_of_a_preset_leaves_the_card_open(card):
    card.child("export_preset_save").setFocus()
    card.press(K.Key_Return)
    card.type("x")
    card.press(K.Key_Escape)
    assert dialog(card).isVisible()
    assert QApplication.focusWidget() is card.child("export_preset_save")
    assert presets(card.window.projects.session.project) == ()


def test_a_preset_of_the_command_line_is_shown_as_it_is(review_card):
    hand, session = review_card, review_card.window.projects.session
    kept = ExportChoice(
        "spacy", ("sara",), (), ("ar", "de"), ("Contact", "PERSON"), {"PERSON": "PER"}, files=Files.KIND,
        split=Split((("train", 3), ("test", 1)), 5, keep_alike=False), options={"words": "expand", "mentions": "all"},
    )  # fmt: skip
    save_preset(session, "all of it", kept)
    hand.press(K.Key_Escape)
    open_card(hand)
    pick(hand, "export_preset", "all of it")
    made = choice(hand)
    assert hand.child("export_preset").currentText() == "all of it"
    assert set(made.labels) == {"Contact", "PERSON"}
    assert made.split == Split((("train", 75), ("test", 25)), 5, keep_alike=False)
    assert made.options == {"mentions": "all"}  # the usual value need not be said
    assert (made.format, made.annotators, set(made.languages), made.renames, made.files) == (
        "spacy", ("sara",), {"ar", "de"}, {"PERSON": "PER"}, Files.KIND,
    )  # fmt: skip


def test_what_cannot_be_kept_is_said_on_the_card(card):
    for place in range(200):
        save_preset(card.window.projects.session, f"p{place}", ExportChoice())
    card.child("export_preset_save").setFocus()
    card.press(K.Key_Return)
    card.type("one more")
    card.press(K.Key_Return)
    assert "at most 200" in card.child("export_fault").text()
    assert dialog(card).isVisible()


# -- again and again


def test_asked_again_it_begins_anew_without_a_warning(card):
    tick(card, "export_split")
    card.press(K.Key_Escape)
    open_card(card)
    assert choice(card) == ExportChoice()
    assert counts(card) == "5 documents  ·  0 mentions"


def test_the_card_leaves_with_its_project(card, tmp_path, sample_project):
    other = tmp_path / "other.annotator"
    other.write_bytes(sample_project.read_bytes())
    assert card.window.projects.open(other)
    assert not dialog(card).isVisible()


def test_it_takes_the_dark_theme(review_card):
    review_card.window.look.choose("dark")
    modes = [review_card.child(name).theme.mode for name in ("export_label_tree", "export_layers", "export_languages")]
    review_card.window.look.choose("light")
    assert modes == ["dark"] * 3
