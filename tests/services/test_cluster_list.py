"""The clusters of a document: read once, they follow every act as if they were read anew."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.annotation import Kind, Mention
from annotator.model.change import Changes
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName, ClusterId, DocumentId, MentionId
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services import coreference
from annotator.services.cluster_list import ClusterList, ranked, reads_as
from annotator.services.session import Session
from annotator.storage import Project
from tests.conftest import LEILA, OMAR, add_documents

TEXT = "To Lam met him. TO LAM spoke, and Xi Jinping, and Xi listened to Tô Lâm in Hanoi. They met. 😀"

Make = Callable[..., Mention]


@pytest.fixture
def documents(session: Session) -> list[DocumentId]:
    changes, texts = add_documents(TEXT, f"{TEXT} Once more.")
    session.apply(changes, texts=texts)
    return [change.document for change in changes if change.document is not None]


@pytest.fixture
def make(session: Session, documents: list[DocumentId]) -> Make:
    """Makes a mention of the `nth` place of some words."""

    def made(words: str, label: str = "PERSON", nth: int = 0, document: int = 0) -> Mention:
        text, start = session.text(documents[document]), -1
        for _ in range(nth + 1):
            start = text.index(words, start + 1)
        return session.add_mention(documents[document], Span.of(start, start + len(words)), label)

    return made


def subscribe(session: Session, listed: ClusterList) -> None:
    """Let the list follow what the session does."""

    def follow(changes: Changes) -> None:
        listed.follow(changes)

    session.subscribe(follow)


def shape(listed: ClusterList) -> dict[ClusterId | str, list[MentionId]]:
    found: dict[ClusterId | str, list[MentionId]] = {}
    for kind in Kind:
        found |= {group.id: [m.id for m in group.mentions] for group in listed.groups(kind)}
        found[kind.value] = [m.id for m in listed.loose(kind)]
    return found


def test_clusters_come_in_reading_order_with_mentions_of_other_documents_last(
    session: Session, documents: list[DocumentId], make: Make
) -> None:
    xi, elsewhere = make("Xi Jinping"), make("To Lam", document=1)
    lam, loose = make("To Lam"), make("Hanoi", "GPE")
    second = coreference.new_cluster(session, [xi.id])
    first = coreference.new_cluster(session, [elsewhere.id, lam.id])
    here = ClusterList(session, documents[0])
    assert [group.id for group in here.groups(Kind.ENTITY)] == [first.id, second.id]
    group = here.group(first.id)
    assert group is not None
    assert [m.id for m in group.mentions] == [lam.id, elsewhere.id]
    assert group.documents == 2
    assert here.loose(Kind.ENTITY) == [loose]
    there = ClusterList(session, documents[1])
    assert shape(there) == {first.id: [elsewhere.id, lam.id], "entity": [], "event": []}


def test_a_cluster_is_called_by_its_name_else_by_its_best_mention(
    session: Session, documents: list[DocumentId], make: Make
) -> None:
    one, other = make("him"), make("To Lam")
    cluster = coreference.new_cluster(session, [one.id, other.id])
    listed = ClusterList(session, documents[0])
    subscribe(session, listed)

    def name() -> str:
        group = listed.group(cluster.id)
        assert group is not None
        return listed.name(group)

    assert name() == "To Lam"
    coreference.choose_representative(session, one.id)
    assert name() == "him"
    coreference.edit_cluster(session, cluster.id, name="The secretary")
    assert name() == "The secretary"


def test_the_label_of_a_cluster_is_that_of_its_best_mention_while_it_has_none(
    session: Session, documents: list[DocumentId], make: Make
) -> None:
    cluster = coreference.new_cluster(session, [make("Hanoi", "GPE").id])
    listed = ClusterList(session, documents[0])
    group = listed.group(cluster.id)
    assert group is not None
    assert group.label == "GPE"


def test_what_reads_alike_comes_first_then_the_label_then_what_is_near(
    session: Session, documents: list[DocumentId], make: Make
) -> None:
    lam = coreference.new_cluster(session, [make("To Lam").id])
    hanoi = coreference.new_cluster(session, [make("Hanoi", "GPE").id])
    xi = coreference.new_cluster(session, [make("Xi Jinping").id])
    met = coreference.new_cluster(session, [make("met", "Contact.Meet").id])
    listed = ClusterList(session, documents[0])
    # Folding takes case and marks away: a capital spelling and a Vietnamese one read as the plain name.
    for spelling in ("TO LAM", "Tô Lâm"):
        mention = make(spelling)
        assert [group.id for group in ranked(listed, mention)] == [lam.id, xi.id, hanoi.id]
        group = listed.group(lam.id)
        assert group is not None
        assert reads_as(listed, group, mention)
    # Of its label, though Hanoi is nearer.
    assert [group.id for group in ranked(listed, make("They"))][-1] == hanoi.id
    assert [group.id for group in ranked(listed, make("met", "Contact.Meet", nth=1))] == [met.id]


def test_other_annotators_clusters_are_not_listed(
    session: Session, project: Project, documents: list[DocumentId], make: Make
) -> None:
    coreference.new_cluster(session, [make("To Lam").id])
    omar = Session(project, OMAR)
    assert shape(ClusterList(omar, documents[0])) == {"entity": [], "event": []}


def test_an_act_elsewhere_touches_nothing(session: Session, documents: list[DocumentId], make: Make) -> None:
    listed = ClusterList(session, documents[0])
    told: list[bool] = []
    session.subscribe(lambda changes: told.append(listed.follow(changes)))
    other = make("To Lam", document=1)
    coreference.new_cluster(session, [other.id])
    session.set_note(other.id, "seen")
    assert told == [False, False, False]
    make("To Lam")
    assert told[-1]


def test_a_mention_with_other_edges_is_folded_anew(session: Session, documents: list[DocumentId], make: Make) -> None:
    listed = ClusterList(session, documents[0])
    subscribe(session, listed)
    mention = make("Xi Jinping")
    assert listed.folded(mention) == "xi jinping"
    session.set_span(mention.id, Span.of(mention.span.start, mention.span.start + 2))
    assert listed.folded(session.mention(mention.id)) == "xi"


ACTS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 7), st.integers(0, 7)), max_size=25)


@settings(max_examples=30)
@given(acts=ACTS)
def test_following_is_the_same_as_reading_anew(
    acts: list[tuple[int, int, int]], scheme: Scheme, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("follow") / "p.annotator"
    with Session.new(path, scheme, AnnotatorName(LEILA)) as session:
        changes, texts = add_documents(TEXT, TEXT)
        session.apply(changes, texts=texts)
        first, second = (change.document for change in changes)
        assert first is not None
        assert second is not None
        labels = ("PERSON", "PERSON", "GPE", "Statement")
        ids = [
            session.add_mention(document, Span.of(n, n + 3), label).id
            for document in (first, second)
            for n, label in enumerate(labels)
        ]
        listed = ClusterList(session, first)
        subscribe(session, listed)
        for act, one, other in acts:
            _do(session, act, ids[one], ids[other])
            assert shape(listed) == shape(ClusterList(session, first))


def _do(session: Session, act: int, one: MentionId, other: MentionId) -> None:
    """Some act; what cannot be done now is left out."""
    try:
        mine, theirs = session.mention(one).cluster, session.mention(other).cluster
        match act:
            case 0 | 1:
                coreference.new_cluster(session, [one, other] if act else [one])
            case 2 if theirs is not None:
                coreference.link(session, [one], theirs)
            case 3:
                coreference.unlink(session, [one])
            case 4 if mine is not None and theirs is not None:
                coreference.merge(session, [mine, theirs])
            case 5:
                coreference.split(session, [one])
            case 6:
                session.relabel([one], "Statement" if one > other else "GPE")
            case 7:
                session.delete([one])
            case 8:
                session.undo()
            case _:
                pass
    except AnnotatorError:
        pass  # refusals are other tests' matter
