"""spaCy's DocBin (https://spacy.io/api/docbin): documents of tokens with `doc.ents`, or with the group `sc` of spans.

Written by spaCy itself, so that any version of it can read what another wrote. The tokens put together again are the
text, to the character. `ents` hold what does not overlap, for training `ner`; `spans["sc"]` also what does, for
`spancat`. Title, language, meta and annotator stand in the `user_data` of a document.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from annotator.formats.counting import FileText
from annotator.formats.drafting import Draft, shown
from annotator.formats.entry import Entry, Fault, Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.extras import needed
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, Option, ReadOptions, Sink, SourceFile, WriteOptions
from annotator.formats.losses import Losses
from annotator.formats.plain_links import kind_of, linkable
from annotator.formats.projection import continuous, flat, trimmed
from annotator.formats.records import an_id, attempt, facts_of, said_facts
from annotator.formats.tiling import on_tokens, tiles_of, without_alike
from annotator.formats.tokens import bare
from annotator.formats.word_options import MENTIONS, OVERLAP, TOKENIZER, WORDS, of_kind
from annotator.model.annotation import Mention

DOCBIN: Final = FormatInfo(
    "spacy",
    "spaCy DocBin",
    (".spacy",),
    frozenset({Use.READ, Use.WRITE}),
    "token",
    carries=(
        "texts with title, language and meta",
        "every annotator's layer",
        "mentions of whole words; nested and overlapping ones as spans[“sc”]",
    ),
    loses=(
        "discontinuous mentions",
        "parts of words, unless words are cut there",
        "nested and overlapping mentions as ents",
        "events with their arguments (triggers alone can be written)",
        "relations, clusters, attributes, notes, comments and decisions",
    ),
    extra="spacy",
)

MAX_BYTES = 400_000_000
MAX_UNPACKED = 2_000_000_000

SPANS: Final = Option(
    "spans",
    "Mentions as",
    (("ents", "doc.ents, for ner: none overlap"), ("sc", "doc.spans[“sc”], for spancat: they may overlap")),
)
FROM: Final = Option(
    "spans",
    "Mentions from",
    (("auto", "doc.spans[“sc”] if there are any, else doc.ents"), ("ents", "doc.ents"), ("sc", "doc.spans[“sc”]")),
)

_GROUP = "sc"
_OURS, _TOKENIZER = "annotator", "tokenizer"
_ATTRS = ("ENT_IOB", "ENT_TYPE")


# -- what a DocBin can carry


def project(entry: Entry, options: WriteOptions, losses: Losses) -> Entry:
    """Labelled spans of whole words; those that overlap only as a group of spans."""
    entry = of_kind(linkable(entry, options.scheme, losses), MENTIONS.chosen(options.choices), losses)
    entry = continuous(bare(entry, losses), losses)
    entry = without_alike(trimmed(entry, losses), losses)
    entry = on_tokens(entry, options, losses, WORDS.chosen(options.choices))
    if SPANS.chosen(options.choices) == _GROUP:
        return entry
    return flat(entry, losses, OVERLAP.chosen(options.choices))


# -- writing


def write(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    """All documents in one file; spaCy has them packed in memory until all are there.

    Raises:
        FormatError: If spaCy is missing.
    """
    tokens = needed("spacy.tokens", DOCBIN.extra)
    vocab = needed("spacy.vocab", DOCBIN.extra).Vocab()
    made = tokens.DocBin(attrs=list(_ATTRS), store_user_data=True)
    for entry in entries:
        made.add(_doc(entry, options, tokens, vocab))
    with sink.open() as file:
        file.write(made.to_bytes())


def _doc(entry: Entry, options: WriteOptions, tokens: Any, vocab: Any) -> Any:
    tiles = tiles_of(entry, options)
    words = [entry.text[start:end] for start, end, _blank in tiles.tokens]
    doc = tokens.Doc(vocab, words=words, spaces=[token.blank for token in tiles.tokens])
    facts = said_facts(entry.document)
    if entry.contents is not None:
        facts |= {_OURS: entry.contents.layer.annotator}
        made = [_span(tokens, doc, tiles.of(m.span), m) for m in entry.contents.mentions]
        if SPANS.chosen(options.choices) == _GROUP:
            doc.spans[_GROUP] = made
        else:
            doc.ents = made
    doc.user_data[_OURS] = facts | {_TOKENIZER: options.tokenizer}
    return doc


def _span(tokens: Any, doc: Any, place: tuple[int, int], mention: Mention) -> Any:
    return tokens.Span(doc, place[0], place[1] + 1, label=mention.label)


# -- reading


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """The documents of a file, one by one.

    Raises:
        FormatError: If spaCy is missing, or the file is damaged.
    """
    tokens = needed("spacy.tokens", DOCBIN.extra)
    vocab = needed("spacy.vocab", DOCBIN.extra).Vocab()
    data = source.read(MAX_BYTES)
    _refuse_bomb(data)
    try:
        docs = tokens.DocBin(store_user_data=True).from_bytes(data).get_docs(vocab)
        for number, doc in enumerate(docs, 1):
            yield _found(source, options, doc, number)
    except FormatError:
        raise
    except Exception as error:  # whatever spaCy makes of a damaged file
        raise FormatError(f"spaCy cannot read it: {shown(str(error), 200) or type(error).__name__}.") from error


def _refuse_bomb(data: bytes) -> None:
    """Unpack without keeping anything, to see whether it is sound and how much it is.

    Raises:
        FormatError: If it is damaged or too much.
    """
    unpacked, at = zlib.decompressobj(), 0
    pending, step = data, 1_000_000
    try:
        while pending and not unpacked.eof:
            at += len(unpacked.decompress(pending, step))
            pending = unpacked.unconsumed_tail
            if at > MAX_UNPACKED:
                raise FormatError(f"Unpacked it has more than {MAX_UNPACKED / 1e9:.0f} GB.")
    except zlib.error as error:
        raise FormatError(f"This is no DocBin, or a damaged one: {error}.") from error
    if not unpacked.eof:
        raise FormatError("The file is cut off.")


def _found(source: SourceFile, options: ReadOptions, doc: Any, number: int) -> Found:
    try:
        draft = _draft(source.name, options, doc, number)
    except FormatError as error:
        return Found(None, (Fault(f"Document {number}: {error.message}", number),), number)
    return Found(draft.entry(), tuple(draft.faults), number)


def _draft(name: str, options: ReadOptions, doc: Any, number: int) -> Draft:
    ours = doc.user_data.get(_OURS)
    facts = dict(ours) if isinstance(ours, dict) else {}
    annotator = an_id(facts.pop(_OURS, None))
    spans, left = _spans(doc, FROM.chosen(options.choices))
    text = FileText(doc.text)
    draft = Draft(
        text.text,
        key=f"{name}\n{number}",
        annotator=annotator or (options.annotator if spans else ""),
        **facts_of(facts, (_TOKENIZER,)),
    )
    for place, span in enumerate(spans, 1):
        attempt(draft, f"Span {place}", partial(_mention, draft, text, options, span))
    for reason in left:
        draft.bend(f"Document {number}: {reason}")
    return draft


def _mention(draft: Draft, text: FileText, options: ReadOptions, span: Any) -> None:
    place = text.checked(span.start_char, span.end_char, None)
    draft.mention(kind_of(span.label_, options.scheme), span.label_, place)


def _spans(doc: Any, wanted: str) -> tuple[Sequence[Any], list[str]]:
    """The spans that are wanted, and what of others to say."""
    group = list(doc.spans[_GROUP]) if _GROUP in doc.spans else []
    takes_group = wanted == _GROUP or (wanted == "auto" and bool(group))
    return (group if takes_group else list(doc.ents)), list(_left(doc, group, takes_group=takes_group))


def _left(doc: Any, group: Sequence[Any], *, takes_group: bool) -> Iterator[str]:
    taken = {(span.start, span.end, span.label_) for span in (group if takes_group else doc.ents)}
    groups = {"doc.ents": list(doc.ents)} | {f"doc.spans[“{shown(name)}”]": list(doc.spans[name]) for name in doc.spans}
    for name, spans in groups.items():
        others = sum(1 for span in spans if (span.start, span.end, span.label_) not in taken)
        if others:
            yield f"{others} spans of {name} were left out."


FORMAT: Final = Format(DOCBIN, read, project, write, None, (FROM,), (SPANS, MENTIONS, WORDS, OVERLAP, TOKENIZER))
