"""Deciding: what comes of it in gold, what it keeps, and when it is asked again."""

import pytest

from annotator.model.annotation import GOLD, Argument, Relation
from annotator.model.decision import Aspect, Verdict
from annotator.model.errors import AnnotatorError, SchemeError
from annotator.model.ids import ArgumentId, DocumentId, RelationId, new_id
from annotator.model.scheme import Strictness
from annotator.model.span import Span
from annotator.services.adjudication.board import AdjudicationError
from annotator.services.adjudication.cases import Case, CaseKind, Link, State
from annotator.services.adjudication.choices import NEW_ARGUMENT, Both, Choice, Edit, Nothing, Take, Why
from annotator.services.adjudication.deciding import all_wrong, both, edit, none, reopen, save, take
from annotator.services.adjudication.progress import queue
from annotator.services.coreference import new_cluster
from annotator.services.session import Session
from tests.conftest import LEILA, OMAR, damages
from tests.copies import state, write
from tests.services.adjudicated import JUDGE, SARA, as_, board, case_at, gold, label

SLIP = Why("slip", "look at the article")


@pytest.fixture
def judge(session: Session) -> Session:
    """Who decides, in a project of leila's and omar's."""
    return as_(session, JUDGE)


def says(judge: Session, document: DocumentId) -> list[tuple[int, int, str]]:
    return [(*mention.span.hull, mention.label) for mention in gold(judge, document).mentions]


def meeting(session: Session, name: str, document: DocumentId, role: str = "Participant", filler: int = 5) -> Argument:
    """Somebody's meeting at 0 with a person from `filler`."""
    event, person = label(session, name, document, (0, 4, "Contact.Meet"), (filler, filler + 6, "PERSON"))
    who = as_(session, name)
    made = Argument(ArgumentId(new_id()), document, who.annotator, event.id, role, person.id)
    write(who, made)
    return made


# -- mentions


def test_one_reading_is_taken(judge: Session, document: DocumentId) -> None:
    label(judge, LEILA, document, (0, 4, "PERSON"))
    label(judge, OMAR, document, (0, 6, "GPE"))
    case = case_at(judge, document, 0)
    assert (case.kind, case.state, case.agrees) == (CaseKind.ENTITY, State.OPEN, False)
    take(judge, case, OMAR, SLIP)
    assert says(judge, document) == [(0, 6, "GPE")]
    (decision,) = gold(judge, document).decisions
    assert (decision.annotator, decision.verdict, decision.taken) == (JUDGE, Verdict.TAKEN, (OMAR,))
    assert (decision.reason, decision.comment) == ("slip", "look at the article")
    assert [(s.annotator, s.label, s.span) for s in decision.sources] == [
        (LEILA, "PERSON", Span.of(0, 4)),
        (OMAR, "GPE", Span.of(0, 6)),
    ]
    assert decision.gold == (gold(judge, document).mentions[0].id,)
    assert queue(board(judge, document)) == ()
    assert damages(judge.path) == []


def test_nobody_decides_as_gold_or_as_nobody(session: Session, document: DocumentId) -> None:
    label(session, LEILA, document, (0, 4, "PERSON"))
    case = case_at(session, document, 0)
    for name in ("", GOLD):
        with pytest.raises(AnnotatorError):
            take(as_(session, name), case, LEILA)


def test_one_decision_is_one_step_of_undo(judge: Session, document: DocumentId) -> None:
    meeting(judge, LEILA, document)
    meeting(judge, OMAR, document)
    before = state(judge.path)
    take(judge, case_at(judge, document, 0), LEILA)
    layer = gold(judge, document)
    assert (len(layer.mentions), len(layer.arguments)) == (2, 1)  # the filler came along
    assert {decision.verdict for decision in layer.decisions} == {Verdict.AGREED}
    judge.undo()
    assert state(judge.path) == before
    judge.redo()
    assert gold(judge, document) == layer


def test_several_stand_beside_each_other(judge: Session, document: DocumentId) -> None:
    label(judge, LEILA, document, (0, 4, "PERSON"))
    label(judge, OMAR, document, (0, 6, "GPE"))
    label(judge, SARA, document, (0, 3, "GPE"))
    both(judge, case_at(judge, document, 0), [LEILA, OMAR])
    assert says(judge, document) == [(0, 6, "GPE"), (0, 4, "PERSON")]
    (decision,) = gold(judge, document).decisions
    by_id: dict[str, str] = {mention.id: mention.label for mention in gold(judge, document).mentions}
    assert [by_id[id_] for id_ in decision.gold] == ["PERSON", "GPE"]
    assert decision.taken == (LEILA, OMAR)
    with pytest.raises(AdjudicationError, match="two annotators"):
        both(judge, case_at(judge, document, 0), [LEILA])


