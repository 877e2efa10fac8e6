"""The file that says what an export holds: what it is called, and how it is told from files of data beside it."""

import re
from collections.abc import Callable

KIND = "annotator-export"
"""What the file says that it is."""
SUFFIX = ".manifest.json"
"""Comes after the name of the export."""

_BEGINNING = re.compile(rb'\s*\{\s*"manifest"\s*:\s*"' + KIND.encode() + b'"')


def is_manifest(name: str, head: Callable[[], bytes]) -> bool:
    """Whether a file says what an export holds, so that there is nothing in it to take in.

    Args:
        name: Of the file.
        head: Reads its first bytes; only asked if the name fits. What cannot be read is none.
    """
    if not name.lower().endswith(SUFFIX):
        return False
    try:
        return _BEGINNING.match(head()) is not None
    except OSError:
        return False
