"""The list of problems for Qt: those of the open document, or of all."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.gui.widgets import plain_tip
from annotator.gui.widgets.painting import one_line
from annotator.services.checks.corpus_problems import Place
from annotator.services.checks.validation import Problem, Remedy

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What the model tells beyond Qt's own roles."""

    PLACE = Qt.ItemDataRole.UserRole


def remedy_words(problem: Problem) -> str:
    """What mending a problem would do, as a button says it; empty if there is no remedy."""
    translate = QCoreApplication.translate
    match problem.remedy:
        case Remedy.TAKE_OUT:
            return translate("Problems", "Take it out of {role}").format(role=problem.name)
        case Remedy.CHANGE_ROLE:
            return translate("Problems", "Make it {role}").format(role=problem.name)
        case Remedy.TURN_ROUND:
            return translate("Problems", "Turn it round")
        case Remedy.DELETE_RELATION:
            return translate("Problems", "Delete the relation")
        case Remedy.CLEAR_VALUE:
            return translate("Problems", "Clear {name}").format(name=problem.name)
        case None:
            return ""


class ProblemsModel(QAbstractListModel):
    """One row a problem."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: list[Place] = []
        self.shows_titles = False

    def set_places(self, places: Sequence[Place], *, shows_titles: bool) -> None:
        """Show these problems; with the titles of their documents if they are of several."""
        self.beginResetModel()
        self._places = list(places)
        self.shows_titles = shows_titles
        self.endResetModel()

    def add_places(self, places: Sequence[Place]) -> None:
        """Show further problems below."""
        first = len(self._places)
        self.beginInsertRows(QModelIndex(), first, first + len(places) - 1)
        self._places += places
        self.endInsertRows()

    def place_at(self, index: Index) -> Place | None:
        """The problem of a row and where it stands."""
        return self._places[index.row()] if index.isValid() and index.row() < len(self._places) else None

    def row_near(self, place: Place | None, row: int) -> int:
        """Where the same problem stands now, else the row that took its place; -1 if there is none."""
        same = next((i for i, other in enumerate(self._places) if place is not None and _is_same(other, place)), None)
        return min(row, len(self._places) - 1) if same is None else same

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """How many problems there are."""
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The sentence, the place, or what the tooltip and the screen reader say."""
        place = self.place_at(index)
        if place is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return place.problem.sentence
            case Role.PLACE:
                return place
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(f"{place.problem.sentence}\n{place.mention.label}: {place.text}\n{place.title}")
            case Qt.ItemDataRole.AccessibleTextRole:
                where = f"{place.mention.label} {one_line(place.text)}"
                return ". ".join(part for part in (place.problem.sentence, where, remedy_words(place.problem)) if part)
        return None


def _is_same(one: Place, other: Place) -> bool:
    return (one.problem.mention, one.problem.sentence) == (other.problem.mention, other.problem.sentence)
