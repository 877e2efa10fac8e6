"""Is a layer in the other file later work than the one here? What is earlier, or not all of what is here, is not taken.

A project knows when each annotator last did something in it, a project made to be sent as well; the program keeps with
each merge up to when it has their work. Lines of JSON tell no times: there, a layer is earlier if everything in which
it differs was so here once, and has been replaced since.
"""

from collections.abc import Sequence
from typing import Any

from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.layer_difference import Step
from annotator.services.merge_source import MERGED, Source
from annotator.storage import Project
from annotator.storage.layer_history import StandingEntry, standing_entries

ACTION = "layer.merge"
_ARRIVALS = (ACTION, "document.import")


class Age:
    """Compares the other file with the project.

    Args:
        project: Open for reading.
        source: The other file.
    """

    def __init__(self, project: Project, source: Source) -> None:
        self._project = project
        self._source = source

    def objection(self, annotator: AnnotatorName, document: DocumentId | None, steps: Sequence[Step]) -> str:
        """Why an annotator's records of a document may not become as they are there; empty if they may.

        Args:
            annotator: Whose they are.
            document: `None` for clusters.
            steps: What differs.
        """
        ids = [_id_of(old or new) for old, new in steps]
        entries = list(standing_entries(self._project.db, document, ids))
        last = {entry.subject_id: entry for entry in entries}
        only_here = [old.id for old, new in steps if new is None and old is not None and hasattr(old, "id")]
        removed = self._source.removed(only_here)
        if removed is None:
            removed = {id_ for id_ in only_here if id_ in last and last[id_].action in _ARRIVALS}
        if len(removed) < len(only_here):
            count = len(only_here) - len(removed)
            return f"{count} records were made here that the file has never had."
        time = self._source.time_of(annotator)
        is_earlier = time < self._time_here(annotator, last) if time else _was_so(steps, entries)
        return "What is here is later than the file." if is_earlier else ""

    def _time_here(self, annotator: AnnotatorName, last: dict[str, StandingEntry]) -> str:
        """Up to when the project has what the annotator did to these records."""
        merged = self._project.setting(MERGED + annotator) or ""
        times = {ACTION: merged, "document.import": ""}
        return max((times.get(entry.action, entry.time) for entry in last.values()), default="")


def _id_of(record: Any) -> str:
    return str(getattr(record, "id", None) or record.annotator)


def _was_so(steps: Sequence[Step], entries: Sequence[StandingEntry]) -> bool:
    """Whether every record that the other file has was so here once, and at least one was."""
    past: dict[str, list[object]] = {}
    for entry in entries:
        past.setdefault(entry.subject_id, []).append(entry.before)
    there = [new for _old, new in steps if new is not None]
    return bool(there) and all(new in past.get(_id_of(new), ()) for new in there)
