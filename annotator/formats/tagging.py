"""Labels of words as tags: IOB1, IOB2 and BIOES, written and read.

Sources: Ramshaw and Marcus 1995 (IOB1), Tjong Kim Sang and Veenstra 1999 (IOB2), and the shared tasks of CoNLL 2002
(IOB2) and 2003 (IOB1). What is read need not be clean: a tag that cannot go on from the one before it begins anew, as
the CoNLL scorer takes it.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

OUTSIDE = "O"
IOB1, IOB2, BIOES = "iob1", "iob2", "bioes"


class Chunk(NamedTuple):
    """Some words with one label: the words `[first, last]`, both included."""

    first: int
    last: int
    label: str


def tags(count: int, chunks: Sequence[Chunk], scheme: str = IOB2) -> list[str]:
    """The tag of each of `count` words.

    The chunks are in order and do not overlap.
    """
    made = [OUTSIDE] * count
    for place, chunk in enumerate(chunks):
        before = chunks[place - 1] if place else None
        follows_same = before is not None and before.last == chunk.first - 1 and before.label == chunk.label
        for word in range(chunk.first, chunk.last + 1):
            made[word] = f"{_prefix(word, chunk, scheme, follows_same)}-{chunk.label}"
    return made


def _prefix(word: int, chunk: Chunk, scheme: str, follows_same: bool) -> str:
    is_first, is_last = word == chunk.first, word == chunk.last
    if scheme == IOB1:
        return "B" if is_first and follows_same else "I"
    if scheme == BIOES and is_last:
        return "S" if is_first else "E"
    return "B" if is_first else "I"


def chunks(words: Sequence[str]) -> Iterator[Chunk]:
    """What tags of any of the schemes say; also those of BILOU (`L` ends, `U` stands alone), and bare labels."""
    first, label = 0, ""
    for word, tag in enumerate([*words, OUTSIDE]):
        if tag == OUTSIDE and not label:
            continue
        prefix, name = split_tag(tag)
        if label and (name != label or prefix in "BSU"):
            yield Chunk(first, word - 1, label)
            label = ""
        if name and not label:
            first, label = word, name
        if label and prefix in "ESLU" and name:
            yield Chunk(first, word, label)
            label = ""


def split_tag(tag: str) -> tuple[str, str]:
    """Prefix and label of a tag; both empty for an outside one, `I` for a bare label."""
    if tag in (OUTSIDE, "", "_", "-"):
        return "-", ""
    head, dash, name = tag.partition("-")
    if dash and name and head in tuple("BIESLU"):
        return head, name
    return "I", tag


def is_tag(tag: str) -> bool:
    """Whether a word looks like a tag."""
    return tag == OUTSIDE or (len(tag) > 2 and tag[1] == "-" and tag[0] in "BIESLU")
