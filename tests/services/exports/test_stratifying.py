"""Groups are divided by shares, then languages, then labels."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.services.exports.stratifying import Stratum, stratified

SHARES = [0.8, 0.1, 0.1]


@st.composite
def groups(draw: st.DrawFn) -> list[Stratum]:
    """Groups of a few documents, of a few languages, with a few labels."""
    made = []
    for languages in draw(st.lists(st.lists(st.sampled_from("afd"), min_size=1, max_size=6), max_size=60)):
        labels = draw(st.dictionaries(st.sampled_from("PGM"), st.integers(1, 9)))
        made.append(Stratum(len(languages), Counter(languages), labels))
    return made


@given(groups(), st.lists(st.integers(1, 100), min_size=1, max_size=5))
def test_no_part_is_further_from_its_share_than_the_largest_group(made: list[Stratum], weights: list[int]) -> None:
    shares = [weight / sum(weights) for weight in weights]
    parts = stratified(made, shares)
    assert len(parts) == len(made)
    total = sum(group.size for group in made)
    for part, share in enumerate(shares):
        has = sum(group.size for group, mine in zip(made, parts, strict=True) if mine == part)
        assert abs(has - share * total) <= max((group.size for group in made), default=0) + 1e-3


@given(st.lists(st.sampled_from(["ar", "de", "nl"]), min_size=1, max_size=200))
def test_single_documents_fill_the_shares_and_those_of_their_languages(languages: list[str]) -> None:
    parts = stratified([Stratum(1, {language: 1}, {}) for language in languages], SHARES)
    for part, share in enumerate(SHARES):
        assert abs(parts.count(part) - share * len(languages)) < 1
        for language in set(languages):
            mine = Counter(mine for mine, its in zip(parts, languages, strict=True) if its == language)
            assert abs(mine[part] - share * languages.count(language)) <= 2


@pytest.mark.parametrize("seed", range(20))
def test_labels_are_in_proportion_also_rare_ones(seed: int) -> None:
    """A label that one document in thirty has would be missing in a part of a tenth every thirtieth time."""
    chance = random.Random(seed)
    made = []
    for number in range(1000):
        labels = {"PERSON": chance.randint(1, 20), "GPE": chance.randint(1, 10)}
        labels |= {"RARE": chance.randint(1, 2)} if number % 30 == 0 else {}
        made.append(Stratum(1, {chance.choice(["ar", "de", "fa"]): 1}, labels))
    parts = stratified(made, SHARES)
    for label, within in (("PERSON", 0.02), ("GPE", 0.02), ("RARE", 0.05)):
        counts: Counter[int] = Counter()
        for part, group in zip(parts, made, strict=True):
            counts[part] += group.labels.get(label, 0)
        for part, share in enumerate(SHARES):
            assert abs(counts[part] / counts.total() - share) <= within


def test_large_groups_are_dealt_with_first_and_single_ones_fill_up() -> None:
    made = [
        *(Stratum(1, {"ar": 1}, {}) for _number in range(30)),
        Stratum(40, {"ar": 40}, {}),
        Stratum(30, {"de": 30}, {}),
    ]
    parts = stratified(made, SHARES)
    assert parts[-2:] == [0, 0]
    assert [parts.count(part) for part in (1, 2)] == [10, 10]


def test_nothing_can_be_divided() -> None:
    assert stratified([], SHARES) == []
