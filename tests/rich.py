"""A small project with one of everything, for tests of exchange and of the check."""

from dataclasses import replace

from annotator.model.annotation import (
    GOLD,
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
from annotator.model.decision import Aspect, Decision, Source, Verdict
from annotator.model.document import Direction, Document, text_sha256
from annotator.model.ids import (
    AnnotatorName,
    ArgumentId,
    ClusterId,
    CommentId,
    DecisionId,
    DocumentId,
    MentionId,
    RelationId,
    new_id,
)
from annotator.model.span import Span
from annotator.services.session import Session
from annotator.storage import Project
from tests.conftest import ARABIC, LEILA, OMAR

GERMAN = "Sie tauschten am 6. Mai 🎉 Ansichten aus. CICA bleibt."
PLAIN = "Nobody has begun this one."
BINNED = "This one lies in the bin."


def fill(project: Project) -> None:
    """Give an empty project documents, layers of three annotators, links, clusters, comments, a bin, undone acts."""
    act = Act("document.import", LEILA)
    arabic = _document(ARABIC, "قمة", "ar", 0.98, Direction.RTL, {"file": "a.txt", "encoding": "utf-8"})
    german = _document(GERMAN, "Gespräche", "de", None, None, {"url": "https://example.org/ä"})
    plain = _document(PLAIN, "Plain", "und", 0.0, None, {})
    binned = _document(BINNED, "Bin", "en", 0.9, None, {}, binned=True)
    texts = {text_sha256(text): text for text in (ARABIC, GERMAN, PLAIN, BINNED)}
    project.apply([act.change(None, document) for document in (arabic, german, plain, binned)], texts=texts)
    for annotator in (LEILA, OMAR, GOLD):
        _label(project, annotator, arabic.id, german.id)
    _discuss(project, arabic.id)
    _decide(project, arabic.id)
    session = Session(project, LEILA)
    session.rename(plain.id, "Renamed")
    session.rename(plain.id, "Renamed twice")
    session.undo()
    session.set_status([german.id], Status.DONE)


def _document(
    text: str,
    title: str,
    language: str,
    probability: float | None,
    direction: Direction | None,
    meta: dict[str, str],
    *,
    binned: bool = False,
) -> Document:
    id_ = DocumentId(new_id())
    return Document(id_, title, text_sha256(text), len(text), now(), language, probability, direction, meta, binned)


def _label(project: Project, annotator: AnnotatorName, arabic: DocumentId, german: DocumentId) -> None:
    """The same labels for everyone: nested, sub-word, discontinuous, an event in an event, a cluster over documents."""
    place = ARABIC.index("كازاخستان")
    person = Cluster(ClusterId(new_id()), annotator, Kind.ENTITY, "GPE", "كازاخستان", "Q232")
    where = _mention(arabic, annotator, "GPE", Span.of(place, place + 9), {"mention": "NAM"}, person.id, "checked")
    named = replace(person, representative=where.id)
    whole = _mention(arabic, annotator, "PERSON", Span.of(0, place + 9), {"mention": "NOM", "remark": "“x”\n"})
    again = ARABIC.rindex("كازاخستان")
    clitic = _mention(arabic, annotator, "GPE", Span.of(again, again + 9), {}, person.id)
    meet = _mention(arabic, annotator, "Contact.Meet", Span.of(0, 3), {"negated": True})
    say = _mention(arabic, annotator, "Statement", Span.of(47, 51), {})
    swap = _mention(german, annotator, "Contact.Meet", Span(((4, 13), (36, 39))), {})
    they = _mention(german, annotator, "PERSON", Span.of(0, 3), {"mention": "PRO"})
    money = _mention(german, annotator, "MONEY", Span.of(24, 25), {"amount": 2.5})
    places = _mention(german, annotator, "GPE", Span.of(41, 45), {}, person.id)
    records: list[Record] = [
        Annotator(annotator, now()),
        Layer(arabic, annotator, Status.STARTED),
        Layer(german, annotator, Status.STARTED),
        named,
        *(where, whole, clitic, meet, say, swap, they, money, places),
        Argument(ArgumentId(new_id()), arabic, annotator, meet.id, "Participant", whole.id),
        Argument(ArgumentId(new_id()), arabic, annotator, meet.id, "Place", where.id, {}, 3),
        Argument(ArgumentId(new_id()), german, annotator, swap.id, "Participant", they.id),
        Argument(ArgumentId(new_id()), arabic, annotator, say.id, "Speaker", whole.id),
        Argument(ArgumentId(new_id()), arabic, annotator, say.id, "Topic", meet.id, {}, 1),
        Relation(RelationId(new_id()), arabic, annotator, "located", whole.id, where.id),
    ]
    act = Act("layer.make", annotator)
    project.apply([act.change(None, record) for record in records])


def _mention(
    document: DocumentId,
    annotator: AnnotatorName,
    label: str,
    span: Span,
    attributes: dict[str, str | bool | int | float],
    cluster: ClusterId | None = None,
    note: str = "",
) -> Mention:
    kind = Kind.EVENT if label in ("Contact.Meet", "Statement") else Kind.ENTITY
    id_ = MentionId(new_id())
    return Mention(id_, document, annotator, kind, label, span, attributes, cluster, note)


def _discuss(project: Project, document: DocumentId) -> None:
    """A thread: leila asks, omar answers, leila answers him."""
    mention = project.contents(document, LEILA).mentions[0].id
    about = ("mention", mention)
    ask = Comment(CommentId(new_id()), document, LEILA, now(), "Is this one?", *about, Span.of(0, 4))
    reply = Comment(CommentId(new_id()), document, OMAR, now(), "نعم", *about, None, ask.id)
    thanks = Comment(CommentId(new_id()), document, LEILA, now(), "Thanks", *about, None, reply.id, True, True)
    act = Act("comment.add", LEILA)
    project.apply([act.change(None, comment) for comment in (ask, reply, thanks)])


def _decide(project: Project, document: DocumentId) -> None:
    """Omar has decided about a mention, an attribute of it, and something that is gone by now."""
    made = project.contents(document, GOLD).mentions[0]
    ours, theirs = (project.contents(document, name).mentions[0] for name in (LEILA, OMAR))
    sources = tuple(Source(m.annotator, m.id, m.label, m.span, dict(m.attributes)) for m in (ours, theirs))
    about = (document, OMAR, now())
    history = (Source(AnnotatorName("زهرا"), new_id(), ends=(new_id(),)), Source(LEILA))
    act = Act("gold.decide", OMAR)
    decisions = (
        Decision(_decision_id(), *about, Aspect.MENTION, Verdict.BOTH, sources, (LEILA, OMAR), (made.id,)),
        Decision(
            *(_decision_id(), *about, Aspect.ATTRIBUTE, Verdict.EDITED, sources, (), (made.id,)),
            name="mention",
            reason="زلة",
            comment="“x”\n",
        ),
        Decision(_decision_id(), *about, Aspect.CLUSTER, Verdict.NONE, history),
    )
    project.apply([act.change(None, decision) for decision in decisions])


def _decision_id() -> DecisionId:
    return DecisionId(new_id())
