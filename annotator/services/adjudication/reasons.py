"""The short list of reasons that a decision can be given; the project's own, to be edited."""

from collections.abc import Sequence

import msgspec

from annotator.model.change import Changes, Setting
from annotator.model.printable import printable
from annotator.services.session import EditError, Session

SETTING = "reasons"
DEFAULT = ("guideline unclear", "slip", "boundary", "world knowledge", "translation", "ambiguous text")
MOST = 50
LONGEST = 100
"""How many reasons a project may have, and how long one is, in code points."""

_decode = msgspec.json.Decoder(tuple[str, ...]).decode


def reasons(session: Session) -> tuple[str, ...]:
    """The project's reasons, in their order; those that every project begins with if it has none of its own."""
    body = session.project.setting(SETTING)
    if body is None:
        return DEFAULT
    try:
        found = _decode(body)
    except msgspec.DecodeError:
        return DEFAULT
    return tuple(printable(reason)[:LONGEST] for reason in found[:MOST])


def set_reasons(session: Session, wanted: Sequence[str], *, initiator: object = None) -> Changes:
    """Give the project another list; decisions keep the reasons that they have.

    Raises:
        EditError: If a reason is empty, too long or there twice, or there are too many.
    """
    act = session.begin("project.reasons")
    tidy = [" ".join(reason.split()) for reason in wanted]
    if any(not reason or len(reason) > LONGEST or printable(reason) != reason for reason in tidy):
        raise EditError(f"A reason has 1 to {LONGEST} characters, all of which can be seen.")
    if len(set(tidy)) < len(tidy):
        raise EditError("A reason stands there twice.")
    if len(tidy) > MOST:
        raise EditError(f"A short list has at most {MOST} reasons.")
    before = session.project.setting(SETTING)
    old = None if before is None else Setting(SETTING, before)
    return session.commit([act.change(old, Setting(SETTING, msgspec.json.encode(tidy).decode()))], initiator)
