"""Schemes from files and into files, and giving a project another one altogether."""

from pathlib import Path

from annotator.model.errors import AnnotatorError
from annotator.model.scheme import Scheme
from annotator.services.schemes.edits import edit_scheme
from annotator.services.schemes.label_edits import ReplaceScheme
from annotator.services.session import Session

SUFFIXES = (".yaml", ".yml", ".json", ".conf")
"""Endings of the files that hold schemes; `.conf` is brat's `annotation.conf`."""


def read_scheme(path: Path) -> tuple[Scheme, tuple[str, ...]]:
    """The scheme in a file, told by its ending, and notes on what of it could not be kept.

    Raises:
        SchemeError: If it cannot be read or used.
    """
    # YAML is slow to load and seldom wanted.
    from annotator.formats.brat_conf import read_brat_conf_file  # noqa: PLC0415
    from annotator.formats.scheme_yaml import read_scheme_file  # noqa: PLC0415

    if path.suffix.lower() == ".conf":
        return read_brat_conf_file(path)
    return read_scheme_file(path), ()


def save_scheme(scheme: Scheme, path: Path) -> None:
    """Write a scheme as YAML.

    Raises:
        AnnotatorError: If the file cannot be written.
    """
    from annotator.formats.scheme_yaml import write_scheme  # noqa: PLC0415

    try:
        path.write_text(write_scheme(scheme), "utf-8", newline="\n")
    except OSError as error:
        raise AnnotatorError(f"{path} cannot be written: {error.strerror}.", path=path) from error


def apply_scheme(session: Session, scheme: Scheme) -> Scheme:
    """Make `scheme` the project's; returns it with the version that it got, or the present one if nothing differs.

    Raises:
        SchemeError: If it forbids something that is in use; then nothing is changed.
        ProjectError: If the project cannot be written, or had another scheme of this name and version.
    """
    edit_scheme(session, ReplaceScheme(scheme))
    return session.scheme
