"""The figures of a project."""

from annotator.model.annotation import GOLD, Status
from annotator.services.summary import summary
from annotator.storage import Project
from tests.conftest import LEILA, OMAR
from tests.rich import fill


def test_the_bin_is_counted_apart(project: Project) -> None:
    fill(project)
    found = summary(project.path)
    assert (found.title, found.scheme) == ("Test", ("small", 1))
    assert (found.documents, found.binned) == (3, 1)
    assert found.languages == {"ar": 1, "de": 1, "und": 1}
    assert found.mentions == {GOLD: 9, LEILA: 9, OMAR: 9}
    assert found.statuses[LEILA] == {Status.NEW: 1, Status.STARTED: 1, Status.DONE: 1}


def test_an_empty_project_has_figures_too(project: Project) -> None:
    found = summary(project.path)
    assert (found.documents, found.binned, found.languages, found.statuses) == (0, 0, {}, {})
