"""One suite that tries every format: what it can carry comes back, what it cannot is counted."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.formats.canonical import canonical
from annotator.formats.entry import Entry
from annotator.formats.interface import Format, ReadOptions, WriteOptions
from annotator.formats.losses import Loss, Losses
from annotator.formats.registry import formats
from annotator.services import texts as boundaries
from annotator.services.export_files import Aside
from tests.formats.entries import LEILA, SCHEME, entries

WRITTEN = [found for found in formats().values() if found.write is not None]


def _options() -> WriteOptions:
    def words(text: str, _language: str) -> list[tuple[int, int]]:
        return list(boundaries.tokens(text))

    def sentences(text: str, language: str) -> list[tuple[int, int]]:
        return list(boundaries.sentences(text, language))

    return WriteOptions(SCHEME, words, sentences, boundaries.TOKENIZER, (LEILA,))


def _there_and_back(made: Format, projected: list[Entry]) -> Iterator[Entry]:
    assert made.write is not None
    assert made.read is not None
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"out{'' if made.info.is_folder else made.info.suffixes[0]}"
        aside = Aside(out, is_folder=made.info.is_folder)
        made.write(iter(projected), aside, _options())
        for source in aside.sources(made.info.suffixes):
            for found in made.read(source, ReadOptions(LEILA, SCHEME)):
                assert [fault.reason for fault in found.faults] == []
                if found.entry is not None:
                    yield found.entry
        aside.discard()


@pytest.mark.parametrize("made", WRITTEN, ids=lambda made: made.info.id)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(given_entries=st.lists(entries(), min_size=1, max_size=3))
def test_what_a_format_carries_comes_back(made: Format, given_entries: list[Entry]) -> None:
    assert made.project is not None
    losses = Losses()
    projected = [p for p in (made.project(entry, _options(), losses) for entry in given_entries) if p is not None]
    back = list(_there_and_back(made, projected))
    assert Counter(map(canonical, back)) == Counter(map(canonical, projected))


def _said(entry: Entry) -> list[tuple[str, str]]:
    """Labels and words of the mentions; sentences may be told otherwise in a text that was told again."""
    mentions = () if entry.contents is None else entry.contents.mentions
    return sorted((m.label, " ".join(m.span.text(entry.text).split())) for m in mentions)


@pytest.mark.parametrize("made", WRITTEN, ids=lambda made: made.info.id)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(entry=entries())
def test_what_is_lost_is_counted_and_what_is_not_stays(made: Format, entry: Entry) -> None:
    """Nothing goes silently, nothing is counted that did not go, and a second cut finds nothing more."""
    assert made.project is not None
    losses = Losses()
    projected = made.project(entry, _options(), losses)
    assert bool(losses.totals) == (projected is None or canonical(projected) != canonical(entry))
    if projected is not None:
        again = Losses()
        twice = made.project(projected, _options(), again)
        assert twice is not None
        assert _said(twice) == _said(projected)
        assert set(again.totals) <= {Loss.SPACING}
