"""A disagreement that is open in the list: a sentence, both readings amid the words around them, the guideline."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent, QPen, QTextCharFormat
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from annotator.gui.building import button, row
from annotator.gui.compare.words import KINDS, Family, has_something, said_by
from annotator.gui.icons import pixmap
from annotator.gui.naming import number
from annotator.gui.theme import RADIUS
from annotator.gui.widgets import (
    ElidedLabel,
    KeyedButton,
    Painted,
    Sign,
    SignBadge,
    Signs,
    Themed,
    plain_label,
    plain_tip,
)
from annotator.gui.widgets.marked import MarkedText, Passage
from annotator.gui.widgets.themed import smooth_painter
from annotator.model.annotation import Argument, Mention
from annotator.model.document import Direction
from annotator.model.ids import AnnotatorName
from annotator.model.scheme import Scheme
from annotator.services.comparison.disagreement import Disagreement
from annotator.services.comparison.disagreement_list import Listed
from annotator.services.comparison.readings import Reading, readings

_SIDE_BY_SIDE = 340
"""Pixels from which two readings stand beside each other."""
_EXCERPT, _SHORT_EXCERPT = 180, 90
"""Characters of a guideline that are shown, and in a narrow card."""


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card is made from.

    Attributes:
        text: Of the document.
        unfinished: Whose layers of it are not done.
        can_adjudicate, can_comment: Whether there is somewhere to go for that.
    """

    listed: Listed
    text: str
    scheme: Scheme
    signs: Signs
    unfinished: tuple[AnnotatorName, ...] = ()
    can_adjudicate: bool = False
    can_comment: bool = False


class ReadingPassage(Passage):
    """Words in which what an annotator means is marked as that annotator's."""

    def __init__(self, sign: Sign) -> None:
        super().__init__("article")
        self._sign = sign

    def _look(self) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setBackground(self._sign.ground(self.theme))
        dashed = self._sign.line is not Qt.PenStyle.SolidLine
        style = QTextCharFormat.UnderlineStyle
        look.setUnderlineStyle(style.DashUnderline if dashed else style.SingleUnderline)
        look.setUnderlineColor(self._sign.ink(self.theme))
        return look


class ReadingBox(QFrame):
    """What one annotator says."""

    def __init__(self, facts: CardFacts, side: int, reading: Reading) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setObjectName(f"reading_{side}")
        listed = facts.listed
        sign, is_there = facts.signs.of(reading.annotator), has_something(listed.found, side)
        name = ElidedLabel(reading.annotator, type_name="strong")
        said = plain_label(self._said(listed, side, reading), "micro")
        said.setObjectName(f"reading_said_{side}")
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(SignBadge(sign, ghost=not is_there))
        head.addWidget(name, 1)
        head.addWidget(said)
        passage = ReadingPassage(sign)
        passage.setObjectName(f"reading_passage_{side}")
        # An empty mark: lines stand as far apart as those of the other reading, where something is marked.
        marks = reading.marks or ((0, 0),)
        passage.show_text(MarkedText(reading.words, marks), direction=listed.direction)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 10)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(passage)
        layout.addStretch(1)

    def _said(self, listed: Listed, side: int, reading: Reading) -> str:
        if listed.found.kind not in KINDS[Family.BOUNDARY]:
            return said_by(listed, side)
        if reading.characters == 1:
            return self.tr("1 character")
        return self.tr("{count} characters").format(count=number(reading.characters))


