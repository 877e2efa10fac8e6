"""The one door for words: repeats merge, names keep their direction, errors carry what helps."""

from functools import partial

import pytest

from annotator.gui.messages import MessageAction, Messages, quoted
from annotator.model.errors import AnnotatorError


@pytest.fixture
def messages(qapp):
    return Messages()


def test_messages_of_one_kind_are_counted_together(messages):
    for name in ("a", "b", "c"):
        messages.show(f"Deleted {name}", kind="delete", repeated="Deleted {count} mentions")
    assert messages.current.shown == "Deleted 3 mentions"


def test_another_kind_begins_anew(messages):
    messages.show("Deleted a", kind="delete", repeated="Deleted {count} mentions")
    messages.show("Labelled b", kind="add", repeated="Labelled {count}")
    assert messages.current.shown == "Labelled b"


def test_the_very_same_error_again_is_counted(messages):
    for _ in range(2):
        messages.error("This is labelled GPE already.")
    assert messages.current.shown == "This is labelled GPE already. (2×)"


def test_the_last_action_is_the_one_offered(messages):
    done: list[str] = []
    for name in ("a", "b"):
        action = MessageAction("Undo", partial(done.append, name))
        messages.show(name, kind="k", repeated="{count}", action=action)
    messages.current.action.run()
    assert done == ["b"]


def test_an_error_of_the_world_keeps_its_facts_for_copying(messages):
    messages.error(AnnotatorError("No.", path="/x", line=3))
    assert messages.current.tone == "error"
    assert messages.current.details == "path: /x\nline: 3"


def test_only_messages_of_the_kind_are_cleared(messages):
    messages.show("a", kind="one")
    messages.clear("other")
    assert messages.current is not None
    messages.clear("one")
    assert messages.current is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("تو لام", "‘\u2068تو لام\u2069’"),
        ("two\n lines", "‘\u2068two lines\u2069’"),
        ("x" * 60, "‘\u2068" + "x" * 39 + "…\u2069’"),
        ("{count}", "‘\u2068{count}\u2069’"),
    ],
)
def test_names_stand_isolated_on_one_line(text, shown):
    assert quoted(text) == shown


def test_braces_in_a_title_are_not_a_format(messages):
    messages.show("Deleted ‘{0} {x}’", kind="k")
    messages.show("Deleted ‘{0} {x}’", kind="k")
    assert messages.current.shown == "Deleted ‘{0} {x}’ (2×)"
