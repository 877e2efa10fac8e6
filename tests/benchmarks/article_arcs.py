"""The article view with 3,000 arcs among its 10,000 mentions, 1280 × 900, offscreen."""

from collections.abc import Callable, Iterator

from annotator.gui.article import Link
from annotator.model.annotation import Kind, Mention
from annotator.model.ids import MentionId
from tests.benchmarks.article import DRAG, EDIT, HIT, JUMP, MEMORY, OPEN, PAGE, SIZE, SLICE, Bench, application
from tests.benchmarks.measuring import (
    MEGABYTES,
    MICROSECONDS,
    Figure,
    Samples,
    amount,
    calm_garbage,
    resident,
)
from tests.benchmarks.workload import ROLES, Article


class ArcsBench(Bench):
    """Gestures on arcs."""

    def __init__(self, samples: int) -> None:
        super().__init__(SIZE, samples)
        self._made = 0
        self._ends: tuple[MentionId, MentionId] = (MentionId(""), MentionId(""))
        self._link: Link | None = None

    def select_somewhere(self) -> None:
        """Go somewhere and select words."""
        self.wander()
        self.select_words()

    def choose_somewhere(self) -> None:
        """Go somewhere and select a mention."""
        self.wander()
        self.select_mention()

    def choose_ends(self) -> None:
        """Go somewhere and pick an event and a mention near it that it does not lead to yet."""
        self.wander()
        event = self._event_in_sight()
        other = self.view.marks.beyond(event.id, 0, self._chance.choice((-1, 1)))
        assert other is not None
        self._ends = event.id, other.id
        self.view.reveal(event.span)
        self.finish()

    def _event_in_sight(self) -> Mention:
        mention = self.view.marks.beyond(None, self.view.hit(self.somewhere()).offset, 1)
        while mention is not None and mention.kind is not Kind.EVENT:
            mention = self.view.marks.beyond(mention.id, 0, 1)
        assert mention is not None
        return mention

    def add_argument(self) -> None:
        """Draw one arc more."""
        self._made += 1
        role = self._chance.choice(ROLES)
        self.view.update_links((), [Link(f"new-{self._made}", *self._ends, role)])
        self.paint()

    def choose_link(self) -> None:
        """Go somewhere and pick an arc in sight."""
        self._link = None
        while self._link is None:
            self.wander()
            for _passage, _top, placed in self.view.column.lay_between(
                self.view.scroll_y, self.view.scroll_y + self.view.viewport().height() // 2
            ):
                arcs = placed.shapes.arcs
                self._link = self._link or (self._chance.choice(arcs).link if arcs else None)
        source = self.view.marks.get(self._link.source)
        assert source is not None
        self.view.reveal(source.span)
        self.finish()

    def delete_argument(self) -> None:
        """Take an arc out."""
        assert self._link is not None
        self.view.update_links([self._link.id], ())
        self.paint()

    def choose_event(self) -> None:
        """Go somewhere and pick an event with arcs."""
        self.choose_link()
        self.view.clear_selection()
        self.finish()

    def select_event(self) -> None:
        """Select it: its arcs light up."""
        assert self._link is not None
        self.view.select_mentions([self._link.source])
        self.paint()

    def hitting_arcs(self) -> Samples:
        """From a point to the arc there, as every move of the mouse asks."""
        samples = Samples()
        for i in range(self.samples * 10):
            if i % 50 == 0:
                self.wander()
            point = self.somewhere()
            with samples:
                self.view.link_at(point)
        return samples


def figures(load: Callable[[], Article], samples: int) -> Iterator[Figure]:
    """What the view takes where arcs are drawn."""
    application()
    bench = ArcsBench(samples)
    empty = resident()
    bench.article = load()
    yield bench.opening().figure("open: text, mentions and arguments to first paint", OPEN)
    bench.view.slices = Samples()
    bench.finish()
    yield bench.view.slices.figure("idle slice", SLICE)
    yield amount("memory over the empty window", resident() - empty, MEGABYTES, MEMORY)
    calm_garbage()
    yield bench.repeated(bench.choose_ends, bench.add_argument).figure("add an argument to painted", EDIT)
    yield bench.repeated(bench.choose_link, bench.delete_argument).figure("delete an argument to painted", EDIT)
    yield bench.repeated(bench.choose_event, bench.select_event).figure("select an event to painted", EDIT)
    yield bench.repeated(bench.select_somewhere, bench.add).figure("add a mention: key to painted", EDIT)
    yield bench.repeated(bench.choose_somewhere, bench.delete).figure("delete a mention: key to painted", EDIT)
    yield bench.repeated(bench.place_caret, bench.step).figure("caret step", DRAG)
    yield bench.repeated(bench.finish, bench.wheel).figure("wheel step", PAGE)
    yield bench.repeated(bench.finish, bench.turn_page).figure("page, warm", PAGE)
    yield bench.repeated(bench.finish, bench.jump).figure("jump anywhere", JUMP)
    yield bench.hitting_arcs().figure("hit test of arcs", HIT, unit=MICROSECONDS)
