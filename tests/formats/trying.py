"""Writing entries in a format and reading them back, and reading a file of a test's own making."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from annotator.formats.entry import Entry, Found
from annotator.formats.interface import Format, ReadOptions, WriteOptions
from annotator.formats.losses import Losses
from annotator.formats.registry import formats
from annotator.services import texts as boundaries
from annotator.services.exports.files import Aside
from annotator.services.exports.tokenizing import tokenizer, whole_words
from annotator.services.source_files import DiskFile
from tests.formats.entries import LEILA, SCHEME


def write_options(choices: Mapping[str, str] | None = None) -> WriteOptions:
    """As an export has them."""

    def sentences(text: str, language: str) -> list[tuple[int, int]]:
        return list(boundaries.sentences(text, language))

    chosen = tokenizer(choices or {})
    return WriteOptions(SCHEME, chosen.words, sentences, chosen.name, (LEILA,), choices or {}, whole_words)


def projected(
    made: Format, entries: Iterable[Entry], choices: Mapping[str, str] | None = None
) -> tuple[list[Entry], Losses]:
    """What the format carries of entries, and what it loses."""
    assert made.project is not None
    losses = Losses()
    kept = [made.project(entry, write_options(choices), losses) for entry in entries]
    return [entry for entry in kept if entry is not None], losses


def there_and_back(made: Format, entries: Sequence[Entry], choices: Mapping[str, str] | None = None) -> Iterator[Entry]:
    """Projected entries, written and read again; nothing may be skipped or bent."""
    assert made.write is not None
    assert made.read is not None
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"out{'' if made.info.is_folder else made.info.suffixes[0]}"
        aside = Aside(out, is_folder=made.info.is_folder)
        made.write(iter(entries), aside, write_options(choices))
        for source in aside.sources(made.info.suffixes):
            for found in made.read(source, ReadOptions(LEILA, SCHEME, choices or {})):
                assert [fault.reason for fault in found.faults] == []
                if found.entry is not None:
                    yield found.entry
        aside.discard()


def written(made: Format, path: Path, entries: Iterable[Entry], choices: Mapping[str, str] | None = None) -> Path:
    """Entries, cut down to what the format carries and written to a file, or a folder, of this name."""
    assert made.write is not None
    aside = Aside(path, is_folder=made.info.is_folder)
    made.write(iter(projected(made, entries, choices)[0]), aside, write_options(choices))
    aside.publish()
    return path


def found_in(path: Path, format_id: str, choices: Mapping[str, str] | None = None) -> list[Found]:
    """What the format reads from a file."""
    read = formats()[format_id].read
    assert read is not None
    source = DiskFile(path, path.name, path.stat().st_size)
    return list(read(source, ReadOptions(LEILA, SCHEME, choices or {})))


def reasons(found: Iterable[Found]) -> list[tuple[int | None, str]]:
    """Line and sentence of each fault."""
    return [(fault.line, fault.reason) for one in found for fault in one.faults]


def said(entry: Entry | None) -> list[tuple[str, str]]:
    """Label and words of each mention."""
    assert entry is not None
    mentions = () if entry.contents is None else entry.contents.mentions
    return [(mention.label, mention.span.text(entry.text)) for mention in mentions]


def linked(entry: Entry | None) -> list[tuple[str, str, str]]:
    """Words of the source, name, words of the target; of arguments first, then of relations."""
    assert entry is not None
    assert entry.contents is not None
    words = {mention.id: mention.span.text(entry.text) for mention in entry.contents.mentions}
    arguments = [(words[a.event], a.role, words[a.filler]) for a in entry.contents.arguments]
    return [*arguments, *((words[r.source], r.label, words[r.target]) for r in entry.contents.relations)]
