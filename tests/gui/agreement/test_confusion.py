"""The table of which label met which."""

from annotator.gui.agreement.confusion import NONE, STEPS, Table

COUNTS = {("A", "A"): 40, ("A", "B"): 3, ("B", "B"): 10, ("B", NONE): 16, (NONE, "A"): 1, ("C", "C"): 0}


def test_frequent_labels_come_first_and_none_last():
    table = Table.of(COUNTS)
    assert table.labels == ("A", "B", NONE)  # C met nothing
    assert [[table.count(row, column) for column in range(3)] for row in range(3)] == [
        [40, 3, 0],
        [0, 10, 16],
        [1, 0, 0],
    ]


def test_shares_are_of_the_row():
    table = Table.of(COUNTS)
    assert table.row_total(1) == 26
    assert table.share(1, 2) == 16 / 26
    assert table.share(2, 1) == 0


def test_steps_go_by_count():
    table = Table.of({("A", f"L{n}"): n for n in (1, 2, 3, 5, 6, 9, 10, 14, 15, 40)})
    row = table.labels.index("A")
    steps = {table.count(row, column): table.step(row, column) for column in range(len(table.labels))}
    assert [steps[n] for n in (1, 2, 3, 5, 6, 9, 10, 14, 15, 40)] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert table.steps_in_words() == ["1–2", "3–5", "6–9", "10–14", "15+"]
    assert len(table.steps_in_words()) == STEPS


def test_steps_grow_with_large_counts():
    table = Table.of({("A", "B"): 600, ("B", "A"): 1})
    assert table.steps_in_words() == ["1–20", "21–50", "51–90", "91–140", "141+"]


def test_only_chosen_labels_are_kept_with_what_they_met():
    table = Table.of(COUNTS, only=("B",))
    assert table.labels == ("B", NONE)
    assert dict(table.counts) == {("B", "B"): 10, ("B", NONE): 16}


def test_an_empty_table_is_empty():
    assert Table.of({}) == Table()
    assert Table.of(COUNTS, only=("X",)).labels == ()
