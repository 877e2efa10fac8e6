"""What the bar says of the keys while a case is shown."""

from annotator.gui.adjudicate.words import tr
from annotator.gui.statusbar import Hints
from annotator.services.adjudication.cases import Case

_MOST = 3
"""Annotators whose keys are named."""


def hints_at(case: Case | None) -> Hints:
    """The keys that work at a case, or without one."""
    place = tr("Writes to gold only")
    if case is None:
        return Hints((("J|K", tr("Next, previous")),), place)
    if len(case.annotators) == 1:
        keys = (
            ("A", tr("Accept")),
            ("E", tr("Correct")),
            ("N", tr("Reject")),
            ("Enter", tr("Accept, next")),
            ("J|K", tr("Next, previous")),
        )
        return Hints(keys, place)
    people = tuple((str(number + 1), name) for number, name in enumerate(case.annotators[:_MOST]))
    both = (("3", tr("Both")),) if len(case.annotators) == 2 else ()
    rest = (
        ("E", tr("Edit")),
        ("N", tr("None")),
        ("R", tr("Reason")),
        ("Enter", tr("Save, next")),
        ("J|K", tr("Next")),
    )
    return Hints((*people, *both, *rest), place)
