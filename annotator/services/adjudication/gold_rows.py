"""What a gold mention says when the rows of its case are decided one by one."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.model.annotation import Mention, Value
from annotator.model.decision import Aspect, Verdict
from annotator.model.ids import AnnotatorName
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.adjudication.cases import Case, Reading, Row, Said
from annotator.services.adjudication.choices import NO_REASON, Choice, Choices, Edit, Nothing, Take, Why
from annotator.services.adjudication.gold_making import Wording
from annotator.services.adjudication.layout import AdjudicationError

_ATTRIBUTE = f"{Aspect.ATTRIBUTE}:"


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided of one row."""

    about: tuple[Aspect, str]
    verdict: Verdict
    taken: tuple[AnnotatorName, ...] = ()
    why: Why = NO_REASON


class RowWords:
    """What a gold mention says.

    Attributes:
        wording: All of it.
        decided: The rows that were chosen, and those on which all agree.

    Raises:
        AdjudicationError: If the span or the label is neither chosen, nor agreed on, nor in gold.
    """

    def __init__(self, case: Case, choices: Choices, scheme: Scheme) -> None:
        self._case = case
        self._choices = choices
        self.decided: list[Decided] = []
        span, label = self._needed(Aspect.SPAN), self._needed(Aspect.LABEL)
        if not isinstance(span, Span) or not isinstance(label, str):
            raise AdjudicationError("A mention needs a span and a label.")
        allowed = {attribute.name for attribute in scheme.attributes_of(label)}
        attributes = {name: value for name, value in self._attributes() if name in allowed and value is not None}
        self.wording = Wording(span, label, attributes)

    def _needed(self, aspect: Aspect) -> Said:
        row = self._case.row(aspect)
        if row is None:
            raise ValueError(f"a mention has a row {aspect}")
        choice = self._choices.get(row.key)
        if isinstance(choice, Nothing):
            raise AdjudicationError(f"A mention needs a {aspect}.", row=row.key)
        if choice is not None:
            return self._chosen(row, choice)
        if row.gold:
            return row.gold[0].said
        if not row.agrees:
            raise AdjudicationError(f"Decide the {aspect} as well: the annotators do not agree on it.", row=row.key)
        return self._agreed(row).said

    def _agreed(self, row: Row) -> Reading:
        names = tuple(row.readings)
        verdict = Verdict.AGREED if len(names) > 1 else Verdict.TAKEN
        self.decided.append(Decided((row.aspect, row.name), verdict, names))
        return row.readings[names[0]]

    def _chosen(self, row: Row, choice: Choice) -> Said:
        about = row.aspect, row.name
        match choice:
            case Take(annotator, why) if annotator in row.readings and row.readings[annotator].record is not None:
                verdict = Verdict.AGREED if row.agrees and len(row.readings) > 1 else Verdict.TAKEN
                self.decided.append(Decided(about, verdict, (annotator,), why))
                reading = row.readings[annotator]
                return _explicit(reading, row) if row.aspect is Aspect.ATTRIBUTE else reading.said
            case Edit(said, why):
                self.decided.append(Decided(about, Verdict.EDITED, (), why))
                return said
            case Nothing(verdict, why):
                self.decided.append(Decided(about, verdict, (), why))
                return None
            case _:
                raise AdjudicationError(
                    "A mention has one span, one label and one value of an attribute: take somebody's who has it.",
                    row=row.key,
                )

    def _attributes(self) -> Iterator[tuple[str, Value | None]]:
        if self._case.gold:
            yield from self._case.gold[0].attributes.items()
        rows = {row.key: row for row in self._case.rows if row.aspect is Aspect.ATTRIBUTE}
        for key, row in rows.items():
            if key in self._choices:
                yield row.name, _value(self._chosen(row, self._choices[key]))
            elif not row.gold and row.agrees and row.readings:
                yield row.name, _explicit(self._agreed(row), row)
        for key, choice in self._choices.items():
            if key.startswith(_ATTRIBUTE) and key not in rows:
                row = Row(key, Aspect.ATTRIBUTE, key.removeprefix(_ATTRIBUTE), {})
                yield row.name, _value(self._chosen(row, choice))


def _explicit(reading: Reading, row: Row) -> Value | None:
    """The value that a layer has written down; `None` if it leaves it at the default."""
    return reading.record.attributes.get(row.name) if isinstance(reading.record, Mention) else None


def _value(said: Said) -> Value | None:
    if said is None or isinstance(said, str | bool | int | float):
        return said
    raise AdjudicationError("This is no value of an attribute.")
