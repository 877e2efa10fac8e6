"""What the merge card says: of each person, of what stays behind, of schemes that differ."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from annotator.gui.naming import number
from annotator.gui.widgets.painting import isolated, one_line
from annotator.model.change import Subject
from annotator.services.blindness import Blindness
from annotator.services.merges.plan import Amounts, LayerNews, MergePlan, Person, Standing, Verdict

MOST_LINES = 40
"""So many lines of one kind are shown; of the rest it is said how many there are."""
DOT = "  ·  "


def _(_context: str, text: str) -> str:
    """Mark a text for translators (an alias of QT_TRANSLATE_NOOP for their tool, with a type)."""
    return text


_COUNTS = {
    Subject.MENTION: (_("Merging", "1 mention"), _("Merging", "{count} mentions")),
    Subject.ARGUMENT: (_("Merging", "1 argument"), _("Merging", "{count} arguments")),
    Subject.RELATION: (_("Merging", "1 relation"), _("Merging", "{count} relations")),
    Subject.CLUSTER: (_("Merging", "1 cluster"), _("Merging", "{count} clusters")),
    Subject.DECISION: (_("Merging", "1 decision"), _("Merging", "{count} decisions")),
    Subject.COMMENT: (_("Merging", "1 comment"), _("Merging", "{count} comments")),
}
_WHAT = (
    ("added", _("Merging", "new: {things}")),
    ("changed", _("Merging", "changed: {things}")),
    ("removed", _("Merging", "removed: {things}")),
)
_LAYERS = (
    (Verdict.NEW, _("Merging", "new in 1 document"), _("Merging", "new in {count} documents")),
    (Verdict.NEWER, _("Merging", "newer in 1 document"), _("Merging", "newer in {count} documents")),
    (Verdict.UNCHANGED, _("Merging", "the same in 1 document"), _("Merging", "the same in {count} documents")),
    (Verdict.LEFT, _("Merging", "stays as it is in 1 document"), _("Merging", "stays as it is in {count} documents")),
)


@dataclass(frozen=True, slots=True)
class Passage:
    """Some lines under a heading."""

    heading: str
    lines: tuple[str, ...]


def say(text: str) -> str:
    """A text of this module in the interface language."""
    return QCoreApplication.translate("Merging", text)


def counted(count: int, one: str, several: str) -> str:
    """A count in words."""
    return say(one) if count == 1 else say(several).format(count=number(count))


def quoted_name(name: str) -> str:
    """A name or title from outside inside a sentence."""
    return isolated(one_line(name))


def figures(amounts: Amounts) -> str:
    """Such as `12 mentions, 3 arguments` or `new: 12 mentions · removed: 1 mention`; empty if nothing comes or goes."""
    told = []
    for field, sentence in _WHAT:
        counts = ((subject, getattr(amount, field)) for subject, amount in amounts.items())
        things = ", ".join(counted(count, *_COUNTS[subject]) for subject, count in counts if count)
        if things:
            told.append((say(sentence), things))
    if [sentence for sentence, _things in told] == [say(_WHAT[0][1])]:
        return told[0][1]
    return DOT.join(sentence.format(things=things) for sentence, things in told)


def person_name(person: Person) -> str:
    """Who somebody is."""
    sentences = {
        Standing.OWN: _("Merging", "{name} (you)"),
        Standing.GOLD: _("Merging", "{name} (adjudicated)"),
        Standing.ALIKE: _("Merging", "{name} (can be taken for {other})"),
        Standing.OTHER: "{name}",
    }
    return say(sentences[person.standing]).format(name=quoted_name(person.name), other=quoted_name(person.alike))


def person_work(person: Person, blindness: Blindness) -> str:
    """In how many documents their layer is new, newer and so on, and what comes and goes.

    In a blind project the latter is not told of others.
    """
    is_told = not blindness.is_on or person.standing is Standing.OWN
    return DOT.join(filter(None, (_documents(person), figures(person.amounts) if is_told else "")))


def _documents(person: Person) -> str:
    told = [counted(person.layers[verdict], *words) for verdict, *words in _LAYERS if person.layers.get(verdict)]
    if person.elsewhere:
        of_one, of_several = _("Merging", "1 document is not here"), _("Merging", "{count} documents are not here")
        told.append(counted(person.elsewhere, of_one, of_several))
    return DOT.join(told)


def passages(plan: MergePlan, blindness: Blindness) -> Iterator[Passage]:
    """What people should know before they merge."""
    told = (
        (_("Merging", "Stays as it is here"), tuple(_left(plan, blindness))),
        (_("Merging", "Set aside"), _reasons((refusal.what, refusal.reason) for refusal in plan.refusals)),
        (_("Merging", "The scheme here differs"), tuple(_scheme(plan))),
        (_("Merging", "Not here"), _titles(document.title for document in plan.missing)),
        (_("Merging", "Documents that come along"), _titles(document.title for document in plan.brought)),
        (_("Merging", "Good to know"), (*_own(plan), *map(one_line, plan.notes))),
    )
    for heading, lines in told:
        if lines:
            yield Passage(say(heading), _first(lines))


def _first(lines: Sequence[str]) -> tuple[str, ...]:
    if len(lines) <= MOST_LINES:
        return tuple(lines)
    more = say(_("Merging", "… and {count} more")).format(count=number(len(lines) - MOST_LINES))
    return (*lines[:MOST_LINES], more)


def _left(plan: MergePlan, blindness: Blindness) -> Iterator[str]:
    hidden = 0
    for layer in plan.of(Verdict.LEFT):
        if blindness.hides(layer.document):
            hidden += 1
        else:
            yield _layer_line(layer)
    if hidden:
        one = _("Merging", "1 layer of a document that you have not marked done (blind mode)")
        several = _("Merging", "{count} layers of documents that you have not marked done (blind mode)")
        yield counted(hidden, one, several)


def _layer_line(layer: LayerNews) -> str:
    sentence = say(_("Merging", "{annotator}, ‘{title}’: {reason}"))
    names = {"annotator": quoted_name(layer.annotator), "title": quoted_name(layer.title)}
    return sentence.format(reason=one_line(layer.reason), **names)


def _reasons(pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    sentence = say(_("Merging", "‘{what}’: {reason}"))
    return tuple(sentence.format(what=quoted_name(what), reason=one_line(reason)) for what, reason in pairs)


def _titles(titles: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"‘{quoted_name(title)}’" for title in titles)


def _own(plan: MergePlan) -> Iterator[str]:
    later = len(list(plan.own_later()))
    if later:
        one = _("Merging", "Your own layer of 1 document is new or later in the file. Tick your name to take it.")
        several = _(
            "Merging", "Your own layers of {count} documents are new or later in the file. Tick your name to take them."
        )
        yield counted(later, one, several)


def _scheme(plan: MergePlan) -> Iterator[str]:
    scheme = plan.scheme
    lacks = (
        (_("Merging", "It has no label {names}."), scheme.labels),
        (_("Merging", "It has no attribute {names}."), scheme.attributes),
        (_("Merging", "It has no role {names}."), scheme.roles),
    )
    if (
        scheme.there is not None
        and scheme.there != scheme.here
        and (any(names for _text, names in lacks) or scheme.rules)
    ):
        sentence = _("Merging", "It is ‘{here}’, version {one}; that of the file is ‘{there}’, version {other}.")
        here, there = (quoted_name(name) for name, _version in (scheme.here, scheme.there))
        versions = {"one": number(scheme.here[1]), "other": number(scheme.there[1])}
        yield say(sentence).format(here=here, there=there, **versions)
    for text, names in lacks:
        if names:
            yield say(text).format(names=", ".join(f"‘{quoted_name(name)}’" for name in names))
    yield from map(one_line, scheme.rules)
