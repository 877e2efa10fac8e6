"""The command line. Each command imports what it needs when it runs, so that help appears at once.

What a program would read goes to stdout: with `--json` one object, nothing else. Words for people go to stderr. The
exit code is 0 if all went well, 1 if there is something to report, 2 for wrong usage or input.
"""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from annotator import __version__
from annotator.cli_adjudicate import adjudicate
from annotator.cli_agreement import agreement
from annotator.cli_comments import comments
from annotator.cli_compare import compare
from annotator.cli_exchange import export
from annotator.cli_export_choice import presets
from annotator.cli_formats import formats
from annotator.cli_import import import_files
from annotator.cli_merge import merge
from annotator.cli_parts import (
    DONE,
    REPORTED,
    SHOWN,
    WRONG,
    ProjectPath,
    answer,
    existing,
    json_option,
    progress_bar,
    say,
)
from annotator.cli_scheme import read_scheme
from annotator.cli_scheme_edits import scheme
from annotator.model.errors import AnnotatorError

DEBUG_VARIABLE = "ANNOTATOR_DEBUG"
"""Environment variable that lets a fault of the program show its traceback."""


class Commands(click.Group):
    """The commands; a path instead of one, or nothing, means `open`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """What to run, with its arguments."""
        if self.get_command(ctx, args[0]) is None and Path(args[0]).exists():
            args = ["open", *args]
        return super().resolve_command(ctx, args)


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line; returns the exit code."""
    try:
        code = commands.main(list(arguments), prog_name="annotator", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return WRONG
    except (click.Abort, KeyboardInterrupt):
        say("Cancelled.")
        return REPORTED
    except AnnotatorError as error:
        say(f"Error: {error.message}")
        return REPORTED if type(error).__name__ == "CancelledError" else WRONG
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REPORTED
    except Exception as fault:
        return _own_fault(fault)
    return code if isinstance(code, int) else DONE


def _own_fault(fault: Exception) -> int:
    """A fault of the program is never shown as a bare traceback, and never hidden."""
    if os.environ.get(DEBUG_VARIABLE):
        raise fault
    say(
        f"Something went wrong inside the program ({type(fault).__name__}: {fault}). Please report it; with "
        f"{DEBUG_VARIABLE}=1 it tells more."
    )
    return WRONG


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=False,
)
@click.version_option(__version__, prog_name="annotator", help="Show the version.")
@click.pass_context
def commands(ctx: click.Context) -> None:
    """Label entities and events in news articles, review labels, export training data.

    Without a command, or with a path instead of one, the window opens.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(open_window, paths=())


@commands.command("open")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.pass_context
def open_window(ctx: click.Context, paths: tuple[Path, ...]) -> None:
    """Open the window on PATHS: a project, or a folder or text files to make one of.

    A new project is named after the folder and written where you stand; if it is there already, it is opened.
    """
    # A start makes much and throws nothing away; looking for garbage only costs time. The first picture ends that.
    gc.disable()
    from annotator.services.opening import start_from  # noqa: PLC0415

    if paths:
        start_from(paths, Path.cwd())
    from annotator import system  # noqa: PLC0415

    system.prepare_window()
    from annotator.app import run  # noqa: PLC0415

    ctx.exit(run(paths))


@commands.command()
@click.argument("project", type=ProjectPath())
@click.option("--scheme", default="", metavar="FILE", help="File of the scheme, or the name of one that is shipped.")
@click.option("--title", default="", help="What people call the project; otherwise the file's name.")
@json_option
def new(project: Path, scheme: str, title: str, as_json: bool) -> None:
    """Make an empty project."""
    from annotator.services.opening import DEFAULT_SCHEME, shipped_scheme, shipped_schemes  # noqa: PLC0415
    from annotator.services.session import Session  # noqa: PLC0415

    name = scheme or DEFAULT_SCHEME
    found = shipped_scheme(name) if name in shipped_schemes() and not Path(name).exists() else read_scheme(Path(name))
    with Session.new(project, found, title=title) as session:
        say(f"Made {session.path} with the scheme {found.name}, version {found.version}.")
        if as_json:
            answer({"project": session.path, "scheme": found.name, "version": found.version})


commands.add_command(import_files)
commands.add_command(export)
commands.add_command(formats)
commands.add_command(presets)
commands.add_command(adjudicate)
commands.add_command(agreement)
commands.add_command(scheme)
commands.add_command(comments)
commands.add_command(compare)
commands.add_command(merge)


@commands.command()
@click.argument("project", type=ProjectPath())
@json_option
def status(project: Path, as_json: bool) -> None:
    """Tell how many documents PROJECT has, in which languages, and how far everyone is."""
    from annotator.services.summary import summary  # noqa: PLC0415

    found = summary(existing(project))
    say(f"{found.title}: {found.documents} documents, {found.binned} in the bin.")
    say(f"Scheme: {found.scheme[0]}, version {found.scheme[1]}")
    say("Languages: " + (", ".join(f"{tag} {count}" for tag, count in found.languages.items()) or "none"))
    for name, counts in found.statuses.items():
        figures = ", ".join(f"{count} {state}" for state, count in counts.items())
        say(f"{name}: {figures}; {found.mentions[name]} mentions")
    if found.decisions:
        say(f"Adjudicated: {found.decisions} decisions about {found.adjudicated} documents")
    if as_json:
        people = {name: {**counts, "mentions": found.mentions[name]} for name, counts in found.statuses.items()}
        answer(
            {
                "project": project,
                "title": found.title,
                "scheme": {"name": found.scheme[0], "version": found.scheme[1]},
                "documents": found.documents,
                "binned": found.binned,
                "languages": found.languages,
                "annotators": people,
                "decisions": {"count": found.decisions, "documents": found.adjudicated},
            }
        )


@commands.command()
@click.argument("project", type=ProjectPath())
@json_option
@click.pass_context
def check(ctx: click.Context, project: Path, as_json: bool) -> None:
    """Look for damage in PROJECT (file, offsets, texts, journal) and for what the scheme forbids or misses.

    The exit code is 1 if there are errors; warnings are work left unfinished and do not count.
    """
    from annotator.services.checks.checking import Severity  # noqa: PLC0415
    from annotator.services.checks.checking import check as look  # noqa: PLC0415

    with progress_bar("Checking") as progress:
        findings = list(look(existing(project), progress))
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    for finding in findings[:SHOWN]:
        say(f"{finding.severity.capitalize()}: {finding}")
    if len(findings) > SHOWN:
        say(f"… and {len(findings) - SHOWN} more; --json lists them all.")
    say(f"{errors} errors, {len(findings) - errors} warnings." if findings else "Nothing found.")
    if as_json:
        listed = [
            {
                "severity": finding.severity,
                "where": finding.where,
                "sentence": finding.sentence,
                "document": finding.document,
                "mention": finding.mention,
            }
            for finding in findings
        ]
        answer({"errors": errors, "warnings": len(findings) - errors, "findings": listed})
    ctx.exit(REPORTED if errors else DONE)
