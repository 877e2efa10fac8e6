"""Installing the project from a checkout into its private environment, and telling whether that is needed.

What was interrupted is made anew: a half-unpacked package looks installed to pip.

Standard library only, and written so that old Pythons can read it: they must be able to say what they lack.
"""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from annotator import system
from annotator.bootstrap import EXTRAS, OLDEST, Environment
from annotator.system import leave, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def prepare(environment: Environment, extra: str) -> None:
    """Make the private environment and install into it, unless that has been done.

    Raises:
        SystemExit: With code 2, after a sentence on stderr, if it cannot be done.
    """
    if environment.is_ready(extra):
        return
    try:
        with _alone(environment):
            if not environment.is_ready(extra):
                _install(environment, extra)
    except OSError as error:
        leave(f"The private environment {environment.folder} cannot be made: {error}.")
    except KeyboardInterrupt:
        leave("\nStopped. The next start begins anew.")


@contextmanager
def _alone(environment: Environment) -> Iterator[None]:
    """Let a second start wait instead of installing at the same time."""
    try:
        fcntl = importlib.import_module("fcntl")
    except ImportError:  # Windows
        yield
        return
    with environment.pyproject.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _install(environment: Environment, extra: str) -> None:
    """Install the project; into a new environment if the one there cannot be trusted."""
    say("Preparing Annotator. This is needed only once and may take a minute.")
    before = environment.stamped()
    if environment.is_unfinished() or not _works(environment.python):
        _make(environment)
    elif before is not None:
        extra = max(extra, before, key=EXTRAS.index)
    environment.mark_unfinished()
    _install_project(environment, extra)
    environment.mark_ready(extra)
    say("Ready.\n")


def _works(python: Path) -> bool:
    """Whether it starts, is new enough and has its packages; after an upgrade of the system's Python it may not."""
    question = (
        "import os, sys, sysconfig;"
        f"sys.exit(sys.version_info < {OLDEST} or not os.path.isdir(sysconfig.get_path('purelib')))"
    )
    return python.exists() and _run([str(python), "-c", question]).returncode == 0


def _make(environment: Environment) -> None:
    folder = environment.folder
    if folder.is_symlink() or folder.exists():
        say(f"  removing the unfinished or outdated {folder}")
        shutil.rmtree(folder)
    options = _how_to_make()
    say(f"  making a private environment in {folder}")
    folder.mkdir()
    environment.mark_unfinished()
    done = _run([_base_python(), "-m", "venv", *options, str(folder)])
    if done.returncode:
        say(_tail(done.stdout))
        leave(f"The private environment {folder} could not be made.")


def _install_project(environment: Environment, extra: str) -> None:
    target = f"{environment.checkout}[{extra}]" if extra else str(environment.checkout)
    command = [*_pip(environment.python), "install", "--no-input", "--disable-pip-version-check", "--editable", target]
    # A person's pip may be set to install for the user, which an environment refuses.
    settings = {**os.environ, "PIP_USER": "0", "PIP_PROGRESS_BAR": "off", "PYTHONUNBUFFERED": "1"}
    output = []
    with subprocess.Popen(  # noqa: S603  # our own pip
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=settings, text=True
    ) as process:
        for line in process.stdout or ():
            output.append(line)
            _say_in_plain_words(line)
    if process.returncode:
        errors = [line for line in output if "ERROR: " in line]
        say(_tail("".join(errors or output)))
        leave("The packages could not be installed. Is this computer online? If so, run the command again.")


def _pip(python: Path) -> list[str]:
    own = [str(python), "-m", "pip"]
    if _run([*own, "--version"]).returncode == 0:
        return own
    return [_base_python(), "-m", "pip", "--python", str(python)]


def is_satisfied(pyproject: Path, extra: str) -> bool:
    """Whether the Python that runs this has all packages that the project asks for."""
    metadata = importlib.import_module("importlib.metadata")
    for name, bounds in requirements(pyproject, extra):
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            return False
        if not fits(version, bounds):
            return False
    return True


