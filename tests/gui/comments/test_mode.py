"""The mode Comments at work: how often people differ about the guidelines to fix, and the way there."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from annotator.gui.comments.mode import CommentsMode
from annotator.gui.comments.page import CommentsPage
from annotator.gui.compare.page import ComparePage
from annotator.gui.modes import Mode
from annotator.model.annotation import Kind
from annotator.services.comments import writing as comments
from annotator.services.comments.writing import on_document, on_link
from annotator.services.comparison.rule_disagreements import rule_disagreements
from annotator.services.session import Session
from tests.gui.conftest import Hand, MakeWindow

PERSON, VISIT = ("PERSON", ""), ("Movement.Visit", "")


@pytest.fixture
def hand(make_window: MakeWindow, review_path: Path) -> Hand:
    """Leila in the mode Comments of a project of three people, with two guidelines to fix."""
    made = make_window()
    assert made.window.projects.open(review_path)
    made.settle()
    made.window.commands.run("mode_comments")
    made.settle()
    return made


def _session(hand: Hand) -> Session:
    session = hand.window.projects.session
    assert session is not None
    return session


def _mode(hand: Hand) -> CommentsMode:
    return hand.window.later.commenting.mode


def _counts(hand: Hand) -> dict[tuple[str, str], int]:
    counting = _mode(hand)._counting
    assert counting is not None
    hand.qtbot.waitUntil(lambda: counting.counts is not None, timeout=20_000)
    return dict(counting.counts or {})


def _facts(hand: Hand) -> list[str]:
    labels = [one for one in hand.window.findChildren(QWidget, "rule_facts") if one.isVisible()]
    return [str(one.property("text")) for one in labels]


def _buttons(hand: Hand) -> list[QWidget]:
    return [one for one in hand.window.findChildren(QWidget, "rule_disagreements") if one.isVisible()]


def test_cards_tell_how_often_people_differ(hand: Hand) -> None:
    found = _counts(hand)
    assert found == rule_disagreements(_session(hand).path, found.keys())
    assert found[PERSON] > 1 and found[VISIT] > 1
    told = {fact.split("  ·  ")[1] for fact in _facts(hand)}
    assert told == {f"{count} disagreements" for count in found.values()}


def test_show_opens_exactly_those(hand: Hand) -> None:
    found = _counts(hand)
    button = next(one for one in _buttons(hand) if one.accessibleName().endswith("PERSON"))
    assert button.property("text") == f"Show {found[PERSON]}"
    hand.click(button)
    assert hand.window.modes.current is Mode.COMPARE
    page = hand.window.modes.page(Mode.COMPARE)
    assert isinstance(page, ComparePage)
    hand.settle()
    view = page.disagreements.view
    hand.qtbot.waitUntil(lambda: view.rows.count == found[PERSON], timeout=20_000)


def test_counts_follow_what_is_labelled_and_flagged(hand: Hand) -> None:
    session, before = _session(hand), _counts(hand)
    counting = _mode(hand)._counting
    assert counting is not None
    document = next(iter(session.project.document_ids()))
    mention = next(one for one in session.layer(document).mentions if one.label == "PERSON")
    hand.window.commands.run("mode_label")
    session.delete([mention.id])
    hand.window.notices.tell()
    assert counting.counts == before
    hand.window.commands.run("mode_comments")
    hand.qtbot.waitUntil(lambda: counting.counts not in (None, before), timeout=20_000)
    assert counting.counts == rule_disagreements(session.path, before.keys())
    event = next(
        one for one in session.layer(document).mentions if session.arguments_with(one.id) and one.kind is Kind.EVENT
    )
    argument = next(one for one in session.arguments_with(event.id) if one.event == event.id)
    comments.add(session, on_link(session, argument), "?", for_guideline=True)
    hand.window.notices.tell()
    rule = event.label, argument.role
    hand.qtbot.waitUntil(lambda: rule in (counting.counts or {}), timeout=20_000)


def test_a_rule_about_no_label_has_no_count(hand: Hand) -> None:
    session = _session(hand)
    _counts(hand)
    comments.add(session, on_document(next(iter(session.project.document_ids()))), "?", for_guideline=True)
    hand.window.notices.tell()
    hand.qtbot.waitUntil(lambda: len(_facts(hand)) == 3)
    assert [fact for fact in _facts(hand) if "disagreement" not in fact] == ["1 comment"]


def test_the_exported_page_has_them(hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found, out = _counts(hand), tmp_path / "rules.md"
    monkeypatch.setattr(_mode(hand), "choose_file", lambda _folder: str(out))
    hand.click(hand.child("guidelines_export"))
    assert f"{found[PERSON]} disagreements;" in out.read_text("utf-8")


def test_without_flags_nothing_is_compared(hand: Hand) -> None:
    session = _session(hand)
    _counts(hand)
    page = hand.window.modes.page(Mode.COMMENTS)
    assert isinstance(page, CommentsPage)
    for one in _mode(hand).listed.all():  # type: ignore[union-attr]
        if one.is_flagged:
            comments.set_state(session, one.id, comments.State.FOR_GUIDELINE, holds=False)
    hand.window.notices.tell()
    counting = _mode(hand)._counting
    assert counting is not None and counting.counts is None
    assert not _buttons(hand)
