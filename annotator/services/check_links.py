"""The check of arguments and relations: both ends in the same layer, and allowed by the scheme."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from annotator.model.scheme import Scheme
from annotator.services.finding import (
    Finding,
    attributes_of,
    check_id,
    error,
    forbidden,
    missing_attributes,
    short,
    warning,
)
from annotator.storage.inspection import Inspection, Row


def check_arguments(inspection: Inspection, scheme: Scheme | None) -> Iterator[Finding]:
    """Every argument, and events that contain each other."""
    for _layer, rows in groupby(inspection.rows("argument"), key=itemgetter(1)):
        fillers: dict[str, list[str]] = {}
        for _event, arguments in groupby(rows, key=itemgetter(2)):
            given: Counter[str] = Counter()
            for row in arguments:
                fillers.setdefault(row[2], []).append(row[7])
                given[row[6]] += 1
                yield from _check_argument(scheme, row)
            if scheme is not None:
                yield from _check_number(scheme, row[2], row[5], given)
        for event in _circular(fillers):
            yield warning(f"mention {short(event)}", "This event is, through its arguments, part of itself.")


def _check_argument(scheme: Scheme | None, row: Row) -> Iterator[Finding]:
    id_, layer, event, event_layer, event_kind, event_label, role, filler, filler_layer, filler_label, *rest = row
    attributes, position = rest
    where = f"argument {short(id_)}"
    yield from check_id(where, id_)
    yield from _check_ends(where, layer, (event, event_layer), (filler, filler_layer))
    values = attributes_of(attributes)
    if values is None:
        yield error(where, "Its attributes cannot be read.")
    if position < 0:
        yield error(where, f"Its position is {position}.")
    if event_kind is not None and event_kind != "event":
        yield error(where, f"It is the argument of an {short(event_kind)}; only events have arguments.")
    elif scheme is not None and event_label is not None and filler_label is not None:
        refusals = list(forbidden(where, scheme.check_argument, event_label, role, filler_label, values or {}))
        yield from refusals
        if not refusals and values is not None:
            yield from missing_attributes(where, scheme, scheme.role(event_label, role).attributes, values)


def _check_number(scheme: Scheme, event: str, label: str | None, given: Counter[str]) -> Iterator[Finding]:
    """Roles filled more often than the scheme foresees; roles still empty are no finding, but work to do."""
    found = scheme.find(label) if label is not None else None
    for role in found.roles if found is not None else ():
        most = role.bounds[1]
        if most is not None and given[role.name] > most:
            yield warning(f"mention {short(event)}", f"It has {given[role.name]} fillers of {role.name}, not {most}.")


def check_relations(inspection: Inspection, scheme: Scheme | None) -> Iterator[Finding]:
    """Every relation."""
    for id_, layer, label, source, source_layer, source_label, *rest in inspection.rows("relation"):
        target, target_layer, target_label, attributes = rest
        where = f"relation {short(id_)}"
        yield from check_id(where, id_)
        yield from _check_ends(where, layer, (source, source_layer), (target, target_layer))
        values = attributes_of(attributes)
        if values is None:
            yield error(where, "Its attributes cannot be read.")
        if scheme is not None and source_label is not None and target_label is not None:
            refusals = list(forbidden(where, scheme.check_relation, label, source_label, target_label, values or {}))
            yield from refusals
            if not refusals and values is not None:
                yield from missing_attributes(where, scheme, scheme.label(label).attributes, values)


def _check_ends(where: str, layer: Any, *ends: tuple[Any, Any]) -> Iterator[Finding]:
    """Ends that are missing altogether are among the broken references already."""
    if any(end_layer not in (None, layer) for _mention, end_layer in ends):
        yield error(where, "It joins mentions of another layer.")
    if ends[0][0] == ends[1][0]:
        yield error(where, "It links a mention to itself.")


def _circular(fillers: dict[str, list[str]]) -> Iterator[str]:
    """Events from which one comes back to them, going from event to filler; one of each circle."""
    done: set[str] = set()
    for start, first in fillers.items():
        trail = {start}
        stack = [(start, iter(first))] if start not in done else []
        while stack:
            event, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                trail.discard(event)
                done.add(event)
            elif following in trail:
                if following != event:
                    yield following
            elif following in fillers and following not in done:
                trail.add(following)
                stack.append((following, iter(fillers[following])))
