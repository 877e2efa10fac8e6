"""Giving a project another version of its scheme, if everything that is labelled fits it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from annotator.model.annotation import GOLD
from annotator.model.change import Act
from annotator.model.errors import SchemeError
from annotator.model.ids import AnnotatorName
from annotator.model.scheme import Scheme
from annotator.services.check_links import check_arguments, check_relations
from annotator.services.check_mentions import check_mentions
from annotator.services.check_records import check_clusters
from annotator.services.finding import Finding, Severity
from annotator.services.session import Session
from annotator.storage.inspection import Inspection

ACTION = "scheme.apply"
_SHOWN = 5


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
        scheme = replace(scheme, version=present.version + 1)
    _refuse_misfits(session, scheme)
    annotator = session.annotator if session.annotator and session.annotator != GOLD else None
    act = Act(ACTION, AnnotatorName(annotator) if annotator else None)
    session.apply([act.change(present, scheme)])
    return scheme


def _refuse_misfits(session: Session, scheme: Scheme) -> None:
    with Inspection(session.path) as inspection:
        misfits = list(islice(_misfits(inspection, scheme), 1000))
    if misfits:
        shown = " ".join(str(finding) for finding in misfits[:_SHOWN])
        more = f" And {len(misfits) - _SHOWN} more." if len(misfits) > _SHOWN else ""
        raise SchemeError(f"Labels that are in use do not fit the new scheme, so it was not applied. {shown}{more}")


def _misfits(inspection: Inspection, scheme: Scheme) -> Iterator[Finding]:
    for check in (check_mentions, check_arguments, check_relations, check_clusters):
        for finding in check(inspection, scheme):
            if finding.severity is Severity.ERROR:
                yield finding
