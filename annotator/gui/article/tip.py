"""The tip under the pointer: a mention's exact text, with its invisible characters named, or what a link leads to.

Everything is plain text. Names inside sentences stand in isolates, so that their direction does not disturb the rest.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from annotator.gui.article.canvas import Canvas
from annotator.gui.article.links import Link
from annotator.gui.theme import TEXT_FAMILIES, Theme, font
from annotator.model.annotation import Mention
from annotator.model.direction import paragraph_direction
from annotator.model.document import Direction
from annotator.model.ids import MentionId
from annotator.services import texts

_WIDEST = 420
_LONGEST = 400
_LONGEST_NAME = 60
_MOST_ROLES = 6
_OFFSET = QPoint(0, 20)


class Tip(QFrame):
    """A small frame near the pointer; plain text only."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, Qt.WindowType.ToolTip)
        self._canvas = canvas
        self.setObjectName("article_tip")
        self.setAccessibleName(self.tr("What is under the pointer"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._text = _label(self, "article_tip_text")
        self._label = _label(self, "article_tip_label")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(2)
        layout.addWidget(self._text)
        layout.addWidget(self._label)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.setStyleSheet(
            f"QFrame#article_tip {{ background: {theme.hex('raised')}; border: 1px solid {theme.hex('line_strong')}; }}"
            f"QLabel {{ background: transparent; border: none; color: {theme.hex('text')}; }}"
            f"QLabel#article_tip_label {{ color: {theme.hex('text2')}; }}"
        )
        self._label.setFont(font("micro"))

    def show_mentions(self, mentions: Sequence[Mention], at: QPoint) -> None:
        """Say what the innermost of some mentions covers, their labels, and the roles that it plays."""
        first = mentions[0]
        caption = " · ".join(map(_label_of, mentions))
        played = [link for link in self._canvas.links.of(first.id) if link.target == first.id]
        roles = [self._role(link) for link in played[:_MOST_ROLES]]
        self._show(self._exact(first), self._base(first), "\n".join((caption, *roles)), at)

    def show_lines(self, mention: Mention, lines: Iterable[str], at: QPoint) -> None:
        """Say what a mention covers, and sentences about it."""
        self._show(self._exact(mention), self._base(mention), "\n".join(lines), at)

    def show_link(self, link: Link, at: QPoint) -> None:
        """Say what a link leads to, its name, and where it comes from."""
        target = self._canvas.marks.get(link.target)
        if target is not None:
            self._show(self._exact(target), self._base(target), self._role(link), at)

    def show_links(self, links: Iterable[Link], at: QPoint) -> None:
        """Say where links lead that end early: name, the text there, and how far it is."""
        lines = [self._distant(link) for link in links]
        self._show("", Direction.LTR, "\n".join(lines[:_MOST_ROLES]), at)

    def show_titles(self, titles: Sequence[str], at: QPoint) -> None:
        """Say what is talked about at a line; each title in its own direction."""
        first, *others = titles
        more = [texts.shortened(title, _LONGEST_NAME) for title in others[:_MOST_ROLES]]
        self._show(first, Direction.LTR, "\n".join(f"\u2068{title}\u2069" for title in more), at)

    def _exact(self, mention: Mention) -> str:
        return mention.span.text(self._canvas.column.passages.text)

    def _base(self, mention: Mention) -> Direction:
        passages = self._canvas.column.passages
        return passages.direction(passages.at(mention.span.start))

    def _name(self, mention_id: MentionId) -> str:
        """The text of a mention as a name inside a sentence."""
        mention = self._canvas.marks.get(mention_id)
        exact = self._exact(mention) if mention is not None else ""
        return f"\u2068{texts.shortened(exact, _LONGEST_NAME)}\u2069"

    def _role(self, link: Link) -> str:
        template = self.tr("{role} of {event}")
        return template.format(role=f"\u2068{link.name}\u2069", event=self._name(link.source))

    def _distant(self, link: Link) -> str:
        canvas = self._canvas
        ends = [mention for mention in map(canvas.marks.get, (link.source, link.target)) if mention is not None]
        here = [mention for mention in ends if canvas.is_in_sight(mention)]
        far = next((mention for mention in ends if mention not in here), ends[-1])
        words = f"\u2068{link.name}\u2069: {self._name(far.id)}"
        return f"{words}, {self._distance(here[0], far)}" if here else words

    def _distance(self, here: Mention, far: Mention) -> str:
        """How far it is from one mention to another, in paragraphs."""
        passages = self._canvas.column.passages
        one, other = passages.at(here.span.start), passages.at(far.span.start)
        low, high = sorted((passages.paragraph(one).first, passages.paragraph(other).first))
        count = sum(1 for i in range(low, high) if passages.closes(i) and passages.starts[i] < passages.ends[i])
        if not count:
            return self.tr("in the same paragraph")
        if other < one:
            return self.tr("1 paragraph up") if count == 1 else self.tr("%n paragraphs up", "", count)
        return self.tr("1 paragraph down") if count == 1 else self.tr("%n paragraphs down", "", count)

    def _show(self, exact: str, base: Direction, caption: str, at: QPoint) -> None:
        """Show `exact` and a caption near the point `at` of the screen; without strong letters it runs as `base`."""
        rtl = paragraph_direction(exact, base) is Direction.RTL
        self._text.setFont(font("body", TEXT_FAMILIES[rtl], 1.15))
        self._text.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        self._text.setAlignment(
            (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
        )
        self._text.setText(texts.describe(texts.shortened(exact, _LONGEST)))
        self._text.setVisible(bool(exact))
        self._label.setText(caption)
        self.adjustSize()
        self.move(self._on_screen(at + _OFFSET))
        self.show()

    def _on_screen(self, at: QPoint) -> QPoint:
        screen = self.screen()
        if screen is None:
            return at
        area = screen.availableGeometry()
        x = max(area.left(), min(at.x(), area.right() - self.width()))
        y = at.y() if at.y() + self.height() <= area.bottom() else at.y() - self.height() - 2 * _OFFSET.y()
        return QPoint(x, y)


def _label_of(mention: Mention) -> str:
    """The label of a mention, with the values of its attributes."""
    values = ", ".join(str(value) for value in mention.attributes.values())
    return f"{mention.label} ({values})" if values else mention.label


def _label(parent: QWidget, name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMaximumWidth(_WIDEST)
    return label
