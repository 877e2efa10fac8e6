"""Everything a person can do, in one table.

The table feeds the menus, the shortcuts, the command palette, the sheet of shortcuts and the keyboard page of the help,
so none of them can tell another story. What an action *does* stands in the window, by the action's id.

Keys of labels are not here: they come from the project's scheme (see `label_keys`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from annotator.gui.icons import icon
from annotator.gui.naming import act_name
from annotator.gui.theme import Theme
from annotator.model.document import Direction, Document
from annotator.model.scheme import Strictness
from annotator.services.blindness import Blindness
from annotator.services.session import Session


class Section(StrEnum):
    """Where an action stands: a menu, or a heading of the help that is no menu."""

    FILE = "File"
    EDIT = "Edit"
    VIEW = "View"
    ANNOTATE = "Annotate"
    REVIEW = "Review"
    HELP = "Help"
    TEXT = "In the text"
    INSPECTOR = "In the inspector"
    COMPARING = "In the mode Compare"
    ADJUDICATING = "In the mode Adjudicate"
    MOUSE = "With the mouse"


MENUS = (Section.FILE, Section.EDIT, Section.VIEW, Section.ANNOTATE, Section.REVIEW, Section.HELP)


class Need(Enum):
    """What must be there for an action to make sense."""

    PROJECT = "a project is open"
    WRITABLE = "the project can be edited"
    DOCUMENT = "a document is open"
    MENTION = "a mention is selected"
    ARMED = "a label is armed"
    UNDO = "something can be undone"
    REDO = "something can be redone"
    FINDING = "the find bar is open"


class Scope(Enum):
    """Where the keys of an action work."""

    WINDOW = "everywhere"
    ARTICLE = "while the text or the labels have the focus"
    GESTURE = "handled by the article view itself; listed here so that the help knows it"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing that a person can do.

    Attributes:
        id: Stable name; the window's handler goes by it.
        text: In English, as a menu shows it (`&` marks its letter).
        keys: Portable key sequences, the one to show first; for gestures words of their own.
        group: A menu draws a line where it changes.
        hint: One sentence more for the help.
    """

    id: str
    text: str
    section: Section
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs: frozenset[Need] = frozenset()
    scope: Scope = Scope.WINDOW
    group: int = 0
    checkable: bool = False
    hint: str = ""

    @property
    def title(self) -> str:
        """The text in the interface language, without the mark of its letter and without dots."""
        return translated(self.text).replace("&", "").removesuffix("…")


_PROJECT = frozenset({Need.PROJECT})
_WRITE = frozenset({Need.PROJECT, Need.WRITABLE})
_DOCUMENT = frozenset({Need.PROJECT, Need.DOCUMENT})
_EDIT = _WRITE | {Need.DOCUMENT}
_GESTURE = Scope.GESTURE


def _(_context: str, text: str) -> str:
    """Mark a text for translators (an alias of QT_TRANSLATE_NOOP for their tool, with a type)."""
    return text


