"""What can be wrong with a project file."""

from annotator.model.errors import AnnotatorError


class ProjectError(AnnotatorError):
    """A project that cannot be opened, or an edit that it refuses."""


class NewerProjectError(ProjectError):
    """A project written by a newer version of the program; it may still be read."""


class LockedProjectError(ProjectError):
    """A project that another window has open for writing."""


class ConflictError(ProjectError):
    """An edit of a record that is not, or no longer, as the edit says it was."""