def test_each_arguments_filler_is_its_own_of_two_that_stand(judge: Session, document: DocumentId) -> None:
    for name, end in ((LEILA, 11), (OMAR, 16)):
        event, person = label(judge, name, document, (0, 4, "Contact.Meet"), (5, end, "PERSON"))
        who = as_(judge, name)
        write(who, Argument(ArgumentId(new_id()), document, who.annotator, event.id, "Participant", person.id))
    both(judge, case_at(judge, document, 5), [LEILA, OMAR])
    take(judge, case_at(judge, document, 0), OMAR)
    layer = gold(judge, document)
    (argument,) = layer.arguments
    assert next(m for m in layer.mentions if m.id == argument.filler).span == Span.of(5, 16)


@pytest.mark.parametrize(("decide", "verdict"), [(none, Verdict.NONE), (all_wrong, Verdict.WRONG)])
def test_nothing_comes_of_it(judge: Session, document: DocumentId, decide: object, verdict: Verdict) -> None:
    label(judge, LEILA, document, (0, 4, "PERSON"))
    label(judge, OMAR, document, (0, 4, "PERSON"))
    take(judge, case_at(judge, document, 0), LEILA)
    decide(judge, case_at(judge, document, 0), SLIP)  # type: ignore[operator]
    layer = gold(judge, document)
    assert layer.mentions == ()
    assert [decision.verdict for decision in layer.decisions] == [verdict]
    assert case_at(judge, document, 0).state is State.DECIDED


def test_after_all_wrong_something_else_can_be_written(judge: Session, document: DocumentId) -> None:
    label(judge, LEILA, document, (0, 4, "PERSON"))
    all_wrong(judge, case_at(judge, document, 0))
    edit(judge, case_at(judge, document, 0), span=Span(((0, 2), (3, 6))), label="GPE", attributes={"mention": "PRO"})
    (mention,) = gold(judge, document).mentions
    assert (mention.span.fragments, mention.label, mention.attributes) == (((0, 2), (3, 6)), "GPE", {"mention": "PRO"})
    (decision,) = gold(judge, document).decisions
    assert (decision.verdict, decision.taken) == (Verdict.EDITED, ())


def test_what_was_left_out_comes_back_with_the_arguments_on_which_all_agree(
    judge: Session, document: DocumentId
) -> None:
    meeting(judge, LEILA, document)
    meeting(judge, OMAR, document)
    none(judge, case_at(judge, document, 0))
    save(judge, case_at(judge, document, 0), {"span": Take(as_(judge, LEILA).annotator)})
    assert len(gold(judge, document).arguments) == 1
    assert case_at(judge, document, 0).state is State.DECIDED


def test_the_scheme_holds_and_a_refused_decision_changes_nothing(judge: Session, document: DocumentId) -> None:
    label(judge, LEILA, document, (0, 4, "PERSON"))
    before = state(judge.path)
    for wrong in ({"label": "Contact.Meet"}, {"label": "no such"}, {"span": Span.of(0, 10_000)}):
        with pytest.raises(AnnotatorError):
            edit(judge, case_at(judge, document, 0), **wrong)
    with pytest.raises(SchemeError):
        edit(judge, case_at(judge, document, 0), attributes={"amount": 2})
    assert state(judge.path) == before


def test_deciding_again_takes_the_place_of_the_decision_before(judge: Session, document: DocumentId) -> None:
    label(judge, LEILA, document, (0, 4, "PERSON"))
    label(judge, OMAR, document, (0, 6, "GPE"))
    take(judge, case_at(judge, document, 0), OMAR)
    first = gold(judge, document)
    take(judge, case_at(judge, document, 0), LEILA)
    second = gold(judge, document)
    assert says(judge, document) == [(0, 4, "PERSON")]
    assert second.mentions[0].id == first.mentions[0].id
    assert [decision.taken for decision in second.decisions] == [(LEILA,)]
    both(judge, case_at(judge, document, 0), [LEILA, OMAR])
    none(judge, case_at(judge, document, 0))
    assert says(judge, document) == []
    judge.undo()
    judge.undo()
    assert gold(judge, document) == second


def test_a_relabelled_gold_mention_loses_the_links_that_do_not_fit(judge: Session, document: DocumentId) -> None:
    meeting(judge, LEILA, document)
    take(judge, case_at(judge, document, 0), LEILA)
    assert len(gold(judge, document).arguments) == 1
    edit(judge, case_at(judge, document, 5), label="GPE")
    assert gold(judge, document).arguments == ()
    event = case_at(judge, document, 0)
    assert event.state is State.REOPENED
    assert event.rows[-1].why == "What was decided is not in gold any more."


# -- rows


