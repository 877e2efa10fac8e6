"""Words about names that files use and the scheme does not have."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from annotator.gui.messages import FSI, PDI
from annotator.gui.naming import counted, number
from annotator.services.imports.label_names import LABELS, Act, Asked, Question, Thing


def _(_context: str, text: str) -> str:
    """Mark a text for translators (an alias of QT_TRANSLATE_NOOP for their tool, with a type)."""
    return text


_WHAT = {
    Thing.ENTITY: _("Names", "entity"),
    Thing.EVENT: _("Names", "event"),
    Thing.RELATION: _("Names", "relation"),
    Thing.ROLE: _("Names", "role of {0}"),
    Thing.FILLER: _("Names", "as {name} of {0}"),
    Thing.ENDS: _("Names", "from {0} to {1}"),
    Thing.ATTRIBUTE: _("Names", "attribute of {where}"),
    Thing.CARRIER: _("Names", "not yet an attribute of {where}"),
    Thing.VALUE: _("Names", "value of {0}"),
}
_MOST_PLACES = 3
DOT = "  ·  "


def say(text: str) -> str:
    """A sentence of this module in the interface language."""
    return QCoreApplication.translate("Names", text)


def named(name: str) -> str:
    """A name inside a sentence, in its own direction."""
    return f"{FSI}{name}{PDI}"


def shown_name(asked: Asked) -> str:
    """What stands first in a row: the name, or the label that may not stand somewhere."""
    return asked.of[1] if asked.thing is Thing.FILLER else asked.name


def what(question: Question) -> str:
    """What a name is the name of."""
    asked = question.asked
    where = ", ".join(map(named, question.where[:_MOST_PLACES]))
    if len(question.where) > _MOST_PLACES:
        where = say(_("Names", "{names} and {count} more")).format(
            names=where, count=number(len(question.where) - _MOST_PLACES)
        )
    of = (asked.of[0],) if asked.thing is Thing.FILLER else asked.of
    return say(_WHAT[asked.thing]).format(*map(named, of), name=named(asked.name), where=where)


def is_permission(asked: Asked) -> bool:
    """Whether the scheme has the name and is only to allow it somewhere."""
    return asked.thing in (Thing.FILLER, Thing.ENDS, Thing.CARRIER)


def add_words(asked: Asked) -> str:
    """What adding a name is called."""
    return say(_("Names", "Allow it there")) if is_permission(asked) else say(_("Names", "Add to the scheme"))


def drop_words() -> str:
    """What leaving out is called."""
    return say(_("Names", "Leave out"))


def answer_words(question: Question) -> str:
    """What would be done about a name."""
    match question.answer.act:
        case Act.ADD:
            return say(_("Names", "Allow")) if is_permission(question.asked) else say(_("Names", "Add"))
        case Act.DROP:
            return drop_words()
        case _:
            return question.answer.to


def spoken(question: Question) -> str:
    """A row for those who do not see it."""
    words = say(_("Names", "{name}, {what}, {times}: {answer}"))
    return words.format(
        name=shown_name(question.asked), what=what(question), times=times(question.count), answer=answer_words(question)
    )


def times(count: int) -> str:
    """How often."""
    return counted(count, say(_("Names", "once")), say(_("Names", "{count} times")))


def summary(questions: Sequence[Question]) -> str:
    """What would be done about all names, in a line."""
    if not questions:
        return ""
    acts = [question.answer.act for question in questions]
    parts = (
        (acts.count(Act.ADD), _("Names", "{count} for the scheme")),
        (acts.count(Act.RENAME), _("Names", "{count} become others")),
        (acts.count(Act.DROP), _("Names", "{count} left out")),
    )
    told = [say(words).format(count=number(count)) for count, words in parts if count]
    lost = sum(question.count for question in questions if question.answer.act is Act.DROP)
    if lost:
        told.append(say(_("Names", "that is {times} in the files")).format(times=times(lost)))
    return DOT.join(told)


def new_labels(questions: Iterable[Question], asked: Asked) -> list[str]:
    """Labels that are to be added and that another one can become instead."""
    if asked.thing not in LABELS:
        return []
    is_relation = asked.thing is Thing.RELATION
    return [
        question.asked.name
        for question in questions
        if question.answer.act is Act.ADD
        and question.asked != asked
        and question.asked.thing in LABELS
        and (question.asked.thing is Thing.RELATION) == is_relation
    ]
