"""The command that tells which formats there are: all in groups, or one with its choices."""

import shutil
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from annotator.cli_parts import answer, json_option, say

if TYPE_CHECKING:
    from annotator.formats.info import FormatInfo

_MORE = "“annotator formats ID” tells all of one: what it carries, what it loses, what can be chosen."
_WIDEST = 100
_NAMES = 18
_USES = 23
"""Columns for the names of formats, and for what can be done with them."""


@click.command()
@click.argument("format_id", metavar="[ID]", default="")
@json_option
def formats(format_id: str, as_json: bool) -> None:
    """List the formats, or tell of the format ID what it carries, loses, and lets you choose.

    The help page “Formats” in the window says the same.
    """
    from annotator.formats import registry  # noqa: PLC0415
    from annotator.formats.groups import grouped  # noqa: PLC0415

    told = [registry.find_format(format_id)] if format_id else list(registry.infos())
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    if format_id:
        _say_all(_details(told[0]), width)
    else:
        for title, found in grouped(told):
            say(title)
            for info in found:
                _say_all(_summary(info), width)
            say("")
        _say_all(iter([("", _MORE, 0)]), width)
        for name, reason in registry.broken().items():
            say(f"The format “{name}” of another package could not be loaded: {reason}")
    if as_json:
        answer({"formats": [_answer(info) for info in told]})


_Line = tuple[str, str, int]
"""What stands in front, the words, and how far they are indented."""


def _say_all(lines: Iterator[_Line], width: int) -> None:
    for front, words, indent in lines:
        made = textwrap.wrap(words, max(width - indent, 30), break_on_hyphens=False) or [""]
        for place, line in enumerate(made):
            say(((" " * indent if place else front.ljust(indent)) + line).rstrip())


def _summary(info: "FormatInfo") -> Iterator[_Line]:
    from annotator.services.formats_page import files_of, uses_of  # noqa: PLC0415

    needs = f"; needs annotator[{info.extra}]" if info.extra else ""
    front = f"  {info.id} ".ljust(_NAMES) + uses_of(info)
    yield front, f"{info.title} ({files_of(info)}){needs}", _NAMES + _USES


def _details(info: "FormatInfo") -> Iterator[_Line]:
    from annotator.services.formats_page import files_of, loses_of, options_of, unit_of, uses_of  # noqa: PLC0415

    yield "", f"{info.id}: {info.title}", 0
    rows = [("files", files_of(info)), ("used to", uses_of(info))]
    rows += [("offsets count", unit_of(info))] if info.offset_unit else []
    rows += [("needs", f"pip install 'annotator[{info.extra}]'")] if info.extra else []
    for name, words in rows:
        yield f"  {name}", words, _NAMES
    for name, parts in (("carries", info.carries), ("loses", loses_of(info))):
        for place, part in enumerate(parts):
            yield f"  {'' if place else name}", part, _NAMES
    for option, use in options_of(info.id):
        yield "", "", 0
        yield "", f"--option {option.name}=… ({option.title.lower()}), when {use}:", 2
        for place, (value, words) in enumerate(option.values):
            yield f"    {value} ", f"{words}{'' if place else ' (the usual)'}", _NAMES
        if option.free:
            yield "    NAME ", option.free, _NAMES


def _answer(info: "FormatInfo") -> dict[str, Any]:
    from annotator.services.formats_page import loses_of, options_of  # noqa: PLC0415

    return {
        "id": info.id,
        "title": info.title,
        "suffixes": info.suffixes,
        "reads": info.reads,
        "writes": info.writes,
        "merges": info.merges,
        "offset_unit": info.offset_unit or None,
        "extra": info.extra or None,
        "carries": info.carries,
        "loses": loses_of(info),
        "options": [
            {"name": option.name, "use": use, "values": [value for value, _ in option.values], "free": option.free}
            for option, use in options_of(info.id)
        ],
    }
