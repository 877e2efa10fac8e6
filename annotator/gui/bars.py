"""What is there, shown in the bars: which actions make sense, and what the top bar and the status bar say."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.gui.actions import Need
from annotator.gui.article.links import Arcs
from annotator.gui.columns import NARROW
from annotator.gui.messages import Message
from annotator.gui.modes import Mode
from annotator.gui.naming import language_name
from annotator.model.document import Direction

if TYPE_CHECKING:
    from annotator.gui.window import Window


class Bars(QObject):
    """Keeps the bars and actions of one window as its state is."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self.refresh)
        window.messages.changed.connect(self.show_message)
        window.tasks.changed.connect(self._show_job)
        window.columns.changed.connect(self.refresh_soon)
        window.modes.turned.connect(self._on_turned)
        window.modes.hints_changed.connect(self._show_hints)
        window.middle.changed.connect(self.refresh_soon)
        window.centre.view.mention_selected.connect(self.refresh_soon)
        window.reading.facts_changed.connect(self.refresh_soon)
        window.labelling.armed_changed.connect(self.refresh_soon)

    def state(self) -> frozenset[Need]:
        """What is there, for deciding which actions make sense."""
        window = self._window
        session, document = window.projects.session, window.reading.document
        labels = window.modes.current is Mode.LABEL
        there = {
            Need.PROJECT: session is not None,
            Need.WRITABLE: session is not None and not session.read_only,
            Need.DOCUMENT: document is not None and labels,
            Need.MENTION: labels and window.centre.view.selected() is not None,
            Need.ARMED: labels and window.labelling.armed is not None,
            Need.UNDO: session is not None and session.undo_action is not None,
            Need.REDO: session is not None and session.redo_action is not None,
        }
        return frozenset(need for need, holds in there.items() if holds)

    def refresh_soon(self, *_facts: object) -> None:
        """Show the state after what is being painted."""
        self._due.start()

    def refresh(self) -> None:
        """Show the state now."""
        window = self._window
        session, document = window.projects.session, window.reading.document
        window.actions_table.set_state(self.state())
        window.actions_table.show_facts(session, document)
        window.actions_table.action("toggle_documents").setChecked(window.documents.isVisible())
        window.actions_table.action("toggle_inspector").setChecked(window.side.isVisible())
        window.actions_table.action("toggle_events").setChecked(window.middle.is_open)
        for mode in Arcs:
            window.actions_table.action(f"arcs_{mode.name.lower()}").setChecked(mode is window.arcing.mode)
        read_only = session is not None and session.read_only
        labels = window.modes.current is Mode.LABEL
        status = window.reading.status if document and labels else None
        window.top_bar.show_status(status, editable=not read_only)
        short = "RTL" if window.reading.direction is Direction.RTL else "LTR"
        words = f"{language_name(document.language)}  ·  {short}" if document and labels else ""
        window.status_bar.show_document(words, window.preferences.now.zoom)
        window.status_bar.set_narrow(window.width() < NARROW)
        if read_only:
            window.status_bar.show_saved(self.tr("Read only"), "lock")
        else:
            window.status_bar.show_saved(self.tr("Saved"))

    def _on_turned(self, mode: str) -> None:
        self._window.messages.clear()
        self._window.top_bar.mode_tabs.show_mode(Mode(mode))
        self._show_hints()
        self.refresh()

    def _show_hints(self) -> None:
        """Show what the page says of its keys; what was said before belongs to where one was."""
        hints = self._window.modes.hints()
        if hints.moved:
            self._window.messages.clear()
        self._window.status_bar.show_hints(hints)

    def show_message(self, message: Message | None) -> None:
        """Show what was said last."""
        self._window.status_bar.show_message(message)
        self._show_status_bar()

    def _show_status_bar(self) -> None:
        window = self._window
        is_wanted = window.messages.current is not None or window.tasks.current is not None
        window.show_status_bar(is_wanted or window.projects.session is not None)

    def _show_job(self) -> None:
        task = self._window.tasks.current
        done, total, text = self._window.tasks.state
        self._window.status_bar.show_job(None if task is None else text or task.name, done, total)
        self._show_status_bar()
