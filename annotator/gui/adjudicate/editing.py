"""Saying for gold what nobody has said: asks for it in the way that fits the row, and hands it to the card."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.gui.adjudicate.cluster_card import ClusterCard
from annotator.gui.adjudicate.draft import ADD, WHOLE, CaseDraft
from annotator.gui.adjudicate.offers import CaseOffers, attribute_of
from annotator.gui.adjudicate.page import AdjudicatePage
from annotator.gui.adjudicate.span_card import SpanCard
from annotator.gui.adjudicate.value_card import ValueCard
from annotator.gui.adjudicate.words import CaseWords
from annotator.gui.link_offers import Offer
from annotator.gui.panels.link_card import LinkCard
from annotator.gui.theme import Theme
from annotator.gui.widgets.painting import start_side
from annotator.model.annotation import Value
from annotator.model.decision import Aspect
from annotator.model.scheme import Attribute, AttributeKind
from annotator.model.span import Span
from annotator.services.adjudication.cases import Link, Parts, Row, Said
from annotator.services.session import Session

if TYPE_CHECKING:
    from annotator.gui.window import Window

_TYPED = frozenset({AttributeKind.TEXT, AttributeKind.NUMBER})


class CaseEditing(QObject):
    """Asks on cards near gold's cell, or above the window where there is more to see.

    What is asked about is the row that was current then; whatever is answered goes into that row.
    """

    def __init__(self, window: "Window", page: AdjudicatePage, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._page = page
        self._row: Row | None = None
        self._role = ""
        window.look.changed.connect(self._set_theme)

    # -- the cards, each made when first wanted

    @cached_property
    def _picking(self) -> LinkCard:
        made = LinkCard(self._window, self._page, self._window.look.theme)
        made.setObjectName("case_picker")
        made.picked.connect(self._picked)
        made.back_requested.connect(self._step_back)
        made.article_requested.connect(self._step_back)
        made.keys_freed.connect(self._page.card.focus_table)
        return made

    @cached_property
    def _typing(self) -> ValueCard:
        made = ValueCard(self._window, self._page, self._window.look.theme)
        made.typed.connect(self._say)
        made.keys_freed.connect(self._page.card.focus_table)
        return made

    @cached_property
    def _span_card(self) -> SpanCard:
        made = SpanCard(self._window, self._window.look.theme)
        made.chosen.connect(self._say)
        return made

    @cached_property
    def _cluster_card(self) -> ClusterCard:
        made = ClusterCard(self._window, self._window.look.theme)
        made.chosen.connect(self._say)
        return made

    def _set_theme(self, theme: Theme) -> None:
        for name in ("_picking", "_typing", "_span_card", "_cluster_card"):
            card = self.__dict__.get(name)
            if card is not None:
                card.set_theme(theme)

    # -- asking

    def start(self, draft: CaseDraft, key: str) -> None:
        """Ask what a row is to say; at the head, the first one; below the last one, what else there is to say."""
        session, words = self._window.asking.session, self._page.desk.words
        if session is not None and words is not None and key == ADD:
            self._row, self._role = None, ""
            self._page.card.table.go_to_row(ADD)
            self._pick(self._offers(draft).additions())
            return
        row = draft.case.rows[0] if key == WHOLE else draft.find(key)
        if session is None or words is None or row is None:
            return
        self._row, self._role = row, ""
        self._page.card.table.go_to_row(row.key)
        match row.aspect:
            case Aspect.SPAN | Aspect.MENTION:
                self._ask_span(draft, row, session)
            case Aspect.LABEL:
                self._pick(self._offers(draft).labels())
            case Aspect.ATTRIBUTE:
                self._ask_value(draft, row, session)
            case Aspect.ARGUMENT:
                self._pick(self._offers(draft).roles(row))
            case Aspect.RELATION:
                self._pick(self._offers(draft).relations(row))
            case Aspect.CLUSTER:
                self._ask_parts(draft, row, words)

    def _offers(self, draft: CaseDraft) -> CaseOffers:
        session, board, words = self._window.asking.session, self._page.desk.board, self._page.desk.words
        if session is None or board is None or words is None:
            raise RuntimeError("a case is shown")
        return CaseOffers(draft, session.scheme, board, words, self._page.desk.language)

    def _ask_span(self, draft: CaseDraft, row: Row, session: Session) -> None:
        span = _said(draft, row)
        if not isinstance(span, Span):
            mention = next(iter((*draft.case.gold, *draft.case.mentions.values())))
            span = mention.span
        document = session.document(draft.case.document)
        self._span_card.ask(document, session.text(document.id), span)

    def _ask_value(self, draft: CaseDraft, row: Row, session: Session) -> None:
        attribute = attribute_of(row, session.scheme)
        if attribute is None:
            self._page.told.emit(self.tr("The scheme does not know this attribute (any more)."))
        elif attribute.kind in _TYPED:
            said = _said(draft, row)
            value = said if isinstance(said, str | bool | int | float) else None
            self._typing.show_attribute(attribute, value, self._page.desk.language)
            self._typing.open_near(self._page.card.gold_rect(), start_side(self._page.layoutDirection()))
        else:
            self._pick(self._offers(draft).values(attribute))

    def _ask_parts(self, draft: CaseDraft, row: Row, words: CaseWords) -> None:
        said = _said(draft, row)
        parts: Parts = said if isinstance(said, tuple) else ()
        self._cluster_card.ask([(key, words.quote(key)) for key in draft.case.members], parts)

    def _pick(self, offer: Offer) -> None:
        self._picking.show_offer(offer)
        self._picking.open_near(self._page.card.gold_rect(), start_side(self._page.layoutDirection()))

    # -- what is answered

    def _picked(self, id_: str) -> None:
        row, draft, session = self._row, self._page.card.draft, self._window.asking.session
        if draft is None or session is None:
            return
        if row is None:
            self._picked_new(draft, self._offers(draft).added(id_), session)
            return
        if row.aspect is Aspect.ARGUMENT and not self._role:
            self._role = id_
            self._pick(self._offers(draft).fillers(row, id_))
            return
        self._picking.close_card()
        match row.aspect:
            case Aspect.LABEL:
                self._say(id_)
            case Aspect.ATTRIBUTE:
                self._say(CaseOffers.value(_known(attribute_of(row, session.scheme)), id_))
            case Aspect.ARGUMENT:
                self._say(Link(self._role, (id_,)))
            case Aspect.RELATION:
                self._say(CaseOffers.relation(row, id_))

    def _picked_new(self, draft: CaseDraft, row: Row, session: Session) -> None:
        """Ask what a new row is to say; of an argument its role is known."""
        self._row = row
        if row.aspect is Aspect.ARGUMENT:
            self._role = row.name
            self._pick(self._offers(draft).fillers(row, row.name))
        else:
            self._picking.close_card()
            self._ask_value(draft, row, session)

    def _step_back(self) -> None:
        """From the filler back to the role, or to what else can be said; else away."""
        draft, row = self._page.card.draft, self._row
        if row is None or draft is None or not (self._role or draft.find(row.key) is None):
            self._picking.close_card()
        elif draft.find(row.key) is None:
            self.start(draft, ADD)
        else:
            self._role = ""
            self._pick(self._offers(draft).roles(row))

    def _say(self, said: Said) -> None:
        row, draft = self._row, self._page.card.draft
        if row is not None and draft is not None:
            if draft.find(row.key) is None:
                self._page.card.added(row, said)
            else:
                self._page.card.edited(row.key, said)
        self._page.card.focus_table()


def _said(draft: CaseDraft, row: Row) -> Said | Value:
    """What gold would say by now, else what the first one says."""
    says = draft.standing(row).says or tuple(row.readings.values())
    return next((reading.said for reading in says if reading.said is not None), None)


def _known(attribute: Attribute | None) -> Attribute:
    if attribute is None:
        raise ValueError("the offer was made for it")
    return attribute
