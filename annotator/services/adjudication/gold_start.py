"""Starting gold by what the layers agree on: looked at first, then written as one act that one undo takes back.

What gold has already, and what was decided, stays as it is; so starting again only adds what has become possible since.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from annotator.model.annotation import GOLD, Kind, Status
from annotator.model.change import Act, Change, Subject
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.adjudication.board import AdjudicationError, Board
from annotator.services.adjudication.cases import State
from annotator.services.adjudication.gold_clusters import Correspondence
from annotator.services.adjudication.gold_draft import Ledger
from annotator.services.adjudication.gold_making import Making
from annotator.services.adjudication.gold_rules import Rule, RuleChoice, Starter
from annotator.services.adjudication.layout import material_of
from annotator.services.job import CancelledError, Progress
from annotator.services.session import Session
from annotator.storage import Mode, Project, ProjectError
from annotator.storage.bulk import LayerQuery, begun_layers, snapshot

ACTION = "gold.start"
BATCH_CHANGES = 300
"""What a batch may hold at most, unless a single document holds more."""


@dataclass(frozen=True, slots=True)
class Start:
    """How to start gold.

    Attributes:
        annotators: Whose layers count; empty for everyone's.
        believed: Who is believed under the rule `ONE`.
        least: How many must say it at least, whatever the rule; one annotator needs nobody else.
        overlap: The share of characters (Dice) from which two spans count as the same, 1 for equal ones. The span that
            most have is taken, of several the first annotator's.
        documents: Only these; empty for all.
        statuses: Only layers of these; empty for all that have been begun.
        languages: Only documents in these; empty for all.
        done_by: Only documents with which this annotator is done (see `blindness`).
    """

    annotators: tuple[AnnotatorName, ...] = ()
    rule: Rule = Rule.ALL
    believed: AnnotatorName | None = None
    least: int = 2
    overlap: Fraction = Fraction(1)
    documents: frozenset[DocumentId] = frozenset()
    statuses: frozenset[Status] = frozenset()
    languages: tuple[str, ...] = ()
    done_by: AnnotatorName | None = None

    @property
    def choice(self) -> RuleChoice:
        """The rule with its numbers."""
        return RuleChoice(self.rule, self.believed, self.least, self.overlap)


@dataclass(frozen=True, slots=True)
class Started:
    """What would come into gold of a document.

    Attributes:
        entities, events, arguments, relations, clusters: How many of each.
        open: Cases that would then still be open or reopened.
        decided: Cases that would be decided.
    """

    document: DocumentId
    title: str
    entities: int
    events: int
    arguments: int
    relations: int
    clusters: int
    open: int
    decided: int

    @property
    def is_something(self) -> bool:
        """Whether anything would come."""
        return bool(self.entities + self.events + self.arguments + self.relations + self.clusters)


@dataclass(frozen=True)
class GoldPlan:
    """What starting gold would do.

    Attributes:
        documents: All that were looked at, in the order of import.
        damaged: Documents that cannot be read, with the reason.
    """

    start: Start
    documents: tuple[Started, ...] = ()
    damaged: tuple[tuple[DocumentId, str], ...] = ()

    def count(self, what: str) -> int:
        """The sum of `entities`, `events`, `arguments`, `relations`, `clusters`, `open` or `decided`."""
        return sum(getattr(started, what) for started in self.documents)


def plan_gold(project: Path, start: Start, progress: Progress | None = None) -> GoldPlan:
    """Look at what starting gold would do; nothing is written.

    Raises:
        CancelledError: If nobody wants to know any more.
        AnnotatorError: If the project cannot be read, or there is no such annotator.
    """
    started: list[Started] = []
    damaged: list[tuple[DocumentId, str]] = []
    with Project.open(project, Mode.READ) as reader, snapshot(reader.db):
        act = Act(ACTION, AnnotatorName("preview"))
        for document, making in _makings(reader, start, act, progress or Progress()):
            if isinstance(making, str):
                damaged.append((document, making))
            else:
                started.append(_started(making))
    return GoldPlan(start, tuple(started), tuple(damaged))


def gold_batches(
    project: Path, start: Start, act: Act, progress: Progress | None = None
) -> Iterator[tuple[Change, ...]]:
    """What is to be written, batch by batch, all of one act (of the action `ACTION`).

    Raises:
        CancelledError: If it is no longer wanted; what was written by then is the caller's to take back.
        AnnotatorError: If the project cannot be read, or there is no such annotator.
    """
    waiting: list[Change] = []
    with Project.open(project, Mode.READ) as reader, snapshot(reader.db):
        ledger = Ledger.of(reader)
        for _document, making in _makings(reader, start, act, progress or Progress()):
            if not isinstance(making, str):
                waiting += making.draft.changes(act, reader, ledger)
            if len(waiting) >= BATCH_CHANGES:
                yield tuple(waiting)
                waiting = []
    if waiting:
        yield tuple(waiting)


def start_gold(session: Session, start: Start, progress: Progress | None = None, *, initiator: object = None) -> int:
    """Start gold in the calling thread; how many mentions it has brought.

    Raises:
        CancelledError: If asked to stop; then everything is as before.
        AnnotatorError: If the project refuses something or cannot be written; then everything is as before.
    """
    act = session.begin(ACTION)
    count = 0
    try:
        for changes in gold_batches(session.path, start, act, progress):
            session.apply(changes, initiator=initiator)
            count += sum(change.subject is Subject.MENTION and change.before is None for change in changes)
    except (AnnotatorError, KeyboardInterrupt) as error:
        _take_back(session, act)
        if isinstance(error, KeyboardInterrupt):
            raise CancelledError("Cancelled. Nothing was changed.") from error
        raise
    return count


def _take_back(session: Session, act: Act) -> None:
    written = session.project.changes_of(act.id)
    if written:
        session.apply(Act(ACTION, act.annotator).inverse_of(written), reverses=act.id)


def _makings(reader: Project, start: Start, act: Act, progress: Progress) -> Iterator[tuple[DocumentId, Making | str]]:
    """What comes of each document, in the order of import; of one that cannot be read, why."""
    start = _checked(reader, start)
    query = LayerQuery(
        annotators=start.annotators, statuses=tuple(start.statuses), languages=start.languages, done_by=start.done_by
    )
    total = sum(1 for _rows in begun_layers(reader.db, query))
    correspondence = Correspondence(reader)
    for number, rows in enumerate(begun_layers(reader.db, query)):
        document = rows[0].document
        progress.report(number, total)
        if not start.documents or document in start.documents:
            try:
                yield document, _making(reader, start, act, document, correspondence)
            except ProjectError as error:
                yield document, error.message


def _making(reader: Project, start: Start, act: Act, document: DocumentId, correspondence: Correspondence) -> Making:
    material = material_of(reader, document, start.annotators, start.statuses)
    making = Making(reader, Board(material), act, correspondence)
    Starter(making, start.choice).run()
    return making


def _checked(reader: Project, start: Start) -> Start:
    known = {annotator.name for annotator in reader.annotators()} - {GOLD}
    wanted = (*start.annotators, *([start.believed] if start.believed is not None else []))
    strangers = [name for name in wanted if name not in known]
    if strangers:
        raise AdjudicationError(f"The project has no layer of “{strangers[0]}”.", annotator=strangers[0])
    if (start.rule is Rule.ONE) != (start.believed is not None):
        raise AdjudicationError("Say who is believed.")
    if start.least < 1 or not 0 < start.overlap <= 1:
        raise AdjudicationError("It takes one annotator at least, and a share of the characters up to all of them.")
    return replace(start, annotators=start.annotators or tuple(sorted(known)))


def _started(making: Making) -> Started:
    draft, before = making.draft, making.layout.material.gold
    new = draft.mentions.keys() - {mention.id for mention in before.mentions}
    kinds = Counter(draft.mentions[id_].kind for id_ in new)
    used = {mention.cluster for mention in draft.mentions.values()} - {None}
    after = Board(replace(making.layout.material, gold=draft.contents))
    decided = sum(case.state is State.DECIDED for case in after.cases)
    document = making.layout.material.document
    return Started(
        document.id,
        document.title,
        kinds[Kind.ENTITY],
        kinds[Kind.EVENT],
        len(draft.arguments) - len(before.arguments),
        len(draft.relations) - len(before.relations),
        len(used - {mention.cluster for mention in before.mentions}),
        len(after.cases) - decided,
        decided,
    )
