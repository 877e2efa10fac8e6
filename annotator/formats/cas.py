"""UIMA's CAS as XMI and as JSON, as INCEpTION, DKPro and WebAnno have it: a folder with a file a document.

Offsets count UTF-16 units (dkpro-cassis converts them). Entities are the layer of named entities, events one of ours
with links to their fillers, clusters chains of coreference; relations join two entities or two events. XMI needs the
type system beside it (`TypeSystem.xml`); JSON has it inside. XML 1.0 cannot hold some control characters; in XMI they
are blanks.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from annotator.formats import cas_reading
from annotator.formats.cas_reading import EXTRA, TYPES
from annotator.formats.cas_writing import CasWriter
from annotator.formats.entry import Entry
from annotator.formats.folder_names import FolderNames
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, Sink, WriteOptions
from annotator.formats.layers import sayable
from annotator.formats.losses import Loss, Losses
from annotator.formats.projection import without_attributes, without_comments
from annotator.formats.tiling import without_alike
from annotator.formats.word_options import TOKENIZER
from annotator.formats.worded_events import PIECES, in_one_piece
from annotator.model.annotation import Value
from annotator.model.document import text_sha256

XMI: Final = FormatInfo(
    "uima-xmi",
    "UIMA CAS XMI (INCEpTION)",
    (".xmi",),
    frozenset({Use.READ, Use.WRITE}),
    "UTF-16 unit",
    carries=(
        "texts and languages, words and sentences",
        "nested, overlapping and sub-word mentions",
        "events with arguments, relations of two entities or two events",
        "attributes and notes",
        "clusters, and their identifiers",
    ),
    loses=(
        "all but one piece of a mention",
        "relations between entities and events",
        "labels and names of clusters",
        "control characters that XML has not",
        "titles, meta and comments",
    ),
    extra=EXTRA,
    companions=(TYPES,),
    is_folder=True,
)
JSON: Final = replace(
    XMI,
    id="uima-json",
    title="UIMA CAS JSON 0.4 (INCEpTION)",
    suffixes=(".cas.json", ".json"),
    companions=(),
    loses=tuple(loss for loss in XMI.loses if "XML" not in loss),
)

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


# -- what it can carry


def project(entry: Entry, options: WriteOptions, losses: Losses) -> Entry:
    """Mentions in one piece, attributes that can be said as text, and relations of two of a kind."""
    entry = in_one_piece(without_comments(entry, losses), options, losses)
    return sayable(without_alike(entry, losses), options.scheme, losses)


def project_xmi(entry: Entry, options: WriteOptions, losses: Losses) -> Entry | None:
    """The same, without characters that XML has not."""
    entry = _as_xml(project(entry, options, losses), losses)
    return entry if entry.text.strip() else None


def _as_xml(entry: Entry, losses: Losses) -> Entry:
    entry = without_attributes(entry, losses, _is_in_xml)
    document, text = entry.document, _NOT_XML.sub(" ", entry.text)
    losses.add(document.id, Loss.SPACING, text != entry.text)
    entry = replace(entry, document=replace(document, text_sha256=text_sha256(text)), text=text)
    contents = entry.contents
    if contents is None:
        return entry
    mentions = []
    for mention in contents.mentions:
        note = _NOT_XML.sub(" ", mention.note)
        losses.add(document.id, Loss.NOTE, note != mention.note)
        mentions.append(replace(mention, note=note))
    clusters = tuple(replace(c, kb=_NOT_XML.sub(" ", c.kb)) for c in contents.clusters)
    return replace(entry, contents=replace(contents, mentions=tuple(mentions), clusters=clusters))


def _is_in_xml(_name: str, value: Value) -> bool:
    return _NOT_XML.search(str(value)) is None


# -- writing


def write_xmi(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    """A file a document, and a type system in each folder."""
    writer = CasWriter(options)
    names = FolderNames(several=len(options.annotators) > 1)
    folders: set[str] = set()
    for entry in entries:
        name = names.of(entry)
        folder = name.rpartition("/")[0]
        if folder not in folders:
            folders.add(folder)
            with sink.open(f"{folder}/{TYPES}" if folder else TYPES) as file:
                file.write(writer.types().encode())
        with sink.open(f"{name}.xmi") as file:
            file.write(writer.cas(entry).to_xmi().encode())


def write_json(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    """A file a document."""
    writer = CasWriter(options)
    names = FolderNames(several=len(options.annotators) > 1)
    for entry in entries:
        with sink.open(f"{names.of(entry)}.cas.json") as file:
            file.write(writer.cas(entry).to_json().encode())


def looks_like_json(head: bytes) -> bool:
    """Whether there are names that only such files have."""
    return b'"%TYPES"' in head or b'"%FEATURE_STRUCTURES"' in head


FORMATS: Final = (
    Format(XMI, cas_reading.read_xmi, project_xmi, write_xmi, None, (), (PIECES, TOKENIZER)),
    Format(JSON, cas_reading.read_json, project, write_json, looks_like_json, (), (PIECES, TOKENIZER)),
)
