"""Ids: those made anew sort by age, those made of names are always the same."""

import uuid
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.ids import NamedIds, named_id, new_id

NAMESPACE = uuid.UUID("6f0f1d6e-3f0c-5a8e-9d51-0b9c2f6b7a11")


def test_new_ids_are_uuids_of_version_7_in_the_order_of_their_making() -> None:
    made = [new_id() for _ in range(2_000)]
    assert made == sorted(set(made))
    assert {(uuid.UUID(id_).version, uuid.UUID(id_).variant) for id_ in made} == {(7, uuid.RFC_4122)}
    assert all(str(uuid.UUID(id_)) == id_ for id_ in made)


@given(st.text())
def test_an_id_of_a_name_is_the_uuid_that_the_standard_library_makes(name: str) -> None:
    assert named_id(NAMESPACE, name) == str(uuid.uuid5(NAMESPACE, name))


def test_ids_of_one_document_stand_side_by_side() -> None:
    documents = [NamedIds(NAMESPACE, f"document {number}") for number in range(50)]
    made = [(ids.of(f"mention {name}"), number) for number, ids in enumerate(documents) for name in range(20)]
    owners = [number for _id, number in sorted(made)]
    assert len({id_ for id_, _number in made}) == len(made)
    assert sum(one != other for one, other in pairwise(owners)) == len(documents) - 1
    assert {(uuid.UUID(id_).version, uuid.UUID(id_).variant) for id_, _ in made} == {(8, uuid.RFC_4122)}


def test_the_same_names_have_the_same_ids() -> None:
    assert NamedIds(NAMESPACE, "a").of("b") == NamedIds(NAMESPACE, "a").of("b")
    assert NamedIds(NAMESPACE, "a").of("b") != NamedIds(NAMESPACE, "a").of("c")
    assert NamedIds(NAMESPACE, "a").of("c") != NamedIds(NAMESPACE, "b").of("c")
