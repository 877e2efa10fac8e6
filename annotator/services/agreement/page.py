"""The agreement of a project as one page for any browser: no script, nothing fetched, everything from outside escaped.

Names, labels and texts come from outside; each stands in an element that finds its own direction (`dir="auto"`).
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from html import escape
from pathlib import Path

from annotator.model.annotation import Kind
from annotator.model.errors import AnnotatorError
from annotator.services.agreement.examples import Disputed, Example, Reading
from annotator.services.agreement.figures import Figure
from annotator.services.agreement.periods import Period
from annotator.services.agreement.report import BRIEF, By, PairRow, Report, Row
from annotator.services.agreement.words import words_of
from annotator.services.quoting import Quote

_STEPS = 5
_NOTE = (
    "1 is full agreement. The range below a figure holds the middle 95 % of 1,000 resamples of the documents "
    "(percentile bootstrap, the same draws each time). n counts both annotators of a pair. Where a figure is not "
    "defined, the reason stands instead."
)
_FINISHED = (
    "A document belongs to when the last of its annotators finished it (or began it, if it is not marked done), in UTC."
)
_KEY = (
    "Grey: both gave the same label. Blue: how often one label met another, from "
    + " to ".join(f'<span class="key heat-{step}">{words}</span>' for step, words in ((1, "seldom"), (5, "most often")))
    + ". None: the other has no mention there."
)
_ROWS = 500
"""A page shows at most so many rows of a table; the JSON has all."""

_STYLE = """
:root { color-scheme: light dark; --ground: #f6f6f4; --surface: #fff; --line: #e5e5e1; --text: #1b1c1e; --soft: #4c4f55;
  --mark: #e9effd; --1: #e9effd; --2: #c5d5fa; --3: #93b1f3; --4: #5b86e6; --5: #2457d6; --on-4: #1b1c1e; --on-5: #fff;
  --same: #dcdcd8; }
@media (prefers-color-scheme: dark) { :root { --ground: #141518; --surface: #1b1d21; --line: #2a2d33; --text: #e9eaec;
  --soft: #b4b8c0; --mark: #202c47; --1: #202c47; --2: #2a4070; --3: #38589f; --4: #5f86d6; --5: #8ab0ff;
  --on-4: #101114; --on-5: #101114; --same: #3a3d44; } }
body { margin: 0 auto; max-width: 76rem; padding: 2rem 1.5rem; background: var(--ground); color: var(--text);
  font: 15px/1.5 system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; } h3 { font-size: 1rem; margin-bottom: .5rem; }
h1, h2, h3, th, td, blockquote { overflow-wrap: anywhere; }
p.note, td.note, .reason { color: var(--soft); } td.note, td.reason { font-size: .85rem; min-width: 7rem; }
td.note { min-width: 16rem; }
.box { overflow: auto; max-height: 42rem; max-width: 100%; width: fit-content; background: var(--surface);
  border: 1px solid var(--line); border-radius: 8px; }
section { break-inside: avoid; }
table { border-collapse: separate; border-spacing: 0; }
th, td { padding: .35rem .7rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
thead th, thead td { position: sticky; inset-block-start: 0; z-index: 1; background: var(--surface); }
th:first-child, thead td:first-child { position: sticky; inset-inline-start: 0; background: var(--surface);
  max-width: 18rem; min-width: 6rem; }
thead th:first-child, thead td:first-child { z-index: 2; }
tbody tr:last-child > * { border-bottom: 0; }
td.figure { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
.interval, .n { color: var(--soft); font-size: .8rem; display: block; }
table.heat th { font-weight: 500; font-size: .85rem; }
table.heat td { text-align: center; min-width: 2.2rem; font-variant-numeric: tabular-nums; }
table.heat tbody td { border-inline-start: 1px solid var(--line); }
.heat-1 { background: var(--1); } .heat-2 { background: var(--2); } .heat-3 { background: var(--3); }
.heat-4 { background: var(--4); color: var(--on-4); } .heat-5 { background: var(--5); color: var(--on-5); }
.same { background: var(--same); } .key { padding: .1rem .5rem; border: 1px solid var(--line); }
blockquote { margin: .8rem 0; padding: .5rem .9rem; border-inline-start: 3px solid var(--line);
  background: var(--surface); }
blockquote p { margin: 0 0 .4rem; } mark { background: var(--mark); color: inherit; border-bottom: 2px solid var(--5); }
@media print { .box { overflow: visible; max-height: none; border: 0; } thead th, thead td, th:first-child,
  thead td:first-child { position: static; } }
"""


class PageError(AnnotatorError):
    """The page cannot be written."""


def write_page(report: Report, out: Path) -> None:
    """Write the page, beside its place first, so that no half page ever stands there.

    Raises:
        PageError: If it cannot be written there.
    """
    aside = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        aside.write_text(page(report), "utf-8", newline="\n")
        aside.replace(out)
    except OSError as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise PageError(f"“{out}” cannot be written: {error.strerror}. Choose another place.", path=out) from error


def page(report: Report) -> str:
    """The page, as HTML."""
    return "\n".join(_page(report))


def _page(report: Report) -> Iterator[str]:
    title = escape(f"Agreement: {report.title}")
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f'<h1 dir="auto">{title}</h1>'
    names = ", ".join(_own_direction(name) for name in report.annotators)
    yield f"<p>{names}; {report.documents} documents that two or more of them have labelled.</p>"
    for entry in report.damaged:
        yield f'<p class="reason">Not counted: {_own_direction(entry.title)}: {escape(entry.reason)}</p>'
    yield from _figures_table(report)
    for by, rows in report.tables.items():
        yield from _division(by, rows, report.period)
    for pair in report.pairs:
        yield from _matrices(pair)
    yield from _disputed(report.disputed)
    yield "</body>\n</html>\n"


def _figures_table(report: Report) -> Iterator[str]:
    columns = [("All pairs", report.figures)] if len(report.pairs) > 1 else []
    columns += [(" – ".join(map(_own_direction, pair.annotators)), pair.figures) for pair in report.pairs]
    yield f'<h2>Figures</h2>\n<p class="note">{_NOTE}</p>'
    yield f'{_box("Figures")}<table>\n<thead><tr><th scope="col">Figure</th>'
    yield from (f'<th scope="col">{head}</th>' for head, _figures in columns)
    yield '<th scope="col">What it means</th></tr></thead>\n<tbody>'
    by_name = [{figure.name: figure for figure in figures} for _head, figures in columns]
    for name in by_name[0]:
        words = words_of(name)
        cells = "".join(_cell(known.get(name)) for known in by_name)
        meaning = escape(f"{words.meaning} n: {words.things}. Source: {words.source}.")
        yield f'<tr><th scope="row" dir="auto">{escape(words.title)}</th>{cells}<td class="note">{meaning}</td></tr>'
    yield "</tbody></table></div>"


def _box(name: str) -> str:
    """The beginning of a box that scrolls in itself, with the keyboard, too."""
    return f'<div class="box" role="region" tabindex="0" aria-label="{escape(name)}">'


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return '<td class="figure">–</td>'
    if figure.value is None:
        return f'<td class="reason">{escape(figure.reason)}</td>'
    low_high = figure.interval
    interval = f' <span class="interval">{low_high[0]:.3f} to {low_high[1]:.3f}</span>' if low_high else ""
    return f'<td class="figure">{figure.value:.3f}{interval} <span class="n">n = {figure.n}</span></td>'


def _division(by: By, rows: Sequence[Row], period: Period) -> Iterator[str]:
    names = BRIEF[by]
    head = f"Over time, by {period}" if by is By.TIME else f"By {by}"
    yield f"<h2>{head}</h2>"
    if by is By.TIME:
        yield f'<p class="note">{_FINISHED}</p>'
    yield f"{_box(head)}<table>\n<thead><tr><td></td>"
    yield from (f'<th scope="col">{escape(words_of(name).title)}</th>' for name in names)
    yield "</tr></thead>\n<tbody>"
    for row in rows[:_ROWS]:
        known = {figure.name: figure for figure in row.figures}
        cells = "".join(_cell(known.get(name)) for name in names)
        yield f'<tr><th scope="row" dir="auto">{escape(row.name)}</th>{cells}</tr>'
    yield "</tbody></table></div>"
    if len(rows) > _ROWS:
        yield f'<p class="note">… and {len(rows) - _ROWS} more rows.</p>'


def _matrices(pair: PairRow) -> Iterator[str]:
    one, other = (_own_direction(name) for name in pair.annotators)
    for kind, head in ((Kind.ENTITY, "Entities"), (Kind.EVENT, "Events")):
        cells = {(a, b): count for (of, a, b), count in pair.confusion.items() if of is kind}
        if cells:
            yield f"<section><h2>{head}: labels of {one} (rows) and {other} (columns)</h2>"
            yield f'<p class="note">{_KEY}</p>'
            yield from _matrix(cells, f"{head}: {' – '.join(pair.annotators)}")
            yield "</section>"


def _matrix(cells: dict[tuple[str, str], int], name: str) -> Iterator[str]:
    labels = sorted({label for pair in cells for label in pair if label})
    most = max((count for (one, other), count in cells.items() if one != other), default=0)
    yield f'{_box(name)}<table class="heat">\n<thead><tr><td></td>'
    yield from (f'<th scope="col" dir="auto">{escape(label or "none")}</th>' for label in (*labels, ""))
    yield "</tr></thead>\n<tbody>"
    for one in (*labels, ""):
        row = "".join(_heat(cells.get((one, other), 0), most, one == other) for other in (*labels, ""))
        yield f'<tr><th scope="row" dir="auto">{escape(one or "none")}</th>{row}</tr>'
    yield "</tbody></table></div>"


def _heat(count: int, most: int, same: bool) -> str:
    if not count:
        return "<td>·</td>"
    shade = "same" if same else f"heat-{-(-_STEPS * count // most)}"
    return f'<td class="{shade}">{count}</td>'


def _disputed(entries: Iterable[Disputed]) -> Iterator[str]:
    yield "<h2>Most disputed documents</h2>"
    none = True
    for entry in entries:
        none = False
        yield f'<section><h3 dir="auto">{escape(entry.title)}</h3>'
        yield f'<p class="note">{entry.differences} mentions without an exact counterpart.</p>'
        yield from map(_example, entry.examples)
        yield "</section>"
    if none:
        yield '<p class="note">None: all mentions have an exact counterpart.</p>'


def _example(example: Example) -> str:
    readings = "<br>".join(map(_reading, (example.left, example.right)))
    return f'<blockquote><p dir="{example.quote.direction}">{_quote(example.quote)}</p>{readings}</blockquote>'


def _quote(quote: Quote) -> str:
    pieces = "".join(f"<mark>{escape(words)}</mark>" if covered else escape(words) for words, covered in quote.pieces)
    return f"{escape(quote.before)}{pieces}{escape(quote.after)}"


def _reading(reading: Reading) -> str:
    name = _own_direction(reading.annotator)
    if not reading.label:
        return f'{name}: <span class="reason">no mention</span>'
    return f"{name}: <strong>{_own_direction(reading.label)}</strong> {_own_direction(reading.text)}"


def _own_direction(text: str) -> str:
    return f'<bdi dir="auto">{escape(text)}</bdi>'
