"""One small document for each thing that a format may carry or lose, to ask the formats themselves."""

from collections.abc import Callable
from typing import Final

from annotator.formats.drafting import Draft
from annotator.formats.entry import Entry
from annotator.model.annotation import Attributes, Kind
from annotator.model.span import Span
from tests.formats.entries import LEILA

TEXT: Final = "Ali and Bob met Carol in Oslo. She said no. They left."


def _at(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(start, start + len(words))


class _Probe:
    """A document being made; every step gives it back."""

    def __init__(self) -> None:
        self.draft = Draft(TEXT, "A title", annotator=LEILA, language="en", meta={"source": "x"})

    def entity(self, key: str, words: str, label: str = "PERSON", attributes: Attributes | None = None) -> "_Probe":
        self.draft.mention(Kind.ENTITY, label, _at(words), key, attributes)
        return self

    def event(
        self, key: str, words: str, label: str = "Contact.Meet", attributes: Attributes | None = None
    ) -> "_Probe":
        self.draft.mention(Kind.EVENT, label, _at(words), key, attributes)
        return self

    def span(self, *pieces: tuple[int, int]) -> "_Probe":
        self.draft.mention(Kind.ENTITY, "PERSON", Span(pieces), "p")
        return self

    def people(self) -> "_Probe":
        return self.entity("ali", "Ali").entity("oslo", "Oslo", "GPE").entity("she", "She")

    def meeting(self) -> "_Probe":
        return self.people().event("met", "met").event("said", "said", "Statement")

    def argument(self, event: str, role: str, filler: str, attributes: Attributes | None = None) -> "_Probe":
        self.draft.argument(event, role, filler, attributes)
        return self

    def relation(self, source: str, target: str, attributes: Attributes | None = None) -> "_Probe":
        self.draft.relation("located", source, target, attributes=attributes)
        return self

    def cluster(self, *members: str, name: str = "", kb: str = "") -> "_Probe":
        self.draft.cluster("k", list(members), name=name, kb=kb)
        return self

    def note(self, key: str) -> "_Probe":
        self.draft.set_note(key, "a note")
        return self


def _no() -> _Probe:
    return _Probe().event("said", "said", "Statement").event("no", "no")


_MADE: dict[str, Callable[[], _Probe]] = {
    "entity": lambda: _Probe().entity("a", "Ali"),
    "event": lambda: _Probe().event("m", "met"),
    "nested": lambda: _Probe().entity("a", "Ali and Bob").entity("b", "Bob"),
    "crossing": lambda: _Probe().entity("a", "Ali and").entity("b", "and Bob"),
    "two labels": lambda: _Probe().entity("a", "Bob").entity("b", "Bob", "GPE"),
    "sub-word": lambda: _Probe().span((17, 19)),
    "discontinuous": lambda: _Probe().span((0, 3), (8, 11)),
    "attribute": lambda: _Probe().entity("a", "Ali", attributes={"mention": "NAM"}),
    "note": lambda: _Probe().entity("a", "Ali").note("a"),
    "note of an event": lambda: _Probe().event("m", "met").note("m"),
    "argument": lambda: _Probe().meeting().argument("met", "Participant", "ali"),
    "argument across": lambda: _Probe().meeting().argument("met", "Participant", "she"),
    "argument's attribute": lambda: _Probe().meeting().argument("met", "Participant", "ali", {"remark": "x"}),
    "event as filler": lambda: _no().argument("said", "Topic", "no"),
    "relation": lambda: _Probe().people().relation("ali", "oslo"),
    "relation across": lambda: _Probe().people().relation("ali", "she"),
    "relation's attribute": lambda: _Probe().people().relation("ali", "oslo", {"remark": "x"}),
    "relation of both": lambda: _Probe().meeting().relation("met", "oslo"),
    "cluster": lambda: _Probe().people().cluster("ali", "she"),
    "cluster of one": lambda: _Probe().people().cluster("ali"),
    "cluster of events": lambda: _no().cluster("said", "no"),
    "cluster's name": lambda: _Probe().people().cluster("ali", "she", name="Ali"),
}
NEEDS: Final = {
    "nested": ("entity",), "crossing": ("entity",), "two labels": ("entity",), "sub-word": ("entity",),
    "discontinuous": ("entity",), "attribute": ("entity",), "note": ("entity",), "note of an event": ("event",),
    "argument": ("entity", "event"), "argument across": ("argument",), "argument's attribute": ("argument",),
    "event as filler": ("event", "argument"), "relation": ("entity",), "relation across": ("relation",),
    "relation's attribute": ("relation",), "relation of both": ("event", "relation"), "cluster": ("entity",),
    "cluster of one": ("cluster",), "cluster of events": ("cluster",), "cluster's name": ("cluster",),
}  # fmt: skip
"""What a probe has besides what it asks about: where that is lost, the answer tells nothing."""


def probe(name: str) -> Entry:
    """The document that asks about a thing."""
    return _MADE[name]().draft.entry()
