"""Tells an annotator what became of their labels: when they open a document in which something was decided since."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.gui.messages import MessageAction
from annotator.gui.modes import Mode
from annotator.model.annotation import Mention
from annotator.model.ids import DocumentId

if TYPE_CHECKING:
    from annotator.gui.window import Window
    from annotator.services.adjudication.outcomes import Outcome


class Outcomes(QObject):
    """Looks for outcomes that were not seen yet, and shows all of a document."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self._look)
        window.reading.opened.connect(self._look_soon)
        window.modes.turned.connect(self._look_soon)
        self._look_soon()

    def _look_soon(self, *_facts: object) -> None:
        """After what is being painted: the text comes first."""
        self._due.start()

    def _look(self) -> None:
        window = self._window
        if window.modes.current is not Mode.LABEL:
            return
        new = [outcome for outcome in self._outcomes() if outcome.is_new]
        if new:
            from annotator.gui.adjudicate.outcome_card import counted  # noqa: PLC0415  not needed at the start

            words = self.tr("{n} of your labels were reviewed: {counts}").format(n=len(new), counts=counted(new))
            if len(new) == 1:
                words = self.tr("One of your labels was reviewed: {counts}").format(counts=counted(new))
            action = MessageAction(self.tr("Show"), self.show, "Ctrl+Alt+O")
            window.messages.show(words, icon="inbox", action=action)

    def _outcomes(self) -> "tuple[Outcome, ...]":
        """All of the open document, as far as somebody else decided them."""
        session, document = self._window.asking.session, self._window.reading.document
        if session is None or document is None or not session.annotator:
            return ()
        from annotator.services.adjudication.outcomes import outcomes  # noqa: PLC0415  not needed at the start

        found = outcomes(session, document.id, session.annotator)
        return tuple(outcome for outcome in found if outcome.decision.annotator != session.annotator)

    def show(self) -> None:
        """Show what became of the labels of the open document; then it was seen."""
        session, document = self._window.asking.session, self._window.reading.document
        found = self._outcomes()
        if session is None or document is None or not found:
            self._window.messages.show(self.tr("Nobody has decided anything about your labels in this document."))
            return
        from annotator.services.quoting import Quotes  # noqa: PLC0415  not needed at the start
        from annotator.services.seen import mark_seen, seen_key  # noqa: PLC0415

        self._window.messages.clear()
        self._window.overlays.show_outcomes(found, Quotes(session), document.title)
        newest = max(outcome.decision.created for outcome in found)
        mark_seen(session, seen_key(session.annotator, document.id), newest, initiator=self)

    def go_to(self, mention: Mention) -> None:
        """Let a mention be seen; one of gold only by its place."""
        window = self._window
        document = DocumentId(mention.document)
        if window.reading.document is None or window.reading.document.id != document:
            window.open_document(document)
        if mention.annotator == window.projects.annotator:
            window.reading.select(mention.id)
        window.reading.reveal(mention.span)
        window.focus_text()
