"""When the work on documents was finished, in days, weeks or months: so that agreement can be seen over time.

Dates are those of UTC, as the journal writes them. A corpus that was finished within two weeks is seen by days, within
half a year by weeks, else by months.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum


class Period(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


_MOST_DAYS = 14
_MOST_WEEKS = 26

UNKNOWN = ""
"""The period of what has no time in the journal."""


def period_for(times: Iterable[str]) -> Period:
    """Which periods suit these times, as changes write them; days if there are none."""
    known = [time for time in times if time]
    if not known:
        return Period.DAY
    days = (_date(max(known)) - _date(min(known))).days + 1
    if days <= _MOST_DAYS:
        return Period.DAY
    return Period.WEEK if days <= 7 * _MOST_WEEKS else Period.MONTH


def period_name(period: Period, time: str) -> str:
    """The period of a time, as ISO 8601 writes it: 2026-11-26, 2026-W48 or 2026-11; in order when sorted."""
    if not time:
        return UNKNOWN
    if period is Period.WEEK:
        year, week, _day = _date(time).isocalendar()
        return f"{year}-W{week:02}"
    return time[:10] if period is Period.DAY else time[:7]


def _date(time: str) -> date:
    return date.fromisoformat(time[:10])
