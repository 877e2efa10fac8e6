"""The scrolled area on which the article stands: what is where, what has to be painted, and what is laid out ahead.

Nothing here knows selections, keys or the mouse; `view` adds these.
"""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from annotator.gui.article.arcs import NO_SHAPES, Chip, Joiner, Shapes
from annotator.gui.article.column import Column
from annotator.gui.article.heading import Heading, HeadingLayout
from annotator.gui.article.layout import Hit
from annotator.gui.article.links import Link, Links
from annotator.gui.article.marks import Marks
from annotator.gui.article.paint import PaintState, paint_caret, paint_focus, paint_passage
from annotator.gui.article.paint_arcs import paint_arcs
from annotator.gui.article.passages import Passages
from annotator.gui.article.placing import Placed
from annotator.gui.article.rows import Rows
from annotator.gui.article.selecting import Place
from annotator.gui.article.strands import Room
from annotator.gui.article.style import Style
from annotator.gui.theme import Theme
from annotator.model.annotation import Mention
from annotator.model.document import Direction
from annotator.model.scheme import Scheme
from annotator.model.span import Range

_MARGIN = 40
"""Least room beside the text column."""
_NARROWEST = 120
_SLICE = 0.004
"""Seconds that one step of measuring ahead may take: a quarter of a frame."""
BLEED = 2
"""How far, in pixels, the ring of a selected mention and a caret may reach beyond their line."""
_CARET_ROOM = 24
"""Room kept above and below the caret when it is scrolled into sight."""
ZOOM_RANGE = (50, 300)
SPACING_RANGE = (1.0, 2.0)


