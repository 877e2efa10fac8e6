"""What a person chooses to export: whose layers, which labels under which names, in which files.

A choice can be kept: as a preset in the project, or in the manifest beside an export (`to_record`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, Self

import msgspec

from annotator.formats.registry import NATIVE
from annotator.model.annotation import Status
from annotator.services.exports.files import ExportError
from annotator.services.exports.splitting import Split
from annotator.storage.bulk import LayerQuery


class Layers(StrEnum):
    """Which layer of a document is written."""

    EACH = "each"
    """Each that is chosen, by itself."""
    MAJORITY = "majority"
    """One: what most of the chosen ones say, by the rule of gold begun by most."""


class Files(StrEnum):
    """What has a file, or a folder, of its own."""

    ONE = "one"
    """Everything together."""
    ANNOTATOR = "annotator"
    """Each annotator's layers."""
    KIND = "kind"
    """Entities, and events."""
    LEVEL = "level"
    """Each level of nesting, so that no two mentions in a file overlap."""


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What to export.

    Attributes:
        format: Id of a format that can be written.
        annotators: Only their layers (`gold` for the adjudicated one); empty for every layer, and then documents that
            nobody has begun are exported too.
        statuses: Only layers of these; a document nobody has begun counts as new. Empty for all.
        languages: Only documents of these BCP 47 tags. Empty for all.
        labels: Only these labels, by their full names in the scheme, and those below them. Empty for all.
        renames: Label of the scheme and its name in the export; several may become one.
        layers, files: See there.
        split: Into which parts; `None` for one.
        options: Values of the format's own options, by name.
    """

    format: str = NATIVE.id
    annotators: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    languages: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    renames: Mapping[str, str] = field(default_factory=dict)
    layers: Layers = Layers.EACH
    files: Files = Files.ONE
    split: Split | None = None
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def query(self) -> LayerQuery:
        """The layers meant."""
        return LayerQuery(self.annotators, self.statuses, self.languages)

    def to_record(self) -> dict[str, Any]:
        """All of it as plain JSON, for a preset or a manifest."""
        record: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return record

    @classmethod
    def from_record(cls, record: object) -> Self:
        """The choice that `to_record` has written down; what is not said is as usual.

        Raises:
            ExportError: If it is none, or says what this version of the program does not know.
        """
        _refuse_unknown(record, cls)
        if isinstance(record, dict) and record.get("split") is not None:
            _refuse_unknown(record["split"], Split)
        try:
            return msgspec.convert(record, cls)
        except msgspec.ValidationError as error:
            raise ExportError(f"This choice of what to export cannot be read: {error}.") from error


def _refuse_unknown(record: object, meant: type) -> None:
    if not isinstance(record, dict):
        return
    known = {known.name for known in fields(meant)}
    unknown = sorted(str(name) for name in record if name not in known)
    if unknown:
        raise ExportError(
            f"This choice of what to export is of a newer version of the program; unknown here: {', '.join(unknown)}.",
            unknown=tuple(unknown),
        )
