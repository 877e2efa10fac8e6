"""The check of arguments and relations as records: both ends in the same layer, attributes that can be read."""

from collections.abc import Iterator
from typing import Any

from annotator.model.scheme import Scheme
from annotator.services.finding import Finding, attributes_of, check_id, error, short
from annotator.storage.inspection import Inspection


def check_arguments(inspection: Inspection, _scheme: Scheme | None) -> Iterator[Finding]:
    """Every argument."""
    for id_, layer, event, event_layer, event_kind, filler, filler_layer, attributes, position in inspection.rows(
        "argument"
    ):
        where = f"argument {short(id_)}"
        yield from check_id(where, id_)
        yield from _check_ends(where, layer, (event, event_layer), (filler, filler_layer))
        if attributes_of(attributes) is None:
            yield error(where, "Its attributes cannot be read.")
        if not isinstance(position, int) or position < 0:
            yield error(where, f"Its position is {position}.")
        if event_kind is not None and event_kind != "event":
            yield error(where, f"It is the argument of an {short(event_kind)}; only events have arguments.")


def check_relations(inspection: Inspection, _scheme: Scheme | None) -> Iterator[Finding]:
    """Every relation."""
    for id_, layer, source, source_layer, target, target_layer, attributes in inspection.rows("relation"):
        where = f"relation {short(id_)}"
        yield from check_id(where, id_)
        yield from _check_ends(where, layer, (source, source_layer), (target, target_layer))
        if attributes_of(attributes) is None:
            yield error(where, "Its attributes cannot be read.")


def _check_ends(where: str, layer: Any, *ends: tuple[Any, Any]) -> Iterator[Finding]:
    """Ends that are missing altogether are among the broken references already."""
    if any(end_layer not in (None, layer) for _mention, end_layer in ends):
        yield error(where, "It joins mentions of another layer.")
    if ends[0][0] == ends[1][0]:
        yield error(where, "It links a mention to itself.")
