"""Texts that are nearly the same are found in any script, and others are not."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.assets import seeds
from annotator.services.exports.near_duplicates import near_duplicates, overlap, shingles
from annotator.services.job import CancelledError, Progress

ARABIC = (
    "وصل الأمين العام إلى كازاخستان في 6 مايو 2025 وأعلن أن المنظمة ستفتح مكتبا جديدا في العاصمة أستانا قبل "
    "نهاية العام بعد محادثات مع الرئيس ووزير الخارجية حول التعاون في مجال الطاقة والنقل"
)
PERSIAN = (
    "وزیر امور خارجه روز شنبه به قزاقستان می‌رود تا درباره گسترش همکاری‌های اقتصادی و ترانزیت کالا با همتای خود "
    "گفتگو کند و سپس در نشست کشورهای ساحلی دریای خزر شرکت می‌کند"
)
CHINESE = (
    "秘书长二零二五年五月六日抵达哈萨克斯坦首都阿斯塔纳并宣布该组织将在年底之前开设新的办事处"
    "双方还讨论了能源和运输领域的合作"
)
JAPANESE = "事務総長は五月六日にカザフスタンの首都アスタナに到着し年末までに新しい事務所を開設すると発表した"
GERMAN = (
    "Der Generalsekretär traf am 6. Mai in Kasachstan ein und kündigte an, dass die Organisation vor dem Ende des "
    "Jahres ein neues Büro in der Hauptstadt Astana eröffnen werde, nachdem er mit dem Präsidenten gesprochen hatte"
)


def _edited(text: str, kept: float) -> str:
    """The end of a text left out."""
    pieces = text.split() if " " in text else list(text)
    return (" " if " " in text else "").join(pieces[: round(kept * len(pieces))])


@pytest.mark.parametrize("text", [ARABIC, PERSIAN, CHINESE, JAPANESE, GERMAN])
def test_a_shorter_version_is_found_in_any_script(text: str) -> None:
    nearly = _edited(text, 0.85)
    other = next(one for one in (ARABIC, GERMAN) if one is not text)
    assert overlap(text, nearly) >= 0.75
    assert near_duplicates([other, nearly, "…", text]) == [[1, 3]]


@pytest.mark.parametrize("text", [ARABIC, PERSIAN, CHINESE, JAPANESE, GERMAN])
def test_a_text_that_begins_alike_is_another(text: str) -> None:
    nearly = _edited(text, 0.3)
    assert 0.1 < overlap(text, nearly) <= 0.3
    assert near_duplicates([text, nearly]) == []


def test_spelling_and_punctuation_do_not_matter() -> None:
    spelt = "وَصَلَ الأمينُ العامّ إلى كازاخستان، في ٦ مايو ٢٠٢٥!"
    plain = "وصل الامين العام الي كازاخستان في 6 مايو 2025"
    assert shingles(spelt) == shingles(plain)
    assert near_duplicates([spelt, plain]) == [[0, 1]]
    assert shingles("DIE STRASSE, die nach Rom führt") == shingles("die Straße die\nnach Rom führt …")


def test_short_texts_are_one_sequence_and_texts_without_words_are_like_nothing() -> None:
    assert near_duplicates(["To be", "to be!", "To be or", "", "…", "", "—"]) == [[0, 1]]
    assert overlap("", "…") == 0.0
    assert near_duplicates([]) == []


def test_the_sample_articles_are_not_alike() -> None:
    """They are about the same country, but each is written for itself."""
    assert near_duplicates([path.read_text("utf-8") for path in sorted(seeds().glob("*.txt"))]) == []


def _words(chance: random.Random, count: int) -> list[str]:
    return [f"w{chance.randrange(10**9)}" for _number in range(count)]


@given(st.integers(4, 400), st.floats(0.0, 1.0), st.integers())
def test_pairs_are_found_from_four_fifths_on_and_not_below_three_tenths(size: int, share: float, seed: int) -> None:
    chance = random.Random(seed)
    words = _words(chance, size)
    cut = round(share * size)
    one, other = " ".join(words), " ".join(words[:cut] + _words(chance, chance.randrange(size)))
    alike = overlap(one, other)
    found = near_duplicates([one, " ".join(_words(chance, 50)), other])
    if alike >= 0.8:
        assert found == [[0, 2]]
    if alike <= 0.3:
        assert found == []


@given(st.integers(2, 30), st.integers())
def test_a_chain_of_versions_is_one_group_in_any_order(length: int, seed: int) -> None:
    chance = random.Random(seed)
    words = _words(chance, 200)
    chain = []
    for step in range(length):
        words[20 * step % 200 : 20 * step % 200 + 5] = _words(chance, 5)
        chain.append(" ".join(words))
    others = [" ".join(_words(chance, 100)) for _number in range(5)]
    order = list(range(length + 5))
    chance.shuffle(order)
    texts = [(chain + others)[place] for place in order]
    (found,) = near_duplicates(texts)
    assert {order[place] for place in found} == set(range(length))


def test_many_of_one_template_are_one_group() -> None:
    chance = random.Random(1)
    frame = _words(chance, 100)
    texts = [" ".join([*frame[:50], *_words(chance, 4), *frame[50:]]) for _number in range(500)]
    assert near_duplicates(texts) == [list(range(500))]


def test_what_stands_under_every_article_makes_none_alike() -> None:
    """Nearly half of each text is the same; the two versions of one article are found nevertheless."""
    chance = random.Random(4)
    foot = _words(chance, 140)
    texts = [" ".join([*_words(chance, 90), *foot]) for _number in range(300)]
    assert 0.4 < overlap(texts[0], texts[1]) < 0.5
    texts.append(texts[7].replace(texts[7].split()[3], "another"))
    assert near_duplicates(texts) == [[7, 300]]


@given(st.integers(160, 400), st.integers(), st.integers(-3, 1))
def test_half_is_half_however_long_texts_are(own: int, seed: int, more: int) -> None:
    """The least fingerprints cannot tell; all of them do."""
    chance = random.Random(seed)
    common = _words(chance, 2 * own + more)
    texts = [" ".join([*common, *_words(chance, own)]) for _number in range(12)]
    shares = [overlap(one, other) for one, other in combinations(texts, 2)]
    assert all(abs(share - 0.5) < 0.01 for share in shares)
    if max(shares) < 0.5:
        assert near_duplicates(texts) == []
    if min(shares) >= 0.5:  # each pair is missed once in 70 times
        assert near_duplicates(texts) == [list(range(12))]


def test_it_tells_how_far_it_is_and_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int, _text: str) -> None:
        told.append((done, total))
        if done == 1:
            progress.cancel()

    progress = Progress(tell)
    with pytest.raises(CancelledError):
        near_duplicates(["one", "two", "three"], progress)
    assert told == [(0, 3), (1, 3)]
