"""Which label of a scheme a name from elsewhere probably means."""

import pytest

from annotator import assets
from annotator.formats.scheme_yaml import read_scheme_file
from annotator.model.scheme import Label, Scheme
from annotator.services.imports.label_suggestions import likely, likely_label


@pytest.fixture(scope="module")
def news() -> Scheme:
    return read_scheme_file(assets.resource("schemes", "news.yaml"))


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("person", "PERSON"),  # case
        ("PER", "PERSON"),
        ("B-PER", "PERSON"),  # of a tag
        ("Persôn", "PERSON"),  # marks
        ("شخص", "PERSON"),  # what it is called in another language
        ("ORGANIZATION", "ORG"),
        ("Organisation", "ORG"),  # what it is called in English
        ("LOCATION", "LOC"),
        ("GPE", "GPE"),
        ("Country", "GPE"),
        ("TIME", "DATE"),  # the scheme makes no difference
        ("TIMEX3", "DATE"),
        ("I-LOC", "LOC"),
        ("ace:FAC", "FAC"),  # the last part of a name
        ("Quantity", "NUM"),
        ("work_of_art", "WORK"),
        ("MISC", ""),
        ("Protein", ""),
        ("---", ""),
        ("", ""),
    ],
)
def test_entities_of_the_news_scheme(news: Scheme, name: str, label: str) -> None:
    assert likely_label(name, news.labels_of("entity")) == label


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Conflict:Attack", "Conflict.Attack"),
        ("Attack", "Conflict.Attack"),
        ("ATTACK", "Conflict.Attack"),
        ("meet", "Contact.Meet"),
        ("Contact.Meet", "Contact.Meet"),
        ("Award", "Personnel.Award"),
        ("Dance", ""),
    ],
)
def test_events_of_the_news_scheme(news: Scheme, name: str, label: str) -> None:
    assert likely_label(name, news.labels_of("event")) == label


def test_what_could_be_two_labels_is_none() -> None:
    labels = (Label("A.Start", "event"), Label("B.Start", "event"))
    assert likely_label("start", labels) == ""
    assert likely_label("B.start", labels) == "B.Start"


def test_misc_is_found_where_a_scheme_has_it() -> None:
    assert likely_label("OTH", (Label("MISC", "entity"),)) == "MISC"


def test_roles_and_values_go_by_their_spelling() -> None:
    assert likely("mention-type", ("mention_type", "mention")) == "mention_type"
    assert likely("x", ("y",)) == ""
