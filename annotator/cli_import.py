"""The command that brings texts and layers in, and what it says of names that the scheme does not have."""

import shlex
from collections.abc import Iterator, Sequence
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
    chosen_options,
    existing,
    json_option,
    option_option,
    progress_bar,
    say,
    write_json,
)

if TYPE_CHECKING:
    from annotator.services.imports.importing import ImportReport
    from annotator.services.imports.label_mapping import NameMapping
    from annotator.services.imports.label_names import Answer, Question
    from annotator.services.imports.survey import Looked
    from annotator.services.job import Progress
    from annotator.services.session import Session


@click.command("import")
@click.argument("project", type=ProjectPath())
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="PATH...")
@click.option("--format", "format_id", default="auto", metavar="ID", help="Format of the files; auto tells it by name.")
@click.option("--annotator", default="", metavar="NAME", help="Whose the import is, and labels that name nobody.")
@click.option("--language", default="", metavar="TAG", help="Language of all plain texts, such as ar or zh-CN.")
@option_option
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="OLD=NEW",
    help="Read a name as one of the scheme, or leave it out (OLD=); repeatable.",
)
@click.option("--add-labels", is_flag=True, help="Give the scheme all other names that it does not have.")
@click.option("--drop-labels", is_flag=True, help="Leave out all other names that the scheme does not have.")
@click.option("--no-detect", is_flag=True, help="Leave the languages for the window to find.")
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what was skipped or not taken in as it was, with file and line, as JSON.",
)
@json_option
@click.pass_context
def import_files(ctx: click.Context, /, project: Path, paths: tuple[Path, ...], **given: Any) -> None:
    """Take texts, folders, zip archives and files of other tools into PROJECT; “annotator formats” lists them.

    What cannot be taken in is reported and skipped; then the exit code is 1. Layers with names that the scheme does not
    have are not taken in until it is said what becomes of these, with --map, --add-labels or --drop-labels; the names
    are listed with what they probably mean. What was said holds for the next import from the same source, too.
    """
    from annotator.services.session import Session  # noqa: PLC0415

    if given["add_labels"] and given["drop_labels"]:
        raise click.UsageError("Names cannot be both added and left out. Give one of --add-labels and --drop-labels.")
    name = given["annotator"] or annotator_name()
    with Session.open(existing(project), name) as session, progress_bar("Importing") as progress:
        bringing = _Bringing(session, paths, given)
        report, mapping = bringing.bring(progress)
    unknown = () if mapping is None else mapping.questions
    _tell_import(report)
    if mapping is not None and not bringing.is_mapped:
        _tell_names(unknown)
    told = {**_import_answer(report), "names": [_name_answer(question) for question in unknown]}
    if given["report"] is not None:
        write_json(given["report"], _report_of(report, told["names"]))
    if given["as_json"]:
        answer(told)
    ctx.exit(REPORTED if report.skipped else DONE)


class _Bringing:
    """One import from the command line.

    Attributes:
        is_mapped: Whether all names were answered for.
    """

    def __init__(self, session: "Session", paths: Sequence[Path], given: dict[str, Any]) -> None:
        self._session = session
        self._paths = paths
        self._given = given
        self._choices = chosen_options(given["format_id"], given["options"], to_write=False)
        self.is_mapped = False

    def bring(self, progress: "Progress") -> "tuple[ImportReport, NameMapping | None]":
        """Import; also gives what is known of names, if they were looked at.

        Files are looked at first if something was said of names, now or earlier; else only if it turns out that names
        are in the way.
        """
        from annotator.services.imports.label_fitting import UNKNOWN  # noqa: PLC0415
        from annotator.services.imports.memory import remembered  # noqa: PLC0415
        from annotator.services.imports.plan import plan_import  # noqa: PLC0415

        given = self._given
        mapping = None
        if given["maps"] or given["add_labels"] or given["drop_labels"] or remembered(self._session.project):
            looked = self._look(progress)
            mapping = self._mapping(looked)
            plan = looked.plan
        else:
            plan = plan_import(self._paths, given["format_id"])
        report = self._import(plan, mapping if self.is_mapped else None, progress)
        if mapping is None and any(skipped.reason.startswith(UNKNOWN) for skipped in report.skipped):
            mapping = self._mapping(self._look(progress))
        return report, mapping

    def _look(self, progress: "Progress") -> "Looked":
        from annotator.services.imports.survey import Wish, look  # noqa: PLC0415

        given = self._given
        wish = Wish(choices={given["format_id"]: self._choices} if self._choices else {})
        name = self._session.annotator
        return look(self._session.path, self._paths, name, wish, progress, format_id=given["format_id"])

    def _mapping(self, looked: "Looked") -> "NameMapping":
        """What becomes of names; it is remembered, once nothing is left open."""
        from annotator.services.imports.label_spelling import Wanted, with_wanted  # noqa: PLC0415
        from annotator.services.imports.memory import remember  # noqa: PLC0415

        otherwise = self._otherwise()
        wanted = [Wanted(words) for words in self._given["maps"]]
        mapping, unused = with_wanted(looked.survey, wanted, looked.answers, otherwise)
        for one in unused:
            say(f"Note: Nothing is asked about “{one.words}”.")
        self.is_mapped = otherwise is not None or mapping.is_given
        if self.is_mapped and mapping.questions:
            self._memory = looked.memory(looked.wish, mapping)
            remember(self._session, self._memory)
        return mapping

    def _otherwise(self) -> "Answer | None":
        from annotator.services.imports.label_names import ADD, DROP  # noqa: PLC0415

        return ADD if self._given["add_labels"] else DROP if self._given["drop_labels"] else None

    def _import(self, plan: Any, mapping: "NameMapping | None", progress: "Progress") -> "ImportReport":
        from annotator.services.imports.importing import ImportOptions, Naming, import_planned  # noqa: PLC0415
        from annotator.services.language import detect  # noqa: PLC0415

        given = self._given
        remembered = self._memory.id if mapping is not None and mapping.questions else ""
        options = ImportOptions(
            self._session.annotator,
            given["language"] or "und",
            None if given["no_detect"] or given["language"] else detect,
            self._choices,
            naming=Naming(mapping, remembered),
        )
        return import_planned(self._session, plan, options, progress)


