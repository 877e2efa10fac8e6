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
from itertools import groupby
from typing import NamedTuple
from unicodedata import bidirectional, category

from PySide6.QtGui import QTextLayout, QTextLine

_GLYPHS = QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphIndexes
_RTL = frozenset(("R", "AL"))
_LTR = frozenset(("L", "EN", "AN"))
_NEUTRAL = frozenset(("WS", "ON", "CS", "ES", "ET"))
_HANGING = frozenset(("WS", "S", "B"))
"""What rule L1 sends to the end of the line; a no-break space is none of it."""
_ATTACHED = frozenset(("NSM", "BN"))
_EXPLICIT = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
_BRACKET = "bracket"
_TAB = "\t"
_HIDDEN = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Directional marks and explicit controls: of levels of their own, and without any width."""
_UNKNOWN = ""
_STRONG = (frozenset("L"), _RTL)
"""The letters of a left-to-right and of a right-to-left paragraph."""
_AGAINST = (_RTL | {"AN", _UNKNOWN}, _LTR | {_UNKNOWN})
"""What may run against such a paragraph."""

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
        is_uniform = not is_explicit and kinds.isdisjoint(_AGAINST[rtl])
        needs_padding = max(characters, default="") > "\uffff"
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
    body_end = _body_end(line, scripture)
    runs = _body(line, scripture, start, body_end) if body_end > start else []
    if body_end < end or not runs:
        runs.append(_tail(line, scripture.rtl, runs, body_end, end))
    return runs


def _body_end(line: QTextLine, scripture: Scripture) -> int:
    """Where the white space begins that hangs over the end of the line."""
    start, end = line.textStart(), line.textStart() + line.textLength()
    while end > start and bidi_class(scripture.classes[end - 1]) in _HANGING:
        end -= 1
    return end


def _line_start(line: QTextLine, rtl: bool) -> float:
    return line.width() if rtl else 0.0


def _tail(line: QTextLine, rtl: bool, runs: Sequence[Run], start: int, end: int) -> Run:
    if not runs:
        edge = _line_start(line, rtl)
    else:
        edge = min(run.left for run in runs) if rtl else max(run.right for run in runs)
    return Run(start, end, rtl, edge, edge)


def _body(line: QTextLine, scripture: Scripture, start: int, end: int) -> list[Run]:
    if is_one_way(scripture, start, end):
        return [_whole(line, scripture.rtl, start, end)]
    segments = _directed(line, scripture, _segments(scripture, start, end))
    if any(scripture.classes[segment.start] == _TAB for segment in segments):
        return _between_tabs(line, scripture, segments)
    return _runs_of(line, scripture, segments, _line_start(line, scripture.rtl))


def is_one_way(scripture: Scripture, start: int, end: int) -> bool:
    """Whether the units `[start, end)` certainly run in the paragraph's direction, by their classes alone.

    Looks as far as the nearest letters of that direction, or the ends of the passage: what stands between two of these
    and holds nothing against them is of their direction, brackets whose other half is further off too.
    """
    if scripture.is_uniform or scripture.is_explicit:
        return scripture.is_uniform
    classes, strong = scripture.classes, _STRONG[scripture.rtl]
    low, high = start, end
    while low > 0 and bidi_class(classes[low]) not in strong:
        low -= 1
    while high < len(classes) and bidi_class(classes[high - 1]) not in strong:
        high += 1
    return _AGAINST[scripture.rtl].isdisjoint(map(bidi_class, set(classes[low:high])))


def _between_tabs(line: QTextLine, scripture: Scripture, segments: Sequence[Run]) -> list[Run]:
    """Runs of a line with tabs.

    A tab has no glyph whose place could be asked for. But it is of the paragraph's level (rule L1): what comes before
    stands before it on the line, what comes after stands after it, and it fills the room between.
    """
    rtl = scripture.rtl
    runs: list[Run] = []
    edge = _line_start(line, rtl)
    for is_tab, group in groupby(segments, key=lambda segment: scripture.classes[segment.start] == _TAB):
        found = list(group)
        if is_tab:
            runs.append(Run(found[0].start, found[-1].end, rtl, edge, edge))
            continue
        text = _runs_of(line, scripture, found, edge)
        if runs:
            tab = runs[-1]
            left, right = _bounds(text)
            far = right if rtl else left
            runs[-1] = tab._replace(left=min(edge, far), right=max(edge, far))
        runs += text
        left, right = _bounds(text)
        edge = left if rtl else right
    return runs


def _bounds(runs: Sequence[Run]) -> tuple[float, float]:
    """From where to where the runs can be seen."""
    shown = [run for run in runs if run.right - run.left > _TOUCHING] or runs
    return min(run.left for run in shown), max(run.right for run in shown)


def _runs_of(line: QTextLine, scripture: Scripture, segments: Sequence[Run], edge: float) -> list[Run]:
    """The runs of these segments, which begin at the x `edge` of the line."""
    is_alone = segments[0].start == line.textStart() and segments[-1].end == _body_end(line, scripture)
    directions = {segment.rtl for segment in segments}
    if directions == {scripture.rtl} and is_alone and not scripture.is_explicit:
        return [_whole(line, scripture.rtl, segments[0].start, segments[-1].end)]
    runs: list[Run] = []
    for (rtl, is_hidden), group in groupby(segments, key=lambda s: (s.rtl, scripture.classes[s.start] in _HIDDEN)):
        same = list(group)
        if is_hidden:
            at = _end_edge(runs[-1]) if runs else edge
            runs.append(Run(same[0].start, same[-1].end, rtl, at, at))
        else:
            runs += _measured(line, same)
    return [part for run in runs for part in _without_tail(run, scripture.classes)]


def _end_edge(run: Run) -> float:
    return run.left if run.rtl else run.right


def _without_tail(run: Run, classes: str) -> list[Run]:
    """The run, and apart from it the joiners at its end: they may be of the next level, and Qt's x then the next's."""
    end = run.end
    while end > run.start + 1 and bidi_class(classes[end - 1]) == "BN":
        end -= 1
    if end == run.end:
        return [run]
    body = run._replace(end=end)
    edge = _end_edge(body)
    return [body, Run(end, run.end, run.rtl, edge, edge)]


def _whole(line: QTextLine, rtl: bool, start: int, end: int) -> Run:
    """A line that runs in the paragraph's direction alone: the places at its ends have one x each."""
    # Not naturalTextRect(): that also holds what a glyph paints beyond its advance.
    first, last = _asked_x(line, start)[0], _asked_x(line, end)[0]
    return Run(start, end, rtl, min(first, last), max(first, last))


