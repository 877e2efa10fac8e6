"""How a job tells how far it is, and how it is stopped."""

import gc
import threading

import pytest

from annotator.services.job import CancelledError, Progress, keeping_much


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


def test_while_jobs_keep_much_old_objects_are_let_be() -> None:
    usual = gc.get_threshold()
    with keeping_much():
        during = gc.get_threshold()
        with keeping_much():
            pass
        assert gc.get_threshold() == during
    assert during[0] > usual[0]
    assert during[2] > usual[2]
    assert gc.get_threshold() == usual
    with pytest.raises(ZeroDivisionError), keeping_much():
        _ = 1 / 0
    assert gc.get_threshold() == usual
