"""The shape of a line of the native format, as typed structures; its JSON Schema is made from them.

What is not listed here is refused, not dropped: a misspelt `entites` would lose labels silently. After a change,
`python -m annotator.formats.native_shapes > resources/annotator-jsonl.schema.json` writes the schema anew.
"""

import json
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from annotator.model.annotation import Kind, Status, Value
from annotator.model.decision import Aspect, Verdict
from annotator.model.document import Direction

FORMAT: Final = "annotator-jsonl"
VERSION: Final = 1


Start = Annotated[int, Meta(description="First code point of the text, from 0.")]
End = Annotated[int, Meta(description="One past the last code point.")]
Covered = Annotated[
    str, Meta(description="The characters there; the pieces of a discontinuous span joined by one space.")
]
Pieces = Annotated[
    list[tuple[int, int]],
    Meta(description="The pieces [start, end) of a discontinuous span; start and end are then its hull."),
]
Note = Annotated[str, Meta(description="Free text of the annotator.")]


class SchemeName(Struct, forbid_unknown_fields=True):
    """Which version of which scheme the labels are from."""

    name: str
    version: int = 1


class SpanShape(Struct, forbid_unknown_fields=True):
    """Where something stands, with its characters; `fragments` only when there is more than one."""

    start: Start
    end: End
    text: Covered
    fragments: Pieces | UnsetType = UNSET


class EntityShape(Struct, forbid_unknown_fields=True):
    """An entity mention."""

    id: str
    label: str
    start: Start
    end: End
    text: Covered
    fragments: Pieces | UnsetType = UNSET
    attributes: dict[str, Value] = {}
    cluster: str | None = None
    note: Note | UnsetType = UNSET


class ArgumentShape(Struct, forbid_unknown_fields=True):
    """A filler of a role; `position` only where it is not its place in the list."""

    id: str
    role: str
    filler: str
    attributes: dict[str, Value] = {}
    position: int | UnsetType = UNSET


class EventShape(Struct, forbid_unknown_fields=True):
    """An event mention with its arguments."""

    id: str
    label: str
    trigger: SpanShape
    attributes: dict[str, Value] = {}
    cluster: str | None = None
    arguments: list[ArgumentShape] = []
    note: Note | UnsetType = UNSET


class RelationShape(Struct, forbid_unknown_fields=True):
    """A directed link between two mentions."""

    id: str
    label: str
    source: str
    target: str
    attributes: dict[str, Value] = {}


class ClusterShape(Struct, forbid_unknown_fields=True):
    """What mentions, also of other documents, mean together."""

    id: str
    kind: Kind
    label: str | None = None
    name: str = ""
    kb: str = ""
    representative: Annotated[
        str | UnsetType, Meta(description="The mention that names it best; it may stand in another document.")
    ] = UNSET


class CommentShape(Struct, forbid_unknown_fields=True):
    """A remark of the layer's annotator."""

    id: str
    created: str
    text: str
    subject_kind: str = "document"
    subject: str = ""
    span: SpanShape | None = None
    reply_to: str | None = None
    resolved: bool = False
    for_guideline: bool = False


class SourceShape(Struct, forbid_unknown_fields=True):
    """What a layer said when it was decided; no `record` if it had none there."""

    annotator: str
    record: Annotated[
        str, Meta(description="The mention, argument, relation or cluster, which stands in that annotator's layer.")
    ] = ""
    label: Annotated[str, Meta(description="Of a mention or relation; of an argument its role.")] = ""
    span: SpanShape | None = None
    attributes: dict[str, Value] = {}
    ends: Annotated[
        list[str], Meta(description="Mentions: a filler, source and target, or those that are in a cluster.")
    ] = []


class DecisionShape(Struct, forbid_unknown_fields=True):
    """What adjudication has decided about one thing."""

    id: str
    annotator: Annotated[str, Meta(description="Who has decided.")]
    created: str
    aspect: Aspect
    verdict: Verdict
    sources: list[SourceShape] = []
    taken: Annotated[list[str], Meta(description="Whose reading stands in gold.")] = []
    gold: Annotated[list[str], Meta(description="The records of this layer that came of it.")] = []
    name: Annotated[str, Meta(description="Of the attribute or role that it is about.")] = ""
    reason: str = ""
    comment: str = ""


class LineShape(Struct, forbid_unknown_fields=True, kw_only=True):
    """One line: a document and one annotator's layer of it, or `annotator` null when nobody has begun.

    The fields stand in the order in which they are written.
    """

    format: Literal["annotator-jsonl"]
    version: Literal[1]
    offset_unit: Literal["codepoint"]
    id: str = ""
    title: str = ""
    language: Annotated[str, Meta(description="BCP 47 tag, und when unknown.")] = "und"
    language_probability: float | None = None
    direction: Annotated[
        Direction | None, Meta(description="Of the whole document; null when the letters of each paragraph decide.")
    ] = None
    text: Annotated[str, Meta(description="The whole text; every offset counts its code points.")]
    text_sha256: Annotated[str, Meta(description="SHA-256 of the UTF-8 of the text, in hexadecimal.")] = ""
    meta: dict[str, str] = {}
    created: str = ""
    annotator: Annotated[str | None, Meta(description="Whose layer this is; null when nobody has begun.")] = None
    status: Status | None = None
    scheme: SchemeName | None = None
    entities: list[EntityShape] = []
    events: list[EventShape] = []
    relations: list[RelationShape] = []
    clusters: list[ClusterShape] = []
    comments: list[CommentShape] = []
    decisions: Annotated[
        list[DecisionShape] | UnsetType, Meta(description="Where the layer comes from; only in the layer gold.")
    ] = UNSET


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a line."""
    schema: dict[str, Any] = _tidied(msgspec.json.schema(LineShape))
    definitions = schema.pop("$defs")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **definitions.pop("LineShape"),
        "title": f"{FORMAT}, version {VERSION}: one line",
        "$defs": definitions,
    }


def _tidied(schema: Any) -> Any:
    """The same schema with one-line descriptions; how docstrings are indented depends on the version of Python."""
    if isinstance(schema, dict):
        return {
            key: " ".join(value.split()) if key == "description" and isinstance(value, str) else _tidied(value)
            for key, value in schema.items()
        }
    return [_tidied(part) for part in schema] if isinstance(schema, list) else schema


if __name__ == "__main__":
    print(json.dumps(json_schema(), indent=2))  # noqa: T201
