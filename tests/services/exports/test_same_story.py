"""Which documents tell the same story, by the events that they share."""

from annotator.model.ids import AnnotatorName, ClusterId, DocumentId
from annotator.services.exports.same_story import Cluster, same_stories
from tests.conftest import LEILA, OMAR


def _cluster(name: str, documents: str, annotator: AnnotatorName = LEILA) -> Cluster:
    """A cluster in the documents that are named by a letter each."""
    return ClusterId(name), annotator, tuple(map(DocumentId, documents))


def _told(*clusters: Cluster, languages: str = "") -> set[str]:
    """The pairs, as two letters each; `languages` has a letter for each document, or nothing: then it is one."""
    documents = {document for _id, _annotator, some in clusters for document in some}
    tags = {document: languages and languages[ord(document) - ord("a")] for document in documents}
    return {"".join(pair) for pair in same_stories(clusters, tags)}


def test_translations_share_an_event() -> None:
    assert _told(_cluster("meeting", "abc")) == {"ab", "ac", "bc"}


def test_an_event_in_passing_does_not_make_the_same_story() -> None:
    summit, strike = _cluster("summit", "ab"), _cluster("strike", "bc")
    assert _told(summit, strike, _cluster("signing", "ab"), _cluster("walkout", "cd")) == {"ab", "cd"}


def test_an_overview_is_not_held_by_its_stories_if_they_are_told_elsewhere_too() -> None:
    quake = [_cluster(f"quake {number}", "abz") for number in range(2)]
    visit = [_cluster(f"visit {number}", "cdz") for number in range(2)]
    rescue, speech = _cluster("rescue", "ab"), _cluster("speech", "cd")
    assert _told(*quake, *visit, rescue, speech, _cluster("aid", "ab"), _cluster("toast", "cd")) == {"ab", "cd"}


def test_a_war_is_background_but_a_story_in_many_languages_is_not() -> None:
    documents = "abcdef"
    war, story = _cluster("war", documents), _cluster("summit", "ab")
    assert _told(war) == set()
    assert _told(war, story) == {"ab"}
    assert len(_told(_cluster("summit", documents), languages="123456")) == 15
    assert len(_told(_cluster("summit", documents), languages="122222")) == 15


def test_annotators_are_asked_one_by_one() -> None:
    """What one of them has not linked does not weigh against what the other has."""
    assert _told(_cluster("1", "ab"), _cluster("2", "bc", OMAR), _cluster("3", "cd", OMAR)) == {"ab", "bc", "cd"}
    assert _told(_cluster("1", "ab"), _cluster("2", "bc"), _cluster("3", "cd")) == {"ab", "cd"}


def test_documents_that_are_not_divided_do_not_count() -> None:
    clusters = [_cluster("1", "ab"), _cluster("2", "ac")]
    assert set(same_stories(clusters, {DocumentId("a"): "", DocumentId("b"): ""})) == {
        (DocumentId("a"), DocumentId("b"))
    }
