"""The event as a form: a row a role in the scheme's order; fillers are chips that jump, move and change their role."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from annotator.gui.panels.inspector_chip import ChipFacts, LinkChip
from annotator.gui.panels.inspector_menus import ArgumentMenu
from annotator.gui.panels.inspector_role import RoleRow
from annotator.gui.panels.inspector_words import Words
from annotator.gui.theme import Theme
from annotator.gui.widgets import spread_theme
from annotator.model.annotation import Argument
from annotator.model.ids import MentionId
from annotator.model.scheme import Strictness
from annotator.services.links import FilledRole, Filler, Links

_NARROWEST_NAMES = 108
_MOST_NAMES = 0.44
"""Part of the width that the names of the roles may take."""


class ArgumentsForm(QWidget):
    """The roles of one event at a time.

    Signals:
        fill_requested: The role that is to be filled.
        mention_requested: The mention to go to.
        mention_pointed: The mention that the pointer or the keyboard is on, or `None`.
        deleted: The argument that is to go.
        moved: `(argument, steps)` among those of its role.
        role_changed: `(argument, role)`.
        attribute_requested: `(argument, attribute, value)`.
    """

    fill_requested = Signal(str)
    mention_requested = Signal(str)
    mention_pointed = Signal(object)
    deleted = Signal(object)
    moved = Signal(object, int)
    role_changed = Signal(object, str)
    attribute_requested = Signal(object, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_arguments")
        self.setAccessibleName(self.tr("Arguments"))
        self._theme = Theme()
        self._rows: list[RoleRow] = []
        self._shown = 0
        self._event: MentionId | None = None
        self._strictness = Strictness.REFUSE
        self._fillers: dict[str, Filler] = {}
        self._words: Words | None = None
        self._label = ""
        self._menu: ArgumentMenu | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        spread_theme(self, theme)

    # -- showing

    def show_event(self, links: Links, words: Words, strictness: Strictness) -> None:
        """Show the form of an event; what has the keyboard keeps it, or hands it to what stands in its place."""
        is_same = self._event == links.mention.id
        focus = self._focus() if is_same else None
        self._event, self._label = links.mention.id, links.mention.label
        self._words, self._strictness = words, strictness
        self._fillers = {filler.argument.id: filler for role in links.roles for filler in role.fillers}
        while len(self._rows) < len(links.roles):
            self._rows.append(self._new_row())
        self._shown = len(links.roles)
        for place, row in enumerate(self._rows):
            row.setVisible(place < self._shown)
            if place < self._shown:
                self._fill(row, links.roles[place], words)
        self._share_width()
        if focus is not None:
            self._focus_again(*focus)

    def _new_row(self) -> RoleRow:
        row = RoleRow()
        row.set_theme(self._theme)
        spread_theme(row, self._theme)
        column = row.column
        row.fill_requested.connect(self.fill_requested)
        column.jumped.connect(self.mention_requested)
        column.pointed.connect(self.mention_pointed)
        column.removed.connect(self.deleted)
        column.moved.connect(self.moved)
        column.attribute_changed.connect(self.attribute_requested)
        column.menu_requested.connect(self._open_menu)
        column.dragged.connect(self._drag_over)
        column.dropped.connect(self._drop)
        column.drag_ended.connect(self._end_drag)
        self._layout.addWidget(row)
        return row

    def _fill(self, row: RoleRow, filled: FilledRole, words: Words) -> None:
        chips = [self._facts(filled, place, words) for place in range(len(filled.fillers))]
        row.show_role(filled, chips, words.language, self._tip(filled, words))

    def _tip(self, filled: FilledRole, words: Words) -> str:
        role = filled.role
        if role is None:
            return self.tr("The scheme does not have this role.")
        title = role.title(words.language)
        head = title if title == role.name else f"{title}  ({role.name})"
        takes = self.tr("Takes {labels}").format(labels=", ".join(role.fillers)) if role.fillers else ""
        return "\n".join(part for part in (head, role.guideline, takes) if part)

    def _facts(self, filled: FilledRole, place: int, words: Words) -> ChipFacts:
        filler = filled.fillers[place]
        mention, argument, role = filler.mention, filler.argument, filled.role
        attributes = words.attributes(role.attributes) if role is not None else ()
        values = words.values(attributes, argument.attributes)
        text, warning = words.text(mention), filler.misfit or ""
        said = self.tr("{role}: {text}, {label}, {place} of {count}").format(
            role=role.title(words.language) if role is not None else filled.name,
            text=text,
            label=words.label(mention).casefold(),
            place=place + 1,
            count=len(filled.fillers),
        )
        return ChipFacts(
            argument,
            mention.id,
            text,
            words.source.direction,
            words.swatch(mention),
            ", ".join((said, *values)),
            words.tip(mention, *values, warning),
            sign=words.sign(attributes, argument.attributes),
            warning=warning,
            attributes=attributes,
            values=argument.attributes,
        )

    def _share_width(self) -> None:
        """All names in one column, wide enough for the longest while the fillers have room."""
        heads = [row.head for row in self._rows[: self._shown]]
        most = max(_NARROWEST_NAMES, int(self.width() * _MOST_NAMES))
        wanted = max((head.needed_width() for head in heads), default=0)
        for head in heads:
            head.setFixedWidth(min(most, max(_NARROWEST_NAMES, wanted)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be more room for the names, or less."""
        super().resizeEvent(event)
        self._share_width()

    def flush(self) -> None:
        """Emit what is typed but not yet said."""
        for row in self._rows[: self._shown]:
            row.column.flush()

    # -- the keyboard

    def _stops(self) -> list[QWidget]:
        return [stop for row in self._rows[: self._shown] for stop in row.stops()]

    def _focus(self) -> tuple[int, str | None] | None:
        """Where the keyboard is: the place among all stops, and the argument."""
        widget, stops = QApplication.focusWidget(), self._stops()
        if widget not in stops:
            return None
        return stops.index(widget), widget.facts.link.id if isinstance(widget, LinkChip) else None

    def _focus_again(self, place: int, argument: str | None) -> None:
        stops = self._stops()
        chips = [stop for stop in stops if isinstance(stop, LinkChip) and stop.facts.link.id == argument]
        wanted = chips[0] if chips else stops[min(place, len(stops) - 1)] if stops else None
        if wanted is not None and not wanted.hasFocus():
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- dropping

    def role_at(self, point: QPoint) -> str | None:
        """The role whose row is at a point of the screen, if it can be seen there."""
        row = self._row_at(point)
        return row.name if row is not None else None

    def _row_at(self, point: QPoint) -> RoleRow | None:
        if not self.visibleRegion().boundingRect().contains(self.mapFromGlobal(point)):
            return None
        rows = self._rows[: self._shown]
        return next((row for row in rows if row.rect().contains(row.mapFromGlobal(point))), None)

    def set_drop_role(self, role: str | None) -> None:
        """Light the row of a role while something is dragged over it; `None` for none."""
        for row in self._rows[: self._shown]:
            row.set_drop(row.name == role)

    def _drag_over(self, argument: Argument, point: QPoint) -> None:
        target = self._row_at(point)
        for row in self._rows[: self._shown]:
            is_target = row is target and row.name in (argument.role, *self._roles_for(argument))
            own = is_target and row.name == argument.role
            row.set_drop(is_target, row.place_at(point) if own else None)

    def _drop(self, argument: Argument, point: QPoint) -> None:
        row = self._row_at(point)
        if row is None:
            return
        if row.name != argument.role:
            if row.name in self._roles_for(argument):
                self.role_changed.emit(argument, row.name)
            return
        ids = [chip.facts.link.id for chip in row.column.chips()]
        if argument.id in ids:
            now, wanted = ids.index(argument.id), row.place_at(point)
            steps = (wanted - 1 if wanted > now else wanted) - now
            if steps:
                self.moved.emit(argument, steps)

    def _end_drag(self) -> None:
        self.set_drop_role(None)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is dragged over what is not seen."""
        super().hideEvent(event)
        self.set_drop_role(None)

    # -- the menu of a chip

    def _roles_for(self, argument: Argument) -> list[str]:
        """The other roles that its filler may play; in a project that only warns, all of them."""
        filler = self._fillers.get(argument.id)
        if filler is None or self._words is None:
            return []
        scheme = self._words.scheme
        if self._strictness is Strictness.WARN:
            roles = scheme.label(self._label).roles
        else:
            roles = scheme.fillable_roles(self._label, filler.mention.label)
        return [role.name for role in roles if role.name != argument.role]

    def _open_menu(self, argument: Argument, at: QPoint) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = ArgumentMenu(argument, self._titles(self._roles_for(argument)), self)
        self._menu.jump_requested.connect(self._jump)
        self._menu.role_chosen.connect(self.role_changed)
        self._menu.move_requested.connect(self.moved)
        self._menu.delete_requested.connect(self.deleted)
        self._menu.popup(at)

    def _titles(self, roles: list[str]) -> dict[str, str]:
        if self._words is None:
            return {}
        known = self._words.scheme.label(self._label).roles
        return {role.name: role.title(self._words.language) for role in known if role.name in roles}

    def _jump(self, argument: Argument) -> None:
        self.mention_requested.emit(argument.filler)
