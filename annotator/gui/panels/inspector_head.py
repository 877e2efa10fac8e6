"""The top of the inspector: which label, which words, where."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from annotator.gui.theme import Theme
from annotator.gui.widgets import IconButton, Picker, QuotedText, WordButton, plain_label, plain_tip
from annotator.gui.widgets.chips import label_entry
from annotator.model.annotation import Mention
from annotator.model.document import Direction
from annotator.model.scheme import Label, Scheme
from annotator.services.texts import describe, is_invisible, shortened

_LONGEST_SHOWN, _LONGEST_DESCRIBED, _LONGEST_TIP = 160, 300, 1_000
"""Code points; of a longer mention both ends are shown, for there it is decided."""


class MentionHead(QWidget):
    """Label, text and facts of a mention.

    Signals:
        relabelled: Full name of the label that the person chose.
        deleting: The mention is to go.
    """

    relabelled = Signal(str)
    deleting = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme()
        self._scheme: Scheme | None = None
        self._language = "en"
        self._shown_label = ""
        self._label = WordButton(object_name="inspector_label", type_name="strong")
        self._label.set_name(self.tr("Label"))
        self._label.clicked.connect(self._open_labels)
        self._more = IconButton("ellipsis", self.tr("More"), object_name="inspector_more")
        self._more.clicked.connect(self._open_more)
        self._menu = QMenu(self)
        self._menu.setObjectName("inspector_menu")
        self._menu.addAction(self.tr("Delete this mention"), self.deleting.emit)
        self._picker: Picker | None = None
        self._text = QuotedText()
        self._text.setObjectName("inspector_text")
        self._described = plain_label(kind="small")
        self._described.setObjectName("inspector_invisible")
        self._described.setWordWrap(True)
        self._facts = plain_label(kind="micro")
        self._facts.setObjectName("inspector_facts")
        self._facts.setWordWrap(True)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label)
        row.addStretch(1)
        row.addWidget(self._more)
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 8, 0)
        body.setSpacing(4)
        for part in (self._text, self._described, self._facts):
            body.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 8, 12, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addLayout(body)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        for part in (self._label, self._more, self._text):
            part.set_theme(theme)

    def set_scheme(self, scheme: Scheme | None, language: str) -> None:
        """Which labels there are to choose from."""
        self._scheme, self._language = scheme, language

    def show_mention(self, mention: Mention, text: str, otherwise: Direction, facts: str) -> None:
        """Show a mention whose covered text is `text`."""
        label = self._scheme.find(mention.label) if self._scheme is not None else None
        self._shown_label = mention.label
        self._label.set_swatch(label.hue if label is not None else "slate", mention.kind.value)
        self._label.set_words(_words(label, mention, self._language))
        self._text.set_text(shortened(text, _LONGEST_SHOWN), otherwise)
        self._text.setToolTip(plain_tip(text[:_LONGEST_TIP]) if len(text) > _LONGEST_SHOWN else "")
        seen = text[:_LONGEST_DESCRIBED]
        is_clear = seen == seen.strip(" ") and not any(map(is_invisible, seen))
        self._described.setVisible(not is_clear)
        if not is_clear:
            self._described.setText(describe(seen))
        self._facts.setText(facts)

    def show_facts(self, facts: str) -> None:
        """Replace the facts only."""
        self._facts.setText(facts)

    def _open_labels(self) -> None:
        if self._scheme is None:
            return
        if self._picker is None:
            self._picker = Picker(object_name="relabel_picker", name=self.tr("Labels"), parent=self)
            self._picker.picked.connect(self._relabel)
        self._picker.set_theme(self._theme)
        labels = (*self._scheme.labels_of("entity"), *self._scheme.labels_of("event"))
        entries = [label_entry(label, self._scheme, self._language) for label in labels]
        self._picker.offer(entries, self._shown_label)
        self._picker.drop_below(self._label)

    def _relabel(self, label: str) -> None:
        if label != self._shown_label:
            self.relabelled.emit(label)

    def _open_more(self) -> None:
        is_rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        corner = self._more.rect().bottomLeft() if is_rtl else self._more.rect().bottomRight()
        at = self._more.mapToGlobal(corner)
        at.setX(at.x() if is_rtl else at.x() - self._menu.sizeHint().width())
        self._menu.popup(at)


def _words(label: Label | None, mention: Mention, language: str) -> str:
    """The label's full name; where the scheme names it otherwise in the interface's language, that too."""
    title = label.names.get(language, "") if label is not None and language != "en" else ""
    return f"{title}  ·  {mention.label}" if title else mention.label
