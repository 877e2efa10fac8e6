"""What a decision keeps of the readings that it rests on, and whether the layers still say so.

A decision counts as long as every layer that had said something says the same, nobody who had not says otherwise, and
what came of it stands in gold. A layer that this project does not have cannot be asked: its readings are history.
"""

from collections.abc import Iterable
from typing import Any

from annotator.model.annotation import Argument, LayerContents, Mention, Relation
from annotator.model.decision import Aspect, Decision, Source
from annotator.model.ids import AnnotatorName

Record = Mention | Argument | Relation


def source_of(annotator: AnnotatorName, record: Record | None) -> Source:
    """What a layer says of something now; of nothing, that it has none."""
    match record:
        case Mention():
            return Source(annotator, record.id, record.label, record.span, dict(record.attributes))
        case Argument():
            return Source(annotator, record.id, record.role, None, dict(record.attributes), (record.filler,))
        case Relation():
            ends = record.source, record.target
            return Source(annotator, record.id, record.label, None, dict(record.attributes), ends)
        case _:
            return Source(annotator)


class Records:
    """What the layers of a document hold now, by id."""

    def __init__(self, layers: Iterable[LayerContents]) -> None:
        self._by_id: dict[AnnotatorName, dict[str, Record]] = {}
        for contents in layers:
            found: dict[str, Record] = {mention.id: mention for mention in contents.mentions}
            found |= {argument.id: argument for argument in contents.arguments}
            found |= {relation.id: relation for relation in contents.relations}
            self._by_id[contents.layer.annotator] = found

    def knows(self, annotator: AnnotatorName) -> bool:
        """Whether the project has this layer."""
        return annotator in self._by_id

    def find(self, annotator: AnnotatorName, id_: str) -> Record | None:
        """A record of a layer."""
        return self._by_id.get(annotator, {}).get(id_)


def changed_since(decision: Decision, aspect: Aspect, name: str, records: Records) -> str:
    """Why a decision no longer holds for a row, as far as those have changed who had said something; or nothing.

    Args:
        decision: About a mention, an argument or a relation.
        aspect: Of the row.
        name: Of the row's attribute.
        records: Everything that there is now.
    """
    for source in decision.sources:
        who = f"\u2068{source.annotator}\u2069"
        if not source.record or not records.knows(source.annotator):
            continue
        now = records.find(source.annotator, source.record)
        if now is None:
            return f"{who} has removed this since it was decided."
        if part_of(source_of(source.annotator, now), aspect, name) != part_of(source, aspect, name):
            return f"{who} says something else since it was decided."
    return ""


def part_of(source: Source, aspect: Aspect, name: str) -> Any:
    """What a reading says of an aspect; comparable."""
    match aspect:
        case Aspect.SPAN:
            return source.span
        case Aspect.LABEL:
            return source.label
        case Aspect.ATTRIBUTE:
            return source.attributes.get(name)
        case _:
            return source.label, source.span, dict(source.attributes), source.ends
