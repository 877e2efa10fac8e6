"""Writing layers to files: aside, re-read, verified, and only then under their name.

What is exported is seen at one moment (a snapshot), however long the writing takes and whatever is edited meanwhile.
The order is that of import, then the annotators' names, so the same project gives the same bytes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from annotator.formats import native
from annotator.formats.canonical import fingerprint
from annotator.formats.entry import Entry, Severity
from annotator.formats.errors import FormatError
from annotator.formats.interface import Format, ReadOptions, WriteOptions
from annotator.formats.losses import Losses
from annotator.formats.registry import NATIVE, Use, find_format, formats
from annotator.model.annotation import GOLD, Kind, Status
from annotator.model.ids import DocumentId
from annotator.model.span import Range
from annotator.services import texts
from annotator.services.export_files import Aside, ExportError
from annotator.services.job import Progress
from annotator.services.splitting import Split, parts_of
from annotator.services.tokenizing import tokenizer, whole_words
from annotator.storage import SUFFIX, Mode, Project
from annotator.storage.bulk import LayerQuery, LayerRow, documents_by_id, label_counts, layer_rows, snapshot

__all__ = [
    "GOLD",
    "ExportChoice",
    "ExportError",
    "ExportPreview",
    "ExportReport",
    "PartPreview",
    "Split",
    "count_losses",
    "export",
    "preview",
    "targets",
]

_SHOWN_LINES = 3
_LAYERS_AT_ONCE = 100
_MENTIONS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What to export.

    Attributes:
        format: Id of a format that can be written.
        annotators: Only their layers (`gold` for the adjudicated one); empty for every layer, and then documents that
            nobody has begun are exported too.
        statuses: Only layers of these; a document nobody has begun counts as new. Empty for all.
        languages: Only documents of these BCP 47 tags. Empty for all.
        split: Into which parts; `None` for one file.
        options: Values of the format's own options, by name.
    """

    format: str = NATIVE.id
    annotators: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    languages: tuple[str, ...] = ()
    split: Split | None = None
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def query(self) -> LayerQuery:
        """The layers meant."""
        return LayerQuery(self.annotators, self.statuses, self.languages)


