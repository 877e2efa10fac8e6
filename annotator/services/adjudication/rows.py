"""The rows of a case: what each layer says, whether they agree, and whether a decision still counts."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any

from annotator.model.annotation import Attributes, Mention, Value
from annotator.model.decision import NOTHING, Aspect, Decision
from annotator.model.ids import AnnotatorName
from annotator.model.scheme import Scheme
from annotator.services.adjudication.cases import Link, Reading, Row, Said, State
from annotator.services.adjudication.entries import Entry, newest
from annotator.services.adjudication.sources import Records, changed_since


class Rows:
    """Makes rows.

    Args:
        scheme: Says which attributes can be had, and what holds when nothing is said.
        annotators: Whose layers are looked at.
        records: What all layers of the document hold.
        gold_ids: Of everything in the gold layer.
    """

    def __init__(
        self, scheme: Scheme, annotators: Sequence[AnnotatorName], records: Records, gold_ids: frozenset[str]
    ) -> None:
        self._scheme = scheme
        self._annotators = annotators
        self._records = records
        self._gold_ids = gold_ids
        self._defaults = {attribute.name: attribute.default for attribute in scheme.attributes}

    # -- mentions

    def of_mention(self, entry: Entry) -> Iterator[Row]:
        """The span, the label and the attributes of a mention."""
        yield self._mention_row(entry, Aspect.SPAN, "", _span)
        yield self._mention_row(entry, Aspect.LABEL, "", _label)
        for name in self._attributes(entry):
            yield self._mention_row(entry, Aspect.ATTRIBUTE, name, self._value_of(name))

    def _attributes(self, entry: Entry) -> Iterable[str]:
        """Those of which somebody says something, in the order of the scheme."""
        mentions = [*entry.group.values(), *entry.gold]
        said = dict.fromkeys(name for mention in mentions for name in mention.attributes)
        order = {name: place for place, name in enumerate(self._defaults)}
        return sorted(said, key=lambda name: order.get(name, len(order)))

    def _value_of(self, name: str) -> Callable[[Mention], Value | None]:
        def value(mention: Mention) -> Value | None:
            return mention.attributes.get(name, self._defaults.get(name))

        return value

    def has_attribute(self, label: str, name: str) -> bool:
        """Whether a label has an attribute; all, if the scheme does not know it."""
        found = self._scheme.find(label)
        return found is None or name in found.attributes

    def _mention_row(self, entry: Entry, aspect: Aspect, name: str, said: Callable[[Mention], Said]) -> Row:
        readings = {}
        for annotator in self._annotators:
            mention = entry.group.get(annotator)
            if mention is None:
                if aspect is Aspect.SPAN:
                    readings[annotator] = Reading()
            elif aspect is not Aspect.ATTRIBUTE or self.has_attribute(mention.label, name):
                readings[annotator] = Reading(said(mention), mention)
        gold = tuple(Reading(said(mention), mention) for mention in entry.gold)
        about = (d for d in entry.decisions if d.aspect is Aspect.MENTION or (d.aspect, d.name) == (aspect, name))
        row = Row(f"{aspect}:{name}" if name else str(aspect), aspect, name, readings, gold, newest(about))
        return self.settled(row)

    # -- any row

    def settled(self, row: Row, consequence: str = "") -> Row:
        """A row with its state.

        Args:
            row: Without it.
            consequence: Why there is nothing to decide any more, if so.
        """
        agrees = len({_comparable(reading.said) for reading in row.readings.values()}) <= 1
        is_there = bool(row.gold and row.readings) and agrees and _says(row.gold, row.readings.values())
        state, why = State.OPEN, ""
        if is_there:  # gold says what all say: whatever was decided, there is nothing to decide
            state = State.DECIDED
        elif row.decision is not None:
            why = self._objection(row, row.decision)
            state = State.REOPENED if why else State.DECIDED
        elif consequence:
            state, why = State.DECIDED, consequence
        return Row(row.key, row.aspect, row.name, row.readings, row.gold, row.decision, state, why, agrees)

    def _objection(self, row: Row, decision: Decision) -> str:
        """Why a decision does not count any more, if so."""
        why = changed_since(decision, row.aspect, row.name, self._records)
        if why:
            return why
        if decision.verdict not in NOTHING and not self._gold_ids.issuperset(decision.gold):
            return "What was decided is not in gold any more."
        said = {source.annotator for source in decision.sources if source.record}
        for annotator, reading in row.readings.items():
            is_new = annotator not in said and reading.record is not None
            if is_new and not _says(row.gold, [reading]):
                return f"\u2068{annotator}\u2069 says something else, and said nothing when it was decided."
        return ""


def _says(gold: Sequence[Reading], readings: Iterable[Reading]) -> bool:
    there = {_comparable(reading.said) for reading in gold}
    return all(_comparable(reading.said) in there for reading in readings)


def _comparable(said: Any) -> Hashable:
    if isinstance(said, Link):
        return said.name, said.ends, _items(said.attributes)
    return isinstance(said, bool), said


def _items(attributes: Attributes) -> Hashable:
    return frozenset(attributes.items())


def _span(mention: Mention) -> Said:
    return mention.span


def _label(mention: Mention) -> Said:
    return mention.label
