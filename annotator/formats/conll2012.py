"""Coreference in the columns of CoNLL-2012: a word a line, chains as brackets in the last column (Pradhan et al. 2012).

The column before has names without nesting. What we know beside (labels of mentions that are in no name, attributes,
the text between words) stands in a line of ours before the document, where the scorer and other readers look at
nothing. Columns that nobody filled hold `-`.

Sources: https://conll.cemantix.org/2012/data.html; the reference scorer, https://github.com/conll/reference-coreference-scorers.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import msgspec

from annotator.formats.coref_brackets import Bracket, Wrong, brackets, cells, crosses, typed, typed_cells
from annotator.formats.drafting import shown, span_of
from annotator.formats.entry import Entry, Fault, Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, Option, ReadOptions, Sink, SourceFile, WriteOptions
from annotator.formats.json_records import (
    Keys,
    OurDocument,
    Ours,
    draft_of,
    facts_of,
    our_cluster,
    our_document,
    with_more,
)
from annotator.formats.losses import Loss, Losses
from annotator.formats.projection import (
    flat,
    free_of_clusters,
    is_entity,
    keep_mentions,
    one_a_span,
    takes,
    without_arguments,
    without_relations,
)
from annotator.formats.rams import UNTYPED
from annotator.formats.records import attempt
from annotator.formats.text_lines import Lines, text_lines
from annotator.formats.word_options import TOKENIZER, WORDS
from annotator.formats.word_text import ReadWords, WrittenWords
from annotator.formats.worded_events import PIECES, Facts, members_of, worded
from annotator.model.annotation import Kind, Mention
from annotator.model.ids import ClusterId, MentionId

CONLL2012: Final = FormatInfo(
    "conll2012",
    "CoNLL-2012 coreference columns",
    (".conll2012", ".v4_gold_conll", ".v4_auto_conll", ".conll"),
    frozenset({Use.READ, Use.WRITE}),
    "word",
    carries=(
        "words, sentences and the text between them",
        "clusters of entities and of events",
        "flat entities",
        "labels, attributes and notes (in a line of ours)",
    ),
    loses=(
        "parts of words and all but one piece of a mention",
        "a second mention of the same words",
        "nested entities and events that are in no cluster",
        "clusters of one mention, unless asked for",
        "arguments, relations, comments and meta",
    ),
    one_layer=True,
)
SINGLETONS: Final = Option(
    "singletons", "Clusters of one mention", (("drop", "are left out, as in OntoNotes"), ("keep", "are kept"))
)
WORD_COLUMN: Final = Option(
    "word-column",
    "Column of words",
    (("auto", "the fourth, of four columns the second"), ("1", "the first"), ("2", "the second"), ("3", "the third")),
)

_OURS = "# annotator "
_BEGIN = re.compile(r"#\s*begin document (.*)")
_END = re.compile(r"#\s*end document")
_NAMED = re.compile(r"\((.*)\)\s*;?\s*(?:part\s*(\d{1,9}))?.*", re.DOTALL)
_FULL = 12
_NAMES = 10
_UNSAFE = re.compile(r"[\s()*|]+")


class _OurSpan(Ours, omit_defaults=True):
    """What we say of a mention.

    Attributes:
        kind, label: What no column says.
    """

    kind: str = "entity"
    label: str = ""


class _OurDocument(OurDocument, omit_defaults=True):
    """What we say of a document; its spans by first and last word."""

    spans: dict[str, _OurSpan] = msgspec.field(default_factory=dict)


# -- what it can carry


def project(entry: Entry, options: WriteOptions, losses: Losses) -> Entry | None:
    """Mentions of whole words that are in a cluster or a flat entity."""
    made = worded(without_relations(without_arguments(entry, losses), losses), options, losses)
    if made is None:
        return None
    made = one_a_span(made, losses)
    made = _without_crossing(made, options, losses)
    if SINGLETONS.chosen(options.choices) == "drop":
        alone = {m[0].id for m in members_of(_mentions(made)).values() if len(m) == 1}
        made = free_of_clusters(made, lambda mention: mention.id in alone, losses)
    made = keep_mentions(made, lambda m: is_entity(m) or m.cluster is not None, Loss.EVENT, losses)
    named = _names(made)
    in_a_name = {mention.id for mention in named}
    hidden = {m.id for m in _mentions(made) if m.cluster is None and m.id not in in_a_name}
    return keep_mentions(made, lambda mention: mention.id not in hidden, Loss.NESTED, losses)


def _mentions(entry: Entry) -> tuple[Mention, ...]:
    return () if entry.contents is None else entry.contents.mentions


def _names(entry: Entry) -> tuple[Mention, ...]:
    """The entities for the column of names, which has no nesting: those in no cluster first, then the longest."""
    mine = keep_mentions(entry, is_entity, Loss.EVENT, Losses())
    alone = flat(keep_mentions(mine, lambda m: m.cluster is None, Loss.ENTITY, Losses()), Losses())
    kept = list(_mentions(alone))
    taken = sorted(mention.span.hull for mention in kept)
    longest = sorted(_mentions(mine), key=lambda m: (-len(m.span), m.span.start))
    kept += [mention for mention in longest if mention.cluster is not None and takes(taken, mention.span.hull)]
    return tuple(sorted(kept, key=lambda m: m.span.start))


def _without_crossing(entry: Entry, options: WriteOptions, losses: Losses) -> Entry:
    """No two mentions of a cluster that overlap without one being inside the other."""
    words = WrittenWords.of(entry, options)
    gone: set[MentionId] = set()
    for members in members_of(_mentions(entry)).values():
        kept: list[tuple[int, int]] = []
        for mention in members:
            place = words.first_and_last(mention.span)
            if any(crosses(place, other) for other in kept):
                gone.add(mention.id)
            else:
                kept.append(place)
    return keep_mentions(entry, lambda mention: mention.id not in gone, Loss.OVERLAPPING, losses)


# -- writing


def write(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    """Documents one after the other."""
    keys = Keys()
    with sink.open() as file:
        for entry in entries:
            key = _UNSAFE.sub("_", keys.of(entry))
            file.write("".join(f"{line}\n" for line in _lines(entry, key, options)).encode())


def _lines(entry: Entry, key: str, options: WriteOptions) -> Iterator[str]:
    words = WrittenWords.of(entry, options)
    names = {m.id: Bracket(*words.first_and_last(m.span), _UNSAFE.sub("_", m.label)) for m in _names(entry)}
    chains = {id_: str(number) for number, id_ in enumerate(members_of(_mentions(entry)), 1)}
    in_chains = [
        Bracket(*words.first_and_last(m.span), chains[m.cluster]) for m in _mentions(entry) if m.cluster is not None
    ]
    name_column, chain_column = typed_cells(len(words), names.values()), cells(len(words), in_chains)
    yield _OURS + msgspec.json.encode(_ours(entry, words, names, chains)).decode()
    yield f"#begin document ({key}); part 000"
    for sentence, first in enumerate(words.firsts):
        said = words.words(sentence)
        for number, word in enumerate(said):
            tree = f"{'(TOP' if number == 0 else ''}*{')' if number == len(said) - 1 else ''}"
            columns = [key, "0", str(number), word, "XX", tree, *["-"] * 4]
            yield "\t".join([*columns, name_column[first + number], chain_column[first + number]])
        yield ""
    yield "#end document"


def _ours(
    entry: Entry, words: WrittenWords, names: dict[MentionId, Bracket], chains: dict[ClusterId, str]
) -> _OurDocument:
    known = {cluster.id: cluster for cluster in (entry.contents.clusters if entry.contents is not None else ())}
    facts = {number: our_cluster(known.get(id_)) for id_, number in chains.items()}
    said = our_document(entry, words, facts)
    spans = {}
    for mention in _mentions(entry):
        is_said = mention.id in names and names[mention.id].chain == mention.label
        label = "" if is_said else mention.label
        span = _OurSpan(dict(mention.attributes), mention.note, mention.kind.value, label)
        if span != _OurSpan():
            spans[" ".join(map(str, words.first_and_last(mention.span)))] = span
    return with_more(_OurDocument, said, spans=spans)


# -- reading

_Row = tuple[int, list[str]]
"""Line and columns; no columns for the end of a sentence."""


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """The documents of a file, part by part."""
    is_there = False
    for part in _parts(text_lines(source)):
        is_there = True
        try:
            reading = _Reading(part, options)
            reading.read()
            yield Found(reading.draft.entry(), tuple(reading.draft.faults), part.line, source.size)
        except FormatError as error:
            yield Found(None, (Fault(error.message, part.line),), part.line, source.size)
    if not is_there:
        raise FormatError("There is no “#begin document”. Are these columns of CoNLL-2012?")


@dataclass(slots=True)
class _Part:
    """A document, or a part of one, as its lines say it."""

    name: str
    line: int
    said: _OurDocument
    rows: list[_Row]


def _parts(lines: Lines) -> Iterator[_Part]:
    said, part = _OurDocument(), None
    for number, line in lines:
        found = _BEGIN.fullmatch(line.rstrip())
        if part is not None and (found is not None or _END.match(line) is not None):
            yield part
            part = None
        if found is not None:
            part, said = _Part(found[1], number, said, []), _OurDocument()
        elif part is not None:
            part.rows.append((number, _columns(line)))
        elif line.startswith(_OURS):
            said = _our_line(line)
    if part is not None:
        yield part


def _columns(line: str) -> list[str]:
    """What is parted by tabs, else by blanks; a word of ours may hold a blank, narrow or with a mark over it."""
    return line.split("\t") if "\t" in line else line.split()


def _our_line(line: str) -> _OurDocument:
    try:
        return msgspec.json.decode(line.removeprefix(_OURS).encode(), type=_OurDocument)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return _OurDocument()


def _doc_id(name: str) -> str:
    """What a document is called: `(bc/cctv/00/cctv_0001); part 002`, the first part without its number."""
    found = _NAMED.fullmatch(name)
    if found is None:
        return name
    part = int(found[2] or 0)
    return f"{found[1]}_part_{part}" if part else found[1]


class _Reading:
    """Turns the columns of a document into records of a draft."""

    def __init__(self, part: _Part, options: ReadOptions) -> None:
        self._said = part.said
        widths = [len(columns) for _line, columns in part.rows if any(columns)]
        if not widths or max(widths) < 2:
            raise FormatError("There are no columns of words in it.")
        column = WORD_COLUMN.chosen(options.choices)
        at = int(column) - 1 if column != "auto" else 3 if widths[0] > 4 else 1
        sentences, short = _sentences(part.rows, at + 1)
        self._lines = [line for sentence in sentences for line, _columns in sentence]
        self._rows = [columns for sentence in sentences for _line, columns in sentence]
        words = [[columns[at] for _line, columns in sentence] for sentence in sentences]
        self._words = ReadWords(words, self._said.spacing, self._said.before)
        self.draft = draft_of(_doc_id(part.name), self._words, self._said, options.annotator)
        self._facts = Facts(self.draft, options)
        for line, columns in short:
            self.draft.skip(f"This line has no word in column {at + 1}: “{shown(' '.join(columns))}”.", line)

    def read(self) -> None:
        """Names, then chains."""
        names, wrong = typed([row[_NAMES] if len(row) >= _FULL else "*" for row in self._rows])
        self._wrong(wrong)
        for bracket in names:
            step = partial(self._mention, bracket, bracket.chain)
            attempt(self.draft, bracket.chain, step, self._lines[bracket.first])
        found, wrong = brackets([row[-1] for row in self._rows])
        self._wrong(wrong)
        chain_of: dict[str, str] = {}
        for bracket in found:
            key = _key(bracket)
            if not self.draft.has(key):
                self._mention(bracket, UNTYPED)
            if chain_of.setdefault(key, bracket.chain) != bracket.chain:
                reason = f"The words {key} are in the chains {chain_of[key]} and {shown(bracket.chain)}."
                self.draft.skip(reason, self._lines[bracket.first])
        members: dict[str, list[str]] = {}
        for key, chain in chain_of.items():
            members.setdefault(chain, []).append(key)
        for chain, keys in members.items():
            self.draft.cluster(chain, keys, **facts_of(self._said, chain))
        self._facts.close()

    def _wrong(self, wrong: Sequence[Wrong]) -> None:
        for word, reason in wrong:
            self.draft.skip(reason, self._lines[word])

    def _mention(self, bracket: Bracket, label: str) -> None:
        key = _key(bracket)
        ours = self._said.spans.get(key, _OurSpan())
        kind = Kind.EVENT if ours.kind == Kind.EVENT else Kind.ENTITY
        span = span_of(self._words.piece(bracket.first, bracket.last + 1))
        self.draft.mention(kind, ours.label or self._facts.label(label), span, key, ours.attributes)
        if ours.note:
            self.draft.set_note(key, ours.note)


def _key(bracket: Bracket) -> str:
    return f"{bracket.first} {bracket.last}"


def _sentences(rows: list[_Row], least: int) -> tuple[list[list[_Row]], list[_Row]]:
    """The lines of each sentence, and those that have too few columns (but for a last one that says the chains)."""
    found: list[list[_Row]] = [[]]
    short = []
    for row in rows:
        if not any(row[1]):
            found.append([])
        elif len(row[1]) <= least or not row[1][least - 1]:
            short.append(row)
        else:
            found[-1].append(row)
    return [sentence for sentence in found if sentence], short


def looks_like(head: bytes) -> bool:
    """Whether a file begins with the begin of a document."""
    return b"#begin document" in head or head.startswith(_OURS.encode())


FORMAT: Final = Format(
    CONLL2012, read, project, write, looks_like, (WORD_COLUMN,), (SINGLETONS, WORDS, PIECES, TOKENIZER)
)
