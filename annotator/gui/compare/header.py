"""Above the article: who is compared, the title, what is shown of whom, and how far they agree."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from annotator.gui.building import Sentence, chrome, row
from annotator.gui.compare.chips import LayerChip, Shown
from annotator.gui.compare.people import PeopleButton, PeopleMenu
from annotator.gui.naming import number
from annotator.gui.theme import Theme
from annotator.gui.widgets import ElidedLabel, Flow, Signs, spread_theme
from annotator.gui.widgets.painting import Side, end_side
from annotator.model.direction import language_direction
from annotator.model.document import Document
from annotator.model.ids import AnnotatorName
from annotator.services.comparison.comparing import Against
from annotator.services.comparison.layer_counts import LayerCounts

_SMALL = 560


class _Title(ElidedLabel):
    """The title, at the end of its line."""

    def _side(self) -> Side:
        return end_side(self.layoutDirection())


class CompareHeader(QWidget):
    """The head of the middle column.

    Signals:
        people_chosen: `(annotators, Against)`: others are to be compared.
        layers_changed: The article is to show something else; see `shows_agreed` and `shown`.
    """

    people_chosen = Signal(tuple, object)
    layers_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("compare_header")
        chrome(self, "surface")
        self._theme = Theme()
        self._signs = Signs()
        self._everyone: tuple[AnnotatorName, ...] = ()
        self._people: tuple[AnnotatorName, ...] = ()
        self._against = Against.FIRST
        self._chips: dict[AnnotatorName, LayerChip] = {}
        self._button = PeopleButton()
        self._menu = PeopleMenu(self)
        self._title = _Title(type_name="head")
        self._title.setObjectName("compare_title")
        self._figures = Sentence("small", "compare_figures")
        self._note = Sentence("warn", "compare_note")
        self._agreed = LayerChip(self.tr("Agreed"), Shown.AGREED, "layer_agreed")
        self._agreed.setToolTip(self.tr("Show or hide what all agree on (A)"))
        self._lay_out()
        self._button.clicked.connect(self._open_menu)
        self._menu.chosen.connect(self.people_chosen)
        self._agreed.clicked.connect(self.layers_changed)

    def _lay_out(self) -> None:
        legend = QWidget()
        self._legend = Flow(legend)
        self._legend.addWidget(self._agreed)
        first = QHBoxLayout()
        first.setSpacing(16)
        first.addWidget(self._button)
        first.addWidget(self._title, 1)
        second = self._second = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        second.setSpacing(6)
        # The badges above stand inside a button, these frames at its edge.
        second.setContentsMargins(8, 0, 0, 0)
        second.addWidget(legend, 1)
        second.addWidget(self._figures)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 24, 10)
        layout.setSpacing(8)
        layout.addLayout(first)
        layout.addLayout(second)
        self._note_line = row(self._note, margins=(8, 0, 0, 0))
        layout.addWidget(self._note_line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the figures stand below the legend."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        self._second.setDirection(ways.TopToBottom if self.width() < _SMALL else ways.LeftToRight)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        spread_theme(self, theme)

    def set_people(
        self,
        everyone: tuple[AnnotatorName, ...],
        people: tuple[AnnotatorName, ...],
        against: Against,
        signs: Signs,
    ) -> None:
        """Show who is compared, and who else could be."""
        hidden = {name for name, chip in self._chips.items() if not chip.isChecked()}
        self._everyone, self._people, self._against, self._signs = everyone, people, against, signs
        self._button.show_people(people, against, signs)
        for chip in self._chips.values():
            self._legend.removeWidget(chip)
            chip.deleteLater()
        self._chips = {name: self._chip(name, is_shown=name not in hidden) for name in people}
        for chip in self._chips.values():
            self._legend.addWidget(chip)
        spread_theme(self, self._theme)

    def _chip(self, name: AnnotatorName, *, is_shown: bool) -> LayerChip:
        made = LayerChip(name, self._signs.of(name), f"layer_{name}")
        made.setChecked(is_shown)
        made.clicked.connect(self.layers_changed)
        return made

    # -- the document

    def show_document(self, document: Document | None, counts: LayerCounts) -> None:
        """Name a document and say how far they agree about it."""
        title = document.title if document is not None else ""
        self._title.set_text(title, language_direction(document.language if document is not None else ""))
        self._agreed.set_count(counts.agreed)
        for name, chip in self._chips.items():
            chip.set_count(counts.alone.get(name, 0))
        self._figures.setText(self._said(counts) if document is not None else "")
        self.updateGeometry()

    def _said(self, counts: LayerCounts) -> str:
        value = counts.hits.f1
        if value is None:
            return self.tr("nothing labelled")
        if len(counts.alone) > 2:
            return self.tr("F1 {value:.2f} exact, all pairs").format(value=value)
        words = self.tr("F1 {value:.2f} exact, {agreed} of {total} mentions agree")
        return words.format(value=value, agreed=number(counts.agreed), total=number(counts.places))

    def show_note(self, unfinished: Sequence[AnnotatorName]) -> None:
        """Say whose layer of the document is not done."""
        names = ", ".join(f"\u2068{name}\u2069" for name in unfinished)
        words = self.tr("Started, not done, by {names}: what is missing may still come.").format(names=names)
        self._note.setText(words if unfinished else "")
        self._note_line.setVisible(bool(unfinished))

    # -- what is shown

    @property
    def shows_agreed(self) -> bool:
        """Whether what all agree on is shown."""
        return self._agreed.isChecked()

    @property
    def shown(self) -> frozenset[AnnotatorName]:
        """Whose readings are shown."""
        return frozenset(name for name, chip in self._chips.items() if chip.isChecked())

    def toggle_agreed(self) -> None:
        """Show what all agree on, or hide it."""
        self._agreed.click()

    def _open_menu(self) -> None:
        self._menu.fill(self._everyone, self._people, self._against)
        is_rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        rect = self._button.rect()
        corner = rect.bottomRight() if is_rtl else rect.bottomLeft()
        self._menu.popup(self._button.mapToGlobal(corner))
