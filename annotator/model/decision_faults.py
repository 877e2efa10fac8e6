"""What cannot be a decision, whoever has written it: asked by the write door, the check, and the reading of files."""

from collections.abc import Iterator

from annotator.model.annotation import GOLD
from annotator.model.decision import MAX_SOURCES, MAX_WORDS, Aspect, Decision, Source
from annotator.model.printable import printable

MAX_NAME = 1_000
"""The longest name of an attribute, role or label, in code points."""
_LONGEST_ANNOTATOR = 100
_NAMED = frozenset({Aspect.ATTRIBUTE, Aspect.ARGUMENT})


def decision_faults(decision: Decision) -> Iterator[str]:
    """Sentences, one a fault."""
    if decision.annotator == GOLD:
        yield f"“{GOLD}” is a layer and nobody who could decide."
    if len(decision.reason) > MAX_WORDS or len(decision.comment) > MAX_WORDS:
        yield f"A reason or comment has at most {MAX_WORDS:,} characters."
    if (decision.aspect in _NAMED) != bool(decision.name) or len(decision.name) > MAX_NAME:
        yield "It does not name the attribute or role that it is about, or it is about none and names one."
    most = max(len(decision.sources), len(decision.taken), len(decision.gold))
    if most > MAX_SOURCES:
        yield f"It rests on more than {MAX_SOURCES:,} readings."
    for source in decision.sources:
        yield from _source_faults(source)
    if not all(map(_is_name, decision.taken)):
        yield "It takes the reading of somebody whose name is none."
    if not all(0 < len(id_) <= _LONGEST_ANNOTATOR for id_ in decision.gold):
        yield "It names a record of the gold layer by something that is no id."


def _source_faults(source: Source) -> Iterator[str]:
    if not _is_name(source.annotator):
        yield "It rests on a reading of somebody whose name is none."
    if len(source.record) > _LONGEST_ANNOTATOR or any(len(end) > _LONGEST_ANNOTATOR for end in source.ends):
        yield "It rests on a record whose id is none."
    if len(source.ends) > MAX_SOURCES or len(source.label) > MAX_NAME or len(source.attributes) > MAX_NAME:
        yield "It rests on a reading that is too long for one."


def _is_name(name: str) -> bool:
    return bool(name.strip()) and len(name) <= _LONGEST_ANNOTATOR and printable(name) == name
