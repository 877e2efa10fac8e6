"""How labels are written where there is little room: their leaf, unless two leaves would look alike."""

from collections import Counter
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication

from annotator.gui.agreement.confusion import NONE


def short_names(labels: Iterable[str]) -> Mapping[str, str]:
    """By label what a head says: `Visit` for `Movement.Visit`; the whole name where another label ends alike."""
    every = list(labels)
    leaves = Counter(map(_leaf, every))
    return {label: _leaf(label) if leaves[_leaf(label)] == 1 else label for label in every} | {NONE: none_word()}


def _leaf(label: str) -> str:
    return label.rpartition(".")[2]


def none_word() -> str:
    """What stands for nothing there."""
    return QCoreApplication.translate("Agreement", "none")
