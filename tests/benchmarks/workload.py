"""Synthetic articles and mentions, the same ones on every machine.

The text is the five sample articles over and over, cut at so many bytes. Of the mentions 30 % are nested in or cross
another one, 5 % are a part of a word (clitics), 3 % are discontinuous; the rest cover one to four words. Of the
arguments, where there are any, 80 % lead to one of the six mentions before or after the trigger, 15 % to one of the
next fifty, the rest anywhere.
"""

import pickle
import random
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from annotator.assets import seeds
from annotator.model.annotation import Argument, Kind, Mention, reading_order
from annotator.model.document import Direction
from annotator.model.ids import AnnotatorName, ArgumentId, DocumentId, MentionId
from annotator.model.span import Range, Span

ANNOTATOR = AnnotatorName("leila")
DOCUMENT = DocumentId("benchmark")
LABELS = ("PERSON", "ORG", "GPE", "LOC", "DATE", "TITLE", "Contact.Meet", "Movement.Visit", "Agreement.Sign", "MONEY")
"""Of the scheme `news`."""

ROLES = ("Participant", "Place", "Time", "Topic", "Purpose", "Speaker")

_NESTED, _SUB_WORD, _DISCONTINUOUS = 0.30, 0.05, 0.03
_SEED = 7


class Script(StrEnum):
    """Which of the sample articles a text is made of."""

    LTR = "ltr"
    RTL = "rtl"
    MIXED = "mixed"


_ARTICLES = {Script.LTR: (0, 3), Script.RTL: (1, 2, 4), Script.MIXED: (0, 1, 2, 3, 4)}


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the work is.

    Attributes:
        bytes, mentions, arguments: Of an article; arguments only where arcs are measured.
        samples: How often each gesture is made.
        documents: In the large project; ten mentions each.
        files: That are imported.
        starts: How often the program is started.
        labelled: Documents that three annotators have labelled.
        exchanged: Labelled documents that are exported and imported; ten times as many where memory is watched.
    """

    bytes: int
    mentions: int
    arguments: int
    samples: int
    documents: int
    files: int
    starts: int
    labelled: int
    exchanged: int


FULL = Scale(
    bytes=1_000_000,
    mentions=10_000,
    arguments=3_000,
    samples=200,
    documents=100_000,
    files=10_000,
    starts=10,
    labelled=1_000,
    exchanged=10_000,
)
TINY = Scale(
    bytes=20_000,
    mentions=200,
    arguments=60,
    samples=5,
    documents=300,
    files=30,
    starts=1,
    labelled=10,
    exchanged=20,
)
SCALES = {"full": FULL, "tiny": TINY}


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its mentions and arguments."""

    text: str
    base: Direction
    mentions: tuple[Mention, ...]
    arguments: tuple[Argument, ...] = ()

    @property
    def language(self) -> str:
        """A language that fits the text."""
        return "ar" if self.base is Direction.RTL else "de"


def article(script: Script, size: int, mentions: int) -> Article:
    """An article of about `size` bytes of UTF-8 in many paragraphs."""
    text = _text(script, size)
    base = Direction.LTR if script is Script.LTR else Direction.RTL
    return Article(text, base, tuple(_mentions(text, mentions)))


def article_with_arguments(script: Script, size: int, mentions: int, arguments: int) -> Article:
    """The same with arguments between the mentions."""
    made = article(script, size, mentions)
    return replace(made, arguments=tuple(_arguments(made.mentions, arguments)))


def _arguments(mentions: Sequence[Mention], count: int) -> Iterator[Argument]:
    chance = random.Random(_SEED)
    order = sorted(mentions, key=reading_order)
    events = [index for index, mention in enumerate(order) if mention.kind is Kind.EVENT]
    for number in range(count):
        index = chance.choice(events)
        reach = chance.choices((6, 50, len(order)), (80, 15, 5))[0]
        other = max(0, min(len(order) - 1, index + chance.choice((-1, 1)) * chance.randint(1, reach)))
        id_, role = ArgumentId(f"argument-{number:07}"), chance.choice(ROLES)
        yield Argument(id_, DOCUMENT, ANNOTATOR, order[index].id, role, order[other].id)


