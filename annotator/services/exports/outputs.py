"""Which files or folders an export makes, what they are called, and what of a layer stands in which.

A mention stands in one of them. What is in another file is not lost, but an argument or a relation between two files
is, and it is counted where it begins. Comments and decisions stand in the first file of their layer.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.formats.entry import Entry
from annotator.formats.folder_names import safe_name
from annotator.formats.info import FormatInfo
from annotator.formats.interface import Format, Words
from annotator.formats.losses import Loss, Losses
from annotator.formats.projection import keep_mentions, to_words
from annotator.formats.word_options import MENTIONS, WORDS
from annotator.model.annotation import Kind, Mention, reading_order
from annotator.model.ids import AnnotatorName, DocumentId, MentionId
from annotator.model.span import Range
from annotator.services.exports.choice import ExportChoice, Files
from annotator.storage.bulk import LayerRow

NOBODY = "nobody"
"""In whose file documents stand that nobody has begun."""

_KIND_WORDS: Mapping[Kind, tuple[str, str]] = {
    Kind.ENTITY: ("entities", "entities"),
    Kind.EVENT: ("events", "triggers"),
}
"""What the file of a kind is called, and what of it the option `MENTIONS` says."""
_GROW = "expand"


@dataclass(frozen=True, slots=True)
class Output:
    """One file, or one folder, of an export.

    Attributes:
        names: What tells it from the others, as it stands in its name: the part of the split, then whose it is, or the
            kind or level of its mentions; empty if it is the only one.
        rows: The layers that stand in it.
        kind: Of its mentions; `None` for all.
        level: Of its mentions, from 1, among the levels that are written; 0 for all.
        is_first: Whether nothing of its layers stands in one before it.
    """

    names: tuple[str, ...]
    rows: tuple[LayerRow, ...]
    kind: Kind | None = None
    level: int = 0
    is_first: bool = True

    def counting(self, losses: Losses, told: int) -> Losses:
        """Where to count what a document loses on the way into this file; what it loses as a whole is counted once.

        Args:
            losses: Of the export.
            told: How many clusters of the document stand in a file before this one, too.
        """
        return losses if self.is_first else _Further(losses, told)


class _Further(Losses):
    """Losses of a file that holds more of a layer of one before it."""

    def __init__(self, losses: Losses, told: int) -> None:
        super().__init__()
        self._all = losses
        self._told = told

    def add(self, document: DocumentId, loss: Loss, count: int = 1) -> None:
        """Count what was not counted for a file before."""
        if loss in (Loss.CLUSTER, Loss.CLUSTER_FACT):
            count = max(0, count - self._told)
        if loss is not Loss.SPACING:
            self._all.add(document, loss, count)


def targets(out: Path, names: Iterable[Sequence[str]], info: FormatInfo) -> list[Path]:
    """The files or folders that an export to `out` makes: itself, or beside it one for each of several names.

    `out.conll` becomes `out.train.leila.conll`; a folder `out` becomes `out.train.leila`.
    """
    stem, suffix = (out.name, "") if info.is_folder else (out.stem, out.suffix or info.suffixes[0])
    return [out.with_name(".".join([stem, *some]) + suffix) if some else out for some in names]


def outputs(
    choice: ExportChoice,
    rows: Sequence[LayerRow],
    parts: Mapping[DocumentId, int],
    kinds: Collection[Kind],
    levels: int,
) -> Iterator[Output]:
    """What an export makes, in order.

    Args:
        choice: What is chosen.
        rows: The layers that are written.
        parts: For each document the number of its part; only asked if there is a split.
        kinds: Those of which there are mentions.
        levels: How many levels of nesting are written.
    """
    people = _file_names({row.annotator for row in rows}) if choice.files is Files.ANNOTATOR else {}
    for names, some in _parts(choice, rows, parts):
        match choice.files:
            case Files.ONE:
                yield Output(names, some)
            case Files.ANNOTATOR:
                for annotator, name in people.items():
                    if theirs := tuple(row for row in some if row.annotator == annotator):
                        yield Output((*names, name), theirs)
            case Files.KIND:
                for place, kind in enumerate([kind for kind in Kind if kind in kinds] or [Kind.ENTITY]):
                    yield Output((*names, _KIND_WORDS[kind][0]), some, kind=kind, is_first=place == 0)
            case Files.LEVEL:
                for level in range(1, levels + 1):
                    yield Output((*names, str(level)), some, level=level, is_first=level == 1)


def _parts(
    choice: ExportChoice, rows: Sequence[LayerRow], parts: Mapping[DocumentId, int]
) -> Iterator[tuple[tuple[str, ...], tuple[LayerRow, ...]]]:
    if choice.split is None:
        yield (), tuple(rows)
        return
    for place, name in enumerate(choice.split.names):
        yield (name,), tuple(row for row in rows if parts[row.document] == place)


def _file_names(annotators: Collection[AnnotatorName | None]) -> dict[AnnotatorName | None, str]:
    """A name for the file of each annotator, no two alike whatever a system thinks of capitals."""
    made: dict[AnnotatorName | None, str] = {}
    taken: set[str] = set()
    ordered: list[AnnotatorName | None] = [*sorted(name for name in annotators if name is not None)]
    for annotator in [*ordered, *([None] if None in annotators else [])]:
        wanted = NOBODY if annotator is None else safe_name(annotator, "somebody")
        number, name = 1, wanted
        while name.casefold() in taken:
            number += 1
            name = f"{wanted}_{number}"
        taken.add(name.casefold())
        made[annotator] = name
    return made


def options_of(output: Output, made: Format, choice: ExportChoice) -> Mapping[str, str]:
    """The values of a format's options for a file: one of a kind of mentions holds them, whatever is usual."""
    if output.kind is None or MENTIONS not in made.write_options:
        return choice.options
    return {**choice.options, MENTIONS.name: _KIND_WORDS[output.kind][1]}


