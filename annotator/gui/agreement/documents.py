"""The documents on which annotators agree least, each to open."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui.agreement.bands import BAND_STEP
from annotator.gui.agreement.cells import Cells
from annotator.gui.messages import FSI, PDI
from annotator.gui.widgets.painting import end_side, mirrored, one_line, paint_line, start_side, text_width
from annotator.model.ids import DocumentId

ROW = 32
_COUNT, _BAR = 64, 90


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document.

    Attributes:
        disputed: How many mentions of either side have no exact counterpart.
        mentions: Out of how many.
    """

    id: DocumentId
    title: str
    disputed: int
    mentions: int


class DocumentList(Cells):
    """The worst first; click or Enter opens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Most disputed documents"), object_name="agreement_documents", parent=parent)
        self._lines: Sequence[DocumentLine] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def lines(self) -> Sequence[DocumentLine]:
        """What is shown, in order."""
        return self._lines

    def show_lines(self, lines: Sequence[DocumentLine]) -> None:
        """Show these."""
        self._lines = lines
        self.setFixedHeight(len(lines) * ROW)
        self.cells_changed()

    def sizeHint(self) -> QSize:
        """All lines."""
        return QSize(320, len(self._lines) * ROW)

    def rects(self) -> list[QRectF]:
        """A row each."""
        return [QRectF(0, place * ROW, self.width(), ROW) for place in range(len(self._lines))]

    def words(self, place: int) -> str:
        """The document as a sentence."""
        line = self._lines[place]
        words = self.tr("{title}: {count} of {all} mentions without an exact counterpart")
        title = f"{FSI}{one_line(line.title)}{PDI}"
        return words.format(title=title, count=f"{line.disputed:,}", all=f"{line.mentions:,}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint all lines."""
        painter = self.painter()
        for place, rect in enumerate(self.rects()):
            if place == self.shown:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self.theme.c("hover"))
                painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 4, 4)
            self._paint_line(painter, self._lines[place], rect)
            if place == self.shown and self.hasFocus():
                self.paint_ring(painter, rect.adjusted(0, 1, 0, -1))
        painter.end()

    def _paint_line(self, painter: QPainter, line: DocumentLine, rect: QRectF) -> None:
        theme, direction, bounds = self.theme, self.layoutDirection(), QRectF(self.rect())
        inner = rect.adjusted(8, 0, -8, 0)
        small, count = theme.font("small"), f"{line.disputed:,} / {line.mentions:,}"
        room = max(_COUNT, text_width(count, small) + 4)
        title = mirrored(direction, bounds, inner.adjusted(0, 0, -room - _BAR - 24, 0))
        side = start_side(direction)
        paint_line(painter, title, one_line(line.title), theme.font("body"), theme.c("text"), side=side)
        track = QRectF(inner.right() - room - _BAR - 8, rect.center().y() - 4, _BAR, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        for width, color in ((_BAR, theme.c("agreed")), (self._share(line) * _BAR, theme.heat(BAND_STEP + 1)[0])):
            painter.setBrush(color)
            part = QRectF(track.left(), track.top(), width, track.height())
            painter.drawRoundedRect(mirrored(direction, bounds, part), 2, 2)
        number = mirrored(direction, bounds, QRectF(inner.right() - room, rect.top(), room, rect.height()))
        paint_line(painter, number, count, small, theme.c("text2"), side=end_side(direction))

    @staticmethod
    def _share(line: DocumentLine) -> float:
        return line.disputed / line.mentions if line.mentions else 0.0
