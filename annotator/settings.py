"""What the program remembers about a person between starts; nothing about a project.

One JSON file in the folder the system has for such things. Settings are a convenience: a file that is broken,
unreadable or from a newer program never keeps anybody from working. What can be used of it is used, the rest takes its
default, and `Settings.note` says so.
"""

import json
import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal, Self, get_args

import platformdirs

FOLDER_VARIABLE = "ANNOTATOR_CONFIG_DIR"
"""Environment variable that moves the settings elsewhere: for tests, and for portable installations."""

MOST_RECENT = 10

ThemeMode = Literal["system", "light", "dark"]


def default_path() -> Path:
    """Where the settings of the person at this computer are."""
    folder = os.environ.get(FOLDER_VARIABLE) or platformdirs.user_config_dir("annotator", appauthor=False)
    return Path(folder) / "settings.json"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings, as one value; a change makes a new one.

    Attributes:
        path: The file they came from and go to.
        annotator: The name under which this person labels; empty until asked.
        recent: Projects opened lately, the last one first, at most `MOST_RECENT`.
        last_documents: Id of the document that was open last, by recent project.
        theme: Follow the system, or always light or dark.
        arcs: Which arcs the article shows: `all`, `focused` (of the selected mention) or `hidden`.
        zoom: Size of the article's text in percent.
        line_spacing: Factor on the height of the article's lines.
        interface_language: A language tag, or empty for the system's.
        window_geometry: Qt's own description of where the window stood, base64.
        window_state: The same for what was shown in it.
        splitter_sizes: Widths of the columns in device-independent pixels, by the splitter's object name.
        export_folder: Where the last export went.
        import_folder: Where the last import came from.
        note: What could not be read, as a sentence for the person; empty when all went well. Never written.
    """

    path: Path
    annotator: str = ""
    recent: tuple[str, ...] = ()
    last_documents: Mapping[str, str] = field(default_factory=dict)
    theme: ThemeMode = "system"
    arcs: str = "all"
    zoom: int = 100
    line_spacing: float = 1.0
    interface_language: str = ""
    window_geometry: str = ""
    window_state: str = ""
    splitter_sizes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    export_folder: str = ""
    import_folder: str = ""
    note: str = ""

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Read the settings, or start with the defaults.

        Args:
            path: The file; without one, the person's own.
        """
        path = path or default_path()
        try:
            raw = json.loads(path.read_bytes())
        except FileNotFoundError:
            return cls(path=path)
        except (OSError, ValueError, RecursionError) as error:
            return cls(path=path, note=f"The settings in {path} could not be read ({error}). The defaults are used.")
        if not isinstance(raw, dict):
            return cls(path=path, note=f"The settings in {path} are not an object. The defaults are used.")
        good, bad = _sorted_out(raw)
        note = f"Of the settings in {path}, these could not be used: {', '.join(bad)}." if bad else ""
        return cls(path=path, note=note, **good)

    def changed(self, **values: Any) -> Self:
        """A copy with some settings changed.

        Raises:
            TypeError, ValueError: If a value is not one that the setting can have.
        """
        for name, value in values.items():
            _READERS[name](value)
        return replace(self, **values)

    def opened(self, project: Path) -> Self:
        """A copy in which the project is the most recent one."""
        here = str(project.absolute())
        return replace(self, recent=(here, *(other for other in self.recent if other != here))[:MOST_RECENT])

    def forgotten(self, project: Path) -> Self:
        """A copy without the project among the recent ones."""
        here = str(project.absolute())
        return replace(self, recent=tuple(other for other in self.recent if other != here))

    def left(self, project: Path, document: str) -> Self:
        """A copy that knows which document was open when the project was left."""
        known = {**self.last_documents, str(project.absolute()): document}
        return replace(self, last_documents={name: known[name] for name in self.recent if name in known})

    def save(self) -> None:
        """Write the settings aside and put them in place at one blow, so that a crash leaves the old or the new.

        Raises:
            OSError: If the folder cannot be written.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=self.path.parent, prefix=".settings-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                # ASCII only: names of files that are not UTF-8 carry lone surrogates, which cannot be written plainly.
                json.dump(self._as_json(), file, indent=2)
                file.write("\n")
                file.flush()
                os.fsync(file.fileno())
            Path(aside).replace(self.path)
        except BaseException:
            with suppress(OSError):
                Path(aside).unlink()
            raise

    def _as_json(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in _READERS}


def _sorted_out(raw: Mapping[str, object]) -> tuple[dict[str, Any], list[str]]:
    """What can be used, and the names of what cannot; names that we do not know are a newer program's, and no fault."""
    good: dict[str, Any] = {}
    bad = []
    for name, value in raw.items():
        if name in _READERS:
            try:
                good[name] = _READERS[name](value)
            except (TypeError, ValueError):
                bad.append(name)
    return good, bad


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _number(value: object, least: float, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise ValueError(f"{value!r} is not a number from {least} to {most}")
    return value


def _whole(value: object, least: int, most: int) -> int:
    return int(_number(value, least, most))


def _arcs(value: object) -> str:
    if value not in {"all", "focused", "hidden"}:
        raise ValueError(f"{value!r} is not a choice of arcs")
    return str(value)


def _theme(value: object) -> str:
    if value not in get_args(ThemeMode):
        raise ValueError(f"{value!r} is not a theme")
    return str(value)


def _items(value: object) -> tuple[object, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError(f"{value!r} is not a list")
    return tuple(value)


def _paths(value: object) -> tuple[str, ...]:
    return tuple(_text(item) for item in _items(value))[:MOST_RECENT]


def _texts(value: object) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        raise TypeError(f"{value!r} is not an object")
    return {_text(name): _text(text) for name, text in value.items()}


def _sizes(value: object) -> Mapping[str, tuple[int, ...]]:
    if not isinstance(value, Mapping):
        raise TypeError(f"{value!r} is not an object")
    return {_text(name): tuple(_whole(size, 0, 100_000) for size in _items(sizes)) for name, sizes in value.items()}


_READERS: dict[str, Callable[[object], object]] = {
    "annotator": _text,
    "recent": _paths,
    "last_documents": _texts,
    "theme": _theme,
    "arcs": _arcs,
    "zoom": partial(_whole, least=25, most=500),
    "line_spacing": partial(_number, least=0.5, most=4.0),
    "interface_language": _text,
    "window_geometry": _text,
    "window_state": _text,
    "splitter_sizes": _sizes,
    "export_folder": _text,
    "import_folder": _text,
}
