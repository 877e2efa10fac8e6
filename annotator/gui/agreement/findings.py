"""What has been counted so far, as the parts of the page want it; knows nothing of widgets."""

from collections.abc import Collection, Iterator, Mapping

from annotator.gui.agreement.bars import Bar, sorted_bars
from annotator.gui.agreement.compared import Column
from annotator.gui.agreement.confusion import NONE, Structure, Table
from annotator.gui.agreement.documents import DocumentLine
from annotator.gui.agreement.figures import Figures, Match, Scale, compared, is_main
from annotator.model.annotation import Kind
from annotator.services.agreement.corpus import Agreement
from annotator.services.agreement.figures import Figure
from annotator.services.agreement.gamma import NOT_ASKED
from annotator.services.agreement.places import CellPlace
from annotator.services.agreement.slices import Numbers
from annotator.services.agreement.views import Counted, Division, Examples, Measured, Part

_BARS = {Structure.ENTITY: "entity_{}", Structure.EVENT: "trigger_{}", Structure.ROLE: "argument_role"}
MOST_DOCUMENTS = 12


class Findings:
    """Grows as intervals come.

    Attributes:
        agreement: The counts behind it.
    """

    def __init__(self, counted: Counted) -> None:
        self.agreement: Agreement = counted.agreement
        self._figures = {part: _by_name(figures) for part, figures in counted.figures.items()}
        self._documents = counted.documents
        self._examples: Mapping[CellPlace, str] = {}
        self._disputed = [
            DocumentLine(tally.document, tally.title, count, _mentions(counted.agreement, tally.document))
            for tally, count in counted.agreement.most_disputed(MOST_DOCUMENTS)
        ]

    def take(self, piece: Measured | Examples) -> None:
        """Know more."""
        if isinstance(piece, Measured):
            self._figures[piece.part] = _by_name(piece.figures)
        else:
            self._examples = piece.by_cell

    # -- figures

    @property
    def pairs(self) -> tuple[Numbers, ...]:
        """All pairs."""
        return self.agreement.pairs

    def figures(self, division: Division = Division.WHOLE, pair: Numbers | None = None, name: str = "") -> Figures:
        """The figures of a part."""
        return self._figures.get(Part(division, pair, name), {})

    def documents(self, division: Division = Division.WHOLE, pair: Numbers | None = None, name: str = "") -> int:
        """How many documents a part rests on."""
        return self._documents.get(Part(division, pair, name), 0)

    def all_figures(self) -> Iterator[tuple[Part, Collection[Figure]]]:
        """Every part and its figures."""
        for part, figures in self._figures.items():
            yield part, figures.values()

    def strip(self, *, every: bool) -> list[Figure]:
        """The main figures, or every one; all pairs together. What was not asked for is no main figure."""
        known = self.figures().values()
        return [figure for figure in known if every or (is_main(figure.name) and figure.reason != NOT_ASKED)]

    def columns(self, division: Division) -> list[Column]:
        """The groups of a division, those with the most documents first; all pairs together."""
        parts = [part for part in self._figures if part.division is division and part.pair is None]
        columns = [Column(part.name, self._documents[part], self._figures[part]) for part in parts]
        return sorted(columns, key=_fewer)

    def scale(self, match: Match, *, every: bool) -> Scale:
        """One scale for all bands that are shown."""
        return Scale.over(self._on_scale(match, every=every))

    def _on_scale(self, match: Match, *, every: bool) -> Iterator[Figure]:
        yield from self.strip(every=every)
        names = compared(match)
        for part, figures in self._figures.items():
            if part.division not in (Division.LABEL, Division.ROLE):
                yield from (figures[name] for name in names if name in figures)

    def bars(self, pair: Numbers, structure: Structure, match: Match, only: Collection[str] = ()) -> list[Bar]:
        """The labels of a structure, or the roles, as a pair has used them."""
        name = _BARS[structure].format(match)
        division = Division.ROLE if structure is Structure.ROLE else Division.LABEL
        found = {
            part.name: figures[name]
            for part, figures in self._figures.items()
            if part.division is division and part.pair == pair and name in figures
        }
        return sorted_bars({label: figure for label, figure in found.items() if not only or label in only})

    def times(self) -> list[Column]:
        """When documents were finished, the earliest time first; those of which it is not known are left out."""
        return sorted((column for column in self.columns(Division.TIME) if column.name), key=_name)

    # -- which met which

    def table(self, pair: Numbers, structure: Structure, only: Collection[str] = ()) -> Table:
        """The table of a pair."""
        whole = self.agreement.whole(pair)
        if structure is Structure.ROLE:
            return Table.of(whole.role_confusion(), only)
        kind = Kind(structure)
        cells = {(left, right): count for (of, left, right), count in whole.confusion().items() if of is kind}
        return Table.of(cells, only)

    def example(self, pair: Numbers, structure: Structure, left: str, right: str) -> str:
        """What stands at the first place of a cell; empty if that is not known (yet)."""
        return self._examples.get(CellPlace(pair, structure, left, right), "")

    def labels(self) -> list[tuple[str, int]]:
        """All labels and roles in use, and how often; the most frequent first."""
        used: dict[str, int] = {}
        whole = self.agreement.whole()
        cells = [((left, right), count) for (_kind, left, right), count in whole.confusion().items()]
        for labels, count in (*cells, *whole.role_confusion().items()):
            for label in labels:
                if label != NONE:
                    used[label] = used.get(label, 0) + count
        return sorted(used.items(), key=_rarer)

    # -- documents

    @property
    def disputed(self) -> list[DocumentLine]:
        """The documents that differ most, the worst first."""
        return self._disputed


def _by_name(figures: tuple[Figure, ...]) -> dict[str, Figure]:
    return {figure.name: figure for figure in figures}


def _mentions(agreement: Agreement, document: str) -> int:
    """How many mentions the layers of a document have, both of each pair counted."""
    found = 0.0
    for tally in agreement.tallies:
        if tally.document == document:
            for met in tally.pairs.values():
                exact = (hits for (name, _label), hits in met.hits.items() if name in ("entity_exact", "trigger_exact"))
                found += sum(hits.left_of + hits.right_of for hits in exact)
    return round(found)


def _fewer(column: Column) -> tuple[int, str]:
    return -column.documents, column.name


def _name(column: Column) -> str:
    return column.name


def _rarer(entry: tuple[str, int]) -> tuple[int, str]:
    return -entry[1], entry[0]
