"""From a line of the native format to the model, believing nothing.

A line may come from a stranger or from a script: JSON, types, checksums, offsets, characters and references within the
line are checked. A line that is wrong is refused whole, with the first reason. Whether a project's scheme allows what
it says is for the importer to ask.

Ids in the files of other programs are often `T1` or `e-17`, unique only within a document. An id that is no UUID is
replaced by one derived from it and its surroundings (UUIDv5), so that the same file gives the same ids each time.
"""

import re
import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from annotator.formats.entry import Entry
from annotator.formats.errors import FormatError
from annotator.formats.native_shapes import (
    ClusterShape,
    CommentShape,
    DecisionShape,
    EntityShape,
    EventShape,
    LineShape,
    SourceShape,
    SpanShape,
)
from annotator.formats.records import json_fault
from annotator.model.annotation import (
    GOLD,
    Argument,
    Cluster,
    Comment,
    Kind,
    Layer,
    LayerContents,
    Mention,
    Relation,
    Status,
    Value,
    reading_order,
)
from annotator.model.change import Subject, now
from annotator.model.comment_text import check_comment_text
from annotator.model.decision import Aspect, Decision, Source
from annotator.model.decision_faults import decision_faults
from annotator.model.document import UNDETERMINED, Document, Sha256, check_text, text_sha256
from annotator.model.errors import SpanError, TextError
from annotator.model.ids import (
    AnnotatorName,
    ArgumentId,
    ClusterId,
    CommentId,
    DecisionId,
    DocumentId,
    MentionId,
    RelationId,
    named_id,
)
from annotator.model.span import Span

