"""The mode “Compare” at work: what its page asks of the rest of the window, and what it hears of while out of sight."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.gui.compare.corpus import Corpus
from annotator.gui.compare.page import ComparePage
from annotator.gui.modes import Mode
from annotator.model.change import Changes
from annotator.services.comparison.disagreement import Disagreement
from annotator.services.comparison.readings import place_of

if TYPE_CHECKING:
    from annotator.gui.window import Window

_NEEDS = {"adjudicate": "mode_adjudicate", "comment": "add_comment", "merge": "merge"}
"""What the page offers only if the window has that action."""


class Comparing(QObject):
    """Makes the page of one window."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._corpus = Corpus(window.tasks, self)
        self._page = self._make_page()
        window.notices.told.connect(self._on_told)
        window.asking.reverted.connect(self._on_reverted)
        window.preferences.changed.connect(self._follow_preferences)
        self._follow_preferences()

    @property
    def page(self) -> ComparePage:
        """The page, connected."""
        return self._page

    def _make_page(self) -> ComparePage:
        window = self._window
        can = [name for name, action in _NEEDS.items() if window.actions_table.has(action)]
        made = ComparePage(self._corpus, can=can)
        made.place_requested.connect(self._show_in_text)
        made.adjudicate_requested.connect(self._adjudicate)
        made.comment_requested.connect(self._comment)
        made.merge_requested.connect(self._merge)
        made.zoom_requested.connect(window.zoom)
        made.refused.connect(window.messages.error)
        return made

    def _is_shown(self) -> bool:
        return self._window.modes.current is Mode.COMPARE

    def _on_told(self, changes: Changes) -> None:
        """An act that the page does not hear of while it is out of sight; it is caught up with later."""
        if not self._is_shown():
            self._corpus.follow(changes)

    def _on_reverted(self, changes: Changes) -> None:
        if self._is_shown():
            self._page.show_changed(changes)

    def _follow_preferences(self) -> None:
        settings = self._window.preferences.now
        self._page.set_zoom(settings.zoom)
        self._page.set_line_spacing(settings.line_spacing)

    # -- what the page asks

    def _show_in_text(self, found: Disagreement) -> None:
        """Open the document for labelling: at the person's own mention, else with what others mean selected."""
        window = self._window
        own = window.projects.annotator
        mention = place_of(found, found.annotators.index(own) if own in found.annotators else None)
        if mention.annotator == own:
            window.go_to(found.document, mention.id)
            return
        window.modes.turn_to(Mode.LABEL)
        window.open_document(found.document)
        window.centre.view.set_selection(mention.span)
        window.reading.reveal(mention.span)

    def _adjudicate(self, found: Disagreement) -> None:
        self._window.later.adjudicating.open_disagreement(found)

    def _comment(self, found: Disagreement) -> None:
        """Ask for a comment on the place in the text."""
        self._show_in_text(found)
        self._window.later.commenting.begin()

    def _merge(self) -> None:
        self._window.commands.run("merge")
