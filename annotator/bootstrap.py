"""From a fresh checkout to a running program, with nothing but Python.

`python3 annotator …` and `python3 tests …` come here before they import anything that is not in the standard library.
If this Python has what `pyproject.toml` asks for, they simply go on. If not, `annotator.installing` puts the project
into a private environment, `.venv` beside the checkout, and the same command continues there.

A finished environment carries a stamp with all that its contents depend on, so the next start compares one small file
instead of looking at packages; and it imports next to nothing, since every start pays for it.

Standard library only, and written so that old Pythons can read it: they must be able to say what they lack.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

OLDEST = (3, 11)
"""As `requires-python` in `pyproject.toml` says."""

EXTRAS = ("", "test", "peers", "dev")
"""What can be installed with the program; each one includes those before it."""

UNFINISHED = "unfinished"


def start(extra: str = "") -> None:
    """Go on where everything is installed: here, or in the private environment, which takes this process's place.

    Args:
        extra: One of `EXTRAS`.

    Raises:
        SystemExit: With code 2, after a sentence on stderr, if the person has to do something first.
    """
    here = Path(__file__).resolve().parent
    if (here / "resources").is_dir():
        return  # A wheel, not a checkout: whoever installed it saw to its packages.
    environment = Environment(here.parent)
    ready = environment.is_ready(extra)
    if ready and environment.is_current():
        return
    if not (ready and _is_plain_python()):
        from annotator import installing  # noqa: PLC0415  # rarely needed, and slow

        installing.require_python()
        if not environment.is_current() and installing.is_satisfied(environment.pyproject, extra):
            return
        installing.prepare(environment, extra)
    environment.hand_over()


class Environment:
    """The private environment of one checkout.

    Attributes:
        checkout: Folder with `pyproject.toml`.
        folder: The environment, `.venv` in it.
        python: Its interpreter.
    """

    def __init__(self, checkout: Path) -> None:
        self.checkout = checkout
        self.pyproject = checkout / "pyproject.toml"
        self.folder = checkout / ".venv"
        self.python = self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self._stamp = self.folder / "annotator-stamp"

    def is_current(self) -> bool:
        """Whether this very process runs in it."""
        return self.folder.is_dir() and self.folder.samefile(sys.prefix)

    def is_ready(self, extra: str) -> bool:
        """Whether it holds the project as it is now, with the extra."""
        installed, _, rest = self._read_stamp().partition("\n")
        return installed in EXTRAS[EXTRAS.index(extra) :] and rest == self._fingerprint() and self.python.exists()

    def stamped(self) -> str | None:
        """The extra that was once installed, also if the project has changed since; `None` if nothing is known."""
        installed = self._read_stamp().partition("\n")[0]
        return installed if installed in EXTRAS else None

    def is_unfinished(self) -> bool:
        """Whether an installation was interrupted."""
        return self._read_stamp() == UNFINISHED

    def mark_unfinished(self) -> None:
        """Say that nobody may trust it, until `mark_ready`."""
        self._stamp.write_text(UNFINISHED, encoding="utf-8")

    def mark_ready(self, extra: str) -> None:
        """Say that it holds the project as it is now, with the extra."""
        self._stamp.write_text(extra + "\n" + self._fingerprint(), encoding="utf-8")

    def hand_over(self) -> None:
        """Run the same command in it, in the place of this process."""
        # Before Python 3.10 there was no `orig_argv`; the script's name does as well.
        command = [str(self.python), *getattr(sys, "orig_argv", [sys.executable, *sys.argv])[1:]]
        sys.stdout.flush()
        if os.name == "posix":
            os.execv(command[0], command)  # noqa: S606  # our own command again
        import subprocess  # noqa: PLC0415  # only Windows needs it

        raise SystemExit(subprocess.call(command))  # noqa: S603  # our own command again

    def _read_stamp(self) -> str:
        try:
            return self._stamp.read_text(encoding="utf-8")
        except (OSError, ValueError):
            return "none"

    def _fingerprint(self) -> str:
        # The settings of tools, at the end of the file, change often and install nothing.
        project = self.pyproject.read_text(encoding="utf-8").partition("\n[tool.")[0]
        return "\n".join([str(self.checkout), str(self.python.resolve()), project])


def _is_plain_python() -> bool:
    """Whether this is no environment; one that a person chose and filled comes before ours."""
    return sys.prefix == sys.base_prefix
