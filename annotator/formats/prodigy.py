"""JSON Lines of Prodigy (https://prodi.gy/docs/api-interfaces): a text a line with tokens, spans and relations.

Offsets are code points, ends excluded; those in tokens include the last one. Relations name tokens: the last of each
side. Spans have to agree with the tokens, so words are cut where a mention begins or ends within one, unless that is
chosen otherwise; tokens put together again with their `ws` are the text. What Prodigy knows of a line beside that
(hashes, sessions) it makes itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from annotator.formats.counting import FileText
from annotator.formats.drafting import Draft, shown
from annotator.formats.entry import Entry, Finding
from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, ReadOptions, Sink, SourceFile, WriteOptions
from annotator.formats.losses import Losses
from annotator.formats.plain_links import as_spans, kind_of, link, links_of
from annotator.formats.records import (
    Record,
    a_list,
    a_number,
    a_text,
    an_id,
    an_object,
    attempt,
    facts_of,
    line_of,
    read_lines,
    said_facts,
)
from annotator.formats.tiling import Tiles, on_tokens, tiles_of
from annotator.formats.word_options import SPLIT, TOKENIZER, WORDS
from annotator.model.annotation import LayerContents
from annotator.model.span import Range, Span

PRODIGY: Final = FormatInfo(
    "prodigy",
    "Prodigy JSON Lines",
    (".jsonl",),
    frozenset({Use.READ, Use.WRITE}),
    "codepoint",
    carries=(
        "texts with title, language and meta",
        "every annotator's layer",
        "nested, overlapping and sub-word mentions",
        "relations, and arguments as relations",
    ),
    loses=(
        "discontinuous mentions",
        "attributes",
        "clusters",
        "notes, comments and decisions",
    ),
)

PARTS: Final = replace(WORDS, values=tuple(sorted(WORDS.values, key=lambda value: value[0] != SPLIT)))
"""`WORDS` with another usual value: here spans and tokens agree whatever a mention is a part of."""

_ACCEPT, _ANNOTATOR, _TOKENIZER = "accept", "_annotator_id", "tokenizer"
_KNOWN = ("text", "tokens", "spans", "relations", "answer", _TOKENIZER)


# -- what Prodigy can carry


def project(entry: Entry, options: WriteOptions, losses: Losses) -> Entry:
    """Labelled spans of one piece, and links between them."""
    return on_tokens(as_spans(entry, options, losses), options, losses, PARTS.chosen(options.choices))


# -- writing


def write(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    """One line an entry."""
    with sink.open() as file:
        for entry in entries:
            file.write(line_of(_record(entry, tiles_of(entry, options), options.tokenizer)))


def _record(entry: Entry, tiles: Tiles, tokenizer: str) -> Record:
    tokens = [
        {"text": entry.text[start:end], "start": start, "end": end, "id": number, "ws": blank}
        for number, (start, end, blank) in enumerate(tiles.tokens)
    ]
    record: Record = {"text": entry.text, "meta": said_facts(entry.document), "tokens": tokens, _TOKENIZER: tokenizer}
    if entry.contents is None:
        return record
    links = list(_links(entry.contents, tiles))
    return record | {
        "spans": [_span(mention.span, mention.label, tiles) for mention in entry.contents.mentions],
        "relations": links,
        "_view_id": "relations" if links else "spans_manual",
        "answer": _ACCEPT,
        _ANNOTATOR: entry.contents.layer.annotator,
    }


def _span(span: Span, label: str, tiles: Tiles) -> Record:
    start, end = span.hull
    first, last = tiles.of(span)
    return {"start": start, "end": end, "token_start": first, "token_end": last, "label": label}


def _links(contents: LayerContents, tiles: Tiles) -> Iterator[Record]:
    spans = {mention.id: _span(mention.span, mention.label, tiles) for mention in contents.mentions}
    for label, source, target in links_of(contents):
        head, child = spans[source], spans[target]
        ends = {"head": head["token_end"], "child": child["token_end"]}
        yield ends | {"head_span": head, "child_span": child, "label": label}


# -- reading


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """The texts of a file, line by line."""
    return read_lines(source, partial(_drafts, source.name, options))


def _drafts(name: str, options: ReadOptions, record: Record, number: int) -> Iterator[Draft]:
    text = FileText(a_text(record.get("text"), "“text”"))
    spans, answer = a_list(record.get("spans"), "“spans”"), record.get("answer", _ACCEPT)
    annotator = an_id(record.get(_ANNOTATOR)) or an_id(record.get("_session_id")) or options.annotator
    is_done = "spans" in record and (spans or "answer" in record) and answer == _ACCEPT
    own = {name: value for name, value in record.items() if not name.startswith("_")}
    draft = Draft(
        text.text,
        key=f"{name}\n{an_id(record.get('_input_hash')) or number}",
        annotator=annotator if is_done else "",
        **facts_of(own, _KNOWN),
    )
    if answer == _ACCEPT:
        reading = _Reading(draft, text, options, a_list(record.get("tokens"), "“tokens”"))
        for place, said in enumerate(spans, 1):
            attempt(draft, f"Span {place}", partial(reading.span, said))
        for place, said in enumerate(a_list(record.get("relations"), "“relations”"), 1):
            attempt(draft, f"Relation {place}", partial(reading.relation, said))
    elif spans:
        draft.bend(f"Its answer is “{shown(str(answer))}”, so its {len(spans)} spans were left out.")
    yield draft


class _Reading:
    """From spans and relations of a line to records of a draft."""

    def __init__(self, draft: Draft, text: FileText, options: ReadOptions, tokens: Sequence[Any]) -> None:
        self._draft = draft
        self._text = text
        self._scheme = options.scheme
        self._tokens = tokens
        self._keys: dict[tuple[Range, str], str] = {}
        self._ends: dict[int, str] = {}

    def span(self, said: Any) -> None:
        span = an_object(said, "It")
        place = self._place(span)
        label = a_text(span.get("label"), "Its label")
        key = f"{len(self._keys) + 1}"
        self._draft.mention(kind_of(label, self._scheme), label, self._text.checked(*place, span.get("text")), key)
        self._keys.setdefault((place, label), key)
        if isinstance(span.get("token_end"), int):
            self._ends.setdefault(span["token_end"], key)

    def _place(self, span: Record) -> Range:
        """Offsets in the file's text; of the tokens, if only they are named."""
        if "start" in span or "end" in span:
            return a_number(span.get("start"), "Its start"), a_number(span.get("end"), "Its end")
        first = self._token(span.get("token_start"), "Its first token")
        last = self._token(span.get("token_end"), "Its last token")
        return a_number(first.get("start"), "The token's start"), a_number(last.get("end"), "The token's end")

    def _token(self, said: Any, what: str) -> Record:
        number = a_number(said, what)
        if number >= len(self._tokens):
            raise FormatError(f"{what} is {number}, but there are {len(self._tokens)}.")
        return an_object(self._tokens[number], what)

    def relation(self, said: Any) -> None:
        relation = an_object(said, "It")
        label = a_text(relation.get("label"), "Its label")
        link(self._draft, self._scheme, label, self._end(relation, "head"), self._end(relation, "child"))

    def _end(self, relation: Record, side: str) -> str:
        """The mention at one end: told by its place and label, or by the last of its tokens."""
        span = relation.get(f"{side}_span")
        if isinstance(span, dict) and isinstance(span.get("label"), str):
            key = self._keys.get((self._place(span), span["label"]))
        else:
            key = self._ends.get(a_number(relation.get(side), f"Its {side}"))
        if key is None:
            raise FormatError(f"Its {side} (token {shown(str(relation.get(side)))}) is no labelled span.")
        return key


def looks_like(head: bytes) -> bool:
    """Whether there are names that only Prodigy gives."""
    return b'"_input_hash"' in head or b'"_task_hash"' in head or b'"token_start"' in head or b'"_view_id"' in head


FORMAT: Final = Format(PRODIGY, read, project, write, looks_like, (), (PARTS, TOKENIZER))
