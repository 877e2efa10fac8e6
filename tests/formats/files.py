"""Files of a few lines: what a format makes of entries, as text, and what it finds in text, on a real disk."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from annotator.formats.entry import Entry, Found
from annotator.formats.interface import Format, ReadOptions
from annotator.formats.losses import Losses
from annotator.model.scheme import Scheme
from annotator.services.source_files import DiskFile
from tests.formats import trying
from tests.formats.entries import LEILA, SCHEME
from tests.formats.trying import reasons, said

__all__ = ["clusters", "entry_of", "faults_of", "projected", "read", "roles", "said", "written"]

faults_of = reasons


def projected(made: Format, *given: Entry, choices: Mapping[str, str] | None = None) -> tuple[list[Entry], Losses]:
    """What a format carries of entries, and what it does not."""
    return trying.projected(made, given, choices)


def written(made: Format, *given: Entry, choices: Mapping[str, str] | None = None) -> dict[str, str]:
    """The files that a format makes of entries, by their names."""
    with tempfile.TemporaryDirectory() as folder:
        name = f"out{'' if made.info.is_folder else made.info.suffixes[0]}"
        out = trying.written(made, Path(folder) / name, given, choices)
        files = [out] if out.is_file() else sorted(path for path in out.rglob("*") if path.is_file())
        base = out.parent if out.is_file() else out
        return {file.relative_to(base).as_posix(): file.read_bytes().decode() for file in files}


def read(
    made: Format,
    files: str | bytes | Mapping[str, str | bytes],
    scheme: Scheme | None = SCHEME,
    choices: Mapping[str, str] | None = None,
) -> list[Found]:
    """What a format finds in a file, or in the first of several that lie beside each other."""
    assert made.read is not None
    by_name = files if isinstance(files, Mapping) else {f"file{made.info.suffixes[0]}": files}
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, content in by_name.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            paths.append(path)
        source = DiskFile(paths[0], paths[0].name, paths[0].stat().st_size)
        return list(made.read(source, ReadOptions(LEILA, scheme, choices or {})))


def entry_of(found: list[Found]) -> Entry:
    """The only entry that was found."""
    (one,) = [each.entry for each in found if each.entry is not None]
    return one


def roles(entry: Entry) -> list[tuple[str, str, str]]:
    """Text of the trigger, role, and text of the filler of each argument."""
    assert entry.contents is not None
    text = {mention.id: mention.span.text(entry.text) for mention in entry.contents.mentions}
    return [(text[a.event], a.role, text[a.filler]) for a in entry.contents.arguments]


def clusters(entry: Entry) -> list[list[str]]:
    """The texts of the mentions of each cluster."""
    assert entry.contents is not None
    members: dict[str, list[str]] = {}
    for mention in entry.contents.mentions:
        if mention.cluster is not None:
            members.setdefault(mention.cluster, []).append(mention.span.text(entry.text))
    return sorted(members.values())
