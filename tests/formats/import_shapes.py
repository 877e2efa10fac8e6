"""What the tools take in, as JSON Schemas written from their own documents and importers; nothing else may stand there.

doccano: `data_import/pipeline/label.py` (SpanLabel, RelationLabel) and its guide “Import and export data”.
Label Studio: “Import pre-annotated data” and “Units of results”; its SDK's `validate_region` has the same rules.
Prodigy: “Annotation interfaces”, the formats of `ner_manual`, `spans_manual` and `relations`.
Potato: `to_dict` and `from_dict` of SpanAnnotation, SpanLink and EventAnnotation in `item_state_management.py`.
"""

from typing import Any, Final

Schema = dict[str, Any]

TEXT: Final[Schema] = {"type": "string", "minLength": 1}
PLACE: Final[Schema] = {"type": "integer", "minimum": 0}


def record(needed: Schema, also: Schema | None = None) -> Schema:
    """An object that has all of the one, perhaps some of the other, and nothing else."""
    return {
        "type": "object",
        "properties": {**needed, **(also or {})},
        "required": list(needed),
        "additionalProperties": False,
    }


def listed(item: Schema, **more: Any) -> Schema:
    """A list of such."""
    return {"type": "array", "items": item, **more}


def beside(known: Schema, needed: Schema) -> Schema:
    """An object in which other things that are text may stand, which the tool keeps as what is known of the item."""
    return {"type": "object", "properties": known, "required": list(needed), "additionalProperties": {"type": "string"}}


_DOCCANO_SPAN = record({"id": PLACE, "label": TEXT, "start_offset": PLACE, "end_offset": PLACE})
_DOCCANO_RELATION = record({"id": PLACE, "from_id": PLACE, "to_id": PLACE, "type": TEXT})
_DOCCANO = {"id": PLACE, "text": TEXT, "entities": listed(_DOCCANO_SPAN), "relations": listed(_DOCCANO_RELATION)}
DOCCANO: Final = beside(_DOCCANO, _DOCCANO)

_TRIPLE: Schema = {"type": "array", "prefixItems": [PLACE, PLACE, TEXT], "minItems": 3, "maxItems": 3}
DOCCANO_LABEL: Final = beside({"id": PLACE, "text": TEXT, "label": listed(_TRIPLE)}, {"text": TEXT, "label": TEXT})


def _region(kind: str, value: Schema) -> Schema:
    words = {"start": PLACE, "end": PLACE, "text": {"anyOf": [TEXT, listed({"type": "string"})]}}
    return record(
        {
            "id": TEXT, "from_name": TEXT, "to_name": {"const": "text"}, "type": {"const": kind},
            "value": record({**words, **value}),
        },
        {"origin": {"const": "manual"}, "meta": record({"text": listed(TEXT, minItems=1)})},
    )  # fmt: skip


_LS_RELATION = record(
    {"type": {"const": "relation"}, "from_id": TEXT, "to_id": TEXT, "direction": {"enum": ["left", "right", "bi"]}},
    {"labels": listed(TEXT)},
)
_LS_RESULTS = [
    _region("labels", {"labels": listed(TEXT, minItems=1)}),
    _region("choices", {"choices": listed(TEXT, minItems=1)}),
    _region("number", {"number": {"type": "number"}}),
    _region("textarea", {}),
    _LS_RELATION,
]
_LS_ANNOTATION = record({"result": listed({"oneOf": _LS_RESULTS})}, {"id": PLACE})
LABEL_STUDIO: Final = listed(
    record(
        {"data": beside({"text": TEXT}, {"text": TEXT}), "annotations": listed(_LS_ANNOTATION)},
        {"id": PLACE, "meta": {"type": "object"}},
    )
)

_PRODIGY_TOKEN = record({"text": TEXT, "start": PLACE, "end": PLACE, "id": PLACE, "ws": {"type": "boolean"}})
_PRODIGY_SPAN = record({"start": PLACE, "end": PLACE, "token_start": PLACE, "token_end": PLACE, "label": TEXT})
_PRODIGY_RELATION = record(
    {"head": PLACE, "child": PLACE, "head_span": _PRODIGY_SPAN, "child_span": _PRODIGY_SPAN, "label": TEXT}
)
PRODIGY: Final = record(
    {"text": TEXT, "tokens": listed(_PRODIGY_TOKEN), "spans": listed(_PRODIGY_SPAN)},
    {
        "meta": {"type": "object", "additionalProperties": {"type": "string"}},
        "relations": listed(_PRODIGY_RELATION),
        "answer": {"enum": ["accept", "reject", "ignore"]},
        "_view_id": {"enum": ["ner_manual", "spans_manual", "relations"]},
        "_annotator_id": TEXT,
        "_session_id": TEXT,
        "tokenizer": TEXT,  # not theirs: what else stands in a task is kept as it is
    },
)

_PART = record({"start": PLACE, "end": PLACE, "text": TEXT})
_POTATO_SPAN = record(
    {"schema": TEXT, "name": TEXT, "title": TEXT, "start": PLACE, "end": PLACE, "id": TEXT},
    {"text": TEXT, "additional_parts": listed(_PART, minItems=1)},
)
_POTATO_LINK = record(
    {
        "id": TEXT, "schema": TEXT, "link_type": TEXT, "span_ids": listed(TEXT, minItems=2),
        "direction": {"enum": ["directed", "undirected"]}, "properties": {"type": "object"},
    }
)  # fmt: skip
_POTATO_EVENT = record(
    {
        "id": TEXT, "schema": TEXT, "event_type": TEXT, "trigger_span_id": TEXT,
        "arguments": listed(record({"role": TEXT, "span_id": TEXT})), "properties": {"type": "object"},
    }
)  # fmt: skip
_POTATO = {
    "id": TEXT, "instance_id": TEXT, "text": TEXT, "user_id": TEXT, "labels": {"type": "object"},
    "spans": record({"mentions": listed(_POTATO_SPAN)}), "links": record({"relations": listed(_POTATO_LINK)}),
    "events": record({"events": listed(_POTATO_EVENT)}),
}  # fmt: skip
POTATO: Final = beside(_POTATO, {"id": TEXT, "text": TEXT})
