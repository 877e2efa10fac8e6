"""Choices of what to export that a project keeps under names, for the next time and for everybody who works in it.

A preset is a setting, written by the program and not by a person, so that no undo takes it back. Presets stay in this
project: no exchange carries them.
"""

from dataclasses import dataclass
from typing import NoReturn

import msgspec

from annotator.formats.registry import Use, find_format
from annotator.model.change import Act, Change, Changes, Setting
from annotator.model.errors import AnnotatorError
from annotator.model.printable import printable
from annotator.services.exports.choice import ExportChoice
from annotator.services.exports.files import ExportError
from annotator.services.exports.scheme import names_of, scheme_of
from annotator.services.session import Session
from annotator.storage import Project

PREFIX = "preset/"
SAVE, DELETE = "preset.save", "preset.delete"
LONGEST = 100
MOST = 200
"""How long a name is, in code points, and how many presets a project has."""


class PresetError(AnnotatorError):
    """A preset that is not there, cannot be read, or cannot be kept."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A choice and its name.

    Attributes:
        choice: `None` if this version of the program cannot read it.
        fault: Why it cannot; empty if it can.
    """

    name: str
    choice: ExportChoice | None
    fault: str = ""


def presets(project: Project) -> tuple[Preset, ...]:
    """All, by name.

    Raises:
        ProjectError: If they cannot be read.
    """
    return tuple(_read(printable(name), body) for name, body in project.settings(PREFIX).items())


def _read(name: str, body: str) -> Preset:
    try:
        return Preset(name, ExportChoice.from_record(msgspec.json.decode(body)))
    except msgspec.DecodeError:
        return Preset(name, None, "It is damaged.")
    except ExportError as error:
        return Preset(name, None, error.message)


def preset(project: Project, name: str) -> ExportChoice:
    """The choice of this name.

    Raises:
        PresetError: If there is none, or it cannot be read.
    """
    body = project.setting(PREFIX + name)
    if body is None:
        _refuse_unknown(project, name)
    found = _read(name, body)
    if found.choice is None:
        raise PresetError(f"The preset {_quoted(name)} cannot be used. {found.fault}", name=name)
    return found.choice


def _refuse_unknown(project: Project, name: str) -> NoReturn:
    known = ", ".join(_quoted(one.name) for one in presets(project))
    there = f"It has {known}." if known else "It has none."
    raise PresetError(f"The project has no preset {_quoted(name)}. {there}", name=name)


def save_preset(session: Session, name: str, choice: ExportChoice, *, initiator: object = None) -> Changes:
    """Keep a choice under a name; one of this name is replaced.

    Raises:
        PresetError: If it cannot be called so, or there are too many.
        AnnotatorError: If it could not be exported so, or the project cannot be written.
    """
    if not 1 <= len(name) <= LONGEST or name != name.strip() or printable(name) != name:
        raise PresetError(f"The name of a preset has 1 to {LONGEST} characters, all of which can be seen.", name=name)
    find_format(choice.format).require(Use.WRITE)
    scheme_of(session.scheme, names_of(session.scheme, choice.labels, choice.renames))
    before = _setting(session, name)
    if before is None and len(session.project.settings(PREFIX)) >= MOST:
        raise PresetError(f"A project has at most {MOST} presets. Delete one that is not needed any more.")
    body = msgspec.json.encode(choice.to_record()).decode()
    return session.commit([_change(SAVE, before, Setting(PREFIX + name, body))], initiator)


def delete_preset(session: Session, name: str, *, initiator: object = None) -> Changes:
    """Forget a choice.

    Raises:
        PresetError: If there is none of this name.
        AnnotatorError: If the project cannot be written.
    """
    before = _setting(session, name)
    if before is None:
        _refuse_unknown(session.project, name)
    return session.commit([_change(DELETE, before, None)], initiator)


def _setting(session: Session, name: str) -> Setting | None:
    body = session.project.setting(PREFIX + name)
    return None if body is None else Setting(PREFIX + name, body)


def _change(action: str, before: Setting | None, after: Setting | None) -> Change:
    return Act(action, None).change(before, after)


def _quoted(name: str) -> str:
    return f"“{name}”"
