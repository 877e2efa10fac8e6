"""What is lost, by kind and by document."""

import pytest

from annotator.formats.losses import Loss, Losses
from annotator.gui.dialogs.export_losses import LossesView
from annotator.model.ids import DocumentId
from annotator.services.exports.choice import ExportChoice

CONLL = ExportChoice("conll2003", ("leila",))

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def view(qtbot):
    made = LossesView()
    qtbot.addWidget(made)
    made.show()
    return made


def title(document):
    return f"عنوان {document}\n<b>"


def documents_shown(view):
    return view._documents.toPlainText().splitlines()


def test_kinds_stand_in_the_order_of_the_report_and_the_last_list_goes(view):
    losses = Losses()
    losses.add(DocumentId("a"), Loss.EVENT, 1200)
    losses.add(DocumentId("b"), Loss.NESTED)
    for _ in range(2):
        view.show_losses(losses, CONLL, title)
    shown = [view._grid.itemAtPosition(row, 0).widget().accessibleName() for row in range(2)]
    assert shown == ["1 nested mention", "1,200 events"]
    assert view._grid.itemAtPosition(2, 0) is None
    assert {offer.name for offer in view._offers.values()} == {"level", "kind", "mentions-all"}


def test_titles_are_plain_isolated_and_on_one_line(view):
    losses = Losses()
    losses.add(DocumentId("1"), Loss.EVENT, 2)
    losses.add(DocumentId("1"), Loss.NESTED)
    view.show_losses(losses, CONLL, title)
    assert documents_shown(view) == ["\u2068عنوان 1 <b>\u2069: 1 nested mention, 2 events"]


def test_of_very_many_documents_the_list_says_how_many_more(view):
    losses = Losses()
    for number in range(1234):
        losses.add(DocumentId(str(number)), Loss.EVENT)
    view.show_losses(losses, CONLL, title)
    assert len(documents_shown(view)) == 501
    assert documents_shown(view)[-1] == "… and 734 more documents; save the list to see all."


def test_the_way_of_listing_stays_while_the_choice_changes(view):
    losses = Losses()
    losses.add(DocumentId("1"), Loss.EVENT)
    view.show_losses(losses, CONLL, title)
    view._way._choose(1)
    assert view._documents.isVisible()
    view.say("Counting what is lost…")
    assert not view._documents.isVisible()
    view.show_losses(losses, CONLL, title)
    assert view._documents.isVisible()
    view.show_losses(Losses(), CONLL, title)
    assert view._say.text() == "Nothing. Everything that is chosen is in the file."
