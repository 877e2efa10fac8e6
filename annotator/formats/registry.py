"""Which formats there are: one file each in this package, and those that other packages bring.

Another package adds a format by an entry point of the group `annotator.formats` that names a `Format`. One that cannot
be loaded is left out and named in `broken`; it must not keep a person from their work.
"""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, Option
from annotator.formats.native_format import NATIVE
from annotator.formats.text_format import TEXT

__all__ = [
    "BUNDLE",
    "NATIVE",
    "TEXT",
    "FormatInfo",
    "Use",
    "broken",
    "find_format",
    "format_of",
    "formats",
    "infos",
    "looks_like",
]

GROUP = "annotator.formats"
_MODULES = (
    "native_format", "text_format", "brat", "conll2012", "conll", "oneie", "dygie", "rams", "wikievents", "maven_arg",
    "maven_ere", "conllu_plus", "webanno", "cas", "ecb_plus", "rich_ere", "doccano", "label_studio", "prodigy",
    "docbin", "huggingface", "hf_parquet", "potato", "text_records", "office", "epub", "html_page", "pdf",
)  # fmt: skip
_HEAD = 262_144

BUNDLE: Final = FormatInfo(
    "bundle",
    "Annotator project to send",
    (".annotator",),
    frozenset({Use.WRITE, Use.MERGE}),
    "codepoint",
    carries=(*NATIVE.carries, "the scheme"),
    loses=("the journal", "documents in the bin"),
)
"""Made by a service and not by a writer: it is a project."""


@cache
def formats() -> dict[str, Format]:
    """All formats that can be read or written, by id; ours first."""
    found: dict[str, Format] = {}
    for name in _MODULES:
        module = import_module(f"annotator.formats.{name}")
        made: tuple[Format, ...] = getattr(module, "FORMATS", None) or (module.FORMAT,)
        found |= {one.info.id: one for one in made}
    for name, other in _others():
        if isinstance(other, Format):
            found.setdefault(other.info.id, other)
        else:
            broken()[name] = "It is no format."
    return found


@cache
def broken() -> dict[str, str]:
    """Formats of other packages that could not be loaded, and why."""
    return {}


def _others() -> Iterable[tuple[str, object]]:
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            yield point.name, point.load()
        except Exception as error:
            broken()[point.name] = str(error) or type(error).__name__


def infos() -> tuple[FormatInfo, ...]:
    """What there is to choose from: all formats, and the project to send."""
    return (*(found.info for found in formats().values()), BUNDLE)


def choices(options: Iterable[Option], given: Iterable[str]) -> dict[str, str]:
    """Values of a format's options, given as `name=value`.

    Raises:
        FormatError: If the format has no such option or it no such value; the sentence names those there are.
    """
    known = {option.name: option for option in options}
    chosen = {}
    for said in given:
        name, _equals, value = said.partition("=")
        if name not in known:
            there = f"It has {', '.join(known)}." if known else "It has none."
            raise FormatError(f"The format has no option “{name}”. {there}", option=name)
        values = [usual for usual, _words in known[name].values]
        if value not in values and not (known[name].free and value):
            raise FormatError(f"“{value}” is no value of “{name}”. It takes {', '.join(values)}.", option=name)
        chosen[name] = value
    return chosen


def find_format(format_id: str) -> FormatInfo:
    """The format of this id.

    Raises:
        FormatError: If there is none; the sentence names those there are.
    """
    for info in infos():
        if info.id == format_id:
            return info
    raise FormatError(
        f"There is no format “{format_id}”. There are: {', '.join(info.id for info in infos())}.", format=format_id
    )


def format_of(path: Path, among: Iterable[FormatInfo] | None = None) -> FormatInfo | None:
    """The first format that a file's name announces, or `None`."""
    return next(iter(formats_of(path, among)), None)


def formats_of(path: Path, among: Iterable[FormatInfo] | None = None) -> list[FormatInfo]:
    """All formats that a file's name announces."""
    name = path.name.lower()
    return [info for info in (infos() if among is None else among) if name.endswith(info.suffixes)]


def looks_like(head: bytes, candidates: Iterable[FormatInfo]) -> FormatInfo | None:
    """The format that the first bytes of a file are of: the first that knows them, else the first that cannot tell."""
    undecided = None
    for info in candidates:
        tells = formats()[info.id].looks_like if info.id in formats() else None
        if tells is None:
            undecided = undecided or info
        elif tells(head[:_HEAD]):
            return info
    return undecided
