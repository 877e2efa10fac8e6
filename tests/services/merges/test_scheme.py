"""What a scheme lacks of what a layer uses."""

from dataclasses import replace

from annotator.model.annotation import Argument, Kind, Layer, LayerContents, Mention
from annotator.model.ids import ArgumentId, DocumentId, MentionId
from annotator.model.scheme import Scheme, Strictness
from annotator.model.span import Span
from annotator.services.merges.scheme import SchemeDifference, misfits
from tests.conftest import OMAR

HOME = DocumentId("d"), OMAR
EVENT = Mention(MentionId("e"), *HOME, Kind.EVENT, "Contact.Meet", Span.of(0, 3))
PERSON = Mention(MentionId("p"), *HOME, Kind.ENTITY, "PERSON", Span.of(4, 6))
ARGUMENT = Argument(ArgumentId("a"), *HOME, EVENT.id, "Participant", PERSON.id)
WHOLE = LayerContents(Layer(*HOME), (EVENT, PERSON), (ARGUMENT,))


def test_what_fits_has_no_misfits(scheme: Scheme) -> None:
    assert list(misfits(scheme, Strictness.REFUSE, WHOLE)) == []


def test_labels_attributes_and_roles_are_told_apart(scheme: Scheme) -> None:
    odd = replace(PERSON, attributes={"colour": "red"})
    ship = replace(PERSON, id=MentionId("s"), label="S" * 1000)
    role = replace(ARGUMENT, role="Visitor")
    wrong = list(misfits(scheme, Strictness.REFUSE, LayerContents(Layer(*HOME), (EVENT, odd, ship), (role,))))
    assert [(bool(m.label), m.attribute, m.role) for m in wrong] == [
        (False, "colour", ""),
        (True, "", ""),
        (False, "", "Contact.Meet, Visitor"),
    ]
    assert max(len(misfit.label) + len(misfit.sentence) for misfit in wrong) < 400


def test_what_the_scheme_has_and_forbids_is_no_lack(scheme: Scheme) -> None:
    value = replace(PERSON, attributes={"mention": "SOME"})
    place = replace(EVENT, attributes={"amount": 3})
    contents = LayerContents(Layer(*HOME), (value, place))
    told = SchemeDifference.of(("small", 1), None, set(misfits(scheme, Strictness.REFUSE, contents)))
    assert (told.labels, told.attributes, told.roles) == ((), (), ())
    assert [rule.split()[0] for rule in told.rules] == ["Contact.Meet", "“SOME”"]


def test_links_do_not_count_where_the_project_only_warns_of_them(scheme: Scheme) -> None:
    role = replace(WHOLE, arguments=(replace(ARGUMENT, role="Visitor"),))
    assert list(misfits(scheme, Strictness.WARN, role)) == []
