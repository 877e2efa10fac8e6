"""Candidates: what fits comes first, then what stands in the same sentence, then what is near."""

import pytest

from annotator.model.errors import SchemeError
from annotator.model.ids import DocumentId
from annotator.model.span import Span
from annotator.services.arguments import add_argument
from annotator.services.candidates import Candidates, PossibleArgument, PossibleRelation, links_between
from annotator.services.relations import add_relation
from annotator.services.session import Session
from tests.conftest import add_documents

TEXT = "Far Ann stayed home. Bob met Cid in Rome today. Dan left.\nEve, in Oslo, slept."


@pytest.fixture
def document(session: Session) -> DocumentId:
    """One with a person in each sentence."""
    changes, texts = add_documents(TEXT)
    session.apply(changes, texts=texts)
    assert changes[0].document is not None
    return changes[0].document


def test_the_likeliest_fillers_come_first(session: Session, document: DocumentId) -> None:
    def mention(words: str, label: str):
        start = TEXT.index(words)
        return session.add_mention(document, Span.of(start, start + len(words)), label)

    event = mention("met", "Contact.Meet")
    for name in ("Ann", "Bob", "Cid", "Dan", "Eve"):
        mention(name, "PERSON")
    rome, oslo = mention("Rome", "GPE"), mention("Oslo", "GPE")
    cid = next(m for m in session.layer(document).mentions if m.span.text(TEXT) == "Cid")
    add_argument(session, event.id, "Participant", cid.id)
    add_relation(session, "located", cid.id, rome.id)

    def candidates() -> Candidates:
        return Candidates(session.layer(document), session.scheme, TEXT, "en")

    ranked = candidates().fillers(event, "Participant")
    words = [c.mention.span.text(TEXT) for c in ranked]
    assert words == ["Bob", "Cid", "Ann", "Dan", "Eve", "Rome", "Oslo"]
    assert [c.fits for c in ranked] == [True] * 5 + [False] * 2
    assert [c.is_near for c in ranked] == [True, True, False, False, False, True, False]
    assert [c.is_taken for c in ranked] == [False, True] + [False] * 5
    assert ranked[0].distance == 1
    places = candidates().targets(cid, "located")
    assert [c.mention.id for c in places[:2]] == [rome.id, oslo.id]
    assert (places[0].is_taken, places[0].fits, places[2].fits) == (True, True, False)
    with pytest.raises(SchemeError, match="no role"):
        candidates().fillers(event, "Nobody")


def test_a_line_between_two_mentions_can_mean_several_links(session: Session, document: DocumentId) -> None:
    def mention(words: str, label: str):
        start = TEXT.index(words)
        return session.add_mention(document, Span.of(start, start + len(words)), label)

    met, stayed = mention("met", "Contact.Meet"), mention("stayed", "Statement")
    bob, rome, coins = mention("Bob", "PERSON"), mention("Rome", "GPE"), mention("Oslo", "MONEY")
    scheme = session.scheme
    assert links_between(scheme, met, bob) == (PossibleArgument(met, "Participant", bob),)
    assert links_between(scheme, bob, met) == links_between(scheme, met, bob)  # drawn from either end
    assert links_between(scheme, stayed, met) == (PossibleArgument(stayed, "Topic", met),)
    assert links_between(scheme, met, stayed) == ()  # the event at which the line begins is the one that has roles
    assert links_between(scheme, bob, rome) == (PossibleRelation("located", bob, rome),)
    assert links_between(scheme, rome, bob) == ()
    assert links_between(scheme, met, coins) == ()
    assert links_between(scheme, met, met) == ()
