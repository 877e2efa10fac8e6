"""The only room that knows SQL: the project file, its one write door and its readers."""

from annotator.storage.errors import ConflictError, LockedProjectError, NewerProjectError, ProjectError
from annotator.storage.project import SUFFIX, ActRow, Mode, Project

__all__ = [
    "SUFFIX",
    "ActRow",
    "ConflictError",
    "LockedProjectError",
    "Mode",
    "NewerProjectError",
    "Project",
    "ProjectError",
]