def test_rows_are_decided_one_by_one(judge: Session, document: DocumentId) -> None:
    (one,) = label(judge, LEILA, document, (0, 4, "PERSON"))
    (other,) = label(judge, OMAR, document, (0, 6, "GPE"))
    as_(judge, LEILA).set_attribute([one.id], "mention", "NOM")
    as_(judge, OMAR).set_attribute([other.id], "mention", "PRO")
    case = case_at(judge, document, 0)
    assert [row.key for row in case.rows] == ["span", "label", "attribute:mention"]
    with pytest.raises(AdjudicationError, match="Decide the label") as refused:
        save(judge, case, {"span": Take(LEILA)})
    assert refused.value.facts["row"] == "label"
    save(judge, case, {"span": Take(OMAR, Why("boundary")), "label": Take(LEILA)})
    (mention,) = gold(judge, document).mentions
    assert (mention.span, mention.label, mention.attributes) == (Span.of(0, 6), "PERSON", {})
    states = {row.key: row.state for row in case_at(judge, document, 0).rows}
    assert states == {"span": State.DECIDED, "label": State.DECIDED, "attribute:mention": State.OPEN}
    save(judge, case_at(judge, document, 0), {"attribute:mention": Edit("NAM"), "attribute:remark": Edit("x")})
    (mention,) = gold(judge, document).mentions
    assert mention.attributes == {"mention": "NAM", "remark": "x"}
    assert case_at(judge, document, 0).state is State.DECIDED
    reasons = {(d.aspect, d.name): d.reason for d in gold(judge, document).decisions}
    assert reasons[Aspect.SPAN, ""] == "boundary"
    assert len(reasons) == 4
    assert damages(judge.path) == []


def test_a_row_chosen_after_the_whole_overrules_it_there(judge: Session, document: DocumentId) -> None:
    label(judge, LEILA, document, (0, 4, "PERSON"))
    label(judge, OMAR, document, (0, 6, "GPE"))
    take(judge, case_at(judge, document, 0), LEILA)
    save(judge, case_at(judge, document, 0), {"label": Take(OMAR)})
    assert says(judge, document) == [(0, 4, "GPE")]
    rows = {row.key: row.decision for row in case_at(judge, document, 0).rows}
    assert rows["span"] is not None and rows["span"].aspect is Aspect.MENTION
    assert rows["label"] is not None and rows["label"].taken == (OMAR,)


def test_rows_on_which_all_agree_come_along(judge: Session, document: DocumentId) -> None:
    label(judge, LEILA, document, (0, 4, "PERSON"))
    label(judge, OMAR, document, (0, 4, "GPE"))
    save(judge, case_at(judge, document, 0), {"label": Take(OMAR)})
    assert says(judge, document) == [(0, 4, "GPE")]
    verdicts = {decision.aspect: decision.verdict for decision in gold(judge, document).decisions}
    assert verdicts == {
        Aspect.SPAN: Verdict.AGREED,
        Aspect.LABEL: Verdict.TAKEN,
        Aspect.ATTRIBUTE: Verdict.AGREED,
    }


def test_a_mention_can_be_left_out_by_its_first_row(judge: Session, document: DocumentId) -> None:
    label(judge, LEILA, document, (0, 4, "PERSON"))
    save(judge, case_at(judge, document, 0), {"span": Nothing(Verdict.WRONG, SLIP)})
    (decision,) = gold(judge, document).decisions
    assert (decision.aspect, decision.verdict, decision.reason) == (Aspect.MENTION, Verdict.WRONG, "slip")


# -- arguments


def argument_row(judge: Session, document: DocumentId, start: int = 0) -> str:
    (row,) = [row for row in case_at(judge, document, start).rows if row.aspect is Aspect.ARGUMENT]
    return row.key


def test_an_argument_waits_for_a_filler_that_is_disputed(judge: Session, document: DocumentId) -> None:
    meeting(judge, LEILA, document)
    meeting(judge, OMAR, document)
    person = as_(judge, OMAR).layer(document).mentions[1]
    as_(judge, OMAR).set_span(person.id, Span.of(5, 16))
    take(judge, case_at(judge, document, 0), LEILA)
    event = case_at(judge, document, 0)
    assert (says(judge, document), event.state) == ([(0, 4, "Contact.Meet")], State.OPEN)
    assert event.rows[-1].why == "What it joins is not decided yet."
    with pytest.raises(AdjudicationError, match="Decide it first") as refused:
        save(judge, event, {argument_row(judge, document): Take(LEILA)})
    assert refused.value.facts["filler"] == case_at(judge, document, 5).key
    take(judge, case_at(judge, document, 5), OMAR)
    save(judge, case_at(judge, document, 0), {argument_row(judge, document): Take(LEILA, SLIP)})
    layer = gold(judge, document)
    assert [argument.role for argument in layer.arguments] == ["Participant"]
    assert case_at(judge, document, 0).state is State.DECIDED