def one_paragraph(characters: int, mentions: int) -> Article:
    """An Arabic article without a line break."""
    text = _text(Script.RTL, characters * 3).replace("\n", " ")[:characters]
    return Article(text, Direction.RTL, tuple(_mentions(text, mentions)))


def stored(folder: Path, name: str, made: Article | None = None) -> Article:
    """An article kept in a file, so that what measures memory need not also hold what made it."""
    path = folder / f"{name}.pickle"
    if made is not None:
        path.write_bytes(pickle.dumps(made))
        return made
    kept: Article = pickle.loads(path.read_bytes())  # our own file of a minute ago
    return kept


def sample_texts() -> list[str]:
    """The sample articles, by name."""
    return [path.read_text(encoding="utf-8") for path in sorted(seeds().glob("*.txt"))]


def _text(script: Script, size: int) -> str:
    samples = sample_texts()
    parts = [samples[i].rstrip("\n").encode() + b"\n" for i in _ARTICLES[script]]
    whole = b"".join(parts)
    repeated = whole * (size // len(whole) + 1)
    return repeated[:size].decode("utf-8", "ignore")


def _mentions(text: str, count: int) -> list[Mention]:
    chance = random.Random(_SEED)
    words = [match.span() for match in re.finditer(r"\w+", text)]
    plain = _plain_spans(text, words, round(count * (1 - _NESTED)), chance)
    spans = plain + _nested_spans(text, words, plain, count - len(plain), chance)
    labels = [chance.choice(LABELS) for _span in spans]
    return [_mention(number, span, label) for number, (span, label) in enumerate(zip(spans, labels, strict=True))]


def _mention(number: int, span: Span, label: str) -> Mention:
    kind = Kind.EVENT if "." in label else Kind.ENTITY
    return Mention(MentionId(f"mention-{number:07}"), DOCUMENT, ANNOTATOR, kind, label, span)


def _plain_spans(text: str, words: Sequence[Range], count: int, chance: random.Random) -> list[Span]:
    step = len(words) / count
    spans = []
    for i in range(count):
        first = min(len(words) - 1, int(i * step + chance.random() * step * 0.6))
        last = min(len(words) - 1, first + chance.choice((0, 0, 1, 1, 2, 3)))
        whole = _in_paragraph(text, words[first][0], words[last][1])
        kind = chance.random()
        if kind < _SUB_WORD and words[first][1] - words[first][0] > 4:
            spans.append(Span.of(words[first][1] - 2, words[first][1]))
        elif kind < _SUB_WORD + _DISCONTINUOUS and last + 3 < len(words):
            spans.append(_with_fragment(text, whole, words[last + 3]))
        else:
            spans.append(Span.of(*whole))
    return spans


def _with_fragment(text: str, whole: Range, further: Range) -> Span:
    return Span.of(*whole) if "\n" in text[whole[0] : further[1]] else Span.union((whole, further))


def _nested_spans(
    text: str, words: Sequence[Range], plain: Sequence[Span], count: int, chance: random.Random
) -> list[Span]:
    starts = [start for start, _end in words]
    spans = []
    for _i in range(count):
        start, end = plain[chance.randrange(len(plain))].fragments[0]
        word = bisect_left(starts, start)
        if chance.random() < 0.5:  # around it
            last = min(len(words) - 1, word + chance.choice((3, 4, 6)))
            around = start, max(end, words[last][1])
        else:  # across its edge
            last = min(len(words) - 1, word + chance.choice((1, 2)))
            around = words[max(0, word - 1)][0], words[last][1]
        spans.append(Span.of(*_in_paragraph(text, *around)))
    return spans


def _in_paragraph(text: str, start: int, end: int) -> Range:
    stop = text.find("\n", start, end)
    return (start, stop) if stop > start else (start, end)
