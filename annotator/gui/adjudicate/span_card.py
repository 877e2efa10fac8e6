"""The card on which a span is chosen for gold: in the text itself, with the same keys and gestures as for labelling."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from annotator.gui.article.view import ArticleView
from annotator.gui.building import button, keycaps, label, row, wrapped
from annotator.gui.overlay import Overlay
from annotator.gui.panels.inspector_edges import SpanEdges
from annotator.gui.theme import Theme
from annotator.gui.widgets import spread_theme
from annotator.model.direction import language_direction
from annotator.model.document import Document
from annotator.model.span import Span


class SpanCard(Overlay):
    """The text, the edges as numbers, and what is selected.

    Signals:
        chosen: The `Span`.
    """

    chosen = Signal(object)
    WIDTH = 860
    HEIGHT = 560

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, "span_card")
        self._text = ""
        self._span: Span | None = None
        self._view = ArticleView()
        self._view.setObjectName("span_card_text")
        self._edges = SpanEdges()
        self._hint = wrapped(
            self.tr("Drag, double-click or use the arrows with Shift; Alt with the arrows moves the edges. "
                    "Ctrl+drag adds a piece."), "micro", "span_card_hint",
        )  # fmt: skip
        self._use = self.primary = button(self.tr("Take this span"), "primary", "span_card_use")
        cancel = button(self.tr("Cancel"), "secondary", "span_card_cancel")
        self._use.clicked.connect(self._take)
        cancel.clicked.connect(self.close_overlay)
        self._view.selection_changed.connect(self._follow)
        self._edges.span_wanted.connect(self._select)
        self.body.addWidget(row(label(self.tr("Which span?"), "title"), None))
        self.body.addWidget(self._view, 1)
        self.body.addWidget(self._hint)
        self.body.addWidget(row(label(self.tr("Characters"), "small"), self._edges, None))
        self.body.addWidget(row(None, cancel, self._use, keycaps("Enter")))
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        super().set_theme(theme)
        self._view.set_theme(theme)
        self._edges.set_theme(theme)
        spread_theme(self.card, theme)

    def ask(self, document: Document, text: str, span: Span) -> None:
        """Show the text of a document with a span selected in it."""
        self._text = text
        direction = language_direction(document.language)
        self._view.set_article(text, direction, (), override=document.direction, language=document.language)
        self.open()
        self._select(span)
        self._view.reveal(span)
        self._watch_keys()

    def _watch_keys(self) -> None:
        """Escape closes the card; in the text it would only select nothing."""
        for part in (self._view, *self._view.findChildren(QWidget)):
            part.removeEventFilter(self)
            part.installEventFilter(self)

    def first_field(self) -> QWidget:
        """The text."""
        return self._view

    def _select(self, span: Span) -> None:
        self._view.set_selection(span)
        self._follow(span)

    def _follow(self, span: Span | None) -> None:
        self._span = span
        self._use.setEnabled(span is not None)
        self._edges.setEnabled(span is not None)
        if span is not None:
            self._edges.show_span(span, self._text)

    def _take(self) -> None:
        if self._span is not None:
            span = self._span
            self.close_overlay()
            self.chosen.emit(span)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the text takes the span; nothing can be typed there."""
        here = QApplication.focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and here is not None and (here is self._view or self._view.isAncestorOf(here)):
            self._take()
            event.accept()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape in the text is ours; also if a shortcut would have it."""
        is_key = event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if is_key and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.isVisible():
            if event.type() == QEvent.Type.KeyPress:
                self.close_overlay()
            event.accept()
            return True
        return super().eventFilter(watched, event)
