"""What a format says that it carries and loses is true: it is asked itself, with a document for each thing."""

import re
from functools import cache

import pytest

from annotator.formats.interface import Format
from annotator.formats.losses import Loss
from annotator.formats.registry import formats
from annotator.model.document import Document
from tests.formats.probes import NEEDS, TEXT, probe
from tests.formats.trying import projected, there_and_back

WRITTEN = [made for made in formats().values() if made.write is not None]
each = pytest.mark.parametrize("made", WRITTEN, ids=lambda made: made.info.id)

LOST = {
    ("nested", "crossing", "two labels"): r"nested|overlapping|second (label|mention)",
    ("discontinuous",): r"discontinuous|piece of a mention",
    ("sub-word",): r"parts of words",
    ("event",): r"(^|; )(events with their arguments|nested entities and events that are in no cluster)",
    ("entity",): r"(^|; )entities that",
    ("argument",): r"(^|[;,] )arguments(?! and relations across)|events with their arguments",
    ("argument across", "relation across"): r"across sentences",
    ("argument's attribute",): r"(^|[;,] )attributes([;,]|$| of arguments)",
    ("event as filler",): r"events as fillers",
    ("relation",): r"(^|[;,] )(other )?relations(?! between| of events| across)",
    ("relation's attribute",): r"(^|[;,] )attributes([;,]|$| of (arguments and )?relations)",
    ("relation of both",): r"relations between entities and events|relations of events",
    ("attribute",): r"(^|[;,] )attributes([;,]|$)",
    ("note", "note of an event"): r"\bnotes\b",
    ("cluster",): r"(^|[;,] )clusters([;,]|$)",
    ("cluster of one",): r"clusters of one mention",
    ("cluster of events",): r"clusters of events",
    ("cluster's name",): r"names of clusters",
}
"""Things, and how it is said that (some of) them are lost."""
CARRIED = {
    "nested": r"nested", "discontinuous": r"discontinuous", "sub-word": r"sub-word",
    "entity": r"mentions|entities(?! with)",
    "event": r"(?<!of )\bevents?\b", "argument": r"arguments", "relation": r"relations", "attribute": r"attributes",
    "cluster": r"clusters",
}  # fmt: skip
QUIET = {Loss.SPACING, Loss.DIVIDED}
"""What is counted of words and of what is between them; no mention goes with it."""
FACTS = {"title": r"titles?\b", "language": r"languages?\b", "meta": r"\bmeta\b"}


@cache
def _loses(format_id: str, name: str) -> bool:
    _kept, losses = projected(formats()[format_id], [probe(name)])
    return bool(losses.totals.keys() - QUIET)


def _tells(format_id: str, name: str) -> bool:
    """Whether all is carried that a probe has besides."""
    return not any(_loses(format_id, other) or not _tells(format_id, other) for other in NEEDS.get(name, ()))


@each
def test_what_is_lost_is_said_and_what_is_said_is_lost(made: Format) -> None:
    id_, said = made.info.id, "; ".join(made.info.loses)
    wrong = []
    for names, words in LOST.items():
        asked = [name for name in names if _tells(id_, name)]
        if asked and any(_loses(id_, name) for name in asked) is not bool(re.search(words, said)):
            wrong.append((names, [name for name in asked if _loses(id_, name)], re.findall(words, said)))
    assert wrong == []


@each
def test_what_is_said_to_be_carried_is(made: Format) -> None:
    said = "; ".join(made.info.carries)
    asked = [name for name, words in CARRIED.items() if re.search(words, said) and _tells(made.info.id, name)]
    choices = {"nested": {"spans": "sc"}} if made.info.id == "spacy" else {}
    for name in asked:
        _kept, losses = projected(made, [probe(name)], choices.get(name))
        assert not losses.totals.keys() - QUIET, (name, losses.totals)


def _facts(document: Document) -> dict[str, bool]:
    return {
        "title": document.title == "A title",
        "language": document.language == "en",
        "meta": document.meta.get("source") == "x",
    }


@each
def test_what_is_known_of_a_document_comes_back_or_is_said_to_be_lost(made: Format) -> None:
    name = "event" if _loses(made.info.id, "entity") else "entity"
    (back,) = there_and_back(made, projected(made, [probe(name)])[0])
    said = "; ".join(made.info.loses)
    for fact, kept in _facts(back.document).items():
        assert bool(re.search(FACTS[fact], said)) is not kept, fact
    assert ("spacing between words" in said) is (back.text != TEXT)


@each
def test_all_but_ours_say_that_comments_are_lost(made: Format) -> None:
    assert any("comments" in words for words in made.info.loses) is (made.info.id != "annotator-jsonl")
