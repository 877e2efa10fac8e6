"""What two layers of a document say differently."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Argument, Kind, Layer, LayerContents, Mention, Relation
from annotator.model.ids import AnnotatorName, ArgumentId, ClusterId, DocumentId, MentionId, RelationId
from annotator.model.scheme import Attribute, AttributeKind, Label, Role, Scheme, Strictness
from annotator.model.span import Span
from annotator.services import arguments, coreference, relations
from annotator.services.comparison.comparing import Against, compare, compare_layers
from annotator.services.comparison.disagreement import Difference, Disagreement, Trifle, Wanted, kinds_named
from annotator.services.session import Session
from annotator.storage import Project
from tests.conftest import ARABIC, LEILA, OMAR
from tests.rich import fill

SARA = AnnotatorName("sara")
TEXT = "Anna met Bert, the “CEO” of Acme, in Bonn; Cleo said so." * 4
Found = list[tuple[Difference, str]]


def _scheme() -> Scheme:
    """Everything that can differ: attributes on mentions, roles and relations, and a relation without direction."""
    near = Label("near", "relation", symmetric=True)
    owns = Label("owns", "relation", attributes=("sure",))
    place = Role("Place", ("GPE",), "*", attributes=("sure",))
    return Scheme(
        "rich",
        attributes=(
            Attribute("mention", AttributeKind.TEXT, default="NAM"),
            Attribute("negated", AttributeKind.YES_NO),
            Attribute("amount", AttributeKind.NUMBER),
            Attribute("remark", AttributeKind.TEXT),
            Attribute("sure", AttributeKind.YES_NO, default=True),
        ),
        labels=(
            Label("PERSON", "entity", attributes=("mention", "remark")),
            Label("GPE", "entity", attributes=("mention",)),
            Label("MONEY", "entity", attributes=("amount",)),
            Label("Contact", "event", abstract=True),
            Label(
                "Contact.Meet",
                "event",
                parent="Contact",
                attributes=("negated",),
                roles=(Role("Participant", ("PERSON", "GPE")), place),
            ),
            Label("Statement", "event", roles=(Role("Speaker", ("PERSON",)), Role("Topic", ("Contact", "GPE")))),
            Label("located", "relation"),
            near,
            owns,
        ),
    )


SCHEME = _scheme()


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return SCHEME


# -- one edit, one disagreement


class Desk:
    """Two layers that say the same of the Arabic document, and omar, who is about to change something in his."""

    def __init__(self, project: Project) -> None:
        fill(project)
        self.session = Session(project, OMAR)
        self.session.set_strictness(Strictness.WARN)
        self.document = next(project.document_ids())
        self.whole, self.meet, self.where, self.say, self.clitic = self.session.layer(self.document).mentions

    def found(self) -> list[Disagreement]:
        project = self.session.project
        left = project.contents(self.document, LEILA)
        return compare(left, self.session.layer(self.document), project.scheme, ARABIC)

    def argument(self, role: str) -> Argument:
        return next(a for a in self.session.layer(self.document).arguments if a.role == role)

    def relation(self) -> Relation:
        return self.session.layer(self.document).relations[0]


@pytest.fixture
def desk(project: Project) -> Desk:
    return Desk(project)


def _move_edge(desk: Desk) -> None:
    start, end = desk.clitic.span.hull
    desk.session.set_span(desk.clitic.id, Span.of(start - 1, end))


def _take_full_stop(desk: Desk) -> None:
    start, end = desk.clitic.span.hull
    desk.session.set_span(desk.clitic.id, Span.of(start, end + 1))


def _turn_relation(desk: Desk) -> None:
    relations.reverse_relation(desk.session, desk.relation())


def _near(desk: Desk) -> None:
    relations.relabel_relation(desk.session, desk.relation(), "near")


ONE_EDIT: list[tuple[str, Callable[[Desk], object], Found, str]] = [
    ("delete", lambda d: d.session.delete([d.clitic.id]), [(Difference.MISSING, "")], "Only leila labels"),
    ("add", lambda d: d.session.add_mention(d.document, Span.of(4, 9), "PERSON"), [(Difference.EXTRA, "")], "omar"),
    ("edge", _move_edge, [(Difference.BOUNDARY, "")], "leila labels “كازاخستان”, omar “لكازاخستان”."),
    ("full stop", _take_full_stop, [(Difference.BOUNDARY, "")], "nothing but punctuation: .."),
    (
        "label",
        lambda d: d.session.relabel([d.clitic.id], "PERSON"),
        [(Difference.LABEL, "")],
        "is GPE for leila, PERSON for omar",
    ),
    (
        "label of an event with its own attribute",
        lambda d: d.session.relabel([d.meet.id], "Statement"),
        [(Difference.LABEL, "")],
        "Contact.Meet for leila, Statement for omar",
    ),
    (
        "attribute",
        lambda d: d.session.set_attribute([d.meet.id], "negated", None),
        [(Difference.ATTRIBUTE, "negated")],
        "negated of Contact.Meet “وصل” is yes for leila, not said for omar.",
    ),
    ("default said", lambda d: d.session.set_attribute([d.clitic.id], "mention", "NAM"), [], ""),
    ("default not said", lambda d: d.session.set_attribute([d.where.id], "mention", None), [], ""),
    ("note", lambda d: d.session.set_note(d.where.id, "hm"), [], ""),
    (
        "argument out",
        lambda d: arguments.delete_arguments(d.session, [d.argument("Place")]),
        [(Difference.ARGUMENT_MISSING, "Place")],
        "Only for leila is “كازاخستان” Place of Contact.Meet “وصل”.",
    ),
    (
        "argument in",
        lambda d: arguments.add_argument(d.session, d.meet.id, "Place", d.clitic.id),
        [(Difference.ARGUMENT_EXTRA, "Place")],
        "Only for omar is “كازاخستان” Place of Contact.Meet “وصل”.",
    ),
    (
        "role",
        lambda d: arguments.set_role(d.session, d.argument("Place"), "Participant"),
        [(Difference.ARGUMENT_ROLE, "Place")],
        "“كازاخستان” in Contact.Meet “وصل” is Place for leila, Participant for omar.",
    ),
    (
        "filler of the same cluster",
        lambda d: arguments.replace_fillers(d.session, d.meet.id, "Place", d.clitic.id),
        [(Difference.ARGUMENT_FILLER, "Place")],
        "Both mean the same for leila and omar.",
    ),
    (
        "another filler",
        lambda d: arguments.replace_fillers(d.session, d.say.id, "Topic", d.where.id),
        [(Difference.ARGUMENT_FILLER, "Topic")],
        "is “وصل” for leila, “كازاخستان” for omar.",
    ),
    (
        "attribute of an argument",
        lambda d: arguments.set_argument_attribute(d.session, d.argument("Place"), "sure", False),
        [(Difference.ATTRIBUTE, "sure")],
        "sure of Place “كازاخستان” of Contact.Meet “وصل” is yes for leila, no for omar.",
    ),
    (
        "filler and what it fills",
        lambda d: d.session.delete([d.where.id]),
        [
            (Difference.ARGUMENT_MISSING, "Place"),
            (Difference.MISSING, ""),
            (Difference.RELATION_MISSING, ""),
        ],
        "omar does not label “كازاخستان”.",
    ),
    (
        "event with its arguments",
        lambda d: d.session.delete([d.say.id]),
        [(Difference.MISSING, "")],
        "Only leila labels",
    ),
    (
        "relation out",
        lambda d: relations.delete_relation(d.session, d.relation()),
        [(Difference.RELATION_MISSING, "")],
        "Only leila has located from",
    ),
    (
        "relation in",
        lambda d: relations.add_relation(d.session, "near", d.say.id, d.meet.id),
        [(Difference.RELATION_EXTRA, "")],
        "Only omar has near from",
    ),
    ("relation turned", _turn_relation, [(Difference.RELATION_DIRECTION, "")], "the other way for omar"),
    ("relation relabelled", _near, [(Difference.RELATION_LABEL, "")], "by located for leila, by near for omar"),
    (
        "mention out of its cluster",
        lambda d: coreference.unlink(d.session, [d.clitic.id]),
        [(Difference.CLUSTER_MISSING, "")],
        "leila lets these mean the same, omar none of them: “كازاخستان” | “كازاخستان”.",
    ),
    (
        "a new cluster",
        lambda d: coreference.new_cluster(d.session, [d.say.id, d.meet.id]),
        [(Difference.CLUSTER_EXTRA, "")],
        "omar lets these mean the same, leila none of them",
    ),
    (
        "another name of a cluster",
        lambda d: coreference.edit_cluster(d.session, d.where.cluster or ClusterId(""), name="QAZ"),
        [],
        "",
    ),
]


@pytest.mark.parametrize(("edit", "expected", "words"), [pytest.param(*rest, id=name) for name, *rest in ONE_EDIT])
def test_an_edit_is_exactly_the_disagreement_that_it_is(
    desk: Desk, edit: Callable[[Desk], object], expected: Found, words: str
) -> None:
    assert desk.found() == []
    edit(desk)
    found = desk.found()
    assert sorted((d.kind, d.name) for d in found) == sorted(expected)
    told = " ".join(d.sentence for d in found).translate({0x2068: None, 0x2069: None})
    assert words in told
    desk.session.undo()
    assert desk.found() == []


def test_facts_for_programs(desk: Desk) -> None:
    arguments.replace_fillers(desk.session, desk.meet.id, "Place", desk.clitic.id)
    coreference.unlink(desk.session, [desk.clitic.id])
    (filler, cluster) = desk.found()
    assert filler.annotators == (LEILA, OMAR)
    assert filler.right == desk.meet
    assert filler.left is not None
    assert filler.left.annotator == LEILA
    assert [link and link.annotator for link in filler.links] == [LEILA, OMAR]
    assert [end and end.span for end in filler.ends] == [desk.where.span, desk.clitic.span]
    assert filler.coreferent_for == (LEILA,)
    assert [[pair.left and pair.left.span for pair in part] for part in cluster.parts] == [
        [desk.where.span],
        [desk.clitic.span],
    ]


# -- layers made for a case

_numbers = count()


def made(
    who: AnnotatorName,
    *mentions: tuple[str, str] | tuple[str, str, str],
    arguments: tuple[tuple[int, str, int], ...] = (),
    relations: tuple[tuple[str, int, int], ...] = (),
) -> LayerContents:
    """A layer of `TEXT`: words and label (and cluster) of mentions, links by their places."""
    document = DocumentId("d")

    def mention(words: str, label: str, cluster: str = "") -> Mention:
        start = TEXT.index(words)
        kind = Kind.EVENT if label in ("Contact.Meet", "Statement") else Kind.ENTITY
        id_ = MentionId(f"m{next(_numbers):06}")
        home = ClusterId(who + cluster) if cluster else None
        return Mention(id_, document, who, kind, label, Span.of(start, start + len(words)), {}, home)

    found = [mention(*some) for some in mentions]
    return LayerContents(
        Layer(document, who),
        tuple(found),
        tuple(
            Argument(ArgumentId(f"a{next(_numbers):06}"), document, who, found[i].id, role, found[j].id)
            for i, role, j in arguments
        ),
        tuple(
            Relation(RelationId(f"r{next(_numbers):06}"), document, who, label, found[i].id, found[j].id)
            for label, i, j in relations
        ),
    )


PEOPLE = [("Anna", "PERSON"), ("Bert", "PERSON"), ("Acme", "PERSON"), ("Cleo", "PERSON")]


def people(who: AnnotatorName, clusters: str) -> LayerContents:
    """Four people, each in the cluster of its letter, in none for a full stop."""
    return made(who, *((*some, letter.strip(".")) for some, letter in zip(PEOPLE, clusters, strict=True)))


def kinds(found: list[Disagreement]) -> list[Difference]:
    return [disagreement.kind for disagreement in found]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("aaaa", "bbbb", []),
        ("aa..", "aab.", []),
        ("aaaa", "....", [Difference.CLUSTER_MISSING]),
        ("aaaa", "abcd", [Difference.CLUSTER_MISSING]),
        ("aabb", "xxxx", [Difference.CLUSTER_MERGED]),
        ("aaaa", "xxyy", [Difference.CLUSTER_SPLIT]),
        ("aaa.", "xx..", [Difference.CLUSTER_SPLIT]),
        ("aa..", "xxx.", [Difference.CLUSTER_MERGED]),
        ("..aa", "xxyy", [Difference.CLUSTER_EXTRA]),
        # One mention went over: told from both clusters.
        ("aaab", "xxyy", [Difference.CLUSTER_SPLIT, Difference.CLUSTER_EXTRA]),
    ],
)
def test_clusters_are_told_as_split_merged_missing_or_extra(
    left: str, right: str, expected: list[Difference], scheme: Scheme
) -> None:
    assert kinds(compare(people(LEILA, left), people(OMAR, right), scheme, TEXT)) == expected


def test_roles_that_were_swapped_are_two_roles_and_no_filler(scheme: Scheme) -> None:
    mentions = ("met", "Contact.Meet"), ("Anna", "PERSON"), ("Bonn", "GPE")
    left = made(LEILA, *mentions, arguments=((0, "Participant", 1), (0, "Place", 2)))
    right = made(OMAR, *mentions, arguments=((0, "Participant", 2), (0, "Place", 1)))
    found = compare(left, right, scheme, TEXT)
    assert [(d.kind, d.said) for d in found] == [
        (Difference.ARGUMENT_ROLE, ("Participant", "Place")),
        (Difference.ARGUMENT_ROLE, ("Place", "Participant")),
    ]


def test_a_coreferent_filler_answers_before_any_other(scheme: Scheme) -> None:
    """Of two fillers that are new, the one that leila holds for the same person is the one that differs."""
    left = made(
        LEILA,
        ("met", "Contact.Meet"),
        *((*some, letter) for some, letter in zip(PEOPLE, ("", "", "x", "x"), strict=True)),
        arguments=((0, "Participant", 4),),
    )
    right = made(OMAR, ("met", "Contact.Meet"), *PEOPLE, arguments=((0, "Participant", 1), (0, "Participant", 3)))
    found = [d for d in compare(left, right, scheme, TEXT) if d.kind in kinds_named("argument")]
    assert [(d.kind, d.coreferent_for) for d in found] == [
        (Difference.ARGUMENT_EXTRA, ()),
        (Difference.ARGUMENT_FILLER, (LEILA,)),
    ]


def test_a_filler_is_the_same_though_its_edges_differ(scheme: Scheme) -> None:
    event = ("met", "Contact.Meet")
    left = made(LEILA, event, ("Bert", "PERSON"), arguments=((0, "Participant", 1),))
    right = made(OMAR, event, ("Bert, the", "PERSON"), arguments=((0, "Participant", 1),))
    assert kinds(compare(left, right, scheme, TEXT)) == [Difference.BOUNDARY]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("near", 0, 1), ("near", 1, 0), []),
        (("located", 0, 1), ("located", 1, 0), [Difference.RELATION_DIRECTION]),
        (("located", 0, 1), ("owns", 1, 0), [Difference.RELATION_LABEL, Difference.RELATION_DIRECTION]),
        (("near", 0, 1), ("owns", 1, 0), [Difference.RELATION_LABEL]),
        (("near", 0, 1), ("near", 0, 2), [Difference.RELATION_MISSING, Difference.RELATION_EXTRA]),
    ],
)
def test_relations(
    left: tuple[str, int, int], right: tuple[str, int, int], expected: list[Difference], scheme: Scheme
) -> None:
    ours, theirs = made(LEILA, *PEOPLE, relations=(left,)), made(OMAR, *PEOPLE, relations=(right,))
    assert kinds(compare(ours, theirs, scheme, TEXT)) == expected


@pytest.mark.parametrize(
    ("text", "left", "right", "only"),
    [
        ("a b", Span.of(0, 1), Span.of(0, 2), (Trifle.WHITE_SPACE,)),
        ("a, b", Span.of(0, 1), Span.of(0, 3), (Trifle.WHITE_SPACE, Trifle.PUNCTUATION)),
        ("می\u200cخواهد", Span.of(0, 2), Span.of(0, 3), (Trifle.INVISIBLE,)),
        ("«a»", Span.of(0, 3), Span.of(1, 2), (Trifle.PUNCTUATION,)),
        ("a b c", Span.of(0, 5), Span(((0, 1), (2, 3), (4, 5))), (Trifle.WHITE_SPACE,)),
        ("ab", Span.of(0, 1), Span.of(0, 2), ()),
        ("a, b", Span.of(0, 1), Span.of(0, 4), ()),
    ],
)
def test_trifles_at_the_edges_are_said_to_be_such(
    text: str, left: Span, right: Span, only: tuple[Trifle, ...], scheme: Scheme
) -> None:
    layers = [
        LayerContents(
            Layer(DocumentId("d"), who), (Mention(MentionId(who), DocumentId("d"), who, Kind.ENTITY, "GPE", s),)
        )
        for who, s in ((LEILA, left), (OMAR, right))
    ]
    (found,) = compare(layers[0], layers[1], scheme, text)
    assert (found.kind, found.only) == (Difference.BOUNDARY, only)
    assert ("nothing but" in found.sentence) == bool(only)
    assert ("⟨ZWNJ⟩" in found.sentence) == ("\u200c" in text)


def test_a_link_to_a_mention_that_is_gone_is_left_to_the_check(scheme: Scheme) -> None:
    layer = made(LEILA, ("met", "Contact.Meet"), ("Anna", "PERSON"), arguments=((0, "Participant", 1),))
    broken = replace(layer, mentions=layer.mentions[:1])
    assert kinds(compare(broken, made(OMAR, ("met", "Contact.Meet")), scheme, TEXT)) == []


def test_names_of_the_text_are_isolated_and_obey_no_control(scheme: Scheme) -> None:
    layer = made(LEILA, ("met", "Contact.Meet"))
    (found,) = compare(layer, made(OMAR), scheme, TEXT.replace("met", "m\u202et"))
    assert found.sentence == "Only leila labels “\u2068m�t\u2069”: Contact.Meet."


def test_more_than_two_layers_with_the_first_or_each_with_each(scheme: Scheme) -> None:
    layers = [made(LEILA, ("Anna", "PERSON")), made(OMAR, ("Bert", "PERSON")), made(SARA, ("Cleo", "PERSON"))]
    first = compare_layers(layers, scheme, TEXT)
    assert Counter(d.annotators for d in first) == {(LEILA, OMAR): 2, (LEILA, SARA): 2}
    every = compare_layers(layers, scheme, TEXT, Against.ALL)
    assert Counter(d.annotators for d in every) == {(LEILA, OMAR): 2, (LEILA, SARA): 2, (OMAR, SARA): 2}
    assert [d.place for d in every] == sorted(d.place for d in every)


# -- filters


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(), 3),
        (Wanted(kinds=kinds_named("missing")), 2),
        (Wanted(kinds=kinds_named("cluster")), 0),
        (Wanted(labels=("PERSON",)), 2),
        (Wanted(labels=("Contact",)), 1),
        (Wanted(labels=("Contact.Meet", "GPE")), 1),
        (Wanted(annotators=(OMAR,)), 3),
        (Wanted(annotators=(SARA,)), 0),
    ],
)
def test_filters(wanted: Wanted, count: int, scheme: Scheme) -> None:
    left = made(LEILA, ("met", "Contact.Meet"), ("Anna", "PERSON"))
    right = made(OMAR, ("Bert", "PERSON"))
    assert sum(wanted.admits(d, scheme) for d in compare(left, right, scheme, TEXT)) == count


def test_names_of_kinds() -> None:
    assert kinds_named("boundary") == {Difference.BOUNDARY}
    assert len(kinds_named("argument")) == 4
    assert kinds_named("frobnicate") == frozenset()


# -- any layers

_SLOT = 10


@st.composite
def any_layer(draw: st.DrawFn, who: AnnotatorName) -> LayerContents:
    """Mentions in places of their own, an entity or an event each or both, with links and clusters among them."""
    document = DocumentId("d")
    mentions: list[Mention] = []
    for slot, kind in [(slot, kind) for slot in range(4) for kind in Kind]:
        if draw(st.booleans()):
            start = slot * _SLOT + draw(st.integers(0, 2))
            span = Span.of(start, start + draw(st.integers(3, 6)))
            label = draw(st.sampled_from(["Contact.Meet", "Statement"] if kind is Kind.EVENT else ["PERSON", "GPE"]))
            values = {"mention": "PRO"} if label in ("PERSON", "GPE") and draw(st.booleans()) else {}
            cluster = ClusterId(f"{who}{kind}{draw(st.integers(0, 2))}") if draw(st.booleans()) else None
            id_ = MentionId(f"{who}{len(mentions):02}")
            mentions.append(Mention(id_, document, who, kind, label, span, values, cluster))
    ends = st.sampled_from(mentions) if mentions else st.nothing()
    events = [mention for mention in mentions if mention.kind is Kind.EVENT]
    roles = st.sampled_from(["Participant", "Place", "Speaker"])
    links = st.tuples(st.sampled_from(events), roles, ends) if events else st.nothing()
    joins = st.tuples(st.sampled_from(["located", "near", "owns"]), ends, ends)
    arguments = draw(st.lists(links, max_size=5, unique_by=str)) if events else []
    relations = draw(st.lists(joins, max_size=4, unique_by=str)) if mentions else []
    return LayerContents(
        Layer(document, who),
        tuple(mentions),
        tuple(
            Argument(ArgumentId(f"{who}{n}"), document, who, event.id, role, filler.id)
            for n, (event, role, filler) in enumerate(arguments)
        ),
        tuple(
            Relation(RelationId(f"{who}{n}"), document, who, label, source.id, target.id)
            for n, (label, source, target) in enumerate(relations)
        ),
    )


MIRRORED = {
    Difference.MISSING: Difference.EXTRA,
    Difference.ARGUMENT_MISSING: Difference.ARGUMENT_EXTRA,
    Difference.RELATION_MISSING: Difference.RELATION_EXTRA,
    Difference.CLUSTER_MISSING: Difference.CLUSTER_EXTRA,
    Difference.CLUSTER_SPLIT: Difference.CLUSTER_MERGED,
}
MIRRORED |= {there: here for here, there in MIRRORED.items()}


def facts(d: Disagreement, *, mirror: bool = False) -> str:
    """All facts but the sentence, as seen from the other side if mirrored."""
    step = -1 if mirror else 1
    parts = [[tuple(pair)[::step] for pair in part] for part in d.parts]
    names = {d.name} if d.kind is not Difference.ARGUMENT_ROLE else set()
    sides = (d.annotators, (d.left, d.right), d.said, d.links, d.ends)
    kind = MIRRORED.get(d.kind, d.kind) if mirror else d.kind
    return repr((kind, *(side[::step] for side in sides), names, d.only, sorted(d.coreferent_for), parts))


@given(any_layer(LEILA))
def test_a_layer_differs_from_itself_in_nothing(layer: LayerContents) -> None:
    assert compare(layer, layer, SCHEME, TEXT) == []


@given(any_layer(LEILA))
def test_a_layer_differs_from_its_copy_in_nothing(layer: LayerContents) -> None:
    assert compare(layer, copied(layer), SCHEME, TEXT) == []


@given(any_layer(LEILA), any_layer(OMAR))
def test_the_other_way_round_is_the_mirror_image(left: LayerContents, right: LayerContents) -> None:
    there = compare(left, right, SCHEME, TEXT)
    back = compare(right, left, SCHEME, TEXT)
    assert Counter(map(facts, there)) == Counter(facts(d, mirror=True) for d in back)


@given(any_layer(LEILA), st.data())
def test_one_link_less_is_one_disagreement(layer: LayerContents, data: st.DataObject) -> None:
    other = copied(layer)
    links = [*other.arguments, *other.relations]
    if not links:
        return
    gone = data.draw(st.sampled_from(links))
    less = replace(
        other,
        arguments=tuple(a for a in other.arguments if a is not gone),
        relations=tuple(r for r in other.relations if r is not gone),
    )
    (found,) = compare(layer, less, SCHEME, TEXT)
    assert found.kind in (Difference.ARGUMENT_MISSING, Difference.RELATION_MISSING)
    (back,) = compare(less, layer, SCHEME, TEXT)
    assert back.links == (None, found.links[0])


def copied(layer: LayerContents) -> LayerContents:
    """The same as omar would have it."""

    def own(id_: str) -> Any:
        return f"copy {id_}"

    mentions = (
        replace(m, id=own(m.id), annotator=OMAR, cluster=own(m.cluster) if m.cluster else None) for m in layer.mentions
    )
    arguments = (
        replace(a, id=own(a.id), annotator=OMAR, event=own(a.event), filler=own(a.filler)) for a in layer.arguments
    )
    relations = (
        replace(r, id=own(r.id), annotator=OMAR, source=own(r.source), target=own(r.target)) for r in layer.relations
    )
    return LayerContents(Layer(layer.layer.document, OMAR), tuple(mentions), tuple(arguments), tuple(relations))
