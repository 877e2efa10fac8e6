"""The guidelines to fix as a Markdown page for people who write the guideline: by rule, with quotes and who said what.

Everything from outside is escaped, on its own line or between isolates: it cannot make a link, a heading or a picture,
and a quote runs in its own direction wherever the page is read.
"""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from annotator.model.errors import AnnotatorError
from annotator.model.printable import printable
from annotator.model.scheme import Scheme
from annotator.services.comments.guideline import GuidelineToFix
from annotator.services.comments.listing import Discussion
from annotator.services.comments.quotes import TopicQuotes
from annotator.services.quoting import Quote

_FSI, _PDI = "\u2068", "\u2069"
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&:@=^$])")


class MarkdownError(AnnotatorError):
    """The page cannot be written."""


def write_markdown(
    entries: Sequence[GuidelineToFix], quotes: TopicQuotes, scheme: Scheme, title: str, out: Path
) -> None:
    """Write the page, beside its place first, so that no half page ever stands there.

    Raises:
        MarkdownError: If it cannot be written.
    """
    aside = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        aside.write_text(markdown(entries, quotes, scheme, title), "utf-8", newline="\n")
        aside.replace(out)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise MarkdownError(f"“{out}” cannot be written: {error.strerror or error}.", path=out) from error


def markdown(entries: Sequence[GuidelineToFix], quotes: TopicQuotes, scheme: Scheme, title: str) -> str:
    """The page."""
    lines = [f"# Guidelines to fix: {escaped(title)}", ""]
    if not entries:
        lines += ["No thread is flagged.", ""]
    for entry in entries:
        lines += _entry(entry, quotes, scheme)
    return "\n".join(lines)


def _entry(entry: GuidelineToFix, quotes: TopicQuotes, scheme: Scheme) -> Iterator[str]:
    yield f"## {rule_title(entry)}"
    yield ""
    facts = [_counted(len(entry.discussions), "threads"), _counted(entry.comments, "comments")]
    if entry.disagreements is not None:
        facts.append(_counted(entry.disagreements, "disagreements"))
    yield f"{', '.join(facts)}; {', '.join(map(escaped, entry.languages))}"
    yield ""
    guideline = _guideline(entry, scheme)
    if guideline:
        yield "The guideline says now:"
        yield ""
        yield from _block(guideline)
        yield ""
    for one in entry.discussions:
        yield from _discussion(one, quotes)


def rule_title(entry: GuidelineToFix) -> str:
    """What a rule is called, escaped."""
    label, role = entry.rule
    if role:
        return f"{escaped(label)}, role {escaped(role)}" if label else f"Role {escaped(role)}"
    return escaped(label) if label else "No label in particular"


def _guideline(entry: GuidelineToFix, scheme: Scheme) -> str:
    label = scheme.find(entry.rule[0])
    if label is None:
        return ""
    role = next((role for role in label.roles if role.name == entry.rule[1]), None)
    return role.guideline if role is not None else label.guideline


def _discussion(one: Discussion, quotes: TopicQuotes) -> Iterator[str]:
    state = " (settled)" if one.is_settled else ""
    yield f"### {escaped(one.thread.title)}{state}"
    yield ""
    quote = quotes.quote(one.topic)
    if quote is not None:
        yield f"> {_quoted(quote)}"
        yield ""
    gone = "; the label is gone" if one.topic.is_gone else ""
    yield f"{escaped(one.topic.title)} ({escaped(one.topic.language)}){gone}"
    yield ""
    for comment in one.thread.said:
        first, *rest = comment.text.split("\n")
        yield f"- **{escaped(comment.annotator)}** ({comment.created[:10]}): {escaped(first)}"
        yield from (f"  {escaped(line)}" if line.strip() else "" for line in rest)
    yield ""


def _quoted(quote: Quote) -> str:
    """A quote in its own direction; what is meant stands in brackets, as in the examples of a scheme."""
    pieces = "".join(f"\\[{_plain(piece)}\\]" if is_meant else _plain(piece) for piece, is_meant in quote.pieces)
    return f"{_FSI}{_plain(quote.before)}{pieces}{_plain(quote.after)}{_PDI}"


def _block(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield f"> {escaped(line)}" if line.strip() else ">"


def escaped(text: str) -> str:
    """Text from outside on one line: nothing in it means anything to Markdown, and it has its own direction."""
    return f"{_FSI}{_plain(text)}{_PDI}" if text.strip() else ""


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", printable(text))


def _counted(number: int, what: str) -> str:
    return f"{number} {what.removesuffix('s') if number == 1 else what}"