SPECS: tuple[ActionSpec, ...] = (
    ActionSpec("new_project", _("Actions", "&New project…"), Section.FILE, ("Ctrl+N",), "folder-plus"),
    ActionSpec("open_project", _("Actions", "&Open project…"), Section.FILE, ("Ctrl+O",), "folder-open"),
    ActionSpec("open_sample", _("Actions", "Open the &sample project"), Section.FILE, ("Ctrl+1",), "sparkles"),
    ActionSpec("open_review_sample", _("Actions", "&Review the sample"), Section.FILE, ("Ctrl+2",), "git-compare",
               hint=_("Actions", "The same articles as three people have labelled them.")),
    ActionSpec(
        "import_files", _("Actions", "&Import files…"), Section.FILE, ("Ctrl+I",), "import", _WRITE, group=1,
        hint=_("Actions", "Text files and native JSONL. Files and folders can also be dropped on the window."),
    ),
    ActionSpec("import_folder", _("Actions", "Import a &folder…"), Section.FILE, ("Ctrl+Shift+I",), "folder-plus",
               _WRITE, group=1),
    ActionSpec("import_options", _("Actions", "Import with o&ptions…"), Section.FILE, ("Ctrl+Alt+I",), "settings",
               _WRITE, group=1,
               hint=_("Actions", "Format, language, whose labels, and what becomes of names that the scheme lacks. "
                                 "For a folder, hold Shift while you drop it.")),
    ActionSpec(
        "merge", _("Actions", "&Merge others' work…"), Section.FILE, ("Ctrl+M",), "git-merge", _WRITE, group=1,
        hint=_("Actions", "From a project that somebody has sent, or JSON Lines; or drop it on the window."),
    ),
    ActionSpec("export", _("Actions", "&Export…"), Section.FILE, ("Ctrl+E",), "upload", _PROJECT, group=1),
    ActionSpec("import_report", _("Actions", "Report of the last import"), Section.FILE, (), "list", _PROJECT,
               group=1),
    ActionSpec("settings", _("Actions", "Se&ttings…"), Section.FILE, ("Ctrl+,",), "settings", group=2),
    ActionSpec("who", _("Actions", "&Who is labelling…"), Section.FILE, (), "user", group=2),
    ActionSpec("close_project", _("Actions", "&Close project"), Section.FILE, ("Ctrl+W",), "x", _PROJECT, group=3),
    ActionSpec("quit", _("Actions", "&Quit"), Section.FILE, ("Ctrl+Q",), "log-out", group=3),
    ActionSpec("undo", _("Actions", "&Undo"), Section.EDIT, ("Ctrl+Z",), "undo-2", _WRITE | {Need.UNDO},
               hint=_("Actions", "Takes back the last act, also one of an earlier day; opens its document.")),
    ActionSpec("redo", _("Actions", "&Redo"), Section.EDIT, ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2",
               _WRITE | {Need.REDO}),
    ActionSpec("copy_text", _("Actions", "&Copy the exact text"), Section.EDIT, ("Ctrl+C",), "copy", _DOCUMENT,
               _GESTURE, group=1),
    ActionSpec("select_all", _("Actions", "Select the whole text"), Section.EDIT, ("Ctrl+A",), "text-select",
               _DOCUMENT, _GESTURE, group=1),
    ActionSpec("find", _("Actions", "&Find in the text…"), Section.EDIT, ("Ctrl+F",), "search", _DOCUMENT, group=2,
               hint=_("Actions", "Vowel marks, tatweel, case, and forms of alef, ya and digits make no difference.")),
    ActionSpec("find_next", _("Actions", "Find &next"), Section.EDIT, ("F3", "Ctrl+G"), "chevron-down",
               _DOCUMENT, group=2),
    ActionSpec("find_previous", _("Actions", "Find &previous"), Section.EDIT, ("Shift+F3", "Ctrl+Shift+G"),
               "chevron-up", _DOCUMENT, group=2),
    ActionSpec("filter_documents", _("Actions", "Filter the &documents"), Section.EDIT, ("Ctrl+Shift+F",),
               "list-filter", _PROJECT, group=2),
    ActionSpec("empty_bin", _("Actions", "Empty the &bin…"), Section.EDIT, (), "trash-2", _WRITE, group=3,
               hint=_("Actions", "Asks first, and says what would go. Undo brings it back.")),
    ActionSpec("palette", _("Actions", "Search or run a &command…"), Section.VIEW, ("Ctrl+K",), "command",
               hint=_("Actions", "Begin with > for actions, # for labels, @ for documents.")),
    ActionSpec("toggle_documents", _("Actions", "&Documents"), Section.VIEW, ("F9",), "panel-left", _PROJECT,
               group=1, checkable=True),
    ActionSpec("toggle_inspector", _("Actions", "&Inspector"), Section.VIEW, ("Shift+F9",), "panel-right", _PROJECT,
               group=1, checkable=True),
    ActionSpec("toggle_events", _("Actions", "&Events of the document"), Section.VIEW, ("F4",), "list", _DOCUMENT,
               group=1, checkable=True,
               hint=_("Actions", "A table: who did what, where and when; incomplete events first.")),
    ActionSpec("show_check", _("Actions", "Chec&k against the scheme"), Section.VIEW, ("F8",), "shield-check",
               _PROJECT, group=1,
               hint=_("Actions", "What the scheme forbids or misses, here or in all documents.")),
    ActionSpec("next_part", _("Actions", "Go to the next &part of the window"), Section.VIEW, ("F6",), "",
               _PROJECT, group=1),
    ActionSpec("previous_part", _("Actions", "Go to the previous part of the window"), Section.VIEW, ("Shift+F6",),
               "", _PROJECT, group=1),
    ActionSpec("zoom_in", _("Actions", "&Larger text"), Section.VIEW, ("Ctrl++", "Ctrl+="), "zoom-in", _PROJECT,
               group=2),
    ActionSpec("zoom_out", _("Actions", "&Smaller text"), Section.VIEW, ("Ctrl+-",), "zoom-out", _PROJECT, group=2),
    ActionSpec("zoom_reset", _("Actions", "&Usual text size"), Section.VIEW, ("Ctrl+0",), "", _PROJECT, group=2),
    ActionSpec("lines_wider", _("Actions", "&Wider lines"), Section.VIEW, ("Ctrl+Alt++", "Ctrl+Alt+="),
               "move-vertical", _PROJECT, group=3),
    ActionSpec("lines_closer", _("Actions", "&Closer lines"), Section.VIEW, ("Ctrl+Alt+-",), "", _PROJECT, group=3),
    ActionSpec("arcs_all", _("Actions", "All &arcs"), Section.VIEW, (), "eye", _DOCUMENT, group=4, checkable=True),
    ActionSpec("arcs_focused", _("Actions", "Only arcs of the &selected mention"), Section.VIEW, (), "circle-dot",
               _DOCUMENT, group=4, checkable=True),
    ActionSpec("arcs_hidden", _("Actions", "No arcs"), Section.VIEW, (), "eye-off", _DOCUMENT, group=4,
               checkable=True),
    ActionSpec("arcs_next", _("Actions", "All, few or no arcs, in turn"), Section.VIEW, ("Shift+F4",), "", _DOCUMENT,
               group=4),
    ActionSpec("toggle_theme", _("Actions", "Light or dar&k"), Section.VIEW, ("Ctrl+Shift+L",), "sun-moon", group=5),
    ActionSpec("full_screen", _("Actions", "&Full screen"), Section.VIEW, ("F11",), "monitor", group=5,
               checkable=True),
    ActionSpec("find_label", _("Actions", "Find a &label…"), Section.ANNOTATE, ("/",), "tag", _DOCUMENT,
               Scope.ARTICLE, hint=_("Actions", "Type a part of its name and press Enter.")),
    ActionSpec("disarm", _("Actions", "&Disarm the label"), Section.ANNOTATE, ("Esc",), "x",
               _DOCUMENT | {Need.ARMED}, Scope.ARTICLE),
    ActionSpec("next_link", _("Actions", "Choose the next arc of the mention"), Section.ANNOTATE, ("Ctrl+Shift+J",),
               "link", _DOCUMENT | {Need.MENTION},
               hint=_("Actions", "Delete takes the chosen arc out; or click an arc to choose it.")),
    ActionSpec("go_along", _("Actions", "Go along the arc"), Section.ANNOTATE, ("Ctrl+J",), "arrow-right",
               _DOCUMENT | {Need.MENTION}, hint=_("Actions", "To its other end, also on another screen.")),
    ActionSpec("delete_mention", _("Actions", "Delete the &mention"), Section.ANNOTATE, ("Del", "Backspace"),
               "trash-2", _EDIT | {Need.MENTION}, Scope.ARTICLE),
    ActionSpec("add_argument", _("Actions", "Add an &argument…"), Section.ANNOTATE, ("E", "Ctrl+Shift+E"), "list-tree",
               _EDIT | {Need.MENTION}, Scope.ARTICLE, group=1,
               hint=_("Actions", "With an event selected: then the role's key, then the filler.")),
    ActionSpec("add_relation", _("Actions", "&Connect with another mention…"), Section.ANNOTATE,
               ("C", "Ctrl+Shift+C"), "link", _EDIT | {Need.MENTION}, Scope.ARTICLE, group=1,
               hint=_("Actions", "Then the relation's key, then the other mention.")),
    ActionSpec("set_attribute", _("Actions", "Set a&ttributes…"), Section.ANNOTATE, ("Q", "Ctrl+Shift+Q"), "list",
               _EDIT | {Need.MENTION}, Scope.ARTICLE, group=1,
               hint=_("Actions", "Then the keys of the values; the same key again takes a value back.")),
    ActionSpec("warn_links", _("Actions", "Only &warn of links that do not fit"), Section.ANNOTATE, (), "", _WRITE,
               group=1, checkable=True,
               hint=_("Actions", "Arguments and relations that the scheme does not foresee are made, with a warning.")),
    # These do not ask for a mention here: it may be too new for the actions to know, and no key may be lost.
    ActionSpec("link_cluster", _("Actions", "Put into the last cl&uster"), Section.ANNOTATE, ("K",), "link",
               _EDIT, Scope.ARTICLE, group=1,
               hint=_("Actions", "The first time it begins a cluster; on the next mentions it adds them.")),
    ActionSpec("choose_cluster", _("Actions", "Put &into a cluster…"), Section.ANNOTATE, ("Shift+K",), "list-tree",
               _EDIT, Scope.ARTICLE, group=1),
    ActionSpec("unlink_cluster", _("Actions", "Take &out of its cluster"), Section.ANNOTATE, ("Ctrl+Shift+K",),
               "unlink", _EDIT, Scope.ARTICLE, group=1),
    ActionSpec("show_clusters", _("Actions", "Clu&sters"), Section.ANNOTATE, ("F7",), "users", _PROJECT, group=1,
               hint=_("Actions", "Once more: back to the text.")),
    ActionSpec("show_guideline", _("Actions", "Guid&eline of the label"), Section.ANNOTATE, ("F2",), "book-open",
               _PROJECT, group=1, hint=_("Actions", "Once more: back to the mention.")),
    ActionSpec("add_comment", _("Actions", "Co&mment…"), Section.ANNOTATE, ("Ctrl+Shift+M", ";"), "message-square",
               _EDIT, group=1,
               hint=_("Actions", "On the chosen arc, the selected text or mention; else on the document.")),
    ActionSpec("show_comments", _("Actions", "Comments on this d&ocument"), Section.ANNOTATE, ("Shift+F7",),
               "message-square", _PROJECT, group=1, hint=_("Actions", "Once more: back to the text.")),
    ActionSpec("mark_done", _("Actions", "Mark do&ne"), Section.ANNOTATE, ("Ctrl+Return", "Ctrl+Enter"), "check",
               _EDIT, group=2, hint=_("Actions", "Once more: not done after all.")),
    ActionSpec("mark_done_next", _("Actions", "Mark done and go to the ne&xt"), Section.ANNOTATE,
               ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), "check-check", _EDIT, group=2),
    ActionSpec("next_document", _("Actions", "&Next document"), Section.ANNOTATE, ("Ctrl+PgDown",), "arrow-down",
               _PROJECT, group=3),
    ActionSpec("previous_document", _("Actions", "&Previous document"), Section.ANNOTATE, ("Ctrl+PgUp",),
               "arrow-up", _PROJECT, group=3),
    ActionSpec("direction_auto", _("Actions", "Direction: &by paragraph"), Section.ANNOTATE, (), "pilcrow", _EDIT,
               group=4, checkable=True),
    ActionSpec("direction_rtl", _("Actions", "Direction: &right to left"), Section.ANNOTATE, (), "pilcrow-left",
               _EDIT, group=4, checkable=True),
    ActionSpec("direction_ltr", _("Actions", "Direction: left to ri&ght"), Section.ANNOTATE, (), "pilcrow-right",
               _EDIT, group=4, checkable=True),
    ActionSpec("edit_scheme", _("Actions", "&Edit the scheme…"), Section.ANNOTATE, ("Ctrl+Shift+S",), "tags", _WRITE,
               group=5, hint=_("Actions", "Labels, roles, attributes, their rules, keys and guidelines.")),
    ActionSpec("mode_label", _("Actions", "&Label"), Section.REVIEW, ("Alt+1",), "highlighter", _PROJECT,
               checkable=True),
    ActionSpec("mode_compare", _("Actions", "&Compare"), Section.REVIEW, ("Alt+2",), "git-compare", _PROJECT,
               checkable=True,
               hint=_("Actions", "What annotators say differently, in one text and as a list to walk through.")),
    ActionSpec("mode_adjudicate", _("Actions", "A&djudicate"), Section.REVIEW, ("Alt+3",), "check-check", _PROJECT,
               checkable=True),
    ActionSpec("mode_agreement", _("Actions", "A&greement"), Section.REVIEW, ("Alt+4",), "", _PROJECT,
               checkable=True,
               hint=_("Actions", "How far annotators agree, which labels they mix up, and where.")),
    ActionSpec("mode_comments", _("Actions", "C&omments"), Section.REVIEW, ("Alt+5",), "message-square", _PROJECT,
               checkable=True, hint=_("Actions", "All threads of the project, and the guidelines to fix.")),
    ActionSpec("begin_gold", _("Actions", "Begin &gold…"), Section.REVIEW, ("Ctrl+Alt+G",), "star", _WRITE, group=1,
               hint=_("Actions", "By what all say, most say, or one says; looked at first.")),
    ActionSpec("edit_reasons", _("Actions", "Edit the &reasons…"), Section.REVIEW, (), "list", _WRITE, group=1),
    ActionSpec("agreement_report", _("Actions", "Save the agreement &report…"), Section.REVIEW, (), "download",
               _PROJECT, group=1,
               hint=_("Actions", "One page for any browser, with all figures and the most disputed places.")),
    ActionSpec("blind", _("Actions", "&Blind mode"), Section.REVIEW, (), "eye-off", _WRITE, group=1, checkable=True,
               hint=_("Actions", "What others label in a document is hidden until you are done with it.")),
    ActionSpec("show_outcome", _("Actions", "What became of my &labels"), Section.REVIEW, ("Ctrl+Alt+O",), "inbox",
               _DOCUMENT, group=2, hint=_("Actions", "What was decided about them in this document, and why.")),
    ActionSpec("help", _("Actions", "&Help"), Section.HELP, ("F1",), "circle-help"),
    ActionSpec("shortcuts", _("Actions", "&Keyboard shortcuts"), Section.HELP, ("Ctrl+F1",), "keyboard"),
    ActionSpec("about", _("Actions", "&About Annotator"), Section.HELP, (), "info", group=1),
)  # fmt: skip


