"""How threads and what they are about are called."""

import pytest

from annotator.gui.comments.words import about_name, gone_words, hue_of, thread_name, topic_name
from annotator.model.annotation import Comment
from annotator.model.ids import AnnotatorName, CommentId, DocumentId
from annotator.model.scheme import Label, Role, Scheme
from annotator.services.comments.listing import About, Discussion, Topic
from annotator.services.comments.threads import Thread

HOME = DocumentId("d")
SCHEME = Scheme(
    "test",
    labels=(
        Label("GPE", "entity", hue="green"),
        Label("Meet", "event", roles=(Role("Guest", names={"ar": "ضيف"}),)),
        Label("near", "relation", names={"ar": "قرب"}),
    ),
)


def _topic(about: About, label: str = "", role: str = "", *, is_gone: bool = False) -> Topic:
    return Topic(about, HOME, "Title", "en", None, "s", label, role, is_gone=is_gone)


@pytest.mark.parametrize(
    ("topic", "name"),
    [
        (_topic(About.ENTITY, "GPE"), "GPE"),
        (_topic(About.ENTITY, "Not in the scheme"), "Not in the scheme"),
        (_topic(About.ARGUMENT, "Meet", "Guest"), "Meet · \u2068ضيف\u2069"),
        (_topic(About.ARGUMENT, "", "Guest"), "Guest"),
        (_topic(About.RELATION, "near"), "قرب"),
        (_topic(About.PASSAGE), "Passage"),
        (_topic(About.DOCUMENT), "Whole document"),
    ],
)
def test_what_a_thread_is_about(qapp: object, topic: Topic, name: str) -> None:
    assert topic_name(topic, SCHEME, "ar") == name


def test_what_is_gone_says_so(qapp: object) -> None:
    assert gone_words(_topic(About.ENTITY, "GPE")) == ""
    found = [gone_words(_topic(about, is_gone=True)) for about in (About.EVENT, About.ARGUMENT, About.RELATION)]
    assert found == ["The mention is gone", "The argument is gone", "The relation is gone"]


def test_every_group_has_a_name_of_its_own(qapp: object) -> None:
    assert len({about_name(about) for about in About}) == len(About)


def test_the_hue_is_the_labels() -> None:
    assert hue_of(_topic(About.ENTITY, "GPE"), SCHEME) == "green"
    assert hue_of(_topic(About.ENTITY, "gone"), SCHEME) == hue_of(_topic(About.ENTITY, "GPE"), None) == ""


def test_a_screen_reader_hears_how_a_thread_stands(qapp: object) -> None:
    said = Comment(
        CommentId("c"), HOME, AnnotatorName("x"), "", "One\nmore", "document", HOME, resolved=True, for_guideline=True
    )
    one = Discussion(Thread((said,)), _topic(About.DOCUMENT), True, False, "")
    assert thread_name(one) == "One, unread, settled, guideline to fix"
