"""What the article looks like at one theme, scheme, zoom and line spacing: fonts, distances and the looks of labels."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap, QPolygonF, QTextOption

from annotator.gui.theme import DEFAULT_HUE, SIZE, TEXT_FAMILIES, TINT, TINT_ON, Theme, font
from annotator.model.annotation import Kind
from annotator.model.scheme import Scheme

_NESTED = 0.05
"""How much stronger the tint of a mention inside another is, for each that it is inside of (two at most)."""
_TAB = 40


@dataclass(frozen=True, slots=True)
class Look:
    """How the mentions of one label look.

    Attributes:
        name: What the tag says.
        ink: The label's colour, for bars and tags.
        tints: Behind the text, opaque: by the number of mentions around it.
        tint_on: Behind the text of the selected mention, opaque.
        is_event: Events carry a diamond and a filled tag; entities a bare tag.
    """

    name: str
    ink: QColor
    tints: tuple[QColor, QColor, QColor]
    tint_on: QColor
    is_event: bool


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
        self._tag_metrics = QFontMetricsF(self.tag_font)
        self._looks: dict[tuple[str, Kind], Look] = {}
        self._tags: dict[tuple[str, Kind, bool, int, float], Tag] = {}
        self._names: dict[tuple[str, int], tuple[str, int]] = {}
        self.text = theme.c("text")
        self.surface = theme.c("surface")
        self.select = theme.c("select")
        self.accent = theme.c("accent")
        self.find, self.find_current = theme.find_colors()
        self.find_ring = theme.c("warn")

    def body_font(self, rtl: bool) -> QFont:
        """The font of running text."""
        return self.rtl_font if rtl else self.ltr_font

    def option(self, rtl: bool) -> QTextOption:
        """Direction, alignment and wrapping of running text."""
        return self.rtl_option if rtl else self.ltr_option

    def leading_for(self, line_height: int) -> int:
        """Room below a line of this height."""
        return round(10 * self.scale + (self._spacing - 1) * line_height)

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

    def tag_width(self, label: str, kind: Kind, limit: int) -> int:
        """Width of a label's tag; never more than `limit`."""
        return self._fitted(self.look(label, kind), limit)[1]

    def _fitted(self, look: Look, limit: int) -> tuple[str, int]:
        key = look.name + "◆" * look.is_event, limit
        found = self._names.get(key)
        if found is None:
            chrome = self._chrome(look)
            name = self._tag_metrics.elidedText(look.name, Qt.TextElideMode.ElideRight, limit - chrome)
            width = min(limit, math.ceil(self._tag_metrics.horizontalAdvance(name)) + chrome)
            found = self._names[key] = name, width
        return found

    def _chrome(self, look: Look) -> int:
        """What a tag needs beside its words: padding, and the diamond of an event."""
        return round((19 if look.is_event else 6) * self.scale)

    def tag(self, label: str, kind: Kind, limit: int, dpr: float, *, solid: bool) -> Tag:
        """The tag of a label at a device pixel ratio; the selected mention's is solid."""
        key = label, kind, solid, limit, dpr
        found = self._tags.get(key)
        if found is None:
            look = self.look(label, kind)
            name, width = self._fitted(look, limit)
            pixmap = self._draw_tag(look, name, QRectF(0, 0, width, self.tag_height), dpr, solid)
            found = self._tags[key] = Tag(pixmap, width)
        return found

    def _draw_tag(self, look: Look, name: str, rect: QRectF, dpr: float, solid: bool) -> QPixmap:
        pixmap = QPixmap(math.ceil(rect.width() * dpr), math.ceil(rect.height() * dpr))
        pixmap.setDevicePixelRatio(dpr)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
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
                painter.drawPolygon(_diamond(QPointF(8 * self.scale, rect.height() / 2), 3.2 * self.scale))
            painter.setFont(self.tag_font)
            painter.setPen(ink)
            painter.drawText(rect.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | _ABSOLUTE_LEFT, name)
        finally:
            painter.end()
        return pixmap


_ABSOLUTE_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute


def _diamond(center: QPointF, radius: float) -> QPolygonF:
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
