"""Which columns of a file hold the words and which the tags; what tags of several columns say; tags that do not go on.

Files of others count the words of each sentence in their first column (UNER), put more columns behind the tags, or have
a column for each level of nesting (NEMO). Some have as many tags behind a word as it has labels, in any order (Wojood):
there a label is told from its own tags alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from annotator.formats.drafting import Draft, shown
from annotator.formats.errors import FormatError
from annotator.formats.interface import Option
from annotator.formats.plain_links import kind_of
from annotator.formats.tagging import OUTSIDE, Chunk, chunks, is_tag, split_tag
from annotator.model.scheme import Scheme
from annotator.model.span import Range, Span

AUTO, ALL, LAST = "auto", "all", "last"
WORD_COLUMN: Final = Option(
    "word-column",
    "Column of words",
    ((AUTO, "the first that does not count them"), ("1", "the first"), ("2", "the second"), ("3", "the third")),
)
TAG_COLUMN: Final = Option(
    "tag-column",
    "Column of tags",
    (
        (AUTO, "the last of tags; all, if nothing else stands behind the words"),
        (ALL, "all behind the words"),
        (LAST, "the last"),
        ("2", "the second"),
        ("3", "the third"),
        ("4", "the fourth"),
    ),
)


class Row(NamedTuple):
    """A line of a file: its number and columns; none where a sentence ends."""

    line: int
    columns: Sequence[str]


class Columns(NamedTuple):
    """Which columns, from 0, hold what.

    Attributes:
        tags: -1 for the last.
        ragged: Whether everything behind the word is tags, in any order.
    """

    word: int
    tags: tuple[int, ...]
    ragged: bool = False

    @property
    def flat(self) -> int | None:
        """The column of tags, if a word has only one."""
        return None if self.ragged or len(self.tags) > 1 else self.tags[0]

    @property
    def least(self) -> int:
        """How many columns a line needs."""
        return max(self.word + 2 if self.tags == (-1,) else self.word + 1, *(place + 1 for place in self.tags))

    def tags_in(self, columns: Sequence[str]) -> list[str] | None:
        """The tags of a word; `None` if a column is missing."""
        if self.ragged:
            return [one.strip() for one in columns[self.word + 1 :]] or None
        if len(columns) < self.least or self.word in self.tags:
            return None
        return [columns[place].strip() for place in self.tags]


def told(rows: Sequence[Row], choices: Mapping[str, str]) -> Columns:
    """The columns of a file, from its first rows and what a person says.

    Raises:
        FormatError: If most rows do not have them.
    """
    columns = _told(rows, choices)
    filled = [row for row in rows if row.columns]
    wrong = [row for row in filled if columns.tags_in(row.columns) is None]
    if len(wrong) * 2 > len(filled):
        line, said = wrong[0]
        words = shown(" ".join(said))
        raise FormatError(f"Line {line} has {len(said)} columns: “{words}”. Are these columns of words?")
    return columns


def _told(rows: Sequence[Row], choices: Mapping[str, str]) -> Columns:
    said, wanted = WORD_COLUMN.chosen(choices), TAG_COLUMN.chosen(choices)
    word = int(_counts_words(rows)) if said == AUTO else int(said) - 1
    if wanted == LAST:
        return Columns(word, (-1,))
    if wanted not in (AUTO, ALL):
        return Columns(word, (int(wanted) - 1,))
    full = [row.columns for row in rows if len(row.columns) > word + 1]
    widths = {len(columns) for columns in full}
    if not full:
        return Columns(word, (-1,))
    nested = Columns(word, tuple(range(word + 1, max(widths))), ragged=len(widths) > 1)
    if wanted == ALL or (_is_all_tags(full, word) and (nested.ragged or not _are_versions(full, word))):
        return nested
    places = range(min(widths) - 1, word, -1)
    return Columns(word, (next((place for place in places if _are_tags(full, place)), -1),))


def _is_all_tags(full: Sequence[Sequence[str]], word: int) -> bool:
    return all(is_tag(one.strip()) for columns in full for one in columns[word + 1 :])


def _are_versions(full: Sequence[Sequence[str]], word: int) -> bool:
    """Whether columns say mostly the same, as those of what is right and of what a program said do."""
    labelled = [columns[word + 1 :] for columns in full if any(tag != OUTSIDE for tag in columns[word + 1 :])]
    return sum(len(set(tags)) < len(tags) for tags in map(_inside, labelled)) * 2 > len(labelled)


def _inside(tags: Sequence[str]) -> list[str]:
    return [tag for tag in tags if tag != OUTSIDE]


def _are_tags(full: Sequence[Sequence[str]], place: int) -> bool:
    return all(is_tag(columns[place].strip()) for columns in full)


def _counts_words(rows: Sequence[Row]) -> bool:
    """Whether the first column numbers the words of each sentence."""
    number, most = 0, 0
    for row in rows:
        number = number + 1 if row.columns else 0
        most = max(most, number)
        if row.columns and (row.columns[0] != str(number) or len(row.columns) < 3):
            return False
    return most > 1


def nested_chunks(tags: Sequence[Sequence[str]], *, ragged: bool) -> Iterator[Chunk]:
    """What the tags of a sentence's words say, column by column, or where they stand in any order label by label."""
    if not ragged:
        for column in zip(*tags, strict=True):
            yield from chunks(column)
        return
    names = dict.fromkeys(split_tag(tag)[1] for word in tags for tag in word)
    for name in filter(None, names):
        yield from _of_label(name, [[tag for tag in word if split_tag(tag)[1] == name] for word in tags])