def requirements(pyproject: Path, extra: str) -> Iterator[tuple[str, str]]:
    """Name and bounds of each package that this Python needs.

    Reads the part of the format that the project uses (bounds, and markers on `python_version`), since the library that
    reads all of it is not there yet.
    """
    project = importlib.import_module("tomllib").loads(pyproject.read_text(encoding="utf-8"))["project"]
    waiting, seen = [*project["dependencies"], *(project["optional-dependencies"][extra] if extra else ())], {extra}
    while waiting:
        wanted, _, marker = waiting.pop(0).partition(";")
        found = re.match(r"\s*([\w.-]+)(?:\[([^]]*)\])?(.*)", wanted)
        if not found or not fits(".".join(map(str, sys.version_info[:2])), _bounds(marker)):
            continue
        if found[1] != project["name"]:
            yield found[1], found[3].strip()
            continue
        for other in re.findall(r"[\w-]+", found[2] or ""):  # the project's own extras inside another one
            if other not in seen:
                seen.add(other)
                waiting += project["optional-dependencies"][other]


def fits(version: str, bounds: str) -> bool:
    """Whether a version lies within bounds like `>=6.11,<6.12`."""
    is_so = {">=": tuple.__ge__, "<": tuple.__lt__}
    for bound in filter(None, bounds.split(",")):
        found = re.fullmatch(r"\s*(>=|<)\s*([\d.]+)\s*", bound)
        if not found or not is_so[found[1]](_release(version), _release(found[2])):
            return False
    return True


def _bounds(marker: str) -> str:
    return re.sub(r"python_version|['\"\s]", "", marker)


def _release(version: str) -> tuple[int, ...]:
    found = re.match(r"\d+(\.\d+)*", version)
    return tuple(int(part) for part in found[0].split(".")) if found else ()


def require_python() -> None:
    """Go on with a newer Python if this one is too old, or say what is needed.

    Raises:
        SystemExit: With code 2, if there is none.
    """
    if sys.version_info >= OLDEST:
        return
    needed = "{}.{}".format(*OLDEST)
    for name in ("python3.14", "python3.13", "python3.12", "python3.11"):
        newer = shutil.which(name)
        if newer and _run([newer, "-c", ""]).returncode == 0:
            os.execv(newer, [newer, *sys.argv])  # noqa: S606  # our own command again
    leave(f"Annotator needs Python {needed} or newer; this is {sys.version.split()[0]}.")


def _base_python() -> str:
    """The Python outside any environment, so that an environment can be made anew from within."""
    return getattr(sys, "_base_executable", "") or sys.executable


def _how_to_make() -> Sequence[str]:
    """Options for `venv`.

    The pip of this Python can mostly install into the environment from outside: that is quicker than giving the
    environment its own, and works on Debian, where the parts for that are in another package.
    """
    if find_spec("venv") and _has_pip_for_others():
        return ("--without-pip",)
    if not (find_spec("venv") and find_spec("ensurepip")):
        # A window will want libraries next; asked for together, one line and one password do for both.
        libraries = [library.packages for library in system.missing_libraries(system.QT + system.X11)]
        parts = (f"python3.{sys.version_info[1]}-venv", "python3-venv")
        system.install_packages([parts, *libraries], "parts of Python and libraries that Qt needs")
        importlib.invalidate_caches()
    return ()


def _has_pip_for_others() -> bool:
    """Whether this Python's pip can install into another environment, as from 22.3 on."""
    python = _base_python()
    return _run([python, "-m", "pip", "--python", python, "--version"]).returncode == 0


def _say_in_plain_words(line: str) -> None:
    """Retell one line of pip's, if it tells a person anything."""
    fetched = re.match(r"\s*(?:Downloading|Using cached) (?:\S*/)?([\w.]+)-(\d+(?:\.\d+)*)\S*(?:whl|gz) \((.+)\)", line)
    if fetched:
        say("  {} {} ({})".format(*fetched.groups()))
    elif line.startswith("Installing collected packages:"):
        say(f"  unpacking {line.count(',') + 1} packages")


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # only Pythons, with our own questions
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )


def _tail(output: str) -> str:
    return "\n".join("  " + line for line in output.strip().splitlines()[-8:])


if __name__ == "__main__":
    # `python3 -m annotator.installing dev` prepares without starting anything.
    prepare(Environment(Path(__file__).resolve().parent.parent), "".join(sys.argv[1:2]))