@dataclass(frozen=True, slots=True)
class PartPreview:
    """What one part of a split would hold."""

    name: str
    documents: int
    lines: int


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """What an export would write.

    Attributes:
        documents: Different ones.
        lines: Layers, and documents without one.
        by_label: Mentions by label, most frequent first.
        by_status, by_language, by_annotator: Lines; those without a layer have the annotator "".
        first_lines: The first ones as they would be written, without their line feed; only of the native format.
        parts: Of a split, in its order; empty without one.
    """

    documents: int = 0
    lines: int = 0
    mentions: int = 0
    by_kind: Mapping[Kind, int] = field(default_factory=dict)
    by_label: Mapping[str, int] = field(default_factory=dict)
    by_status: Mapping[Status, int] = field(default_factory=dict)
    by_language: Mapping[str, int] = field(default_factory=dict)
    by_annotator: Mapping[str, int] = field(default_factory=dict)
    first_lines: tuple[str, ...] = ()
    parts: tuple[PartPreview, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export has written.

    Attributes:
        lines: Layers, and documents without one, of each file or folder.
        losses: What the format could not carry.
        sha256: Of each file, by its name.
    """

    files: tuple[Path, ...]
    lines: tuple[int, ...]
    documents: int
    mentions: int
    losses: Losses = field(default_factory=Losses)
    sha256: Mapping[str, str] = field(default_factory=dict)


def preview(project: Path, choice: ExportChoice, progress: Progress | None = None) -> ExportPreview:
    """What `export` would write now.

    Raises:
        AnnotatorError: If the project cannot be read, or the format not be written.
    """
    made = _format(choice)
    with Project.open(project, Mode.READ) as reader, snapshot(reader.db):
        rows = list(layer_rows(reader.db, choice.query))
        _refuse_several(made, rows)
        if progress is not None:
            progress.check()
        labels = list(label_counts(reader.db, choice.query))
        kinds: Counter[Kind] = Counter()
        for kind, _label, count in labels:
            kinds[kind] += count
        return ExportPreview(
            len({row.document for row in rows}),
            len(rows),
            sum(row.mentions for row in rows),
            kinds,
            {label: count for _kind, label, count in labels},
            Counter(row.status for row in rows),
            Counter(row.language for row in rows),
            Counter(row.annotator or "" for row in rows),
            tuple(_first_lines(reader, rows)) if made.info is NATIVE else (),
            tuple(_preview_parts(rows, choice.split)),
        )


def _first_lines(reader: Project, rows: Sequence[LayerRow]) -> Iterator[str]:
    for entry, _row in islice(_entries(reader, rows), _SHOWN_LINES):
        yield native.encode(entry.document, entry.text, entry.contents, reader.scheme).decode().rstrip("\n")


def _preview_parts(rows: Sequence[LayerRow], split: Split | None) -> Iterator[PartPreview]:
    if split is None:
        return
    parts = parts_of(rows, split)
    documents = Counter(parts.values())
    lines = Counter(parts[row.document] for row in rows)
    for place, name in enumerate(split.names):
        yield PartPreview(name, documents[place], lines[place])


def count_losses(project: Path, choice: ExportChoice, progress: Progress | None = None) -> Losses:
    """What the format could not carry of what is chosen; writes nothing.

    Raises:
        CancelledError: If the job is no longer wanted.
        AnnotatorError: If the project cannot be read, or the format not be written.
    """
    made, losses, progress = _format(choice), Losses(), progress or Progress()
    with Project.open(project, Mode.READ) as reader, snapshot(reader.db):
        rows = list(layer_rows(reader.db, choice.query))
        for done, _entry in enumerate(_projected(made, _entries(reader, rows), _options(reader, choice, rows), losses)):
            progress.report(done, len(rows))
    return losses


def export(project: Path, out: Path, choice: ExportChoice, progress: Progress | None = None) -> ExportReport:
    """Write what is chosen to `out`, or to one file or folder a part beside it (`out.train.jsonl`).

    A file there is replaced; a folder must be new or empty.

    Raises:
        CancelledError: If the job is no longer wanted; then nothing is left behind.
        AnnotatorError: If it cannot be written or does not read back as it should; then nothing is left behind.
    """
    made = _format(choice)
    _refuse_target(out, project, made)
    with Project.open(project, Mode.READ) as reader, snapshot(reader.db):
        rows = list(layer_rows(reader.db, choice.query))
        if not rows:
            raise ExportError("Nothing fits this choice, so nothing was exported.")
        _refuse_several(made, rows)
        work = _Export(reader, made, _options(reader, choice, rows), progress or Progress(), len(rows))
        try:
            work.write(rows, targets(out, choice.split, made.info.suffixes[0]), choice.split)
        except OSError as error:
            raise ExportError(f"“{out}” could not be written: {error.strerror or error}.", path=out) from error
        finally:
            work.discard()
    documents = len({row.document for row in rows})
    return ExportReport(
        tuple(aside.target for aside in work.asides),
        tuple(work.counts),
        documents,
        sum(row.mentions for row in rows),
        work.losses,
        {name: digest for aside in work.asides for name, digest in aside.sha256.items()},
    )


def _format(choice: ExportChoice) -> Format:
    """The format that writes; a project to send is made by `bundling`."""
    info = find_format(choice.format).require(Use.WRITE)
    made = formats().get(info.id)
    if made is None:
        raise ExportError(f"“{choice.format}” is not written document by document.", format=choice.format)
    return made


def _options(reader: Project, choice: ExportChoice, rows: Iterable[LayerRow]) -> WriteOptions:
    names = tuple(sorted({row.annotator for row in rows if row.annotator is not None}))
    chosen = tokenizer(choice.options)
    return WriteOptions(reader.scheme, chosen.words, _sentences, chosen.name, names, choice.options, whole_words)


def _sentences(text: str, language: str) -> list[Range]:
    return list(texts.sentences(text, language))


def _refuse_target(out: Path, project: Path, made: Format) -> None:
    if out.suffix == SUFFIX or (out.exists() and out.samefile(project)):
        raise ExportError(f"“{out.name}” is a project. Choose another name for the export.", path=out)
    if out.is_dir() and not made.info.is_folder:
        raise ExportError(f"“{out}” is a folder. Name a file in it.", path=out)
    if out.exists() and made.info.is_folder and not out.is_dir():
        raise ExportError(f"“{out}” is a file; this format makes a folder. Choose another name.", path=out)
    if not out.parent.is_dir():
        raise ExportError(f"There is no folder “{out.parent}”.", path=out)


def _refuse_several(made: Format, rows: Sequence[LayerRow]) -> None:
    """A file that does not say whose a layer is holds one of each document.

    Raises:
        ExportError: If there are several; the sentence names them.
    """
    layers = Counter(row.document for row in rows if row.annotator is not None)
    if made.info.one_layer and any(count > 1 for count in layers.values()):
        names = ", ".join(sorted({row.annotator for row in rows if row.annotator is not None}))
        raise ExportError(
            f"{made.info.title} holds one layer of a document, but there are several ({names}). Choose one annotator.",
            format=made.info.id,
        )


def targets(out: Path, split: Split | None, suffix: str = NATIVE.suffixes[0]) -> list[Path]:
    """The files that an export to `out` makes: itself, or one for each part of a split."""
    if split is None:
        return [out]
    return [out.with_name(f"{out.stem}.{part}{out.suffix or suffix}") for part in split.names]


def _entries(reader: Project, rows: Iterable[LayerRow]) -> Iterator[tuple[Entry, LayerRow]]:
    """Each layer with its document; a text is read once for all layers of its document."""
    last: tuple[DocumentId, str] | None = None
    for some in _some_at_a_time(rows):
        documents = documents_by_id(reader.db, list({row.document for row in some}))
        layers = reader.contents_of([(row.document, row.annotator) for row in some if row.annotator is not None])
        for row in some:
            document = documents.get(row.document)
            if document is None:
                continue
            if last is None or last[0] != row.document:
                last = row.document, reader.text(row.sha256)
            contents = None if row.annotator is None else layers[row.document, row.annotator]
            yield Entry(document, last[1], contents), row


def _some_at_a_time(rows: Iterable[LayerRow]) -> Iterator[list[LayerRow]]:
    """Layers that together have not too many mentions to be held in memory."""
    some: list[LayerRow] = []
    mentions = 0
    for row in rows:
        some.append(row)
        mentions += row.mentions
        if len(some) >= _LAYERS_AT_ONCE or mentions >= _MENTIONS_AT_ONCE:
            yield some
            some, mentions = [], 0
    if some:
        yield some


def _projected(
    made: Format, entries: Iterable[tuple[Entry, LayerRow]], options: WriteOptions, losses: Losses
) -> Iterator[Entry]:
    assert made.project is not None  # noqa: S101  # by `Use.WRITE`
    for entry, _row in entries:
        projected = made.project(entry, options, losses)
        if projected is not None:
            yield projected


class _Export:
    """One export on its way.

    Attributes:
        asides: What is written, part by part.
        counts: How many entries each has.
        losses: What the format could not carry.
    """

    def __init__(self, reader: Project, made: Format, options: WriteOptions, progress: Progress, total: int) -> None:
        self.asides: list[Aside] = []
        self.counts: list[int] = []
        self.losses = Losses()
        self._prints: list[Counter[str]] = []
        self._reader = reader
        self._format = made
        self._options = options
        self._progress = progress
        self._done, self._total = 0, 2 * total

    def write(self, rows: Sequence[LayerRow], paths: Sequence[Path], split: Split | None) -> None:
        """Write each part, read all back, and only then give them their names."""
        parts = {} if split is None else parts_of(rows, split)
        for part, path in enumerate(paths):
            self.asides.append(Aside(path, is_folder=self._format.info.is_folder))
            self.counts.append(0)
            self._prints.append(Counter())
            mine = rows if split is None else [row for row in rows if parts[row.document] == part]
            assert self._format.write is not None  # noqa: S101  # by `Use.WRITE`
            self._format.write(self._counted(part, mine), self.asides[part], self._options)
        for aside, count, prints in zip(self.asides, self.counts, self._prints, strict=True):
            aside.check_bytes()
            self._verify(aside, count, prints)
        for aside in self.asides:
            aside.publish()

    def _counted(self, part: int, rows: Sequence[LayerRow]) -> Iterator[Entry]:
        entries = _projected(self._format, _entries(self._reader, rows), self._options, self.losses)
        for entry in entries:
            self._step()
            self.counts[part] += 1
            if not self._format.is_exact:
                self._prints[part][fingerprint(entry)] += 1
            yield entry

    def _step(self) -> None:
        self._progress.report(min(self._done, self._total), self._total)
        self._done += 1

    def _verify(self, aside: Aside, count: int, prints: Counter[str]) -> None:
        """Read back what was written; every document must say what it said.

        Raises:
            ExportError: If one does not.
        """
        read, back = 0, Counter[str]()
        for entry in self._read_back(aside):
            self._step()
            read += 1
            if not self._format.is_exact:
                back[fingerprint(entry)] += 1
        if read != count or back != prints:
            raise ExportError(
                "What was written did not read back the same, so nothing was exported. This is a fault of the program; "
                "please report it with the format and the document."
            )

    def _read_back(self, aside: Aside) -> Iterator[Entry]:
        assert self._format.read is not None  # noqa: S101  # what is written is read, too
        options = ReadOptions(GOLD, self._options.scheme, self._options.choices)
        for source in aside.sources(self._format.info.suffixes):
            try:
                for found in self._format.read(source, options):
                    for fault in found.faults:
                        if fault.severity is Severity.SKIPPED:
                            where = source.name if fault.line is None else f"Line {fault.line} of the export"
                            raise _unsound(where, fault.reason)
                    if found.entry is not None:
                        yield found.entry
            except FormatError as error:
                raise _unsound(source.name, error.message) from error

    def discard(self) -> None:
        """Remove what has not been given its name."""
        for aside in self.asides:
            aside.discard()


def _unsound(where: str, reason: str) -> ExportError:
    return ExportError(
        f"{where} would not be sound, so nothing was written: {reason} “annotator check” tells more.", where=where
    )
