"""What a person says on the command line about what to export, together with what a preset says already."""

import shlex
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from annotator.cli_parts import ProjectPath, annotator_name, answer, chosen_options, existing, json_option, say

if TYPE_CHECKING:
    from annotator.formats.losses import Losses
    from annotator.services.exports.choice import ExportChoice
    from annotator.services.exports.splitting import Split


def chosen(ctx: click.Context, project: Path, given: dict[str, Any]) -> "ExportChoice":
    """The choice that the flags make; what they do not say is as in the preset that they name, or as usual.

    Raises:
        AnnotatorError: If there is no such preset, or something cannot be understood.
    """
    from annotator.services.exports.choice import ExportChoice  # noqa: PLC0415
    from annotator.services.exports.presets import preset  # noqa: PLC0415
    from annotator.storage import Mode, Project  # noqa: PLC0415

    usual = ExportChoice()
    if given["preset"]:
        with Project.open(existing(project), Mode.READ) as reader:
            usual = preset(reader, given["preset"])
    said = {name for name in given if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    return replace(usual, **_said(usual, given, said))


def _said(usual: "ExportChoice", given: dict[str, Any], said: set[str]) -> dict[str, Any]:
    """The fields of a choice about which the flags say something."""
    from annotator.model.annotation import GOLD, Status  # noqa: PLC0415
    from annotator.services.exports.choice import Files, Layers  # noqa: PLC0415

    found: dict[str, Any] = {}
    if "format_id" in said:
        found["format"] = given["format_id"]
    if said & {"annotators", "gold"}:
        found["annotators"] = (*given["annotators"], *([GOLD] if given["gold"] else []))
    if "statuses" in said:
        found["statuses"] = tuple(Status(status) for status in given["statuses"])
    for name in ("languages", "labels"):
        if name in said:
            found[name] = given[name]
    if "renames" in said:
        found["renames"] = _renames(given["renames"])
    if "majority" in said:
        found["layers"] = Layers.MAJORITY if given["majority"] else Layers.EACH
    if "files" in said:
        found["files"] = Files(given["files"])
    if said & {"split", "seed", "keep_alike"}:
        found["split"] = _split(usual.split, given, said)
    format_id = found.get("format", usual.format)
    kept = usual.options if format_id == usual.format else {}
    found["options"] = {**kept, **chosen_options(format_id, given["options"], to_write=True)}
    return found


def _renames(given: Iterable[str]) -> dict[str, str]:
    renames: dict[str, str] = {}
    for pair in given:
        old, equals, new = pair.partition("=")
        if not equals:
            raise click.UsageError(f"“{pair}” is no new name. Write it as in --rename PERSON=PER.")
        if renames.setdefault(old, new) != new:
            raise click.UsageError(f"“{old}” is given two names, “{renames[old]}” and “{new}”.")
    return renames


def _split(usual: "Split | None", given: dict[str, Any], said: set[str]) -> "Split | None":
    from annotator.services.exports.splitting import Split  # noqa: PLC0415

    if "split" in said:
        return Split.parse(given["split"], given["seed"], keep_alike=given["keep_alike"]) if given["split"] else None
    if usual is None:
        return None
    return replace(usual, **{name: given[name] for name in ("seed", "keep_alike") if name in said})


def keep(project: Path, name: str, choice: "ExportChoice") -> None:
    """Keep a choice in the project.

    Raises:
        AnnotatorError: If it cannot be called so, or the project cannot be written.
    """
    from annotator.services.exports.presets import save_preset  # noqa: PLC0415
    from annotator.services.session import Session  # noqa: PLC0415

    with Session.open(existing(project), annotator_name()) as session:
        save_preset(session, name, choice)
    say(f"The project keeps this choice as the preset “{name}”.")


def tell_losses(losses: "Losses", choice: "ExportChoice") -> None:
    """Say what is lost, and by which flags less would be."""
    from annotator.formats.registry import find_format  # noqa: PLC0415
    from annotator.services.exports.choice import Files  # noqa: PLC0415

    is_apart = choice.files in (Files.KIND, Files.LEVEL)
    say(losses.sentence(find_format(choice.format).title + (" in several files" if is_apart else "")))
    _tell_offers(losses, choice)


def _tell_offers(losses: "Losses", choice: "ExportChoice") -> None:
    from annotator.formats.losses import loss_words  # noqa: PLC0415
    from annotator.services.exports.command import flags  # noqa: PLC0415
    from annotator.services.exports.offers import offers  # noqa: PLC0415

    found: dict[tuple[str, str], list[str]] = {}
    for loss, count in losses.totals.items():
        for offer in offers(loss, choice):
            said = shlex.join(flags(offer.choice, choice))
            found.setdefault((said, offer.words), []).append(loss_words(loss, count))
    for (said, words), lost in found.items():
        say(f"  {said}: {words.lower()}, for {' and '.join(lost)}")


@click.command()
@click.argument("project", type=ProjectPath())
@click.option("--delete", "unwanted", multiple=True, metavar="NAME", help="Forget this preset; repeatable.")
@json_option
def presets(project: Path, unwanted: tuple[str, ...], as_json: bool) -> None:
    """List the choices of what to export that PROJECT keeps; “export --save-preset” adds one, “--preset” uses it."""
    from annotator.services.exports import presets as service  # noqa: PLC0415
    from annotator.services.session import Session  # noqa: PLC0415
    from annotator.storage import Mode  # noqa: PLC0415

    mode = Mode.WRITE if unwanted else Mode.READ
    with Session.open(existing(project), annotator_name(), mode) as session:
        for name in unwanted:
            service.delete_preset(session, name)
        found = service.presets(session.project)
    for one in found:
        say(f"{one.name}: {_words(one.choice) if one.choice is not None else one.fault}")
    if not found:
        say("The project keeps no presets.")
    if as_json:
        answer(
            {
                "presets": [
                    {"name": one.name, "choice": one.choice and one.choice.to_record(), "fault": one.fault or None}
                    for one in found
                ]
            }
        )


def _words(choice: "ExportChoice") -> str:
    from annotator.services.exports.command import flags  # noqa: PLC0415

    return shlex.join(flags(choice)) or "everything, as annotator-jsonl"
