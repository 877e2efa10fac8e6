"""A place for each cell of the tables of labels and roles: where the two annotators differ in just that way."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from annotator.model.annotation import Kind, Mention
from annotator.model.ids import DocumentId
from annotator.services.agreement.corpus import Agreement
from annotator.services.agreement.slices import Numbers
from annotator.services.agreement.tally import PairTally
from annotator.services.comparison.aligned_layers import LEFT, RIGHT, AlignedLayers
from annotator.services.comparison.link_matching import ArgumentMatching
from annotator.services.job import Progress
from annotator.storage import Mode, Project, ProjectError

ROLE = "role"
"""Stands for a `Kind` where roles met."""


class CellPlace(NamedTuple):
    """A cell: whose, of entities, events or roles, and both labels; empty for nothing there."""

    pair: Numbers
    structure: str
    left: str
    right: str


def cell_examples(path: Path, found: Agreement, progress: Progress) -> dict[CellPlace, str]:
    """What stands in the text at the first place of each cell whose labels differ.

    Only the documents that hold such a first place are read again.

    Raises:
        CancelledError: If the job is no longer wanted.
        ProjectError: If the project cannot be opened.
    """
    wanted = _first_documents(found)
    examples: dict[CellPlace, str] = {}
    with Project.open(path, Mode.READ) as project:
        for number, (document, cells) in enumerate(wanted.items()):
            progress.report(number, len(wanted))
            try:
                _look(project, document, cells, found, examples)
            except ProjectError:
                continue  # damaged since: a cell without an example is no harm
    return examples


def _first_documents(found: Agreement) -> dict[DocumentId, set[CellPlace]]:
    """By document the cells that come up in it first."""
    seen: set[CellPlace] = set()
    wanted: dict[DocumentId, set[CellPlace]] = {}
    for tally in found.tallies:
        for pair, met in tally.pairs.items():
            fresh = {cell for cell in _cells(pair, met) if cell not in seen}
            if fresh:
                seen |= fresh
                wanted.setdefault(tally.document, set()).update(fresh)
    return wanted


def _cells(pair: Numbers, met: PairTally) -> Iterator[CellPlace]:
    yield from (CellPlace(pair, kind, one, other) for kind, one, other in met.confusion if one != other)
    yield from (CellPlace(pair, ROLE, one, other) for one, other in met.role_confusion if one != other)


def _look(
    project: Project,
    id_: DocumentId,
    cells: set[CellPlace],
    found: Agreement,
    examples: dict[CellPlace, str],
) -> None:
    document = project.document(id_)
    if document is None:
        return
    text, layers = project.text(document.text_sha256), project.labelled(id_)
    by_pair: Mapping[Numbers, set[CellPlace]] = defaultdict(set)
    for cell in cells:
        by_pair[cell.pair].add(cell)
    for pair, some in by_pair.items():
        left, right = found.names(pair)
        if left in layers and right in layers:
            for cell, mention in _places(pair, AlignedLayers(layers[left], layers[right])):
                if cell in some:
                    examples.setdefault(cell, mention.span.text(text))


def _places(pair: Numbers, aligned: AlignedLayers) -> Iterator[tuple[CellPlace, Mention]]:
    """All cells of two layers, each with a mention to quote; of a role it is the filler."""
    matching = ArgumentMatching(aligned)
    for one, other in aligned.pairs:
        known = one or other
        if known is None:
            continue
        labels = one.label if one else "", other.label if other else ""
        yield CellPlace(pair, known.kind, *labels), known
        if one is not None and other is not None and known.kind is Kind.EVENT:
            for ours, theirs in matching.pairs(one.id, other.id):
                roles = ours.role if ours else "", theirs.role if theirs else ""
                if ours is not None:
                    yield CellPlace(pair, ROLE, *roles), aligned.mention(LEFT, ours.filler)
                elif theirs is not None:
                    yield CellPlace(pair, ROLE, *roles), aligned.mention(RIGHT, theirs.filler)
