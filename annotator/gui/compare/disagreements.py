"""The right column: disagreements of one document or of all, filtered and grouped by kind; one is open as a card."""

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from annotator.gui.building import chrome, keycaps, row
from annotator.gui.compare.card import CardFacts, DisagreementCard
from annotator.gui.compare.corpus import MOST
from annotator.gui.compare.filters import EVERYWHERE, Filters
from annotator.gui.compare.nothing import Nothing
from annotator.gui.compare.rows_view import DisagreementsView
from annotator.gui.naming import number
from annotator.gui.theme import Theme
from annotator.gui.widgets import Signs, plain_label, spread_theme
from annotator.services.comparison.disagreement import Difference
from annotator.services.comparison.disagreement_list import Listed

FactsOf = Callable[[Listed], CardFacts | None]


class DisagreementsPanel(QWidget):
    """Head, filters and list.

    Args:
        facts_of: What the card of a disagreement is made from; `None` if it cannot be shown now.

    Attributes:
        filters, view: The parts.

    Signals:
        adjudicate_requested, comment_requested, text_requested: A `Disagreement` about which the person wants to do so.
    """

    adjudicate_requested = Signal(object)
    comment_requested = Signal(object)
    text_requested = Signal(object)

    def __init__(self, facts_of: FactsOf) -> None:
        super().__init__()
        self.setObjectName("disagreements_panel")
        self.setAccessibleName(self.tr("Disagreements"))
        chrome(self)
        self._theme = Theme()
        self._facts_of = facts_of
        self.filters = Filters()
        self.view = DisagreementsView(self._card)
        self._nothing = Nothing("disagreements_nothing")
        self._nothing.acted.connect(self.filters.clear)
        self._count = plain_label(kind="small")
        self._count.setObjectName("disagreements_count")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing)
        keys = row(keycaps("J"), keycaps("K"), gap=2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        title = plain_label(self.tr("Disagreements"), "head")
        layout.addWidget(row(title, self._count, None, keys, margins=(16, 12, 16, 8)))
        layout.addWidget(self.filters)
        layout.addWidget(self._stack, 1)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        self.view.painter_of_rows.theme = theme
        spread_theme(self, theme)
        self.view.show_card()
        self.view.viewport().update()

    def set_signs(self, signs: Signs) -> None:
        """How annotators are shown."""
        self.view.painter_of_rows.signs = signs
        self.view.viewport().update()

    # -- what is listed

    def show_listed(self, listed: Sequence[Listed], kinds: Counter[Difference], *, total: int, is_busy: bool) -> None:
        """List these.

        Args:
            listed: Those wanted, or as many of them as can be listed.
            kinds: How many there are of each kind, whichever kinds are wanted.
            total: How many are wanted.
            is_busy: Whether more are on their way.
        """
        self.filters.set_counts(kinds)
        self.view.rows.show(listed, shows_titles=self.filters.scope == EVERYWHERE)
        shown = number(total)
        if total > len(listed) >= MOST:
            shown = self.tr("the first {shown} of {total}").format(shown=number(len(listed)), total=number(total))
        elif is_busy:
            shown = self.tr("{count}, still comparing …").format(count=shown)
        self._count.setText(shown)
        self._say_nothing(has_hidden=self.filters.is_narrowed, is_busy=is_busy)
        self._stack.setCurrentWidget(self.view if listed else self._nothing)

    def _say_nothing(self, *, has_hidden: bool, is_busy: bool) -> None:
        """Why nothing is listed, if so."""
        if is_busy:
            self._nothing.say(self.tr("Comparing …"), icon="loader")
        elif has_hidden:
            words = self.tr("Nothing is left by the filter: {filter}.").format(filter=self.filters.words())
            self._nothing.say(words, icon="list-filter", action=self.tr("Clear filters"))
        else:
            self._nothing.say(self.tr("They agree in everything shown."), icon="circle-check", color="ok")

    def say(self, words: str, icon: str) -> None:
        """Say why there is nothing to list."""
        self.filters.set_counts(Counter())
        self.view.rows.show((), shows_titles=False)
        self._count.setText("")
        self._nothing.say(words, icon=icon)
        self._stack.setCurrentWidget(self._nothing)

    # -- the card

    def _card(self, listed: Listed, width: int) -> QWidget:
        facts = self._facts_of(listed)
        if facts is None:
            return QWidget()
        card = DisagreementCard(facts, width)
        card.set_theme(self._theme)
        spread_theme(card, self._theme)
        card.adjudicate_requested.connect(self.adjudicate)
        card.comment_requested.connect(self.comment)
        card.text_requested.connect(self.open_text)
        return card

    def adjudicate(self) -> None:
        """Ask to decide about the current disagreement."""
        self._ask(self.adjudicate_requested.emit)

    def comment(self) -> None:
        """Ask to comment on the current disagreement."""
        self._ask(self.comment_requested.emit)

    def open_text(self) -> None:
        """Ask to see the current disagreement in the text."""
        self._ask(self.text_requested.emit)

    def _ask(self, ask: Callable[[object], None]) -> None:
        current = self.view.current
        if current is not None:
            ask(current.found)