def _segments(scripture: Scripture, start: int, end: int) -> list[tuple[int, int, str]]:
    """`(start, end, class)` of the stretches that the bidi algorithm resolves alike; marks go with their base."""
    text, segments = scripture.classes, []
    segment_start, current = start, bidi_class(text[start])
    for index in range(start + 1, end):
        kind = bidi_class(text[index])
        is_hidden = text[index] in _HIDDEN
        if is_hidden and text[segment_start] in _HIDDEN and kind == current:
            continue
        is_apart = is_hidden or text[segment_start] in _HIDDEN
        if kind == current and kind != _BRACKET and not is_apart:
            continue
        if kind in _ATTACHED and not is_apart and text[index - 1] != _TAB:
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
        x = _asked_x(line, start)[0]
        return 0, x, x
    stretches, left, right = 1, *intervals[0]
    for next_left, next_right in intervals[1:]:
        if next_left > right + _TOUCHING:
            stretches += 1
        right = max(right, next_right)
    return stretches, left, right


def _asked_x(line: QTextLine, index: int) -> tuple[float, int]:
    """`(x, the index that x is for)`, as Qt answers."""
    # For the overload with a pointer PySide returns a tuple; its stubs do not know.
    return line.cursorToX(index)  # type: ignore[return-value]


def _x_in(line: QTextLine, run: Run, index: int) -> float:
    """The x of a place in a run, or at its ends.

    Qt 6.11 errs at one place: in a run against the paragraph's direction it compares an index with a count of glyphs
    (`QTextLine::cursorToX`, "check if the cursor is between two items"), so where ligatures or marks make these differ
    it answers for the next run. Its answer says for which index it is; then the neighbours tell the place.
    """
    if index == run.start or run.right - run.left < _TOUCHING:
        return run.right if run.rtl else run.left
    if index == run.end:
        return run.left if run.rtl else run.right
    x, answered = _asked_x(line, index)
    return x if answered == index else _x_between(line, run, index)