def grows(made: Format, choice: ExportChoice) -> bool:
    """Whether a format that is chosen so lets mentions of parts of words grow to the words."""
    return any(option.name == WORDS.name and option.chosen(choice.options) == _GROW for option in made.write_options)


def kinds_written(made: Format, choice: ExportChoice) -> frozenset[Kind]:
    """The kinds of mentions that a format writes if it is chosen so, as far as an option says that."""
    if MENTIONS not in made.write_options:
        return frozenset(Kind)
    wanted = MENTIONS.chosen(choice.options)
    return frozenset(kind for kind in Kind if wanted in ("all", _KIND_WORDS[kind][1]))


# -- what stands where


@dataclass(frozen=True, slots=True)
class Levels:
    """Which mentions stand in the file of which level of nesting.

    Attributes:
        kinds: Of the mentions for which levels are counted; others stand in the first file.
        words: To which mentions of parts of words grow; `None` if they stay as they are.
        written: The levels that have a file each, in order; what is on others stands in the first one.
    """

    kinds: frozenset[Kind]
    words: Words | None = None
    written: tuple[int, ...] = (1,)

    def files(self, entry: Entry) -> dict[MentionId, int]:
        """For each mention of a document's layer its file, from 1."""
        number = {level: place for place, level in enumerate(self.written, 1)}
        return {id_: number.get(level, 1) for id_, level in self.of(entry).items()}

    def of(self, entry: Entry) -> dict[MentionId, int]:
        """For each mention of a document's layer its level, from 1."""
        mentions = mentions_of(entry)
        if self.words is None:
            return levels_of(mentions, self.kinds)
        words = self.words(entry.text, entry.document.language)
        grown = {mention.id: mention.span for mention in mentions_of(to_words(entry, words, Losses()))}
        return levels_of([replace(m, span=grown.get(m.id, m.span)) for m in mentions], self.kinds)


def cut(entry: Entry, output: Output, files: Mapping[MentionId, int], losses: Losses) -> Entry:
    """What of a layer stands in a file; arguments and relations that begin here and end in another file are lost.

    Args:
        entry: The document with its layer.
        output: The file.
        files: Of each mention, if it is one of several for levels; see `Levels.files`.
        losses: Gets the links between files.
    """
    contents = entry.contents
    if contents is None or (output.kind is None and not output.level):
        return entry
    here = _here(entry, output, files)
    nothing = Losses()  # what stands in another file is not lost
    made = keep_mentions(entry, lambda mention: mention.id in here, Loss.NESTED, nothing).contents
    assert made is not None  # noqa: S101  # for the checker of types
    arguments = sum(1 for argument in contents.arguments if argument.event in here) - len(made.arguments)
    relations = sum(1 for relation in contents.relations if relation.source in here) - len(made.relations)
    losses.add(entry.document.id, Loss.ARGUMENT, arguments)
    losses.add(entry.document.id, Loss.RELATION, relations)
    return replace(entry, contents=made if output.is_first else replace(made, comments=(), decisions=()))


def _here(entry: Entry, output: Output, files: Mapping[MentionId, int]) -> set[MentionId]:
    if output.kind is not None:
        return {mention.id for mention in mentions_of(entry) if mention.kind is output.kind}
    return {id_ for id_, place in files.items() if place == output.level}


def clusters_told(entry: Entry, output: Output, files: Mapping[MentionId, int]) -> int:
    """How many clusters of a document with mentions in the file of a level have some in one before it, too."""
    clusters = [(m.cluster, files.get(m.id, 0)) for m in mentions_of(entry) if m.cluster is not None]
    before = {cluster for cluster, place in clusters if place < output.level}
    return len(before & {cluster for cluster, place in clusters if place == output.level})


def mentions_of(entry: Entry) -> tuple[Mention, ...]:
    """Of its layer, if it has one."""
    return () if entry.contents is None else entry.contents.mentions


def levels_of(mentions: Iterable[Mention], kinds: Collection[Kind]) -> dict[MentionId, int]:
    """For each mention the level of nesting on which it stands, from 1, the outermost.

    No two mentions of one level share a character, from the first to the last one of each. Each stands on the first
    level that has room for it: longer ones before shorter ones, those of one piece before others.

    Args:
        mentions: Of one layer.
        kinds: For which levels are counted; others stand on the first one, whatever is there.
    """
    taken: list[list[Range]] = []
    found: dict[MentionId, int] = {}
    for mention in sorted(mentions, key=_outermost):
        place = 0
        if mention.kind in kinds:
            place = next((n for n, ranges in enumerate(taken) if _has_room(ranges, mention.span.hull)), len(taken))
            if place == len(taken):
                taken.append([])
            taken[place].insert(bisect_left(taken[place], mention.span.hull), mention.span.hull)
        found[mention.id] = place + 1
    return found


def _outermost(mention: Mention) -> tuple[bool, int, tuple[int, int, str]]:
    return mention.span.is_discontinuous, mention.span.start - mention.span.end, reading_order(mention)


def _has_room(taken: Sequence[Range], wanted: Range) -> bool:
    at = bisect_left(taken, wanted)
    return all(end <= wanted[0] or start >= wanted[1] for start, end in taken[max(0, at - 1) : at + 1])