class DisagreementCard(Themed, QFrame):
    """The open disagreement.

    Signals:
        adjudicate_requested, comment_requested, text_requested: What the person wants to do about it.
    """

    adjudicate_requested = Signal()
    comment_requested = Signal()
    text_requested = Signal()

    def __init__(self, facts: CardFacts, width: int) -> None:
        """A card for a list of this width; a narrow one has its readings below each other."""
        super().__init__()
        self.setObjectName("disagreement_card")
        self.setAccessibleName(facts.listed.found.sentence)
        self._facts = facts
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 12, 22, 14)
        layout.setSpacing(8)
        layout.addWidget(self._sentence())
        layout.addLayout(self._readings(width))
        for note in self._notes(_EXCERPT if width >= _SIDE_BY_SIDE else _SHORT_EXCERPT):
            layout.addWidget(note)
        layout.addWidget(self._buttons())

    def _sentence(self) -> Passage:
        made = Passage("strong")
        made.setObjectName("disagreement_sentence")
        made.show_text(MarkedText(self._facts.listed.found.sentence), direction=Direction.LTR)
        return made

    def _readings(self, width: int) -> QBoxLayout:
        ways = QBoxLayout.Direction
        made = QBoxLayout(ways.LeftToRight if width >= _SIDE_BY_SIDE else ways.TopToBottom)
        made.setSpacing(8)
        for side, reading in enumerate(readings(self._facts.listed.found, self._facts.text)):
            made.addWidget(ReadingBox(self._facts, side, reading), 1)
        return made

    def _notes(self, longest: int) -> Iterator[QWidget]:
        facts, found = self._facts, self._facts.listed.found
        for side, name in enumerate(found.annotators):
            if name in facts.unfinished and not has_something(found, side):
                words = self.tr("{name} has not marked this document as done: what is missing may still come.")
                yield Note("clock", words.format(name=f"\u2068{name}\u2069"), "disagreement_unfinished", 2 * longest)
        for about, guideline in _guidelines(found, facts.scheme):
            yield Note("book-open", f"{about}: {guideline}", "disagreement_guideline", longest)

    def _buttons(self) -> QWidget:
        text = KeyedButton(self.tr("Open in the text"), "O", self.tr("Open in the text"), object_name="open_in_text")
        text.clicked.connect(self.text_requested)
        adjudicate = button(self.tr("Adjudicate"), "secondary", "adjudicate")
        adjudicate.clicked.connect(self.adjudicate_requested)
        comment = KeyedButton(self.tr("Comment"), "C", self.tr("Comment"), object_name="comment")
        comment.clicked.connect(self.comment_requested)
        made = row(adjudicate, text, comment, None, gap=8)
        adjudicate.setVisible(self._facts.can_adjudicate)
        comment.setVisible(self._facts.can_comment)
        return made

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A frame in the colour of where one is."""
        painter = smooth_painter(self)
        painter.setBrush(self.theme.c("surface"))
        painter.setPen(QPen(self.theme.c("accent"), 1.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(8.75, 1.75, -8.75, -1.75), RADIUS["card"], RADIUS["card"])
        painter.end()


class Note(QWidget):
    """An icon and a few lines below the readings."""

    def __init__(self, icon_name: str, words: str, object_name: str, longest: int) -> None:
        super().__init__()
        text = Passage("small", "text2")
        text.setObjectName(object_name)
        text.show_text(MarkedText(_excerpt(words, longest)))
        text.setToolTip(plain_tip(words) if len(words) > longest else "")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(_Icon(icon_name), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(text, 1)


class _Icon(Painted):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(14, 18)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it beside the first line."""
        painter = self.painter()
        painter.drawPixmap(0, 2, pixmap(self._name, self.theme.c("text3"), 14, self.devicePixelRatioF()))
        painter.end()


def _guidelines(found: Disagreement, scheme: Scheme) -> Iterator[tuple[str, str]]:
    """What the scheme says about the roles or labels at hand: name and guideline."""
    names = [_named(found, side) for side in (0, 1)]
    for label, role in dict.fromkeys(name for name in names if name is not None):
        known = scheme.find(label)
        if known is None:
            continue
        inside = next((one for one in known.roles if one.name == role), None)
        if inside is not None and inside.guideline:
            yield role, inside.guideline
        elif inside is None and known.guideline:
            yield known.leaf, known.guideline


def _named(found: Disagreement, side: int) -> tuple[str, str] | None:
    """The label, or the event's label and the role, that a side speaks of."""
    link, mention = found.links[side], (found.left, found.right)[side]
    if isinstance(link, Argument):
        return (mention.label, link.role) if isinstance(mention, Mention) else None
    if link is not None:
        return link.label, ""
    return (mention.label, "") if mention is not None and not any(found.links) else None


def _excerpt(words: str, longest: int) -> str:
    """The first sentences, or words, of at most so many characters."""
    line = " ".join(words.split())
    if len(line) <= longest:
        return line
    whole, stop, _rest = line[:longest].rpartition(". ")
    if len(whole) > longest / 3:
        return f"{whole}{stop}…"
    return f"{line[:longest].rpartition(' ')[0] or line[:longest]} …"
