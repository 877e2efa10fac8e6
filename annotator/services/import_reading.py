"""Reading the files of an import: from each document to the changes that bring it into the project.

What is already in the project is asked of a reading connection; what the import itself has brought is remembered, as it
may not be written yet. Nothing is written here.
"""

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.formats import text_files
from annotator.formats.errors import FormatError
from annotator.formats.native import Entry
from annotator.formats.native_lines import MAX_REFUSED, lines
from annotator.formats.registry import NATIVE
from annotator.model.change import Act, Change
from annotator.model.document import UNDETERMINED, Document, Sha256, text_sha256
from annotator.model.errors import AnnotatorError
from annotator.model.ids import DocumentId, new_id
from annotator.services.import_layers import LayerReading
from annotator.services.import_plan import Skipped, Source
from annotator.services.language import Detected
from annotator.storage import Project
from annotator.storage.bulk import known_texts


@dataclass(frozen=True, slots=True)
class Item:
    """What one document of a file becomes; no changes if it was set aside.

    Attributes:
        line: Of the file, from 1, where a file holds a document a line.
        bytes_read: Of the file so far.
    """

    path: Path
    line: int | None = None
    changes: tuple[Change, ...] = ()
    texts: Mapping[Sha256, str] = field(default_factory=dict)
    bytes_read: int = 0


class Reading:
    """One import on its way: what it has read, and what it has to say about it."""

    def __init__(
        self,
        project: Project,
        act: Act,
        annotator: str,
        language: str,
        detect: Callable[[str], Detected] | None,
    ) -> None:
        self._project = project
        self._act = act
        self._annotator = annotator
        self._language = language
        self._detect = detect
        self._texts = known_texts(project.db)
        self._layers = LayerReading(project, act, frozenset(self._texts))
        self._skipped: list[Skipped] = []
        self._notes: list[str] = []

    def read(self, source: Source) -> Iterator[Item]:
        """The documents of a file, one by one, those that are set aside included."""
        try:
            if source.format is NATIVE:
                yield from self._read_lines(source)
            else:
                yield self._read_text(source)
        except OSError as error:
            self._skipped.append(Skipped(source.path, f"It could not be read: {error.strerror or error}."))
        except AnnotatorError as error:
            self._skipped.append(Skipped(source.path, error.message))
            yield Item(source.path, bytes_read=source.size)

    def postponed(self) -> list[Item]:
        """What could not be made before everything else was read: answers to comments of other layers."""
        changes = self._layers.answers()
        return [Item(Path(), changes=changes)] if changes else []

    def noticed(self) -> tuple[tuple[Skipped, ...], tuple[str, ...]]:
        """What was set aside, and what people should know, since this was last asked."""
        found = tuple(self._skipped), tuple(self._notes)
        self._skipped, self._notes = [], []
        return found

    # -- plain text

    def _read_text(self, source: Source) -> Item:
        found = text_files.decode(_bytes_of(source.path))
        sha = text_sha256(found.text)
        if sha in self._texts:
            raise FormatError(self._duplicate(sha))
        self._texts.add(sha)
        meta = {"file": source.name, "encoding": found.encoding}
        if found.confidence is not None:
            meta["encoding_confidence"] = str(found.confidence)
            self._notes.append(f"{source.name}: read as {found.encoding}, a guess ({found.confidence:.0%} sure).")
        if found.line_ends:
            meta["line_ends_changed"] = str(found.line_ends)
            self._notes.append(f"{source.name}: {found.line_ends} line ends became line feeds.")
        stem = os.path.splitext(source.name.rpartition("/")[2])[0]  # noqa: PTH122  # thousands of them
        document = Document(
            DocumentId(new_id()), text_files.title_of(stem, found.text), sha, len(found.text), self._act.time, meta=meta
        )
        document = self._with_language(document, found.text)
        self._layers.brought_text(document)
        return Item(
            source.path,
            None,
            (self._act.change(None, document),),
            {sha: found.text},
            source.size,
        )

    def _duplicate(self, sha: Sha256) -> str:
        there = self._project.documents_with_text(sha)
        if not there:
            return "It has the same text as another file of this import."
        where = ", which is in the bin" if there[0].binned else ""
        return f"Its text is in the project already: “{there[0].title}”{where}."

    def _with_language(self, document: Document, text: str) -> Document:
        if self._language != UNDETERMINED:
            return replace(document, language=self._language)
        if self._detect is None:
            return document
        found = self._detect(text)
        return replace(document, language=found.language, language_probability=found.probability)

    # -- lines of the native format

    def _read_lines(self, source: Source) -> Iterator[Item]:
        refused, unreadable = 0, 0
        for number, read, line in lines(source.path):
            try:
                entry = self._layers.decode(line, self._annotator)
            except AnnotatorError as error:
                unreadable += 1
                refused += self._refuse(source, number, error, refused)
                if unreadable == number > MAX_REFUSED:
                    self._skipped.append(Skipped(source.path, f"None of the first {number} lines is of this format."))
                    return
                yield Item(source.path, number, bytes_read=read)
                continue
            try:
                yield self._read_entry(source, number, read, entry)
            except AnnotatorError as error:
                refused += self._refuse(source, number, error, refused)
                yield Item(source.path, number, bytes_read=read)
        if refused > MAX_REFUSED:
            more = refused - MAX_REFUSED
            self._skipped.append(Skipped(source.path, f"{more} more lines were not taken in.", count=more))

    def _refuse(self, source: Source, number: int, error: AnnotatorError, before: int) -> int:
        """Say why a line is set aside, unless many were already; returns one line."""
        if before < MAX_REFUSED:
            self._skipped.append(Skipped(source.path, error.message, number))
        return 1

    def _read_entry(self, source: Source, number: int, read: int, entry: Entry) -> Item:
        document = entry.document
        if not document.title:
            document = replace(document, title=text_files.title_of("", entry.text))
        if document.language == UNDETERMINED and document.language_probability is None:
            document = self._with_language(document, entry.text)
        changes = self._layers.changes(replace(entry, document=document))
        self._texts.add(document.text_sha256)
        is_new = any(change.after is document for change in changes)
        if entry.renamed:
            self._notes.append(
                f"{source.name}, line {number}: {entry.renamed} ids were no UUIDs and were replaced by such."
            )
        return Item(source.path, number, changes, {document.text_sha256: entry.text} if is_new else {}, read)


def _bytes_of(path: Path) -> bytes:
    """The bytes of a regular file that is not too large for a text; no more than that is ever read."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        info = os.fstat(descriptor)
        if not stat.S_ISREG(info.st_mode):
            raise FormatError("It is not a file.")
        if info.st_size > text_files.MAX_BYTES:
            raise text_files.too_large(info.st_size)
        pieces = []
        while piece := os.read(descriptor, info.st_size + 1):
            pieces.append(piece)
            if sum(map(len, pieces)) > text_files.MAX_BYTES:
                raise text_files.too_large(info.st_size)
        return b"".join(pieces)
    finally:
        os.close(descriptor)
