"""Names beside their fields, or above them where there is no room."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from annotator.gui.dialogs.field_rows import column, field_row, list_field

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.mark.parametrize("way", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_name_stands_above_its_field_where_the_column_is_narrow(qtbot, way):
    field = list_field("wide", "Wide")
    row = field_row("Column of words", field)
    qtbot.addWidget(row)
    row.setLayoutDirection(way)
    name = row.findChild(QLabel)
    assert name is not None
    row.resize(400, 60)
    row.show()
    qtbot.waitUntil(lambda: is_beside(name, field))
    assert (name.x() < field.x()) is (way is Qt.LayoutDirection.LeftToRight)
    row.resize(240, 60)
    qtbot.waitUntil(lambda: field.y() >= name.geometry().bottom())
    assert field.width() == 240
    row.resize(400, 60)
    qtbot.waitUntil(lambda: is_beside(name, field))


def is_beside(one, other):
    return one.geometry().right() < other.x() or other.geometry().right() < one.x()


@pytest.mark.parametrize("way", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_an_indent_is_where_the_interface_begins(qtbot, way):
    inside = QWidget()
    made = column(inside, indent=24)
    qtbot.addWidget(made)
    made.setLayoutDirection(way)
    made.resize(200, 40)
    made.show()
    assert inside.width() == 176
    assert inside.x() == (24 if way is Qt.LayoutDirection.LeftToRight else 0)
