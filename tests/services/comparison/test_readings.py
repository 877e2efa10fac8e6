"""Both readings of a disagreement, in the words around it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Argument, Kind, Mention, Relation
from annotator.model.document import Direction, Document, text_sha256
from annotator.model.ids import ArgumentId, DocumentId, MentionId, RelationId, new_id
from annotator.model.span import Span
from annotator.services.comparison.alignment import Pair
from annotator.services.comparison.disagreement import Difference, Disagreement
from annotator.services.comparison.readings import Reading, direction_of, place_of, quote_of, readings
from tests.conftest import ARABIC, LEILA, OMAR

HERE = DocumentId("here")
BOTH = (LEILA, OMAR)
LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"


def mention(text: str, words: str, annotator=LEILA, label: str = "PERSON", kind: Kind = Kind.ENTITY) -> Mention:
    start = text.index(words)
    return Mention(MentionId(new_id()), HERE, annotator, kind, label, Span.of(start, start + len(words)))


def marked(reading: Reading) -> list[str]:
    return [reading.words[start:end] for start, end in reading.marks]


def test_both_stand_in_the_same_words() -> None:
    left, right = mention(ARABIC, "كازاخستان."), mention(ARABIC, "لكازاخستان.", OMAR)
    left = replace(left, span=Span.of(right.span.start + 1, right.span.end))
    one, other = readings(Disagreement(Difference.BOUNDARY, HERE, BOTH, left, right, ""), ARABIC)
    assert one.words == other.words
    assert (marked(one), marked(other)) == (["كازاخستان."], ["لكازاخستان."])
    assert (one.characters, other.characters) == (10, 11)
    assert one.words == ARABIC.splitlines()[1].join(("", "")) or one.words.startswith("…")
    assert "\n" not in one.words


def test_words_are_whole_and_what_is_left_out_is_told() -> None:
    one, other = readings(Disagreement(Difference.MISSING, HERE, BOTH, mention(LONG, "nine"), None, ""), LONG)
    assert one.words == "…\u00a0four five six seven eight nine ten eleven twelve thirteen\u00a0…"
    assert marked(one) == ["nine"]
    assert (other.marks, other.characters) == ((), 0)


def test_pieces_far_apart_are_joined() -> None:
    split = replace(mention(LONG, "one"), span=Span(((0, 3), (LONG.index("seventeen"), len(LONG)))))
    one, _other = readings(Disagreement(Difference.MISSING, HERE, BOTH, split, None, ""), LONG)
    assert marked(one) == ["one", "seventeen"]
    assert " … " in one.words
    assert one.characters == 12


def test_an_argument_is_its_filler() -> None:
    event, filler = mention(LONG, "two", kind=Kind.EVENT), mention(LONG, "five")
    link = Argument(ArgumentId("a"), HERE, LEILA, event.id, "Agent", filler.id)
    found = Disagreement(
        Difference.ARGUMENT_MISSING, HERE, BOTH, event, event, "", links=(link, None), ends=(filler, filler)
    )
    one, other = readings(found, LONG)
    assert (marked(one), marked(other)) == (["five"], [])
    assert quote_of(found, LONG) == "five"
    assert place_of(found) == event


def test_a_relation_is_both_its_ends() -> None:
    source, target = mention(LONG, "two"), mention(LONG, "five")
    link = Relation(RelationId("r"), HERE, LEILA, "near", source.id, target.id)
    found = Disagreement(
        Difference.RELATION_MISSING, HERE, BOTH, source, None, "", links=(link, None), ends=(target, None)
    )
    one, other = readings(found, LONG)
    assert (marked(one), marked(other)) == (["two", "five"], [])
    assert quote_of(found, LONG) == "two · five"


def test_a_cluster_is_all_its_mentions() -> None:
    first, second = mention(LONG, "two"), mention(LONG, "five")
    parts = ((Pair(first, first),), (Pair(second, second),))
    found = Disagreement(Difference.CLUSTER_MISSING, HERE, BOTH, first, first, "", parts=parts)
    assert marked(readings(found, LONG)[0]) == ["two", "five"]
    assert quote_of(found, LONG) == "two · five"


def test_the_place_is_the_wanted_side_s_if_it_has_one() -> None:
    left, right = mention(LONG, "two"), mention(LONG, "two", OMAR)
    found = Disagreement(Difference.LABEL, HERE, BOTH, left, right, "")
    assert (place_of(found, 0), place_of(found, 1)) == (left, right)
    assert place_of(replace(found, right=None), 1) == left


@pytest.mark.parametrize(("override", "expected"), [(None, Direction.RTL), (Direction.LTR, Direction.LTR)])
def test_it_runs_as_its_paragraph(override: Direction | None, expected: Direction) -> None:
    document = Document(HERE, "", text_sha256(ARABIC), len(ARABIC), "", "en", None, override)
    found = Disagreement(Difference.MISSING, HERE, BOTH, mention(ARABIC, "CICA"), None, "")
    assert direction_of(found, ARABIC, document) is expected


@given(st.data(), st.text(st.sampled_from("ab \n…م"), min_size=1, max_size=200))
def test_marks_are_always_the_words_of_the_span(data: st.DataObject, text: str) -> None:
    def drawn(annotator) -> Mention:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        return Mention(MentionId(new_id()), HERE, annotator, Kind.ENTITY, "X", Span.of(start, end))

    left, right = drawn(LEILA), drawn(OMAR)
    for reading, made in zip(
        readings(Disagreement(Difference.BOUNDARY, HERE, BOTH, left, right, ""), text), (left, right), strict=True
    ):
        assert marked(reading) == [made.span.text(text).replace("\n", " ")]
