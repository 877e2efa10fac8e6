"""How gold is to begin: the rule, its numbers, which documents, with a preview of what would come into gold."""

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QRadioButton, QWidget

from annotator.gui.building import button, keycaps, label, number_field, row, wrapped
from annotator.gui.naming import number
from annotator.gui.overlay import Overlay
from annotator.gui.tasks import Task, Tasks
from annotator.gui.theme import Theme
from annotator.gui.widgets import separator
from annotator.model.annotation import Status
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.adjudication.gold_rules import Rule
from annotator.services.adjudication.gold_start import GoldPlan, Start, plan_gold
from annotator.services.job import Progress
from annotator.services.session import Session

_PAUSE = 150
"""Milliseconds without a change before the preview is made."""
_COUNTED = ("entities", "events", "arguments", "relations", "clusters")


class BeginCard(Overlay):
    """Asks for a `Start`. The preview is made beside the work; an older one that comes late is not shown.

    Signals:
        begin_requested: The `Start`.
    """

    begin_requested = Signal(object)
    WIDTH = 640

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, "begin_card")
        self._tasks = Tasks(self)
        self._session: Session | None = None
        self._annotators: tuple[AnnotatorName, ...] = ()
        self._document: DocumentId | None = None
        self._asked: Task | None = None
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_PAUSE)
        self._due.timeout.connect(self._ask_preview)
        self._build_choice()
        self._build_preview()
        self._lay_out()

    def _build_choice(self) -> None:
        self._rules = {
            Rule.ALL: QRadioButton(self.tr("What all say")),
            Rule.MAJORITY: QRadioButton(self.tr("What most say")),
            Rule.ONE: QRadioButton(self.tr("What one says")),
        }
        for rule, choice in self._rules.items():
            choice.setObjectName(f"begin_rule_{rule}")
            choice.setAccessibleName(choice.text())
            choice.toggled.connect(self._change)
        self._one = QComboBox()
        self._one.setObjectName("begin_one")
        self._one.setAccessibleName(self.tr("Who is believed"))
        self._one.currentIndexChanged.connect(self._change)
        self._least = number_field("begin_least", self.tr("Annotators who must say it"), 1, 99)
        self._least.valueChanged.connect(self._change)
        self._overlap = number_field("begin_overlap", self.tr("How alike spans must be"), 50, 100, " %")
        self._overlap.valueChanged.connect(self._change)
        self._done = QCheckBox(self.tr("Only layers that are done"))
        self._done.setObjectName("begin_done")
        self._done.setAccessibleName(self._done.text())
        self._done.toggled.connect(self._change)
        self._here = QCheckBox(self.tr("Only the document that is shown"))
        self._here.setObjectName("begin_here")
        self._here.setAccessibleName(self._here.text())
        self._here.toggled.connect(self._change)

    def _build_preview(self) -> None:
        self._counts = wrapped("", "strong", "begin_counts")
        self._open = wrapped("", "small", "begin_open")
        self._note = wrapped("", "danger", "begin_note")
        self._go = self.primary = button(self.tr("Begin"), "primary", "begin_go")
        self._go.clicked.connect(self._begin)

    def _lay_out(self) -> None:
        cancel = button(self.tr("Cancel"), "secondary", "begin_cancel")
        cancel.clicked.connect(self.close_overlay)
        grid = QGridLayout()
        grid.setVerticalSpacing(10)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        rules = list(self._rules.values())
        fields = (
            (self.tr("Into gold comes"), row(*rules, self._one, None, gap=14)),
            (self.tr("If at least"), row(self._least, label(self.tr("annotators say it"), "small"), None)),
            (self.tr("Spans count as equal"), row(label(self.tr("from"), "small"), self._overlap,
                                                  label(self.tr("of the characters on"), "small"), None)),
            (self.tr("Which"), row(self._done, self._here, None, gap=16)),
        )  # fmt: skip
        for place, (words, field) in enumerate(fields):
            grid.addWidget(label(words, "small"), place, 0)
            grid.addWidget(field, place, 1)
        hint = self.tr(
            "What gold has already, and what was decided, stays. Nothing is written before you begin; one undo takes "
            "all of it back."
        )
        self.body.addWidget(label(self.tr("Begin gold"), "title"))
        self.body.addWidget(wrapped(hint, "small"))
        self.body.addSpacing(6)
        self.body.addLayout(grid)
        self.body.addSpacing(8)
        self.body.addWidget(separator())
        self.body.addSpacing(4)
        for part in (self._counts, self._open, self._note):
            self.body.addWidget(part)
        self.body.addSpacing(8)
        self.body.addWidget(row(None, cancel, self._go, keycaps("Enter")))

    # -- asking

    def ask(self, session: Session, annotators: Sequence[AnnotatorName], document: DocumentId | None) -> None:
        """Show it for these annotators' layers; `document` is the one that is shown, if one is."""
        self._session, self._annotators, self._document = session, tuple(annotators), document
        self._one.blockSignals(True)
        self._one.clear()
        for name in annotators:
            self._one.addItem(name, name)
        self._one.blockSignals(False)
        is_many = len(annotators) > 1
        self._rules[Rule.ALL].setEnabled(is_many)
        self._rules[Rule.MAJORITY].setEnabled(len(annotators) > 2)
        self._rules[Rule.ALL if is_many else Rule.ONE].setChecked(True)
        self._least.setRange(1, max(1, len(annotators)))
        self._least.setValue(min(2, len(annotators)))
        self._overlap.setValue(100)
        self._here.setEnabled(document is not None)
        self._here.setChecked(False)
        self._show_counting()
        self._due.start()
        self.open()

    def first_field(self) -> QWidget:
        """The rule that is chosen."""
        return next((choice for choice in self._rules.values() if choice.isChecked()), self._rules[Rule.ALL])

    @property
    def rule(self) -> Rule:
        """The rule that is chosen."""
        return next((rule for rule, choice in self._rules.items() if choice.isChecked()), Rule.ALL)

    def start(self) -> Start:
        """What is chosen now."""
        is_one = self.rule is Rule.ONE
        return Start(
            self._annotators,
            self.rule,
            AnnotatorName(self._one.currentData()) if is_one else None,
            least=1 if is_one else self._least.value(),
            overlap=Fraction(self._overlap.value(), 100),
            documents=frozenset({self._document}) if self._document and self._here.isChecked() else frozenset(),
            statuses=frozenset({Status.DONE}) if self._done.isChecked() else frozenset(),
        )

    def _change(self, *_value: object) -> None:
        is_one = self.rule is Rule.ONE
        self._one.setEnabled(is_one)
        self._least.setEnabled(not is_one)
        self._overlap.setEnabled(not is_one)
        if self._session is not None and self.isVisible():
            self._show_counting()
            self._due.start()

    # -- the preview

    def _show_counting(self) -> None:
        self._go.setEnabled(False)
        self._note.setVisible(False)
        self._counts.setText(self.tr("Counting what would come into gold …"))
        self._open.setText("")

    def _ask_preview(self) -> None:
        session = self._session
        if session is None or not self.isVisible():
            return
        self._tasks.cancel()
        self._asked = self._tasks.prepare("", partial(_plan, session.path, self.start()))
        self._asked.succeeded.connect(self._on_plan)
        self._asked.refused.connect(self._on_refused)
        self._tasks.start(self._asked)

    def _on_plan(self, plan: GoldPlan) -> None:
        if self.sender() is not self._asked:
            return
        counts = [plan.count(what) for what in _COUNTED]
        names = (self.tr("entities"), self.tr("events"), self.tr("arguments"), self.tr("relations"),
                 self.tr("clusters"))  # fmt: skip
        said = "  ·  ".join(f"{number(count)} {name}" for count, name in zip(counts, names, strict=True))
        self._counts.setText(said if any(counts) else self.tr("Nothing new comes into gold by this rule."))
        words = self.tr("Then {decided} cases are decided and {open} stay open, in {documents} documents.")
        self._open.setText(
            words.format(
                decided=number(plan.count("decided")),
                open=number(plan.count("open")),
                documents=number(len(plan.documents)),
            )
        )
        damaged = self.tr("{n} documents cannot be read and are left out.").format(n=number(len(plan.damaged)))
        self._show_note(damaged if plan.damaged else "")
        self._go.setEnabled(any(counts))
        self.place()

    def _on_refused(self, error: AnnotatorError) -> None:
        if self.sender() is self._asked:
            self._counts.setText("")
            self._show_note(error.message)

    def _show_note(self, words: str) -> None:
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def _begin(self) -> None:
        start = self.start()
        self.close_overlay()
        self.begin_requested.emit(start)

    def close_overlay(self) -> None:
        """Take it away; nobody wants the preview any more."""
        self._tasks.cancel()
        super().close_overlay()

    def leave(self, _session: object = None) -> None:
        """Another project is opened, or none: nothing of the old one is read any more."""
        self._tasks.stop()
        self._session = None
        self.close_overlay()


def _plan(path: Path, start: Start, progress: Progress) -> GoldPlan:
    """The job: in its own thread."""
    return plan_gold(path, start, progress)
