"""Which marks and links a review article draws."""

from annotator.gui.review.board import Board, Part
from annotator.model.annotation import Kind, LayerContents
from annotator.model.ids import AnnotatorName
from annotator.model.scheme import Scheme
from annotator.services.comparison.comparing import compare_layers
from annotator.services.comparison.disagreement import Difference
from tests.gui.review.conftest import LEILA, MEHDI, SARA, argument, layer, mention

TEXT = "Anna Berg met Bert in Bonn, and Cleo in Rome." * 3
BOTH = frozenset((LEILA, MEHDI))
Shown = list[tuple[Part, str | None, tuple[tuple[int, int], ...]]]


def board(scheme: Scheme, *layers: LayerContents) -> Board:
    return Board(layers, compare_layers(layers, scheme, TEXT), scheme)


def shown(found: Board, *, agreed: bool = True, annotators: frozenset[AnnotatorName] = BOTH) -> Shown:
    marks = found.marks(agreed=agreed, annotators=annotators)
    return [(mark.part, mark.owner, mark.mention.span.fragments) for mark in marks]


def test_what_is_agreed_is_one_mark(scheme: Scheme) -> None:
    found = board(scheme, layer(LEILA, [mention(LEILA, (0, 4))]), layer(MEHDI, [mention(MEHDI, (0, 4))]))
    assert shown(found) == [(Part.AGREED, None, ((0, 4),))]
    assert shown(found, agreed=False) == []


def test_two_spans_are_two_readings_with_what_they_share_and_what_one_has_alone(scheme: Scheme) -> None:
    found = board(scheme, layer(LEILA, [mention(LEILA, (0, 4))]), layer(MEHDI, [mention(MEHDI, (0, 9))]))
    assert shown(found) == [
        (Part.READING, LEILA, ((0, 4),)),
        (Part.READING, MEHDI, ((0, 9),)),
        (Part.SHARED, None, ((0, 4),)),
        (Part.ALONE, MEHDI, ((4, 9),)),
    ]


def test_two_labels_share_all_characters(scheme: Scheme) -> None:
    found = board(scheme, layer(LEILA, [mention(LEILA, (0, 4))]), layer(MEHDI, [mention(MEHDI, (0, 4), label="GPE")]))
    assert [part for part, _owner, _span in shown(found)] == [Part.READING, Part.READING, Part.SHARED]


def test_who_has_nothing_has_a_ghost(scheme: Scheme) -> None:
    found = board(scheme, layer(LEILA, []), layer(MEHDI, [mention(MEHDI, (0, 4))]))
    assert shown(found) == [
        (Part.GHOST, LEILA, ((0, 4),)),
        (Part.READING, MEHDI, ((0, 4),)),
        (Part.ALONE, MEHDI, ((0, 4),)),
    ]


def test_a_ghost_and_a_reading_go_with_their_annotator(scheme: Scheme) -> None:
    found = board(scheme, layer(LEILA, [mention(LEILA, (0, 4))]), layer(MEHDI, [mention(MEHDI, (0, 9))]))
    assert shown(found, annotators=frozenset((LEILA,))) == [
        (Part.READING, LEILA, ((0, 4),)),
        (Part.SHARED, None, ((0, 4),)),
    ]
    assert shown(found, annotators=frozenset()) == []


def test_pieces_are_parts_of_one_reading(scheme: Scheme) -> None:
    left, right = mention(LEILA, (0, 4), (14, 18)), mention(MEHDI, (0, 4), (22, 26))
    found = board(scheme, layer(LEILA, [left]), layer(MEHDI, [right]))
    assert shown(found)[2:] == [
        (Part.SHARED, None, ((0, 4),)),
        (Part.ALONE, LEILA, ((14, 18),)),
        (Part.ALONE, MEHDI, ((22, 26),)),
    ]


def test_of_three_two_can_share_what_the_third_lacks(scheme: Scheme) -> None:
    layers = [
        layer(LEILA, [mention(LEILA, (0, 4))]),
        layer(MEHDI, [mention(MEHDI, (0, 9))]),
        layer(SARA, []),
    ]
    everyone = BOTH | {SARA}
    assert shown(board(scheme, *layers), annotators=everyone) == [
        (Part.READING, LEILA, ((0, 4),)),
        (Part.READING, MEHDI, ((0, 9),)),
        (Part.GHOST, SARA, ((0, 4),)),
        (Part.SHARED, None, ((0, 4),)),
        (Part.ALONE, MEHDI, ((4, 9),)),
    ]


