"""Where everything of a document stands in its adjudication: each mention in its case, each decision at its records."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.model.annotation import GOLD, LayerContents, Status
from annotator.model.decision import Aspect, Decision
from annotator.model.document import Document
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName, ClusterId, DocumentId
from annotator.model.scheme import Scheme
from annotator.services.adjudication.entries import entries_of
from annotator.services.adjudication.groups import groups_of
from annotator.storage import Project


class AdjudicationError(AnnotatorError):
    """Something that cannot be decided so."""


@dataclass(frozen=True)
class Material:
    """What the adjudication of a document is worked out from.

    Attributes:
        layers: Those that are looked at, in the order in which they are shown.
        others: The document's other layers, without gold.
        gold: With its decisions.
    """

    document: Document
    layers: tuple[LayerContents, ...]
    others: tuple[LayerContents, ...]
    gold: LayerContents
    scheme: Scheme


def material_of(
    project: Project,
    document: DocumentId,
    annotators: Sequence[AnnotatorName] = (),
    statuses: frozenset[Status] = frozenset(),
) -> Material:
    """Read what there is.

    Args:
        project: Open.
        document: Of which document.
        annotators: Whose layers are looked at; empty for everyone's.
        statuses: Only layers of these; empty for all that have been begun.

    Raises:
        AdjudicationError: If there is no such document.
        ProjectError: If something cannot be read.
    """
    found = project.document(document)
    if found is None:
        raise AdjudicationError("This document is not in the project (any more).", document=document)
    contents = {layer.annotator: project.contents(document, layer.annotator) for layer in project.layers(document)}
    gold = contents.pop(GOLD, None) or project.contents(document, GOLD)
    wanted = [name for name in annotators or sorted(contents) if name in contents and name != GOLD]
    looked_at = tuple(contents[name] for name in wanted if _is_looked_at(contents[name], statuses))
    names = {layer.layer.annotator for layer in looked_at}
    others = tuple(layer for name, layer in contents.items() if name not in names)
    return Material(found, looked_at, others, gold, project.scheme)


def _is_looked_at(contents: LayerContents, statuses: frozenset[Status]) -> bool:
    is_begun = bool(contents.mentions) or contents.layer.status is not Status.NEW
    return is_begun and (not statuses or contents.layer.status in statuses)


class Layout:
    """Places and keys.

    Attributes:
        material: What is laid out.
        annotators: Whose layers are looked at.
        entries: What there is to decide of mentions, in reading order; a place is an index here.
        places: Of every mention of these layers and of gold, by its id.
        keys: The key of its case, by the id of a mention.
    """

    def __init__(self, material: Material) -> None:
        self.material = material
        self.annotators = tuple(layer.layer.annotator for layer in material.layers)
        self.entries = entries_of(groups_of(material.layers), material.gold.mentions, material.gold.decisions)
        self.places = {
            mention.id: place
            for place, entry in enumerate(self.entries)
            for mention in (*entry.group.values(), *entry.gold)
        }
        self.keys: Mapping[str, str] = {id_: self.entries[place].key for id_, place in self.places.items()}
        self._by_key = {entry.key: place for place, entry in enumerate(self.entries)}
        self._decisions: dict[tuple[Aspect, str], list[Decision]] = defaultdict(list)
        for decision in material.gold.decisions:
            for id_ in _records_of(decision):
                self._decisions[decision.aspect, id_].append(decision)

    def place(self, key: str) -> int:
        """The place of the case of a mention.

        Raises:
            KeyError: If there is none of this key.
        """
        return self._by_key[key]

    def find(self, key: str) -> int | None:
        """The place of the case of a mention, or `None`."""
        return self._by_key.get(key)

    def decisions_about(self, aspect: Aspect, records: Iterable[str]) -> list[Decision]:
        """Those that rest on one of these records of any layer, or have made it in gold; each once."""
        found = {decision.id: decision for id_ in records for decision in self._decisions.get((aspect, id_), ())}
        return list(found.values())

    def clusters(self, name: AnnotatorName) -> dict[int, ClusterId | None]:
        """In which cluster a layer has the mention at each place."""
        return {place: e.group[name].cluster for place, e in enumerate(self.entries) if name in e.group}


def _records_of(decision: Decision) -> set[str]:
    if decision.aspect is Aspect.CLUSTER:
        return {*decision.gold, *(end for source in decision.sources for end in source.ends)}
    return {*decision.gold, *(source.record for source in decision.sources)} - {""}
