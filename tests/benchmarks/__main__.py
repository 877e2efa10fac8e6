"""`python3 tests/benchmarks` measures how quick the program is and says what misses its limit; see README.md."""

# ruff: noqa: PLC0415  nothing else can be imported before `bootstrap` has run

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def main() -> int:
    """Measure what was asked for; 1 if a limit was missed."""
    sys.path[0] = str(CHECKOUT)
    from annotator import bootstrap, system  # found only now

    bootstrap.start("test")
    system.require_libraries(system.QT)
    options = _options()
    if options.keep is None:
        with tempfile.TemporaryDirectory() as folder:
            return _run(options, Path(folder))
    options.keep.mkdir(parents=True, exist_ok=True)
    return _run(options, options.keep.resolve())


def _options() -> argparse.Namespace:
    from tests.benchmarks.catalogue import BENCHMARKS
    from tests.benchmarks.workload import SCALES

    parser = argparse.ArgumentParser("tests/benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=BENCHMARKS, metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument("--scale", choices=SCALES, default="full", help="tiny only tries whether all of it works")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the projects there for the next time")
    parser.add_argument("--inside", choices=("prepare", "run"), help=argparse.SUPPRESS)
    return parser.parse_args()


def _run(options: argparse.Namespace, folder: Path) -> int:
    from tests.benchmarks.catalogue import BENCHMARKS

    names: Sequence[str] = options.only or list(BENCHMARKS)
    if options.inside:
        return _inside(options, names[0], folder)
    results, missed = {}, 0
    for name in names:
        rows = _outside(name, options.scale, folder)
        results[name] = rows
        missed += _print(name, rows)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1, ensure_ascii=False), encoding="utf-8")
    print(f"\n{missed} of {sum(map(len, results.values()))} figures miss their limit.")
    return int(missed > 0)


def _outside(name: str, scale: str, folder: Path) -> list[dict[str, object]]:
    """Run one benchmark in a process of its own, after another one has prepared it."""
    from tests.benchmarks.catalogue import BENCHMARKS

    benchmark = BENCHMARKS[name]
    if benchmark.missing:
        print(f"\n{name}: left out, because {benchmark.missing} is not installed.")
        return []
    environment = os.environ | benchmark.environment | {"ANNOTATOR_CONFIG_DIR": str(folder)}
    command = [sys.executable, __file__, "--only", name, "--scale", scale, "--keep", str(folder), "--inside"]
    subprocess.run([*command, "prepare"], env=environment, check=True)
    answer = folder / f"{name}.json"
    answer.unlink(missing_ok=True)
    subprocess.run([*benchmark.prefix, *command, "run"], env=environment, check=True)
    rows: list[dict[str, object]] = json.loads(answer.read_text(encoding="utf-8"))
    return rows


def _inside(options: argparse.Namespace, name: str, folder: Path) -> int:
    from tests.benchmarks.catalogue import BENCHMARKS
    from tests.benchmarks.workload import SCALES

    benchmark, scale = BENCHMARKS[name], SCALES[options.scale]
    if options.inside == "prepare":
        benchmark.prepare(folder, scale)
        return 0
    rows = [asdict(figure) | {"misses": figure.misses} for figure in benchmark.run(folder, scale)]
    (folder / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
    # Not an orderly end: what was measured is written, and some of it (a window, a million rows) takes long to free.
    sys.stdout.flush()
    os._exit(0)


def _print(name: str, rows: list[dict[str, object]]) -> int:
    """Print one table; returns how many figures miss their limit."""
    from tests.benchmarks.catalogue import BENCHMARKS
    from tests.benchmarks.table import table

    print(f"\n## {name}: {BENCHMARKS[name].workload}\n")
    print(table(rows), flush=True)
    return sum(bool(row["misses"]) for row in rows)


if __name__ == "__main__":
    sys.exit(main())
