"""Saying for gold what nobody has said: each row is asked about in its own way, and only that row changes."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.gui.adjudicate.draft import Stand
from annotator.model.scheme import Attribute, AttributeKind
from annotator.services.adjudication.cases import Case, CaseKind, Link
from annotator.services.schemes.files import apply_scheme
from tests.gui.adjudicate.conftest import Judge, case_where, two_spans

K = Qt.Key


def says(judge: Judge, key: str) -> object:
    """What gold would say in a row."""
    return judge.draft.standing(judge.draft.row(key)).says[0].said


def give_attributes(judge: Judge, *attributes: Attribute) -> Case:
    """Let persons have further attributes, of which nobody has said anything; a case of one is shown."""
    scheme = judge.session.scheme
    names = tuple(attribute.name for attribute in attributes)
    labels = [
        replace(label, attributes=(*label.attributes, *names)) if label.name == "PERSON" else label
        for label in scheme.labels
    ]
    changed = replace(scheme, labels=tuple(labels), attributes=(*scheme.attributes, *attributes), version=2)
    apply_scheme(judge.session, changed)
    judge.settle()
    case = two_spans(judge.board)
    judge.open_case(case)
    judge.press("1")
    return case


def test_a_number_that_nobody_has_said_is_typed(judge: Judge) -> None:
    give_attributes(judge, Attribute("age", AttributeKind.NUMBER))
    judge.press("+")
    judge.press(K.Key_Return)
    field = judge.child("value_field")
    assert isinstance(field, QLineEdit)
    assert field.hasFocus()
    judge.type("old")
    judge.press(K.Key_Return)
    assert field.isVisible()  # no number
    field.selectAll()
    judge.type("42")
    judge.press(K.Key_Return)
    assert says(judge, "attribute:age") == 42
    assert judge.page.card.table.row == "attribute:age"
    judge.press("E")
    assert field.text() == "42"
    field.clear()
    judge.press(K.Key_Return)
    assert judge.draft.find("attribute:age") is None


def test_a_yes_or_no_that_nobody_has_said_is_written(judge: Judge) -> None:
    case = give_attributes(judge, Attribute("alive", AttributeKind.YES_NO))
    judge.press("+")
    judge.press(K.Key_Return)
    judge.press("Y")
    assert says(judge, "attribute:alive") is True
    judge.press(K.Key_Return)
    (gold,) = judge.page.desk.board.case(case.key).gold  # type: ignore[union-attr]
    assert gold.attributes["alive"] is True


def test_escape_in_the_field_adds_nothing(judge: Judge) -> None:
    give_attributes(judge, Attribute("age", AttributeKind.NUMBER))
    judge.press("+")
    judge.press(K.Key_Return)
    judge.type("42")
    judge.press(K.Key_Escape)
    assert judge.draft.rows == judge.case.rows
    assert judge.page.card.table.hasFocus()


def test_what_is_answered_goes_into_the_row_that_was_asked_about(judge: Judge) -> None:
    case = two_spans(judge.board)
    judge.open_case(case)
    judge.page.card.table.go_to_row("label")
    judge.press("E")
    judge.page.card.table.go_to_row("span")
    judge.child("case_picker").setFocus()
    judge.press("O")
    assert says(judge, "label") == "ORG"
    assert judge.draft.standing(judge.draft.row("span")).stand is Stand.TO_CHOOSE


def test_a_relation_is_turned_round(judge: Judge) -> None:
    case = case_where(judge.board, CaseKind.RELATION, lambda case: True)
    judge.open_case(case)
    judge.press("E")
    judge.press(K.Key_Return)
    said = says(judge, case.rows[0].key)
    assert isinstance(said, Link)
    mentions = [judge.page.desk.words.mention(end) for end in said.ends]  # type: ignore[union-attr]
    labels = [mention.label for mention in mentions if mention is not None]
    assert said.name in {label.name for label in judge.session.scheme.relations_between(*labels)}


def test_the_cards_follow_the_theme(judge: Judge) -> None:
    judge.open_case(two_spans(judge.board))
    judge.press("E")
    judge.press(K.Key_Escape)
    judge.page.card.table.go_to_row("label")
    judge.press("E")
    judge.press(K.Key_Escape)
    judge.window.look.choose("dark")
    cards = [card for name in ("case_picker", "span_card") if (card := judge.window.findChild(QWidget, name))]
    assert len(cards) == 2
    assert {card.theme.mode for card in cards} == {"dark"}  # type: ignore[attr-defined]


def test_nothing_is_asked_where_nothing_is_shown(judge: Judge) -> None:
    judge.page.show_case("")
    for key in ("E", "+", K.Key_Insert):
        judge.press(key)
    assert judge.window.findChild(QWidget, "case_picker") is None
