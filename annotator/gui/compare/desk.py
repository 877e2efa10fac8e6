"""What lies on the page: which document is shown, what is wanted of it, and the way from one disagreement to the next.

The counts of the whole project are `Corpus`'s; the parts of the page show what they are told to.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from annotator.gui.compare.card import CardFacts
from annotator.gui.compare.corpus import Corpus
from annotator.gui.compare.disagreements import DisagreementsPanel
from annotator.gui.compare.documents import ComparedDocuments
from annotator.gui.compare.filters import EVERYWHERE, HERE
from annotator.gui.compare.header import CompareHeader
from annotator.gui.naming import number
from annotator.gui.review.article import ReviewArticle, Reviewed
from annotator.gui.widgets import Signs
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.comparison.comparing import Against
from annotator.services.comparison.corpus_comparison import DocumentComparison
from annotator.services.comparison.corpus_tally import Counted
from annotator.services.comparison.disagreement import Disagreement, Wanted
from annotator.services.comparison.disagreement_list import Identity, Listed, identity_of, listed
from annotator.services.comparison.layer_counts import LayerCounts, layer_counts
from annotator.services.comparison.matters import Matters
from annotator.services.session import Session


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the page."""

    documents: ComparedDocuments
    header: CompareHeader
    article: ReviewArticle
    disagreements: DisagreementsPanel


