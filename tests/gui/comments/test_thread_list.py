"""A list of threads: the current one stands open, and stays so while the others change."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from annotator.gui.comments.thread_list import ThreadList
from annotator.gui.comments.thread_rows import ROW_NARROW, ROW_WIDE, ThreadModel
from annotator.model.ids import CommentId
from tests.gui.comments.conftest import a_comment, a_discussion

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

A, B, C = (a_discussion(name) for name in "abc")


def _list(qtbot: QtBot, *, with_keys: bool = True) -> ThreadList:
    made = ThreadList("threads", with_keys=with_keys)
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.set_rows([A, B, C])
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


@pytest.fixture
def threads(qtbot: QtBot) -> Iterator[ThreadList]:
    """Three of them; letters work."""
    made = _list(qtbot)
    yield made
    made.hide()


def _open(threads: ThreadList) -> str | None:
    one = threads.talk.discussion
    return one.id if one is not None and threads.talk.isVisible() else None


def test_the_model_is_one(qtmodeltester: ModelTester) -> None:
    model = ThreadModel()
    qtmodeltester.check(model)
    assert model.set_rows([A, B])
    assert not model.set_rows([A, B])
    assert model.set_rows([B, A])
    assert [model.place_of(one.id) for one in (A, B, C)] == [1, 0, None]
    assert model.data(model.index(0)) == "b"


def test_one_thread_is_open_and_the_others_are_rows(threads: ThreadList) -> None:
    assert _open(threads) == "a"  # with the keyboard comes the first
    threads.step(1)
    assert _open(threads) == "b"
    heights = [threads.rowHeight(row) for row in range(3)]
    assert heights[0] == heights[2] == ROW_WIDE < heights[1]
    threads.resize(300, 500)
    assert [threads.rowHeight(row) for row in (0, 2)] == [ROW_NARROW] * 2


def test_the_open_thread_stays_open_where_it_stands_now(threads: ThreadList) -> None:
    assert threads.go_to_thread(B.id)
    threads.set_rows([C, a_discussion("b", a_comment("b", "b"), a_comment("e", "more")), A])
    assert _open(threads) == "b"
    assert threads.currentIndex().row() == 1
    assert threads.current is not None and len(threads.current.thread.said) == 2
    threads.set_rows([C, A])
    assert _open(threads) == "a"  # what stands at its place
    threads.set_rows([])
    assert _open(threads) is None
    assert not threads.go_to_thread(CommentId("b"))


def test_enter_closes_and_opens(qtbot: QtBot, threads: ThreadList) -> None:
    threads.go_to_thread(B.id)
    qtbot.keyClick(threads, Qt.Key.Key_Return)
    assert _open(threads) is None
    threads.set_rows([A, B])
    assert _open(threads) is None
    qtbot.keyClick(threads, Qt.Key.Key_Return)
    assert _open(threads) == "b"


def test_letters_ask_of_the_current_thread(qtbot: QtBot, threads: ThreadList) -> None:
    threads.talk.set_people("leila", threads._delegate.signs, can_write=True)
    threads.go_to_thread(A.id)
    for key, signal, asked in (
        ("S", threads.talk.settled, ["a", True]),
        ("G", threads.talk.flagged, ["a", True]),
        ("O", threads.talk.opened, [A]),
        ("F", threads.filter_wanted, []),
    ):
        with qtbot.waitSignal(signal) as heard:
            qtbot.keyClick(threads, key)
        assert heard.args == asked
    qtbot.keyClick(threads, "J")
    qtbot.keyClick(threads, "J")
    qtbot.keyClick(threads, "J")
    assert _open(threads) == "c"
    qtbot.keyClick(threads, "K")
    assert _open(threads) == "b"


def test_beside_the_article_letters_mean_nothing(qtbot: QtBot) -> None:
    threads = _list(qtbot, with_keys=False)
    threads.talk.set_people("leila", threads._delegate.signs, can_write=True)
    threads.go_to_thread(A.id)
    with qtbot.assertNotEmitted(threads.talk.settled):
        qtbot.keyClick(threads, "S")
    threads.hide()


def test_a_thread_that_is_new_is_seen_once_it_is_painted(qtbot: QtBot, threads: ThreadList) -> None:
    new = a_discussion("n", is_unread=True)
    threads.set_rows([new, A])
    with qtbot.waitSignal(threads.talk.seen) as heard:
        threads.go_to_thread(new.id)
    assert heard.args == ["n"]
