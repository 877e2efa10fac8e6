"""How far the annotators of a project agree: every figure, for any group of documents and any pair of annotators.

A job reads the layers once and keeps counts only (see `agreement.tally`); all figures are functions of sums of those.
A document counts for an annotator who has a mention there or has begun with it; documents in the bin never count.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from annotator.model.annotation import GOLD, Kind, LayerContents, Status
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.agreement.events import comparable_attributes
from annotator.services.agreement.gamma import GammaPlan
from annotator.services.agreement.periods import Period, period_for, period_name
from annotator.services.agreement.slices import Numbers, Slice
from annotator.services.agreement.tally import DocumentTally, TallyPlan, document_tally
from annotator.services.comparison.disagreement import Meeting
from annotator.services.job import Progress, keeping_much
from annotator.storage import Mode, Project, ProjectError
from annotator.storage.bulk import LayerQuery, LayerRow, begun_layers, documents_by_id, snapshot
from annotator.storage.layer_history import layers_settled

_SOME = 200
"""How many documents are looked up at a time."""


class AgreementError(AnnotatorError):
    """There is nothing whose agreement could be measured."""


@dataclass(frozen=True, slots=True)
class AgreementChoice:
    """What to compare.

    Attributes:
        annotators: Whose layers, at least two; empty for everyone's but `gold`.
        languages: Only documents of these BCP 47 tags; empty for all.
        gamma: Whether to measure γ as well, which takes several times as long as all the rest.
        statuses: Only layers of this status; empty for all that have been begun.
        done_by: Only documents with which this annotator is done; `None` for all (see `blindness`).
    """

    annotators: tuple[AnnotatorName, ...] = ()
    languages: tuple[str, ...] = ()
    gamma: bool = False
    statuses: tuple[Status, ...] = ()
    done_by: AnnotatorName | None = None


@dataclass(frozen=True, slots=True)
class Damaged:
    """A document that could not be compared, and why; `annotator check` tells more."""

    document: DocumentId
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of annotators, to be cut into slices.

    Attributes:
        annotators: By name; their numbers are their places here.
        tallies: Of the documents that at least two of them have labelled, in the order of import.
        damaged: Those of them that could not be read, and so do not count.
    """

    annotators: tuple[AnnotatorName, ...]
    tallies: tuple[DocumentTally, ...]
    damaged: tuple[Damaged, ...] = ()

    @property
    def pairs(self) -> tuple[Numbers, ...]:
        """All pairs who have a document in common."""
        there = {pair for tally in self.tallies for pair in tally.pairs}
        return tuple(sorted(there))

    def names(self, pair: Numbers) -> tuple[AnnotatorName, AnnotatorName]:
        """Who a pair is."""
        return self.annotators[pair[0]], self.annotators[pair[1]]

    def whole(self, pair: Numbers | None = None) -> Slice:
        """All documents; of one pair, or of all pairs together."""
        return Slice(self.tallies, self._pairs(pair))

    def by_pair(self) -> dict[Numbers, Slice]:
        """All documents, as each pair sees them; who they are is in `names`."""
        return {pair: self.whole(pair) for pair in self.pairs}

    def meeting(self, pair: Numbers, kind: Kind | None, left: str, right: str) -> Meeting:
        """What a cell of `whole(pair).confusion()` counts, for `Wanted`: so its disagreements can be listed.

        Without a kind: a cell of `role_confusion()`.
        """
        return Meeting(self.names(pair), kind, (left, right))

    def by_label(self, pair: Numbers | None = None) -> dict[str, Slice]:
        """All documents, one label each; labels that nobody used are left out."""
        pairs = self._pairs(pair)
        labels = {
            label
            for tally in self.tallies
            for numbers in pairs
            if numbers in tally.pairs
            for _name, label in tally.pairs[numbers].hits
            if label
        }
        return {label: Slice(self.tallies, pairs, label) for label in sorted(labels)}

    def by_role(self, pair: Numbers | None = None) -> dict[str, Slice]:
        """All documents, the arguments of one role each."""
        pairs = self._pairs(pair)
        met = [tally.pairs[numbers] for tally in self.tallies for numbers in pairs if numbers in tally.pairs]
        roles = {role for one in met for role in one.roles}
        return {role: Slice(self.tallies, pairs, role=role) for role in sorted(roles)}

    def by_language(self, pair: Numbers | None = None) -> dict[str, Slice]:
        """The documents of each language, by BCP 47 tag."""
        pairs = self._pairs(pair)
        languages: dict[str, list[DocumentTally]] = {}
        for tally in self.tallies:
            if any(numbers in tally.pairs for numbers in pairs):
                languages.setdefault(tally.language, []).append(tally)
        return {language: Slice(tallies, pairs) for language, tallies in sorted(languages.items())}

    @property
    def period(self) -> Period:
        """How long the periods of `by_time` are: days, weeks or months, as suits all documents."""
        return period_for(_finished(tally, tally.everyone) for tally in self.tallies)

    def by_time(self, pair: Numbers | None = None) -> dict[str, Slice]:
        """The documents of each period, the earliest first; named as `agreement.periods.period_name` does.

        A document belongs to when the last of the annotators in question finished it (or began it, if it is not marked
        done); documents of which the journal does not know it are in `""`.
        """
        pairs, period = self._pairs(pair), self.period
        found: dict[str, list[DocumentTally]] = {}
        for tally in self.tallies:
            if any(numbers in tally.pairs for numbers in pairs):
                time = _finished(tally, tally.everyone if pair is None else pair)
                found.setdefault(period_name(period, time), []).append(tally)
        return {name: Slice(tallies, pairs) for name, tallies in sorted(found.items())}

    def by_document(self, pair: Numbers | None = None) -> list[tuple[DocumentTally, Slice]]:
        """Each document, in the order of import."""
        pairs = self._pairs(pair)
        return [
            (tally, Slice([tally], pairs)) for tally in self.tallies if any(numbers in tally.pairs for numbers in pairs)
        ]

    def most_disputed(self, limit: int, pair: Numbers | None = None) -> list[tuple[DocumentTally, int]]:
        """The documents with the most mentions that have no exact counterpart, and how many those are."""
        found = [(tally, part.disputed()) for tally, part in self.by_document(pair)]
        return sorted((entry for entry in found if entry[1]), key=_differences, reverse=True)[:limit]

    def _pairs(self, pair: Numbers | None) -> Sequence[Numbers]:
        return self.pairs if pair is None else (pair,)


