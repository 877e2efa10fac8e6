"""Workers that come after the first picture, by themselves or when asked for, and know then what is there."""

from functools import cached_property

from PySide6.QtWidgets import QScrollArea

from annotator.gui.clustering import Clustering
from annotator.gui.latecomers import Latecomers


def test_they_come_when_the_window_greets(make_window):
    all_of_them = {name for name, made in vars(Latecomers).items() if isinstance(made, cached_property)}
    assert all_of_them <= vars(make_window().window.later).keys()


def test_the_form_for_mentions_is_made_before_anybody_selects_one(make_window):
    hand = make_window()
    hand.qtbot.waitUntil(lambda: hand.window.inspector.findChild(QScrollArea, "inspector_scroll") is not None)
    assert not hand.window.inspector.findChild(QScrollArea, "inspector_scroll").isVisible()


def test_who_is_asked_for_earlier_comes_earlier(hand):
    later = Latecomers(hand.window)
    assert "linking" not in vars(later)
    assert later.linking is later.linking


def test_clusters_light_up_for_a_mention_that_was_selected_before(hand):
    for words in ("Vietnam", "Bui Thanh Son"):
        hand.drag(hand.span(words))
        hand.press("g")
        hand.press("k")
    (fellow,) = hand.view._fellows
    hand.view.set_fellows(())
    Clustering(hand.window)
    assert hand.view._fellows == {fellow}
