"""`annotator merge`: taking in the layers of others, with a preview of what comes."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli_parts import (
    DONE,
    REPORTED,
    ProjectPath,
    annotator_name,
    answer,
    existing,
    json_option,
    progress_bar,
    say,
)

if TYPE_CHECKING:
    from annotator.services.merges.plan import Amounts, LayerNews, MergePlan

_SHOWN = 200


@click.command()
@click.argument("project", type=ProjectPath())
@click.argument("other", type=ProjectPath())
@click.option(
    "--annotator",
    "annotators",
    multiple=True,
    metavar="NAME",
    help="Only this annotator's layers, also your own or “gold”; repeatable.",
)
@click.option("--own", default="", metavar="NAME", help="Who you are, if not the one that the window knows.")
@click.option("--with-documents", is_flag=True, help="Bring documents along that PROJECT does not have.")
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and do nothing.")
@json_option
@click.pass_context
def merge(ctx: click.Context, /, project: Path, other: Path, **given: Any) -> None:
    """Take other annotators' layers, comments and clusters from OTHER into PROJECT.

    OTHER is a project, one made by “export --format bundle”, or JSON Lines. Your own layers are left alone unless you
    name yourself. The exit code is 1 if something that was wanted stayed behind.
    """
    from annotator.model.ids import AnnotatorName  # noqa: PLC0415
    from annotator.services.merges.merging import MergeChoice, merge_into, reading  # noqa: PLC0415
    from annotator.services.session import Session  # noqa: PLC0415

    own = given["own"] or annotator_name()
    if not own:
        raise click.UsageError("Say who you are with --own, so that your own layers are left alone.")
    choice = MergeChoice(AnnotatorName(own), given["annotators"], given["with_documents"])
    with progress_bar("Merging") as progress, reading(existing(project), other, choice, progress) as found:
        plan = found.plan
        _tell(plan)
        is_merged = plan.changes_anything and not given["dry_run"]
        if is_merged:
            with Session.open(project, own) as session:
                merge_into(session, found, progress)
    words = "Merged" if is_merged else "Would merge" if plan.changes_anything else "Nothing to merge"
    say(f"{words}: {_figures(plan.amounts) or 'documents or status only'}." if plan.changes_anything else f"{words}.")
    if given["as_json"]:
        answer(_answer(plan, is_merged=is_merged))
    ctx.exit(DONE if plan.is_complete else REPORTED)


def _tell(plan: "MergePlan") -> None:
    lines = [
        *(_layer_line(layer) for layer in plan.layers if layer.verdict != "unchanged"),
        *(f"Brought along: “{document.title}”." for document in plan.brought),
        *(f"Not here: “{document.title}”; --with-documents brings it along." for document in plan.missing),
        *(f"Left out: “{refusal.what}”: {refusal.reason}" for refusal in plan.refusals),
        *(f"Note: {note}" for note in plan.notes),
        *_own_lines(plan),
        *_scheme_lines(plan),
    ]
    for line in lines[:_SHOWN]:
        say(line)
    if len(lines) > _SHOWN:
        say(f"… and {len(lines) - _SHOWN} more; --json lists them all.")
    unchanged = sum(layer.verdict == "unchanged" for layer in plan.layers)
    if unchanged:
        say(f"Unchanged: {unchanged} layers.")


def _layer_line(layer: "LayerNews") -> str:
    where = f"{layer.annotator}, “{layer.title}”"
    if layer.reason:
        return f"Left as it is: {where}: {layer.reason}"
    status = f"status {layer.status}" if layer.status else ""
    word = "New" if layer.verdict == "new" else "Newer"
    return f"{word}: {where}: {'; '.join(filter(None, (_figures(layer.amounts), status)))}."


def _figures(amounts: "Amounts") -> str:
    """Such as “mentions: 3 added, 1 removed; comments: 1 added”."""
    told = []
    for subject, amount in amounts.items():
        counts = ((amount.added, "added"), (amount.changed, "changed"), (amount.removed, "removed"))
        told.append(f"{subject}s: " + ", ".join(f"{count:,} {word}" for count, word in counts if count))
    return "; ".join(told)


def _own_lines(plan: "MergePlan") -> list[str]:
    later = len(list(plan.own_later()))
    if not later:
        return []
    name = plan.choice.own
    return [f"Your own layers are new or later in the file: {later:,}. “--annotator {name}” takes them."]


def _scheme_lines(plan: "MergePlan") -> list[str]:
    scheme = plan.scheme
    lacking = [
        f"{what} {', '.join(f'“{name}”' for name in names)}"
        for what, names in (("labels", scheme.labels), ("attributes", scheme.attributes), ("roles", scheme.roles))
        if names
    ]
    there = "" if scheme.there is None else f"; the file's is {scheme.there[0]}, version {scheme.there[1]}"
    lines = [f"The scheme here ({scheme.here[0]}, version {scheme.here[1]}{there}) lacks {lack}." for lack in lacking]
    return [*lines, *(f"The scheme here says otherwise: {rule}" for rule in scheme.rules)]


def _answer(plan: "MergePlan", *, is_merged: bool) -> dict[str, Any]:
    return {
        "merged": is_merged,
        "complete": plan.is_complete,
        "annotators": plan.annotators,
        "amount": _amount(plan.amount),
        "amounts": _amounts(plan.amounts),
        "layers": [_layer(layer) for layer in plan.layers],
        "own_later": [_layer(layer) for layer in plan.own_later()],
        "missing": [{"document": document.id, "title": document.title} for document in plan.missing],
        "brought": [{"document": document.id, "title": document.title} for document in plan.brought],
        "refusals": [{"what": refusal.what, "reason": refusal.reason} for refusal in plan.refusals],
        "scheme": {
            "here": plan.scheme.here,
            "there": plan.scheme.there,
            "labels": plan.scheme.labels,
            "attributes": plan.scheme.attributes,
            "roles": plan.scheme.roles,
            "rules": plan.scheme.rules,
        },
        "notes": plan.notes,
    }


def _layer(layer: "LayerNews") -> dict[str, Any]:
    return {
        "document": layer.document,
        "title": layer.title,
        "annotator": layer.annotator,
        "verdict": layer.verdict,
        "status": layer.status,
        "mentions": layer.mentions,
        "amount": _amount(layer.amount),
        "amounts": _amounts(layer.amounts),
        "reason": layer.reason,
    }


def _amounts(amounts: "Amounts") -> dict[str, dict[str, int]]:
    return {subject: _amount(amount) for subject, amount in amounts.items()}


def _amount(amount: Any) -> dict[str, int]:
    return {"added": amount.added, "changed": amount.changed, "removed": amount.removed}