def test_what_was_left_out_fills_no_role(judge: Session, document: DocumentId) -> None:
    meeting(judge, LEILA, document)
    none(judge, case_at(judge, document, 5))
    event = case_at(judge, document, 0)
    with pytest.raises(AdjudicationError, match="not to belong in gold"):
        save(judge, event, {"span": Take(LEILA), argument_row(judge, document): Take(LEILA)})
    take(judge, event, LEILA)
    assert gold(judge, document).arguments == ()
    assert case_at(judge, document, 0).state is State.DECIDED


def test_an_argument_can_be_written(judge: Session, document: DocumentId) -> None:
    meeting(judge, LEILA, document)
    label(judge, LEILA, document, (21, 30, "GPE"))
    take(judge, case_at(judge, document, 21), LEILA)
    key = argument_row(judge, document)
    place = case_at(judge, document, 21)
    choices: dict[str, Choice] = {"span": Take(LEILA), key: Edit(Link("Place", (place.key,)))}
    save(judge, case_at(judge, document, 0), choices)
    (argument,) = gold(judge, document).arguments
    assert (argument.role, argument.filler) == ("Place", place.gold[0].id)
    with pytest.raises(SchemeError):
        save(judge, case_at(judge, document, 0), {key: Edit(Link("Participant", (place.gold[0].id,)))})
    save(judge, case_at(judge, document, 0), {key: Nothing()})
    assert gold(judge, document).arguments == ()
    assert case_at(judge, document, 0).state is State.DECIDED


def test_an_argument_that_nobody_has_said_comes_into_gold(judge: Session, document: DocumentId) -> None:
    for name in (LEILA, OMAR):
        meeting(judge, name, document)
        label(judge, name, document, (21, 30, "GPE"))
    place = case_at(judge, document, 21)
    before = state(judge.path)
    new: dict[str, Choice] = {f"{NEW_ARGUMENT}1": Edit(Link("Place", (place.key,)), SLIP)}
    save(judge, case_at(judge, document, 0), new)
    layer = gold(judge, document)
    assert [argument.role for argument in layer.arguments] == ["Participant", "Place"]  # the agreed one came along
    case = case_at(judge, document, 0)
    (row,) = [row for row in case.rows if row.name == "Place"]
    assert (case.state, row.state) == (State.DECIDED, State.DECIDED)
    assert row.decision is not None
    assert (row.decision.verdict, row.decision.reason, row.decision.taken) == (Verdict.EDITED, "slip", ())
    assert [(source.annotator, source.record) for source in row.decision.sources] == [(LEILA, ""), (OMAR, "")]
    assert damages(judge.path) == []
    with pytest.raises(AdjudicationError, match="fills Place in gold already"):
        save(judge, case, new)
    save(judge, case, {row.key: Nothing()})
    assert [argument.role for argument in gold(judge, document).arguments] == ["Participant"]
    for _act in range(2):
        judge.undo()
    assert state(judge.path) == before


def test_a_new_argument_is_said_by_role_and_filler(judge: Session, document: DocumentId) -> None:
    meeting(judge, LEILA, document)
    event, person = case_at(judge, document, 0), case_at(judge, document, 5)
    link = Edit(Link("Participant", (event.key,)))
    for case, choice in ((event, Take(LEILA)), (event, Edit("Place")), (person, link)):
        with pytest.raises(AdjudicationError):
            save(judge, case, {f"{NEW_ARGUMENT}1": choice})
    none(judge, person)
    with pytest.raises(AdjudicationError, match="not to belong in gold"):
        save(judge, event, {f"{NEW_ARGUMENT}1": Edit(Link("Participant", (person.key,)))})
    assert gold(judge, document).mentions == ()


def test_who_says_the_same_later_agrees_with_a_new_argument(judge: Session, document: DocumentId) -> None:
    (event, place) = label(judge, LEILA, document, (0, 4, "Contact.Meet"), (21, 30, "GPE"))
    take(judge, case_at(judge, document, 21), LEILA)
    save(judge, case_at(judge, document, 0), {f"{NEW_ARGUMENT}1": Edit(Link("Place", (place.id,)))})
    leila = as_(judge, LEILA)
    write(leila, Argument(ArgumentId(new_id()), document, leila.annotator, event.id, "Place", place.id))
    row = case_at(judge, document, 0).rows[-1]
    assert (row.state, len(row.gold), row.readings[leila.annotator].record is None) == (State.DECIDED, 1, False)