def _gesture(id_: str, text: str, *keys: str, hint: str = "", section: Section = Section.TEXT) -> ActionSpec:
    return ActionSpec(id_, text, section, keys, "", _DOCUMENT, _GESTURE, hint=hint)


GESTURES: tuple[ActionSpec, ...] = (
    _gesture("label", _("Actions", "Label the selection, or relabel the selected mention"), "key of the label",
             hint=_("Actions", "With nothing selected the key arms the label: the next selection gets it.")),
    _gesture("walk", _("Actions", "Next and previous mention"), "Tab", "Shift+Tab"),
    _gesture("caret", _("Actions", "Move by a character"), "Left", "Right"),
    _gesture("caret_word", _("Actions", "Move by a word"), "Ctrl+Left", "Ctrl+Right"),
    _gesture("caret_line", _("Actions", "Move by a line, to its beginning or end"), "Up", "Down", "Home", "End"),
    _gesture("caret_sentence", _("Actions", "Move by a sentence"), "Alt+Up", "Alt+Down"),
    _gesture("caret_paragraph", _("Actions", "Move by a paragraph"), "Ctrl+Up", "Ctrl+Down"),
    _gesture("caret_page", _("Actions", "Move by a page, to the beginning or end of the text"), "PgUp", "PgDown",
             "Ctrl+Home", "Ctrl+End"),
    _gesture("extend", _("Actions", "Extend the selection while moving"), "Shift with any of these"),
    _gesture("edge_end", _("Actions", "Move the end of the selected mention, or of the selection"), "Alt+Left",
             "Alt+Right"),
    _gesture("edge_start", _("Actions", "Move its beginning"), "Alt+Shift+Left", "Alt+Shift+Right"),
    _gesture("leave", _("Actions", "Leave the text"), "Ctrl+Tab", "Ctrl+Shift+Tab",
             hint=_("Actions", "Or Esc, and then Tab.")),
    _gesture("clear", _("Actions", "Select nothing"), "Esc"),
    _gesture("link_jump", _("Actions", "Go to the mention at the other end of a link"), "Return",
             section=Section.INSPECTOR),
    _gesture("link_delete", _("Actions", "Take a filler out of its role, delete a relation"), "Del",
             section=Section.INSPECTOR),
    _gesture("link_move", _("Actions", "Move a filler up or down among those of its role"), "Alt+Up", "Alt+Down",
             section=Section.INSPECTOR),
    _gesture("link_open", _("Actions", "Show or hide the attributes of a link"), "Right", "Left",
             section=Section.INSPECTOR),
    _gesture("link_menu", _("Actions", "All that can be done with a link, such as another role"), "Menu",
             section=Section.INSPECTOR),
    _gesture("compare_step", _("Actions", "Next and previous disagreement"), "J", "K",
             hint=_("Actions", "Over the end of a document into the next; Down and Up do so in the list."),
             section=Section.COMPARING),
    _gesture("compare_open", _("Actions", "Open or close the disagreement"), "Return", section=Section.COMPARING),
    _gesture("compare_fold", _("Actions", "Fold the kind of disagreement in the list, or open it"), "Left", "Right",
             section=Section.COMPARING),
    _gesture("compare_agreed", _("Actions", "Show or hide what all agree on"), "A", section=Section.COMPARING),
    _gesture("compare_filter", _("Actions", "Filter the documents by title"), "F", section=Section.COMPARING),
    _gesture("compare_text", _("Actions", "Open in the text, for labelling"), "O", section=Section.COMPARING),
    _gesture("compare_comment", _("Actions", "Comment on the place in the text"), "C", section=Section.COMPARING),
    *(
        _gesture(f"decide_{id_}", text, *keys, hint=hint, section=Section.ADJUDICATING)
        for id_, text, keys, hint in (
            ("take", _("Actions", "Take what the first, second … annotator says in the row"), ("1", "2"),
             _("Actions", "With Shift: in all of the case.")),
            ("both", _("Actions", "Keep both readings beside each other"), ("3", "B"),
             _("Actions", "3 with two annotators. Ctrl+Space adds the cell to those that are chosen.")),
            ("edit", _("Actions", "Say something else for gold"), ("E",), ""),
            ("add", _("Actions", "Add an argument or attribute that nobody has said"), ("+", "Ins"), ""),
            ("none", _("Actions", "Nothing here belongs in gold"), ("N",), ""),
            ("wrong", _("Actions", "All readings are wrong"), ("W",), ""),
            ("reason", _("Actions", "Give a reason, then its digit"), ("R",), ""),
            ("comment", _("Actions", "Comment on the decision"), ("C",), ""),
            ("thread", _("Actions", "Begin a thread on the case"), ("Shift+C",),
             _("Actions", "About what the annotator of the current column has there.")),
            ("row", _("Actions", "Another row"), ("Up", "Down"),
             _("Actions", "Above the first row stands the whole case.")),
            ("cell", _("Actions", "Another cell, and take it"), ("Left", "Right", "Space"), ""),
            ("clear", _("Actions", "Choose nothing in the row yet"), ("Del",), ""),
            ("save", _("Actions", "Save and go to the next open case"), ("Return",), ""),
            ("walk", _("Actions", "Next and previous case, without saving"), ("J", "K"), ""),
            ("back", _("Actions", "Back to the case that was decided before"), ("Backspace",), ""),
            ("reopen", _("Actions", "Let a decided case be open again"), ("U",),
             _("Actions", "What it has brought into gold goes, too.")),
            ("text", _("Actions", "Show the place for labelling"), ("O",), ""),
            ("aside", _("Actions", "Show or hide what is known about the case"), ("I",), ""),
            ("accept", _("Actions", "Accept, in a review of one annotator"), ("A",), ""),
        )
    ),
    _gesture("mouse_drag", _("Actions", "Select exactly what you drag over"), "drag", section=Section.MOUSE),
    _gesture("mouse_word", _("Actions", "Select a word; a sentence"), "double click", "triple click",
             section=Section.MOUSE),
    _gesture("mouse_extend", _("Actions", "Extend the selection to here"), "Shift+click", section=Section.MOUSE),
    _gesture("mouse_fragment", _("Actions", "Add a further piece to the selection"), "Ctrl+drag",
             section=Section.MOUSE),
    _gesture("mouse_select", _("Actions", "Select a mention; again: the one under it"), "click",
             section=Section.MOUSE),
    _gesture("mouse_edge", _("Actions", "Move an edge of the selected mention"), "drag the edge",
             section=Section.MOUSE),
    _gesture("mouse_filler", _("Actions", "Reorder the fillers of a role, or let one play another role"),
             "drag the filler in the inspector", section=Section.MOUSE),
    _gesture("mouse_link", _("Actions", "Draw a link to another mention, or to text that becomes one"), "drag the tag",
             "Alt+drag", hint=_("Actions", "From an event to a filler or the other way round; Esc gives it up."),
             section=Section.MOUSE),
    _gesture("mouse_comment", _("Actions", "Open the thread at a mark beside the text"), "click",
             section=Section.MOUSE),
    _gesture("mouse_zoom", _("Actions", "Larger or smaller text"), "Ctrl+wheel", section=Section.MOUSE),
)  # fmt: skip


