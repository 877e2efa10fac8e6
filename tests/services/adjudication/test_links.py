"""Which arguments and relations of several layers answer each other."""

from dataclasses import replace

from annotator.model.annotation import Argument, Mention, Relation
from annotator.model.ids import AnnotatorName, ArgumentId, ClusterId, MentionId, RelationId, new_id
from annotator.model.scheme import Label, Scheme
from annotator.services.adjudication.links import joined_arguments, joined_relations
from tests.services.layers import DOCUMENT, event, mention

A, B, C = map(AnnotatorName, "abc")
X, Y, Z = (replace(mention(at, at + 2), id=MentionId(f"m{at}")) for at in (0, 5, 9))
PLACES = {X.id: 0, Y.id: 1, Z.id: 2}
EVENT = event(20, 22)
SCHEME = Scheme("s", labels=(Label("in", "relation"), Label("like", "relation", symmetric=True)))


def fills(name: AnnotatorName, role: str, filler: Mention) -> Argument:
    return Argument(ArgumentId(new_id()), DOCUMENT, name, EVENT.id, role, filler.id)


def joined(*arguments: Argument, clusters: list[dict[int, ClusterId]] | None = None) -> set[frozenset[str]]:
    """Which come together, as `name role place`."""
    found = joined_arguments(arguments, PLACES, clusters or [])
    return {frozenset(f"{n} {a.role} {PLACES[a.filler]}" for n, a in group.items()) for group in found}


def test_the_same_comes_first_whatever_else_could_be() -> None:
    assert joined(fills(A, "R", X), fills(A, "R", Y), fills(B, "R", Y), fills(C, "R", Y)) == {
        frozenset({"a R 1", "b R 1", "c R 1"}),
        frozenset({"a R 0"}),
    }


def test_then_the_same_filler_in_another_role_then_the_same_role() -> None:
    assert joined(fills(A, "R", X), fills(B, "S", X), fills(B, "R", Y)) == {
        frozenset({"a R 0", "b S 0"}),
        frozenset({"b R 1"}),
    }
    assert joined(fills(A, "R", X), fills(B, "R", Y), fills(C, "R", Z)) == {frozenset({"a R 0", "b R 1", "c R 2"})}


def test_one_layer_never_meets_itself() -> None:
    assert joined(fills(A, "R", X), fills(A, "R", Y)) == {frozenset({"a R 0"}), frozenset({"a R 1"})}


def test_coreferent_fillers_meet_before_others_of_the_role() -> None:
    same = ClusterId("k")
    arguments = (fills(A, "R", X), fills(B, "R", Y), fills(B, "R", Z))
    assert joined(*arguments, clusters=[{0: same, 2: same}]) == {
        frozenset({"a R 0", "b R 2"}),
        frozenset({"b R 1"}),
    }


def relation(name: AnnotatorName, label: str, source: Mention, target: Mention) -> Relation:
    return Relation(RelationId(new_id()), DOCUMENT, name, label, source.id, target.id)


def relations(*some: Relation) -> set[frozenset[str]]:
    found = joined_relations(some, PLACES, SCHEME)
    return {
        frozenset(f"{n} {r.label} {PLACES[r.source]}{PLACES[r.target]}" for n, r in group.items()) for group in found
    }


def test_relations_meet_between_the_same_mentions_only() -> None:
    assert relations(
        relation(A, "in", X, Y), relation(B, "in", Y, X), relation(C, "like", X, Y), relation(B, "in", X, Z)
    ) == {frozenset({"a in 01", "b in 10", "c like 01"}), frozenset({"b in 02"})}


def test_without_direction_the_order_of_the_ends_says_nothing() -> None:
    assert relations(relation(A, "like", X, Y), relation(A, "in", Y, X), relation(B, "like", Y, X)) == {
        frozenset({"a like 01", "b like 10"}),
        frozenset({"a in 10"}),
    }