def test_one_role_of_two_readings(judge: Session, document: DocumentId) -> None:
    judge.set_strictness(Strictness.WARN)
    meeting(judge, LEILA, document)
    meeting(judge, OMAR, document, "Place")
    event = case_at(judge, document, 0)
    key = argument_row(judge, document)
    assert event.row(key) is not None and not event.agrees
    save(judge, event, {key: Take(OMAR)})
    assert [argument.role for argument in gold(judge, document).arguments] == ["Place"]
    save(judge, case_at(judge, document, 0), {key: Both((LEILA, OMAR))})
    assert {argument.role for argument in gold(judge, document).arguments} == {"Participant", "Place"}
    take(judge, case_at(judge, document, 0), LEILA)
    assert [argument.role for argument in gold(judge, document).arguments] == ["Participant"]


# -- relations and clusters


def located(session: Session, name: str, document: DocumentId) -> Relation:
    person, place = label(session, name, document, (5, 16, "PERSON"), (21, 30, "GPE"))
    who = as_(session, name)
    made = Relation(RelationId(new_id()), document, who.annotator, "located", person.id, place.id)
    write(who, made)
    return made


def relation_case(judge: Session, document: DocumentId) -> Case:
    (case,) = [case for case in board(judge, document).cases if case.kind is CaseKind.RELATION]
    return case


def test_a_relation_is_a_case_of_its_own(judge: Session, document: DocumentId) -> None:
    located(judge, LEILA, document)
    label(judge, OMAR, document, (5, 16, "PERSON"), (21, 30, "GPE"))
    case = relation_case(judge, document)
    assert (case.state, case.agrees, case.rows[0].why) == (State.OPEN, False, "What it joins is not decided yet.")
    take(judge, case, LEILA)
    layer = gold(judge, document)
    assert (len(layer.mentions), [r.label for r in layer.relations]) == (2, ["located"])  # agreed ends came along
    none(judge, relation_case(judge, document), SLIP)
    assert gold(judge, document).relations == ()
    none(judge, case_at(judge, document, 5))
    assert queue(board(judge, document)) == ()


def clusters(judge: Session, document: DocumentId) -> list[list[str]]:
    found: dict[str, list[str]] = {}
    for mention in gold(judge, document).mentions:
        found.setdefault(mention.cluster or mention.id, []).append(str(mention.span.start))
    return sorted(found.values())


def test_clusters_are_decided_as_one_matter(judge: Session, document: DocumentId) -> None:
    for name in (LEILA, OMAR):
        mentions = label(judge, name, document, (0, 2, "GPE"), (5, 7, "GPE"), (9, 11, "GPE"))
        joined = mentions[:2] if name == LEILA else mentions
        new_cluster(as_(judge, name), [mention.id for mention in joined], f"of {name}")
    for start in (0, 5, 9):
        take(judge, case_at(judge, document, start), LEILA)
    (case,) = queue(board(judge, document))
    assert (case.kind, len(case.members)) == (CaseKind.CLUSTER, 3)
    a, b, c = case.members
    assert {name: reading.said for name, reading in case.rows[0].readings.items()} == {
        LEILA: ((a, b), (c,)),
        OMAR: ((a, b, c),),
    }
    take(judge, case, LEILA)
    assert clusters(judge, document) == [["0", "5"], ["9"]]
    assert [cluster.name for cluster in gold(judge, document).clusters] == ["of leila"]
    for choice, expected in (
        (Take(OMAR), [["0", "5", "9"]]),
        (Edit(((a, c),)), [["0", "9"], ["5"]]),
        (Nothing(), [["0"], ["5"], ["9"]]),
    ):
        (case,) = [case for case in board(judge, document).cases if case.kind is CaseKind.CLUSTER]
        save(judge, case, {"cluster": choice})
        assert clusters(judge, document) == expected
        assert queue(board(judge, document)) == ()
    assert damages(judge.path) == []
    while judge.undo_action is not None:
        judge.undo()
    assert damages(judge.path) == []


def test_a_mention_that_comes_later_goes_where_its_cluster_is(judge: Session, document: DocumentId) -> None:
    mentions = label(judge, LEILA, document, (0, 2, "GPE"), (5, 7, "GPE"))
    new_cluster(as_(judge, LEILA), [mention.id for mention in mentions], "K")
    take(judge, case_at(judge, document, 0), LEILA)
    (case,) = [case for case in board(judge, document).cases if case.kind is CaseKind.CLUSTER]
    take(judge, case, LEILA)
    take(judge, case_at(judge, document, 5), LEILA)
    assert clusters(judge, document) == [["0", "5"]]
    none(judge, case_at(judge, document, 0))
    none(judge, case_at(judge, document, 5))
    assert gold(judge, document).clusters == ()
    assert damages(judge.path) == []


# -- what is no longer so


def reopened(judge: Session, document: DocumentId, *annotators: str) -> dict[str, str]:
    """The rows that are asked again, with why."""
    cases = board(judge, document, *annotators).cases
    return {row.key: row.why for case in cases for row in case.rows if row.state is State.REOPENED}


