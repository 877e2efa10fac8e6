"""What can be asked about the names that a file uses and the scheme does not have, and what can be answered.

Names stand in an order in which each can be asked about once those before it are answered: what a role is asked about
depends on what its event is called here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from annotator.services.quoting import Quote


class Thing(StrEnum):
    """What a name is the name of; see `Asked`."""

    ENTITY = "entity"
    EVENT = "event"
    RELATION = "relation"
    ROLE = "role"
    FILLER = "filler"
    ENDS = "ends"
    ATTRIBUTE = "attribute"
    CARRIER = "carrier"
    VALUE = "value"


LABELS = (Thing.ENTITY, Thing.EVENT, Thing.RELATION)
_ORDER = {thing: place for place, thing in enumerate(Thing)}


@dataclass(frozen=True, slots=True)
class Asked:
    """A name that the scheme does not have, or that it does not allow where the file has it.

    Labels are called as in the file. All that hangs on labels goes by what these are called here.

    Attributes:
        name: Of a label, role, attribute or value. `FILLER`: of the role, `ENDS`: of the relation, `CARRIER`: of the
            attribute, all of which the scheme has.
        of: `ROLE`: the event. `FILLER`: the event and the filler's label. `ENDS`: the labels of source and target.
            `VALUE`: the attribute.
    """

    thing: Thing
    name: str
    of: tuple[str, ...] = ()

    @property
    def place(self) -> int:
        """Sort key of the thing."""
        return _ORDER[self.thing]


class Act(Enum):
    """What is done about a name."""

    ADD = "add"
    """The scheme gets it, or allows it there."""
    RENAME = "rename"
    """It becomes one that the scheme has."""
    DROP = "drop"
    """What is called so is left out."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is done about a name.

    Attributes:
        to: What it is renamed to.
    """

    act: Act
    to: str = ""


ADD, DROP = Answer(Act.ADD), Answer(Act.DROP)
Answers = Mapping[Asked, Answer]


def rename(to: str) -> Answer:
    """It becomes `to`."""
    return Answer(Act.RENAME, to)


@dataclass(frozen=True, slots=True)
class Example:
    """Where a name stands in the files: the first place.

    Attributes:
        title: Of the document.
    """

    title: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Question:
    """A name with all that a person wants to know before they answer.

    Attributes:
        answer: What would be done.
        is_given: Whether a person, now or earlier, has said so; else it is a suggestion.
        count: How often it stands in the files.
        where: Labels that it concerns, for attributes.
        targets: What it can be renamed to, in the scheme's order.
        can_be_added: Whether the scheme can have it, too.
    """

    asked: Asked
    answer: Answer
    is_given: bool
    count: int
    example: Example | None
    where: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    can_be_added: bool = True
