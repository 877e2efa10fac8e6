"""Threads without a project, and short ways to make them."""

from annotator.model.annotation import Comment
from annotator.model.ids import AnnotatorName, CommentId, DocumentId
from annotator.services.comments.listing import About, Discussion, Topic
from annotator.services.comments.threads import Thread

HOME = DocumentId("d")


def a_comment(
    name: str, words: str, annotator: str = "omar", *, flagged: bool = False, settled: bool = False
) -> Comment:
    return Comment(
        CommentId(name),
        HOME,
        AnnotatorName(annotator),
        "2025-05-06T08:00:00.000Z",
        words,
        "document",
        HOME,
        resolved=settled,
        for_guideline=flagged,
    )


def a_discussion(
    name: str, *said: Comment, label: str = "", role: str = "", language: str = "ar", is_unread: bool = False
) -> Discussion:
    """A thread on a mention of a label, a role, or on the whole document; by itself somebody says its name."""
    about = About.ARGUMENT if role else About.ENTITY if label else About.DOCUMENT
    topic = Topic(about, HOME, "Title", language, None, HOME, label, role)
    return Discussion(Thread(said or (a_comment(name, name),)), topic, is_unread, False, "")
