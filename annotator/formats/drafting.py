"""Making an entry out of what a foreign file says: the ids, checks and order that every reader needs.

Ids in such files are `T1` or nothing at all. The ones made here are derived from the text and the file's own ids, so
the same file gives the same ids each time, and importing it twice brings nothing twice.
"""

import re
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from annotator.formats.entry import Entry, Fault, Severity
from annotator.formats.errors import FormatError
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
from annotator.model.change import now
from annotator.model.document import UNDETERMINED, Document, check_text, text_sha256
from annotator.model.errors import SpanError, TextError
from annotator.model.ids import (
    AnnotatorName,
    ArgumentId,
    ClusterId,
    DocumentId,
    MentionId,
    NamedIds,
    RelationId,
    named_id,
)
from annotator.model.span import Span

_NAMESPACE = uuid.UUID("0b0f5f0e-64f5-5c39-9d0f-6f3a1f6f1c55")
_LANGUAGE = re.compile(r"[A-Za-z0-9-]{1,35}")
_SHOWN = 60


def shown(text: str, most: int = _SHOWN) -> str:
    """Text of a file inside a sentence of ours: not endless, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most] + "…"


class Draft:
    """One document with one layer, on its way in.

    Attributes:
        text: Of the document; offsets count its code points.
        faults: What was skipped or bent so far; the reader adds its own.
    """

    def __init__(
        self,
        text: str,
        title: str,
        *,
        key: str = "",
        language: str = "",
        annotator: str = "",
        meta: Mapping[str, str] | None = None,
    ) -> None:
        """Begin.

        Args:
            text: With line feeds only.
            title: May be empty; then the importer takes the first line.
            key: What tells this document from others of the file with the same text; usually its id there.
            language: BCP 47 tag, if the file says so.
            annotator: Whose the labels are; empty for nobody's, then there must be none.
            meta: What else is known of the source.

        Raises:
            FormatError: If the text cannot be stored.
        """
        if not text.strip():
            raise FormatError("The text is empty.")
        try:
            check_text(text)
        except TextError as error:
            raise FormatError(error.message) from error
        self.text = text
        self.faults: list[Fault] = []
        self._sha = text_sha256(text)
        self._ids = NamedIds(_NAMESPACE, f"{self._sha}\n{key}")
        self._annotator = AnnotatorName(annotator)
        self._document = Document(
            DocumentId(self._id("document")),
            " ".join(title.split()),
            self._sha,
            len(text),
            now(),
            language if _LANGUAGE.fullmatch(language) else UNDETERMINED,
            meta=dict(meta or {}),
        )
        self._mentions: dict[str, Mention] = {}
        self._arguments: list[Argument] = []
        self._positions: Counter[MentionId] = Counter()
        self._relations: list[Relation] = []
        self._clusters: dict[str, Cluster] = {}

    def _id(self, *names: str) -> str:
        return self._ids.of("\n".join(names))

    # -- records

    def mention(
        self, kind: Kind, label: str, span: Span, key: str = "", attributes: Attributes | None = None
    ) -> MentionId:
        """Label a span.

        `key` is its id in the file; without one there is none that others could refer to.

        Raises:
            FormatError: If it does not lie in the text, the label is empty, or the id was given before.
        """
        if not label.strip():
            raise FormatError(f"A mention at {span.start} has no label.")
        if not span.within(len(self.text)):
            raise FormatError(
                f"{shown(label)} stands at {span.start}–{span.end}, but the text has {len(self.text)} characters."
            )
        name = key or f"#{len(self._mentions)}"
        if name in self._mentions:
            raise FormatError(f"The id “{shown(name)}” is given to two mentions.")
        id_ = MentionId(self._id("mention", self._annotator, name))
        said = dict(attributes or {})
        self._mentions[name] = Mention(id_, self._document.id, self._annotator, kind, label, span, said)
        return id_

    def has(self, key: str) -> bool:
        """Whether there is a mention of this id of the file."""
        return key in self._mentions

    def get(self, key: str) -> Mention:
        """The mention of this id of the file.

        Raises:
            FormatError: If there is none.
        """
        found = self._mentions.get(key)
        if found is None:
            raise FormatError(f"“{shown(key)}” is referred to, but is not there.")
        return found

    def set_attribute(self, key: str, name: str, value: Value) -> None:
        """Give a mention an attribute.

        Raises:
            FormatError: If there is no such mention.
        """
        mention = self.get(key)
        self._mentions[key] = replace(mention, attributes={**mention.attributes, name: value})

    def set_note(self, key: str, note: str) -> None:
        """Give a mention a note; a second one comes on a line of its own."""
        mention = self.get(key)
        self._mentions[key] = replace(mention, note=f"{mention.note}\n{note}" if mention.note else note)

    def argument(self, event: str, role: str, filler: str, attributes: Attributes | None = None) -> None:
        """Let a mention fill a role of an event; both by their ids in the file.

        Raises:
            FormatError: If one is not there, the first is no event, or both are one.
        """
        owner, player = self.get(event), self.get(filler)
        if owner is player:
            raise FormatError("An event cannot be its own argument.")
        if owner.kind is not Kind.EVENT:
            raise FormatError(f"“{shown(event)}” has arguments but is no event.")
        position = self._positions[owner.id]
        self._positions[owner.id] += 1
        id_ = ArgumentId(self._id("argument", self._annotator, event, str(position)))
        said = dict(attributes or {})
        self._arguments.append(
            Argument(id_, self._document.id, self._annotator, owner.id, role, player.id, said, position)
        )

    def relation(
        self, label: str, source: str, target: str, key: str = "", attributes: Attributes | None = None
    ) -> None:
        """Join two mentions, by their ids in the file.

        Raises:
            FormatError: If one is not there, or both are one.
        """
        if self.get(source) is self.get(target):
            raise FormatError("A mention cannot be linked to itself.")
        name = key or f"#{len(self._relations)}"
        id_ = RelationId(self._id("relation", self._annotator, name))
        ends = self.get(source).id, self.get(target).id
        self._relations.append(Relation(id_, self._document.id, self._annotator, label, *ends, dict(attributes or {})))

    def cluster(self, key: str, members: list[str], *, shared: str = "", **facts: Any) -> None:
        """Say that mentions mean the same; those of the other kind than the first are left out, and said so.

        Key and members are ids in the file. Where a cluster spans documents, `shared` tells it apart among all of the
        import. The facts are `label`, `name` and `kb` of a `Cluster`.

        Raises:
            FormatError: If a mention is not there.
        """
        found = [self.get(member) for member in members]
        if not found:
            return
        id_ = named_id(_NAMESPACE, f"{self._annotator}\n{shared}\n{key}") if shared else self._id("cluster", key)
        kind = found[0].kind
        self._clusters[key] = Cluster(ClusterId(id_), self._annotator, kind, **facts)
        for name, mention in zip(members, found, strict=True):
            if mention.kind is not kind:
                self.bend(f"{shown(mention.label)} is no {kind}, so it is not in the cluster “{shown(key)}”.")
            else:
                self._mentions[name] = replace(mention, cluster=ClusterId(id_))

    # -- faults

    def skip(self, reason: str, line: int | None = None) -> None:
        """Say that something was not taken in."""
        self.faults.append(Fault(reason, line))

    def bend(self, reason: str, line: int | None = None) -> None:
        """Say that something was taken in otherwise than it was."""
        self.faults.append(Fault(reason, line, Severity.BENT))

    # -- the end

    def entry(self) -> Entry:
        """What has been drafted."""
        if not self._annotator and not self._mentions:
            return Entry(self._document, self.text, None)
        if not self._annotator:
            raise FormatError("There are labels, but nobody's. Say whose they are.")
        layer = Layer(self._document.id, self._annotator, Status.STARTED if self._mentions else Status.NEW)
        contents = LayerContents(
            layer,
            tuple(sorted(self._mentions.values(), key=reading_order)),
            tuple(self._arguments),
            tuple(self._relations),
            tuple(self._clusters.values()),
        )
        return Entry(self._document, self.text, contents)


def span_of(*pieces: tuple[int, int]) -> Span:
    """A span of pieces in any order.

    Raises:
        FormatError: If one is empty or runs backwards.
    """
    for start, end in pieces:
        if not 0 <= start < end:
            raise FormatError(f"{start}–{end} is no span: it holds no character.")
    try:
        return Span.union(pieces)
    except SpanError as error:
        raise FormatError(error.message) from error
