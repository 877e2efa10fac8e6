"""Names on the command line, and what is said of them."""

import pytest

from annotator.services.imports.label_names import Asked, Thing
from annotator.services.imports.label_spelling import Wanted, spelled


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Asked(Thing.ENTITY, "PER"), "PER"),
        (Asked(Thing.RELATION, "lives=in"), "lives=in"),
        (Asked(Thing.ROLE, "Who", ("Meet",)), "Meet/Who"),
        (Asked(Thing.FILLER, "Place", ("Meet", "City")), "Meet/Place/City"),
        (Asked(Thing.ENDS, "located", ("PERSON", "City")), "located/PERSON/City"),
        (Asked(Thing.ATTRIBUTE, "Gender"), "@Gender"),
        (Asked(Thing.CARRIER, "mention"), "@mention"),
        (Asked(Thing.VALUE, "f", ("Gender",)), "@Gender/f"),
    ],
)
def test_every_thing_has_a_spelling_that_is_understood(asked: Asked, words: str) -> None:
    assert spelled(asked) == words
    assert Wanted(f"{words}=x=y").of(asked) == "x=y"
    assert Wanted(f"{words}=").of(asked) == ""
    assert Wanted(f"{words}2=x").of(asked) is None


def test_a_bare_name_does_where_it_is_the_only_one() -> None:
    assert Wanted("Gender=").of(Asked(Thing.ATTRIBUTE, "Gender")) == ""
