"""Shows what has been counted in the cards, as the person wants to see it: which pair, which labels, how exact."""

from PySide6.QtCore import QObject, QTimer

from annotator.gui.agreement.body import Body
from annotator.gui.agreement.compared import Column, PairLine
from annotator.gui.agreement.confusion import NONE, Structure
from annotator.gui.agreement.figures import Match, compared
from annotator.gui.agreement.findings import Findings
from annotator.gui.agreement.labels import none_word, short_names
from annotator.gui.agreement.matrix_cells import Shown
from annotator.gui.agreement.popover import Told
from annotator.gui.agreement.sentences import damage_words, footnote
from annotator.gui.naming import language_name
from annotator.gui.widgets import Signs
from annotator.model.ids import AnnotatorName
from annotator.services.agreement.slices import Numbers
from annotator.services.agreement.views import Division

_PAUSE = 150
"""Milliseconds between two pictures while intervals come in, many a second."""


class Showing(QObject):
    """Keeps the body as its attributes say; call `refresh` after changing one.

    Attributes:
        signs: Of the project's annotators.
        match: How far spans must be equal.
        structure: Whose labels matrix and bars show.
        only: Labels to which they are narrowed; empty for all.
        every: Whether the strip has every figure.
        pair: The place, among all pairs, of the one that matrix and bars show.
    """

    def __init__(self, body: Body) -> None:
        super().__init__(body)
        self._body = body
        self._found: Findings | None = None
        self.signs = Signs()
        self.match = Match.EXACT
        self.structure = Structure.ENTITY
        self.only: tuple[str, ...] = ()
        self.every = False
        self.pair = 0
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_PAUSE)
        self._due.timeout.connect(self.refresh)

    def show(self, found: Findings) -> None:
        """Show these; the pair stays if it is still there."""
        before = self.names if self._found is not None else None
        self._found = found
        every = [found.agreement.names(pair) for pair in found.pairs]
        self.pair = every.index(before) if before in every else 0
        known = {label for label, _count in found.labels()}
        self.only = tuple(label for label in self.only if label in known)
        self.refresh()

    def forget(self) -> None:
        """Another project comes."""
        self._due.stop()
        self._found, self.pair, self.only = None, 0, ()

    def refresh_soon(self) -> None:
        """Show what has come in, but not for every piece of it."""
        if not self._due.isActive():
            self._due.start()

    def refresh(self) -> None:
        """Show all that is known."""
        self._due.stop()
        found, body = self._found, self._body
        if found is None or not found.pairs:
            return
        scale, names = found.scale(self.match, every=self.every), compared(self.match)
        body.strip.show_figures(found.strip(every=self.every), scale)
        self._show_matrix(found)
        body.bars.show_bars(found.bars(self.numbers, self.structure, self.match, self.only))
        body.bars_card.say_beside(self._names_words())
        lines = [self._line(found, pair) for pair in found.pairs]
        body.pairs.show_pairs(lines, names, self.pair, scale)
        body.pairs_card.say_beside(self.tr("{match}, scale {low} to 1").format(match=self._f1, low=scale.words))
        languages = [
            Column(language_name(column.name), column.documents, column.figures)
            for column in found.columns(Division.LANGUAGE)
        ]
        body.languages.show_columns(languages, names, found.figures(), scale)
        body.languages_card.say_beside(self.tr("{match}, grey tick: all languages").format(match=self._f1))
        times = found.times()
        body.over_time.show_points(times, names, scale)
        body.time_card.setVisible(len(times) > 1)
        body.time_card.say_beside(self.tr("{match}, by when the last of them finished").format(match=self._f1))
        body.documents.show_lines(found.disputed)
        body.documents_card.setVisible(bool(found.disputed))
        body.documents_card.say_beside(self.tr("the most disputed first"))
        body.foot.setText(footnote(found))
        body.damage.setText(damage_words(found))
        body.damage.setVisible(bool(body.damage.text()))

    def _show_matrix(self, found: Findings) -> None:
        card, matrix = self._body.matrix_card, self._body.matrix
        table = found.table(self.numbers, self.structure, self.only)
        matrix.show_table(table, self.names, self.signs, self.structure)
        place = list(Structure).index(self.structure)
        for switch in self._body.structures:
            switch.set_current(place)
        documents = found.documents(Division.WHOLE, self.numbers)
        words = self.tr("1 document") if documents == 1 else self.tr("{n} documents").format(n=f"{documents:,}")
        card.say_beside(words if table.labels else self.tr("nothing of this kind, in {words}").format(words=words))

    @property
    def _f1(self) -> str:
        return {
            Match.EXACT: self.tr("F1 exact"),
            Match.PARTIAL: self.tr("F1 partial"),
            Match.TYPE: self.tr("F1 type only"),
        }[self.match]

    def _line(self, found: Findings, pair: Numbers) -> PairLine:
        left, right = found.agreement.names(pair)
        figures = found.figures(Division.WHOLE, pair)
        return PairLine((self.signs.of(left), self.signs.of(right)), found.documents(Division.WHOLE, pair), figures)

    # -- the pair

    @property
    def found(self) -> Findings | None:
        """What is shown."""
        return self._found

    @property
    def numbers(self) -> Numbers:
        """The pair of matrix and bars, by numbers."""
        return (0, 0) if self._found is None else self._found.pairs[self.pair]

    @property
    def names(self) -> tuple[AnnotatorName, AnnotatorName]:
        """The pair of matrix and bars."""
        if self._found is None:
            return AnnotatorName(""), AnnotatorName("")
        return self._found.agreement.names(self.numbers)

    def _names_words(self) -> str:
        return ", ".join(f"\u2068{name}\u2069" for name in self.names)

    def next_pair(self) -> None:
        """Turn matrix and bars to the next pair, round and round."""
        if self._found is not None:
            self.pair = (self.pair + 1) % len(self._found.pairs)
            self.refresh()

    # -- the matrix

    def say(self, what: Shown) -> None:
        """Let the matrix show counts, or shares."""
        self._body.matrix.say(what)

    def place(self) -> str:
        """The cell of the ring in a few words."""
        cells = self._body.matrix.cells
        if self._found is None or not cells.table.labels or cells.current >= len(cells.table.labels) ** 2:
            return ""
        row, column = cells.row_column(cells.current)
        names = short_names(label for label in cells.table.labels if label != NONE)
        one, other = (names[label] for label in cells.table.cell(row, column))
        return f"{one}, {other}: {cells.table.count(row, column):,}"

    def told(self) -> Told | None:
        """What is said of the cell of the ring; nothing of one where nothing met."""
        cells, found = self._body.matrix.cells, self._found
        if cells.shown_cell is None or found is None:
            return None
        row, column = cells.shown_cell
        table = cells.table
        count = table.count(row, column)
        if not count:
            return None
        left, right = (self.signs.of(name) for name in self.names)
        one, other = (label or none_word() for label in table.cell(row, column))
        if table.is_agreed(row, column):
            agreed = self.tr("both, {count}").format(count=f"{count:,}")
            return Told(((left, one), (right, other)), agreed, opens=self._words_of_agreed())
        share = self.tr("{percent} % of {label}").format(percent=_percent(table.share(row, column)), label=one)
        quote = found.example(self.numbers, self.structure, *table.cell(row, column))
        more = self.tr("and {count} more").format(count=f"{count - 1:,}") if count > 1 and quote else ""
        opens = self.tr("Open 1 disagreement")
        if count > 1:
            opens = self.tr("Open {count} disagreements").format(count=f"{count:,}")
        return Told(((left, one), (right, other)), share, quote, more, opens)

    def _words_of_agreed(self) -> str:
        if self.structure is Structure.ROLE:
            return self.tr("Open those with other fillers")
        return self.tr("Open those with other edges")


def _percent(share: float) -> str:
    return f"{100 * share:.0f}" if share >= 0.005 else "< 1"
