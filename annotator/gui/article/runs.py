"""Where the characters of one laid-out line stand, right in mixed directions too.

The obvious calls are wrong. A place between two directions has two x positions and `QTextLine.cursorToX` returns one,
so `cursorToX(start)`–`cursorToX(end)` gives the "C" of "CICA" in an Arabic line the rectangle of the rest of the word;
`glyphRuns(start, length).boundingRect()` is right for whole clusters but shifted for half of a ligature (lam-alef);
`xToCursor` errs at both. So each line gets a table of its directional runs, once: a run's extent is that of the glyphs
of the *whole* run, and `cursorToX` is asked only strictly inside a run, where there is one answer.

Directions come from the bidi classes where these decide (letters, digits) and from Qt's own glyph runs where they do
not (neutrals between different directions, brackets, anything near an explicit control), so the table always agrees
with what is painted. Rule names (N0, L1 …) are those of UAX #9.

All indices are UTF-16 code units of the layout's text, as Qt counts them; `layout` converts.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import bidirectional, category

from PySide6.QtGui import QTextLayout, QTextLine

_GLYPHS = QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphIndexes
_RTL = frozenset(("R", "AL"))
_LTR = frozenset(("L", "EN", "AN"))
_NEUTRAL = frozenset(("WS", "ON", "CS", "ES", "ET"))
_ATTACHED = frozenset(("NSM", "BN"))
_EXPLICIT = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
_BRACKET = "bracket"
_UNKNOWN = ""

_TOUCHING = 0.02
"""Glyph extents that are this near (in pixels) touch."""


class Run(NamedTuple):
    """Characters `[start, end)` that stand side by side in one direction between two x positions of the line."""

    start: int
    end: int
    rtl: bool
    left: float
    right: float


class Fragment(NamedTuple):
    """A stretch of the line, in its coordinates."""

    left: float
    right: float
    rtl: bool


class Scripture(NamedTuple):
    """What the bidi algorithm needs to know of a passage.

    Attributes:
        classes: One character per UTF-16 unit, with the bidi class of the character the unit belongs to.
        rtl: Direction of the paragraph.
        is_uniform: Whether every line certainly runs in that one direction.
        is_explicit: Whether embeddings, overrides or isolates occur: then classes decide nothing.
    """

    classes: str
    rtl: bool
    is_uniform: bool
    is_explicit: bool

    @classmethod
    def of(cls, text: str, rtl: bool) -> "Scripture":
        """Of the text of a passage."""
        characters = set(text)
        kinds = {bidi_class(character) for character in characters}
        is_explicit = not kinds.isdisjoint(_EXPLICIT)
        against = _LTR if rtl else _RTL | {"AN"}
        is_uniform = not is_explicit and kinds.isdisjoint(against) and _UNKNOWN not in kinds
        needs_padding = not is_uniform and max(characters, default="") > "\uffff"
        return cls(_padded(text) if needs_padding else text, rtl, is_uniform, is_explicit)


@lru_cache(maxsize=8192)
def bidi_class(character: str) -> str:
    """The Unicode bidi class, with brackets (which rule N0 resolves one by one) as a class of their own."""
    found = bidirectional(character)
    if found == "ON" and category(character) in ("Ps", "Pe"):
        return _BRACKET
    return found


_STAND_INS = {"R": "\u05d0", "AL": "\u0627", "L": "a", "EN": "1", "AN": "\u0661", "NSM": "\u0300", "BN": "\u200b"}


def _padded(text: str) -> str:
    """As long as the QString: two characters of the same bidi class for each one beyond the basic plane."""
    return "".join(c if c <= "\uffff" else _STAND_INS.get(bidi_class(c), "\u2603") * 2 for c in text)


def run_table(line: QTextLine, scripture: Scripture) -> list[Run]:
    """The runs of a line in logical order, gapless from its first to its last unit.

    White space at the end of the line hangs over its edge (rule L1; Qt gives it no place at all): it becomes an empty
    run at the edge where the line ends.
    """
    start, end = line.textStart(), line.textStart() + line.textLength()
    body_end = end
    while body_end > start and scripture.classes[body_end - 1].isspace():
        body_end -= 1
    runs = _body(line, scripture, start, body_end) if body_end > start else []
    if body_end < end or not runs:
        runs.append(_tail(line, scripture.rtl, runs, body_end, end))
    return runs


def _tail(line: QTextLine, rtl: bool, runs: Sequence[Run], start: int, end: int) -> Run:
    if not runs:
        rect = line.naturalTextRect()
        edge = rect.right() if rtl else rect.left()
    else:
        edge = min(run.left for run in runs) if rtl else max(run.right for run in runs)
    return Run(start, end, rtl, edge, edge)


def _body(line: QTextLine, scripture: Scripture, start: int, end: int) -> list[Run]:
    if scripture.is_uniform:
        return [_whole(line, scripture.rtl, start, end)]
    segments = _directed(line, scripture, _segments(scripture, start, end))
    merged: list[list[Run]] = []
    for segment in segments:
        if merged and merged[-1][-1].rtl == segment.rtl:
            merged[-1].append(segment)
        else:
            merged.append([segment])
    if len(merged) == 1 and not scripture.is_explicit:
        return [_whole(line, merged[0][0].rtl, start, end)]
    return [run for same in merged for run in _measured(line, same)]


def _whole(line: QTextLine, rtl: bool, start: int, end: int) -> Run:
    rect = line.naturalTextRect()
    return Run(start, end, rtl, rect.left(), rect.right())


def _segments(scripture: Scripture, start: int, end: int) -> list[tuple[int, int, str]]:
    """`(start, end, class)` of the stretches that the bidi algorithm resolves alike; marks go with their base."""
    text, segments = scripture.classes, []
    segment_start, current = start, bidi_class(text[start])
    for index in range(start + 1, end):
        kind = bidi_class(text[index])
        if kind == current and kind != _BRACKET and kind not in _EXPLICIT:
            continue
        if kind in _ATTACHED and current not in _EXPLICIT:
            continue
        segments.append((segment_start, index, current))
        segment_start, current = index, kind
    segments.append((segment_start, end, current))
    return segments


def _directed(line: QTextLine, scripture: Scripture, segments: Sequence[tuple[int, int, str]]) -> list[Run]:
    """The segments with their directions; extents are not known yet."""
    found: list[Run] = []
    for index, (start, end, kind) in enumerate(segments):
        rtl = None if scripture.is_explicit else _decided(segments, index, kind)
        if rtl is None:
            rtl = _probed(line, start, end, found[-1].rtl if found else scripture.rtl)
        found.append(Run(start, end, rtl, 0.0, 0.0))
    return found


def _decided(segments: Sequence[tuple[int, int, str]], index: int, kind: str) -> bool | None:
    """The direction that the classes alone decide, if they do (no explicit controls in the passage)."""
    if kind in _RTL:
        return True
    if kind in _LTR:
        return False
    if kind in _NEUTRAL and 0 < index < len(segments) - 1:
        before, after = segments[index - 1][2], segments[index + 1][2]
        if before in _RTL and after in _RTL:
            return True
        if before == after == "L":
            return False
    return None


def _probed(line: QTextLine, start: int, end: int, otherwise: bool) -> bool:
    """The direction in which Qt draws the first visible character of the segment."""
    for index in range(start, end):
        runs = line.glyphRuns(index, 1, _GLYPHS)
        if runs:
            return bool(runs[0].isRightToLeft())
    return otherwise


def _measured(line: QTextLine, segments: Sequence[Run]) -> list[Run]:
    """Runs with their extents, of neighbouring segments of one direction.

    Neighbours of one direction need not stand side by side: in `abc (العربية 80) xyz` the "80" is of a deeper level
    than the ") xyz" after it, and the Arabic stands between them. Where the glyphs leave a gap, segments part.
    """
    first, last = segments[0], segments[-1]
    rtl = first.rtl
    stretches, left, right = _extent(line, first.start, last.end)
    if stretches == 1 or (stretches == 0 and len(segments) == 1):
        return [Run(first.start, last.end, rtl, left, right)]
    runs: list[Run] = []
    for segment in segments:
        _count, left, right = _extent(line, segment.start, segment.end)
        previous = runs[-1] if runs else None
        near, far = (right, previous and previous.left) if rtl else (left, previous and previous.right)
        if previous is not None and far is not None and abs(far - near) < _TOUCHING:
            runs[-1] = Run(previous.start, segment.end, rtl, min(previous.left, left), max(previous.right, right))
        else:
            runs.append(Run(segment.start, segment.end, rtl, left, right))
    return runs


def _extent(line: QTextLine, start: int, end: int) -> tuple[int, float, float]:
    """`(stretches, left, right)` of the glyphs of `[start, end)`; no stretch and one x when nothing of it shows."""
    rects = (run.boundingRect() for run in line.glyphRuns(start, end - start, _GLYPHS))
    intervals = sorted((rect.left(), rect.right()) for rect in rects if rect.width() > _TOUCHING)
    if not intervals:
        x = _cursor_x(line, start)
        return 0, x, x
    stretches, left, right = 1, *intervals[0]
    for next_left, next_right in intervals[1:]:
        if next_left > right + _TOUCHING:
            stretches += 1
        right = max(right, next_right)
    return stretches, left, right


def _cursor_x(line: QTextLine, index: int) -> float:
    # PySide returns (x, index actually taken) for the overload with a pointer.
    return line.cursorToX(index)[0]  # type: ignore[index, no-any-return]


def fragments(line: QTextLine, table: Sequence[Run], start: int, end: int) -> list[Fragment]:
    """Where `[start, end)` stands on the line: stretches in logical order, touching ones joined.

    Empty only if the range has no unit on this line; a range of which nothing shows (white space that hangs over the
    edge, a joiner alone) gives one empty stretch at its place. `start` and `end` must be grapheme boundaries.
    """
    found: list[Fragment] = []
    hidden: Fragment | None = None
    for run_start, run_end, rtl, left, right in table:
        if run_end <= start:
            continue
        if run_start >= end:
            break
        near = far = 0.0
        if start > run_start:
            near = _cursor_x(line, start)
        else:
            near = right if rtl else left
        if end < run_end:
            far = _cursor_x(line, end)
        else:
            far = left if rtl else right
        low, high = (far, near) if far < near else (near, far)
        if high - low < _TOUCHING:
            hidden = hidden or Fragment(low, high, rtl)
        elif (
            found and found[-1].rtl == rtl and (abs(found[-1].right - low) < 0.01 or abs(found[-1].left - high) < 0.01)
        ):
            last = found[-1]
            found[-1] = Fragment(min(last.left, low), max(last.right, high), rtl)
        else:
            found.append(Fragment(low, high, rtl))
    return found or ([hidden] if hidden is not None else [])


def unit_at(line: QTextLine, table: Sequence[Run], x: float) -> int:
    """The unit whose glyph covers `x`; beyond the ends of the line, the unit at that end."""
    shown = [run for run in table if run.right - run.left > _TOUCHING]
    if not shown:
        return table[0].start
    leftmost, rightmost = min(shown, key=_left_of), max(shown, key=_right_of)
    if x <= leftmost.left:
        return leftmost.end - 1 if leftmost.rtl else leftmost.start
    if x >= rightmost.right:
        return rightmost.start if rightmost.rtl else rightmost.end - 1
    run = next((r for r in shown if r.left <= x < r.right), None) or min(shown, key=lambda r: abs(r.left - x))
    return _unit_in(line, run, x)


def _left_of(run: Run) -> float:
    return run.left


def _right_of(run: Run) -> float:
    return run.right


def _unit_in(line: QTextLine, run: Run, x: float) -> int:
    low, high = run.start, run.end  # cursorToX is monotonic inside a run
    while high - low > 1:
        middle = (low + high) // 2
        at = _cursor_x(line, middle)
        if (x <= at) if run.rtl else (x >= at):
            low = middle
        else:
            high = middle
    return low


def leading_x(line: QTextLine, table: Sequence[Run], index: int) -> float:
    """The x of the edge where the unit `index` begins."""
    for run in table:
        if run.start <= index < run.end:
            if index > run.start:
                return _cursor_x(line, index)
            return run.right if run.rtl else run.left
    return trailing_x(line, table, index)


def trailing_x(line: QTextLine, table: Sequence[Run], index: int) -> float:
    """The x of the edge where the unit before `index` ends."""
    for run in table:
        if run.start < index <= run.end:
            if index < run.end:
                return _cursor_x(line, index)
            return run.left if run.rtl else run.right
    first = table[0]
    return first.right if first.rtl else first.left
