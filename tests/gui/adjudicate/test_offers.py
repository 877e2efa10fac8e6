"""What can be said for gold that nobody has said."""

import pytest

from annotator.gui.adjudicate.draft import CaseDraft
from annotator.gui.adjudicate.offers import UNSAID, CaseOffers
from annotator.gui.adjudicate.words import CaseWords
from annotator.model.decision import Aspect
from annotator.services.adjudication.board import Board
from annotator.services.adjudication.cases import Case, CaseKind, Link
from annotator.services.session import Session
from tests.gui.adjudicate.conftest import case_where, differing, draft_of, two_spans


def offers_of(session: Session, board: Board, words: CaseWords, case: Case) -> CaseOffers:
    draft: CaseDraft = draft_of(session, case)
    return CaseOffers(draft, session.scheme, board, words, "en")


@pytest.fixture
def event(board: Board) -> Case:
    return case_where(board, CaseKind.EVENT, lambda case: bool(differing(case, Aspect.ARGUMENT)))


def test_labels_come_with_their_keys(review: Session, board: Board, words: CaseWords) -> None:
    offer = offers_of(review, board, words, two_spans(board)).labels()
    by_id = {entry.id: entry.key for entry in offer.entries}
    assert set(by_id) == {label.name for label in review.scheme.labels_of("entity")}
    assert by_id["PERSON"] == "P"
    assert all(by_id.values())
    assert len(set(by_id.values())) == len(by_id)


def test_values_end_with_none_said(review: Session, board: Board, words: CaseWords, event: Case) -> None:
    offers = offers_of(review, board, words, event)
    polarity, realis = review.scheme.attribute("polarity"), review.scheme.attribute("realis")
    assert [entry.id for entry in offers.values(polarity).entries][-1] == UNSAID
    assert CaseOffers.value(polarity, UNSAID) is None
    assert CaseOffers.value(polarity, polarity.choices[0].value) == polarity.choices[0].value
    assert [CaseOffers.value(realis, id_) for id_ in ("yes", "no")] == [True, False]


def test_roles_that_were_said_come_first_and_fillers_fit(
    review: Session, board: Board, words: CaseWords, event: Case
) -> None:
    offers = offers_of(review, board, words, event)
    row = differing(event, Aspect.ARGUMENT)[0]
    link = next(reading.said for reading in row.readings.values() if isinstance(reading.said, Link))
    assert link.name in [entry.id for entry in offers.roles(row).entries][:2]
    fillers = offers.fillers(row, link.name).entries
    assert fillers[0].id == link.ends[0]
    draft = draft_of(review, event)
    draft.take(row.key, next(name for name in row.readings if row.readings[name].said == link))
    elsewhere = CaseOffers(draft, review.scheme, board, words, "en")
    new = elsewhere.fillers(draft.new_row(Aspect.ARGUMENT, link.name), link.name).entries
    assert link.ends[0] not in [entry.id for entry in new]
    label = next(iter(event.mentions.values())).label
    for entry in fillers:
        mentions = board.case(entry.id).mentions.values()
        assert any(review.scheme.may_fill(label, link.name, mention.label) for mention in mentions)


def test_relations_are_offered_in_both_directions(review: Session, board: Board, words: CaseWords) -> None:
    case = case_where(board, CaseKind.RELATION, lambda case: True)
    row = case.rows[0]
    said = next(reading.said for reading in row.readings.values() if isinstance(reading.said, Link))
    entries = offers_of(review, board, words, case).relations(row).entries
    links = [CaseOffers.relation(row, entry.id) for entry in entries]
    assert Link(said.name, said.ends) in links
    for link in links:
        ends = [words.mention(key) for key in link.ends]
        assert ends[0] is not None
        assert ends[1] is not None
        assert link.name in {label.name for label in review.scheme.relations_between(ends[0].label, ends[1].label)}


def test_roles_and_attributes_are_offered_for_what_nobody_has_said(
    review: Session, board: Board, words: CaseWords, event: Case
) -> None:
    offers = offers_of(review, board, words, event)
    entries = offers.additions().entries
    roles, attributes = draft_of(review, event).addable()
    assert [entry.text for entry in entries] == [
        *(role.title() for role in roles),
        *(attribute.title() for attribute in attributes),
    ]
    assert all(entry.key for entry in entries)
    rows = [offers.added(entry.id) for entry in entries]
    assert [(row.aspect, row.name) for row in rows] == [
        *((Aspect.ARGUMENT, role.name) for role in roles),
        *((Aspect.ATTRIBUTE, attribute.name) for attribute in attributes),
    ]
    assert len({row.key for row in rows}) == len(rows)
