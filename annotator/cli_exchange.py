"""The command that writes texts and layers out."""

from pathlib import Path
from typing import Any

import click

from annotator.cli_division import division_answer, keep_alike_option, tell_division
from annotator.cli_export_choice import chosen, keep, tell_losses
from annotator.cli_parts import (
    DONE,
    REPORTED,
    ProjectPath,
    answer,
    counted,
    existing,
    json_option,
    option_option,
    progress_bar,
    say,
)


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
    from annotator.services.exports.bundling import bundle  # noqa: PLC0415
    from annotator.services.exports.exporting import export as write  # noqa: PLC0415
    from annotator.services.exports.loss_report import write_losses  # noqa: PLC0415

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
        manifest = {} if report.manifest is None else {"manifest": report.manifest}
        counts = {"documents": report.documents, "mentions": report.mentions, "losses": losses}
        answer({"files": files, **manifest, **counts, **undecided, **division_answer(report)})
    ctx.exit(REPORTED if report.losses.totals else DONE)
