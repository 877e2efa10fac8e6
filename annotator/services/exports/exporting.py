"""Writing layers to files: aside, re-read, verified, and only then under their name.

What is exported is seen at one moment (a snapshot), however long the writing takes and whatever is edited meanwhile.
The order is that of import, then the annotators' names, so the same project gives the same bytes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.formats.canonical import fingerprint
from annotator.formats.entry import Entry, Severity
from annotator.formats.errors import FormatError
from annotator.formats.interface import Format, ReadOptions, WriteOptions
from annotator.formats.losses import Losses
from annotator.formats.registry import Use, find_format, formats
from annotator.model.annotation import GOLD, Kind, Status
from annotator.model.ids import DocumentId
from annotator.services.exports.choice import ExportChoice
from annotator.services.exports.entries import Material
from annotator.services.exports.files import Aside, ExportError
from annotator.services.exports.manifest import Made, Tally, Written, manifest_path, refuse_other_file, write_manifest
from annotator.services.exports.outputs import Output, targets
from annotator.services.exports.splitting import Division, Split
from annotator.services.job import Progress, keeping_much
from annotator.storage import SUFFIX, Mode, Project
from annotator.storage.bulk import snapshot

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


@dataclass(frozen=True, slots=True)
class PartPreview:
    """What one of several files or folders would hold.

    Attributes:
        name: What tells it from the others, as it stands in its name: `train`, `leila`, `train.leila`.
        lines: Layers, and documents without one.
    """

    name: str
    documents: int
    lines: int


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """What an export would write.

    Attributes:
        documents: Different ones.
        lines: Layers, and documents without one, of all files.
        by_label: Mentions by their labels in the export, most frequent first.
        by_status, by_language, by_annotator: Layers; documents without one have the annotator "".
        parts: The files or folders, in order; empty if it is only one.
        undecided: Documents left out because fewer than two have begun them, so that most say nothing.
        division: Of the documents; `None` without a split.
    """

    documents: int = 0
    lines: int = 0
    mentions: int = 0
    by_kind: Mapping[Kind, int] = field(default_factory=dict)
    by_label: Mapping[str, int] = field(default_factory=dict)
    by_status: Mapping[Status, int] = field(default_factory=dict)
    by_language: Mapping[str, int] = field(default_factory=dict)
    by_annotator: Mapping[str, int] = field(default_factory=dict)
    parts: tuple[PartPreview, ...] = ()
    undecided: int = 0
    division: Division | None = None


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export has written.

    Attributes:
        lines: Layers, and documents without one, of each file or folder.
        losses: What the format could not carry, or what went between files.
        sha256: Of each file, by its name.
        undecided: Documents left out because fewer than two have begun them, so that most say nothing.
        division: Of the documents; `None` without a split.
        manifest: The file beside them that says what they hold; a project to send has none.
    """

    files: tuple[Path, ...]
    lines: tuple[int, ...]
    documents: int
    mentions: int
    losses: Losses = field(default_factory=Losses)
    sha256: Mapping[str, str] = field(default_factory=dict)
    undecided: int = 0
    division: Division | None = None
    manifest: Path | None = None


def preview(project: Path, choice: ExportChoice, progress: Progress | None = None) -> ExportPreview:
    """What `export` would write now.

    Raises:
        CancelledError: If nobody wants to know any more.
        AnnotatorError: If the project cannot be read, or it cannot be exported so.
    """
    made, progress = _format(choice), progress or Progress()
    with Project.open(project, Mode.READ) as reader, snapshot(reader.db):
        material = Material(reader, made, choice, progress)
        _refuse_several(made, material.outputs)
        progress.check()
        rows, counts = material.rows, material.counts
        kinds: Counter[Kind] = Counter()
        for (kind, _label), count in counts.items():
            kinds[kind] += count
        return ExportPreview(
            len({row.document for row in rows}),
            sum(len(output.rows) for output in material.outputs),
            kinds.total(),
            kinds,
            {label: count for (_kind, label), count in counts.items()},
            Counter(row.status for row in rows),
            Counter(row.language for row in rows),
            Counter(row.annotator or "" for row in rows),
            tuple(_preview_parts(material.outputs)),
            material.undecided,
            material.division,
        )


