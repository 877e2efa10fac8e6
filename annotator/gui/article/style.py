"""What the article looks like at one theme, scheme, zoom and line spacing: fonts, distances and the looks of labels."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF, QTextOption

from annotator.gui.article.links import Link
from annotator.gui.article.strands import Room
from annotator.gui.theme import DEFAULT_HUE, SIZE, TEXT_FAMILIES, TINT, TINT_ON, Theme, font
from annotator.model.annotation import Kind, Mention
from annotator.model.scheme import Scheme

_NESTED = 0.05
"""How much stronger the tint of a mention inside another is, for each that it is inside of (two at most)."""
_TAB = 40
_AT_REST = 0.78
"""How much of the faintest ink arcs at rest have."""
_WIDEST_NAME = 132
_GUTTER = 80
"""The widest room for gutter columns on one side; the margin may be narrower."""
_FROM_EDGE = 6
"""Room between the outermost gutter column and the edge of the window."""


Ground = QColor | QBrush
"""What stands behind text."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the mentions of one label look.

    Attributes:
        name: What the tag says.
        ink: The label's colour, for bars and tags.
        tints: Behind the text, opaque: by the number of mentions around it.
        tint_on: Behind the text of the selected mention, opaque.
        is_event: Events carry a diamond and a filled tag; entities a bare tag.
        pen: How its bars are drawn; `None` for plainly, in its ink.
    """

    name: str
    ink: QColor
    tints: tuple[Ground, Ground, Ground]
    tint_on: QColor
    is_event: bool
    pen: QPen | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """A label's tag, drawn once; `width` in pixels of the article."""

    pixmap: QPixmap
    width: int


