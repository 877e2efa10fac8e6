"""One suite that tries every format: what it can carry comes back, what it cannot is counted."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.formats.canonical import canonical
from annotator.formats.drafting import Draft
from annotator.formats.entry import Entry
from annotator.formats.interface import Format
from annotator.formats.losses import OF_TOKENS, Loss, Losses
from annotator.formats.registry import formats
from annotator.model.annotation import Kind
from annotator.model.span import Span
from annotator.services.imports.plan import plan_import
from annotator.services.texts import is_invisible
from tests.formats.entries import LEILA, entries
from tests.formats.trying import projected, there_and_back, write_options, written

WRITTEN = [found for found in formats().values() if found.write is not None]
WAYS: list[tuple[Format, dict[str, str]]] = [(found, {}) for found in WRITTEN] + [
    (found, {option.name: value})
    for found in WRITTEN
    for option in found.write_options
    for value, _title in option.values[1:]
]
"""Each format as it is usually written, and with each of its options."""


def _name(part: Format | dict[str, str]) -> str:
    return part.info.id if isinstance(part, Format) else " ".join(f"{k}={v}" for k, v in part.items()) or "usual"


@pytest.mark.parametrize(("made", "choices"), WAYS, ids=_name)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(given_entries=st.lists(entries(), min_size=1, max_size=3))
def test_what_a_format_carries_comes_back(made: Format, choices: dict[str, str], given_entries: list[Entry]) -> None:
    kept, _losses = projected(made, given_entries, choices)
    assert Counter(map(canonical, there_and_back(made, kept, choices))) == Counter(map(canonical, kept))


@pytest.mark.parametrize("made", WRITTEN, ids=_name)
def test_a_written_file_is_told_by_itself(made: Format, tmp_path: Path) -> None:
    """Also where many formats have one ending: with everything in it that they may have, and with nothing."""
    full = Draft("Ali met Bob in Oslo.", "A title", annotator=LEILA)
    for key, label, kind, place in (
        ("a", "PERSON", Kind.ENTITY, (0, 3)), ("b", "Contact.Meet", Kind.EVENT, (4, 7)),
        ("c", "PERSON", Kind.ENTITY, (8, 11)),
    ):  # fmt: skip
        full.mention(kind, label, Span.of(*place), key)
    full.argument("b", "Participant", "a")
    full.relation("located", "a", "c")
    for number, draft in enumerate((full, Draft("Nothing here.", "B", annotator=LEILA))):
        name = f"out{number}{'' if made.info.is_folder else made.info.suffixes[0]}"
        plan = plan_import([written(made, tmp_path / name, [draft.entry()])])
        assert {source.format.id for source in plan.sources} == {made.info.id}


def _said(entry: Entry) -> list[tuple[str, str]]:
    """Labels and visible characters of the mentions; words may be told otherwise in a text that was told again."""
    mentions = () if entry.contents is None else entry.contents.mentions
    said = ((m.label, m.span.text(entry.text)) for m in mentions)
    return sorted((label, "".join(c for c in text if c != " " and not is_invisible(c))) for label, text in said)


@pytest.mark.parametrize(("made", "choices"), WAYS, ids=_name)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(entry=entries())
def test_what_is_lost_is_counted_and_what_is_not_stays(made: Format, choices: dict[str, str], entry: Entry) -> None:
    """Nothing goes silently, nothing is counted that did not go, and a second cut finds nothing more.

    Where words were divided, what was inside a word may stand at an end of one, as an invisible mark, and go.
    """
    assert made.project is not None
    losses = Losses()
    once = made.project(entry, write_options(choices), losses)
    went = losses.totals.keys() - OF_TOKENS
    assert bool(went) == (once is None or canonical(once) != canonical(entry))
    if once is not None:
        again = Losses()
        twice = made.project(once, write_options(choices), again)
        assert twice is not None
        assert _said(twice) == _said(once)
        divided = {Loss.TRIMMED} if Loss.DIVIDED in losses.totals else set()
        assert again.totals.keys() <= {Loss.SPACING, *OF_TOKENS, *divided}
