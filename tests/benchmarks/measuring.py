"""What a benchmark says: samples of CPU time and wall time, and figures beside their limits.

The machine that measures is seldom idle, so the CPU time of the measuring thread is the fair figure for work that does
not wait. Work that waits for the disk or for another process is measured by the wall; its figures say so.
"""

import gc
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from statistics import median

import psutil
from PySide6.QtCore import (
    QCoreApplication,
    QElapsedTimer,
    QEventLoop,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)

MILLISECONDS = "ms"
MICROSECONDS = "µs"
MEGABYTES = "MB"
SECONDS = "s"
_FACTOR = {SECONDS: 1.0, MILLISECONDS: 1e3, MICROSECONDS: 1e6}


class Clock(StrEnum):
    """Which time a figure counts."""

    CPU = "cpu"
    WALL = "wall"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """What a figure may be at most, in its own unit; `None` for no limit."""

    median: float | None = None
    p99: float | None = None
    worst: float | None = None


NO_LIMIT = Limit()


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing.

    Attributes:
        what: What was done.
        unit: Of all numbers here.
        clock: Which time was counted.
        samples: How often it was done.
        other: The median by the other clock, for comparison; `None` if there is none.
    """

    what: str
    unit: str
    clock: str
    samples: int
    median: float
    p99: float
    worst: float
    other: float | None = None
    limit: Limit = Limit()

    @property
    def misses(self) -> bool:
        """Whether a limit is not kept."""
        limit = self.limit
        pairs = ((self.median, limit.median), (self.p99, limit.p99), (self.worst, limit.worst))
        return any(most is not None and value > most for value, most in pairs)


class Samples:
    """Measured times of one thing; use as a context manager around each time it is done."""

    def __init__(self) -> None:
        self.cpu: list[float] = []
        self.wall: list[float] = []
        self._start = (0.0, 0.0)

    def __enter__(self) -> None:
        self._start = time.perf_counter(), time.thread_time()

    def __exit__(self, *exception: object) -> None:
        cpu, wall = time.thread_time(), time.perf_counter()
        if exception[0] is None:
            self.wall.append(wall - self._start[0])
            self.cpu.append(cpu - self._start[1])

    def drop_last(self) -> None:
        """Forget the last sample: it measured nothing."""
        self.cpu.pop()
        self.wall.pop()

    def without(self, part: "Samples") -> "Samples":
        """What is left of each sample without its part, of which there must be one a sample."""
        rest = Samples()
        rest.cpu = [whole - share for whole, share in zip(self.cpu, part.cpu, strict=True)]
        rest.wall = [whole - share for whole, share in zip(self.wall, part.wall, strict=True)]
        return rest

    def figure(
        self, what: str, limit: Limit = NO_LIMIT, *, unit: str = MILLISECONDS, clock: Clock = Clock.CPU
    ) -> Figure:
        """The samples summed up."""
        mine, others = (self.cpu, self.wall) if clock is Clock.CPU else (self.wall, self.cpu)
        factor = _FACTOR[unit]
        return Figure(
            what,
            unit,
            clock,
            len(mine),
            median(mine) * factor,
            percentile(mine, 0.99) * factor,
            max(mine) * factor,
            median(others) * factor if others else None,
            limit,
        )


def amount(what: str, value: float, unit: str, limit: float | None = None) -> Figure:
    """A figure that was read once, such as memory."""
    return Figure(what, unit, Clock.NONE, 1, value, value, value, None, Limit(limit))


def percentile(values: Sequence[float], part: float) -> float:
    """The nearest-rank percentile: the smallest value that is not less than `part` of all values."""
    return sorted(values)[max(0, ceil(part * len(values)) - 1)]


def calm_garbage() -> None:
    """Let the collector forget what stays anyway, as the window does once a document is open."""
    gc.collect()
    gc.freeze()


def resident() -> float:
    """Megabytes of memory that this process holds."""
    gc.collect()
    return float(psutil.Process().memory_info().rss) / 1e6


def peak() -> float:
    """The most megabytes of memory that this process ever held."""
    if sys.platform == "win32":
        return float(psutil.Process().memory_info().peak_wset) / 1e6
    import resource  # noqa: PLC0415  not on Windows

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6


def deliver() -> None:
    """Let everything posted happen, painting included, but no timer: what the event loop does before it looks on."""
    QCoreApplication.sendPostedEvents()


def ignore_modifier_keys() -> None:
    """QTest presses Ctrl and Alt before the key, and complains that nobody takes them: leave that out of the output."""
    qInstallMessageHandler(_say)


def _say(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if not message.startswith("Keyboard event not accepted"):
        print(message, file=sys.stderr)


def run_until(done: Callable[[], bool], seconds: float = 60) -> None:
    """Run the event loop until something is so.

    Raises:
        TimeoutError: If it is not so after `seconds`.
    """
    timer = QElapsedTimer()
    timer.start()
    while not done():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if timer.hasExpired(int(seconds * 1000)):
            raise TimeoutError(f"Still waiting after {seconds} s")


@contextmanager
def timing_calls(owner: type, name: str) -> Iterator[Samples]:
    """Measure every call of a method while the block runs."""
    original, samples = getattr(owner, name), Samples()

    def timed(*args: object, **values: object) -> object:
        with samples:
            return original(*args, **values)

    setattr(owner, name, timed)
    try:
        yield samples
    finally:
        setattr(owner, name, original)