def test_a_decision_is_asked_again_when_what_it_rests_on_changes(judge: Session, document: DocumentId) -> None:
    (one,) = label(judge, LEILA, document, (0, 4, "PERSON"))
    label(judge, OMAR, document, (0, 6, "GPE"))
    take(judge, case_at(judge, document, 0), OMAR)
    leila = as_(judge, LEILA)
    leila.set_note(one.id, "a note is no reading")
    assert reopened(judge, document) == {}
    leila.set_span(one.id, Span.of(0, 5))
    assert list(reopened(judge, document)) == ["span"]
    leila.set_attribute([one.id], "mention", "PRO")
    assert list(reopened(judge, document)) == ["span", "attribute:mention"]
    leila.undo()
    leila.undo()
    assert reopened(judge, document) == {}
    leila.delete([one.id])
    assert set(reopened(judge, document).values()) == {"\u2068leila\u2069 has removed this since it was decided."}
    take(judge, case_at(judge, document, 0), OMAR)
    assert reopened(judge, document) == {}


def test_a_new_rival_reading_asks_again(judge: Session, document: DocumentId) -> None:
    label(judge, LEILA, document, (0, 4, "PERSON"))
    label(judge, OMAR, document, (5, 16, "PERSON"))
    take(judge, case_at(judge, document, 0), LEILA)
    label(judge, SARA, document, (0, 4, "PERSON"))
    assert reopened(judge, document) == {}  # was not asked, and says the same
    as_(judge, SARA).delete([as_(judge, SARA).layer(document).mentions[0].id])
    label(judge, SARA, document, (0, 4, "GPE"))
    (why,) = reopened(judge, document).values()
    assert why == "\u2068sara\u2069 says something else, and said nothing when it was decided."
    assert reopened(judge, document, LEILA, OMAR) == {}
    (late,) = label(judge, OMAR, document, (0, 4, "PERSON"))  # was asked, and had nothing
    assert reopened(judge, document, LEILA, OMAR) == {}
    as_(judge, OMAR).relabel([late.id], "GPE")
    assert list(reopened(judge, document, LEILA, OMAR)) == ["label"]


def test_when_all_say_what_gold_says_there_is_nothing_to_decide(judge: Session, document: DocumentId) -> None:
    """As when an annotator has seen what was decided, and corrects their layer."""
    (one,) = label(judge, LEILA, document, (0, 4, "PERSON"))
    label(judge, OMAR, document, (0, 4, "GPE"))
    take(judge, case_at(judge, document, 0), OMAR)
    as_(judge, LEILA).relabel([one.id], "GPE")
    assert queue(board(judge, document)) == ()
    as_(judge, LEILA).relabel([one.id], "MONEY")
    assert list(reopened(judge, document)) == ["label"]


def test_a_left_out_mention_is_asked_again_too(judge: Session, document: DocumentId) -> None:
    (one,) = label(judge, LEILA, document, (0, 4, "PERSON"))
    none(judge, case_at(judge, document, 0))
    as_(judge, LEILA).relabel([one.id], "GPE")
    assert list(reopened(judge, document)) == ["label"]


def test_what_gold_has_and_nobody_says_any_more_is_a_case(judge: Session, document: DocumentId) -> None:
    (one,) = label(judge, LEILA, document, (0, 4, "PERSON"))
    take(judge, case_at(judge, document, 0), LEILA)
    as_(judge, LEILA).delete([one.id])
    case = case_at(judge, document, 0)
    assert (case.mentions, len(case.gold), case.state) == ({}, 1, State.REOPENED)
    none(judge, case)
    assert gold(judge, document).mentions == ()
    assert board(judge, document).cases == ()


def test_changed_clusters_are_asked_again(judge: Session, document: DocumentId) -> None:
    mentions = label(judge, LEILA, document, (0, 2, "GPE"), (5, 7, "GPE"), (9, 11, "GPE"))
    leila = as_(judge, LEILA)
    new_cluster(leila, [mention.id for mention in mentions[:2]], "K")
    for start in (0, 5, 9):
        take(judge, case_at(judge, document, start), LEILA)
    (case,) = queue(board(judge, document))
    take(judge, case, LEILA)
    assert reopened(judge, document) == {}
    new_cluster(leila, [mention.id for mention in mentions], "L")
    assert list(reopened(judge, document)) == ["cluster"]
    leila.undo()
    assert reopened(judge, document) == {}
    leila.delete([mentions[0].id])
    assert "cluster" not in reopened(judge, document)  # the mention is asked again, not what is left of the cluster


