"""Figures as people read them: their words short, their numbers no finer than they are known, one scale for all."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from annotator.services.agreement.figures import Figure
from annotator.services.agreement.words import ATTRIBUTE, words_of

Figures = Mapping[str, Figure]
"""By name."""

_USUAL_LOW = 0.5
_STEP = 0.1
_IN_DETAIL = frozenset(
    (
        "entity_type",
        "entity_span",
        "trigger_span",
        "trigger_partial",
        "trigger_type",
        "argument_span",
        "unit_u_alpha",
        "token_cohen",
        "token_fleiss",
        "muc",
        "b_cubed",
        "ceaf_m",
        "ceaf_e",
        "lea",
    )
)
"""Not among the main figures; one that is not known here is."""


class Match(StrEnum):
    """How far spans must be equal."""

    EXACT = "exact"
    PARTIAL = "partial"
    TYPE = "type"

    @property
    def following(self) -> "Match":
        """The next one, round and round."""
        every = list(Match)
        return every[(every.index(self) + 1) % len(every)]


def compared(match: Match) -> tuple[str, ...]:
    """The figures by which pairs, languages and times are compared."""
    return f"entity_{match}", f"trigger_{match}", "argument_role", "conll"


def is_main(name: str) -> bool:
    """Whether a figure stands in the strip at once."""
    return name not in _IN_DETAIL and not name.startswith(ATTRIBUTE)


def short_title(name: str) -> tuple[str, str]:
    """What is measured, and how: `Entities` and `exact`."""
    head, _comma, rest = words_of(name).title.partition(", ")
    return head, rest


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale of all bands of the page; 1 is its upper end.

    Attributes:
        low: Its lower end.
    """

    low: float = _USUAL_LOW

    @classmethod
    def over(cls, figures: Iterable[Figure]) -> "Scale":
        """From 0.5, or from further down if a figure or its interval would fall off."""
        lows = [min((f.value, *(f.interval or ()))) for f in figures if f.value is not None]
        least = min(lows, default=_USUAL_LOW)
        return cls() if least >= _USUAL_LOW else cls(math.floor(least / _STEP + 1e-9) * _STEP)

    def share(self, value: float) -> float:
        """How far along the scale a value is, 0 to 1."""
        return min(1.0, max(0.0, (value - self.low) / (1 - self.low)))

    @property
    def words(self) -> str:
        """Its lower end."""
        return _signed(f"{self.low:.1f}".removesuffix(".0"))


def value_words(figure: Figure) -> str:
    """The number: two decimals with an interval, one without, for it is not known any better."""
    if figure.value is None:
        return "–"
    if figure.interval is not None:
        return _signed(f"{figure.value:.2f}")
    return _coarse(figure.value)


def _coarse(value: float) -> str:
    """One decimal; what is nearly 1, or nearly 0, does not look as if it were."""
    if value in (0, 1):
        return str(round(value))
    if round(value, 1) == 1:
        return "> 0.9"
    if round(value, 1) == 0:
        return "< 0.1"
    return _signed(f"{value:.1f}")


def interval_words(figure: Figure) -> str:
    """The interval as numbers, or nothing."""
    if figure.value is None or figure.interval is None:
        return ""
    low, high = figure.interval
    return _signed(f"{low:.2f}–{high:.2f}")


def n_words(figure: Figure) -> str:
    """What the figure rests on."""
    return f"n = {figure.n:,}"


def spoken(figure: Figure) -> str:
    """A figure as a sentence, for whoever hears it."""
    title = words_of(figure.name).title
    if figure.value is None:
        words = QCoreApplication.translate("Agreement", "{title}: not defined. {reason}")
        return words.format(title=title, reason=figure.reason)
    if figure.interval is None:
        words = QCoreApplication.translate("Agreement", "{title}: {value}, {n}, no interval")
        return words.format(title=title, value=value_words(figure), n=n_words(figure))
    words = QCoreApplication.translate("Agreement", "{title}: {value}, interval {low} to {high}, {n}")
    low, high = (_signed(f"{end:.2f}") for end in figure.interval)
    return words.format(title=title, value=value_words(figure), low=low, high=high, n=n_words(figure))


def _signed(number: str) -> str:
    """With a minus that is as wide as a figure."""
    return number.replace("-", "\u2212")
