"""Names and what becomes of them, as one writes them on a command line: `PER=PERSON`, `@Gender=`, `Attack/Agent=Agent`.

A label is written as it is, a role after its event, an attribute with `@` before it, a value after its attribute. A
label that may not fill a role stands after the role, labels that a relation may not join stand after the relation.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.model.errors import AnnotatorError
from annotator.services.imports.label_mapping import NameMapping, Survey
from annotator.services.imports.label_names import ADD, DROP, Act, Answer, Answers, Asked, Question, Thing, rename

_MOST_ROUNDS = 6
"""Answers can bring up further names; no name is as many steps from a label."""


class MapError(AnnotatorError):
    """Something that was said of a name cannot be done."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is said of a name: `OLD=NEW`, or `OLD=` to leave it out."""

    words: str

    def of(self, asked: Asked) -> str | None:
        """What is said of this name; `None` if nothing is. Names may hold an equals sign."""
        for name in (spelled(asked), asked.name):
            if self.words.startswith(f"{name}="):
                return self.words[len(name) + 1 :]
        return None


def spelled(asked: Asked) -> str:
    """A name on the command line."""
    match asked.thing:
        case Thing.ROLE:
            return f"{asked.of[0]}/{asked.name}"
        case Thing.FILLER:
            return f"{asked.of[0]}/{asked.name}/{asked.of[1]}"
        case Thing.ENDS:
            return f"{asked.name}/{asked.of[0]}/{asked.of[1]}"
        case Thing.ATTRIBUTE | Thing.CARRIER:
            return f"@{asked.name}"
        case Thing.VALUE:
            return f"@{asked.of[0]}/{asked.name}"
        case _:
            return asked.name


def spelled_answer(question: Question) -> str:
    """What would be done about a name, as it is given to `Wanted`; a name that is added keeps its own."""
    answer = question.answer
    to = {Act.ADD: question.asked.name, Act.DROP: ""}.get(answer.act, answer.to)
    return f"{spelled(question.asked)}={to}"


def with_wanted(
    survey: Survey, wanted: Sequence[Wanted], known: Answers, otherwise: Answer | None
) -> tuple[NameMapping, tuple[Wanted, ...]]:
    """What becomes of all names, and what was said of names that are not there.

    Raises:
        MapError: If a name cannot become what was said.
    """
    answers = dict(known)
    used: set[Wanted] = set()
    for _round in range(_MOST_ROUNDS):
        mapping = survey.mapping(answers, otherwise=otherwise)
        before = dict(answers)
        for question in mapping.questions:
            for one in wanted:
                to = one.of(question.asked)
                if to is not None:
                    answers[question.asked] = _answer(question, to, mapping.questions)
                    used.add(one)
        if answers == before:
            break
    return mapping, tuple(one for one in wanted if one not in used)


def _answer(question: Question, to: str, others: Iterable[Question]) -> Answer:
    asked = question.asked
    if not to:
        return DROP
    if to in question.targets:
        return rename(to)
    if to == asked.name and question.can_be_added:
        return ADD
    if any(other.asked.name == to and other.answer.act is Act.ADD and other.asked != asked for other in others):
        return rename(to)
    there = ", ".join(question.targets[:20]) or "nothing that is there"
    raise MapError(f"“{spelled(asked)}” cannot become “{to}”. It can become {there}.", name=asked.name, to=to)
