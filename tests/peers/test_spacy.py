"""spaCy itself, from its command line: `debug data` finds nothing against our files, and `train` learns from them."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import spacy

from annotator.formats.conll import FORMATS as CONLL
from annotator.formats.docbin import FORMAT
from tests.formats.trying import projected, said, written
from tests.peers.corpus import corpus

TRAIN, DEV = 240, 60


def _spacy(folder: Path, *words: str) -> str:
    command = [sys.executable, "-m", "spacy", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _folder(folder: Path, pipe: str, choices: dict[str, str]) -> Path:
    """Both parts of a corpus, and a configuration to train one component."""
    written(FORMAT, folder / "train.spacy", corpus(TRAIN), choices)
    written(FORMAT, folder / "dev.spacy", corpus(DEV, TRAIN), choices)
    _spacy(folder, "init", "config", "config.cfg", "--lang", "xx", "--pipeline", pipe)
    return folder


PATHS = ("--paths.train", "train.spacy", "--paths.dev", "dev.spacy")
STEPS = ("--training.max_steps", "60", "--training.eval_frequency", "20")


@pytest.fixture(scope="module")
def ner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _folder(tmp_path_factory.mktemp("ner"), "ner", {})


@pytest.fixture(scope="module")
def spancat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _folder(tmp_path_factory.mktemp("spancat"), "spancat", {"spans": "sc", "mentions": "all"})


def test_debug_data_has_nothing_against_entities(ner: Path) -> None:
    found = _spacy(ner, "debug", "data", "config.cfg", *PATHS)
    assert "Corpus is loadable" in found
    assert f"{TRAIN} training docs" in found
    assert "Good amount of examples for all labels" in found
    assert "No entities consisting of or starting/ending with whitespace" in found
    assert "No entities crossing sentence boundaries" in found
    assert "misaligned tokens" not in found


def test_debug_data_has_nothing_against_spans(spancat: Path) -> None:
    found = _spacy(spancat, "debug", "data", "config.cfg", *PATHS)
    assert "Corpus is loadable" in found
    assert "Spans Key   Labels" in found
    assert "misaligned tokens" not in found


def test_training_learns_entities(ner: Path) -> None:
    _spacy(ner, "train", "config.cfg", "--output", "out", *PATHS, *STEPS)
    trained = spacy.load(ner / "out" / "model-best")
    assert set(trained.pipe_labels["ner"]) == {"PERSON", "GPE"}
    scores = json.loads((ner / "out" / "model-best" / "meta.json").read_text("utf-8"))["performance"]
    assert scores["ents_f"] > 0.5


def test_training_learns_nested_spans_and_events(spancat: Path) -> None:
    _spacy(spancat, "train", "config.cfg", "--output", "out", *PATHS, *STEPS)
    trained = spacy.load(spancat / "out" / "model-best")
    assert set(trained.pipe_labels["spancat"]) == {"PERSON", "GPE", "Contact.Meet"}
    scores = json.loads((spancat / "out" / "model-best" / "meta.json").read_text("utf-8"))["performance"]
    assert scores["spans_sc_f"] > 0.1


def test_its_converter_takes_our_columns(tmp_path: Path) -> None:
    """`convert -c ner` reads every word and every entity of CoNLL-2003."""
    written(CONLL[0], tmp_path / "corpus.conll", corpus(20))
    (tmp_path / "corpus.conll").rename(tmp_path / "corpus.iob")
    _spacy(tmp_path, "convert", "corpus.iob", ".", "-c", "ner")
    docs = spacy.tokens.DocBin().from_disk(tmp_path / "corpus.spacy").get_docs(spacy.blank("xx").vocab)
    found = Counter((span.label_, span.text) for doc in docs for span in doc.ents)
    kept, _losses = projected(CONLL[0], corpus(20))
    assert found == Counter(pair for entry in kept for pair in said(entry))
