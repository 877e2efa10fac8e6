"""A choice of what to export as it is said on the command line."""

from collections.abc import Iterable, Iterator

from annotator.model.annotation import GOLD
from annotator.services.exports.choice import ExportChoice, Files, Layers
from annotator.services.exports.splitting import Split

_USUAL = ExportChoice()
_EACH_OR_MOST = {Layers.EACH: "--each", Layers.MAJORITY: "--majority"}


def flags(choice: ExportChoice, said: ExportChoice = _USUAL) -> tuple[str, ...]:
    """The arguments of `annotator export` that make a choice, in the order of its help.

    Args:
        choice: The choice.
        said: What is said already; only what differs from it is given.
    """
    return tuple(_flags(choice, said))


def _flags(choice: ExportChoice, said: ExportChoice) -> Iterator[str]:
    if choice.format != said.format:
        yield from ("--format", choice.format)
    if choice.annotators != said.annotators:
        yield from _each("--annotator", (name for name in choice.annotators if name != GOLD))
        yield from ["--gold"] if GOLD in choice.annotators else []
    if choice.statuses != said.statuses:
        yield from _each("--status", choice.statuses)
    if choice.languages != said.languages:
        yield from _each("--language", choice.languages)
    if choice.labels != said.labels:
        yield from _each("--label", choice.labels)
    if choice.renames != said.renames:
        yield from _each("--rename", (f"{old}={new}" for old, new in choice.renames.items()))
    if choice.layers is not said.layers:
        yield _EACH_OR_MOST[choice.layers]
    if choice.files is not said.files:
        yield from ("--files", Files(choice.files).value)
    known = said.options if choice.format == said.format else {}
    yield from _each("--option", (f"{n}={value}" for n, value in choice.options.items() if known.get(n) != value))
    if choice.split != said.split and choice.split is not None:
        yield from _split(choice.split)


def _each(flag: str, values: Iterable[str]) -> Iterator[str]:
    for value in values:
        yield from (flag, value)


def _split(split: Split) -> Iterator[str]:
    yield from ("--split", str(split))
    if split.seed:
        yield from ("--seed", str(split.seed))
    if not split.keep_alike:
        yield "--no-keep-alike"
