"""The check of acts and journal: each record is as its last entry left it, each entry continues the one before."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import msgspec

from annotator.model.change import Record, Subject, subject_of
from annotator.model.errors import AnnotatorError
from annotator.model.scheme import Scheme
from annotator.services.finding import Finding, check_id, check_time, error, short
from annotator.storage.bodies import from_json, to_json
from annotator.storage.inspection import Inspection, Row

_STANDING = {"done": 0, "undone": 1, "dropped": 1}
"""Whether the number of times an act was undone or redone is even or odd."""

_SUBJECTS = {subject.value: subject for subject in Subject}
_UNREADABLE = (msgspec.DecodeError, AnnotatorError, UnicodeError, TypeError, ValueError, RecursionError)
_Key = tuple[str, str | None]


def check_acts(inspection: Inspection, _scheme: Scheme | None) -> Iterator[Finding]:
    """Their states, and what they reverse."""
    states: dict[int, str] = {}
    for number, id_, time, annotator, action, state, reverses, reversals, has_changes in inspection.rows("act"):
        where = f"act {short(id_)} ({short(action)})"
        states[number] = state
        yield from check_id(where, id_)
        yield from check_time(where, time)
        if annotator is not None and not str(annotator).strip():
            yield error(where, "Its annotator has no name.")
        if not str(action).strip():
            yield error(where, "It does not say what was done.")
        if not has_changes:
            yield error(where, "The journal has no entry of it.")
        if (state == "reversal") != (reverses is not None):
            yield error(where, f"Its state is “{short(state)}”, which does not fit with what it reverses.")
        elif state != "reversal" and _STANDING.get(state) != reversals % 2:
            yield error(where, f"Its state is “{short(state)}”, but it was undone or redone {reversals} times.")
        if reverses is not None and states.get(reverses, "reversal") == "reversal":
            yield error(where, "It reverses an act that is not there, is later, or is a reversal itself.")


def check_journal(inspection: Inspection, _scheme: Scheme | None) -> Iterator[Finding]:
    """Every entry by itself, after the one before, and the last one against the record.

    A scheme can change its name, so the entries of all schemes are one story.
    """
    schemes: list[tuple[int, str | None, str | None]] = []
    for subject_id, entries in groupby(inspection.rows("journal"), key=itemgetter(3)):
        last: dict[_Key, str | None] = {}
        for entry in entries:
            number, id_, subject, _subject_id, document, before, after = entry
            where = f"journal {short(id_)}"
            yield from check_id(where, id_)
            yield from _check_entry(where, entry)
            if subject == Subject.SCHEME:
                schemes.append((number, before, after))
                continue
            if not _same(subject, before, last.get((subject, document))):
                yield error(where, f"It does not continue the entry before of {short(subject)} {short(subject_id)}.")
            last[subject, document] = after
        for (subject, document), after in last.items():
            yield from _check_present(inspection, subject, subject_id, document, after)
        yield from _check_layers(inspection, subject_id, last)
    yield from _check_schemes(inspection, schemes)


def _check_entry(where: str, entry: Row) -> Iterator[Finding]:
    _number, _id, subject, subject_id, document, before, after = entry
    if subject not in _SUBJECTS:
        yield error(where, f"It is about a “{short(subject)}”, which is nothing that a project has.")
        return
    try:
        records = [_read(subject, body) for body in (after, before)]
    except _UNREADABLE:
        yield error(where, "It cannot be read.")
        return
    record = records[0] or records[1]
    if record is None:
        yield error(where, "It has neither a before nor an after.")
    elif subject_of(record) != (subject, subject_id, document):
        yield error(where, f"What it holds is not {short(subject)} {short(subject_id)}.")


def _read(subject: str, body: str | None) -> Record | None:
    return from_json(_SUBJECTS[subject], body)


def _same(subject: str, one: str | None, other: str | None) -> bool:
    """Whether two bodies tell the same record, however they are written."""
    if one == other or subject not in _SUBJECTS:
        return True
    if one is None or other is None:
        return False
    try:
        return _read(subject, one) == _read(subject, other)
    except _UNREADABLE:
        return False


def _check_present(
    inspection: Inspection, subject: str, subject_id: str, document: str | None, after: str | None
) -> Iterator[Finding]:
    if subject not in _SUBJECTS:
        return
    where = f"{subject} {short(subject_id)}" + (f" of document {document}" if subject == Subject.LAYER else "")
    try:
        present = to_json(inspection.record(_SUBJECTS[subject], subject_id, document))
    except _UNREADABLE:
        yield error(where, "It cannot be read, so it is not what its last entry in the journal says.")
        return
    if after is not None and present is None:
        yield error(where, "The journal has it, the project does not.")
    elif after is None and present is not None:
        yield error(where, "It is there, though the journal says that it was removed.")
    elif not _same(subject, present, after):
        yield error(where, "It is not as its last entry in the journal says.")


def _check_layers(inspection: Inspection, annotator: str, last: dict[_Key, str | None]) -> Iterator[Finding]:
    """Layers of someone whose entries these are, but which have none."""
    if not any(subject in (Subject.ANNOTATOR, Subject.LAYER) for subject, _document in last):
        return
    for document, _status in inspection.rows("layer by annotator", annotator):
        if (Subject.LAYER, document) not in last:
            yield error(f"layer of {short(annotator)} on document {document}", "The journal does not have it.")


def _check_schemes(inspection: Inspection, entries: list[tuple[int, str | None, str | None]]) -> Iterator[Finding]:
    last: str | None = None
    for _number, before, after in sorted(entries, key=itemgetter(0)):
        if not _same(Subject.SCHEME, before, last):
            yield error("journal of the scheme", "An entry does not continue the one before.")
        last = after
    current = next((row[2] for row in inspection.rows("scheme") if row[3] == 1), None)
    if not _same(Subject.SCHEME, current, last):
        yield error("scheme", "The current scheme is not the one that the journal has last.")


def check_unjournaled(inspection: Inspection, _scheme: Scheme | None) -> Iterator[Finding]:
    """Records that no entry of the journal names."""
    for table, key in _KEYS.items():
        for id_ in inspection.unjournaled(table, key):
            yield error(f"{table} {short(id_)}", "The journal does not have it.")


_KEYS = {
    "setting": "name",
    "annotator": "name",
    "document": "id",
    "cluster": "id",
    "mention": "id",
    "argument": "id",
    "relation": "id",
    "comment": "id",
    "decision": "id",
}
