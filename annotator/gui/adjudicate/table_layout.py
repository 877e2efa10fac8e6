"""Where everything of a case stands in its table: columns, rows, the words in each cell. Pixels of the widget.

All is laid out as in a left-to-right interface; `mirrored` puts it where it belongs in another.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QRectF, Qt

from annotator.gui.adjudicate.cell import LaidCell, lay_cell
from annotator.gui.adjudicate.draft import CaseDraft, Stand, Standing
from annotator.gui.adjudicate.words import Block, CaseWords, CellWords
from annotator.gui.theme import font
from annotator.gui.widgets.painting import text_width
from annotator.model.decision import Aspect, Verdict
from annotator.model.ids import AnnotatorName
from annotator.services.adjudication.cases import Reading, Row

HEAD_HEIGHT = 42
ADD_HEIGHT = 34
_LEAST_ROW = 40
_PADDING = 10
"""Above and below the words of a cell."""
_HEAD_WIDTH = (96, 132)
"""Least and greatest width of the column of the rows' names."""
_HEAD_SHARE, _HEAD_SHARE_OF_MANY = 0.17, 0.13
_MANY = 3
_LEAST_COLUMN, _LEAST_GOLD = 132, 172
_LINE, _NOTE_LINE = 17, 15
SIGN_ROOM = 28
"""Room for a tick or a badge before the words of a cell."""
EDGE = 12


@dataclass(frozen=True, slots=True)
class GoldPart:
    """What gold would say; several stand below each other if several readings are right.

    Attributes:
        names: Whose reading it is.
    """

    names: tuple[AnnotatorName, ...]
    cell: LaidCell
    words: str


