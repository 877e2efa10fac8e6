"""The filters of the mode Comments: in each group what can be chosen, with how many threads it would list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from annotator.gui.building import chrome, label
from annotator.gui.comments.words import about_name
from annotator.gui.naming import language_name, number
from annotator.gui.theme import RADIUS, Theme
from annotator.gui.widgets import Sign, Signs, Themed, paint_sign, spread_theme
from annotator.gui.widgets.painting import end_side, mirrored, one_line, paint_line, start_side, text_width
from annotator.gui.widgets.themed import smooth_painter
from annotator.model.ids import AnnotatorName
from annotator.services.comments.listing import About, CommentFilter, Counts, Status

_HEIGHT = 28
_SIGN = 16
_MOST = 12
"""Languages and people shown; those with the most threads."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen.

    Attributes:
        name: Of the widget.
        wanted: The filter that holds when it is chosen, or given back if it is chosen already.
        sign: Of an annotator.
    """

    name: str
    words: str
    count: int
    is_on: bool
    wanted: CommentFilter
    sign: Sign | None = None


class FacetRow(Themed, QAbstractButton):
    """A choice with its count; a bar at its start says that it is on."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._sign: Sign | None = None
        self.wanted = CommentFilter()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_choice(self, choice: Choice) -> None:
        """Be about another choice."""
        self._count, self._sign, self.wanted = choice.count, choice.sign, choice.wanted
        self.setObjectName(choice.name)
        self.setText(choice.words)
        self.setChecked(choice.is_on)
        self.setAccessibleName(f"{choice.words}, {number(choice.count)}")
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(120, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next row, Enter chooses."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, bar, sign, words, count."""
        painter = smooth_painter(self)
        theme, bounds, direction = self.theme, QRectF(self.rect()), self.layoutDirection()
        painter.setPen(theme.c("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse() or self.hasFocus():
            ground = "accent_soft" if self.isChecked() else "hover" if self.underMouse() else "chrome"
            painter.setBrush(theme.c(ground))
            painter.drawRoundedRect(bounds.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["control"], RADIUS["control"])
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.fillRect(mirrored(direction, bounds, QRectF(0, 6, 3, bounds.height() - 12)), theme.c("accent"))
        start = 10.0
        if self._sign is not None:
            at = mirrored(direction, bounds, QRectF(start, (bounds.height() - _SIGN) / 2, _SIGN, _SIGN))
            paint_sign(painter, at, self._sign, theme)
            start += _SIGN + 8
        count, small = number(self._count), theme.font("small")
        width = text_width(count, small) + 1
        at = mirrored(direction, bounds, QRectF(bounds.width() - 10 - width, 0, width, bounds.height()))
        paint_line(painter, at, count, small, theme.c("text3"), side=end_side(direction))
        room = bounds.width() - 20 - width - start
        words = mirrored(direction, bounds, QRectF(start, 0, max(0.0, room), bounds.height()))
        made = theme.font("small_strong" if self.isChecked() else "small")
        color = theme.c("text" if self._count or self.isChecked() else "text3")
        paint_line(painter, words, self.text(), made, color, side=start_side(direction))
        painter.end()


class FacetGroup(QWidget):
    """A heading and its choices.

    Signals:
        chosen: The `CommentFilter` that the person wants now.
    """

    chosen = Signal(object)

    def __init__(self, title: str, name: str) -> None:
        super().__init__()
        self.setObjectName(f"facet_{name}")
        self.setAccessibleName(title)
        self._rows: list[FacetRow] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 0, 12, 14)
        self._layout.setSpacing(1)
        head = label(title, "section")
        head.setContentsMargins(10, 0, 10, 4)
        self._layout.addWidget(head)

    def show_choices(self, choices: Sequence[Choice], theme: Theme) -> None:
        """Show these; a group without any is not there."""
        while len(self._rows) < len(choices):
            row = FacetRow()
            row.set_theme(theme)
            row.clicked.connect(self._choose)
            self._rows.append(row)
            self._layout.addWidget(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(choices))
            if place < len(choices):
                row.show_choice(choices[place])
        self.setVisible(bool(choices))

    def _choose(self) -> None:
        row = self.sender()
        if isinstance(row, FacetRow):
            self.chosen.emit(row.wanted)


class Facets(QScrollArea):
    """All groups.

    Signals:
        chosen: The `CommentFilter` that the person wants now.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("comment_facets")
        self.setAccessibleName(self.tr("Filters"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme = Theme()
        inside = QWidget()
        chrome(inside)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 16, 0, 8)
        layout.setSpacing(0)
        self._groups = {
            "status": FacetGroup(self.tr("Status"), "status"),
            "new": FacetGroup(self.tr("For you"), "new"),
            "about": FacetGroup(self.tr("About"), "about"),
            "language": FacetGroup(self.tr("Language"), "language"),
            "person": FacetGroup(self.tr("With"), "person"),
        }
        for group in self._groups.values():
            group.chosen.connect(self.chosen)
            layout.addWidget(group)
        layout.addStretch(1)
        self.setWidget(inside)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        spread_theme(self, theme)

    def show_counts(self, wanted: CommentFilter, counts: Counts, signs: Signs) -> None:
        """Show what is chosen, and how many threads everything else would list."""
        found = {
            "status": self._of_status(wanted, counts),
            "new": self._of_new(wanted, counts),
            "about": self._of_about(wanted, counts),
            "language": _most(self._of_language(wanted, counts)),
            "person": _most(self._of_person(wanted, counts, signs)),
        }
        for name, choices in found.items():
            self._groups[name].show_choices(list(choices), self._theme)

    def _of_status(self, wanted: CommentFilter, counts: Counts) -> Iterable[Choice]:
        names = {Status.OPEN: self.tr("Open"), Status.SETTLED: self.tr("Settled"), Status.ALL: self.tr("All")}
        for status, words in names.items():
            is_on = wanted.status is status
            yield Choice(f"facet_{status}", words, counts.status[status], is_on, replace(wanted, status=status))

    def _of_new(self, wanted: CommentFilter, counts: Counts) -> Iterable[Choice]:
        unread, named, flagged = wanted.unread, wanted.names_me, wanted.flagged
        yield Choice("facet_unread", self.tr("Unread"), counts.unread, unread, replace(wanted, unread=not unread))
        yield Choice("facet_me", self.tr("Names me"), counts.names_me, named, replace(wanted, names_me=not named))
        words = self.tr("Guideline to fix")
        yield Choice("facet_guideline", words, counts.flagged, flagged, replace(wanted, flagged=not flagged))

    def _of_about(self, wanted: CommentFilter, counts: Counts) -> Iterable[Choice]:
        for about in About:
            is_on = wanted.about is about
            if counts.about[about] or is_on:
                other = replace(wanted, about=None if is_on else about)
                yield Choice(f"facet_{about}", about_name(about), counts.about[about], is_on, other)

    def _of_language(self, wanted: CommentFilter, counts: Counts) -> Iterable[Choice]:
        for tag in {**dict.fromkeys(counts.language), **({wanted.language: None} if wanted.language else {})}:
            is_on = wanted.language == tag
            other = replace(wanted, language="" if is_on else tag)
            yield Choice(f"facet_language_{tag}", language_name(tag), counts.language[tag], is_on, other)

    def _of_person(self, wanted: CommentFilter, counts: Counts, signs: Signs) -> Iterable[Choice]:
        for name in {**dict.fromkeys(map(str, counts.person)), **({wanted.person: None} if wanted.person else {})}:
            is_on = wanted.person == name
            other = replace(wanted, person="" if is_on else name)
            count = counts.person[AnnotatorName(name)]
            yield Choice(f"facet_person_{name}", one_line(name), count, is_on, other, signs.of(name))


def _most(choices: Iterable[Choice]) -> list[Choice]:
    """Those that are on, and those with the most threads."""
    ordered = sorted(choices, key=_weight)
    return [choice for place, choice in enumerate(ordered) if place < _MOST or choice.is_on]


def _weight(choice: Choice) -> tuple[int, str]:
    return -choice.count, choice.words
