"""Rings round what a disagreement is about: all of a matter on each line, text and lanes."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator

from PySide6.QtCore import QRectF

from annotator.gui.article.placing import Placed
from annotator.gui.article.rows import LineMarks, Stretch
from annotator.model.ids import MentionId

_TOGETHER = 8.0
"""Pieces of a matter that are so near on a line, in pixels, have one ring."""
_ROOM = 3.0
"""Between the ring and what it is round."""

MatterOf = Callable[[MentionId], int]


def rings(placed: Placed, matters: Collection[int], matter_of: MatterOf) -> Iterator[QRectF]:
    """The rings of some matters in a passage; y from its top."""
    for line, marks in zip(placed.layout.lines, placed.marks, strict=True):
        for stretches, bottom in _on_line(marks, matters, matter_of).values():
            height = max(bottom, line.height) + 2 * _ROOM - 1
            for left, right in _near_ones(stretches):
                yield QRectF(left - _ROOM, line.y - _ROOM + 1, right - left + 2 * _ROOM, height)


def _on_line(marks: LineMarks, matters: Collection[int], matter_of: MatterOf) -> dict[int, tuple[list[Stretch], float]]:
    """Matter to what it covers of a line, and where its lowest lane ends."""
    rects: dict[int, list[QRectF]] = defaultdict(list)
    drawn = [(tint.mention, tint.rect) for tint in marks.tints] + [(bar.mention, bar.rect) for bar in marks.bars]
    drawn += [(tag.mention.id, tag.rect) for tag in marks.tags]
    for mention, rect in drawn:
        matter = matter_of(mention)
        if matter in matters:
            rects[matter].append(rect)
    return {
        matter: ([(rect.left(), rect.right()) for rect in found], max(rect.bottom() for rect in found))
        for matter, found in rects.items()
    }


def _near_ones(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Stretches with what is near to each."""
    start, end = None, 0.0
    for left, right in sorted(stretches):
        if start is None:
            start, end = left, right
        elif left > end + _TOGETHER:
            yield start, end
            start, end = left, right
        else:
            end = max(end, right)
    if start is not None:
        yield start, end
