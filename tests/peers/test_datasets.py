"""Hugging Face's `datasets` load our JSON Lines and Parquet, with the names of the tags as features."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import datasets
import pytest
from datasets import ClassLabel, Features, Sequence, Value

from annotator.formats.huggingface import FORMATS
from annotator.formats.registry import formats
from tests.formats.trying import projected, said, written
from tests.peers.corpus import corpus

WORDS, SPANS = FORMATS
PARQUET = formats()["parquet"]
COUNT = 40


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No hub, and no bars on the screen."""
    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)
    datasets.disable_progress_bars()
    yield
    datasets.enable_progress_bars()


def _load(kind: str, path: Path, cache: Path, **more: Any) -> datasets.Dataset:
    return datasets.load_dataset(kind, data_files=str(path), split="train", cache_dir=str(cache), **more)


def _chunks(row: dict[str, Any], names: list[str]) -> list[tuple[str, str]]:
    """Label and words of each run of tags, as the CoNLL scorer takes IOB2."""
    found: list[tuple[str, list[str]]] = []
    for word, number in zip(row["tokens"], row["ner_tags"], strict=True):
        tag = names[number]
        if tag.startswith("B-"):
            found.append((tag[2:], [word]))
        elif tag.startswith("I-"):
            assert found[-1][0] == tag[2:]
            found[-1][1].append(word)
    return [(label, " ".join(words)) for label, words in found]


def _expected(choices: dict[str, str] | None = None) -> list[tuple[str, str]]:
    kept, _losses = projected(WORDS, corpus(COUNT), choices)
    return sorted(pair for entry in kept for pair in said(entry))


def test_words_and_tags_load_with_class_labels(tmp_path: Path) -> None:
    out = written(WORDS, tmp_path / "out", corpus(COUNT))
    names = json.loads((out / "labels.json").read_text("utf-8"))
    plain = _load("json", out / "data.jsonl", tmp_path / "plain")
    features = Features({**plain.features, "ner_tags": Sequence(ClassLabel(names=names))})
    rows = _load("json", out / "data.jsonl", tmp_path / "cache", features=features)
    assert rows.features["ner_tags"].feature.names == names
    assert rows.features["tokens"] == Sequence(Value("string"))
    assert len(rows) == 2 * COUNT
    assert sorted(pair for row in rows for pair in _chunks(row, names)) == _expected()


def test_texts_and_spans_load_and_every_span_is_its_words(tmp_path: Path) -> None:
    rows = _load("json", written(SPANS, tmp_path / "out.jsonl", corpus(COUNT)), tmp_path / "cache")
    assert len(rows) == COUNT
    found = 0
    for row in rows:
        for span in row["spans"]:
            assert row["text"][span["start"] : span["end"]] == span["text"]
            found += 1
        links = [(row["spans"][r["source"]], r["label"], row["spans"][r["target"]]) for r in row["relations"]]
        labels = {(source["label"], name, target["label"]) for source, name, target in links}
        assert labels == {("Contact.Meet", "Participant", "PERSON"), ("PERSON", "located", "GPE")}
    assert found == 6 * COUNT


def test_parquet_of_spans_loads_with_its_features(tmp_path: Path) -> None:
    rows = _load("parquet", written(PARQUET, tmp_path / "out.parquet", corpus(COUNT)), tmp_path / "cache")
    assert rows.features["text"] == Value("string")
    assert all(row["text"][s["start"] : s["end"]] == s["text"] for row in rows for s in row["spans"])
    assert sum(len(row["spans"]) for row in rows) == 6 * COUNT


def test_parquet_of_words_loads_with_the_names_of_its_tags(tmp_path: Path) -> None:
    path = written(PARQUET, tmp_path / "out.parquet", corpus(COUNT), {"shape": "tokens"})
    rows = _load("parquet", path, tmp_path / "cache")
    label = rows.features["ner_tags"].feature
    assert isinstance(label, ClassLabel)
    assert sorted(pair for row in rows for pair in _chunks(row, label.names)) == _expected()


def test_parts_of_a_corpus_have_the_same_names_and_load_as_one(tmp_path: Path) -> None:
    for name, begin in (("train", 0), ("test", COUNT)):
        written(PARQUET, tmp_path / f"{name}.parquet", corpus(COUNT, begin), {"shape": "tokens"})
    files = {name: str(tmp_path / f"{name}.parquet") for name in ("train", "test")}
    loaded = datasets.load_dataset("parquet", data_files=files, cache_dir=str(tmp_path / "cache"))
    assert loaded["train"].features == loaded["test"].features
    assert [len(loaded[name]) for name in files] == [2 * COUNT, 2 * COUNT]
