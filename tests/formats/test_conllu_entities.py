"""Entities in the last column of CoNLL-U: brackets with labels, with ids, in pieces, and damaged ones."""

import pytest

from annotator.formats.conllu_entities import Said, mentions
from annotator.formats.conllu_plus import FORMAT
from annotator.formats.rams import UNTYPED
from tests.formats.files import clusters, entry_of, faults_of, read, said

NAMES = "eid-etype-head-other"
Seen = list[tuple[str, str, list[tuple[int, int]]]]


def _read(*cells: str, names: str = NAMES) -> tuple[Seen, list[tuple[int | None, str]]]:
    """Words of one letter with a blank behind each."""
    words = [Said(number + 1, (2 * number, 2 * number + 1), cell) for number, cell in enumerate(cells)]
    found, faults = mentions(words, names)
    return [(m.label, m.chain, m.pieces) for m in found], [(fault.line, fault.reason) for fault in faults]


@pytest.mark.parametrize(
    ("cells", "names", "found"),
    [
        (["(GPE)"], "", [("GPE", "", [(0, 1)])]),
        (["(EVE", "(PER)EVE)"], "", [("EVE", "", [(0, 3)]), ("PER", "", [(2, 3)])]),
        (["(e1-person-1-x", "e1)"], NAMES, [("person", "e1", [(0, 3)])]),
        (["(e1-person-1(e2-place-1)", "e1)"], NAMES, [("person", "e1", [(0, 3)]), ("place", "e2", [(0, 1)])]),
        (["(e1-person-1", "(e1-person-1)", "e1)"], NAMES, [("person", "e1", [(0, 5)]), ("person", "e1", [(2, 3)])]),
        (["(e1--1)"], NAMES, [(UNTYPED, "e1", [(0, 1)])]),
        (["(person-giv-1)"], "etype-infstat-MIN", [("person", "person", [(0, 1)])]),
        (["(7-person-giv:act", "7)"], "GRP-etype-infstat", [("person", "7", [(0, 3)])]),
        (["(e1[1/2]-verb-1)", "x", "(e1[2/2])"], NAMES, [("verb", "e1", [(0, 1), (4, 5)])]),
        (
            ["(e1[1/2]-a-1)", "(e1[2/2])", "(e1[1/2]-b-1)", "(e1[2/2])"],
            NAMES,
            [("a", "e1", [(0, 1), (2, 3)]), ("b", "e1", [(4, 5), (6, 7)])],
        ),
    ],
)
def test_brackets_become_mentions(cells: list[str], names: str, found: Seen) -> None:
    assert _read(*cells, names=names) == (found, [])


def test_brackets_without_their_other_half_are_said_with_their_lines() -> None:
    found, faults = _read("(e1-person-1", "e2)", "(e3-place-1)")
    assert found == [("place", "e3", [(4, 5)])]
    assert faults == [(2, "“e2” ends here, but has not begun."), (1, "“person” begins here, but does not end.")]


COREFUD = """# global.Entity = eid-etype-head-other
# newdoc id = a
# text = Ann said she went.
1\tAnn\t_\t_\t_\t_\t0\t_\t_\tEntity=(e1-person-1-)
2\tsaid\t_\t_\t_\t_\t0\t_\t_\t_
3\tshe\t_\t_\t_\t_\t0\t_\t_\tEntity=(e1-person-1-)
4\twent\t_\t_\t_\t_\t0\t_\t_\tSpaceAfter=No
5\t.\t_\t_\t_\t_\t0\t_\t_\t_

# newdoc id = b
1\tOslo\t_\t_\t_\t_\t0\t_\t_\tEntity=(e2-place-1-

"""


def test_what_has_the_same_id_is_one_cluster_in_every_document_of_the_file() -> None:
    first, second = read(FORMAT, COREFUD)
    assert said(first.entry) == [("person", "Ann"), ("person", "she")]
    assert clusters(entry_of([first])) == [["Ann", "she"]]
    assert faults_of([second]) == [(11, "“place” begins here, but does not end.")]
