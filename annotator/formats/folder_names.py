"""Names for the files of a folder that has a document each: after the file it came from, else after its title."""

import re
import unicodedata

from annotator.formats.entry import Entry

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST = 80


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
        name = _UNSAFE.sub("_", unicodedata.normalize("NFC", title)).strip("._")[:_LONGEST] or "document"
        if not self._several:
            return name
        annotator = entry.contents.layer.annotator if entry.contents is not None else "nobody"
        return f"{_UNSAFE.sub('_', annotator).strip('._') or 'somebody'}/{name}"
