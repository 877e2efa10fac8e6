"""What the write door refuses: whatever the scheme or the text forbids.

Asked for every record just before it is written, so it sees everything written before it in the same act. If the act
brings another scheme, what the scheme has to say is asked once, of everything in use, when all is written: a label and
its ten thousand mentions change their name together.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

from annotator.model.annotation import Annotator, Argument, Attributes, Cluster, Comment, Kind, Mention, Relation
from annotator.model.change import Record
from annotator.model.comment_text import check_comment_text
from annotator.model.decision import Decision
from annotator.model.decision_faults import decision_faults
from annotator.model.document import Document, Sha256
from annotator.model.errors import SchemeError, SpanError
from annotator.model.scheme import STRICTNESS, Scheme, Strictness
from annotator.storage.errors import ProjectError

if TYPE_CHECKING:
    from annotator.storage.sqlite import Database

_End = tuple[str, str, str, str]
"""Of a mention at the end of a link: kind, label, document, annotator."""

_decode_attributes = msgspec.json.Decoder(dict[str, str | bool | int | float]).decode
_SHOWN = 10

_LINKS_OF = (
    "SELECT event.label, argument.role, filler.label, event.id FROM argument "
    "JOIN mention AS event ON event.id = argument.event JOIN mention AS filler ON filler.id = argument.filler "
    "WHERE event.id = :id OR filler.id = :id",
    "SELECT source.label, relation.label, target.label, source.id FROM relation "
    "JOIN mention AS source ON source.id = relation.source JOIN mention AS target ON target.id = relation.target "
    "WHERE source.id = :id OR target.id = :id",
)
"""The arguments that a mention has or is, and its relations: label, role or relation, label, and whose is the first."""

_IN_USE = (
    "SELECT kind, label, attributes, count(*) FROM mention GROUP BY kind, label, attributes",
    "SELECT event.label, argument.role, filler.label, argument.attributes, count(*) FROM argument "
    "JOIN mention AS event ON event.id = argument.event JOIN mention AS filler ON filler.id = argument.filler "
    "GROUP BY event.label, argument.role, filler.label, argument.attributes",
    "SELECT relation.label, source.label, target.label, relation.attributes, count(*) FROM relation "
    "JOIN mention AS source ON source.id = relation.source JOIN mention AS target ON target.id = relation.target "
    "GROUP BY relation.label, source.label, target.label, relation.attributes",
    "SELECT kind, label, count(*) FROM cluster WHERE label IS NOT NULL GROUP BY kind, label",
)
"""Every way in which mentions, arguments, relations and clusters use the scheme, each once with how often."""

_ASKED = (
    "WITH RECURSIVE asked (id, reply_to, document) AS ("
    "SELECT id, reply_to, document FROM comment WHERE id = ? "
    "UNION SELECT comment.id, comment.reply_to, comment.document FROM comment JOIN asked ON comment.id = asked.reply_to"
    ") SELECT asked.id, document.id FROM asked JOIN document ON document.n = asked.document"
)
"""A comment, what it answers, what that answers …, with their documents; a circle ends where it began."""


class Rules:
    """The rules of one transaction.

    Args:
        scheme: The one that will hold when the transaction is over.
        present: The one that holds before it, if any.
    """

    def __init__(self, db: "Database", scheme: Scheme, present: Scheme | None) -> None:
        self._db = db
        self._scheme = scheme
        self._is_other_scheme = scheme is not present
        self._lengths: dict[str, int] = {}
        self._text_lengths: dict[str, int] = {}
        self._mentions: dict[str, _End] = {}
        self._allowed: set[tuple[Kind, str]] = set()

    def know_texts(self, texts: Mapping[Sha256, str]) -> None:
        """These texts were just written: their lengths need not be asked for."""
        self._text_lengths = {sha: len(content) for sha, content in texts.items()}

    def check(self, record: Record, before: Record | None) -> None:
        """Refuse `record` if it may not stand in the project.

        Raises:
            AnnotatorError: With a sentence that says why.
        """
        match record:
            case Mention():
                self._check_mention(record, before)
            case Argument():
                self._check_argument(record)
            case Relation():
                self._check_relation(record)
            case Document():
                self._check_document(record)
            case Cluster():
                self._check_cluster(record)
            case Comment():
                self._check_comment(record, before)
            case Decision():
                _check_decision(record)
            case Annotator(name=name) if not name.strip() or len(name) > 100:
                raise ProjectError("An annotator needs a name of 1 to 100 characters.", name=name)
            case _:
                pass

    def check_all_in_use(self) -> None:
        """If the scheme is another one: refuse it if anything in the project does not fit it.

        Raises:
            SchemeError: Naming the first misfits and how often each stands there.
        """
        if not self._is_other_scheme:
            return
        misfits = list(self._misfits())
        if misfits:
            shown = " ".join(misfits[:_SHOWN])
            more = f" And {len(misfits) - _SHOWN} more." if len(misfits) > _SHOWN else ""
            raise SchemeError(f"What is labelled does not fit the new scheme. {shown}{more}", misfits=tuple(misfits))

    def _misfits(self) -> Iterator[str]:
        mentions, arguments, relations, clusters = (self._db.execute(sql) for sql in _IN_USE)
        argument, relation = self._scheme.check_argument, self._scheme.check_relation
        for kind, label, attributes, count in mentions:
            yield from _refusal(count, "mentions", self._scheme.check_mention, Kind(kind), label, _read(attributes))
        for rows, what, check in ((arguments, "arguments", argument), (relations, "relations", relation)):
            for first, second, third, attributes, count in rows:
                refusals = list(_refusal(count, what, check, first, second, third, _read(attributes)))
                yield from refusals if refusals and not self._is_lenient() else ()
        for kind, label, count in clusters:
            yield from _refusal(count, "clusters", self._scheme.check_cluster, Kind(kind), label)

    def _is_lenient(self) -> bool:
        """Whether the project only warns of links that the scheme does not foresee."""
        row = self._db.execute("SELECT value FROM setting WHERE name = ?", (STRICTNESS,)).fetchone()
        return row is not None and row[0] == Strictness.WARN

    def _constrain(self, check: Callable[..., None], *values: object) -> None:
        """What the scheme says of a link: asked later if it changes, and only a warning if the project wants it so."""
        if self._is_other_scheme:
            return
        try:
            check(*values)
        except SchemeError:
            if not self._is_lenient():
                raise

    def _length(self, document: str) -> int:
        length = self._lengths.get(document)
        if length is None:
            row = self._db.execute("SELECT length FROM document WHERE id = ?", (document,)).fetchone()
            if row is None:
                raise ProjectError(f"There is no document {document} in this project.", document=document)
            length = self._lengths[document] = int(row[0])
        return length

    def _text_length(self, sha256: Sha256) -> int | None:
        length = self._text_lengths.get(sha256)
        if length is None:
            row = self._db.execute("SELECT length(content) FROM text WHERE sha256 = ?", (sha256,)).fetchone()
            length = None if row is None else int(row[0])
        return length

    def _check_document(self, document: Document) -> None:
        if self._text_length(document.text_sha256) != document.length:
            raise ProjectError(
                f"The text of “{document.title}” is missing or has another length.", document=document.id
            )
        self._lengths[document.id] = document.length

    def _check_cluster(self, cluster: Cluster) -> None:
        if not self._is_other_scheme:
            self._scheme.check_cluster(cluster.kind, cluster.label)

    def _check_comment(self, comment: Comment, before: Record | None) -> None:
        check_comment_text(comment.text)
        if comment.span is not None and not comment.span.within(self._length(comment.document)):
            raise SpanError("The passage of a comment lies outside its text.", comment=comment.id)
        known = before.reply_to if isinstance(before, Comment) else None
        if comment.reply_to is not None and comment.reply_to != known:
            self._check_answer(comment)

    def _check_answer(self, comment: Comment) -> None:
        """A comment answers one on its own document, and never, in however many steps, itself."""
        asked = self._db.execute(_ASKED, (comment.reply_to,)).fetchall()
        if any(id_ == comment.id for id_, _document in asked):
            raise ProjectError("Comments would answer each other in a circle.", comment=comment.id)
        if asked and asked[0][1] != comment.document:
            raise ProjectError("A comment can only answer one on the same document.", comment=comment.id)

    def _check_mention(self, mention: Mention, before: Record | None) -> None:
        what = mention.kind, mention.label
        if not self._is_other_scheme and (mention.attributes or what not in self._allowed):
            self._scheme.check_mention(*what, mention.attributes)
            self._allowed.add(what)
        length = self._length(mention.document)
        if mention.span.fragments[-1][1] > length:
            raise SpanError(
                f"The span {mention.span.start}–{mention.span.end} lies outside its text of {length} characters.",
                mention=mention.id,
            )
        self._mentions[mention.id] = mention.kind, mention.label, mention.document, mention.annotator
        if isinstance(before, Mention) and before.label != mention.label and not self._is_other_scheme:
            self._check_links_of(mention)

    def _check_links_of(self, mention: Mention) -> None:
        """The arguments and relations of `mention` must still fit its new label."""
        of_arguments, of_relations = _LINKS_OF
        for first, role, second, owner in self._db.execute(of_arguments, {"id": mention.id}).fetchall():
            event, filler = (mention.label, second) if owner == mention.id else (first, mention.label)
            self._constrain(self._scheme.check_argument, event, role, filler, {})
        for first, relation, second, owner in self._db.execute(of_relations, {"id": mention.id}).fetchall():
            source, target = (mention.label, second) if owner == mention.id else (first, mention.label)
            self._constrain(self._scheme.check_relation, relation, source, target, {})

    def _mention(self, mention: str) -> _End | None:
        """What a link asks of an end; one that this transaction has written is known already."""
        known: _End | None = self._mentions.get(mention)
        if known is None:
            known = self._db.execute(
                "SELECT mention.kind, mention.label, document.id, layer.annotator FROM mention "
                "JOIN layer ON layer.n = mention.layer JOIN document ON document.n = layer.document "
                "WHERE mention.id = ?",
                (mention,),
            ).fetchone()
        return known

    def _ends(self, link: Argument | Relation, first: str, second: str) -> tuple[_End, _End]:
        """The two mentions that a link joins; they must stand in the link's own layer."""
        if first == second:
            raise ProjectError("A mention cannot be linked to itself.", link=link.id)
        return self._end(link, first), self._end(link, second)

    def _end(self, link: Argument | Relation, mention: str) -> _End:
        end = self._mention(mention)
        if end is None or end[2:] != (link.document, link.annotator):
            raise ProjectError("A link can only join mentions of its own layer.", link=link.id)
        return end

    def _check_argument(self, argument: Argument) -> None:
        event, filler = self._ends(argument, argument.event, argument.filler)
        if event[0] != Kind.EVENT:
            raise SchemeError(f"Only events have arguments; {event[1]} is an entity.", argument=argument.id)
        self._constrain(self._scheme.check_argument, event[1], argument.role, filler[1], argument.attributes)

    def _check_relation(self, relation: Relation) -> None:
        source, target = self._ends(relation, relation.source, relation.target)
        if not self._is_other_scheme:
            self._scheme.label(relation.label)
        self._constrain(self._scheme.check_relation, relation.label, source[1], target[1], relation.attributes)


def _check_decision(decision: Decision) -> None:
    fault = next(decision_faults(decision), None)
    if fault is not None:
        raise ProjectError(f"This is no decision of a person. {fault}", decision=decision.id)


def _refusal(count: int, what: str, check: Callable[..., None], *values: object) -> Iterator[str]:
    """What the scheme has against one way of using it, and how often that stands in the project."""
    try:
        check(*values)
    except SchemeError as refusal:
        yield f"{refusal.message} ({what}: {count})"


def _read(attributes: str) -> Attributes:
    return {} if attributes == "{}" else _decode_attributes(attributes)
