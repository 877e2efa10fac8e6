"""Three people's layers of the sample articles, made once; and a way to see what a widget painted."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from annotator import assets
from annotator.gui.theme import load_fonts
from annotator.services.imports.importing import ImportOptions, import_into
from annotator.services.opening import new_project


@pytest.fixture(scope="session")
def review_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Layers of Leila, Mehdi and Sara."""
    path = tmp_path_factory.mktemp("review") / "review.annotator"
    with new_project(path, "Review") as session:
        import_into(session, [*assets.review_layers()], ImportOptions())
    return path


@pytest.fixture(autouse=True)
def fonts(qapp) -> None:
    load_fonts()


def color_at(widget: QWidget, point: QPointF) -> QColor:
    """What a widget paints at a point."""
    image = widget.grab().toImage()
    ratio = image.devicePixelRatio()
    return image.pixelColor(round(point.x() * ratio), round(point.y() * ratio))
