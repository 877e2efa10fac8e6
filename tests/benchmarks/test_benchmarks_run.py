"""Every benchmark works, on tiny workloads. How quick the program is, is not asked here."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks import __main__ as program
from tests.benchmarks.catalogue import BENCHMARKS
from tests.benchmarks.table import table


@pytest.mark.parametrize("name", BENCHMARKS)
def test_yields_figures(name: str, tmp_path: Path) -> None:
    if BENCHMARKS[name].missing:
        pytest.skip(f"{BENCHMARKS[name].missing} is not installed")
    answer = tmp_path / "figures.json"
    command = [sys.executable, program.__file__, "--only", name, "--scale", "tiny", "--json", str(answer)]
    environment = os.environ | {"VIRTUAL_ENV": sys.prefix}
    command += ["--keep", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert answer.exists(), done.stderr
    figures = json.loads(answer.read_text(encoding="utf-8"))[name]
    assert figures
    assert all(figure["samples"] >= 1 and figure["median"] >= 0 for figure in figures)
    assert table(figures) in done.stdout
