"""The page of the help that tells what each format can and cannot carry, written from the registry.

The page in `resources/help/formats.md` is what `page()` gives; a test compares the two. To write it anew:
`python -m annotator.services.formats_page`. The command line tells the same in the same words.
"""

import sys
from collections.abc import Iterator

from annotator.formats.groups import grouped
from annotator.formats.info import FormatInfo
from annotator.formats.interface import Option
from annotator.formats.registry import formats, infos

_INTRODUCTION = """# Formats

What each format can carry out of a project and bring into one, and what it cannot. Before an export is written, what
the format has no place for is counted, in the export card and on the command line (`--report` lists it by document).
What was written is read back and compared. Choices stand in the export card; on the command line they are
`--option NAME=VALUE`, and `annotator formats ID` tells those of one format.

No format but *Annotator JSON Lines* and the project to send keeps how far a layer is, comments, and the decisions of
adjudication. How to import and export: [Import and export](import-export.md).
"""
_UNITS = {"codepoint": "code points", "word": "words", "token": "tokens"}
_FILES = 2
"""How many endings of files are told."""
_ONE_LAYER = "whose a layer is: a file holds one"


def page() -> str:
    """The page as Markdown."""
    return "\n".join((_INTRODUCTION, *_groups())).rstrip() + "\n"


def _groups() -> Iterator[str]:
    for title, found in grouped(infos()):
        yield f"## {title}\n"
        yield "| Format | Files | Used to | Offsets count |"
        yield "| --- | --- | --- | --- |"
        yield from map(_row, found)
        yield ""
        for info in found:
            yield from _details(info)


def _row(info: FormatInfo) -> str:
    return f"| {' | '.join((info.title, files_of(info), uses_of(info), unit_of(info) or '–'))} |"


def _details(info: FormatInfo) -> Iterator[str]:
    yield f"### {info.title}\n"
    yield f"- **Carries** {'; '.join(info.carries)}."
    yield f"- **Loses** {'; '.join(loses_of(info))}."
    yield f"- On the command line it is `{info.id}`."
    if info.extra:
        yield f"- **Needs** `pip install 'annotator[{info.extra}]'`."
    for option, use in options_of(info.id):
        values = "; ".join(f"`{value}` {words}" for value, words in option.values)
        values += f"; or {option.free}" if option.free else ""
        yield f"- **{option.title}**, chosen when it is {use} (`{option.name}`): {values}."
    yield ""


def files_of(info: FormatInfo) -> str:
    """How its files are called: the usual ending, and whether it is a folder."""
    return f"a folder of {info.suffixes[0]}" if info.is_folder else ", ".join(info.suffixes[:_FILES])


def uses_of(info: FormatInfo) -> str:
    """What can be done with it: `read and write`."""
    uses = (("read", info.reads), ("write", info.writes), ("merge", info.merges))
    said = [word for word, can in uses if can]
    return " and ".join(filter(None, (", ".join(said[:-1]), said[-1])))


def unit_of(info: FormatInfo) -> str:
    """What its offsets count, in the plural; empty if it has none."""
    return _UNITS.get(info.offset_unit, f"{info.offset_unit}s" if info.offset_unit else "")


def loses_of(info: FormatInfo) -> tuple[str, ...]:
    """What does not survive, of which layers included."""
    return (*info.loses, _ONE_LAYER) if info.one_layer and info.writes else info.loses


def options_of(format_id: str) -> Iterator[tuple[Option, str]]:
    """The options of a format, and whether it is read or written with them; one for both is told once."""
    made = formats().get(format_id)
    if made is None:
        return
    both = [option for option in made.read_options if option in made.write_options]
    yield from ((option, "read or written") for option in both)
    yield from ((option, "read") for option in made.read_options if option not in both)
    yield from ((option, "written") for option in made.write_options if option not in both)


if __name__ == "__main__":
    sys.stdout.write(page())
