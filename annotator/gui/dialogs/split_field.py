"""Whether an export is divided into parts for training, development and test, by which shares and which seed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from annotator.gui.building import number_field, row
from annotator.gui.dialogs.field_rows import INDENT, column, tick_box
from annotator.gui.naming import number
from annotator.gui.widgets import plain_label
from annotator.services.exports.splitting import Split

_SHARES = {"train": 80, "dev": 10, "test": 10}
"""Names of the parts, as the files carry them, and their usual shares in percent."""
_LAST_SEED = 2**31 - 1
_SHARE_WIDTH, _SEED_WIDTH = 72, 124


class SplitField(QWidget):
    """The field of the export card.

    Signals:
        changed: Anything of it.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wanted = tick_box(
            self.tr("Divide by document"), "export_split", self.tr("Divide into train, dev and test")
        )
        self._wanted.toggled.connect(self._show)
        self._shares = {name: self._share(name) for name in _SHARES}
        self._seed = number_field("export_seed", self.tr("Seed"), 0, _LAST_SEED)
        self._seed.setFixedWidth(_SEED_WIDTH)
        self._seed.setToolTip(self.tr("The same seed divides the same documents alike; another one otherwise."))
        self._seed.valueChanged.connect(self.changed)
        self._alike = tick_box(self.tr("Keep translations and near-duplicates together"), "export_keep_alike")
        self._alike.setToolTip(
            self.tr("Articles that tell the same are put into one part, so that nothing of the test is known before.")
        )
        self._alike.toggled.connect(self.changed)
        shares = [column(plain_label(name, "micro"), field, gap=2) for name, field in self._shares.items()]
        self._percents = row(*shares, gap=8)
        self._kept: Split | None = None
        self._as_kept = plain_label("", "small")
        self._as_kept.setObjectName("export_split_kept")
        seed = column(plain_label(self.tr("Seed"), "micro"), self._seed, gap=2)
        self._parts = column(row(self._as_kept, self._percents, seed, None, gap=8), self._alike, gap=8, indent=INDENT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._wanted)
        layout.addWidget(self._parts)
        self.show_split(None)

    def _share(self, name: str) -> QSpinBox:
        words = self.tr("Share of {part}").format(part=name)
        made = number_field(f"export_share_{name}", words, 0, 100, " %")
        made.setFixedWidth(_SHARE_WIDTH)
        made.valueChanged.connect(self.changed)
        return made

    def _show(self) -> None:
        """Whoever begins anew divides as usual."""
        if not self._wanted.isChecked():
            self._keep(None)
        self._parts.setVisible(self._wanted.isChecked())
        self.changed.emit()

    def _keep(self, split: Split | None) -> None:
        """Divide as a preset says that the fields have no place for, or as the fields say."""
        self._kept = split
        self._as_kept.setText("" if split is None else str(split).replace(",", "  ·  "))
        self._as_kept.setVisible(split is not None)
        self._percents.setVisible(split is None)

    def show_split(self, split: Split | None) -> None:
        """Show how to divide: in percents, or in the words of a preset that has other parts than ours."""
        self.blockSignals(True)
        self._wanted.setChecked(split is not None)
        percents = _SHARES if split is None else _percents(split)
        self._keep(split if percents is None else None)
        for name, field in self._shares.items():
            field.setValue((_SHARES if percents is None else percents).get(name, 0))
        self._seed.setValue(split.seed if split is not None else 0)
        self._alike.setChecked(split is None or split.keep_alike)
        self.blockSignals(False)
        self._parts.setVisible(self._wanted.isChecked())

    def split(self) -> Split | None:
        """How to divide; `None` for one file. A part without a share is left out."""
        if not self._wanted.isChecked():
            return None
        parts = tuple((name, float(field.value())) for name, field in self._shares.items() if field.value())
        return Split(
            parts if self._kept is None else self._kept.parts, self._seed.value(), keep_alike=self._alike.isChecked()
        )

    def why_not(self) -> str:
        """Why it cannot be divided so; empty if it can."""
        total = sum(field.value() for field in self._shares.values())
        if not self._wanted.isChecked() or self._kept is not None or total == 100:
            return ""
        return self.tr("The parts add up to {total} %. Change their shares so that they make 100 %.").format(
            total=number(total)
        )


def _percents(split: Split) -> dict[str, int] | None:
    """The shares of train, dev and test, if the split has only these, in this order, and whole percents."""
    shares = {name: round(100 * share, 6) for name, share in zip(split.names, split.shares, strict=True)}
    if list(shares) != [name for name in _SHARES if name in shares] or any(share % 1 for share in shares.values()):
        return None
    return {name: int(share) for name, share in shares.items()}
