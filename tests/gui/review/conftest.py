"""Review articles on small texts, and short ways to make layers of them."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.gui.review.article import ReviewArticle, Reviewed
from annotator.gui.theme import Theme, load_fonts
from annotator.gui.widgets import Signs
from annotator.model.annotation import Argument, Kind, Layer, LayerContents, Mention, reading_order
from annotator.model.document import Document, text_sha256
from annotator.model.ids import AnnotatorName, ArgumentId, DocumentId, MentionId
from annotator.model.scheme import Scheme
from annotator.model.span import Range, Span
from annotator.services.comparison.comparing import compare_layers

D = DocumentId("d")
LEILA, MEHDI, SARA = (AnnotatorName(name) for name in ("leila", "mehdi", "sara"))


@pytest.fixture(scope="session", autouse=True)
def fonts(qapp: object) -> None:
    load_fonts()


def mention(who: str, *ranges: Range, label: str = "PERSON", kind: Kind = Kind.ENTITY, **attributes) -> Mention:
    span = Span.union(ranges)
    name = MentionId(f"{who} {label} {span.fragments}")
    return Mention(name, D, AnnotatorName(who), kind, label, span, attributes)


def of(text: str, who: str, words: str, label: str = "PERSON", kind: Kind = Kind.ENTITY, **attributes) -> Mention:
    """A mention of the first occurrence of some words."""
    start = text.index(words)
    return mention(who, (start, start + len(words)), label=label, kind=kind, **attributes)


def argument(event: Mention, role: str, filler: Mention) -> Argument:
    made = ArgumentId(f"{event.annotator} {role} {filler.id}")
    return Argument(made, D, event.annotator, event.id, role, filler.id)


def layer(who: str, mentions: Sequence[Mention], arguments: Sequence[Argument] = ()) -> LayerContents:
    ordered = tuple(sorted(mentions, key=reading_order))
    return LayerContents(Layer(D, AnnotatorName(who)), ordered, tuple(arguments))


def reviewed(text: str, scheme: Scheme, *layers: LayerContents, language: str = "ar") -> Reviewed:
    document = Document(D, "Article", text_sha256(text), len(text), "2025-05-06T00:00:00Z", language)
    return Reviewed(document, text, layers, tuple(compare_layers(layers, scheme, text)))


@pytest.fixture
def article(qtbot: QtBot, scheme: Scheme) -> Iterator[ReviewArticle]:
    """A review article of 900 × 700 pixels with the focus."""
    made = ReviewArticle()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.set_theme(Theme("light"))
    made.set_scheme(scheme)
    made.set_signs(Signs([LEILA, MEHDI, SARA]))
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made
    made.hide()


@pytest.fixture
def show(article: ReviewArticle, scheme: Scheme) -> Callable[..., Reviewed]:
    """Shows layers of a text in the article."""

    def made(text: str, *layers: LayerContents, language: str = "ar") -> Reviewed:
        found = reviewed(text, scheme, *layers, language=language)
        article.show_reviewed(found)
        QApplication.processEvents()
        return found

    return made
