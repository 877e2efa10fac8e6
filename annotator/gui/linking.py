"""From a key or a drawn line to an argument or a relation: a card near the mention asks what is not yet known.

`E`, a role's key, the filler; or `C`, a relation's key, the other mention. While the filler is asked for, text can be
selected instead: it becomes a mention and the filler in one act. A line drawn with the mouse names both ends, and the
card asks only where several links fit. Which step follows which stands here; what a step offers, in `link_offers`.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt

from annotator.gui.article.areas import on_screen, side_of
from annotator.gui.link_offers import (
    PAIR,
    ChooseFiller,
    ChooseLabel,
    ChooseLink,
    ChoosePair,
    ChooseRelation,
    ChooseRole,
    ChooseTarget,
    LinkOffers,
    Step,
    lenient_links,
)
from annotator.gui.theme import Theme
from annotator.model.annotation import Kind, Mention
from annotator.model.change import Changes, Subject
from annotator.model.ids import MentionId
from annotator.model.scheme import Strictness
from annotator.model.span import Span
from annotator.services.arguments import Filler, NewFiller
from annotator.services.candidates import Link, PossibleArgument, links_between
from annotator.services.session import Session

if TYPE_CHECKING:
    from annotator.gui.panels.link_card import LinkCard
    from annotator.gui.window import Window


class Linking(QObject):
    """Asks step by step for what a link needs, then for the link.

    Attributes:
        step: What is being asked; `None` while nothing is.
    """

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._view = window.centre.view
        self._edits = window.later.link_edits
        self._messages = window.messages
        self._card: LinkCard | None = None
        self._steps: list[Step] = []
        self._where = Span.of(0, 1)
        self._view.link_requested.connect(self._join)
        self._view.link_to_text_requested.connect(self._join_text)
        self._view.link_released_outside.connect(self._join_outside)
        self._view.link_outside.connect(self._light_role)
        self._view.clicked.connect(self._take_clicked)
        self._view.selection_changed.connect(self._follow_selection)
        window.centre.key_left.connect(self._take_key)
        window.labelling.divert(self._take_label)
        window.inspector.fill_requested.connect(self.start_filling)
        window.inspector.relate_requested.connect(self.start_relation_of)
        window.reading.opened.connect(self.close)
        window.notices.told.connect(self._follow)
        window.look.changed.connect(self._set_theme)

    @property
    def step(self) -> Step | None:
        """The question that is open."""
        return self._steps[-1] if self._steps else None

    @property
    def _session(self) -> Session | None:
        return self._window.asking.session

    # -- by key

    def start_argument(self) -> None:
        """Ask which role of the selected event is to be filled, and by whom."""
        mention = self._window.reading.mention(self._view.selected())
        if mention is None:
            return
        if mention.kind is Kind.EVENT:
            self._begin(ChooseRole(mention), mention.span)
        else:
            words = self.tr("Arguments belong to events; this is an entity. Select the event, or draw a line to it.")
            self._messages.error(words)

    def start_relation(self) -> None:
        """Ask which relation leads from the selected mention, and to which."""
        selected = self._view.selected()
        if selected is not None:
            self.start_relation_of(selected)

    def start_filling(self, event: str, role: str) -> None:
        """Ask who fills a role of an event; an empty role for asking which one first."""
        mention = self._window.reading.mention(MentionId(event))
        if mention is not None:
            self._begin(ChooseFiller(mention, role) if role else ChooseRole(mention), mention.span)

    def start_relation_of(self, source: str) -> None:
        """Ask which relation leads from a mention, and to which."""
        mention = self._window.reading.mention(MentionId(source))
        if mention is not None:
            self._begin(ChooseRelation(mention), mention.span)

    def toggle_strictness(self) -> None:
        """From now on only warn of links that do not fit the scheme, or refuse them again."""
        session = self._session
        if session is None:
            return
        strictness = Strictness.REFUSE if session.strictness is Strictness.WARN else Strictness.WARN
        if self._window.asking.attempt(partial(_set_strictness, strictness)) is None:
            return
        if strictness is Strictness.WARN:
            words = self.tr("Links that do not fit the scheme are made from now on, with a warning")
        else:
            words = self.tr("Links that do not fit the scheme are refused from now on")
        self._window.asking.say("link", words)

    # -- the card

    def _begin(self, step: Step, where: Span) -> None:
        """Ask a first question, near a place of the text."""
        self.close()
        self._window.labelling.disarm()
        self._view.reveal(where)
        self._where = where
        self._go(step)

    def _go(self, step: Step) -> None:
        """Ask a further question."""
        self._steps.append(step)
        self._show(step)

    def _show(self, step: Step) -> None:
        session = self._session
        if session is None:
            return
        self._view.set_pointed(None)
        self._view.select_mentions([_source(step).id])
        card = self._made_card()
        card.show_offer(LinkOffers(session, self._language).offer(step))
        if isinstance(step, ChooseLabel):
            return  # the keyboard stays in the text
        asks_whom = isinstance(step, ChooseFiller | ChooseTarget)
        anchor, side = on_screen(self._view, self._where), side_of(self._view, self._where)
        card.open_near(anchor, side, self._window.centre if asks_whom else None)
        self._keep_clear(MentionId(card.current) if asks_whom else _source(step).id)

    def _made_card(self) -> "LinkCard":
        """The card, made when first wanted: the program starts without it."""
        if self._card is None:
            from annotator.gui.panels.link_card import LinkCard  # noqa: PLC0415

            self._card = LinkCard(self._window, self._window.centre, self._window.look.theme)
            self._card.picked.connect(self._take)
            self._card.walked.connect(self._walk)
            self._card.pointed.connect(self._light)
            self._card.back_requested.connect(self.back)
            self._card.article_requested.connect(self._window.focus_text)
            self._card.closed.connect(self._forget)
            self._card.keys_freed.connect(self._window.focus_text)
        return self._card

    @property
    def _language(self) -> str:
        return self._window.preferences.now.interface_language or "en"

    def _set_theme(self, theme: Theme) -> None:
        if self._card is not None:
            self._card.set_theme(theme)

    def back(self) -> None:
        """To the question before; from the first one away."""
        if len(self._steps) < 2:
            self.close()
            return
        self._steps.pop()
        self._show(self._steps[-1])

    def close(self) -> None:
        """Ask no more."""
        if self._card is not None:
            self._card.close_card()

    def _forget(self) -> None:
        step, self._steps = self.step, []
        self._view.set_pointed(None)
        if step is not None and self._view.selection() is None:
            self._view.select_mentions([_source(step).id])

    # -- what is chosen

    def _take(self, id_: str) -> None:
        match self.step:
            case ChooseRole(event):
                self._go(ChooseFiller(event, id_))
            case ChooseRelation(source):
                self._go(ChooseTarget(source, id_))
            case ChooseFiller(event, role):
                self._fill(event, role, MentionId(id_))
            case ChooseLabel(event, role, span):
                self._fill(event, role, NewFiller(span, id_))
            case ChoosePair(event, span):
                role, _, label = id_.partition(PAIR)
                self._fill(event, role, NewFiller(span, label))
            case ChooseTarget(source, relation):
                self._finish(source.id, self._edits.add_relation(relation, source.id, MentionId(id_)))
            case ChooseLink(_one, _other, links):
                self._make(links[int(id_)])

    def _fill(self, event: Mention, role: str, filler: Filler) -> None:
        session = self._session
        if session is None:
            return
        takes_place = LinkOffers(session, self._language).fills_place(event, role)
        if takes_place and isinstance(filler, str) and isinstance(self.step, ChooseFiller):
            self._finish(event.id, self._edits.replace_fillers(event.id, role, filler))
        else:
            self._finish(event.id, self._edits.add_argument(event.id, role, filler))

    def _make(self, link: Link) -> None:
        if isinstance(link, PossibleArgument):
            self._fill(link.event, link.role, link.filler.id)
        else:
            made = self._edits.add_relation(link.label, link.source.id, link.target.id)
            self._finish(link.source.id, made)

    def _finish(self, selected: MentionId, made: object) -> None:
        """The link was made, unless it was refused: then one may choose again."""
        if made is None:
            return
        self.close()
        self._view.choose(selected)

    # -- while a filler or target is asked for

    def _light(self, id_: str) -> None:
        """Let the candidate that is current on the card be seen, beside the mention that it is for."""
        candidate = self._view.marks.get(MentionId(id_))
        if candidate is not None and isinstance(self.step, ChooseFiller | ChooseTarget):
            self._view.set_pointed(candidate.id)

    def _walk(self, id_: str) -> None:
        """Keys have come to a candidate, which may be on another screen or below the card."""
        candidate = self._view.marks.get(MentionId(id_))
        if candidate is not None and isinstance(self.step, ChooseFiller | ChooseTarget):
            self._light(id_)
            self._view.reveal(candidate.span)
            self._keep_clear(candidate.id)

    def _keep_clear(self, id_: MentionId) -> None:
        """Let the card stand where it does not cover a mention."""
        mention = self._view.marks.get(id_)
        if mention is not None and self._card is not None:
            self._card.place(on_screen(self._view, mention.span))

    def _take_clicked(self, mention: MentionId | None) -> None:
        """A click on a mention chooses it; a click beside all of them is a wish to be left alone."""
        step = self.step
        if not isinstance(step, ChooseFiller | ChooseTarget | ChooseLabel):
            return
        source = _source(step)
        if mention is None:
            self.close()
        elif mention != source.id and not isinstance(step, ChooseLabel):
            self._view.select_mentions([source.id])
            self._take(mention)

    def _follow_selection(self, span: Span | None) -> None:
        """Selected text could become the filler; without it, mentions are asked for again."""
        step = self.step
        if isinstance(step, ChooseLabel):
            self._steps.pop()
            step = self.step
        if not isinstance(step, ChooseFiller):
            return
        if span is not None:
            self._steps.append(ChooseLabel(step.event, step.role, span))
        self._offer_again()

    def _offer_again(self) -> None:
        """Show the present question anew without taking the keyboard from the text."""
        session, step = self._session, self.step
        if session is not None and step is not None and self._card is not None:
            self._card.show_offer(LinkOffers(session, self._language).offer(step))

    def _take_label(self, label: str) -> bool:
        """A label was chosen for selected text; returns whether it made a filler of it."""
        if not isinstance(self.step, ChooseLabel):
            return False
        self._take(label)
        return True

    def _take_key(self, key: Qt.Key) -> None:
        """A key that the article had no use for, while the card is open."""
        step, session = self.step, self._session
        if step is None or session is None or self._card is None:
            return
        if key == Qt.Key.Key_Escape:
            self.back()
        elif isinstance(step, ChooseLabel):
            fitting = session.scheme.labels_filling(step.event.label, step.role)
            if len(fitting) == 1:
                self._take(fitting[0].name)
            else:
                self._card.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._card.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, changes: Changes) -> None:
        """An act took away what the question is about, or changed what can be chosen."""
        step, session = self.step, self._session
        if step is None or session is None:
            return
        is_gone = self._view.marks.get(_source(step).id) != _source(step)
        if is_gone or changes.touches(Subject.SCHEME):
            self.close()

    # -- by mouse

    def _join(self, one: MentionId, other: MentionId, _at: QPoint) -> None:
        """A line was drawn between two mentions: make the link that fits, or ask which."""
        session = self._writable()
        if session is None:
            return
        source, target = session.mention(one), session.mention(other)
        links = links_between(session.scheme, source, target)
        if not links and session.strictness is Strictness.WARN:
            links = lenient_links(session.scheme, source, target)
        if not links:
            self._messages.error(LinkOffers(session, self._language).why_nothing(source, target))
        elif len(links) == 1:
            self._make(links[0])
        else:
            self._begin(ChooseLink(source, target, links), target.span)

    def _join_text(self, event: MentionId, span: Span, _at: QPoint) -> None:
        """A line was drawn from a mention to text: ask in which role and with which label it becomes a filler."""
        session = self._writable()
        if session is None:
            return
        source = session.mention(event)
        if source.kind is Kind.EVENT:
            self._begin(ChoosePair(source, span), span)
        else:
            words = self.tr("Only an event takes plain text as a filler. Draw from the event, or label the text first.")
            self._messages.error(words)

    def _light_role(self, at: QPoint | None) -> None:
        """A line is drawn over the inspector: light the role that it would fill."""
        inspector = self._window.inspector
        inspector.set_drop_role(None if at is None else inspector.role_at(at))

    def _join_outside(self, filler: MentionId, at: QPoint) -> None:
        """A line was drawn out of the article: onto a role that the inspector shows, if it shows roles."""
        role = self._window.inspector.role_at(at)
        event = self._view.selected()
        if role and event is not None and event != filler and self._writable() is not None:
            self._edits.add_argument(event, role, filler)

    def _writable(self) -> Session | None:
        """The session, if it can be edited; else it has been said that it cannot."""
        session = self._session
        if session is not None and session.read_only:
            self._messages.error(self.tr("The project is open for reading only; nothing can be linked."))
            return None
        return session


def _source(step: Step) -> Mention:
    """The mention that a question is about; it stays selected."""
    match step:
        case ChooseRelation(source) | ChooseTarget(source, _) | ChooseLink(source, _, _):
            return source
        case ChooseRole(event) | ChooseFiller(event, _) | ChooseLabel(event, _, _) | ChoosePair(event, _):
            return event


def _set_strictness(strictness: Strictness, session: Session) -> Changes:
    return session.set_strictness(strictness)
