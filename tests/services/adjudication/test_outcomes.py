"""What an annotator is told of the decisions about their labels, where gold comes from, and what was seen."""

import pytest

from annotator.model.annotation import GOLD, Argument
from annotator.model.change import now
from annotator.model.ids import ArgumentId, DocumentId, new_id
from annotator.services.adjudication.cases import CaseKind
from annotator.services.adjudication.choices import Take, Why
from annotator.services.adjudication.deciding import edit, none, save, take
from annotator.services.adjudication.decision_words import DecisionWords
from annotator.services.adjudication.gold_start import Start, start_gold
from annotator.services.adjudication.outcomes import Fate, outcomes
from annotator.services.adjudication.reasons import DEFAULT, reasons, set_reasons
from annotator.services.coreference import new_cluster
from annotator.services.seen import mark_seen, seen, seen_key
from annotator.services.session import EditError, Session
from annotator.storage import Mode
from tests.conftest import LEILA, OMAR, damages
from tests.copies import write
from tests.services.adjudicated import JUDGE, as_, board, case_at, gold, label


@pytest.fixture
def judge(session: Session) -> Session:
    return as_(session, JUDGE)


def plain(words: str) -> str:
    return words.replace("\u2068", "").replace("\u2069", "")


def told(judge: Session, document: DocumentId, name: str = LEILA) -> list[tuple[Fate, str]]:
    return [(outcome.fate, plain(outcome.sentence)) for outcome in outcomes(judge, document, name)]  # type: ignore[arg-type]


def test_nothing_is_told_before_anything_is_decided(judge: Session, document: DocumentId) -> None:
    label(judge, LEILA, document, (0, 3, "PERSON"))
    assert outcomes(judge, document, LEILA) == ()


def test_accepted_corrected_rejected_and_missed(judge: Session, document: DocumentId) -> None:
    label(judge, LEILA, document, (0, 3, "PERSON"), (4, 16, "PERSON"), (21, 30, "PERSON"))
    label(judge, OMAR, document, (31, 33, "GPE"))
    take(judge, case_at(judge, document, 0), LEILA)
    none(judge, case_at(judge, document, 4), Why("slip", "a title"))
    edit(judge, case_at(judge, document, 21), label="GPE")
    take(judge, case_at(judge, document, 31), OMAR)
    assert sorted(told(judge, document)) == [
        (Fate.ACCEPTED, "“وصل” PERSON was accepted."),
        (Fate.CORRECTED, "“كازاخستان” PERSON was corrected to “كازاخستان” GPE."),
        (Fate.MISSED, "“في” GPE was added; it was not labelled."),
        (Fate.REJECTED, "“الأمين العام” PERSON was rejected."),
    ]
    (rejected,) = [outcome for outcome in outcomes(judge, document, LEILA) if outcome.fate is Fate.REJECTED]
    assert (rejected.reason, rejected.comment, rejected.gold) == ("slip", "a title", ())
    assert rejected.mention is not None and rejected.mention.span.start == 4
    assert [fate for fate, _ in told(judge, document, OMAR)].count(Fate.ACCEPTED) == 1


def test_rows_arguments_and_clusters_are_told(judge: Session, document: DocumentId) -> None:
    event, person = label(judge, LEILA, document, (0, 3, "Contact.Meet"), (4, 16, "PERSON"))
    new_cluster(as_(judge, LEILA), [person.id], "the general")
    write(as_(judge, LEILA), Argument(ArgumentId(new_id()), document, LEILA, event.id, "Participant", person.id))
    label(judge, OMAR, document, (0, 3, "Statement"), (4, 10, "PERSON"))
    save(judge, case_at(judge, document, 4), {"span": Take(OMAR), "label": Take(LEILA)})
    take(judge, case_at(judge, document, 0), OMAR)
    (case,) = [case for case in board(judge, document).cases if case.kind is CaseKind.CLUSTER]
    take(judge, case, LEILA)
    assert (Fate.CORRECTED, "“الأمين العام”: “الأمين العام” was corrected to “الأمين”.") in told(judge, document)
    assert (Fate.ACCEPTED, "“الأمين العام”: PERSON was accepted.") in told(judge, document)
    assert (Fate.REJECTED, "Participant “الأمين العام” was rejected.") in told(judge, document)


def test_what_is_new_is_told_until_it_was_seen(judge: Session, document: DocumentId) -> None:
    label(judge, LEILA, document, (0, 3, "PERSON"))
    take(judge, case_at(judge, document, 0), LEILA)
    assert [outcome.is_new for outcome in outcomes(judge, document, LEILA)] == [True]
    leila = as_(judge, LEILA)
    key = seen_key(LEILA, document)
    assert seen(leila, key) is None
    mark_seen(leila, key, now())
    assert [outcome.is_new for outcome in outcomes(leila, document, LEILA)] == [False]
    assert [outcome.is_new for outcome in outcomes(leila, document, OMAR)] == []
    assert leila.undo_action == "mention.add"  # looking is nothing to undo
    time = seen(leila, key)
    mark_seen(leila, key, "2000-01-01T00:00:00.000Z")
    assert seen(leila, key) == time
    assert damages(judge.path) == []


def test_who_only_reads_marks_nothing(judge: Session, document: DocumentId) -> None:
    with Session.open(judge.path, LEILA, Mode.READ) as reader:
        mark_seen(reader, "leila/x", now())
        assert seen(reader, "leila/x") is None


def test_where_a_gold_mention_is_from(judge: Session, document: DocumentId) -> None:
    for name, end in ((LEILA, 3), (OMAR, 4)):
        (event, person) = label(judge, name, document, (0, end, "Contact.Meet"), (4, 16, "PERSON"))
        who = as_(judge, name)
        write(who, Argument(ArgumentId(new_id()), document, who.annotator, event.id, "Participant", person.id))
    start_gold(judge, Start())
    take(judge, case_at(judge, document, 0), OMAR, Why("boundary", "with the space"))
    event = gold(judge, document).mentions[0]
    layers = judge.project.labelled(document).values()
    words = DecisionWords(judge.text(document), {mention.id: mention for layer in layers for mention in layer.mentions})
    made = judge.project.decisions(document)
    (whole,) = [plain(words.decided(decision)) for decision in made if event.id in decision.gold]
    (argument,) = [plain(words.decided(decision)) for decision in made if decision.aspect == "argument"]
    assert whole.startswith("The whole mention: as omar has it (decided by judge, 20")
    assert whole.endswith(
        "Reason: boundary. “with the space” leila said “وصل” Contact.Meet; omar said “وصل ” Contact.Meet."
    )
    assert argument.startswith("The argument Participant: all agreed (decided by judge")


def test_the_reasons_are_the_projects_own(judge: Session, document: DocumentId) -> None:
    assert reasons(judge) == DEFAULT
    set_reasons(judge, ["  too \n long ", "Übersetzung"])
    assert reasons(judge) == ("too long", "Übersetzung")
    judge.undo()
    assert reasons(judge) == DEFAULT
    for wrong in ([""], ["a", "a"], ["x" * 101], ["\u202e"], [str(n) for n in range(51)]):
        with pytest.raises(EditError):
            set_reasons(judge, wrong)
    set_reasons(judge, [])
    assert reasons(judge) == ()
    assert damages(judge.path) == []
    assert GOLD not in {annotator.name for annotator in judge.annotators()}
