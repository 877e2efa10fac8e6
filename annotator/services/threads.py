"""Comments and their answers: in which order they can be written and removed."""

from collections.abc import Sequence
from graphlib import TopologicalSorter

from annotator.model.annotation import Comment
from annotator.model.ids import CommentId


def answers_first(comments: Sequence[Comment]) -> list[Comment]:
    """Each comment after all that answer it.

    Raises:
        graphlib.CycleError: If some answer each other in a circle.
    """
    by_id = {comment.id: comment for comment in comments}
    answers: TopologicalSorter[CommentId] = TopologicalSorter()
    for comment in comments:
        answers.add(comment.id)
        if comment.reply_to in by_id and comment.reply_to != comment.id:
            answers.add(comment.reply_to, comment.id)
    return [by_id[id_] for id_ in answers.static_order()]
