"""Where the characters of a line stand by the Unicode rules: a truth that knows nothing of Qt.

Embedding levels come from libfribidi (the whole of UAX #9), advances and clusters from HarfBuzz, both with one font for
everything so that no fallback comes between.
"""

import ctypes
import ctypes.util
from functools import cache
from itertools import pairwise
from pathlib import Path
from unicodedata import bidirectional

import pytest
import regex

Interval = tuple[float, float]

FONT_PATHS = (
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
    Path("/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf"),
    Path("/usr/share/fonts/TTF/DejaVuSans.ttf"),
)
FAMILY = "DejaVu Sans"
PIXELS = 24
_SCRIPTS = ("Latin", "Arabic", "Hebrew", "Cyrillic")


@cache
def fribidi() -> ctypes.CDLL:
    name = ctypes.util.find_library("fribidi") or "libfribidi.so.0"
    try:
        return ctypes.CDLL(name)
    except OSError:
        pytest.skip("needs libfribidi (Debian: libfribidi0), the truth these tests compare with")


@cache
def font_path() -> Path:
    for path in FONT_PATHS:
        if path.exists():
            return path
    pytest.skip("needs the font DejaVu Sans (Debian: fonts-dejavu-core), which has all scripts of these tests")


@cache
def _shaper():
    harfbuzz = pytest.importorskip("uharfbuzz", reason="needs uharfbuzz, the truth these tests compare with")
    face = harfbuzz.Face(harfbuzz.Blob.from_file_path(str(font_path())))
    return harfbuzz, harfbuzz.Font(face), PIXELS / face.upem


def levels(text: str, rtl: bool) -> list[int]:
    """The embedding level of each character."""
    library, count = fribidi(), len(text)
    words = ctypes.c_uint32 * count
    characters, types, brackets = words(*map(ord, text)), words(), words()
    found = (ctypes.c_int8 * count)()
    library.fribidi_get_bidi_types(characters, count, types)
    library.fribidi_get_bracket_types(characters, count, types, brackets)
    direction = ctypes.c_uint32(0x111 if rtl else 0x110)
    library.fribidi_get_par_embedding_levels_ex(types, brackets, count, ctypes.byref(direction), found)
    return _line_levels(text, list(found), 1 if rtl else 0)


def _line_levels(text: str, found: list[int], base: int) -> list[int]:
    """Rule L1: white space before a separator and at the end of the line takes the paragraph's level."""
    resets = True
    for index in range(len(text) - 1, -1, -1):
        kind = bidirectional(text[index])
        if kind in ("S", "B"):
            resets = True
            found[index] = base
        elif kind in ("WS", "LRI", "RLI", "FSI", "PDI", "BN", "LRE", "RLE", "LRO", "RLO", "PDF"):
            found[index] = base if resets else found[index]
        else:
            resets = False
    return found


def _level_runs(found: list[int]) -> list[tuple[int, int, int]]:
    runs, start = [], 0
    for index in range(1, len(found) + 1):
        if index == len(found) or found[index] != found[start]:
            runs.append((start, index, found[start]))
            start = index
    return runs


def _visual_order(runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Rule L2."""
    order = list(runs)
    for level in range(max((run[2] for run in runs), default=0), 0, -1):
        index = 0
        while index < len(order):
            stop = index
            while stop < len(order) and order[stop][2] >= level:
                stop += 1
            order[index:stop] = reversed(order[index:stop])
            index = max(stop, index + 1)
    return order


def grapheme_starts(text: str) -> list[int]:
    return [match.start() for match in regex.finditer(r"\X", text)] + [len(text)]


def intervals(text: str, rtl: bool, left: float) -> list[Interval]:
    """For each character of a line that begins at x = `left`, where it stands."""
    starts, x = set(grapheme_starts(text)), left
    found: list[Interval] = [(left, left)] * len(text)
    for start, end, level in _visual_order(_level_runs(levels(text, rtl))):
        x = _shape_run(text, (start, end), bool(level & 1), x, starts, found)
    return found


def _shape_run(text, run, rtl, x, starts, found) -> float:
    harfbuzz, shaper, scale = _shaper()
    start, end = run
    clusters: dict[int, Interval] = {}
    for part_start, part_end in _visual_parts(_scripts(text), start, end, rtl):
        buffer = harfbuzz.Buffer()
        buffer.add_str(text, part_start, part_end - part_start)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        harfbuzz.shape(shaper, buffer, {})
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            right = x + position.x_advance * scale
            before = clusters.get(info.cluster, (x, right))
            clusters[info.cluster] = min(before[0], x), max(before[1], right)
            x = right
    edges = [*sorted(clusters), end]
    for cluster, next_cluster in pairwise(edges):
        _divide(clusters[cluster], (cluster, next_cluster), rtl, starts, found)
    return x


def _scripts(text: str) -> list[str]:
    """The script of each character; common ones and marks take that of the character before."""
    own = [next((s for s in _SCRIPTS if regex.match(rf"\p{{Script={s}}}", c)), "") for c in text]
    current = next((script for script in own if script), "")
    found = []
    for script in own:
        current = script or current
        found.append(current)
    return found


def _visual_parts(scripts: list[str], start: int, end: int, rtl: bool) -> list[tuple[int, int]]:
    """The run in stretches of one script, from left to right: what is shaped together."""
    parts = []
    for index in range(start + 1, end):
        if scripts[index] != scripts[index - 1]:
            parts.append((start, index))
            start = index
    parts.append((start, end))
    return parts[::-1] if rtl else parts


def _divide(interval: Interval, units: tuple[int, int], rtl: bool, starts: set[int], found: list[Interval]) -> None:
    """The characters of a ligature share its width evenly, marks too; so Qt puts its caret as well."""
    left, right = interval
    first, end = units
    letters = [index for index in range(first, end) if index in starts or index == first]
    width = (right - left) / (end - first)
    for letter, after in zip(letters, [*letters[1:], end], strict=True):
        a, b = (letter - first) * width, (after - first) * width
        for index in range(letter, after):
            found[index] = (right - b, right - a) if rtl else (left + a, left + b)


def union(parts: list[Interval]) -> list[Interval]:
    """The stretches that the intervals cover; those under half a pixel apart are one."""
    merged: list[Interval] = []
    for left, right in sorted(parts):
        if right - left < 1e-6:
            continue
        if merged and left <= merged[-1][1] + 0.6:
            merged[-1] = merged[-1][0], max(merged[-1][1], right)
        else:
            merged.append((left, right))
    return merged
