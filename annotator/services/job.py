"""Long work: how it tells how far it is, and how it learns that it is no longer wanted.

A job is a Qt-free function that takes a `Progress`. The window runs it in a thread, the command line in the only one
there is; either may call `cancel`, and the job stops at its next report.
"""

import threading
from collections.abc import Callable

from annotator.model.errors import AnnotatorError

ProgressListener = Callable[[int, int, str], None]
"""Called with how much is done, how much there is (0 when not known), and what is being done, in the job's thread."""


class CancelledError(AnnotatorError):
    """The person asked for the job to stop; everything it had done was taken back."""


class Progress:
    """The line between a job and whoever waits for it."""

    def __init__(self, listener: ProgressListener | None = None) -> None:
        self._listener = listener
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether the job should stop."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the job to stop; from any thread."""
        self._cancelled.set()

    def check(self) -> None:
        """Stop here if asked to.

        Raises:
            CancelledError: If so.
        """
        if self.cancelled:
            raise CancelledError("Cancelled. Nothing was changed.")

    def report(self, done: int, total: int = 0, text: str = "") -> None:
        """Say how far the job is.

        Raises:
            CancelledError: If it should stop.
        """
        self.check()
        if self._listener is not None:
            self._listener(done, total, text)
