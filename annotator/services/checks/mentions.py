"""The check of mentions as records: where they stand, and that all can be read."""

from collections.abc import Iterator
from typing import Any

from annotator.model.annotation import Kind
from annotator.model.scheme import Scheme
from annotator.services.finding import Finding, attributes_of, check_id, check_utf8, error, short, span_of
from annotator.storage.inspection import Inspection

_KINDS = tuple(Kind)


def check_mentions(inspection: Inspection, _scheme: Scheme | None) -> Iterator[Finding]:
    """Every mention."""
    for id_, length, annotator, kind, start, end, fragments, attributes, *rest in inspection.rows("mention"):
        where = f"mention {short(id_)}"
        cluster, cluster_kind, cluster_annotator, note = rest
        yield from check_id(where, id_)
        yield from check_utf8(where, note)
        yield from _check_span(where, length, start, end, fragments)
        if attributes_of(attributes) is None:
            yield error(where, "Its attributes cannot be read.")
        if kind not in _KINDS:
            yield error(where, f"“{short(kind)}” is not a kind.")
        if cluster is not None and cluster_kind is not None and cluster_kind != kind:
            yield error(where, f"It is an {kind}, but its cluster is one of {cluster_kind} mentions.")
        if cluster_annotator is not None and cluster_annotator != annotator:
            yield error(where, f"Its cluster belongs to {short(cluster_annotator)}.")


def _check_span(where: str, length: Any, start: Any, end: Any, fragments: Any) -> Iterator[Finding]:
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
        yield error(where, f"It stands at {start}–{end}, which is no range.")
    elif length is not None and end > length:
        yield error(where, f"It stands at {start}–{end}, outside its text of {length} characters.")
    if fragments is None:
        return
    span = span_of(fragments)
    if span is None:
        yield error(where, f"Its pieces {short(fragments)} are not sorted, separate ranges.")
    elif span.hull != (start, end):
        yield error(where, f"It stands at {start}–{end}, but its pieces reach from {span.start} to {span.end}.")
    elif not span.is_discontinuous:
        yield error(where, "It is said to have pieces, but has only one.")
