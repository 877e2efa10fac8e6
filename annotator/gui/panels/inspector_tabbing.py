"""The order in which Tab goes through a panel whose fields are made as they are needed.

Qt puts a new widget at the end of the window's order, wherever it stands.
"""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def order_tabs(panel: QWidget) -> None:
    """Let Tab go through a panel in the order of its layouts."""
    for before, after in pairwise(_stops(panel)):
        if before.nextInFocusChain() is not after:
            QWidget.setTabOrder(before, after)


def _stops(part: QWidget) -> Iterator[QWidget]:
    """What the keyboard stops at inside a widget, in the order of the layouts; without a layout in that of making."""
    layout = part.layout()
    if layout is not None:
        yield from _stops_of(layout)
        return
    for child in part.children():
        if isinstance(child, QWidget) and not child.isWindow():
            yield from _stop(child)


def _stops_of(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget = item.widget() if item is not None else None
        inner = item.layout() if item is not None else None
        if widget is not None:
            yield from _stop(widget)
        elif inner is not None:
            yield from _stops_of(inner)


def _stop(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    yield from _stops(widget)
