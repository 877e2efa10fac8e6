"""The review article on two layers of 10,000 mentions, of which one in seven differs, 1280 × 900, offscreen."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from annotator.assets import resource
from annotator.formats.scheme_yaml import read_scheme_file
from annotator.gui.review.article import ReviewArticle, Reviewed
from annotator.gui.widgets import Signs
from annotator.model.annotation import Argument, Layer, LayerContents, Mention, Status
from annotator.model.document import Document, text_sha256
from annotator.model.ids import AnnotatorName, ArgumentId, MentionId
from annotator.model.span import Span
from annotator.services.comparison.comparing import compare
from annotator.services.comparison.matters import Matters
from tests.benchmarks.article import PAGE, RESIZE, SIZE, SLICE, application
from tests.benchmarks.measuring import Figure, Limit, Samples, calm_garbage, deliver, run_until
from tests.benchmarks.workload import DOCUMENT, LABELS, Article

_OTHER = AnnotatorName("mehdi")
OPEN = Limit(150.0, None)
"""Twice the mentions of an article that one labels, and the marks of what differs."""


class MeasuredArticle(ReviewArticle):
    """Notes the steps of work that waited for idle time."""

    def __init__(self) -> None:
        self.slices = Samples()
        super().__init__()

    def _work_ahead(self) -> None:
        with self.slices:
            super()._work_ahead()

    def is_idle(self) -> bool:
        """Whether nothing waits for idle time."""
        return not self._idle.isActive()

    def paint(self) -> None:
        """Paint what there is to paint."""
        self.viewport().update()
        deliver()


def reviewed(article: Article) -> Reviewed:
    """The article's layer, and one that leaves out, shifts and relabels some mentions, and has fewer arguments."""
    chance, scheme = random.Random(1), read_scheme_file(resource("schemes", "news.yaml"))
    mentions = [other for mention in article.mentions if (other := _other(mention, chance)) is not None]
    kept = {mention.id for mention in mentions}
    arguments = [_other_argument(argument) for argument in article.arguments if chance.random() > 0.1]
    arguments = [argument for argument in arguments if {argument.event, argument.filler} <= kept]
    first = article.mentions[0].annotator
    layers = (
        LayerContents(Layer(DOCUMENT, first, Status.DONE), article.mentions, article.arguments),
        LayerContents(Layer(DOCUMENT, _OTHER, Status.DONE), tuple(mentions), tuple(arguments)),
    )
    text = article.text
    document = Document(DOCUMENT, "Benchmark", text_sha256(text), len(text), "2025-05-06T00:00:00Z", article.language)
    return Reviewed(document, text, layers, tuple(compare(*layers, scheme, text)), Matters(layers, scheme))


def _other(mention: Mention, chance: random.Random) -> Mention | None:
    fate = chance.random()
    if fate < 0.05:
        return None
    span, label = mention.span, mention.label
    if fate < 0.10 and len(span) > 3:
        span = Span.union([(span.start + 1, span.fragments[0][1]), *span.fragments[1:]])
    elif fate > 0.95:
        label = next(other for other in LABELS if ("." in other) == ("." in label) and other != label)
    return replace(mention, id=MentionId(f"other {mention.id}"), annotator=_OTHER, span=span, label=label)


def _other_argument(argument: Argument) -> Argument:
    event, filler = MentionId(f"other {argument.event}"), MentionId(f"other {argument.filler}")
    return replace(argument, id=ArgumentId(f"other {argument.id}"), annotator=_OTHER, event=event, filler=filler)


def figures(load: Callable[[], Article], samples: int) -> Iterator[Figure]:
    """What the review article takes, after two layers were compared."""
    application()
    view = MeasuredArticle()
    view.set_scheme(read_scheme_file(resource("schemes", "news.yaml")))
    view.resize(SIZE)
    view.show()
    run_until(view.isVisible)
    shown = reviewed(load())
    view.set_signs(Signs([layer.layer.annotator for layer in shown.layers]))
    calm_garbage()
    yield _repeated(
        max(3, samples // 30), lambda: view.show_reviewed(None), lambda: view.show_reviewed(shown), view
    ).figure("open: two layers compared to first paint", OPEN)
    view.slices = Samples()
    run_until(view.is_idle)
    yield view.slices.figure("idle slice", SLICE)
    calm_garbage()
    chance, bar, disagreements = random.Random(2), view.verticalScrollBar(), shown.disagreements
    page = view.viewport().height() - 60

    def turn() -> None:
        bar.setValue((bar.value() + page) % max(1, bar.maximum()))

    def settle() -> None:
        run_until(view.is_idle)

    yield _repeated(samples, settle, turn, view).figure("page, warm", PAGE)
    yield _repeated(samples, settle, lambda: view.choose(chance.choice(disagreements)), view).figure(
        "choose a disagreement anywhere"
    )
    yield _repeated(samples, settle, view.paint, view).figure("repaint the screen", PAGE)
    width = iter(range(1, samples))
    yield _repeated(
        max(3, samples // 8), settle, lambda: view.resize(SIZE.width() - next(width), SIZE.height()), view
    ).figure("resize to painted", RESIZE)


def _repeated(times: int, before: Callable[[], object], act: Callable[[], object], view: MeasuredArticle) -> Samples:
    samples = Samples()
    for _time in range(times):
        before()
        deliver()
        with samples:
            act()
            view.paint()
    return samples
