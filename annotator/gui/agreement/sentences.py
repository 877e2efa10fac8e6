"""The sentences of the page: when it was counted, by which rules, and why there is nothing to see."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from annotator.gui.agreement.findings import Findings
from annotator.services.agreement.intervals import FEWEST, RESAMPLES


def _tr(text: str) -> str:
    return QCoreApplication.translate("Agreement", text)


def since(then: datetime, now: datetime) -> str:
    """How long ago something was counted."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return _tr("Counted just now")
    if minutes < 60:
        return _tr("Counted 1 minute ago") if minutes == 1 else _tr("Counted {n} minutes ago").format(n=minutes)
    return _tr("Counted at {time}").format(time=f"{then:%H:%M}")


def state_words(counted: datetime | None, now: datetime, *, is_stale: bool, done: tuple[int, int] | None) -> str:
    """When it was counted, whether that still holds, or how far the counting is."""
    if done is not None:
        so_far, total = done
        return _tr("Counting {done} of {total}").format(done=so_far, total=total) if total else _tr("Counting …")
    if counted is None:
        return ""
    words = since(counted, now)
    return _tr("{words}. Labels have changed since: R counts again").format(words=words) if is_stale else words


def footnote(found: Findings) -> str:
    """The convention, n, and how intervals are made."""
    whole = found.figures()
    documents = found.documents()
    counts = {name: whole[name].n if name in whole else 0 for name in ("entity_exact", "trigger_exact")}
    parts = [
        _tr(
            "n = {documents} documents, {mentions} entity mentions, {events} events, both of each pair counted."
        ).format(
            documents=f"{documents:,}", mentions=f"{counts['entity_exact']:,}", events=f"{counts['trigger_exact']:,}"
        ),
        _tr("F1 of the counts of all pairs added up."),
        _tr("Exact: same edges and label. Partial: characters in common, same label. Type only: overlap, same label."),
        _tr("95 % intervals: {n} bootstrap samples of documents, fixed seed.").format(n=f"{RESAMPLES:,}"),
    ]
    if documents < FEWEST:
        parts.append(_tr("{n} documents are too few documents for an interval.").format(n=documents))
    return " ".join(parts)


def damage_words(found: Findings) -> str:
    """Which documents could not be read; empty if all could."""
    damaged = found.agreement.damaged
    if not damaged:
        return ""
    titles = ", ".join(f"“\u2068{entry.title}\u2069” ({entry.reason})" for entry in damaged)
    return _tr("Not counted, because they are damaged: {titles}. “annotator check” tells more.").format(titles=titles)
