"""What several widgets paint: a line of text in its own direction, swatches, status glyphs, chips of letters.

Qt decides the side of a text from flags that mean different things in each call; here a line says its direction and its
side, and both are physical.
"""

import re
import zlib
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF, QTextOption
from PySide6.QtWidgets import QStyle

from annotator.gui.theme import HUES, RADIUS, Theme
from annotator.model.annotation import Status
from annotator.model.direction import paragraph_direction
from annotator.model.document import Direction
from annotator.model.scheme import LabelKind

Side = Literal["left", "right", "center"]

_LONGEST_LINE = 400
_NAMES_INSIDE = re.compile("\u2068[^\u2069]*\u2069")
_BREAKS = re.compile(r"\s+")
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")
_SIDES: dict[Side, Qt.AlignmentFlag] = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


def qt_direction(direction: Direction) -> Qt.LayoutDirection:
    """Qt's word for a direction."""
    return Qt.LayoutDirection.RightToLeft if direction is Direction.RTL else Qt.LayoutDirection.LeftToRight


def text_direction(text: str, otherwise: Direction = Direction.LTR) -> Qt.LayoutDirection:
    """The direction of a text by its own letters, in Qt's words."""
    return qt_direction(paragraph_direction(text, otherwise))


def sentence_direction(text: str) -> Qt.LayoutDirection:
    """The direction of a sentence of ours; names inside it, which stand between isolates, have no say."""
    return text_direction(_NAMES_INSIDE.sub("", text))


def start_side(direction: Qt.LayoutDirection) -> Side:
    """The side at which lines of this direction begin."""
    return "right" if direction is Qt.LayoutDirection.RightToLeft else "left"


def end_side(direction: Qt.LayoutDirection) -> Side:
    """The side at which lines of this direction end."""
    return "left" if direction is Qt.LayoutDirection.RightToLeft else "right"


def one_line(text: str) -> str:
    """Any text as one short line that Qt can show: no breaks, no characters that Qt drops, not longer than is seen."""
    return _ODD.sub("\ufffd", _BREAKS.sub(" ", text[: _LONGEST_LINE * 2]).strip()[:_LONGEST_LINE])


def isolated(text: str, direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight) -> str:
    """`text` for the middle of a sentence that runs in `direction`; only other directions need the isolates.

    They are no ornament: fonts without them bring in another font, and the line sits a pixel lower.
    """
    return text if text_direction(text) is direction else f"\u2068{text}\u2069"


def paint_line(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    color: QColor,
    *,
    side: Side | None = None,
    direction: Qt.LayoutDirection | None = None,
) -> None:
    """One line, vertically centred in `rect`, elided at its logical end.

    Without a `direction` its letters decide; without a `side` it stands at the start of its direction.
    """
    direction = text_direction(text) if direction is None else direction
    side = start_side(direction) if side is None else side
    option = QTextOption(_SIDES[side] | Qt.AlignmentFlag.AlignVCenter)
    option.setTextDirection(direction)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(rect, elided(text, font, rect.width()), option)


def elided(text: str, font: QFont, width: float) -> str:
    """`text` with `…` at its logical end where it is wider than `width` pixels."""
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


def text_width(text: str, font: QFont) -> float:
    """Width of a line in pixels."""
    return QFontMetricsF(font).horizontalAdvance(text)


def mirrored(direction: Qt.LayoutDirection, bounds: QRectF, rect: QRectF) -> QRectF:
    """`rect`, given for a left-to-right interface, where it belongs inside `bounds`."""
    if direction is Qt.LayoutDirection.LeftToRight:
        return rect
    return QRectF(bounds.left() + bounds.right() - rect.right(), rect.top(), rect.width(), rect.height())


def centered(center: QPointF, size: float) -> QRectF:
    """The square of edge `size` around a point."""
    return QRectF(center.x() - size / 2, center.y() - size / 2, size, size)


def paint_swatch(painter: QPainter, center: QPointF, color: QColor, kind: LabelKind, size: float = 8) -> None:
    """The sign of a label: a square for entities, a diamond for events, a bar for relations."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    if kind == "event":
        reach = size * 0.62
        corners = (QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0))
        painter.drawPolygon(QPolygonF([center + corner for corner in corners]))
    elif kind == "entity":
        painter.drawRoundedRect(centered(center, size), 2, 2)
    else:
        painter.drawRoundedRect(QRectF(center.x() - size / 2, center.y() - 1.5, size, 3), 1.5, 1.5)


def paint_status(painter: QPainter, center: QPointF, status: Status, theme: Theme) -> None:
    """The sign of a layer's status, told by its shape: ring, half-filled ring, disc with a check; 11 pixels wide."""
    ring = centered(center, 10)
    if status is Status.DONE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.c("ok"))
        painter.drawEllipse(centered(center, 11))
        paint_check(painter, center, theme.c("surface"))
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.c("accent" if status is Status.STARTED else "text3"), 1.4))
    painter.drawEllipse(ring)
    if status is Status.STARTED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.c("accent"))
        painter.drawPie(ring.adjusted(2, 2, -2, -2), 90 * 16, -180 * 16)


def paint_check(painter: QPainter, center: QPointF, color: QColor, scale: float = 1.0) -> None:
    """A tick, `scale` times 5 pixels wide."""
    points = (QPointF(-2.4, 0.2), QPointF(-0.6, 2), QPointF(2.6, -1.8))
    painter.setPen(QPen(color, 1.5 * scale))
    painter.drawPolyline(QPolygonF([center + point * scale for point in points]))


def paint_card_ground(painter: QPainter, card: QRectF, state: QStyle.StateFlag, theme: Theme) -> None:
    """The ground of a row of a list, by what it is: current, under the pointer, with the focus."""
    painter.setPen(Qt.PenStyle.NoPen)
    is_selected = bool(state & QStyle.StateFlag.State_Selected)
    if is_selected or state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(theme.c("accent_soft" if is_selected else "hover"))
        painter.drawRoundedRect(card, RADIUS["control"], RADIUS["control"])
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.c("accent"), 1))
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["control"], RADIUS["control"])


def paint_keycap(painter: QPainter, rect: QRectF, text: str, theme: Theme) -> None:
    """A key at rest."""
    painter.setBrush(theme.c("raised"))
    painter.setPen(QPen(theme.c("line_strong"), 1))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["key"], RADIUS["key"])
    paint_line(painter, rect, text, theme.font("micro"), theme.c("text2"), side="center")


def keycap_width(text: str, theme: Theme) -> float:
    """Width of the keycap of a key."""
    return max(18.0, text_width(text, theme.font("micro")) + 10)


def visual_rect(direction: Qt.LayoutDirection, bounds: QRect, rect: QRect) -> QRect:
    """`mirrored` for whole pixels."""
    return QStyle.visualRect(direction, bounds, rect)


def annotator_hue(name: str) -> str:
    """The hue that stands for an annotator; the same in every project and on every computer."""
    hues = sorted(HUES)
    return hues[zlib.crc32(name.encode("utf-8", "replace")) % len(hues)]


def paint_avatar(painter: QPainter, rect: QRectF, name: str, theme: Theme) -> None:
    """An annotator's initial on a disc; for the program itself (no name) an empty disc."""
    hue = annotator_hue(name) if name else "slate"
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.tint(hue, on=True))
    painter.drawEllipse(rect)
    initial = name.strip()[:1].upper()
    paint_line(painter, rect, initial, theme.font("tag"), theme.ink(hue), side="center")
