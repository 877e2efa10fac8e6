"""The window: lays out the parts, wires what they ask to who does it, and shows the session's acts to all of them.

The path of one gesture: the article asks, `Labelling` knows what is meant, `Edits` asks the session, the session
publishes `Changes`, and `_on_changes` hands them to the article first and then to every panel.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from annotator.gui.actions import Actions
from annotator.gui.arcing import Arcing
from annotator.gui.asking import MERGE, Asking
from annotator.gui.bars import Bars
from annotator.gui.building import chrome
from annotator.gui.centre import Centre
from annotator.gui.columns import NARROW, Columns
from annotator.gui.commands import Commands
from annotator.gui.deleting import Deleting
from annotator.gui.edits import Edits
from annotator.gui.icons import app_icon
from annotator.gui.importing import Importing
from annotator.gui.inspecting import Inspecting
from annotator.gui.interface_language import speak
from annotator.gui.label_keys import LabelKeys
from annotator.gui.labelling import Labelling
from annotator.gui.latecomers import Latecomers
from annotator.gui.look import Look
from annotator.gui.making_pages import PageMaker
from annotator.gui.messages import Messages
from annotator.gui.middle import Middle
from annotator.gui.modes import Mode, Modes
from annotator.gui.notices import Notices
from annotator.gui.overlays import Overlays
from annotator.gui.pages import LazyPage
from annotator.gui.panels.documents import DocumentsPanel
from annotator.gui.panels.inspector import Inspector
from annotator.gui.panels.welcome import WelcomePanel
from annotator.gui.preferences import Preferences
from annotator.gui.projects import Projects
from annotator.gui.reading import Reading
from annotator.gui.review_pages import ReviewPages
from annotator.gui.searching import Searching
from annotator.gui.side import Side
from annotator.gui.statusbar import StatusBar
from annotator.gui.tasks import Tasks
from annotator.gui.theme import Theme
from annotator.gui.topbar import TopBar
from annotator.gui.widgets import separator
from annotator.model.annotation import Argument, Mention, Relation
from annotator.model.change import Changes, Subject
from annotator.model.ids import DocumentId, MentionId
from annotator.services.blindness import known_people
from annotator.services.opening import RecentProject, recent_project
from annotator.services.session import Session

_LEAST = (800, 560)
_USUAL = (1440, 900)
_ZOOMS = (50, 60, 70, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
_SPACINGS = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


class Window(QWidget):
    """One window on one project.

    Attributes:
        projects, reading, labelling, inspecting, edits, tasks, importing, deleting: Who does what; see their modules.
        later: Who does what, and comes only after the first picture.
        centre, documents, inspector, modes, top_bar, status_bar, welcome: The parts.
    """

    def __init__(self, preferences: Preferences, look: Look, messages: Messages) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(self.tr("Annotator"))
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self.setMinimumSize(*_LEAST)
        chrome(self)
        self.preferences = preferences
        self.look = look
        self.messages = messages
        self._followed = preferences.now
        self._session: Session | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._make_parts()
        self._make_workers()
        self._lay_out()
        self._connect()
        self.set_theme(look.theme)
        self._show_session(None)
        self._restore_layout()

    # -- building

    def _make_parts(self) -> None:
        self.centre = Centre()
        self.documents = DocumentsPanel()
        self.inspector = Inspector()
        self.pages = PageMaker(self)
        self.side = Side(self.inspector, self.pages.of_side())
        self.middle = Middle(self.centre, LazyPage(self.pages.make_events))
        self.columns = Columns(self.documents, self.middle, self.side)
        self.review_pages = ReviewPages(self)
        self.modes = Modes(self.columns, self.review_pages.makers())
        self.welcome = WelcomePanel()
        self.actions_table = Actions(self, self.centre)
        self.top_bar = TopBar(self.actions_table, self.look.theme)
        self.status_bar = StatusBar(self.look.theme)

    def _make_workers(self) -> None:
        view = self.centre.view
        self.tasks = Tasks(self)
        self.projects = Projects(self.preferences, self.messages, self)
        self.asking = Asking(self.messages, self)
        self.edits = Edits(self.asking, self)
        self.notices = Notices(self)
        self.reading = Reading(view, self.messages, self)
        self.reading.left.connect(self.projects.remember_place)
        self.labelling = Labelling(view, self.reading, self.edits, self.asking, self)
        self.inspecting = Inspecting(self.inspector, view, self.reading, self)
        self.later = Latecomers(self)
        self.arcing = Arcing(self)
        self.searching = Searching(view, self.centre.find_bar, self)
        self.importing = Importing(self.projects, self.tasks, self.messages, self)
        self.deleting = Deleting(self.projects, self.tasks, self.asking, self)
        self.overlays = Overlays(self)
        self.commands = Commands(self)
        self.bars = Bars(self)

    def _lay_out(self) -> None:
        self._workspace = QWidget()
        inside = QVBoxLayout(self._workspace)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.top_bar)
        inside.addWidget(separator())
        inside.addWidget(self.modes, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self._workspace)
        self._status_line = separator()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._status_line)
        layout.addWidget(self.status_bar)

    def _connect(self) -> None:
        self.look.changed.connect(self.set_theme)
        self.projects.session_changed.connect(self._show_session)
        self.projects.import_requested.connect(self.importing.import_paths)
        self.projects.sources_named.connect(self.importing.offer)
        self.notices.told.connect(self._tell_panels)
        self.reading.opened.connect(self._on_opened)
        self.reading.mention_shown.connect(self._on_mention)
        self.labelling.armed_changed.connect(self.centre.palette_panel.set_armed)
        self.asking.reverted.connect(self.show_changed_place)
        self.centre.label_key_pressed.connect(self.labelling.use)
        self.centre.palette_panel.label_chosen.connect(self._on_label_chosen)
        self.centre.palette_panel.disarm_requested.connect(self.labelling.disarm)
        self.centre.view.zoom_requested.connect(self.zoom)
        self._connect_documents()
        self.inspecting.connect_edits(self.inspector, self.edits, self.labelling)
        self._connect_bars()

        self.importing.report_requested.connect(self.overlays.show_report)
        self.importing.merge_wanted.connect(self.overlays.show_merge)
        self.importing.card_wanted.connect(self.overlays.show_import)
        self.importing.completed.connect(self.projects.taken_in)
        self.preferences.changed.connect(self._follow_preferences)
        self._connect_welcome()

    def _connect_welcome(self) -> None:
        page = self.welcome
        page.sample_requested.connect(self.projects.open_sample)
        page.review_requested.connect(self.projects.open_review_sample)
        self.projects.review_requested.connect(self.review_pages.begin_review)
        page.new_requested.connect(self.overlays.ask_new_project)
        page.open_requested.connect(self._open_project)
        page.recent_requested.connect(self._open_recent)
        page.help_requested.connect(self.overlays.show_help)

    def _open_project(self) -> None:
        self.commands.run("open_project")

    def _open_recent(self, path: str) -> None:
        self.projects.open(Path(path))

    def _connect_documents(self) -> None:
        panel, edits = self.documents, self.edits
        panel.document_chosen.connect(self.open_document)
        panel.import_requested.connect(self._import_files)
        panel.status_requested.connect(edits.set_status)
        panel.rename_requested.connect(edits.rename)
        panel.language_requested.connect(edits.set_language)
        panel.direction_requested.connect(edits.set_direction)
        panel.bin_requested.connect(edits.bin)
        panel.restore_requested.connect(edits.restore)
        panel.delete_requested.connect(self.deleting.ask)
        panel.empty_requested.connect(self.deleting.ask_all)
        self.deleting.question_wanted.connect(self.overlays.ask_delete)

    def _import_files(self) -> None:
        self.commands.run("import_files")

    def _connect_bars(self) -> None:
        self.top_bar.annotator_chosen.connect(self.projects.work_as)
        self.top_bar.other_annotator_requested.connect(self.overlays.ask_who)
        self.top_bar.command_requested.connect(self.overlays.show_palette)
        self.top_bar.done_requested.connect(self.commands.mark_done)
        self.status_bar.cancel_requested.connect(self.tasks.cancel)
        self.status_bar.zoom_reset_requested.connect(self.zoom_reset)

    # -- look

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        for part in (self.top_bar, self.status_bar, self.documents, self.side, self.welcome):
            part.set_theme(theme)
        self.centre.set_theme(theme)
        self.middle.below.set_theme(theme)
        self.modes.set_theme(theme)
        self.actions_table.set_theme(theme)

    def zoom(self, steps: int) -> None:
        """Larger (positive) or smaller text."""
        self.preferences.change(zoom=int(_stepped(_ZOOMS, self.preferences.now.zoom, steps)))

    def zoom_reset(self) -> None:
        """Text of the usual size."""
        self.preferences.change(zoom=100)

    def _follow_preferences(self) -> None:
        """Let what a person chose take effect, whoever asked."""
        settings, before = self.preferences.now, self._followed
        self._followed = settings
        if settings.theme != self.look.mode:
            self.look.choose(settings.theme)
        if settings.zoom != before.zoom:
            self.centre.view.set_zoom(settings.zoom)
        if settings.line_spacing != before.line_spacing:
            self.centre.view.set_line_spacing(settings.line_spacing)
        if settings.interface_language != before.interface_language:
            speak(settings.interface_language)
        self.bars.refresh_soon()

    def space_lines(self, steps: int) -> None:
        """Wider (positive) or closer lines."""
        self.preferences.change(line_spacing=_stepped(_SPACINGS, self.preferences.now.line_spacing, steps))

    # -- the session

    def _show_session(self, session: Session | None) -> None:
        self.inspector.flush()
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._session = session
        self.notices.clear()
        self._unsubscribe = session.subscribe(self._on_changes) if session is not None else None
        scheme = session.scheme if session is not None else None
        self.asking.session = session
        self.labelling.disarm()
        self.reading.set_session(session)
        if scheme is not None:
            self._show_scheme()
        self.documents.set_session(session)
        self.side.set_session(session)
        self.middle.below.set_session(session)
        self.modes.set_session(session)
        self._stack.setCurrentWidget(self._workspace if session is not None else self.welcome)
        title = self.tr("Annotator") if session is None else f"{session.title} — {self.tr('Annotator')}"
        self.setWindowTitle(title)
        self._show_people()
        self.bars.show_message(self.messages.current)
        self.bars.refresh()
        if session is not None:
            self.focus_text()
            self.open_first()
        if self.isVisible():
            QTimer.singleShot(0, self, self.greet)

    def _show_scheme(self) -> None:
        if self._session is None:
            return
        scheme = self._session.scheme
        self.centre.keys = LabelKeys(scheme)
        self.actions_table.yield_keys(self.centre.keys.taken)
        self.centre.view.set_scheme(scheme)
        language = self.preferences.now.interface_language or "en"
        self.centre.palette_panel.set_scheme(scheme, language)
        self.side.set_language(language)
        self.middle.below.set_language(language)
        self.modes.set_language(language)

    def _show_people(self) -> None:
        session = self._session
        current = self.projects.annotator
        others = () if session is None else tuple(name for name in known_people(session) if name != current)
        self.top_bar.show_annotators(current, others)

    def _on_changes(self, changes: Changes) -> None:
        self.reading.follow(changes)
        if changes.touches(Subject.SCHEME):
            self._show_scheme()
        self.notices.add(changes)
        if changes.touches(Subject.ANNOTATOR, Subject.SETTING):
            self._show_people()
        if self.reading.document is None and changes.touches(Subject.DOCUMENT):
            self.notices.tell()
            self.open_first()

    def _tell_panels(self, changes: Changes) -> None:
        self.documents.session_changed(changes)
        self.side.session_changed(changes)
        self.middle.below.session_changed(changes)
        self.modes.session_changed(changes)
        self.bars.refresh_soon()

    def close_project(self) -> None:
        """Stop what runs, close the project, show the first page."""
        self.tasks.stop()
        self.projects.close()

    # -- documents

    def open_document(self, document: str) -> None:
        """Show a document and where it stands in the list; the keyboard goes to the text."""
        if self.reading.open(DocumentId(document)):
            self.documents.select_document(DocumentId(document))
            self.focus_text()

    def go_to(self, document: DocumentId, mention: MentionId) -> None:
        """Open a document for labelling if it is not open, and let a mention of it be seen."""
        self.modes.turn_to(Mode.LABEL)
        self.open_document(document)
        self.reading.select(mention)

    def show_page(self, name: str) -> None:
        """Show a page of the right column and give it the keyboard."""
        self.modes.turn_to(Mode.LABEL)
        self.columns.show_side()
        self.side.turn_to(name)
        self.side.focus_page()

    def focus_text(self) -> None:
        """Give the keyboard to the text, unless a card above the window or another mode has it."""
        if not self.overlays.is_open and self.modes.current is Mode.LABEL:
            self.centre.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_text_if_nothing(self) -> None:
        """A card has closed and what had the keyboard before is gone."""
        if QApplication.focusWidget() is not None:
            return
        self.modes.focus_page()
        if self.reading.document is not None:
            self.focus_text()

    def open_first(self) -> None:
        """If no document is shown, show the one that was open last, else the first of the list."""
        last = self.projects.last_document()
        if self.reading.document is None and last is not None and self.documents.lists(DocumentId(last)):
            self.open_document(last)
        if self.reading.document is None:
            self.documents.step(1)

    def _on_opened(self, document: DocumentId | None) -> None:
        self.labelling.disarm()
        session = self._session
        text = session.text(document) if session is not None and document is not None else ""
        self.searching.set_text(text)
        if document is None:
            self.documents.select_document(None)
        self.bars.refresh_soon()

    def _on_mention(self, mention: MentionId | None, position: int, total: int) -> None:
        self.inspector.show_mention(mention, position, total)
        document = self.reading.document
        for part in (self.side, self.middle.below, self.modes):
            part.show_place(document.id if document is not None else None, mention)

    def show_changed_place(self, changes: Changes) -> None:
        """After undo or redo: open the document and let the place be seen; the page of another mode shows it itself."""
        self.bars.refresh()
        if self.modes.current is not Mode.LABEL:
            return
        if changes.changes and changes.changes[0].action == MERGE:
            return  # There is no one place, and others' layers are not shown here.
        gone = {c.subject_id for c in changes.of(Subject.DOCUMENT) if c.after is None}
        touched = [c.document for c in changes.changes if c.document is not None and c.document not in gone]
        current = self.reading.document
        if touched and (current is None or current.id not in touched):
            self.open_document(touched[0])
        mentions = [c.after or c.before for c in changes.of(Subject.MENTION)]
        mention = mentions[-1] if mentions else None
        if isinstance(mention, Mention):
            self.reading.select(mention.id)
            self.reading.reveal(mention.span)
            return
        links = [c.after or c.before for c in changes.of(Subject.ARGUMENT, Subject.RELATION)]
        if links and isinstance(links[-1], Argument):
            self.reading.select(links[-1].event)
        elif links and isinstance(links[-1], Relation):
            self.reading.select(links[-1].source)

    def _on_label_chosen(self, label: str) -> None:
        self.labelling.use(label)
        self.focus_text()

    def show_status_bar(self, is_shown: bool) -> None:
        """Show the status bar with its line, or hide both: the first page has nothing to say in it."""
        self.status_bar.setVisible(is_shown)
        self._status_line.setVisible(is_shown)

    def greet(self) -> None:
        """After the first picture: ask who labels, list the projects of before; make what was not needed for it."""
        if not self.isVisible():
            return
        self.later.come()
        QTimer.singleShot(0, self.inspector, self.inspector.prepare)
        if self._session is None:
            self._list_recent()
            return
        self.importing.detect_languages()
        if not self.projects.annotator:
            self.overlays.ask_who()
        self.later.commenting.mode.announce()

    def expect_recent(self) -> None:
        """Before the first picture: make room for the projects of before, so that nothing moves when they are read."""
        paths = map(Path, self.preferences.now.recent)
        self.welcome.show_recent([RecentProject(path, path.stem) for path in paths])

    def _list_recent(self) -> None:
        annotator = self.projects.annotator
        self.welcome.show_recent([recent_project(Path(path), annotator) for path in self.preferences.now.recent])
        self.welcome.focus_first()

    # -- layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window turns the documents into a rail."""
        super().resizeEvent(event)
        was_narrow = 0 < event.oldSize().width() < NARROW
        narrow = self.width() < NARROW
        if narrow != was_narrow or event.oldSize().width() <= 0:
            self._set_narrow(narrow)

    def _set_narrow(self, narrow: bool) -> None:
        if narrow:
            self.columns.narrow(self.width())
        else:
            self.columns.widen(self.width())
        self.bars.refresh_soon()

    def _restore_layout(self) -> None:
        settings = self.preferences.now
        self.resize(QSize(*_USUAL).boundedTo(self.screen().availableSize()))
        if settings.window_geometry:
            self.restoreGeometry(QByteArray.fromBase64(settings.window_geometry.encode("ascii", "ignore")))
        self.columns.restore(settings)
        self.centre.view.set_zoom(settings.zoom)
        self.centre.view.set_line_spacing(settings.line_spacing)

    def _remember_layout(self) -> None:
        geometry = self.saveGeometry().toBase64().toStdString()
        self.preferences.change(window_geometry=geometry, **self.columns.to_remember(self.preferences.now))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop jobs, close the project, remember the layout. Everything else was saved when it was done."""
        self._remember_layout()
        self.close_project()
        for tasks in self.findChildren(Tasks):  # a card has its own, for what it shows while one chooses
            tasks.stop()
        super().closeEvent(event)

    # -- dropping files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this computer are welcome."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped, or open it if it is a project; with Shift, ask how first."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.importing.take_dropped(paths, ask=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))


def _stepped(values: tuple[float, ...], current: float, steps: int) -> float:
    """The value `steps` further along `values` from the one nearest to `current`."""
    nearest = min(range(len(values)), key=lambda i: abs(values[i] - current))
    return values[max(0, min(len(values) - 1, nearest + steps))]
