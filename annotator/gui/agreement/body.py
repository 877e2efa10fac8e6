"""The cards of the page and how they stand: side by side in a wide window, below each other in a narrow one."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from annotator.gui.agreement.bars import Bars
from annotator.gui.agreement.card import Card
from annotator.gui.agreement.cells import Cells
from annotator.gui.agreement.compared import Columns, PairList
from annotator.gui.agreement.documents import DocumentList
from annotator.gui.agreement.matrix import Matrix
from annotator.gui.agreement.over_time import OverTime
from annotator.gui.agreement.strip import Strip
from annotator.gui.building import keycap, wrapped
from annotator.gui.theme import Theme
from annotator.gui.widgets import Segmented, spread_theme

WIDE = 1180
"""From this width on, cards stand side by side."""
_GAP = 14
_EDGE, _BAR = 24, 14


class Body(QWidget):
    """Holds the cards.

    Attributes:
        strip, matrix, bars, pairs, languages, over_time, documents: What they show.
        structures: The two switches between entities, events and roles; they always say the same.
        counts: Switches the matrix between counts and shares.
        foot, damage: Words below.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agreement_body")
        self._is_wide: bool | None = None
        self.counts = self._counts_switch()
        self.strip, self.matrix, self.bars = Strip(), Matrix(self.counts), Bars()
        self.pairs, self.documents = PairList(), DocumentList()
        self.languages = Columns(self.tr("Agreement by language"), object_name="agreement_language_columns")
        self.over_time = OverTime()
        self.structures = tuple(self._structure_switch(place) for place in ("matrix", "bars"))
        self.foot, self.damage = wrapped("", "micro", "agreement_foot"), wrapped("", "danger", "agreement_damage")
        self._make_cards()
        self._cards = QGridLayout()
        self._cards.setSpacing(_GAP)
        layout = QVBoxLayout(self)
        layout.setSpacing(_GAP)
        for part in (self.damage, self._strip_card):
            layout.addWidget(part)
        layout.addLayout(self._cards)
        layout.addWidget(self.foot)
        layout.addStretch(1)
        self._face()
        self.stand(wide=True)

    def changeEvent(self, event: QEvent) -> None:
        """The window was mirrored."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._face()

    def _face(self) -> None:
        """The scroll bar takes its width from the margin at its side."""
        narrow, wide = _EDGE - _BAR, _EDGE
        is_rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left, right = (narrow, wide) if is_rtl else (wide, narrow)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(left, 4, right, 16)

    def _structure_switch(self, place: str) -> Segmented:
        words = (self.tr("Entities"), self.tr("Events"), self.tr("Roles"))
        made = Segmented(words, object_name=f"agreement_structure_{place}", name=self.tr("Labels of"))
        made.setFixedWidth(made.needed_width() + 30)
        made.set_current(0)
        return made

    def _counts_switch(self) -> Segmented:
        words = (self.tr("Counts"), self.tr("Row %"))
        made = Segmented(words, object_name="agreement_counts", name=self.tr("Cells show"))
        made.setFixedWidth(made.needed_width() + 24)
        made.set_current(0)
        return made

    def _make_cards(self) -> None:
        self._strip_card = QFrame()
        self._strip_card.setProperty("kind", "card")
        self._strip_card.setObjectName("agreement_strip_card")
        inside = QVBoxLayout(self._strip_card)
        inside.setContentsMargins(3, 3, 3, 3)
        inside.addWidget(self.strip)
        title = self.tr("Which labels are mixed up")
        self.matrix_card = Card(title, self.matrix, self.structures[0], name="agreement_matrix_card")
        self.bars_card = Card(self.tr("By label"), self.bars, self.structures[1], name="agreement_bars_card")
        self.pairs_card = Card(self.tr("By pair"), self.pairs, keycap("P"), name="agreement_pairs_card")
        self.languages_card = Card(self.tr("By language"), self.languages, name="agreement_languages_card")
        self.documents_card = Card(self.tr("By document"), self.documents, name="agreement_documents_card")

        self.time_card = Card(self.tr("Over time"), self.over_time, name="agreement_time_card")

    @property
    def walked(self) -> Sequence[Cells]:
        """All that is walked by key."""
        return self.strip, self.matrix.cells, self.bars, self.pairs, self.languages, self.over_time, self.documents

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        spread_theme(self, theme)
        self.matrix.set_theme(theme)

    # -- how the cards stand

    @property
    def cards(self) -> Sequence[Card]:
        """All below the strip: matrix, bars, pairs, languages, documents, times."""
        first = self.matrix_card, self.bars_card, self.pairs_card
        return *first, self.languages_card, self.documents_card, self.time_card

    def stand(self, *, wide: bool) -> None:
        """Put the cards side by side, or below each other."""
        if wide == self._is_wide:
            return
        self._is_wide = wide
        for card, place in zip(self.cards, _WIDE if wide else _NARROW, strict=True):
            self._cards.removeWidget(card)
            self._cards.addWidget(card, *place)
        for column, stretch in enumerate((6, 4, 4) if wide else (1, 1, 0)):
            self._cards.setColumnStretch(column, stretch)
        self._cards.setRowStretch(1, 1 if wide else 0)


_WIDE = ((0, 0, 3, 1), (0, 1, 2, 1), (0, 2, 1, 1), (2, 1, 1, 2), (1, 2, 1, 1), (3, 0, 1, 3))
_NARROW = ((0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1), (2, 0, 1, 2), (4, 0, 1, 2), (3, 0, 1, 2))
"""Row, column and how many of them, of each of the `cards`."""
