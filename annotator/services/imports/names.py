"""What one import does about names that the scheme lacks: what goes before it, and what becomes of each entry."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotator.formats.entry import Entry, Fault, Finding
from annotator.model.change import Act, Change
from annotator.model.errors import AnnotatorError, SchemeError
from annotator.model.scheme import Scheme
from annotator.services.imports.label_fitting import Fitting, UnknownNamesError, unknown_names
from annotator.services.imports.label_mapping import NameMapping
from annotator.services.imports.memory import trust
from annotator.services.schemes import edits as scheme_edits
from annotator.storage import Project


class OtherSchemeError(AnnotatorError):
    """The scheme is no longer the one for which names were mapped."""


@dataclass(frozen=True, slots=True)
class Naming:
    """How an import treats names.

    Attributes:
        mapping: What becomes of them; without it a layer with unknown ones is refused.
        remembered: The id under which the answers are remembered, if they are.
    """

    mapping: NameMapping | None = None
    remembered: str = ""


class Names:
    """The names of one import on its way.

    Attributes:
        scheme: The one that holds when the first changes are made.
        changes: What goes before everything else: the scheme with what was added to it.
    """

    def __init__(self, project: Project, act: Act, naming: Naming) -> None:
        """Look at what has to be done first.

        Raises:
            OtherSchemeError: If the names were mapped for another scheme.
        """
        self.scheme: Scheme = project.scheme
        self.changes: tuple[Change, ...] = ()
        mapping = naming.mapping
        self._fitting = None if mapping is None or not mapping.is_needed else Fitting(mapping)
        if mapping is not None and mapping.scheme != project.scheme:
            raise OtherSchemeError("The scheme has changed since you looked at the names, so nothing was imported.")
        if mapping is not None and not mapping.edit.is_empty:
            plan = scheme_edits.plan(project, mapping.edit)
            self.scheme = plan.after
            self.changes = tuple(scheme_edits.changes(project, plan, act))
        if naming.remembered:
            self.changes += trust(project, act, naming.remembered)

    def fitted(self, finding: Finding) -> Finding:
        """What a reader finds, with the names of the scheme."""
        return finding if self._fitting is None else self._fitted(finding, self._fitting)

    def _fitted(self, finding: Finding, fitting: Fitting) -> Finding:
        for found in finding:
            if found.entry is None:
                yield found
                continue
            try:
                yield replace(found, entry=fitting.applied(found.entry))
            except UnknownNamesError as error:
                yield replace(found, entry=None, faults=(*found.faults, Fault(error.message, found.line)))

    def why_not(self, entry: Entry, error: AnnotatorError) -> str:
        """Why an entry is not taken in, with all its unknown names if it is because of one."""
        is_about_names = isinstance(error, SchemeError) or "labels" in error.facts
        return (unknown_names(self.scheme, entry) if is_about_names else "") or error.message

    def notes(self) -> Iterator[str]:
        """Sentences on what was renamed, left out or added, when all has been read."""
        if self._fitting is not None:
            yield from self._fitting.notes()
