"""A project in figures: how many documents, in which languages, and how far each annotator is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from annotator.model.annotation import Status
from annotator.model.ids import AnnotatorName
from annotator.storage import Mode, Project
from annotator.storage.bulk import binned_count, mention_counts
from annotator.storage.queries import language_counts, status_counts


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a project; documents in the bin count only as `binned`.

    Attributes:
        scheme: Name and version.
        statuses: For each annotator how many documents are in each status.
        mentions: For each annotator how many there are.
    """

    title: str
    scheme: tuple[str, int]
    documents: int
    binned: int
    languages: Mapping[str, int] = field(default_factory=dict)
    statuses: Mapping[AnnotatorName, Mapping[Status, int]] = field(default_factory=dict)
    mentions: Mapping[AnnotatorName, int] = field(default_factory=dict)


def summary(path: Path) -> Summary:
    """The figures of a project file.

    Raises:
        ProjectError: If it cannot be read.
    """
    with Project.open(path, Mode.READ) as project:
        languages = language_counts(project.db)
        names = [annotator.name for annotator in project.annotators()]
        mentions = mention_counts(project.db)
        return Summary(
            project.title,
            (project.scheme.name, project.scheme.version),
            sum(languages.values()),
            binned_count(project.db),
            languages,
            {name: status_counts(project.db, name) for name in names},
            {name: mentions.get(name, 0) for name in names},
        )
