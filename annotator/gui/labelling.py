"""From a key, a chip or a finished selection to a label: what is meant depends on what is selected.

Text selected: label it. A mention selected: relabel it. Neither: arm the label, and the next selection gets it.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from annotator.gui.article.view import ArticleView
from annotator.gui.asking import Asking
from annotator.gui.edits import Edits
from annotator.gui.messages import MessageAction
from annotator.gui.reading import Reading
from annotator.model.errors import AnnotatorError
from annotator.model.ids import MentionId
from annotator.model.span import Span

_ARMED = "armed"


class Labelling(QObject):
    """The armed label and the gestures that label.

    Attributes:
        armed: Full name of the armed label, or `None`.
    """

    armed_changed = Signal(object)

    def __init__(
        self, view: ArticleView, reading: Reading, edits: Edits, asking: Asking, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._reading = reading
        self._edits = edits
        self._asking = asking
        self._messages = asking.messages
        self.armed: str | None = None
        self._diversion: Callable[[str], bool] | None = None
        self._delete_diversion: Callable[[], bool] | None = None
        view.label_requested.connect(self._label_fresh)
        view.span_change_requested.connect(edits.set_span)
        view.delete_requested.connect(self.delete_selected)

    def divert(self, taker: Callable[[str], bool]) -> None:
        """Let `taker` have every chosen label first; it returns whether it has used it."""
        self._diversion = taker

    def divert_delete(self, taker: Callable[[], bool]) -> None:
        """Ask `taker` first when something is to be deleted; it returns whether it has."""
        self._delete_diversion = taker

    def use(self, label: str) -> None:
        """A person chose a label: by its key, its chip or its name."""
        if self._reading.document is None or (self._diversion is not None and self._diversion(label)):
            return
        span, mention = self._view.selection(), self._view.selected()
        if span is not None:
            self.label_span(span, label)
        elif mention is not None:
            self._edits.relabel([mention], label)
        elif self.armed == label:
            self.disarm()
        else:
            self._arm(label)

    def label_span(self, span: Span, label: str) -> None:
        """Label a span of the open document and select the new mention."""
        document = self._reading.document
        if document is None:
            return
        mention = self._edits.add_mention(document.id, span, label)
        if mention is not None:
            self._view.choose(mention.id)

    def _label_fresh(self, span: Span, label: str) -> None:
        """A fresh selection met the armed label, which has then done its work."""
        self.disarm()
        self.label_span(span, label)

    def delete_selected(self) -> None:
        """Delete the selected mention, unless something else is chosen to go."""
        if self._delete_diversion is not None and self._delete_diversion():
            return
        mention = self._view.selected()
        if mention is not None:
            self._edits.delete([mention])

    def delete(self, mentions: list[str]) -> None:
        """Delete these mentions."""
        self._edits.delete([MentionId(mention) for mention in mentions])

    def _arm(self, label: str) -> None:
        session = self._asking.session
        if session is None:
            return
        if session.read_only:
            self._messages.error(self.tr("The project is open for reading only; nothing can be labelled."))
            return
        try:
            session.scheme.label(label)
        except AnnotatorError as error:
            self._messages.error(error)
            return
        self._set_armed(label)
        words = self.tr("{label} is armed: the next selection gets it").format(label=label)
        action = MessageAction(self.tr("Disarm"), self.disarm, "Esc")
        self._messages.show(words, icon="tag", action=action, kind=f"{_ARMED} {label}", repeated=words)

    def disarm(self) -> None:
        """The next selection gets no label."""
        if self.armed is not None:
            old = self.armed
            self._set_armed(None)
            self._messages.clear(f"{_ARMED} {old}")

    def _set_armed(self, label: str | None) -> None:
        self.armed = label
        self._view.set_armed(label)
        self.armed_changed.emit(label)
