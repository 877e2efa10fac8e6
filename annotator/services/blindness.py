"""Blind mode: until an annotator is done with a document, what others made of it stays out of their sight.

People who label the same document must not lean on each other. While the project's setting is on, everything that shows
other people's labels asks here, and only here, whether it may. It is a working aid, not a secret: the file can be read,
other people's names can be given, and whoever is to see everything (who adjudicates, who leads) turns it off. The
command line is the lead's and is never blinded.
"""

from dataclasses import dataclass
from typing import Self

from annotator.model.annotation import GOLD, Status
from annotator.model.change import Change, Changes, Setting, Subject
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.session import Session

BLIND = "blind"
"""The setting; there and `on`, or blind mode is off."""
ACTION = "project.blind"
_ON, _OFF = "on", "off"


@dataclass(frozen=True, slots=True)
class Blindness:
    """What the annotator of a session may not see now; ask anew after every act.

    Attributes:
        is_on: Whether the project is blind.
    """

    session: Session
    is_on: bool

    @classmethod
    def of(cls, session: Session) -> Self:
        """As it is now."""
        return cls(session, session.project.setting(BLIND) == _ON)

    def hides(self, document: DocumentId) -> bool:
        """Whether everything that others made of a document is hidden: layers, names, counts, comments, history."""
        return self.is_on and self.session.status(document) is not Status.DONE

    @property
    def done_by(self) -> AnnotatorName | None:
        """For questions over all documents (`LayerQuery`, `Wanted`, `AgreementChoice`).

        Only documents with which this annotator is done; `None` for all.
        """
        return self.session.annotator if self.is_on else None

    def seen(self, change: Change) -> bool:
        """Whether a change may be told: one's own, the program's, or of a document that is not hidden."""
        is_ours = change.annotator in (None, self.session.annotator)
        return is_ours or change.document is None or not self.hides(change.document)


def known_people(session: Session) -> tuple[AnnotatorName, ...]:
    """Who may be offered to work here, or to be chosen for something: in a blind project nobody but oneself."""
    names = tuple(annotator.name for annotator in session.annotators() if annotator.name != GOLD)
    return tuple(name for name in names if name == session.annotator) if Blindness.of(session).is_on else names


def set_blind(session: Session, *, is_on: bool, initiator: object = None) -> Changes:
    """Turn blind mode on or off, for everyone who works in this project.

    Raises:
        AnnotatorError: If nobody has said who works, or the project cannot be written.
    """
    before = session.project.setting(BLIND)
    old = None if before is None else Setting(BLIND, before)
    return session.commit([session.begin(ACTION).change(old, Setting(BLIND, _ON if is_on else _OFF))], initiator)


def touches_blindness(changes: Changes, annotator: AnnotatorName) -> bool:
    """Whether an act may hide or show something: the setting changed, or a status of the annotator's own."""
    settings = changes.of(Subject.SETTING)
    layers = changes.of(Subject.LAYER)
    return any(change.subject_id == BLIND for change in settings) or any(c.subject_id == annotator for c in layers)
