"""The card of the scheme editor: the tree at the start side, the form of what is chosen beside it, the bar below."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.building import button, line, row
from annotator.gui.icons import icon
from annotator.gui.messages import Messages, quoted
from annotator.gui.overlay import Overlay
from annotator.gui.scheme import words
from annotator.gui.scheme.attribute_form import AttributeForm, SchemeForm
from annotator.gui.scheme.footer import Footer
from annotator.gui.scheme.form import Ask, Form
from annotator.gui.scheme.label_form import LabelForm
from annotator.gui.scheme.making import Making
from annotator.gui.scheme.notes_form import NotesForm
from annotator.gui.scheme.tree import Item, SchemeTree, Sort
from annotator.gui.theme import Theme
from annotator.gui.widgets import ElidedLabel, Entry, IconButton, Picker, plain_label, spread_theme
from annotator.gui.widgets.chips import label_entry
from annotator.model.change import Changes, Subject
from annotator.model.errors import AnnotatorError
from annotator.model.scheme import LabelKind, Scheme
from annotator.services.schemes.attribute_edits import DeleteAttribute, MoveAttribute
from annotator.services.schemes.edits import Plan
from annotator.services.schemes.files import SUFFIXES, read_scheme, save_scheme
from annotator.services.schemes.label_edits import DeleteLabel, MergeLabel, MoveLabel, ReplaceScheme
from annotator.services.schemes.uses import examples_of, label_uses
from annotator.services.session import Session

_LEFT = 304
_LINE = 12
"""Fields whose middles are not further apart than this stand on one line."""
_PAUSE = 150
"""Milliseconds after the last change before an edit is looked at."""


class SchemeEditor(Overlay):
    """Edits the scheme of the open project."""

    WIDTH = 1160
    HEIGHT = 10_000
    """As high as the window allows."""

    def __init__(self, window: QWidget, theme: Theme, making: Making, messages: Messages) -> None:
        super().__init__(window, theme, "scheme_editor")
        self.setAccessibleName(self.tr("Scheme editor"))
        self._making = making
        self._messages = messages
        self._session: Session | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._ask: Ask | None = None
        self._plan: Plan | None = None
        self._shown = Item("scheme", "")
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_PAUSE)
        self._due.timeout.connect(self._look)
        self._build()
        self._connect()
        self.set_theme(theme)

    # -- building

    def _build(self) -> None:
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)
        self._head, self._left = self._build_head(), self._build_left()
        self.body.addWidget(self._head)
        self.body.addWidget(line())
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._left)
        across.addWidget(line(Qt.Orientation.Vertical))
        across.addLayout(self._build_right(), 1)
        self.body.addLayout(across, 1)

    def _build_head(self) -> QWidget:
        self._version = ElidedLabel(type_name="small", color="text2")
        self._version.setObjectName("scheme_version")
        self._import = button(self.tr("Import a scheme…"), "secondary", "scheme_import")
        self._save = button(self.tr("Save as YAML…"), "secondary", "scheme_save")
        self._close = IconButton("x", self.tr("Close"), object_name="scheme_close")
        title = plain_label(self.tr("Scheme"), "title")
        made = row(title, self._version, self._import, self._save, self._close, margins=(24, 12, 12, 12))
        title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        return made

    def _build_left(self) -> QWidget:
        self._search = QLineEdit()
        self._search.setObjectName("scheme_search")
        self._search.setAccessibleName(self.tr("Search labels and attributes"))
        self._search.setPlaceholderText(self.tr("Search"))
        self._search.setClearButtonEnabled(True)
        self._search_icon = self._search.addAction(
            icon("search", self.theme.c("text3")), QLineEdit.ActionPosition.LeadingPosition
        )
        self._tree = SchemeTree()
        self._new = button(self.tr("New…"), "secondary", "scheme_new")
        self._new_menu = QMenu(self)
        self._new_menu.setObjectName("scheme_new_menu")
        for data, said in (
            ("entity", self.tr("Entity label")),
            ("event", self.tr("Event label")),
            ("relation", self.tr("Relation")),
            ("attribute", self.tr("Attribute")),
        ):
            self._new_menu.addAction(said).setData(data)
        self._new.setMenu(self._new_menu)
        left = QWidget()
        left.setFixedWidth(_LEFT)
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 12, 8, 12)
        column.setSpacing(8)
        column.addWidget(self._search)
        column.addWidget(self._tree, 1)
        column.addWidget(row(self._new, None))
        return left

    def _build_right(self) -> QVBoxLayout:
        self._label_form, self._attribute_form = LabelForm(), AttributeForm()
        self._scheme_form, self._notes_form = SchemeForm(), NotesForm()
        self._stack = QStackedWidget()
        self._areas: dict[Form, QScrollArea] = {}
        for form in self._forms():
            area = QScrollArea()
            area.setObjectName(f"{form.objectName()}_area")
            area.setWidgetResizable(True)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setWidget(form)
            # Qt lets the form paint the window's ground; here it lies on the card's.
            form.setAutoFillBackground(False)
            area.viewport().setAutoFillBackground(False)
            self._areas[form] = area
            self._stack.addWidget(area)
        self._heading = ElidedLabel(type_name="title")
        self._heading.setObjectName("scheme_heading")
        self._footer = Footer()
        self._picker = Picker(object_name="scheme_merge_picker", name=self.tr("Label to merge into"), parent=self)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(row(self._heading, margins=(24, 16, 24, 8)))
        column.addWidget(self._stack, 1)
        column.addWidget(self._footer)
        return column

    def _forms(self) -> tuple[Form, ...]:
        return self._label_form, self._attribute_form, self._scheme_form, self._notes_form

    def _connect(self) -> None:
        self._close.clicked.connect(self.close_overlay)
        self._import.clicked.connect(self._import_file)
        self._save.clicked.connect(self._save_file)
        self._search.textChanged.connect(self._tree.search)
        self._search.returnPressed.connect(self._tree.setFocus)
        self._tree.picked.connect(self._on_picked)
        self._tree.moved.connect(self._move_label)
        self._tree.attribute_moved.connect(self._move_attribute)
        self._new_menu.triggered.connect(self._show_new)
        for form in self._forms():
            form.changed.connect(self._think)
        self._label_form.merge_requested.connect(self._ask_merge)
        self._label_form.delete_requested.connect(self._delete_label)
        self._label_form.passages_requested.connect(self._show_passages)
        self._attribute_form.delete_requested.connect(self._delete_attribute)
        self._picker.picked.connect(self._merge_into)
        self._footer.applied.connect(self._apply)
        self._footer.given_up.connect(self._give_up)
        self._footer.relabel_chosen.connect(self._merge_into)
        self._making.looked.connect(self._on_looked)
        self._making.refused.connect(self._on_refused)
        self._making.made.connect(self._on_made)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        super().set_theme(theme)
        spread_theme(self, theme)
        self._search_icon.setIcon(icon("search", theme.c("text3")))
        self._tree.set_theme(theme)
        self._label_form.set_theme(theme)
        self._attribute_form.set_theme(theme)

    # -- opening and closing

    def edit(self, session: Session, name: str = "") -> None:
        """Open the card on a project's scheme, at the label of this name."""
        if session is not self._session:
            self.leave()
            self._session = session
            self._unsubscribe = session.subscribe(self._on_changes)
            self._show_scheme()
            self._tree.choose("scheme", session.scheme.name)
        if name and self._ask is None:
            self._tree.choose("label", name)
        self.open()

    def leave(self) -> None:
        """The project closes, or another one opens."""
        self.close_overlay()
        self._making.stop()
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._unsubscribe = self._session = None
        self._rest()

    def first_field(self) -> QWidget:
        """The tree: arrows walk it."""
        return self._tree

    def _tab_chain(self) -> list[QWidget]:
        """Pane after pane, in each from line to line: rows can be moved, and Tab follows what is seen."""
        fields = super()._tab_chain()
        panes = (self._head, self._left, self._stack, self._footer)
        return [field for pane in panes for field in self._by_line(f for f in fields if pane.isAncestorOf(f))]

    def _by_line(self, fields: Iterable[QWidget]) -> list[QWidget]:
        side = -1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1
        places = {field: field.mapTo(self, field.rect().center()) for field in fields}
        lines: list[list[QWidget]] = []
        for field in sorted(places, key=lambda field: places[field].y()):
            if lines and places[field].y() - places[lines[-1][0]].y() <= _LINE:
                lines[-1].append(field)
            else:
                lines.append([field])
        return [field for line_ in lines for field in sorted(line_, key=lambda field: side * places[field].x())]

    # -- showing

    def _on_changes(self, changes: Changes) -> None:
        if changes.touches(Subject.SCHEME):
            self._show_scheme()
            if self._ask is None:
                self._show(_follow(self._shown, changes))
                self._tree.choose(self._shown.sort, self._shown.name)
        elif changes.touches(Subject.MENTION, Subject.RELATION) and self.isVisible():
            self._show_scheme()

    def _show_scheme(self) -> None:
        if self._session is None:
            return
        scheme = self._session.scheme
        said = self.tr("{name}, version {version} · {labels} labels, {attributes} attributes")
        self._version.set_text(
            said.format(
                name=scheme.title or scheme.name,
                version=scheme.version,
                labels=len(scheme.labels),
                attributes=len(scheme.attributes),
            )
        )
        self._tree.show_scheme(scheme, label_uses(self._session))

    def _on_picked(self, item: Item) -> None:
        if (item.sort, item.name) == (self._shown.sort, self._shown.name):
            return
        if self._ask is not None:
            self._footer.warn(self.tr("Apply this or cancel it first."))
            self._tree.blockSignals(True)
            self._tree.choose(self._shown.sort, self._shown.name)
            self._tree.blockSignals(False)
            return
        self._show(item)

    def _show(self, item: Item) -> None:
        """Show a row of the tree in its form; what is gone shows the scheme itself."""
        if self._session is None:
            return
        scheme = self._session.scheme
        label = scheme.find(item.name) if item.sort == "label" else None
        attribute = next((a for a in scheme.attributes if a.name == item.name and item.sort == "attribute"), None)
        if label is not None:
            self._label_form.show_label(scheme, label)
            self._turn_to(self._label_form, item, label.name)
        elif attribute is not None:
            self._attribute_form.show_attribute(scheme, attribute)
            self._turn_to(self._attribute_form, item, attribute.name)
        else:
            self._scheme_form.show_scheme(scheme)
            self._turn_to(self._scheme_form, Item("scheme", scheme.name), self.tr("About the scheme"))

    def _turn_to(self, form: Form, item: Item, heading: str) -> None:
        is_other = (item.sort, item.name) != (self._shown.sort, self._shown.name)
        self._shown = item
        self._heading.set_text(heading)
        self._stack.setCurrentWidget(self._areas[form])
        if is_other:
            self._areas[form].verticalScrollBar().setValue(0)

    def _show_new(self, action: object) -> None:
        if self._session is None or self._ask is not None:
            self._footer.warn(self.tr("Apply this or cancel it first."))
            return
        what = action.data()  # type: ignore[attr-defined]
        scheme = self._session.scheme
        if what == "attribute":
            self._attribute_form.show_new(scheme)
            self._turn_to(self._attribute_form, Item("attribute", ""), self.tr("New attribute"))
            self._attribute_form.first_field().setFocus()
            return
        self._label_form.show_new(scheme, what, self._parent_for(what))
        titles = {"entity": self.tr("New entity label"), "event": self.tr("New event label")}
        self._turn_to(self._label_form, Item("label", ""), titles.get(what, self.tr("New relation")))
        self._label_form.first_field().setFocus()

    def _parent_for(self, kind: LabelKind) -> str:
        """A new label stands beside the chosen one of its kind, or below it if that is a heading."""
        label = self._session.scheme.find(self._shown.name) if self._session is not None else None
        if label is None or label.kind != kind or self._shown.sort != "label":
            return ""
        return label.name if label.abstract else label.parent

    def _show_passages(self) -> None:
        if self._session is not None:
            self._label_form.examples.offer_passages(examples_of(self._session, self._label_form.label.name))

    # -- an edit in mind

    def _think(self) -> None:
        """The form was changed: find out what that means, once the person pauses."""
        form = next(form for form, area in self._areas.items() if area is self._stack.currentWidget())
        ask = form.ask()
        if ask is None:
            self._rest()
        else:
            self._have_in_mind(ask)

    def _have_in_mind(self, ask: Ask) -> None:
        self._ask, self._plan = ask, None
        self._footer.wait(ask.title)
        self._due.start()

    def _look(self) -> None:
        if self._ask is not None:
            self._making.look(self._ask)

    def _rest(self, done: str = "") -> None:
        self._ask = self._plan = None
        self._due.stop()
        self._making.forget()
        self._footer.rest(done)

    def _on_looked(self, plan: Plan) -> None:
        if self._ask is None:
            return
        self._plan = plan
        self._footer.offer(self._ask.title, plan, self._others_instead(self._ask))

    def _on_refused(self, reason: str) -> None:
        if self._ask is not None:
            self._footer.refuse(self._ask.title, reason, self._others_instead(self._ask))

    def _others_instead(self, ask: Ask) -> list[Entry]:
        return self._others() if isinstance(ask.edit, DeleteLabel) else []

    def _give_up(self) -> None:
        self._rest()
        self._show(self._shown)

    def _apply(self) -> None:
        if self._ask is not None and self._plan is not None:
            drops = self._footer.drops
            self._footer.busy(self._ask.title)
            self._making.make(self._ask, self._plan, drops=drops)

    def _on_made(self, plan: Plan) -> None:
        ask = self._ask
        if ask is None:
            return
        done = self.tr("Done. {sentence}. {keys} takes it back.")
        self._rest(done.format(sentence=words.sentence(ask.title, plan), keys="Ctrl+Z"))
        sort, name = ask.shows
        self._shown = Item(sort, name)
        self._tree.choose(sort, name)
        self._show(self._shown)
        self._tree.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- edits that are no change of a field

    def _move_label(self, name: str, parent: str, before: str) -> None:
        self._do_at_once(Ask(words.moved(name), MoveLabel(name, parent, before), ("label", name)))

    def _move_attribute(self, name: str, before: str) -> None:
        self._do_at_once(Ask(words.moved(name), MoveAttribute(name, before), ("attribute", name)))

    def _do_at_once(self, ask: Ask) -> None:
        """Moves are only said first if something in use is in their way."""
        if self._session is None or self._ask is not None:
            self._footer.warn(self.tr("Apply this or cancel it first."))
            return
        self._ask = ask
        self._making.look_and_make(ask)

    def _delete_label(self) -> None:
        label = self._label_form.label
        shows: tuple[Sort, str] = ("label", label.parent) if label.parent else ("scheme", "")
        self._have_in_mind(Ask(words.deleted(label.name), DeleteLabel(label.name), shows))

    def _delete_attribute(self) -> None:
        name = self._attribute_form.attribute.name
        self._have_in_mind(Ask(words.deleted(name), DeleteAttribute(name), ("scheme", "")))

    def _others(self) -> list[Entry]:
        """The labels that something labelled so could get instead."""
        if self._session is None:
            return []
        scheme, label = self._session.scheme, self._label_form.label
        others = (other for other in scheme.labels_of(label.kind) if other.name != label.name)
        return [label_entry(other, scheme, "en") for other in others]

    def _ask_merge(self) -> None:
        self._picker.offer(self._others())
        self._picker.drop_below(self._label_form.merge_button)

    def _merge_into(self, into: str) -> None:
        name = self._label_form.label.name
        self._have_in_mind(Ask(words.merged(name, into), MergeLabel(name, into), ("label", into)))

    # -- files

    def choose_scheme(self) -> str:
        """Let the person choose a file with a scheme; tests replace it."""
        kinds = self.tr("Schemes ({endings});;All files (*)").format(endings=" ".join(f"*{end}" for end in SUFFIXES))
        return QFileDialog.getOpenFileName(self, self.tr("Import a scheme"), str(Path.home()), kinds)[0]

    def choose_file(self, name: str) -> str:
        """Let the person choose where to save; tests replace it."""
        kinds = self.tr("YAML (*.yaml)")
        return QFileDialog.getSaveFileName(self, self.tr("Save the scheme"), str(Path.home() / name), kinds)[0]

    def _import_file(self) -> None:
        if self._ask is not None:
            self._footer.warn(self.tr("Apply this or cancel it first."))
            return
        chosen = self.choose_scheme()
        if not chosen:
            return
        try:
            scheme, notes = read_scheme(Path(chosen))
        except AnnotatorError as error:
            self._notes_form.show_notes(error.message, ())
            self._turn_to(self._notes_form, Item("scheme", Path(chosen).name), Path(chosen).name)
            return
        self._notes_form.show_notes("", notes)
        self._turn_to(self._notes_form, Item("scheme", Path(chosen).name), Path(chosen).name)
        self._have_in_mind(Ask(words.replaced(scheme.name), ReplaceScheme(scheme), ("scheme", scheme.name)))

    def _save_file(self) -> None:
        if self._session is None:
            return
        scheme = self._session.scheme
        chosen = self.choose_file(f"{scheme.name}.yaml")
        if not chosen:
            return
        path = Path(chosen).with_suffix(".yaml") if not Path(chosen).suffix else Path(chosen)
        try:
            save_scheme(scheme, path)
        except AnnotatorError as error:
            self._messages.error(error)
            return
        said = self.tr("The scheme was saved to {name}").format(name=quoted(path.name))
        self._messages.show(said, icon="save")
        self._footer.rest(said)

    def sizeHint(self) -> QSize:
        """The card has its size from the window."""
        return QSize(self.WIDTH, 600)


def _follow(item: Item, changes: Changes) -> Item:
    """A row of the tree after the scheme has changed, by an undo too: under its new name, if it has one."""
    for change in changes.of(Subject.SCHEME):
        before, after = change.before, change.after
        if not isinstance(before, Scheme) or not isinstance(after, Scheme):
            continue
        gone, new = _names(before, item.sort), _names(after, item.sort)
        if item.name in gone - new and len(new - gone) == 1:
            item = replace(item, name=(new - gone).pop())
    return item


def _names(scheme: Scheme, sort: Sort) -> set[str]:
    parts = scheme.attributes if sort == "attribute" else scheme.labels
    return {part.name for part in parts}
