"""The two commands, tried on a small stand-in for the checkout with real environments, real pip and no network."""

import ast
import os
import signal
import subprocess
import sys
import textwrap
import time
import tomllib
import zipfile
from pathlib import Path

import pytest

from annotator import bootstrap
from annotator.bootstrap import EXTRAS, OLDEST, Environment

CHECKOUT = Path(__file__).parent.parent
BEFORE_INSTALLING = ["__init__", "__main__", "bootstrap", "installing", "system"]
"""Modules that run when nothing is installed yet."""

BASE_PYTHON = getattr(sys, "_base_executable", sys.executable)

PYPROJECT = """
    [build-system]
    requires = []
    build-backend = "backend"
    backend-path = ["."]

    [project]
    name = "annotator"
    version = "1"
    dependencies = ["tinydep>=1"]
    [project.optional-dependencies]
    test = ["tinytest>=1"]
    dev = ["annotator[test]"]

    [tool.any]
    thing = 1
"""

# Builds an editable wheel without any other package; waits for ever while a file `hang` is there.
BACKEND = """
    import os, pathlib, time, zipfile

    def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
        pathlib.Path("reached").touch()
        while os.path.exists("hang"):
            time.sleep(0.05)
        name = "annotator-1-py3-none-any.whl"
        info = "Metadata-Version: 2.1\\nName: annotator\\nVersion: 1\\nProvides-Extra: test\\nProvides-Extra: dev\\n"
        info += "Requires-Dist: tinydep>=1\\nRequires-Dist: tinytest>=1; extra == 'test'\\n"
        with zipfile.ZipFile(os.path.join(wheel_directory, name), "w") as wheel:
            wheel.writestr("annotator.pth", os.getcwd())
            wheel.writestr("annotator-1.dist-info/METADATA", info)
            kind = "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
            wheel.writestr("annotator-1.dist-info/WHEEL", kind)
            wheel.writestr("annotator-1.dist-info/RECORD", "")
        return name
"""

CLI = """
    import os, sys

    def main():
        import tinydep
        print(os.getpid(), sys.prefix, *sys.argv[1:])
        sys.exit(7 if "fail" in sys.argv else 0)
"""

TESTS = """
    import sys
    from pathlib import Path
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    from annotator import bootstrap
    bootstrap.start("test")
    import tinytest
    print("tests", sys.prefix)
"""


