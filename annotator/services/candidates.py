"""Which mentions a person most likely means when they look for the filler of a role, or the other end of a relation.

Ranked by what the scheme allows, then by being in the same sentence, then by nearness in the text. The other way round,
`links_between` says what could join two mentions that they named.
"""

from collections.abc import Callable
from dataclasses import dataclass

from annotator.model.annotation import Argument, Kind, LayerContents, Mention
from annotator.model.ids import MentionId
from annotator.model.scheme import Scheme
from annotator.model.span import Range
from annotator.services import texts


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that could be meant.

    Attributes:
        fits: Whether the scheme allows it.
        is_near: Whether it touches a sentence that the mention at the near end touches.
        distance: Code points between the two mentions' hulls; 0 where they touch or overlap.
        is_taken: Whether it stands there already.
    """

    mention: Mention
    fits: bool
    is_near: bool
    distance: int
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Candidates:
    """The mentions of one layer as candidates.

    Attributes:
        text: Of the document.
        language: BCP 47 tag; decides where sentences end.
    """

    contents: LayerContents
    scheme: Scheme
    text: str
    language: str

    def fillers(self, event: Mention, role: str) -> list[Candidate]:
        """The mentions as candidates for a role of an event, best first; the event itself is none.

        Raises:
            SchemeError: If the event's label has no such role.
        """
        scheme = self.scheme
        scheme.role(event.label, role)

        def fits(mention: Mention) -> bool:
            return scheme.may_fill(event.label, role, mention.label)

        taken = {a.filler for a in self.contents.arguments if _fills(a, event.id, role)}
        return self._ranked(event, fits, taken)

    def targets(self, source: Mention, relation: str) -> list[Candidate]:
        """The mentions as candidates for the other end of a relation, best first."""
        scheme = self.scheme

        def fits(mention: Mention) -> bool:
            return any(label.name == relation for label in scheme.relations_between(source.label, mention.label))

        taken = {r.target for r in self.contents.relations if (r.label, r.source) == (relation, source.id)}
        return self._ranked(source, fits, taken)

    def _ranked(self, near: Mention, fits: Callable[[Mention], bool], taken: set[MentionId]) -> list[Candidate]:
        low, high = _sentences_around(self.text, self.language, near)
        found = [
            Candidate(
                mention,
                fits(mention),
                mention.span.start < high and low < mention.span.end,
                max(0, mention.span.start - near.span.end, near.span.start - mention.span.end),
                mention.id in taken,
            )
            for mention in self.contents.mentions
            if mention.id != near.id
        ]
        return sorted(found, key=_best_first)


@dataclass(frozen=True, slots=True)
class PossibleArgument:
    """A role of an event that a mention could fill."""

    event: Mention
    role: str
    filler: Mention


@dataclass(frozen=True, slots=True)
class PossibleRelation:
    """A relation that could lead from one mention to another."""

    label: str
    source: Mention
    target: Mention


Link = PossibleArgument | PossibleRelation


def links_between(scheme: Scheme, one: Mention, other: Mention) -> tuple[Link, ...]:
    """What could join two mentions if a person drew a line from `one` to `other`.

    The roles of the event at which the line begins, or if it begins at an entity, of the event at which it ends; then
    the relations from `one` to `other`.
    """
    if one.id == other.id:
        return ()
    event, filler = (one, other) if one.kind is Kind.EVENT else (other, one)
    roles = scheme.fillable_roles(event.label, filler.label) if event.kind is Kind.EVENT else ()
    relations = scheme.relations_between(one.label, other.label)
    return (
        *(PossibleArgument(event, role.name, filler) for role in roles),
        *(PossibleRelation(relation.name, one, other) for relation in relations),
    )


def _fills(argument: Argument, event: MentionId, role: str) -> bool:
    return (argument.event, argument.role) == (event, role)


def _best_first(candidate: Candidate) -> tuple[bool, bool, int, int]:
    return not candidate.fits, not candidate.is_near, candidate.distance, candidate.mention.span.start


def _sentences_around(text: str, language: str, mention: Mention) -> Range:
    """From the beginning of the first sentence that the mention touches to the end of the last one."""
    start, end = mention.span.hull
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    paragraph = text[first : last if last >= 0 else len(text)]
    touched = [
        (first + low, first + high)
        for low, high in texts.sentences(paragraph, language)
        if first + low < end and start < first + high
    ]
    return (touched[0][0], touched[-1][1]) if touched else (start, end)
