"""What the write door refuses: whatever the scheme or the text forbids.

Asked for every record just before it is written, so it sees everything written before it in the same act.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from annotator.model.annotation import Annotator, Argument, Kind, Mention, Relation
from annotator.model.change import Record
from annotator.model.document import Document, Sha256
from annotator.model.errors import SchemeError, SpanError
from annotator.model.scheme import Scheme
from annotator.storage.errors import ProjectError

if TYPE_CHECKING:
    from sqlite_utils import Database


class Rules:
    """The rules of one transaction: those of the scheme that will hold when it is over."""

    def __init__(self, db: "Database", scheme: Scheme) -> None:
        self._db = db
        self._scheme = scheme
        self._lengths: dict[str, int] = {}
        self._text_lengths: dict[str, int] = {}

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
            case Annotator(name=name) if not name.strip() or len(name) > 100:
                raise ProjectError("An annotator needs a name of 1 to 100 characters.", name=name)
            case _:
                pass

    def check_labels_in_use(self) -> None:
        """Refuse a scheme without a label that mentions or relations have.

        Raises:
            SchemeError: Naming the labels and how often each is used.
        """
        lost = []
        for query, kinds in (
            ("SELECT label, count(*) FROM mention GROUP BY label", {"entity", "event"}),
            ("SELECT label, count(*) FROM relation GROUP BY label", {"relation"}),
        ):
            for label, count in self._db.execute(query):
                found = self._scheme.find(label)
                if found is None or found.kind not in kinds:
                    lost.append(f"{label} ({count})")
        if lost:
            raise SchemeError(
                f"The new scheme has no place for labels in use: {', '.join(lost)}. Relabel these first.",
                labels=tuple(lost),
            )

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

    def _check_mention(self, mention: Mention, before: Record | None) -> None:
        self._scheme.check_mention(mention.kind, mention.label, mention.attributes)
        length = self._length(mention.document)
        if not mention.span.within(length):
            raise SpanError(
                f"The span {mention.span.start}–{mention.span.end} lies outside its text of {length} characters.",
                mention=mention.id,
            )
        if isinstance(before, Mention) and before.label != mention.label:
            self._check_arguments_of(mention)

    def _check_arguments_of(self, mention: Mention) -> None:
        """The arguments that `mention` has or is must still fit its new label."""
        query = (
            "SELECT event.label, argument.role, filler.label, event.id FROM argument "
            "JOIN mention AS event ON event.id = argument.event JOIN mention AS filler ON filler.id = argument.filler "
            "WHERE event.id = :id OR filler.id = :id"
        )
        for event_label, role, filler_label, event in self._db.execute(query, {"id": mention.id}):
            if event == mention.id:
                self._scheme.check_argument(mention.label, role, filler_label, {})
            else:
                self._scheme.check_argument(event_label, role, mention.label, {})

    def _mention(self, mention: str) -> Any:
        return self._db.execute(
            "SELECT mention.kind, mention.label, document.id, layer.annotator FROM mention "
            "JOIN layer ON layer.n = mention.layer JOIN document ON document.n = layer.document WHERE mention.id = ?",
            (mention,),
        ).fetchone()

    def _ends(self, link: Argument | Relation, first: str, second: str) -> tuple[Any, Any]:
        """The two mentions that a link joins; they must stand in the link's own layer."""
        ends = self._mention(first), self._mention(second)
        for end in ends:
            if end is None or (end[2], end[3]) != (link.document, link.annotator):
                raise ProjectError("A link can only join mentions of its own layer.", link=link.id)
        if first == second:
            raise ProjectError("A mention cannot be linked to itself.", link=link.id)
        return ends

    def _check_argument(self, argument: Argument) -> None:
        event, filler = self._ends(argument, argument.event, argument.filler)
        if event[0] != Kind.EVENT:
            raise SchemeError(f"Only events have arguments; {event[1]} is an entity.", argument=argument.id)
        self._scheme.check_argument(event[1], argument.role, filler[1], argument.attributes)

    def _check_relation(self, relation: Relation) -> None:
        source, target = self._ends(relation, relation.source, relation.target)
        self._scheme.check_relation(relation.label, source[1], target[1], relation.attributes)