def make_wheel(folder: Path, name: str) -> None:
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}.py", "")
        wheel.writestr(f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        wheel.writestr(f"{name}-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{name}-1.0.dist-info/RECORD", "")


class Copy:
    """A stand-in for a fresh checkout, and a person who types commands in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.venv = folder / ".venv"
        self.packages = folder.parent / "packages"
        for part in ("annotator", "tests", "../packages"):
            (folder / part).mkdir(parents=True)
        for name in BEFORE_INSTALLING:
            (folder / "annotator" / f"{name}.py").write_bytes((CHECKOUT / "annotator" / f"{name}.py").read_bytes())
        contents = {
            "annotator/cli.py": CLI,
            "tests/__main__.py": TESTS,
            "pyproject.toml": PYPROJECT,
            "backend.py": BACKEND,
        }
        for path, content in contents.items():
            (folder / path).write_text(textwrap.dedent(content), encoding="utf-8")
        make_wheel(self.packages, "tinydep")
        make_wheel(self.packages, "tinytest")

    def environ(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "COV_"))}
        return {**kept, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.packages), "PIP_CONFIG_FILE": os.devnull}

    def run(self, *command: str, python: str = BASE_PYTHON) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [python, *command], cwd=self.folder, env=self.environ(), capture_output=True, text=True, check=False
        )

    def edit(self, old: str, new: str) -> None:
        file = self.folder / "pyproject.toml"
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A checkout whose first start has been; shared, so tests leave it ready."""
    copy = Copy(tmp_path_factory.mktemp("installed") / "with a space")
    first = copy.run("annotator", "open", "seeds/")
    assert first.returncode == 0, first.stderr
    assert first.stdout.split(maxsplit=1)[1].strip() == f"{copy.venv} open seeds/"
    assert "Preparing Annotator" in first.stderr
    assert first.stderr.endswith("Ready.\n\n")
    return copy


@pytest.fixture
def fresh(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "fresh")


@pytest.mark.parametrize("command", [["annotator"], ["-m", "annotator"], ["-X", "utf8", "annotator"]])
def test_the_second_start_says_and_does_nothing_but_start(installed: Copy, command: list[str]) -> None:
    before = (installed.venv / "annotator-stamp").stat().st_mtime_ns
    again = installed.run(*command, "status")
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.endswith(f"{installed.venv} status\n")
    assert (installed.venv / "annotator-stamp").stat().st_mtime_ns == before


def test_the_private_python_itself_goes_straight_in(installed: Copy) -> None:
    inside = installed.run("annotator", python=str(installed.venv / "bin" / "python"))
    assert (inside.returncode, inside.stderr) == (0, "")


def test_exit_codes_pass_through(installed: Copy) -> None:
    assert installed.run("annotator", "fail").returncode == 7


@pytest.mark.skipif(os.name != "posix", reason="other systems cannot replace a process")
def test_it_stays_one_process_so_that_signals_reach_it(installed: Copy) -> None:
    with subprocess.Popen(
        [BASE_PYTHON, "annotator"], cwd=installed.folder, env=installed.environ(), stdout=subprocess.PIPE, text=True
    ) as process:
        output, _ = process.communicate()
    assert output.split()[0] == str(process.pid)


def test_a_changed_project_is_installed_again_into_the_same_environment(installed: Copy) -> None:
    keep = installed.venv / "keep"
    keep.touch()
    installed.edit('version = "1"', 'version = "1.0"')
    again = installed.run("annotator")
    assert again.returncode == 0
    assert "Ready." in again.stderr
    assert keep.exists()


def test_the_tests_add_what_they_need_and_the_program_keeps_it(installed: Copy) -> None:
    tests = installed.run("tests")
    assert tests.stdout == f"tests {installed.venv}\n"
    assert installed.run("annotator").stderr == ""
    assert installed.run("tests").stderr == ""


@pytest.mark.skipif(os.name != "posix", reason="kills a group of processes")
def test_what_was_killed_half_way_is_made_anew(fresh: Copy) -> None:
    (fresh.folder / "hang").touch()
    process = subprocess.Popen(
        [BASE_PYTHON, "annotator"],
        cwd=fresh.folder,
        env=fresh.environ(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 90
    while not (fresh.folder / "reached").exists() and time.monotonic() < deadline:
        os.sched_yield()
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    half = fresh.venv / "half"
    half.touch()
    (fresh.folder / "hang").unlink()
    again = fresh.run("annotator")
    assert again.returncode == 0, again.stderr
    assert "removing the unfinished" in again.stderr
    assert not half.exists()


@pytest.mark.skipif(os.name != "posix", reason="links to the system's Python")
def test_an_environment_whose_python_is_gone_is_made_anew(fresh: Copy) -> None:
    (fresh.venv / "bin").mkdir(parents=True)
    (fresh.venv / "bin" / "python").symlink_to("/no/such/python3.9")
    Environment(fresh.folder.resolve()).mark_ready("")
    again = fresh.run("annotator")
    assert again.returncode == 0, again.stderr


def test_without_packages_it_says_so_and_is_not_taken_as_ready(fresh: Copy) -> None:
    (fresh.packages / "tinydep-1.0-py3-none-any.whl").unlink()
    failed = fresh.run("annotator")
    assert failed.returncode == 2
    assert "Is this computer online?" in failed.stderr
    assert "tinydep" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert Environment(fresh.folder.resolve()).is_unfinished()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_checkout_that_cannot_be_written_is_named(fresh: Copy) -> None:
    fresh.folder.chmod(0o555)
    failed = fresh.run("annotator")
    assert failed.returncode == 2
    assert str(fresh.venv) in failed.stderr


def test_a_file_in_the_way_is_named(fresh: Copy) -> None:
    fresh.venv.write_text("not a folder")
    failed = fresh.run("annotator")
    assert failed.returncode == 2
    assert str(fresh.venv) in failed.stderr
    assert "Traceback" not in failed.stderr


# The stamp


@pytest.fixture
def environment(fresh: Copy) -> Environment:
    made = Environment(fresh.folder)
    made.python.parent.mkdir(parents=True)
    made.python.touch()
    return made


@pytest.mark.parametrize("there", EXTRAS)
@pytest.mark.parametrize("wanted", EXTRAS)
def test_a_larger_installation_serves_smaller_needs(environment: Environment, there: str, wanted: str) -> None:
    environment.mark_ready(there)
    assert environment.is_ready(wanted) is (EXTRAS.index(there) >= EXTRAS.index(wanted))
    assert environment.stamped() == there


def test_no_stamp_is_not_ready(environment: Environment) -> None:
    assert not environment.is_ready("")
    assert not environment.is_unfinished()
    assert environment.stamped() is None


def test_an_unfinished_one_is_not_ready(environment: Environment) -> None:
    environment.mark_ready("")
    environment.mark_unfinished()
    assert not environment.is_ready("")
    assert environment.stamped() is None


def test_a_changed_requirement_makes_it_stale(environment: Environment) -> None:
    environment.mark_ready("")
    environment.pyproject.write_text(environment.pyproject.read_text().replace("tinydep>=1", "tinydep>=2"))
    assert not environment.is_ready("")


def test_settings_of_tools_do_not(environment: Environment) -> None:
    environment.mark_ready("")
    environment.pyproject.write_text(environment.pyproject.read_text().replace("thing = 1", "thing = 2"))
    assert environment.is_ready("")


def test_a_moved_checkout_makes_it_stale(environment: Environment) -> None:
    environment.mark_ready("")
    moved = environment.checkout.rename(environment.checkout.parent / "moved")
    assert not Environment(moved).is_ready("")


def test_a_python_that_went_away_makes_it_stale(environment: Environment) -> None:
    environment.mark_ready("")
    environment.python.unlink()
    assert not environment.is_ready("")


def test_rubbish_is_not_ready(environment: Environment) -> None:
    (environment.folder / "annotator-stamp").write_bytes(b"\xff\xfe")
    assert not environment.is_ready("")


# What has to hold for old Pythons and before anything is installed


@pytest.mark.parametrize("name", BEFORE_INSTALLING)
def test_old_pythons_can_read_it(name: str) -> None:
    source = (CHECKOUT / "annotator" / f"{name}.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))


def test_it_needs_only_the_standard_library() -> None:
    question = (
        "import sys, annotator.bootstrap, annotator.installing; print(*{name.split('.')[0] for name in sys.modules})"
    )
    asked = subprocess.run(
        [sys.executable, "-S", "-c", question], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert set(asked.stdout.split()) <= {*sys.stdlib_module_names, "annotator", "__main__"}


def test_the_quick_way_imports_next_to_nothing() -> None:
    question = "import sys, annotator.bootstrap; print(*sys.modules)"
    asked = subprocess.run(
        [sys.executable, "-S", "-c", question], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert not {"subprocess", "ctypes", "importlib.metadata", "annotator.installing"} & set(asked.stdout.split())


def test_its_numbers_are_those_of_the_project() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">={}.{}".format(*OLDEST)
    assert {"", *project["optional-dependencies"]} >= set(EXTRAS)


def test_an_installed_copy_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "annotator" / "resources").mkdir(parents=True)
    monkeypatch.setattr(bootstrap, "__file__", str(tmp_path / "annotator" / "bootstrap.py"))
    bootstrap.start()
    assert not (tmp_path / ".venv").exists()
