"""A project in figures: how many documents, in which languages, and how far each annotator is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from annotator.model.annotation import Status
from annotator.model.ids import AnnotatorName
from annotator.storage import Mode, Project
from annotator.storage.bulk import LayerQuery, begun_layers, binned_count, mention_counts
from annotator.storage.deciding import decision_counts
from annotator.storage.queries import language_counts, status_counts


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a project; documents in the bin count only as `binned`.

    Attributes:
        scheme: Name and version.
        statuses: For each annotator how many documents are in each status.
        mentions: For each annotator how many there are.
        decisions: Of adjudication.
        adjudicated: Documents about which there is a decision.
    """

    title: str
    scheme: tuple[str, int]
    documents: int
    binned: int
    languages: Mapping[str, int] = field(default_factory=dict)
    statuses: Mapping[AnnotatorName, Mapping[Status, int]] = field(default_factory=dict)
    mentions: Mapping[AnnotatorName, int] = field(default_factory=dict)
    decisions: int = 0
    adjudicated: int = 0


def summary(path: Path, done_by: AnnotatorName | None = None) -> Summary:
    """The figures of a project file.

    With `done_by` (see `blindness`) people count only where this annotator is done with the document.

    Raises:
        ProjectError: If it cannot be read.
    """
    with Project.open(path, Mode.READ) as project:
        languages = language_counts(project.db)
        mentions, statuses = _everyone(project) if done_by is None else _seen(project, done_by)
        return Summary(
            project.title,
            (project.scheme.name, project.scheme.version),
            sum(languages.values()),
            binned_count(project.db),
            languages,
            statuses,
            {name: mentions.get(name, 0) for name in statuses},
            *decision_counts(project.db),
        )


_People = tuple[Mapping[AnnotatorName, int], Mapping[AnnotatorName, Mapping[Status, int]]]
"""Mentions and states of layers."""


def _everyone(project: Project) -> _People:
    names = [annotator.name for annotator in project.annotators()]
    return mention_counts(project.db), {name: status_counts(project.db, name) for name in names}


def _seen(project: Project, done_by: AnnotatorName) -> _People:
    """Those of documents with which one annotator is done."""
    mentions: Counter[AnnotatorName] = Counter()
    statuses: dict[AnnotatorName, Counter[Status]] = {}
    for row in chain.from_iterable(begun_layers(project.db, LayerQuery(done_by=done_by))):
        if row.annotator is not None:
            mentions[row.annotator] += row.mentions
            statuses.setdefault(row.annotator, Counter())[row.status] += 1
    return mentions, statuses
