"""Who is compared: a button that says so, and the menu in which others are chosen."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.gui.icons import pixmap
from annotator.gui.theme import RADIUS, SIZE
from annotator.gui.widgets import ChoiceMenu, Signs, Themed, menu_text, paint_sign
from annotator.gui.widgets.painting import mirrored, one_line, paint_line, start_side, text_width
from annotator.gui.widgets.signs import SIGN
from annotator.gui.widgets.themed import smooth_painter
from annotator.model.ids import AnnotatorName
from annotator.services.comparison.comparing import Against

_LONGEST_NAME = 120


class PeopleButton(Themed, QAbstractButton):
    """Badges and names of those compared; opens the menu in which others can be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("compare_people")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._people: tuple[AnnotatorName, ...] = ()
        self._against = Against.FIRST
        self._signs = Signs()

    def show_people(self, people: tuple[AnnotatorName, ...], against: Against, signs: Signs) -> None:
        """Show others."""
        self._people, self._against, self._signs = people, against, signs
        self.setAccessibleName(self.tr("Compared: {names}").format(names=", ".join(people)))
        self.updateGeometry()
        self.update()

    def _between(self, place: int) -> str:
        """What stands before a name."""
        if not place:
            return ""
        first_only = self._against is Against.FIRST or len(self._people) < 3
        return self.tr("vs") if place == 1 and first_only else "·"

    def _name_width(self, name: str) -> float:
        return min(_LONGEST_NAME, text_width(one_line(name), self.theme.font("strong")) + 1)

    def _parts(self) -> list[tuple[str, AnnotatorName, float]]:
        """Of each what stands before, the name, and where it begins, as in a left-to-right interface."""
        parts, x = [], 8.0
        for place, name in enumerate(self._people):
            before = self._between(place)
            x += text_width(before, self.theme.font("small")) + 20 if before else 0
            parts.append((before, name, x))
            x += SIGN + 8 + self._name_width(name)
        return parts

    def sizeHint(self) -> QSize:
        """All names."""
        parts = self._parts()
        end = parts[-1][2] + SIGN + 8 + self._name_width(parts[-1][1]) if parts else 8
        return QSize(round(end) + 30, SIZE["control"])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint badges and names."""
        painter = smooth_painter(self)
        theme, bounds, way = self.theme, QRectF(self.rect()), self.layoutDirection()
        side = start_side(way)
        if self.underMouse() or self.isDown() or self.hasFocus():
            painter.setPen(QPen(theme.c("accent"), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.c("hover" if self.underMouse() else "surface"))
            painter.drawRoundedRect(bounds.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["control"], RADIUS["control"])
        for before, name, x in self._parts():
            if before:
                width = text_width(before, theme.font("small")) + 20
                at = mirrored(way, bounds, QRectF(x - width, 0, width, bounds.height()))
                paint_line(painter, at, before, theme.font("small"), theme.c("text3"), side="center")
            badge = QRectF(x, (bounds.height() - SIGN) / 2, SIGN, SIGN)
            paint_sign(painter, mirrored(way, bounds, badge), self._signs.of(name), theme)
            at = mirrored(way, bounds, QRectF(x + SIGN + 8, 0, self._name_width(name), bounds.height()))
            paint_line(painter, at, one_line(name), theme.font("strong"), theme.c("text"), side=side)
        at = mirrored(way, bounds, QRectF(bounds.right() - 22, (bounds.height() - 14) / 2, 14, 14))
        painter.drawPixmap(at.topLeft(), pixmap("chevron-down", theme.c("text3"), 14, self.devicePixelRatioF()))
        painter.end()


class PeopleMenu(ChoiceMenu):
    """Who is compared, who stands on the left, and which layers with which.

    Signals:
        chosen: `(annotators, Against)`.
    """

    chosen = Signal(tuple, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("compare_people_menu")
        self._people: tuple[AnnotatorName, ...] = ()
        self._against = Against.FIRST

    def fill(self, everyone: tuple[AnnotatorName, ...], people: tuple[AnnotatorName, ...], against: Against) -> None:
        """Offer everyone who could be compared; no fewer than two can be ticked."""
        self.clear()
        self._people, self._against = people, against
        self._add_heading(self.tr("Compared"))
        for name in everyone:
            action = self._add(name, is_checked=name in people)
            action.setEnabled(name not in people or len(people) > 2)
            action.triggered.connect(self._tick)
        self.addSeparator()
        self._add_heading(self.tr("On the left"))
        first = QActionGroup(self)
        for name in people:
            action = first.addAction(self._add(name, is_checked=name == people[0]))
            action.triggered.connect(self._put_first)
        self.addSeparator()
        self._add_against(against, is_enabled=len(people) > 2)

    def _add_heading(self, words: str) -> None:
        """A line that says what stands below it; sections of Qt show no words in every style."""
        self.addAction(words).setEnabled(False)

    def _add(self, name: AnnotatorName, *, is_checked: bool) -> QAction:
        action = self.addAction(menu_text(name))
        action.setCheckable(True)
        action.setData(name)
        action.setChecked(is_checked)
        return action

    def _add_against(self, against: Against, *, is_enabled: bool) -> None:
        group = QActionGroup(self)
        for value, words in (
            (Against.FIRST, self.tr("The first against the others")),
            (Against.ALL, self.tr("Each with each")),
        ):
            action = self.addAction(words, self._set_against)
            action.setCheckable(True)
            action.setData(value)
            action.setChecked(value is against)
            action.setEnabled(is_enabled)
            group.addAction(action)

    def _tick(self) -> None:
        name = AnnotatorName(str(self._said()))
        others = tuple(one for one in self._people if one != name)
        self._ask(others if name in self._people else (*others, name), self._against)

    def _put_first(self) -> None:
        name = AnnotatorName(str(self._said()))
        self._ask((name, *(one for one in self._people if one != name)), self._against)

    def _set_against(self) -> None:
        self._ask(self._people, Against(self._said()))

    def _said(self) -> object:
        sender = self.sender()
        return sender.data() if isinstance(sender, QAction) else None

    def _ask(self, people: tuple[AnnotatorName, ...], against: Against) -> None:
        self.chosen.emit(people, against)
        self.close()
