"""The middle column: the text with the readings above, the case below; or why there is none."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from annotator.gui.adjudicate.card import CaseCard
from annotator.gui.adjudicate.draft import CaseDraft
from annotator.gui.adjudicate.parts import KeyButton
from annotator.gui.adjudicate.places import as_disagreement
from annotator.gui.adjudicate.queue_model import QueueModel, Wanted
from annotator.gui.adjudicate.words import CaseWords
from annotator.gui.blinding import why_hidden
from annotator.gui.building import Sentence, chrome, label, row, wrapped
from annotator.gui.icons import pixmap
from annotator.gui.naming import number
from annotator.gui.review.article import ReviewArticle, Reviewed
from annotator.gui.theme import Theme
from annotator.gui.widgets import IconButton, Signs, spread_theme
from annotator.model.scheme import Scheme
from annotator.services.adjudication.board import Board
from annotator.services.adjudication.cases import State
from annotator.services.comparison.comparing import Against, compare_layers

_WIDEST = 860
_ARTICLE = (96, 420)
"""Least and greatest height of the text above the case."""
_SHARE = 27
"""Per cent of the column that it has at any rate."""
_BELOW = 60
"""Room for what stands between text and case, and below it."""
_MARGIN = 24


class CaseCentre(QWidget):
    """Article and card, or a sentence.

    Attributes:
        article, card: The parts.

    Signals:
        begin_requested: Gold is to be begun.
        aside_requested: The right column is to be shown or hidden.
    """

    begin_requested = Signal()
    aside_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("adjudicate_centre")
        chrome(self, "surface")
        self._theme = Theme()
        self._board: Board | None = None
        self._reviewed: Reviewed | None = None
        self._icon_name = ""
        self._build()

    def _build(self) -> None:
        self.article = ReviewArticle()
        self.article.setFixedHeight(_ARTICLE[0])
        self.article.content_height_changed.connect(self._fit_article)
        self.card = CaseCard()
        self._kind, self._label = label("", "small", "case_kind"), label("", "head", "case_label")
        self._title = Sentence("small", "case_document")
        self._aside = IconButton("panel-right", self.tr("Show or hide what is known (I)"), object_name="toggle_aside")
        self._aside.clicked.connect(self.aside_requested)
        self._state = wrapped("", "small", "case_state")
        self._offer_words = wrapped("", "small", "begin_offer_words")
        self._offer_go = KeyButton(self.tr("Begin gold…"), "Ctrl+Alt+G", "begin_offer")
        self._offer_go.clicked.connect(self.begin_requested)
        self._offer = QFrame()
        self._offer.setObjectName("begin_offer_card")
        self._offer.setProperty("kind", "card")
        inside = QHBoxLayout(self._offer)
        inside.setContentsMargins(14, 8, 8, 8)
        inside.addWidget(self._offer_words, 1)
        inside.addWidget(self._offer_go)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._column())
        self._stack.addWidget(self._empty())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _column(self) -> QWidget:
        made = QWidget()
        middle = QWidget()
        middle.setMaximumWidth(_WIDEST)
        inside = QVBoxLayout(middle)
        inside.setContentsMargins(_MARGIN, 12, _MARGIN, 16)
        inside.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._kind)
        head.addWidget(self._label)
        head.addStretch(1)
        head.addWidget(self._title)
        head.addWidget(self._aside)
        inside.addLayout(head)
        inside.addWidget(self._offer)
        inside.addWidget(self.article)
        inside.addWidget(self._state)
        inside.addWidget(self.card, 1)
        across = QHBoxLayout(made)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(middle, 100)
        across.addStretch(1)
        return made

    def _empty(self) -> QWidget:
        made = QWidget()
        self._picture, self._head = label("", "", "adjudicate_picture"), label("", "head", "adjudicate_head")
        self._said = wrapped("", "small", "adjudicate_words")
        self._said.setMaximumWidth(480)
        self._said.setMinimumWidth(320)
        layout = QVBoxLayout(made)
        layout.addStretch(2)
        for part in (row(None, self._picture, None), row(None, self._head, None), row(None, self._said, None)):
            layout.addWidget(part)
        layout.addStretch(3)
        return made

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        spread_theme(self, theme)
        self.article.set_theme(theme)
        self.card.set_theme(theme)
        self._paint_picture()

    # -- what is shown

    def show_board(self, board: Board, scheme: Scheme, text: str, signs: Signs) -> None:
        """The cases of another document are shown from now on."""
        self._board = board
        layers, before = board.layout.material.layers, self._reviewed
        if before is None or (before.document, before.layers, self.article.scheme) != (
            board.layout.material.document,
            layers,
            scheme,
        ):
            found = compare_layers(layers, scheme, text, Against.ALL) if len(layers) > 1 else []
            self._reviewed = Reviewed(board.layout.material.document, text, layers, tuple(found))
            self.article.set_scheme(scheme)
        self.article.set_signs(signs)
        self._title.setText(board.layout.material.document.title)

    def show_case(self, draft: CaseDraft, words: CaseWords, board: Board, signs: Signs, *, editable: bool) -> None:
        """Show a case with the text around it."""
        case = draft.case
        self._kind.setText(words.kind(case))
        self._label.setText(words.label(case))
        around = as_disagreement(board, case)
        self.article.show_reviewed(self._reviewed, around)
        self.article.choose(around)
        self._fit_article()
        self.card.show_case(draft, words, signs, editable=editable)
        self._show_state(draft, editable=editable)
        self._stack.setCurrentIndex(0)
        # The column is laid out only now.
        QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        self._fit_article()
        self.card.reveal_row()

    def _show_state(self, draft: CaseDraft, *, editable: bool) -> None:
        state, words = draft.case.state, ""
        if not editable:
            words = self.tr("This can be looked at only: the project is read-only, or nobody has said who decides.")
        elif state is State.DECIDED:
            words = self.tr("Decided. Choose anew to change it, or press U to let it be open again.")
        elif state is State.REOPENED:
            words = self.tr("Decided before, and open again: what it rested on has changed.")
        self._state.setText(words)
        self._state.setVisible(bool(words))

    def _fit_article(self) -> None:
        """As high as its lines; but what is left over by the case, or a part of the column, is the most."""
        least, most = _ARTICLE
        spare = self.height() - self.card.whole_height() - self.article.y() - _BELOW
        most = max(least, min(most, max(spare, self.height() * _SHARE // 100)))
        self.article.setFixedHeight(max(least, min(most, self.article.content_height())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less room for the text."""
        super().resizeEvent(event)
        self._fit_article()

    def show_offer(self, agreeing: int, total: int) -> None:
        """Offer to begin gold by what all agree on, if that would settle anything."""
        words = self.tr(
            "In {n} of {total} cases of this document all say the same. They need not be decided one by one."
        )
        self._offer_words.setText(words.format(n=number(agreeing), total=number(total)))
        self._offer.setVisible(agreeing > 1)

    def show_words(self, head: str, words: str, icon: str = "") -> None:
        """There is no case: say why."""
        self._head.setText(head)
        self._said.setText(words)
        self._icon_name = icon
        self._paint_picture()
        self._stack.setCurrentIndex(1)
        self.card.show_case(None, None, Signs(), editable=False)

    def show_no_case(self, queue: QueueModel, people: Sequence[str], *, is_blind: bool) -> None:
        """There is no case: say why, and what helps.

        Args:
            queue: What is listed.
            people: Whose layers there are.
            is_blind: Whether blind mode is on.
        """
        is_open = queue.wanted is Wanted.OPEN
        if not people:
            self._show_nobody()
        elif is_open and queue.documents and queue.first_document() is None:
            self._show_all_decided(sum(found.decided for found in queue.documents))
        elif queue.documents:
            self._show_filtered(is_open=is_open)
        else:
            self.show_words("", why_hidden() if is_blind else self.tr("Looking through the documents …"))

    def _show_nobody(self) -> None:
        """There are no layers: say how they come."""
        words = self.tr(
            "Nobody has labelled anything yet. Other people's labels come by File > Import (JSON Lines with labels) or "
            "on the command line by annotator merge; then you decide between them here."
        )
        self.show_words(self.tr("No layers to decide between"), words)

    def _show_filtered(self, *, is_open: bool) -> None:
        """The open document has no cases of those that are listed; `is_open` if these are the open ones."""
        words = self.tr("This document has no such cases. Choose Open, Reopened or Decided on the left.")
        if is_open:
            words = self.tr("Nothing is open in this document. J goes to the next one.")
        self.show_words(self.tr("Nothing here"), words)

    def _show_all_decided(self, count: int) -> None:
        """Nothing is left."""
        words = self.tr("{n} cases are decided. When a layer changes, the decisions that it touches are open again.")
        self.show_words(self.tr("All decided"), words.format(n=number(count)), "circle-check")

    def _paint_picture(self) -> None:
        self._picture.setVisible(bool(self._icon_name))
        if self._icon_name:
            self._picture.setPixmap(pixmap(self._icon_name, self._theme.c("ok"), 32, self.devicePixelRatioF()))
