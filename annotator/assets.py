"""Where the files that ship with the program are.

A wheel carries `resources/` and `seeds/` inside the package, a checkout (and an editable install, which points at one)
has them beside it. Only this module knows.
"""

from functools import cache
from pathlib import Path


class MissingAssetError(FileNotFoundError):
    """A file that should have shipped is not there: the installation is damaged."""


def resource(*parts: str) -> Path:
    """Path of a file or folder under `resources/`, for example `resource("fonts")`.

    Raises:
        MissingAssetError: If there is no such file.
    """
    path = _folder("resources").joinpath(*parts)
    if not path.exists():
        raise MissingAssetError(f"{path} is missing. Please install the program again.")
    return path


def seeds() -> Path:
    """The folder of the sample articles."""
    return _folder("seeds")


def sample_layer() -> Path:
    """The sample articles with their first paragraphs labelled, as native JSONL that names no annotator.

    Raises:
        MissingAssetError: If it is not there.
    """
    return resource("samples", "first-paragraphs.jsonl")


def review_layers() -> tuple[Path, ...]:
    """Layers of the sample articles by three people who differ, as native JSONL that names them: Leila's first.

    Raises:
        MissingAssetError: If one is not there.
    """
    return tuple(resource("samples", f"review-{name}.jsonl") for name in ("leila", "mehdi", "sara"))


@cache
def _folder(name: str) -> Path:
    package = Path(__file__).resolve().parent
    for folder in (package / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise MissingAssetError(f"The folder {name} is missing from {package}. Please install the program again.")
