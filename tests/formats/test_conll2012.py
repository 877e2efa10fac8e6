"""CoNLL-2012: chains in the last column, flat names before it, the rest in a line of ours."""

import pytest

from annotator.formats.conll2012 import FORMAT, looks_like
from annotator.formats.errors import FormatError
from annotator.formats.losses import Loss
from tests.formats.files import clusters, entry_of, faults_of, projected, read, said, written
from tests.formats.summit import TEXT, summit


def _text(**choices: str) -> str:
    (text,) = written(FORMAT, summit(), choices=choices).values()
    return text


def test_a_word_a_line_in_twelve_columns_chains_in_the_last() -> None:
    lines = _text().splitlines()
    assert lines[1] == f"#begin document ({summit().document.id}); part 000"
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert {len(row) for row in rows} == {12}
    chains = {row[3]: row[-1] for row in rows if row[-1] != "-"}
    assert chains == {"التقى": "(1)", "توكاييف\u200f": "(2)", "met": "(1)", "Tokayev": "(2)"}
    assert {row[3]: row[10] for row in rows if row[10] != "*"} == {
        "توكاييف\u200f": "(PERSON)", "نظيره": "(PERSON)", "أستانا": "(GPE)", "Kazakhstan": "(GPE)",
        "Tokayev": "(PERSON)",
    }  # fmt: skip
    assert rows[0][5] == "(TOP*"
    assert lines[-1] == "#end document"


def test_it_comes_back_with_its_text_labels_and_clusters() -> None:
    entry = entry_of(read(FORMAT, _text()))
    assert entry.text == TEXT
    assert clusters(entry) == [["التقى", "met"], ["توكاييف\u200f", "Tokayev"]]
    assert ("Contact.Meet", "met") in said(entry)
    _entries, losses = projected(FORMAT, summit())
    assert losses.totals == {Loss.EXPANDED: 1, Loss.EVENT: 1, Loss.ARGUMENT: 6, Loss.RELATION: 1}


FOREIGN = """#begin document (bc/cctv/00/cctv_0001); part 000
bc/cctv/00/cctv_0001   0   0    In      IN   (TOP(PP*   -   -   -   Speaker#1      *   (A*   -
bc/cctv/00/cctv_0001   0   1   the      DT   (NP*       -   -   -   Speaker#1   (DATE*   *   (16
bc/cctv/00/cctv_0001   0   2   summer   NN   *)         -   -   -   Speaker#1      *)   *)   16)
bc/cctv/00/cctv_0001   0   3   he       PRP  *)         -   -   -   Speaker#1      *   *   (7)|(16)

bc/cctv/00/cctv_0001   0   0   He       PRP  (TOP*)     -   -   -   Speaker#1      *   (7)

#end document
#begin document (bc/cctv/00/cctv_0001); part 001
bc/cctv/00/cctv_0001   1   0   Yes      UH   (TOP*)     -   -   -   Speaker#1      *   -

#end document
"""


def test_a_file_of_others_is_read_part_by_part() -> None:
    found = read(FORMAT, FOREIGN)
    first, second = (one.entry for one in found)
    assert first is not None
    assert second is not None
    assert first.text == "In the summer he\nHe"
    assert said(first) == [("DATE", "the summer"), ("Entity", "he"), ("Entity", "He")]
    assert clusters(first) == [["He"], ["the summer", "he"]]
    assert [entry.document.meta["doc_id"] for entry in (first, second)] == [
        "bc/cctv/00/cctv_0001", "bc/cctv/00/cctv_0001_part_1",
    ]  # fmt: skip
    assert [found_.line for found_ in found] == [1, 10]
    assert faults_of(found) == [(5, "The words 3 3 are in the chains 16 and 7.")]


def test_files_of_four_columns_are_read_too() -> None:
    text = "#begin document (1_10ecb);\n1.1\tHe\tBODY\t(3)\n1.2\tshot\tBODY\t(4\n1.3\tdown\tBODY\t4)\n#end document\n"
    entry = entry_of(read(FORMAT, text))
    assert entry.text == "He shot down"
    assert clusters(entry) == [["He"], ["shot down"]]


def test_what_is_wrong_is_said_and_costs_no_other() -> None:
    damaged = FOREIGN.replace("(16\n", "(16|(5\n").replace("   16)\n", "   16)|8)\n").replace("\n\nbc", "\nbc x\n\nbc")
    found = read(FORMAT, damaged)
    assert clusters(entry_of(found[:1])) == [["He"], ["the summer", "he"]]
    assert (6, "This line has no word in column 4: “bc x”.") in faults_of(found)
    assert {*faults_of(found)} >= {
        (4, "A mention of chain 8 ends at word 3, but has not begun."),
        (3, "A mention of chain 5 begins at word 2, but does not end."),
    }


def test_a_file_of_something_else_is_refused() -> None:
    with pytest.raises(FormatError, match="#begin document"):
        read(FORMAT, "a b c\n")


def test_it_knows_its_files() -> None:
    assert looks_like(FOREIGN.encode())
    assert looks_like(_text().encode())
    assert not looks_like(b"-DOCSTART- -X- O O\n")
