"""Native JSONL is lossless: what is exported, imported into an empty project and exported again is the same bytes."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.annotation import (
    Annotator,
    Argument,
    Cluster,
    Comment,
    Kind,
    Layer,
    Mention,
    Relation,
    Status,
)
from annotator.model.change import Act, Record, now
from annotator.model.document import Direction, Document, Sha256, text_sha256
from annotator.model.ids import (
    AnnotatorName,
    ArgumentId,
    ClusterId,
    CommentId,
    DocumentId,
    MentionId,
    RelationId,
    new_id,
)
from annotator.model.scheme import Attribute, AttributeKind, Choice, Label, Role, Scheme, Strictness
from annotator.model.span import Span
from annotator.services.exports.exporting import ExportChoice, export
from annotator.services.imports.importing import ImportOptions, import_into
from annotator.services.session import Session
from tests.conftest import damages

_VALUES = ("sure", "count", "gloss", "polarity")
SCHEME = Scheme(
    "whole",
    attributes=(
        Attribute("sure", AttributeKind.YES_NO, default=True),
        Attribute("count", AttributeKind.NUMBER),
        Attribute("gloss", AttributeKind.TEXT, required=True),
        Attribute("polarity", choices=(Choice("Positive"), Choice("Negative", mark="¬"))),
    ),
    labels=(
        Label("THING", "entity", attributes=_VALUES),
        Label("EVENT", "event", attributes=_VALUES, roles=(Role("Part", attributes=_VALUES), Role("Other"))),
        Label("joins", "relation", attributes=_VALUES),
        Label("equals", "relation", symmetric=True),
    ),
)
PEOPLE = (AnnotatorName("leila"), AnnotatorName("عمر"), AnnotatorName("gold"))

letters = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs", "Cc"]),
        st.sampled_from("ابتكلم\u064e\u0651\u200c\u200f\u2067\u2069שלום🎉👨\u200d👩\u200d👧\n abc12٣"),
    ),
    min_size=1,
    max_size=60,
)
words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12)
names = words.map(str.strip)
attributes = st.fixed_dictionaries(
    {},
    optional={
        "sure": st.booleans(),
        "count": st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False),
        "gloss": words,
        "polarity": st.sampled_from(["Positive", "Negative"]),
    },
)
texts = letters.map(lambda text: text.strip() + "\n" + text).filter(lambda text: bool(text.strip()))


@st.composite
def spans(draw: st.DrawFn, length: int) -> Span:
    edges = sorted(draw(st.sets(st.integers(0, length), min_size=2, max_size=min(6, length + 1))))
    return Span.union(zip(edges[::2], edges[1::2], strict=False))


@st.composite
def projects(draw: st.DrawFn) -> tuple[list[Record], dict[Sha256, str]]:
    """Documents of random texts, and layers of up to three people with everything in them."""
    bodies = draw(st.lists(texts, min_size=1, max_size=3, unique=True))
    documents = [_document(draw, text) for text in bodies]
    people = draw(st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True))
    records: list[Record] = [*documents, *(Annotator(person, now()) for person in people)]
    comments: list[Comment] = []
    for person in people:
        mentions = [
            _mention(draw, document, person, text)
            for document, text in zip(documents, bodies, strict=True)
            for _number in range(draw(st.integers(0, 4)))
        ]
        clusters, mentions = _clustered(draw, person, mentions)
        begun = {mention.document for mention in mentions} | {d.id for d in documents if draw(st.booleans())}
        records += [Layer(d.id, person, draw(st.sampled_from(Status))) for d in documents if d.id in begun]
        records += [*clusters, *mentions, *_links(draw, person, mentions)]
        for document, text in zip(documents, bodies, strict=True):
            if document.id in begun and draw(st.booleans()):
                comments.append(_comment(draw, document, person, text, comments))
    return [*records, *comments], {text_sha256(text): text for text in bodies}


def _document(draw: st.DrawFn, text: str) -> Document:
    return Document(
        DocumentId(new_id()),
        draw(names.filter(bool)),
        text_sha256(text),
        len(text),
        now(),
        draw(st.sampled_from(["ar", "fa", "de", "und"])),
        draw(st.none() | st.floats(0, 1)),
        draw(st.none() | st.sampled_from(Direction)),
        draw(st.dictionaries(words, words, max_size=2)),
    )


def _mention(draw: st.DrawFn, document: Document, person: AnnotatorName, text: str) -> Mention:
    kind = draw(st.sampled_from(Kind))
    label = "EVENT" if kind is Kind.EVENT else "THING"
    span, said, note = draw(spans(len(text))), draw(attributes), draw(words)
    return Mention(MentionId(new_id()), document.id, person, kind, label, span, said, None, note)


def _clustered(
    draw: st.DrawFn, person: AnnotatorName, mentions: Sequence[Mention]
) -> tuple[list[Cluster], list[Mention]]:
    """Clusters over all documents; who is in one, and who represents it."""
    clusters, placed = [], list(mentions)
    for kind in Kind:
        members = [i for i, mention in enumerate(placed) if mention.kind is kind]
        chosen = draw(st.sets(st.sampled_from(members))) if members else set()
        if chosen:
            best = draw(st.none() | st.sampled_from(sorted(placed[i].id for i in chosen)))
            label = draw(st.none() | st.just(placed[min(chosen)].label))
            made = Cluster(ClusterId(new_id()), person, kind, label, draw(names), draw(names), best)
            clusters.append(made)
            placed = [replace(m, cluster=made.id) if i in chosen else m for i, m in enumerate(placed)]
    return clusters, placed


def _links(draw: st.DrawFn, person: AnnotatorName, mentions: Sequence[Mention]) -> list[Argument | Relation]:
    made: list[Argument | Relation] = []
    for one in mentions:
        for other in mentions:
            if one.id == other.id or one.document != other.document:
                continue
            if one.kind is Kind.EVENT and draw(st.booleans()):
                role = draw(st.sampled_from(["Part", "Other"]))
                said = draw(attributes) if role == "Part" else {}
                place = draw(st.integers(0, 5))
                made.append(Argument(ArgumentId(new_id()), one.document, person, one.id, role, other.id, said, place))
            if draw(st.integers(0, 3)) == 0:
                label = draw(st.sampled_from(["joins", "equals"]))
                said = draw(attributes) if label == "joins" else {}
                made.append(Relation(RelationId(new_id()), one.document, person, label, one.id, other.id, said))
    return made


def _comment(
    draw: st.DrawFn, document: Document, person: AnnotatorName, text: str, earlier: Sequence[Comment]
) -> Comment:
    answerable = [comment.id for comment in earlier if comment.document == document.id]
    return Comment(
        CommentId(new_id()),
        document.id,
        person,
        now(),
        draw(words),
        "document",
        document.id,
        draw(st.none() | spans(len(text))),
        draw(st.none() | st.sampled_from(answerable)) if answerable else None,
        draw(st.booleans()),
        draw(st.booleans()),
    )


@given(projects(), st.sampled_from(Strictness))
@settings(max_examples=60)
def test_export_import_export_gives_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[list[Record], dict[Sha256, str]], strictness: Strictness
) -> None:
    folder = tmp_path_factory.mktemp("trip")
    records, contents = made
    with Session.new(folder / "one.annotator", SCHEME, "leila") as session:
        session.set_strictness(strictness)
        act = Act("test.fill", PEOPLE[0])
        session.apply([act.change(None, record) for record in records], texts=contents)
    first = _exported(folder / "one.annotator", folder / "one.jsonl")
    with Session.new(folder / "two.annotator", SCHEME, "leila") as session:
        session.set_strictness(strictness)
        report = import_into(session, [folder / "one.jsonl"], ImportOptions("leila"))
        assert report.skipped == []
    assert _exported(folder / "two.annotator", folder / "two.jsonl") == first
    assert damages(folder / "two.annotator") == []


def _exported(project: Path, out: Path) -> bytes:
    export(project, out, ExportChoice())
    return out.read_bytes()
