"""Clusters: mentions that mean the same, joined, merged, split; an empty one goes, and every act can be undone."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Kind, Mention
from annotator.model.errors import AnnotatorError, SchemeError
from annotator.model.ids import DocumentId
from annotator.model.scheme import Label, Scheme
from annotator.model.span import Span
from annotator.services import coreference
from annotator.services.checks.checking import check
from annotator.services.session import EditError, Session
from annotator.storage import Project
from tests.conftest import ARABIC, LEILA, OMAR, add_documents

Make = Callable[..., Mention]


@pytest.fixture
def make(session: Session, document: DocumentId) -> Make:
    """Makes a mention of a label at an offset."""

    def made(at: int, label: str = "PERSON") -> Mention:
        return session.add_mention(document, Span.of(at, at + 2), label)

    return made


def clusters(session: Session, document: DocumentId) -> list[set[str]]:
    """The mentions of each cluster, as starts of their spans."""
    contents = session.layer(document)
    return [{str(m.span.start) for m in contents.mentions if m.cluster == c.id} for c in contents.clusters]


def test_mentions_are_put_together_and_taken_apart(session: Session, document: DocumentId, make: Make) -> None:
    one, two, three = make(0), make(3), make(6)
    made = coreference.new_cluster(session, [one.id, two.id], " Tô Lâm ")
    assert (made.kind, made.label, made.name) == (Kind.ENTITY, "PERSON", "Tô Lâm")
    coreference.link(session, [three.id], made.id)
    assert clusters(session, document) == [{"0", "3", "6"}]
    new = coreference.split(session, [two.id, three.id])
    assert clusters(session, document) == [{"0"}, {"3", "6"}]
    coreference.merge(session, [new.id, made.id])
    assert clusters(session, document) == [{"0", "3", "6"}]
    assert coreference.cluster(session, new.id).name == "Tô Lâm"
    coreference.unlink(session, [one.id, two.id, three.id])
    assert clusters(session, document) == []
    for _act in range(5):
        session.undo()
    assert session.layer(document).clusters == ()
    assert list(check(session.path)) == []


def test_a_cluster_goes_with_its_last_mention_and_comes_back_with_it(
    session: Session, document: DocumentId, make: Make
) -> None:
    one, two = make(0), make(3)
    made = coreference.new_cluster(session, [one.id, two.id])
    coreference.choose_representative(session, one.id)
    session.delete([one.id])
    assert coreference.cluster(session, made.id).representative is None
    session.delete([two.id])
    assert session.layer(document).clusters == ()
    with pytest.raises(EditError, match="gone"):
        coreference.cluster(session, made.id)
    session.undo()
    session.undo()
    assert coreference.cluster(session, made.id).representative == one.id
    assert list(check(session.path)) == []


def test_a_mention_that_becomes_an_event_leaves_its_cluster(session: Session, document: DocumentId, make: Make) -> None:
    one, two = make(0), make(3)
    coreference.new_cluster(session, [one.id, two.id])
    session.relabel([one.id], "GPE")
    assert clusters(session, document) == [{"0", "3"}]
    session.relabel([one.id], "Contact.Meet")
    assert clusters(session, document) == [{"3"}]


def test_kinds_do_not_mix(session: Session, make: Make) -> None:
    person, event, other = make(0), make(3, "Contact.Meet"), make(6, "Statement")
    people = coreference.new_cluster(session, [person.id])
    happenings = coreference.new_cluster(session, [event.id, other.id])
    for refused in (
        lambda: coreference.new_cluster(session, [person.id, event.id]),
        lambda: coreference.link(session, [event.id], people.id),
        lambda: coreference.merge(session, [people.id, happenings.id]),
    ):
        with pytest.raises(AnnotatorError):
            refused()


def test_what_cannot_be_done_is_refused_with_a_reason(session: Session, make: Make) -> None:
    one, two = make(0), make(3)
    with pytest.raises(EditError, match="at least one mention"):
        coreference.new_cluster(session, [])
    with pytest.raises(EditError, match="Only mentions of one cluster"):
        coreference.split(session, [one.id])
    with pytest.raises(EditError, match="in no cluster"):
        coreference.choose_representative(session, one.id)
    made = coreference.new_cluster(session, [one.id, two.id])
    with pytest.raises(EditError, match="leave at least one"):
        coreference.split(session, [one.id, two.id])
    with pytest.raises(EditError, match="two clusters"):
        coreference.merge(session, [made.id, made.id])
    with pytest.raises(SchemeError, match="cannot label a cluster"):
        coreference.edit_cluster(session, made.id, label="Contact")
    session.annotator = OMAR
    with pytest.raises(EditError, match="leila's"):
        coreference.edit_cluster(session, made.id, name="mine")


def test_a_cluster_is_named_and_identified(session: Session, make: Make) -> None:
    made = coreference.new_cluster(session, [make(0).id])
    coreference.edit_cluster(session, made.id, name="Kazakhstan", kb="Q232", label="GPE")
    found = coreference.cluster(session, made.id)
    assert (found.name, found.kb, found.label) == ("Kazakhstan", "Q232", "GPE")
    assert coreference.edit_cluster(session, made.id, name="Kazakhstan").changes == ()


def test_the_representative_is_the_chosen_one_or_the_first(session: Session, make: Make) -> None:
    one, two = make(0), make(3)
    made = coreference.new_cluster(session, [one.id, two.id])

    def named() -> str | None:
        found = coreference.cluster(session, made.id)
        return coreference.representative(found, coreference.members(session, made.id))

    assert named() == one.id
    coreference.choose_representative(session, two.id)
    assert named() == two.id
    coreference.choose_representative(session, two.id)
    assert named() == one.id


def test_a_cluster_may_have_mentions_of_several_documents(session: Session, document: DocumentId, make: Make) -> None:
    changes, texts = add_documents(ARABIC + "\n")
    session.apply(changes, texts=texts)
    other = changes[0].document
    assert other is not None
    far = session.add_mention(other, Span.of(0, 4), "PERSON")
    made = coreference.new_cluster(session, [far.id, make(3).id])
    assert [mention.document for mention in coreference.members(session, made.id)] == [document, other]
    assert session.layer(other).clusters == session.layer(document).clusters


steps = st.lists(
    st.tuples(st.sampled_from(["new", "link", "unlink", "split", "merge", "delete", "represent"]), st.integers(0, 30)),
    max_size=25,
)


@given(steps)
def test_whatever_is_done_no_cluster_stands_empty_and_undo_leads_back(
    tmp_path_factory: pytest.TempPathFactory, scheme: Scheme, plan: list[tuple[str, int]]
) -> None:
    path = tmp_path_factory.mktemp("clusters") / "test.annotator"
    with Project.new(path, replace(scheme, labels=(*scheme.labels, Label("Calm", "event")))) as project:
        session = Session(project, LEILA)
        changes, texts = add_documents(ARABIC)
        session.apply(changes, texts=texts)
        document = changes[0].document
        assert document is not None
        for at in range(0, 16, 2):
            session.add_mention(document, Span.of(at, at + 2), "PERSON" if at % 4 else "Calm")
        history = [session.layer(document)]
        for action, number in plan:
            if _do(session, document, action, number):
                history.append(session.layer(document))
        sizes = [len(coreference.members(session, c.id)) for c in session.layer(document).clusters]
        assert 0 not in sizes
        assert project.db.execute("SELECT count(*) FROM cluster").fetchone()[0] == len(sizes)
        while len(history) > 1:
            assert session.layer(document) == history.pop()
            session.undo()
        assert session.layer(document) == history[0]
    assert list(check(path)) == []


def _do(session: Session, document: DocumentId, action: str, number: int) -> bool:
    """One edit; whether it was made and changed anything."""
    contents = session.layer(document)
    mentions = contents.mentions
    if not mentions:
        return False
    one, two = (mentions[(number + i * 3) % len(mentions)].id for i in (0, 1))
    found = [c.id for c in contents.clusters]
    before = session.undo_action, contents
    try:
        match action:
            case "new":
                coreference.new_cluster(session, dict.fromkeys((one, two)))
            case "link" if found:
                coreference.link(session, [one], found[number % len(found)])
            case "unlink":
                coreference.unlink(session, [one])
            case "split":
                coreference.split(session, [one])
            case "merge" if found:
                coreference.merge(session, [found[number % len(found)], found[(number + 1) % len(found)]])
            case "delete" if len(mentions) > 3:
                session.delete([one])
            case "represent":
                coreference.choose_representative(session, one)
            case _:
                return False
    except AnnotatorError:
        assert session.layer(document) == before[1]
        return False
    return session.layer(document) != before[1]
