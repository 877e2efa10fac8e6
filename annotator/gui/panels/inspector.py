"""The selected mention: what it is, what is said of it, what hangs on it, where its edges are, what was done to it."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from annotator.gui.panels.inspector_attributes import AttributesForm
from annotator.gui.panels.inspector_edges import SpanEdges
from annotator.gui.panels.inspector_head import MentionHead
from annotator.gui.panels.inspector_history import HistoryList
from annotator.gui.panels.inspector_links import MentionLinks
from annotator.gui.panels.inspector_note import NoteEdit
from annotator.gui.panels.inspector_section import Section
from annotator.gui.panels.inspector_source import Source
from annotator.gui.panels.inspector_tabbing import order_tabs
from annotator.gui.theme import SIZE, Theme
from annotator.gui.widgets import IconButton, plain_label, separator, spread_theme
from annotator.model.annotation import Kind, Mention
from annotator.model.change import Changes, Subject
from annotator.model.ids import MentionId
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.history import tell
from annotator.services.session import Session

_HISTORY = 60
"""Changes read; more of a single mention nobody looks through here."""
_NARROWEST, _WIDEST = 280, 480


class Inspector(QWidget):
    """The right column.

    Signals:
        relabel_requested: `(mentions, label)`.
        attribute_requested: `(mentions, attribute, value)`; a value of `None` takes it away.
        note_requested: `(mention, note)`.
        span_requested: `(mention, Span)`.
        delete_requested: `(mentions)`.
        step_requested: 1 for the next mention, -1 for the one before.
        mention_requested: The mention at the other end of a link, to go to.
        mention_pointed: The mention at the other end of a link that the pointer or the keyboard is on, or `None`.
        fill_requested: `(event, role)`; an empty role for whichever the person will choose.
        arguments_deleted: The arguments that are to go.
        argument_moved: `(argument, steps)` among those of its role.
        role_changed: `(argument, role)`.
        argument_attribute_requested, relation_attribute_requested: `(link, attribute, value)`.
        relate_requested: The mention that is to be joined to another one.
        relation_relabelled: `(relation, label)`.
        relation_reversed, relation_deleted: The relation.
        cluster_shown: The cluster that is to be shown with all its mentions.
        link_requested, unlink_requested: The mentions that are to come into a cluster, or to leave it.
    """

    relabel_requested = Signal(list, str)
    attribute_requested = Signal(list, str, object)
    note_requested = Signal(str, str)
    span_requested = Signal(str, object)
    delete_requested = Signal(list)
    step_requested = Signal(int)
    mention_requested = Signal(str)
    mention_pointed = Signal(object)
    fill_requested = Signal(str, str)
    arguments_deleted = Signal(list)
    argument_moved = Signal(object, int)
    role_changed = Signal(object, str)
    argument_attribute_requested = Signal(object, str, object)
    relate_requested = Signal(str)
    relation_relabelled = Signal(object, str)
    relation_reversed = Signal(object)
    relation_deleted = Signal(object)
    relation_attribute_requested = Signal(object, str, object)
    cluster_shown = Signal(str)
    link_requested = Signal(list)
    unlink_requested = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_panel")
        self.setAccessibleName(self.tr("Selected mention"))
        self.setProperty("kind", "chrome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(_NARROWEST)
        self.setMaximumWidth(_WIDEST)
        self._session: Session | None = None
        self._language = "en"
        self._mention: Mention | None = None
        self._source = Source()
        self._build()
        self._connect()
        self.show_mention(None, 0, 0)

    # -- building

    def _build(self) -> None:
        self._kind = plain_label(kind="head")
        self._position = plain_label(kind="micro")
        self._position.setObjectName("inspector_position")
        self._before = IconButton("chevron-up", self.tr("Previous mention"), object_name="inspector_previous")
        self._next = IconButton("chevron-down", self.tr("Next mention"), object_name="inspector_next")
        self._head = MentionHead()
        self._form = AttributesForm()
        self._links = MentionLinks()
        self._edges = SpanEdges()
        self._note = NoteEdit()
        self._history = HistoryList()
        self._attributes = Section(self.tr("Attributes"), self._form)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("inspector_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self._body = self._build_body()
        self._scroll.setWidget(self._body)
        self._nothing = plain_label(kind="small")
        self._nothing.setObjectName("inspector_nothing")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(
            self._nothing.alignment() & ~Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTop
        )
        self._nothing.setContentsMargins(20, 16, 20, 16)
        self._nothing.setText(self.tr("Select text and press a label's key, or Tab to the first mention."))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._scroll)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._build_bar())
        layout.addWidget(separator())
        layout.addWidget(self._stack, 1)

    def _build_bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(20, 8, 12, 8)
        bar.setSpacing(8)
        bar.addWidget(self._kind)
        bar.addWidget(self._position)
        bar.addStretch(1)
        bar.addWidget(self._before)
        bar.addWidget(self._next)
        return bar

    def _build_body(self) -> QWidget:
        body = QWidget()
        body.setAutoFillBackground(False)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 16)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addSpacing(24)
        for part in (
            self._attributes,
            self._links,
            Section(self.tr("Span"), self._edges),
            Section(self.tr("Note"), self._note),
            Section(self.tr("History"), self._history),
        ):
            layout.addWidget(part)
        layout.addStretch(1)
        return body

    def _connect(self) -> None:
        self._before.clicked.connect(self._step_back)
        self._next.clicked.connect(self._step_on)
        self._head.relabelled.connect(self._relabel)
        self._head.deleting.connect(self._delete)
        self._form.changed.connect(self._set_attribute)
        self._edges.span_wanted.connect(self._set_span)
        self._note.written.connect(self._write_note)
        self._connect_links()

    def _connect_links(self) -> None:
        links = self._links
        links.mention_requested.connect(self.mention_requested)
        links.mention_pointed.connect(self.mention_pointed)
        links.fill_requested.connect(self.fill_requested)
        links.arguments_deleted.connect(self.arguments_deleted)
        links.argument_moved.connect(self.argument_moved)
        links.role_changed.connect(self.role_changed)
        links.argument_attribute_requested.connect(self.argument_attribute_requested)
        links.relate_requested.connect(self.relate_requested)
        links.relation_relabelled.connect(self.relation_relabelled)
        links.relation_reversed.connect(self.relation_reversed)
        links.relation_deleted.connect(self.relation_deleted)
        links.relation_attribute_requested.connect(self.relation_attribute_requested)
        links.cluster_shown.connect(self.cluster_shown)
        links.link_requested.connect(self.link_requested)
        links.unlink_requested.connect(self.unlink_requested)

    # -- what the window says

    def set_session(self, session: Session | None) -> None:
        """Look into another session, or none."""
        self.show_mention(None, 0, 0)
        self._session = session
        self._source = Source()
        self._links.set_session(session)
        self._name_by(session.scheme if session is not None else None)

    def set_language(self, language: str) -> None:
        """Name labels and attributes in the interface's language."""
        self._language = language.replace("_", "-").partition("-")[0]
        if self._session is not None:
            self._name_by(self._session.scheme)
        if self._mention is not None:
            self._show(self._mention)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        for part in (self._head, self._form, self._links, self._edges, self._history):
            part.set_theme(theme)
        spread_theme(self, theme)

    def show_mention(self, mention: MentionId | None, position: int, total: int) -> None:
        """Show a mention, the `position`-th (from 1) of `total` of its document, or that none is selected."""
        if self._mention is None or mention != self._mention.id:
            self.flush()
        self._before.setEnabled(total > 0)
        self._next.setEnabled(total > 0)
        if mention is None or self._session is None:
            self._mention = None
            self._kind.setText(self.tr("Mentions"))
            self._position.setText(f"{total:,}" if self._session is not None else "")
            self._stack.setCurrentWidget(self._nothing)
            return
        self._position.setText(self.tr("{position} of {total}").format(position=f"{position:,}", total=f"{total:,}"))
        if self._mention is None or self._mention.id != mention:
            found = self._session.mention(mention)
            other_parts = self._mention is not None and self._mention.kind is not found.kind
            with self._out_of_sight() if other_parts else nullcontext():
                self._show(found)
            self._note.show_other(found.note)
            self._scroll.verticalScrollBar().setValue(0)
        self._stack.setCurrentWidget(self._scroll)

    def session_changed(self, changes: Changes) -> None:
        """Follow an act that touches the shown mention, or others that may lie inside it."""
        if self._session is None:
            return
        if changes.touches(Subject.SCHEME):
            self._name_by(self._session.scheme)
        shown = self._mention
        if shown is None:
            return
        mine = [change for change in changes.of(Subject.MENTION) if change.subject_id == shown.id]
        if mine:
            after = mine[-1].after
            if isinstance(after, Mention):
                self._show(after)
            else:
                self.show_mention(None, 0, 0)
        elif changes.touches(Subject.SCHEME) or changes.touches(Subject.DOCUMENT, document=shown.document):
            self._source.forget()
            self._show(shown)
        else:
            if changes.touches(Subject.MENTION, document=shown.document):
                self._head.show_facts(self._facts(shown))
            if self._links.is_touched_by(changes):
                self._show_links(shown)

    def flush(self) -> None:
        """Say everything that was typed and not yet said; before another mention, another session, the end."""
        if self._mention is not None:
            self._note.flush()
            self._form.flush()
            self._links.flush()

    def sizeHint(self) -> QSize:
        """The width that the design gives the panel."""
        return QSize(SIZE["right"], super().sizeHint().height())

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed may be lost."""
        super().hideEvent(event)
        self.flush()

    def role_at(self, point: QPoint) -> str | None:
        """The role whose row is at a point of the screen, for what is dropped there; `None` if there is none."""
        return self._links.role_at(point)

    def set_drop_role(self, role: str | None) -> None:
        """Light the row of a role while something is dragged over it; `None` for none."""
        self._links.set_drop_role(role)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab goes from above to below, whenever a field or chip was made."""
        order_tabs(self)
        return super().focusNextPrevChild(is_next)

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

    def _show(self, mention: Mention) -> None:
        if self._session is None:
            return
        self._mention = mention
        self._source.open(mention.document, self._session)
        source = self._source
        self._kind.setText(self.tr("Event") if mention.kind is Kind.EVENT else self.tr("Entity"))
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
        self._links.show_mention(mention, self._source, self._language)
        self._history.show_told(tell(self._session.history_with_links(mention.id, _HISTORY), mention.id), mention.kind)

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
        if self._mention is not None:
            self.relabel_requested.emit([self._mention.id], label)

    def _delete(self) -> None:
        if self._mention is not None:
            self.delete_requested.emit([self._mention.id])

    def _set_attribute(self, name: str, value: object) -> None:
        if self._mention is not None:
            self.attribute_requested.emit([self._mention.id], name, value)

    def _set_span(self, span: Span) -> None:
        if self._mention is not None:
            self.span_requested.emit(self._mention.id, span)

    def _write_note(self, note: str) -> None:
        if self._mention is not None:
            self.note_requested.emit(self._mention.id, note)

    def _step_back(self) -> None:
        self.step_requested.emit(-1)

    def _step_on(self) -> None:
        self.step_requested.emit(1)
