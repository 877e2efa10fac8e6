"""The article view alone, 1280 × 900, offscreen, on large articles.

Each gesture begins with the key or mouse event and ends when the screen has been painted; the work that waits for idle
time (measuring, laying out ahead) is done before, and reported apart.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.assets import resource
from annotator.formats.scheme_yaml import read_scheme_file
from annotator.gui.article import ArticleView, Heading, Link
from annotator.gui.look import Look
from annotator.gui.theme import load_fonts
from annotator.model.annotation import Kind, Mention
from annotator.model.document import Direction
from annotator.model.ids import MentionId
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from tests.benchmarks.measuring import (
    MEGABYTES,
    MICROSECONDS,
    MILLISECONDS,
    NO_LIMIT,
    Figure,
    Limit,
    Samples,
    amount,
    calm_garbage,
    deliver,
    ignore_modifier_keys,
    resident,
    run_until,
)
from tests.benchmarks.workload import ANNOTATOR, DOCUMENT, Article

SIZE = QSize(1280, 900)
SIZE_4K = QSize(1920, 1080)
_LABEL_OF_KEY = {Qt.Key.Key_P: ("PERSON", Kind.ENTITY), Qt.Key.Key_2: ("Contact.Meet", Kind.EVENT)}

EDIT = Limit(1.0, 3.0)
DRAG = Limit(0.5, 1.0)
PAGE = Limit(2.0, None)
JUMP = Limit(None, 6.0)
OPEN = Limit(80.0, None)
RESIZE = Limit(10.0, None)
HIT = Limit(None, 60.0)
MEMORY = 30.0
FRAME = Limit(None, 16.0)
"""Every gesture at 4K pixels."""
SLICE = Limit(None, 6.0)


class LabellingView(ArticleView):
    """Answers its own asks as the window would, but without a project.

    Attributes:
        paints: How often it was painted.
        slices: The steps of work that waited for idle time.
    """

    def __init__(self, scheme: Scheme) -> None:
        self.paints = 0
        self.slices = Samples()
        self._made = 0
        super().__init__()
        self.set_scheme(scheme)
        self.delete_requested.connect(self._delete)
        self.span_change_requested.connect(self._change_span)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.paints += 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        label = _LABEL_OF_KEY.get(Qt.Key(event.key()))
        if not event.isAccepted() and label is not None:
            event.accept()
            self._label(*label)

    def _label(self, label: str, kind: Kind) -> None:
        span, old = self.selection(), self.marks.get(self.selected())
        if span is not None:
            self._made += 1
            made = Mention(MentionId(f"new-{self._made:05}"), DOCUMENT, ANNOTATOR, kind, label, span)
            self.update_mentions((), [made])
            self.choose(made.id)
        elif old is not None:
            self.update_mentions([old.id], [replace(old, label=label, kind=kind)])

    def _delete(self) -> None:
        chosen = self.selected()
        if chosen is not None:
            self.update_mentions([chosen], ())

    def _change_span(self, mention: MentionId, span: Span) -> None:
        old = self.marks.get(mention)
        if old is not None:
            self.update_mentions([mention], [replace(old, span=span)])

    def _work_ahead(self) -> None:
        with self.slices:
            super()._work_ahead()

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits for idle time."""
        return not self._idle.isActive()


def point_on_text(view: ArticleView, chance: random.Random) -> QPointF:
    """A point of the viewport on the text in sight."""
    for _try in range(500):
        x = chance.randint(60, view.viewport().width() - 60)
        point = QPointF(x, chance.randint(20, view.viewport().height() - 60))
        if view.hit(point).is_inside:
            return point
    raise RuntimeError("no text in sight")


def mention_after(view: ArticleView, offset: int) -> Mention:
    """The first mention after a code point that is long enough for its edges to be moved."""
    mention = view.marks.beyond(None, offset, 1)
    while mention is not None and len(mention.span) < 4:
        mention = view.marks.beyond(mention.id, offset, 1)
    if mention is None:
        raise RuntimeError("the article has no mentions")
    return mention


