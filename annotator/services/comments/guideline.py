"""Guidelines to fix: the flagged threads by what rule they are about, the most expensive unclear rule first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotator.services.comments.listing import Discussion, rule_of

Rule = tuple[str, str]
"""A label and a role of it; an empty role for the label itself, both empty for no rule in particular."""


@dataclass(frozen=True, slots=True)
class GuidelineToFix:
    """A rule that people have found unclear.

    Attributes:
        discussions: The flagged threads about it, settled ones included, the newest first.
        disagreements: How often annotators differ about it, `None` if nobody has counted.
    """

    rule: Rule
    discussions: tuple[Discussion, ...]
    disagreements: int | None = None

    @property
    def comments(self) -> int:
        """How many comments have words."""
        return sum(len(one.thread.said) for one in self.discussions)

    @property
    def languages(self) -> tuple[str, ...]:
        """BCP 47 tags of the documents, those of most threads first."""
        tags = [one.topic.language for one in self.discussions]
        return tuple(sorted(set(tags), key=lambda tag: (-tags.count(tag), tag)))


def guidelines_to_fix(
    discussions: Iterable[Discussion], disagreements: Mapping[Rule, int] | None = None
) -> list[GuidelineToFix]:
    """The rules with flagged threads; those with the most comments and disagreements first.

    Args:
        discussions: All threads.
        disagreements: By rule, how often annotators differ; what is not in it was not counted.
    """
    by_rule: dict[Rule, list[Discussion]] = {}
    for one in discussions:
        if one.is_flagged:
            by_rule.setdefault(rule_of(one), []).append(one)
    found = [
        GuidelineToFix(rule, tuple(some), None if disagreements is None else disagreements.get(rule))
        for rule, some in by_rule.items()
    ]
    return sorted(found, key=_cost)


def _cost(entry: GuidelineToFix) -> tuple[int, Rule]:
    return -(entry.comments + (entry.disagreements or 0)), entry.rule
