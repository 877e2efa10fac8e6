"""What the program loads before its first picture: each module there costs everyone who starts it.

Whoever makes one of these tests fail imports the module where it is first needed, or makes the worker a latecomer.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from annotator.settings import Settings

_PROGRAM = """
import sys
from pathlib import Path
from annotator.app import Starter, make_application
from annotator.settings import Settings

app = make_application()
starter = Starter(app, Settings.load(), [Path(path) for path in sys.argv[1:]])
starter.first_picture.seen.disconnect()  # what comes after the picture may load anything
starter.first_picture.seen.connect(app.quit)
starter.window.show()
app.exec()
print(*sys.modules)
"""


@pytest.fixture(scope="module")
def loaded(sample_project: Path, tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The modules that are there when the sample project has been painted for the first time."""
    folder = tmp_path_factory.mktemp("start")
    project = folder / sample_project.name
    project.write_bytes(sample_project.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANNOTATOR_CONFIG_DIR", str(folder))
        Settings(path=folder / "settings.json", annotator="leila").save()
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, str(project)],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        )
    return frozenset(done.stdout.split())


def inside(package: str, loaded: frozenset[str]) -> set[str]:
    """The names of the modules of a package, without its own."""
    return {name.removeprefix(f"{package}.") for name in loaded if name.startswith(f"{package}.")}


def test_the_project_was_painted(loaded: frozenset[str]) -> None:
    """Or the other tests would say nothing."""
    assert {"annotator.storage.schema", "annotator.gui.article.paint"} <= loaded


def test_of_the_services_only_those_of_the_list_and_the_open_layer(loaded: frozenset[str]) -> None:
    edits = {"arguments", "cluster_changes", "reversing"}
    assert inside("annotator.services", loaded) <= {
        "blindness",
        "documents",
        "job",
        "live_layer",
        "opening",
        "session",
        "texts",
        *edits,
    }


def test_of_the_panels_only_those_that_are_seen(loaded: frozenset[str]) -> None:
    panels = inside("annotator.gui.panels", loaded)
    assert {panel.split("_")[0] for panel in panels} == {"documents", "find", "inspector", "palette", "welcome"}
    assert {panel for panel in panels if panel.startswith("inspector_")} == {"inspector_tabbing"}


@pytest.mark.parametrize("package", ["formats", "gui.dialogs", "gui.scheme"])
def test_nothing_of_whole_packages(loaded: frozenset[str], package: str) -> None:
    assert not inside(f"annotator.{package}", loaded)


def test_no_worker_that_waits_for_a_gesture(loaded: frozenset[str]) -> None:
    late = {
        "adjudicating",
        "attributing",
        "blinding",
        "checking",
        "cluster_edits",
        "clustering",
        "command_search",
        "commenting",
        "comparing",
        "exporting",
        "link_edits",
        "link_offers",
        "linking",
        "merging",
        "near",
        "outcomes",
    }
    assert not late & inside("annotator.gui", loaded)


def test_no_library_that_only_jobs_need(loaded: frozenset[str]) -> None:
    assert not {"chardet", "langdetect", "regex", "sentencex", "yaml"} & loaded
