"""The list of what an export loses, by document, as a JSON file."""

import json
from pathlib import Path

from annotator.formats.losses import Losses
from annotator.services.exports.files import ExportError


def write_losses(path: Path, format_id: str, losses: Losses) -> None:
    """Write what a format cannot carry: in all, and of each document that loses something.

    Raises:
        ExportError: If it cannot be written.
    """
    documents = [
        {"document": document, "losses": {str(loss): count for loss, count in lost.items()}}
        for document, lost in losses.by_document.items()
    ]
    totals = {str(loss): count for loss, count in losses.totals.items()}
    said = {"format": format_id, "losses": totals, "documents": documents}
    try:
        path.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", "utf-8")
    except OSError as error:
        raise ExportError(f"“{path}” could not be written: {error.strerror or error}.", path=path) from error