# -- what is said


def _tell_import(report: "ImportReport") -> None:
    for note in report.notes[:SHOWN]:
        say(f"Note: {note}")
    for words in _skipped_words(report):
        say(words)
    for what in (report.notes, report.skipped):
        if len(what) > SHOWN:
            say(f"… and {len(what) - SHOWN} more; --json lists them all.")
    say(
        f"Imported {report.documents} documents and {report.layers} layers with {report.mentions} mentions; skipped "
        f"{report.skipped_count}."
    )


def _skipped_words(report: "ImportReport") -> Iterator[str]:
    """A line for all that was skipped; one for all layers with unknown names, as these are listed by themselves."""
    from annotator.services.imports.label_fitting import UNKNOWN  # noqa: PLC0415

    unknown = [skipped for skipped in report.skipped if skipped.reason.startswith(UNKNOWN)]
    others = [skipped for skipped in report.skipped if not skipped.reason.startswith(UNKNOWN)]
    for skipped in others[:SHOWN]:
        yield f"Skipped: {skipped}"
    if unknown:
        first = f"{unknown[0].path}" + (f", line {unknown[0].line}" if unknown[0].line else "")
        more = f", and {len(unknown) - 1} more" if len(unknown) > 1 else ""
        yield f"Skipped: {first}{more}: layers with names that the project's scheme does not have or does not allow."


def _tell_names(questions: "Sequence[Question]") -> None:
    from annotator.services.imports.label_fitting import described, how_often  # noqa: PLC0415
    from annotator.services.imports.label_spelling import spelled_answer  # noqa: PLC0415

    say("Say what becomes of these names; nothing of the layers that use them was written:")
    for question in questions[:SHOWN]:
        words = shlex.quote(spelled_answer(question))
        say(f"  {described(question.asked)}, {how_often(question.count)}{_example(question)}\n      --map {words}")
    if len(questions) > SHOWN:
        say(f"… and {len(questions) - SHOWN} more; --json lists them all.")
    say("--add-labels gives the scheme all that no --map is about, --drop-labels leaves it out.")


def _example(question: "Question") -> str:
    if question.example is None:
        return ""
    quoted = "".join(piece for piece, _is_marked in question.example.quote.pieces)
    return f", as “{quoted[:60]}” in {question.example.title[:60]}"


def _import_answer(report: "ImportReport") -> dict[str, Any]:
    skipped = [{"path": s.path, "line": s.line, "reason": s.reason, "count": s.count} for s in report.skipped]
    return {
        "documents": report.documents,
        "layers": report.layers,
        "mentions": report.mentions,
        "skipped": skipped,
        "notes": [str(note) for note in report.notes],
    }


def _report_of(report: "ImportReport", names: list[dict[str, Any]]) -> dict[str, Any]:
    """Everything that was not taken in as it was: where, and why."""
    skipped = [{"file": s.path, "line": s.line, "reason": s.reason, "count": s.count} for s in report.skipped]
    bent = [{"file": note.file or None, "line": note.line, "reason": note.reason} for note in report.notes]
    return {
        "documents": report.documents,
        "layers": report.layers,
        "mentions": report.mentions,
        "skipped": skipped,
        "bent": bent,
        "names": names,
    }


def _name_answer(question: "Question") -> dict[str, Any]:
    from annotator.services.imports.label_spelling import spelled_answer  # noqa: PLC0415

    example = question.example
    quoted = None if example is None else "".join(piece for piece, _is_marked in example.quote.pieces)
    return {
        "thing": question.asked.thing,
        "name": question.asked.name,
        "of": question.asked.of,
        "count": question.count,
        "example": quoted,
        "document": None if example is None else example.title,
        "answer": question.answer.act.value,
        "to": question.answer.to or None,
        "said": question.is_given,
        "map": spelled_answer(question),
    }
