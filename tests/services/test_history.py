"""What the journal tells of one mention."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from annotator.model.annotation import Argument, Kind, Mention, Relation
from annotator.model.change import Act, Change
from annotator.model.ids import AnnotatorName, ArgumentId, ClusterId, DocumentId, MentionId, RelationId
from annotator.model.span import Span
from annotator.services.history import Ago, Deed, Step, ago, tell

LEILA, OMAR = AnnotatorName("leila"), AnnotatorName("omar")
NOON = datetime(2025, 5, 12, 12, 0, tzinfo=UTC)
LAM = Mention(MentionId("m"), DocumentId("d"), LEILA, Kind.ENTITY, "PERSON", Span.of(10, 20), {"mention": "NAM"})


def changed(before: Mention | None, after: Mention | None, action: str, *, by=LEILA, after_seconds=0) -> Change:
    change = Act(action, by).change(before, after)
    return change._replace(time=(NOON + timedelta(seconds=after_seconds)).isoformat())


def only_step(before: Mention | None, after: Mention | None, action: str = "mention.x") -> Step:
    (told,) = tell([changed(before, after, action)], LAM.id)
    (step,) = told.steps
    return step


@pytest.mark.parametrize(
    ("after", "step"),
    [
        (replace(LAM, label="ORG"), Step(Deed.RELABELLED, before="PERSON", after="ORG")),
        (replace(LAM, span=Span.of(10, 27)), Step(Deed.MOVED_END, by=7)),
        (replace(LAM, span=Span.of(13, 20)), Step(Deed.MOVED_START, by=3)),
        (replace(LAM, span=Span.of(8, 20)), Step(Deed.MOVED_START, by=-2)),
        (replace(LAM, span=Span.of(12, 22)), Step(Deed.MOVED)),
        (replace(LAM, span=Span(((10, 20), (30, 32)))), Step(Deed.CHANGED_PIECES)),
        (replace(LAM, attributes={"mention": "NOM"}), Step(Deed.SET_ATTRIBUTE, "mention", "NAM", "NOM")),
        (replace(LAM, attributes={}), Step(Deed.CLEARED_ATTRIBUTE, "mention", "NAM", None)),
        (replace(LAM, note="a title"), Step(Deed.WROTE_NOTE)),
        (replace(LAM, cluster=ClusterId("c")), Step(Deed.LINKED)),
    ],
)
def test_each_difference_is_a_deed(after, step):
    assert only_step(LAM, after) == step


def test_undoing_tells_the_opposite():
    assert only_step(replace(LAM, note="x"), LAM) == Step(Deed.REMOVED_NOTE)
    assert only_step(replace(LAM, cluster=ClusterId("c")), LAM) == Step(Deed.UNLINKED)


def test_a_mention_is_made_deleted_and_brought_back():
    assert only_step(None, LAM, "mention.add").deed is Deed.MADE
    assert only_step(LAM, None, "mention.delete").deed is Deed.DELETED
    assert only_step(None, LAM, "mention.delete").deed is Deed.BROUGHT_BACK


def test_attributes_lost_with_a_label_were_not_cleared_by_anybody():
    assert only_step(LAM, replace(LAM, label="MONEY", attributes={})).deed is Deed.RELABELLED


def moved(start: int, end: int, second: int, **who) -> Change:
    """The end of the mention moved, as Alt+arrow does it."""
    before, after = (replace(LAM, span=Span.of(10, offset)) for offset in (start, end))
    return changed(before, after, "mention.span", after_seconds=second, **who)


def test_an_edge_moved_step_by_step_is_one_go():
    (told,) = tell([moved(22, 23, 3), moved(21, 22, 2), moved(20, 21, 1)], LAM.id)
    assert told.steps == (Step(Deed.MOVED_END, by=3),)
    assert told.time == moved(22, 23, 3).time


def test_an_edge_moved_there_and_back_is_not_told():
    assert tell([moved(21, 20, 2), moved(20, 21, 1)], LAM.id) == []


@pytest.mark.parametrize("later", [moved(21, 22, 500), moved(21, 22, 2, by=OMAR)])
def test_other_times_and_other_people_are_other_goes(later):
    assert [told.steps[0].by for told in tell([later, moved(20, 21, 1)], LAM.id)] == [1, 1]


def test_relabelling_twice_is_told_twice():
    first = changed(LAM, replace(LAM, label="ORG"), "mention.relabel")
    second = changed(replace(LAM, label="ORG"), replace(LAM, label="GPE"), "mention.relabel", after_seconds=5)
    assert [told.steps[0].after for told in tell([second, first], LAM.id)] == ["GPE", "ORG"]


@pytest.mark.parametrize(
    ("back", "said"),
    [
        (timedelta(seconds=59), (Ago.JUST_NOW, 0)),
        (timedelta(seconds=-30), (Ago.JUST_NOW, 0)),  # another computer's clock runs ahead
        (timedelta(minutes=3), (Ago.MINUTES, 3)),
        (timedelta(hours=4), (Ago.HOURS, 4)),
        (timedelta(days=1), (Ago.YESTERDAY, 1)),
        (timedelta(days=6), (Ago.DAYS, 6)),
        (timedelta(days=7), (Ago.DATE, 7)),
    ],
)
def test_how_long_ago(back, said):
    present = datetime.now().astimezone().replace(hour=12, minute=0)
    assert ago((present - back).astimezone(UTC).isoformat(), present) == said


def test_late_last_night_is_some_hours_ago():
    present = datetime.now().astimezone().replace(hour=1, minute=0)
    assert ago((present - timedelta(hours=3)).isoformat(), present) == (Ago.HOURS, 3)
    assert ago((present - timedelta(hours=9)).isoformat(), present) == (Ago.YESTERDAY, 1)


VISITOR = Argument(ArgumentId("a"), DocumentId("d"), LEILA, MentionId("e"), "Visitor", LAM.id)
LOCATED = Relation(RelationId("r"), DocumentId("d"), LEILA, "located", LAM.id, MentionId("p"))


def told_of(mention: str, *changes: Change) -> list[Step]:
    """All steps, newest first, of changes given the newest first."""
    return [step for told in tell(changes, MentionId(mention)) for step in told.steps]


@pytest.mark.parametrize(
    ("before", "after", "of_event", "of_filler"),
    [
        (None, VISITOR, [Step(Deed.ADDED_ARGUMENT, "Visitor")], [Step(Deed.FILLED, "Visitor")]),
        (VISITOR, None, [Step(Deed.TOOK_OUT_ARGUMENT, "Visitor")], [Step(Deed.NO_LONGER_FILLS, "Visitor")]),
        (
            VISITOR,
            replace(VISITOR, role="Host"),
            [Step(Deed.CHANGED_ROLE, before="Visitor", after="Host")],
            [Step(Deed.CHANGED_ROLE, before="Visitor", after="Host")],
        ),
        (VISITOR, replace(VISITOR, position=2), [Step(Deed.REORDERED, "Visitor")], []),
        (
            VISITOR,
            replace(VISITOR, attributes={"realis": False}),
            [Step(Deed.SET_ATTRIBUTE, "realis", None, False, of="Visitor")],
            [Step(Deed.SET_ATTRIBUTE, "realis", None, False, of="Visitor")],
        ),
    ],
)
def test_an_argument_is_told_of_its_event_and_of_its_filler(before, after, of_event, of_filler):
    change = Act("argument.x", LEILA).change(before, after)
    assert told_of("e", change) == of_event
    assert told_of("m", change) == of_filler


@pytest.mark.parametrize(
    ("before", "after", "step"),
    [
        (None, LOCATED, Step(Deed.ADDED_RELATION, "located")),
        (LOCATED, None, Step(Deed.DELETED_RELATION, "located")),
        (LOCATED, replace(LOCATED, label="born"), Step(Deed.CHANGED_RELATION, before="located", after="born")),
        (LOCATED, replace(LOCATED, source=LOCATED.target, target=LAM.id), Step(Deed.TURNED_ROUND, "located")),
        (LOCATED, replace(LOCATED, attributes={"x": 1}), Step(Deed.SET_ATTRIBUTE, "x", None, 1, of="located")),
    ],
)
def test_relations_are_told(before, after, step):
    assert told_of("m", Act("relation.x", LEILA).change(before, after)) == [step]


def test_an_act_is_told_once():
    moving = Act("argument.move", LEILA)
    both = [moving.change(a, replace(a, position=1)) for a in (VISITOR, replace(VISITOR, id=ArgumentId("b")))]
    assert told_of("e", *both) == [Step(Deed.REORDERED, "Visitor")]
    replacing = Act("argument.replace", LEILA)
    other = replace(VISITOR, id=ArgumentId("b"), filler=MentionId("n"))
    assert told_of("e", replacing.change(None, other), replacing.change(VISITOR, None)) == [
        Step(Deed.REPLACED, "Visitor")
    ]


def test_moving_again_and_again_is_one_go():
    places = [replace(VISITOR, position=n) for n in (3, 2, 1, 0)]
    moves = [Act("argument.move", LEILA).change(before, after) for after, before in pairwise(places)]
    assert told_of("e", *moves) == [Step(Deed.REORDERED, "Visitor")]


def test_links_that_went_with_the_mention_are_not_told():
    act = Act("mention.delete", LEILA)
    gone = [act.change(LAM, None), act.change(VISITOR, None)]
    assert [step.deed for step in told_of("m", *gone)] == [Deed.DELETED]
    assert [step.deed for step in told_of("e", gone[1])] == [Deed.TOOK_OUT_ARGUMENT]