def _of_label(name: str, tags: Sequence[Sequence[str]]) -> Iterator[Chunk]:
    """The chunks of one label, also within each other: of those that go on the ones that began first are meant."""
    begun: list[int] = []
    for word, said in enumerate([*tags, ()]):
        kinds = [split_tag(tag)[0] for tag in said]
        going_on = sum(kind in "IEL" for kind in kinds)
        yield from (Chunk(first, word - 1, name) for first in begun[going_on:])
        begun = [*begun[:going_on], *[word] * max(0, going_on - len(begun)), *[word for kind in kinds if kind in "BSU"]]
        for _end in range(sum(kind in "ELSU" for kind in kinds)):
            yield Chunk(begun.pop(), word, name)


def add_layers(
    draft: Draft, sentences: Sequence[Sequence[tuple[str, Sequence[str]]]], scheme: Scheme | None, *, ragged: bool
) -> None:
    """Label the words of a draft as several tags of each say; its text has one blank or line feed after each word."""
    at = 0
    there: set[tuple[str, Span]] = set()
    for sentence in sentences:
        places: list[Range] = []
        for word, _tags in sentence:
            places.append((at, at + len(word)))
            at += len(word) + 1
        for chunk in nested_chunks([tags for _word, tags in sentence], ragged=ragged):
            span = Span.of(places[chunk.first][0], places[chunk.last][1])
            if (chunk.label, span) not in there:
                draft.mention(kind_of(chunk.label, scheme), chunk.label, span)
                there.add((chunk.label, span))


def strays(sentences: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Sentence and word of each label that does not begin or end as labels of these tags must.

    Tags with `E`, `S`, `L` or `U` mark every beginning and end. Tags that have a `B` where nothing of its label stands
    before it mark every beginning (IOB2). Others (IOB1) have no such places.
    """
    labelled = [(number, tags) for number, tags in enumerate(sentences) if tags.count(OUTSIDE) < len(tags)]
    followed = [set(zip([OUTSIDE, *tags], [*tags, OUTSIDE], strict=True)) for _number, tags in labelled]
    every = set().union(*followed)
    kinds = {tag[0] for _before, tag in every if tag != OUTSIDE and is_tag(tag)}
    ends = bool(kinds & set("ESLU"))
    if not ends and not ("I" in kinds and any(tag[:2] == "B-" and before[2:] != tag[2:] for before, tag in every)):
        return []
    odd = {pair for pair in every if _is_odd(*pair, ends=ends)}
    return [
        (number, chunk.first)
        for (number, tags), pairs in zip(labelled, followed, strict=True)
        if not odd.isdisjoint(pairs)
        for chunk in chunks(tags)
        if _is_stray(tags[chunk.first], tags[chunk.last], ends=ends)
    ]


def _is_odd(before: str, tag: str, *, ends: bool) -> bool:
    """Whether one tag cannot follow another: only where that is so something can be wrong."""
    goes_on = tag[:1] in tuple("IEL") and is_tag(tag)
    is_open = before[:1] in tuple("BI") and is_tag(before)
    follows = is_open and before[2:] == tag[2:]
    return (goes_on and not follows) or (ends and is_open and not (goes_on and follows))


def _is_stray(first: str, last: str, *, ends: bool) -> bool:
    return is_tag(first) and (first[0] not in "BSU" or (ends and last[0] not in "ESLU"))
