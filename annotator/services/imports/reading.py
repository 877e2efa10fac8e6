"""Reading the files of an import: from each document to the changes that bring it into the project.

What is already in the project is asked of a reading connection; what the import itself has brought is remembered, as it
may not be written yet. Nothing is written here.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.formats import text_files
from annotator.formats.entry import Entry, Fault, Finding, Found, Severity
from annotator.formats.interface import ReadOptions
from annotator.formats.native_lines import MAX_REFUSED
from annotator.formats.registry import NATIVE, formats
from annotator.model.change import Act, Change
from annotator.model.document import UNDETERMINED, Document, Sha256
from annotator.model.errors import AnnotatorError
from annotator.services.imports.layers import LayerReading
from annotator.services.imports.names import Names
from annotator.services.imports.plan import Note, Skipped, Source
from annotator.services.language import Detected
from annotator.storage import Project

_AHEAD = 50
_CHARACTERS_AHEAD = 500_000


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
        *,
        choices: Mapping[str, str],
        names: Names,
    ) -> None:
        self._project = project
        self._act = act
        self._annotator = annotator
        self._language = language
        self._detect = detect
        self._choices = choices
        self._names = names
        self._layers = LayerReading(project, act, names.scheme)
        self._skipped: list[Skipped] = []
        self._notes: list[Note] = []

    def read(self, source: Source) -> Iterator[Item]:
        """The documents of a file, one by one, those that are set aside included."""
        try:
            yield from self._read(source)
        except OSError as error:
            self._skipped.append(Skipped(source.path, f"It could not be read: {error.strerror or error}."))
        except AnnotatorError as error:
            self._skipped.append(Skipped(source.path, error.message))
            yield Item(source.path, bytes_read=source.size)

    def _read(self, source: Source) -> Iterator[Item]:
        reader = formats()[source.format.id].read
        assert reader is not None  # noqa: S101  # by the plan
        faults = _Faults(source, self._skipped, self._notes)
        options = ReadOptions(self._annotator, self._project.scheme, {**self._choices, **source.choices})
        for some in _some_at_a_time(self._names.fitted(reader(source.opened(), options))):
            self._layers.foresee(found.entry for found in some if found.entry is not None)
            for found in some:
                faults.add(found.faults)
                item = Item(source.path, found.line, bytes_read=found.read)
                if found.entry is not None:
                    try:
                        item = self._item(source, found, found.entry)
                    except AnnotatorError as error:
                        faults.add([Fault(self._names.why_not(found.entry, error), found.line)])
                yield item
        faults.close()

    def _item(self, source: Source, found: Found, entry: Entry) -> Item:
        document = entry.document
        if not document.title:
            document = replace(document, title=text_files.title_of("", entry.text))
        if source.format is not NATIVE:
            document = replace(document, meta={"file": source.name, **document.meta})
        if document.language == UNDETERMINED and document.language_probability is None:
            document = self._with_language(document, entry.text)
        changes = self._layers.changes(replace(entry, document=document))
        is_new = any(change.after is document for change in changes)
        if entry.renamed:
            renamed = f"{entry.renamed} ids were no UUIDs and were replaced by such."
            self._notes.append(Note(renamed, source.name, found.line))
        texts = {document.text_sha256: entry.text} if is_new else {}
        return Item(source.path, found.line, changes, texts, found.read)

    def postponed(self) -> list[Item]:
        """What could not be made before everything else was read: answers to comments of other layers."""
        changes = self._layers.answers()
        self._notes += map(Note, self._names.notes())
        return [Item(Path(), changes=changes)] if changes else []

    def noticed(self) -> tuple[tuple[Skipped, ...], tuple[Note, ...]]:
        """What was set aside, and what people should know, since this was last asked."""
        found = tuple(self._skipped), tuple(self._notes)
        self._skipped.clear()
        self._notes.clear()
        return found

    def _with_language(self, document: Document, text: str) -> Document:
        if self._language != UNDETERMINED:
            return replace(document, language=self._language)
        if self._detect is None:
            return document
        found = self._detect(text)
        return replace(document, language=found.language, language_probability=found.probability)


def _some_at_a_time(finding: Finding) -> Iterator[list[Found]]:
    """What a reader finds, a few documents together; all that it found before it gave up."""
    some: list[Found] = []
    characters = 0
    try:
        for found in finding:
            some.append(found)
            characters += len(found.entry.text) if found.entry is not None else 0
            if len(some) >= _AHEAD or characters >= _CHARACTERS_AHEAD:
                yield some
                some, characters = [], 0
    except (OSError, AnnotatorError):
        yield some
        raise
    yield some


class _Faults:
    """What a reader has to say of one file, as an import says it; not endlessly."""

    def __init__(self, source: Source, skipped: list[Skipped], notes: list[Note]) -> None:
        self._source = source
        self._skipped = skipped
        self._notes = notes
        self._count: Counter[Severity] = Counter()

    def add(self, faults: Iterable[Fault]) -> None:
        """Pass faults on, unless many were already."""
        for fault in faults:
            self._count[fault.severity] += fault.line is not None
            if self._count[fault.severity] > MAX_REFUSED and fault.line is not None:
                continue
            if fault.severity is Severity.SKIPPED:
                self._skipped.append(Skipped(self._source.path, fault.reason, fault.line, fault.count))
            else:
                self._notes.append(Note(fault.reason, self._source.name, fault.line))

    def close(self) -> None:
        """Say how many there were beside those."""
        more = self._count[Severity.SKIPPED] - MAX_REFUSED
        if more > 0:
            self._skipped.append(Skipped(self._source.path, f"{more} more lines were not taken in.", count=more))
        more = self._count[Severity.BENT] - MAX_REFUSED
        if more > 0:
            self._notes.append(Note(f"{more} more things were not taken in as they were.", self._source.name))
