"""Comments at work: opens threads, writes what people say in them, and tells every part of the window which there are.

The threads of the open document are read when it is opened and whenever an act touches them; those of the corpus are
the mode's (see `comments.mode`).
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Signal
from PySide6.QtWidgets import QWidget

from annotator.gui.article.areas import on_screen, side_of
from annotator.gui.article.remarks import Remark
from annotator.gui.comments.mode import CommentsMode
from annotator.gui.making_pages import COMMENTS
from annotator.gui.messages import quoted
from annotator.gui.modes import Mode
from annotator.gui.theme import Theme
from annotator.gui.widgets.painting import one_line
from annotator.model.annotation import Argument, Comment, Mention, Relation
from annotator.model.change import Changes, Subject
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName, CommentId, DocumentId, MentionId
from annotator.model.span import Span
from annotator.services.blindness import known_people, touches_blindness
from annotator.services.comments import writing as comments
from annotator.services.comments.listing import (
    Discussion,
    discussions_of,
    see,
)
from annotator.services.comments.writing import State, Target
from annotator.services.seen import PREFIX
from annotator.services.session import Session

if TYPE_CHECKING:
    from annotator.gui.article.text_canvas import TextCanvas
    from annotator.gui.comments.card import CommentCard
    from annotator.gui.comments.thread_view import ThreadView
    from annotator.gui.panels.comments import DocumentComments
    from annotator.gui.window import Window

_ANCHOR = QSize(360, 40)
"""Where the card of a comment on the whole document stands below: the top of the article."""


class Commenting(QObject):
    """The comments of one window.

    Attributes:
        drafts: What was begun and not sent, by what it was to answer.
        discussions: The threads of the open document, in the order of its text.
        mode: The threads of the corpus.
    """

    changed = Signal()
    """The threads of the open document are others."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._asking = window.asking
        self._view = window.centre.view
        self._label_card: CommentCard | None = None
        self._card: CommentCard | None = None
        self._beside: DocumentComments | None = None
        self._target: Target | None = None
        self._who: tuple[Session | None, str] = None, ""
        self.mode = CommentsMode(window, self.serve)
        self.drafts: dict[str, str] = {}
        self.discussions: list[Discussion] = []
        window.reading.opened.connect(self._read_document)
        window.reading.mention_shown.connect(self._show_mention)
        self._view.remark_chosen.connect(self._show_thread)
        window.notices.told.connect(self._follow)
        window.look.changed.connect(self._set_theme)
        window.inspector.thread_shown.connect(self.serve)
        window.inspector.comment_requested.connect(self.begin)
        self._follow_session()
        self._read_document()

    @property
    def _can_write(self) -> bool:
        session = self._asking.session
        return session is not None and not session.read_only and bool(session.annotator)

    @property
    def _nameable(self) -> tuple[AnnotatorName, ...]:
        """Who is offered after an `@`: everyone else of whom may be known."""
        session = self._asking.session
        return () if session is None else tuple(n for n in known_people(session) if n != session.annotator)

    # -- following

    def _follow_session(self) -> None:
        """Another session, or somebody else: what was begun is not theirs."""
        session = self._asking.session
        who = session, session.annotator if session is not None else ""
        if who != self._who:
            self._who = who
            self.drafts.clear()

    def _read_document(self, _document: object = None) -> None:
        """Read the threads of the open document."""
        self._follow_session()
        session, document = self._asking.session, self._window.reading.document
        found: list[Discussion] = []
        if session is not None and document is not None:
            try:
                found = discussions_of(session, document.id)
            except AnnotatorError as error:
                self._window.messages.error(error)
        self.discussions = found
        self._tell()

    def _tell(self) -> None:
        open_ones = ((one.topic.span, one) for one in self.discussions if not one.is_settled)
        self._view.set_remarks(
            Remark(span.start, one.is_unread, one.id, one_line(one.thread.title))
            for span, one in open_ones
            if span is not None
        )
        self._show_mention(self._view.selected())
        self.changed.emit()

    def _show_mention(self, mention: MentionId | None, *_place: int) -> None:
        self._window.inspector.show_discussions(self.of_mention(mention))

    def of_mention(self, mention: MentionId | None) -> list[Discussion]:
        """The threads about a mention and about the arguments and relations that begin at it."""
        session = self._asking.session
        if mention is None or session is None or not self.discussions:
            return []
        subjects = {mention, *(a.id for a in session.arguments_with(mention) if a.event == mention)}
        subjects |= {r.id for r in session.relations_with(mention) if r.source == mention}
        return [one for one in self.discussions if one.topic.subject in subjects]

    def _follow(self, changes: Changes) -> None:
        document = self._window.reading.document
        if document is not None and self._touches(changes, document.id):
            self._read_document()

    def _touches(self, changes: Changes, document: DocumentId) -> bool:
        """Whether the threads of the open document may be others now."""
        session = self._asking.session
        if session is not None and touches_blindness(changes, session.annotator):
            return True
        if changes.touches(Subject.COMMENT, Subject.DOCUMENT, document=document):
            return True
        subjects = {one.topic.subject for one in self.discussions}
        if not subjects:
            return False
        linked = changes.of(Subject.MENTION, Subject.ARGUMENT, Subject.RELATION)
        is_seen = any(change.subject_id.startswith(PREFIX) for change in changes.of(Subject.SETTING))
        return is_seen or any(change.subject_id in subjects for change in linked)

    def _set_theme(self, theme: Theme) -> None:
        if self._card is not None:
            self._card.set_theme(theme)

    # -- opening a thread

    def begin(self) -> None:
        """Ask for a comment on what is chosen: an arc, selected text, a mention, else the whole document."""
        session, document = self._asking.session, self._window.reading.document
        if session is None or document is None:
            return
        found = self._asking.attempt(partial(self._chosen, document.id))
        if found is None:
            return
        if self._label_card is None:
            self._label_card = self.make_card(self._window.centre, self._window.focus_text)
        self._ask(*found, self._view, self._label_card)

    def begin_on(self, subject: Mention | Relation, view: "TextCanvas", card: "CommentCard") -> None:
        """Ask on the page of a review for a comment on what stands in its text.

        Args:
            subject: Anybody's.
            view: Shows the text.
            card: Made by `make_card`.
        """

        def target(session: Session) -> Target:
            return comments.on_mention(subject) if isinstance(subject, Mention) else comments.on_link(session, subject)

        found = self._asking.attempt(target)
        if found is not None and found.span is not None:
            self._ask(found, self._about(subject.label, found.span, found.document), view, card)

    def _ask(self, target: Target, words: str, view: "TextCanvas", card: "CommentCard") -> None:
        self._target, self._card, span = target, card, target.span
        card.box.drafts, card.box.field.names = self.drafts, self._nameable
        card.set_theme(self._window.look.theme)
        card.ask(words, f"new {target.subject} {span}")
        if span is None:
            corner = view.viewport().mapToGlobal(QPoint(round(view.column_origin.x()), 0))
            card.open_near(QRect(corner, _ANCHOR), "left")
        else:
            view.reveal(span)
            first = Span.of(*span.fragments[0])
            card.open_near(on_screen(view, first), side_of(view, first))

    def _chosen(self, document: DocumentId, session: Session) -> tuple[Target, str]:
        link = self._window.arcing.chosen_link()
        mention = self._window.reading.mention(self._view.selected())
        span = self._view.selection()
        if link is not None:
            name = link.role if isinstance(link, Argument) else link.label
            return comments.on_link(session, link), self._about(name, self._near_end(link), document)
        if span is not None:
            return comments.on_document(document, span), self._about("", span, document)
        if mention is not None:
            return comments.on_mention(mention), self._about(mention.label, mention.span, document)
        return comments.on_document(document), self.tr("Comment on the whole document")

    def _near_end(self, link: Argument | Relation) -> Span:
        end = link.event if isinstance(link, Argument) else link.source
        found = self._window.reading.mention(end)
        return found.span if found is not None else Span.of(0, 1)

    def _about(self, name: str, span: Span, document: DocumentId) -> str:
        text = self._asking.text(document, span)
        return self.tr("Comment on {name} {text}").format(name=name, text=text).replace("  ", " ")

    def make_card(self, room: QWidget, free: Callable[[], None]) -> "CommentCard":
        """A card that asks for a comment, made when first wanted: the program starts without it.

        Args:
            room: The part of the window in which it will stand.
            free: Takes the keyboard afterwards.
        """
        from annotator.gui.comments.card import CommentCard  # noqa: PLC0415

        made = CommentCard(self._window, room, self._window.look.theme)
        made.sent.connect(self._add)
        made.keys_freed.connect(free)
        return made

    def _add(self, words: str, for_guideline: bool) -> None:
        target = self._target
        if target is None or self._card is None:
            return

        def add(session: Session) -> Comment:
            return comments.add(session, target, words, for_guideline=for_guideline, initiator=self)

        if self._asking.attempt(add) is not None:
            self._card.taken()
            self._asking.say("message-square", self.tr("Commented: {words}").format(words=quoted(words)))

    # -- threads that people look at

    def serve(self, view: "ThreadView") -> None:
        """Let what is asked in a view of a thread be done."""
        session = self._asking.session
        view.set_people(session.annotator if session else "", self.mode.signs, can_write=self._can_write)
        view.set_writing(self.drafts, self._nameable)
        if view.property("served"):
            return
        view.setProperty("served", True)
        view.replied.connect(partial(self._reply, view))
        view.edited.connect(partial(self._edit, view))
        view.deleted.connect(self._delete)
        view.settled.connect(self._settle)
        view.flagged.connect(self._flag)
        view.seen.connect(self._see)
        view.opened.connect(self.open_text)

    def _reply(self, view: "ThreadView", thread: CommentId, words: str, for_guideline: bool) -> None:
        def reply(session: Session) -> Comment:
            return comments.reply(session, thread, words, for_guideline=for_guideline, initiator=self)

        if self._asking.attempt(reply) is not None:
            view.taken()
            self._asking.say("message-square", self.tr("Replied: {words}").format(words=quoted(words)))

    def _edit(self, view: "ThreadView", comment: CommentId, words: str) -> None:
        def edit(session: Session) -> Changes:
            return comments.edit(session, comment, words, initiator=self)

        if self._asking.attempt(edit) is not None:
            view.taken()
            self._asking.say("message-square", self.tr("The comment was changed"))

    def _delete(self, comment: CommentId) -> None:
        def delete(session: Session) -> Changes:
            return comments.delete(session, comment, initiator=self)

        if self._asking.attempt(delete) is not None:
            self._asking.say("trash-2", self.tr("The comment was deleted"))

    def _settle(self, thread: CommentId, holds: bool) -> None:
        words = self.tr("The thread is settled") if holds else self.tr("The thread is open again")
        self._set_state(thread, State.SETTLED, words, "circle-check", holds=holds)

    def _flag(self, thread: CommentId, holds: bool) -> None:
        words = self.tr("On the list of guidelines to fix") if holds else self.tr("Off the list of guidelines to fix")
        self._set_state(thread, State.FOR_GUIDELINE, words, "flag", holds=holds)

    def _set_state(self, thread: CommentId, state: State, words: str, icon: str, *, holds: bool) -> None:
        def set_it(session: Session) -> Changes:
            return comments.set_state(session, thread, state, holds=holds, initiator=self)

        if self._asking.attempt(set_it) is not None:
            self._asking.say(icon, words)

    def _see(self, thread: CommentId) -> None:
        def see_it(session: Session) -> None:
            see(session, thread, initiator=self)

        self._asking.attempt(see_it)

    def open_text(self, one: Discussion) -> None:
        """Show what a thread is about in its text, and the thread beside it."""
        window, topic = self._window, one.topic
        window.modes.turn_to(Mode.LABEL)
        window.open_document(topic.document)
        mention = window.reading.mention(MentionId(topic.subject))
        if mention is not None:
            window.reading.select(mention.id)
        elif topic.span is not None:
            window.reading.reveal(topic.span)
            self._view.set_selection(topic.span)
        window.focus_text()

    # -- the page beside the text

    def make_document_page(self) -> "DocumentComments":
        """The page of the right column with the threads of the open document."""
        from annotator.gui.panels.comments import DocumentComments  # noqa: PLC0415  not needed at the start

        page = self._beside = DocumentComments()
        page.new_wanted.connect(self.begin)
        page.place_wanted.connect(self._point_at)
        page.list_wanted.connect(partial(self._fill_document_page, page))
        self.changed.connect(partial(self._fill_document_page, page))
        return page

    def _fill_document_page(self, page: "DocumentComments") -> None:
        self.serve(page.threads.talk)
        page.show_discussions(self.discussions, self.mode.signs)

    def _show_thread(self, thread: str) -> None:
        """Open a thread of the open document beside the text."""
        self._window.show_page(COMMENTS)
        if self._beside is not None:
            self._beside.threads.go_to_thread(CommentId(thread))

    def _point_at(self, one: Discussion) -> None:
        """Let what a thread is about be seen; the keyboard stays where it is."""
        topic = one.topic
        mention = self._window.reading.mention(MentionId(topic.subject))
        if mention is not None:
            self._window.reading.select(mention.id)
        elif topic.span is not None:
            self._view.reveal(topic.span)
            self._view.set_selection(topic.span)
