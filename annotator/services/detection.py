"""Finding the languages of documents in the background, a few at a time.

`detect_batches` does the work, in any thread, through a worker process; `apply_languages` writes a batch in the
window's thread. The program itself is the author of these changes, so they are in nobody's undo.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from annotator.model.change import Act
from annotator.model.document import UNDETERMINED
from annotator.model.ids import DocumentId
from annotator.services.job import Progress
from annotator.services.language import LOOKED_AT, Detected, detect
from annotator.services.session import Session
from annotator.storage import Mode, Project
from annotator.storage.bulk import documents_by_id, openings, undetected_documents

ACTION = "document.detect"
_BATCH = 20


@dataclass(frozen=True, slots=True)
class DocumentLanguage:
    """The language found for a document."""

    document: DocumentId
    found: Detected


def pending(session: Session) -> int:
    """How many documents wait for their language: it is unknown, and was not looked for yet."""
    return len(undetected_documents(session.project.db))


def detect_batches(project: Path, progress: Progress | None = None) -> Iterator[list[DocumentLanguage]]:
    """Find the languages of all documents that wait for theirs; nothing is written.

    Raises:
        CancelledError: If the job is no longer wanted.
        ProjectError: If the project cannot be read.
    """
    with Project.open(project, Mode.READ) as reader, _Detector() as detector:
        waiting = undetected_documents(reader.db)
        rest, done = iter(waiting), 0
        while some := list(islice(rest, _BATCH)):
            if progress is not None:
                progress.report(done, len(waiting))
            texts = openings(reader.db, some, LOOKED_AT)
            found = detector.detect([text for _document, text in texts])
            yield [DocumentLanguage(document, answer) for (document, _), answer in zip(texts, found, strict=True)]
            done += len(some)


def apply_languages(session: Session, found: Sequence[DocumentLanguage], *, initiator: object = None) -> None:
    """Write languages that were found; documents whose language a person has set meanwhile stay as they are."""
    act = Act(ACTION, None)
    documents = documents_by_id(session.project.db, [one.document for one in found])
    changes = []
    for one in found:
        before = documents.get(one.document)
        if before is not None and before.language == UNDETERMINED and before.language_probability is None:
            after = replace(before, language=one.found.language, language_probability=one.found.probability)
            changes.append(act.change(before, after))
    if changes:
        session.apply(changes, initiator=initiator)


class _Detector:
    """Detects in a worker process, or in this one if there can be none."""

    def __init__(self) -> None:
        self._worker = _start_worker()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._stop()

    def detect(self, texts: Sequence[str]) -> list[Detected]:
        """The language of each text."""
        answer = self._ask(texts)
        return [detect(text) for text in texts] if answer is None else answer

    def _ask(self, texts: Sequence[str]) -> list[Detected] | None:
        """What the worker says; `None` if there is none (any more)."""
        if self._worker is None or self._worker.stdin is None or self._worker.stdout is None:
            return None
        try:
            self._worker.stdin.write(json.dumps(texts) + "\n")
            self._worker.stdin.flush()
            found = [
                Detected(language, probability) for language, probability in json.loads(self._worker.stdout.readline())
            ]
        except (OSError, ValueError):
            self._stop()
            return None
        return found if len(found) == len(texts) else None

    def _stop(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.kill()
        with suppress(OSError):
            worker.communicate()


def _start_worker() -> "subprocess.Popen[str] | None":
    """A Python that runs `services.language`; the package is found wherever this process found it."""
    if getattr(sys, "frozen", False) or not sys.executable:
        return None
    package = Path(__file__).resolve().parents[2]
    paths = [str(package), *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        return subprocess.Popen(
            [sys.executable, "-m", "annotator.services.language"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
    except OSError:
        return None
