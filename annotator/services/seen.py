"""What somebody has seen, and when: outcomes of a document, comments.

A mark is a setting, written by the program and not by a person, so that no undo takes it back. Marks stay in this
project: no exchange carries them.
"""

from annotator.model.change import Act, Changes, Setting
from annotator.model.ids import AnnotatorName
from annotator.services.session import Session

PREFIX = "seen/"
ACTION = "seen.mark"


def seen_key(annotator: AnnotatorName, of: str) -> str:
    """The key of somebody's mark on something: a document or any other record, by its id."""
    return f"{annotator}/{of}"


def seen(session: Session, key: str) -> str | None:
    """Up to when it was seen (UTC, ISO 8601), or `None` for never."""
    return session.project.setting(PREFIX + key)


def mark_seen(session: Session, key: str, time: str, *, initiator: object = None) -> Changes:
    """It was seen up to a time; never sets a mark back, and does nothing in a project that is open for reading only."""
    before = seen(session, key)
    if session.read_only or (before is not None and before >= time):
        return Changes((), initiator)
    old = None if before is None else Setting(PREFIX + key, before)
    return session.commit([Act(ACTION, None).change(old, Setting(PREFIX + key, time))], initiator)
