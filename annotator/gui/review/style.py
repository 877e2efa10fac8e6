"""What a review article looks like: what is agreed in grey and once, what differs in the sign of each annotator."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from annotator.gui.article.links import Link
from annotator.gui.article.paint_arcs import Stroke
from annotator.gui.article.style import Look, Style, Tag, diamond, drawn
from annotator.gui.review.board import Mark, Part
from annotator.gui.theme import Theme
from annotator.gui.widgets import Signs, paint_sign
from annotator.gui.widgets.painting import paint_check
from annotator.model.annotation import Kind, Mention
from annotator.model.ids import MentionId
from annotator.model.scheme import Scheme

_NEUTRAL = {"light": (0.11, 0.18, 0.25), "dark": (0.14, 0.21, 0.28)}
"""How much grey stands behind characters that layers have in common: by the number of mentions around."""
_TAG, _BADGE = 15, 13
_GAP = 4.0
_CHECK = 9.0
"""Room for a tick or a diamond, in pixels."""
_DIFFERING, _CHOSEN = 1.6, 2.4
"""Thickness of an arc that not all layers have, and of one that the chosen disagreement is about."""


@dataclass(frozen=True, slots=True)
class _Face:
    """What the tag of a mark shows, from where lines begin: badge, tick or inequality, diamond, words."""

    mark: Part
    owner: str | None
    differs: bool
    is_event: bool
    words: str
    rtl: bool


class ReviewStyle(Style):
    """Looks of marks instead of labels; see `Style`."""

    def __init__(self, theme: Theme, scheme: Scheme | None, zoom: int, spacing: float, signs: Signs) -> None:
        super().__init__(theme, scheme, zoom, spacing)
        self._signs_of = signs
        self.tag_height = max(10, round(_TAG * self.scale))
        self._badge = max(9, round(_BADGE * self.scale))
        self._metrics = QFontMetricsF(self.tag_font)
        self._marks: Mapping[MentionId, Mark] = {}
        self._is_rtl: Callable[[Mention], bool] = bool
        self._mark_looks: dict[tuple[Part, str | None], Look] = {}
        self._washes: dict[str, Look] = {}
        self._faces: dict[tuple[_Face, int, float], Tag] = {}
        self._words: dict[tuple[_Face, int], tuple[str, int]] = {}

    def show_marks(self, marks: Mapping[MentionId, Mark], is_rtl: Callable[[Mention], bool]) -> None:
        """Know the marks of an article, and in which direction the paragraph of one runs."""
        self._marks, self._is_rtl = marks, is_rtl

    def mark(self, mention: MentionId) -> Mark:
        """The mark that stands in the article with this id."""
        return self._marks[mention]

    # looks

    def look_of(self, mention: Mention) -> Look:
        """The look of a mark."""
        mark = self._marks[mention.id]
        found = self._mark_looks.get((mark.part, mark.owner))
        if found is None:
            found = self._mark_looks[mark.part, mark.owner] = self._make_mark_look(mark)
        return found

    def _make_mark_look(self, mark: Mark) -> Look:
        grey, (first, second, third) = self.theme.c("text3"), _NEUTRAL[self.theme.mode]
        over = self.theme.over_surface
        if mark.owner is None:
            tints = over(grey, first), over(grey, second), over(grey, third)
            return Look("", self.arc, tints, tints[2], is_event=False)
        sign = self._signs_of.of(mark.owner)
        ground = sign.ground(self.theme)
        pen = None if sign.line is Qt.PenStyle.SolidLine else sign.pen(self.theme, self.bar)
        return Look("", sign.ink(self.theme), (ground, ground, ground), self.surface, is_event=False, pen=pen)

    def wash_of(self, mention: Mention) -> Look:
        """What stands below the pattern of a ground, so that a few pixels of it can be seen too."""
        owner = mention.annotator
        found = self._washes.get(owner)
        if found is None:
            wash = self._signs_of.of(owner).wash(self.theme)
            found = self._washes[owner] = replace(self.look_of(mention), tints=(wash, wash, wash))
        return found

    def strokes(self, links: Iterable[Link], *, chosen: bool = False) -> dict[str, Stroke]:
        """How links are drawn, by their ids; those at rest are left out."""
        made: dict[str, Stroke | None] = {"": Stroke(self.arc_name, _CHOSEN) if chosen else None}
        found: dict[str, Stroke] = {}
        for link in links:
            party = link.party
            if party not in made:
                sign = self._signs_of.of(party)
                thickness = _CHOSEN if chosen else _DIFFERING
                made[party] = Stroke(sign.ink(self.theme), thickness, sign.line, sign.has_hollow_arrow)
            stroke = made[party]
            if stroke is not None:
                found[link.id] = stroke
        return found

    # tags

    def _face(self, mention: Mention) -> _Face:
        mark, is_event = self._marks[mention.id], mention.kind is Kind.EVENT
        rtl = self._is_rtl(mention)
        if mark.part is Part.GHOST:
            return _Face(Part.GHOST, mark.owner, False, False, _nothing(is_event=is_event), rtl)
        name, signs = self.look(mention.label, mention.kind).name, self.signs(mention)
        words = f"{name} {signs}" if signs else name
        return _Face(mark.part, mark.owner, mark.differs, is_event, words, rtl)

    def tag_width(self, mention: Mention, limit: int) -> int:
        """Width of a mark's tag; never more than `limit`."""
        return self._fit(self._face(mention), limit)[1]

    def _fit(self, face: _Face, limit: int) -> tuple[str, int]:
        """The words of a tag as it shows them, and its width."""
        found = self._words.get((face, limit))
        if found is None:
            chrome = self._chrome_of(face)
            shown = self._metrics.elidedText(face.words, Qt.TextElideMode.ElideRight, limit - chrome)
            width = min(limit, math.ceil(self._metrics.horizontalAdvance(shown) + chrome))
            found = self._words[face, limit] = shown, width
        return found

    def _chrome_of(self, face: _Face) -> float:
        """What a tag needs beside its words."""
        gap, small = _GAP * self.scale, _CHECK * self.scale
        width = (small if face.owner is None else self._badge) + gap
        if face.owner is not None and face.differs:
            width += small + gap
        return width + (small + gap if face.is_event else 0)

    def tag(self, mention: Mention, limit: int, dpr: float, *, solid: bool) -> Tag:
        """The tag of a mark at a device pixel ratio; none is ever solid."""
        face = self._face(mention)
        found = self._faces.get((face, limit, dpr))
        if found is None:
            width = self._fit(face, limit)[1]
            draw = partial(self._draw_face, face=face, limit=limit)
            pixmap = drawn(QSizeF(width, self.tag_height), dpr, QColor(0, 0, 0, 0), draw)
            found = self._faces[face, limit, dpr] = Tag(pixmap, width)
        return found

    def _draw_face(self, painter: QPainter, rect: QRectF, *, face: _Face, limit: int) -> None:
        words, _width = self._fit(face, limit)
        ink = self.theme.c("text2") if face.owner is None else self._signs_of.of(face.owner).ink(self.theme)
        pen = _Along(rect, face.rtl, _GAP * self.scale)
        small = _CHECK * self.scale
        if face.owner is not None:
            sign = self._signs_of.of(face.owner)
            paint_sign(painter, pen.take(self._badge, self._badge), sign, self.theme, ghost=face.mark is Part.GHOST)
        if face.differs:
            _paint_unequal(painter, pen.take(small, small).center(), ink, self.scale)
        elif face.owner is None:
            paint_check(painter, pen.take(small, small).center(), ink, self.scale * 1.25)
        if face.is_event:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawPolygon(diamond(pen.take(small, small).center(), 3.0 * self.scale))
        _write(painter, pen.rest(), words, self, ink)

    # the names of links

    def link_width(self, link: Link) -> float:
        """How wide the name of a link is in its arc, with the badge of its annotator."""
        width = super().link_width(link)
        return width + self._badge + 3 * self.scale if link.party else width

    def draw_link_name(self, painter: QPainter, rect: QRectF, *, link: Link, color: QColor) -> None:
        """Paint the badge and the name of a link."""
        if link.party:
            room = 4 * max(0.75, self.scale)
            badge = QRectF(rect.left() + room, rect.center().y() - self._badge / 2, self._badge, self._badge)
            paint_sign(painter, badge, self._signs_of.of(link.party), self.theme)
            rect = rect.adjusted(self._badge + 3 * self.scale, 0, 0, 0)
        super().draw_link_name(painter, rect, link=link, color=color)


