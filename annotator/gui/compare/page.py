"""The page of the mode “Compare”: documents, the article with all layers compared, and their disagreements."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.gui.blinding import why_hidden
from annotator.gui.building import chrome
from annotator.gui.columns import NARROW
from annotator.gui.compare.card import CardFacts
from annotator.gui.compare.corpus import Corpus
from annotator.gui.compare.desk import Desk, Parts
from annotator.gui.compare.disagreements import DisagreementsPanel
from annotator.gui.compare.documents import RAIL_WIDTH, ComparedDocuments
from annotator.gui.compare.filters import EVERYWHERE, HERE
from annotator.gui.compare.header import CompareHeader
from annotator.gui.compare.nothing import Nothing
from annotator.gui.label_keys import pressed_chord
from annotator.gui.review.article import ReviewArticle
from annotator.gui.statusbar import Hints
from annotator.gui.theme import SIZE, Theme
from annotator.gui.widgets import separator, spread_theme
from annotator.model.change import Changes, Subject
from annotator.model.ids import AnnotatorName, DocumentId, MentionId
from annotator.services.blindness import Blindness
from annotator.services.comparison.comparing import Against
from annotator.services.comparison.disagreement import Wanted
from annotator.services.comparison.disagreement_list import Listed
from annotator.services.session import Session

_RIGHT, _RIGHT_NARROW, _RIGHT_LEAST, _RIGHT_MOST = 408, 312, 288, 560
_SMALL = 960
"""Pixels of the window; below, the bar has room for one hint."""
_ENTER = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter))


class ComparePage(QWidget):
    """A page (see `gui.modes`).

    Attributes:
        article, documents, disagreements, header: The parts.
        desk: Leads through them.

    Signals:
        hints_changed: See `ReviewPage`.
        place_requested: The `Disagreement` that is to be seen in the text, for labelling.
        adjudicate_requested, comment_requested: A `Disagreement` about which the person wants to do so.
        merge_requested: The work of others is to be taken in.
        zoom_requested: Steps, positive to enlarge the article.
        refused: An `AnnotatorError`.
    """

    hints_changed = Signal()
    place_requested = Signal(object)
    adjudicate_requested = Signal(object)
    comment_requested = Signal(object)
    merge_requested = Signal()
    zoom_requested = Signal(int)
    refused = Signal(object)

    def __init__(self, corpus: Corpus, *, can: Collection[str] = ()) -> None:
        """`can` names what there is elsewhere: `adjudicate`, `comment`, `merge`."""
        super().__init__()
        self.setObjectName("compare_page")
        self.setAccessibleName(self.tr("Compare"))
        chrome(self)
        self._corpus = corpus
        self._can = frozenset(can)
        self._told: tuple[DocumentId | None, MentionId | None] = (None, None)
        self._moved = True
        self._is_narrow = False
        self.documents = ComparedDocuments()
        self.header = CompareHeader()
        self.article = ReviewArticle()
        self.disagreements = DisagreementsPanel(self._facts)
        self.desk = Desk(corpus, Parts(self.documents, self.header, self.article, self.disagreements), self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.disagreements.setMinimumWidth(_RIGHT_LEAST)
        self.disagreements.setMaximumWidth(_RIGHT_MOST)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(separator())
        column.addWidget(self.article, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setObjectName("compare_columns")
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for part in (self.documents, middle, self.disagreements):
            self._splitter.addWidget(part)
        self._splitter.setStretchFactor(1, 1)
        self._nothing = Nothing("compare_nothing")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._splitter)
        self._stack.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _connect(self) -> None:
        panel = self.disagreements
        panel.adjudicate_requested.connect(self.adjudicate_requested)
        panel.comment_requested.connect(self.comment_requested)
        panel.text_requested.connect(self.place_requested)
        self.article.zoom_requested.connect(self.zoom_requested)
        self.documents.document_chosen.connect(self._leave_documents)
        self._nothing.acted.connect(self.merge_requested)
        self.desk.told.connect(self._tell)
        self.desk.state_changed.connect(self._show_state)
        self.desk.refused.connect(self.refused)

    # -- what the window says

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self.documents.set_theme(theme)
        self.header.set_theme(theme)
        self.article.set_theme(theme)
        self.disagreements.set_theme(theme)
        spread_theme(self._nothing, theme)

    def set_language(self, language: str) -> None:
        """Name labels in this language."""
        self.desk.set_language(language)

    def set_zoom(self, percent: int) -> None:
        """Show the article larger or smaller."""
        self.article.set_zoom(percent)

    def set_line_spacing(self, factor: float) -> None:
        """Show the lines of the article closer or wider."""
        self.article.set_line_spacing(factor)

    def set_session(self, session: Session | None) -> None:
        """Look into another session, or none; one that is known already is only brought up to date."""
        if session is not self._corpus.session:
            self._told = (None, None)
        self.desk.set_session(session)

    def show_place(self, document: DocumentId | None, mention: MentionId | None) -> None:
        """Another document was opened for labelling, or another mention selected: show that, if it is compared."""
        if (document, mention) == self._told:
            return
        is_other, self._told = document != self._told[0], (document, mention)
        comparison = self._corpus.compare(document) if document is not None and is_other else None
        if comparison is not None and len(comparison.layers) > 1:
            self.desk.show_document(document)
        if mention is not None and self.desk.document == document:
            self.desk.go_to_mention(mention)

    def session_changed(self, changes: Changes) -> None:
        """Follow an act: only what it touches is compared again."""
        self._corpus.follow(changes)
        self._corpus.catch_up()
        if changes.touches(Subject.ANNOTATOR, Subject.LAYER):
            self.desk.show_people()

    def show_changed(self, changes: Changes) -> None:
        """After undo or redo: show a document that it touched."""
        self.session_changed(changes)
        touched = [change.document for change in changes.changes if change.document is not None]
        tally = self._corpus.tally
        known = [document for document in touched if tally is not None and tally.get(document) is not None]
        if known and self.desk.document not in touched:
            self.desk.show_document(known[0])

    def hints(self) -> Hints:
        """The keys that work here, and where one is."""
        if self._corpus.tally is None:
            return Hints(moved=self._moved)
        keys = (
            ("J|K", self.tr("Next, previous")),
            ("Enter", self.tr("Open or close")),
            ("A", self.tr("Show agreed")),
            ("F", self.tr("Filter")),
            ("O", self.tr("Open in the text")),
            *((("C", self.tr("Comment")),) if "comment" in self._can else ()),
        )
        # A narrow bar would cut the words off; the card names O itself, the field F.
        most = len(keys) if not self._is_narrow else 3 if self.width() >= _SMALL else 1
        return Hints(keys[:most], self.desk.place(), moved=self._moved)

    def focus_page(self) -> None:
        """Take the keyboard where work begins."""
        part = self.disagreements.view if self.disagreements.view.isVisible() else self.article
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_documents(self) -> None:
        """A document was chosen: where there is little room the list of them gives way again."""
        self.documents.set_rail(is_rail=self._is_narrow)
        self.focus_page()

    # -- asked from elsewhere

    def show_only(
        self,
        wanted: Wanted,
        annotators: Sequence[AnnotatorName],
        documents: Sequence[DocumentId] = (),
        *,
        against: Against = Against.FIRST,
    ) -> None:
        """Show exactly these disagreements: of all documents, or of the first one named.

        Args:
            wanted: Which; its `meeting` for those of a cell of the table of labels.
            annotators: Whose layers, the first one's on the left.
            documents: Where to begin; empty for all documents.
            against: Which layers with which.
        """
        if self.desk.compare(tuple(annotators), against):
            self.disagreements.filters.set_scope(HERE if documents else EVERYWHERE)
            if documents:
                self.desk.show_document(documents[0])
            self.desk.want(wanted)

    # -- showing

    def _facts(self, one: Listed) -> CardFacts | None:
        return self.desk.facts(one, self._can)

    def _show_state(self) -> None:
        """Show the columns, or why there is nothing to compare."""
        is_there = self._corpus.tally is not None
        if not is_there:
            self._say_too_few()
        self._stack.setCurrentWidget(self._splitter if is_there else self._nothing)

    def _say_too_few(self) -> None:
        people, session = self._corpus.people(), self._corpus.session
        if session is not None and Blindness.of(session).is_on:
            self._nothing.say(why_hidden(), icon="eye-off")
            return
        who = self.tr("Nobody has labelled in this project yet.")
        if people:
            who = self.tr("Only {name} has labelled in this project.").format(name=f"\u2068{people[0]}\u2069")
        how = self.tr(
            "Comparing takes the layers of two people. The work of others comes in with a project that they send you, "
            "which is merged into this one; or they label in this project, each under their own name."
        )
        action = self.tr("Merge a project…") if "merge" in self._can else ""
        self._nothing.say(f"{who} {how}", icon="users", action=action)

    def _tell(self, moved: bool) -> None:
        """Let the bar ask where one is."""
        self._moved = moved
        self.hints_changed.emit()

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nothing inside the page had a use for; in a text field none of them is ours."""
        if isinstance(QApplication.focusWidget(), QLineEdit) or not (self._do_letter(event) or self._do_key(event)):
            event.ignore()

    def _do_letter(self, event: QKeyEvent) -> bool:
        letter = pressed_chord(event)
        match letter:
            case "J":
                self.desk.step(1)
            case "K":
                self.desk.step(-1)
            case "A":
                self.header.toggle_agreed()
            case "F":
                self.documents.focus_filter()
            case "O":
                self.disagreements.open_text()
            case "C" if "comment" in self._can:
                self.disagreements.comment()
            case _:
                return False
        return True

    def _do_key(self, event: QKeyEvent) -> bool:
        """Keys of the list, while it or the article has the keyboard."""
        view, key = self.disagreements.view, event.key()
        if not (view.hasFocus() or self.article.hasFocus()):
            return False
        if key in _ENTER:
            view.toggle()
        elif key == Qt.Key.Key_Down:
            self.desk.step(1)
        elif key == Qt.Key.Key_Up:
            self.desk.step(-1)
        elif key == Qt.Key.Key_Escape and view.is_open:
            view.toggle()
        else:
            return False
        return True

    # -- layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window turns the documents into a rail."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        if narrow != self._is_narrow or event.oldSize().width() <= 0:
            self._is_narrow = narrow
            self._share()
            self._tell(moved=False)

    def _share(self) -> None:
        self.documents.set_rail(is_rail=self._is_narrow)
        left = RAIL_WIDTH if self._is_narrow else SIZE["left"]
        right = _RIGHT_NARROW if self._is_narrow else _RIGHT
        self._splitter.setSizes([left, max(1, self.width() - left - right), right])
