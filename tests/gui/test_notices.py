"""Acts reach the panels in order: after the article has been painted, or at once where everything waits for it."""

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from annotator.gui.notices import Notices
from annotator.model.annotation import Kind, Mention
from annotator.model.change import Act, Changes, Setting, now
from annotator.model.document import Document, text_sha256
from annotator.model.ids import DocumentId, MentionId, new_id
from annotator.model.span import Span
from tests.conftest import LEILA


def labelled(name: str) -> Changes:
    act = Act("mention.add", LEILA)
    mention = Mention(MentionId(name), DocumentId("d"), LEILA, Kind.ENTITY, "PERSON", Span.of(0, 1))
    return Changes((act.change(None, mention),))


def imported() -> Changes:
    act = Act("document.import", LEILA)
    documents = [Document(DocumentId(new_id()), "News", text_sha256(""), 0, now()) for _i in range(30)]
    return Changes(tuple(act.change(None, document) for document in documents))


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
    qtbot.waitUntil(lambda: bool(told))
    assert told == [Changes(first.changes + second.changes)]


def test_what_everything_waits_for_is_told_at_once_after_what_waited(notices: Notices, told: list[Changes]) -> None:
    first, second = labelled("1"), renamed()
    notices.add(first)
    notices.add(second)
    QCoreApplication.processEvents()
    assert told == [Changes(first.changes + second.changes)]


def test_a_single_act_is_told_as_it_is(notices: Notices, told: list[Changes]) -> None:
    act = renamed()
    notices.add(act)
    assert told == [act]


def test_a_long_import_is_told_from_time_to_time(notices: Notices, told: list[Changes], qtbot: QtBot) -> None:
    batches = [imported(), imported(), imported()]
    for batch in batches:
        notices.add(batch)
    QCoreApplication.processEvents()
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    assert told == [Changes(sum((batch.changes for batch in batches), ()))]


def test_another_session_forgets_what_waited(notices: Notices, told: list[Changes]) -> None:
    notices.add(labelled("1"))
    notices.clear()
    QCoreApplication.processEvents()
    assert told == []
