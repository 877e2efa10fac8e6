"""What can be chosen where a format has words with tags."""

from collections.abc import Sequence
from typing import Final

from annotator.formats.entry import Entry
from annotator.formats.interface import Option, WriteOptions
from annotator.formats.losses import Loss, Losses
from annotator.formats.projection import is_entity, is_event, keep_mentions, split_words
from annotator.formats.tagging import BIOES, IOB1, IOB2
from annotator.model.span import Range

TAGS: Final = Option(
    "tags", "Tags", ((IOB2, "IOB2: B- begins"), (IOB1, "IOB1: B- only after the same"), (BIOES, "BIOES"))
)
MENTIONS: Final = Option(
    "mentions", "Mentions", (("entities", "entities"), ("triggers", "triggers of events"), ("all", "both"))
)
EXPAND, SPLIT, DROP = "expand", "split", "drop"
WORDS: Final = Option(
    "words",
    "Parts of words",
    ((EXPAND, "grow to the word"), (SPLIT, "divide the word at their edges"), (DROP, "are left out")),
)
WHOLE, CLITICS = "words", "clitics"
TOKENIZER: Final = Option("tokens", "Tokens", ((WHOLE, "words"), (CLITICS, "words and clitics, in Arabic and Persian")))
OVERLAP: Final = Option(
    "overlap", "Of overlapping mentions", (("longest", "the longest stays"), ("shortest", "the shortest stays"))
)


def words_of(entry: Entry, options: WriteOptions) -> Sequence[Range]:
    """The tokens of an entry, divided at the edges of its mentions if that is chosen."""
    words = options.words(entry.text, entry.document.language)
    return split_words(entry, words) if WORDS.chosen(options.choices) == SPLIT else words


def of_kind(entry: Entry, wanted: str, losses: Losses) -> Entry:
    """The mentions that a value of `MENTIONS` means."""
    if wanted == "entities":
        return keep_mentions(entry, is_entity, Loss.EVENT, losses)
    return keep_mentions(entry, is_event, Loss.ENTITY, losses) if wanted == "triggers" else entry
