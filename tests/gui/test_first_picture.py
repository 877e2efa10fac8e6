"""The moment after the first painting."""

from PySide6.QtWidgets import QWidget

from annotator.gui.first_picture import FirstPicture


class Painted(QWidget):
    def __init__(self):
        super().__init__()
        self.steps = []

    def paintEvent(self, _event):
        self.steps.append("painted")

    def on_seen(self):
        self.steps.append("seen")


def test_it_is_seen_once_and_after_the_painting(qtbot):
    window = Painted()
    qtbot.addWidget(window)
    picture = FirstPicture(window)
    picture.seen.connect(window.on_seen)
    with qtbot.waitSignal(picture.seen):
        window.show()
    assert window.steps == ["painted", "seen"]

    window.hide()
    window.steps.clear()
    window.show()
    qtbot.waitUntil(lambda: "painted" in window.steps)
    assert "seen" not in window.steps
