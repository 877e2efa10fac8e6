"""What people do with comments: write, answer, change and remove their own; settle any thread, or flag it.

Every act passes the session and can be undone. One may comment where one has no layer, and on anybody's labels, gold
included. Nobody writes on another's comment; how threads stand in spite of that is told in `threads`.
"""

from dataclasses import dataclass, replace
from enum import Enum

from annotator.model.annotation import Argument, Comment, Mention, Relation
from annotator.model.change import Act, Change, Changes, Subject, now
from annotator.model.comment_text import check_comment_text, tidied
from annotator.model.ids import CommentId, DocumentId, new_id
from annotator.model.span import Span
from annotator.services.blindness import Blindness
from annotator.services.comments.threads import Thread, answers_first, is_mark, threads_of
from annotator.services.session import EditError, Session
from annotator.storage.comments import comment_of, comments_on


class State(Enum):
    """What anybody may say of a thread."""

    SETTLED = "resolved"
    FOR_GUIDELINE = "for_guideline"


@dataclass(frozen=True, slots=True)
class Target:
    """What a new comment is about.

    Attributes:
        kind: Of record.
        subject: Its id.
        span: The text meant; kept with the comment, so that it can be quoted when the record is gone.
    """

    document: DocumentId
    kind: Subject
    subject: str
    span: Span | None = None


def on_document(document: DocumentId, span: Span | None = None) -> Target:
    """A document, or a passage of it."""
    return Target(document, Subject.DOCUMENT, document, span)


def on_mention(mention: Mention) -> Target:
    """A mention, whoever's it is."""
    return Target(mention.document, Subject.MENTION, mention.id, mention.span)


def on_link(session: Session, link: Argument | Relation) -> Target:
    """An argument or a relation; its text is that of both ends.

    Raises:
        EditError: If an end is gone.
    """
    ends = (link.event, link.filler) if isinstance(link, Argument) else (link.source, link.target)
    ranges = [fragment for end in ends for fragment in session.mention(end).span.fragments]
    kind = Subject.ARGUMENT if isinstance(link, Argument) else Subject.RELATION
    return Target(link.document, kind, link.id, Span.union(ranges))


# -- one's own comments


def add(
    session: Session, target: Target, text: str, *, for_guideline: bool = False, initiator: object = None
) -> Comment:
    """Open a thread.

    Raises:
        AnnotatorError: If there are no words, too many, or the project cannot be written.
    """
    act = session.begin("comment.add")
    made = _new(session, target, _words(text), None, for_guideline=for_guideline)
    session.commit(_with_writer(session, act, act.change(None, made)), initiator)
    return made


def reply(
    session: Session, thread: CommentId, text: str, *, for_guideline: bool = False, initiator: object = None
) -> Comment:
    """Answer a thread.

    Raises:
        AnnotatorError: As `add`, or if the thread is gone.
    """
    act = session.begin("comment.reply")
    first = thread_of(session, thread).first
    made = _new(session, _target(first), _words(text), first.id, for_guideline=for_guideline)
    session.commit(_with_writer(session, act, act.change(None, made)), initiator)
    return made


def edit(session: Session, comment: CommentId, text: str, *, initiator: object = None) -> Changes:
    """Change the words of one's own comment.

    Raises:
        AnnotatorError: If it is gone or another's, or as `add`.
    """
    act = session.begin("comment.edit")
    own = _own(session, comment)
    return session.commit([act.change(own, replace(own, text=_words(text)))], initiator)


def delete(session: Session, comment: CommentId, *, initiator: object = None) -> Changes:
    """Remove one's own comment; of the first of a thread in which others have spoken, only the words.

    Raises:
        AnnotatorError: If it is gone or another's, or somebody's answer hangs on it.
    """
    act = session.begin("comment.delete")
    own, thread = _own(session, comment), thread_of(session, comment)
    below = [c for c in thread.comments if c.id == own.id or _hangs_on(c, own, thread)]
    if all(c.annotator == session.annotator for c in below):
        return session.commit([act.change(c, None) for c in answers_first(below)], initiator)
    if own.id != thread.id:
        raise EditError("Somebody has answered this comment, so it stays. You can change its words.", comment=own.id)
    return session.commit([act.change(own, replace(own, text=""))], initiator)


