"""What cells say, in which direction."""

from PySide6.QtCore import Qt

from annotator.gui.adjudicate.words import CaseWords, Style, held_together
from annotator.model.decision import Aspect
from annotator.services.adjudication.board import Board
from annotator.services.adjudication.cases import CaseKind
from annotator.services.quoting import Quotes
from annotator.services.session import Session
from tests.gui.adjudicate.conftest import LEILA, MEHDI, case_where, differing, two_spans

RTL = Qt.LayoutDirection.RightToLeft


def test_a_span_is_quoted_in_its_own_direction(board: Board, words: CaseWords) -> None:
    case = two_spans(board)
    row = case.rows[0]
    cells = [words.cell(case, row, row.readings[name], name) for name in (LEILA, MEHDI)]
    assert [cell.plain for cell in cells] == ["زوجته", "وزوجته"]
    assert {block.runs for cell in cells for block in cell.blocks} == {RTL}
    assert (words.row(row, case), words.row(case.rows[1], case)) == ("Span", "Label")
    assert words.note(case) == "1 differs"


def test_events_have_triggers_and_types(board: Board, words: CaseWords) -> None:
    case = case_where(board, CaseKind.EVENT, lambda case: True)
    assert [words.row(row, case) for row in case.rows[:2]] == ["Trigger", "Type"]
    assert words.kind(case) == "Event"


def test_an_argument_says_its_role_only_where_they_differ(board: Board, words: CaseWords) -> None:

    found = [
        (case, row)
        for case in board.cases
        if case.kind is CaseKind.EVENT
        for row in differing(case, Aspect.ARGUMENT)
        if all(reading.record is not None for reading in row.readings.values())
    ]
    case, row = next((case, row) for case, row in found if words.row(row, case) == "Argument")
    cell = words.cell(case, row, row.readings[LEILA], LEILA)
    assert [block.style for block in cell.blocks] == [Style.QUOTE, Style.SUB]
    assert cell.blocks[1].text.startswith("as ")


def test_who_has_no_argument_there_says_none(board: Board, words: CaseWords) -> None:
    case = case_where(
        board,
        CaseKind.EVENT,
        lambda case: any(r.record is None for row in differing(case, Aspect.ARGUMENT) for r in row.readings.values()),
    )
    row = next(row for row in differing(case, Aspect.ARGUMENT) if any(r.record is None for r in row.readings.values()))
    empty = next(reading for reading in row.readings.values() if reading.record is None)
    assert words.cell(case, row, empty).plain == "none"


def test_names_come_in_the_language_of_the_interface(review: Session, board: Board) -> None:
    german = CaseWords(review, board, "de", Quotes(review))
    case = case_where(board, CaseKind.EVENT, lambda case: "Movement.Visit" in {m.label for m in case.mentions.values()})
    assert german.label(case) == "Besuch"
    row = next(row for row in case.rows if row.name == "polarity")
    assert german.row(row, case) == "Polarität"
    assert german.cell(case, row, next(iter(row.readings.values()))).plain == "positiv"


def test_clusters_are_told_as_differences(board: Board, words: CaseWords) -> None:
    case = case_where(board, CaseKind.CLUSTER, lambda case: not case.agrees)
    row = case.rows[0]
    groups = {name: words.cell(case, row, reading, name).groups for name, reading in row.readings.items()}
    assert groups[LEILA] != groups[MEHDI]
    assert any(block.differs for some in groups.values() for group in some for block in group)


def test_what_all_keep_together_is_found() -> None:
    found = held_together("abcdef", [["abc", "de"], ["abcd", "e"]])
    assert found["a"] == found["b"] == ("a", "b", "c")
    assert (found["d"], found["e"], found["f"]) == (("d",), ("e",), ("f",))


def test_a_large_group_is_told_by_two_and_a_count(board: Board, words: CaseWords) -> None:
    case = max((case for case in board.cases if case.kind is CaseKind.CLUSTER), key=lambda case: len(case.members))
    row = case.rows[0]
    cell = words.cell(case, row, row.readings[LEILA], LEILA)
    counts = [block.text for group in cell.groups for block in group if block.style is Style.SUB]
    assert len(case.members) > 4
    assert any(count.startswith("+") for count in counts)
