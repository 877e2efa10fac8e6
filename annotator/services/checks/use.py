"""The check of how the scheme is used: what it forbids, and what it asks for that is not there yet."""

from collections.abc import Iterator
from dataclasses import replace

from annotator.model.scheme import Scheme, Strictness
from annotator.services.checks.corpus_problems import Place, corpus_problems, strictness
from annotator.services.checks.validation import INCOMPLETE, Trouble
from annotator.services.finding import Finding, error, short, warning
from annotator.storage import ProjectError
from annotator.storage.inspection import Inspection

_NEVER_WRITTEN = frozenset({Trouble.WRONG_MENTION})
_NOT_IF_STRICT = frozenset({Trouble.WRONG_FILLER, Trouble.WRONG_RELATION})


def check_use(inspection: Inspection, _scheme: Scheme | None) -> Iterator[Finding]:
    """Every layer against the scheme; nothing of a file that the program would not open."""
    try:
        mode = strictness(inspection.path)
        for place in corpus_problems(inspection.path):
            yield _finding(place, mode)
    except (ProjectError, ValueError):
        return


def _finding(place: Place, mode: Strictness) -> Finding:
    trouble = place.problem.trouble
    is_damage = trouble in _NEVER_WRITTEN or (trouble in _NOT_IF_STRICT and mode is Strictness.REFUSE)
    kind = error if is_damage and trouble not in INCOMPLETE else warning
    where = f"“{short(place.title)}”, {short(place.annotator)}, {place.mention.label} ‘{short(_line(place.text))}’"
    found = kind(where, place.problem.sentence)
    return replace(found, document=place.document, mention=place.mention.id)


def _line(text: str) -> str:
    return " ".join(text.split())
