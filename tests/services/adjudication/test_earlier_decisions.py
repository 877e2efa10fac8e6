"""What was decided before is found in all documents, by what it is about."""

import pytest

from annotator.model.annotation import Argument, Status
from annotator.model.ids import ArgumentId, DocumentId, new_id
from annotator.services.adjudication.cases import Case, CaseKind
from annotator.services.adjudication.choices import Why
from annotator.services.adjudication.deciding import none, take
from annotator.services.adjudication.earlier_decisions import MOST, earlier_decisions
from annotator.services.adjudication.gold_start import Start, start_gold
from annotator.services.blindness import set_blind
from annotator.services.coreference import new_cluster
from annotator.services.session import Session
from tests.conftest import LEILA, OMAR, add_documents
from tests.copies import write
from tests.services.adjudicated import JUDGE, as_, board, case_at, label


@pytest.fixture
def judge(session: Session) -> Session:
    return as_(session, JUDGE)


@pytest.fixture
def other(judge: Session) -> DocumentId:
    """A second document."""
    changes, texts = add_documents("Another text about Vietnam and its guests.")
    judge.apply(changes, texts=texts)
    return list(judge.project.document_ids())[-1]


def told(judge: Session, case: Case, row: str = "") -> list[tuple[str, str]]:
    """Sentences without the marks around names, and titles."""
    marks = str.maketrans("", "", "\u2068\u2069")
    return [(one.sentence.translate(marks), one.title) for one in earlier_decisions(judge, case, row)]


def test_the_same_label_in_another_document(judge: Session, document: DocumentId, other: DocumentId) -> None:
    label(judge, LEILA, other, (0, 7, "GPE"), (8, 12, "PERSON"))
    for start in (0, 8):
        none(judge, case_at(judge, other, start), Why("slip"))
    label(judge, LEILA, document, (0, 4, "PERSON"))
    case = case_at(judge, document, 0)
    ((sentence, title),) = told(judge, case)
    assert title == judge.document(other).title
    assert sentence.startswith("The whole mention: nothing here belongs in gold (decided by judge, ")
    assert sentence.endswith("Reason: slip. leila said “text” PERSON.")
    take(judge, case, LEILA)
    case = case_at(judge, document, 0)
    assert len(told(judge, case)) == 1  # not what was decided of the case itself
    label(judge, LEILA, document, (5, 7, "PERSON"))
    assert [title for _sentence, title in told(judge, case_at(judge, document, 5))] == ["", judge.document(other).title]


def test_the_last_few_that_a_person_decided(judge: Session, document: DocumentId, other: DocumentId) -> None:
    for name in (LEILA, OMAR):
        label(judge, name, other, *((at, at + 1, "GPE") for at in range(MOST + 2)))
    label(judge, LEILA, document, (0, 4, "GPE"))
    start_gold(judge, Start())
    assert told(judge, case_at(judge, document, 0)) == []  # what all say is no precedent
    for at in range(MOST + 2):
        none(judge, case_at(judge, other, at))
    found = earlier_decisions(judge, case_at(judge, document, 0))
    assert len(found) == MOST
    ids = [one.decision.id for one in found]
    assert ids == sorted(ids, reverse=True)
    judge.bin([other])
    assert told(judge, case_at(judge, document, 0)) == []


def test_an_arguments_row_asks_for_its_role_and_clusters_for_clusters(
    judge: Session, document: DocumentId, other: DocumentId
) -> None:
    for where in (other, document):
        event, person = label(judge, LEILA, where, (0, 4, "Contact.Meet"), (5, 10, "PERSON"))
        leila = as_(judge, LEILA)
        argument = Argument(ArgumentId(new_id()), where, leila.annotator, event.id, "Participant", person.id)
        write(leila, argument)
        pair = label(judge, LEILA, where, (11, 13, "GPE"), (14, 16, "GPE"))
        new_cluster(leila, [mention.id for mention in pair], "K")
    for case in board(judge, other).cases:
        take(judge, board(judge, other).case(case.key), leila.annotator)
    case = case_at(judge, document, 0)
    assert [sentence.partition(":")[0] for sentence, _title in told(judge, case)] == ["The whole mention"]
    ((sentence, _title),) = told(judge, case, case.rows[-1].key)
    assert sentence.startswith("The argument Participant: as leila has it")
    assert sentence.endswith(f"leila said Participant “{judge.text(other)[5:10]}”.")
    (clusters,) = [case for case in board(judge, document).cases if case.kind is CaseKind.CLUSTER]
    ((sentence, _title),) = told(judge, clusters)
    assert sentence.startswith("The cluster: as leila has it")


def test_blind_mode_hides_what_was_decided_elsewhere(judge: Session, document: DocumentId, other: DocumentId) -> None:
    for where in (other, document):
        label(judge, LEILA, where, (0, 4, "GPE"))
    none(judge, case_at(judge, other, 0))
    set_blind(judge, is_on=True)
    case = case_at(judge, document, 0)
    assert told(judge, case) == []
    judge.set_status([other], Status.DONE)
    assert len(told(judge, case)) == 1
