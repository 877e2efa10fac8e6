"""sqlite-utils, loaded without what it would bring along.

It looks for numpy and pandas, for types of columns that no project has. Where some other program needs the two they are
installed, and loading them would take longer than everything else at the start of this one.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["Database", "Migrations"]


@contextmanager
def _hidden(*names: str) -> Iterator[None]:
    """Within, modules that are not loaded yet cannot be found."""
    missing = [name for name in names if name not in sys.modules]
    for name in missing:
        sys.modules[name] = None  # type: ignore[assignment]  # as the import system says that there is none
    try:
        yield
    finally:
        for name in missing:
            del sys.modules[name]


with _hidden("numpy", "pandas"):
    from sqlite_utils import Database, Migrations
