"""Guidelines to fix: a card for each rule, what the guideline says now, and the ways from there."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.comments.guidelines import Guidelines
from annotator.gui.widgets.marked import Passage
from annotator.model.scheme import Label, Role, Scheme
from annotator.services.comments.guideline import Rule, guidelines_to_fix
from tests.gui.comments.conftest import a_comment, a_discussion

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

GPE, GUEST = ("GPE", ""), ("Meet", "Guest")
SCHEME = Scheme(
    "test",
    labels=(
        Label("GPE", "entity", guideline=f"<b>Places</b> {'long ' * 80}\n\nSecond."),
        Label("Meet", "event", guideline="Not said of a role.", roles=(Role("Guest", names={"fa": "مهمان"}),)),
    ),
)


@pytest.fixture
def guidelines(qtbot: QtBot) -> Iterator[Guidelines]:
    """Three rules: a label, a role, and none."""
    made = Guidelines()
    qtbot.addWidget(made)
    made.set_scheme(SCHEME, "fa")
    made.resize(300, 700)
    made.show()
    _show(made)
    yield made
    made.hide()


def _show(guidelines: Guidelines, counts: dict[Rule, int] | None = None, listed: Rule | None = None) -> None:
    found = [
        a_discussion("a", a_comment("a", "?", flagged=True), label="GPE"),
        a_discussion("b", a_comment("b", "?", flagged=True), label="GPE", language="de"),
        a_discussion("c", a_comment("c", "?", flagged=True), label="Meet", role="Guest"),
        a_discussion("d", a_comment("d", "?", flagged=True)),
        a_discussion("e", a_comment("e", "not flagged")),
    ]
    guidelines.show_entries(guidelines_to_fix(found, counts), listed)
    QApplication.processEvents()


def _cards(guidelines: Guidelines) -> list[QWidget]:
    return [card for card in guidelines.findChildren(QWidget, "rule_card") if not card.isHidden()]


def _words(card: QWidget, name: str) -> str:
    found = card.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def test_a_rule_has_its_name_its_guideline_and_its_facts(guidelines: Guidelines) -> None:
    cards = {_words(card, "rule_title"): card for card in _cards(guidelines)}
    assert set(cards) == {"GPE", "Meet: \u2068مهمان\u2069", "No label in particular"}
    place = cards["GPE"]
    assert (_words(place, "rule_facts"), _words(place, "rule_languages")) == ("2 comments", "Arabic, German")
    (said,) = place.findChildren(Passage)
    assert said.marked.text.startswith("<b>Places</b> long")
    assert len(said.marked.text) <= 220 and said.marked.text.endswith("…")
    assert not cards["No label in particular"].findChildren(Passage)
    assert not cards["Meet: \u2068مهمان\u2069"].findChildren(Passage)


def test_the_most_expensive_rule_comes_first_and_shows_its_disagreements(qtbot: QtBot, guidelines: Guidelines) -> None:
    _show(guidelines, {GPE: 0, GUEST: 1_200})
    first, second, third = _cards_in_order(guidelines)
    assert _words(first, "rule_facts") == "1 comment  ·  1,200 disagreements"
    assert _words(second, "rule_facts") == "2 comments  ·  0 disagreements"
    assert _words(third, "rule_facts") == "1 comment"
    assert [card.findChild(QWidget, "rule_disagreements") is not None for card in (first, second, third)] == [
        True,
        False,
        False,
    ]
    button = first.findChild(QWidget, "rule_disagreements")
    assert button is not None
    assert button.property("text") == "Show 1,200"
    assert button.accessibleName() == "1,200 disagreements: Meet: \u2068مهمان\u2069"
    with qtbot.waitSignal(guidelines.disagreements_wanted) as asked:
        button.click()  # type: ignore[attr-defined]
    assert asked.args == [GUEST]


def _cards_in_order(guidelines: Guidelines) -> list[QWidget]:
    return sorted(_cards(guidelines), key=guidelines._column.indexOf)


def test_threads_are_listed_and_all_again(qtbot: QtBot, guidelines: Guidelines) -> None:
    for listed, wanted, words in ((None, GPE, "Threads"), (GPE, None, "All threads")):
        _show(guidelines, listed=listed)
        button = _cards_in_order(guidelines)[0].findChild(QWidget, "rule_show")
        assert button is not None and button.property("text") == words
        with qtbot.waitSignal(guidelines.shown) as asked:
            button.click()  # type: ignore[attr-defined]
        assert asked.args == [wanted]


def test_without_any_there_is_nothing_to_export(guidelines: Guidelines) -> None:
    export, nothing = (guidelines.findChild(QWidget, name) for name in ("guidelines_export", "guidelines_nothing"))
    assert export is not None and nothing is not None
    assert export.isEnabled() and not nothing.isVisible()
    guidelines.show_entries([], None)
    assert not export.isEnabled() and nothing.isVisible()
    assert not _cards(guidelines)