class Style:
    """Fonts and distances in pixels of the article, all scaled by the zoom.

    Attributes:
        measure: Width of the text column where the window has room for it.
        leading: Room below a line that carries no marks.
        paragraph_gap: Extra room below a paragraph.
        blank_height: Height of a paragraph without text.
        bar: Thickness of the line below a mention.
        tag_height: Height of a tag.
        arc_lane: Height of a lane for arcs above a line.
        arc_lift: Room between the lowest of these lanes and the text.
    """

    def __init__(self, theme: Theme, scheme: Scheme | None, zoom: int = 100, spacing: float = 1.0) -> None:
        scale = zoom / 100
        self.theme = theme
        self.scale = scale
        self._scheme = scheme
        self._spacing = spacing
        self.measure = round(SIZE["measure"] * scale)
        self.paragraph_gap = round(24 * scale)
        self.blank_height = round(8 * scale)
        self.bar = max(1, round(2 * scale))
        self.lane_gap = max(2, round(3 * scale))
        self.tag_height = max(9, round(14 * scale))
        self.radius = 3.0 * scale
        self.ltr_font = font("article", TEXT_FAMILIES[False], scale)
        self.rtl_font = font("article_rtl", TEXT_FAMILIES[True], scale)
        self.tag_font = font("tag", scale=max(0.9, scale))
        self.ltr_option = _option(Qt.AlignmentFlag.AlignLeft, Qt.LayoutDirection.LeftToRight, scale)
        self.rtl_option = _option(Qt.AlignmentFlag.AlignRight, Qt.LayoutDirection.RightToLeft, scale)
        self.arc_lane = max(12, round(16 * scale))
        self.arc_lift = max(1, round(3 * scale))
        self._tag_metrics = QFontMetricsF(self.tag_font)
        self._looks: dict[tuple[str, Kind], Look] = {}
        self._tags: dict[tuple[str, Kind, str, bool, int, float], Tag] = {}
        self._names: dict[tuple[str, str, int], tuple[str, int]] = {}
        self._link_names: dict[str, tuple[str, float]] = {}
        self._link_tags: dict[tuple[str, str, int, float], QPixmap] = {}
        self._signs: dict[tuple[object, ...], str] = {}
        self.text = theme.c("text")
        self.surface = theme.c("surface")
        self.select = theme.c("select")
        self.accent = theme.c("accent")
        self.find, self.find_current = theme.find_colors()
        self.find_ring = theme.c("warn")
        self.arc = theme.over_surface(theme.c("text3"), _AT_REST)
        self.arc_name = theme.c("text3")

    def body_font(self, rtl: bool) -> QFont:
        """The font of running text."""
        return self.rtl_font if rtl else self.ltr_font

    def option(self, rtl: bool) -> QTextOption:
        """Direction, alignment and wrapping of running text."""
        return self.rtl_option if rtl else self.ltr_option

    def leading_for(self, line_height: int) -> int:
        """Room below a line of this height."""
        return round(10 * self.scale + (self._spacing - 1) * line_height)

    def look_of(self, mention: Mention) -> Look:
        """The look of a mention: that of its label."""
        return self.look(mention.label, mention.kind)

    def look(self, label: str, kind: Kind) -> Look:
        """The look of a label, also of one that the scheme does not have."""
        found = self._looks.get((label, kind))
        if found is None:
            found = self._looks[label, kind] = self._make_look(label, kind)
        return found

    def _make_look(self, label: str, kind: Kind) -> Look:
        known = self._scheme.find(label) if self._scheme is not None else None
        hue = known.hue if known else DEFAULT_HUE
        theme, ink = self.theme, self.theme.ink(hue)
        base = TINT[theme.mode]
        return Look(
            known.leaf if known else label.rpartition(".")[2],
            ink,
            (
                theme.over_surface(ink, base),
                theme.over_surface(ink, base + _NESTED),
                theme.over_surface(ink, base + 2 * _NESTED),
            ),
            theme.over_surface(ink, TINT_ON[theme.mode]),
            kind is Kind.EVENT,
        )

    def signs(self, mention: Mention) -> str:
        """What the tag shows after the label: the marks of the mention's attribute values."""
        key = mention.label, *mention.attributes.items()
        found = self._signs.get(key)
        if found is None:
            found = self._signs[key] = self._make_signs(mention)
        return found

    def _make_signs(self, mention: Mention) -> str:
        known = self._scheme.find(mention.label) if self._scheme is not None else None
        if known is None or self._scheme is None:
            return ""
        marks = (a.mark_of(mention.attributes.get(a.name)) for a in self._scheme.attributes_of(mention.label))
        return " ".join(mark for mark in marks if mark)

    def tag_width(self, mention: Mention, limit: int) -> int:
        """Width of a mention's tag; never more than `limit`."""
        return self._fitted(self.look_of(mention), self.signs(mention), limit)[1]

    def _fitted(self, look: Look, signs: str, limit: int) -> tuple[str, int]:
        """The name of a label as its tag shows it, and the tag's width."""
        key = look.name + "◆" * look.is_event, signs, limit
        found = self._names.get(key)
        if found is None:
            chrome = self._chrome(look) + self._room_for_signs(signs)
            name = self._tag_metrics.elidedText(look.name, Qt.TextElideMode.ElideRight, limit - chrome)
            width = min(limit, math.ceil(self._tag_metrics.horizontalAdvance(name)) + chrome)
            found = self._names[key] = name, width
        return found

    def _chrome(self, look: Look) -> int:
        """What a tag needs beside its words: padding, and the diamond of an event."""
        return round((19 if look.is_event else 6) * self.scale)

    def _room_for_signs(self, signs: str) -> int:
        return math.ceil(self._tag_metrics.horizontalAdvance(signs) + 4 * self.scale) if signs else 0

    def tag(self, mention: Mention, limit: int, dpr: float, *, solid: bool) -> Tag:
        """The tag of a mention at a device pixel ratio; the selected one's is solid."""
        signs = self.signs(mention)
        key = mention.label, mention.kind, signs, solid, limit, dpr
        found = self._tags.get(key)
        if found is None:
            look = self.look(mention.label, mention.kind)
            name, width = self._fitted(look, signs, limit)
            words = f"{name} {signs}" if signs else name
            draw = partial(self._draw_tag, look=look, name=words, solid=solid)
            pixmap = drawn(QSizeF(width, self.tag_height), dpr, _NOTHING, draw)
            found = self._tags[key] = Tag(pixmap, width)
        return found

    def link_name(self, name: str) -> tuple[str, float]:
        """The name of a link as its arc shows it, and how wide that is."""
        found = self._link_names.get(name)
        if found is None:
            limit = _WIDEST_NAME * self.scale
            shown = self._tag_metrics.elidedText(name, Qt.TextElideMode.ElideRight, limit)
            width = math.ceil(self._tag_metrics.horizontalAdvance(shown)) + 8 * max(0.75, self.scale)
            found = self._link_names[name] = shown, width
        return found

    def link_width(self, link: Link) -> float:
        """How wide the name of a link is in its arc."""
        return self.link_name(link.name)[1]

    def link_tag(self, link: Link, color: QColor, dpr: float) -> QPixmap:
        """The name of a link, on the colour of the page, in a lane of arcs."""
        key = link.name, link.party, color.rgb(), dpr
        found = self._link_tags.get(key)
        if found is None:
            size = QSizeF(math.ceil(self.link_width(link)), self.arc_lane - 1)
            draw = partial(self.draw_link_name, link=link, color=color)
            found = self._link_tags[key] = drawn(size, dpr, self.surface, draw)
        return found

    def draw_link_name(self, painter: QPainter, rect: QRectF, *, link: Link, color: QColor) -> None:
        """Paint the name of a link."""
        painter.setFont(self.tag_font)
        painter.setPen(color)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.link_name(link.name)[0])

    def arc_room(self, lanes: int) -> int:
        """Room above a line for so many lanes of arcs."""
        return lanes * self.arc_lane + self.arc_lift if lanes else 0

    def gutter(self, width: int, margin: int) -> Room:
        """Room for arcs beside a text column of this width, if there is so much margin."""
        scale = max(0.8, min(self.scale, 1.15))
        room = Room(width, 0, 12 * scale, 7 * scale, self.scale)
        count = int((min(margin, _GUTTER) - _FROM_EDGE - room.first) / room.pitch) + 1
        return room._replace(columns=max(0, count))

    def _draw_tag(self, painter: QPainter, rect: QRectF, *, look: Look, name: str, solid: bool) -> None:
        is_filled = solid or look.is_event
        ink = self.theme.on_ink() if is_filled else look.ink
        painter.setPen(Qt.PenStyle.NoPen)
        if is_filled:
            painter.setBrush(look.ink)
            painter.drawRoundedRect(rect, self.radius, self.radius)
        left = 3 * self.scale
        if look.is_event:
            left = 14 * self.scale
            painter.setBrush(ink)
            painter.drawPolygon(diamond(QPointF(8 * self.scale, rect.height() / 2), 3.2 * self.scale))
        painter.setFont(self.tag_font)
        painter.setPen(ink)
        painter.drawText(rect.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | _ABSOLUTE_LEFT, name)


def drawn(size: QSizeF, dpr: float, ground: QColor, draw: Callable[[QPainter, QRectF], None]) -> QPixmap:
    """A picture of so many pixels of the article on a ground, at a device pixel ratio."""
    pixmap = QPixmap(math.ceil(size.width() * dpr), math.ceil(size.height() * dpr))
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(ground)
    painter = QPainter(pixmap)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter, QRectF(QPointF(0, 0), size))
    finally:
        painter.end()
    return pixmap


_NOTHING = QColor(0, 0, 0, 0)
_ABSOLUTE_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute


def diamond(center: QPointF, radius: float) -> QPolygonF:
    """The sign of an event."""
    corners = (QPointF(0, -radius), QPointF(radius, 0), QPointF(0, radius), QPointF(-radius, 0))
    return QPolygonF([center + corner for corner in corners])


def _option(alignment: Qt.AlignmentFlag, direction: Qt.LayoutDirection, scale: float) -> QTextOption:
    # A bare QTextOption takes the application's direction, and a direction implies no alignment: say both.
    option = QTextOption()
    option.setAlignment(alignment)
    option.setTextDirection(direction)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTabStopDistance(_TAB * scale)
    return option
