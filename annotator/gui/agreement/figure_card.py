"""What one figure means: a line, its source, its n, and why it is not defined or has no interval."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.gui.agreement.figures import interval_words, value_words
from annotator.gui.building import label, wrapped
from annotator.gui.near import NearCard
from annotator.gui.theme import Theme
from annotator.services.agreement.figures import Figure
from annotator.services.agreement.intervals import FEWEST
from annotator.services.agreement.words import words_of


class FigureCard(NearCard):
    """Stands near its figure until Escape, or until one looks elsewhere."""

    WIDTH = 360

    def __init__(self, window: QWidget, room: QWidget, theme: Theme) -> None:
        super().__init__(window, room, theme, "figure_card")
        self.body.setContentsMargins(16, 12, 16, 14)
        self._title = label("", "head", "figure_card_title")
        self._number = label("", "strong", "figure_card_number")
        self._n = wrapped("", "small", "figure_card_n")
        self._meaning = wrapped("", "", "figure_card_meaning")
        self._source = wrapped("", "micro", "figure_card_source")
        for part in (self._title, self._number, self._n, self._meaning, self._source):
            self.body.addWidget(part)

    def tell(self, figure: Figure, documents: int, anchor: QRect) -> None:
        """Tell of a figure that rests on so many documents; `anchor` is where it stands on the screen."""
        words = words_of(figure.name)
        self._title.setText(words.title)
        self._number.setText(self._value(figure))
        counted = self.tr("n = {count} {things}, in {documents} documents.")
        n = counted.format(count=f"{figure.n:,}", things=words.things, documents=f"{documents:,}")
        self._n.setText(f"{n} {self._why_no_interval(figure, documents)}".strip())
        self._meaning.setText(words.meaning)
        self._source.setText(self.tr("Source: {source}").format(source=words.source))
        parts = (self._title, self._number, self._n, self._meaning, self._source)
        self.setAccessibleName(" ".join(part.text() for part in parts))
        self.open_near(anchor)

    def _value(self, figure: Figure) -> str:
        if figure.value is None:
            return self.tr("Not defined: {reason}").format(reason=figure.reason)
        interval = interval_words(figure)
        return f"{value_words(figure)}   ({interval})" if interval else value_words(figure)

    def _why_no_interval(self, figure: Figure, documents: int) -> str:
        if figure.value is None or figure.interval is not None:
            return ""
        return self.tr("Too few documents for an interval.") if documents < FEWEST else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Enter close."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close_card()
        event.accept()