def test_nobody_decides_what_they_have_not_seen(judge: Session, document: DocumentId) -> None:
    (one,) = label(judge, LEILA, document, (0, 4, "PERSON"))
    case = case_at(judge, document, 0)
    as_(judge, LEILA).relabel([one.id], "GPE")
    with pytest.raises(AdjudicationError, match="changed meanwhile"):
        take(judge, case, LEILA)
    as_(judge, LEILA).delete([one.id])
    with pytest.raises(AdjudicationError, match="not there any more"):
        take(judge, case, LEILA)
    assert gold(judge, document).decisions == ()


def test_who_labels_nothing_there_cannot_be_taken(judge: Session, document: DocumentId) -> None:
    label(judge, LEILA, document, (0, 4, "PERSON"))
    label(judge, OMAR, document, (5, 16, "PERSON"))
    with pytest.raises(AdjudicationError, match="labels nothing here"):
        take(judge, case_at(judge, document, 0), OMAR)


# -- a review of one annotator


def test_a_review_accepts_rejects_and_corrects(judge: Session, document: DocumentId) -> None:
    label(judge, LEILA, document, (0, 4, "PERSON"), (5, 16, "PERSON"), (21, 30, "PERSON"))
    label(judge, OMAR, document, (31, 33, "GPE"))
    cases = queue(board(judge, document, LEILA))
    assert [case.place[0] for case in cases] == [0, 5, 21]
    take(judge, cases[0], LEILA)
    none(judge, cases[1], SLIP)
    edit(judge, cases[2], label="GPE", why=Why("world knowledge"))
    assert says(judge, document) == [(0, 4, "PERSON"), (21, 30, "GPE")]
    assert queue(board(judge, document, LEILA)) == ()
    assert len(queue(board(judge, document))) == 1  # omar's alone; he was not asked of the others


def test_one_readings_filler_that_is_left_out_does_not_settle_the_others(judge: Session, document: DocumentId) -> None:
    meeting(judge, LEILA, document)
    meeting(judge, OMAR, document, filler=21)
    none(judge, case_at(judge, document, 21))
    take(judge, case_at(judge, document, 5), LEILA)
    assert [row.state for row in case_at(judge, document, 0).rows if row.aspect is Aspect.ARGUMENT] == [State.OPEN]
    take(judge, case_at(judge, document, 0), LEILA)
    assert len(gold(judge, document).arguments) == 1
    assert queue(board(judge, document)) == ()


def test_in_a_review_what_is_not_touched_is_taken_as_it_is(judge: Session, document: DocumentId) -> None:
    argument = meeting(judge, LEILA, document)
    event = case_at(judge, document, 0, LEILA)
    edit(judge, event, attributes={"negated": True}, why=SLIP)
    layer = gold(judge, document)
    assert [m.attributes for m in layer.mentions if m.label == "Contact.Meet"] == [{"negated": True}]
    assert [a.role for a in layer.arguments] == [argument.role]
    assert queue(board(judge, document, LEILA)) == ()
    save(judge, case_at(judge, document, 0, LEILA), {argument_row(judge, document): Nothing(why=SLIP)})
    assert gold(judge, document).arguments == ()
    assert queue(board(judge, document, LEILA)) == ()


def test_fillers_that_change_places_change_places(judge: Session, document: DocumentId) -> None:
    """What one argument of gold says now, another one said before: nothing stands twice meanwhile."""
    for name, order in ((LEILA, (5, 21)), (OMAR, (21, 5))):
        event, *people = label(
            judge, name, document, (0, 4, "Statement"), *((at, at + 3, "PERSON") for at in sorted(order))
        )
        who = as_(judge, name)
        by_start = {person.span.start: person.id for person in people}
        write(who, Argument(ArgumentId(new_id()), document, who.annotator, event.id, "Speaker", by_start[order[0]]))
    take(judge, case_at(judge, document, 0), LEILA)
    take(judge, case_at(judge, document, 0), OMAR)
    layer = gold(judge, document)
    (argument,) = layer.arguments
    assert next(m for m in layer.mentions if m.id == argument.filler).span.start == 21
    both(judge, case_at(judge, document, 0), [OMAR, LEILA, OMAR])
    layer = gold(judge, document)
    assert len(layer.arguments) == len({argument.event for argument in layer.arguments}) == 2


def test_a_stale_look_is_no_obstacle_if_the_layers_are_as_they_were(judge: Session, document: DocumentId) -> None:
    meeting(judge, LEILA, document)
    meeting(judge, OMAR, document)
    event, person = case_at(judge, document, 0), case_at(judge, document, 5)
    none(judge, person)
    take(judge, event, LEILA)
    assert says(judge, document) == [(0, 4, "Contact.Meet")]


