"""What a project that was made to be sent says of itself: whose layers it holds whole, and how far these had come.

Its journal begins with the sending, so it also names the records that were there once and are gone: who takes the
layers in must be able to tell what was removed from what was never there.
"""

from typing import Final

import msgspec

from annotator.model.change import Setting
from annotator.storage import Project, ProjectError

_NAME: Final = "bundle"


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Said by the setting `bundle`.

    Attributes:
        annotators: When each of those whose layers are whole last did anything (UTC, ISO 8601; empty if unknown).
        removed: Ids of their records that are gone.
    """

    annotators: dict[str, str]
    removed: list[str]

    def setting(self) -> Setting:
        """The setting that says so."""
        return Setting(_NAME, msgspec.json.encode(self).decode())


def manifest_of(project: Project) -> Manifest | None:
    """What a project says of itself; `None` if it was not made to be sent.

    Raises:
        ProjectError: If it cannot be read.
    """
    body = project.setting(_NAME)
    if body is None:
        return None
    try:
        return msgspec.json.decode(body, type=Manifest)
    except msgspec.DecodeError as error:
        raise ProjectError(f"What “{project.path.name}” says of its layers cannot be read: {error}.") from error
