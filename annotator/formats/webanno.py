"""WebAnno TSV 3.3, as INCEpTION reads and writes it: a file a document, a word a line, layers as columns.

Offsets count UTF-16 units. Entities are the layer of named entities, events one of ours with slots for their fillers,
clusters the chains of coreference; relations join two entities or two events. The layers and their features have to be
made in INCEpTION's project before such files can be imported there.

The format knows no text between sentences, so each goes on to where the next one begins. Of what stands before the
first word it keeps blanks; anything else is made a word.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from annotator.formats import webanno_reading
from annotator.formats.entry import Entry
from annotator.formats.folder_names import FolderNames
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, Sink, WriteOptions
from annotator.formats.layers import CHAIN, ENTITY, EVENT, LABEL, NOTE, RELATIONS, feature_of, sayable
from annotator.formats.losses import Loss, Losses
from annotator.formats.projection import (
    divided_words,
    is_entity,
    is_event,
    to_words,
    without_comments,
)
from annotator.formats.said_values import as_text
from annotator.formats.tiling import without_alike
from annotator.formats.tokens import sentences_of
from annotator.formats.utf16 import Utf16
from annotator.formats.webanno_cells import NOTHING, NULL, escaped, text_line
from annotator.formats.word_options import TOKENIZER
from annotator.formats.worded_events import PIECES, arguments_of, in_one_piece, members_of
from annotator.model.annotation import Attributes, Cluster, LayerContents, Mention, Relation
from annotator.model.ids import MentionId
from annotator.model.span import Range

WEBANNO: Final = FormatInfo(
    "webanno-tsv",
    "WebAnno TSV 3.3 (INCEpTION)",
    (".tsv",),
    frozenset({Use.READ, Use.WRITE}),
    "UTF-16 unit",
    carries=(
        "texts, words and sentences",
        "nested, overlapping and sub-word mentions",
        "events with arguments, relations of two entities or two events",
        "attributes of mentions and relations, notes",
        "clusters, and their identifiers",
    ),
    loses=(
        "all but one piece of a mention",
        "white space at the edges of mentions",
        "relations between entities and events",
        "attributes of arguments",
        "labels and names of clusters",
        "titles, languages, meta and comments, the tokenizer’s name",
    ),
    is_folder=True,
)

_LINKS = f"ROLE_{EVENT}:arguments_{EVENT}ArgumentsLink"


# -- what it can carry


def project(entry: Entry, options: WriteOptions, losses: Losses) -> Entry | None:
    """Mentions in one piece that begin and end with words or parts of them."""
    entry = in_one_piece(without_comments(entry, losses), options, losses)
    words = options.words(entry.text, entry.document.language)
    if not words:
        losses.add(entry.document.id, Loss.SPACING)
        return None
    entry = without_alike(to_words(entry, divided_words(entry, words), losses), losses)
    return sayable(_without_facts_of_arguments(entry, losses), options.scheme, losses)


def _without_facts_of_arguments(entry: Entry, losses: Losses) -> Entry:
    contents = entry.contents
    if contents is None:
        return entry
    losses.add(entry.document.id, Loss.ATTRIBUTE, sum(len(argument.attributes) for argument in contents.arguments))
    arguments = tuple(replace(argument, attributes={}) for argument in contents.arguments)
    return replace(entry, contents=replace(contents, arguments=arguments))


# -- writing


def write(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    """A file a document; in a folder an annotator, if there are several."""
    names = FolderNames(several=len(options.annotators) > 1)
    for entry in entries:
        with sink.open(f"{names.of(entry)}.tsv") as file:
            file.write("".join(f"{line}\n" for line in _Document(entry, options).lines()).encode())


class _Unit(NamedTuple):
    """A word or a part of one."""

    name: str
    place: Range


class _Document:
    """One document on its way out."""

    def __init__(self, entry: Entry, options: WriteOptions) -> None:
        self._text = entry.text
        self._utf16 = Utf16(entry.text)
        language = entry.document.language
        words = [*_leading(entry.text, options.words(entry.text, language))]
        self._sentences = sentences_of(entry, words, options.sentences(entry.text, language))
        self._mentions = entry.contents.mentions if entry.contents is not None else ()
        self._numbers = {mention.id: number for number, mention in enumerate(self._mentions, 1)}
        self._held = {mention.id: self._places(words, mention) for mention in self._mentions}
        self._units = list(self._all_units())
        self._cells: dict[tuple[Range, int], list[str]] = {}
        self._names = {unit.place: unit.name for unit in self._units}
        self._head, self._columns = ["#FORMAT=WebAnno TSV 3.3"], 0
        if entry.contents is not None:
            self._layers(entry.contents)

    def _places(self, words: Sequence[Range], mention: Mention) -> list[Range]:
        """The words of a mention, and the parts of words."""
        start, end = mention.span.hull
        first = bisect_right(words, (start, len(self._text) + 1)) - 1
        held = words[max(0, first) : bisect_left(words, (end, 0))]
        return [(max(start, a), min(end, b)) for a, b in held if a < end and b > start]

    def _all_units(self) -> Iterator[_Unit]:
        wanted = {place for places in self._held.values() for place in places}
        starts = sorted(wanted)
        for number, sentence in enumerate(self._sentences, 1):
            for place, word in enumerate(sentence, 1):
                yield _Unit(f"{number}-{place}", word)
                within = starts[bisect_left(starts, (word[0], 0)) : bisect_left(starts, (word[1], 0))]
                for part, inside in enumerate((one for one in within if one != word), 1):
                    yield _Unit(f"{number}-{place}.{part}", inside)

    # -- the columns

    def _layers(self, contents: LayerContents) -> None:
        clusters = {cluster.id: cluster for cluster in contents.clusters}
        for is_of, layer, label in ((is_entity, ENTITY, "value"), (is_event, EVENT, LABEL)):
            mentions = [mention for mention in contents.mentions if is_of(mention)]
            if not mentions:
                continue
            names = _attribute_names(mention.attributes for mention in mentions)
            links = [_LINKS, "uima.tcas.Annotation"] if is_of is is_event else []
            features = map(feature_of, names)
            self._head.append("|".join([f"#T_SP={layer}", label, "identifier", NOTE, *features, *links]))
            for mention in mentions:
                cluster = clusters.get(mention.cluster) if mention.cluster is not None else None
                self._mention(mention, names, cluster)
            if links:
                self._slots(mentions, contents, 3 + len(names))
            self._columns += 3 + len(names) + len(links)
        self._chains(contents)
        self._relations(contents)

    def _put(self, place: Range, column: int, value: str) -> None:
        self._cells.setdefault((place, self._columns + column), []).append(value)

    def _mention(self, mention: Mention, names: Sequence[str], cluster: Cluster | None) -> None:
        said = [mention.label, cluster.kb or None if cluster is not None else None, mention.note or None]
        said += [as_text(mention.attributes[name]) if name in mention.attributes else None for name in names]
        for place in self._held[mention.id]:
            for column, value in enumerate(said):
                text = NULL if value is None else escaped(value)
                self._put(place, column, f"{text}[{self._numbers[mention.id]}]")

    def _slots(self, mentions: Sequence[Mention], contents: LayerContents, column: int) -> None:
        arguments = arguments_of(contents)
        for mention in mentions:
            mine = arguments.get(mention.id, [])
            roles = ";".join(escaped(argument.role) for argument in mine) or NOTHING
            targets = ";".join(self._end(argument.filler) for argument in mine) or NULL
            for place in self._held[mention.id]:
                self._put(place, column, f"{roles}[{self._numbers[mention.id]}]")
                self._put(place, column + 1, targets)

    def _end(self, mention: MentionId) -> str:
        return f"{self._names[self._held[mention][0]]}[{self._numbers[mention]}]"

    def _chains(self, contents: LayerContents) -> None:
        members = members_of(contents.mentions)
        if not members:
            return
        self._head.append(f"#T_CH={CHAIN}|referenceRelation|referenceType")
        for chain, mentions in enumerate(members.values(), 1):
            for place, mention in enumerate(mentions, 1):
                for unit in self._held[mention.id]:
                    self._put(unit, 0, f"{NULL}->{chain}-{place}")
                    self._put(unit, 1, f"{escaped(mention.label)}[{chain}]")
        self._columns += 2

    def _relations(self, contents: LayerContents) -> None:
        entities = {mention.id for mention in contents.mentions if is_entity(mention)}
        for layer, of_entities, base in zip(RELATIONS, (True, False), (ENTITY, EVENT), strict=True):
            relations = [r for r in contents.relations if (r.source in entities) is of_entities]
            if not relations:
                continue
            names = _attribute_names(relation.attributes for relation in relations)
            self._head.append("|".join([f"#T_RL={layer}", LABEL, *map(feature_of, names), f"BT_{base}"]))
            for relation in relations:
                self._relation(relation, names)
            self._columns += 2 + len(names)

    def _relation(self, relation: Relation, names: Sequence[str]) -> None:
        place = self._held[relation.target][0]
        said = [relation.label, *(relation.attributes.get(name) for name in names)]
        for column, value in enumerate(said):
            self._put(place, column, NULL if value is None else escaped(as_text(value)))
        source, target = self._numbers[relation.source], self._numbers[relation.target]
        self._put(place, len(said), f"{self._names[self._held[relation.source][0]]}[{source}_{target}]")

    # -- the lines

    def lines(self) -> Iterator[str]:
        """The whole file."""
        yield from self._head
        yield ""
        yield ""
        starts = [sentence[0][0] for sentence in self._sentences]
        ends = [*starts[1:], len(self._text)]
        units = iter(self._units)
        unit = next(units, None)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
            text = self._text[start:end]
            is_last = number == len(starts) - 1
            shown = text[:-1] if text.endswith("\n") and not is_last else text
            yield from (f"#Text={text_line(line)}" for line in shown.split("\n"))
            while unit is not None and unit.place[0] < end:
                yield self._line(unit)
                unit = next(units, None)
            yield ""

    def _line(self, unit: _Unit) -> str:
        start, end = unit.place
        offsets = f"{self._utf16.units(start)}-{self._utf16.units(end)}"
        said = ["|".join(self._cells.get((unit.place, column), [NOTHING])) for column in range(self._columns)]
        return "\t".join([unit.name, offsets, text_line(self._text[start:end]), *said, ""])


def _leading(text: str, words: Sequence[Range]) -> Iterator[Range]:
    """The words, and before them what is there that is no blank."""
    if text[: words[0][0]].strip(" "):
        yield 0, words[0][0]
    yield from words


def _attribute_names(of: Iterable[Attributes]) -> list[str]:
    return sorted({name for attributes in of for name in attributes})


def looks_like(head: bytes) -> bool:
    """Whether a file begins as WebAnno's do."""
    return head.removeprefix(b"\xef\xbb\xbf").startswith(b"#FORMAT=WebAnno TSV 3")


FORMAT: Final = Format(WEBANNO, webanno_reading.read, project, write, looks_like, (), (PIECES, TOKENIZER))
