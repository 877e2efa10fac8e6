"""The card of a disagreement: a sentence, both readings, the guideline."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.compare.card import CardFacts, DisagreementCard
from annotator.gui.compare.corpus import Corpus
from annotator.gui.theme import Theme
from annotator.gui.widgets import Signs, spread_theme
from annotator.gui.widgets.marked import Passage
from annotator.services.comparison.disagreement import Difference
from annotator.services.comparison.disagreement_list import listed
from annotator.services.session import Session
from tests.gui.compare.conftest import BOTH, MEHDI

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

MakeCard = Callable[..., DisagreementCard]


@pytest.fixture
def make_card(qtbot: QtBot, corpus: Corpus, reviewing: Session) -> MakeCard:
    """Makes the card of the first disagreement of a kind in the Arabic document."""

    def make(kind: Difference, width: int = 400, **facts: Any) -> DisagreementCard:
        assert corpus.tally is not None
        comparison = corpus.compare(list(corpus.tally)[1].document)
        assert comparison is not None
        one = next(one for one in listed(comparison) if one.found.kind is kind)
        made = DisagreementCard(CardFacts(one, comparison.text, reviewing.scheme, Signs(BOTH), **facts), width)
        qtbot.addWidget(made)
        layout = made.layout()
        assert layout is not None
        made.resize(width, layout.totalHeightForWidth(width))
        made.show()
        return made

    return make


def passage(card: DisagreementCard, name: str) -> Passage:
    found = card.findChild(QWidget, name)
    assert isinstance(found, Passage)
    return found


def marked(card: DisagreementCard, side: int) -> list[str]:
    shown = passage(card, f"reading_passage_{side}").marked
    return [shown.text[start:end] for start, end in shown.marks if start < end]


def said(card: DisagreementCard, side: int) -> str:
    found = card.findChild(QLabel, f"reading_said_{side}")
    assert found is not None
    return found.text()


def test_a_boundary_shows_both_spans_in_the_same_words_and_their_lengths(make_card: MakeCard) -> None:
    card = make_card(Difference.BOUNDARY)
    assert marked(card, 1) == ["و" + marked(card, 0)[0]]
    assert passage(card, "reading_passage_0").marked.text == passage(card, "reading_passage_1").marked.text
    assert (said(card, 0), said(card, 1)) == ("5 characters", "6 characters")
    assert passage(card, "disagreement_guideline").marked.text.startswith("PERSON: A human being")


def test_who_has_nothing_there_is_not_marked(make_card: MakeCard) -> None:
    card = make_card(Difference.MISSING)
    assert marked(card, 0)
    assert marked(card, 1) == []
    assert said(card, 1) in {"no mention", "no event"}
    heights = {passage(card, f"reading_passage_{side}").heightForWidth(160) for side in (0, 1)}
    assert len(heights) == 1


def test_two_labels_show_two_guidelines(make_card: MakeCard) -> None:
    card = make_card(Difference.LABEL)
    assert len(card.findChildren(QWidget, "disagreement_guideline")) == 2


def test_what_may_still_come_is_told(make_card: MakeCard) -> None:
    card = make_card(Difference.MISSING, unfinished=(MEHDI,))
    assert "mehdi" in passage(card, "disagreement_unfinished").marked.text
    assert make_card(Difference.BOUNDARY, unfinished=(MEHDI,)).findChild(QWidget, "disagreement_unfinished") is None


def test_a_narrow_card_is_higher(make_card: MakeCard) -> None:
    wide, narrow = make_card(Difference.BOUNDARY, 400), make_card(Difference.BOUNDARY, 300)
    left, right = (narrow.findChild(QWidget, f"reading_{side}") for side in (0, 1))
    assert left is not None
    assert right is not None
    assert right.y() > left.y()
    assert narrow.height() > wide.height()


@pytest.mark.parametrize(("can", "shown"), [({}, []), ({"can_adjudicate": True, "can_comment": True}, ["A", "C"])])
def test_only_what_there_is_can_be_done(make_card: MakeCard, can, shown) -> None:
    card = make_card(Difference.LABEL, **can)
    buttons = {"A": card.findChild(QWidget, "adjudicate"), "C": card.findChild(QWidget, "comment")}
    assert [key for key, widget in buttons.items() if widget is not None and widget.isVisible()] == shown
    text = card.findChild(QWidget, "open_in_text")
    assert text is not None
    assert text.isVisible()


def test_each_reading_is_painted_as_its_annotator(make_card: MakeCard) -> None:
    card = make_card(Difference.BOUNDARY)
    theme = Theme()
    spread_theme(card, theme)
    grounds = [Signs(BOTH).of(name).ground(theme).color().rgb() for name in BOTH]
    for side in (0, 1):
        image = passage(card, f"reading_passage_{side}").grab().toImage()
        colors = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
        assert grounds[side] in colors
        assert grounds[1 - side] not in colors
