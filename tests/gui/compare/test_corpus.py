"""The comparison of a whole project beside the work."""

from pathlib import Path

import pytest

from annotator.gui.compare import corpus as corpus_module
from annotator.gui.compare.corpus import Corpus
from annotator.gui.tasks import Tasks
from annotator.model.annotation import Annotator, Layer, Status
from annotator.model.change import Act, Changes, now
from annotator.model.errors import AnnotatorError
from annotator.model.ids import DocumentId
from annotator.services.comparison.comparing import Against
from annotator.services.comparison.corpus_comparison import compare_corpus
from annotator.services.comparison.disagreement import Difference, Wanted
from annotator.services.comparison.disagreement_list import Listed
from annotator.services.comparison.rule_disagreements import everyone
from annotator.services.schemes.edits import edit_scheme
from annotator.services.schemes.label_edits import RenameLabel
from annotator.services.session import Session
from tests.gui.compare.conftest import BOTH, LEILA, MEHDI, SARA, settle


def counts(corpus: Corpus) -> dict[DocumentId, int]:
    assert corpus.tally is not None
    return {document.document: corpus.tally.total(document) for document in corpus.tally}


def truth(path: Path, annotators=BOTH, against: Against = Against.FIRST) -> dict[DocumentId, int]:
    found = compare_corpus(path, annotators, against=against)
    return {c.document.id: len(c.disagreements) for c in found if len(c.layers) > 1}


def test_the_first_two_are_compared_and_all_documents_counted(corpus: Corpus, reviewing: Session) -> None:
    assert corpus.annotators == BOTH
    assert corpus.people() == (LEILA, MEHDI, SARA)
    assert corpus.is_complete
    assert counts(corpus) == truth(reviewing.path)


def test_others_are_compared_on_demand(qtbot, corpus: Corpus, reviewing: Session) -> None:
    with qtbot.waitSignal(corpus.restarted):
        corpus.choose((SARA, LEILA, MEHDI), Against.ALL)
    assert not corpus.is_complete
    settle(qtbot, corpus)
    assert counts(corpus) == truth(reviewing.path, (SARA, LEILA, MEHDI), Against.ALL)


@pytest.mark.parametrize("names", [(LEILA, LEILA), (LEILA,), (LEILA, "nobody")])
def test_nobody_is_compared_with_herself_or_a_stranger(corpus: Corpus, names) -> None:
    with pytest.raises(AnnotatorError):
        corpus.choose(names, Against.FIRST)
    assert corpus.annotators == BOTH
    assert corpus.tally is not None


def test_an_edit_costs_one_document(qtbot, corpus: Corpus, reviewing: Session) -> None:
    heard: list[list[DocumentId]] = []
    corpus.counted.connect(heard.append)
    reviewing.subscribe(corpus.follow)
    first, second, *_rest = counts(corpus)
    reviewing.delete([m.id for m in reviewing.layer(second).mentions[:3]])
    assert heard == []
    corpus.catch_up()
    assert heard == [[second]]
    assert not corpus.is_counting
    assert counts(corpus) == truth(reviewing.path)
    corpus.catch_up()
    assert heard == [[second]]
    reviewing.bin([first])
    corpus.catch_up()
    assert list(counts(corpus)) == list(truth(reviewing.path))
    reviewing.restore([first])
    corpus.catch_up()
    assert list(counts(corpus)) == list(truth(reviewing.path))


def test_many_edits_are_compared_in_the_background(
    qtbot, monkeypatch: pytest.MonkeyPatch, corpus: Corpus, reviewing: Session
) -> None:
    monkeypatch.setattr(corpus_module, "_AT_ONCE", 1)
    reviewing.subscribe(corpus.follow)
    reviewing.delete([m.id for document in list(counts(corpus))[:2] for m in reviewing.layer(document).mentions[:2]])
    corpus.catch_up()
    assert corpus.is_counting
    settle(qtbot, corpus)
    assert counts(corpus) == truth(reviewing.path)
    assert corpus.is_complete


def test_what_is_edited_while_it_counts_is_not_overwritten(qtbot, corpus: Corpus, reviewing: Session) -> None:
    """The job sees the project as it was when it began."""
    reviewing.subscribe(corpus.follow)
    last = list(counts(corpus))[-1]
    corpus.choose((MEHDI, LEILA), Against.FIRST)
    reviewing.delete([m.id for m in reviewing.layer(last).mentions])
    corpus.catch_up()
    settle(qtbot, corpus)
    assert counts(corpus) == truth(reviewing.path, (MEHDI, LEILA))


def test_a_list_of_all_is_what_the_filter_admits(qtbot, corpus: Corpus, reviewing: Session) -> None:
    wanted = Wanted(kinds=frozenset({Difference.LABEL}))
    assert corpus.tally is not None
    corpus.tally.want(wanted, reviewing.scheme)
    found: list[Listed] = []
    corpus.listed.connect(found.extend)
    corpus.list_all()
    corpus.list_all()
    settle(qtbot, corpus)
    expected = [d for c in compare_corpus(reviewing.path, BOTH, wanted) for d in c.disagreements]
    assert [one.found for one in found] == expected
    corpus.tally.want(Wanted(labels=("MONEY",), kinds=frozenset({Difference.CLUSTER_SPLIT})), reviewing.scheme)
    found.clear()
    corpus.list_all()
    settle(qtbot, corpus)
    assert found == []


def test_it_can_be_stopped_and_go_on(qtbot, reviewing: Session) -> None:
    tasks = Tasks()
    corpus = Corpus(tasks, tasks)
    corpus.set_session(reviewing)
    tasks.cancel()
    settle(qtbot, corpus)
    assert not corpus.is_complete
    corpus.go_on()
    settle(qtbot, corpus)
    assert corpus.is_complete
    assert counts(corpus) == truth(reviewing.path)
    corpus.set_session(None)
    assert (corpus.tally, corpus.annotators) == (None, ())
    tasks.stop()


def test_one_person_alone_has_nothing_to_compare_until_another_comes(qtbot, session: Session, document) -> None:
    tasks = Tasks()
    corpus = Corpus(tasks, tasks)
    session.set_status([document], Status.DONE)
    corpus.set_session(session)
    assert corpus.tally is None
    act = Act("layer.merge", MEHDI)
    changes = [act.change(None, Annotator(MEHDI, now())), act.change(None, Layer(document, MEHDI, Status.DONE))]
    session.apply(changes)
    corpus.follow(Changes(tuple(changes)))
    corpus.catch_up()
    settle(qtbot, corpus)
    assert corpus.annotators == (LEILA, MEHDI)
    assert counts(corpus) == {document: 0}
    tasks.stop()


def test_another_scheme_begins_anew(qtbot, corpus: Corpus, reviewing: Session) -> None:
    before = corpus.tally
    reviewing.subscribe(corpus.follow)
    edit_scheme(reviewing, RenameLabel("GPE", "PLACE"))
    corpus.catch_up()
    settle(qtbot, corpus)
    assert corpus.tally is not before
    assert counts(corpus) == truth(reviewing.path)


def test_whom_it_begins_with_can_be_chosen(qtbot, reviewing: Session) -> None:
    tasks = Tasks()
    made = Corpus(tasks, tasks, begins_with=everyone)
    made.set_session(reviewing)
    assert (made.annotators, made.against) == ((LEILA, MEHDI, SARA), Against.ALL)
    settle(qtbot, made)
    assert counts(made) == truth(reviewing.path, (LEILA, MEHDI, SARA), Against.ALL)
    tasks.stop()
    tasks.deleteLater()
