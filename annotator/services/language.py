"""In which language a text is written: langdetect, made repeatable and honest about what it cannot tell.

langdetect samples at random, so it gets a fixed seed. It always answers something, with high probability even for
three words of a menu; a text with few letters, or an answer that is not clear, is `und` here. A document for which that
was found carries the probability 0, so that nobody asks again.

Run as a module (`python -m annotator.services.language`) it is a worker: JSON lines with texts in, with languages out.
langdetect is pure Python and would hold up a window's thread; a process of its own does not.
"""

import json
import os
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, TextIO

from annotator.model.document import UNDETERMINED

LOOKED_AT = 3_000
"""Code points of a text that are looked at; more makes it slower, not surer."""

_FEWEST_LETTERS = 16
_FEW_LETTERS = 80
_LEAST_PROBABILITY = 0.7
_LEAST_FOR_FEW_LETTERS = 0.95
_TAGS = {"zh-cn": "zh-CN", "zh-tw": "zh-TW"}
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Detected:
    """A language found.

    Attributes:
        language: BCP 47 tag, or `und`.
        probability: 0 to 1; 0 with `und`.
    """

    language: str
    probability: float


UNKNOWN = Detected(UNDETERMINED, 0.0)


def detect(text: str) -> Detected:
    """The language of a text; the same text always gives the same answer."""
    opening = text[:LOOKED_AT]
    letters = sum(map(str.isalpha, opening))
    if letters < _FEWEST_LETTERS:
        return UNKNOWN
    best = _best_guess(opening)
    least = _LEAST_FOR_FEW_LETTERS if letters < _FEW_LETTERS else _LEAST_PROBABILITY
    if best is None or best.prob < least:
        return UNKNOWN
    return Detected(_TAGS.get(best.lang, best.lang), round(min(best.prob, 1.0), 4))


def _best_guess(text: str) -> Any:
    """The first choice of langdetect, or `None` if it finds nothing to go by."""
    factory, error = _factory()
    detector = factory.create()
    detector.append(text)
    with suppress(error):
        found = detector.get_probabilities()
        return found[0] if found else None
    return None


def _factory() -> tuple[Any, type[Exception]]:
    with _lock:
        return _load_profiles()


@cache
def _load_profiles() -> tuple[Any, type[Exception]]:
    from langdetect import DetectorFactory, detector_factory  # noqa: PLC0415  # a fifth of a second, rarely needed
    from langdetect.lang_detect_exception import LangDetectException  # noqa: PLC0415

    DetectorFactory.seed = 0
    detector_factory.init_factory()
    return detector_factory._factory, LangDetectException  # noqa: SLF001  # its only door to more than `detect`


def work(texts: TextIO, languages: TextIO) -> None:
    """Answer each line, a JSON list of texts, with a line, a JSON list of `[language, probability]`."""
    for line in texts:
        found = [detect(text) for text in json.loads(line)]
        languages.write(json.dumps([[answer.language, answer.probability] for answer in found]) + "\n")
        languages.flush()


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(10)
    with suppress(KeyboardInterrupt, BrokenPipeError):
        work(sys.stdin, sys.stdout)
