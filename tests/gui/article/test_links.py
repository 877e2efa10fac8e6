"""Links by id and mention, and the columns of those that lead from passage to passage."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.article.links import Link, Links
from annotator.model.ids import MentionId


def link(source: str, target: str, name: str = "Role", *, symmetric: bool = False) -> Link:
    return Link(f"{source}-{name}-{target}", MentionId(source), MentionId(target), name, symmetric)


def links_among(passages: dict[str, int], *links: Link, is_rtl=lambda _passage: False) -> Links:
    return Links(passages.get, is_rtl, links)


def test_links_are_found_by_either_end() -> None:
    one, other = link("event", "a"), link("b", "event")
    links = links_among({"event": 0, "a": 0, "b": 0}, one, other)
    assert list(links.of(MentionId("event"))) == [one, other]
    assert list(links.of(MentionId("a"))) == [one]
    assert links.remove(one.id) == {0}
    assert list(links.of(MentionId("a"))) == []
    assert links.remove("nothing") == set()


def test_a_mention_may_lead_to_itself() -> None:
    links = links_among({"a": 0}, link("a", "a"))
    assert links.remove_mention(MentionId("a")) == {0}
    assert len(links) == 0


def test_a_link_inside_a_passage_has_no_column() -> None:
    links = links_among({"event": 3, "a": 3}, link("event", "a"))
    assert links.exits(3) == {}


def test_a_column_runs_through_the_passages_between() -> None:
    links = links_among({"event": 1, "a": 4}, link("event", "a"))
    assert [dict(links.exits(i)) != {} for i in range(6)] == [False, True, True, True, True, False]
    assert links.exits(2)["event"] == (0, False)


def test_the_gutter_is_on_the_side_where_the_source_begins_its_lines() -> None:
    links = links_among({"event": 1, "a": 2}, link("event", "a"), is_rtl=lambda passage: passage == 1)
    assert links.exits(2)["event"].right


def test_ends_far_apart_reserve_nothing_between() -> None:
    links = links_among({"event": 1, "a": 2000}, link("event", "a"))
    assert set(links._columns) == {1, 2000}


def test_links_of_one_source_share_a_column_and_symmetric_ones_have_their_own() -> None:
    passages = {"event": 0, "a": 1, "b": 2}
    shared = links_among(passages, link("event", "a"), link("event", "b"))
    assert len(shared.exits(1)) == 1
    apart = links_among(passages, link("event", "a"), link("event", "b", symmetric=True))
    assert {exit_.column for exit_ in apart.exits(1).values()} == {0, 1}


def test_a_moved_mention_takes_its_column_along() -> None:
    passages = {"event": 0, "a": 2}
    links = links_among(passages, link("event", "a"))
    passages["a"] = 5
    assert links.follow(MentionId("a")) == {0, 1, 2, 3, 4, 5}
    assert set(links._columns) == {0, 1, 2, 3, 4, 5}
    passages["a"] = 0
    links.follow(MentionId("a"))
    assert set(links._columns) == set()


def test_a_link_to_an_unknown_mention_waits_for_it() -> None:
    passages = {"event": 0}
    links = links_among(passages, link("event", "a"))
    assert links.passages(link("event", "a")) is None
    passages["a"] = 1
    assert links.follow(MentionId("a")) == {0, 1}
    assert links.counts() == {0: 1, 1: 1}


@given(st.data())
def test_no_two_trees_share_a_column_in_a_passage(data: st.DataObject) -> None:
    count = data.draw(st.integers(2, 12))
    passages = {f"m{i}": data.draw(st.integers(0, 9)) for i in range(count)}
    links = links_among(passages)
    names = st.sampled_from(sorted(passages))
    for _step in range(data.draw(st.integers(1, 25))):
        if data.draw(st.booleans()) or not len(links):
            links.add(link(data.draw(names), data.draw(names), symmetric=data.draw(st.booleans())))
        else:
            links.remove(data.draw(st.sampled_from(sorted(found.id for found in links))))
        for passage in range(10):
            taken = [tuple(exit_) for exit_ in links.exits(passage).values()]
            assert len(taken) == len(set(taken))
    for found in list(links):
        links.remove(found.id)
    assert (links._columns, links._reach, links._by_mention, links._by_group, links._places) == ({}, {}, {}, {}, {})


def test_links_of_two_parties_are_drawn_apart() -> None:
    one, other = (Link(name, MentionId("a"), MentionId("b"), "Place", party=name) for name in ("leila", "mehdi"))
    assert one.group != other.group
    assert one._replace(name="Goal").group == one.group
