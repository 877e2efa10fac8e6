"""What the computer itself must have before Qt can show a window: a screen, and libraries that pip cannot bring.

Qt ends the whole program when one of these is missing, with words that help only those who know Qt. So everything that
opens a window (or runs the tests) asks here first. On Debian and Ubuntu missing packages are installed where that needs
no password; otherwise the person gets the one line to run.

Standard library only, and written so that old Pythons can read it: the bootstrap needs it before anything is installed.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from typing import NamedTuple, NoReturn

TYPE_CHECKING = False
if TYPE_CHECKING:
    import subprocess

WRONG_USE = 2
"""Exit code when the person has to do something first."""


class Library(NamedTuple):
    """A shared library, and the Debian packages that bring it: the first of them that there is."""

    soname: str
    packages: tuple[str, ...]


def _libraries(table: str) -> tuple[Library, ...]:
    rows = [line.split() for line in table.strip().splitlines()]
    return tuple(Library(soname, tuple(packages)) for soname, *packages in rows)


# What the Qt libraries in the wheel link to (`readelf -d`) and a minimal Debian lacks.
QT = _libraries("""
    libglib-2.0.so.0        libglib2.0-0t64 libglib2.0-0
    libGL.so.1              libgl1
    libEGL.so.1             libegl1
    libX11.so.6             libx11-6
    libxkbcommon.so.0       libxkbcommon0
    libfontconfig.so.1      libfontconfig1
    libfreetype.so.6        libfreetype6
    libdbus-1.so.3          libdbus-1-3
""")

X11 = _libraries("""
    libX11-xcb.so.1         libx11-xcb1
    libxkbcommon-x11.so.0   libxkbcommon-x11-0
    libxcb-cursor.so.0      libxcb-cursor0
    libxcb-icccm.so.4       libxcb-icccm4
    libxcb-image.so.0       libxcb-image0
    libxcb-keysyms.so.1     libxcb-keysyms1
    libxcb-randr.so.0       libxcb-randr0
    libxcb-render-util.so.0 libxcb-render-util0
    libxcb-shape.so.0       libxcb-shape0
    libxcb-sync.so.1        libxcb-sync1
    libxcb-util.so.1        libxcb-util1
    libxcb-xfixes.so.0      libxcb-xfixes0
    libxcb-xkb.so.1         libxcb-xkb1
""")

WAYLAND = _libraries("""
    libwayland-client.so.0  libwayland-client0
    libwayland-cursor.so.0  libwayland-cursor0
    libwayland-egl.so.1     libwayland-egl1
""")

FRIBIDI = _libraries("libfribidi.so.0 libfribidi0")
"""The tests' independent judge of which way a letter runs."""


def prepare_window() -> None:
    """See to it that a window can be shown.

    Raises:
        SystemExit: With code 2, after a sentence on stderr, if it cannot.
    """
    if not sys.platform.startswith("linux"):
        return
    platform = _platform()
    require_libraries(QT + {"xcb": X11, "wayland": WAYLAND}.get(platform, ()))
    if platform == "xcb" and not _screen_answers():
        leave(f"The screen {os.environ.get('DISPLAY')} does not answer, so no window can be shown.")


def require_libraries(wanted: tuple[Library, ...]) -> None:
    """See to it that shared libraries can be loaded, and install what is missing where that needs no password.

    Raises:
        SystemExit: With code 2, after a sentence on stderr, if some are missing and stay so.
    """
    missing = missing_libraries(wanted)
    if not missing:
        return
    if not shutil.which("apt-get"):
        names = ", ".join(library.soname for library in missing)
        leave(f"Qt needs libraries that are missing here: {names}.\nPlease install them with the system's packages.")
    install_packages([library.packages for library in missing], "libraries that Qt needs")
    missing = missing_libraries(missing)
    if missing:
        leave("Still missing: " + ", ".join(library.soname for library in missing) + ".")


def missing_libraries(wanted: tuple[Library, ...]) -> tuple[Library, ...]:
    """Those of the libraries that cannot be loaded."""
    return tuple(library for library in wanted if not _loads(library.soname))


def install_packages(alternatives: list[tuple[str, ...]], what: str) -> None:
    """Install Debian packages, as root or with a sudo that asks for no password.

    Args:
        alternatives: For each package wanted the names it may have, of which one is enough.
        what: What they are, for the person.

    Raises:
        SystemExit: With code 2, after the line to run, if we may not install or it failed.
    """
    if not shutil.which("apt-get"):
        leave(f"Some {what} are missing. Please install them with the system's packages.")
    as_root = _as_root()
    if as_root is None:
        _leave_with_line(f"Some {what} are missing.", _available(alternatives))
    say(f"Installing {what} …")
    _run([*as_root, "apt-get", "update"])
    packages = _available(alternatives)
    say("  " + " ".join(packages))
    done = _run([*as_root, *_install_line(packages)])
    if done.returncode:
        say(_tail(done.stdout))
        _leave_with_line(f"The {what} could not be installed.", packages)


def say(text: str) -> None:
    """Tell the person; not on stdout, which belongs to the command's result."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def leave(text: str) -> NoReturn:
    """Tell the person what to do first, and end."""
    say(text)
    raise SystemExit(WRONG_USE)


def _platform() -> str:
    """Which of Qt's platforms will be used."""
    asked = os.environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if asked:
        return asked.replace("wayland-egl", "wayland")
    if os.environ.get("DISPLAY"):
        return "xcb"
    if os.environ.get("WAYLAND_DISPLAY"):
        return "wayland"
    leave(
        "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can be shown.\n"
        "Without a screen, start it under a virtual one: xvfb-run -a python3 annotator open"
    )


def _screen_answers() -> bool:
    """Whether the X server lets us in; Qt would abort the program if not."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    answers = not xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return answers


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def _as_root() -> list[str] | None:
    """What to put before a command so that it runs as root; `None` if that would need a password."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and _run(["sudo", "-n", "true"]).returncode == 0:
        return ["sudo", "-n"]
    return None


def _available(alternatives: list[tuple[str, ...]]) -> list[str]:
    """One name for each package: the first that the system's lists know, else the last."""
    return [next((name for name in names[:-1] if _is_known(name)), names[-1]) for names in alternatives]


def _is_known(package: str) -> bool:
    return _run(["apt-cache", "show", "--no-all-versions", package]).returncode == 0


def _install_line(packages: list[str]) -> list[str]:
    return ["apt-get", "install", "-y", "--no-install-recommends", *packages]


def _leave_with_line(problem: str, packages: list[str]) -> NoReturn:
    sudo = "" if os.geteuid() == 0 else "sudo "
    line = f"{sudo}apt-get update; {sudo}{' '.join(_install_line(packages))}"
    leave(f"{problem} Please run this line once, then start again:\n\n  {line}\n")


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    import subprocess  # noqa: PLC0415  # every start of the window passes here, but seldom as far as this

    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    # `sudo` drops the environment, so apt's own question-asker is switched off there by the missing input.
    return subprocess.run(  # noqa: S603  # fixed commands with package names from the tables above
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=environment,
        check=False,
    )


def _tail(output: str) -> str:
    return "\n".join("  " + line for line in output.strip().splitlines()[-8:])
