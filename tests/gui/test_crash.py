"""Our own bugs: one dialog, details to copy, and the window goes on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QPushButton

from annotator.gui.crash import Crashes

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def crashes(hand, tmp_path):
    return Crashes(hand.window, tmp_path / "annotator.log")


def broken(name):
    """A mistake with a name."""
    return ZeroDivisionError(name)


def test_two_mistakes_share_one_dialog_with_details_to_copy(hand, crashes, qtbot):
    crashes.report(broken("first"))
    crashes.report(broken("second"))
    (dialog,) = hand.window.findChildren(QDialog, "crash_dialog")
    assert dialog.isVisible()
    assert not dialog.isModal()
    details = dialog.findChild(QPlainTextEdit, "crash_details").toPlainText()
    assert details.startswith("Annotator ")
    assert "first" in details
    assert "second" in details
    qtbot.mouseClick(dialog.findChild(QPushButton, "crash_copy"), Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == details
    qtbot.mouseClick(dialog.findChild(QPushButton, "crash_close"), Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_a_bug_in_a_job_is_reported_as_one(hand, crashes, qtbot):
    def job(_progress):
        raise broken("in a job")

    hand.window.tasks.broke.connect(crashes.report)
    hand.window.tasks.start(hand.window.tasks.prepare("job", job))
    hand.settle()
    qtbot.waitUntil(lambda: hand.window.findChild(QDialog, "crash_dialog") is not None)
    assert "in a job" in hand.window.findChild(QPlainTextEdit, "crash_details").toPlainText()


def test_after_a_bug_in_an_import_the_next_one_works(hand, monkeypatch, tmp_path):
    more = tmp_path / "more.txt"
    more.write_text("Ein neuer Artikel über Vietnam.", "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("annotator.gui.importing._read", lambda *_given: 1 / 0)
        hand.drop(more)
        hand.settle()
    hand.drop(more)
    hand.settle()
    assert hand.said == "Imported one document"
