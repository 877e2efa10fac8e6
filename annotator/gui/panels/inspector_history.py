"""What was done to a mention, by whom, and how long ago: words for what `services.history` tells."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from annotator.gui import moments
from annotator.gui.panels.inspector_fields import title_in
from annotator.gui.theme import Theme
from annotator.gui.widgets import Painted, link_button, plain_tip
from annotator.gui.widgets.painting import (
    end_side,
    isolated,
    mirrored,
    one_line,
    paint_avatar,
    paint_line,
    start_side,
    text_width,
)
from annotator.model.annotation import Kind, Value
from annotator.model.scheme import Attribute, Scheme
from annotator.services.history import Deed, Step, Told

_FIRST_SHOWN = 5
_OF_ATTRIBUTES = frozenset({Deed.SET_ATTRIBUTE, Deed.CLEARED_ATTRIBUTE})
_MINUTE = 60_000


class HistoryRow(Painted):
    """One line: avatar, name, what was done, when."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = self._sentence = self._when = ""
        self._annotator = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line with room around it."""
        return QSize(200, 24)

    def show_told(self, annotator: str, name: str, sentence: str, when: str, exactly: str) -> None:
        """Show what one person did."""
        tip = plain_tip(f"{name} {sentence}\n{exactly}")
        if (annotator, when, tip) == (self._annotator, self._when, self.toolTip()):
            return
        self._annotator, self._name, self._sentence, self._when = annotator, name, sentence, when
        self.setToolTip(tip)
        self.setAccessibleName(f"{name} {sentence}, {when}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        painter = self.painter()
        theme, bounds, direction = self.theme, QRectF(self.rect()), self.layoutDirection()
        side = start_side(direction)
        paint_avatar(painter, mirrored(direction, bounds, QRectF(0, 2, 20, 20)), self._annotator, theme)
        small, micro = theme.font("small"), theme.font("micro")
        strong = theme.font("small_strong")
        when = text_width(self._when, micro)
        end = bounds.width() - when - 8
        name = min(text_width(self._name, strong) + 1, end / 2)
        at_name = mirrored(direction, bounds, QRectF(26, 0, name, bounds.height()))
        paint_line(painter, at_name, self._name, strong, theme.c("text"), side=side)
        x = 26 + name + 6
        at_words = mirrored(direction, bounds, QRectF(x, 0, max(0.0, end - x), bounds.height()))
        paint_line(painter, at_words, self._sentence, small, theme.c("text2"), side=side)
        at_when = mirrored(direction, bounds, QRectF(bounds.width() - when - 1, 0, when + 1, bounds.height()))
        paint_line(painter, at_when, self._when, micro, theme.c("text3"), side=end_side(direction))
        painter.end()


class HistoryList(QWidget):
    """The newest deeds, the making, and the rest on demand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_history")
        self.setAccessibleName(self.tr("History"))
        self._theme = Theme()
        self._told: list[Told] = []
        self._kind = Kind.ENTITY
        self._scheme: Scheme | None = None
        self._language = "en"
        self._titles: dict[str, str] = {}
        self._most = _FIRST_SHOWN
        self._rows: list[HistoryRow] = []
        self._all = link_button("", object_name="inspector_history_all")
        self._all.clicked.connect(self._show_all)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeading)
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE)
        self._clock.timeout.connect(self._retell)
        self._clock.start()

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        for row in self._rows:
            row.set_theme(theme)

    def set_scheme(self, scheme: Scheme | None, language: str) -> None:
        """By which names to call attributes and their values."""
        self._scheme, self._language = scheme, language
        labels = scheme.labels if scheme is not None else ()
        relations = {label.name: label.title(language) for label in labels if label.kind == "relation"}
        self._titles = relations | {role.name: role.title(language) for label in labels for role in label.roles}

    def show_told(self, told: Sequence[Told], kind: Kind) -> None:
        """Show the history of another mention, newest first."""
        self._told, self._kind, self._most = list(told), kind, _FIRST_SHOWN
        self._retell()

    def _show_all(self) -> None:
        self._most = len(self._told)
        self._retell()

    def _shown(self) -> list[Told]:
        """The newest, and always the making."""
        if len(self._told) <= self._most + 1:
            return self._told
        return [*self._told[: self._most], self._told[-1]]

    def _retell(self) -> None:
        shown = self._shown()
        while len(self._rows) < len(shown):
            row = HistoryRow()
            row.set_theme(self._theme)
            self._layout.insertWidget(len(self._rows), row)
            self._rows.append(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(shown))
            if place < len(shown):
                self._fill(row, shown[place])
        hidden = len(self._told) - len(shown)
        self._all.setVisible(hidden > 0)
        self._all.setText(self.tr("Show %n more", "", hidden))

    def _fill(self, row: HistoryRow, told: Told) -> None:
        name = one_line(told.annotator) if told.annotator else self.tr("The program")
        exactly = moments.exactly(told.time)
        row.show_told(told.annotator or "", name, self.sentence(told), moments.when(told.time), exactly)

    # -- words

    def sentence(self, told: Told) -> str:
        """What was done, after the name of who did it."""
        return self.tr(", ").join(self._deed(step) for step in told.steps)

    def _deed(self, step: Step) -> str:
        template = self._template(step)
        named = self._attribute(step.name) if step.deed in _OF_ATTRIBUTES else None
        return template.format(
            name=title_in(self._language, named).casefold() if named is not None else self._called(step.name),
            before=self._said(step.before, named),
            after=self._said(step.after, named),
            by=abs(step.by),
            of=self._called(step.of),
        )

    def _called(self, name: str) -> str:
        """The name of a role or relation for the reader of the interface."""
        return isolated(one_line(self._titles.get(name, name)), self.layoutDirection())

    def _attribute(self, name: str) -> Attribute | None:
        attributes = self._scheme.attributes if self._scheme is not None else ()
        return next((attribute for attribute in attributes if attribute.name == name), None)

    def _said(self, value: Value | None, attribute: Attribute | None) -> str:
        """A value or label inside a sentence of any direction."""
        words = str(value)
        if isinstance(value, bool):
            words = self.tr("yes") if value else self.tr("no")
        elif attribute is not None:
            words = next((title_in(self._language, c) for c in attribute.choices if c.value == value), words)
        elif self._scheme is not None and (label := self._scheme.find(words)) is not None:
            words = label.title(self._language) if label.kind == "relation" else label.leaf
        else:
            return self._called(words)
        return isolated(one_line(words), self.layoutDirection())

    def _template(self, step: Step) -> str:
        match step.deed:
            case Deed.MADE:
                is_event = self._kind is Kind.EVENT
                return self.tr("made this event") if is_event else self.tr("made this entity")
            case Deed.MOVED_START:
                return self.tr("moved start by {by}") if step.by > 0 else self.tr("moved start back by {by}")
            case Deed.MOVED_END:
                return self.tr("moved end by {by}") if step.by > 0 else self.tr("moved end back by {by}")
            case Deed.SET_ATTRIBUTE if step.of:
                return self.tr("set {name} of {of} to {after}")
            case Deed.CLEARED_ATTRIBUTE if step.of:
                return self.tr("cleared {name} of {of}")
            case _:
                return self._plain_template(step.deed)

    def _plain_template(self, deed: Deed) -> str:
        templates = {
            Deed.DELETED: self.tr("deleted it"),
            Deed.BROUGHT_BACK: self.tr("brought it back"),
            Deed.RELABELLED: self.tr("relabelled {before} → {after}"),
            Deed.MOVED: self.tr("moved both edges"),
            Deed.CHANGED_PIECES: self.tr("changed its pieces"),
            Deed.SET_ATTRIBUTE: self.tr("set {name} to {after}"),
            Deed.CLEARED_ATTRIBUTE: self.tr("cleared {name}"),
            Deed.WROTE_NOTE: self.tr("wrote a note"),
            Deed.REMOVED_NOTE: self.tr("removed the note"),
            Deed.LINKED: self.tr("linked it to a cluster"),
            Deed.UNLINKED: self.tr("took it out of its cluster"),
            Deed.ADDED_ARGUMENT: self.tr("added {name}"),
            Deed.TOOK_OUT_ARGUMENT: self.tr("took out {name}"),
            Deed.REPLACED: self.tr("replaced {name}"),
            Deed.CHANGED_ROLE: self.tr("changed {before} → {after}"),
            Deed.REORDERED: self.tr("reordered {name}"),
            Deed.FILLED: self.tr("made it {name}"),
            Deed.NO_LONGER_FILLS: self.tr("took it out as {name}"),
            Deed.ADDED_RELATION: self.tr("added {name}"),
            Deed.DELETED_RELATION: self.tr("deleted {name}"),
            Deed.CHANGED_RELATION: self.tr("changed {before} → {after}"),
            Deed.TURNED_ROUND: self.tr("turned {name} round"),
        }
        return templates.get(deed, self.tr("changed it"))
