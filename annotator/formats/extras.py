"""Libraries that only some formats need, and that not everybody has installed."""

from importlib import import_module
from typing import Any

from annotator.formats.errors import FormatError


def needed(module: str, extra: str) -> Any:
    """A library, loaded now.

    Raises:
        FormatError: If it is not installed; the sentence says how it gets there.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise FormatError(
            f"This format needs {module.partition('.')[0]}, which is not here ({error}). Install it with: "
            f"pip install 'annotator[{extra}]'",
            extra=extra,
        ) from error
