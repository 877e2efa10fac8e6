"""An article view with the shipped fonts, and short ways to make mentions."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from annotator.gui.article import ArticleView
from annotator.gui.article.layout import PassageLayout
from annotator.gui.article.style import Style
from annotator.gui.theme import Theme, load_fonts
from annotator.model.annotation import Kind, Mention
from annotator.model.document import Direction
from annotator.model.ids import AnnotatorName, DocumentId, MentionId
from annotator.model.scheme import Scheme
from annotator.model.span import Range, Span
from tests.gui.article import oracle

WIDE = 4000
"""A width on which no test line wraps."""


def a_mention(name: str, *ranges: Range, label: str = "PERSON", kind: Kind = Kind.ENTITY) -> Mention:
    return Mention(MentionId(name), DocumentId("d"), AnnotatorName("leila"), kind, label, Span.union(ranges))


def mention_of(text: str, *parts: str, label: str = "PERSON", kind: Kind = Kind.ENTITY) -> Mention:
    """A mention of the first occurrence of each part."""
    ranges = [(text.index(part), text.index(part) + len(part)) for part in parts]
    return a_mention(" … ".join(parts), *ranges, label=label, kind=kind)


@pytest.fixture(scope="session", autouse=True)
def fonts(qapp: object) -> None:
    load_fonts()


@pytest.fixture
def style(scheme: Scheme) -> Style:
    return Style(Theme("light"), scheme)


@pytest.fixture
def one_font_style(style: Style) -> Style:
    """The style, with the one font that the oracle measures with."""
    oracle.font_path()
    font = QFont(oracle.FAMILY)
    font.setPixelSize(oracle.PIXELS)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    style.ltr_font = style.rtl_font = font
    return style


@pytest.fixture
def lay_out(style: Style) -> Callable[..., PassageLayout]:
    def make(text: str, direction: Direction = Direction.LTR, width: int = WIDE, start: int = 0) -> PassageLayout:
        layout = PassageLayout(text, start, direction, style)
        layout.wrap(width)
        return layout

    return make


@pytest.fixture
def view(qtbot: QtBot, scheme: Scheme) -> Iterator[ArticleView]:
    """A view of 900 × 700 pixels with the focus."""
    made = ArticleView()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.set_theme(Theme("light"))
    made.set_scheme(scheme)
    made.show()
    made.activateWindow()
    made.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(made.hasFocus)
    yield made
    made.hide()


def point_at(view: ArticleView, offset: int, part: float = 0.5) -> QPoint:
    """The point of the viewport inside the character at `offset`."""
    rect = next(iter(view.column.rects(offset, offset + 1)))
    rtl = view.column.laid(view.column.passages.at(offset)).layout.rtl
    x = rect.right() - part * rect.width() if rtl else rect.left() + part * rect.width()
    return to_viewport(view, QPointF(x, rect.center().y()))


def to_viewport(view: ArticleView, at: QPointF) -> QPoint:
    """A point of the column in coordinates of the viewport."""
    origin = view.column_origin
    return QPoint(round(origin.x() + at.x()), round(origin.y() + at.y()))
