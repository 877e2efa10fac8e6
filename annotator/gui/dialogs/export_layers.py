"""Whose layers are exported, and which of several of one document."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from annotator.gui.building import label
from annotator.gui.dialogs.field_rows import INDENT, column, field_row, radio, tick_box
from annotator.gui.widgets import Flow, Segmented
from annotator.services.blindness import Blindness
from annotator.services.exports.choice import ExportChoice, Layers
from annotator.services.session import Session

_WAYS = (Layers.EACH, Layers.MAJORITY)


class LayersField(QWidget):
    """Everyone's, or those of some; each layer by itself, or what most say.

    Signals:
        changed: Anything of it.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._me = ""
        self._is_blind = False
        self._boxes: dict[str, QCheckBox] = {}
        self._all = radio(self.tr("Everyone, and documents not begun"), "export_everyone", self.tr("Everyone's labels"))
        self._some = radio(self.tr("Only of"), "export_some", self.tr("Only some people's labels"))
        self._all.setChecked(True)
        self._all.toggled.connect(self._on_whose)
        self._names = QWidget()
        self._flow = Flow(self._names)
        inside = column(self._names, indent=INDENT)
        self._whose = field_row(self.tr("Whose labels"), column(self._all, self._some, inside, gap=4))
        only_mine = label(self.tr("In blind mode only your own."), "small", "export_blind")
        self._blind = field_row(self.tr("Whose labels"), only_mine)
        words = [self.tr("Each by itself"), self.tr("What most say")]
        self._way = Segmented(words, object_name="export_layers", name=self.tr("Several layers of a document"))
        self._way.chosen.connect(self.changed)
        self._several = field_row(self.tr("If several have labelled"), self._way)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self._whose, self._blind, self._several):
            layout.addWidget(part)

    def offer(self, session: Session) -> None:
        """Whose layers there are."""
        self._me, self._is_blind = session.annotator, Blindness.of(session).is_on
        for old in self._boxes.values():
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._boxes = {person.name: self._box(person.name) for person in session.annotators()}
        for box in self._boxes.values():
            self._flow.addWidget(box)
        self._some.setVisible(bool(self._boxes))
        self._whose.setVisible(not self._is_blind)
        self._blind.setVisible(self._is_blind)
        self.offer_majority(is_wanted=True)

    def offer_majority(self, *, is_wanted: bool) -> None:
        """Whether what most say can be asked for; of one annotator, or of one's own, it never can."""
        self._several.setVisible(is_wanted and not self._is_blind and len(self._boxes) > 1)

    def _box(self, name: str) -> QCheckBox:
        words = self.tr("{name} (you)").format(name=name) if name == self._me else name
        made = tick_box(words, f"export_annotator_{name}", self.tr("Labels of {name}").format(name=name))
        made.setContentsMargins(0, 0, 8, 0)
        made.toggled.connect(self._on_ticked)
        return made

    def _on_ticked(self) -> None:
        """Who ticks a name wants some people's labels."""
        if any(box.isChecked() for box in self._boxes.values()):
            self._some.setChecked(True)
        self.changed.emit()

    def _on_whose(self) -> None:
        """Tab goes to the button that is down, as arrows go between them; Qt sees to it only once one had the focus."""
        for way in (self._all, self._some):
            policy = Qt.FocusPolicy.StrongFocus if way.isChecked() else Qt.FocusPolicy.ClickFocus
            way.setFocusPolicy(policy)
        self.changed.emit()

    def show_choice(self, choice: ExportChoice) -> None:
        """Show whose layers a choice means."""
        self.blockSignals(True)
        for name, box in self._boxes.items():
            box.setChecked(name in choice.annotators)
        (self._some if choice.annotators else self._all).setChecked(True)
        self._way.set_current(_WAYS.index(choice.layers))
        self._on_whose()
        self.blockSignals(False)

    def put_into(self, choice: ExportChoice) -> ExportChoice:
        """The choice with what is shown here."""
        layers = _WAYS[self._way.current() or 0]
        if self._is_blind:
            return replace(choice, annotators=(self._me,), layers=Layers.EACH)
        return replace(choice, annotators=self.chosen if self._some.isChecked() else (), layers=layers)

    def current_field(self) -> QWidget:
        """What tells most of what is chosen."""
        if self._way.isVisible() and self._way.current():
            return self._way
        return self._some if self._some.isChecked() else self._all

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names that are ticked."""
        return tuple(name for name, box in self._boxes.items() if box.isChecked())

    def why_not(self) -> str:
        """Why nothing can be exported so; empty if it can."""
        if self._is_blind or self._all.isChecked() or self.chosen:
            return ""
        return self.tr("Nobody is chosen. Tick whose labels are exported.")
