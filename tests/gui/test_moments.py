"""When something was done, in few words."""

from datetime import UTC, datetime, timedelta

import pytest

from annotator.gui.moments import exactly, when


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=5), "just now"),
        (timedelta(minutes=7, seconds=5), "7 min ago"),
        (timedelta(hours=3, seconds=5), "3 h ago"),
        (timedelta(days=4), "4 days ago"),
    ],
)
def test_words(qapp: object, before: timedelta, words: str) -> None:
    assert when((datetime.now(UTC) - before).isoformat(timespec="milliseconds").replace("+00:00", "Z")) == words


def test_long_ago_has_a_date(qapp: object) -> None:
    assert "20" in when("2020-03-04T12:00:00.000Z")
    assert "2020" in exactly("2020-03-04T12:00:00.000Z")
