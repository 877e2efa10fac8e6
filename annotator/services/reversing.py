"""Undo and redo through the write door, past what the program itself found out in the meantime."""

from collections.abc import Sequence
from dataclasses import replace

from annotator.model.change import Change
from annotator.model.document import Document
from annotator.model.ids import ActId
from annotator.storage import ConflictError, Project


def reverse(project: Project, act: ActId, changes: Sequence[Change]) -> Sequence[Change]:
    """Undo or redo `act` by `changes`; languages detected meanwhile do not stand in the way. Returns what was written.

    Raises:
        AnnotatorError: If it is refused; then nothing is changed.
    """
    try:
        project.apply(changes, reverses=act)
    except ConflictError:
        changes = [_with_detected_language(project, change) for change in changes]
        project.apply(changes, reverses=act)
    return changes


def _with_detected_language(project: Project, change: Change) -> Change:
    before, after = change.before, change.after
    present = project.document(before.id) if isinstance(before, Document) else None
    if not isinstance(before, Document) or present is None or before.language_probability is not None:
        return change
    found = {"language": present.language, "language_probability": present.language_probability}
    if present.language_probability is None or present != replace(before, **found):  # type: ignore[arg-type]
        return change
    kept = replace(after, **found) if isinstance(after, Document) else after  # type: ignore[arg-type]
    return change._replace(before=present, after=kept)
