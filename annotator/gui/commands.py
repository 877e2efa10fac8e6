"""What each action of the table does."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from annotator import __version__
from annotator.gui.building import focus_first
from annotator.gui.making_pages import CHECK, CLUSTERS, COMMENTS, GUIDELINE
from annotator.gui.modes import Mode
from annotator.gui.naming import number
from annotator.gui.projects import default_folder
from annotator.gui.side import MENTION
from annotator.model.annotation import Status
from annotator.model.document import Direction

if TYPE_CHECKING:
    from annotator.gui.window import Window


class Commands(QObject):
    """Runs actions by their id."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self.handlers: Mapping[str, Callable[[], object]] = {
            **self._file(),
            **self._edit_and_view(),
            **self._annotate(),
            **self._review(),
            "help": window.overlays.show_help,
            "shortcuts": window.overlays.show_shortcuts,
            "about": self._about,
        }
        window.actions_table.triggered.connect(self.run)

    def run(self, id_: str) -> None:
        """Do what the action is there for."""
        self.handlers[id_]()

    def _file(self) -> dict[str, Callable[[], object]]:
        window = self._window
        return {
            "new_project": window.overlays.ask_new_project,
            "open_project": self._open_project,
            "open_sample": window.projects.open_sample,
            "open_review_sample": window.projects.open_review_sample,
            "import_files": self._import_files,
            "import_folder": self._import_folder,
            "import_options": self._import_options,
            "merge": self._merge,
            "export": window.overlays.show_export,
            "import_report": self._import_report,
            "settings": window.overlays.show_settings,
            "who": window.overlays.ask_who,
            "close_project": window.close_project,
            "quit": window.close,
        }

    def _edit_and_view(self) -> dict[str, Callable[[], object]]:
        window = self._window
        return {
            "undo": window.asking.undo,
            "redo": window.asking.redo,
            "find": window.searching.open,
            "find_next": self._find_next,
            "find_previous": self._find_previous,
            "filter_documents": self._filter_documents,
            "empty_bin": window.deleting.ask_all,
            "palette": window.overlays.show_palette,
            "toggle_documents": window.columns.toggle_documents,
            "toggle_inspector": window.columns.toggle_side,
            "toggle_events": window.middle.toggle,
            "show_check": self._show_check,
            "next_part": self._next_part,
            "previous_part": self._previous_part,
            "zoom_in": self._zoom_in,
            "zoom_out": self._zoom_out,
            "zoom_reset": window.zoom_reset,
            "lines_wider": self._lines_wider,
            "lines_closer": self._lines_closer,
            "arcs_all": window.arcing.show_all,
            "arcs_focused": window.arcing.show_focused,
            "arcs_hidden": window.arcing.hide,
            "arcs_next": window.arcing.cycle,
            "toggle_theme": self._toggle_theme,
            "full_screen": self._full_screen,
        }

    def _annotate(self) -> dict[str, Callable[[], object]]:
        window = self._window
        return {
            "find_label": window.centre.palette_panel.focus_search,
            "disarm": window.labelling.disarm,
            "next_link": window.arcing.next_link,
            "go_along": window.arcing.go_along,
            "delete_mention": window.labelling.delete_selected,
            "add_argument": self._add_argument,
            "add_relation": self._add_relation,
            "set_attribute": self._set_attribute,
            "warn_links": self._warn_links,
            "link_cluster": self._link_cluster,
            "choose_cluster": self._choose_cluster,
            "unlink_cluster": self._unlink_cluster,
            "show_clusters": self._show_clusters,
            "show_guideline": self._show_guideline,
            "add_comment": self._add_comment,
            "show_comments": self._show_comments,
            "mark_done": self.mark_done,
            "mark_done_next": self._mark_done_next,
            "next_document": self._next_document,
            "previous_document": self._previous_document,
            "direction_auto": self._direction_auto,
            "direction_rtl": self._direction_rtl,
            "direction_ltr": self._direction_ltr,
            "edit_scheme": window.overlays.edit_scheme,
        }

    def _review(self) -> dict[str, Callable[[], object]]:
        return {
            "mode_label": self._mode_label,
            "mode_compare": self._mode_compare,
            "mode_adjudicate": self._mode_adjudicate,
            "begin_gold": self._window.overlays.begin_gold,
            "edit_reasons": self._window.overlays.edit_reasons,
            "show_outcome": self._show_outcome,
            "mode_agreement": self._mode_agreement,
            "agreement_report": self._window.review_pages.save_agreement_report,
            "mode_comments": self._mode_comments,
            "blind": self._blind,
        }

    # -- files

    def choose_project(self, folder: str) -> str:
        """Let the person choose a project file; tests replace it."""
        kinds = self.tr("Projects (*.annotator);;All files (*)")
        return QFileDialog.getOpenFileName(self._window, self.tr("Open project"), folder, kinds)[0]

    def choose_files(self, folder: str) -> list[str]:
        """Let the person choose files; tests replace it."""
        from annotator.services.imports.plan import readable_endings  # noqa: PLC0415  # not before somebody asks

        endings = " ".join(f"*{ending}" for ending in readable_endings())
        kinds = self.tr("Texts and exports ({endings});;All files (*)").format(endings=endings)
        return QFileDialog.getOpenFileNames(self._window, self.tr("Import files"), folder, kinds)[0]

    def choose_folder(self, folder: str) -> str:
        """Let the person choose a folder; tests replace it."""
        return QFileDialog.getExistingDirectory(self._window, self.tr("Import a folder"), folder)

    def choose_sent(self, folder: str) -> list[str]:
        """Let the person choose files of others to merge; tests replace it."""
        kinds = self.tr("Projects and exports (*.annotator *.jsonl *.ndjson);;All files (*)")
        return QFileDialog.getOpenFileNames(self._window, self.tr("Merge others' work"), folder, kinds)[0]

    def _merge(self) -> None:
        chosen = self.choose_sent(self._window.preferences.now.import_folder or str(Path.home()))
        if chosen:
            self._window.preferences.change(import_folder=str(Path(chosen[0]).parent))
            self._window.overlays.show_merge([Path(path) for path in chosen])

    def _open_project(self) -> None:
        recent = self._window.preferences.now.recent
        chosen = self.choose_project(str(Path(recent[0]).parent if recent else default_folder()))
        if chosen:
            self._window.projects.open(Path(chosen))

    def _import_files(self) -> None:
        self._take_files(ask=False)

    def _import_options(self) -> None:
        self._take_files(ask=True)

    def _take_files(self, *, ask: bool) -> None:
        chosen = self.choose_files(self._window.preferences.now.import_folder or str(Path.home()))
        if chosen:
            self._window.preferences.change(import_folder=str(Path(chosen[0]).parent))
            self._window.importing.take([Path(path) for path in chosen], ask=ask)

    def _import_folder(self) -> None:
        chosen = self.choose_folder(self._window.preferences.now.import_folder or str(Path.home()))
        if chosen:
            self._window.preferences.change(import_folder=chosen)
            self._window.importing.import_paths([Path(chosen)])

    def _import_report(self) -> None:
        if self._window.importing.report is None:
            self._window.messages.show(self.tr("Nothing has been imported since the program was started."))
        else:
            self._window.overlays.show_report()

    # -- moving about

    def _find_next(self) -> None:
        self._window.searching.step(1)

    def _find_previous(self) -> None:
        self._window.searching.step(-1)

    def _filter_documents(self) -> None:
        documents = self._window.documents
        documents.show()
        if documents.is_collapsed:
            documents.expand()
        documents.focus_filter()

    def _show_check(self) -> None:
        self._window.show_page(CHECK)

    def _next_part(self) -> None:
        self._go_to_part(1)

    def _previous_part(self) -> None:
        self._go_to_part(-1)

    def _go_to_part(self, step: int) -> None:
        """Put the keyboard into the next column, for those who cannot click there."""
        window = self._window
        parts: list[QWidget] = [window.documents, window.centre.view, window.side]
        if window.modes.current is not Mode.LABEL:
            parts.append(window.modes)
        parts.append(window.top_bar)
        shown = [part for part in parts if part.isVisible()]
        here = QApplication.focusWidget()
        inside = [i for i, part in enumerate(shown) if here is part or (here and part.isAncestorOf(here))]
        part = shown[((inside[0] if inside else 0) + step) % len(shown)]
        if part is window.documents and not window.documents.is_collapsed:
            window.documents.focus_list()
        elif part is window.centre.view:
            part.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            focus_first(part)

    # -- modes

    def _mode_label(self) -> None:
        self._window.modes.turn_to(Mode.LABEL)
        self._window.focus_text()

    def _mode_compare(self) -> None:
        self._window.modes.turn_to(Mode.COMPARE)

    def _mode_adjudicate(self) -> None:
        self._window.modes.turn_to(Mode.ADJUDICATE)

    def _show_outcome(self) -> None:
        self._window.later.outcomes.show()

    def _mode_agreement(self) -> None:
        self._window.modes.turn_to(Mode.AGREEMENT)

    def _mode_comments(self) -> None:
        self._window.modes.turn_to(Mode.COMMENTS)

    def _blind(self) -> None:
        self._window.later.blinding.toggle()

    # -- pages of the right column

    def _show_clusters(self) -> None:
        self._go_to_page(CLUSTERS)

    def _show_comments(self) -> None:
        self._go_to_page(COMMENTS)

    def _go_to_page(self, name: str) -> None:
        """Go to a page, and from there back to the text."""
        self._window.modes.turn_to(Mode.LABEL)
        side, here = self._window.side, QApplication.focusWidget()
        if side.shows(name) and here is not None and side.isAncestorOf(here):
            self._window.focus_text()
        else:
            self._window.show_page(name)

    def _show_guideline(self) -> None:
        """Show the guideline, and then the mention again; the keyboard stays where it is."""
        self._window.modes.turn_to(Mode.LABEL)
        shown = self._window.side.shows(GUIDELINE)
        self._window.columns.show_side()
        self._window.side.turn_to(MENTION if shown else GUIDELINE)
        self._window.focus_text_if_nothing()

    def _next_document(self) -> None:
        self._window.documents.step(1)

    def _previous_document(self) -> None:
        self._window.documents.step(-1)

    # -- links, attributes and clusters, whose workers are not there at the start

    def _add_argument(self) -> None:
        self._window.later.linking.start_argument()

    def _add_relation(self) -> None:
        self._window.later.linking.start_relation()

    def _warn_links(self) -> None:
        self._window.later.linking.toggle_strictness()

    def _set_attribute(self) -> None:
        self._window.later.attributing.start()

    def _add_comment(self) -> None:
        self._window.later.commenting.begin()

    def _link_cluster(self) -> None:
        self._window.later.clustering.link()

    def _choose_cluster(self) -> None:
        self._window.later.clustering.choose()

    def _unlink_cluster(self) -> None:
        self._window.later.clustering.unlink()

    # -- looks

    def _zoom_in(self) -> None:
        self._window.zoom(1)

    def _zoom_out(self) -> None:
        self._window.zoom(-1)

    def _lines_wider(self) -> None:
        self._window.space_lines(1)

    def _lines_closer(self) -> None:
        self._window.space_lines(-1)

    def _toggle_theme(self) -> None:
        mode = "light" if self._window.look.theme.mode == "dark" else "dark"
        self._window.preferences.change(theme=mode)

    def _full_screen(self) -> None:
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    # -- the open document

    def mark_done(self) -> bool:
        """Mark the open document done, or take that back; returns whether it is done now."""
        reading = self._window.reading
        if reading.document is None:
            return False
        done = reading.status is Status.DONE
        taken = self._window.edits.set_status([reading.document.id], Status.STARTED if done else Status.DONE)
        return taken and not done

    def _mark_done_next(self) -> None:
        document, status = self._window.reading.document, self._window.reading.status
        if document is not None and (status is Status.DONE or self.mark_done()):
            self._next_document()

    def _direction_auto(self) -> None:
        self._set_direction(None)

    def _direction_rtl(self) -> None:
        self._set_direction(Direction.RTL)

    def _direction_ltr(self) -> None:
        self._set_direction(Direction.LTR)

    def _set_direction(self, direction: Direction | None) -> None:
        document = self._window.reading.document
        if document is not None:
            self._window.edits.set_direction([document.id], direction)

    def _about(self) -> None:
        session = self._window.projects.session
        words = self.tr("Annotator {version}").format(version=__version__)
        if session is not None:
            words += f" · {session.scheme.name} {number(session.scheme.version)}"
        self._window.messages.show(words)