class Desk(QObject):
    """Leads through the disagreements.

    Attributes:
        wanted: Which disagreements are listed.
        comparison: What is said differently in the document that is shown, if one is.

    Signals:
        told: Where one is, or what there is, has changed; `True` if somebody moved.
        state_changed: There is something to compare, or nothing any more.
        refused: An `AnnotatorError`.
    """

    told = Signal(bool)
    state_changed = Signal()
    refused = Signal(object)

    def __init__(self, corpus: Corpus, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._corpus = corpus
        self._parts = parts
        self._session: Session | None = None
        self._language = "en"
        self._signs = Signs()
        self._by_identity: dict[Identity, Disagreement] = {}
        self._everywhere: list[Listed] = []
        self.wanted = Wanted()
        self.comparison: DocumentComparison | None = None
        self._connect()

    def _connect(self) -> None:
        corpus, parts = self._corpus, self._parts
        corpus.restarted.connect(self._restart)
        corpus.counted.connect(self._take_counts)
        corpus.listed.connect(self._take_listed)
        corpus.ended.connect(self._on_ended)
        corpus.refused.connect(self.refused)
        parts.documents.document_chosen.connect(self._choose_document)
        parts.documents.languages_chosen.connect(self._want_languages)
        parts.documents.all_wanted.connect(self._want_all_documents)
        parts.documents.listed_anew.connect(self._show_state)
        parts.documents.rest_wanted.connect(self._count_the_rest)
        parts.disagreements.filters.wanted_changed.connect(self.want)
        parts.disagreements.filters.scope_changed.connect(self.list_scope)
        parts.disagreements.view.listed_chosen.connect(self._follow_row)
        parts.article.disagreement_chosen.connect(self._on_article)
        parts.header.people_chosen.connect(self.compare)
        parts.header.layers_changed.connect(self._show_layers)

    # -- where one is

    @property
    def document(self) -> DocumentId | None:
        """The document that is shown."""
        return self.comparison.document.id if self.comparison is not None else None

    @property
    def is_everywhere(self) -> bool:
        """Whether the disagreements of all documents are listed."""
        return self._parts.disagreements.filters.scope == EVERYWHERE

    def place(self) -> str:
        """Where one is, in words."""
        view = self._parts.disagreements.view
        parts = []
        if view.current is not None:
            here, count = number(view.rows.number_of(view.current)), number(view.rows.count)
            parts.append(self.tr("Disagreement {here} of {count}").format(here=here, count=count))
        documents = self._parts.documents.model.with_some()
        if self.document in documents:
            here, count = number(documents.index(self.document) + 1), number(len(documents))
            parts.append(self.tr("document {here} of {count}").format(here=here, count=count))
        return " · ".join(parts)

    def _counted_here(self) -> Counted | None:
        tally = self._corpus.tally
        return tally.get(self.document) if tally is not None and self.document is not None else None

    # -- what is compared

    def set_session(self, session: Session | None) -> None:
        """Look into another session, or none; one that is known already is only brought up to date."""
        if session is not self._session:
            self._session = session
            self.wanted = Wanted()
            self.comparison = None
            self.show_scheme()
        self._corpus.set_session(session)

    def set_language(self, language: str) -> None:
        """Name labels in this language."""
        self._language = language
        self.show_scheme()

    def show_scheme(self) -> None:
        """Take the scheme, which may be another."""
        scheme = self._session.scheme if self._session is not None else None
        self._parts.disagreements.filters.set_scheme(scheme, self._language)
        if scheme is not None:
            self._parts.article.set_scheme(scheme)

    def show_people(self) -> None:
        """Take the annotators, of whom there may be others."""
        corpus, parts = self._corpus, self._parts
        self._signs = Signs.of_people(self._session.annotators() if self._session is not None else ())
        parts.article.set_signs(self._signs)
        parts.disagreements.set_signs(self._signs)
        parts.disagreements.filters.set_people(corpus.annotators)
        parts.header.set_people(corpus.people(), corpus.annotators, corpus.against, self._signs)
        self._show_layers()

    def compare(self, annotators: tuple[AnnotatorName, ...], against: Against) -> bool:
        """Compare these; returns whether that is possible."""
        try:
            self._corpus.choose(annotators, against)
        except AnnotatorError as error:
            self.refused.emit(error)
            return False
        return True

    def _restart(self) -> None:
        """There is another comparison: the filter stays, but for people who are not compared any more."""
        self.show_scheme()
        self.show_people()
        if set(self.wanted.annotators) - set(self._corpus.annotators):
            self.wanted = replace(self.wanted, annotators=())
        self._everywhere.clear()
        self._use_wanted()
        self._parts.documents.set_tally(self._corpus.tally)
        self.show_document(self.document)
        self._show_state()

    def _show_state(self) -> None:
        corpus = self._corpus
        self._parts.documents.show_state(is_counting=corpus.is_counting, is_complete=corpus.is_complete)
        self.state_changed.emit()
        self.told.emit(False)

    def _count_the_rest(self) -> None:
        self._corpus.go_on()
        self._show_state()

    # -- what comes from the corpus

    def _take_counts(self, documents: list[DocumentId]) -> None:
        """The counts of some documents are new, others, or gone."""
        self._parts.documents.model.take(documents)
        if self.document is None:
            self.show_document(self._parts.documents.model.next_with_some(None, 1))
        elif self.document in documents and self._corpus.compare(self.document) != self.comparison:
            self.show_document(self.document, stays=True)
        if self.is_everywhere and not self._corpus.is_counting:
            self._replace_listed(documents)
        if self.is_everywhere:
            self._show_listed()
        self._show_state()

    def _replace_listed(self, documents: Collection[DocumentId]) -> None:
        """Compare some documents again for the list of all."""
        tally = self._corpus.tally
        if tally is None:
            return
        kept = [one for one in self._everywhere if one.found.document not in documents]
        for document in documents:
            comparison = self._corpus.compare(document) if tally.get(document) is not None else None
            if comparison is not None:
                kept += self._admitted(comparison)
        numbers = {document.document: document.number for document in tally}
        self._everywhere = sorted(kept, key=lambda one: numbers.get(one.found.document, 0))

    def _take_listed(self, found: tuple[Listed, ...]) -> None:
        self._everywhere += found
        if self.is_everywhere:
            self._show_listed()
            self.told.emit(False)

    def _on_ended(self) -> None:
        corpus, model = self._corpus, self._parts.documents.model
        if self.is_everywhere and not corpus.is_counting and not corpus.is_listing and not self._everywhere:
            self._list_everywhere()
        if self.document is None and model.rowCount():
            self.show_document(model.next_with_some(None, 1) or model.listed()[0].document)
        self._show_listed()
        if self.is_everywhere and self._parts.disagreements.view.current is None:
            self._go_to_first()
        self._show_state()

    def _go_to_first(self) -> None:
        first = self._parts.disagreements.view.go_to_end(1)
        if first is not None:
            self._follow_row(first)

    # -- the document

    def show_document(self, document: DocumentId | None, *, stays: bool = False) -> None:
        """Show a document, at its first disagreement; one that `stays` keeps what is chosen in it."""
        comparison = self._corpus.compare(document) if document is not None else None
        self.comparison = comparison if comparison is not None and len(comparison.layers) > 1 else None
        found = self.comparison.disagreements if self.comparison is not None else ()
        self._by_identity = {identity_of(one): one for one in found}
        self._show_article(self.comparison)
        self._parts.documents.show_opened(self.document)
        if not self.is_everywhere:
            view = self._parts.disagreements.view
            self._show_listed()
            if not stays or view.current is None:
                view.go_to_end(1)
        self._choose_in_article()
        self.told.emit(not stays)

    def _show_article(self, comparison: DocumentComparison | None) -> None:
        article, header, known = self._parts.article, self._parts.header, self._counted_here()
        if comparison is None or comparison.damage or self._session is None:
            article.show_reviewed(None)
            header.show_document(comparison.document if comparison is not None else None, LayerCounts())
            header.show_note(())
            return
        layers, scheme = comparison.contents, self._session.scheme
        matters = Matters(layers, scheme)
        article.show_reviewed(Reviewed(comparison.document, comparison.text, layers, comparison.disagreements, matters))
        self._show_layers()
        header.show_document(comparison.document, layer_counts(layers, matters))
        header.show_note(known.unfinished if known is not None else ())

    def _choose_document(self, document: str) -> None:
        self.show_document(DocumentId(document))
        if self.is_everywhere:
            first = next((one for one in self._everywhere if one.found.document == document), None)
            self.go_to(first.identity if first is not None else None)

    def _show_layers(self) -> None:
        header = self._parts.header
        self._parts.article.show_layers(agreed=header.shows_agreed, annotators=header.shown)

    def facts(self, one: Listed, can: Collection[str]) -> CardFacts | None:
        """What the card of a disagreement is made from; in a list of all documents the text may be another's."""
        session, tally = self._session, self._corpus.tally
        if session is None:
            return None
        known = tally.get(one.found.document) if tally is not None else None
        return CardFacts(
            one,
            session.text(one.found.document),
            session.scheme,
            self._signs,
            known.unfinished if known is not None else (),
            can_adjudicate="adjudicate" in can,
            can_comment="comment" in can,
        )

    # -- what is wanted

    def want(self, wanted: Wanted) -> None:
        """List something else."""
        self.wanted = wanted
        self._use_wanted()
        self._parts.documents.model.refresh()
        self._parts.documents.show_opened(self.document)
        self.list_scope(EVERYWHERE if self.is_everywhere else HERE)

    def _want_languages(self, languages: tuple[str, ...]) -> None:
        self.want(replace(self.wanted, languages=languages))

    def _want_all_documents(self) -> None:
        self.want(replace(self.wanted, languages=(), statuses=()))

    def _use_wanted(self) -> None:
        tally = self._corpus.tally
        if tally is not None and self._session is not None:
            tally.want(self.wanted, self._session.scheme)
        self._parts.disagreements.filters.set_wanted(self.wanted)
        self._parts.documents.set_languages(self.wanted.languages)

    def list_scope(self, scope: int) -> None:
        """List the disagreements of this document, or of all."""
        view = self._parts.disagreements.view
        self._parts.disagreements.filters.set_scope(scope)
        if scope == EVERYWHERE:
            self._list_everywhere()
        self._show_listed()
        if scope == HERE and view.current is None:
            view.go_to_end(1)
        self._choose_in_article()
        self._show_state()
        self.told.emit(True)

    def _list_everywhere(self) -> None:
        """Ask for all; while documents are still being counted the list waits for that."""
        self._everywhere.clear()
        if not self._corpus.is_counting:
            self._corpus.list_all()

    def _admitted(self, comparison: DocumentComparison) -> list[Listed]:
        tally = self._corpus.tally
        known = tally.get(comparison.document.id) if tally is not None else None
        if tally is None or (known is not None and not tally.lists(known)):
            return []
        return [one for one in listed(comparison) if tally.admits(one.found)]

    def _show_listed(self) -> None:
        corpus, panel, comparison, tally = (
            self._corpus,
            self._parts.disagreements,
            self.comparison,
            self._corpus.tally,
        )
        if tally is None:
            return
        if self.is_everywhere:
            is_busy = corpus.is_counting or corpus.is_listing
            panel.show_listed(self._everywhere, tally.kinds_all(), total=tally.count_all(), is_busy=is_busy)
        elif comparison is None:
            panel.say(self.tr("Comparing …") if corpus.is_counting else self.tr("No document is shown."), "")
        elif comparison.damage:
            panel.say(comparison.damage, "octagon-alert")
        else:
            found, known = self._admitted(comparison), self._counted_here()
            kinds = tally.kinds(known) if known is not None else Counter()
            panel.show_listed(found, kinds, total=len(found), is_busy=False)

    # -- going through them

    def go_to(self, identity: Identity | None) -> None:
        """Go to a disagreement of the list."""
        self._parts.disagreements.view.go_to_listed(identity)
        self._choose_in_article()
        self.told.emit(True)

    def go_to_mention(self, mention: str) -> None:
        """Go to the first disagreement about a mention of the document, if there is one."""
        for identity, found in self._by_identity.items():
            if any(one is not None and one.id == mention for one in (found.left, found.right)):
                self.go_to(identity)
                return

    def step(self, by: int) -> None:
        """Go to the next or previous disagreement, over the end of the document into the next one."""
        view = self._parts.disagreements.view
        found = view.step(by)
        if found is not None:
            self._follow_row(found)
        elif not self.is_everywhere:
            document = self._parts.documents.model.next_with_some(self.document, by)
            if document is not None:
                self.show_document(document)
                view.go_to_end(by)
                self._choose_in_article()
                self.told.emit(True)

    def _follow_row(self, one: Listed) -> None:
        """Show the article at a disagreement of the list."""
        if self.document != one.found.document:
            self.show_document(one.found.document, stays=True)
        self._choose_in_article()
        self.told.emit(True)

    def _choose_in_article(self) -> None:
        current = self._parts.disagreements.view.current
        self._parts.article.choose(self._by_identity.get(current.identity) if current is not None else None)

    def _on_article(self, found: Disagreement) -> None:
        """A person chose a place in the article; it may be one that the filter keeps off the list."""
        self._parts.disagreements.view.go_to_listed(identity_of(found))
        self._parts.article.choose(found)
        self.told.emit(True)
