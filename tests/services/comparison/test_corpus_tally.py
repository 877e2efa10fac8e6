"""Counts of disagreements for any filter, without the disagreements."""

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from annotator.model.annotation import Kind, Status
from annotator.model.ids import DocumentId
from annotator.model.scheme import Scheme
from annotator.services.comparison.comparing import Against
from annotator.services.comparison.corpus_comparison import compare_corpus, compare_document
from annotator.services.comparison.corpus_tally import CorpusTally, counted, trait_of
from annotator.services.comparison.disagreement import Difference, Meeting, Wanted
from annotator.services.session import Session
from annotator.storage import Project
from tests.conftest import LEILA, OMAR
from tests.rich import fill

BOTH = (LEILA, OMAR)


@pytest.fixture
def path(project: Project) -> Path:
    """Omar has lost most of his German layer, and says other things in the Arabic one."""
    fill(project)
    session = Session(project, OMAR)
    arabic, german, *_others = project.document_ids()
    mentions = session.layer(arabic).mentions
    session.relabel([mentions[-1].id], "PERSON")
    session.set_attribute([mentions[0].id], "mention", "PRO")
    session.delete([m.id for m in session.layer(german).mentions[1:]])
    project.close()
    return project.path


@pytest.fixture
def tally(path: Path, scheme: Scheme) -> CorpusTally:
    made = CorpusTally(scheme)
    for comparison in compare_corpus(path, BOTH):
        made.put(counted(comparison))
    return made


FILTERS = (
    Wanted(),
    Wanted(kinds=frozenset({Difference.MISSING, Difference.LABEL})),
    Wanted(labels=("GPE",)),
    Wanted(labels=("Contact",)),
    Wanted(annotators=(OMAR,)),
    Wanted(languages=("de",)),
    Wanted(statuses=(Status.DONE,)),
    Wanted(statuses=(Status.DONE, Status.STARTED), kinds=frozenset({Difference.MISSING})),
    Wanted(kinds=frozenset({Difference.MISSING}), languages=("ar", "de"), labels=("PERSON", "Statement")),
    Wanted(meeting=Meeting(BOTH, Kind.ENTITY, ("PERSON", "GPE"))),
    Wanted(meeting=Meeting((OMAR, LEILA), Kind.EVENT, ("", "Contact.Meet"))),
    Wanted(meeting=Meeting(BOTH, None, ("Place", ""))),
    Wanted(meeting=Meeting(BOTH, None, ("Participant", ""))),
    Wanted(roles=("Place",)),
    Wanted(roles=("Participant",), labels=("Contact",)),
)


@pytest.mark.parametrize("wanted", FILTERS)
def test_it_counts_what_comparing_finds(path: Path, scheme: Scheme, tally: CorpusTally, wanted: Wanted) -> None:
    tally.want(wanted, scheme)
    found = {c.document.id: c for c in compare_corpus(path, BOTH, wanted)}
    for document in tally:
        kinds = Counter(d.kind for d in found[document.document].disagreements) if document.document in found else {}
        assert tally.count(document) == sum(kinds.values())
        told = tally.kinds(document)
        assert {kind: n for kind, n in told.items() if not wanted.kinds or kind in wanted.kinds} == kinds
    assert tally.count_all() == sum(len(comparison.disagreements) for comparison in found.values())
    assert tally.kinds_all() == sum((tally.kinds(document) for document in tally), Counter())


def test_kinds_are_counted_as_if_all_were_wanted(scheme: Scheme, tally: CorpusTally) -> None:
    everything = tally.kinds_all()
    assert len(everything) > 2
    tally.want(Wanted(kinds=frozenset({Difference.LABEL})), scheme)
    assert tally.kinds_all() == everything
    assert sum(map(tally.count, tally)) == everything[Difference.LABEL]
    assert sum(map(tally.total, tally)) == everything.total()


def test_documents_stay_in_the_order_of_import(path: Path, scheme: Scheme, tally: CorpusTally) -> None:
    ids = [document.document for document in tally]
    first = tally.get(ids[0])
    assert first is not None
    tally.remove(ids[0])
    tally.remove(ids[0])
    assert [document.document for document in tally] == ids[1:]
    assert tally.get(ids[0]) is None
    with Session.open(path, OMAR) as session:
        again = compare_document(session, ids[0], BOTH)
        assert again is not None
        tally.put(counted(again))
        assert [document.document for document in tally] == ids
        second = tally.get(ids[1])
        assert second is not None
        before = tally.count(second)
        session.delete([m.id for m in session.layer(ids[1]).mentions])
        now = compare_document(session, ids[1], BOTH)
        assert now is not None
        tally.put(counted(now))
        second = tally.get(ids[1])
        assert second is not None
    assert len(tally) == len(ids)
    assert tally.count_all() == sum(map(tally.count, tally))
    assert tally.count(second) != before


def test_one_document_is_compared_as_the_corpus_is(path: Path) -> None:
    with Session.open(path, LEILA) as session:
        for comparison in compare_corpus(path, BOTH, against=Against.ALL):
            assert compare_document(session, comparison.document.id, BOTH, against=Against.ALL) == comparison
        arabic, _german, plain, *_binned = session.project.document_ids()
        assert compare_document(session, plain, BOTH) is None
        assert compare_document(session, DocumentId("gone"), BOTH) is None
        session.bin([arabic])
        assert compare_document(session, arabic, BOTH) is None


def test_who_is_not_done_is_told(path: Path) -> None:
    with Session.open(path, OMAR) as session:
        german = list(session.project.document_ids())[1]
        started = compare_document(session, german, BOTH)
        session.set_status([german], Status.DONE)
        done = compare_document(session, german, BOTH)
    assert started is not None
    assert done is not None
    assert (counted(started).unfinished, counted(done).unfinished) == ((OMAR,), ())


def test_a_filter_sees_no_more_than_a_trait_does(path: Path, scheme: Scheme) -> None:
    """Two disagreements of one trait pass the same filters; what `Wanted` learns to ask, a trait must tell."""
    with Session.open(path, OMAR) as session:
        arabic = next(session.project.document_ids())
        session.delete([m.id for m in session.layer(arabic).mentions])
    found = [d for c in compare_corpus(path, BOTH) for d in c.disagreements]
    alike = [(a, b) for a, b in combinations(found, 2) if trait_of(a) == trait_of(b)]
    assert alike
    assert all(wanted.admits(a, scheme) == wanted.admits(b, scheme) for a, b in alike for wanted in FILTERS)
