"""Jobs beside the window: pieces, results, both kinds of error, cancel."""

from collections.abc import Iterator

import pytest
import shiboken6

from annotator.gui.tasks import Task, Tasks
from annotator.model.errors import AnnotatorError
from annotator.services.job import Progress
from tests.gui.conftest import Hand


@pytest.fixture
def tasks(qapp) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.stop()


def count_to_three(progress: Progress) -> int:
    for i in range(3):
        progress.report(i, 3)
    return 3


def pieces(progress: Progress) -> Iterator[int]:
    for i in range(10):
        progress.report(i, 10)
        yield i


def endless(progress: Progress) -> Iterator[int]:
    i = 0
    while True:
        progress.report(i)
        yield i
        i += 1


def refused(_progress: Progress) -> None:
    raise AnnotatorError("The world says no.")


def broken(_progress: Progress) -> None:
    raise ZeroDivisionError


def test_a_result_comes_back(tasks, qtbot):
    task = tasks.prepare("count", count_to_three)
    with qtbot.waitSignal(task.succeeded) as got:
        tasks.start(task)
    assert got.args == [3]


def test_pieces_come_in_order_and_each_only_when_the_one_before_was_taken(tasks, qtbot):
    got: list[int] = []
    made: list[int] = []

    def making(progress: Progress) -> Iterator[int]:
        for piece in pieces(progress):
            made.append(piece)
            yield piece

    task = tasks.prepare("pieces", making)

    def take(piece: int) -> None:
        assert made == [*got, piece]
        got.append(piece)
        if len(got) > 1:
            task.took()

    task.produced.connect(take)
    tasks.start(task)
    qtbot.waitUntil(lambda: len(got) == 1)
    assert task.isRunning()
    with qtbot.waitSignal(task.succeeded):
        task.took()
    assert got == list(range(10))


def test_the_worlds_error_and_our_own_take_different_ways(tasks, qtbot):
    task = tasks.prepare("refused", refused)
    with qtbot.waitSignal(task.refused) as got:
        tasks.start(task)
    assert got.args[0].message == "The world says no."
    with qtbot.waitSignal(tasks.broke) as got:
        tasks.start(tasks.prepare("broken", broken))
    assert isinstance(got.args[0], ZeroDivisionError)


def test_cancel_ends_a_job_at_its_next_report(tasks, qtbot):
    task = tasks.prepare("endless", endless)
    task.produced.connect(task.took)
    tasks.start(task)
    qtbot.waitUntil(lambda: tasks.state[0] > 3)
    with qtbot.waitSignal(task.cancelled):
        tasks.cancel()


def test_cancel_reaches_a_job_that_waits_for_the_window(tasks, qtbot):
    task = tasks.prepare("endless", endless)
    with qtbot.waitSignal(task.produced):
        tasks.start(task)
    with qtbot.waitSignal(task.cancelled):
        tasks.cancel()


def test_jobs_run_one_after_the_other(tasks, qtbot):
    order: list[str] = []
    first, second = tasks.prepare("one", pieces), tasks.prepare("two", count_to_three)
    first.produced.connect(first.took)
    first.succeeded.connect(lambda: order.append("one"))
    second.succeeded.connect(lambda: order.append("two"))
    tasks.start(first)
    with qtbot.waitSignal(second.succeeded):
        tasks.start(second)
    assert order == ["one", "two"]


def test_stop_waits_for_the_end(tasks, qtbot):
    task = tasks.prepare("endless", endless)
    task.produced.connect(task.took)
    tasks.start(task)
    qtbot.waitUntil(lambda: tasks.state[0] > 0)
    tasks.stop()
    assert isinstance(task, Task)
    assert task.isFinished()


def test_a_window_that_closes_waits_for_what_its_cards_look_at(hand: Hand) -> None:
    """Qt ends the program if a thread is still at work when its object goes."""
    hand.window.overlays.show_export()
    (counting,) = (tasks for tasks in hand.window.findChildren(Tasks) if tasks is not hand.window.tasks)
    hand.qtbot.waitUntil(lambda: counting.current is not None)
    task = counting.current
    hand.window.close()
    assert task is None or not shiboken6.isValid(task) or task.isFinished()
