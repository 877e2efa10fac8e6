"""Choices of what to export, kept as records."""

import json

import pytest

from annotator.model.annotation import Status
from annotator.services.exports.choice import ExportChoice, Files, Layers
from annotator.services.exports.files import ExportError
from annotator.services.exports.splitting import Split

FULL = ExportChoice(
    "conll",
    ("leila", "gold"),
    (Status.DONE, Status.STARTED),
    ("ar", "zh-CN"),
    ("PERSON", "Conflict"),
    {"PERSON": "PER", "Conflict.Attack": "ATT"},
    Layers.MAJORITY,
    Files.LEVEL,
    Split.parse("train=80,test=20", 3),
    {"words": "drop"},
)


@pytest.mark.parametrize("choice", [ExportChoice(), FULL])
def test_a_record_tells_the_whole_choice(choice: ExportChoice) -> None:
    record = choice.to_record()
    assert record == json.loads(json.dumps(record))
    assert ExportChoice.from_record(record) == choice
    assert record["format"] == choice.format


def test_what_a_record_does_not_say_is_as_usual() -> None:
    assert ExportChoice.from_record({"labels": ["PERSON"]}) == ExportChoice(labels=("PERSON",))


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"format": "conll", "dreams": 1, "hopes": 2}, "newer version of the program; unknown here: dreams, hopes"),
        ({"split": {"parts": [["a", 1]], "moon": "full"}}, "unknown here: moon"),
        ({"layers": "loudest"}, "loudest"),
        ({"renames": ["PERSON"]}, "cannot be read"),
        ({"labels": "PERSON"}, "cannot be read"),
        ({"split": {"seed": 1}}, "cannot be read"),
        ([], "cannot be read"),
        (None, "cannot be read"),
    ],
)
def test_a_record_that_cannot_be_understood_is_refused(record: object, said: str) -> None:
    with pytest.raises(ExportError, match=said):
        ExportChoice.from_record(record)
