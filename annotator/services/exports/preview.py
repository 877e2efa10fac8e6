"""What an export would look like: the first document, really written, in a folder that is thrown away.

It goes the whole way of an export (cut down to what the format carries, written, read back, compared), so what is shown
is what will be written, to the byte; only that in a file of many documents others stand after it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.formats.entry import Entry
from annotator.formats.interface import Format, ReadOptions
from annotator.formats.losses import Losses
from annotator.formats.registry import formats
from annotator.model.ids import DocumentId
from annotator.model.scheme import Scheme
from annotator.services.exports.choice import ExportChoice
from annotator.services.exports.exporting import ExportPreview, count_losses, export, preview
from annotator.services.exports.scheme import names_of, scheme_of
from annotator.services.job import Progress
from annotator.services.source_files import DiskFile
from annotator.storage import Mode, Project
from annotator.storage.bulk import LayerQuery, label_counts, layer_rows, snapshot

CHARACTERS = 24_000
"""How many characters of a file are shown: where a line holds a whole article, its labels come after the text."""
_MOST_FILES = 100
_BYTES_OF_A_CHARACTER = 4


@dataclass(frozen=True, slots=True)
class Held:
    """What is in a file that is no text, as its own reader finds it.

    Attributes:
        records: Layers, each with its document.
        characters: Of the texts, in code points.
        labels: Mentions by label, most frequent first.
    """

    records: int = 0
    characters: int = 0
    labels: Mapping[str, int] = field(default_factory=dict)
    arguments: int = 0
    relations: int = 0
    clusters: int = 0


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A file that was written for the first document.

    Attributes:
        name: As it will be called; in a folder with the folders below it, with `/`.
        size: In bytes.
        beginning: Its first characters, or `None` if it is no text.
        is_whole: Whether that is all of it.
    """

    name: str
    size: int
    beginning: str | None = None
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Sample:
    """The first document that has something to write, as it would be written.

    Attributes:
        title: Of the document.
        files: What was written, the ones with labels first as far as names tell; at most a hundred.
        held: What is in those that are no texts; `None` if all are.
    """

    title: str
    files: tuple[SampleFile, ...]
    held: Held | None = None


@dataclass(frozen=True, slots=True)
class Uses:
    """How many mentions the chosen layers have by label, whichever labels are chosen."""

    labels: Mapping[str, int]


Piece = ExportPreview | Uses | Sample | Losses


def look(project: Path, name: str, choice: ExportChoice, progress: Progress) -> Iterator[Piece]:
    """What an export would write, piece by piece, the quickest first: the first document, counts, the losses.

    Args:
        project: The file.
        name: Of the file or folder to write.
        choice: What to export; not as a project to send.
        progress: Told while losses are counted.

    Raises:
        CancelledError: If the job is no longer wanted.
        AnnotatorError: If it cannot be written like this.
    """
    yield uses(project, choice)
    yield sample(project, name, choice, progress)
    counted = preview(project, choice, progress)
    yield counted
    if counted.lines:
        # In which part of a split a document is changes nothing of what it loses.
        yield count_losses(project, replace(choice, split=None), progress)


def uses(project: Path, choice: ExportChoice) -> Uses:
    """How often each label is used in the chosen layers."""
    with Project.open(project, Mode.READ) as reader, snapshot(reader.db):
        return Uses({label: count for _kind, label, count in label_counts(reader.db, choice.query)})


def sample(project: Path, name: str, choice: ExportChoice, progress: Progress | None = None) -> Sample:
    """The first document as it would be written to a file or folder called `name`.

    Raises:
        CancelledError: If the job is no longer wanted.
        AnnotatorError: If it cannot be written.
    """
    with Project.open(project, Mode.READ) as reader, snapshot(reader.db):
        document, title = _first(reader, choice)
        scheme = scheme_of(reader.scheme, names_of(reader.scheme, choice.labels, choice.renames))
    if document is None:
        return Sample("", ())
    with TemporaryDirectory(prefix="annotator-") as folder:
        # A part of a split would be called otherwise and others be empty.
        export(project, Path(folder) / name, replace(choice, split=None), progress, document)
        found = sorted(path for path in Path(folder).rglob("*") if path.is_file())[:_MOST_FILES]
        root = Path(folder) / name
        base = root if root.is_dir() else Path(folder)
        files = tuple(_shown(path, path.relative_to(base).as_posix()) for path in found)
        binary = [path for path, file in zip(found, files, strict=True) if file.beginning is None]
        held = _held(formats()[choice.format], binary, scheme, choice.options) if binary else None
    return Sample(title, files, held)


def _first(reader: Project, choice: ExportChoice) -> tuple[DocumentId | None, str]:
    """The first document with a mention that is written, else the first of all, and its title."""
    first: DocumentId | None = None
    for row in layer_rows(reader.db, choice.query):
        first = first or row.document
        if row.mentions and _has_chosen(reader, row.document, choice):
            first = row.document
            break
    document = None if first is None else reader.document(first)
    return first, "" if document is None else document.title


def _has_chosen(reader: Project, document: DocumentId, choice: ExportChoice) -> bool:
    """Whether a document has mentions of the chosen labels or of those below them."""
    if not choice.labels:
        return True
    query: LayerQuery = replace(choice.query, document=document)
    found = [label for _kind, label, _count in label_counts(reader.db, query)]
    return any(reader.scheme.is_a(label, chosen) for label in found for chosen in choice.labels)


def _shown(path: Path, name: str) -> SampleFile:
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(CHARACTERS * _BYTES_OF_A_CHARACTER)
    try:
        text = head.decode("utf-8") if size == len(head) else _whole_characters(head)
    except UnicodeDecodeError:
        return SampleFile(name, size)
    if "\0" in text:
        return SampleFile(name, size)
    return SampleFile(name, size, text[:CHARACTERS], len(head) == size and len(text) <= CHARACTERS)


def _whole_characters(head: bytes) -> str:
    """The characters of bytes that may end within one."""
    for cut in range(_BYTES_OF_A_CHARACTER):
        try:
            return head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError as error:
            if error.start < len(head) - _BYTES_OF_A_CHARACTER:
                raise
    return head.decode("utf-8")


def _held(made: Format, paths: list[Path], scheme: Scheme, choices: Mapping[str, str]) -> Held:
    """What a format's own reader finds in files that it has just written."""
    assert made.read is not None  # noqa: S101  # what is written is read, too
    options = ReadOptions("", scheme, choices)
    entries = [
        found.entry
        for path in paths
        for found in made.read(DiskFile(path, path.name, path.stat().st_size), options)
        if found.entry is not None
    ]
    layers = [entry.contents for entry in entries if entry.contents is not None]
    labels = Counter(mention.label for layer in layers for mention in layer.mentions)
    return Held(
        len(entries),
        _characters(entries),
        dict(labels.most_common()),
        sum(len(layer.arguments) for layer in layers),
        sum(len(layer.relations) for layer in layers),
        sum(len(layer.clusters) for layer in layers),
    )


def _characters(entries: list[Entry]) -> int:
    texts = {entry.document.id: len(entry.text) for entry in entries}
    return sum(texts.values())
