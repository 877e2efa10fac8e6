"""The commands that bring texts and layers in and write them out."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli_parts import (
    DONE,
    REPORTED,
    SHOWN,
    ProjectPath,
    annotator_name,
    answer,
    existing,
    json_option,
    progress_bar,
    say,
)

if TYPE_CHECKING:
    from annotator.services.exporting import ExportReport
    from annotator.services.importing import ImportReport

option_option = click.option(
    "--option",
    "options",
    multiple=True,
    metavar="NAME=VALUE",
    help="Of the format, see “annotator formats”; repeatable.",
)


@click.command("import")
@click.argument("project", type=ProjectPath())
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="PATH...")
@click.option("--format", "format_id", default="auto", metavar="ID", help="Format of the files; auto tells it by name.")
@click.option("--annotator", default="", metavar="NAME", help="Whose the import is, and labels that name nobody.")
@click.option("--language", default="", metavar="TAG", help="Language of all plain texts, such as ar or zh-CN.")
@option_option
@click.option("--no-detect", is_flag=True, help="Leave the languages for the window to find.")
@json_option
@click.pass_context
def import_files(ctx: click.Context, /, project: Path, paths: tuple[Path, ...], **given: Any) -> None:
    """Take texts, folders, zip archives and files of other tools into PROJECT; “annotator formats” lists them.

    What cannot be taken in is reported and skipped; then the exit code is 1.
    """
    from annotator.services.importing import ImportOptions, import_into  # noqa: PLC0415
    from annotator.services.language import detect  # noqa: PLC0415
    from annotator.services.session import Session  # noqa: PLC0415

    name, language = given["annotator"] or annotator_name(), given["language"]
    options = ImportOptions(
        name,
        language or "und",
        None if given["no_detect"] or language else detect,
        _chosen(given["format_id"], given["options"], to_write=False),
    )
    with Session.open(existing(project), name) as session, progress_bar("Importing") as progress:
        report = import_into(session, paths, options, progress, given["format_id"])
    _tell_import(report)
    if given["as_json"]:
        answer(_import_answer(report))
    ctx.exit(REPORTED if report.skipped else DONE)


def _tell_import(report: "ImportReport") -> None:
    for note in report.notes[:SHOWN]:
        say(f"Note: {note}")
    for skipped in report.skipped[:SHOWN]:
        say(f"Skipped: {skipped}")
    for what in (report.notes, report.skipped):
        if len(what) > SHOWN:
            say(f"… and {len(what) - SHOWN} more; --json lists them all.")
    say(
        f"Imported {report.documents} documents and {report.layers} layers with {report.mentions} mentions; skipped "
        f"{report.skipped_count}."
    )


def _import_answer(report: "ImportReport") -> dict[str, Any]:
    skipped = [{"path": s.path, "line": s.line, "reason": s.reason, "count": s.count} for s in report.skipped]
    return {
        "documents": report.documents,
        "layers": report.layers,
        "mentions": report.mentions,
        "skipped": skipped,
        "notes": report.notes,
    }


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
        _chosen(given["format_id"], given["options"], to_write=True),
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
    said = {"format": format_id, "losses": totals, "documents": documents}
    path.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _chosen(format_id: str, given: Sequence[str], *, to_write: bool) -> dict[str, str]:
    """The options of a format that a person has named as `name=value`."""
    from annotator.formats.registry import choices, formats  # noqa: PLC0415

    made = formats().get(format_id)
    known = () if made is None else made.write_options if to_write else made.read_options
    return choices(known, given)
