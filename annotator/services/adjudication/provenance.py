"""Where a mention of the gold layer comes from: the decisions that made it what it is."""

from dataclasses import dataclass

from annotator.model.annotation import GOLD, Mention
from annotator.model.decision import Aspect, Decision
from annotator.model.ids import MentionId
from annotator.services.adjudication.decision_words import DecisionWords
from annotator.services.session import Session

_ORDER = {aspect: place for place, aspect in enumerate(Aspect)}


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made a gold mention.

    Attributes:
        decisions: About the mention, its arguments, the relations at it and its cluster; in this order.
        sentences: The same for a person, one each.
    """

    decisions: tuple[Decision, ...]
    sentences: tuple[str, ...]


def provenance(session: Session, mention: MentionId) -> Provenance:
    """Where a gold mention comes from; nothing is known of one that was not decided here.

    Raises:
        EditError: If there is no such mention.
    """
    found = session.mention(mention)
    wanted = {mention, *(argument.id for argument in session.arguments_with(mention) if argument.event == mention)}
    wanted |= {relation.id for relation in session.relations_with(mention)}
    decisions = session.project.decisions(found.document) if found.annotator == GOLD else ()
    made = sorted((decision for decision in decisions if not wanted.isdisjoint(decision.gold)), key=_order)
    words = DecisionWords(session.text(found.document), mentions_of_layers(session, found))
    return Provenance(tuple(made), tuple(map(words.decided, made)))


def _order(decision: Decision) -> tuple[int, str, str]:
    return _ORDER[decision.aspect], decision.created, decision.id


def mentions_of_layers(session: Session, at: Mention) -> dict[str, Mention]:
    """The mentions of all layers of a document, by id."""
    layers = session.project.labelled(at.document).values()
    return {mention.id: mention for layer in layers for mention in layer.mentions}
