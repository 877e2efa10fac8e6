"""What the list calls kinds, and what each side says in a word or two."""

from dataclasses import replace

import pytest

from annotator.gui.compare.words import (
    KINDS,
    Family,
    families_of,
    family_name,
    family_of,
    has_something,
    nothing,
    said_by,
    value_words,
)
from annotator.model.annotation import Argument, Kind, Mention, Relation
from annotator.model.document import Direction
from annotator.model.ids import ArgumentId, DocumentId, MentionId, RelationId
from annotator.model.span import Span
from annotator.services.comparison.alignment import Pair
from annotator.services.comparison.disagreement import Difference, Disagreement
from annotator.services.comparison.disagreement_list import Listed
from tests.gui.compare.conftest import BOTH, LEILA

HERE = DocumentId("d")
ANNA = Mention(MentionId("m"), HERE, LEILA, Kind.ENTITY, "PERSON", Span.of(0, 4))
VISIT = replace(ANNA, id=MentionId("v"), kind=Kind.EVENT, label="Movement.Visit")
AGENT = Argument(ArgumentId("a"), HERE, LEILA, VISIT.id, "Agent", ANNA.id)
NEAR = Relation(RelationId("r"), HERE, LEILA, "near", ANNA.id, VISIT.id)
TWO = ((Pair(ANNA, ANNA), Pair(VISIT, VISIT)),)


def listed(found: Disagreement) -> Listed:
    return Listed(found, "", "", ("Anna", "Bert"), Direction.LTR)


def found(kind: Difference, left=ANNA, right=ANNA, **facts) -> Disagreement:
    return Disagreement(kind, HERE, BOTH, left, right, "", **facts)


def test_every_kind_has_a_heading() -> None:
    assert {kind for kinds in KINDS.values() for kind in kinds} == set(Difference)
    assert sum(map(len, KINDS.values())) == len(Difference)
    assert all(kind in KINDS[family_of(kind)] and family_name(family_of(kind)) for kind in Difference)


def test_a_heading_is_chosen_if_all_its_kinds_are() -> None:
    assert families_of(KINDS[Family.ARGUMENT] | {Difference.MISSING}) == {Family.ARGUMENT}
    assert families_of(frozenset()) == frozenset()


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (found(Difference.BOUNDARY), ("PERSON", "PERSON")),
        (found(Difference.LABEL, right=replace(ANNA, label="ORG")), ("PERSON", "ORG")),
        (found(Difference.MISSING, right=None), ("PERSON", "no mention")),
        (found(Difference.EXTRA, left=None, right=VISIT), ("no event", "Movement.Visit")),
        (found(Difference.ATTRIBUTE, said=("NAM", None)), ("NAM", "not said")),
        (found(Difference.ATTRIBUTE, said=(True, False), links=(AGENT, AGENT)), ("yes", "no")),
        (found(Difference.ARGUMENT_EXTRA, VISIT, VISIT, links=(None, AGENT)), ("none", "Agent")),
        (found(Difference.ARGUMENT_ROLE, links=(AGENT, replace(AGENT, role="Place"))), ("Agent", "Place")),
        (found(Difference.ARGUMENT_FILLER, links=(AGENT, AGENT)), ("Anna", "Bert")),
        (found(Difference.RELATION_MISSING, links=(NEAR, None)), ("near", "none")),
        (found(Difference.RELATION_DIRECTION, links=(NEAR, NEAR)), ("near", "the other way")),
        (found(Difference.CLUSTER_MISSING, parts=(*TWO, *TWO)), ("one", "2 parts")),
        (found(Difference.CLUSTER_EXTRA, parts=((TWO[0][0],), (TWO[0][1],))), ("apart", "one")),
    ],
)
def test_both_sides_say_something(one: Disagreement, said: tuple[str, str]) -> None:
    assert (said_by(listed(one), 0), said_by(listed(one), 1)) == said


def test_who_has_nothing_is_known() -> None:
    one = found(Difference.ARGUMENT_MISSING, VISIT, VISIT, links=(AGENT, None))
    assert (has_something(one, 0), has_something(one, 1)) == (True, False)
    assert nothing(one) == "none"
    assert value_words(3) == "3"
