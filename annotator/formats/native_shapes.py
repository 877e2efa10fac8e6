"""The shape of a line of the native format, as typed structures; its JSON Schema is made from them.

What is not listed here is refused, not dropped: a misspelt `entites` would lose labels silently.
"""

from typing import Final, Literal

from msgspec import UNSET, Struct, UnsetType

from annotator.model.annotation import Kind, Status, Value
from annotator.model.document import Direction

FORMAT: Final = "annotator-jsonl"
VERSION: Final = 1


class SchemeName(Struct, forbid_unknown_fields=True):
    """Which version of which scheme the labels are from."""

    name: str
    version: int = 1


class SpanShape(Struct, forbid_unknown_fields=True):
    """Where something stands, with its characters; `fragments` only when there is more than one."""

    start: int
    end: int
    text: str
    fragments: list[tuple[int, int]] | UnsetType = UNSET


class EntityShape(Struct, forbid_unknown_fields=True):
    """An entity mention."""

    id: str
    label: str
    start: int
    end: int
    text: str
    fragments: list[tuple[int, int]] | UnsetType = UNSET
    attributes: dict[str, Value] = {}
    cluster: str | None = None
    note: str | UnsetType = UNSET


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
    note: str | UnsetType = UNSET


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


class LineShape(Struct, forbid_unknown_fields=True, kw_only=True):
    """One line: a document and one annotator's layer of it, or `annotator` null when nobody has begun.

    The fields stand in the order in which they are written. `direction` is the override of the whole document, null
    when the letters of each paragraph decide.
    """

    format: Literal["annotator-jsonl"]
    version: Literal[1]
    offset_unit: Literal["codepoint"]
    id: str = ""
    title: str = ""
    language: str = "und"
    language_probability: float | None = None
    direction: Direction | None = None
    text: str
    text_sha256: str = ""
    meta: dict[str, str] = {}
    created: str = ""
    annotator: str | None = None
    status: Status | None = None
    scheme: SchemeName | None = None
    entities: list[EntityShape] = []
    events: list[EventShape] = []
    relations: list[RelationShape] = []
    clusters: list[ClusterShape] = []
    comments: list[CommentShape] = []
