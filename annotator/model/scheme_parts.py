"""What a scheme is made of: labels with their roles and examples, and attributes with their values.

Every part is one frozen value. What they may say about each other is checked by `scheme_faults`, and asked of `Scheme`.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from annotator.model.annotation import Value
from annotator.model.errors import SchemeError

Names = Mapping[str, str]
"""What a person reads, by language tag: `{"en": "Person", "ar": "شخص"}`."""

LabelKind = Literal["entity", "event", "relation"]

HUES = ("blue", "vermilion", "green", "magenta", "ochre", "cyan", "violet", "red", "olive", "slate")
"""The label hues that a theme has; each reads well in light and dark, and any two can be told apart."""


class AttributeKind(StrEnum):
    """What values an attribute takes."""

    CHOICE = "choice"
    YES_NO = "yesno"
    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True)
class Choice:
    """One value of a choice attribute.

    Attributes:
        key: Sets the value of the selected mention, after the key that asks for its attributes.
        mark: A sign of a character or two that the article shows beside the tag while the value holds; empty for none.
    """

    value: str
    names: Names = field(default_factory=dict)
    key: str = ""
    mark: str = ""

    def title(self, language: str = "en") -> str:
        """The name a person reads, in `language`, else in English, else the value itself."""
        return self.names.get(language) or self.names.get("en") or self.value


@dataclass(frozen=True)
class Attribute:
    """A named value that mentions, arguments or relations can carry.

    Attributes:
        default: What holds when nothing is said; `None` for "not said".
        required: Whether the check asks for a value when there is no default.
        key: For yes or no: turns it on and off, after the key that asks for attributes.
        mark: For yes or no: what the article shows beside the tag while it is yes; choices have marks of their own.
    """

    name: str
    kind: AttributeKind = AttributeKind.CHOICE
    choices: tuple[Choice, ...] = ()
    default: Value | None = None
    required: bool = False
    names: Names = field(default_factory=dict)
    guideline: str = ""
    key: str = ""
    mark: str = ""

    def title(self, language: str = "en") -> str:
        """The name a person reads, in `language`, else in English, else the attribute's own name."""
        return self.names.get(language) or self.names.get("en") or self.name

    def mark_of(self, value: Value | None) -> str:
        """What the article shows beside the tag for a value (`None` for the default); empty for nothing."""
        held = self.default if value is None else value
        if self.kind is AttributeKind.YES_NO:
            return self.mark if held is True else ""
        return next((choice.mark for choice in self.choices if choice.value == held), "")

    def check(self, value: Value) -> None:
        """Refuse a value that this attribute cannot have.

        Raises:
            SchemeError: With a sentence that says what would fit.
        """
        if not self._fits(value):
            raise SchemeError(
                f"“{value}” is not a value of {self.name}. It takes {self._what_fits()}.",
                attribute=self.name,
                value=value,
            )

    def _fits(self, value: Value) -> bool:
        match self.kind:
            case AttributeKind.CHOICE:
                return any(value == choice.value for choice in self.choices)
            case AttributeKind.YES_NO:
                return isinstance(value, bool)
            case AttributeKind.TEXT:
                return isinstance(value, str)
            case AttributeKind.NUMBER:
                return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)

    def _what_fits(self) -> str:
        match self.kind:
            case AttributeKind.CHOICE:
                return "one of " + ", ".join(choice.value for choice in self.choices)
            case AttributeKind.YES_NO:
                return "yes or no"
            case AttributeKind.TEXT:
                return "text"
            case AttributeKind.NUMBER:
                return "a number"


@dataclass(frozen=True)
class Example:
    """A passage that shows a guideline at work.

    Attributes:
        text: The passage; the labelled part stands in square brackets.
        good: Whether it is right so; a bad example shows a usual mistake.
    """

    text: str
    language: str = ""
    good: bool = True
    why: str = ""


@dataclass(frozen=True)
class Role:
    """A part that a mention can play in an event.

    Attributes:
        fillers: Labels of the mentions that may fill it (their descendants too); empty for any.
        cardinality: How many: `?` none or one, `1` one, `*` any, `+` one or more, `{n}` exactly n.
        attributes: Names of attributes that an argument in this role carries.
    """

    name: str
    fillers: tuple[str, ...] = ()
    cardinality: str = "*"
    key: str = ""
    names: Names = field(default_factory=dict)
    guideline: str = ""
    attributes: tuple[str, ...] = ()

    @property
    def bounds(self) -> tuple[int, int | None]:
        """`(fewest, most)` fillers; `None` for no upper bound."""
        match self.cardinality:
            case "?":
                return 0, 1
            case "1":
                return 1, 1
            case "*":
                return 0, None
            case "+":
                return 1, None
            case exact:
                count = int(exact.strip("{}"))
                return count, count

    @property
    def required(self) -> bool:
        """Whether an event without a filler in this role is incomplete."""
        return self.bounds[0] > 0

    def title(self, language: str = "en") -> str:
        """The name a person reads, in `language`, else in English, else the role's own name."""
        return self.names.get(language) or self.names.get("en") or self.name


@dataclass(frozen=True)
class Label:
    """The type of a mention or a relation.

    Attributes:
        name: Full name, unique in the scheme: `PERSON`, `Movement.Visit`.
        parent: Full name of the label above, or empty.
        hue: Name of one of the theme's label hues.
        key: The key that labels the selection with it, or empty.
        abstract: A heading only; mentions take one of its children.
        roles: For events.
        source, target: For relations: labels of the ends; empty for any.
    """

    name: str
    kind: LabelKind
    parent: str = ""
    hue: str = "slate"
    key: str = ""
    short: str = ""
    abstract: bool = False
    names: Names = field(default_factory=dict)
    guideline: str = ""
    examples: tuple[Example, ...] = ()
    attributes: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    symmetric: bool = False

    @property
    def leaf(self) -> str:
        """The last part of the dotted name: what a tag in the article shows."""
        return self.short or self.name.rpartition(".")[2]

    def title(self, language: str = "en") -> str:
        """The name a person reads, in `language`, else in English, else the label's own name."""
        return self.names.get(language) or self.names.get("en") or self.leaf
