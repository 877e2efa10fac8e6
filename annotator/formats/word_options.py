"""What can be chosen where a format has words with tags."""

from typing import Final

from annotator.formats.entry import Entry
from annotator.formats.interface import Option
from annotator.formats.losses import Loss, Losses
from annotator.formats.projection import is_entity, is_event, keep_mentions
from annotator.formats.tagging import BIOES, IOB1, IOB2

TAGS: Final = Option(
    "tags", "Tags", ((IOB2, "IOB2: B- begins"), (IOB1, "IOB1: B- only after the same"), (BIOES, "BIOES"))
)
MENTIONS: Final = Option(
    "mentions", "Mentions", (("entities", "entities"), ("triggers", "triggers of events"), ("all", "both"))
)
WORDS: Final = Option("words", "Parts of words", (("expand", "grow to the word"), ("drop", "are left out")))
OVERLAP: Final = Option(
    "overlap", "Of overlapping mentions", (("longest", "the longest stays"), ("shortest", "the shortest stays"))
)


def of_kind(entry: Entry, wanted: str, losses: Losses) -> Entry:
    """The mentions that a value of `MENTIONS` means."""
    if wanted == "entities":
        return keep_mentions(entry, is_entity, Loss.EVENT, losses)
    return keep_mentions(entry, is_event, Loss.ENTITY, losses) if wanted == "triggers" else entry
