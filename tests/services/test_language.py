"""Languages: never wrong on the samples, silent where nothing can be told, found in the background."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.assets import seeds
from annotator.model.change import Act
from annotator.model.document import Document
from annotator.services import detection
from annotator.services.detection import apply_languages, detect_batches, pending
from annotator.services.imports.importing import import_into
from annotator.services.job import CancelledError, Progress
from annotator.services.language import UNKNOWN, Detected, detect, work
from annotator.services.session import Session
from tests.conftest import add_documents

SEEDS = {"000": "nl", "001": "ar", "002": "ar", "003": "de", "004": "fa"}
CHINESE = "哈萨克斯坦总统托卡耶夫在阿斯塔纳会见了越共中央总书记苏林，双方就进一步发展两国关系交换了意见。"


@pytest.mark.parametrize("path", sorted(seeds().glob("*.txt")), ids=lambda path: path.stem[:3])
def test_the_samples_are_told_whole_and_in_part(path: Path) -> None:
    text = path.read_text("utf-8")
    expected = SEEDS[path.stem[:3]]
    assert detect(text).language == expected
    assert detect(text).probability > 0.99
    for start in range(0, len(text) - 400, max(1, len(text) // 8)):
        assert detect(text[start : start + 400]).language == expected


def test_tags_are_those_that_the_rest_of_the_world_uses() -> None:
    assert detect(CHINESE).language == "zh-CN"


@pytest.mark.parametrize(
    "text", ["", " \n", "12345 67 890", "🎉🎉🎉", "نظر (0)", "Reactie (0)", "Kazachstan", "...", "\0\x01"]
)
def test_what_cannot_be_told_is_left_undetermined(text: str) -> None:
    assert detect(text) == UNKNOWN


def test_the_same_text_always_gives_the_same_answer() -> None:
    text = "Dit is een huis en een mooie tuin, maar niet van mij."
    assert len({detect(text) for _attempt in range(10)}) == 1


def test_the_worker_answers_line_by_line() -> None:
    answers = io.StringIO()
    work(io.StringIO(json.dumps(["", CHINESE]) + "\n" + json.dumps([]) + "\n"), answers)
    first, second = map(json.loads, answers.getvalue().splitlines())
    assert [language for language, _probability in first] == ["und", "zh-CN"]
    assert second == []


def _languages(session: Session) -> list[str]:
    return [session.document(document).language for document in session.project.document_ids()]


def test_documents_get_their_languages_in_the_background(session: Session) -> None:
    import_into(session, [seeds()])
    changes, texts = add_documents("1234", "????")
    session.apply(changes, texts=texts)
    assert pending(session) == 7
    seen: list[tuple[int, int]] = []

    def listen(done: int, total: int, _text: str) -> None:
        seen.append((done, total))

    batches = list(detect_batches(session.path, Progress(listen)))
    assert _languages(session) == ["und"] * 7  # nothing is written by looking
    for batch in batches:
        apply_languages(session, batch)
    assert _languages(session) == ["nl", "ar", "ar", "de", "fa", "und", "und"]
    assert seen[0] == (0, 7)
    assert pending(session) == 0  # those that cannot be told are not asked again
    assert session.undo_action == "document.import"  # what the program did is in nobody's undo


def test_a_language_that_a_person_has_set_meanwhile_stays(session: Session) -> None:
    import_into(session, [seeds()])
    (batch,) = detect_batches(session.path)
    first, second, *_rest = session.project.document_ids()
    session.set_language([first], "li")
    session.bin([second])
    apply_languages(session, batch)
    assert _languages(session)[:3] == ["li", "ar", "ar"]


def test_documents_that_are_gone_are_passed_over(session: Session) -> None:
    import_into(session, [seeds()])
    (batch,) = detect_batches(session.path)
    session.undo()
    apply_languages(session, batch)
    assert _languages(session) == []


def test_detection_can_be_cancelled(session: Session) -> None:
    import_into(session, [seeds()])
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError):
        list(detect_batches(session.path, progress))


def test_without_a_worker_it_is_done_here(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detection, "_start_worker", lambda: None)
    import_into(session, [seeds()])
    (batch,) = detect_batches(session.path)
    assert [found.found.language for found in batch] == ["nl", "ar", "ar", "de", "fa"]


def test_a_worker_that_dies_is_replaced_by_this_process(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def start_and_kill() -> object:
        worker = real()
        assert worker is not None
        worker.kill()
        worker.wait()
        return worker

    real = detection._start_worker
    monkeypatch.setattr(detection, "_start_worker", start_and_kill)
    import_into(session, [seeds()])
    (batch,) = detect_batches(session.path)
    assert batch[0].found == Detected("nl", 1.0)


def test_only_documents_without_a_language_wait(session: Session) -> None:
    changes, texts = add_documents("One.", "Two.", "Three.")
    session.apply(changes, texts=texts)
    one, two, _three = (change.after for change in changes)
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    act = Act("test", None)
    tried = replace(one, language_probability=0.0)
    known = replace(two, language="en", language_probability=None)
    session.apply([act.change(one, tried), act.change(two, known)])
    assert pending(session) == 1
