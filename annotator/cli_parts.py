"""What the commands share: how they speak and answer, and how they name a project."""

import json
import sys
from collections.abc import Iterator
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


def say(words: str) -> None:
    """Tell the person one thing."""
    click.echo(printable(words), err=True)


def answer(data: Any) -> None:
    """Print one JSON object for a program."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


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