def test_values_that_differ_are_a_sign_on_the_agreed_mark(scheme: Scheme) -> None:
    left, right = mention(LEILA, (0, 4), mention="NOM"), mention(MEHDI, (0, 4))
    found = board(scheme, layer(LEILA, [left]), layer(MEHDI, [right]))
    (mark,) = found.marks(agreed=False, annotators=BOTH)
    assert (mark.part, mark.differs) == (Part.AGREED, True)
    assert [one.kind for one in found.about(mark.matter)] == [Difference.ATTRIBUTE]


def meeting(who: AnnotatorName, role: str) -> LayerContents:
    """An event whose place has a role."""
    event = mention(who, (10, 13), label="Contact.Meet", kind=Kind.EVENT)
    guest, place = mention(who, (14, 18)), mention(who, (22, 26), label="GPE")
    return layer(who, [event, guest, place], [argument(event, "Participant", guest), argument(event, role, place)])


def test_an_agreed_link_belongs_to_nobody_and_a_differing_one_to_its_annotator(scheme: Scheme) -> None:
    found = board(scheme, meeting(LEILA, "Place"), meeting(MEHDI, "Participant"))
    links = list(found.links(agreed=True, annotators=BOTH))
    assert [(link.name, link.party) for link in links] == [
        ("Participant", ""),
        ("Place", LEILA),
        ("Participant", MEHDI),
    ]
    assert len({(link.source, link.target) for link in links}) == 2  # the ends are agreed: their marks are the same
    assert len({link.group for link in links}) == 3
    (disagreement,) = found.about_link(links[1].id)
    assert disagreement.kind is Difference.ARGUMENT_ROLE
    assert found.about_link(links[2].id) == [disagreement]
    assert [link.party for link in found.links(agreed=False, annotators=frozenset((MEHDI,)))] == [MEHDI]


def test_what_a_link_that_differs_joins_stays_when_the_rest_that_is_agreed_goes(scheme: Scheme) -> None:
    found = board(scheme, meeting(LEILA, "Place"), meeting(MEHDI, "Participant"))
    assert [spans for _part, _owner, spans in shown(found, agreed=False)] == [((10, 13),), ((22, 26),)]


def test_an_agreed_link_leads_to_a_reading_that_is_shown(scheme: Scheme) -> None:
    sides = []
    for who, end in ((LEILA, 18), (MEHDI, 21)):
        event, guest = mention(who, (10, 13), label="Contact.Meet", kind=Kind.EVENT), mention(who, (14, end))
        sides.append(layer(who, [event, guest], [argument(event, "Participant", guest)]))
    found = board(scheme, *sides)
    for name in (LEILA, MEHDI):
        (link,) = found.links(agreed=True, annotators=frozenset((name,)))
        drawn = {mark.mention.id: mark.owner for mark in found.marks(agreed=True, annotators=frozenset((name,)))}
        assert (link.party, drawn[link.target]) == ("", name)


def test_places_of_a_disagreement_are_all_that_it_is_about(scheme: Scheme) -> None:
    left, right = meeting(LEILA, "Place"), meeting(MEHDI, "Participant")
    found = board(scheme, left, right)
    (disagreement,) = compare_layers((left, right), scheme, TEXT)
    places = found.places(disagreement)
    spans = {mention.span.fragments for mention in found.mentions(places.matters)}
    assert spans == {((10, 13),), ((22, 26),)}
    assert places.links == {left.arguments[1].id, right.arguments[1].id}


def test_going_from_matter_to_matter_stops_only_where_something_differs(scheme: Scheme) -> None:
    ours = [mention(LEILA, (0, 4)), mention(LEILA, (14, 18)), mention(LEILA, (22, 26), label="GPE")]
    theirs = [mention(MEHDI, (0, 9)), mention(MEHDI, (14, 18)), mention(MEHDI, (22, 26))]
    found = board(scheme, layer(LEILA, ours), layer(MEHDI, theirs))
    everything = range(len(found.matters.found))
    assert [found.beyond(None, offset, 1, everything) for offset in (0, 1, 23)] == [0, 2, None]
    assert [found.beyond(None, offset, -1, everything) for offset in (0, 1, 23)] == [None, 0, 2]
    assert [found.beyond(place, 0, steps, everything) for place, steps in ((0, 1), (2, -1), (2, 1))] == [2, 0, None]
    assert found.beyond(None, 0, 1, {2}) == 2
