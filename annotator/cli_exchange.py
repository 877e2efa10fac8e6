"""The commands that write texts and layers out, and tell which formats there are."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli_parts import (
    DONE,
    REPORTED,
    ProjectPath,
    answer,
    chosen_options,
    existing,
    json_option,
    option_option,
    progress_bar,
    say,
    write_json,
)

if TYPE_CHECKING:
    from annotator.formats.interface import Option
    from annotator.services.exporting import ExportReport


@click.command()
@click.argument("project", type=ProjectPath())
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--format", "format_id", default="annotator-jsonl", show_default=True, metavar="ID", help="See “annotator formats”."
)
@click.option(
    "--annotator", "annotators", multiple=True, metavar="NAME", help="Only this annotator's layers; repeatable."
)
@click.option("--gold", is_flag=True, help="Only the adjudicated layer.")
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(["new", "started", "done"]),
    help="Only layers with this status; repeatable.",
)
@click.option(
    "--language", "languages", multiple=True, metavar="TAG", help="Only documents in this language; repeatable."
)
@option_option
@click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), help="Write what is lost, by document, as JSON."
)
@click.option("--split", default="", metavar="PARTS", help="Divide by document, as in train=80,dev=10,test=10.")
@click.option("--seed", default=0, show_default=True, help="Another seed divides differently.")
@json_option
@click.pass_context
def export(ctx: click.Context, /, project: Path, out: Path, **given: Any) -> None:
    """Write labels of PROJECT to OUT, checked by reading them back.

    Without a choice every layer is written, and documents that nobody has begun. With --split the parts stand beside
    OUT: “out.jsonl” becomes “out.train.jsonl” and so on. The format “bundle” makes a project to send, for “merge”.
    What a format cannot carry is counted and said; then the exit code is 1.
    """
    from annotator.formats.registry import BUNDLE, NATIVE, find_format  # noqa: PLC0415
    from annotator.model.annotation import Status  # noqa: PLC0415
    from annotator.services.bundling import bundle  # noqa: PLC0415
    from annotator.services.exporting import GOLD, ExportChoice, Split  # noqa: PLC0415
    from annotator.services.exporting import export as write  # noqa: PLC0415

    choice = ExportChoice(
        given["format_id"],
        (*given["annotators"], *([GOLD] if given["gold"] else [])),
        tuple(Status(status) for status in given["statuses"]),
        given["languages"],
        Split.parse(given["split"], given["seed"]) if given["split"] else None,
        chosen_options(given["format_id"], given["options"], to_write=True),
    )
    with progress_bar("Exporting") as progress:
        make = bundle if choice.format == BUNDLE.id else write
        report = make(existing(project), out, choice, progress)
    unit = "lines" if choice.format == NATIVE.id else "layers"
    for path, lines in zip(report.files, report.lines, strict=True):
        say(f"Wrote {path}: {lines} {unit}.")
    say(f"{report.documents} documents, {report.mentions} mentions; read back and checked.")
    if report.losses.totals:
        say(report.losses.sentence(find_format(choice.format).title))
    if given["report"] is not None:
        _write_losses(given["report"], choice.format, report)
    if given["as_json"]:
        files = [{"path": path, "lines": lines} for path, lines in zip(report.files, report.lines, strict=True)]
        losses = {str(loss): count for loss, count in report.losses.totals.items()}
        answer({"files": files, "documents": report.documents, "mentions": report.mentions, "losses": losses})
    ctx.exit(REPORTED if report.losses.totals else DONE)


def _write_losses(path: Path, format_id: str, report: "ExportReport") -> None:
    documents = [
        {"document": document, "losses": {str(loss): count for loss, count in losses.items()}}
        for document, losses in report.losses.by_document.items()
    ]
    totals = {str(loss): count for loss, count in report.losses.totals.items()}
    write_json(path, {"format": format_id, "losses": totals, "documents": documents})


@click.command()
@json_option
def formats(as_json: bool) -> None:
    """List the formats: what each can read, write, and cannot carry."""
    from annotator.formats import registry  # noqa: PLC0415

    infos = registry.infos

    for info in infos():
        uses = " and ".join(use for use, can in _uses(info) if can)
        say(f"{info.id}: {info.title} ({', '.join(info.suffixes)}), can be {uses}.")
        if info.offset_unit:
            say(f"  offsets count {info.offset_unit}s")
        say(f"  carries {'; '.join(info.carries)}")
        say(f"  loses {'; '.join(info.loses)}")
        if info.extra:
            say(f"  needs pip install 'annotator[{info.extra}]'")
        for option, use in _options(info.id):
            values = ", ".join(f"{value} ({words})" for value, words in option.values)
            values += f", or {option.free}" if option.free else ""
            say(f"  {use} with --option {option.name}=…: {values}")
    for name, reason in registry.broken().items():
        say(f"The format “{name}” of another package could not be loaded: {reason}")
    if as_json:
        answer({"formats": [_format_answer(info) for info in infos()]})


def _options(format_id: str) -> Iterator[tuple["Option", str]]:
    """The options of a format, and whether it is read or written with them."""
    from annotator.formats.registry import formats  # noqa: PLC0415

    made = formats().get(format_id)
    if made is not None:
        yield from ((option, "read") for option in made.read_options)
        yield from ((option, "written") for option in made.write_options)


def _uses(info: Any) -> tuple[tuple[str, bool], ...]:
    return ("read", info.reads), ("written", info.writes), ("merged", info.merges)


def _format_answer(info: Any) -> dict[str, Any]:
    return {
        "id": info.id,
        "title": info.title,
        "suffixes": info.suffixes,
        "reads": info.reads,
        "writes": info.writes,
        "merges": info.merges,
        "offset_unit": info.offset_unit or None,
        "extra": info.extra or None,
        "carries": info.carries,
        "loses": info.loses,
        "options": [
            {"name": option.name, "use": use, "values": [value for value, _ in option.values], "free": option.free}
            for option, use in _options(info.id)
        ],
    }
