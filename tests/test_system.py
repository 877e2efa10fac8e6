"""What the computer lacks is installed where nobody is asked for a password, and named in one line otherwise.

The system's own commands are stood in for by small scripts that write down how they were called.
"""

import os
import sys
from pathlib import Path

import pytest

from annotator import system
from annotator.system import Library

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="about Linux")

MISSING = (Library("libno-such-thing.so.9", ("libno-such-thing9t64", "libno-such-thing9")),)


class Machine:
    """A computer on which only these commands exist."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"

    def has(self, name: str, script: str = "exit 0") -> None:
        command = self.folder / name
        command.write_text(f'#!/bin/sh\necho "{name} $*" >> "{self.log}"\n{script}\n')
        command.chmod(0o755)

    def calls(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    return Machine(tmp_path)


def leaving(capsys: pytest.CaptureFixture[str], wanted: tuple[Library, ...] = MISSING) -> str:
    """What is said when the libraries cannot be had."""
    with pytest.raises(SystemExit) as left:
        system.require_libraries(wanted)
    assert left.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def test_nothing_is_asked_when_nothing_is_missing(machine: Machine) -> None:
    machine.has("apt-get")
    system.require_libraries(system.QT)
    assert machine.calls() == []


def test_on_other_systems_the_libraries_are_named(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    assert "libno-such-thing.so.9" in leaving(capsys)
    assert machine.calls() == []


def test_on_other_systems_parts_of_python_are_asked_for(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        system.install_packages([("python3-venv",)], "parts of Python")
    assert "parts of Python" in capsys.readouterr().err
    assert machine.calls() == []


def test_without_rights_one_line_is_given(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.has("apt-get")
    machine.has("apt-cache", "exit 100")
    said = leaving(capsys)
    line = "  sudo apt-get update; sudo apt-get install -y --no-install-recommends libno-such-thing9\n"
    assert line in said
    assert not any(call.startswith("apt-get") for call in machine.calls())


def test_a_sudo_that_asks_for_a_password_is_not_used(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.has("apt-get")
    machine.has("apt-cache")
    machine.has("sudo", "exit 1")
    assert "sudo apt-get install" in leaving(capsys)
    assert [call for call in machine.calls() if call.startswith("sudo")] == ["sudo -n true"]


def test_root_installs_by_itself(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    machine.has("apt-get")
    machine.has("apt-cache", "exit 100")
    # The stand-in installs nothing, and that is noticed.
    assert "Still missing: libno-such-thing.so.9" in leaving(capsys)
    assert machine.calls() == [
        "apt-get update",
        "apt-cache show --no-all-versions libno-such-thing9t64",
        "apt-get install -y --no-install-recommends libno-such-thing9",
    ]


def test_newer_names_of_packages_come_first(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.has("apt-get")
    machine.has("apt-cache")
    machine.has("sudo", '[ "$2" = true ] || exec "$2" "$3" "$4" "$5" "$6"')
    leaving(capsys)
    assert "sudo -n apt-get install -y --no-install-recommends libno-such-thing9t64" in machine.calls()


def test_a_failed_installation_ends_in_the_line(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    machine.has("apt-get", "echo E: no network; exit 100")
    machine.has("apt-cache", "exit 100")
    said = leaving(capsys)
    assert "E: no network" in said
    assert "  apt-get update; apt-get install" in said
    assert "sudo" not in said


@pytest.mark.parametrize(
    ("environ", "platform"),
    [
        ({"DISPLAY": ":0"}, "xcb"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "xcb"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "wayland"),
        ({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}, "offscreen"),
        ({"QT_QPA_PLATFORM": "wayland-egl;xcb"}, "wayland"),
        ({"QT_QPA_PLATFORM": "offscreen:dpi=96"}, "offscreen"),
    ],
)
def test_the_platform_is_the_one_that_qt_will_take(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], platform: str
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert system._platform() == platform


def test_without_a_screen_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SystemExit):
        system.prepare_window()
    said = capsys.readouterr().err
    assert "no screen" in said
    assert "xvfb-run" in said


def test_offscreen_needs_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    system.prepare_window()


@pytest.mark.skipif(bool(system.missing_libraries(system.X11)), reason="X11 libraries are not installed here")
def test_a_screen_that_does_not_answer_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv("DISPLAY", ":7654")
    with pytest.raises(SystemExit):
        system.prepare_window()
    assert ":7654" in capsys.readouterr().err


@pytest.mark.parametrize("table", [system.QT, system.X11, system.WAYLAND, system.FRIBIDI])
def test_every_library_has_a_package(table: tuple[Library, ...]) -> None:
    assert all(".so." in library.soname and library.packages for library in table)
