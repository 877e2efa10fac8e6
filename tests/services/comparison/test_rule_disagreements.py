"""Disagreements by rule of the guideline: which are about it, who is compared, and that comparing finds as many."""

from pathlib import Path

import pytest

from annotator.model.annotation import GOLD
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.arguments import arguments_of, delete_arguments
from annotator.services.comments.guideline import Rule
from annotator.services.comparison.comparing import Against
from annotator.services.comparison.corpus_comparison import compare_corpus
from annotator.services.comparison.disagreement import Difference
from annotator.services.comparison.rule_disagreements import everyone, rule_disagreements, wanted_of
from annotator.services.session import Session
from annotator.storage import Project
from tests.conftest import LEILA, OMAR
from tests.rich import fill

ZED = AnnotatorName("zed")
RULES: list[Rule] = [
    ("PERSON", ""),
    ("GPE", ""),
    ("Contact", ""),
    ("Contact.Meet", "Participant"),
    ("Contact.Meet", "Place"),
]


@pytest.fixture
def session(project: Project) -> Session:
    """Omar says some things otherwise than leila."""
    fill(project)
    made = Session(project, OMAR)
    arabic, german, *_others = project.document_ids()
    made.relabel([made.layer(arabic).mentions[-1].id], "PERSON")
    meet = next(mention for mention in made.layer(arabic).mentions if mention.label == "Contact.Meet")
    delete_arguments(made, [argument for argument in arguments_of(made, meet.id) if argument.role == "Place"])
    made.delete([mention.id for mention in made.layer(german).mentions[1:]])
    return made


def test_who_is_compared() -> None:
    assert everyone([LEILA, GOLD]) == ((), Against.FIRST)
    assert everyone([LEILA, OMAR, GOLD]) == ((LEILA, OMAR), Against.FIRST)
    assert everyone([LEILA, OMAR, ZED]) == ((LEILA, OMAR, ZED), Against.ALL)


def test_what_is_about_a_rule(scheme: Scheme) -> None:
    relation = next(label.name for label in scheme.labels if label.kind == "relation")
    label, role, link = (wanted_of(rule, scheme) for rule in (("GPE", ""), ("Contact.Meet", "Place"), (relation, "")))
    assert label is not None and role is not None and link is not None
    assert Difference.BOUNDARY in label.kinds and Difference.ARGUMENT_ROLE not in label.kinds
    assert (role.labels, role.roles) == (("Contact.Meet",), ("Place",))
    assert Difference.ARGUMENT_ROLE in role.kinds and Difference.LABEL not in role.kinds
    assert Difference.RELATION_MISSING in link.kinds and Difference.LABEL not in link.kinds
    assert wanted_of(("", ""), scheme) is None
    gone = wanted_of(("", "Place"), scheme)
    assert gone is not None and gone.labels == ()


def test_counts_are_what_comparing_finds(session: Session) -> None:
    path, scheme = session.path, session.scheme
    found = rule_disagreements(path, [*RULES, ("", "")])
    assert set(found) == set(RULES)
    for rule, count in found.items():
        wanted = wanted_of(rule, scheme)
        assert wanted is not None
        compared = compare_corpus(path, (LEILA, OMAR), wanted)
        assert count == sum(len(comparison.disagreements) for comparison in compared), rule
    assert found[("GPE", "")] == 2 and found[("Contact.Meet", "Place")] == 1


def test_more_than_two_are_compared_each_with_each(session: Session) -> None:
    arabic = next(iter(session.project.document_ids()))
    before = rule_disagreements(session.path, RULES)
    session.annotator = ZED
    session.add_mention(arabic, Span.of(0, 3), "PERSON")
    assert rule_disagreements(session.path, RULES)[("PERSON", "")] > before[("PERSON", "")]


def test_it_takes_two(project: Project) -> None:
    path: Path = project.path
    with pytest.raises(AnnotatorError, match="two annotators"):
        rule_disagreements(path, RULES)
