"""What the layers of a whole project say differently."""

import sqlite3
from pathlib import Path

import pytest

from annotator.model.annotation import GOLD, Status
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName
from annotator.model.span import Span
from annotator.services.comparison.comparing import Against
from annotator.services.comparison.corpus_comparison import choose_annotators, compare_corpus
from annotator.services.comparison.disagreement import Difference, Wanted
from annotator.services.job import CancelledError, Progress
from annotator.services.session import Session
from annotator.storage import Project
from tests.conftest import LEILA, OMAR, add_documents
from tests.rich import fill

BOTH = (LEILA, OMAR)


@pytest.fixture
def path(project: Project) -> Path:
    """Three layers alike of an Arabic and a German document; two more documents, one in the bin."""
    fill(project)
    project.close()
    return project.path


def test_each_document_in_the_order_of_import(path: Path) -> None:
    with Session.open(path, OMAR) as session:
        _arabic, german, *_others = session.project.document_ids()
        session.delete([session.layer(german).mentions[-1].id])
    first, second = compare_corpus(path, BOTH)
    assert [c.document.title for c in (first, second)] == ["قمة", "Gespräche"]
    assert first.disagreements == ()
    assert [d.kind for d in second.disagreements] == [Difference.MISSING]
    assert [(layer.annotator, layer.status) for layer in second.layers] == [
        (LEILA, Status.DONE),
        (OMAR, Status.STARTED),
    ]
    assert "CICA" in second.text


def test_documents_that_only_one_has_begun_come_apart(path: Path) -> None:
    with Session.open(path, OMAR) as session:
        plain = list(session.project.document_ids())[2]
        session.set_status([plain], Status.DONE)
    *_both, alone = compare_corpus(path, BOTH)
    assert not alone.is_compared
    assert [layer.annotator for layer in alone.layers] == [OMAR]
    with Session.open(path, LEILA) as session:
        session.add_mention(plain, Span.of(0, 6), "PERSON")
    *_both, begun = compare_corpus(path, BOTH)
    assert [d.kind for d in begun.disagreements] == [Difference.MISSING]


def test_a_layer_that_is_new_and_empty_is_not_begun(path: Path) -> None:
    with Session.open(path, OMAR) as session:
        plain = list(session.project.document_ids())[2]
        session.set_status([plain], Status.NEW)
    assert len(list(compare_corpus(path, BOTH))) == 2


def test_the_bin_is_left_out(path: Path) -> None:
    with Session.open(path, OMAR) as session:
        session.bin([next(session.project.document_ids())])
    assert [c.document.title for c in compare_corpus(path, BOTH)] == ["Gespräche"]


def test_choices(path: Path) -> None:
    with Session.open(path, OMAR) as session:
        arabic, german, *_others = session.project.document_ids()
        session.delete([m.id for document in (arabic, german) for m in session.layer(document).mentions])
    count = {c.document.id: len(c.disagreements) for c in compare_corpus(path, BOTH)}
    assert count == {arabic: 6, german: 4}
    (some,) = compare_corpus(path, BOTH, Wanted(kinds=frozenset({Difference.MISSING}), languages=("de",)))
    assert (some.document.id, len(some.disagreements)) == (german, 4)
    (one,) = compare_corpus(path, BOTH, Wanted(labels=("GPE",)), documents=[arabic])
    assert [d.kind for d in one.disagreements] == [Difference.MISSING] * 2


def test_only_documents_that_all_who_are_compared_have_so(path: Path) -> None:
    done = Wanted(statuses=(Status.DONE,))
    assert list(compare_corpus(path, BOTH, done)) == []
    with Session.open(path, OMAR) as session:
        arabic, german, *_others = session.project.document_ids()
        for name, documents in ((OMAR, [arabic, german]), (LEILA, [german])):
            session.annotator = name
            session.set_status(documents, Status.DONE)
    assert [c.document.id for c in compare_corpus(path, BOTH, done)] == [german]
    assert [c.document.id for c in compare_corpus(path, (OMAR, GOLD), done)] == []


def test_three_layers(path: Path) -> None:
    with Session.open(path, OMAR) as session:
        german = list(session.project.document_ids())[1]
        session.delete([session.layer(german).mentions[-1].id])
    names = (LEILA, OMAR, GOLD)
    couples = [[d.annotators for d in c.disagreements] for c in compare_corpus(path, names, against=Against.ALL)]
    assert couples == [[], [(LEILA, OMAR), (OMAR, GOLD)]]
    assert [d.annotators for c in compare_corpus(path, names) for d in c.disagreements] == [(LEILA, OMAR)]
    assert [d.annotators for c in compare_corpus(path, names[::-1]) for d in c.disagreements] == [(GOLD, OMAR)]


def test_it_reads_while_another_writes(path: Path) -> None:
    with Session.open(path, OMAR) as session:
        found = compare_corpus(path, BOTH)
        next(found)
        german = list(session.project.document_ids())[1]
        session.delete([m.id for m in session.layer(german).mentions])
        assert next(found).disagreements == ()
    assert [len(c.disagreements) for c in compare_corpus(path, BOTH)] == [0, 4]


def test_progress_and_cancel(path: Path) -> None:
    heard: list[tuple[int, int]] = []

    def listen(done: int, total: int, _text: str) -> None:
        heard.append((done, total))
        progress.cancel()

    progress = Progress(listen)
    with pytest.raises(CancelledError):
        list(compare_corpus(path, BOTH, progress=progress))
    assert heard == [(0, 2)]


def test_a_damaged_layer_is_told_and_the_others_are_compared(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("UPDATE mention SET attributes = '{' WHERE rowid = (SELECT min(rowid) FROM mention)")
    db.commit()
    db.close()
    first, second = compare_corpus(path, BOTH)
    assert "damaged" in first.damage
    assert not first.is_compared
    assert second.is_compared


def test_who_can_be_compared(path: Path, project_path: Path) -> None:
    assert choose_annotators(path, ()) == (GOLD, LEILA, OMAR)
    assert choose_annotators(path, ("omar", "leila")) == (OMAR, LEILA)
    for names, words in ((("omar",), "two annotators"), (("omar", "omar"), "itself"), (("x", "omar"), "“x”")):
        with pytest.raises(AnnotatorError, match=words):
            choose_annotators(path, names)


def test_a_project_of_nobody(project: Project) -> None:
    changes, texts = add_documents("A text")
    project.apply(changes, texts=texts)
    project.close()
    assert list(compare_corpus(project.path, (LEILA, AnnotatorName("x")))) == []
    with pytest.raises(AnnotatorError, match="nobody"):
        choose_annotators(project.path, ("x",))
