"""The agreement of a project as tables: for the command line, for a page, and for whoever reads the JSON."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.agreement.corpus import Agreement, AgreementChoice, Damaged, agreement
from annotator.services.agreement.examples import Disputed, with_examples
from annotator.services.agreement.figures import Figure
from annotator.services.agreement.intervals import figures_with_intervals
from annotator.services.agreement.mentions import Confusion
from annotator.services.agreement.periods import Period
from annotator.services.agreement.slices import Slice
from annotator.services.job import Progress

DISPUTED = 10
"""How many of the most disputed documents a report names."""
EXAMPLES = 6
"""How many examples of each it shows."""

Measure = Callable[[Slice], tuple[Figure, ...]]


class By(StrEnum):
    """By what figures can be divided."""

    LABEL = "label"
    LANGUAGE = "language"
    TIME = "time"
    DOCUMENT = "document"


_BRIEF = ("entity_exact", "entity_partial", "trigger_exact", "argument_role", "token_alpha", "unit_alpha", "conll")

BRIEF = {
    By.LABEL: ("entity_exact", "entity_partial", "trigger_exact", "trigger_partial", "argument_role", "unit_alpha"),
    By.LANGUAGE: _BRIEF,
    By.TIME: _BRIEF,
    By.DOCUMENT: _BRIEF,
}
"""The columns of each table as people see it; a whole row would not fit."""


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of a label, a language, a period or a document.

    Attributes:
        name: The label, the language's tag, the period or the document's title.
        document: Its id, if it is a document.
    """

    name: str
    figures: tuple[Figure, ...]
    document: DocumentId | None = None


@dataclass(frozen=True, slots=True)
class PairRow:
    """The figures of two annotators, and which label of the one met which of the other."""

    annotators: tuple[AnnotatorName, AnnotatorName]
    figures: tuple[Figure, ...]
    confusion: Confusion


@dataclass(frozen=True, slots=True)
class Report:
    """All of it.

    Attributes:
        title: Of the project's file.
        documents: How many documents two of the annotators have labelled.
        period: How long the periods are, if it is divided by time.
        figures: All pairs together.
        tables: The divisions that were asked for; all pairs together.
        damaged: Documents that could not be read, and so do not count.
    """

    title: str
    annotators: tuple[AnnotatorName, ...]
    documents: int
    period: Period
    figures: tuple[Figure, ...]
    pairs: tuple[PairRow, ...]
    tables: Mapping[By, tuple[Row, ...]]
    disputed: tuple[Disputed, ...]
    damaged: tuple[Damaged, ...] = ()


def report(
    path: Path,
    choice: AgreementChoice,
    by: Iterable[By] = (),
    measure: Measure = Slice.figures,
    progress: Progress | None = None,
) -> Report:
    """Measure the agreement of a project.

    Args:
        path: The project.
        choice: Which annotators and documents.
        by: The divisions to make.
        measure: How to get figures; `with_intervals(progress)` for intervals as well.
        progress: Where to tell how far it is.

    Raises:
        AgreementError: If there is nothing to compare.
        CancelledError: If the job is no longer wanted.
        ProjectError: If the project cannot be read.
    """
    found = agreement(path, choice, progress)
    disputed = [Disputed(tally.document, tally.title, count) for tally, count in found.most_disputed(DISPUTED)]
    return Report(
        path.stem,
        found.annotators,
        len(found.tallies),
        found.period,
        measure(found.whole()),
        tuple(PairRow(found.names(p), measure(found.whole(p)), found.whole(p).confusion()) for p in found.pairs),
        {division: tuple(_rows(found, division, measure)) for division in by},
        tuple(with_examples(path, disputed, found.annotators, EXAMPLES)),
        found.damaged,
    )


def with_intervals(progress: Progress) -> Measure:
    """A measure that adds the intervals."""

    def measure(part: Slice) -> tuple[Figure, ...]:
        return figures_with_intervals(part, progress)

    return measure


def _rows(found: Agreement, by: By, measure: Measure) -> list[Row]:
    if by is By.DOCUMENT:
        return [Row(tally.title, measure(part), tally.document) for tally, part in found.by_document()]
    parts = {By.LABEL: found.by_label, By.LANGUAGE: found.by_language, By.TIME: found.by_time}[by]()
    return [Row(name or "not known", measure(part)) for name, part in parts.items()]
