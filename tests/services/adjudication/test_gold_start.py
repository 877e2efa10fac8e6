"""Starting gold by a rule: what comes, what stays open, and that it is one act."""

from fractions import Fraction
from pathlib import Path

import pytest

from annotator.assets import review_layers, sample_layer
from annotator.model.annotation import GOLD, Argument, Status
from annotator.model.change import Act
from annotator.model.decision import Aspect, Verdict
from annotator.model.ids import AnnotatorName, ArgumentId, DocumentId, new_id
from annotator.model.span import Span
from annotator.services.adjudication.board import AdjudicationError
from annotator.services.adjudication.cases import CaseKind, State
from annotator.services.adjudication.deciding import none, take
from annotator.services.adjudication.gold_rules import Rule
from annotator.services.adjudication.gold_start import Start, plan_gold, start_gold
from annotator.services.adjudication.progress import progress_of, queue
from annotator.services.coreference import new_cluster
from annotator.services.imports.importing import ImportOptions, import_into
from annotator.services.job import CancelledError, Progress
from annotator.services.opening import new_project
from annotator.services.session import Session
from tests.conftest import LEILA, OMAR, add_documents, damages
from tests.copies import state, write
from tests.services.adjudicated import (
    JUDGE,
    SARA,
    as_,
    assert_gold_is,
    board,
    case_at,
    decide_all,
    gold,
    label,
    take_or_leave,
)


@pytest.fixture
def judge(session: Session) -> Session:
    return as_(session, JUDGE)


def labels(judge: Session, document: DocumentId) -> list[tuple[int, int, str]]:
    return [(*mention.span.hull, mention.label) for mention in gold(judge, document).mentions]


def verdicts(judge: Session, document: DocumentId) -> set[Verdict]:
    return {decision.verdict for decision in gold(judge, document).decisions}


def three(judge: Session, document: DocumentId) -> None:
    """All agree at 0, two at 5, each alone at 21."""
    label(judge, LEILA, document, (0, 4, "PERSON"), (5, 16, "PERSON"), (21, 30, "GPE"))
    label(judge, OMAR, document, (0, 4, "PERSON"), (5, 16, "PERSON"), (21, 29, "GPE"))
    label(judge, SARA, document, (0, 4, "PERSON"), (5, 16, "GPE"), (21, 28, "GPE"))


@pytest.mark.parametrize(
    ("start", "expected", "how"),
    [
        (Start(), [(0, 4, "PERSON")], {Verdict.AGREED}),
        (Start(rule=Rule.MAJORITY), [(0, 4, "PERSON"), (5, 16, "PERSON")], {Verdict.AGREED, Verdict.MAJORITY}),
        (Start(rule=Rule.MAJORITY, least=3), [(0, 4, "PERSON")], {Verdict.AGREED}),
        (Start(least=4), [], set()),
        (
            Start(rule=Rule.ONE, believed=SARA),
            [(0, 4, "PERSON"), (5, 16, "GPE"), (21, 28, "GPE")],
            {Verdict.AGREED, Verdict.TAKEN},
        ),
        (Start(annotators=(LEILA, OMAR)), [(0, 4, "PERSON"), (5, 16, "PERSON")], {Verdict.AGREED}),
        (
            Start(overlap=Fraction(4, 5)),  # all three pairs at 21 share more
            [(0, 4, "PERSON"), (21, 30, "GPE")],
            {Verdict.AGREED},
        ),
    ],
)
def test_what_comes_by_which_rule(
    judge: Session, document: DocumentId, start: Start, expected: list[tuple[int, int, str]], how: set[Verdict]
) -> None:
    three(judge, document)
    assert start_gold(judge, start) == len(expected)
    assert labels(judge, document) == expected
    assert verdicts(judge, document) == how
    assert damages(judge.path) == []
    if expected:
        assert judge.undo_action == "gold.start"
        judge.undo()
    assert labels(judge, document) == []


def test_an_attribute_on_which_they_differ_stays_open(judge: Session, document: DocumentId) -> None:
    (one,) = label(judge, LEILA, document, (0, 4, "PERSON"))
    label(judge, OMAR, document, (0, 4, "PERSON"))
    as_(judge, LEILA).set_attribute([one.id], "mention", "PRO")
    start_gold(judge, Start())
    (mention,) = gold(judge, document).mentions
    assert mention.attributes == {}
    states = {row.key: row.state for row in case_at(judge, document, 0).rows}
    assert states == {"span": State.DECIDED, "label": State.DECIDED, "attribute:mention": State.OPEN}


