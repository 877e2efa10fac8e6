"""What was chosen for an import, kept in the project for the next one from the same source.

Choices are kept by the program, so that no undo takes them back: who undoes an import to do it better finds them filled
in. What an import has followed it also trusts, in its own act; only what is trusted needs no second look, so after an
undo the person is asked again.
"""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from annotator.model.change import Act, Change, Setting
from annotator.model.document import UNDETERMINED
from annotator.services.imports.label_mapping import Survey
from annotator.services.imports.label_names import Answer, Answers, Asked
from annotator.services.session import Session
from annotator.storage import Project

SETTING = "imports"
TRUSTED = "imports/"
ACTION = "import.remember"
MOST = 30
"""How many sources a project remembers; the oldest is forgotten first."""


@dataclass(frozen=True)
class Memory:
    """What was chosen for a source.

    Attributes:
        formats: Ids of the formats in which its files were read, sorted.
        source: What it is called: the name of its folder, or of the file.
        answers: What was done about names.
        instead: Formats in which files were read instead of those that were told; see `plan_import`.
        choices: Values of options, by format.
        language: Of texts that do not say it, or `und`.
        whose: Whose labels are that name nobody; empty for whoever imports.
    """

    formats: tuple[str, ...]
    source: str
    answers: tuple[tuple[Asked, Answer], ...] = ()
    instead: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    language: str = UNDETERMINED
    whose: str = ""

    @property
    def id(self) -> str:
        """The same for the same choices for the same source."""
        return hashlib.sha256(msgspec.json.encode(self, order="deterministic")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Recalled:
    """What is remembered for a source.

    Attributes:
        memory: Of this source, or of another one with the same names; `None` if there is none.
        answers: Of all sources in the same formats, the nearest last.
        is_trusted: Whether an import followed the memory and has not been undone.
    """

    memory: Memory | None
    answers: Answers
    is_trusted: bool


_decode = msgspec.json.Decoder(tuple[Memory, ...]).decode


def source_name(paths: Sequence[Path]) -> str:
    """What a source is called: its name, or that of the folder if it is several files."""
    first = paths[0].absolute()
    return first.name if len(paths) == 1 else first.parent.name


def remembered(project: Project) -> tuple[Memory, ...]:
    """What the project remembers, the newest first."""
    with suppress(msgspec.MsgspecError):
        return _decode(project.setting(SETTING) or "[]")
    return ()


def recall(project: Project, formats: Sequence[str], source: str) -> Recalled:
    """What is remembered for a source by its name."""
    kinds = tuple(sorted(formats))
    alike = [memory for memory in remembered(project) if memory.formats == kinds]
    memory = next((one for one in alike if one.source == source), None)
    answers: dict[Asked, Answer] = {}
    for other in (*reversed(alike), *([memory] if memory else [])):
        answers |= dict(other.answers)
    return Recalled(memory, answers, memory is not None and _is_trusted(project, memory))


def recall_names(project: Project, formats: Sequence[str], survey: Survey) -> Recalled | None:
    """What is remembered for another source in the same formats, if it answers all that there is to ask."""
    kinds = tuple(sorted(formats))
    for memory in remembered(project):
        if memory.formats == kinds and memory.answers:
            mapping = survey.mapping(dict(memory.answers))
            if mapping.questions and mapping.is_given:
                return Recalled(memory, dict(memory.answers), _is_trusted(project, memory))
    return None


def remember(session: Session, memory: Memory, *, initiator: object = None) -> None:
    """Keep what was chosen, in the place of what was chosen for this source before."""
    old = session.project.setting(SETTING)
    others = [
        one for one in remembered(session.project) if (one.formats, one.source) != (memory.formats, memory.source)
    ]
    body = msgspec.json.encode((memory, *others[: MOST - 1])).decode()
    before = None if old is None else Setting(SETTING, old)
    session.commit([Act(ACTION, None).change(before, Setting(SETTING, body))], initiator)


def trust(project: Project, act: Act, memory_id: str) -> tuple[Change, ...]:
    """The change of an import that follows a memory."""
    name = TRUSTED + memory_id
    return () if project.setting(name) is not None else (act.change(None, Setting(name, act.time)),)


def _is_trusted(project: Project, memory: Memory) -> bool:
    return project.setting(TRUSTED + memory.id) is not None
