"""The cards above the window: beginning gold, reasons, outcomes, a span, clusters."""

from fractions import Fraction

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QListWidget, QPushButton, QRadioButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.adjudicate.begin_card import BeginCard
from annotator.gui.adjudicate.cluster_card import ClusterCard, MemberList
from annotator.gui.adjudicate.outcome_card import OutcomeCard, Role, counted
from annotator.gui.adjudicate.reasons_card import ReasonsCard
from annotator.gui.adjudicate.words import Block
from annotator.gui.theme import Theme, load_fonts
from annotator.gui.widgets import RowsView
from annotator.model.annotation import Status
from annotator.model.ids import DocumentId
from annotator.services.adjudication.gold_rules import Rule
from annotator.services.adjudication.gold_start import Start, plan_gold, start_gold
from annotator.services.adjudication.outcomes import Fate, Outcome, outcomes
from annotator.services.quoting import Quotes
from annotator.services.session import Session
from tests.gui.adjudicate.conftest import LEILA, MEHDI, SARA

EVERYBODY = (LEILA, MEHDI, SARA)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    load_fonts()
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def child(card: QWidget, kind: type[QWidget], name: str) -> QWidget:
    found = card.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


# -- beginning gold


@pytest.fixture
def begin(qtbot: QtBot, window: QWidget, review: Session, arabic: DocumentId) -> BeginCard:
    made = BeginCard(window, Theme())
    made.ask(review, EVERYBODY, arabic)
    return made


def go(card: BeginCard) -> QPushButton:
    found = child(card, QPushButton, "begin_go")
    assert isinstance(found, QPushButton)
    return found


def test_the_preview_says_what_would_come(qtbot: QtBot, begin: BeginCard, review: Session) -> None:
    qtbot.waitUntil(go(begin).isEnabled, timeout=30_000)
    plan = plan_gold(review.path, Start(EVERYBODY))
    counts = child(begin, QLabel, "begin_counts")
    assert isinstance(counts, QLabel)
    assert f"{plan.count('entities')} entities" in counts.text()
    assert f"{plan.count('clusters')} clusters" in counts.text()
    with qtbot.waitSignal(begin.begin_requested) as asked:
        qtbot.keyClick(begin.first_field(), Qt.Key.Key_Return)
    assert asked.args == [Start(EVERYBODY)]
    assert begin.isHidden()


def test_rule_numbers_and_documents_are_taken_over(begin: BeginCard, arabic: DocumentId) -> None:
    one, least, overlap = (
        child(begin, QRadioButton, "begin_rule_one"),
        child(begin, QSpinBox, "begin_least"),
        child(begin, QSpinBox, "begin_overlap"),
    )
    done, here = child(begin, QCheckBox, "begin_done"), child(begin, QCheckBox, "begin_here")
    for part in (done, here):
        part.setChecked(True)  # type: ignore[attr-defined]
    overlap.setValue(80)  # type: ignore[attr-defined]
    least.setValue(3)  # type: ignore[attr-defined]
    start = begin.start()
    assert (start.rule, start.least, start.overlap) == (Rule.ALL, 3, Fraction(4, 5))
    assert (start.documents, start.statuses) == (frozenset({arabic}), frozenset({Status.DONE}))
    one.setChecked(True)  # type: ignore[attr-defined]
    assert (begin.start().rule, begin.start().believed, begin.start().least) == (Rule.ONE, LEILA, 1)
    assert not least.isEnabled()
    begin.leave()


def test_with_one_annotator_only_one_can_be_believed(begin: BeginCard, review: Session) -> None:
    begin.ask(review, (LEILA,), None)
    assert begin.rule is Rule.ONE
    assert not child(begin, QRadioButton, "begin_rule_all").isEnabled()
    begin.leave()


# -- reasons


@pytest.fixture
def reasons(window: QWidget) -> ReasonsCard:
    made = ReasonsCard(window, Theme())
    made.ask(["slip", "boundary", "translation"])
    return made


def test_reasons_are_ordered_taken_out_added_and_renamed(qtbot: QtBot, reasons: ReasonsCard) -> None:
    view = child(reasons, QListWidget, "reasons_list")
    assert isinstance(view, QListWidget)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert reasons.reasons() == ["boundary", "slip", "translation"]
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert reasons.reasons() == ["boundary", "translation"]
    view.item(0).setText("edges")
    qtbot.keyClick(view, Qt.Key.Key_Insert)
    editor = view.viewport().focusWidget() or view.focusWidget()
    assert editor is not None
    qtbot.keyClicks(editor, "dialect")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # the field closes only now
    with qtbot.waitSignal(reasons.reasons_chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert sorted(chosen.args[0]) == ["dialect", "edges", "translation"]


def test_an_empty_reason_is_left_out(qtbot: QtBot, reasons: ReasonsCard) -> None:
    view = child(reasons, QListWidget, "reasons_list")
    assert isinstance(view, QListWidget)
    view.item(1).setText("  ")
    assert reasons.reasons() == ["slip", "translation"]


# -- outcomes


@pytest.fixture
def found(review: Session, arabic: DocumentId) -> tuple[Outcome, ...]:
    start_gold(review, Start(rule=Rule.ONE, believed=MEHDI, documents=frozenset({arabic})))
    return outcomes(review, arabic, LEILA)


def test_what_calls_for_a_look_comes_first(
    qtbot: QtBot, window: QWidget, review: Session, found: tuple[Outcome, ...]
) -> None:
    card = OutcomeCard(window, Theme())
    card.show_outcomes(found, Quotes(review), "زيارة")
    view = child(card, RowsView, "outcome_list")
    assert isinstance(view, RowsView)
    shown: list[Outcome] = [view.model().index(row, 0).data(Role.OUTCOME) for row in range(view.model().rowCount())]
    accepted = [outcome.fate is Fate.ACCEPTED for outcome in shown]
    assert accepted == sorted(accepted)
    assert not all(accepted)
    assert f"{sum(accepted)} accepted" in counted(found)
    with qtbot.waitSignal(card.mention_requested) as asked:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert asked.args == [shown[0].mention]


def test_each_outcome_can_be_heard(window: QWidget, review: Session, found: tuple[Outcome, ...]) -> None:
    card = OutcomeCard(window, Theme())
    card.show_outcomes(found, Quotes(review), "زيارة")
    view = child(card, RowsView, "outcome_list")
    assert isinstance(view, RowsView)
    index: QModelIndex = view.model().index(0, 0)
    assert index.data(Role.OUTCOME).sentence in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert not card.grab().isNull()


# -- clusters


def test_digits_put_mentions_together(qtbot: QtBot, window: QWidget) -> None:
    card = ClusterCard(window, Theme())
    members = [(key, Block(key)) for key in "abcd"]
    card.ask(members, (("a", "b"), ("c",), ("d",)))
    view = child(card, MemberList, "member_list")
    assert isinstance(view, MemberList)
    assert view.parts() == (("a", "b"), ("c",), ("d",))
    for key in ("1", "0", "2", "2"):
        qtbot.keyClick(view, key)
    assert view.parts() == (("a",), ("b",), ("c", "d"))
    with qtbot.waitSignal(card.chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert chosen.args == [(("a",), ("b",), ("c", "d"))]
