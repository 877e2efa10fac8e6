"""The edges of a mention's pieces: by grapheme, or as exact numbers (code points)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from annotator.gui.theme import RADIUS, SIZE, Theme
from annotator.gui.widgets import IconButton, Painted, plain_label, spread_theme
from annotator.model.errors import SpanError
from annotator.model.span import Edge, Span
from annotator.services.texts import graphemes

_AROUND = 64
"""Code points looked at on each side of an edge to find the next grapheme; graphemes are far shorter."""


def next_boundary(text: str, offset: int) -> int:
    """The first grapheme boundary after `offset`; the end of the text if there is none."""
    base = max(0, offset - _AROUND)
    ends = (base + end for _start, end in graphemes(text[base : offset + _AROUND]))
    return next((end for end in ends if end > offset), len(text))


def boundary_before(text: str, offset: int) -> int:
    """The last grapheme boundary before `offset`; 0 if there is none."""
    base = max(0, offset - _AROUND)
    starts = (base + start for start, _end in graphemes(text[base : offset + _AROUND]))
    return max((start for start in starts if start < offset), default=0)


class EdgeStepper(Painted):
    """One edge: its offset in a field, with a button on each side that moves it by a grapheme.

    Signals:
        stepped: -1 or 1 in the order of the text.
        typed: The offset that the person wrote.
    """

    stepped = Signal(int)
    typed = Signal(int)

    def __init__(self, name: str, less: str, more: str, *, object_name: str) -> None:
        super().__init__()
        self._offset = 0
        self.setFixedHeight(SIZE["control"])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._less = IconButton("minus", less, object_name=f"{object_name}_less", kind="step")
        self._more = IconButton("plus", more, object_name=f"{object_name}_more", kind="step")
        for button in (self._less, self._more):
            button.setAutoRepeat(True)
        self._edit = QLineEdit()
        self._edit.setObjectName(object_name)
        self._edit.setAccessibleName(name)
        self._edit.setToolTip(name)
        self._edit.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._edit.setProperty("kind", "inner")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._less)
        layout.addWidget(self._edit, 1)
        layout.addWidget(self._more)
        self._less.clicked.connect(self._step_back)
        self._more.clicked.connect(self._step_on)
        self._edit.editingFinished.connect(self._read)

    def show_offset(self, offset: int) -> None:
        """Show where the edge is."""
        self._offset = offset
        self._edit.setText(str(offset))

    def _step_back(self) -> None:
        self.stepped.emit(-1)

    def _step_on(self) -> None:
        self.stepped.emit(1)

    def _read(self) -> None:
        try:
            offset = int(self._edit.text().strip())
        except ValueError:
            offset = self._offset
        if offset == self._offset:
            self._edit.setText(str(self._offset))
            return
        self.typed.emit(offset)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame of a field."""
        painter = self.painter()
        painter.setBrush(self.theme.c("surface"))
        painter.setPen(self.theme.c("line_strong"))
        painter.drawRoundedRect(
            self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["control"], RADIUS["control"]
        )
        painter.end()


class PieceRow(QWidget):
    """One piece of a span: its two edges.

    Signals:
        moved: `(piece, edge, offset)` wanted by the person; offsets are checked by whoever holds the span.
        removed: The place of the piece that is to go.
    """

    stepped = Signal(int, str, int)
    typed = Signal(int, str, int)
    removed = Signal(int)

    def __init__(self, place: int) -> None:
        super().__init__()
        self._place = place
        self._start = EdgeStepper(
            self.tr("Start, in characters of the text"),
            self.tr("Start one character earlier"),
            self.tr("Start one character later"),
            object_name=f"edge_start_{place}",
        )
        self._end = EdgeStepper(
            self.tr("End, in characters of the text"),
            self.tr("End one character earlier"),
            self.tr("End one character later"),
            object_name=f"edge_end_{place}",
        )
        self._remove = IconButton("x", self.tr("Remove this piece"), object_name=f"piece_remove_{place}")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._start, 1)
        layout.addWidget(plain_label("–", "small"))
        layout.addWidget(self._end, 1)
        layout.addWidget(self._remove)
        self._start.stepped.connect(self._step_start)
        self._start.typed.connect(self._type_start)
        self._end.stepped.connect(self._step_end)
        self._end.typed.connect(self._type_end)
        self._remove.clicked.connect(self._ask_removal)

    def show_piece(self, start: int, end: int, pieces: int) -> None:
        """Show a piece of a span that has `pieces` of them."""
        self._start.show_offset(start)
        self._end.show_offset(end)
        self._remove.setVisible(pieces > 1)

    def _step_start(self, by: int) -> None:
        self.stepped.emit(self._place, "start", by)

    def _step_end(self, by: int) -> None:
        self.stepped.emit(self._place, "end", by)

    def _type_start(self, offset: int) -> None:
        self.typed.emit(self._place, "start", offset)

    def _type_end(self, offset: int) -> None:
        self.typed.emit(self._place, "end", offset)

    def _ask_removal(self) -> None:
        self.removed.emit(self._place)


class SpanEdges(QWidget):
    """All pieces of a mention's span.

    Signals:
        span_wanted: The `Span` that the person wants instead.
    """

    span_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_edges")
        self._theme = Theme()
        self._text = ""
        self._span: Span | None = None
        self._rows: list[PieceRow] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        spread_theme(self, theme)

    def show_span(self, span: Span, text: str) -> None:
        """Show a span of `text` (the whole text of the document)."""
        self._text, self._span = text, span
        while len(self._rows) < len(span.fragments):
            self._rows.append(self._new_row(len(self._rows)))
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(span.fragments))
            if place < len(span.fragments):
                row.show_piece(*span.fragments[place], pieces=len(span.fragments))

    def _new_row(self, place: int) -> PieceRow:
        row = PieceRow(place)
        spread_theme(row, self._theme)
        row.stepped.connect(self._step)
        row.typed.connect(self._move)
        row.removed.connect(self._remove)
        self._layout.addWidget(row)
        return row

    def _step(self, piece: int, edge: Edge, by: int) -> None:
        if self._span is None:
            return
        start, end = self._span.fragments[piece]
        offset = start if edge == "start" else end
        step = next_boundary if by > 0 else boundary_before
        self._move(piece, edge, step(self._text, offset))

    def _move(self, piece: int, edge: Edge, offset: int) -> None:
        if self._span is None:
            return
        try:
            wanted = self._span.with_edge(piece, edge, offset)
        except SpanError:
            wanted = self._span
        if wanted == self._span or not wanted.within(len(self._text)):
            self.show_span(self._span, self._text)
            return
        self.span_wanted.emit(wanted)

    def _remove(self, piece: int) -> None:
        if self._span is not None and self._span.is_discontinuous:
            left = self._span.fragments[:piece] + self._span.fragments[piece + 1 :]
            self.span_wanted.emit(Span(left))
