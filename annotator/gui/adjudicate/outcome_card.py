"""What became of an annotator's labels in a document: each with what gold says, why, by whom and when."""

from collections import Counter
from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.gui.adjudicate.words import tr
from annotator.gui.building import Sentence, button, keycaps, label, row, wrapped
from annotator.gui.icons import pixmap
from annotator.gui.overlay import Overlay
from annotator.gui.theme import TEXT_FAMILIES, Theme, font
from annotator.gui.widgets import RowsView
from annotator.gui.widgets.painting import end_side, mirrored, one_line, paint_card_ground, paint_line, start_side
from annotator.gui.widgets.painting import qt_direction as in_qt
from annotator.services.adjudication.outcomes import Fate, Outcome
from annotator.services.quoting import Quotes

Index = QModelIndex | QPersistentModelIndex

_ROW = 76
_QUOTE = 0.76
_SIGNS = {
    Fate.ACCEPTED: ("circle-check", "ok"),
    Fate.CORRECTED: ("pencil", "accent"),
    Fate.REJECTED: ("circle-x", "text2"),
    Fate.MISSED: ("plus", "accent"),
}


def _is_accepted(outcome: Outcome) -> bool:
    """What calls for a look comes first."""
    return outcome.fate is Fate.ACCEPTED


def fate_words(fate: Fate) -> str:
    """What became of a label, in a word."""
    names = {
        Fate.ACCEPTED: tr("accepted"),
        Fate.CORRECTED: tr("corrected"),
        Fate.REJECTED: tr("rejected"),
        Fate.MISSED: tr("added"),
    }
    return names[fate]


def counted(outcomes: Sequence[Outcome]) -> str:
    """How many of each there are: `9 accepted, 2 corrected`."""
    counts = Counter(outcome.fate for outcome in outcomes)
    return ", ".join(f"{counts[fate]} {fate_words(fate)}" for fate in Fate if counts[fate])


class Role(IntEnum):
    """What the model tells beyond Qt's own roles."""

    OUTCOME = Qt.ItemDataRole.UserRole


class OutcomesModel(QAbstractTableModel):
    """Outcomes, a row each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.outcomes: tuple[Outcome, ...] = ()

    def show(self, outcomes: Sequence[Outcome]) -> None:
        """Show others."""
        self.beginResetModel()
        self.outcomes = tuple(outcomes)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """How many there are."""
        return 0 if parent.isValid() else len(self.outcomes)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The outcome itself, and its sentence for those who hear it."""
        if not index.isValid():
            return None
        outcome = self.outcomes[index.row()]
        if role == Role.OUTCOME:
            return outcome
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(filter(None, (outcome.sentence, outcome.reason, outcome.comment)))
        return None


