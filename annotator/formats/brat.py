"""brat's standoff format: a folder of texts, each with a file of labels beside it (https://brat.nlplab.org/standoff.html).

Written are `x.txt` (UTF-8, line feeds) and `x.ann`, offsets in code points as brat counts them. brat cuts a span at
line ends, so spans that run across some are written in pieces. What brat has no place for is counted: attributes of
arguments, comments, names of clusters without an identifier.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from annotator.formats import brat_reading
from annotator.formats.brat_reading import KB
from annotator.formats.entry import Entry
from annotator.formats.folder_names import FolderNames
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, Sink, WriteOptions
from annotator.formats.losses import Loss, Losses
from annotator.formats.projection import with_spans, without_comments
from annotator.formats.said_values import as_text, value_of
from annotator.model.annotation import Attributes, Cluster, Kind, LayerContents, Mention
from annotator.model.ids import ClusterId, MentionId
from annotator.model.scheme import Scheme
from annotator.model.span import Span

BRAT: Final = FormatInfo(
    "brat",
    "brat standoff",
    (".ann",),
    frozenset({Use.READ, Use.WRITE}),
    "codepoint",
    carries=(
        "texts",
        "nested, overlapping, sub-word and discontinuous mentions",
        "events with arguments",
        "relations",
        "attributes of mentions",
        "clusters, and their identifiers",
        "notes",
    ),
    loses=(
        "titles, languages and meta",
        "spans across line ends (written in pieces)",
        "attributes of arguments and relations",
        "names of clusters without an identifier, and such clusters of one mention",
        "comments, and the decisions of adjudication",
    ),
    companions=(".txt",),
    is_folder=True,
)

_NO_NAME = re.compile(r"[\s:;,]+")
_BREAK = re.compile(r"\n+")


# -- what brat can carry


def project(entry: Entry, options: WriteOptions, losses: Losses) -> Entry:
    """The entry without what brat has no place for."""
    entry = without_comments(entry, losses)
    contents = entry.contents
    if contents is None:
        return entry
    named = _Naming(entry, options.scheme, losses)
    contents = replace(
        contents,
        mentions=tuple(named.mention(mention) for mention in contents.mentions),
        arguments=tuple(
            replace(a, role=named.name(a.role), attributes=named.nothing(a.attributes)) for a in contents.arguments
        ),
        relations=tuple(
            replace(r, label=named.name(r.label), attributes=named.nothing(r.attributes)) for r in contents.relations
        ),
    )
    contents = _with_clusters(entry, contents, losses)
    entry = replace(entry, contents=contents)
    pieces = {m.id: _in_pieces(entry.text, m.span) for m in contents.mentions}
    changed = {m.id: pieces[m.id] for m in contents.mentions if pieces[m.id] != m.span}
    losses.add(entry.document.id, Loss.LINE_BREAK, len(changed))
    return with_spans(entry, changed)


def _in_pieces(text: str, span: Span) -> Span:
    """The span without the line ends in it; one of line ends alone stays as it is."""
    if "\n" not in text[span.start : span.end]:
        return span
    pieces = []
    for start, end in span.fragments:
        at = start
        for found in _BREAK.finditer(text, start, end):
            pieces.append((at, found.start()))
            at = found.end()
        pieces.append((at, end))
    return Span.union(pieces) if any(start < end for start, end in pieces) else span


class _Naming:
    """Names and values as brat can write them."""

    def __init__(self, entry: Entry, scheme: Scheme, losses: Losses) -> None:
        self._document = entry.document.id
        self._scheme = scheme
        self._losses = losses

    def name(self, name: str) -> str:
        """A name without blanks and colons."""
        made = _NO_NAME.sub("_", name) or "_"
        self._losses.add(self._document, Loss.RENAMED, made != name)
        return made

    def nothing(self, attributes: Attributes) -> Attributes:
        """No attributes."""
        self._losses.add(self._document, Loss.ATTRIBUTE, len(attributes))
        return {}

    def mention(self, mention: Mention) -> Mention:
        """A mention with the attributes that can be written."""
        kept = {name: value for name, value in mention.attributes.items() if self._can_be_said(name, value)}
        self._losses.add(self._document, Loss.ATTRIBUTE, len(mention.attributes) - len(kept))
        note = " ".join(mention.note.split())
        self._losses.add(self._document, Loss.NOTE_BREAK, note != mention.note)
        label = self.name(mention.label)
        if label == mention.label and len(kept) == len(mention.attributes) and note == mention.note:
            return mention
        return replace(mention, label=label, attributes=kept, note=note)

    def _can_be_said(self, name: str, value: object) -> bool:
        if _NO_NAME.search(name) or not name:
            return False
        if value is True:
            return True
        text = as_text(value)  # type: ignore[arg-type]
        back = value_of(self._scheme, name, text)
        return text == " ".join(text.split()) != "" and back == value and type(back) is type(value)


def _with_clusters(entry: Entry, contents: LayerContents, losses: Losses) -> LayerContents:
    """Clusters of two mentions and more, or with an identifier; of the others brat cannot speak."""
    members: dict[ClusterId, list[MentionId]] = {}
    for mention in contents.mentions:
        if mention.cluster is not None:
            members.setdefault(mention.cluster, []).append(mention.id)
    known = {cluster.id: cluster for cluster in contents.clusters}
    said = {id_: _said(known[id_]) for id_ in members if id_ in known}
    kept = {id_ for id_, mentions in members.items() if len(mentions) > 1 or (id_ in said and said[id_].kb)}
    kept -= {id_ for id_ in kept if _has_twin(id_, said)}
    losses.add(entry.document.id, Loss.CLUSTER, len(members) - len(kept))
    facts = sum(1 for id_ in kept if id_ in known and _facts(known[id_]) != _facts(said[id_]))
    losses.add(entry.document.id, Loss.CLUSTER_FACT, facts)
    free = tuple(m if m.cluster in kept or m.cluster is None else replace(m, cluster=None) for m in contents.mentions)
    return replace(contents, mentions=free, clusters=tuple(said[id_] for id_ in members if id_ in kept and id_ in said))


def _facts(cluster: Cluster) -> tuple[str, str, str]:
    return cluster.label or "", cluster.name, cluster.kb


def _said(cluster: Cluster) -> Cluster:
    """What brat says of a cluster: an identifier with a name."""
    kb = "" if re.search(r"\s", cluster.kb) else cluster.kb.removeprefix(KB)
    return replace(cluster, label=None, kb=kb, name=" ".join(cluster.name.split()) if kb else "", representative=None)


def _has_twin(id_: ClusterId, said: dict[ClusterId, Cluster]) -> bool:
    """Whether another, smaller id stands for the same identifier: brat would make the two one."""
    mine = said.get(id_)
    return mine is not None and bool(mine.kb) and any(other.kb == mine.kb and other.id < id_ for other in said.values())


# -- writing


def write(entries: Iterable[Entry], sink: Sink, options: WriteOptions) -> None:
    """Two files a document; in a folder an annotator, if there are several."""
    names = FolderNames(several=len(options.annotators) > 1)
    for entry in entries:
        stem = names.of(entry)
        with sink.open(f"{stem}.txt") as file:
            file.write(entry.text.encode("utf-8"))
        with sink.open(f"{stem}.ann") as file:
            file.write("".join(f"{line}\n" for line in _lines(entry)).encode())


def _lines(entry: Entry) -> Iterator[str]:
    contents = entry.contents
    if contents is None:
        return
    ids: dict[MentionId, str] = {}
    events = 0
    for number, mention in enumerate(contents.mentions, 1):
        ids[mention.id] = f"T{number}"
        pieces = ";".join(f"{start} {end}" for start, end in mention.span.fragments)
        said = mention.span.text(entry.text).replace("\n", " ")
        yield f"T{number}\t{mention.label} {pieces}\t{said}"
    for mention in contents.mentions:
        if mention.kind is Kind.EVENT:
            events += 1
            ids[mention.id] = f"E{events}"
    triggers = {mention.id: f"T{number}" for number, mention in enumerate(contents.mentions, 1)}
    yield from _event_lines(contents, ids, triggers)
    for number, relation in enumerate(contents.relations, 1):
        yield f"R{number}\t{relation.label} Arg1:{ids[relation.source]} Arg2:{ids[relation.target]}"
    yield from _facts_lines(contents, ids)


def _event_lines(contents: LayerContents, ids: dict[MentionId, str], triggers: dict[MentionId, str]) -> Iterator[str]:
    for mention in contents.mentions:
        if mention.kind is not Kind.EVENT:
            continue
        counts: dict[str, int] = {}
        words = [f"{mention.label}:{triggers[mention.id]}"]
        mine = [a for a in contents.arguments if a.event == mention.id]
        for argument in sorted(mine, key=lambda a: (a.position, a.id)):
            counts[argument.role] = count = counts.get(argument.role, 0) + 1
            words.append(f"{argument.role}{count if count > 1 else ''}:{ids[argument.filler]}")
        yield f"{ids[mention.id]}\t{' '.join(words)}"


def _facts_lines(contents: LayerContents, ids: dict[MentionId, str]) -> Iterator[str]:
    number = notes = 0
    for mention in contents.mentions:
        for name, value in mention.attributes.items():
            number += 1
            said = "" if value is True else f" {as_text(value)}"
            yield f"A{number}\t{name} {ids[mention.id]}{said}"
        if mention.note:
            notes += 1
            yield f"#{notes}\tAnnotatorNotes {ids[mention.id]}\t{mention.note}"
    clusters = {cluster.id: cluster for cluster in contents.clusters}
    members: dict[ClusterId, list[MentionId]] = {}
    for mention in contents.mentions:
        if mention.cluster is not None:
            members.setdefault(mention.cluster, []).append(mention.id)
    references = 0
    for id_, mentions in members.items():
        if len(mentions) > 1:
            yield f"*\tEquiv {' '.join(ids[mention] for mention in mentions)}"
        cluster = clusters.get(id_)
        if cluster is not None and cluster.kb:
            references += 1
            kb = cluster.kb if ":" in cluster.kb else KB + cluster.kb
            yield f"N{references}\tReference {ids[mentions[0]]} {kb}\t{cluster.name}"


FORMAT: Final = Format(BRAT, brat_reading.read, project, write)