def _preview_parts(outputs: Iterable[Output]) -> Iterator[PartPreview]:
    for output in outputs:
        if output.names:
            documents = len({row.document for row in output.rows})
            yield PartPreview(".".join(output.names), documents, len(output.rows))


def count_losses(project: Path, choice: ExportChoice, progress: Progress | None = None) -> Losses:
    """What would be lost of what is chosen; writes nothing.

    Raises:
        CancelledError: If the job is no longer wanted.
        AnnotatorError: If the project cannot be read, or it cannot be exported so.
    """
    made, losses, progress = _format(choice), Losses(), progress or Progress()
    with Project.open(project, Mode.READ) as reader, snapshot(reader.db):
        material = Material(reader, made, choice, progress)
        total = sum(len(output.rows) for output in material.outputs)
        entries = (entry for output in material.outputs for entry in _projected(made, material, output, losses))
        for done, _entry in enumerate(entries):
            progress.report(min(done, total), total)
    return losses


def export(
    project: Path,
    out: Path,
    choice: ExportChoice,
    progress: Progress | None = None,
    document: DocumentId | None = None,
) -> ExportReport:
    """Write what is chosen to `out`, or to several files or folders beside it (`out.train.jsonl`, `out.leila.jsonl`).

    A file there is replaced; a folder must be new or empty. What they hold is said in a file beside them, see
    `exports.manifest`. With `document` only that one is written, but as it would be among all that are chosen.

    Raises:
        CancelledError: If the job is no longer wanted; then nothing is left behind.
        AnnotatorError: If it cannot be written or does not read back as it should; then nothing is left behind.
    """
    made, progress = _format(choice), progress or Progress()
    _refuse_target(out, project, made)
    with keeping_much(), Project.open(project, Mode.READ) as reader, snapshot(reader.db):
        material = Material(reader, made, choice, progress, document)
        if not material.rows:
            raise _nothing(material)
        _refuse_several(made, material.outputs)
        work = _Export(made, material, progress)
        try:
            work.write(targets(out, [output.names for output in material.outputs], made.info))
            if document is None:
                work.describe(reader, out, choice)
            work.publish()
        except OSError as error:
            raise ExportError(f"“{out}” could not be written: {error.strerror or error}.", path=out) from error
        finally:
            work.discard()
    return ExportReport(
        tuple(aside.target for aside in work.asides),
        tuple(work.counts),
        len({row.document for row in material.rows}),
        material.mentions,
        work.losses,
        {name: digest for aside in work.asides for name, digest in aside.sha256.items()},
        material.undecided,
        material.division,
        None if work.manifest is None else work.manifest.target,
    )


def _nothing(material: Material) -> ExportError:
    if material.undecided:
        return ExportError(
            "No document that is chosen has been begun by two people, so there is no majority to export."
        )
    return ExportError("Nothing fits this choice, so nothing was exported.")


def _format(choice: ExportChoice) -> Format:
    """The format that writes; a project to send is made by `bundling`."""
    info = find_format(choice.format).require(Use.WRITE)
    made = formats().get(info.id)
    if made is None:
        raise ExportError(f"“{choice.format}” is not written document by document.", format=choice.format)
    return made


def _refuse_target(out: Path, project: Path, made: Format) -> None:
    if out.suffix == SUFFIX or (out.exists() and out.samefile(project)):
        raise ExportError(f"“{out.name}” is a project. Choose another name for the export.", path=out)
    if out.is_dir() and not made.info.is_folder:
        raise ExportError(f"“{out}” is a folder. Name a file in it.", path=out)
    if out.exists() and made.info.is_folder and not out.is_dir():
        raise ExportError(f"“{out}” is a file; this format makes a folder. Choose another name.", path=out)
    if not out.parent.is_dir():
        raise ExportError(f"There is no folder “{out.parent}”.", path=out)
    refuse_other_file(out)


def _refuse_several(made: Format, outputs: Iterable[Output]) -> None:
    """A file that does not say whose a layer is holds one of each document.

    Raises:
        ExportError: If there are several; the sentence names them.
    """
    for output in outputs if made.info.one_layer else ():
        rows = [row for row in output.rows if row.annotator is not None]
        if len({row.document for row in rows}) < len(rows):
            names = ", ".join(sorted({str(row.annotator) for row in rows}))
            raise ExportError(
                f"{made.info.title} holds one layer of a document, but there are several ({names}). Choose one "
                "annotator, one file for each, or what most say.",
                format=made.info.id,
            )


