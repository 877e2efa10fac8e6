"""Others' work, looked at before it is taken in: who made what, what is newer, what stays behind and why."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QScrollArea, QVBoxLayout, QWidget

from annotator.gui.building import Sentence, button, label, row, wrapped
from annotator.gui.dialogs.merge_parts import Column, PersonRow
from annotator.gui.dialogs.merge_words import DOT, counted, figures, passages
from annotator.gui.naming import number
from annotator.gui.overlay import Overlay
from annotator.gui.tasks import Task, Tasks
from annotator.gui.theme import Theme
from annotator.gui.widgets import separator
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName
from annotator.services.blindness import Blindness
from annotator.services.job import Progress
from annotator.services.merges.plan import MergeChoice, MergePlan
from annotator.services.opening import is_project
from annotator.services.session import Session


class MergeDialog(Overlay):
    """Asks what of a file to merge. What comes is found out beside the work, anew with every other choice."""

    merge_requested = Signal(object, object)
    """The `Path` and the `MergePlan` that was shown."""
    open_requested = Signal(object)
    """The `Path` of a project that is to be opened instead."""
    import_requested = Signal(object)
    """The `Path` of a file of lines that is to be imported instead."""
    broke = Signal(object)
    """A mistake of ours while it looked; the exception."""
    WIDTH = 720
    HEIGHT = 600

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, "merge_dialog")
        self._tasks = Tasks(self)
        self._tasks.broke.connect(self.broke)
        self._tasks.broke.connect(self.close_overlay)
        self._session: Session | None = None
        self._files: list[Path] = []
        self._count = 0
        self._choice = MergeChoice(AnnotatorName(""))
        self._plan: MergePlan | None = None
        self._asked: Task | None = None
        self._rows: dict[str, PersonRow] = {}
        self._build_head()
        self._build_list()
        self._build_foot()

    def _build_head(self) -> None:
        self._title = label("", "title", "merge_title")
        self._file = Sentence("small", "merge_file", Qt.LayoutDirection.LeftToRight)
        self._state = wrapped("", "small", "merge_state")
        self._error = wrapped("", "danger", "merge_error")
        self.body.addWidget(self._title)
        self.body.addWidget(self._file)
        self.body.addSpacing(4)
        self.body.addWidget(self._state)
        self.body.addWidget(self._error)

    def _build_list(self) -> None:
        self._people = QVBoxLayout()
        self._people.setContentsMargins(0, 0, 0, 0)
        self._people.setSpacing(12)
        self._documents = QCheckBox()
        self._documents.setObjectName("merge_documents")
        self._documents.toggled.connect(self._look)
        self._passages = Column()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 8, 8, 8)
        column.setSpacing(16)
        column.addLayout(self._people)
        column.addWidget(self._documents)
        column.addWidget(self._passages)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("merge_preview")
        self._scroll.setAccessibleName(self.tr("What would be merged"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        # Only now: a scroll area paints the ground of what is put into it.
        for ground in (inside, self._scroll.viewport()):
            ground.setAutoFillBackground(False)
        self._list: tuple[QWidget, ...] = (separator(), self._scroll, separator())
        for part in self._list:
            self.body.addWidget(part, int(part is self._scroll))

    def _build_foot(self) -> None:
        self._instead = button("", "secondary", "merge_instead")
        self._instead.clicked.connect(self._do_instead)
        self._cancel = button(self.tr("Cancel"), "secondary", "merge_cancel")
        self._cancel.clicked.connect(self.close_overlay)
        self._go = self.primary = button(self.tr("Merge"), "primary", "merge_go")
        self._go.clicked.connect(self._merge)
        self.body.addSpacing(4)
        self.body.addWidget(row(self._instead, None, self._cancel, self._go))

    # -- asking

    def ask(self, session: Session, files: Sequence[Path]) -> None:
        """Show what merging these files would do, one after the other."""
        self._files, self._count = list(files), len(files)
        self._begin(session)

    def go_on(self) -> None:
        """The last file was merged, or could not be: show the next one, if there is one."""
        if self._files and self._session is not None:
            self._begin(self._session)

    def leave(self) -> None:
        """Another project is open, or another person works: what was asked is no longer meant."""
        self._files = []
        self._session = None
        self.close_overlay()
        self._tasks.stop()

    def _begin(self, session: Session) -> None:
        self._session = session
        self._choice = MergeChoice(session.annotator)
        file = self._files[0]
        place = self.tr("Merge others' work ({place} of {count})").format(
            place=number(self._count - len(self._files) + 1), count=number(self._count)
        )
        self._title.setText(place if self._count > 1 else self.tr("Merge others' work"))
        self._file.setText(str(file))
        instead = self.tr("Open it instead") if is_project(file) else self.tr("Import it instead")
        self._instead.setText(instead)
        self._instead.setAccessibleName(instead)
        self._instead.setVisible(self._count == 1)
        self._documents.blockSignals(True)
        self._documents.setChecked(False)
        self._documents.blockSignals(False)
        self._show_nothing()
        self.open()
        self._look()

    def first_field(self) -> QWidget:
        """What Enter presses, once it is known what that does."""
        return self._go if self._go.isEnabled() else self._scroll

    def close_overlay(self) -> None:
        """Nobody wants to know any more."""
        self._ask_no_more()
        super().close_overlay()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Walk the fields; what has the keyboard is in sight."""
        walked = super().focusNextPrevChild(forward)
        here = QApplication.focusWidget()
        if here is not None and self._scroll.isAncestorOf(here):
            self._scroll.ensureWidgetVisible(here)
        return walked

    # -- the preview

    def _show_nothing(self) -> None:
        self._plan = None
        for name in list(self._rows):
            self._drop_row(name)
        self._documents.hide()
        self._passages.show_passages(())
        self._say("")

    def _say(self, words: str, error: str = "") -> None:
        """Say how things stand; of a file that is refused there is nothing to list."""
        self._state.setText(words)
        self._error.setText(error)
        for part in (self._state, *self._list):
            part.setVisible(not error)
        self._error.setVisible(bool(error))
        self.HEIGHT = 0 if error else MergeDialog.HEIGHT
        self.place()

    def _look(self) -> None:
        """Find out what the choice would bring."""
        session = self._session
        if session is None or not self._files or self.isHidden():
            return
        self._go.setEnabled(False)
        self._ask_no_more()
        chosen = tuple(name for name, person in self._rows.items() if person.is_ticked)
        if self._rows and not chosen:
            self._say(self.tr("Nobody is chosen."))
            return
        self._choice = replace(self._choice, annotators=chosen, with_documents=self._documents.isChecked())
        self._say(self.tr("Looking through the file…"))
        task = self._tasks.prepare("", partial(_plan, session.path, self._files[0], self._choice))
        task.progressed.connect(self._on_progress)
        task.succeeded.connect(self._on_plan)
        task.refused.connect(self._on_refused)
        task.finished.connect(self._on_finished)
        self._asked = task
        self._tasks.start(task)

    def _ask_no_more(self) -> None:
        """What was asked last is no longer wanted, whether it runs or waits."""
        if self._asked is not None:
            self._asked.cancel()
        self._asked = None

    def _on_finished(self) -> None:
        if self.sender() is self._asked:
            self._asked = None

    def _on_progress(self, done: int, _total: int, _text: str) -> None:
        if self.sender() is self._asked and done:
            self._state.setText(self.tr("Looking through the file… {count}").format(count=number(done)))

    def _on_plan(self, plan: MergePlan) -> None:
        if self.sender() is self._asked and self._session is not None:
            self._show_plan(plan, Blindness.of(self._session))

    def _on_refused(self, error: AnnotatorError) -> None:
        if self.sender() is self._asked:
            self._show_nothing()
            self._say("", self.tr("Nothing can be merged from this file. {reason}").format(reason=error.message))
            self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_plan(self, plan: MergePlan, blindness: Blindness) -> None:
        self._plan = plan
        self._show_people(plan, blindness)
        strange = len(plan.missing) + len(plan.brought)
        self._documents.setVisible(bool(strange))
        words = counted(
            strange,
            self.tr("Take the document along that is not here"),
            self.tr("Take the {count} documents along that are not here"),
        )
        self._documents.setText(words)
        self._documents.setAccessibleName(words)
        self._passages.show_passages(tuple(passages(plan, blindness)))
        self._say(self._summary(plan))
        self._go.setEnabled(plan.changes_anything)
        here = QApplication.focusWidget()
        if plan.changes_anything and here in (self._scroll, self.card, self, None):
            self._go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _summary(self, plan: MergePlan) -> str:
        if plan.changes_anything:
            return self._coming(plan)
        if plan.is_complete and plan.layers:
            return self.tr("Nothing to merge: all of this is here already.")
        return self.tr("Nothing to merge.")

    def _coming(self, plan: MergePlan) -> str:
        """What would be merged and what not, in a line."""
        session = self._session
        told = [self.tr("What comes: {figures}").format(figures=figures(plan.amounts))]
        if not plan.amounts:
            told = [self.tr("Documents or statuses come")]
        if session is not None and Blindness.of(session).is_on:
            told = [self.tr("What comes is not told in blind mode")]
        if plan.behind:
            told.append(self.tr("left behind: {count}, see below").format(count=number(plan.behind)))
        return DOT.join([*told, self.tr("one undo takes all of it back")])

    def _show_people(self, plan: MergePlan, blindness: Blindness) -> None:
        people = plan.people
        for name in self._rows.keys() - {person.name for person in people}:
            self._drop_row(name)
        for person in people:
            made = self._rows.get(person.name)
            if made is None:
                made = self._rows[person.name] = PersonRow(person)
                made.changed.connect(self._look)
                self._people.addWidget(made)
            made.show_person(person, blindness)

    def _drop_row(self, name: str) -> None:
        gone = self._rows.pop(name)
        self._people.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    # -- deciding

    def _merge(self) -> None:
        plan = self._plan
        if plan is None or not self._files:
            return
        file = self._files.pop(0)
        self.close_overlay()
        self.merge_requested.emit(file, plan)

    def _do_instead(self) -> None:
        file = self._files[0]
        self._files = []
        self.close_overlay()
        (self.open_requested if is_project(file) else self.import_requested).emit(file)


def _plan(project: Path, other: Path, choice: MergeChoice, progress: Progress) -> MergePlan:
    """The job: in its own thread."""
    from annotator.services.merges.merging import plan_merge  # noqa: PLC0415  not needed at the start

    return plan_merge(project, other, choice, progress)
