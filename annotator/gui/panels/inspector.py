"""The right column's page of the selected mention: which of how many it is, and all about it.

All about it is a form of its own. At the start no mention is selected, and the program starts without the form; it is
made after the first picture, so that the first mention is shown as quickly as any other.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from annotator.gui.panels.inspector_tabbing import order_tabs
from annotator.gui.theme import SIZE, Theme
from annotator.gui.widgets import IconButton, plain_label, separator
from annotator.model.annotation import Kind
from annotator.model.change import Changes
from annotator.model.ids import MentionId
from annotator.services.session import Session

if TYPE_CHECKING:
    from annotator.gui.panels.inspector_form import MentionForm
    from annotator.services.comments.listing import Discussion

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
        comment_requested: A thread is to be opened on the shown mention.
        thread_shown: The `ThreadView` that is to show a thread; who serves it tells it who reads.
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
    comment_requested = Signal()
    thread_shown = Signal(object)

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
        self._theme = Theme()
        self._form: MentionForm | None = None
        self._shown: MentionId | None = None
        self._build()
        self._before.clicked.connect(self._step_back)
        self._next.clicked.connect(self._step_on)
        self.show_mention(None, 0, 0)

    # -- building

    def _build(self) -> None:
        self._kind = plain_label(kind="head")
        self._position = plain_label(kind="micro")
        self._position.setObjectName("inspector_position")
        self._before = IconButton("chevron-up", self.tr("Previous mention"), object_name="inspector_previous")
        self._next = IconButton("chevron-down", self.tr("Next mention"), object_name="inspector_next")
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

    def prepare(self) -> None:
        """Make the form for mentions, in a moment when nobody waits for it."""
        self._made_form()

    def _made_form(self) -> "MentionForm":
        if self._form is None:
            from annotator.gui.panels.inspector_form import MentionForm  # noqa: PLC0415  not needed at the start

            self._form = MentionForm(self._session, self._language, self._theme)
            self._stack.addWidget(self._form)
            self._connect(self._form)
        return self._form

    def _connect(self, form: "MentionForm") -> None:
        form.relabel_requested.connect(self.relabel_requested)
        form.attribute_requested.connect(self.attribute_requested)
        form.note_requested.connect(self.note_requested)
        form.span_requested.connect(self.span_requested)
        form.delete_requested.connect(self.delete_requested)
        form.comment_requested.connect(self.comment_requested)
        form.comments.view_made.connect(self.thread_shown)
        links = form.links
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
        if self._form is not None:
            self._form.set_session(session)

    def set_language(self, language: str) -> None:
        """Name labels and attributes in the interface's language."""
        self._language = language.replace("_", "-").partition("-")[0]
        if self._form is not None:
            self._form.set_language(self._language)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        for button in (self._before, self._next):
            button.set_theme(theme)
        if self._form is not None:
            self._form.set_theme(theme)

    def show_mention(self, mention: MentionId | None, position: int, total: int) -> None:
        """Show a mention, the `position`-th (from 1) of `total` of its document, or that none is selected."""
        if mention != self._shown:
            self.flush()
        self._before.setEnabled(total > 0)
        self._next.setEnabled(total > 0)
        if mention is None or self._session is None:
            self._show_nothing(total)
            return
        form = self._made_form()
        self._position.setText(self.tr("{position} of {total}").format(position=f"{position:,}", total=f"{total:,}"))
        if mention != self._shown:
            found = self._session.mention(mention)
            self._shown = mention
            self._show_kind(found.kind)
            form.show_mention(found)
            self.show_discussions(())
        self._stack.setCurrentWidget(form)

    def show_discussions(self, discussions: "Sequence[Discussion]") -> None:
        """Show the threads about the selected mention."""
        if self._form is not None and self._shown is not None:
            self._form.comments.show_discussions(discussions)

    def _show_kind(self, kind: Kind) -> None:
        self._kind.setText(self.tr("Event") if kind is Kind.EVENT else self.tr("Entity"))

    def _show_nothing(self, total: int) -> None:
        self._shown = None
        if self._form is not None:
            self._form.leave()
        self._kind.setText(self.tr("Mentions"))
        self._position.setText(f"{total:,}" if self._session is not None else "")
        self._stack.setCurrentWidget(self._nothing)

    def session_changed(self, changes: Changes) -> None:
        """Follow an act."""
        if self._form is None:
            return
        self._form.session_changed(changes)
        if self._form.mention is not None:
            self._show_kind(self._form.mention.kind)
        elif self._shown is not None:
            self.show_mention(None, 0, 0)

    def flush(self) -> None:
        """Say everything that was typed and not yet said; before another mention, another session, the end."""
        if self._form is not None:
            self._form.flush()

    def sizeHint(self) -> QSize:
        """The width that the design gives the panel."""
        return QSize(SIZE["right"], super().sizeHint().height())

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed may be lost."""
        super().hideEvent(event)
        self.flush()

    def role_at(self, point: QPoint) -> str | None:
        """The role whose row is at a point of the screen, for what is dropped there; `None` if there is none."""
        return self._form.links.role_at(point) if self._form is not None else None

    def set_drop_role(self, role: str | None) -> None:
        """Light the row of a role while something is dragged over it; `None` for none."""
        if self._form is not None:
            self._form.links.set_drop_role(role)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab goes from above to below, whenever a field or chip was made."""
        order_tabs(self)
        return super().focusNextPrevChild(is_next)

    # -- asking

    def _step_back(self) -> None:
        self.step_requested.emit(-1)

    def _step_on(self) -> None:
        self.step_requested.emit(1)
