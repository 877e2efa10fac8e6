"""The native format: JSON Lines, one document of one layer a line, lossless.

Its JSON Schema ships as `resources/annotator-jsonl.schema.json`. Offsets are code points of `text`, half-open; every
span carries its characters, so that a reader who counts in another unit notices. What `encode` writes, `decode` gives
back exactly, and the same records always give the same bytes.
"""

from collections.abc import Mapping

import msgspec
from msgspec import UNSET, UnsetType

from annotator.formats.native_reading import decode
from annotator.formats.native_shapes import (
    FORMAT,
    VERSION,
    ArgumentShape,
    ClusterShape,
    CommentShape,
    DecisionShape,
    EntityShape,
    EventShape,
    LineShape,
    RelationShape,
    SchemeName,
    SourceShape,
    SpanShape,
)
from annotator.model.annotation import Argument, Comment, Kind, LayerContents, Mention
from annotator.model.decision import Decision, Source
from annotator.model.document import Document
from annotator.model.scheme import Scheme
from annotator.model.span import Span

__all__ = ["decode", "encode"]

_encoder = msgspec.json.Encoder()


def encode(document: Document, text: str, contents: LayerContents | None, scheme: Scheme) -> bytes:
    """One line, with its line feed.

    Args:
        document: The document.
        text: Its text.
        contents: One layer of it, or `None` when nobody has begun.
        scheme: The scheme that the labels are from.
    """
    shape = LineShape(
        format=FORMAT,
        version=VERSION,
        offset_unit="codepoint",
        id=document.id,
        title=document.title,
        language=document.language,
        language_probability=document.language_probability,
        direction=document.direction,
        text=text,
        text_sha256=document.text_sha256,
        meta=dict(document.meta),
        created=document.created,
        scheme=SchemeName(scheme.name, scheme.version),
    )
    if contents is not None:
        _fill(shape, text, contents)
    return _encoder.encode(shape) + b"\n"


def _fill(shape: LineShape, text: str, contents: LayerContents) -> None:
    shape.annotator = contents.layer.annotator
    shape.status = contents.layer.status
    arguments = _argument_shapes(contents.arguments)
    for mention in contents.mentions:
        if mention.kind is Kind.ENTITY:
            shape.entities.append(_entity_shape(mention, text))
        else:
            shape.events.append(_event_shape(mention, text, arguments.get(mention.id, [])))
    shape.relations = [RelationShape(r.id, r.label, r.source, r.target, dict(r.attributes)) for r in contents.relations]
    shape.clusters = [
        ClusterShape(c.id, c.kind, c.label, c.name, c.kb, c.representative or UNSET) for c in contents.clusters
    ]
    shape.comments = [_comment_shape(comment, text) for comment in contents.comments]
    if contents.decisions:
        shape.decisions = [_decision_shape(decision, text) for decision in contents.decisions]


def _decision_shape(decision: Decision, text: str) -> DecisionShape:
    return DecisionShape(
        decision.id,
        decision.annotator,
        decision.created,
        decision.aspect,
        decision.verdict,
        [_source_shape(source, text) for source in decision.sources],
        list(decision.taken),
        list(decision.gold),
        decision.name,
        decision.reason,
        decision.comment,
    )


def _source_shape(source: Source, text: str) -> SourceShape:
    return SourceShape(
        source.annotator,
        source.record,
        source.label,
        None if source.span is None else _span_shape(source.span, text),
        dict(source.attributes),
        list(source.ends),
    )


def _comment_shape(comment: Comment, text: str) -> CommentShape:
    return CommentShape(
        comment.id,
        comment.created,
        comment.text,
        comment.subject_kind,
        comment.subject,
        None if comment.span is None else _span_shape(comment.span, text),
        comment.reply_to,
        comment.resolved,
        comment.for_guideline,
    )


def _argument_shapes(arguments: tuple[Argument, ...]) -> Mapping[str, list[ArgumentShape]]:
    """The arguments of each event, in order; the position is said only where it is not the place in the list."""
    shapes: dict[str, list[ArgumentShape]] = {}
    for argument in sorted(arguments, key=_argument_order):
        siblings = shapes.setdefault(argument.event, [])
        position = UNSET if argument.position == len(siblings) else argument.position
        siblings.append(ArgumentShape(argument.id, argument.role, argument.filler, dict(argument.attributes), position))
    return shapes


def _argument_order(argument: Argument) -> tuple[int, str]:
    return argument.position, argument.id


def _entity_shape(mention: Mention, text: str) -> EntityShape:
    return EntityShape(
        mention.id,
        mention.label,
        *mention.span.hull,
        mention.span.text(text),
        _fragments(mention.span),
        dict(mention.attributes),
        mention.cluster,
        mention.note or UNSET,
    )


def _event_shape(mention: Mention, text: str, arguments: list[ArgumentShape]) -> EventShape:
    return EventShape(
        mention.id,
        mention.label,
        _span_shape(mention.span, text),
        dict(mention.attributes),
        mention.cluster,
        arguments,
        mention.note or UNSET,
    )


def _span_shape(span: Span, text: str) -> SpanShape:
    return SpanShape(*span.hull, span.text(text), _fragments(span))


def _fragments(span: Span) -> list[tuple[int, int]] | UnsetType:
    return list(span.fragments) if span.is_discontinuous else UNSET
