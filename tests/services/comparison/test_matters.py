"""What several layers say of the same things."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Argument, Kind, Layer, LayerContents, Mention, Relation, reading_order
from annotator.model.ids import AnnotatorName, ArgumentId, DocumentId, MentionId, RelationId
from annotator.model.scheme import Label, Scheme
from annotator.model.span import Span
from annotator.services.comparison.alignment import align
from annotator.services.comparison.matters import Matter, Matters

D = DocumentId("d")
NAMES = [AnnotatorName(name) for name in ("leila", "mehdi", "sara")]
SCHEME = Scheme("small", labels=(Label("near", "relation", symmetric=True), Label("owns", "relation")))


def mention(who: str, start: int, end: int, label: str = "PERSON", kind: Kind = Kind.ENTITY) -> Mention:
    return Mention(MentionId(f"{who} {start} {end} {label}"), D, AnnotatorName(who), kind, label, Span.of(start, end))


def layer(who: str, *mentions: Mention, arguments: Sequence[Argument] = (), relations: Sequence[Relation] = ()):
    ordered = tuple(sorted(mentions, key=reading_order))
    return LayerContents(Layer(D, AnnotatorName(who)), ordered, tuple(arguments), tuple(relations))


def said(matters: Matters) -> list[list[str]]:
    return [["" if m is None else m.id for m in matter.readings] for matter in matters.found]


RANGES = st.tuples(st.integers(0, 12), st.integers(1, 6)).map(lambda r: (r[0], r[0] + r[1]))
SPANS = st.lists(RANGES, min_size=1, max_size=3).map(Span.union)
READINGS = st.lists(st.none() | SPANS, min_size=2, max_size=4).filter(any)


def characters(span: Span | None) -> set[int]:
    return set() if span is None else {offset for start, end in span for offset in range(start, end)}


@given(READINGS)
def test_each_character_is_shared_or_belongs_to_one_alone(spans: list[Span | None]) -> None:
    readings = [
        None if span is None else replace(mention(str(n), 0, 1), span=span, label=str(n))
        for n, span in enumerate(spans)
    ]
    shared, alone = Matter(tuple(readings)).portions()
    sets = list(map(characters, spans))
    for place, own in enumerate(map(characters, alone)):
        others = set[int]().union(*(s for other, s in enumerate(sets) if other != place))
        assert own == sets[place] - others
    once = set[int]().union(*map(characters, alone))
    assert characters(shared) == set[int]().union(*sets) - once


@given(SPANS, SPANS)
def test_of_two_what_is_filled_is_their_symmetric_difference(left: Span, right: Span) -> None:
    one, other = replace(mention("a", 0, 1), span=left), replace(mention("b", 0, 1), span=right)
    _shared, alone = Matter((one, other)).portions()
    filled = set[int]().union(*map(characters, alone))
    assert filled == characters(left) ^ characters(right)
    assert Matter((one, other)).is_agreed == (not filled)


def test_agreed_is_what_all_have_with_one_span_and_label() -> None:
    here, there = mention("leila", 0, 5), mention("mehdi", 0, 5)
    assert Matter((here, there)).is_agreed
    assert Matter((here, there, mention("sara", 0, 5))).is_agreed
    assert not Matter((here, None)).is_agreed
    assert not Matter((None, here)).is_agreed
    assert not Matter((here, mention("mehdi", 0, 6))).is_agreed
    assert not Matter((here, mention("mehdi", 0, 5, "GPE"))).is_agreed
    assert not Matter((here, there, mention("sara", 0, 5, "GPE"))).is_agreed


def test_two_layers_are_aligned() -> None:
    left = [mention("leila", 0, 5), mention("leila", 10, 12), mention("leila", 20, 30)]
    right = [mention("mehdi", 0, 6), mention("mehdi", 20, 30, "GPE"), mention("mehdi", 40, 41)]
    matters = Matters([layer("leila", *left), layer("mehdi", *right)], SCHEME)
    assert [matter.readings for matter in matters.found] == [tuple(pair) for pair in align(left, right)]
    assert [matters.places[m.id] for m in (*left, *right)] == [0, 1, 2, 0, 2, 3]


def test_a_third_layer_meets_what_the_others_have() -> None:
    layers = [
        layer("leila", mention("leila", 0, 5), mention("leila", 30, 35)),
        layer("mehdi", mention("mehdi", 0, 5), mention("mehdi", 10, 15)),
        layer("sara", mention("sara", 0, 4), mention("sara", 10, 15), mention("sara", 50, 55)),
    ]
    assert said(Matters(layers, SCHEME)) == [
        ["leila 0 5 PERSON", "mehdi 0 5 PERSON", "sara 0 4 PERSON"],
        ["", "mehdi 10 15 PERSON", "sara 10 15 PERSON"],
        ["leila 30 35 PERSON", "", ""],
        ["", "", "sara 50 55 PERSON"],
    ]


@given(st.lists(st.lists(RANGES, max_size=5, unique=True), min_size=1, max_size=3))
def test_every_mention_is_in_one_matter(ranges: list[list[tuple[int, int]]]) -> None:
    made = [[mention(name, *r) for r in some] for name, some in zip(NAMES, ranges, strict=False)]
    layers = [layer(name, *some) for name, some in zip(NAMES, made, strict=False)]
    found = Matters(layers, SCHEME).found
    for side, some in enumerate(made):
        assert sorted(m.id for matter in found if (m := matter.readings[side])) == sorted(m.id for m in some)
    assert all(len(matter.readings) == len(layers) and matter.present for matter in found)
    starts = [min(m.span.start for m in matter.present) for matter in found]
    assert starts == sorted(starts)


def test_no_layers_say_nothing() -> None:
    assert Matters([], SCHEME).found == ()


def argument(who: str, event: Mention, role: str, filler: Mention, name: str = "") -> Argument:
    return Argument(ArgumentId(f"{who} {role}{name}"), D, AnnotatorName(who), event.id, role, filler.id)


def relation(who: str, label: str, source: Mention, target: Mention) -> Relation:
    return Relation(RelationId(f"{who} {label} {source.id}"), D, AnnotatorName(who), label, source.id, target.id)


def ties(left: LayerContents, right: LayerContents) -> set[tuple[str | None, ...]]:
    return {
        tuple(None if link is None else link.id for link in tie.links) for tie in Matters([left, right], SCHEME).ties
    }


def test_arguments_are_the_same_by_role_and_matters() -> None:
    sides = []
    for who, role in (("leila", "Place"), ("mehdi", "Goal")):
        event, filler = mention(who, 0, 5, "Meet", Kind.EVENT), mention(who, 10, 15 + (who == "mehdi"))
        links = [argument(who, event, "Agent", filler), argument(who, event, role, filler)]
        sides.append(layer(who, event, filler, arguments=links))
    assert ties(*sides) == {("leila Agent", "mehdi Agent"), ("leila Place", None), (None, "mehdi Goal")}
    agreed = [tie.is_agreed for tie in Matters(sides, SCHEME).ties]
    assert sorted(agreed) == [False, False, True]


def test_one_filler_twice_in_a_role_is_two_arguments() -> None:
    sides = []
    for who, count in (("leila", 2), ("mehdi", 1)):
        event, filler = mention(who, 0, 5, "Meet", Kind.EVENT), mention(who, 10, 15)
        links = [argument(who, event, "Agent", filler, str(n)) for n in range(count)]
        sides.append(layer(who, event, filler, arguments=links))
    assert ties(*sides) == {("leila Agent0", "mehdi Agent0"), ("leila Agent1", None)}


def test_a_relation_has_a_direction_unless_the_scheme_says_otherwise() -> None:
    sides = []
    for who in ("leila", "mehdi"):
        ends = [mention(who, 0, 5), mention(who, 10, 15)]
        if who == "mehdi":
            ends.reverse()
        sides.append(layer(who, *ends, relations=[relation(who, label, *ends) for label in ("near", "owns")]))
    agreed = {
        tie.links[0].label: tie.is_agreed for tie in Matters(sides, SCHEME).ties if isinstance(tie.links[0], Relation)
    }
    assert agreed == {"near": True, "owns": False}


def test_a_link_to_nothing_is_left_out() -> None:
    event = mention("leila", 0, 5, "Meet", Kind.EVENT)
    gone = mention("leila", 90, 95)
    assert Matters([layer("leila", event, arguments=[argument("leila", event, "Agent", gone)])], SCHEME).ties == ()
