"""The most disputed documents, each to open."""

import pytest
from PySide6.QtCore import Qt

from annotator.gui.agreement.documents import ROW, DocumentLine, DocumentList
from annotator.model.ids import DocumentId

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

LINES = [
    DocumentLine(DocumentId("a"), "الأمين العام <b>", 100, 400),
    DocumentLine(DocumentId("b"), "Ein sehr langer Titel " * 20, 3, 1200),
]


def test_documents_are_walked_and_opened(qtbot):
    made = DocumentList()
    qtbot.addWidget(made)
    made.show_lines(LINES)
    made.resize(300, made.height())
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    assert made.height() == 2 * ROW
    assert made.accessibleDescription() == (
        "\u2068الأمين العام <b>\u2069: 100 of 400 mentions without an exact counterpart"
    )
    qtbot.keyClick(made, Qt.Key.Key_Down)
    with qtbot.waitSignal(made.activated) as opened:
        qtbot.keyClick(made, Qt.Key.Key_Return)
    assert made.lines[opened.args[0]].id == "b"
