"""What was decided before about something like it, in the whole project: so that the same is decided alike."""

from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from annotator.model.decision import Aspect, Decision, Verdict
from annotator.model.ids import DocumentId, MentionId
from annotator.services.adjudication.cases import Case, CaseKind, Link, Reading, Row
from annotator.services.adjudication.decision_words import DecisionWords
from annotator.services.adjudication.entries import OF_MENTIONS
from annotator.services.blindness import Blindness
from annotator.services.session import Session
from annotator.storage.bulk import mentions_by_id
from annotator.storage.deciding import newest_decisions

MOST = 5
_BY_A_PERSON = frozenset(Verdict) - {Verdict.AGREED, Verdict.MAJORITY}


@dataclass(frozen=True, slots=True)
class Earlier:
    """One decision.

    Attributes:
        title: Of its document, if that is another one than the case's.
        sentence: What was decided, how, by whom and why.
    """

    decision: Decision
    title: str
    sentence: str


def earlier_decisions(session: Session, case: Case, row: str = "") -> list[Earlier]:
    """The last decisions of persons that are like those which a case, or one of its rows, asks for; the newest first.

    Of a mention and of a relation these are about the same labels, of an argument's row about the same roles, of
    clusters all about clusters. What blind mode hides is left out, and so is what was decided of the case itself.
    """
    aspects, labels = _likeness(case, case.row(row))
    if not labels and Aspect.CLUSTER not in aspects:
        return []
    own = {one.decision.id for one in case.rows if one.decision is not None}
    blindness = Blindness.of(session)
    with closing(newest_decisions(session.project.db, aspects, labels, _BY_A_PERSON)) as found:
        others = (one for one in found if one.id not in own and not blindness.hides(one.document))
        newest = list(islice(others, MOST))
    return [_told(session, decision, case.document) for decision in newest]


def _likeness(case: Case, row: Row | None) -> tuple[frozenset[Aspect], Collection[str]]:
    """Of which aspects, and with which labels, decisions are alike."""
    if case.kind is CaseKind.CLUSTER:
        return frozenset({Aspect.CLUSTER}), ()
    links = row if row is not None and row.aspect is Aspect.ARGUMENT else None
    links = case.rows[0] if case.kind is CaseKind.RELATION else links
    if links is not None:
        return frozenset({links.aspect}), set(_names((*links.readings.values(), *links.gold)))
    return OF_MENTIONS, {mention.label for mention in (*case.mentions.values(), *case.gold)}


def _names(readings: Collection[Reading]) -> Iterator[str]:
    yield from (reading.said.name for reading in readings if isinstance(reading.said, Link))


def _told(session: Session, decision: Decision, here: DocumentId) -> Earlier:
    document = session.document(decision.document)
    ends = {MentionId(end) for source in decision.sources for end in source.ends}
    mentions = {str(id_): mention for id_, mention in mentions_by_id(session.project.db, ends).items()}
    words = DecisionWords(session.project.text(document.text_sha256), mentions)
    title = document.title if document.id != here else ""
    return Earlier(decision, title, words.decided(decision))
