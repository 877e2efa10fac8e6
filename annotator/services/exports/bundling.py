"""Making the file that one annotator sends to another: a project of its own, with the chosen layers and nothing else.

It is made afresh rather than cut out of a copy: what was deleted, what others labelled and what the journal remembers
of both stays at home, because it was never in the file. It is written aside, checked like any project, and only then
gets its name.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from annotator.model.annotation import Annotator, Cluster, Comment, LayerContents
from annotator.model.change import Act, Change, Record, Setting
from annotator.model.document import Sha256
from annotator.model.ids import AnnotatorName, ClusterId, CommentId, DocumentId
from annotator.model.scheme import STRICTNESS
from annotator.services.blindness import BLIND
from annotator.services.checks.checking import Severity, check
from annotator.services.comments.threads import answers_first
from annotator.services.exports.bundle_manifest import Manifest
from annotator.services.exports.choice import ExportChoice, Files, Layers
from annotator.services.exports.exporting import ExportReport
from annotator.services.exports.files import ExportError
from annotator.services.job import Progress
from annotator.services.merges.source import MERGED
from annotator.storage import SUFFIX, Mode, Project
from annotator.storage.bulk import LayerRow, layer_rows, mentions_by_id, snapshot
from annotator.storage.layer_history import comments_by_id, last_acts, removed_ids

ACTION = "bundle.make"
BATCH_CHANGES = 5000
"""What is written at once, unless a single document holds more."""


def bundle(project: Path, out: Path, choice: ExportChoice, progress: Progress | None = None) -> ExportReport:
    """Write a project to send to `out`; a file there is refused, as everywhere where projects are made.

    Raises:
        CancelledError: If the job is no longer wanted; then nothing is left behind.
        AnnotatorError: If it cannot be written or is not sound; then nothing is left behind.
    """
    progress = progress or Progress()
    refuse_target(out, choice)
    with Project.open(project, Mode.READ) as reader, snapshot(reader.db):
        rows = list(layer_rows(reader.db, choice.query))
        if not rows:
            raise ExportError("Nothing fits this choice, so nothing was exported.")
        try:
            with _aside(out) as aside:
                _fill(reader, rows, aside, progress)
                _verify(aside, progress)
                aside.replace(out)
        except OSError as error:
            raise ExportError(f"“{out}” could not be written: {error.strerror or error}.", path=out) from error
    documents = len({row.document for row in rows})
    return ExportReport((out,), (len(rows),), documents, sum(row.mentions for row in rows))


def refuse_target(out: Path, choice: ExportChoice) -> None:
    """Refuse a place where no project to send can be made.

    Raises:
        ExportError: With a sentence that says why.
    """
    if choice.split is not None:
        raise ExportError("A project to send is not divided into parts.")
    whole = replace(choice, labels=(), renames={}, layers=Layers.EACH, files=Files.ONE)
    if choice != whole:
        raise ExportError("A project to send holds whole layers as they are: all labels, no other names, in one file.")
    if out.suffix != SUFFIX:
        raise ExportError(f"The name of a project to send ends in “{SUFFIX}”.", path=out)
    if out.exists():
        raise ExportError(f"There already is a file “{out.name}”. Choose another name.", path=out)
    if not out.parent.is_dir():
        raise ExportError(f"There is no folder “{out.parent}”.", path=out)


@contextmanager
def _aside(out: Path) -> Iterator[Path]:
    """A place beside `out`, on the same disk, that is empty again afterwards."""
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".bundle-") as folder:
        yield Path(folder) / out.name


def _fill(reader: Project, rows: Sequence[LayerRow], aside: Path, progress: Progress) -> None:
    with Project.new(aside, reader.scheme, reader.title) as made:
        whole = _Bundle(reader, made, rows)
        whole.write_settings()
        documents = len({row.document for row in rows})
        for done, (document, some) in enumerate(groupby(rows, key=attrgetter("document"))):
            progress.report(done, documents)
            whole.write_document(document, [row.annotator for row in some if row.annotator is not None])
        whole.write_comments()
        whole.flush()


def _verify(aside: Path, progress: Progress) -> None:
    errors = [finding for finding in check(aside, progress) if finding.severity is Severity.ERROR]
    if errors:
        raise ExportError(
            f"The project to send would not be sound, so nothing was written: {errors[0]} “annotator check” tells more."
        )


class _Bundle:
    """The project to send while it is made: one act."""

    def __init__(self, reader: Project, made: Project, rows: Sequence[LayerRow]) -> None:
        self._reader = reader
        self._made = made
        self._layers = {(row.document, row.annotator) for row in rows if row.annotator is not None}
        self._people = sorted({annotator for _document, annotator in self._layers})
        self._act = Act(ACTION, None)
        self._clusters: set[ClusterId] = set()
        self._comments: list[Comment] = []
        self._deciders: set[AnnotatorName] = set()
        self._waiting: list[Change] = []
        self._texts: dict[Sha256, str] = {}

    def _write(self, records: Iterable[Record], texts: Mapping[Sha256, str] | None = None) -> None:
        self._waiting += [self._act.change(None, record) for record in records]
        self._texts |= texts or {}
        if len(self._waiting) >= BATCH_CHANGES:
            self.flush()

    def flush(self) -> None:
        """Write what has been gathered."""
        self._made.apply(self._waiting, texts=self._texts)
        self._waiting, self._texts = [], {}

    def write_settings(self) -> None:
        """Whose layers these are and how far they had come; how strict the scheme is, and whether it is blind."""
        last = last_acts(self._reader.db)
        times: dict[str, str] = {
            name: max(self._reader.setting(MERGED + name) or "", last.get(name, "")) for name in self._people
        }
        kept = {name: self._reader.setting(name) for name in (STRICTNESS, BLIND)}
        self._write(
            [
                Manifest(times, removed_ids(self._reader.db, self._people)).setting(),
                *(Setting(name, value) for name, value in kept.items() if value is not None),
                *(Annotator(name, self._act.time) for name in self._people),
            ]
        )

    def write_document(self, document: DocumentId, annotators: Iterable[AnnotatorName]) -> None:
        """A document with its text and the layers of some people."""
        found = self._reader.document(document)
        if found is None:
            return
        records: list[Record] = [found]
        for annotator in annotators:
            contents = self._reader.contents(document, annotator)
            layer = self._reader.layer(document, annotator)
            new = [cluster for cluster in contents.clusters if cluster.id not in self._clusters]
            self._clusters.update(cluster.id for cluster in new)
            self._comments += contents.comments
            records += [*([] if layer is None else [layer]), *map(self._represented, new), *contents.mentions]
            records += [*contents.arguments, *contents.relations]
            records += [*self._strangers(contents), *contents.decisions]
        self._write(records, {found.text_sha256: self._reader.text(found.text_sha256)})

    def _strangers(self, contents: LayerContents) -> list[Record]:
        """Those who have decided, but whose layers are not sent."""
        names = {decision.annotator for decision in contents.decisions}
        new = sorted(names - set(self._people) - self._deciders)
        self._deciders.update(new)
        return [Annotator(name, self._act.time) for name in new]

    def _represented(self, cluster: Cluster) -> Cluster:
        """A cluster whose best mention stays at home does not name it."""
        if cluster.representative is None:
            return cluster
        best = mentions_by_id(self._reader.db, [cluster.representative]).get(cluster.representative)
        is_sent = best is not None and (best.document, best.annotator) in self._layers
        return cluster if is_sent else replace(cluster, representative=None)

    def write_comments(self) -> None:
        """All comments, and what they answer: also of people whose layers are not sent."""
        comments = {comment.id: comment for comment in self._comments}
        asked = _unknown_questions(comments)
        while asked:
            comments |= comments_by_id(self._reader.db, asked)
            asked = _unknown_questions(comments)
        strangers = sorted({comment.annotator for comment in comments.values()} - set(self._people) - self._deciders)
        self._write(Annotator(name, self._act.time) for name in strangers)
        self._write(reversed(answers_first(list(comments.values()))))


def _unknown_questions(comments: Mapping[CommentId, Comment]) -> set[CommentId]:
    asked = {comment.reply_to for comment in comments.values() if comment.reply_to is not None}
    return asked - comments.keys()