class OutcomeDelegate(QStyledItemDelegate):
    """Quote and fate, then the sentence, then why and by whom."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = Theme()
        self.quotes: Quotes | None = None

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are equally high."""
        return QSize(100, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        outcome = index.data(Role.OUTCOME)
        if not isinstance(outcome, Outcome):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(option.rect).adjusted(4, 2, -4, -2)
        paint_card_ground(painter, card, option.state, self.theme)
        self._paint_quote(painter, card, option.direction, outcome)
        self._paint_words(painter, card, option.direction, outcome)
        painter.restore()

    def _paint_quote(self, painter: QPainter, card: QRectF, way: Qt.LayoutDirection, outcome: Outcome) -> None:
        theme = self.theme
        icon, token = _SIGNS[outcome.fate]
        at = mirrored(way, card, QRectF(card.left() + 10, card.top() + 10, 16, 16))
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(at.topLeft(), pixmap(icon, theme.c(token), 16, ratio))
        fate = mirrored(way, card, QRectF(card.left() + 34, card.top() + 6, 90, 24))
        paint_line(painter, fate, fate_words(outcome.fate), theme.font("strong"), theme.c("text"), side=start_side(way))
        mention = outcome.mention
        if mention is None or self.quotes is None:
            return
        runs = in_qt(self.quotes.direction(mention))
        is_rtl = runs is Qt.LayoutDirection.RightToLeft
        made = font("article_rtl" if is_rtl else "article", TEXT_FAMILIES[is_rtl], _QUOTE)
        words = mirrored(way, card, QRectF(card.left() + 130, card.top() + 4, card.width() - 142, 28))
        paint_line(painter, words, one_line(self.quotes.words(mention)), made, theme.c("text"), direction=runs)

    def _paint_words(self, painter: QPainter, card: QRectF, way: Qt.LayoutDirection, outcome: Outcome) -> None:
        theme, side = self.theme, start_side(way)
        sentence = mirrored(way, card, QRectF(card.left() + 34, card.top() + 32, card.width() - 46, 18))
        # A sentence of ours, whatever word of the text it begins with.
        ours = Qt.LayoutDirection.LeftToRight
        small, color = theme.font("small"), theme.c("text2")
        paint_line(painter, sentence, outcome.sentence, small, color, side=side, direction=ours)
        when = f"{outcome.decision.annotator}, {outcome.decision.created[:10]}"
        low = QRectF(card.left() + 34, card.top() + 50, card.width() - 46, 18)
        micro = theme.font("micro")
        paint_line(painter, mirrored(way, card, low), when, micro, theme.c("text3"), side=end_side(way))
        why = " · ".join(filter(None, (outcome.reason, one_line(outcome.comment))))
        room = mirrored(way, card, low.adjusted(0, 0, -170, 0))
        paint_line(painter, room, why, micro, theme.c("warn"), side=side)


class OutcomeCard(Overlay):
    """The list; Enter goes to a mention.

    Signals:
        mention_requested: The `Mention` to be seen in the text.
    """

    mention_requested = Signal(object)
    WIDTH = 680
    HEIGHT = 560

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, "outcome_card")
        self._title = Sentence("title", "outcome_title")
        self._counts = wrapped("", "small", "outcome_counts")
        self._model = OutcomesModel(self)
        self._delegate = OutcomeDelegate(self)
        self._view = RowsView(_ROW)
        self._view.setObjectName("outcome_list")
        self._view.setAccessibleName(self.tr("What became of the labels"))
        self._view.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self._view.setModel(self._model)
        self._view.setItemDelegate(self._delegate)
        self._view.opened.connect(self._go)
        self._view.doubleClicked.connect(self._go)
        close = button(self.tr("Close"), "secondary", "outcome_close")
        close.clicked.connect(self.close_overlay)
        show = button(self.tr("Show in the text"), "primary", "outcome_show")
        show.clicked.connect(self._go_current)
        self.body.addWidget(self._title)
        self.body.addWidget(self._counts)
        self.body.addWidget(self._view, 1)
        self.body.addWidget(row(label("", "micro"), None, close, show, keycaps("Enter")))
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        super().set_theme(theme)
        self._delegate.theme = theme
        self._view.viewport().update()

    def show_outcomes(self, outcomes: Sequence[Outcome], quotes: Quotes, title: str) -> None:
        """Show what became of somebody's labels in a document of this title."""
        self._delegate.quotes = quotes
        self._model.show(sorted(outcomes, key=_is_accepted))
        self._title.setText(self.tr("What became of your labels in {title}").format(title=f"\u2068{title}\u2069"))
        self._counts.setText(counted(outcomes))
        if outcomes:
            self._view.go_to(self._model.index(0, 0))
        self.open()

    def first_field(self) -> QWidget:
        """The list."""
        return self._view

    def _go_current(self) -> None:
        self._go(self._view.currentIndex())

    def _go(self, index: QModelIndex) -> None:
        outcome = index.data(Role.OUTCOME)
        if isinstance(outcome, Outcome) and outcome.mention is not None:
            self.close_overlay()
            self.mention_requested.emit(outcome.mention)
