"""`annotator scheme`: show the scheme of a project, give it another one, or edit it.

Edits of single labels, roles and attributes are in `cli_scheme_edits`. Each edit says what it touches, and with
`--dry-run` only that.
"""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from annotator.cli_parts import DONE, REPORTED, ProjectPath, annotator_name, answer, counted, existing, json_option, say

if TYPE_CHECKING:
    from annotator.model.scheme import Scheme
    from annotator.services.schemes.edits import Edit, Plan, Touched

Command = TypeVar("Command", bound=Callable[..., Any])
Given = dict[str, Any]


def read_scheme(path: Path) -> "Scheme":
    """The scheme in a file; what could not be kept of it is said."""
    from annotator.services.schemes.files import read_scheme as read  # noqa: PLC0415

    found, notes = read(path)
    for note in notes:
        say(f"Note: {note}")
    return found


@click.group()
@click.argument("project", type=ProjectPath())
@click.pass_context
def scheme(ctx: click.Context, project: Path) -> None:
    """Show, replace or edit the scheme of PROJECT."""
    ctx.obj = project


@scheme.command()
@json_option
@click.pass_obj
def show(project: Path, as_json: bool) -> None:
    """Print the scheme as YAML, which “apply” reads."""
    from annotator.formats.scheme_yaml import scheme_to_json, write_scheme  # noqa: PLC0415

    text = scheme_to_json(scheme_of(project)).decode() if as_json else write_scheme(scheme_of(project))
    click.echo(text, nl=False)


def scheme_of(project: Path) -> "Scheme":
    """The scheme of a project, to begin an edit with."""
    from annotator.storage import Mode, Project  # noqa: PLC0415

    with Project.open(existing(project), Mode.READ) as opened:
        return opened.scheme


def edit_options(command: Command) -> Command:
    """What every edit can be told."""
    for option in (
        json_option,
        click.option("--dry-run", is_flag=True, help="Only say what the edit would touch."),
        click.option(
            "--drop", is_flag=True, help="Let values, arguments and relations go that would not fit any more."
        ),
    ):
        command = option(command)
    return command


@scheme.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@edit_options
@click.pass_context
def apply(ctx: click.Context, /, file: Path, **given: Any) -> None:
    """Make the scheme in FILE (YAML, JSON, annotation.conf) the project's, if all that is labelled fits it."""
    from annotator.services.schemes.label_edits import ReplaceScheme  # noqa: PLC0415

    make(ctx, ReplaceScheme(read_scheme(file)), given)


@scheme.command("set")
@click.option("--title", default=None, help="What people call the scheme.")
@click.option("--description", default=None, help="What it is for.")
@click.option("--cycles/--no-cycles", "allow_cycles", default=None, help="Whether events may be part of themselves.")
@edit_options
@click.pass_context
def set_scheme(ctx: click.Context, /, **given: Any) -> None:
    """Change what the scheme says of itself."""
    from annotator.services.schemes.label_edits import ChangeScheme  # noqa: PLC0415

    known = scheme_of(ctx.obj)
    said = {name: given[name] for name in ("title", "description", "allow_cycles") if given[name] is not None}
    present: dict[str, Any] = {
        "title": known.title,
        "description": known.description,
        "allow_cycles": known.allow_cycles,
    }
    make(ctx, ChangeScheme(**(present | said)), given)


def make(ctx: click.Context, edit: "Edit", given: Given) -> None:
    """Look at an edit, say what it touches, and make it unless that is all that was asked for."""
    from annotator.services.schemes.edits import Unfit, edit_scheme, plan  # noqa: PLC0415
    from annotator.services.session import Session  # noqa: PLC0415
    from annotator.storage import Mode, Project  # noqa: PLC0415

    unfit = Unfit.DROP if given["drop"] else Unfit.REFUSE
    if given["dry_run"]:
        with Project.open(existing(ctx.obj), Mode.READ) as project:
            found = plan(project, edit)
    else:
        with Session.open(existing(ctx.obj), annotator_name()) as session:
            found = plan(session.project, edit)
            edit_scheme(session, edit, unfit)
    _tell(found, given)
    in_the_way = found.blocks or (found.obstacles and unfit is Unfit.REFUSE)
    ctx.exit(REPORTED if given["dry_run"] and in_the_way else DONE)


def _tell(plan: "Plan", given: Given) -> None:
    changed = plan.after != plan.before
    if not changed:
        say(f"The project has this scheme already ({plan.before.name}, version {plan.before.version}).")
    elif given["dry_run"]:
        say(f"It would touch {touched_words(plan.touched)}.")
        for sentence in (*plan.blocks, *plan.obstacles):
            say(f"In the way: {sentence}")
    else:
        say(f"Touched {touched_words(plan.touched)}.")
        say(f"The project's scheme is now {plan.after.name}, version {plan.after.version}.")
    if given["as_json"]:
        known = {"scheme": plan.after.name, "version": plan.after.version, "changed": changed}
        facts = {"touched": asdict(plan.touched), "blocks": plan.blocks, "obstacles": plan.obstacles}
        answer({**known, "dry_run": given["dry_run"], **facts})


def touched_words(touched: "Touched") -> str:
    """What an edit touches, for people."""
    counts = asdict(touched)
    parts = [counted(counts[what], what) for what in ("mentions", "arguments", "relations", "clusters") if counts[what]]
    if not parts:
        return "nothing that is labelled"
    words = ", ".join(parts)
    if touched.documents:
        words += f" in {counted(touched.documents, 'documents')} of {counted(touched.annotators, 'annotators')}"
    lost = (("values", "values"), ("lost_arguments", "arguments"), ("lost_relations", "relations"))
    gone = [counted(counts[key], what) for key, what in lost if counts[key]]
    return f"{words}; of these {', '.join(gone)} cannot stay" if gone else words
