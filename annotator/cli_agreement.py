"""`annotator agreement`: how far annotators agree, as tables for people, JSON for programs, or a page to send."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli_parts import DONE, REPORTED, SHOWN, ProjectPath, answer, existing, json_option, progress_bar, say

if TYPE_CHECKING:
    from annotator.services.agreement.figures import Figure
    from annotator.services.agreement.report import By, Report, Row


@click.command("agreement")
@click.argument("project", type=ProjectPath())
@click.option(
    "--annotator", "annotators", multiple=True, metavar="NAME", help="Only these annotators, two or more; repeatable."
)
@click.option(
    "--language", "languages", multiple=True, metavar="TAG", help="Only documents in this language; repeatable."
)
@click.option(
    "--by",
    multiple=True,
    type=click.Choice(["label", "language", "time", "document"]),
    help="Divide the figures by this as well; repeatable.",
)
@click.option(
    "--intervals/--no-intervals", default=True, help="With 95 % bootstrap intervals over documents, or quicker without."
)
@click.option("--gamma", is_flag=True, help="Measure γ as well, along the best alignment; takes several times as long.")
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT",
    help="Write a page with all tables to OUT.",
)
@json_option
@click.pass_context
def agreement(ctx: click.Context, /, project: Path, **given: Any) -> None:
    """Measure how far the annotators of PROJECT agree: on spans, labels, events, attributes and coreference.

    Everyone but “gold” is compared with everyone, document by document; two or more can be chosen. The help page
    “Agreement” says what each figure means and when not to use it. The exit code is 1 if a document is damaged and
    could not be counted.
    """
    from annotator.services.agreement.corpus import AgreementChoice  # noqa: PLC0415
    from annotator.services.agreement.page import write_page  # noqa: PLC0415
    from annotator.services.agreement.report import By, report, with_intervals  # noqa: PLC0415
    from annotator.services.agreement.slices import Slice  # noqa: PLC0415

    choice = AgreementChoice(given["annotators"], given["languages"], gamma=given["gamma"])
    by = list(By) if given["html"] else [By(name) for name in given["by"]]
    with progress_bar("Comparing") as progress:
        measure = with_intervals(progress) if given["intervals"] else Slice.figures
        found = report(existing(project), choice, by, measure, progress)
    _tell(found, [division for division in by if division in given["by"]])
    if given["html"]:
        write_page(found, given["html"])
        say(f"Wrote {given['html']}.")
    if given["as_json"]:
        answer(_answer(found))
    ctx.exit(REPORTED if found.damaged else DONE)


def _tell(found: "Report", by: "Iterable[By]") -> None:
    from annotator.services.agreement.report import BRIEF  # noqa: PLC0415
    from annotator.services.agreement.words import words_of  # noqa: PLC0415

    say(f"{', '.join(found.annotators)}: {found.documents} documents that two or more of them have labelled.")
    for skipped in found.damaged:
        say(f"Skipped: {skipped.title}: {skipped.reason}")
    _tell_figures(found)
    for division in by:
        rows = found.tables[division]
        head = f"By {found.period if division == 'time' else division}"
        heads = [words_of(name).title for name in BRIEF[division]]
        say("")
        _tell_table([[head, *heads], *(_row(row, BRIEF[division]) for row in rows[:SHOWN])])
        if len(rows) > SHOWN:
            say(f"… and {len(rows) - SHOWN} more; --json lists them all.")
    if found.disputed:
        say("")
        say("Most disputed, by mentions without an exact counterpart:")
        for entry in found.disputed:
            say(f"{entry.differences:>6}  {entry.title}")


def _tell_figures(found: "Report") -> None:
    from annotator.services.agreement.words import words_of  # noqa: PLC0415

    columns = [("All pairs", found.figures)] if len(found.pairs) > 1 else []
    columns += [(" – ".join(pair.annotators), pair.figures) for pair in found.pairs]
    by_name = [{figure.name: figure for figure in figures} for _head, figures in columns]
    rows = [[words_of(name).title, *(_cell(known.get(name)) for known in by_name)] for name in by_name[0]]
    _tell_table([["", *(head for head, _figures in columns)], *rows])
    for figure in found.figures:
        if figure.value is None:
            say(f"No figure for “{words_of(figure.name).title}”: {figure.reason}")


def _row(row: "Row", names: Iterable[str]) -> list[str]:
    known = {figure.name: figure for figure in row.figures}
    return [row.name, *(_cell(known.get(name)) for name in names)]


def _tell_table(rows: Sequence[Sequence[str]]) -> None:
    """Columns as wide as they need be; the first one to the left."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = (f"{cell:>{width}}" for cell, width in zip(others, widths[1:], strict=True))
        say("  ".join((f"{first:<{widths[0]}}", *cells)).rstrip())


def _cell(figure: "Figure | None") -> str:
    if figure is None or figure.value is None:
        return "–"
    interval = f" [{figure.interval[0]:.3f}, {figure.interval[1]:.3f}]" if figure.interval else ""
    return f"{figure.value:.3f}{interval} ({figure.n})"


def _answer(found: "Report") -> dict[str, Any]:
    return {
        "annotators": found.annotators,
        "documents": found.documents,
        "period": found.period,
        "figures": _figures(found.figures),
        "pairs": [
            {
                "annotators": pair.annotators,
                "figures": _figures(pair.figures),
                "confusion": [
                    {"kind": kind, "left": left or None, "right": right or None, "count": count}
                    for (kind, left, right), count in sorted(pair.confusion.items())
                ],
            }
            for pair in found.pairs
        ],
        "by": {
            name: [{"name": row.name, "document": row.document, "figures": _figures(row.figures)} for row in rows]
            for name, rows in found.tables.items()
        },
        "meanings": {figure.name: _meaning(figure.name) for figure in found.figures},
        "disputed": [
            {"document": entry.document, "title": entry.title, "differences": entry.differences}
            for entry in found.disputed
        ],
        "skipped": [
            {"document": entry.document, "title": entry.title, "reason": entry.reason} for entry in found.damaged
        ],
    }


def _figures(figures: "tuple[Figure, ...]") -> dict[str, Any]:
    return {
        figure.name: {
            "value": figure.value,
            "n": figure.n,
            "reason": figure.reason or None,
            "interval": figure.interval,
        }
        for figure in figures
    }


def _meaning(name: str) -> dict[str, str]:
    from annotator.services.agreement.words import words_of  # noqa: PLC0415

    words = words_of(name)
    return {"title": words.title, "n": words.things, "meaning": words.meaning, "source": words.source}
