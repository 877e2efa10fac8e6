"""What a screen reader learns of the article, over the real accessibility bus."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
SYSTEM_PYTHON = Path("/usr/bin/python3")
TOOLS = ("dbus-run-session", "xvfb-run")


def has_pyatspi() -> bool:
    return (
        SYSTEM_PYTHON.exists()
        and not subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False).returncode
    )


@pytest.mark.slow
def test_a_screen_reader_reads_and_moves(tmp_path: Path) -> None:
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing or not has_pyatspi():
        pytest.skip(f"needs AT-SPI (Debian: at-spi2-core dbus xvfb python3-pyatspi); missing: {missing or 'pyatspi'}")
    script = tmp_path / "session.sh"
    script.write_text(
        f"cd {ROOT}\n"
        f"{sys.executable} {HERE / 'at_spi_program.py'} >{tmp_path}/caret 2>{tmp_path}/errors &\n"
        f"{SYSTEM_PYTHON} {HERE / 'at_spi_client.py'} >{tmp_path}/answer || exit 1\n"
        "wait $!\n",
        encoding="utf-8",
    )
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        # The accessibility bus has its socket there; without one, all sessions of a person share one socket.
        "XDG_RUNTIME_DIR": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    command = ["dbus-run-session", "--", "xvfb-run", "-a", "sh", str(script)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=90, check=False)
    errors = (tmp_path / "errors").read_text() if (tmp_path / "errors").exists() else ""
    if "could not connect to display" in errors or "Could not load the Qt platform plugin" in errors:
        pytest.skip("needs Qt's xcb platform plugin to work here")
    assert done.returncode == 0, done.stderr + errors
    answer = json.loads((tmp_path / "answer").read_text())
    paragraph = "زار الأمين العام كازاخستان أمس. 😀"
    assert answer["text"] == paragraph
    start, end = answer["selection"]
    assert paragraph[start:end] == "كازاخستان"
    assert answer["description"] == "GPE, 1 of 1"
    assert answer["word"] == "كازاخستان"
    assert answer["is_focused"]
    assert (tmp_path / "caret").read_text().strip() == str(len("ثم قال.\n") + 3)
