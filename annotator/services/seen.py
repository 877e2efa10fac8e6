"""Up to when an annotator has seen something, such as a thread of comments.

Kept in the project as settings `seen/<annotator>/<key>`; the program's own writing, so nobody's undo takes it back.
"""

from annotator.model.change import Act, Setting
from annotator.services.session import Session


def seen(session: Session, key: str) -> str | None:
    """Up to when (UTC, ISO 8601) the annotator has seen what `key` names; `None` if never."""
    return session.project.setting(_name(session, key))


def mark_seen(session: Session, key: str, time: str) -> None:
    """The annotator has seen what `key` names up to `time`; nothing happens in a project open for reading only."""
    before = seen(session, key)
    if session.read_only or not session.annotator.strip() or (before or "") >= time:
        return
    name = _name(session, key)
    old = None if before is None else Setting(name, before)
    session.apply([Act("seen", None).change(old, Setting(name, time))])


def _name(session: Session, key: str) -> str:
    return f"seen/{session.annotator}/{key}"
