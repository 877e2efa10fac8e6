"""Chips stacked in a column, each with the attributes of its link below it when it is open."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.gui.panels.inspector_attributes import AttributesPage
from annotator.gui.panels.inspector_chip import ChipFacts, LinkChip
from annotator.gui.theme import Theme
from annotator.gui.widgets import Themed, spread_theme

_BETWEEN = 4


class ChipBox(Themed, QWidget):
    """A chip and, made when it is first opened, the fields of its link's attributes.

    Signals:
        attribute_changed: `(link, attribute, value)`; a value of `None` takes it away.
    """

    attribute_changed = Signal(object, str, object)

    def __init__(self, facts: ChipFacts, language: str, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.chip = LinkChip(facts, theme)
        self._language = language
        self._page: AttributesPage | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._layout.addWidget(self.chip)
        self.chip.opener_used.connect(self._toggle)

    def show_facts(self, facts: ChipFacts, language: str) -> None:
        """Show another link, closed, or the same one changed."""
        is_other = facts.link.id != self.chip.facts.link.id
        if is_other or not facts.attributes:
            self.close_attributes()
        self._language = language
        self.chip.show_facts(facts)
        if self.chip.is_open:
            self._open()

    def flush(self) -> None:
        """Emit what is typed but not yet said."""
        if self._page is not None and self.chip.is_open:
            self._page.flush()

    def close_attributes(self) -> None:
        """Hide the fields; what is typed there is said first."""
        self.flush()
        self.chip.set_open(False)
        if self._page is not None:
            self._page.hide()

    def _toggle(self) -> None:
        if self.chip.is_open:
            self.close_attributes()
        else:
            self._open()

    def _open(self) -> None:
        facts = self.chip.facts
        if self._page is None or not self._page.is_for(facts.attributes, self._language):
            self._drop_page()
            self._page = AttributesPage(facts.attributes, self._language)
            self._page.changed.connect(self._change)
            spread_theme(self._page, self.theme)
            self._layout.addWidget(self._page)
        self._page.show_values(facts.values)
        self._page.show()
        self.chip.set_open(True)

    def _drop_page(self) -> None:
        if self._page is not None:
            self._layout.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()

    def _change(self, name: str, value: object) -> None:
        self.attribute_changed.emit(self.chip.facts.link, name, value)


class ChipColumn(Themed, QWidget):
    """Shows links as chips; those of other mentions wait, hidden, to be used again.

    Signals:
        attribute_changed: See `ChipBox`; all others: see `LinkChip`.
    """

    attribute_changed = Signal(object, str, object)
    jumped = Signal(str)
    pointed = Signal(object)
    removed = Signal(object)
    moved = Signal(object, int)
    menu_requested = Signal(object, QPoint)
    dragged = Signal(object, QPoint)
    dropped = Signal(object, QPoint)
    drag_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, ChipBox] = {}
        self._spare: list[ChipBox] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_BETWEEN)

    def show_chips(self, chips: Sequence[ChipFacts], language: str) -> None:
        """Show these, in this order; what was open of them stays open."""
        wanted = {facts.link.id for facts in chips}
        for id_ in [id_ for id_ in self._boxes if id_ not in wanted]:
            box = self._boxes.pop(id_)
            box.close_attributes()
            box.hide()
            self._spare.append(box)
        for place, facts in enumerate(chips):
            box = self._box_for(facts, language)
            if self._layout.indexOf(box) != place:
                self._layout.insertWidget(place, box)
            box.show()
        self._boxes = {facts.link.id: self._boxes[facts.link.id] for facts in chips}
        self.setVisible(bool(chips))

    def _box_for(self, facts: ChipFacts, language: str) -> ChipBox:
        known = self._boxes.get(facts.link.id)
        box = known or (self._spare.pop() if self._spare else self._new_box(facts, language))
        self._boxes[facts.link.id] = box
        box.show_facts(facts, language)
        return box

    def _new_box(self, facts: ChipFacts, language: str) -> ChipBox:
        box = ChipBox(facts, language, self.theme)
        chip = box.chip
        box.attribute_changed.connect(self.attribute_changed)
        chip.jumped.connect(self.jumped)
        chip.pointed.connect(self.pointed)
        chip.removed.connect(self.removed)
        chip.moved.connect(self.moved)
        chip.menu_requested.connect(self.menu_requested)
        chip.dragged.connect(self.dragged)
        chip.dropped.connect(self.dropped)
        chip.drag_ended.connect(self.drag_ended)
        return box

    def chips(self) -> Iterator[LinkChip]:
        """Those shown, from above."""
        return (box.chip for box in self._boxes.values())

    def place_at(self, y: int) -> int:
        """How many chips lie above a height, in pixels of this column."""
        return sum(box.y() + box.chip.height() // 2 < y for box in self._boxes.values())

    def edge(self, place: int) -> int:
        """The height, in pixels of this column, between the chips before and from `place`."""
        boxes = list(self._boxes.values())
        if place < len(boxes):
            return max(0, boxes[place].y() - _BETWEEN // 2)
        return boxes[-1].geometry().bottom() + _BETWEEN // 2 if boxes else 0

    def flush(self) -> None:
        """Emit what is typed but not yet said."""
        for box in self._boxes.values():
            box.flush()
