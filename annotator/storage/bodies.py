"""Records as JSON: the bodies that the journal keeps, and the small values inside columns."""

from typing import Any

import msgspec

from annotator.model.annotation import Annotator, Argument, Cluster, Comment, Layer, Mention, Relation
from annotator.model.change import Record, Setting, Subject
from annotator.model.decision import Decision
from annotator.model.document import Document
from annotator.model.scheme import Scheme

_encode = msgspec.json.Encoder().encode
_RECORDS: dict[Subject, type] = {
    Subject.SETTING: Setting,
    Subject.SCHEME: Scheme,
    Subject.ANNOTATOR: Annotator,
    Subject.DOCUMENT: Document,
    Subject.LAYER: Layer,
    Subject.CLUSTER: Cluster,
    Subject.MENTION: Mention,
    Subject.ARGUMENT: Argument,
    Subject.RELATION: Relation,
    Subject.COMMENT: Comment,
    Subject.DECISION: Decision,
}
_JOURNAL_DECODERS: dict[Subject, msgspec.json.Decoder[Any]] = {
    subject: msgspec.json.Decoder(record) for subject, record in _RECORDS.items()
}


def to_json(record: Record | None) -> str | None:
    """A record as the journal keeps it."""
    return None if record is None else _encode(record).decode()


def from_json(subject: Subject, body: str | None) -> Record | None:
    """A record of the journal.

    Raises:
        msgspec.ValidationError: If the journal was damaged.
    """
    if body is None:
        return None
    record: Record = _JOURNAL_DECODERS[subject].decode(body)
    return record


def json_text(value: object) -> str:
    """`value` as the JSON that columns hold."""
    return _encode(value).decode()
