"""What the bar says of the keys."""

from dataclasses import replace

from annotator.gui.adjudicate.hints import hints_at
from annotator.services.adjudication.board import Board
from tests.gui.adjudicate.conftest import LEILA, MEHDI, SARA, two_spans


def test_keys_follow_who_is_looked_at(board: Board) -> None:
    case = two_spans(board)
    two = dict(hints_at(case).keys)
    assert (two["1"], two["2"], two["3"]) == (LEILA, MEHDI, "Both")
    three = dict(hints_at(replace(case, annotators=(LEILA, MEHDI, SARA))).keys)
    assert three["3"] == SARA
    one = dict(hints_at(replace(case, annotators=(LEILA,))).keys)
    assert (one["A"], one["N"], one["Enter"]) == ("Accept", "Reject", "Accept, next")
    assert [keys for keys, _words in hints_at(None).keys] == ["J|K"]
