"""Names for the files of a folder that has a document each: after the file it came from, else after its title."""

import re
import unicodedata

from annotator.formats.entry import Entry

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST = 80


def safe_name(wanted: str, otherwise: str) -> str:
    """A part of a file's name that every system takes, as near to what is wanted as can be."""
    return _UNSAFE.sub("_", unicodedata.normalize("NFC", wanted)).strip("._")[:_LONGEST] or otherwise


class FolderNames:
    """Names without endings, no two alike whatever a system thinks of capitals.

    Args:
        several: Whether there are layers of several annotators; then each has a folder.
    """

    def __init__(self, *, several: bool) -> None:
        self._several = several
        self._taken: set[str] = set()

    def of(self, entry: Entry) -> str:
        """The name for a document, or for somebody's layer of it."""
        wanted = self._wanted(entry)
        number, made = 1, wanted
        while made.casefold() in self._taken:
            number += 1
            made = f"{wanted}_{number}"
        self._taken.add(made.casefold())
        return made

    def _wanted(self, entry: Entry) -> str:
        title = entry.document.meta.get("file", "").rpartition("/")[2].rpartition(".")[0] or entry.document.title
        name = safe_name(title, "document")
        if not self._several:
            return name
        annotator = entry.contents.layer.annotator if entry.contents is not None else "nobody"
        return f"{safe_name(annotator, 'somebody')}/{name}"
