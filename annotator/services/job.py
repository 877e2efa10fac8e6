"""Long work: how it tells how far it is, and how it learns that it is no longer wanted.

A job is a Qt-free function that takes a `Progress`. The window runs it in a thread, the command line in the only one
there is; either may call `cancel`, and the job stops at its next report.
"""

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

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


class _Keepers:
    """How many jobs keep much at the moment, and how the garbage collector is set otherwise."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs = 0
        self._usual = gc.get_threshold()

    def come(self) -> None:
        with self._lock:
            if not self._jobs:
                self._usual = gc.get_threshold()
                gc.set_threshold(20 * self._usual[0], self._usual[1], 1000 * self._usual[2])
            self._jobs += 1

    def leave(self) -> None:
        with self._lock:
            self._jobs -= 1
            if not self._jobs:
                gc.set_threshold(*self._usual)


_KEEPERS = _Keepers()


@contextmanager
def keeping_much() -> Iterator[None]:
    """Within, the garbage collector lets old objects be, and looks at young ones only, and less often.

    For a job that keeps what it makes, or makes very many things: else what there is would be walked over, again and
    again.
    """
    _KEEPERS.come()
    try:
        yield
    finally:
        _KEEPERS.leave()
