"""One writer a project: an advisory lock on a file beside it, held as long as the project is open for writing.

SQLite's own exclusive mode would shut out the readers that background jobs open, so the lock is ours. The system drops
it when the process ends, however it ends. The lock file is removed on release; a lock taken on a file that was removed
meanwhile does not count, hence the comparison of inodes.
"""

import os
import sys
from pathlib import Path

from annotator.storage.errors import LockedProjectError

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class ProjectLock:
    """The lock of one project file, taken on creation.

    Raises:
        LockedProjectError: If another process holds it.
    """

    def __init__(self, project: Path) -> None:
        self._path = project.with_name(project.name + "-lock")
        self._descriptor = self._acquire(project)

    def _acquire(self, project: Path) -> int:
        while True:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                _take(descriptor)
            except OSError as error:
                os.close(descriptor)
                raise LockedProjectError(
                    f"“{project.name}” is open in another window. Close it there, or open it for reading only.",
                    path=project,
                ) from error
            if self._is_current(descriptor):
                return descriptor
            os.close(descriptor)

    def _is_current(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), self._path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let others in; releasing twice does nothing."""
        if self._descriptor < 0:
            return
        if sys.platform != "win32":
            self._path.unlink(missing_ok=True)
        os.close(self._descriptor)
        self._descriptor = -1
        if sys.platform == "win32":
            self._path.unlink(missing_ok=True)
