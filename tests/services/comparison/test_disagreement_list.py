"""Disagreements with the words that they are about."""

from pathlib import Path

import pytest

from annotator.model.document import Direction
from annotator.services.comparison.corpus_comparison import DocumentComparison, compare_corpus, compare_document
from annotator.services.comparison.disagreement import Difference
from annotator.services.comparison.disagreement_list import listed
from annotator.services.session import Session
from annotator.storage import Project
from tests.conftest import LEILA, OMAR
from tests.rich import fill

BOTH = (LEILA, OMAR)


@pytest.fixture
def path(project: Project) -> Path:
    """Omar lets another mention fill a role, splits a cluster, and has one mention less."""
    fill(project)
    session = Session(project, OMAR)
    arabic = next(project.document_ids())
    layer = session.layer(arabic)
    session.set_attribute([layer.mentions[0].id], "mention", "PRO")
    session.delete([layer.mentions[-1].id])
    project.close()
    return project.path


def everything(path: Path) -> list[DocumentComparison]:
    return list(compare_corpus(path, BOTH))


def test_each_is_told_with_its_words(path: Path) -> None:
    arabic, _german = everything(path)
    found = {one.found.kind: one for one in listed(arabic)}
    assert found[Difference.ATTRIBUTE].quote.startswith("وصل")
    assert found[Difference.MISSING].quote == "كازاخستان"
    assert {one.title for one in found.values()} == {"قمة"}
    assert {one.direction for one in found.values()} == {Direction.RTL}


def test_what_is_the_same_is_known_again(path: Path) -> None:
    arabic, german = everything(path)
    identities = [one.identity for comparison in (arabic, german) for one in listed(comparison)]
    assert len(set(identities)) == len(identities) > 1
    with Session.open(path, OMAR) as session:
        session.set_attribute([session.layer(arabic.document.id).mentions[0].id], "mention", "NOM")
        again = compare_document(session, arabic.document.id, BOTH)
    assert again is not None
    before = {one.identity for one in listed(arabic)}
    assert {one.identity for one in listed(again)} < before
