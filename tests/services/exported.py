"""Projects made of entries, and what an export of them says; for tests of what is chosen."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.formats.entry import Entry
from annotator.model.annotation import Annotator, Kind, Layer, LayerContents
from annotator.model.change import Act, Record, now
from annotator.model.ids import AnnotatorName, ArgumentId, ClusterId, MentionId, RelationId, new_id
from annotator.model.scheme import Scheme, Strictness
from annotator.services.session import Session
from annotator.storage import Project


def stored(path: Path, scheme: Scheme, entries: Iterable[Entry]) -> Path:
    """A project that holds these documents with their layers; of a document several may stand there."""
    with Project.new(path, scheme) as project:
        Session(project, "lead").set_strictness(Strictness.WARN)
        people: set[AnnotatorName] = set()
        documents: set[str] = set()
        for entry in entries:
            records: list[Record] = []
            if entry.document.id not in documents:
                documents.add(entry.document.id)
                records.append(replace(entry.document, created="2026-01-31T12:00:00.000Z"))
            if entry.contents is not None:
                name = entry.contents.layer.annotator
                records += [] if name in people else [Annotator(name, now())]
                people.add(name)
                records += records_of(storable(entry.contents))
            act = Act("test", None)
            texts = {entry.document.text_sha256: entry.text}
            project.apply([act.change(None, record) for record in records], texts=texts)
    return path


def storable(contents: LayerContents) -> LayerContents:
    """A layer that a project takes: no attributes of relations, no cluster of events with a label of entities."""
    relations = tuple(replace(relation, attributes={}) for relation in contents.relations)
    clusters = tuple(replace(c, label=None) if c.kind is Kind.EVENT else c for c in contents.clusters)
    return replace(contents, relations=relations, clusters=clusters)


def records_of(contents: LayerContents) -> list[Record]:
    """In the order in which they can be written."""
    parts = (contents.clusters, contents.mentions, contents.arguments, contents.relations, contents.comments)
    return [contents.layer, *(record for part in parts for record in part)]


def copied(contents: LayerContents, name: str) -> LayerContents:
    """The same layer, made by somebody else."""
    who = AnnotatorName(name)
    ids = {mention.id: MentionId(new_id()) for mention in contents.mentions}
    clusters = {cluster.id: ClusterId(new_id()) for cluster in contents.clusters}
    return LayerContents(
        Layer(contents.layer.document, who, contents.layer.status),
        tuple(
            replace(m, id=ids[m.id], annotator=who, cluster=None if m.cluster is None else clusters[m.cluster])
            for m in contents.mentions
        ),
        tuple(
            replace(a, id=ArgumentId(new_id()), annotator=who, event=ids[a.event], filler=ids[a.filler])
            for a in contents.arguments
        ),
        tuple(
            replace(r, id=RelationId(new_id()), annotator=who, source=ids[r.source], target=ids[r.target])
            for r in contents.relations
        ),
        tuple(replace(c, id=clusters[c.id], annotator=who) for c in contents.clusters),
    )


def lines_of(path: Path) -> list[dict[str, Any]]:
    """The lines of a native file."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def said(lines: Sequence[dict[str, Any]]) -> list[tuple[str, int, int, str]]:
    """Label, hull and words of every mention of lines."""
    found = []
    for line in lines:
        spans = [(entity["label"], entity) for entity in line["entities"]]
        spans += [(event["label"], event["trigger"]) for event in line["events"]]
        found += [(label, span["start"], span["end"], span["text"]) for label, span in spans]
    return sorted(found)
