"""For formats of words: a document told again as words with one blank between them, sentences on lines of their own."""

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from annotator.formats.drafting import Draft
from annotator.formats.entry import Entry
from annotator.formats.interface import ReadOptions, WriteOptions
from annotator.formats.losses import Loss, Losses
from annotator.formats.plain_links import kind_of
from annotator.formats.projection import (
    continuous,
    flat,
    split_words,
    to_words,
    with_spans,
    without_arguments,
    without_attributes,
    without_clusters,
    without_comments,
    without_notes,
    without_relations,
)
from annotator.formats.tagging import Chunk, chunks, tags
from annotator.formats.word_options import MENTIONS, OVERLAP, SPLIT, WORDS, of_kind
from annotator.model.document import text_sha256
from annotator.model.span import Range, Span

_SOLID = re.compile(r"\S+")


def as_words(entry: Entry, options: WriteOptions, losses: Losses) -> Entry | None:
    """Flat mentions of whole words, in a text of words with one blank between them; `None` if nobody has begun."""
    if entry.contents is None:
        return None
    entry = of_kind(entry, MENTIONS.chosen(options.choices), losses)
    entry = continuous(bare(entry, losses), losses)
    words = _solid(entry.text, options.words(entry.text, entry.document.language))
    rule = WORDS.chosen(options.choices)
    entry = flat(to_words(entry, words, losses, rule), losses, OVERLAP.chosen(options.choices))
    words = split_words(entry, words) if rule == SPLIT else words
    sentences = sentences_of(entry, words, options.sentences(entry.text, entry.document.language))
    return retold(entry, sentences, losses)


def _solid(text: str, words: Iterable[Range]) -> list[Range]:
    """Words without white space in them: a blank with a mark over it is a character, but no part of a word."""
    solid: list[Range] = []
    for start, end in words:
        word = text[start:end]
        if word.isalnum() or word.split() == [word]:
            solid.append((start, end))
        else:
            solid += [found.span() for found in _SOLID.finditer(text, start, end)]
    return solid


def bare(entry: Entry, losses: Losses) -> Entry:
    """Labelled spans and nothing else."""
    for cut in (
        without_arguments, without_relations, without_clusters, without_attributes, without_notes, without_comments,
    ):  # fmt: skip
        entry = cut(entry, losses)
    return entry


def sentences_of(entry: Entry, words: Sequence[Range], sentences: Sequence[Range]) -> list[list[Range]]:
    """The words of each sentence; a sentence does not end inside a mention, nor inside a word."""
    mentions = entry.contents.mentions if entry.contents is not None else ()
    held = _held({m.span.hull for m in mentions})
    ends = iter([*(end for _start, end in sentences), sys.maxsize])
    next_end = next(ends)
    found: list[list[Range]] = [[]]
    last = 0
    for word in words:
        while next_end < last:
            next_end = next(ends)
        if found[-1] and next_end <= word[0] and not _holds(held, word[0]):
            found.append([])
        found[-1].append(word)
        last = word[1]
    return [sentence for sentence in found if sentence]


def _held(hulls: set[Range]) -> list[Range]:
    """The stretches of text that mentions cover, those that overlap as one, in order."""
    made: list[Range] = []
    for start, end in sorted(hulls):
        if made and start < made[-1][1]:
            made[-1] = made[-1][0], max(made[-1][1], end)
        else:
            made.append((start, end))
    return made


def _holds(held: Sequence[Range], offset: int) -> bool:
    """Whether a stretch begins before the offset and goes on behind it."""
    place = bisect_left(held, (offset, 0)) - 1
    return place >= 0 and held[place][0] < offset < held[place][1]


def retold(entry: Entry, sentences: Sequence[Sequence[Range]], losses: Losses) -> Entry | None:
    """The entry with a text of its words alone; `None` if it has no word."""
    pieces, starts, ends, at = [], {}, {}, 0
    for sentence in sentences:
        for start, end in sentence:
            starts[start] = at
            at += end - start
            ends[end] = at
            at += 1
        pieces.append(" ".join([entry.text[start:end] for start, end in sentence]))
    text = "\n".join(pieces)
    if not text:
        return None
    losses.add(entry.document.id, Loss.SPACING, text != entry.text)
    document = replace(entry.document, text_sha256=text_sha256(text), length=len(text))
    mentions = entry.contents.mentions if entry.contents is not None else ()
    moved = {m.id: Span(tuple((starts[a], ends[b]) for a, b in m.span.fragments)) for m in mentions}
    return with_spans(replace(entry, document=document, text=text), moved)


def tags_of(entry: Entry, scheme: str) -> Iterator[tuple[list[str], list[str]]]:
    """Words and tags of each sentence of an entry that was retold."""
    mentions = list(entry.contents.mentions) if entry.contents is not None else []
    at = 0
    for sentence in entry.text.split("\n"):
        words = sentence.split(" ")
        following = at + len(sentence) + 1
        mine = [m for m in mentions if at <= m.span.start < following]
        starts, ends, place = {}, {}, at
        for number, word in enumerate(words) if mine else ():
            starts[place] = number
            place += len(word)
            ends[place] = number
            place += 1
        found = [Chunk(starts[m.span.start], ends[m.span.end], m.label) for m in mine]
        yield words, tags(len(words), found, scheme)
        at = following


def draft_of(sentences: Sequence[Sequence[tuple[str, str]]], options: ReadOptions, **facts: Any) -> Draft:
    """A document of sentences of words with their tags; what else is known of it is as `Draft` wants it.

    Raises:
        FormatError: If the text cannot be stored.
    """
    text = "\n".join(" ".join(word for word, _tag in sentence) for sentence in sentences)
    draft = Draft(text, facts.pop("title", ""), **facts)
    at = 0
    for sentence in sentences:
        starts = []
        for word, _tag in sentence:
            starts.append(at)
            at += len(word) + 1
        starts.append(at)
        for chunk in chunks([tag for _word, tag in sentence]):
            span = Span.of(starts[chunk.first], starts[chunk.last + 1] - 1)
            draft.mention(kind_of(chunk.label, options.scheme), chunk.label, span)
    return draft
