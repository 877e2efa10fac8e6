"""What becomes of parts of words, and whose words they are, in every format of words."""

import zlib
from pathlib import Path

import pytest

from annotator.formats.drafting import Draft
from annotator.formats.entry import Entry
from annotator.formats.interface import Format
from annotator.formats.losses import Loss
from annotator.formats.registry import formats
from annotator.formats.word_options import SPLIT, TOKENIZER, WORDS
from annotator.model.annotation import Kind
from annotator.model.span import Span
from tests.formats.entries import LEILA
from tests.formats.trying import projected, said, there_and_back, written

_TEXT = "زار الرئيس لكازاخستان وبغداد يوم الأحد."
_MORE = {"parquet": {"shape": "tokens"}}


def _of(option: str) -> list[Format]:
    return [made for made in formats().values() if option in {one.name for one in made.write_options}]


def _id(made: Format) -> str:
    return made.info.id


def _labelled(*labels: tuple[str, str], language: str = "ar") -> Entry:
    draft = Draft(_TEXT, "A title", language=language, annotator=LEILA)
    for label, words in labels:
        start = _TEXT.index(words)
        kind = Kind.EVENT if label == "Contact.Meet" else Kind.ENTITY
        draft.mention(kind, label, Span.of(start, start + len(words)), words)
    return draft.entry()


@pytest.mark.parametrize("made", _of(WORDS.name), ids=_id)
def test_a_word_is_divided_where_a_mention_begins_in_it(made: Format) -> None:
    """What is written is the mention to the letter, and it is counted that a word was divided for it."""
    choices = {"words": SPLIT, "mentions": "all", "singletons": "keep", **_MORE.get(made.info.id, {})}
    entry = _labelled(("Contact.Meet", "لرئيس")) if made.info.id == "maven-ere" else _labelled(("GPE", "كازاخستان"))
    (kept,), losses = projected(made, [entry], choices)
    assert [words for _label, words in said(kept)] == [words for _label, words in said(entry)]
    assert losses.totals[Loss.DIVIDED] == 1
    (back,) = there_and_back(made, [kept], choices)
    assert said(back) == said(kept)


def test_a_word_is_not_divided_before_a_vowel_sign() -> None:
    draft = Draft("قال مُحَمَّد", "A title", annotator=LEILA)
    draft.mention(Kind.ENTITY, "PERSON", Span.of(4, 5))
    (kept,), losses = projected(formats()["oneie"], [draft.entry()], {"words": SPLIT})
    assert (said(kept), losses.totals) == ([("PERSON", "مُحَمَّد")], {Loss.EXPANDED: 1})


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        return b"".join(_bytes(file) for file in sorted(path.rglob("*")) if file.is_file())
    data = path.read_bytes()
    return zlib.decompress(data) if path.suffix == ".spacy" else data


@pytest.mark.parametrize("made", _of(TOKENIZER.name), ids=_id)
@pytest.mark.parametrize(("tokens", "name"), [("words", b"uax29-1"), ("clitics", b"uax29-clitics-1")])
def test_the_tokenizer_is_named_in_the_file_or_said_to_be_lost(
    made: Format, tokens: str, name: bytes, tmp_path: Path
) -> None:
    choices = {"tokens": tokens, **_MORE.get(made.info.id, {})}
    path = tmp_path / f"out{'' if made.info.is_folder else made.info.suffixes[0]}"
    written(made, path, [_labelled(("GPE", "بغداد"))], choices)
    assert (name in _bytes(path)) != any("tokenizer" in lost for lost in made.info.loses)


@pytest.mark.parametrize("made", _of(TOKENIZER.name), ids=_id)
def test_a_mention_without_its_clitic_is_no_part_of_a_word_when_clitics_stand_apart(made: Format) -> None:
    choices = {"tokens": "clitics", "words": "drop", "mentions": "all", **_MORE.get(made.info.id, {})}
    label = "Contact.Meet" if made.info.id == "maven-ere" else "GPE"
    entry = _labelled((label, "كازاخستان"), (label, "بغداد"))
    (kept,), losses = projected(made, [entry], choices)
    assert [words for _label, words in said(kept)] == ["كازاخستان", "بغداد"]
    assert not {Loss.SUB_WORD, Loss.EXPANDED, Loss.DIVIDED} & losses.totals.keys()


def test_clitics_are_words_of_a_word_in_conllu(tmp_path: Path) -> None:
    made = formats()["conllup"]
    path = written(made, tmp_path / "out.conllup", [_labelled(("GPE", "بغداد"))], {"tokens": "clitics"})
    rows = [line.split("\t")[:2] for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]
    assert rows[2:8] == [
        ["3-4", "لكازاخستان"], ["3", "ل"], ["4", "كازاخستان"], ["5-6", "وبغداد"], ["5", "و"], ["6", "بغداد"],
    ]  # fmt: skip
    plain = written(made, tmp_path / "plain.conllup", [_labelled()], {})
    assert "3\tلكازاخستان" in plain.read_text("utf-8")
