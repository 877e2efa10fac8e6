"""`annotator adjudicate`: starting the gold layer, and how far it is."""

from fractions import Fraction
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
    counted,
    existing,
    json_option,
    progress_bar,
    say,
)

if TYPE_CHECKING:
    from annotator.services.adjudication.gold_start import GoldPlan, Start, Started

_KINDS = {
    "entities": "entity mentions",
    "events": "event mentions",
    "arguments": "arguments",
    "relations": "relations",
    "clusters": "clusters",
}


@click.command()
@click.argument("project", type=ProjectPath())
@click.option(
    "--rule",
    default="all",
    show_default=True,
    metavar="all|majority|NAME",
    help="What comes: on what all agree, what most say, or what one annotator says.",
)
@click.option(
    "--annotator", "annotators", multiple=True, metavar="NAME", help="Only this annotator's layers count; repeatable."
)
@click.option("--least", default=2, show_default=True, metavar="N", help="How many must say it at least.")
@click.option(
    "--overlap",
    default="1",
    show_default=True,
    metavar="SHARE",
    help="From which share of their characters two spans count as the same, such as 0.8.",
)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(["new", "started", "done"]),
    help="Only layers with this status count; repeatable.",
)
@click.option(
    "--language", "languages", multiple=True, metavar="TAG", help="Only documents in this language; repeatable."
)
@click.option("--as", "person", default="", metavar="PERSON", help="Who you are, if not the one that the window knows.")
@click.option("--dry-run", is_flag=True, help="Tell what would come, and do nothing.")
@click.option("--progress", "only_progress", is_flag=True, help="Start nothing; tell how far each document is.")
@json_option
@click.pass_context
def adjudicate(ctx: click.Context, /, project: Path, **given: Any) -> None:
    """Start the layer “gold” of PROJECT by what its annotators agree on, and tell what is left to decide.

    What gold has, and what was decided, stays as it is. One undo takes a start back. The exit code is 1 if a document
    could not be read.
    """
    path = existing(project)
    if given["only_progress"]:
        ctx.exit(_tell_progress(path, given))
    from annotator.services.adjudication.gold_start import plan_gold, start_gold  # noqa: PLC0415
    from annotator.services.session import Session  # noqa: PLC0415

    person = given["person"] or annotator_name()
    if not person and not given["dry_run"]:
        raise click.UsageError("Say who you are with --as: every decision keeps its author's name.")
    start = _start(given)
    with progress_bar("Comparing") as progress:
        plan = plan_gold(path, start, progress)
    is_started = any(started.is_something for started in plan.documents) and not given["dry_run"]
    if is_started:
        with Session.open(path, person) as session, progress_bar("Writing") as progress:
            start_gold(session, start, progress)
    _tell(plan, is_started=is_started)
    if given["as_json"]:
        answer({"project": project, "started": is_started, **_answer(plan)})
    ctx.exit(REPORTED if plan.damaged else DONE)


def _start(given: dict[str, Any]) -> "Start":
    from annotator.model.annotation import Status  # noqa: PLC0415
    from annotator.model.ids import AnnotatorName  # noqa: PLC0415
    from annotator.services.adjudication.gold_rules import Rule  # noqa: PLC0415
    from annotator.services.adjudication.gold_start import Start  # noqa: PLC0415

    try:
        overlap = Fraction(given["overlap"])
    except (ValueError, ZeroDivisionError) as error:
        raise click.UsageError(f"“{given['overlap']}” is not a share such as 0.8.") from error
    is_rule = given["rule"] in (Rule.ALL, Rule.MAJORITY)
    return Start(
        tuple(map(AnnotatorName, given["annotators"])),
        Rule(given["rule"]) if is_rule else Rule.ONE,
        None if is_rule else AnnotatorName(given["rule"]),
        given["least"],
        overlap,
        statuses=frozenset(map(Status, given["statuses"])),
        languages=given["languages"],
    )


def _tell(plan: "GoldPlan", *, is_started: bool) -> None:
    for started in plan.documents[:SHOWN]:
        say(f"{started.title}: {_figures(started)}; {started.decided} decided, {started.open} open")
    if len(plan.documents) > SHOWN:
        say(f"… and {len(plan.documents) - SHOWN} more; --json lists them all.")
    for _document, reason in plan.damaged[:SHOWN]:
        say(f"Skipped: {reason}")
    there = any(started.is_something for started in plan.documents)
    what = "Started" if is_started else "Would start" if there else "Nothing new to start"
    figures = ", ".join(counted(plan.count(kind), words) for kind, words in _KINDS.items())
    left = counted(plan.count("open"), "cases")
    say(f"{what}: {figures} in {counted(len(plan.documents), 'documents')}; {left} left to decide.")


def _figures(started: "Started") -> str:
    found = [counted(getattr(started, kind), words) for kind, words in _KINDS.items() if getattr(started, kind)]
    return ", ".join(found) or "nothing new"


def _answer(plan: "GoldPlan") -> dict[str, Any]:
    names = (*_KINDS, "decided", "open")
    return {
        "rule": plan.start.believed or plan.start.rule,
        "counts": {name: plan.count(name) for name in names},
        "documents": [
            {"document": started.document, "title": started.title, **{name: getattr(started, name) for name in names}}
            for started in plan.documents
        ],
        "skipped": [{"document": document, "reason": reason} for document, reason in plan.damaged],
    }


def _tell_progress(path: Path, given: dict[str, Any]) -> int:
    from annotator.model.ids import AnnotatorName  # noqa: PLC0415
    from annotator.services.adjudication.progress import progress_of  # noqa: PLC0415

    names = tuple(map(AnnotatorName, given["annotators"]))
    with progress_bar("Looking") as progress:
        found = list(progress_of(path, names, progress=progress))
    for document in found[:SHOWN]:
        again = f", {document.reopened} reopened" if document.reopened else ""
        say(document.damage or f"{document.title}: {document.decided} decided, {document.open} open{again}")
    if len(found) > SHOWN:
        say(f"… and {len(found) - SHOWN} more; --json lists them all.")
    decided, left = sum(document.decided for document in found), sum(document.left for document in found)
    say(f"{decided} decided and {left} left in {counted(len(found), 'documents')}.")
    if given["as_json"]:
        names_ = ("document", "title", "annotators", "decided", "open", "reopened", "damage")
        answer({"project": path, "documents": [{name: getattr(one, name) for name in names_} for one in found]})
    return REPORTED if any(document.damage for document in found) else DONE
