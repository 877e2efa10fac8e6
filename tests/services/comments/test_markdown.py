"""Guidelines to fix: which rule comes first, and a page in which nothing from outside means anything."""

import re
from pathlib import Path

import pytest

from annotator.model.ids import DocumentId
from annotator.model.span import Span
from annotator.services.comments import writing as comments
from annotator.services.comments.guideline import GuidelineToFix, guidelines_to_fix
from annotator.services.comments.listing import CommentList, discussions_of
from annotator.services.comments.markdown import MarkdownError, escaped, markdown, write_markdown
from annotator.services.comments.quotes import TopicQuotes
from annotator.services.comments.writing import on_document, on_link, on_mention
from annotator.services.session import Session
from tests.copies import event_with_argument


@pytest.fixture
def entries(session: Session, document: DocumentId) -> list[GuidelineToFix]:
    """A rule with three comments, one with one, and a thread that is not flagged."""
    session.rename(document, "# [قمة](http://x) <b>")
    session.set_language([document], "ar")
    place = session.add_mention(document, Span.of(21, 30), "GPE")
    _person, _meet, argument = event_with_argument(session, document)
    comments.add(session, on_document(document), "Not flagged")
    comments.add(session, on_mention(place), "![x](y) *bold*\n\n1. list\u202e", for_guideline=True)
    first = comments.add(session, on_link(session, argument), "Which role?", for_guideline=True)
    comments.reply(session, first.id, "Participant")
    comments.reply(session, first.id, "Counterpart")
    return guidelines_to_fix(CommentList.read(session.project, session.annotator).all())


def test_the_rule_with_most_to_say_comes_first(session: Session, entries: list[GuidelineToFix]) -> None:
    assert [entry.rule for entry in entries] == [("Contact.Meet", "Participant"), ("GPE", "")]
    assert [entry.comments for entry in entries] == [3, 1]
    assert entries[0].languages == ("ar",)
    assert [entry.disagreements for entry in entries] == [None, None]
    everything = CommentList.read(session.project, session.annotator).all()
    again = guidelines_to_fix(everything, {("GPE", ""): 14})
    assert [(entry.rule[0], entry.disagreements) for entry in again] == [("GPE", 14), ("Contact.Meet", None)]
    assert "1 thread, 1 comment, 14 disagreements; " in markdown(
        again, TopicQuotes(session), session.scheme, session.title
    )


def test_the_page_quotes_with_isolates_and_escapes(session: Session, entries: list[GuidelineToFix]) -> None:
    page = markdown(entries, TopicQuotes(session), session.scheme, session.title)
    assert "> \u2068وصل الأمين العام إلى \\[كازاخستان\\] في 6 مايو 2025\\.\u2069" in page
    assert "## \u2068Contact\\.Meet\u2069, role \u2068Participant\u2069" in page
    assert "\\!\\[x\\]\\(y\\) \\*bold\\*" in page
    assert "1\\. list\ufffd" in page
    assert "\\# \\[قمة\\]\\(http\\://x\\) \\<b\\>" in page
    assert "Not flagged" not in page
    assert not re.search(r"(?<!\\)[<*\[]", page.replace("**", ""))
    assert page.count("\u2068") == page.count("\u2069")


def test_nothing_flagged_is_said(session: Session) -> None:
    assert "No thread is flagged." in markdown([], TopicQuotes(session), session.scheme, "x")


def test_it_is_written_whole_or_not_at_all(session: Session, entries: list[GuidelineToFix], tmp_path: Path) -> None:
    out = tmp_path / "rules.md"
    out.write_text("older")
    quotes = TopicQuotes(session)
    write_markdown(entries, quotes, session.scheme, "Test", out)
    assert out.read_text("utf-8") == markdown(entries, quotes, session.scheme, "Test")
    with pytest.raises(MarkdownError, match="cannot be written"):
        write_markdown(entries, quotes, session.scheme, "Test", tmp_path / "nowhere" / "rules.md")
    assert [
        path.name for path in tmp_path.iterdir() if path.suffix != ".annotator" and "annotator" not in path.name
    ] == ["rules.md"]


@pytest.mark.parametrize(("text", "expected"), [("", ""), ("a_b", "\u2068a\\_b\u2069"), ("\x1b", "\u2068\ufffd\u2069")])
def test_escaped(text: str, expected: str) -> None:
    assert escaped(text) == expected


def test_quotes_are_kept_until_they_are_forgotten(session: Session, document: DocumentId) -> None:
    comments.add(session, on_document(document, Span.of(0, 4)), "?")
    comments.add(session, on_document(document), "?")
    quotes = TopicQuotes(session)
    whole, passage = (one.topic for one in discussions_of(session, document))
    assert quotes.quote(whole) is None
    found = quotes.quote(passage)
    assert found is not None and found.pieces == (("وصل ", True),)
    assert quotes.quote(passage) is found
    session.set_direction([document], session.document(document).direction)
    quotes.forget()
    assert quotes.quote(passage) == found
