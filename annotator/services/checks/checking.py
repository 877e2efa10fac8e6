"""Is a project whole? Everything that a hand-edited or damaged file can show, each thing as one sentence.

The check reads the file without the rest of the program's trust in it, row by row, so its memory does not grow with the
number of mentions. Errors are what the program never writes; warnings are work that people have left unfinished.
"""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path

from annotator.model.scheme import Scheme
from annotator.services.checks.decisions import check_decisions
from annotator.services.checks.file import check_file
from annotator.services.checks.journal import check_acts, check_journal, check_unjournaled
from annotator.services.checks.links import check_arguments, check_relations
from annotator.services.checks.mentions import check_mentions
from annotator.services.checks.records import (
    check_annotators,
    check_clusters,
    check_comments,
    check_documents,
    check_layers,
    check_settings,
    check_texts,
)
from annotator.services.checks.scheme import check_scheme, current_scheme
from annotator.services.checks.use import check_use
from annotator.services.finding import Finding, Severity, error
from annotator.services.job import Progress
from annotator.storage import ProjectError
from annotator.storage.inspection import Inspection

__all__ = ["Finding", "Severity", "check"]

_Part = Callable[[Inspection, Scheme | None], Iterator[Finding]]
_PARTS: tuple[tuple[str, _Part], ...] = (
    ("file", check_file),
    ("scheme", check_scheme),
    ("setting", check_settings),
    ("annotator", check_annotators),
    ("text", check_texts),
    ("document", check_documents),
    ("layer", check_layers),
    ("cluster", check_clusters),
    ("mention", check_mentions),
    ("argument", check_arguments),
    ("relation", check_relations),
    ("mention", check_use),
    ("comment", check_comments),
    ("decision", check_decisions),
    ("act", check_acts),
    ("journal", check_journal),
    ("journal", check_unjournaled),
)


def check(project: Path, progress: Progress | None = None) -> Generator[Finding]:
    """Look at everything in a project file; nothing found means that it is whole.

    Who stops before its end closes it, in the same thread: it holds a connection.

    Raises:
        CancelledError: If the job is no longer wanted.
        ProjectError: If there is no such file, or it is no database at all.
    """
    with Inspection(project) as inspection:
        if progress is not None:
            inspection.tick = _Ticker(inspection, progress).tick
        scheme = current_scheme(inspection)
        for name, part in _PARTS:
            try:
                yield from part(inspection, scheme)
            except ProjectError as trouble:
                yield error(f"table {name}", trouble.message)


class _Ticker:
    """Turns rows read into progress."""

    def __init__(self, inspection: Inspection, progress: Progress) -> None:
        self._progress = progress
        self._done = 0
        self._total = sum(inspection.count(table) for table, _part in _PARTS[1:])

    def tick(self, rows: int) -> None:
        self._done = min(self._done + rows, self._total)
        self._progress.report(self._done, self._total)
