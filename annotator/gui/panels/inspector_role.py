"""A role of an event: its key and name, the chips of its fillers, and what is wanting."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from annotator.gui.icons import pixmap
from annotator.gui.panels.inspector_chip import ChipFacts
from annotator.gui.panels.inspector_chips import ChipColumn
from annotator.gui.theme import RADIUS, SIZE
from annotator.gui.widgets import Painted, Themed, plain_tip
from annotator.gui.widgets.chips import key_sign
from annotator.gui.widgets.painting import (
    keycap_width,
    mirrored,
    paint_keycap,
    paint_line,
    start_side,
    text_width,
)
from annotator.gui.widgets.themed import smooth_painter
from annotator.services.links import FilledRole


class RoleHead(Painted):
    """Key and name of a role."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = self._name = ""
        self.setFixedHeight(SIZE["row"])

    def show_role(self, key: str, name: str, tip: str) -> None:
        """Show another role."""
        if (key, name) != (self._key, self._name):
            self._key, self._name = key, name
            self.setAccessibleName(name)
            self.update()
        self.setToolTip(plain_tip(tip))

    def needed_width(self) -> int:
        """Pixels in which all can be read."""
        name = text_width(self._name, self.theme.font("small"))
        return math.ceil(self._lead() + name) + 8

    def _lead(self) -> float:
        return max(26.0, keycap_width(self._key, self.theme) + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint keycap and name."""
        painter = self.painter()
        bounds, direction = QRectF(self.rect()), self.layoutDirection()
        if self._key:
            width = keycap_width(self._key, self.theme)
            cap = QRectF(0, (bounds.height() - SIZE["keycap"]) / 2, width, SIZE["keycap"])
            paint_keycap(painter, mirrored(direction, bounds, cap), self._key, self.theme)
        lead = self._lead()
        words = mirrored(direction, bounds, QRectF(lead, 0, bounds.width() - lead - 6, bounds.height()))
        font, side = self.theme.font("small"), start_side(direction)
        paint_line(painter, words, self._name, font, self.theme.c("text2"), side=side)
        painter.end()


class EmptyRole(Themed, QAbstractButton):
    """Stands where a filler could, or must."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_required = False
        self.setFixedHeight(SIZE["control"])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_missing(self, role: str, missing: int, has_fillers: bool) -> None:
        """Say how many fillers of a role are wanting; 0 for an optional one."""
        self._is_required = missing > 0
        if not missing:
            words = self.tr("Optional")
        elif missing == 1:
            words = self.tr("Required: one more") if has_fillers else self.tr("Required: pick one")
        else:
            words = self.tr("Required: pick %n", "", missing)
        self.setText(words)
        self.setAccessibleName(f"{role}: {words}")
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the column lets it."""
        return QSize(120, SIZE["control"])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space click; up and down walk."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case Qt.Key.Key_Space:
                super().keyPressEvent(event)
            case Qt.Key.Key_Up:
                self.focusNextPrevChild(False)
            case Qt.Key.Key_Down:
                self.focusNextPrevChild(True)
            case _:
                event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a dashed frame with a sign and words."""
        painter = smooth_painter(self)
        theme, bounds, direction = self.theme, QRectF(self.rect()), self.layoutDirection()
        is_hot = self.underMouse() or self.isDown()
        if self._is_required:
            ink, edge, ground = theme.c("warn"), theme.c("warn"), theme.c("warn_soft")
        elif is_hot:
            ink, edge, ground = theme.c("text2"), theme.c("text3"), theme.c("hover")
        else:
            ink, edge, ground = theme.c("text3"), theme.c("line_strong"), theme.c("chrome", 0.0)
        pen = QPen(theme.c("accent"), 1.5) if self.hasFocus() else QPen(edge, 1)
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawRoundedRect(bounds.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["control"], RADIUS["control"])
        icon = "triangle-alert" if self._is_required else "plus"
        at = mirrored(direction, bounds, QRectF(8, (bounds.height() - 14) / 2, 14, 14))
        painter.drawPixmap(at.topLeft(), pixmap(icon, ink, 14, self.devicePixelRatioF()))
        words = mirrored(direction, bounds, bounds.adjusted(28, 0, -8, 0))
        name = "small_strong" if self._is_required else "small"
        paint_line(painter, words, self.text(), theme.font(name), ink, side=start_side(direction))
        painter.end()


class RoleRow(Painted):
    """One role of the form.

    Attributes:
        name: Of the role.
        column: Its fillers.

    Signals:
        fill_requested: The role.
    """

    fill_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ""
        self._is_lit = False
        self._insertion: int | None = None
        self.head = RoleHead()
        self.column = ChipColumn()
        self.empty = EmptyRole()
        self.empty.clicked.connect(self._ask)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(4)
        right.addWidget(self.column)
        right.addWidget(self.empty)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 3, 0, 3)
        layout.setSpacing(0)
        layout.addWidget(self.head, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(right, 1)

    def show_role(self, filled: FilledRole, chips: Sequence[ChipFacts], language: str, tip: str) -> None:
        """Show a role and its fillers."""
        self.name = filled.name
        self.setObjectName(f"role_{filled.name}")
        title = filled.role.title(language) if filled.role is not None else filled.name
        self.head.show_role(key_sign(filled.role.key) if filled.role is not None else "", title, tip)
        self.column.show_chips(chips, language)
        self.empty.setObjectName(f"fill_{filled.name}")
        self.empty.show_missing(title, filled.missing, bool(chips))
        self.empty.setVisible(not chips or filled.missing > 0)

    def stops(self) -> list[QWidget]:
        """What the keyboard stops at, from above."""
        chips: list[QWidget] = list(self.column.chips())
        return [*chips, self.empty] if not self.empty.isHidden() else chips

    def set_drop(self, is_lit: bool, insertion: int | None = None) -> None:
        """Light the row as the target of a drag; between which fillers it would come, if that is known."""
        if (is_lit, insertion) != (self._is_lit, self._insertion):
            self._is_lit, self._insertion = is_lit, insertion
            self.update()

    def place_at(self, point: QPoint) -> int:
        """Between which fillers a point of the screen lies."""
        return self.column.place_at(self.column.mapFromGlobal(point).y())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the light behind the row, and where a filler would come."""
        if not self._is_lit and self._insertion is None:
            return
        painter = self.painter()
        painter.setPen(Qt.PenStyle.NoPen)
        if self._insertion is not None:
            column = self.column.geometry()
            y = min(self.height() - 2, max(0, column.y() + self.column.edge(self._insertion) - 1))
            painter.setBrush(self.theme.c("accent"))
            painter.drawRect(QRect(column.x(), y, column.width(), 2))
        else:
            painter.setBrush(self.theme.c("accent_soft"))
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS["control"], RADIUS["control"])
        painter.end()

    def _ask(self) -> None:
        self.fill_requested.emit(self.name)
