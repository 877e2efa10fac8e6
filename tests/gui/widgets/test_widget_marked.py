"""Texts with marks."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from annotator.gui.theme import Theme, font, load_fonts
from annotator.gui.widgets.marked import MarkedText, Passage, in_brackets, mark_format


@pytest.mark.parametrize(
    ("text", "plain", "marked"),
    [
        ("mit [Generalsekretär] To Lam", "mit Generalsekretär To Lam", ["Generalsekretär"]),
        ("[tauschten] sich [aus]", "tauschten sich aus", ["tauschten", "aus"]),
        ("شريك مهم ل[كازاخستان] في", "شريك مهم لكازاخستان في", ["كازاخستان"]),
        ("no brackets", "no brackets", []),
        ("an [open one", "an [open one", []),
        ("a closed] one", "a closed] one", []),
        ("😀 [😀] x", "😀 😀 x", ["😀"]),
    ],
)
def test_brackets_say_what_is_marked(text, plain, marked):
    found = in_brackets(text)
    assert found.text == plain
    assert [found.text[start:end] for start, end in found.marks] == marked


@given(st.text())
def test_marks_are_inside_and_in_order(text):
    found = in_brackets(text)
    edges = [edge for mark in found.marks for edge in mark]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(found.text) for edge in edges)


def test_formats_count_as_qt_does(qapp):
    """An emoji is one code point and two units."""
    layout = in_brackets("😀 [you]").lay_line(
        font("body"), Qt.LayoutDirection.LeftToRight, 200, mark_format(Theme().c("ok"))
    )
    (one,) = layout.formats()
    assert (one.start, one.length) == (3, 3)


def test_a_passage_grows_as_its_column_narrows(qtbot):
    load_fonts()
    passage = Passage()
    qtbot.addWidget(passage)
    passage.show_text(MarkedText("Two or more come together in one place, for a meeting, session or conference. " * 3))
    assert passage.heightForWidth(150) > passage.heightForWidth(400) > 0
    assert passage.accessibleName().startswith("Two or more")


def test_lines_of_plain_text_are_equally_far_apart_in_any_scripts(qtbot):
    load_fonts()
    text = "The noun with its adjective of rank (زيارة دولة, officieel bezoek) or the verb, in light verb phrases too."
    layout = MarkedText(text).lay(font("body"), Qt.LayoutDirection.LeftToRight, 160, mark_format(Theme().c("ok")))
    bases = [layout.lineAt(n).y() + layout.lineAt(n).ascent() for n in range(layout.lineCount())]
    steps = {round(b - a, 3) for a, b in pairwise(bases)}
    assert len(bases) > 3
    assert len(steps) == 1
