"""What a layer from elsewhere uses that the scheme here does not have or allow."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from annotator.model.annotation import LayerContents
from annotator.model.errors import SchemeError
from annotator.model.scheme import Scheme, Strictness
from annotator.services.finding import short

_LONGEST_SENTENCE = 300


@dataclass(frozen=True, slots=True)
class Misfit:
    """One use of the scheme that does not fit here.

    Attributes:
        sentence: The reason.
        label, attribute, role: What the scheme lacks, if that is the reason; at most one is said.
    """

    sentence: str
    label: str = ""
    attribute: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class SchemeDifference:
    """How the scheme of the other file differs in what the layers use.

    Attributes:
        here: Name and version.
        there: Name and version; `None` if the file does not say.
        labels, attributes, roles: In use there, unknown here; a role with its event label.
        rules: Sentences on what is in use there and forbidden here, although all its names are known.
    """

    here: tuple[str, int]
    there: tuple[str, int] | None
    labels: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    @classmethod
    def of(cls, here: tuple[str, int], there: tuple[str, int] | None, wrong: Collection[Misfit]) -> "SchemeDifference":
        """What `wrong` comes to."""
        rules = {m.sentence for m in wrong if not (m.label or m.attribute or m.role)}
        labels, attributes, roles = ({getattr(m, name) for m in wrong} for name in ("label", "attribute", "role"))
        return cls(here, there, *(tuple(sorted(found - {""})) for found in (labels, attributes, roles, rules)))


def misfits(scheme: Scheme, strictness: Strictness, contents: LayerContents) -> Iterator[Misfit]:
    """Everything in a layer that the scheme does not allow; links only where it is strict about them."""
    labels = {mention.id: mention.label for mention in contents.mentions}
    for mention in contents.mentions:
        yield from _refusal(scheme, scheme.check_mention, mention.kind, mention.label, mention.attributes)
    for cluster in contents.clusters:
        yield from _refusal(scheme, scheme.check_cluster, cluster.kind, cluster.label)
    for relation in contents.relations:
        yield from _refusal(scheme, scheme.label, relation.label)
    if strictness is Strictness.WARN:
        return
    for argument in contents.arguments:
        ends = labels[argument.event], argument.role, labels[argument.filler]
        yield from _refusal(scheme, scheme.check_argument, *ends, argument.attributes)
    for relation in contents.relations:
        joined = relation.label, labels[relation.source], labels[relation.target]
        yield from _refusal(scheme, scheme.check_relation, *joined, relation.attributes)


def _refusal(scheme: Scheme, check: Callable[..., object], *values: object) -> Iterator[Misfit]:
    try:
        check(*values)
    except SchemeError as refusal:
        yield _misfit(scheme, refusal)


def _misfit(scheme: Scheme, refusal: SchemeError) -> Misfit:
    label, role, attribute = (str(refusal.facts.get(name, "")) for name in ("label", "role", "attribute"))
    sentence = short(refusal.message, _LONGEST_SENTENCE)
    if label and scheme.find(label) is None:
        return Misfit(sentence, label=short(label))
    if role and label and all(known.name != role for known in scheme.label(label).roles):
        return Misfit(sentence, role=f"{label}, {short(role)}")
    if attribute and all(known.name != attribute for known in scheme.attributes):
        return Misfit(sentence, attribute=short(attribute))
    return Misfit(sentence)
