"""The commands that bring texts and layers in and write them out."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli_division import division_answer, keep_alike_option, tell_division
from annotator.cli_export_choice import chosen, keep, options_of, tell_losses
from annotator.cli_parts import (
    DONE,
    REPORTED,
    SHOWN,
    ProjectPath,
    annotator_name,
    answer,
    counted,
    existing,
    json_option,
    progress_bar,
    say,
)

if TYPE_CHECKING:
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
        options_of(given["format_id"], given["options"], to_write=False),
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
@click.option(
    "--label", "labels", multiple=True, metavar="NAME", help="Only this label and those below it; repeatable."
)
@click.option(
    "--rename",
    "renames",
    multiple=True,
    metavar="OLD=NEW",
    help="Call a label otherwise in the export; several may become one; repeatable.",
)
@click.option(
    "--majority/--each",
    default=False,
    help="One layer a document: what most of the chosen ones say; or each as it is, the default.",
)
@click.option(
    "--files",
    type=click.Choice(["one", "annotator", "kind", "level"]),
    default="one",
    show_default=True,
    help="A file for each annotator, kind (entities, events) or level of nesting.",
)
@option_option
@click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), help="Write what is lost, by document, as JSON."
)
@click.option("--split", default="", metavar="PARTS", help="Divide by document, as in train=80,dev=10,test=10.")
@click.option("--seed", default=0, show_default=True, help="Another seed divides differently.")
@keep_alike_option
@click.option(
    "--preset", default="", metavar="NAME", help="Choose as the project keeps it; what else you say counts more."
)
@click.option("--save-preset", default="", metavar="NAME", help="Keep this choice in the project, for --preset.")
@json_option
@click.pass_context
def export(ctx: click.Context, /, project: Path, out: Path, **given: Any) -> None:
    """Write labels of PROJECT to OUT, checked by reading them back.

    Without a choice every layer is written, and documents that nobody has begun. With --split and --files the parts
    stand beside OUT: “out.jsonl” becomes “out.train.jsonl” or “out.train.leila.jsonl” and so on. The format “bundle”
    makes a project to send, for “merge”. What a format cannot carry is counted and said; then the exit code is 1.
    """
    from annotator.formats.registry import BUNDLE, NATIVE  # noqa: PLC0415
    from annotator.services.bundling import bundle  # noqa: PLC0415
    from annotator.services.exporting import export as write  # noqa: PLC0415
    from annotator.services.loss_report import write_losses  # noqa: PLC0415

    choice = chosen(ctx, project, given)
    if given["save_preset"]:
        keep(project, given["save_preset"], choice)
    with progress_bar("Exporting") as progress:
        make = bundle if choice.format == BUNDLE.id else write
        report = make(existing(project), out, choice, progress)
    unit = "lines" if choice.format == NATIVE.id else "layers"
    for path, lines in zip(report.files, report.lines, strict=True):
        say(f"Wrote {path}: {lines} {unit}.")
    say(f"{report.documents} documents, {report.mentions} mentions; read back and checked.")
    if report.manifest is not None:
        say(f"What they hold is said in {report.manifest}.")
    tell_division(report)
    if report.undecided:
        say(f"Left out: {counted(report.undecided, 'documents')} that fewer than two people have begun.")
    if report.losses.totals:
        tell_losses(report.losses, choice)
    if given["report"] is not None:
        write_losses(given["report"], choice.format, report.losses)
    if given["as_json"]:
        files = [{"path": path, "lines": lines} for path, lines in zip(report.files, report.lines, strict=True)]
        losses = {str(loss): count for loss, count in report.losses.totals.items()}
        undecided = {"undecided": report.undecided} if choice.layers == "majority" else {}
        counts = {"documents": report.documents, "mentions": report.mentions, "losses": losses}
        answer({"files": files, "manifest": report.manifest, **counts, **undecided, **division_answer(report)})
    ctx.exit(REPORTED if report.losses.totals else DONE)
