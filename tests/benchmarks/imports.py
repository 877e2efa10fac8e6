"""Thousands of files imported beside the work: how long it takes, and for how long the window ever stands still.

A timer ticks every five milliseconds in the window's thread; the longest time between two ticks is the longest time in
which a key would have had no answer.
"""

import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from annotator.gui.tasks import Task
from annotator.gui.window import Window
from annotator.services.opening import new_project
from tests.benchmarks.big_project import remove
from tests.benchmarks.end_to_end import WindowBench
from tests.benchmarks.measuring import SECONDS, Clock, Figure, Limit, Samples, amount
from tests.benchmarks.workload import ANNOTATOR, sample_texts

_BYTES = 1_000
_TICK = 5
IMPORT = 3.0
"""Seconds for 10,000 files, without their languages."""
GAP = Limit(None, None, 50.0)
"""Milliseconds in which the event loop may stand still."""


def make_files(folder: Path, count: int) -> Path:
    """A folder of so many files of 1 KB, all different, in five languages."""
    target = folder / f"{count}-files"
    target.mkdir(exist_ok=True)
    texts = [text.encode() for text in sample_texts()]
    for number in range(len(list(target.iterdir())), count):
        text = texts[number % len(texts)]
        start = number * 37 % (len(text) - _BYTES)
        body = text[start : start + _BYTES].decode("utf-8", "ignore")
        (target / f"{number:06}.txt").write_text(f"{number}\n{body}", encoding="utf-8")
    return target


class Watch(QObject):
    """Runs the event loop until the window has no job, and notes when it stood still."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self._window = window
        self._loop = QEventLoop()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._tick)
        self._job: Task | None = None
        self._last = 0.0
        self.gaps = Samples()

    def run(self) -> float:
        """Until the job that runs now is over; returns the seconds it took."""
        self._job = self._window.tasks.current
        self.gaps = Samples()
        self._last = start = time.perf_counter()
        self._timer.start()
        self._loop.exec()
        return time.perf_counter() - start

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.wall.append(now - self._last)
        self._last = now
        if self._window.tasks.current is not self._job or self._job is None:
            self._timer.stop()
            self._loop.quit()


def figures(folder: Path, files: int) -> Iterator[Figure]:
    """Import into a new project; then the languages, which are found by themselves."""
    source = make_files(folder, files)
    project = folder / "imported.annotator"
    remove(project)
    new_project(project, ANNOTATOR, "Imported").close()
    bench = WindowBench(project, folder, 1)
    watch = Watch(bench.window)
    bench.window.importing.import_paths([source])
    yield amount(f"import {files} files of 1 KB", watch.run(), SECONDS, IMPORT)
    yield watch.gaps.figure("time without an answer while importing", GAP, clock=Clock.WALL)
    yield amount(f"find the languages of {files} documents", watch.run(), SECONDS)
    yield watch.gaps.figure("time without an answer meanwhile", GAP, clock=Clock.WALL)
    report = bench.window.importing.report
    if report is None or report.documents != files:
        raise RuntimeError(f"not everything was imported: {report}")
    bench.window.close()
