"""Looking at files before they are imported: what they use, what there is to ask, and what was chosen the last time.

Texts without labels are not read for it, but for the first of each format that has options: then it is seen whether
these have to be chosen.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from annotator.formats.entry import Found
from annotator.formats.interface import Option, ReadOptions
from annotator.formats.registry import formats
from annotator.model.document import UNDETERMINED
from annotator.model.errors import AnnotatorError
from annotator.model.scheme import Scheme
from annotator.services.imports.label_mapping import NameMapping, Survey
from annotator.services.imports.label_names import Answers
from annotator.services.imports.label_usage import Usage
from annotator.services.imports.memory import Memory, Recalled, recall, recall_names, source_name
from annotator.services.imports.plan import AUTO, LEFT_OUT, ImportPlan, Skipped, Source, plan_import
from annotator.services.job import CancelledError, Progress
from annotator.storage import Mode, Project

_NOBODY = "?"
"""Stands for whoever it is while labels are looked at that name nobody."""
_REPORT_EVERY = 10
_MOST_FOUND = 200
_MOST_UNREAD = 1_000


@dataclass(frozen=True)
class Wish:
    """What a person has said of an import so far; each part has a usual value.

    Attributes:
        instead: Formats in which files are read instead of those that are told; see `plan_import`.
        choices: Values of options, by format.
        language: Of texts that do not say it, or `und`.
        whose: Whose labels are that name nobody; empty for whoever imports.
    """

    instead: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    language: str = UNDETERMINED
    whose: str = ""


@dataclass(frozen=True)
class Looked:
    """What was found out about the files of an import.

    Attributes:
        paths: As they were chosen.
        wish: What was looked at, with what was remembered.
        survey: What the files use, seen from the project's scheme.
        answers: What was remembered for their names.
        doubtful: Ids of formats whose options a person should look at.
        unread: Files of which nothing can be read like this, each with the first reason.
        found: What can be said of the files by options, such as the names of columns, by format and option.
        is_nobodys: Whether there are labels that name nobody.
        is_known: Whether an import from this source has gone the same way before.
    """

    paths: tuple[Path, ...]
    plan: ImportPlan
    wish: Wish
    survey: Survey
    answers: Answers
    doubtful: frozenset[str]
    unread: tuple[Skipped, ...]
    found: Mapping[tuple[str, str], tuple[str, ...]]
    is_nobodys: bool
    is_known: bool

    @property
    def scheme(self) -> Scheme:
        """The project's."""
        return self.survey.scheme

    def mapping(self, answers: Answers | None = None) -> NameMapping:
        """What becomes of the names, with these answers or those that were remembered."""
        return self.survey.mapping(self.answers if answers is None else answers)

    def must_ask(self, annotator: str) -> bool:
        """Whether a person has to look at it before anything is written."""
        mapping = self.mapping()
        if self.is_nobodys and not (annotator or self.wish.whose):
            return True
        if self.is_known:
            return bool(mapping.questions) and not mapping.is_given
        return bool(mapping.questions or self.doubtful or self.plan.told.get(""))

    def memory(self, wish: Wish, mapping: NameMapping) -> Memory:
        """What is to be remembered of what a person chose."""
        answers = tuple(mapping.answers.items())
        source = source_name(self.paths)
        return Memory(self.plan.formats, source, answers, wish.instead, wish.choices, wish.language, wish.whose)


def look(
    project: Path,
    paths: Sequence[Path],
    annotator: str,
    wish: Wish | None = None,
    progress: Progress | None = None,
    *,
    format_id: str = AUTO,
) -> Looked:
    """Look at files and folders.

    Without a wish, what was chosen for this source the last time is taken; with one, only what was said of names.

    Raises:
        CancelledError: If nobody wants to know any more.
        FormatError: If the wish names a format that there is not.
        ProjectError: If the project cannot be read.
    """
    progress = progress or Progress()
    with Project.open(project, Mode.READ) as reader:
        plan = plan_import(paths, format_id, None if wish is None else wish.instead)
        recalled = recall(reader, plan.formats, source_name(paths))
        if wish is None:
            wish = _wish(recalled.memory)
            plan = plan_import(paths, format_id, wish.instead) if wish.instead else plan
        plan = plan.chosen(wish.choices)
        looking = _Looking(reader.scheme, wish.whose or annotator or _NOBODY, progress, plan)
        looking.look()
        survey = Survey(reader.scheme, looking.usage)
        others = None if recalled.memory is not None else recall_names(reader, plan.formats, survey)
    known = others or recalled
    return looking.looked(tuple(paths), wish, survey, known)


