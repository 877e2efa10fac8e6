"""How a job tells how far it is, and how it is stopped."""

import threading

import pytest

from annotator.services.job import CancelledError, Progress


def test_progress_is_told_to_whoever_listens() -> None:
    heard: list[tuple[int, int, str]] = []

    def listen(done: int, total: int, text: str) -> None:
        heard.append((done, total, text))

    Progress(listen).report(1, 2, "a.txt")
    Progress().report(1)
    assert heard == [(1, 2, "a.txt")]


def test_another_thread_can_stop_a_job() -> None:
    progress = Progress()
    progress.check()
    thread = threading.Thread(target=progress.cancel)
    thread.start()
    thread.join()
    assert progress.cancelled
    with pytest.raises(CancelledError, match="Nothing was changed"):
        progress.report(1)
