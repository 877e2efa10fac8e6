"""The PySide6 that is installed is one that can be trusted.

PySide6 6.12 below Python 3.12 takes one reference off `None` at every call that returns nothing, and the interpreter
dies within a second of any real window.
"""

import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from PySide6.QtCore import QObject

CALLS = 20_000


def test_a_void_call_leaves_none_alone(qapp):
    target = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        target.setObjectName("x")
    # Other threads and caches may move the count a little; the fault moved it by one a call.
    assert abs(sys.getrefcount(None) - before) < CALLS / 100


def qt_requirements(python: str) -> list[Requirement]:
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [Requirement(line) for line in project["dependencies"]]
    return [
        one
        for one in wanted
        if one.name == "PySide6-Essentials" and (one.marker is None or one.marker.evaluate({"python_version": python}))
    ]


@pytest.mark.parametrize(
    ("python", "version", "allowed"),
    [
        ("3.11", "6.12.0", False),
        ("3.11", "6.12.3", False),
        ("3.11", "6.11.3", True),
        ("3.12", "6.12.0", True),
        ("3.13", "6.12.0", True),
        ("3.13", "6.10.3", False),
    ],
)
def test_the_faulty_versions_are_excluded_where_they_are_faulty(python, version, allowed):
    (wanted,) = qt_requirements(python)
    assert wanted.specifier.contains(version) is allowed
