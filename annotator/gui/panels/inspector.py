"""The selected mention: what it is, what is said of it, where its edges are, and what was done to it."""

import re
from bisect import bisect_right

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from annotator.gui.panels.inspector_attributes import AttributesForm
from annotator.gui.panels.inspector_edges import SpanEdges
from annotator.gui.panels.inspector_head import MentionHead
from annotator.gui.panels.inspector_history import HistoryList
from annotator.gui.panels.inspector_note import NoteEdit
from annotator.gui.theme import SIZE, Theme
from annotator.gui.widgets import IconButton, plain_label, separator, spread_theme
from annotator.model.annotation import Kind, Mention
from annotator.model.change import Changes, Subject
from annotator.model.direction import language_direction
from annotator.model.document import Direction
from annotator.model.ids import DocumentId, MentionId
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.history import tell
from annotator.services.session import Session

_HISTORY = 60
"""Changes read; more of a single mention nobody looks through here."""
_LINE_WITH_WORDS = re.compile(r"^.*\S.*$", re.MULTILINE)
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
    """

    relabel_requested = Signal(list, str)
    attribute_requested = Signal(list, str, object)
    note_requested = Signal(str, str)
    span_requested = Signal(str, object)
    delete_requested = Signal(list)
    step_requested = Signal(int)

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
        self._source = _Source()
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
        self._edges = SpanEdges()
        self._note = NoteEdit()
        self._history = HistoryList()
        self._attributes = _section(self.tr("Attributes"), self._form)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("inspector_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(self._build_body())
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
            _section(self.tr("Span"), self._edges),
            _section(self.tr("Note"), self._note),
            _section(self.tr("History"), self._history),
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

    # -- what the window says

    def set_session(self, session: Session | None) -> None:
        """Look into another session, or none."""
        self.show_mention(None, 0, 0)
        self._session = session
        self._source = _Source()
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
        for part in (self._head, self._form, self._edges, self._history):
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
        found = self._session.mention(mention)
        is_other = self._mention is None or self._mention.id != mention
        self._show(found)
        if is_other:
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
        elif changes.touches(Subject.MENTION, document=shown.document):
            self._head.show_facts(self._facts(shown))

    def flush(self) -> None:
        """Say everything that was typed and not yet said; before another mention, another session, the end."""
        if self._mention is not None:
            self._note.flush()
            self._form.flush()

    def sizeHint(self) -> QSize:
        """The width that the design gives the panel."""
        return QSize(SIZE["right"], super().sizeHint().height())

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed may be lost."""
        super().hideEvent(event)
        self.flush()

    # -- showing

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
        covered = " … ".join(source.text[start:end] for start, end in mention.span.fragments)
        self._head.show_mention(mention, covered, source.direction, self._facts(mention))
        label = self._session.scheme.find(mention.label)
        attributes = self._session.scheme.attributes_of(label.name) if label is not None else ()
        self._form.set_attributes(attributes, self._language)
        self._form.show_values(mention.attributes)
        self._attributes.setVisible(bool(attributes))
        self._edges.show_span(mention.span, source.text)
        self._note.show_note(mention.note)
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


class _Source:
    """The document that the shown mention is in: its text, read once, and where its paragraphs begin.

    Attributes:
        text: Of the document.
        direction: Of paragraphs whose letters do not tell.
    """

    def __init__(self) -> None:
        self.text = ""
        self.direction = Direction.LTR
        self._document: DocumentId | None = None
        self._starts: list[int] | None = None

    def open(self, document: DocumentId, session: Session) -> None:
        """Have this document at hand."""
        if document == self._document:
            return
        known = session.document(document)
        self.direction = known.direction or language_direction(known.language)
        self.text = session.text(document)
        self._document = document
        self._starts = None

    def forget(self) -> None:
        """Ask anew what the document is."""
        self._document = None

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph that holds a code point; empty lines are none."""
        if self._starts is None:
            self._starts = [match.start() for match in _LINE_WITH_WORDS.finditer(self.text)]
        return max(1, bisect_right(self._starts, offset))


def _section(title: str, content: QWidget) -> QWidget:
    """A heading with what belongs to it, and room below."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(20, 0, 20, 16)
    layout.setSpacing(8)
    layout.addWidget(plain_label(title, "section"))
    layout.addWidget(content)
    return made
