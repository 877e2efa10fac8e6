"""`annotator comments`: the threads of a project, and the guidelines to fix as a page of Markdown."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli_parts import (
    SHOWN,
    ProjectPath,
    annotator_name,
    answer,
    counted,
    existing,
    json_option,
    progress_bar,
    say,
)

if TYPE_CHECKING:
    from annotator.model.annotation import Comment
    from annotator.services.comments.listing import CommentFilter, CommentList, Discussion
    from annotator.services.comments.quotes import TopicQuotes
    from annotator.services.session import Session


@click.command()
@click.argument("project", type=ProjectPath())
@click.option("--open", "status", flag_value="open", help="Only threads that are not settled.")
@click.option("--settled", "status", flag_value="settled", help="Only settled threads.")
@click.option("--guideline", is_flag=True, help="Only threads on the list of guidelines to fix.")
@click.option("--annotator", default="", metavar="NAME", help="Only threads in which this annotator has spoken.")
@click.option(
    "--markdown",
    default=None,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT",
    help="Write the guidelines to fix to a page of Markdown; an older page there is replaced.",
)
@click.option("--disagreements", is_flag=True, help="Count there how often annotators differ about each of them.")
@json_option
def comments(project: Path, **given: Any) -> None:
    """List the comments of PROJECT, thread by thread, the newest first.

    All of them: the command line is for whoever leads, and blind mode does not hold here.
    """
    from annotator.services.comments.listing import CommentList  # noqa: PLC0415
    from annotator.services.comments.quotes import TopicQuotes  # noqa: PLC0415
    from annotator.services.session import Session  # noqa: PLC0415
    from annotator.storage import Mode  # noqa: PLC0415

    if given["disagreements"] and given["markdown"] is None:
        raise click.UsageError("--disagreements counts for a page of Markdown: say --markdown OUT, too.")
    with Session.open(existing(project), annotator_name(), Mode.READ) as session:
        with progress_bar("Reading comments") as progress:
            found = CommentList.read(session.project, session.annotator, progress)
        quotes = TopicQuotes(session)
        shown = found.shown(_wanted(given))
        if given["as_json"]:
            answer({"project": project, "threads": [_facts(one, quotes) for one in shown]})
        else:
            _tell(shown, quotes, found)
        if given["markdown"] is not None:
            _write(session, found, quotes, given["markdown"], counts=given["disagreements"])


def _wanted(given: dict[str, Any]) -> "CommentFilter":
    from annotator.services.comments.listing import CommentFilter, Status  # noqa: PLC0415

    status = Status(given["status"] or "all")
    return CommentFilter(status, person=given["annotator"], flagged=given["guideline"])


def _tell(shown: "list[Discussion]", quotes: "TopicQuotes", found: "CommentList") -> None:
    for one in shown[:SHOWN]:
        flags = [word for word, holds in (("settled", one.is_settled), ("guideline", one.is_flagged)) if holds]
        facts = ", ".join((one.topic.title, one.topic.language, _about(one), *flags))
        say(f"{one.thread.title} ({facts}):")
        quote = quotes.quote(one.topic)
        if quote is not None:
            say(f"  “{''.join(piece for piece, _is_meant in quote.pieces)}”")
        for comment in one.thread.said:
            say(f"  {comment.created[:10]} {comment.annotator}: {comment.text}")
    if len(shown) > SHOWN:
        say(f"… and {len(shown) - SHOWN} more; --json lists them all.")
    if not found.is_whole:
        say("The project has more comments than a list holds; the others are left out.")
    say(f"{counted(len(shown), 'threads')}, {sum(not one.is_settled for one in shown)} open.")


def _about(one: "Discussion") -> str:
    words = " ".join(part for part in (one.topic.label, one.topic.role) if part) or one.topic.about.value
    return f"{words}, which is gone" if one.topic.is_gone else words


def _facts(one: "Discussion", quotes: "TopicQuotes") -> dict[str, Any]:
    """A thread for a program."""
    topic, quote = one.topic, quotes.quote(one.topic)
    return {
        "id": one.id,
        "document": topic.document,
        "title": topic.title,
        "language": topic.language,
        "about": topic.about.value,
        "subject": topic.subject,
        "label": topic.label or None,
        "role": topic.role or None,
        "is_gone": topic.is_gone,
        "fragments": None if topic.span is None else topic.span.fragments,
        "text": None if quote is None else "".join(piece for piece, _is_meant in quote.pieces),
        "settled": one.is_settled,
        "for_guideline": one.is_flagged,
        "comments": [_comment(comment) for comment in one.thread.said],
    }


def _comment(comment: "Comment") -> dict[str, Any]:
    return {
        "id": comment.id,
        "annotator": comment.annotator,
        "created": comment.created,
        "text": comment.text,
    }


def _write(session: "Session", found: "CommentList", quotes: "TopicQuotes", out: Path, *, counts: bool) -> None:
    from annotator.services.comments.guideline import guidelines_to_fix  # noqa: PLC0415
    from annotator.services.comments.markdown import write_markdown  # noqa: PLC0415
    from annotator.services.comparison.rule_disagreements import rule_disagreements  # noqa: PLC0415

    entries = guidelines_to_fix(found.all())
    if counts:
        with progress_bar("Comparing") as progress:
            counted_rules = rule_disagreements(session.path, [entry.rule for entry in entries], progress)
        entries = guidelines_to_fix(found.all(), counted_rules)
    write_markdown(entries, quotes, session.scheme, session.title, out)
    say(f"Wrote {counted(len(entries), 'guidelines')} to {out}.")
