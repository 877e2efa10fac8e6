"""Comments belong to threads, threads stand somehow, and answers come first when comments go."""

from dataclasses import replace
from graphlib import CycleError
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Comment
from annotator.model.ids import CommentId, DocumentId
from annotator.services.comments.threads import Thread, answers_first, in_circles, threads_of
from tests.conftest import LEILA, OMAR

ASK = Comment(CommentId("1"), DocumentId("d"), LEILA, "1", "Is it?\nReally", "document", "d")
ANSWER = replace(ASK, id=CommentId("2"), created="2", reply_to=ASK.id, annotator=OMAR, text="Yes")
THANKS = replace(ASK, id=CommentId("3"), created="3", reply_to=ANSWER.id, text="Thanks")
SETTLED = replace(ANSWER, id=CommentId("4"), created="4", text="", resolved=True)
FLAGGED = replace(ANSWER, id=CommentId("5"), created="5", text="", for_guideline=True, annotator=LEILA)
REOPENED = replace(SETTLED, id=CommentId("6"), created="6", resolved=False, reply_to=SETTLED.id, annotator=LEILA)


def _thread(*comments: Comment) -> Thread:
    (found,) = threads_of(comments)
    return found


def test_a_thread_holds_all_answers_the_oldest_first() -> None:
    for comments in permutations((ASK, ANSWER, THANKS)):
        assert _thread(*comments).comments == (ASK, ANSWER, THANKS)
    found = _thread(ASK, ANSWER, THANKS)
    assert (found.id, found.title, found.last, found.people) == (ASK.id, "Is it?", THANKS, (LEILA, OMAR))
    assert (found.settled, found.flagged) == (None, None)


def test_marks_say_how_a_thread_stands_and_are_not_said() -> None:
    found = _thread(ASK, SETTLED, FLAGGED)
    assert (found.settled, found.flagged) == (SETTLED, FLAGGED)
    assert found.said == (ASK,)
    again = _thread(ASK, SETTLED, FLAGGED, REOPENED)
    assert (again.settled, again.flagged) == (None, FLAGGED)


def test_who_settles_what_another_has_reopened_elsewhere_has_settled_it() -> None:
    other = replace(SETTLED, id=CommentId("7"), annotator=LEILA)
    assert _thread(ASK, SETTLED, other, REOPENED).settled == other


def test_words_can_say_it_too() -> None:
    assert _thread(replace(ASK, resolved=True)).settled is not None
    back = replace(REOPENED, reply_to=ASK.id)
    assert _thread(replace(ASK, resolved=True), back).settled is None
    assert _thread(ASK, replace(ANSWER, for_guideline=True)).flagged is not None


def test_a_thread_whose_first_words_are_withdrawn_stays_and_one_without_any_does_not() -> None:
    assert _thread(replace(ASK, text=""), ANSWER).title == "Yes"
    assert threads_of([replace(ASK, text=""), SETTLED]) == []
    assert threads_of([SETTLED]) == []


ids = st.sampled_from("abcdefgh")
graphs = st.dictionaries(ids, st.none() | ids | st.just("elsewhere"))


@given(graphs)
def test_every_comment_stands_in_exactly_one_thread_whatever_answers_what(asked: dict[str, str | None]) -> None:
    comments = [
        replace(ASK, id=CommentId(id_), created=id_, reply_to=None if up is None else CommentId(up))
        for id_, up in asked.items()
    ]
    threads = threads_of(comments)
    assert sorted(c.id for thread in threads for c in thread.comments) == sorted(asked)
    for thread in threads:
        inside = {comment.id for comment in thread.comments}
        assert all(c.reply_to is None or c.reply_to not in asked or c.reply_to in inside for c in thread.comments)


@given(graphs)
def test_circles_are_found(asked: dict[str, str | None]) -> None:
    links = {id_: up for id_, up in asked.items() if up is not None}
    expected = set()
    for id_ in links:
        at: str | None = links.get(id_)
        for _step in links:
            if at == id_:
                expected.add(id_)
            at = links.get(at or "")
    assert set(in_circles(links)) == expected


def test_each_comment_stands_after_its_answers() -> None:
    assert answers_first([ASK, THANKS, ANSWER]) == [THANKS, ANSWER, ASK]
    assert answers_first([THANKS]) == [THANKS]


def test_a_circle_has_no_order() -> None:
    with pytest.raises(CycleError):
        answers_first([replace(ASK, reply_to=THANKS.id), ANSWER, THANKS])
