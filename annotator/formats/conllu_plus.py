r"""CoNLL-U Plus: a word a line, with columns of our own (https://universaldependencies.org/ext-format.html).

`SpaceAfter=No` and UDPipe's `SpacesAfter` say what is between words, so the text can be built again exactly. A mention
of a part of a word divides it into syntactic words, as the format has it: `3-4 لكازاخستان`, then `3 ل`, `4 كازاخستان`;
so does a clitic that the tokenizer sets apart. The format wants text in NFC; ours stays as it is, since offsets of
others count its characters.

Our columns, as PARSEME writes its: the first word of a mention has `1:entity:PERSON`, the others `1`. `ANN:ATTR`,
`ANN:ARG` (`2:Participant:1`), `ANN:REL`, `ANN:CLUSTER` and `ANN:NOTE` stand at the first word of a mention. Ids count
through the document.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from annotator.formats import conllu_reading
from annotator.formats.conllu_fields import NOTHING, cell, facts, spaces
from annotator.formats.conllu_reading import COLUMNS
from annotator.formats.entry import Entry
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, Sink, WriteOptions
from annotator.formats.json_records import Keys
from annotator.formats.losses import Loss, Losses
from annotator.formats.projection import divided, divided_words, to_words, with_spans, without_comments
from annotator.formats.tiling import without_alike
from annotator.formats.tokens import sentences_of
from annotator.formats.word_options import TOKENIZER
from annotator.formats.worded_events import members_of
from annotator.model.annotation import LayerContents, Mention
from annotator.model.document import UNDETERMINED
from annotator.model.ids import MentionId
from annotator.model.span import Range, Span

CONLLU_PLUS: Final = FormatInfo(
    "conllup",
    "CoNLL-U Plus",
    (".conllup", ".conllu", ".cupt"),
    frozenset({Use.READ, Use.WRITE}),
    carries=(
        "texts, words and sentences",
        "nested, overlapping, sub-word and discontinuous mentions",
        "events with arguments, relations, attributes, notes",
        "clusters",
    ),
    loses=("white space at the edges of mentions", "mentions that hold no word", "comments and meta"),
    one_layer=True,
)


# -- what it can carry


def project(entry: Entry, options: WriteOptions, losses: Losses) -> Entry | None:
    """Mentions of words and of parts of words."""
    entry = without_comments(entry, losses)
    pieces = _pieces(entry, options)
    if not pieces:
        losses.add(entry.document.id, Loss.SPACING)
        return None
    entry = to_words(entry, pieces, losses)
    starts = [start for start, _end in pieces]
    joined = {mention.id: _joined(mention.span, starts) for mention in _mentions(entry)}
    losses.add(entry.document.id, Loss.DISCONTINUOUS, sum(joined[m.id] != m.span for m in _mentions(entry)))
    return without_alike(with_spans(entry, joined), losses)


def _whole(entry: Entry, options: WriteOptions) -> Sequence[Range]:
    """The words as they are written, clitics included."""
    return (options.whole_words or options.words)(entry.text, entry.document.language)


def _pieces(entry: Entry, options: WriteOptions) -> list[Range]:
    """The words, divided where a token or a mention begins in one, and where a mention ends."""
    starts = [start for start, _end in options.words(entry.text, entry.document.language)]
    return divided_words(entry, list(divided(_whole(entry, options), starts)))


def _mentions(entry: Entry) -> tuple[Mention, ...]:
    return () if entry.contents is None else entry.contents.mentions


def _joined(span: Span, starts: Sequence[int]) -> Span:
    """A span that has no gaps where no piece of a word starts."""
    kept = [span.fragments[0]]
    for start, end in span.fragments[1:]:
        if bisect_left(starts, start) == bisect_left(starts, kept[-1][1]):
            kept[-1] = kept[-1][0], end
        else:
            kept.append((start, end))
    return Span(tuple(kept))


# -- writing


def write(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    """Documents one after the other."""
    keys = Keys()
    with sink.open() as file:
        file.write(f"# global.columns = {' '.join(COLUMNS)}\n".encode())
        for entry in entries:
            file.write("".join(f"{line}\n" for line in _lines(entry, keys.of(entry), options)).encode())


def _lines(entry: Entry, key: str, options: WriteOptions) -> Iterator[str]:
    language = entry.document.language
    words = _whole(entry, options)
    cells = _Cells(entry, _pieces(entry, options))
    yield f"# newdoc id = {_comment(key)}"
    yield f"# title = {_comment(entry.document.title)}"
    if language != UNDETERMINED:
        yield f"# language = {language}"
    if options.tokenizer:
        yield f"# tokenizer = {options.tokenizer}"
    yield from cells.clusters
    lines = iter(zip(words, _divided(words, cells.pieces), _spacing(entry.text, words), strict=True))
    for number, sentence in enumerate(sentences_of(entry, words, options.sentences(entry.text, language)), 1):
        yield f"# sent_id = {_comment(key)}-{number}"
        yield f"# text = {_comment(entry.text[sentence[0][0] : sentence[-1][1]])}"
        first = 1
        for word, parts, misc in islice(lines, len(sentence)):
            yield from cells.lines(first, word, parts, misc)
            first += len(parts)
        yield ""


def _divided(words: Sequence[Range], pieces: Sequence[Range]) -> Iterator[list[Range]]:
    """The pieces of each word."""
    place = 0
    for _start, end in words:
        first = place
        while place < len(pieces) and pieces[place][0] < end:
            place += 1
        yield list(pieces[first:place])


def _spacing(text: str, words: Sequence[Range]) -> Iterator[str]:
    """What `MISC` says of each word."""
    starts = [*(start for start, _end in words[1:]), len(text)]
    for number, ((start, end), following) in enumerate(zip(words, starts, strict=True)):
        is_last = number == len(words) - 1
        yield _misc(text[:start] if number == 0 else "", text[end:following], is_last=is_last)


def _comment(text: str) -> str:
    return " ".join(text.split())


def _misc(before: str, gap: str, *, is_last: bool) -> str:
    said = [f"SpacesBefore={spaces(before)}"] if before else []
    if gap == "":
        said += [] if is_last else ["SpaceAfter=No"]
    elif gap != " " or is_last:
        said.append(f"SpacesAfter={spaces(gap)}")
    return "|".join(said) or NOTHING


class _Cells:
    """The lines of words, with what mentions say in them.

    Attributes:
        pieces: The words, divided where a mention begins or ends in one.
        clusters: Comments that tell what is known of them.
    """

    def __init__(self, entry: Entry, pieces: Sequence[Range]) -> None:
        self._text = entry.text
        self.pieces = pieces
        self._numbers = {mention.id: str(number) for number, mention in enumerate(_mentions(entry), 1)}
        self._at: dict[Range, list[list[list[str]]]] = {}
        self.clusters: list[str] = []
        if entry.contents is not None:
            self._fill(entry.contents)

    def _fill(self, contents: LayerContents) -> None:
        starts = [start for start, _end in self.pieces]
        firsts: dict[MentionId, Range] = {}
        for mention in contents.mentions:
            number = self._numbers[mention.id]
            held = [
                piece
                for start, end in mention.span.fragments
                for piece in self.pieces[bisect_left(starts, start) : bisect_left(starts, end)]
            ]
            firsts[mention.id] = held[0]
            for piece in held:
                self._say(piece, 0, [number, mention.kind.value, mention.label] if piece is held[0] else [number])
            if mention.attributes:
                self._say(held[0], 1, [number, *facts(mention.attributes)])
            if mention.note:
                self._say(held[0], 5, [number, mention.note])
        for argument in sorted(contents.arguments, key=lambda a: (a.position, a.id)):
            ends = self._numbers[argument.event], argument.role, self._numbers[argument.filler]
            self._say(firsts[argument.event], 2, [*ends, *facts(argument.attributes)])
        for relation in contents.relations:
            joined = self._numbers[relation.source], relation.label, self._numbers[relation.target]
            self._say(firsts[relation.source], 3, [*joined, *facts(relation.attributes)])
        self._clusters(contents, firsts)

    def _clusters(self, contents: LayerContents, firsts: dict[MentionId, Range]) -> None:
        known = {cluster.id: cluster for cluster in contents.clusters}
        for number, (id_, members) in enumerate(members_of(contents.mentions).items(), 1):
            for mention in members:
                self._say(firsts[mention.id], 4, [self._numbers[mention.id], f"C{number}"])
            cluster = known.get(id_)
            if cluster is not None and (cluster.label or cluster.name or cluster.kb):
                said = facts({"label": cluster.label or "", "name": cluster.name, "kb": cluster.kb})
                self.clusters.append(f"# ann_cluster = {cell([[f'C{number}', *said]])}")

    def _say(self, piece: Range, column: int, fields: list[str]) -> None:
        self._at.setdefault(piece, [[] for _ in COLUMNS[3:]])[column].append(fields)

    def lines(self, first: int, word: Range, parts: Sequence[Range], misc: str) -> Iterator[str]:
        """The line of a word, or of its parts behind one for the whole."""
        empty = [NOTHING] * len(COLUMNS[3:])
        if len(parts) > 1:
            yield "\t".join([f"{first}-{first + len(parts) - 1}", self._text[word[0] : word[1]], misc, *empty])
            misc = NOTHING
        for number, (start, end) in enumerate(parts, first):
            said = [cell(entries) for entries in self._at.get((start, end), ())] or empty
            yield "\t".join([str(number), self._text[start:end], misc, *said])


FORMAT: Final = Format(CONLLU_PLUS, conllu_reading.read, project, write, None, (), (TOKENIZER,))
