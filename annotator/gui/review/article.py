"""One article with the layers of two or more annotators in it."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from annotator.gui.article.canvas import Canvas
from annotator.gui.article.selecting import Place
from annotator.gui.widgets import Signs
from annotator.model.annotation import LayerContents
from annotator.model.direction import language_direction
from annotator.model.document import Direction, Document
from annotator.model.ids import AnnotatorName
from annotator.services.disagreement import Disagreement

_WHEEL_STEP = 120


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review article shows.

    Attributes:
        text: Of the document.
        layers: Those compared, in order.
        disagreements: All that they say differently.
    """

    document: Document
    text: str
    layers: tuple[LayerContents, ...]
    disagreements: tuple[Disagreement, ...]


class ReviewArticle(Canvas):
    """Shows layers of an article together; selects disagreements, and edits nothing.

    Signals:
        disagreement_chosen: The `Disagreement` that a click or Enter in the text was about.
        zoom_requested: Steps, positive to enlarge.
        content_height_changed: How many pixels all that is shown needs now.
    """

    disagreement_chosen = Signal(object)
    zoom_requested = Signal(int)
    content_height_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review_article")
        self.setAccessibleName(self.tr("Article with all layers compared"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._reviewed: Reviewed | None = None
        self._around: Disagreement | None = None
        self._chosen: Disagreement | None = None
        self._signs = Signs()

    def set_signs(self, signs: Signs) -> None:
        """Take colour, pattern, shape and initial of every annotator."""
        self._signs = signs
        self._restyle()

    def show_reviewed(self, reviewed: Reviewed | None, around: Disagreement | None = None) -> None:
        """Show another article from its beginning, or none.

        Args:
            reviewed: What to show; `None` for nothing.
            around: Show only the paragraphs that this one is about.
        """
        self._reviewed, self._around, self._chosen = reviewed, around, None
        if reviewed is None:
            self._show_text("", Direction.LTR, None, ())
            return
        document = reviewed.document
        mentions = reviewed.layers[0].mentions
        self._show_text(reviewed.text, language_direction(document.language), document.direction, mentions)

    def show_layers(self, *, agreed: bool, annotators: frozenset[AnnotatorName]) -> None:
        """Show what all agree on, or not, and what these annotators say differently."""

    def choose(self, disagreement: Disagreement | None) -> None:
        """Ring all that a disagreement is about, and scroll so that it can be seen."""
        self._chosen = disagreement
        first = None if disagreement is None else disagreement.left or disagreement.right
        if first is not None:
            self._reveal(Place(first.span.start), part=0.33)
        self.viewport().update()

    def content_height(self) -> int:
        """How many pixels all that is shown needs at this width."""
        self.settle()
        return self._head.height + self.column.height

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what was clicked."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._click(event.position())

    def _click(self, at: QPointF) -> None:
        ids = [mention.id for mention in self.mentions_at(at)]
        found = [
            one
            for one in (self._reviewed.disagreements if self._reviewed is not None else ())
            if any(mention is not None and mention.id in ids for mention in (one.left, one.right, *one.ends))
        ]
        if found:
            place = found.index(self._chosen) + 1 if self._chosen in found else 0
            self.disagreement_chosen.emit(found[place % len(found)])

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl ask for a zoom."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self.zoom_requested.emit(1 if event.angleDelta().y() >= _WHEEL_STEP else -1)
        event.accept()
