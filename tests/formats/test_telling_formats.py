"""The first bytes of a file tell its format where several have such names."""

from pathlib import Path

import pytest

from annotator.formats.registry import formats, formats_of, looks_like
from tests.formats.files import written
from tests.formats.summit import summit

JSON = ("oneie", "dygie", "rams", "wikievents", "maven-arg", "maven-ere")


@pytest.mark.parametrize("name", JSON)
@pytest.mark.parametrize("suffix", [".jsonl", ".json"])
def test_lines_of_json_are_told_apart(name: str, suffix: str) -> None:
    made = formats()[name]
    if suffix not in made.info.suffixes:
        return
    head = next(iter(written(made, summit()).values())).encode()
    found = looks_like(head, formats_of(Path(f"x{suffix}")))
    assert found is not None
    assert found.id == name


@pytest.mark.parametrize(("name", "head"), [("conll2012", b"#begin document (a);\n"), ("conll2003", b"-DOCSTART- O\n")])
def test_columns_are_told_apart(name: str, head: bytes) -> None:
    found = looks_like(head, formats_of(Path("x.conll")))
    assert found is not None
    assert found.id == name
