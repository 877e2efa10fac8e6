"""Answers come first when comments go."""

from dataclasses import replace
from graphlib import CycleError

import pytest

from annotator.model.annotation import Comment
from annotator.model.ids import CommentId, DocumentId
from annotator.services.threads import answers_first
from tests.conftest import LEILA

ASK = Comment(CommentId("1"), DocumentId("d"), LEILA, "", "?", "document", "d")
ANSWER = replace(ASK, id=CommentId("2"), reply_to=ASK.id)
THANKS = replace(ASK, id=CommentId("3"), reply_to=ANSWER.id)


def test_each_comment_stands_after_its_answers() -> None:
    assert answers_first([ASK, THANKS, ANSWER]) == [THANKS, ANSWER, ASK]
    assert answers_first([THANKS]) == [THANKS]


def test_a_circle_has_no_order() -> None:
    with pytest.raises(CycleError):
        answers_first([replace(ASK, reply_to=THANKS.id), ANSWER, THANKS])
