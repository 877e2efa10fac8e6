"""The card on which a person chooses a role or relation, and then who fills it; it stands near the mention."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.gui.building import Sentence, row
from annotator.gui.icons import icon
from annotator.gui.label_keys import pressed_chord
from annotator.gui.link_offers import Offer
from annotator.gui.near import NearCard
from annotator.gui.theme import Theme
from annotator.gui.widgets import EntryList, plain_label
from annotator.gui.widgets.chips import key_sign

_MOST_HEIGHT, _LEAST_HEIGHT = 240, 92
_BESIDES = 110
"""Pixels that title, field and hint take."""

_CTRL = Qt.KeyboardModifier.ControlModifier


class LinkCard(NearCard):
    """Shows one offer after the other.

    Signals:
        picked: The id of the entry taken.
        walked: The id of the entry that keys have come to.
        pointed: The id of the entry that the pointer has come to.
        back_requested: One step back, or away.
        article_requested: The keyboard is wanted in the text.
    """

    picked = Signal(str)
    walked = Signal(str)
    pointed = Signal(str)
    back_requested = Signal()
    article_requested = Signal()

    def __init__(self, window: QWidget, room: QWidget, theme: Theme) -> None:
        super().__init__(window, room, theme, "link_card")
        self.setAccessibleName(self.tr("Link"))
        self._title = Sentence("strong", "link_title")
        self._field = QLineEdit()
        self._field.setObjectName("link_search")
        self._field.setAccessibleName(self.tr("Search"))
        self._search_icon = self._field.addAction(
            icon("search", theme.c("text3")), QLineEdit.ActionPosition.LeadingPosition
        )
        self._list = EntryList(object_name="link_list", name=self.tr("What can be chosen"))
        self._nothing = plain_label(kind="small")
        self._hint = plain_label(kind="micro")
        for words in (self._nothing, self._hint):
            words.setWordWrap(True)
            words.setContentsMargins(8, 2, 8, 2)
        for part in (row(self._title, margins=(8, 2, 8, 2)), self._field, self._list, self._nothing, self._hint):
            self.body.addWidget(part)
        self._commands: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Down: self._step_on,
            Qt.Key.Key_Tab: self._step_on,
            Qt.Key.Key_Up: self._step_back,
            Qt.Key.Key_Backtab: self._step_back,
            Qt.Key.Key_Return: self._list.pick,
            Qt.Key.Key_Enter: self._list.pick,
            Qt.Key.Key_Escape: self._back,
            Qt.Key.Key_F6: self._leave,
        }
        self._field.textChanged.connect(self._search)
        self._field.installEventFilter(self)
        self._list.picked.connect(self.picked)
        self._list.walked.connect(self._walk)
        self._list.pointed.connect(self.pointed)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        super().set_theme(theme)
        self._search_icon.setIcon(icon("search", theme.c("text3")))

    def show_offer(self, offer: Offer) -> None:
        """Show an offer; what was searched before is forgotten."""
        self._title.setText(offer.title)
        self.setAccessibleDescription(offer.title)
        self._field.blockSignals(True)
        self._field.clear()
        self._field.blockSignals(False)
        self._field.setVisible(bool(offer.placeholder))
        self._field.setPlaceholderText(offer.placeholder)
        self._list.offer(offer.entries)
        self._list.setVisible(bool(offer.entries))
        self._nothing.setText(offer.nothing)
        self._nothing.setVisible(not offer.entries)
        self._hint.setText(offer.hint)
        self._hint.setVisible(bool(offer.hint))
        self._fit()

    @property
    def current(self) -> str:
        """The id of the entry that Enter would take, or nothing."""
        entry = self._list.current
        return "" if entry is None else entry.id

    def first_field(self) -> QWidget:
        """The search, if there is one."""
        return self._field if self._field.isVisibleTo(self) else self

    def _fit(self) -> None:
        besides = _BESIDES if self._field.isVisibleTo(self) else _BESIDES // 2
        most = max(_LEAST_HEIGHT, min(_MOST_HEIGHT, self.room.height() // 2 - besides))
        self._list.setFixedHeight(min(self._list.contents_height + 2, most))
        self.place()

    def _search(self, words: str) -> None:
        self._list.narrow(words)
        self._list.scrollToTop()

    def _walk(self, id_: str) -> None:
        entry = self._list.current
        said = "" if entry is None else " ".join(filter(None, (entry.text, entry.detail, entry.note)))
        self.first_field().setAccessibleDescription(said)
        self.walked.emit(id_)

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field keeps the letters; what walks and takes is the list's."""
        is_key = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if is_key and watched is self._field and isinstance(event, QKeyEvent):
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Without a field a keycap's key takes its entry; nothing reaches the window behind."""
        if not self._take_key(event) and not event.isAutoRepeat():
            entry = self._list.by_key(key_sign(pressed_chord(event)))
            if entry is not None:
                self.picked.emit(entry.id)
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the entries."""
        self._list.step(1 if forward else -1)
        return True

    def _take_key(self, event: QKeyEvent) -> bool:
        key, is_ctrl = Qt.Key(event.key()), bool(event.modifiers() & _CTRL)
        act = self._leave if is_ctrl and key == Qt.Key.Key_Tab else self._commands.get(key)
        if act is not None:
            act()
        return act is not None

    def _leave(self) -> None:
        self.article_requested.emit()

    def _back(self) -> None:
        self.back_requested.emit()

    def _step_on(self) -> None:
        self._list.step(1)

    def _step_back(self) -> None:
        self._list.step(-1)
