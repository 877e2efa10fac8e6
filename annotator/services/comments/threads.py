"""Comments and their answers: which belong together, where a thread stands, in which order they can be written.

A comment is its writer's alone, and yet anybody may settle a thread, or put it on the list of guidelines to fix. So
that two copies of a project can be brought together without asking who was last, nobody writes on another's comment:

- Any comment may say that its thread is settled (`resolved`) or `for_guideline`. Who says only that writes an answer
  without words, a *mark*.
- A mark that says neither takes back what the comment that it answers says.
- A thread is settled, or for the guideline, if one of its comments says so and that was not taken back.

So two people who settle a thread apart from each other have both settled it, and who opens it again takes back what
they have seen and only that. Pure functions of comments; nothing here writes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter

from annotator.model.annotation import Comment
from annotator.model.ids import AnnotatorName, CommentId


@dataclass(frozen=True)
class Thread:
    """A comment with all that answers it, in whatever steps.

    Attributes:
        comments: All of them, marks included, the oldest first; the first one opened the thread.
    """

    comments: tuple[Comment, ...]

    @property
    def id(self) -> CommentId:
        """Of the comment that opened it."""
        return self.comments[0].id

    @property
    def first(self) -> Comment:
        """The comment that opened it, and says what it is about; its words may have been withdrawn."""
        return self.comments[0]

    @cached_property
    def said(self) -> tuple[Comment, ...]:
        """The comments that have words."""
        return tuple(comment for comment in self.comments if comment.text)

    @property
    def last(self) -> Comment:
        """The newest comment that has words."""
        return self.said[-1]

    def of(self, annotator: AnnotatorName) -> "Thread | None":
        """What one annotator has said in it, if anything; their first comment stands for the one that opened it."""
        own = tuple(comment for comment in self.comments if comment.annotator == annotator)
        return Thread(own) if any(comment.text for comment in own) else None

    @property
    def title(self) -> str:
        """The first line of the first words."""
        return self.said[0].text.partition("\n")[0].strip()

    @property
    def people(self) -> tuple[AnnotatorName, ...]:
        """Who has said something, in the order in which they first did."""
        return tuple(dict.fromkeys(comment.annotator for comment in self.said))

    @cached_property
    def standing(self) -> tuple[Comment, ...]:
        """The comments that say something of the thread that was not taken back."""
        taken_back = {
            comment.reply_to for comment in self.comments if is_mark(comment) and not _says_something(comment)
        }
        return tuple(c for c in self.comments if _says_something(c) and c.id not in taken_back)

    @property
    def settled(self) -> Comment | None:
        """The newest comment by which it is settled, if it is."""
        return next((comment for comment in reversed(self.standing) if comment.resolved), None)

    @property
    def flagged(self) -> Comment | None:
        """The newest comment by which it is on the list of guidelines to fix, if it is."""
        return next((comment for comment in reversed(self.standing) if comment.for_guideline), None)


def is_mark(comment: Comment) -> bool:
    """Whether a comment only says how its thread stands."""
    return not comment.text and comment.reply_to is not None


def _says_something(comment: Comment) -> bool:
    return comment.resolved or comment.for_guideline


def threads_of(comments: Iterable[Comment]) -> list[Thread]:
    """The threads of some comments, the oldest first; those in which nobody has any words left out.

    A comment that answers none of them opens a thread. In a circle, which no project should hold, the first by id does.
    """
    known = {comment.id: comment for comment in comments}
    roots = _roots({id_: comment.reply_to for id_, comment in known.items()})
    parts: dict[CommentId, list[Comment]] = {}
    for comment in sorted(known.values(), key=_age):
        if roots[comment.id] != comment.id:
            parts.setdefault(roots[comment.id], []).append(comment)
    openers = sorted((known[id_] for id_ in set(roots.values())), key=_age)
    threads = (Thread((opener, *parts.get(opener.id, ()))) for opener in openers)
    return [thread for thread in threads if thread.said]


def _age(comment: Comment) -> tuple[str, str]:
    return comment.created, comment.id


def _roots(asked: Mapping[CommentId, CommentId | None]) -> dict[CommentId, CommentId]:
    """For each comment the one that opened its thread."""
    roots: dict[CommentId, CommentId] = {}
    for start in asked:
        trail: dict[CommentId, None] = {}
        at, above = start, asked[start]
        while at not in roots and at not in trail and above is not None and above in asked:
            trail[at] = None
            at, above = above, asked[above]
        if at in trail:
            circle = list(trail)[list(trail).index(at) :]
            root = min(circle)
        else:
            root = roots.get(at, at)
        roots.update(dict.fromkeys(trail, root))
        roots.setdefault(at, root)
    return roots


def in_circles(asked: Mapping[str, str]) -> list[str]:
    """The comments that answer, in some steps, themselves.

    Args:
        asked: By comment, the one that it answers.
    """
    done: set[str] = set()
    found: list[str] = []
    for start in asked:
        trail: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in done and at not in trail:
            trail[at] = None
            at = asked.get(at)
        if at is not None and at in trail:
            found += list(trail)[list(trail).index(at) :]
        done |= trail.keys()
    return found


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
