"""Mentions in their words, with what stands around them and the direction it runs in."""

import pytest

from annotator.model.annotation import Mention
from annotator.model.document import Direction
from annotator.model.ids import DocumentId
from annotator.model.span import Span
from annotator.services.quoting import Quotes
from annotator.services.session import Session
from tests.conftest import ARABIC, add_documents

GERMAN = "Beide tauschten am Nachmittag im Ministerium Meinungen aus.\nEnde 😀 gut."


@pytest.fixture
def german(session: Session) -> DocumentId:
    changes, texts = add_documents(GERMAN, titles=("Sitzung",))
    session.apply(changes, texts=texts)
    assert changes[0].document is not None
    return changes[0].document


def mention(session: Session, document: DocumentId, *words: str) -> Mention:
    text, ranges, at = session.text(document), [], 0
    for word in words:
        start = text.index(word, at)
        at = start + len(word)
        ranges.append((start, at))
    return session.add_mention(document, Span.union(ranges), "PERSON")


def test_a_quote_stays_inside_its_paragraph(session: Session, document: DocumentId) -> None:
    quote = Quotes(session).quote(mention(session, document, "CICA"))
    assert quote.before == "وقال إن "
    assert quote.pieces == (("CICA", True),)
    assert quote.after == ARABIC.partition("CICA")[2]
    assert quote.direction is Direction.RTL


def test_a_long_gap_between_pieces_is_told_by_dots_and_a_short_one_as_it_is(
    session: Session, german: DocumentId
) -> None:
    quotes = Quotes(session)
    far = mention(session, german, "tauschten", "aus")
    assert quotes.quote(far).pieces == (("tauschten", True), (" … ", False), ("aus", True))
    assert quotes.words(far) == "tauschten … aus"
    near = mention(session, german, "Ministerium", "aus")
    assert quotes.quote(near).pieces == (("Ministerium", True), (" Meinungen ", False), ("aus", True))


def test_a_mention_over_a_paragraphs_end_is_on_one_line(session: Session, german: DocumentId) -> None:
    found = mention(session, german, "aus.\nEnde")
    quote = Quotes(session).quote(found)
    assert quote.pieces == (("aus. Ende", True),)
    assert quote.after == " 😀 gut."
    assert Quotes(session).words(found) == "aus. Ende"


def test_a_direction_that_somebody_chose_holds(session: Session, german: DocumentId) -> None:
    quotes = Quotes(session)
    found = mention(session, german, "Beide")
    assert quotes.direction(found) is Direction.LTR
    session.set_direction([german], Direction.RTL)
    quotes.forget()
    assert quotes.direction(found) is Direction.RTL


def test_documents_are_called_by_their_titles(session: Session, german: DocumentId) -> None:
    assert Quotes(session).title(german) == "Sitzung"


def test_more_documents_than_are_kept_can_be_quoted(session: Session) -> None:
    changes, texts = add_documents(*(f"Text {n}" for n in range(12)))
    session.apply(changes, texts=texts)
    quotes = Quotes(session)
    found = [session.add_mention(c.document, Span.of(0, 4), "PERSON") for c in changes if c.document is not None]
    for _round in range(2):
        assert {quotes.words(one) for one in found} == {"Text"}
        assert [quotes.quote(one).after for one in found] == [f" {n}" for n in range(12)]