class Bench:
    """One view on one article, and the gestures made on it."""

    def __init__(self, size: QSize, samples: int) -> None:
        self.article = Article("", Direction.LTR, ())
        self.samples = samples
        self.size = size
        self._chance = random.Random(3)
        self.view = LabellingView(read_scheme_file(resource("schemes", "news.yaml")))
        self.view.resize(size)
        self.view.show()
        self.view.activateWindow()
        self.view.setFocus(Qt.FocusReason.MouseFocusReason)
        run_until(self._is_shown)
        self.finish()

    def _is_shown(self) -> bool:
        return self.view.paints > 0

    # -- steps

    def show(self, text: str, mentions: tuple[Mention, ...]) -> None:
        """Put a text into the view and paint it."""
        heading = Heading("A long article", "deu · left to right · many words")
        links = [Link(a.id, a.event, a.filler, a.role) for a in self.article.arguments] if mentions else ()
        language, base = self.article.language, self.article.base
        self.view.set_article(text, base, mentions, heading=heading, language=language, links=links)
        self.paint()

    def paint(self) -> None:
        """Paint what has to be painted, which must be something."""
        before = self.view.paints
        deliver()
        if self.view.paints == before:
            raise RuntimeError("nothing was painted")

    def finish(self) -> None:
        """Do all that waits for idle time."""
        deliver()
        run_until(self._is_idle)

    def _is_idle(self) -> bool:
        return self.view.is_idle

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, pressed and painted."""
        QTest.keyPress(self.view, key, modifiers)
        self.paint()

    def wander(self) -> None:
        """Go somewhere, and let the view get ready there."""
        self._go_anywhere()
        self.finish()

    def _go_anywhere(self) -> None:
        bar = self.view.verticalScrollBar()
        bar.setValue(self._other(bar.value(), bar.maximum()))

    def _other(self, value: int, most: int) -> int:
        chosen = self._chance.randint(0, most)
        return chosen if chosen != value else (value + 1) % (most + 1)

    def somewhere(self) -> QPointF:
        """A point on the text in sight."""
        return point_on_text(self.view, self._chance)

    def select_words(self) -> None:
        """Select a word or a little more in sight, and paint it."""
        offset = self.view.hit(self.somewhere()).offset
        end = min(offset + self._chance.randint(4, 24), self._line_end(offset))
        self.view.set_selection(Span.of(offset, max(end, offset + 1)))
        self.finish()

    def _line_end(self, offset: int) -> int:
        end = self.article.text.find("\n", offset)
        return len(self.article.text) if end < 0 else end

    def select_mention(self) -> None:
        """Select a mention that can be seen, and paint it."""
        mention = mention_after(self.view, self.view.hit(self.somewhere()).offset)
        self.view.choose(mention.id)
        self.view.reveal(mention.span)
        self.finish()

    # -- what is measured

    def opening(self) -> Samples:
        """From a text and its mentions to the first paint, the model of the view included."""
        samples = Samples()
        for _i in range(max(3, self.samples // 30)):
            self.show("", ())
            self.finish()
            with samples:
                self.show(self.article.text, self.article.mentions)
        return samples

    def repeated(self, prepare: Callable[[], object], gesture: Callable[[], object]) -> Samples:
        """A gesture, many times, each after `prepare`."""
        samples = Samples()
        for _i in range(self.samples):
            prepare()
            with samples:
                gesture()
        return samples

    def repaint(self) -> None:
        """Paint the whole screen."""
        self.view.viewport().update()
        self.paint()

    def turn_page(self) -> None:
        """Scroll by a screen, from the end back to the beginning."""
        bar = self.view.verticalScrollBar()
        step = self.view.page_distance()
        bar.setValue(bar.value() + step if bar.value() + step <= bar.maximum() else 0)
        self.paint()

    def forget(self) -> None:
        """Open the article anew, far from what has been laid out."""
        self.show(self.article.text, self.article.mentions)
        self._go_anywhere()
        self.paint()

    def jump(self) -> None:
        """Scroll anywhere."""
        self._go_anywhere()
        self.paint()

    def add(self) -> None:
        """Label the selection."""
        self.press(Qt.Key.Key_P)

    def relabel(self) -> None:
        """Give the selected mention another label."""
        chosen = self.view.marks.get(self.view.selected())
        self.press(Qt.Key.Key_2 if chosen is not None and chosen.label == "PERSON" else Qt.Key.Key_P)

    def move_edge(self) -> None:
        """Move the end of the selected mention by a grapheme, to the left."""
        self.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    def delete(self) -> None:
        """Delete the selected mention."""
        self.press(Qt.Key.Key_Delete)

    def step(self) -> None:
        """Move the caret by a grapheme."""
        self.press(Qt.Key.Key_Right)

    def place_caret(self) -> None:
        """Put the caret into sight."""
        self.view.clear_selection()
        offset = self.view.hit(self.somewhere()).offset
        self.view.set_selection(Span.of(offset, offset + 1))
        self.view.set_selection(None)
        self.finish()

    def next_mention(self) -> None:
        """Select the next mention."""
        self.press(Qt.Key.Key_Tab)

    def click(self) -> None:
        """Click on the text: caret, or a mention."""
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=self._point)
        deliver()

    def aim(self) -> None:
        """Choose where to click."""
        self.view.clear_selection()
        self.finish()
        self._point = self.somewhere().toPoint()

    def dragging(self) -> Samples:
        """Each step of selecting with the mouse."""
        samples = Samples()
        while len(samples.cpu) < self.samples:
            self.wander()
            self.view.clear_selection()
            start = self.somewhere().toPoint()
            QTest.mousePress(self.view.viewport(), Qt.MouseButton.LeftButton, pos=start)
            deliver()
            for point in self._path(start):
                before = self.view.text_selection
                with samples:
                    QTest.mouseMove(self.view.viewport(), point)
                    deliver()
                if self.view.text_selection == before:  # still on the same grapheme: nothing was to be done
                    samples.drop_last()
            QTest.mouseRelease(self.view.viewport(), Qt.MouseButton.LeftButton, pos=self._path(start)[-1])
            self.finish()
        return samples

    def _path(self, start: QPoint) -> list[QPoint]:
        """Along the line and down three lines."""
        way = -1 if start.x() > self.view.viewport().width() / 2 else 1
        return [start + QPoint(way * 9 * i, 3 * i) for i in range(1, 31)]

    def hitting(self) -> Samples:
        """From a point to the character there."""
        samples = Samples()
        for i in range(self.samples * 10):
            if i % 50 == 0:
                self.wander()
            x = self._chance.uniform(0, self.view.viewport().width())
            point = QPointF(x, self._chance.uniform(0, self.view.viewport().height()))
            with samples:
                self.view.hit(point)
        return samples

    def resizing(self) -> Samples:
        """From another width to painted; narrow enough that the lines have to be broken anew."""
        samples = Samples()
        widths = (760, 620)
        for i in range(max(4, self.samples // 8)):
            if i % 5 == 0:
                self.wander()
            with samples:
                self.view.resize(widths[i % 2], self.size.height())
                self.paint()
            self.finish()
        self.view.resize(self.size)
        self.finish()
        return samples

    def zooming(self) -> Samples:
        """From another zoom to painted."""
        samples = Samples()
        for i in range(max(4, self.samples // 8)):
            if i % 5 == 0:
                self.wander()
            with samples:
                self.view.set_zoom(110 if i % 2 == 0 else 100)
                self.paint()
            self.finish()
        return samples

    def wheel(self) -> None:
        """A notch of the wheel."""
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.value() + (120 if bar.value() + 120 <= bar.maximum() else -120))
        self.paint()


def application() -> QApplication:
    """Qt as the program sets it up: its style sheet makes widgets cheaper or dearer to paint."""
    app = QApplication(["benchmark"])
    app.setStyle("Fusion")
    load_fonts()
    Look(app, "light").put_on()
    ignore_modifier_keys()
    return app


def gestures(load: Callable[[], Article], size: QSize, samples: int) -> list[Figure]:
    """All gestures on an ordinary screen, each beside its own limit."""
    return list(_all_figures(load, Bench(size, samples)))


def gestures_at_4k(load: Callable[[], Article], size: QSize, samples: int) -> list[Figure]:
    """All gestures at 4K pixels: none may take longer than a frame."""
    figures = _all_figures(load, Bench(size, samples))
    return [replace(f, limit=FRAME) if f.unit == MILLISECONDS and f.what not in _NO_GESTURES else f for f in figures]


_NO_GESTURES = ("open: text and mentions to first paint", "idle work until all is measured", "idle slice")


def _all_figures(load: Callable[[], Article], bench: Bench) -> Iterator[Figure]:
    empty = resident()
    bench.article = load()
    yield bench.opening().figure("open: text and mentions to first paint", OPEN)
    bench.view.slices = Samples()
    bench.finish()
    yield _total("idle work until all is measured", bench.view.slices)
    yield bench.view.slices.figure("idle slice", SLICE)
    yield amount("memory over the empty window", resident() - empty, MEGABYTES, MEMORY)
    calm_garbage()
    yield from _edit_figures(bench)
    yield from _move_figures(bench)
    yield bench.hitting().figure("hit test", HIT, unit=MICROSECONDS)
    yield bench.resizing().figure("resize to painted", RESIZE)
    yield bench.zooming().figure("zoom to painted", RESIZE)


def _edit_figures(bench: Bench) -> Iterator[Figure]:
    select = _after(bench.wander, bench.select_words)
    yield bench.repeated(select, bench.add).figure("add a mention: key to painted", EDIT)
    choose = _after(bench.wander, bench.select_mention)
    yield bench.repeated(choose, bench.relabel).figure("change a label: key to painted", EDIT)
    yield bench.repeated(choose, bench.move_edge).figure("move an edge: key to painted", EDIT)
    yield bench.repeated(choose, bench.delete).figure("delete a mention: key to painted", EDIT)


def _move_figures(bench: Bench) -> Iterator[Figure]:
    yield bench.dragging().figure("drag: each step of selecting", DRAG)
    yield bench.repeated(bench.place_caret, bench.step).figure("caret step", DRAG)
    yield bench.repeated(bench.finish, bench.next_mention).figure("next mention (Tab)", EDIT)
    yield bench.repeated(bench.aim, bench.click).figure("click", EDIT)
    bench.wander()
    yield bench.repeated(bench.finish, bench.repaint).figure("repaint the screen", PAGE)
    yield bench.repeated(bench.finish, bench.wheel).figure("wheel step", PAGE)
    yield bench.repeated(bench.finish, bench.turn_page).figure("page, warm", PAGE)
    yield bench.repeated(bench.finish, bench.jump).figure("jump anywhere", JUMP)
    bench.forget()
    yield bench.repeated(_nothing, bench.turn_page).figure("page, cold", NO_LIMIT)


def _after(*steps: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        for step in steps:
            step()

    return run


def _nothing() -> None:
    pass


def _total(what: str, samples: Samples) -> Figure:
    return amount(what, sum(samples.cpu) * 1e3, MILLISECONDS)
