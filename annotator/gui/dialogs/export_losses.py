"""The lower right of the export card: what the format cannot carry, how to avoid it, and in which documents."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from annotator.formats.losses import Loss, Losses, listed, loss_words
from annotator.gui.building import button, label, row, wrapped
from annotator.gui.dialogs.export_texts import TextView
from annotator.gui.naming import number
from annotator.gui.widgets import Segmented, link_button
from annotator.gui.widgets.flow import Flow
from annotator.gui.widgets.painting import one_line
from annotator.model.ids import DocumentId
from annotator.services.exports.choice import ExportChoice
from annotator.services.exports.offers import Offer, offers

_MOST_DOCUMENTS = 500
_ROW = 26
_BY_KIND, _BY_DOCUMENT, _WORDS = range(3)


class LossesView(QWidget):
    """Shows `Losses`, or why nothing can be exported.

    Signals:
        choice_wanted: An `ExportChoice` by which less is lost.
        save_wanted: The list by document is to be saved.
    """

    choice_wanted = Signal(object)
    save_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("export_losses")
        self._offers: dict[QPushButton, Offer] = {}
        self._head = label("", "strong")
        words = [self.tr("By kind"), self.tr("By document")]
        self._way = Segmented(words, object_name="export_losses_by", name=self.tr("List of losses"))
        self._way.set_current(_BY_KIND)
        self._way.chosen.connect(self._turn)
        self._save = button(self.tr("Save…"), "secondary", "export_losses_save", self.tr("Save the list of losses"))
        self._save.clicked.connect(self.save_wanted)
        self._documents = TextView("export_losses_documents", self.tr("Losses by document"))
        self._pages = QStackedWidget()
        for page in (self._build_kinds(), self._documents, self._build_words()):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self._tools = row(self._way, self._save)
        layout.addWidget(row(self._head, None, self._tools))
        layout.addWidget(self._pages, 1)
        self.say("")

    def _build_kinds(self) -> QWidget:
        self._kinds = QWidget()
        self._kinds.setObjectName("export_losses_kinds")
        self._grid = QGridLayout(self._kinds)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnMinimumWidth(3, 1)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        made = QScrollArea()
        made.setObjectName("export_losses_list")
        made.setProperty("kind", "walked")
        made.setAccessibleName(self.tr("Losses by kind"))
        made.setWidgetResizable(True)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setWidget(self._kinds)
        for ground in (self._kinds, made.viewport()):
            ground.setAutoFillBackground(False)
        return made

    def _build_words(self) -> QWidget:
        self._say = wrapped("", "small", "export_losses_say")
        self._ways_out = QWidget()
        self._flow = Flow(self._ways_out)
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._say)
        layout.addWidget(self._ways_out)
        layout.addStretch(1)
        return made

    # -- showing

    def refuse(self, words: str, offered: tuple[Offer, ...]) -> None:
        """Say why nothing can be exported, with the ways out, if there are any."""
        self._say_so("", words, "danger", offered)

    def say(self, words: str) -> None:
        """Say how things stand, instead of a list."""
        self._say_so(self.tr("What is lost"), words, "small", ())

    def _say_so(self, head: str, words: str, kind: str, offered: tuple[Offer, ...]) -> None:
        self._clear()
        self._head.setText(head)
        self._head.setVisible(bool(head))
        self._say.setText(words)
        self._say.setProperty("kind", kind)
        self._say.style().polish(self._say)
        for offer in offered:
            self._flow.addWidget(self._button(offer))
        self._ways_out.setVisible(bool(offered))
        self._turn_to(_WORDS)

    def _turn_to(self, page: int) -> None:
        """Show a list, or words, which take no more room than they need."""
        self._pages.setCurrentIndex(page)
        self._tools.setVisible(page != _WORDS)
        vertical = QSizePolicy.Policy.Maximum if page == _WORDS else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)

    def show_losses(self, losses: Losses, choice: ExportChoice, title: Callable[[DocumentId], str]) -> None:
        """List what is lost.

        Args:
            losses: What.
            choice: By which this is lost; what is offered changes it.
            title: What a document of an id is called.
        """
        if not losses.totals:
            self.say(self.tr("Nothing. Everything that is chosen is in the file."))
            return
        self._clear()
        self._head.setText(self.tr("What is lost"))
        self._head.show()
        for place, (loss, count) in enumerate(losses.totals.items()):
            self._add(place, loss, count, offers(loss, choice))
        self._grid.setRowStretch(len(losses.totals), 1)
        self._documents.show_text(self._by_document(losses, title))
        self._turn_to(self._way.current() or _BY_KIND)

    def _add(self, place: int, loss: Loss, count: int, offered: tuple[Offer, ...]) -> None:
        amount = label(number(count), "small", f"export_loss_{loss}")
        amount.setAccessibleName(f"{number(count)} {loss_words(loss, count)}")
        self._grid.addWidget(amount, place, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(wrapped(loss_words(loss, count), "small"), place, 1)
        self._grid.setRowMinimumHeight(place, _ROW)
        if offered:
            self._grid.addWidget(self._buttons(offered), place, 2)

    def _buttons(self, offered: tuple[Offer, ...]) -> QWidget:
        made = QWidget()
        flow = Flow(made)
        for offer in offered:
            flow.addWidget(self._button(offer))
        return made

    def _button(self, offer: Offer) -> QPushButton:
        made = link_button(offer.words, object_name=f"export_offer_{offer.name}")
        made.setAutoDefault(False)
        made.clicked.connect(self._take)
        self._offers[made] = offer
        return made

    def _by_document(self, losses: Losses, title: Callable[[DocumentId], str]) -> str:
        found = list(losses.by_document.items())
        lines = [self._document_line(title(document), lost) for document, lost in found[:_MOST_DOCUMENTS]]
        if len(found) > _MOST_DOCUMENTS:
            rest = number(len(found) - _MOST_DOCUMENTS)
            lines.append(self.tr("… and {count} more documents; save the list to see all.").format(count=rest))
        return "\n".join(lines)

    def _document_line(self, title: str, lost: Mapping[Loss, int]) -> str:
        in_order = {loss: lost[loss] for loss in Loss if loss in lost}
        return f"\u2068{one_line(title)}\u2069: {listed(in_order)}"

    def _clear(self) -> None:
        self._offers.clear()
        for layout in (self._grid, self._flow):
            while (item := layout.takeAt(0)) is not None:
                old = item.widget()
                if old is not None:
                    old.hide()
                    old.deleteLater()
        for place in range(self._grid.rowCount()):
            self._grid.setRowStretch(place, 0)
            self._grid.setRowMinimumHeight(place, 0)

    # -- acting

    def _turn(self, place: int) -> None:
        self._turn_to(place)

    def _take(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton) and sender in self._offers:
            self.choice_wanted.emit(self._offers[sender].choice)
