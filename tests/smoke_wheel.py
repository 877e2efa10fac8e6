"""The wheel at work: start the program on the sample articles, label a name, export, look at the file.

Run by `.ci/run` with the Python of an empty environment into which only the wheel was installed, from an empty folder
outside the checkout. It is no test of pytest's, which is not there.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import annotator
from annotator import assets
from annotator.app import Starter, make_application
from annotator.model.ids import DocumentId
from annotator.model.span import Span
from annotator.services.documents import DocumentList
from annotator.services.session import Session
from annotator.settings import Settings

NAME = "كازاخستان"
LABEL = "GPE"
PATIENCE = 60.0
"""Seconds."""


def main() -> None:
    """Do it all; the first thing that is not as it should be ends it with a traceback."""
    here = Path.cwd()
    assert Path(annotator.__file__).is_relative_to(sys.prefix), "this is not the wheel's program"
    assert assets.seeds().is_relative_to(sys.prefix), "these are not the wheel's articles"
    label_in_the_window(here)
    target = here / "out.jsonl"
    command = Path(sys.executable).with_name("annotator")
    subprocess.run([command, "export", here / "seeds.annotator", target, "--format", "annotator-jsonl"], check=True)
    look_at(target)
    sys.stdout.write("The wheel works: opened, labelled, exported.\n")


def label_in_the_window(folder: Path) -> None:
    """Open the sample articles in the real window, and label a name as its key would."""
    app = make_application()
    settings = Settings(path=folder / "settings.json", annotator="smoke")
    window = Starter(app, settings, [assets.seeds()]).window
    window.show()

    def wait_until(is_so: Callable[[], object], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < deadline, f"{what} did not happen in {PATIENCE:.0f} seconds"
            app.processEvents()

    session = window.projects.session
    assert session is not None, "no project was opened"
    wait_until(lambda: len(all_documents(session)) == 5, "the import")
    document = next(one for one in all_documents(session) if NAME in session.text(one))
    window.open_document(document)
    start = session.text(document).index(NAME)
    window.centre.view.set_selection(Span.of(start, start + len(NAME)))
    window.labelling.use(LABEL)
    wait_until(lambda: session.layer(document).mentions, "the label")
    window.close()


def all_documents(session: Session) -> list[DocumentId]:
    """The documents of the project, in the order of the list."""
    rows = DocumentList(session)
    return [row.id for row in map(rows.row, range(len(rows))) if row is not None]


def look_at(file: Path) -> None:
    """Check the exported file against what was labelled."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 5, lines
    entities = [(line["text"], entity) for line in lines for entity in line["entities"]]
    ((text, entity),) = entities
    assert entity["label"] == LABEL
    assert entity["text"] == text[entity["start"] : entity["end"]] == NAME


if __name__ == "__main__":
    main()
