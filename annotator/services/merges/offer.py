"""Is a file of lines to be imported, or is it others' work on documents that the project has, and to be merged?"""

from pathlib import Path

from annotator.formats.errors import FormatError
from annotator.formats.native_glance import glance
from annotator.formats.native_lines import lines
from annotator.services.job import Progress
from annotator.storage import Mode, Project
from annotator.storage.bulk import known_texts

_REPORT_EVERY = 100


def holds_work_of_others(project: Path, file: Path, own: str, progress: Progress | None = None) -> bool:
    """Whether lines of the native format hold a layer of another person for a text that the project has.

    A file that is not of this format, or cannot be read, holds none: whoever takes it in says what is wrong with it.

    Raises:
        CancelledError: If nobody wants to know any more.
        ProjectError: If the project cannot be read.
    """
    progress = progress or Progress()
    with Project.open(project, Mode.READ) as reader:
        known = known_texts(reader.db)
    try:
        size = file.stat().st_size
        for number, read, line in lines(file):
            if number % _REPORT_EVERY == 0:
                progress.report(read, size, file.name)
            found = glance(line)
            if found is not None and found.annotator not in (None, own) and found.sha256 in known:
                return True
    except (OSError, FormatError):
        return False
    return False
