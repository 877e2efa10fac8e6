"""Is a layer in the other file later work than the one here? What is earlier, or not all of what is here, is not taken.

A project knows when each annotator last did something in it, a project made to be sent as well; the program keeps with
each merge up to when it has their work. Lines of JSON tell no times: there, a layer is earlier if it was just so here
once, or if everything in it that differs was so here once; and has been replaced since.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import Any

from annotator.model.annotation import Comment, LayerContents
from annotator.model.change import Record
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.layer_difference import Step, differences, layer_differences
from annotator.services.merges.source import MERGED, Source
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

    def of_layer(self, here: LayerContents, there: LayerContents) -> str:
        """Why a layer may not become as it is in the other file; empty if it may, or if nothing differs.

        Which comments are answers is no matter: where a question is not here, its answers stand by themselves.
        """
        layer = there.layer
        begun = self._project.layer(layer.document, layer.annotator)
        said = _without_answers(here.comments), _without_answers(there.comments)
        steps = [*layer_differences(begun, here, there), *differences(*said)]
        if not steps:
            return ""
        records: list[Record] = [
            *([] if begun is None else [layer]),
            *there.mentions,
            *there.arguments,
            *there.relations,
            *there.decisions,
            *said[1],
        ]
        return self._objection(layer.annotator, layer.document, steps, records)

    def of_cluster(self, annotator: AnnotatorName, steps: Sequence[Step]) -> str:
        """Why an annotator's clusters may not become as they are in the other file; empty if they may."""
        return self._objection(annotator, None, steps, [new for _old, new in steps if new is not None])

    def _objection(
        self, annotator: AnnotatorName, document: DocumentId | None, steps: Sequence[Step], there: Sequence[Record]
    ) -> str:
        """See `of_layer`; `there` is all that the other file has, `steps` what differs in it."""
        wanted: dict[str, Record | None] = {_id_of(old or new): None for old, new in steps}
        wanted |= {_id_of(record): record for record in there}
        entries = list(standing_entries(self._project.db, document, wanted))
        differing = {_id_of(old or new) for old, new in steps}
        last = {entry.subject_id: entry for entry in entries if entry.subject_id in differing}
        never_had = self._never_had(steps, last)
        if never_had:
            count = "One record was" if never_had == 1 else f"{never_had:,} records were"
            return f"{count} made here that the file has never had."
        time = self._source.time_of(annotator)
        if time:
            is_earlier = time < self._time_here(annotator, last)
        else:
            is_earlier = _was_so(steps, entries) or _was_whole(wanted, entries)
        return "What is here is later than the file." if is_earlier else ""

    def _never_had(self, steps: Sequence[Step], last: Mapping[str, StandingEntry]) -> int:
        """How many records are here and not in the other file, and were never taken out there."""
        only_here = [_id_of(old) for old, new in steps if new is None and hasattr(old, "id")]
        removed = self._source.removed(only_here)
        if removed is None:
            removed = {id_ for id_ in only_here if id_ in last and last[id_].action in _ARRIVALS}
        return len(only_here) - len(removed)

    def _time_here(self, annotator: AnnotatorName, last: Mapping[str, StandingEntry]) -> str:
        """Up to when the project has what the annotator did to these records."""
        merged = self._project.setting(MERGED + annotator) or ""
        times = {ACTION: merged, "document.import": ""}
        return max((times.get(entry.action, entry.time) for entry in last.values()), default="")


def _id_of(record: Any) -> str:
    return str(getattr(record, "id", None) or record.annotator)


def _without_answers(comments: Sequence[Comment]) -> list[Comment]:
    return [replace(comment, reply_to=None) for comment in comments]


def _was_so(steps: Sequence[Step], entries: Sequence[StandingEntry]) -> bool:
    """Whether every record that the other file has was so here once, and at least one was."""
    past: dict[str, list[object]] = {}
    for entry in entries:
        past.setdefault(entry.subject_id, []).append(entry.before)
    there = [new for _old, new in steps if new is not None]
    return bool(there) and all(new in past.get(_id_of(new), ()) for new in there)


def _was_whole(wanted: Mapping[str, Record | None], entries: Sequence[StandingEntry]) -> bool:
    """Whether all records were, after some act that stands, together as they are wanted."""
    wrong = {id_ for id_, record in wanted.items() if record is not None}
    for _act, made in groupby(sorted(entries, key=attrgetter("act")), key=attrgetter("act")):
        for entry in made:
            is_right = _plain(entry.after) == wanted[entry.subject_id]
            (wrong.discard if is_right else wrong.add)(entry.subject_id)
        if not wrong:
            return True
    return False


def _plain(record: Record | None) -> Record | None:
    return replace(record, reply_to=None) if isinstance(record, Comment) else record
