"""How far the annotator is with the project: its title, a bar, and the counts behind it."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from annotator.gui.widgets import ElidedLabel, Painted, plain_label
from annotator.gui.widgets.painting import mirrored
from annotator.model.annotation import Status


class ProgressBar(Painted):
    """Shares of a whole, from the start side: done, then started, then the rest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Mapping[Status, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A thin line."""
        return QSize(80, 6)

    def set_counts(self, counts: Mapping[Status, int]) -> None:
        """Show other shares."""
        self._counts = dict(counts)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shares."""
        painter = self.painter()
        bounds = QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(bounds, bounds.height() / 2, bounds.height() / 2)
        painter.setClipPath(path)
        painter.fillRect(bounds, self.theme.c("line_strong"))
        total = sum(self._counts.values())
        x = 0.0
        colors = {Status.DONE: self.theme.c("ok"), Status.STARTED: self.theme.c("accent", 0.45)}
        for status, color in colors.items():
            width = bounds.width() * self._counts.get(status, 0) / total if total else 0.0
            if width:
                part = QRectF(x, 0, max(2.0, width - 1), bounds.height())
                painter.fillRect(mirrored(self.layoutDirection(), bounds, part), color)
            x += width
        painter.end()


class Progress(QWidget):
    """The foot of the documents panel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("documents_progress")
        self._title = ElidedLabel(type_name="strong")
        self._percent = plain_label(kind="micro")
        self._bar = ProgressBar()
        self._words = plain_label(kind="micro")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._percent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 14)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._bar)
        layout.addWidget(self._words)

    def set_title(self, title: str) -> None:
        """Name the project."""
        self._title.set_text(title)

    def set_counts(self, counts: Mapping[Status, int]) -> None:
        """Say how many documents are in each status."""
        total = sum(counts.values())
        percent = 100 * counts.get(Status.DONE, 0) // total if total else 0
        self._percent.setText(self.tr("{percent} %").format(percent=percent))
        words = "  ·  ".join(
            template.format(count=f"{counts.get(status, 0):,}")
            for status, template in (
                (Status.DONE, self.tr("{count} done")),
                (Status.STARTED, self.tr("{count} started")),
                (Status.NEW, self.tr("{count} new")),
            )
        )
        self._words.setText(words)
        self._bar.set_counts(counts)
        self.setAccessibleName(self.tr("Progress: {words}").format(words=words))
