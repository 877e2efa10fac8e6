"""The pages of the right column and the one below the article, each made when it is first seen.

A page only asks; what it asks goes to the window's workers.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.gui.pages import Page
from annotator.model.annotation import Cluster
from annotator.model.ids import DocumentId, MentionId

if TYPE_CHECKING:
    from annotator.gui.window import Window

CHECK, CLUSTERS, COMMENTS, GUIDELINE = "check", "clusters", "comments", "guideline"
"""Names of pages."""


class PageMaker(QObject):
    """Makes the pages of one window."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window

    def of_side(self) -> dict[str, tuple[str, Callable[[], Page]]]:
        """The pages of the right column beside that of the selected mention: by name, their title and maker."""
        return {
            CLUSTERS: (self.tr("Clusters"), self._clusters),
            COMMENTS: (self.tr("Comments"), self._comments),
            GUIDELINE: (self.tr("Guideline"), self._guideline),
            CHECK: (self.tr("Check"), self._make_check),
        }

    def _make_check(self) -> Page:
        return self._window.later.checking.make_page()

    def _comments(self) -> Page:
        return self._window.later.commenting.make_document_page()

    def make_events(self) -> Page:
        """The page below the article."""
        from annotator.gui.panels.events import EventsPanel  # noqa: PLC0415  not needed at the start

        made = EventsPanel()
        made.mention_requested.connect(self._window.reading.select)
        made.close_requested.connect(self._window.middle.close_below)
        return made

    # -- clusters

    def _clusters(self) -> Page:
        from annotator.gui.panels.clusters import ClustersPanel  # noqa: PLC0415  when it is first seen

        made, clustering = ClustersPanel(), self._window.later.clustering
        edits = clustering.edits
        made.mention_chosen.connect(self._show_mention)
        made.text_wanted.connect(self._window.focus_text)
        made.cluster_chosen.connect(self._show_cluster)
        made.new_requested.connect(edits.new_cluster)
        made.link_requested.connect(edits.link)
        made.last_requested.connect(clustering.link_these)
        made.unlink_requested.connect(edits.unlink)
        made.split_requested.connect(edits.split)
        made.merge_requested.connect(edits.merge)
        made.rename_requested.connect(edits.rename)
        made.identify_requested.connect(edits.identify)
        made.label_requested.connect(edits.label)
        made.represent_requested.connect(edits.choose_representative)
        clustering.targets_changed.connect(made.set_targets)
        made.set_targets(clustering.targets())
        return made

    def _show_mention(self, document: DocumentId, mention: MentionId) -> None:
        """Let a mention be seen; only in another document the keyboard goes there, too."""
        reading = self._window.reading
        if reading.document is not None and reading.document.id == document:
            reading.select(mention)
        else:
            self._window.go_to(document, mention)

    def _show_cluster(self, cluster: Cluster, mentions: list[MentionId]) -> None:
        """Let the mentions of a cluster light up, and the next ones go into it."""
        self._window.later.clustering.use(cluster)
        self._window.centre.view.set_fellows(mentions)

    # -- guideline

    def _guideline(self) -> Page:
        from annotator.gui.panels.guideline import GuidelinePanel  # noqa: PLC0415  when it is first seen

        made, window = GuidelinePanel(), self._window
        window.labelling.armed_changed.connect(made.set_armed)
        window.centre.palette_panel.label_pointed.connect(made.set_pointed)
        made.set_armed(window.labelling.armed)
        return made
