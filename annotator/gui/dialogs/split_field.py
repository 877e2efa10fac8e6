"""Whether an export is divided into parts for training, development and test, by which shares and which seed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QWidget

from annotator.gui.building import number_field, row
from annotator.gui.naming import number
from annotator.gui.widgets import plain_label
from annotator.services.exporting import Split

_SHARES = {"train": 80, "dev": 10, "test": 10}
"""Names of the parts, as the files carry them, and their usual shares in percent."""
_LAST_SEED = 2**31 - 1


class SplitField(QWidget):
    """The field of the export card.

    Signals:
        changed: Anything of it.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wanted = QCheckBox(self.tr("Divide by document"))
        self._wanted.setObjectName("export_split")
        self._wanted.setAccessibleName(self.tr("Divide into train, dev and test"))
        self._wanted.toggled.connect(self._show)
        self._shares = {name: self._share(name, percent) for name, percent in _SHARES.items()}
        self._seed = number_field("export_seed", self.tr("Seed"), 0, _LAST_SEED)
        self._seed.setToolTip(self.tr("The same seed divides the same documents alike; another one otherwise."))
        self._seed.valueChanged.connect(self.changed)
        pairs = [row(plain_label(name, "small"), field, gap=4) for name, field in self._shares.items()]
        self._parts = row(*pairs, row(plain_label(self.tr("Seed"), "small"), self._seed, gap=4), gap=12)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self._wanted)
        layout.addWidget(self._parts)
        layout.addStretch(1)
        self._show()

    def _share(self, name: str, percent: int) -> QSpinBox:
        words = self.tr("Share of {part}").format(part=name)
        made = number_field(f"export_share_{name}", words, 0, 100, " %")
        made.setValue(percent)
        made.valueChanged.connect(self.changed)
        return made

    def _show(self) -> None:
        self._parts.setVisible(self._wanted.isChecked())
        self.changed.emit()

    def split(self) -> Split | None:
        """How to divide; `None` for one file. A part without a share is left out."""
        if not self._wanted.isChecked():
            return None
        parts = [(name, float(field.value())) for name, field in self._shares.items() if field.value()]
        return Split(tuple(parts), self._seed.value())

    def why_not(self) -> str:
        """Why it cannot be divided so; empty if it can."""
        total = sum(field.value() for field in self._shares.values())
        if not self._wanted.isChecked() or total == 100:
            return ""
        return self.tr("The parts add up to {total} %. Change their shares so that they make 100 %.").format(
            total=number(total)
        )
