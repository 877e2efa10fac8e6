"""A small article with all that an event format may carry, used by their tests."""

from annotator.formats.entry import Entry
from annotator.model.annotation import (
    Argument,
    Cluster,
    Kind,
    Layer,
    LayerContents,
    Mention,
    Relation,
    Status,
    Value,
    reading_order,
)
from annotator.model.document import Document, text_sha256
from annotator.model.ids import ArgumentId, ClusterId, DocumentId, MentionId, RelationId
from annotator.model.span import Span
from tests.formats.entries import LEILA

TEXT = "التقى توكاييف\u200f نظيره  في أستانا.\n\nKazakhstan 🎉 said he met “Tokayev” twice."
DOCUMENT = DocumentId("0192d3a0-0000-7000-8000-000000000001")
KAZAKHSTAN = ClusterId("0192d3a0-0000-7000-8000-00000000c001")
MEETING = ClusterId("0192d3a0-0000-7000-8000-00000000c002")


def _mention(number: int, kind: Kind, label: str, words: str, **facts: object) -> Mention:
    start = TEXT.index(words)
    id_ = MentionId(f"0192d3a0-0000-7000-8000-0000000000{number:02}")
    attributes: dict[str, Value] = facts.pop("attributes", {})  # type: ignore[assignment]
    span = Span.of(start, start + len(words))
    return Mention(id_, DOCUMENT, LEILA, kind, label, span, attributes, **facts)  # type: ignore[arg-type]


MENTIONS = (
    _mention(10, Kind.EVENT, "Contact.Meet", "التقى", cluster=MEETING, attributes={"negated": False}),
    _mention(11, Kind.ENTITY, "PERSON", "توكاييف", cluster=KAZAKHSTAN, attributes={"mention": "NAM"}, note="رئيس"),
    _mention(12, Kind.ENTITY, "PERSON", "نظيره", attributes={"mention": "NOM"}),
    _mention(13, Kind.ENTITY, "GPE", "أستانا", attributes={"amount": 1.5}),
    _mention(14, Kind.ENTITY, "GPE", "Kazakhstan"),
    _mention(15, Kind.EVENT, "Statement", "said"),
    _mention(16, Kind.EVENT, "Contact.Meet", "met", cluster=MEETING),
    _mention(17, Kind.ENTITY, "PERSON", "Tokayev", cluster=KAZAKHSTAN),
)
_IDS = {mention.span.text(TEXT): mention.id for mention in MENTIONS}


def _argument(number: int, event: str, role: str, filler: str, position: int) -> Argument:
    id_ = ArgumentId(f"0192d3a0-0000-7000-8000-0000000000a{number}")
    return Argument(id_, DOCUMENT, LEILA, _IDS[event], role, _IDS[filler], {}, position)


ARGUMENTS = (
    _argument(1, "التقى", "Participant", "توكاييف", 0),
    _argument(2, "التقى", "Participant", "نظيره", 1),
    _argument(3, "said", "Speaker", "Kazakhstan", 0),
    _argument(4, "said", "Topic", "met", 1),
    _argument(5, "met", "Participant", "Tokayev", 0),
    _argument(6, "met", "Participant", "نظيره", 1),
)
RELATIONS = (
    Relation(
        RelationId("0192d3a0-0000-7000-8000-0000000000e1"), DOCUMENT, LEILA, "located", _IDS["نظيره"], _IDS["أستانا"]
    ),
)
CLUSTERS = (
    Cluster(KAZAKHSTAN, LEILA, Kind.ENTITY, "PERSON", "Tokayev", "Q312893"),
    Cluster(MEETING, LEILA, Kind.EVENT, None, "", ""),
)


def summit() -> Entry:
    """Two sentences, two scripts, an emoji, an RLM, double blanks; arguments across sentences; an event as a filler."""
    document = Document(DOCUMENT, "قمة", text_sha256(TEXT), len(TEXT), "", "ar")
    layer = Layer(DOCUMENT, LEILA, Status.STARTED)
    mentions = tuple(sorted(MENTIONS, key=reading_order))
    return Entry(document, TEXT, LayerContents(layer, mentions, ARGUMENTS, RELATIONS, CLUSTERS))
