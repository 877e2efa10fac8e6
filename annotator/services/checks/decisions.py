"""The check of what adjudication has decided."""

from collections.abc import Iterator

import msgspec

from annotator.model.decision_faults import decision_faults
from annotator.model.errors import AnnotatorError
from annotator.model.scheme import Scheme
from annotator.services.finding import Finding, check_id, check_time, check_utf8, error, short
from annotator.storage.decision_rows import decision_of
from annotator.storage.inspection import Inspection

_UNREADABLE = (msgspec.DecodeError, AnnotatorError, UnicodeError, TypeError, ValueError, RecursionError)


def check_decisions(inspection: Inspection, _scheme: Scheme | None) -> Iterator[Finding]:
    """Every decision can be read and is one that a person can have made.

    Its readings are history: they may name records that are gone, and people who are not in this project.
    """
    for id_, annotator, *rest in inspection.rows("decision"):
        where = f"decision {short(id_)}"
        created, name, reason, comment = rest[0], *rest[-3:]
        yield from check_id(where, id_)
        yield from check_time(where, created)
        yield from check_utf8(where, name, reason, comment)
        try:
            decision = decision_of((id_, "", annotator, *rest))
        except _UNREADABLE:
            yield error(where, "It cannot be read.")
            continue
        for fault in decision_faults(decision):
            yield error(where, fault)
