"""All about the shown mention: what it is, what is said of it, what hangs on it, where its edges are, its history."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from annotator.gui.panels.inspector_attributes import AttributesForm
from annotator.gui.panels.inspector_comments import MentionThreads
from annotator.gui.panels.inspector_edges import SpanEdges
from annotator.gui.panels.inspector_head import MentionHead
from annotator.gui.panels.inspector_history import HistoryList
from annotator.gui.panels.inspector_links import MentionLinks
from annotator.gui.panels.inspector_note import NoteEdit
from annotator.gui.panels.inspector_section import Section
from annotator.gui.panels.inspector_source import Source
from annotator.gui.theme import Theme
from annotator.gui.widgets import KeyedButton, spread_theme
from annotator.model.annotation import Kind, Mention
from annotator.model.change import Changes, Subject
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.blindness import Blindness, touches_blindness
from annotator.services.history import tell
from annotator.services.session import Session

_HISTORY = 60
"""Changes read; more of a single mention nobody looks through here."""


class MentionForm(QScrollArea):
    """The parts of the inspector that are about one mention; the inspector makes it when it needs it.

    Attributes:
        mention: The shown one, or `None`.
        links: What hangs on it; asks for itself.
        comments: The threads about it; the window tells them.

    Signals: see `Inspector`.
    """

    relabel_requested = Signal(list, str)
    attribute_requested = Signal(list, str, object)
    note_requested = Signal(str, str)
    span_requested = Signal(str, object)
    delete_requested = Signal(list)
    comment_requested = Signal()

    def __init__(self, session: Session | None, language: str, theme: Theme) -> None:
        """Show nothing yet; labels and attributes will be named in `language`."""
        super().__init__()
        self.setObjectName("inspector_scroll")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.mention: Mention | None = None
        self.links = MentionLinks()
        self.comments = MentionThreads()
        self._session: Session | None = None
        self._language = language
        self._source = Source()
        self._build()
        self._connect()
        self.set_theme(theme)
        self.set_session(session)

    # -- building

    def _build(self) -> None:
        self._head = MentionHead()
        self._form = AttributesForm()
        self._edges = SpanEdges()
        self._note = NoteEdit()
        self._history = HistoryList()
        self._attributes = Section(self.tr("Attributes"), self._form)
        words = self.tr("Comment…")
        self._comment = KeyedButton(words, ";", words, object_name="inspector_comment")
        self._body = QWidget()
        self._body.setAutoFillBackground(False)
        layout = QVBoxLayout(self._body)
        layout.setContentsMargins(0, 0, 0, 16)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addSpacing(24)
        for part in (
            self._attributes,
            self.links,
            Section(self.tr("Comments"), self.comments, self._comment),
            Section(self.tr("Span"), self._edges),
            Section(self.tr("Note"), self._note),
            Section(self.tr("History"), self._history),
        ):
            layout.addWidget(part)
        layout.addStretch(1)
        self.setWidget(self._body)

    def _connect(self) -> None:
        self._head.relabelled.connect(self._relabel)
        self._head.deleting.connect(self._delete)
        self._form.changed.connect(self._set_attribute)
        self._edges.span_wanted.connect(self._set_span)
        self._note.written.connect(self._write_note)
        self._comment.clicked.connect(self.comment_requested)

    # -- what the inspector says

    def set_session(self, session: Session | None) -> None:
        """Look into another session, or none."""
        self._session = session
        self._source = Source()
        self.links.set_session(session)
        self._name_by(session.scheme if session is not None else None)

    def set_language(self, language: str) -> None:
        """Name labels and attributes in the interface's language."""
        self._language = language
        if self._session is not None:
            self._name_by(self._session.scheme)
        if self.mention is not None:
            self._show(self.mention)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        for part in (self._head, self._form, self.links, self.comments, self._edges, self._history):
            part.set_theme(theme)
        spread_theme(self, theme)

    def show_mention(self, mention: Mention) -> None:
        """Show a mention from its beginning on."""
        other_parts = self.mention is not None and self.mention.kind is not mention.kind
        with self._out_of_sight() if other_parts else nullcontext():
            self._show(mention)
        self._note.show_other(mention.note)
        self.verticalScrollBar().setValue(0)

    def leave(self) -> None:
        """Be about no mention; what is still shown is out of sight."""
        self.mention = None

    def session_changed(self, changes: Changes) -> None:
        """Follow an act that touches the shown mention, or others that may lie inside it."""
        if self._session is None:
            return
        if changes.touches(Subject.SCHEME):
            self._name_by(self._session.scheme)
        shown = self.mention
        if shown is None:
            return
        mine = [change for change in changes.of(Subject.MENTION) if change.subject_id == shown.id]
        if mine:
            after = mine[-1].after
            if isinstance(after, Mention):
                self._show(after)
            else:
                self.flush()
                self.leave()
        elif changes.touches(Subject.SCHEME) or changes.touches(Subject.DOCUMENT, document=shown.document):
            self._source.forget()
            self._show(shown)
        else:
            if changes.touches(Subject.MENTION, document=shown.document):
                self._head.show_facts(self._facts(shown))
            if self.links.is_touched_by(changes) or touches_blindness(changes, self._session.annotator):
                self._show_links(shown)

    def flush(self) -> None:
        """Say everything that was typed and not yet said."""
        if self.mention is not None:
            self._note.flush()
            self._form.flush()
            self.links.flush()

    # -- showing

    @contextmanager
    def _out_of_sight(self) -> Iterator[None]:
        """Within, many parts may come and go at once: in sight, Qt would lay all out anew for each of them."""
        focus = QApplication.focusWidget()
        self._body.hide()
        try:
            yield
        finally:
            self._body.show()
        if focus is not None and self._body.isAncestorOf(focus) and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_by(self, scheme: Scheme | None) -> None:
        self._head.set_scheme(scheme, self._language)
        self._history.set_scheme(scheme, self._language)
        self.comments.set_scheme(scheme, self._language)

    def _show(self, mention: Mention) -> None:
        if self._session is None:
            return
        self.mention = mention
        self._source.open(mention.document, self._session)
        source = self._source
        self._head.show_mention(mention, source.covered(mention.span), source.direction, self._facts(mention))
        label = self._session.scheme.find(mention.label)
        attributes = self._session.scheme.attributes_of(label.name) if label is not None else ()
        self._form.set_attributes(attributes, self._language)
        self._form.show_values(mention.attributes)
        self._attributes.setVisible(bool(attributes))
        self._edges.show_span(mention.span, source.text)
        self._note.show_note(mention.note)
        self._show_links(mention)

    def _show_links(self, mention: Mention) -> None:
        """Show what hangs on the mention, and what was done to it and to that."""
        if self._session is None:
            return
        self.links.show_mention(mention, self._source, self._language)
        blindness = Blindness.of(self._session)
        changes = filter(blindness.seen, self._session.history_with_links(mention.id, _HISTORY))
        self._history.show_told(tell(changes, mention.id), mention.kind)

    def _facts(self, mention: Mention) -> str:
        facts = [self.tr("Paragraph {n}").format(n=self._source.paragraph(mention.span.start))]
        if mention.kind is Kind.EVENT:
            facts.append(self.tr("trigger"))
        count = len(mention.span)
        facts.append(self.tr("1 character") if count == 1 else self.tr("%n characters", "", count))
        if mention.span.is_discontinuous:
            facts.append(self.tr("%n pieces", "", len(mention.span.fragments)))
        inside = dict.fromkeys(self._session.labels_inside(mention)) if self._session is not None else {}
        if inside:
            facts.append(self.tr("contains {labels}").format(labels=", ".join(map(self._leaf, inside))))
        return "  ·  ".join(facts)

    def _leaf(self, label: str) -> str:
        found = self._session.scheme.find(label) if self._session is not None else None
        return found.leaf if found is not None else label

    # -- asking

    def _relabel(self, label: str) -> None:
        if self.mention is not None:
            self.relabel_requested.emit([self.mention.id], label)

    def _delete(self) -> None:
        if self.mention is not None:
            self.delete_requested.emit([self.mention.id])

    def _set_attribute(self, name: str, value: object) -> None:
        if self.mention is not None:
            self.attribute_requested.emit([self.mention.id], name, value)

    def _set_span(self, span: Span) -> None:
        if self.mention is not None:
            self.span_requested.emit(self.mention.id, span)

    def _write_note(self, note: str) -> None:
        if self.mention is not None:
            self.note_requested.emit(self.mention.id, note)
