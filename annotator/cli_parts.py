"""What the commands share: how they speak and answer, and how they name a project."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.model.errors import AnnotatorError
from annotator.model.printable import printable

if TYPE_CHECKING:
    from annotator.services.job import Progress

DONE, REPORTED, WRONG = 0, 1, 2
"""Exit codes: all went well, there is something to report, wrong usage or input."""

SHOWN = 200
"""Of a long list, how many a person is told; `--json` lists all."""


def say(words: str) -> None:
    """Tell the person one thing."""
    click.echo(printable(words), err=True)


def answer(data: Any) -> None:
    """Print one JSON object for a program."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def counted(number: int, what: str) -> str:
    """A number of things, which are named in the plural: `1 mention`, `2 mentions`."""
    return f"{number} {what.removesuffix('s') if number == 1 else what}"


class ProjectPath(click.ParamType[Path]):
    """A project file; its ending may be left out."""

    name = "project"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path meant, whether or not there is such a file."""
        from annotator.storage import SUFFIX  # noqa: PLC0415

        path = Path(value)
        with_suffix = path.with_name(path.name + SUFFIX)
        return with_suffix if not path.exists() and path.suffix != SUFFIX else path


def existing(path: Path) -> Path:
    """The project file, if it is there."""
    if not path.is_file():
        raise AnnotatorError(f"There is no project “{path}”. Make one with “annotator new {path}”.", path=path)
    return path


def annotator_name() -> str:
    """Who works at this computer, as the window has asked."""
    from annotator.settings import Settings  # noqa: PLC0415

    return Settings.load().annotator


@contextmanager
def progress_bar(words: str) -> Iterator["Progress"]:
    """Progress that shows a bar, where there is a terminal to show it."""
    from annotator.services.job import Progress  # noqa: PLC0415

    if not sys.stderr.isatty():
        yield Progress()
        return
    with click.progressbar(length=1, label=words, file=sys.stderr) as bar:

        def show(done: int, total: int, _text: str) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield Progress(show)


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout.")

option_option = click.option(
    "--option",
    "options",
    multiple=True,
    metavar="NAME=VALUE",
    help="Of the format, see “annotator formats”; repeatable.",
)


def chosen_options(format_id: str, given: Sequence[str], *, to_write: bool) -> dict[str, str]:
    """The options of a format that a person has named as `name=value`."""
    from annotator.formats.registry import choices, formats  # noqa: PLC0415

    made = formats().get(format_id)
    known = () if made is None else made.write_options if to_write else made.read_options
    return choices(known, given)


def write_json(path: Path, said: Any) -> None:
    """Write one JSON object to a file.

    Raises:
        AnnotatorError: If it cannot be written.
    """
    try:
        path.write_text(json.dumps(said, ensure_ascii=False, indent=2, default=str) + "\n", "utf-8")
    except OSError as error:
        raise AnnotatorError(f"{path} cannot be written: {error.strerror}.", path=path) from error
