"""From the command to a painted window, each time in a fresh process."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from annotator.model.document import Direction
from annotator.settings import Settings
from tests.benchmarks.big_project import project_with
from tests.benchmarks.measuring import Clock, Figure, Limit, Samples
from tests.benchmarks.workload import ANNOTATOR, Article, sample_texts

START = Limit(300.0, None)
_CHECKOUT = Path(__file__).resolve().parent.parent.parent

_PROGRAM = """
import runpy, sys, time
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

class Eye(QObject):
    seen = False
    def eventFilter(self, watched, event):
        self.seen |= event.type() is QEvent.Type.Paint
        return False

def run_until_painted(*_arguments):
    eye = Eye()
    for window in QApplication.topLevelWidgets():
        window.installEventFilter(eye)
        for part in window.findChildren(QWidget, "article_viewport"):
            part.installEventFilter(eye)
    while not eye.seen:
        QApplication.processEvents()
    print(time.time(), time.process_time(), flush=True)
    sys.stdout.flush()
    import os
    os._exit(0)

QApplication.exec = run_until_painted
sys.argv = ["annotator", *sys.argv[1:]]
runpy.run_module("annotator", run_name="__main__")
"""


def figures(folder: Path, starts: int) -> Iterator[Figure]:
    """The first page, and the project of the sample articles."""
    articles = [Article(text, Direction.LTR, ()) for text in sample_texts()]
    project = project_with(folder, "samples", articles)
    Settings(path=folder / "settings.json", annotator=ANNOTATOR).save()
    yield _start(folder, starts, []).figure("start, first page", START, clock=Clock.WALL)
    opening = _start(folder, starts, ["open", str(project)])
    yield opening.figure("start with the sample project", START, clock=Clock.WALL)


def _start(folder: Path, times: int, arguments: list[str]) -> Samples:
    samples = Samples()
    environment = os.environ | {
        "ANNOTATOR_CONFIG_DIR": str(folder),
        "PYTHONPATH": str(_CHECKOUT),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # whoever installs the program has its bytecode
    for i in range(times + 1):
        command = [sys.executable, "-c", _PROGRAM, *arguments]
        begun = time.time()
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, cwd=folder)
        painted, cpu = map(float, done.stdout.split()[-2:])
        if i or times == 1:  # the first one reads everything from the disk
            samples.wall.append(painted - begun)
            samples.cpu.append(cpu)
    return samples
