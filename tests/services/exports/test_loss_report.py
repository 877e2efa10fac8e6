"""The list of losses as a file."""

import json
from pathlib import Path

import pytest

from annotator.formats.losses import Loss, Losses
from annotator.model.ids import DocumentId
from annotator.services.exports.files import ExportError
from annotator.services.exports.loss_report import write_losses


def test_it_names_every_document_that_loses_something(tmp_path: Path) -> None:
    losses = Losses()
    losses.add(DocumentId("b"), Loss.EVENT, 2)
    losses.add(DocumentId("a"), Loss.NESTED)
    losses.add(DocumentId("b"), Loss.NESTED)
    write_losses(tmp_path / "losses.json", "conll2003", losses)
    assert json.loads((tmp_path / "losses.json").read_text("utf-8")) == {
        "format": "conll2003",
        "losses": {"nested-mentions": 2, "events": 2},
        "documents": [
            {"document": "b", "losses": {"events": 2, "nested-mentions": 1}},
            {"document": "a", "losses": {"nested-mentions": 1}},
        ],
    }


def test_where_it_cannot_be_written_a_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="could not be written"):
        write_losses(tmp_path / "no" / "losses.json", "conll2003", Losses())