class Canvas(QAbstractScrollArea):
    """Shows an article at a theme, zoom and line spacing.

    Three coordinates: of the viewport; of the document (y from above the heading); of the column (from the top left
    corner of the first passage). The scroll bar holds the document's y at the top of the viewport.

    Attributes:
        marks: The mentions shown.
        links: What is drawn as arcs between them.
        column: The text, laid out where needed.
    """

    _rows: type[Rows] = Rows
    """What places the mentions around a line."""
    _below = 80
    """Room below the last paragraph."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme()
        self._scheme: Scheme | None = None
        self._zoom, self._spacing = 100, 1.0
        self._heading: Heading | None = None
        self._base = Direction.LTR
        self._language = "und"
        self._is_adjusting = False
        self._joiner = Joiner()
        self._crossing: tuple[tuple[Column, int, int, int] | None, Shapes] = None, NO_SHAPES
        self._former: Column | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setObjectName("article_scroll_bar")
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the article"))
        self.viewport().setObjectName("article_viewport")
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._idle = QTimer(self)
        self._idle.timeout.connect(self._work_ahead)
        self._show_text("", Direction.LTR, None, ())

    # style and content

    @property
    def theme(self) -> Theme:
        """The colours."""
        return self._theme

    @property
    def scheme(self) -> Scheme | None:
        """The labels' hues and names, and what may be linked with what."""
        return self._scheme

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self._restyle()

    def set_scheme(self, scheme: Scheme | None) -> None:
        """Take the labels' hues and names."""
        self._scheme = scheme
        self._restyle()

    def set_zoom(self, percent: int) -> None:
        """Show everything larger or smaller; 50 to 300."""
        self._zoom = max(ZOOM_RANGE[0], min(percent, ZOOM_RANGE[1]))
        self._restyle()

    def set_line_spacing(self, factor: float) -> None:
        """1.0 (as designed) to 2.0 (a line's height between lines)."""
        self._spacing = max(SPACING_RANGE[0], min(factor, SPACING_RANGE[1]))
        self._restyle()

    def set_heading(self, heading: Heading | None) -> None:
        """Change what stands above the text."""
        anchor = self._anchor()
        self._heading = heading
        self._make_heading()
        self._keep(anchor)
        self.viewport().update()

    def _show_text(
        self,
        text: str,
        base: Direction,
        override: Direction | None,
        mentions: Iterable[Mention],
        links: Iterable[Link] = (),
    ) -> None:
        """Show another text from its beginning."""
        self._base = override or base
        self._show_passages(Passages(text, base, override), mentions, links)

    def _show_passages(self, passages: Passages, mentions: Iterable[Mention], links: Iterable[Link]) -> None:
        self._take_marks(passages, mentions, links)
        self._make_column(passages)
        self._sync_scroll_bar(0)
        self.viewport().update()
        self._idle.start()

    def _take_marks(self, passages: Passages, mentions: Iterable[Mention], links: Iterable[Link]) -> None:
        self.marks = Marks(passages, mentions)
        self.links = Links(self.marks.passage_of, passages.is_rtl, links)

    def _make_column(self, passages: Passages) -> None:
        self._style = self._make_style()
        self.column = Column(passages, self.marks, self._style, self._room(), self._links_to_draw(), rows=self._rows)
        self._make_heading()

    def _make_style(self) -> Style:
        return Style(self._theme, self._scheme, self._zoom, self._spacing)

    def _make_heading(self) -> None:
        self._head = HeadingLayout(self._heading, self._base, self._style, self.column.width)

    def _restyle(self) -> None:
        """Everything anew at another style; what stands at the top stays there."""
        index, part = self._top_passage()
        self._former = self.column  # to free all its lines takes a while: let it wait for idle time
        self._make_column(self.column.passages)
        self._return_to(index, part)

    def _links_to_draw(self) -> Links | None:
        """The links, unless there is to be no room for arcs."""
        return self.links

    def _room(self) -> Room:
        """The width of the text, and the room for arcs beside it."""
        whole = self.viewport().width()
        width = max(_NARROWEST, min(self._style.measure, whole - 2 * _MARGIN))
        return self._style.gutter(width, (whole - width) // 2)

    # where things are

    @property
    def scroll_y(self) -> int:
        """The document's y at the top of the viewport."""
        return int(self.verticalScrollBar().value())

    @property
    def _left(self) -> int:
        return (self.viewport().width() - self.column.width) // 2

    @property
    def column_origin(self) -> QPointF:
        """The column's top left corner in the viewport."""
        return QPointF(self._left, self._head.height - self.scroll_y)

    def _to_column(self, at: QPointF) -> tuple[float, float]:
        return at.x() - self._left, at.y() + self.scroll_y - self._head.height

    def hit(self, at: QPointF) -> Hit:
        """What is at a point of the viewport."""
        return self.column.hit(*self._to_column(at))

    def mentions_at(self, at: QPointF) -> list[Mention]:
        """The mentions under a point of the viewport, innermost first; on a tag, its own alone."""
        tagged = self.tag_at(at)
        if tagged is not None:
            return [tagged]
        x, y = self._to_column(at)
        if not 0 <= y < self.column.height:
            return []
        found = self.column.hit(x, y)
        return self.marks.at(found.offset) if found.is_inside else []

    def tag_at(self, at: QPointF) -> Mention | None:
        """The mention whose tag is at a point of the viewport."""
        x, y = self._to_column(at)
        return self.column.tag_at(x, y) if 0 <= y < self.column.height else None

    def _shapes_under(self, at: QPointF) -> Iterator[tuple[Shapes, float, float]]:
        """The arcs that may be at a point of the viewport, each with the point in their coordinates."""
        x, y = self._to_column(at)
        if self.links and 0 <= y < self.column.height:
            yield self.crossing_shapes(), x, y
            index = self.column.at(y)
            yield self.column.laid(index).shapes, x, y - self.column.top(index)

    def chip_at(self, point: QPointF) -> Chip | None:
        """The chip at a point of the viewport."""
        for shapes, x, y in self._shapes_under(point):
            chip = shapes.chip_at(x, y)
            if chip is not None:
                return chip
        return None

    def crossing_shapes(self) -> Shapes:
        """The arcs between passages as far as they are on the screen, in coordinates of the column."""
        if not self.links:
            return NO_SHAPES
        top = self.scroll_y - self._head.height
        bottom = top + self.viewport().height()
        key = self.column, self.column.revision, top, bottom
        if self._crossing[0] != key:
            shown = list(self.column.lay_between(top, bottom))
            legs = [(y, leg) for _passage, y, placed in shown for leg in placed.shapes.legs]
            key = self.column, self.column.revision, top, bottom
            self._crossing = key, self._joiner.join(legs, top, bottom, self._style.scale)
        return self._crossing[1]

    def is_near(self, offset: int, place: Place, at: QPointF, distance: float, *, trails: bool) -> bool:
        """Whether a point of the viewport is that near to an edge of the character at `offset`, on its line."""
        x, y = self._to_column(at)
        if self.column.passages.at(offset) != self.column.at(y):
            return False
        rect = self.column.caret_rect(place, trails=trails)
        return abs(rect.x() - x) <= distance and rect.top() <= y <= rect.bottom()

    # scrolling

    def _anchor(self) -> tuple[int, int] | None:
        """The passage at the top of the viewport, and how much of it is above; `None` while the heading is in sight."""
        y = self.scroll_y - self._head.height
        if y <= 0:
            return None
        index = self.column.at(y)
        return index, y - self.column.top(index)

    def _keep(self, anchor: tuple[int, int] | None) -> None:
        """After heights have changed: let what was at the top stand there still."""
        if anchor is None:
            self._sync_scroll_bar(self.scroll_y)
        else:
            self._sync_scroll_bar(self._head.height + self.column.top(anchor[0]) + anchor[1])

    def _top_passage(self) -> tuple[int, float]:
        """The passage at the top, and which part of it is above; -1 while the heading is in sight."""
        anchor = self._anchor()
        if anchor is None:
            return -1, 0.0
        index, above = anchor
        return index, above / max(1, self.column.laid(index).height)

    def _return_to(self, index: int, part: float) -> None:
        """Scroll to where `_top_passage` was, after everything was laid out anew."""
        y = self.scroll_y if index < 0 else self._head.height + self._y_within(index, part)
        self._sync_scroll_bar(y)
        self.viewport().update()
        self._idle.start()

    def _y_within(self, index: int, part: float) -> int:
        height = self.column.laid(index).height
        return self.column.top(index) + round(part * height)

    def _sync_scroll_bar(self, y: int) -> None:
        """Make the scroll bar fit the heights, at `y`, without a repaint: what is on the screen has not moved."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        self._is_adjusting = True
        try:
            bar.setPageStep(height)
            bar.setSingleStep(40)
            bar.setRange(0, max(0, self._head.height + self.column.height + self._below - height))
            bar.setValue(y)
        finally:
            self._is_adjusting = False

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Repaint: a whole screen takes a millisecond, and moved pixels would be wrong at fractional scales."""
        if not self._is_adjusting:
            self._update_stretch(self.scroll_y - self._head.height, self.viewport().height())
            self._idle.start()

    def _reveal(self, place: Place, part: float | None) -> None:
        """Scroll so that `place` can be seen: with its line at `part` of the viewport, or no further than needed."""
        height = self.viewport().height()
        self._settle_screen()
        rect = self._document_rect(place)
        y, room = self.scroll_y, min(_CARET_ROOM, height // 4)
        wanted_room = 0 if part is not None else room
        if y + wanted_room <= rect.top() and rect.bottom() + wanted_room <= y + height:
            return
        self.column.lay_around(self.column.passage_of(place), height, height)
        rect = self._document_rect(place)
        if part is not None:
            y = rect.top() - round(part * height)
        elif rect.top() - room < y:
            y = rect.top() - room
        else:
            y = max(y, rect.bottom() + room - height)
        self._sync_scroll_bar(self.scroll_y)
        self.verticalScrollBar().setValue(y)
        self.viewport().update()

    def _document_rect(self, place: Place) -> QRect:
        return self.column.caret_rect(place).translated(0, self._head.height).toRect()

    def caret_at(self, offset: int) -> QRect:
        """Where the caret would stand before a code point, in the viewport; it may be out of sight."""
        return self._document_rect(Place(offset)).translated(self._left, -self.scroll_y)

    def is_in_sight(self, mention: Mention) -> bool:
        """Whether the beginning of a mention can be seen."""
        height = self.viewport().height()
        top = self.scroll_y - self._head.height
        first, last = self.column.at(top), self.column.at(top + height)
        if not first <= self.column.passages.at(mention.span.start) <= last:
            return False
        rect = self._document_rect(Place(mention.span.start))
        return self.scroll_y <= rect.top() and rect.bottom() <= self.scroll_y + height

    # painting

    def paint_state(self) -> PaintState:
        """What to paint besides text and mentions; `view` knows."""
        return PaintState(width=self.column.width, dpr=self.devicePixelRatioF())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay out what is in sight, then paint what is asked for."""
        self._settle_screen()
        painter = QPainter(self.viewport())
        try:
            self._paint(painter, event.region())
        finally:  # an exception would leave the painter open, and Qt would abort
            painter.end()

    def _settle_screen(self) -> None:
        """Make all heights in sight exact, before anything depends on them."""
        column, y = self.column, self.scroll_y - self._head.height
        before = column.height
        for _passage in column.lay_between(y, y + self.viewport().height()):
            pass
        if column.height != before:
            self._sync_scroll_bar(self.scroll_y)

    def _paint(self, painter: QPainter, region: QRegion) -> None:
        style, state, scroll, area = self._style, self.paint_state(), self.scroll_y, region.boundingRect()
        parts: list[QRect] = list(region)  # type: ignore[call-overload]  # PySide's stubs do not know that one can
        for part in parts:
            painter.fillRect(part, style.surface)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, origin = self._left, self._head.height - scroll
        if area.top() < origin:
            painter.translate(left, -scroll)
            self._head.paint(painter)
            painter.translate(-left, scroll)
        shown = list(self.column.lay_between(area.top() - origin, area.bottom() + 1 - origin))
        if self.links:
            layers = [(float(origin + top), placed.shapes) for _index, top, placed in shown]
            painter.translate(left, 0)
            layers.append((float(origin), self.crossing_shapes()))
            paint_arcs(painter, layers, state.arcs, style, top=area.top(), bottom=area.bottom() + 1)
            painter.translate(-left, 0)
        on_text = [part for part in parts if self._holds_text(part)]
        for passage in shown:
            self._paint_passage(painter, passage, on_text, state)
        self.paint_above(painter)
        if state.has_focus_ring:
            paint_focus(painter, self.viewport().rect(), style)

    def _paint_passage(
        self, painter: QPainter, passage: tuple[int, int, Placed], parts: Iterable[QRect], state: PaintState
    ) -> None:
        """Paint a passage, with its number and its top, as far as it is in these parts of the viewport."""
        index, y, placed = passage
        y += self._head.height - self.scroll_y
        top, bottom = y - BLEED, y + placed.height + BLEED
        here = [part for part in parts if part.top() <= bottom and part.bottom() >= top]
        if not here:
            return
        top, bottom = min(part.top() for part in here), max(part.bottom() for part in here) + 1
        painter.translate(self._left, y)
        paint_passage(painter, placed, state, self._style, top=top - y, bottom=bottom - y)
        if state.caret is not None and self.column.passage_of(state.caret) == index:
            rect = placed.layout.caret_rect(state.caret, trails=state.caret_trails)
            paint_caret(painter, rect, self._style)
        painter.translate(-self._left, -y)

    def _holds_text(self, area: QRect) -> bool:
        """Whether an area is not beside the text."""
        return area.right() >= self._left - BLEED and area.left() <= self._left + self.column.width + BLEED

    def paint_above(self, painter: QPainter) -> None:
        """Paint what lies on the text, in the viewport's coordinates; nothing here, `view` knows."""

    def _band(self, top: int, bottom: int) -> QRect:
        """The area between two heights of the viewport; nothing is ever painted beyond the margins beside the text."""
        margin = max(_MARGIN, self.column.room.reach)
        return QRect(self._left - margin, top, self.column.width + 2 * margin, bottom - top)

    def _update_stretch(self, top: int, height: int) -> None:
        """Repaint between two heights of the column."""
        y = self._head.height + top - self.scroll_y
        self.viewport().update(self._band(y - BLEED, y + height + BLEED))

    def _update_ranges(self, ranges: Iterable[Range]) -> None:
        """Repaint the lines that hold these ranges of the text, as far as they can be seen."""
        y = self.scroll_y - self._head.height
        first, last = self.column.at(y), self.column.at(y + self.viewport().height())
        passages = self.column.passages
        for start, end in ranges:
            low = max(first, passages.at(start) - 1)
            for index in range(low, min(last, passages.at(end)) + 1):
                self._update_lines(index, start, end)

    def _update_lines(self, index: int, start: int, end: int) -> None:
        if not self.column.is_exact(index):
            self._update_stretch(self.column.top(index), self.column.known_height(index))
            return
        layout = self.column.laid(index).layout
        if layout.end < start:
            return
        first = layout.lines[layout.line_of(Place(max(start, layout.start), at_line_end=True))]
        last = layout.lines[layout.line_of(Place(min(end, layout.end)))]
        self._update_stretch(self.column.top(index) + first.top, last.bottom - first.top)

    # ahead of need

    def _work_ahead(self) -> None:
        """One slice of measuring what was never laid out, then of laying out the screens around."""
        self._former = None
        column, y = self.column, self.scroll_y - self._head.height
        anchor, before = self._anchor(), column.height
        is_done = column.measure_outward(y, _SLICE)
        if column.height != before or anchor is not None:
            self._keep(anchor)
        if is_done and column.fetch_around(y, self.viewport().height(), _SLICE):
            self._idle.stop()

    def settle(self) -> None:
        """Do now what otherwise waits for idle time: make every height exact."""
        anchor = self._anchor()
        self.column.measure_outward(self.scroll_y, float("inf"))
        self._keep(anchor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks all lines anew; the text at the top stays there."""
        super().resizeEvent(event)
        room = self._room()
        if room == self.column.room:
            self._sync_scroll_bar(self.scroll_y)
            self.viewport().update()
            return
        index, part = self._top_passage()
        self.column.set_room(room)
        self._make_heading()
        self._return_to(index, part)