def _finished(tally: DocumentTally, annotators: Iterable[int]) -> str:
    """When the last of these finished a document; nothing if it is not known of one."""
    times = [tally.finished.get(annotator, "") for annotator in annotators]
    return max(times) if all(times) else ""


def _differences(entry: tuple[DocumentTally, int]) -> int:
    return entry[1]


def agreement(path: Path, choice: AgreementChoice, progress: Progress | None = None) -> Agreement:
    """Compare the layers of a project, on a connection of its own.

    Raises:
        AgreementError: If fewer than two annotators are there, or no document was labelled by two of them.
        CancelledError: If the job is no longer wanted.
        ProjectError: If the project cannot be read.
    """
    with keeping_much(), Project.open(path, Mode.READ) as project, snapshot(project.db):
        annotators = _annotators(project, choice)
        query = LayerQuery(annotators, choice.statuses, choice.languages, choice.done_by)
        grouped = [rows for rows in begun_layers(project.db, query) if len(rows) > 1]
        found = list(_tallies(project, replace(choice, annotators=annotators), grouped, progress or Progress()))
    tallies = tuple(entry for entry in found if isinstance(entry, DocumentTally))
    damaged = tuple(entry for entry in found if isinstance(entry, Damaged))
    if not found:
        raise AgreementError("No document was labelled by two of these annotators, so there is nothing to compare.")
    return Agreement(annotators, tallies, damaged)


def _annotators(project: Project, choice: AgreementChoice) -> tuple[AnnotatorName, ...]:
    known = [annotator.name for annotator in project.annotators()]
    for name in choice.annotators:
        if name not in known:
            raise AgreementError(f"Nobody called “{name}” has labelled in this project; there are {', '.join(known)}.")
    chosen = set(choice.annotators or known) - (set() if choice.annotators else {GOLD})
    if len(chosen) < 2:
        raise AgreementError("Agreement takes two annotators; this project has too few layers, or one was chosen.")
    return tuple(sorted(chosen))


def _tallies(
    project: Project, choice: AgreementChoice, grouped: list[list[LayerRow]], progress: Progress
) -> Iterator[DocumentTally | Damaged]:
    annotators = choice.annotators
    gamma = GammaPlan(len(grouped)) if choice.gamma else None
    plan = TallyPlan(comparable_attributes(project.scheme), gamma)
    settled = layers_settled(project.db, annotators)
    rest = iter(grouped)
    done = 0
    while some := list(islice(rest, _SOME)):
        documents = documents_by_id(project.db, [rows[0].document for rows in some])
        for rows in some:
            document = documents[DocumentId(rows[0].document)]
            progress.report(done, len(grouped), document.title)
            there = {row.annotator for row in rows}
            times = {n: settled[key] for n, name in enumerate(annotators) if (key := (document.id, name)) in settled}
            try:
                text, layers = project.text(document.text_sha256), _layers(project, document.id, annotators, there)
            except ProjectError as error:
                yield Damaged(document.id, document.title, error.message)
            else:
                yield document_tally(document, text, layers, plan, times)
            done += 1


def _layers(
    project: Project, document: DocumentId, annotators: Sequence[AnnotatorName], there: Collection[str | None]
) -> list[LayerContents | None]:
    labelled = project.labelled(document)
    return [labelled[name] if name in there else None for name in annotators]
