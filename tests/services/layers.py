"""Short ways to make layers, for tests of comparing them."""

from collections.abc import Sequence

from annotator.model.annotation import Argument, Kind, Layer, LayerContents, Mention
from annotator.model.ids import AnnotatorName, ArgumentId, DocumentId, MentionId, new_id
from annotator.model.span import Span

DOCUMENT = DocumentId("d")


def mention(
    start: int,
    end: int,
    label: str = "PERSON",
    *,
    kind: Kind = Kind.ENTITY,
    cluster: str = "",
    **attributes: str | bool,
) -> Mention:
    """A mention of one range."""
    return Mention(
        MentionId(new_id()),
        DOCUMENT,
        AnnotatorName("leila"),
        kind,
        label,
        Span.of(start, end),
        attributes,
    )


def event(start: int, end: int, label: str = "Contact.Meet") -> Mention:
    """An event mention of one range."""
    return mention(start, end, label, kind=Kind.EVENT)


def argument(of: Mention, role: str, filler: Mention) -> Argument:
    """A mention that fills a role of an event."""
    return Argument(ArgumentId(new_id()), DOCUMENT, of.annotator, of.id, role, filler.id)


def layer(mentions: Sequence[Mention], arguments: Sequence[Argument] = ()) -> LayerContents:
    """A layer that holds these."""
    return LayerContents(Layer(DOCUMENT, AnnotatorName("leila")), tuple(mentions), tuple(arguments))
