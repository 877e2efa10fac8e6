"""Disagreements as sentences, in which the words of the text keep their own direction."""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from annotator.model.annotation import Argument, Mention, Relation, Value
from annotator.model.ids import AnnotatorName
from annotator.model.printable import printable
from annotator.model.span import Range, Span
from annotator.services.comparison.alignment import Pair
from annotator.services.comparison.disagreement import Trifle
from annotator.services.texts import describe, is_invisible, shortened

_FSI, _PDI = "\u2068", "\u2069"
_LONGEST = 60
"""Code points of a mention that a sentence quotes."""
_NAMED = 5
"""Mentions of a cluster that a sentence quotes."""

Names = tuple[AnnotatorName, AnnotatorName]


class Words:
    """The sentences about two layers of a text.

    Attributes:
        left, right: Whose layers they are.
    """

    def __init__(self, text: str, names: Names) -> None:
        self._text = text
        self.left, self.right = names

    def only_one(self, pair: Pair) -> str:
        """A mention that one layer lacks."""
        mention = _first(pair)
        return f"Only {mention.annotator} labels {self.quote(mention)}: {mention.label}."

    def boundary(self, left: Mention, right: Mention, only: Sequence[Trifle]) -> str:
        """Two spans; where hardly anything differs, what does is named so that it can be seen."""
        if not only:
            return f"{self.left} labels {self.quote(left)}, {self.right} {self.quote(right)}."
        differing = " ".join(describe(self._text[start:end]) for start, end in one_has_alone(left.span, right.span))
        return (
            f"The edges of {self.quote(left)} differ between {self.left} and {self.right} by nothing but "
            f"{' and '.join(only)}: {_isolated(printable(shortened(differing, _LONGEST)))}."
        )

    def label(self, left: Mention, right: Mention) -> str:
        """Two labels of what answers each other."""
        return f"{self.quote(left)} is {left.label} for {self.left}, {right.label} for {self.right}."

    def attribute(self, name: str, owner: str, said: tuple[Value | None, Value | None]) -> str:
        """Two values of an attribute."""
        one, other = map(_value, said)
        return f"{name} of {owner} is {one} for {self.left}, {other} for {self.right}."

    def only_one_argument(self, event: Mention, argument: Argument, filler: Pair) -> str:
        """An argument that one layer lacks."""
        mention = _first(filler)
        words = f"Only for {argument.annotator} is {self.quote(mention)} {argument.role} of {self.named(event)}."
        return words + self._unlabelled(argument.annotator, [filler])

    def role(self, event: Mention, left: Argument, right: Argument, filler: Mention) -> str:
        """Two roles of one filler."""
        roles = f"{left.role} for {self.left}, {right.role} for {self.right}"
        return f"{self.quote(filler)} in {self.named(event)} is {roles}."

    def filler(self, event: Mention, role: str, fillers: tuple[Mention, Mention], same_for: Sequence[str]) -> str:
        """Two fillers of one role."""
        one, other = map(self.quote, fillers)
        words = f"{role} of {self.named(event)} is {one} for {self.left}, {other} for {self.right}."
        return f"{words} Both mean the same for {' and '.join(same_for)}." if same_for else words

    def only_one_relation(self, relation: Relation, ends: tuple[Pair, Pair]) -> str:
        """A relation that one layer lacks."""
        source, target = map(_first, ends)
        leads = f"{relation.label} from {self.quote(source)} to {self.quote(target)}"
        return f"Only {relation.annotator} has {leads}." + self._unlabelled(relation.annotator, ends)

    def relation_label(self, source: Mention, target: Mention, labels: tuple[str, str]) -> str:
        """Two labels of a relation."""
        joins = f"{self.quote(source)} and {self.quote(target)} are joined"
        return f"{joins} by {labels[0]} for {self.left}, by {labels[1]} for {self.right}."

    def relation_direction(self, source: Mention, target: Mention, label: str) -> str:
        """A relation that leads there for one, back for the other."""
        leads = f"{label} leads from {self.quote(source)} to {self.quote(target)}"
        return f"{leads} for {self.left}, the other way for {self.right}."

    def cluster(self, owner: AnnotatorName, parts: Sequence[Sequence[Pair]]) -> str:
        """A cluster that one layer does not hold together; its parts stand between `|`."""
        other = self.right if owner == self.left else self.left
        divided = " | ".join(self._some(part) for part in parts[:_NAMED])
        more = f" | … {len(parts) - _NAMED} more" if len(parts) > _NAMED else ""
        if all(len(part) == 1 for part in parts):
            return f"{owner} lets these mean the same, {other} none of them: {divided}{more}."
        return f"{owner} lets these mean the same, {other} divides them: {divided}{more}."

    def _some(self, part: Sequence[Pair]) -> str:
        quoted = ", ".join(self.quote(_first(pair)) for pair in part[:_NAMED])
        return f"{quoted}, … {len(part) - _NAMED} more" if len(part) > _NAMED else quoted

    def _unlabelled(self, speaker: AnnotatorName, ends: Iterable[Pair]) -> str:
        """That the other one could not say so, having no such mention."""
        other = self.right if speaker == self.left else self.left
        lacking = [self.quote(_first(pair)) for pair in ends if None in pair]
        return f" {other} does not label {' and '.join(lacking)}." if lacking else ""

    def named(self, mention: Mention) -> str:
        """A mention with its label."""
        return f"{mention.label} {self.quote(mention)}"

    def quote(self, mention: Mention) -> str:
        """What a mention covers, on one line."""
        words = " … ".join(self._text[start:end] for start, end in mention.span.fragments)
        return f"“{_isolated(printable(shortened(words, _LONGEST)))}”"


def one_has_alone(one: Span, other: Span) -> tuple[Range, ...]:
    """The ranges that belong to exactly one of two spans, in order; they may touch."""
    edges = sorted({edge for span in (one, other) for fragment in span for edge in fragment})
    return tuple((start, end) for start, end in pairwise(edges) if (start in one) != (start in other))


def trifles(text: str, one: Span, other: Span) -> tuple[Trifle, ...]:
    """What the characters are that only one of two spans has; nothing if any is more than a trifle."""
    found = {_trifle(character) for start, end in one_has_alone(one, other) for character in text[start:end]}
    return () if None in found else tuple(trifle for trifle in Trifle if trifle in found)


def _trifle(character: str) -> Trifle | None:
    if character.isspace():
        return Trifle.WHITE_SPACE
    if is_invisible(character):
        return Trifle.INVISIBLE
    return Trifle.PUNCTUATION if unicodedata.category(character).startswith("P") else None


def _first(pair: Pair) -> Mention:
    """The mention of a pair that speaks for it."""
    found = pair.left if pair.left is not None else pair.right
    if found is None:
        raise ValueError("a pair holds at least one mention")
    return found


def _value(value: Value | None) -> str:
    if value is None:
        return "not said"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"“{_isolated(printable(value))}”" if isinstance(value, str) else str(value)


def _isolated(words: str) -> str:
    return f"{_FSI}{words}{_PDI}"