def _x_between(line: QTextLine, run: Run, index: int) -> float:
    """The x of an index for which Qt has no answer, from the glyphs around it."""
    before, after = _answered_before(line, run, index), _answered_after(line, run, index)
    glyph = _glyph_x(line, index)
    if glyph is None:
        return _x_in(line, run, after)  # nothing of it shows
    if glyph == _glyph_x(line, before):  # inside a ligature, whose characters have even shares
        x_before, x_after = _x_in(line, run, before), _x_in(line, run, after)
        return x_before + (x_after - x_before) * (index - before) / (after - before)
    while after < run.end and _glyph_x(line, after) == glyph:
        after = _answered_after(line, run, after)
    _stretches, left, right = _extent(line, index, after)
    return right if run.rtl else left


def _answered_before(line: QTextLine, run: Run, index: int) -> int:
    index -= 1
    while index > run.start and _asked_x(line, index)[1] != index:
        index -= 1
    return index


def _answered_after(line: QTextLine, run: Run, index: int) -> int:
    index += 1
    while index < run.end and _asked_x(line, index)[1] != index:
        index += 1
    return index


def _glyph_x(line: QTextLine, index: int) -> float | None:
    """Where the glyph of a unit has its origin: the same for all units of one ligature."""
    runs = line.glyphRuns(index, 1, _GLYPHS | QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphPositions)
    return runs[0].positions()[0].x() if runs and runs[0].positions() else None


def fragments(line: QTextLine, table: Sequence[Run], start: int, end: int) -> list[Fragment]:
    """Where `[start, end)` stands on the line: stretches in logical order, touching ones joined.

    Empty only if the range has no unit on this line; a range of which nothing shows (white space that hangs over the
    edge, a joiner alone) gives one empty stretch at its place. `start` and `end` must be grapheme boundaries.
    """
    found: list[Fragment] = []
    hidden: Fragment | None = None
    for run in table:
        if run.end <= start:
            continue
        if run.start >= end:
            break
        near = _x_in(line, run, max(start, run.start))
        far = _x_in(line, run, min(end, run.end))
        low, high = (far, near) if far < near else (near, far)
        if high - low < _TOUCHING:
            hidden = hidden or Fragment(low, high, run.rtl)
        elif found and _touches(found[-1], low, high, run.rtl):
            last = found[-1]
            found[-1] = Fragment(min(last.left, low), max(last.right, high), run.rtl)
        else:
            found.append(Fragment(low, high, run.rtl))
    return found or ([hidden] if hidden is not None else [])


def _touches(last: Fragment, low: float, high: float, rtl: bool) -> bool:
    return last.rtl == rtl and (abs(last.right - low) < _TOUCHING or abs(last.left - high) < _TOUCHING)


def unit_at(line: QTextLine, table: Sequence[Run], x: float) -> int:
    """The unit whose glyph covers `x`; beyond the ends of the line, the unit at that end."""
    leftmost = rightmost = None
    for run in table:
        left, right = run.left, run.right
        if right - left > _TOUCHING:
            if left <= x < right:
                return _unit_in(line, run, x)
            if leftmost is None or left < leftmost.left:
                leftmost = run
            if rightmost is None or right > rightmost.right:
                rightmost = run
    if leftmost is None or rightmost is None:
        return table[0].start
    if x <= leftmost.left:
        return leftmost.end - 1 if leftmost.rtl else leftmost.start
    return rightmost.start if rightmost.rtl else rightmost.end - 1


def _unit_in(line: QTextLine, run: Run, x: float) -> int:
    low, high = run.start, run.end
    while high - low > 1:  # x is monotonic inside a run
        middle = (low + high) // 2
        at = _x_in(line, run, middle)
        if (x <= at) if run.rtl else (x >= at):
            low = middle
        else:
            high = middle
    return low


def leading_x(line: QTextLine, table: Sequence[Run], index: int) -> float:
    """The x of the edge where the unit `index` begins."""
    for run in table:
        if run.start <= index < run.end:
            return _x_in(line, run, index)
    return trailing_x(line, table, index)


def trailing_x(line: QTextLine, table: Sequence[Run], index: int) -> float:
    """The x of the edge where the unit before `index` ends."""
    for run in table:
        if run.start < index <= run.end:
            return _x_in(line, run, index)
    first = table[0]
    return first.right if first.rtl else first.left