def meeting(judge: Session, name: str, document: DocumentId, role: str = "Participant") -> None:
    event, person = label(judge, name, document, (0, 4, "Contact.Meet"), (5, 16, "PERSON"))
    who = as_(judge, name)
    write(who, Argument(ArgumentId(new_id()), document, who.annotator, event.id, role, person.id))


def test_whole_structures_come(judge: Session, document: DocumentId) -> None:
    for name in (LEILA, OMAR):
        meeting(judge, name, document)
        new_cluster(as_(judge, name), [as_(judge, name).layer(document).mentions[1].id], "the general")
    plan = plan_gold(judge.path, Start())
    (found,) = plan.documents
    counts = found.entities, found.events, found.arguments, found.relations, found.clusters
    assert (counts, found.open, found.decided, found.is_something) == ((1, 1, 1, 0, 1), 0, 3, True)
    assert gold(judge, document).mentions == ()
    start_gold(judge, Start())
    layer = gold(judge, document)
    assert (len(layer.arguments), [cluster.name for cluster in layer.clusters]) == (1, ["the general"])
    assert layer.layer.status is Status.STARTED
    assert queue(board(judge, document)) == ()


def test_an_argument_on_which_they_differ_stays_open(judge: Session, document: DocumentId) -> None:
    meeting(judge, LEILA, document)
    label(judge, OMAR, document, (0, 4, "Contact.Meet"), (5, 16, "PERSON"))
    start_gold(judge, Start())
    assert len(labels(judge, document)) == 2
    event = case_at(judge, document, 0)
    assert [row.state for row in event.rows if row.aspect is Aspect.ARGUMENT] == [State.OPEN]


def test_what_was_decided_stays_and_starting_again_adds_only_what_is_new(judge: Session, document: DocumentId) -> None:
    three(judge, document)
    none(judge, case_at(judge, document, 0))
    take(judge, case_at(judge, document, 21), SARA)
    start_gold(judge, Start(rule=Rule.MAJORITY))
    assert labels(judge, document) == [(5, 16, "PERSON"), (21, 28, "GPE")]
    before = state(judge.path)
    assert start_gold(judge, Start(rule=Rule.MAJORITY)) == 0
    assert state(judge.path) == before
    label(judge, LEILA, document, (31, 33, "MONEY"))
    label(judge, OMAR, document, (31, 33, "MONEY"))
    assert start_gold(judge, Start(rule=Rule.MAJORITY)) == 1


def test_gold_from_elsewhere_stays(judge: Session, document: DocumentId) -> None:
    """A gold layer without decisions: what all say is nothing to decide any more, the rest is shown beside it."""
    three(judge, document)
    session = as_(judge, GOLD)
    act = Act("test.write", JUDGE)
    changes = [
        change
        for span, name in ((Span.of(0, 4), "PERSON"), (Span.of(21, 25), "GPE"))
        for change in session.new_mention(act, document, span, name)[1]
    ]
    seen: set[str] = set()
    session.apply([c for c in changes if not (c.subject_id == GOLD and (c.subject in seen or seen.add(c.subject)))])  # type: ignore[func-returns-value]
    assert case_at(judge, document, 0).state is State.DECIDED
    assert case_at(judge, document, 21).state is State.OPEN
    assert start_gold(judge, Start(rule=Rule.ONE, believed=LEILA)) == 1
    assert labels(judge, document) == [(0, 4, "PERSON"), (5, 16, "PERSON"), (21, 25, "GPE")]


def test_only_some_documents_and_layers(judge: Session, document: DocumentId) -> None:
    changes, texts = add_documents("Another text of some length.")
    judge.apply(changes, texts=texts)
    (second,) = [id_ for id_ in judge.project.document_ids() if id_ != document]
    for id_ in (document, second):
        for name in (LEILA, OMAR):
            label(judge, name, id_, (0, 4, "PERSON"))
    as_(judge, LEILA).set_status([second], Status.DONE)
    assert plan_gold(judge.path, Start(documents=frozenset({second}))).count("entities") == 1
    assert plan_gold(judge.path, Start(statuses=frozenset({Status.DONE}))).count("entities") == 0
    assert plan_gold(judge.path, Start(statuses=frozenset({Status.DONE}), least=1)).count("entities") == 1
    judge.bin([second])
    assert [found.document for found in plan_gold(judge.path, Start()).documents] == [document]