@dataclass(slots=True)
class TableRow:
    """One row.

    Attributes:
        key: Of the row in its case.
        note: Said small below its name: the reason, or why it was opened again or cannot be decided yet.
        is_warning: Whether the note is of the second kind.
        cells: What each annotator says; `None` for who is not asked.
    """

    key: str
    name: str
    note: str
    is_warning: bool
    standing: Standing
    cells: dict[AnnotatorName, LaidCell | None] = field(default_factory=dict)
    spoken: dict[AnnotatorName, str] = field(default_factory=dict)
    gold: list[GoldPart] = field(default_factory=list)
    top: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Columns:
    """How wide the columns are, and which annotators can be seen.

    Attributes:
        first: The place of the first annotator in sight.
        shown: How many of them are in sight.
    """

    width: float
    head: float
    each: float
    gold: float
    first: int
    shown: int

    @classmethod
    def of(cls, width: float, annotators: int, first: int) -> "Columns":
        """Share a width: names take little, gold a little more than an annotator."""
        least, most = _HEAD_WIDTH
        head = min(most, max(least, width * (_HEAD_SHARE if annotators < _MANY else _HEAD_SHARE_OF_MANY)))
        rest = width - head
        shown = max(1, min(annotators, int((rest - _LEAST_GOLD) // _LEAST_COLUMN)))
        each = max(_LEAST_COLUMN, (rest - _LEAST_GOLD) / (shown + 0.1)) if shown < annotators else rest / (shown + 1.05)
        each = min(each, rest - _LEAST_GOLD) if shown == 1 else each
        each = min(each, (rest - _LEAST_GOLD) / shown)
        return cls(width, head, each, rest - shown * each, max(0, min(first, annotators - shown)), shown)

    def annotator(self, place: int) -> QRectF | None:
        """The column of an annotator, if it is in sight; only x and width count."""
        at = place - self.first
        return QRectF(self.head + at * self.each, 0, self.each, 1) if 0 <= at < self.shown else None

    def gold_column(self) -> QRectF:
        """The last column."""
        return QRectF(self.width - self.gold, 0, self.gold, 1)


def lay_rows(draft: CaseDraft, words: CaseWords, columns: Columns, way: Qt.LayoutDirection) -> list[TableRow]:
    """The rows of a case, below each other from the head on."""
    rows, y = [], float(HEAD_HEIGHT)
    for row in draft.rows:
        made = _laid_row(draft, words, row, columns, way)
        made.top = y
        y += made.height
        rows.append(made)
    return rows


def _laid_row(draft: CaseDraft, words: CaseWords, row: Row, columns: Columns, way: Qt.LayoutDirection) -> TableRow:
    standing = draft.standing(row)
    is_warning = standing.stand is Stand.TO_CHOOSE and bool(row.why)
    note = row.why if is_warning else draft.why(row.key).reason
    made = TableRow(row.key, words.row(row, draft.case), note, is_warning, standing)
    for name in draft.annotators:
        reading = row.readings.get(name)
        said = words.cell(draft.case, row, reading, name) if reading is not None else None
        made.spoken[name] = said.plain if said is not None else ""
        is_strong = draft.is_chosen(row, name)
        sign = 6 if said is not None and said.groups else SIGN_ROOM
        inner = columns.each - sign - 2 * EDGE
        made.cells[name] = lay_cell(said, inner, way, strong=is_strong) if said is not None else None
    made.gold = list(_gold_parts(draft, words, made, columns.gold - SIGN_ROOM - 2 * EDGE, way))
    heights = [cell.height for cell in made.cells.values() if cell is not None]
    heights.append(sum(part.cell.height + 4 for part in made.gold) - 4 * bool(made.gold))
    room = columns.head - 2 * EDGE - 6
    heights.append(_lines(made.name, room) * _LINE + (_lines(note, room) * _NOTE_LINE if note else 0))
    made.height = max(_LEAST_ROW, max(heights) + 2 * _PADDING)
    return made


def _lines(words: str, width: float) -> int:
    """How many lines words will need, roughly."""
    return max(1, round(text_width(words, font("body")) / max(1.0, width) + 0.45))


def _gold_parts(
    draft: CaseDraft, words: CaseWords, made: TableRow, width: float, way: Qt.LayoutDirection
) -> Iterator[GoldPart]:
    row, standing = draft.row(made.key), made.standing
    if standing.stand in (Stand.MOOT, Stand.TO_CHOOSE):
        return
    if standing.stand is Stand.NOTHING:
        words_for = _nothing(draft, standing.verdict) if not standing.names else words.nothing(row, draft.case)
        said = CellWords((Block(words_for),))
        yield GoldPart(standing.names, lay_cell(said, width, way), said.plain)
        return
    for reading, names in _readings(standing):
        said = words.cell(draft.case, row, reading, names[0] if names else None)
        yield GoldPart(names, lay_cell(said, width, way), said.plain)


def _readings(standing: Standing) -> Iterator[tuple[Reading, tuple[AnnotatorName, ...]]]:
    """What gold would say, each with those whose reading it is."""
    if standing.stand is not Stand.BOTH:
        yield from ((reading, standing.names) for reading in standing.says)
        return
    for reading, name in zip(standing.says, standing.names, strict=False):
        owner = reading.record.annotator if reading.record is not None else name
        yield reading, (owner,)


def _nothing(draft: CaseDraft, verdict: Verdict | None) -> str:
    if draft.is_review:
        return QCoreApplication.translate("Adjudicate", "rejected")
    if verdict is Verdict.WRONG:
        return QCoreApplication.translate("Adjudicate", "all wrong")
    return QCoreApplication.translate("Adjudicate", "none of these")


def is_empty(draft: CaseDraft, key: str, name: AnnotatorName) -> bool:
    """Whether somebody has nothing there."""
    row = draft.find(key)
    reading = row.readings.get(name) if row is not None else None
    if row is None or reading is None:
        return True
    is_value = row.aspect in (Aspect.LABEL, Aspect.ATTRIBUTE)
    return reading.said is None or (not is_value and row.aspect is not Aspect.CLUSTER and reading.record is None)
