"""Documents with layers of every shape, for the suite that tries every format."""

from dataclasses import replace

from hypothesis import strategies as st

from annotator.formats.entry import Entry
from annotator.model.annotation import (
    Argument,
    Attributes,
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
from annotator.model.ids import (
    AnnotatorName,
    ArgumentId,
    ClusterId,
    DocumentId,
    MentionId,
    RelationId,
    new_id,
)
from annotator.model.scheme import Attribute, AttributeKind, Choice, Label, Role, Scheme
from annotator.model.span import Span

LEILA = AnnotatorName("leila")
SCHEME = Scheme(
    "suite",
    attributes=(
        Attribute("mention", choices=(Choice("NAM"), Choice("NOM"))),
        Attribute("negated", AttributeKind.YES_NO),
        Attribute("amount", AttributeKind.NUMBER),
        Attribute("remark", AttributeKind.TEXT),
    ),
    labels=(
        Label("PERSON", "entity", attributes=("mention", "remark")),
        Label("GPE", "entity", attributes=("mention", "amount")),
        Label("Contact.Meet", "event", attributes=("negated",), roles=(Role("Participant"), Role("Arg1"))),
        Label("Statement", "event", attributes=("negated", "remark"), roles=(Role("Speaker"), Role("Topic"))),
        Label("located", "relation"),
    ),
)

_CLITICS = "وبالبلد للسلطة خانه\u200cشان کتاب\u200cهایش "
_WORDS = _CLITICS + "كازاخستان لـ و مُحَمَّد می\u200cخواهد tauschten aus 🎉 👩\u200d👧 37 e\u0301 CICA “ ” . ،"
_PIECES = st.sampled_from(_WORDS.split(" "))
_GAPS = st.sampled_from([" ", " ", " ", "", "\n", "\n\n", "  ", "\u200f", "\u2028", "\t"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A line or some, in scripts that run both ways, with marks, joiners, emoji and odd line ends."""
    pieces = draw(st.lists(st.tuples(_PIECES, _GAPS), min_size=1, max_size=14))
    return "".join(piece + gap for piece, gap in pieces)


def _values(attribute: Attribute) -> st.SearchStrategy[Value]:
    match attribute.kind:
        case AttributeKind.CHOICE:
            return st.sampled_from([choice.value for choice in attribute.choices])
        case AttributeKind.YES_NO:
            return st.booleans()
        case AttributeKind.NUMBER:
            return st.integers(-9, 9) | st.sampled_from([0.5, 1e9, -2.25])
        case AttributeKind.TEXT:
            return st.sampled_from(["", "x", "a b", " a", "a\nb", "a\tb", "يا", "true", "3", "a: b, c;", '"[x]"'])


@st.composite
def _attributes(draw: st.DrawFn, label: str) -> Attributes:
    known = {attribute.name: attribute for attribute in SCHEME.attributes_of(label)}
    chosen = draw(st.lists(st.sampled_from(sorted(known)), unique=True, max_size=2)) if known else []
    return {name: draw(_values(known[name])) for name in chosen}


@st.composite
def _mentions(draw: st.DrawFn, document: DocumentId, length: int) -> Mention:
    label = draw(st.sampled_from(["PERSON", "GPE", "Contact.Meet", "Statement"]))
    ranges = draw(st.lists(st.tuples(st.integers(0, length - 1), st.integers(1, 8)), min_size=1, max_size=2))
    span = Span.union((start, min(length, start + size)) for start, size in ranges)
    kind = Kind.EVENT if label in ("Contact.Meet", "Statement") else Kind.ENTITY
    note = draw(st.sampled_from(["", "", "", "a note", "two\nlines"]))
    return Mention(MentionId(new_id()), document, LEILA, kind, label, span, draw(_attributes(label)), None, note)


def _place(mention: Mention) -> tuple[str, Span]:
    """No two labels alike on one span, as everywhere in the program."""
    return mention.label, mention.span


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """A document with a layer of nested, overlapping, discontinuous mentions, events, relations and clusters."""
    text = draw(texts().filter(str.strip))
    document = DocumentId(new_id())
    mentions = draw(st.lists(_mentions(document, len(text)), max_size=6, unique_by=_place))
    mentions.sort(key=reading_order)
    known = Document(document, draw(st.sampled_from(["قمة", "A title", "a/b: c"])), text_sha256(text), len(text), "")
    known = replace(known, language=draw(st.sampled_from(["und", "ar", "fa"])))
    arguments, relations, clusters = [], [], []
    for mention in mentions:
        others = [other for other in mentions if other is not mention]
        if mention.kind is Kind.EVENT and others:
            roles = [role.name for role in SCHEME.label(mention.label).roles]
            for place in range(draw(st.integers(0, 3))):
                role, filler = draw(st.sampled_from(roles)), others[draw(st.integers(0, len(others) - 1))]
                id_ = ArgumentId(new_id())
                arguments.append(Argument(id_, document, LEILA, mention.id, role, filler.id, {}, place))
    if len(mentions) > 1 and draw(st.booleans()):
        source, target = (mentions[place] for place in draw(st.permutations(range(len(mentions))))[:2])
        said = {"remark": "x"} if draw(st.booleans()) else {}
        relations.append(Relation(RelationId(new_id()), document, LEILA, "located", source.id, target.id, said))
    for kind in Kind:
        alike = [mention.id for mention in mentions if mention.kind is kind]
        members = draw(st.sets(st.sampled_from(alike))) if alike else set()
        if members:
            kb, name = draw(st.sampled_from([("", ""), ("Q232", "Kazakhstan"), ("wd:Q1", ""), ("", "nameless")]))
            cluster = Cluster(ClusterId(new_id()), LEILA, kind, draw(st.sampled_from([None, "GPE"])), name, kb)
            clusters.append(cluster)
            mentions = [
                Mention(m.id, m.document, m.annotator, m.kind, m.label, m.span, m.attributes, cluster.id, m.note)
                if m.id in members
                else m
                for m in mentions
            ]
    layer = Layer(document, LEILA, Status.STARTED)
    contents = LayerContents(layer, tuple(mentions), tuple(arguments), tuple(relations), tuple(clusters))
    return Entry(known, text, contents)
