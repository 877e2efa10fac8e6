"""Days, weeks and months."""

import pytest

from annotator.services.agreement.periods import UNKNOWN, Period, period_for, period_name

MONDAY = "2026-11-23T08:00:00.000Z"


@pytest.mark.parametrize(
    ("last", "period"),
    [
        ("2026-11-23T09:00:00.000Z", Period.DAY),
        ("2026-12-06T23:59:59.999Z", Period.DAY),
        ("2026-12-07T00:00:00.000Z", Period.WEEK),
        ("2027-05-23T00:00:00.000Z", Period.WEEK),
        ("2027-05-24T00:00:00.000Z", Period.MONTH),
    ],
)
def test_periods_suit_the_span_of_the_corpus(last: str, period: Period) -> None:
    assert period_for([last, "", MONDAY]) is period


def test_nothing_known_is_one_day() -> None:
    assert period_for([""]) is Period.DAY
    assert period_for([]) is Period.DAY


def test_names_are_those_of_iso_8601_and_in_order() -> None:
    assert [period_name(period, MONDAY) for period in Period] == ["2026-11-23", "2026-W48", "2026-11"]
    assert period_name(Period.WEEK, "2027-01-01T00:00:00.000Z") == "2026-W53"
    assert period_name(Period.WEEK, "2026-01-05T00:00:00.000Z") == "2026-W02"
    assert period_name(Period.DAY, "") == UNKNOWN
