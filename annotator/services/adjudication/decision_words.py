"""Decisions as sentences, in which names and the words of the text keep their own direction."""

from collections.abc import Mapping, Sequence

from annotator.model.annotation import Argument, Mention, Relation, Value
from annotator.model.decision import Aspect, Decision, Source, Verdict
from annotator.model.printable import printable
from annotator.model.span import Span
from annotator.services.texts import shortened

_LONGEST = 60
"""Code points of a mention that a sentence quotes."""
_FSI, _PDI = "\u2068", "\u2069"

_WHAT = {
    Aspect.MENTION: "The whole mention",
    Aspect.SPAN: "The span",
    Aspect.LABEL: "The label",
    Aspect.RELATION: "The relation",
    Aspect.CLUSTER: "The cluster",
}
_HOW = {
    Verdict.AGREED: "all agreed",
    Verdict.MAJORITY: "{taken} agreed",
    Verdict.TAKEN: "as {taken} has it",
    Verdict.BOTH: "as {taken} have it, beside each other",
    Verdict.EDITED: "edited",
    Verdict.NONE: "nothing here belongs in gold",
    Verdict.WRONG: "all readings are wrong",
}


def isolated(words: str) -> str:
    """Words from outside, in their own direction."""
    return f"{_FSI}{printable(words)}{_PDI}"


class DecisionWords:
    """The sentences about the decisions of one document.

    Args:
        text: Of the document.
        mentions: Those that links join, of any layer, by id.
    """

    def __init__(self, text: str, mentions: Mapping[str, Mention]) -> None:
        self._text = text
        self._mentions = mentions

    def quote(self, span: Span | None) -> str:
        """The words that a span covers, in quotation marks; of a span that does not fit the text, where it stands."""
        if span is None:
            return "something"
        if not span.within(len(self._text)):
            return f"{span.start}–{span.end}"
        return f"“{_FSI}{printable(shortened(span.text(self._text), _LONGEST))}{_PDI}”"

    def end(self, mention: str) -> str:
        """A mention at an end of a link."""
        found = self._mentions.get(mention)
        return "a mention that is gone" if found is None else self.quote(found.span)

    def what(self, decision: Decision) -> str:
        """What it is about."""
        if decision.aspect in _WHAT:
            return _WHAT[decision.aspect]
        return f"The {'attribute' if decision.aspect is Aspect.ATTRIBUTE else 'argument'} {isolated(decision.name)}"

    def decided(self, decision: Decision) -> str:
        """How it was decided, by whom, why, and from which readings: one line."""
        how = _HOW[decision.verdict].format(taken=named(decision.taken))
        why = f" Reason: {isolated(decision.reason)}." if decision.reason else ""
        remark = f" “{isolated(decision.comment)}”" if decision.comment else ""
        readings = "; ".join(self.reading(source, decision) for source in decision.sources)
        said = f" {readings}." if readings else ""
        when = decision.created[:16].replace("T", " ")
        who = isolated(decision.annotator)
        return f"{self.what(decision)}: {how} (decided by {who}, {when}).{why}{remark}{said}"

    def reading(self, source: Source, decision: Decision) -> str:
        """What somebody said then."""
        who = isolated(source.annotator)
        return (
            f"{who} said {self.said(source, decision.aspect, decision.name)}"
            if _is_something(source)
            else f"{who} had nothing there"
        )

    def said(self, source: Source, aspect: Aspect, name: str) -> str:
        """What a reading says of an aspect."""
        match aspect:
            case Aspect.SPAN:
                return self.quote(source.span)
            case Aspect.LABEL:
                return isolated(source.label)
            case Aspect.ATTRIBUTE:
                return value_words(source.attributes.get(name))
            case Aspect.MENTION:
                return f"{self.quote(source.span)} {isolated(source.label)}"
            case Aspect.CLUSTER:
                return ", ".join(map(self.end, source.ends[:5])) + (" …" if len(source.ends) > 5 else "")
            case _:
                return f"{isolated(source.label)} {' – '.join(map(self.end, source.ends))}"

    def record(self, record: Mention | Argument | Relation, aspect: Aspect, name: str) -> str:
        """What a record of gold says of an aspect, as `said`."""
        match record:
            case Mention():
                source = Source(record.annotator, record.id, record.label, record.span, record.attributes)
            case Argument():
                source = Source(record.annotator, record.id, record.role, ends=(record.filler,))
            case Relation():
                source = Source(record.annotator, record.id, record.label, ends=(record.source, record.target))
        return self.said(source, aspect, name)


def _is_something(source: Source) -> bool:
    return bool(source.record or source.ends)


def named(names: Sequence[str]) -> str:
    """Several names: `a, b and c`."""
    shown = [isolated(name) for name in names]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def value_words(value: Value | None) -> str:
    """A value of an attribute."""
    if value is None:
        return "no value"
    return ("no", "yes")[value] if isinstance(value, bool) else isolated(str(value))
