# ruff: noqa: PLC0415  the imports inside functions are the point of this module: a quick start
"""The cards that open above the window, each made when it is first wanted: the program starts without them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from annotator.gui.overlay import Overlay
from annotator.gui.theme import Theme

if TYPE_CHECKING:
    from annotator.gui.adjudicate.begin_card import BeginCard
    from annotator.gui.adjudicate.outcome_card import OutcomeCard
    from annotator.gui.adjudicate.reasons_card import ReasonsCard
    from annotator.gui.command_search import Entry
    from annotator.gui.dialogs.delete_dialog import DeleteDialog
    from annotator.gui.dialogs.export_dialog import ExportDialog
    from annotator.gui.dialogs.import_card import ImportCard
    from annotator.gui.dialogs.merge_dialog import MergeDialog
    from annotator.gui.dialogs.new_project import NewProjectDialog
    from annotator.gui.dialogs.report import ReportDialog
    from annotator.gui.dialogs.who import WhoDialog
    from annotator.gui.panels.command_palette import CommandPalette
    from annotator.gui.panels.help import HelpPanel
    from annotator.gui.panels.settings import SettingsPanel
    from annotator.gui.panels.shortcuts import ShortcutsPanel
    from annotator.gui.scheme.editor import SchemeEditor
    from annotator.gui.window import Window
    from annotator.model.scheme import Scheme
    from annotator.services.adjudication.outcomes import Outcome
    from annotator.services.deleting import Loss
    from annotator.services.imports.survey import Looked
    from annotator.services.quoting import Quotes

O = TypeVar("O", bound=Overlay)  # noqa: E741


class Overlays(QObject):
    """Makes and shows the cards of one window."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._made: dict[str, Overlay] = {}
        window.look.changed.connect(self.set_theme)

    def set_theme(self, theme: Theme) -> None:
        """Let the cards that exist look as the theme says."""
        for overlay in self._made.values():
            overlay.set_theme(theme)

    def place(self) -> None:
        """The window has another size."""
        for overlay in self._made.values():
            if overlay.isVisible():
                overlay.place()

    @property
    def is_open(self) -> bool:
        """Whether one of the cards is shown; it has the keyboard then."""
        return any(overlay.isVisible() for overlay in self._made.values())

    def _get(self, name: str, make: Callable[[], O]) -> O:
        """The card of this name, made if need be; no two are open at once."""
        for other in self._made.values():
            other.close_overlay()
        if name not in self._made:
            self._made[name] = make()
            self._made[name].closed.connect(self._window.focus_text_if_nothing)
        return self._made[name]  # type: ignore[return-value]

    # -- each card

    def show_palette(self, query: str = "") -> None:
        """The command palette."""
        self._get("palette", self._make_palette).open_with(query)

    def _make_palette(self) -> "CommandPalette":
        from annotator.gui.panels.command_palette import CommandPalette

        window = self._window
        made = CommandPalette(window, window.look.theme, self._search)
        # The card gives the focus back first; only then the action may take it.
        made.action_chosen.connect(window.commands.run)
        made.label_chosen.connect(window.labelling.use)
        made.document_chosen.connect(window.open_document)
        return made

    def _search(self, query: str) -> "list[Entry]":
        from annotator.gui.command_search import search

        return search(query, self._window.actions_table, self._window.projects.session)

    def ask_who(self) -> None:
        """Who labels."""
        self._get("who", self._make_who).ask(self._window.projects.annotator)

    def _make_who(self) -> "WhoDialog":
        from annotator.gui.dialogs.who import WhoDialog

        made = WhoDialog(self._window, self._window.look.theme, self._window.projects.why_not)
        made.name_given.connect(self._window.projects.work_as)
        return made

    def show_help(self, page: str = "index") -> None:
        """The help."""
        self._get("help", self._make_help).show_page(page)

    def _make_help(self) -> "HelpPanel":
        from annotator.gui.panels.help import HelpPanel

        return HelpPanel(self._window, self._window.look.theme)

    def show_shortcuts(self) -> None:
        """The sheet of shortcuts."""
        session = self._window.projects.session
        self._get("shortcuts", self._make_shortcuts).show_sheet(session.scheme if session else None)

    def _make_shortcuts(self) -> "ShortcutsPanel":
        from annotator.gui.panels.shortcuts import ShortcutsPanel

        return ShortcutsPanel(self._window, self._window.look.theme)

    def show_settings(self) -> None:
        """The settings."""
        self._get("settings", self._make_settings).show_settings()

    def _make_settings(self) -> "SettingsPanel":
        from annotator.gui.panels.settings import SettingsPanel

        window = self._window
        made = SettingsPanel(window, window.look.theme, window.preferences)
        made.who_requested.connect(self.ask_who)
        return made

    def ask_new_project(self) -> None:
        """What to make a project of."""
        self._get("new_project", self._make_new_project).ask()

    def _make_new_project(self) -> "NewProjectDialog":
        from annotator.gui.dialogs.new_project import NewProjectDialog

        made = NewProjectDialog(self._window, self._window.look.theme)
        made.project_wanted.connect(self._create)
        return made

    def _create(self, path: Path, title: str, sources: list[Path], scheme: "Scheme") -> None:
        self._window.projects.create(path, title, sources, scheme)

    def edit_scheme(self, label: str = "") -> None:
        """The editor of the scheme, at a label."""
        session = self._window.projects.session
        if session is not None:
            self._get("scheme", self._make_scheme).edit(session, label)

    def _make_scheme(self) -> "SchemeEditor":
        from annotator.gui.scheme.editor import SchemeEditor
        from annotator.gui.scheme.making import Making

        window = self._window
        making = Making(window.asking, window.tasks, self)
        made = SchemeEditor(window, window.look.theme, making, window.messages)
        window.projects.session_changed.connect(made.leave)
        return made

    def show_export(self) -> None:
        """What to export, and where to."""
        session = self._window.projects.session
        if session is not None:
            self._get("export", self._make_export).ask(session)

    def _make_export(self) -> "ExportDialog":
        from annotator.gui.dialogs.export_dialog import ExportDialog

        window = self._window
        made = ExportDialog(window, window.look.theme, window.preferences)
        made.export_requested.connect(window.later.exporting.export)
        made.broke.connect(window.tasks.broke)
        window.projects.session_changed.connect(made.leave)
        return made

    def show_merge(self, files: list[Path]) -> None:
        """What others' work would bring, and what of it to take."""
        window = self._window
        session = window.projects.session
        if session is None:
            return
        why_not = window.later.merging.why_not(files)
        if why_not:
            window.messages.error(why_not)
        elif not session.annotator:
            self.ask_who()
        else:
            self._get("merge", self._make_merge).ask(session, files)

    def _make_merge(self) -> "MergeDialog":
        from annotator.gui.dialogs.merge_dialog import MergeDialog

        window = self._window
        made = MergeDialog(window, window.look.theme)
        made.merge_requested.connect(window.later.merging.merge)
        made.open_requested.connect(window.projects.open)
        made.import_requested.connect(self._import)
        made.broke.connect(window.tasks.broke)
        window.later.merging.ended.connect(made.go_on)
        window.projects.session_changed.connect(made.leave)
        return made

    def _import(self, file: Path) -> None:
        self._window.importing.import_paths([file])

    def show_import(self, looked: "Looked") -> None:
        """How files are to be imported, and what becomes of names that the scheme does not have."""
        session = self._window.projects.session
        if session is not None:
            self._get("import", self._make_import).ask(session, looked)

    def _make_import(self) -> "ImportCard":
        from annotator.gui.dialogs.import_card import ImportCard

        window = self._window
        made = ImportCard(window, window.look.theme)
        made.import_requested.connect(window.importing.begin)
        made.left.connect(window.importing.give_up)
        made.broke.connect(window.tasks.broke)
        window.projects.session_changed.connect(made.leave)
        return made

    def ask_delete(self, loss: "Loss") -> None:
        """Whether documents of the bin are to go for good."""
        self._get("delete", self._make_delete).ask(loss, self._window.projects.annotator)

    def _make_delete(self) -> "DeleteDialog":
        from annotator.gui.dialogs.delete_dialog import DeleteDialog

        made = DeleteDialog(self._window, self._window.look.theme)
        made.deletion_confirmed.connect(self._window.deleting.delete)
        return made

    def begin_gold(self) -> None:
        """How gold is to begin."""
        session = self._window.projects.session
        if session is not None:
            annotators, document = self._window.later.adjudicating.looked_at()
            self._get("begin", self._make_begin).ask(session, annotators, document)

    def _make_begin(self) -> "BeginCard":
        from annotator.gui.adjudicate.begin_card import BeginCard

        made = BeginCard(self._window, self._window.look.theme)
        made.begin_requested.connect(self._window.later.adjudicating.start_gold)
        self._window.projects.session_changed.connect(made.leave)
        return made

    def edit_reasons(self) -> None:
        """The reasons that decisions can be given."""
        session = self._window.projects.session
        if session is not None:
            from annotator.services.adjudication.reasons import reasons

            self._get("reasons", self._make_reasons).ask(reasons(session))

    def _make_reasons(self) -> "ReasonsCard":
        from annotator.gui.adjudicate.reasons_card import ReasonsCard

        made = ReasonsCard(self._window, self._window.look.theme)
        made.reasons_chosen.connect(self._window.later.adjudicating.set_reasons)
        return made

    def show_outcomes(self, outcomes: "Sequence[Outcome]", quotes: "Quotes", title: str) -> None:
        """What became of somebody's labels."""
        self._get("outcome", self._make_outcome).show_outcomes(outcomes, quotes, title)

    def _make_outcome(self) -> "OutcomeCard":
        from annotator.gui.adjudicate.outcome_card import OutcomeCard

        made = OutcomeCard(self._window, self._window.look.theme)
        made.mention_requested.connect(self._window.later.outcomes.go_to)
        return made

    def show_report(self) -> None:
        """What the last import did."""
        report = self._window.importing.report
        if report is not None:
            self._get("report", self._make_report).show_report(report)

    def _make_report(self) -> "ReportDialog":
        from annotator.gui.dialogs.report import ReportDialog

        return ReportDialog(self._window, self._window.look.theme)
