"""The guideline of the label at hand, with good and bad examples, roles and attributes, beside the text.

At hand is the armed label, else that of the selected mention, else the one that the person points at.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from annotator.gui.building import chrome, row
from annotator.gui.panels.guideline_parts import AttributeCard, ExampleCard, LabelHead, RoleCard, texts
from annotator.gui.theme import Theme
from annotator.gui.widgets import KeyCap, plain_label, spread_theme
from annotator.gui.widgets.chips import key_sign
from annotator.model.annotation import Mention
from annotator.model.change import Changes, Subject
from annotator.model.errors import AnnotatorError
from annotator.model.ids import DocumentId, MentionId
from annotator.model.scheme import Label, Scheme
from annotator.services.session import Session


class GuidelinePanel(QWidget):
    """A page of the right column.

    Attributes:
        shown: Full name of the label whose guideline is shown, or `None`.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guideline_panel")
        self.setAccessibleName(self.tr("Guideline"))
        chrome(self)
        self._theme = Theme()
        self._session: Session | None = None
        self._language = "en"
        self._armed: str | None = None
        self._pointed = ""
        self._mention: Mention | None = None
        self._is_due = True
        self.shown: str | None = None
        self._scroll = QScrollArea()
        self._scroll.setObjectName("guideline_scroll")
        self._scroll.setAccessibleName(self.tr("Guideline"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self.setFocusProxy(self._scroll)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)

    # -- what the window says

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        spread_theme(self, theme)

    def set_language(self, language: str) -> None:
        """Name labels, roles and attributes in this language."""
        self._language = language.replace("_", "-").partition("-")[0]
        self._show_anew()

    def set_session(self, session: Session | None) -> None:
        """Look into another session, or none."""
        self._session, self._mention, self._pointed = session, None, ""
        self._show_anew()

    def show_place(self, _document: DocumentId | None, mention: MentionId | None) -> None:
        """Another mention is selected."""
        self._mention = self._found(mention)
        self._show_if_other()

    def session_changed(self, changes: Changes) -> None:
        """Follow an act: the mention may have another label, the label another guideline."""
        if self._mention is not None and changes.touches(Subject.MENTION):
            self._mention = self._found(self._mention.id)
        if changes.touches(Subject.SCHEME):
            self._show_anew()
        else:
            self._show_if_other()

    def set_armed(self, label: str | None) -> None:
        """Another label is armed, or none."""
        self._armed = label
        self._show_if_other()

    def set_pointed(self, label: str) -> None:
        """The person points at another label, or at none (empty); the last one stays until there is another."""
        if label:
            self._pointed = label
            self._show_if_other()

    def at_hand(self) -> str | None:
        """Full name of the label at hand, or `None`."""
        return self._armed or (self._mention.label if self._mention is not None else None) or self._pointed or None

    def _found(self, mention: MentionId | None) -> Mention | None:
        if mention is None or self._session is None:
            return None
        try:
            return self._session.mention(mention)
        except AnnotatorError:
            return None

    # -- showing

    def _show_if_other(self) -> None:
        if self.at_hand() != self.shown:
            self._show_anew()

    def _show_anew(self) -> None:
        """Show the label at hand; what nobody sees is made when somebody does."""
        self._is_due = True
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """The page comes into sight."""
        super().showEvent(event)
        if self._is_due:
            self._show()

    def _show(self) -> None:
        self._is_due = False
        self.shown = self.at_hand()
        scheme = self._session.scheme if self._session is not None else None
        label = scheme.find(self.shown) if scheme is not None and self.shown is not None else None
        body = QWidget()
        body.setAutoFillBackground(False)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(20, 16, 20, 20)
        layout.setSpacing(8)
        for part in self._nothing() if label is None or scheme is None else self._parts(label, scheme):
            layout.addWidget(part)
        layout.addStretch(1)
        spread_theme(body, self._theme)
        self._scroll.setWidget(body)
        self._scroll.verticalScrollBar().setValue(0)

    def _nothing(self) -> Iterator[QWidget]:
        words = plain_label(self.tr("Select a mention, press a label's key or point at a label to read its guideline."))
        words.setProperty("kind", "small")
        words.setObjectName("guideline_nothing")
        words.setWordWrap(True)
        yield words

    def _parts(self, label: Label, scheme: Scheme) -> Iterator[QWidget]:
        yield from self._parents(label, scheme)
        yield LabelHead(label, self._language)
        name = plain_label(label.name, "micro")
        name.setObjectName("guideline_name")
        yield row(name, *((KeyCap(key_sign(label.key)),) if label.key else ()), None)
        yield texts(label.guideline or self.tr("The scheme says nothing about this label."))
        for title, is_good in ((self.tr("Right"), True), (self.tr("Wrong"), False)):
            examples = [example for example in label.examples if example.good is is_good]
            yield from _section(title, (ExampleCard(example, label.hue) for example in examples))
        roles = (RoleCard(role, scheme, self._language) for role in label.roles)
        yield from _section(self.tr("Roles"), roles)
        attributes = (AttributeCard(attribute, self._language) for attribute in scheme.attributes_of(label.name))
        yield from _section(self.tr("Attributes"), attributes)

    def _parents(self, label: Label, scheme: Scheme) -> Iterator[QWidget]:
        """What the labels above say, the highest first: it holds for this one too."""
        above: list[Label] = []
        parent = scheme.find(label.parent)
        while parent is not None:
            above.insert(0, parent)
            parent = scheme.find(parent.parent)
        for one in above:
            if one.guideline:
                yield plain_label(one.title(self._language), "section")
                yield texts(one.guideline, "small", "text2")


def _section(title: str, parts: Iterator[QWidget]) -> Iterator[QWidget]:
    """A heading with what stands under it, if anything does."""
    inside = list(parts)
    if inside:
        head = plain_label(title, "section")
        head.setContentsMargins(0, 8, 0, 0)
        yield head
        yield from inside
