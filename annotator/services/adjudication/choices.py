"""What a person can say to a case: whose reading, several, another one, or nothing; and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.model.decision import Verdict
from annotator.model.ids import AnnotatorName
from annotator.services.adjudication.cases import Said


@dataclass(frozen=True, slots=True)
class Why:
    """Attributes: `reason` is one of the project's (see `reasons`) or empty; `comment` is free text."""

    reason: str = ""
    comment: str = ""


NO_REASON = Why()


@dataclass(frozen=True, slots=True)
class Take:
    """Somebody's reading is right."""

    annotator: AnnotatorName
    why: Why = NO_REASON


@dataclass(frozen=True, slots=True)
class Both:
    """Several readings are right and stand beside each other; of an argument, each as an argument of its own."""

    annotators: tuple[AnnotatorName, ...]
    why: Why = NO_REASON


@dataclass(frozen=True, slots=True)
class Edit:
    """Something else is right: a span, a label, a value, a `Link`, or the `Parts` of a cluster."""

    said: Said
    why: Why = NO_REASON


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing here belongs in gold; `WRONG` says that all readings are mistakes."""

    verdict: Verdict = Verdict.NONE
    why: Why = NO_REASON


Choice = Take | Both | Edit | Nothing
Choices = Mapping[str, Choice]
"""Choices by the keys of rows."""

NEW_ARGUMENT = "argument:new:"
"""Begins the key of an argument that no row speaks of yet; what follows only tells several apart."""