def test_one_cluster_goes_on_in_the_next_document(judge: Session, document: DocumentId) -> None:
    changes, texts = add_documents("Another text of some length.")
    judge.apply(changes, texts=texts)
    documents = list(judge.project.document_ids())
    for name in (LEILA, OMAR):
        mentions = [label(judge, name, id_, (0, 4, "GPE"))[0] for id_ in documents]
        new_cluster(as_(judge, name), [mention.id for mention in mentions], "K")
    start_gold(judge, Start())
    assert len({mention.cluster for id_ in documents for mention in gold(judge, id_).mentions}) == 1
    judge.undo()
    for id_ in documents:  # one by one it comes out the same
        take(judge, case_at(judge, id_, 0), LEILA)
        (case,) = [case for case in board(judge, id_).cases if case.kind is CaseKind.CLUSTER]
        take(judge, case, LEILA)
    assert len({mention.cluster for id_ in documents for mention in gold(judge, id_).mentions}) == 1
    assert damages(judge.path) == []


@pytest.mark.parametrize(
    "start",
    [
        Start(annotators=(AnnotatorName("nobody"),)),
        Start(annotators=(GOLD,)),
        Start(rule=Rule.ONE),
        Start(believed=LEILA),
        Start(least=0),
        Start(overlap=Fraction(0)),
        Start(overlap=Fraction(3, 2)),
    ],
)
def test_what_cannot_be_asked_for(judge: Session, document: DocumentId, start: Start) -> None:
    three(judge, document)
    with pytest.raises(AdjudicationError):
        plan_gold(judge.path, start)
    with pytest.raises(AdjudicationError):
        start_gold(judge, start)
    assert gold(judge, document).decisions == ()


def test_cancelled_it_leaves_nothing(judge: Session, document: DocumentId, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.services.adjudication.gold_start.BATCH_CHANGES", 1)
    changes, texts = add_documents("Another text of some length.")
    judge.apply(changes, texts=texts)
    for id_ in judge.project.document_ids():
        for name in (LEILA, OMAR):
            label(judge, name, id_, (0, 4, "PERSON"))
    before = state(judge.path)

    class _Stop(Progress):
        def report(self, done: int, total: int = 0, text: str = "") -> None:
            if done:
                self.cancel()
            super().report(done, total, text)

    with pytest.raises(CancelledError):
        start_gold(judge, Start(), _Stop())
    assert state(judge.path) == before


def test_the_review_sample_of_three_people(tmp_path: Path) -> None:
    """Real disagreements of all kinds: what all agree on comes, and the rest can be decided."""
    with new_project(tmp_path / "review.annotator", JUDGE) as judge:
        import_into(judge, list(review_layers()))
        documents = list(judge.project.document_ids())
        majority = plan_gold(judge.path, Start(rule=Rule.MAJORITY))
        plan = plan_gold(judge.path, Start())
        assert 0 < plan.count("entities") < majority.count("entities")
        assert start_gold(judge, Start()) == plan.count("entities") + plan.count("events")
        assert sum(found.left for found in progress_of(judge.path)) == plan.count("open")
        decide_all(judge, documents[1:2], take_or_leave(judge, LEILA))
        assert_gold_is(judge, documents[1], LEILA, exactly=False)
        assert damages(judge.path) == []


def test_the_sample_of_two_people(tmp_path: Path) -> None:
    """Real layers, edited: start, decide the rest as one has it, and everything can be undone."""
    with new_project(tmp_path / "sample.annotator", "Zahra") as session:
        import_into(session, [sample_layer()])
        import_into(session, [sample_layer()], ImportOptions("Omar"))
        documents = list(session.project.document_ids())
        for place, document in enumerate(documents):
            mentions = session.layer(document).mentions
            session.delete([mentions[2 + place].id])
            session.set_span(mentions[8].id, Span.of(mentions[8].span.start, mentions[8].span.end + 1))
        judge = as_(session, JUDGE)
        before = state(session.path)
        start_gold(judge, Start())
        assert all(found.open and found.decided > found.open for found in progress_of(session.path))
        decide_all(judge, documents, take_or_leave(judge, AnnotatorName("Zahra")))
        for document in documents:
            assert_gold_is(judge, document, AnnotatorName("Zahra"))
        assert damages(session.path) == []
        while judge.undo():
            pass
        assert state(session.path) == before


def test_who_works_blind_sees_what_they_are_done_with(judge: Session, document: DocumentId) -> None:
    three(judge, document)
    assert plan_gold(judge.path, Start(done_by=LEILA)).documents == ()
    assert list(progress_of(judge.path, done_by=LEILA)) == []
    as_(judge, LEILA).set_status([document], Status.DONE)
    assert len(plan_gold(judge.path, Start(done_by=LEILA)).documents) == 1
    assert len(list(progress_of(judge.path, done_by=LEILA))) == 1
