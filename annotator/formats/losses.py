"""What a format cannot carry, counted before anything is written.

Nothing is left out of an export without being counted here: the window and the command line show the sentence, the
report lists the documents.
"""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from annotator.model.ids import DocumentId


class Loss(StrEnum):
    """What was left out, or changed; the value is how a report names it."""

    NESTED = "nested-mentions"
    OVERLAPPING = "overlapping-mentions"
    DISCONTINUOUS = "discontinuous-mentions"
    SUB_WORD = "sub-word-mentions"
    SUB_CHARACTER = "mentions-of-parts-of-characters"
    EXPANDED = "mentions-expanded-to-words"
    DIVIDED = "mentions-that-divide-words"
    TRIMMED = "mentions-without-blanks-at-their-ends"
    ALIKE = "mentions-that-became-alike"
    TRIGGER = "triggers-cut-to-one-word"
    OUTSIDE = "mentions-outside-words"
    ENTITY = "entities"
    EVENT = "events"
    ARGUMENT = "arguments"
    RELATION = "relations"
    ATTRIBUTE = "attributes"
    CLUSTER = "clusters"
    CLUSTER_FACT = "names-of-clusters"
    LINE_BREAK = "mentions-split-at-line-breaks"
    RENAMED = "renamed-labels"
    NOTE = "notes"
    NOTE_BREAK = "line-breaks-in-notes"
    COMMENT = "comments"
    DECISION = "decisions"
    SPACING = "documents-with-other-spacing"


OF_TOKENS: Final = frozenset({Loss.DIVIDED})
"""What makes the tokens of a file others than the tokenizer's, and says all the same."""

_WORDS: Mapping[Loss, tuple[str, str]] = {
    Loss.NESTED: ("nested mention", "nested mentions"),
    Loss.OVERLAPPING: ("overlapping mention", "overlapping mentions"),
    Loss.DISCONTINUOUS: ("discontinuous mention", "discontinuous mentions"),
    Loss.SUB_WORD: ("mention of a part of a word", "mentions of parts of words"),
    Loss.SUB_CHARACTER: ("mention of a part of a character", "mentions of parts of characters"),
    Loss.EXPANDED: ("mention that grew to whole words", "mentions that grew to whole words"),
    Loss.DIVIDED: ("mention of a part of an undivided word", "mentions of parts of undivided words"),
    Loss.TRIMMED: ("blank at the end of a mention", "mentions with blanks at their ends"),
    Loss.ALIKE: ("mention that became like another", "mentions that became like others"),
    Loss.TRIGGER: ("trigger of several words", "triggers of several words"),
    Loss.OUTSIDE: ("mention without a word", "mentions without a word"),
    Loss.ENTITY: ("entity", "entities"),
    Loss.EVENT: ("event", "events"),
    Loss.ARGUMENT: ("argument", "arguments"),
    Loss.RELATION: ("relation", "relations"),
    Loss.ATTRIBUTE: ("attribute", "attributes"),
    Loss.CLUSTER: ("cluster", "clusters"),
    Loss.CLUSTER_FACT: ("name or label of a cluster", "names and labels of clusters"),
    Loss.LINE_BREAK: ("mention in one piece across a line break", "mentions in one piece across line breaks"),
    Loss.RENAMED: ("name with blanks or colons as it is", "names with blanks or colons as they are"),
    Loss.NOTE: ("note", "notes"),
    Loss.NOTE_BREAK: ("note of several lines", "notes of several lines"),
    Loss.COMMENT: ("comment", "comments"),
    Loss.DECISION: ("decision of adjudication", "decisions of adjudication"),
    Loss.SPACING: ("document with other spacing between words", "documents with other spacing between words"),
}


class Losses:
    """Counts of what was lost, whole and by document."""

    def __init__(self) -> None:
        self._by_document: dict[DocumentId, Counter[Loss]] = {}
        self._totals: Counter[Loss] = Counter()

    def add(self, document: DocumentId, loss: Loss, count: int = 1) -> None:
        """Count something that a document loses."""
        if count:
            self._by_document.setdefault(document, Counter())[loss] += count
            self._totals[loss] += count

    @property
    def totals(self) -> Mapping[Loss, int]:
        """By kind, in the order of `Loss`."""
        return {loss: self._totals[loss] for loss in Loss if self._totals[loss]}

    @property
    def by_document(self) -> Mapping[DocumentId, Mapping[Loss, int]]:
        """Documents that lose something, in the order in which they were met."""
        return self._by_document

    def sentence(self, title: str) -> str:
        """`CoNLL-2003 cannot carry 12 nested mentions, 80 events.`; empty if nothing is lost."""
        parts = listed(self.totals)
        return f"{title} cannot carry {parts}." if parts else ""


def listed(losses: Mapping[Loss, int]) -> str:
    """`12 nested mentions, 1 event`: what was lost, in words."""
    return ", ".join(f"{count:,} {loss_words(loss, count)}" for loss, count in losses.items())


def loss_words(loss: Loss, count: int) -> str:
    """What was lost, in words that follow the count."""
    return _WORDS[loss][count != 1]
