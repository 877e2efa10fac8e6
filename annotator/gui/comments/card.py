"""The card in which a thread is opened, near what it is about."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.gui.building import Sentence
from annotator.gui.comments.writing import WritingBox
from annotator.gui.near import NearCard
from annotator.gui.theme import Theme


class CommentCard(NearCard):
    """Says what the comment will be about, and takes it.

    Signals:
        sent: `(words, for_guideline)`.
    """

    sent = Signal(str, bool)
    WIDTH = 380

    def __init__(self, window: QWidget, room: QWidget, theme: Theme) -> None:
        super().__init__(window, room, theme, "comment_card")
        self.setAccessibleName(self.tr("New comment"))
        self._title = Sentence("small", "comment_card_title")
        self.box = WritingBox("comment", self.tr("Comment; @ and a name tells somebody"))
        self.body.addWidget(self._title)
        self.body.addWidget(self.box)
        self.box.sent.connect(self.sent)
        self.box.left.connect(self.close_card)
        self.box.grown.connect(self._grow)
        self.set_theme(theme)

    def ask(self, title: str, key: str) -> None:
        """Be about something; what was begun under `key` is there again."""
        self._title.setText(title)
        self.setAccessibleDescription(title)
        self.box.begin(key)

    def first_field(self) -> QWidget:
        """The field."""
        return self.box.field

    def taken(self) -> None:
        """What was sent was written."""
        self.box.clear()
        self.close_card()

    def _grow(self) -> None:
        if self.isVisible():
            self.place()
