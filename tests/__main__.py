"""`python3 tests …` installs what the tests need and runs them all; arguments go to pytest.

`python3 tests -m peers tests/peers` installs programs of others as well and lets them judge what we write.
"""

import os
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent

DEFAULTS = (f"--config-file={CHECKOUT / 'pyproject.toml'}", "--numprocesses=logical", "--maxprocesses=4")

PEERS = "peers"


def main() -> int:
    """Prepare what is needed, run pytest, and return its exit code."""
    sys.path[0] = str(CHECKOUT)
    from annotator import bootstrap, system  # noqa: PLC0415  # found only now

    bootstrap.start(PEERS if PEERS in sys.argv[1:] else "test")
    system.require_libraries(system.QT + system.FRIBIDI)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import pytest  # noqa: PLC0415  # installed only now

    chosen = [_from_the_top(argument) for argument in sys.argv[1:]]
    os.chdir(CHECKOUT)
    return pytest.main([*DEFAULTS, *chosen])


def _from_the_top(argument: str) -> str:
    """The same argument, as it must read in the checkout's top folder if it names a file here."""
    path, separator, test = argument.partition("::")
    return f"{Path(path).resolve()}{separator}{test}" if path and Path(path).exists() else argument


if __name__ == "__main__":
    sys.exit(main())
