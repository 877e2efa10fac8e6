"""What an export holds and how it was made, said in a file beside it: whoever trains with it can tell, and repeat it.

`out.jsonl` has `out.jsonl.manifest.json`, a split or an export of several files has one for all. It is JSON:

- `project` (title, name of the file, version of its tables), `scheme` (name, version, SHA-256 of what `annotator scheme
  PROJECT show` prints), `annotators` whose layers are written, `choice` (as `ExportChoice.to_record`), `tokenizer`;
- `program`, `time` (UTC), `command`, quoted for a POSIX shell;
- `counts`: documents, layers, mentions, and these by label and by language of the document, as they were written;
  `losses` by kind;
- `files`: each file, or folder of files, with its counts and the SHA-256 of each of its files;
- of a split `parts`: name, share of the whole, how many documents that would be (`wanted`), counts, and the documents
  with their titles, also those of which the format writes nothing; `together`: which of them stay in one part, and why.

No folder of the person's computer is named: an absolute path becomes the name of the file, also in the command, which
is then for the folder where the project is. A project to send (`bundling`) has none: it says the same itself.
"""

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from annotator import __version__
from annotator.formats.entry import Entry
from annotator.formats.interface import Sink
from annotator.formats.losses import Losses
from annotator.formats.manifest_file import KIND, SUFFIX, is_manifest
from annotator.formats.scheme_yaml import write_scheme
from annotator.model.change import now
from annotator.model.document import text_sha256
from annotator.model.ids import DocumentId
from annotator.services.exports.choice import ExportChoice
from annotator.services.exports.command import flags
from annotator.services.exports.files import ExportError
from annotator.services.exports.splitting import Division
from annotator.services.imports.plan import clean
from annotator.storage import Project
from annotator.storage.corpus_facts import document_titles, schema_version

VERSION = 1
"""Of what the file says."""


class Tally:
    """What stands in a file, or in several: counted as it is written.

    Attributes:
        documents: Different ones, with their languages; also those without a layer.
        labels: Mentions by label.
        mentions: By the language of the document.
    """

    def __init__(self) -> None:
        self.documents: dict[DocumentId, str] = {}
        self.layers = 0
        self.labels: Counter[str] = Counter()
        self.mentions: Counter[str] = Counter()

    def add(self, entry: Entry) -> None:
        """Count a layer, or a document without one."""
        language = self.documents[entry.document.id] = entry.document.language
        if entry.contents is not None:
            self.layers += 1
            mentions = entry.contents.mentions
            self.labels.update([mention.label for mention in mentions])
            self.mentions[language] += len(mentions)

    @classmethod
    def sum(cls, tallies: Iterable["Tally"]) -> "Tally":
        """Of several files together."""
        made = cls()
        for one in tallies:
            made.documents |= one.documents
            made.layers += one.layers
            made.labels += one.labels
            made.mentions += one.mentions
        return made

    def record(self) -> dict[str, Any]:
        """For the manifest; the most frequent first."""
        documents = Counter(self.documents.values())
        return {
            "documents": len(self.documents),
            "layers": self.layers,
            "mentions": self.labels.total(),
            "by_label": _most_first(self.labels),
            "by_language": {
                language: {"documents": count, "mentions": self.mentions[language]}
                for language, count in _most_first(documents).items()
            },
        }


def _most_first(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


@dataclass(frozen=True, slots=True)
class Written:
    """A file, or a folder of files, of the export.

    Attributes:
        name: Of the file or the folder.
        tally: Of it.
        part: The number of the part of the split that stands in it; `None` without a split.
        sha256: Of each file, by its name in the folder, or of the one.
    """

    name: str
    tally: Tally
    sha256: Mapping[str, str]
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """An export that was written and checked.

    Attributes:
        reader: The project, in the snapshot that was exported.
        out: Where it goes, as the person said it.
        annotators: Whose layers it is made from.
        tokenizer: Name and version of what divides words, for formats of words.
    """

    reader: Project
    out: Path
    choice: ExportChoice
    annotators: Sequence[str]
    tokenizer: str
    files: Sequence[Written]
    losses: Losses = field(default_factory=Losses)
    division: Division | None = None


def manifest_path(out: Path) -> Path:
    """The file that says what the export to `out` holds."""
    return out.with_name(out.name + SUFFIX)


def refuse_other_file(out: Path) -> None:
    """Keep a file that has this name by chance.

    Raises:
        ExportError: If there is one that says something else.
    """
    path = manifest_path(out)
    if path.exists() and not is_manifest(path.name, path.read_bytes):
        raise ExportError(
            f"“{path.name}” would be written beside the export, but there is another file of this name. Rename it.",
            path=path,
        )


def write_manifest(made: Made, sink: Sink) -> None:
    """Write what an export holds."""
    with sink.open() as file:
        file.write(msgspec.json.format(msgspec.json.encode(manifest(made)), indent=2) + b"\n")


def manifest(made: Made) -> dict[str, Any]:
    """What an export holds and how it was made, as plain JSON."""
    reader, scheme = made.reader, made.reader.scheme
    return {
        "manifest": KIND,
        "version": VERSION,
        "program": {"name": "annotator", "version": __version__},
        "time": now(),
        "command": command(reader.path, made.out, made.choice),
        "project": {
            "title": reader.title,
            "file": clean(reader.path.name),
            "schema_version": schema_version(reader.db),
        },
        "scheme": {"name": scheme.name, "version": scheme.version, "sha256": text_sha256(write_scheme(scheme))},
        "annotators": list(made.annotators),
        "choice": made.choice.to_record(),
        "tokenizer": made.tokenizer,
        "counts": Tally.sum(one.tally for one in made.files).record(),
        "losses": {str(loss): count for loss, count in made.losses.totals.items()},
        "files": [
            {
                "name": clean(one.name),
                "sha256": {clean(name): digest for name, digest in one.sha256.items()},
                "counts": one.tally.record(),
            }
            for one in made.files
        ],
        **({} if made.division is None else _division(made, made.division)),
    }


def _division(made: Made, division: Division) -> dict[str, Any]:
    titles = {id_: title for id_, title in document_titles(made.reader.db) if id_ in division.parts}
    return {
        "parts": list(_parts(made, division, titles)),
        "together": [{"because": group.ties, "documents": group.documents} for group in division.together],
    }


def _parts(made: Made, division: Division, titles: Mapping[DocumentId, str]) -> Iterator[dict[str, Any]]:
    documents: list[list[dict[str, str]]] = [[] for _part in division.shares]
    for id_, title in titles.items():
        documents[division.parts[id_]].append({"id": id_, "title": title})
    for place, (part, share) in enumerate(zip(division.shares, division.split.shares, strict=True)):
        tally = Tally.sum(one.tally for one in made.files if one.part == place)
        said = {"name": part.name, "share": share, "wanted": part.wanted, "counts": tally.record()}
        yield said | {"documents": documents[place]}


def command(project: Path, out: Path, choice: ExportChoice) -> str:
    """The command that makes the same export again from an unchanged project."""
    return shlex.join(("annotator", "export", _argument(project), _argument(out), *flags(choice)))


def _argument(path: Path) -> str:
    """A path as it was given, or its name if it leads through folders of this computer."""
    said = clean(path.name) if path.is_absolute() else clean(str(path))
    return f"./{said}" if said.startswith("-") else said