def _hangs_on(comment: Comment, above: Comment, thread: Thread) -> bool:
    """Whether a comment answers another, in whatever steps."""
    asked = {c.id: c.reply_to for c in thread.comments}
    passed: set[CommentId] = set()
    at = comment.reply_to
    while at is not None and at not in passed:
        if at == above.id:
            return True
        passed.add(at)
        at = asked.get(at)
    return False


# -- how threads stand


def set_state(session: Session, thread: CommentId, state: State, *, holds: bool, initiator: object = None) -> Changes:
    """Settle a thread or open it again; put it on the list of guidelines to fix or take it off.

    Where blind mode hides what others have said of it, one says it without regard to them.

    Raises:
        AnnotatorError: If it is gone, or the project cannot be written.
    """
    act = session.begin(_ACTIONS[state, holds])
    found = thread_of(session, thread)
    if Blindness.of(session).hides(found.first.document):
        found = found.of(session.annotator) or found
    changes = _raised(session, act, found, state) if holds else _lowered(session, act, found, state)
    return session.commit(_with_writer(session, act, *changes) if changes else [], initiator)


_ACTIONS = {
    (State.SETTLED, True): "comment.settle",
    (State.SETTLED, False): "comment.reopen",
    (State.FOR_GUIDELINE, True): "comment.flag",
    (State.FOR_GUIDELINE, False): "comment.unflag",
}


def _raised(session: Session, act: Act, thread: Thread, state: State) -> list[Change]:
    if any(getattr(comment, state.value) for comment in thread.standing):
        return []
    return [act.change(None, _mark(session, thread.first, state))]


def _lowered(session: Session, act: Act, thread: Thread, state: State) -> list[Change]:
    """One takes one's own word back, and that of others by marks; what they said besides is said by a mark, too."""
    changes: list[Change] = []
    other = next(one for one in State if one is not state)
    answered = {comment.reply_to for comment in thread.comments}
    lost = False
    for comment in thread.standing:
        if not getattr(comment, state.value):
            continue
        if comment.annotator != session.annotator:
            changes.append(act.change(None, _mark(session, comment)))
            lost |= getattr(comment, other.value)
        elif is_mark(comment) and comment.id not in answered and not getattr(comment, other.value):
            changes.append(act.change(comment, None))
        else:
            changes.append(act.change(comment, replace(comment, **{state.value: False})))  # type: ignore[arg-type]
    if lost:
        changes.append(act.change(None, _mark(session, thread.first, other)))
    return changes


def _mark(session: Session, answered: Comment, state: State | None = None) -> Comment:
    """An answer without words that says something of the thread, or takes back what `answered` says."""
    made = _new(session, _target(answered), "", answered.id)
    return made if state is None else replace(made, **{state.value: True})  # type: ignore[arg-type]


# -- parts


def thread_of(session: Session, comment: CommentId) -> Thread:
    """The thread that a comment belongs to.

    Raises:
        EditError: If it is gone.
    """
    known = comment_of(session.project.db, comment)
    threads = () if known is None else threads_of(comments_on(session.project.db, known.document))
    for thread in threads:
        if any(part.id == comment for part in thread.comments):
            return thread
    raise EditError("This comment is gone.", comment=comment)


def _own(session: Session, comment: CommentId) -> Comment:
    found = comment_of(session.project.db, comment)
    if found is None:
        raise EditError("This comment is gone.", comment=comment)
    if found.annotator != session.annotator:
        raise EditError(f"This comment is {found.annotator}'s. You can only change your own.", comment=comment)
    return found


def _words(text: str) -> str:
    words = tidied(text)
    if not words:
        raise EditError("A comment needs words.")
    check_comment_text(words)
    return words


def _target(comment: Comment) -> Target:
    return Target(comment.document, Subject(comment.subject_kind), comment.subject, comment.span)


def _new(
    session: Session, target: Target, text: str, reply_to: CommentId | None, *, for_guideline: bool = False
) -> Comment:
    return Comment(
        CommentId(new_id()),
        target.document,
        session.annotator,
        now(),
        text,
        target.kind,
        target.subject,
        target.span,
        reply_to,
        for_guideline=for_guideline,
    )


def _with_writer(session: Session, act: Act, *changes: Change) -> list[Change]:
    """The changes of an act, and before them the writer if the project does not know them."""
    return [*session.new_annotator(act, ()), *changes]