MAX_TITLE = 10_000
MAX_NAME = 100

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_LANGUAGE = re.compile(r"[^\s\x00-\x1f\x7f]{1,64}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NAMESPACE = uuid.UUID("6f0f1d6e-3f0c-5a8e-9d51-0b9c2f6b7a11")
_BIGGEST_INTEGER = 2**63 - 1
_SHOWN = 60

_KINDS_OF = {
    Aspect.ARGUMENT: Subject.ARGUMENT,
    Aspect.RELATION: Subject.RELATION,
    Aspect.CLUSTER: Subject.CLUSTER,
}

_decode = msgspec.json.Decoder(LineShape).decode


def decode(line: bytes, annotator: str = "") -> Entry:
    """The document and layer of one line.

    Args:
        line: UTF-8, with or without its line feed.
        annotator: Whose the labels are when the line does not say.

    Raises:
        FormatError: With the first thing that is wrong.
    """
    shape = _parse(line)
    if b"u0000" in line:
        _refuse_nul(msgspec.to_builtins(shape), "$")
    return _Reader(shape, annotator).entry()


def _parse(line: bytes) -> LineShape:
    try:
        shape = _decode(line)
    except msgspec.ValidationError as error:
        raise FormatError(f"This is not a line of this format: {_without_full_stop(error)}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"This is not valid JSON: {json_fault(line, error)}.") from error
    except RecursionError as error:
        raise FormatError("This is nested too deeply.") from error
    return shape


def _without_full_stop(error: Exception) -> str:
    return _short(str(error), 300).rstrip(".")


def _refuse_nul(value: Any, path: str) -> None:
    """A text with NUL cannot be stored exactly; the other strings may not hold one either."""
    if isinstance(value, str) and "\0" in value:
        raise FormatError(f"Character {value.index(chr(0)) + 1} of {path} is NUL (U+0000), which no text may hold.")
    parts: Iterator[tuple[Any, Any]] = iter(())
    if isinstance(value, dict):
        parts = iter(value.items())
        _refuse_nul("".join(value), f"{path} (a name)")
    elif isinstance(value, list | tuple):
        parts = iter(enumerate(value))
    for name, part in parts:
        _refuse_nul(part, f"{path}[{name}]" if isinstance(name, int) else f"{path}.{name}")


def _short(text: str, longest: int = _SHOWN) -> str:
    return text if len(text) <= longest else text[:longest] + "…"


class _Reader:
    """Turns the shape of one line into records; one mistake refuses the line."""

    def __init__(self, shape: LineShape, annotator: str) -> None:
        self._shape = shape
        self._text = shape.text
        self._annotator = AnnotatorName(annotator if shape.annotator is None else shape.annotator)
        self._is_adopted = shape.annotator is None
        self._sha = _checked_sha256(shape)
        self._document = DocumentId("")
        self._seen: set[tuple[Subject, str]] = set()
        self._renamed = 0

    def entry(self) -> Entry:
        shape = self._shape
        document = self._read_document()
        contents = self._read_contents() if self._has_layer() else None
        scheme = None if shape.scheme is None else (shape.scheme.name, shape.scheme.version)
        return Entry(document, self._text, contents, scheme, self._renamed)

    # -- the document

    def _read_document(self) -> Document:
        shape = self._shape
        self._document = DocumentId(self._new_id(shape.id or "document", Subject.DOCUMENT, self._sha))
        if not _LANGUAGE.fullmatch(shape.language):
            raise FormatError(f"“{_short(shape.language)}” is not a language tag such as “ar” or “zh-CN”.")
        probability = shape.language_probability
        if probability is not None and not 0 <= probability <= 1:
            raise FormatError(f"The language's probability is {probability}; it must be from 0 to 1.")
        if len(shape.title) > MAX_TITLE:
            raise FormatError(f"The title has {len(shape.title)} characters; at most {MAX_TITLE} are taken.")
        return Document(
            self._document,
            " ".join(shape.title.split()) if _CONTROL.search(shape.title) else shape.title.strip(),
            self._sha,
            len(self._text),
            _time(shape.created) if shape.created else now(),
            shape.language or UNDETERMINED,
            probability,
            shape.direction,
            shape.meta,
        )

    def _has_layer(self) -> bool:
        shape = self._shape
        if self._shape.annotator is not None or self._annotator:
            _check_annotator(self._annotator)
        has_records = bool(shape.entities or shape.events or shape.relations or shape.comments or shape.decisions)
        if shape.annotator is None and has_records and not self._annotator:
            raise FormatError("There are labels but “annotator” is null. Say whose they are, here or on import.")
        return shape.annotator is not None or has_records

    # -- the layer

    def _read_contents(self) -> LayerContents:
        shape = self._shape
        clusters = {cluster.id: self._cluster(cluster) for cluster in shape.clusters}
        mentions = {m.id: self._entity(m, clusters) for m in shape.entities}
        mentions |= {m.id: self._event(m, clusters) for m in shape.events}
        arguments = [a for event in shape.events for a in self._arguments(event, mentions)]
        relations = [
            Relation(
                RelationId(self._own_id(r.id, Subject.RELATION)),
                self._document,
                self._annotator,
                r.label,
                _known(mentions, r.source, "source of a relation").id,
                _known(mentions, r.target, "target of a relation").id,
                _attributes(r.attributes),
            )
            for r in shape.relations
        ]
        comments = [self._comment(comment) for comment in shape.comments]
        own = self._links() | {raw: str(mention.id) for raw, mention in mentions.items()}
        decisions = [self._decision(decision, own) for decision in shape.decisions or ()]
        status = shape.status or (Status.STARTED if mentions else Status.NEW)
        return LayerContents(
            Layer(self._document, self._annotator, status),
            tuple(sorted(mentions.values(), key=reading_order)),
            tuple(sorted(arguments, key=_argument_key)),
            tuple(sorted(relations, key=_id_of)),
            tuple(sorted(clusters.values(), key=_id_of)),
            tuple(sorted(comments, key=_id_of)),
            tuple(sorted(decisions, key=_id_of)),
        )

    def _cluster(self, shape: ClusterShape) -> Cluster:
        """A cluster's id must come out alike in every document, so its surroundings are the annotator alone."""
        id_ = ClusterId(self._new_id(shape.id, Subject.CLUSTER, self._annotator))
        chosen = shape.representative
        representative = None if not chosen else MentionId(self._reference(chosen, Subject.MENTION))
        return Cluster(id_, self._annotator, shape.kind, shape.label, shape.name, shape.kb, representative)

    def _entity(self, shape: EntityShape, clusters: Mapping[str, Cluster]) -> Mention:
        return self._mention(shape, Kind.ENTITY, self._span(shape, shape.id), clusters)

    def _event(self, shape: EventShape, clusters: Mapping[str, Cluster]) -> Mention:
        return self._mention(shape, Kind.EVENT, self._span(shape.trigger, shape.id), clusters)

    def _mention(
        self, shape: EntityShape | EventShape, kind: Kind, span: Span, clusters: Mapping[str, Cluster]
    ) -> Mention:
        cluster = None
        if shape.cluster is not None:
            cluster = _known(clusters, shape.cluster, f"cluster of {_short(shape.id)}")
            if cluster.kind is not kind:
                raise FormatError(f"{_short(shape.id)} is an {kind}, its cluster one of {cluster.kind} mentions.")
        return Mention(
            MentionId(self._own_id(shape.id, Subject.MENTION)),
            self._document,
            self._annotator,
            kind,
            shape.label,
            span,
            _attributes(shape.attributes),
            None if cluster is None else cluster.id,
            shape.note or "",
        )

    def _arguments(self, event: EventShape, mentions: Mapping[str, Mention]) -> Iterator[Argument]:
        for place, shape in enumerate(event.arguments):
            position = place if isinstance(shape.position, msgspec.UnsetType) else shape.position
            if not 0 <= position <= _BIGGEST_INTEGER:
                raise FormatError(f"The argument {_short(shape.id)} has the position {position}.")
            yield Argument(
                ArgumentId(self._own_id(shape.id, Subject.ARGUMENT)),
                self._document,
                self._annotator,
                mentions[event.id].id,
                shape.role,
                _known(mentions, shape.filler, f"filler of the argument {_short(shape.id)}").id,
                _attributes(shape.attributes),
                position,
            )

    def _comment(self, shape: CommentShape) -> Comment:
        check_comment_text(shape.text)
        return Comment(
            CommentId(self._own_id(shape.id, Subject.COMMENT)),
            self._document,
            self._annotator,
            _time(shape.created),
            shape.text,
            shape.subject_kind,
            self._subject(shape),
            None if shape.span is None else self._span(shape.span, shape.id),
            None if shape.reply_to is None else CommentId(self._reference(shape.reply_to, Subject.COMMENT)),
            shape.resolved,
            shape.for_guideline,
        )

    def _links(self) -> dict[str, str]:
        """The ids that arguments and relations of this line have got."""
        ids = {r.id: self._reference(r.id, Subject.RELATION) for r in self._shape.relations}
        return ids | {a.id: self._reference(a.id, Subject.ARGUMENT) for e in self._shape.events for a in e.arguments}

    def _decision(self, shape: DecisionShape, own: Mapping[str, str]) -> Decision:
        """A decision; `own` are the ids that the records of this line have got."""
        if self._annotator != GOLD:
            raise FormatError(f"Only the layer “{GOLD}” has decisions.")
        _check_annotator(shape.annotator)
        decision = Decision(
            DecisionId(self._own_id(shape.id, Subject.DECISION)),
            self._document,
            AnnotatorName(shape.annotator),
            _time(shape.created),
            shape.aspect,
            shape.verdict,
            tuple(self._source(source, shape.aspect) for source in shape.sources),
            tuple(map(AnnotatorName, shape.taken)),
            tuple(own.get(raw, raw) for raw in shape.gold),
            shape.name,
            shape.reason,
            shape.comment,
        )
        for fault in decision_faults(decision):
            raise FormatError(f"The decision {_short(shape.id)} cannot be: {fault}")
        return decision

    def _source(self, shape: SourceShape, aspect: Aspect) -> Source:
        """A reading of another layer, whose ids come out as they do where that layer is read."""
        kind = _KINDS_OF.get(aspect, Subject.MENTION)
        surroundings = (shape.annotator,) if kind is Subject.CLUSTER else (self._document, shape.annotator)
        ends = (_derived(end, Subject.MENTION, self._document, shape.annotator) for end in shape.ends)
        return Source(
            AnnotatorName(shape.annotator),
            _derived(shape.record, kind, *surroundings) if shape.record else "",
            shape.label,
            None if shape.span is None else self._span(shape.span, shape.record),
            _attributes(shape.attributes),
            tuple(ends),
        )

    def _subject(self, shape: CommentShape) -> str:
        """The id of what the comment is about; it may be in another layer, which this line does not have."""
        if shape.subject_kind not in {kind.value for kind in Subject}:
            raise FormatError(f"A comment on a “{_short(shape.subject_kind)}” cannot be placed.")
        if shape.subject_kind == Subject.DOCUMENT:
            return self._document
        return self._reference(shape.subject, Subject(shape.subject_kind))

    # -- parts

    def _span(self, shape: SpanShape | EntityShape, where: str) -> Span:
        start, end, pieces = shape.start, shape.end, shape.fragments
        if isinstance(pieces, msgspec.UnsetType):
            if 0 <= start < end and self._text[start:end] == shape.text:
                return Span(((start, end),))
            pieces = [(start, end)]
        try:
            span = Span(tuple(pieces))
        except SpanError as error:
            raise FormatError(f"{_short(where)}: {_short(error.message, 300)}") from error
        if not span.within(len(self._text)):
            raise FormatError(
                f"{_short(where)} stands at {span.start}–{span.end}, but the text has {len(self._text)} characters."
            )
        if span.hull != (shape.start, shape.end):
            raise FormatError(f"{_short(where)}: start and end are not those of its fragments.")
        if span.text(self._text) != shape.text:
            raise FormatError(
                f"{_short(where)} says “{_short(shape.text)}”, but at {span.start}–{span.end} the text reads "
                f"“{_short(span.text(self._text))}”. Are the offsets code points?"
            )
        return span

    def _own_id(self, raw: str, kind: Subject) -> str:
        """The id of a record that belongs to this layer."""
        return self._new_id(raw, kind, self._document, self._annotator)

    def _new_id(self, raw: str, kind: Subject, *surroundings: str) -> str:
        if not raw:
            raise FormatError(f"A {kind} has no id.")
        if (kind, raw) in self._seen:
            raise FormatError(f"The id “{_short(raw)}” is given to two records.")
        self._seen.add((kind, raw))
        if self._is_adopted and kind is not Subject.DOCUMENT and _UUID.fullmatch(raw):
            return self._adopted(raw)
        derived = _derived(raw, kind, *surroundings)
        self._renamed += derived != raw
        return derived

    def _reference(self, raw: str, kind: Subject) -> str:
        if self._is_adopted and _UUID.fullmatch(raw):
            return self._adopted(raw)
        return _derived(raw, kind, self._document, self._annotator)

    def _adopted(self, raw: str) -> str:
        """The id of a record of nobody's layer: several people may begin with the same labels, each with their own."""
        return named_id(_NAMESPACE, f"{self._annotator}\n{raw}")


def _derived(raw: str, *surroundings: str) -> str:
    return raw if _UUID.fullmatch(raw) else named_id(_NAMESPACE, "\n".join((*surroundings, raw)))


def _time(text: str) -> str:
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        raise FormatError(f"“{_short(text)}” is not a time such as 2026-01-31T12:00:00.000Z.") from error
    return text


def _checked_sha256(shape: LineShape) -> Sha256:
    """The checksum of a line's text, if it is the one that the line gives.

    Raises:
        FormatError: If the text cannot be stored, or is not the one that was written.
    """
    if not shape.text.strip():
        raise FormatError("The text is empty.")
    if "\r" in shape.text:
        raise FormatError(
            f"Character {shape.text.index(chr(13)) + 1} of the text is a carriage return. Lines end with a line feed "
            "alone; replace it and count the offsets anew."
        )
    try:
        check_text(shape.text)
    except TextError as error:
        raise FormatError(error.message) from error
    sha = text_sha256(shape.text)
    if shape.text_sha256 and shape.text_sha256 != sha:
        raise FormatError("The text is not the one that was labelled: its SHA-256 differs from “text_sha256”.")
    return sha


def _check_annotator(name: str) -> None:
    if not name.strip() or name != name.strip() or len(name) > MAX_NAME or _CONTROL.search(name):
        raise FormatError(
            f"“{_short(name)}” is not an annotator's name: 1 to {MAX_NAME} characters, no blanks around them, no "
            "control characters."
        )


def _known(records: Mapping[str, Any], id_: str, what: str) -> Any:
    found = records.get(id_)
    if found is None:
        raise FormatError(f"The {what} is “{_short(id_)}”, which this line does not have.")
    return found


def _attributes(attributes: Mapping[str, Value]) -> Mapping[str, Value]:
    for name, value in attributes.items():
        if isinstance(value, int) and abs(value) > _BIGGEST_INTEGER:
            raise FormatError(f"The attribute “{_short(name)}” holds a number with more than 18 digits.")
    return attributes


def _id_of(record: Any) -> str:
    return str(record.id)


def _argument_key(argument: Argument) -> tuple[str, int, str]:
    return argument.event, argument.position, argument.id
