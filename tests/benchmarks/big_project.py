"""A project of 100,000 short documents with ten mentions each, made once and kept; about a minute to make."""

import random
from pathlib import Path

from annotator.assets import resource
from annotator.formats.scheme_yaml import read_scheme_file
from annotator.model.annotation import Annotator, Kind, Layer, Mention, Status
from annotator.model.change import Act, Change, now
from annotator.model.document import Document, Sha256, text_sha256
from annotator.model.ids import DocumentId, MentionId, new_id
from annotator.model.span import Span
from annotator.storage import SUFFIX, Project
from tests.benchmarks.workload import ANNOTATOR, Article

MENTIONS = 10
"""In each document that was begun."""
_BATCH = 1_000
_WORDS = tuple("زيارة رسمية إلى كازاخستان Vietnam Außenminister Astana president تو لام verdrag".split())  # noqa: SIM905
_LANGUAGES = ("ar", "fa", "de", "nl")
_STATUSES = (Status.STARTED, Status.STARTED, Status.DONE, Status.NEW)
_LABELS = ("PERSON", "GPE", "ORG")


def big_project(folder: Path, documents: int) -> Path:
    """The project of so many documents; made if it is not there."""
    path = folder / f"{documents}-documents{SUFFIX}"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        remove(unfinished)
        _write(unfinished, documents)
        unfinished.rename(path)
    return path


def project_with(folder: Path, name: str, articles: list[Article]) -> Path:
    """A new project with a document for each article, its mentions in the annotator's layer."""
    path = folder / f"{name}{SUFFIX}"
    remove(path)
    with new_project(path) as project:
        for number, article in enumerate(articles, 1):
            _add_article(project, article, number)
    return path


def remove(path: Path) -> None:
    """Remove a project and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal", "-lock"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def new_project(path: Path) -> Project:
    """A project with the scheme of the news and one annotator."""
    project = Project.new(path, read_scheme_file(resource("schemes", "news.yaml")), "Benchmark")
    act = Act("annotator.add", ANNOTATOR)
    project.apply([act.change(None, Annotator(ANNOTATOR, now()))])
    return project


def _write(path: Path, documents: int) -> None:
    chance = random.Random(1)
    with new_project(path) as project:
        for first in range(0, documents, _BATCH):
            _add_batch(project, range(first, min(first + _BATCH, documents)), chance)


def _add_batch(project: Project, numbers: range, chance: random.Random) -> None:
    act = Act("document.import", ANNOTATOR)
    documents: list[Change] = []
    layers: list[Change] = []
    mentions: list[Change] = []
    texts: dict[Sha256, str] = {}
    for number in numbers:
        text = f"{' '.join(chance.choices(_WORDS, k=25))} {number}"
        document = _document(text, f"{' '.join(chance.choices(_WORDS, k=6))} {number}", chance.choice(_LANGUAGES))
        texts[document.text_sha256] = text
        documents.append(act.change(None, document))
        status = _STATUSES[number % len(_STATUSES)]
        layers.append(act.change(None, Layer(document.id, ANNOTATOR, status)))
        for i in range(MENTIONS):
            mention = _mention(document.id, Span.of(i * 5, i * 5 + 4), chance.choice(_LABELS))
            mentions.append(act.change(None, mention))
    project.apply([*documents, *layers, *mentions], texts=texts)


def _add_article(project: Project, article: Article, number: int) -> None:
    act = Act("document.import", ANNOTATOR)
    document = _document(article.text, f"Article {number}", article.language)
    changes = [act.change(None, document), act.change(None, Layer(document.id, ANNOTATOR, Status.STARTED))]
    for mention in article.mentions:
        own = Mention(MentionId(new_id()), document.id, ANNOTATOR, mention.kind, mention.label, mention.span)
        changes.append(act.change(None, own))
    project.apply(changes, texts={document.text_sha256: article.text})


def _document(text: str, title: str, language: str) -> Document:
    return Document(DocumentId(new_id()), title, text_sha256(text), len(text), now(), language, 0.99)


def _mention(document: DocumentId, span: Span, label: str) -> Mention:
    return Mention(MentionId(new_id()), document, ANNOTATOR, Kind.ENTITY, label, span)
