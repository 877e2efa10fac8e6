"""Giving a project another version of its scheme; the write door refuses one that what is labelled does not fit."""

from dataclasses import replace

from annotator.model.annotation import GOLD
from annotator.model.change import Act
from annotator.model.ids import AnnotatorName
from annotator.model.scheme import Scheme
from annotator.services.session import Session

ACTION = "scheme.apply"


def apply_scheme(session: Session, scheme: Scheme) -> Scheme:
    """Make `scheme` the project's; returns it with the version that it got, or the present one if nothing differs.

    Raises:
        SchemeError: If it forbids something that is in use; then nothing is changed.
        ProjectError: If the project cannot be written, or had another scheme of this name and version.
    """
    present = session.scheme
    if replace(scheme, version=present.version) == present:
        return present
    if scheme.name == present.name:
        scheme = replace(scheme, version=session.project.next_scheme_version(scheme.name))
    annotator = session.annotator if session.annotator and session.annotator != GOLD else None
    act = Act(ACTION, AnnotatorName(annotator) if annotator else None)
    session.apply([act.change(present, scheme)])
    return scheme
