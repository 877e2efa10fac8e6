"""The question before documents go for good."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from annotator.gui.dialogs.delete_dialog import DeleteDialog
from annotator.gui.theme import Theme
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.deleting import Loss, Share


@pytest.fixture
def card(qtbot):
    window = QWidget()
    window.resize(800, 560)
    qtbot.addWidget(window)
    made = DeleteDialog(window, Theme())
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return made


def text(card, part):
    label = card.findChild(QWidget, f"delete_{part}")
    return label.text() if label.isVisible() else ""


def share(name, layers, labels):
    return Share(AnnotatorName(name), layers, labels)


DOCUMENTS = tuple(DocumentId(f"d{i}") for i in range(1200))


def test_it_says_how_much_of_whose_work_goes(card):
    card.ask(Loss(DOCUMENTS, (share("leila", 900, 12_000), share("<b>omar</b>", 3, 40)), 2), "leila")
    assert text(card, "title") == "Delete 1,200 documents for good?"
    assert text(card, "loss") == "What goes with it:  labels: 12,040  ·  layers: 903  ·  comments: 2"
    assert text(card, "layers") == (
        "leila (you)  ·  labels: 12,000  ·  layers: 900\n<b>omar</b>  ·  labels: 40  ·  layers: 3"
    )
    assert text(card, "others") == "The layers of other annotators go too."


def test_of_ones_own_work_it_says_nothing_of_others(card):
    card.ask(Loss(DOCUMENTS[:1], (share("leila", 1, 0),)), "leila")
    assert text(card, "title") == "Delete one document for good?"
    assert text(card, "others") == ""


def test_where_nobody_has_labelled_it_says_so(card):
    card.ask(Loss(DOCUMENTS[:2]), "leila")
    assert text(card, "loss") == "Nobody has labelled anything there."
    assert text(card, "layers") == ""


def test_a_crowd_is_counted(card):
    card.ask(Loss(DOCUMENTS, tuple(share(f"p{i}", 1, 1) for i in range(20))), "leila")
    assert text(card, "layers").splitlines()[-1] == "… and 14 more"


def test_enter_alone_deletes_nothing_and_tab_enter_does(card, qtbot):
    asked: list[list[DocumentId]] = []
    card.deletion_confirmed.connect(asked.append)
    card.ask(Loss(DOCUMENTS[:2]), "leila")
    qtbot.keyClick(card.first_field(), Qt.Key.Key_Return)
    assert (card.isVisible(), asked) == (False, [])
    card.ask(Loss(DOCUMENTS[:2]), "leila")
    qtbot.keyClick(card.first_field(), Qt.Key.Key_Tab)
    qtbot.keyClick(card.focusWidget(), Qt.Key.Key_Return)
    assert (card.isVisible(), asked) == (False, [list(DOCUMENTS[:2])])


def test_escape_and_a_click_beside_it_keep_everything(card, qtbot):
    with qtbot.assertNotEmitted(card.deletion_confirmed):
        card.ask(Loss(DOCUMENTS[:2]), "leila")
        qtbot.keyClick(card.first_field(), Qt.Key.Key_Escape)
        assert not card.isVisible()
        card.ask(Loss(DOCUMENTS[:2]), "leila")
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
        assert not card.isVisible()
