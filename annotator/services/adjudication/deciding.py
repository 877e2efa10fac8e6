"""Deciding a case: each function is one act of whoever works, with the decisions and all that comes of them in gold.

A decision made again takes the place of the one before and changes what came of it; the gold mention keeps its id. A
case that has changed since it was looked at is refused, so that nobody decides what they have not seen.

Arguments need their fillers in gold. A filler that all agree on and nobody has decided comes along by itself. One that
is disputed has to be decided first: `save` refuses an argument chosen by name and says so, `take` leaves that row open.
What was decided not to belong in gold fills no role: such an argument is left out.
"""

from collections.abc import Callable, Mapping, Sequence

from annotator.model.annotation import Attributes
from annotator.model.change import Changes
from annotator.model.decision import Verdict
from annotator.model.ids import AnnotatorName
from annotator.model.span import Span
from annotator.services.adjudication.board import AdjudicationError, board_of
from annotator.services.adjudication.cases import Case, Reading, Said
from annotator.services.adjudication.choices import NO_REASON, Both, Choices, Nothing, Take, Why
from annotator.services.adjudication.gold_choices import Chooser
from annotator.services.adjudication.gold_draft import Ledger
from annotator.services.adjudication.gold_making import Making
from annotator.services.session import Session

ACTION = "gold.decide"
REOPEN = "gold.reopen"


def take(
    session: Session, case: Case, annotator: AnnotatorName, why: Why = NO_REASON, *, initiator: object = None
) -> Changes:
    """Believe one annotator in all of a case: the mention with its arguments, the relation, the clusters.

    For a review of one annotator this accepts what they say.

    Raises:
        AdjudicationError: If they have nothing there, or the case has changed meanwhile.
        AnnotatorError: If the scheme forbids it.
    """
    return _decide(session, case, lambda chooser, now: chooser.whole(now, Take(annotator, why)), initiator)


def both(
    session: Session,
    case: Case,
    annotators: Sequence[AnnotatorName],
    why: Why = NO_REASON,
    *,
    initiator: object = None,
) -> Changes:
    """Believe several annotators: their mentions, or relations, stand in gold beside each other.

    Raises:
        AdjudicationError: If one of them has nothing there, it is about clusters, or the case has changed meanwhile.
        AnnotatorError: If the scheme forbids it.
    """
    return _decide(session, case, lambda chooser, now: chooser.whole(now, Both(tuple(annotators), why)), initiator)


def none(session: Session, case: Case, why: Why = NO_REASON, *, initiator: object = None) -> Changes:
    """Nothing here belongs in gold; what came of it before goes, with what hangs on it. For a review: reject."""
    return _decide(session, case, lambda chooser, now: chooser.whole(now, Nothing(Verdict.NONE, why)), initiator)


def all_wrong(session: Session, case: Case, why: Why = NO_REASON, *, initiator: object = None) -> Changes:
    """All readings are mistakes; nothing comes of them. `edit` may say afterwards what is right."""
    return _decide(session, case, lambda chooser, now: chooser.whole(now, Nothing(Verdict.WRONG, why)), initiator)


def edit(
    session: Session,
    case: Case,
    *,
    span: Span | None = None,
    label: str | None = None,
    attributes: Attributes | None = None,
    why: Why = NO_REASON,
    initiator: object = None,
) -> Changes:
    """Write for gold what none has said; what is not given stays as gold has it, else as the first layer has it.

    For a review: correct. Arguments on which all agree come along; the others stay open.

    Raises:
        AdjudicationError: If it is no mention's case, or the case has changed meanwhile.
        AnnotatorError: If the scheme or the text forbids it.
    """
    return _decide(session, case, lambda chooser, now: chooser.edited(now, span, label, attributes, why), initiator)


def save(session: Session, case: Case, choices: Choices, *, initiator: object = None) -> Changes:
    """Decide some rows of a case, by their keys; the rows on which all agree come along, the others stay open.

    What no row speaks of yet can be said by an `Edit`: an attribute by the key `attribute:NAME`, an argument by a key
    that begins with `NEW_ARGUMENT`, as a `Link` to the key of its filler's case.

    Raises:
        AdjudicationError: If the span or the label is neither chosen nor agreed on, if the filler of a chosen argument
            is not in gold (`facts` then has `filler`, the key of its case), or if the case has changed meanwhile.
        AnnotatorError: If the scheme or the text forbids it.
    """
    return _decide(session, case, lambda chooser, now: chooser.rows(now, choices), initiator)


def reopen(session: Session, case: Case, *, initiator: object = None) -> Changes:
    """Take the decisions about a case back, with what stands in gold for it: it is as open as if nobody had decided.

    Arguments and relations of gold that join what goes, go as well; the cases that had brought them are asked again.
    What only gold has stays there, for no layer could bring it again.

    Raises:
        AdjudicationError: If nothing was decided here, or the case has changed meanwhile.
    """
    return _decide(session, case, Chooser.reopened, initiator, REOPEN)


def _decide(
    session: Session, case: Case, make: Callable[[Chooser, Case], None], initiator: object, action: str = ACTION
) -> Changes:
    act = session.begin(action)
    board = board_of(session.project, case.document, case.annotators)
    now = board.case(case.key)
    if _seen(now) != _seen(case):
        raise AdjudicationError("A layer was changed meanwhile. Look at what there is now, and decide again.")
    making = Making(session.project, board, act)
    make(Chooser(making), now)
    return session.commit(list(making.draft.changes(act, session.project, Ledger.of(session.project))), initiator)


def _seen(case: Case) -> Mapping[str, object]:
    """What a person has looked at: all that the layers say, and by which records."""
    found = {row.key: {name: _of(reading) for name, reading in row.readings.items()} for row in case.rows}
    return {key: readings for key, readings in found.items() if any(readings.values())}


def _of(reading: Reading) -> tuple[Said, str] | None:
    """What a reading says, and the record that says it; `None` if it says nothing."""
    id_ = "" if reading.record is None else reading.record.id
    return (reading.said, id_) if id_ or reading.said is not None else None
