"""A quote on one line: the words meant marked, as much around them as there is room for."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from annotator.gui.theme import TEXT_FAMILIES, Theme, font
from annotator.gui.widgets.marked import MarkedText, mark_format, paint_layout
from annotator.gui.widgets.painting import Side, elided, qt_direction
from annotator.model.span import Range
from annotator.services.quoting import Quote

_BEFORE = 0.3
"""How much of a line the words before a mention may take, so that the mention itself can be seen."""
_SIZE = 1.1
"""Of quotes beside the interface's own words."""


def fit(quote: Quote, made: QFont, width: float) -> MarkedText:
    """A quote for a line of `width` pixels: words before it are left out until it can be seen, at the end comes `…`."""
    metrics = QFontMetricsF(made)
    before = quote.before
    while before and metrics.horizontalAdvance(before) > width * _BEFORE:
        before = before.partition(" ")[2] if " " in before.rstrip() else ""
    if before != quote.before:
        before = f"…\u00a0{before}"
    text, marks = before, []
    for piece, is_marked in quote.pieces:
        if is_marked:
            marks.append((len(text), len(text) + len(piece)))
        text += piece
    shortened = elided(text + quote.after, made, width)
    whole = len(shortened) - 1 if shortened != text + quote.after else len(shortened)
    return MarkedText(shortened, tuple(_within(marks, whole)))


def _within(marks: list[Range], end: int) -> list[Range]:
    return [(start, min(stop, end)) for start, stop in marks if start < end]


def paint_quote(painter: QPainter, line: QRectF, quote: Quote, theme: Theme, *, ends_at: Side | None = None) -> None:
    """A quote at the start of its own direction, or with its whole width at that end of the line."""
    own = qt_direction(quote.direction)
    made = font("body", TEXT_FAMILIES[own is Qt.LayoutDirection.RightToLeft], _SIZE)
    fitted = fit(quote, made, line.width())
    laid = fitted.lay_line(made, own, line.width(), mark_format(theme.c("select"), theme.c("text")))
    used = laid.lineAt(0).naturalTextWidth() if laid.lineCount() else 0.0
    if ends_at is not None and used < line.width():
        line = QRectF(line.right() - used if ends_at == "right" else line.left(), line.top(), used, line.height())
        laid = fitted.lay_line(made, own, line.width(), mark_format(theme.c("select"), theme.c("text")))
    paint_layout(painter, laid, line, theme.c("text2"))
