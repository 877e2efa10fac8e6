"""Between rows and the model, for decisions. Their readings are one JSON column: nothing ever asks for parts of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from annotator.model.decision import Aspect, Decision, Source, Verdict
from annotator.storage.bodies import json_text

if TYPE_CHECKING:
    from annotator.storage.rows import Numbers

DECISION_COLUMNS = (
    "id",
    "document",
    "annotator",
    "created",
    "aspect",
    "verdict",
    "sources",
    "taken",
    "gold",
    "name",
    "reason",
    "comment",
)
DECISION_SELECT = (
    "SELECT decision.id, document.id, decision.annotator, decision.created, aspect, verdict, sources, taken, gold, "
    "name, reason, comment FROM decision JOIN document ON document.n = decision.document WHERE {where}"
)

_decode_sources = msgspec.json.Decoder(tuple[Source, ...]).decode
_decode_names = msgspec.json.Decoder(tuple[str, ...]).decode


def decision_row(decision: Decision, numbers: "Numbers") -> tuple[Any, ...]:
    """The values of `DECISION_COLUMNS`."""
    return (
        decision.id,
        numbers.document(decision.document),
        decision.annotator,
        decision.created,
        decision.aspect,
        decision.verdict,
        json_text(decision.sources),
        json_text(decision.taken),
        json_text(decision.gold),
        decision.name,
        decision.reason,
        decision.comment,
    )


def decision_of(row: Sequence[Any]) -> Decision:
    """The decision that a row of `DECISION_SELECT` tells."""
    id_, document, annotator, created, aspect, verdict, sources, taken, gold, name, reason, comment = row
    return Decision(
        id_,
        document,
        annotator,
        created,
        Aspect(aspect),
        Verdict(verdict),
        _decode_sources(sources),
        _decode_names(taken),  # type: ignore[arg-type]
        _decode_names(gold),
        name,
        reason,
        comment,
    )
