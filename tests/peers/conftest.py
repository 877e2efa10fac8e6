"""Other people's programs judge what we write: a set of its own, since they are heavy and take long.

`python3 tests -m peers tests/peers` installs them and runs it; the everyday run does not look into this folder. A test
here is never skipped: where a peer is missing, it fails.
"""

from collections.abc import Generator
from pathlib import Path

import pytest

MARK = "peers"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Nothing here is imported unless the run is for it: the peers may not be installed."""
    return True if collection_path.name.startswith("test_") and config.option.markexpr != MARK else None


def pytest_itemcollected(item: pytest.Item) -> None:
    """All tests in this folder are of the set."""
    item.add_marker(MARK)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that is skipped proves nothing: it has failed."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, but what it asks of a peer has to be proved."
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Nor may a whole file be skipped."""
    report = yield
    if report.skipped and collector.path.parent == Path(__file__).parent:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped."
    return report
