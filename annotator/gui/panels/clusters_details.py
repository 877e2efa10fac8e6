"""The chosen cluster: what it is, by the scheme and by a knowledge base."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from annotator.gui.theme import Theme
from annotator.gui.widgets import KeyCap, Picker, WordButton, plain_label, spread_theme
from annotator.gui.widgets.chips import chip_name, label_entry
from annotator.model.annotation import Kind
from annotator.model.ids import ClusterId
from annotator.model.scheme import LabelKind, Scheme
from annotator.services.cluster_list import Group


class ClusterDetails(QWidget):
    """Two fields.

    Signals:
        labelled: `(cluster, label)`.
        identified: `(cluster, identifier)`.
        left: The person is done with the field; the keyboard goes back to the list.
    """

    labelled = Signal(str, str)
    identified = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cluster_details")
        self._theme = Theme()
        self._scheme: Scheme | None = None
        self._language = "en"
        self._group: Group | None = None
        self._picker: Picker | None = None
        self._label = WordButton(object_name="cluster_label_button")
        self._label.set_name(self.tr("Label"))
        self._kb = QLineEdit()
        self._kb.setObjectName("cluster_kb")
        self._kb.setAccessibleName(self.tr("Identifier in a knowledge base"))
        self._kb.setPlaceholderText(self.tr("Such as Q36014"))
        grid = QGridLayout(self)
        grid.setContentsMargins(20, 8, 16, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(plain_label(self.tr("Label"), "small"), 0, 0)
        grid.addWidget(self._label, 0, 1, Qt.AlignmentFlag.AlignLeading)
        grid.addWidget(KeyCap("L"), 0, 2)
        grid.addWidget(plain_label(self.tr("Identifier"), "small"), 1, 0)
        grid.addWidget(self._kb, 1, 1)
        grid.addWidget(KeyCap("I"), 1, 2)
        grid.setColumnStretch(1, 1)
        self._label.clicked.connect(self.pick_label)
        self._kb.editingFinished.connect(self._identify)
        self._kb.returnPressed.connect(self.left)
        self.show_group(None)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        spread_theme(self, theme)

    def set_scheme(self, scheme: Scheme | None, language: str) -> None:
        """By which names to call labels."""
        self._scheme, self._language = scheme, language
        self.show_group(self._group)

    def show_group(self, group: Group | None) -> None:
        """Show another cluster, or none."""
        is_same = group is not None and self._group is not None and group.id == self._group.id
        self._group = group
        self.setVisible(group is not None)
        if group is None:
            return
        label = self._scheme.find(group.label) if self._scheme is not None else None
        self._label.set_words(chip_name(label, self._language) if label is not None else group.label)
        if label is not None:
            self._label.set_swatch(label.hue, label.kind)
        if not (is_same and self._kb.hasFocus()):
            self._kb.setText(group.cluster.kb)

    def focus_identifier(self) -> None:
        """Put the cursor into the field of the identifier."""
        self._kb.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._kb.selectAll()

    def pick_label(self) -> None:
        """Drop down the labels that the cluster can have."""
        if self._group is None or self._scheme is None:
            return
        scheme = self._scheme
        kind: LabelKind = "event" if self._group.cluster.kind is Kind.EVENT else "entity"
        if self._picker is None:
            self._picker = Picker(object_name="cluster_label_picker", name=self.tr("Label"), parent=self)
            self._picker.picked.connect(self._on_picked)
        self._picker.set_theme(self._theme)
        entries = [label_entry(label, scheme, self._language) for label in scheme.labels_of(kind)]
        self._picker.offer(entries, self._group.label)
        self._picker.drop_below(self._label)

    def _on_picked(self, label: str) -> None:
        if self._group is not None:
            self.labelled.emit(self._group.id, label)

    def _identify(self) -> None:
        if self._group is not None and self._kb.text().strip() != self._group.cluster.kb:
            self.identified.emit(ClusterId(self._group.id), self._kb.text())
