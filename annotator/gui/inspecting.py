"""What the inspector asks for, and who does it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.gui.article.view import ArticleView
from annotator.gui.edits import Edits
from annotator.gui.labelling import Labelling
from annotator.gui.panels.inspector import Inspector
from annotator.gui.reading import Reading
from annotator.model.ids import MentionId

if TYPE_CHECKING:
    from annotator.gui.link_edits import LinkEdits


class Inspecting(QObject):
    """Between the inspector and the window's workers, and between it and the article: who jumps, who is pointed at."""

    def __init__(
        self, inspector: Inspector, view: ArticleView, reading: Reading, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._reading = reading
        inspector.step_requested.connect(reading.step)
        inspector.mention_requested.connect(self.go_to)
        inspector.mention_pointed.connect(view.set_pointed)

    def connect_edits(self, inspector: Inspector, edits: Edits, labelling: Labelling) -> None:
        """Let what the inspector asks of mentions be done."""
        inspector.relabel_requested.connect(edits.relabel)
        inspector.attribute_requested.connect(edits.set_attribute)
        inspector.note_requested.connect(edits.set_note)
        inspector.span_requested.connect(edits.set_span)
        inspector.delete_requested.connect(labelling.delete)

    def connect_link_edits(self, inspector: Inspector, link_edits: "LinkEdits") -> None:
        """Let what the inspector asks of arguments and relations be done."""
        inspector.arguments_deleted.connect(link_edits.delete_arguments)
        inspector.argument_moved.connect(link_edits.move_argument)
        inspector.role_changed.connect(link_edits.set_role)
        inspector.argument_attribute_requested.connect(link_edits.set_argument_attribute)
        inspector.relation_relabelled.connect(link_edits.relabel_relation)
        inspector.relation_reversed.connect(link_edits.reverse_relation)
        inspector.relation_deleted.connect(link_edits.delete_relation)
        inspector.relation_attribute_requested.connect(link_edits.set_relation_attribute)

    def go_to(self, mention: str) -> None:
        """Select a mention, let it be seen, and give the keyboard to the text."""
        self._reading.select(MentionId(mention))
        self._view.setFocus()