_DIRECTIONS = {"direction_auto": None, "direction_rtl": Direction.RTL, "direction_ltr": Direction.LTR}


def translated(text: str) -> str:
    """A text of this table in the interface language."""
    return QCoreApplication.translate("Actions", text)


def key_text(keys: str) -> str:
    """A key sequence as this system writes it; words for gestures stay words."""
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return native or translated(keys)


def by_section(specs: Iterable[ActionSpec]) -> Mapping[Section, tuple[ActionSpec, ...]]:
    """The actions under their headings, both in the order of the table."""
    found: dict[Section, list[ActionSpec]] = {section: [] for section in Section}
    for spec in specs:
        found[spec.section].append(spec)
    return {section: tuple(inside) for section, inside in found.items() if inside}


class Actions(QObject):
    """The table as live `QAction`s of one window."""

    triggered = Signal(str)
    """Id of the action that a person chose, by menu, key or palette."""

    def __init__(self, window: QWidget, article_area: QWidget) -> None:
        """Add the window's actions to `window` and those of the article to `article_area`."""
        super().__init__(window)
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self._group.triggered.connect(self._announce)
        self._actions: dict[str, QAction] = {}
        self._theme = Theme()
        self._drawn = False
        for spec in SPECS:
            if spec.scope is not Scope.GESTURE:
                self._add(spec, window, article_area)

    def _add(self, spec: ActionSpec, window: QWidget, article_area: QWidget) -> None:
        action = QAction(translated(spec.text), self._group)
        action.setObjectName(f"action_{spec.id}")
        action.setData(spec.id)
        action.setCheckable(spec.checkable)
        action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        inside = spec.scope is Scope.ARTICLE
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut if inside else Qt.ShortcutContext.WindowShortcut
        action.setShortcutContext(context)
        (article_area if inside else window).addAction(action)
        self._actions[spec.id] = action

    def _announce(self, action: QAction) -> None:
        self.triggered.emit(action.data())

    def action(self, id_: str) -> QAction:
        """The action of this id."""
        return self._actions[id_]

    def has(self, id_: str) -> bool:
        """Whether there is an action of this id."""
        return id_ in self._actions

    def set_theme(self, theme: Theme) -> None:
        """Take another theme; the icons are drawn when a menu opens, the program starts without them."""
        self._theme = theme
        self._drawn = False

    def draw_icons(self) -> None:
        """Draw the icons in the theme's colours."""
        if not self._drawn:
            self._drawn = True
            for spec, action in self._live():
                if spec.icon:
                    action.setIcon(icon(spec.icon, self._theme.c("text2")))

    def set_state(self, state: frozenset[Need]) -> None:
        """Enable what makes sense now."""
        for spec, action in self._live():
            action.setEnabled(spec.needs <= state)

    def show_facts(self, session: Session | None, document: Document | None) -> None:
        """Name what undo and redo would do, and check what holds for the open document."""
        undo, redo = (session.undo_action, session.redo_action) if session is not None else (None, None)
        for id_, name in (("undo", undo), ("redo", redo)):
            text = translated(next(spec.text for spec in SPECS if spec.id == id_))
            self._actions[id_].setText(f"{text} {act_name(name)}" if name else text)
        direction = document.direction if document is not None else None
        for id_, value in _DIRECTIONS.items():
            self._actions[id_].setChecked(document is not None and direction is value)
        only_warns = session is not None and session.strictness is Strictness.WARN
        self._actions["warn_links"].setChecked(only_warns)
        self._actions["blind"].setChecked(session is not None and Blindness.of(session).is_on)

    def yield_keys(self, taken: frozenset[str]) -> None:
        """Leave letters that the scheme gives to labels to them; such an action keeps its other keys."""
        for spec, action in self._live():
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys if keys not in taken])

    def enabled(self) -> Iterator[ActionSpec]:
        """What can be done now, in the order of the table."""
        for spec, action in self._live():
            if action.isEnabled():
                yield spec

    def _live(self) -> Iterator[tuple[ActionSpec, QAction]]:
        for spec in SPECS:
            action = self._actions.get(spec.id)
            if action is not None:
                yield spec, action