def _projected(made: Format, material: Material, output: Output, losses: Losses) -> Iterator[Entry]:
    """The documents of a file, cut down to what the format carries."""
    assert made.project is not None  # noqa: S101  # by `Use.WRITE`
    options = material.options(output)
    for entry, counting in material.entries(output, losses):
        projected = made.project(entry, options, counting)
        if projected is not None:
            yield projected


class _Export:
    """One export on its way.

    Attributes:
        asides: What is written, part by part.
        counts: How many entries each has.
        tallies: What stands in each.
        losses: What the format could not carry.
        manifest: What says so, beside them; `None` before it is made.
    """

    def __init__(self, made: Format, material: Material, progress: Progress) -> None:
        self.asides: list[Aside] = []
        self.counts: list[int] = []
        self.tallies: list[Tally] = []
        self.losses = Losses()
        self.manifest: Aside | None = None
        self._prints: list[Counter[int]] = []
        self._format = made
        self._material = material
        self._options = [material.options(output) for output in material.outputs]
        self._progress = progress
        self._done, self._total = 0, 2 * sum(len(output.rows) for output in material.outputs)

    def write(self, paths: Sequence[Path]) -> None:
        """Write each file and read all back."""
        for place, path in enumerate(paths):
            self.asides.append(Aside(path, is_folder=self._format.info.is_folder))
            self.counts.append(0)
            self.tallies.append(Tally())
            self._prints.append(Counter())
            assert self._format.write is not None  # noqa: S101  # by `Use.WRITE`
            self._format.write(self._counted(place), self.asides[place], self._options[place])
        for aside, options, count, prints in zip(self.asides, self._options, self.counts, self._prints, strict=True):
            aside.check_bytes()
            self._verify(aside, options, count, prints)

    def describe(self, reader: Project, out: Path, choice: ExportChoice) -> None:
        """Write what the files hold."""
        names = choice.split.names if choice.split is not None else ()
        parts = [names.index(output.names[0]) if names else None for output in self._material.outputs]
        files = [
            Written(aside.target.name, tally, aside.sha256, part)
            for aside, tally, part in zip(self.asides, self.tallies, parts, strict=True)
        ]
        division, people, tokenizer = self._material.division, self._material.annotators, self._options[0].tokenizer
        self.manifest = Aside(manifest_path(out), is_folder=False)
        write_manifest(Made(reader, out, choice, people, tokenizer, files, self.losses, division), self.manifest)
        self.manifest.check_bytes()

    def publish(self) -> None:
        """Give the files their names; what says what they hold is there only as long as they all are."""
        if self.manifest is not None:
            self.manifest.target.unlink(missing_ok=True)
        for aside in [*self.asides, *([] if self.manifest is None else [self.manifest])]:
            aside.publish()

    def _counted(self, place: int) -> Iterator[Entry]:
        tally = self.tallies[place]
        for entry in _projected(self._format, self._material, self._material.outputs[place], self.losses):
            self._step()
            self.counts[place] += 1
            tally.add(entry)
            if not self._format.is_exact:
                self._prints[place][fingerprint(entry)] += 1
            yield entry

    def _step(self) -> None:
        self._progress.report(min(self._done, self._total), self._total)
        self._done += 1

    def _verify(self, aside: Aside, options: WriteOptions, count: int, prints: Counter[int]) -> None:
        """Read back what was written; every document must say what it said.

        Raises:
            ExportError: If one does not.
        """
        read, back = 0, Counter[int]()
        for entry in self._read_back(aside, options):
            self._step()
            read += 1
            if not self._format.is_exact:
                back[fingerprint(entry)] += 1
        if read != count or back != prints:
            raise ExportError(
                "What was written did not read back the same, so nothing was exported. This is a fault of the program; "
                "please report it with the format and the document."
            )

    def _read_back(self, aside: Aside, written: WriteOptions) -> Iterator[Entry]:
        assert self._format.read is not None  # noqa: S101  # what is written is read, too
        options = ReadOptions(GOLD, written.scheme, written.choices)
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
        for aside in [*self.asides, *([] if self.manifest is None else [self.manifest])]:
            aside.discard()


def _unsound(where: str, reason: str) -> ExportError:
    return ExportError(
        f"{where} would not be sound, so nothing was written: {reason} “annotator check” tells more.", where=where
    )
