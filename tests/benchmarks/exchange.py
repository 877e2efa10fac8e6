"""Labelled documents written to files and read again: seconds, and how much memory that takes.

Each document has 1 KB of text in five languages and ten mentions of whole words, so that every format can carry all of
them. An export is read back and compared before it gets its name; an import is checked and written to a new project.
"""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from annotator.assets import resource
from annotator.formats import native
from annotator.formats.registry import NATIVE, formats
from annotator.formats.scheme_yaml import read_scheme_file
from annotator.model.annotation import Kind, Layer, LayerContents, Mention, Status
from annotator.model.document import Document, text_sha256
from annotator.model.ids import DocumentId, MentionId, new_id
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.exports.exporting import ExportChoice, export
from annotator.services.imports.importing import ImportOptions, ImportReport, import_into
from annotator.services.session import Session
from annotator.services.texts import words
from tests.benchmarks.big_project import remove
from tests.benchmarks.measuring import MEGABYTES, SECONDS, Clock, Figure, Limit, Samples, amount, peak, resident
from tests.benchmarks.workload import ANNOTATOR, sample_texts

MENTIONS = 10
_CHARACTERS = 800
_LABELS = ("PERSON", "ORG", "GPE", "LOC", "DATE")
LIMITS = {NATIVE.id: (1.0, 1.5), "brat": (3.0, 3.0), "conll2003": (3.0, 3.0)}
"""Seconds out and in for 10,000 documents; ten times that for 100,000."""

ALL = (*LIMITS, *(id_ for id_, made in formats().items() if made.info.writes and id_ not in LIMITS))
"""Every format that can be written; of these mentions some carry fewer."""


def make_lines(folder: Path, count: int) -> Path:
    """A file of the native format with so many labelled documents."""
    target = folder / f"{count}.jsonl"
    if target.exists():
        return target
    scheme, texts = _scheme(), sample_texts()
    with target.open("wb") as file:
        for number in range(count):
            body = texts[number % len(texts)]
            start = number * 37 % (len(body) - _CHARACTERS)
            text = f"{number} {body[start : start + _CHARACTERS].strip()}"
            file.write(_line(number, text, scheme))
    return target


def _scheme() -> Scheme:
    return read_scheme_file(resource("schemes", "news.yaml"))


def _line(number: int, text: str, scheme: Scheme) -> bytes:
    chance = random.Random(number)
    places = [place for place in words(text) if place[1] - place[0] > 2]
    document = DocumentId(new_id())
    mentions = tuple(
        Mention(MentionId(new_id()), document, ANNOTATOR, Kind.ENTITY, chance.choice(_LABELS), Span.of(*place))
        for place in sorted(chance.sample(places, MENTIONS))
    )
    facts = Document(document, f"Article {number}", text_sha256(text), len(text), "2026-01-01T00:00:00.000Z", "ar", 0.9)
    contents = LayerContents(Layer(document, ANNOTATOR, Status.DONE), mentions)
    return native.encode(facts, text, contents, scheme)


def figures(folder: Path, count: int, ids: tuple[str, ...], times: int) -> Iterator[Figure]:
    """Each format out and in again, so many times."""
    project = folder / "exchange.annotator"
    _import(project, make_lines(folder, count), NATIVE.id, count)
    before = resident()
    for format_id in ids:
        out, out_again, back = folder / f"exchange-{format_id}", Samples(), Samples()
        for _time in range(times):
            _remove(out)
            with out_again:
                export(project, out, ExportChoice(format_id))
            with back:
                _import(folder / "exchanged.annotator", out, format_id, count)
        _remove(out)
        limits = LIMITS.get(format_id, (None, None))
        most = [None if limit is None else limit * max(1.0, count / 10_000) for limit in limits]
        for samples, what, limit in zip((out_again, back), ("out, read back", "in"), most, strict=True):
            yield samples.figure(f"{count} documents, {format_id}: {what}", Limit(limit), unit=SECONDS, clock=Clock.CPU)
    yield amount("most memory over what the program had before", peak() - before, MEGABYTES)


def _import(project: Path, source: Path, format_id: str, count: int) -> ImportReport:
    remove(project)
    with Session.new(project, _scheme(), ANNOTATOR) as session:
        report = import_into(session, [source], ImportOptions(ANNOTATOR), format_id=format_id)
    if format_id in LIMITS and (report.documents, report.mentions, report.skipped) != (count, count * MENTIONS, []):
        raise RuntimeError(f"not everything came in: {report}")
    return report


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
