"""A choice of what to export as it is said on the command line; that it is understood so is tested with that."""

import pytest

from annotator.model.annotation import Status
from annotator.services.exports.choice import ExportChoice, Files, Layers
from annotator.services.exports.command import flags
from annotator.services.exports.splitting import Split

FULL = ExportChoice(
    "conll2003",
    ("leila", "gold"),
    (Status.DONE,),
    ("ar", "fa"),
    ("PERSON",),
    {"PERSON": "a b"},
    Layers.EACH,
    Files.LEVEL,
    Split.parse("train=80,test=20.5", 3),
    {"words": "drop"},
)


@pytest.mark.parametrize(
    ("choice", "said", "expected"),
    [
        (ExportChoice(), ExportChoice(), ""),
        (FULL, FULL, ""),
        (
            FULL,
            ExportChoice(),
            "--format conll2003 --annotator leila --gold --status done --language ar --language fa --label PERSON "
            "--rename PERSON=a b --files level --option words=drop --split train=80,test=20.5 --seed 3",
        ),
        (ExportChoice(layers=Layers.MAJORITY), ExportChoice(), "--majority"),
        (ExportChoice(), ExportChoice(layers=Layers.MAJORITY), "--each"),
        (ExportChoice(), ExportChoice(files=Files.KIND), "--files one"),
        (ExportChoice("a", options={"x": "1", "y": "2"}), ExportChoice("a", options={"x": "1"}), "--option y=2"),
        (ExportChoice("a", options={"x": "1"}), ExportChoice("b", options={"x": "1"}), "--format a --option x=1"),
    ],
)
def test_only_what_is_not_said_already(choice: ExportChoice, said: ExportChoice, expected: str) -> None:
    assert " ".join(flags(choice, said)) == expected
