"""Another version of the scheme: applied if everything that is labelled fits it, refused with reasons if not."""

from dataclasses import replace

import pytest

from annotator.model.errors import SchemeError
from annotator.model.scheme import Scheme
from annotator.services.checks.checking import check
from annotator.services.schemes.files import apply_scheme
from annotator.services.session import Session
from tests.rich import fill


@pytest.fixture
def filled(session: Session) -> Session:
    """A session on a project with one of everything."""
    fill(session.project)
    return session


def without(scheme: Scheme, *labels: str) -> Scheme:
    return replace(scheme, labels=tuple(label for label in scheme.labels if label.name not in labels))


def test_the_next_version_is_counted_and_can_be_undone(filled: Session, scheme: Scheme) -> None:
    renamed = replace(scheme, title="Another title")
    assert apply_scheme(filled, renamed).version == 2
    assert filled.scheme == replace(renamed, version=2)
    assert filled.undo_action == "scheme.apply"
    filled.undo()
    assert filled.scheme == scheme
    assert list(check(filled.path)) == []


def test_the_same_scheme_is_no_act(filled: Session, scheme: Scheme) -> None:
    before = filled.undo_action
    assert apply_scheme(filled, replace(scheme, version=7)) == scheme
    assert filled.undo_action == before


def test_a_scheme_of_another_name_keeps_its_version(filled: Session, scheme: Scheme) -> None:
    assert apply_scheme(filled, replace(scheme, name="other", version=5)).version == 5
    assert filled.scheme.name == "other"
    assert list(check(filled.path)) == []


def test_labels_attributes_and_roles_in_use_are_kept(filled: Session, scheme: Scheme) -> None:
    no_roles = tuple(replace(label, roles=()) for label in scheme.labels)
    no_attributes = tuple(replace(label, attributes=()) for label in scheme.labels)
    for unfit, word in (
        (without(scheme, "MONEY"), "MONEY"),
        (without(scheme, "located"), "located"),
        (replace(scheme, labels=no_roles), "Participant"),
        (replace(scheme, labels=no_attributes), "mention"),
    ):
        with pytest.raises(SchemeError, match=word):
            apply_scheme(filled, unfit)
        assert filled.scheme == scheme
    assert list(check(filled.path)) == []
