"""Which other mentions mean the same."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.gui.icons import pixmap
from annotator.gui.theme import SIZE
from annotator.gui.widgets import ElidedLabel, Themed, link_button, plain_label
from annotator.model.ids import ClusterId
from annotator.services.links import Linked


class ClusterCard(Themed, QWidget):
    """The cluster of a mention, or how it gets one.

    Signals:
        shown: The cluster that is to be shown with all its mentions.
        unlink_requested: The mention is to leave it.
    """

    shown = Signal(str)
    unlink_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_cluster")
        self.setAccessibleName(self.tr("Cluster"))
        self._cluster: ClusterId | None = None
        self._nothing = plain_label(self.tr("Not linked. K links it."), "small")
        self._nothing.setObjectName("inspector_not_linked")
        self._icon = QLabel()
        self._name = ElidedLabel(type_name="strong")
        self._name.setObjectName("inspector_cluster_name")
        self._count = plain_label(kind="small")
        self._count.setObjectName("inspector_cluster_count")
        self._show = link_button(self.tr("Show all"), object_name="inspector_cluster_show")
        self._leave = QPushButton(self.tr("Take out"))
        self._leave.setObjectName("inspector_cluster_leave")
        self._leave.setAccessibleName(self.tr("Take this mention out of its cluster"))
        self._show.clicked.connect(self._ask_to_show)
        self._leave.clicked.connect(self.unlink_requested)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._nothing)
        layout.addWidget(self._build_card())
        self.theme_changed()

    def _build_card(self) -> QWidget:
        self._card = QFrame()
        self._card.setProperty("kind", "card")
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self._name, 1)
        foot.setContentsMargins(0, 4, 0, 0)
        foot.addWidget(self._show)
        foot.addStretch(1)
        foot.addWidget(self._leave)
        layout = QVBoxLayout(self._card)
        layout.setContentsMargins(12, 10, 8, 6)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self._count)
        layout.addLayout(foot)
        return self._card

    def theme_changed(self) -> None:
        """Tint the icon."""
        self._icon.setPixmap(pixmap("link", self.theme.c("accent"), SIZE["icon"], self.devicePixelRatioF()))

    def show_cluster(self, linked: Linked | None) -> None:
        """Show a cluster, or that there is none."""
        self._nothing.setVisible(linked is None)
        self._card.setVisible(linked is not None)
        self._cluster = linked.cluster.id if linked is not None else None
        if linked is not None:
            self._name.set_text(linked.name)
            count = linked.mentions
            self._count.setText(self.tr("1 mention") if count == 1 else self.tr("%n mentions", "", count))

    def _ask_to_show(self) -> None:
        if self._cluster is not None:
            self.shown.emit(self._cluster)
