"""From what is chosen of a project to documents with layers, file by file, some layers in memory at a time.

A layer, or what most layers say, is cut down to the chosen labels, gets their names in the export, and then goes to the
file, or the files, in which it stands.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from annotator.formats.entry import Entry
from annotator.formats.interface import Format, WriteOptions
from annotator.formats.losses import Losses
from annotator.model.annotation import GOLD, Kind
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.model.scheme import Scheme
from annotator.model.span import Range
from annotator.services import texts
from annotator.services.exports.choice import ExportChoice, Files, Layers
from annotator.services.exports.files import ExportError
from annotator.services.exports.labels import Labels
from annotator.services.exports.majority import Majority
from annotator.services.exports.outputs import (
    Levels,
    Output,
    clusters_told,
    cut,
    grows,
    kinds_written,
    mentions_of,
    options_of,
    outputs,
)
from annotator.services.exports.splitting import Division, divide
from annotator.services.exports.tokenizing import tokenizer, whole_words
from annotator.services.job import Progress
from annotator.storage import Project
from annotator.storage.bulk import LayerQuery, LayerRow, documents_by_id, label_counts, layer_rows

_LAYERS_AT_ONCE = 100
_MENTIONS_AT_ONCE = 5_000


class Material:
    """What is chosen of a project, at one moment.

    Attributes:
        rows: The layers that are written, in the order of import, then of the annotators' names.
        undecided: Documents that are left out because fewer than two have begun them, so that there is no majority.
        mentions: How many were given out by now.
    """

    def __init__(
        self,
        reader: Project,
        made: Format,
        choice: ExportChoice,
        progress: Progress,
        document: DocumentId | None = None,
    ) -> None:
        """Look at what is chosen.

        Args:
            reader: In a snapshot.
            made: The format.
            choice: What is chosen.
            progress: Asked whether the job is still wanted.
            document: Only this one, but as it would be among all that are chosen.

        Raises:
            AnnotatorError: If it cannot be exported so.
        """
        self.mentions = 0
        self._reader = reader
        self._made = made
        self._choice = choice
        self._progress = progress
        self._labels = Labels(reader, choice)
        self._majority = Majority(reader, choice.query) if choice.layers is Layers.MAJORITY else None
        if self._majority is not None and GOLD in choice.annotators:
            raise ExportError("Gold has no vote in what most say. Choose either gold or the majority.")
        self._asked = list(layer_rows(reader.db, choice.query))
        rows = self._asked if self._majority is None else list(self._majority.rows())
        self.undecided = len({row.document for row in self._asked} - {row.document for row in rows})
        self._people = tuple(sorted({row.annotator for row in rows if row.annotator is not None}))
        self._only = document
        self.rows = [row for row in rows if document in (None, row.document)]

    @property
    def scheme(self) -> Scheme:
        """Of the export."""
        return self._labels.scheme

    @property
    def annotators(self) -> list[AnnotatorName]:
        """Whose layers are written, or have a vote in what is written."""
        return sorted({row.annotator for row in self._asked if row.annotator is not None})

    @cached_property
    def outputs(self) -> tuple[Output, ...]:
        """The files, or folders, that are made.

        Raises:
            CancelledError: If the job is no longer wanted.
            AnnotatorError: If layers cannot be read.
        """
        parts = {} if self.division is None else self.division.parts
        kinds = {kind for kind, _label in self.counts} if self._choice.files is Files.KIND else set()
        return tuple(outputs(self._choice, self.rows, parts, kinds, len(self._levels.written)))

    @cached_property
    def division(self) -> Division | None:
        """In which part of the split each document is; `None` without a split.

        Raises:
            CancelledError: If the job is no longer wanted.
        """
        if self._choice.split is None:
            return None
        there = {row.document for row in self.rows}
        asked = [row for row in self._asked if row.document in there]
        return divide(self._reader, asked, self._choice.split, self._progress)

    def options(self, output: Output) -> WriteOptions:
        """How a file is written."""
        people = self._people
        if self._choice.files is Files.ANNOTATOR:
            people = tuple(sorted({row.annotator for row in output.rows if row.annotator is not None}))
        choices = options_of(output, self._made, self._choice)
        made = tokenizer(choices)
        return WriteOptions(self.scheme, made.words, _sentences, made.name, people, choices, whole_words)

    def entries(self, output: Output, losses: Losses) -> Iterator[tuple[Entry, Losses]]:
        """The documents of a file, each with what of its layer stands there, and where to count what it loses further.

        Args:
            output: The file.
            losses: Gets what is lost on the way: links between files, and mentions that became one.
        """
        counting = losses if output.is_first else Losses()
        for entry in self._layers(output.rows, counting):
            files = self._levels.files(entry) if output.level else {}
            made = cut(entry, output, files, losses)
            self.mentions += len(mentions_of(made))
            yield made, output.counting(losses, clusters_told(entry, output, files))

    def _layers(self, rows: Iterable[LayerRow], losses: Losses) -> Iterator[Entry]:
        stored = entries_of(self._reader, rows) if self._majority is None else self._agreed(self._majority, rows)
        for entry in stored:
            yield self._labels.chosen(entry, losses)

    def _agreed(self, majority: Majority, rows: Iterable[LayerRow]) -> Iterator[Entry]:
        for row in rows:
            document = self._reader.document(row.document)
            if document is not None:
                yield Entry(document, self._reader.text(row.sha256), majority.contents(row))

    # -- looking through all before anything is written

    @cached_property
    def counts(self) -> Mapping[tuple[Kind, str], int]:
        """How many mentions there are of each kind and label, most frequent first."""
        is_told = self._majority is None and not self._labels.joins
        counts = Counter(self._told_counts()) if is_told else self._survey[0]
        return dict(sorted(counts.items(), key=_most_first))

    def _told_counts(self) -> dict[tuple[Kind, str], int]:
        query: LayerQuery = replace(self._choice.query, document=self._only)
        names = self._labels.names
        counts = label_counts(self._reader.db, query)
        return {(kind, names[label]): count for kind, label, count in counts if label in names}

    @cached_property
    def _levels(self) -> Levels:
        is_asked = self._choice.files is Files.LEVEL
        return replace(self._all_levels, written=tuple(sorted({1} | self._survey[1]))) if is_asked else self._all_levels

    @cached_property
    def _all_levels(self) -> Levels:
        words = self.options(Output((), ())).words if grows(self._made, self._choice) else None
        return Levels(kinds_written(self._made, self._choice), words)

    @cached_property
    def _survey(self) -> tuple[Counter[tuple[Kind, str]], set[int]]:
        """The mentions by kind and label, and the levels of nesting on which the format can write one."""
        counts: Counter[tuple[Kind, str]] = Counter()
        written: set[int] = set()
        for entry in self._layers(self.rows, Losses()):
            self._progress.check()
            counts.update((mention.kind, mention.label) for mention in mentions_of(entry))
            if self._choice.files is Files.LEVEL:
                written |= self._new_levels(entry, written)
        return counts, written

    def _new_levels(self, entry: Entry, known: set[int]) -> set[int]:
        """The levels of a layer that are not known yet and have a mention that the format can write."""
        assert self._made.project is not None  # noqa: S101  # by `Use.WRITE`
        found, output = set(), Output((), (), level=2)
        for level in sorted(set(self._all_levels.of(entry).values()) - known - {1}):
            here = cut(entry, output, replace(self._all_levels, written=(1, level)).files(entry), Losses())
            made = self._made.project(here, self.options(output), Losses())
            if made is not None and mentions_of(made):
                found.add(level)
        return found


def _most_first(found: tuple[tuple[Kind, str], int]) -> tuple[int, str]:
    (_kind, label), count = found
    return -count, label


def _sentences(text: str, language: str) -> list[Range]:
    return list(texts.sentences(text, language))


def entries_of(reader: Project, rows: Iterable[LayerRow]) -> Iterator[Entry]:
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
            yield Entry(document, last[1], contents)


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
