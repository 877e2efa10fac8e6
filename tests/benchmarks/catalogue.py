"""Every benchmark by name: what it prepares, what it runs, and in which surroundings.

Each runs in a process of its own, so that none inherits another's memory, scale or platform.
"""

# ruff: noqa: PLC0415  each process imports what it measures, and nothing else

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.measuring import Figure
from tests.benchmarks.workload import Article, Scale, Script, article, article_with_arguments, one_paragraph, stored

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
AT_4K = OFFSCREEN | {"QT_SCALE_FACTOR": "2"}
ON_X11 = {"QT_QPA_PLATFORM": "xcb"}
XVFB = ("xvfb-run", "-a", "-s", "-screen 0 1920x1200x24")

Work = Callable[[Path, Scale], Iterable[Figure]]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One benchmark.

    Attributes:
        workload: What it is done on, for the table.
        prepare: Makes what `run` needs, in another process.
        run: Measures.
        prefix: Command that runs the process, such as `xvfb-run`.
    """

    workload: str
    run: Work
    prepare: Callable[[Path, Scale], object] = lambda _folder, _scale: None
    environment: Mapping[str, str] = field(default_factory=lambda: OFFSCREEN)
    prefix: tuple[str, ...] = ()

    @property
    def missing(self) -> str:
        """The program that it needs and that is not installed; empty if it can run."""
        return "" if not self.prefix or shutil.which(self.prefix[0]) else self.prefix[0]


def _view(workload: str, make: Callable[[Scale], Article], *, at_4k: bool = False) -> Benchmark:
    name = workload.replace(" ", "-").replace(",", "")

    def prepare(folder: Path, scale: Scale) -> None:
        stored(folder, name, make(scale))

    def run(folder: Path, scale: Scale) -> Iterable[Figure]:
        def load() -> Article:
            return stored(folder, name)

        from tests.benchmarks import article as view  # Qt reads the environment when it is loaded

        view.application()
        measure, size = (view.gestures_at_4k, view.SIZE_4K) if at_4k else (view.gestures, view.SIZE)
        return measure(load, size, scale.samples)

    shown = f"{workload}, 1920 × 1080 @2x" if at_4k else workload
    return Benchmark(shown, run, prepare, AT_4K if at_4k else OFFSCREEN)


def _arcs(folder: Path, scale: Scale) -> Iterable[Figure]:
    def load() -> Article:
        return stored(folder, "arcs")

    from tests.benchmarks import article_arcs

    return article_arcs.figures(load, scale.samples)


def _review(folder: Path, scale: Scale) -> Iterable[Figure]:
    def load() -> Article:
        return stored(folder, "arcs")

    from tests.benchmarks import review

    return review.figures(load, scale.samples)


def _with_arcs(folder: Path, scale: Scale) -> Article:
    return stored(folder, "arcs", article_with_arguments(Script.RTL, scale.bytes, scale.mentions, scale.arguments))


def _of(script: Script) -> Callable[[Scale], Article]:
    def make(scale: Scale) -> Article:
        return article(script, scale.bytes, scale.mentions)

    return make


def _ten_times_longer(scale: Scale) -> Article:
    return article(Script.MIXED, scale.bytes * 10, scale.mentions)


def _ten_times_denser(scale: Scale) -> Article:
    return article(Script.MIXED, scale.bytes, scale.mentions * 10)


def _unbroken(scale: Scale) -> Article:
    return one_paragraph(scale.bytes // 10, scale.mentions // 10)


def _ten_documents(folder: Path, scale: Scale) -> Path:
    from tests.benchmarks.big_project import project_with

    long = article(Script.MIXED, scale.bytes, scale.mentions)
    short = [article(Script.MIXED, 5_000 + number, 50) for number in range(9)]
    return project_with(folder, "ten-documents", [long, *short])


def _many_documents(folder: Path, scale: Scale) -> Path:
    from tests.benchmarks.big_project import big_project

    return big_project(folder, scale.documents)


def _window_on_ten(folder: Path, scale: Scale) -> Iterable[Figure]:
    from tests.benchmarks import end_to_end

    return end_to_end.figures(folder / "ten-documents.annotator", folder, scale.samples)


def _window_on_many(folder: Path, scale: Scale) -> Iterable[Figure]:
    from tests.benchmarks import end_to_end

    return end_to_end.figures(_many_documents(folder, scale), folder, scale.samples)


def _lists(folder: Path, scale: Scale) -> Iterable[Figure]:
    from tests.benchmarks import storage

    yield from storage.lists(_many_documents(folder, scale), scale.samples)
    yield from storage.edits(_many_documents(folder, scale), scale.samples)


def _edits(folder: Path, scale: Scale) -> Iterable[Figure]:
    from tests.benchmarks import storage

    return storage.edits(folder / "ten-documents.annotator", scale.samples)


def _imports(folder: Path, scale: Scale) -> Iterable[Figure]:
    from tests.benchmarks import imports

    return imports.figures(folder, scale.files)


def _exchange(folder: Path, scale: Scale) -> Iterable[Figure]:
    from tests.benchmarks import exchange

    return exchange.figures(folder, scale.exchanged, exchange.ALL, min(3, scale.samples))


def _exchange_of_many(folder: Path, scale: Scale) -> Iterable[Figure]:
    from tests.benchmarks import exchange

    return exchange.figures(folder, 10 * scale.exchanged, tuple(exchange.LIMITS), 1)


def _labelled_thrice(folder: Path, scale: Scale) -> Path:
    from tests.benchmarks.agreement import agreement_project

    return agreement_project(folder, scale.labelled)


def _agreement(folder: Path, scale: Scale) -> Iterable[Figure]:
    from tests.benchmarks import agreement

    return agreement.figures(_labelled_thrice(folder, scale), min(5, scale.samples))


def _splits(folder: Path, scale: Scale) -> Iterable[Figure]:
    from tests.benchmarks import splitting

    return splitting.figures(_many_documents(folder, scale), scale.documents)


def _starts(folder: Path, scale: Scale) -> Iterable[Figure]:
    from tests.benchmarks import start

    return start.figures(folder, scale.starts)


BENCHMARKS: dict[str, Benchmark] = {
    "article-ltr": _view("LTR", _of(Script.LTR)),
    "article-rtl": _view("RTL", _of(Script.RTL)),
    "article-mixed": _view("mixed", _of(Script.MIXED)),
    "article-4k": _view("mixed", _of(Script.MIXED), at_4k=True),
    "article-long": _view("mixed, ten times longer", _ten_times_longer),
    "article-dense": _view("mixed, ten times more mentions", _ten_times_denser),
    "article-arcs": Benchmark("RTL, 3,000 arguments", _arcs, _with_arcs),
    "review": Benchmark("RTL, two layers with 3,000 arguments each", _review, _with_arcs),
    "article-unbroken": _view("RTL, one paragraph, a tenth as long", _unbroken),
    "window": Benchmark("10 documents", _window_on_ten, _ten_documents),
    "window-big": Benchmark("100,000 documents", _window_on_many, _many_documents),
    "storage": Benchmark("10 documents", _edits, _ten_documents),
    "storage-big": Benchmark("100,000 documents", _lists, _many_documents),
    "agreement": Benchmark("documents of three annotators", _agreement, _labelled_thrice),
    "splits": Benchmark("100,000 documents", _splits, _many_documents),
    "import": Benchmark("10,000 files", _imports),
    "exchange": Benchmark("10,000 labelled documents, every format", _exchange),
    "exchange-big": Benchmark("100,000 labelled documents", _exchange_of_many),
    "start": Benchmark("offscreen", _starts),
    "start-x11": Benchmark("X11 (Xvfb)", _starts, environment=ON_X11, prefix=XVFB),
}
