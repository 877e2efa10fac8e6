"""Giving a project another scheme altogether; refused if what is labelled does not fit it."""

from annotator.model.scheme import Scheme
from annotator.services.scheme_edits import edit_scheme
from annotator.services.scheme_label_edits import ReplaceScheme
from annotator.services.session import Session


def apply_scheme(session: Session, scheme: Scheme) -> Scheme:
    """Make `scheme` the project's; returns it with the version that it got, or the present one if nothing differs.

    Raises:
        SchemeError: If it forbids something that is in use; then nothing is changed.
        ProjectError: If the project cannot be written, or had another scheme of this name and version.
    """
    edit_scheme(session, ReplaceScheme(scheme))
    return session.scheme