class _Along:
    """Places for one thing after the other, from the side where lines begin."""

    def __init__(self, bounds: QRectF, rtl: bool, gap: float) -> None:
        self._bounds = bounds
        self._rtl = rtl
        self._gap = gap
        self._used = 0.0

    def take(self, width: float, height: float) -> QRectF:
        """The next so many pixels, in the middle of the height."""
        bounds, start = self._bounds, self._used
        self._used += width + self._gap
        left = bounds.right() - start - width if self._rtl else bounds.left() + start
        return QRectF(left, bounds.center().y() - height / 2, width, height)

    def rest(self) -> QRectF:
        """All that is left."""
        width = self._bounds.width() - self._used
        return self.take(width, self._bounds.height())


def _paint_unequal(painter: QPainter, center: QPointF, ink: QColor, scale: float) -> None:
    """The sign ≠, which most fonts draw too small to be seen in a tag."""
    painter.setPen(QPen(ink, 1.5 * scale))
    for start, end in (((-3.5, -1.6), (3.5, -1.6)), ((-3.5, 1.6), (3.5, 1.6)), ((-1.8, 4.0), (1.8, -4.0))):
        painter.drawLine(center + QPointF(*start) * scale, center + QPointF(*end) * scale)


def _write(painter: QPainter, rect: QRectF, words: str, style: Style, ink: QColor) -> None:
    painter.setFont(style.tag_font)
    painter.setPen(QPen(ink))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, words)


def _nothing(*, is_event: bool) -> str:
    if is_event:
        return QCoreApplication.translate("ReviewStyle", "no event")
    return QCoreApplication.translate("ReviewStyle", "no mention")