def _wish(memory: Memory | None) -> Wish:
    """What was wished for the last time; formats that are not there any more are forgotten."""
    if memory is None:
        return Wish()
    instead = {told: to for told, to in memory.instead.items() if to == LEFT_OUT or to in formats()}
    return Wish(instead, memory.choices, memory.language, memory.whose)


def _is_the_same(recalled: Recalled, wish: Wish) -> bool:
    return recalled.is_trusted and recalled.memory is not None and _wish(recalled.memory) == wish


class _Looking:
    """Reads the files of a plan for what they use."""

    def __init__(self, scheme: Scheme, owner: str, progress: Progress, plan: ImportPlan) -> None:
        self._scheme = scheme
        self._owner = owner
        self._progress = progress
        self._plan = plan
        self.usage = Usage()
        self.doubtful: set[str] = set()
        self.unread: list[Skipped] = []
        self.said: dict[tuple[str, str], tuple[str, ...]] = {}
        self.is_nobodys = False

    def look(self) -> None:
        """Read what has to be read."""
        glanced: set[str] = set()
        done, size = 0, sum(source.size for source in self._plan.sources if source.format.holds_labels)
        for source in self._plan.sources:
            options = formats()[source.format.id].read_options
            if options and source.format.id not in glanced:
                self._ask_file(source, options)
            if source.format.holds_labels:
                self._progress.report(done, size, source.name)
                self._read(source, done, size)
                done += source.size
            elif options and source.format.id not in glanced:
                self._read(source, 0, 0, most=1)
            glanced.add(source.format.id)

    def looked(self, paths: tuple[Path, ...], wish: Wish, survey: Survey, known: Recalled) -> Looked:
        """All that was found out."""
        return Looked(
            paths,
            self._plan,
            wish,
            survey,
            known.answers,
            frozenset(self.doubtful),
            tuple(self.unread),
            self.said,
            self.is_nobodys,
            _is_the_same(known, wish),
        )

    def _ask_file(self, source: Source, options: Sequence[Option]) -> None:
        """What can be said of a file by its options."""
        for option in options:
            if option.found is not None:
                with suppress(AnnotatorError, OSError):
                    found = option.found(source.opened(), source.choices)
                    self.said[source.format.id, option.name] = tuple(found[:_MOST_FOUND])

    def _read(self, source: Source, done: int, size: int, most: int = sys.maxsize) -> None:
        """Read a file, until there are `most` documents."""
        options = [] if source.choices else [one for one in formats()[source.format.id].read_options if one.matters]
        entries, why_not = 0, ""
        try:
            for count, found in enumerate(self._found(source), 1):
                if count % _REPORT_EVERY == 0:
                    self._progress.report(min(done + found.read, size), size, source.name)
                why_not = why_not or next((fault.reason for fault in found.faults), "")
                if found.entry is not None:
                    entries += 1
                    self.usage.add(found.entry)
                    self._doubt(source, options, found)
                if entries >= most:
                    break
        except CancelledError:
            raise
        except AnnotatorError as error:
            why_not = why_not or error.message
        except OSError as error:
            why_not = why_not or f"It could not be read: {error.strerror or error}."
        if not entries:
            self._note(source, why_not)

    def _doubt(self, source: Source, options: Sequence[Option], found: Found) -> None:
        entry = found.entry
        if entry is None or entry.contents is None:
            return
        self.is_nobodys = self.is_nobodys or entry.contents.layer.annotator == _NOBODY
        if source.format.id not in self.doubtful and entry.contents.mentions:
            differs = any(option.matters(entry.text) for option in options if option.matters is not None)
            self.doubtful |= {source.format.id} if differs else set()

    def _note(self, source: Source, why_not: str) -> None:
        """A file of which nothing could be read may need other options."""
        if len(self.unread) < _MOST_UNREAD:
            self.unread.append(Skipped(source.path, why_not or "There is no document in it."))
        if formats()[source.format.id].read_options:
            self.doubtful.add(source.format.id)

    def _found(self, source: Source) -> Iterator[Found]:
        reader = formats()[source.format.id].read
        assert reader is not None  # noqa: S101  by the plan
        return reader(source.opened(), ReadOptions(self._owner, self._scheme, source.choices))
