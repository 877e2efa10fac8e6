"""Acts reach the panels in order: after the article has been painted, or at once where everything waits for it."""

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from annotator.gui.notices import Notices
from annotator.model.annotation import Kind, Mention
from annotator.model.change import Act, Changes, Setting
from annotator.model.ids import DocumentId, MentionId
from annotator.model.span import Span
from tests.conftest import LEILA


def labelled(name: str) -> Changes:
    act = Act("mention.add", LEILA)
    mention = Mention(MentionId(name), DocumentId("d"), LEILA, Kind.ENTITY, "PERSON", Span.of(0, 1))
    return Changes((act.change(None, mention),))


def renamed() -> Changes:
    return Changes((Act("project.rename", LEILA).change(None, Setting("title", "News")),))


@pytest.fixture
def told(notices: Notices) -> list[Changes]:
    told: list[Changes] = []
    notices.told.connect(told.append)
    return told


@pytest.fixture
def notices(qtbot: QtBot) -> Notices:
    return Notices()


def test_labelling_is_told_later_and_in_order(notices: Notices, told: list[Changes], qtbot: QtBot) -> None:
    first, second = labelled("1"), labelled("2")
    notices.add(first)
    notices.add(second)
    QCoreApplication.sendPostedEvents()  # everything that is painted is painted here
    assert told == []
    qtbot.waitUntil(lambda: told == [first, second])


def test_what_everything_waits_for_is_told_at_once_after_what_waited(notices: Notices, told: list[Changes]) -> None:
    first, second = labelled("1"), renamed()
    notices.add(first)
    notices.add(second)
    assert told == [first, second]
    QCoreApplication.processEvents()
    assert told == [first, second]


def test_another_session_forgets_what_waited(notices: Notices, told: list[Changes]) -> None:
    notices.add(labelled("1"))
    notices.clear()
    QCoreApplication.processEvents()
    assert told == []
