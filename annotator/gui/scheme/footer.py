"""The bar below the form: what the edit in mind touches, and the only button that writes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from annotator.gui.building import button, line, row
from annotator.gui.scheme import words
from annotator.gui.theme import Theme
from annotator.gui.widgets import Entry, Picker, plain_label, spread_theme
from annotator.services.schemes.edits import Plan

_SHOWN = 4


class Footer(QWidget):
    """Says what an edit touches and lets it be applied or given up.

    Signals:
        applied: The person wants the edit; `drops` says whether what does not fit may go.
        given_up: The person does not want it after all.
        relabel_chosen: A label that what is labelled shall get instead of the deleted one.
    """

    applied = Signal()
    given_up = Signal()
    relabel_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scheme_footer")
        self._plan: Plan | None = None
        self._sentence = plain_label("", "strong")
        self._sentence.setObjectName("scheme_sentence")
        self._details = plain_label("", "small")
        self._details.setObjectName("scheme_details")
        for part in (self._sentence, self._details):
            part.setWordWrap(True)
        self._drop = QCheckBox()
        self._drop.setObjectName("scheme_drop")
        self._drop.toggled.connect(self._refresh)
        self._relabel = button(self.tr("Put another label in its place…"), "secondary", "scheme_relabel")
        self._relabel.clicked.connect(self._pick)
        self._cancel = button(self.tr("Cancel"), "secondary", "scheme_cancel")
        self._cancel.clicked.connect(self.given_up)
        self._apply = button(self.tr("Apply"), "primary", "scheme_apply")
        self._apply.clicked.connect(self.applied)
        self._picker = Picker(object_name="scheme_relabel_picker", name=self.tr("Label to give instead"), parent=self)
        self._picker.picked.connect(self.relabel_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(line())
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(6)
        for shown in (self._sentence, self._details, self._drop):
            column.addWidget(shown)
        column.addWidget(row(self._relabel, None, self._cancel, self._apply))
        layout.addWidget(inside)
        self.rest()

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        spread_theme(self, theme)

    @property
    def drops(self) -> bool:
        """Whether what does not fit may go."""
        return self._drop.isChecked()

    def _show(self, sentence: str, details: str, kind: str, sentence_kind: str = "strong") -> None:
        self._plan = None
        self._sentence.setText(sentence)
        self._details.setText(details)
        self._details.setVisible(bool(details))
        for part, its_kind in ((self._details, kind), (self._sentence, sentence_kind)):
            if part.property("kind") != its_kind:
                part.setProperty("kind", its_kind)
                part.style().unpolish(part)
                part.style().polish(part)
        self._drop.setVisible(False)
        self._relabel.setVisible(False)
        self._refresh()

    def rest(self, done: str = "") -> None:
        """Nothing is in mind; `done` is what was done last."""
        hint = self.tr("Change something: what it touches is said here before anything is written.")
        self._show(done or hint, "", "small", "strong" if done else "small")
        self._cancel.hide()
        self._apply.setEnabled(False)

    def wait(self, title: str) -> None:
        """An edit is in mind; what it touches is being counted."""
        self._show(title, "", "small")
        self._cancel.show()

    def refuse(self, title: str, reason: str, others: list[Entry]) -> None:
        """The edit in mind cannot be made; `others` are labels to give instead of a deleted one."""
        self._show(title, reason, "danger")
        self._offer(others)
        self._cancel.show()

    def _offer(self, others: list[Entry]) -> None:
        self._relabel.setVisible(bool(others))
        self._picker.offer(others)

    def warn(self, reason: str) -> None:
        """Something has to be decided first."""
        self._details.setText(reason)
        self._details.setVisible(True)

    def offer(self, title: str, plan: Plan, others: list[Entry]) -> None:
        """The edit in mind touches so much; `others` are labels to give instead, where a label in use would go."""
        reasons = (*plan.blocks, *plan.obstacles)
        more = [self.tr("And {count} more.").format(count=len(reasons) - _SHOWN)] if len(reasons) > _SHOWN else []
        lost = words.lost_words(plan.touched)
        gone = self.tr("Attributes that the other label has not: {lost} go.").format(lost=lost)
        details = "\n".join((*reasons[:_SHOWN], *more)) or (gone if lost else "")
        self._show(words.sentence(title, plan), details, "danger" if reasons else "small")
        self._plan = plan
        self._drop.setText(self.tr("Let them go: {lost}").format(lost=lost))
        self._drop.setAccessibleName(self._drop.text())
        self._drop.setChecked(False)
        self._drop.setVisible(bool(plan.obstacles) and not plan.blocks)
        self._offer(others if plan.blocks else [])
        self._cancel.show()
        self._refresh()

    def busy(self, words_: str) -> None:
        """The edit is being made."""
        self._show(words_, "", "small")
        self._cancel.hide()

    def _refresh(self) -> None:
        plan = self._plan
        can = plan is not None and not plan.blocks and (not plan.obstacles or self._drop.isChecked())
        self._apply.setEnabled(can)

    def _pick(self) -> None:
        self._picker.drop_below(self._relabel)