def test_where_gold_goes_on_is_where_it_is_from(judge: Session, document: DocumentId) -> None:
    """A mention that follows its cluster is told of in the decision about the cluster."""
    mentions = label(judge, LEILA, document, (0, 2, "GPE"), (5, 7, "GPE"))
    new_cluster(as_(judge, LEILA), [mention.id for mention in mentions], "K")
    take(judge, case_at(judge, document, 0), LEILA)
    (case,) = [case for case in board(judge, document).cases if case.kind is CaseKind.CLUSTER]
    take(judge, case, LEILA)
    take(judge, case_at(judge, document, 5), LEILA)
    (decision,) = [decision for decision in gold(judge, document).decisions if decision.aspect is Aspect.CLUSTER]
    assert set(decision.gold) == {mention.id for mention in gold(judge, document).mentions}


# -- open again


def corpus_says(judge: Session, document: DocumentId) -> tuple[object, ...]:
    """What gold holds, and how far every case is."""
    layer = gold(judge, document)
    states = {case.key: case.state for case in board(judge, document).cases}
    return layer.mentions, layer.arguments, layer.relations, layer.decisions, states


def test_an_event_is_open_again_with_its_arguments(judge: Session, document: DocumentId) -> None:
    meeting(judge, LEILA, document)
    meeting(judge, OMAR, document, filler=21)
    take(judge, case_at(judge, document, 5), LEILA)
    take(judge, case_at(judge, document, 21), OMAR)
    before = corpus_says(judge, document)
    take(judge, case_at(judge, document, 0), OMAR, SLIP)
    assert len(gold(judge, document).arguments) == 1
    decided = state(judge.path)
    reopen(judge, case_at(judge, document, 0))
    assert corpus_says(judge, document) == before
    assert damages(judge.path) == []
    judge.undo()
    assert state(judge.path) == decided


def test_what_needs_a_case_that_is_open_again_is_asked_again(judge: Session, document: DocumentId) -> None:
    meeting(judge, LEILA, document)
    meeting(judge, OMAR, document)
    located(judge, SARA, document)
    for case in board(judge, document).cases:
        name = SARA if case.kind is CaseKind.RELATION or LEILA not in case.mentions else LEILA
        take(judge, board(judge, document).case(case.key), name)
    reopen(judge, case_at(judge, document, 5))
    assert case_at(judge, document, 5).state is State.OPEN
    assert (gold(judge, document).arguments, gold(judge, document).relations) == ((), ())
    assert reopened(judge, document) == dict.fromkeys(
        [argument_row(judge, document), relation_case(judge, document).key], "What was decided is not in gold any more."
    )


def test_nothing_of_it_is_open_again_too(judge: Session, document: DocumentId) -> None:
    label(judge, LEILA, document, (0, 4, "PERSON"))
    none(judge, case_at(judge, document, 0), SLIP)
    reopen(judge, case_at(judge, document, 0))
    assert gold(judge, document).decisions == ()
    assert case_at(judge, document, 0).state is State.OPEN
    with pytest.raises(AdjudicationError, match="Nothing was decided here"):
        reopen(judge, case_at(judge, document, 0))


def test_a_relation_is_open_again_and_its_ends_stay(judge: Session, document: DocumentId) -> None:
    located(judge, LEILA, document)
    take(judge, relation_case(judge, document), LEILA)
    reopen(judge, relation_case(judge, document))
    assert relation_case(judge, document).state is State.OPEN
    assert len(gold(judge, document).mentions) == 2
    for start in (5, 21):
        none(judge, case_at(judge, document, start))
    with pytest.raises(AdjudicationError, match="decided not to belong in gold"):
        reopen(judge, relation_case(judge, document))


def test_clusters_are_open_again(judge: Session, document: DocumentId) -> None:
    mentions = label(judge, LEILA, document, (0, 2, "GPE"), (5, 7, "GPE"))
    new_cluster(as_(judge, LEILA), [mention.id for mention in mentions], "K")
    for start in (0, 5):
        take(judge, case_at(judge, document, start), LEILA)
    (case,) = queue(board(judge, document))
    before = corpus_says(judge, document)
    take(judge, case, LEILA)
    assert len(gold(judge, document).clusters) == 1
    reopen(judge, board(judge, document).case(case.key))
    assert corpus_says(judge, document) == before
    assert gold(judge, document).clusters == ()


def test_what_only_gold_has_stays_there(judge: Session, document: DocumentId) -> None:
    (one,) = label(judge, LEILA, document, (0, 4, "PERSON"))
    take(judge, case_at(judge, document, 0), LEILA)
    as_(judge, LEILA).delete([one.id])
    edit(judge, case_at(judge, document, 0), label="GPE")
    assert case_at(judge, document, 0).state is State.DECIDED
    reopen(judge, case_at(judge, document, 0))
    assert says(judge, document) == [(0, 4, "GPE")]
    assert case_at(judge, document, 0).state is State.OPEN
