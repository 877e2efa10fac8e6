"""Telling what is installed, without the library that knows all of the format."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from annotator import installing

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"


@pytest.mark.parametrize("extra", ["", "test"])
def test_requirements_are_read_as_the_standard_reads_them(extra: str) -> None:
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    parsed = [Requirement(line) for line in project["dependencies"] + (extras["test"] if extra else [])]
    own = [one for one in parsed if one.name == project["name"]]
    parsed = [one for one in parsed if one not in own]
    parsed += [Requirement(line) for one in own for other in one.extras for line in extras[other]]
    assert bool(own) == bool(extra)
    wanted = {(one.name, one.specifier) for one in parsed if one.marker is None or one.marker.evaluate()}
    read = {(name, SpecifierSet(bounds)) for name, bounds in installing.requirements(PYPROJECT, extra)}
    assert read == wanted


def test_dev_includes_test_and_not_itself() -> None:
    names = {name for name, _ in installing.requirements(PYPROJECT, "dev")}
    assert {"pytest", "ruff"} <= names
    assert "annotator" not in names


PARTS = st.lists(st.integers(0, 20), min_size=1, max_size=3).map(lambda parts: ".".join(map(str, parts)))


@given(PARTS, PARTS, st.sampled_from([">=", "<"]))
def test_bounds_hold_as_the_standard_says(version: str, bound: str, operator: str) -> None:
    # The standard fills up with zeros, so that 6 is 6.0; compare versions of one length.
    version, bound = (".".join([*text.split("."), "0", "0"][:3]) for text in (version, bound))
    assert installing.fits(version, operator + bound) is SpecifierSet(operator + bound).contains(version)


@pytest.mark.parametrize(
    ("version", "bounds", "fit"),
    [
        ("6.11.3", ">=6.11,<6.12", True),
        ("6.12.0", ">=6.11,<6.12", False),
        ("2026.9.26.post1", ">=2025.9", True),
        ("7.0rc1", ">=7", True),
        ("1.0", "", True),
        # What it cannot read it does not trust: then the private environment decides.
        ("1.0", "~=1.0", False),
        ("unknown", ">=1", False),
    ],
)
def test_versions_and_bounds(version: str, bounds: str, fit: bool) -> None:
    assert installing.fits(version, bounds) is fit


def test_these_tests_run_where_everything_is_installed() -> None:
    assert installing.is_satisfied(PYPROJECT, "test")


def test_a_missing_package_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text('[project]\nname = "x"\ndependencies = ["no-such-package>=1"]\n', encoding="utf-8")
    assert not installing.is_satisfied(file, "")


def test_an_old_package_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text('[project]\nname = "x"\ndependencies = ["click>=900"]\n', encoding="utf-8")
    assert not installing.is_satisfied(file, "")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("  Downloading pyside6_essentials-6.11.3-cp310-abi3-any.whl (80.3 MB)", "pyside6_essentials 6.11.3 (80.3 MB)"),
        ("Using cached langdetect-1.0.9.tar.gz (981 kB)", "langdetect 1.0.9 (981 kB)"),
        ("  Downloading https://example.org/a/six-1.17.0-py2.py3-none-any.whl (11 kB)", "six 1.17.0 (11 kB)"),
        ("Installing collected packages: six, click, regex", "unpacking 3 packages"),
        ("Collecting six", ""),
        ("  Downloading pyside6_essentials-6.11.3-cp310-abi3-any.whl.metadata (3.9 kB)", ""),
    ],
)
def test_what_pip_says_is_retold_in_plain_words(capsys: pytest.CaptureFixture[str], line: str, said: str) -> None:
    installing._say_in_plain_words(line + "\n")
    assert capsys.readouterr().err.strip() == said
