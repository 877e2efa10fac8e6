"""`python3 annotator ...` in a checkout, and `python -m annotator ...` wherever it is installed."""

import sys

if sys.version_info < (3, 7):  # noqa: UP036  # such a Python cannot even read the rest, but it can say so
    sys.exit("Annotator needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

from pathlib import Path

if not __package__:
    # Run as a folder, Python searches inside the package, where our `model` would stand in for other people's.
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from annotator import bootstrap

if __name__ == "__main__":
    bootstrap.start()
    from annotator.cli import main

    main()
