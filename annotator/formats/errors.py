"""What can be wrong with a file that someone brings along."""

from annotator.model.errors import AnnotatorError


class FormatError(AnnotatorError):
    """A file, or one document of it, that cannot be taken in; the sentence says where and why."""
