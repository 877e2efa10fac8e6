"""The figures and the matrix as lines with tabs, for a spreadsheet."""

from collections.abc import Iterable, Iterator

from annotator.gui.agreement.confusion import Table
from annotator.gui.agreement.findings import Findings
from annotator.services.agreement.figures import Figure
from annotator.services.agreement.spreadsheet import cell
from annotator.services.agreement.views import Part
from annotator.services.agreement.words import words_of

_HEAD = ("by", "of", "annotators", "figure", "value", "low", "high", "n", "counts", "not defined because", "source")


def as_table(found: Findings, table: Table) -> str:
    """All figures, a line each, then a free line and the matrix that is shown."""
    return "\n".join("\t".join(map(cell, line)) for line in _lines(found, table)) + "\n"


def _lines(found: Findings, table: Table) -> Iterator[Iterable[object]]:
    yield _HEAD
    for part, figures in found.all_figures():
        names = found.agreement.annotators if part.pair is None else found.agreement.names(part.pair)
        yield from (_line(part, ", ".join(names), figure) for figure in figures)
    if table.labels:
        labels = [label or "none" for label in table.labels]
        yield ()
        yield ("", *labels)
        for row, label in enumerate(labels):
            yield (label, *(table.count(row, column) for column in range(len(labels))))


def _line(part: Part, names: str, figure: Figure) -> Iterable[object]:
    words = words_of(figure.name)
    value = "" if figure.value is None else f"{figure.value:.4f}"
    low, high = (f"{end:.4f}" for end in figure.interval) if figure.interval else ("", "")
    return (
        *(part.division, part.name, names, words.title),
        *(value, low, high, figure.n, words.things, figure.reason, words.source),
    )
