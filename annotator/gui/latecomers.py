# ruff: noqa: PLC0415  the imports inside functions are the point of this module: a quick start
"""The window's workers that its first picture does not need: made after it, or when one is asked for before.

Who hears of them by signals only (a line drawn in the article, a mention selected) could not ask for them: therefore
they come by themselves once the first picture is there, and look at what is there already.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from annotator.gui.adjudicating import Adjudicating
    from annotator.gui.attributing import Attributing
    from annotator.gui.blinding import Blinding
    from annotator.gui.checking import Checking
    from annotator.gui.clustering import Clustering
    from annotator.gui.commenting import Commenting
    from annotator.gui.exporting import Exporting
    from annotator.gui.link_edits import LinkEdits
    from annotator.gui.linking import Linking
    from annotator.gui.merging import Merging
    from annotator.gui.outcomes import Outcomes
    from annotator.gui.window import Window


class Latecomers(QObject):
    """Makes these workers of one window; see their modules."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window

    def come(self) -> tuple[QObject, ...]:
        """Make those that are not there yet; returns all."""
        marking = self.link_edits, self.linking, self.clustering, self.attributing
        together = self.commenting, self.blinding, self.merging, self.adjudicating, self.outcomes
        return *marking, self.checking, self.exporting, *together

    @cached_property
    def link_edits(self) -> "LinkEdits":
        """Arguments and relations."""
        from annotator.gui.link_edits import LinkEdits

        made = LinkEdits(self._window.asking, self._window)
        self._window.inspecting.connect_link_edits(self._window.inspector, made)
        return made

    @cached_property
    def linking(self) -> "Linking":
        """From a key or a drawn line to a link."""
        from annotator.gui.linking import Linking

        return Linking(self._window)

    @cached_property
    def clustering(self) -> "Clustering":
        """From a key to a cluster."""
        from annotator.gui.clustering import Clustering

        return Clustering(self._window)

    @cached_property
    def attributing(self) -> "Attributing":
        """Attributes by key."""
        from annotator.gui.attributing import Attributing

        return Attributing(self._window)

    @cached_property
    def checking(self) -> "Checking":
        """The page “Check” at work."""
        from annotator.gui.checking import Checking

        window = self._window
        return Checking(window.asking, window.tasks, window.go_to, window)

    @cached_property
    def adjudicating(self) -> "Adjudicating":
        """Adjudication at work."""
        from annotator.gui.adjudicating import Adjudicating

        return Adjudicating(self._window)

    @cached_property
    def outcomes(self) -> "Outcomes":
        """What became of the annotator's labels."""
        from annotator.gui.outcomes import Outcomes

        return Outcomes(self._window)

    @cached_property
    def exporting(self) -> "Exporting":
        """Exports beside the work."""
        from annotator.gui.exporting import Exporting

        window = self._window
        return Exporting(window.projects, window.tasks, window.messages, window)

    @cached_property
    def commenting(self) -> "Commenting":
        """Threads of comments."""
        from annotator.gui.commenting import Commenting

        return Commenting(self._window)

    @cached_property
    def blinding(self) -> "Blinding":
        """Blind mode on and off."""
        from annotator.gui.blinding import Blinding

        return Blinding(self._window.asking, self._window)

    @cached_property
    def merging(self) -> "Merging":
        """Merges beside the work."""
        from annotator.gui.merging import Merging

        return Merging(self._window)
