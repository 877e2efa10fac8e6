"""The labels with their keys, above the article: entities in one row, events in another."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.gui.icons import icon
from annotator.gui.panels.palette_row import PaletteRow
from annotator.gui.theme import Theme
from annotator.gui.widgets import KeyCap, plain_label, spread_theme
from annotator.model.folding import fold
from annotator.model.scheme import Label, Scheme

_FIELD_WIDTH = 132
_HEAD_WIDTH = 64


class PalettePanel(QWidget):
    """Chips to click, a field to find one by any of its names.

    Signals:
        label_chosen: Full name of a label: for the selection, or to be armed.
        label_pointed: Full name of the label that the person looks at, empty for none.
        disarm_requested: The armed label was clicked again.
    """

    label_chosen = Signal(str)
    label_pointed = Signal(str)
    disarm_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("palette_panel")
        self.setAccessibleName(self.tr("Labels"))
        self.setProperty("kind", "chrome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._scheme: Scheme | None = None
        self._armed: str | None = None
        self._entities = PaletteRow(object_name="palette_entities")
        self._events = PaletteRow(object_name="palette_events")
        self._field = QLineEdit()
        self._field.setObjectName("palette_search")
        self._field.setAccessibleName(self.tr("Find label"))
        self._field.setPlaceholderText(self.tr("Find label"))
        self._field.setFixedWidth(_FIELD_WIDTH)
        self._search_icon = self._field.addAction(
            icon("search", Theme().c("text3")), QLineEdit.ActionPosition.LeadingPosition
        )
        self._slash = KeyCap("/", self._field)
        self._lay_out()
        self._field.textChanged.connect(self._search)
        self._field.returnPressed.connect(self._choose_first)
        self._field.installEventFilter(self)
        self._entities.label_chosen.connect(self._choose)
        self._events.label_chosen.connect(self._choose)
        self._entities.label_pointed.connect(self.label_pointed)
        self._events.label_pointed.connect(self.label_pointed)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        for title, row, tail in (
            (self.tr("Entities"), self._entities, None),
            (self.tr("Events"), self._events, self._field),
        ):
            line = QHBoxLayout()
            line.setSpacing(4)
            head = plain_label(title, "section")
            head.setMinimumWidth(_HEAD_WIDTH)
            line.addWidget(head)
            line.addWidget(row, 1)
            if tail is not None:
                line.addSpacing(8)
                line.addWidget(tail)
            layout.addLayout(line)

    # -- what the window says

    def set_scheme(self, scheme: Scheme | None, language: str = "en") -> None:
        """Offer the labels of a scheme, named in the interface's language."""
        self._scheme = scheme
        tag = language.replace("_", "-").partition("-")[0]
        self._entities.set_labels(scheme, _by_key(scheme.labels_of("entity")) if scheme else (), tag)
        self._events.set_labels(scheme, _by_key(scheme.labels_of("event")) if scheme else (), tag)
        self.set_armed(self._armed)

    def set_armed(self, label: str | None) -> None:
        """Show which label the next selection gets."""
        self._armed = label
        self._entities.set_armed(label)
        self._events.set_armed(label)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._entities.set_theme(theme)
        self._events.set_theme(theme)
        self._search_icon.setIcon(icon("search", theme.c("text3")))
        spread_theme(self, theme)

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def shown(self) -> tuple[list[str], list[str]]:
        """Names of the entity and event labels in sight."""
        return self._entities.shown, self._events.shown

    def sizeHint(self) -> QSize:
        """Two rows; as wide as the column allows."""
        return QSize(600, super().sizeHint().height())

    # -- finding and choosing

    def _found(self) -> list[Label]:
        """The labels that the search finds, those whose name begins so first."""
        needle = fold(self._field.text().strip())
        if self._scheme is None or not needle:
            return []
        labels = (*self._scheme.labels_of("entity"), *self._scheme.labels_of("event"))
        found = [label for label in labels if any(needle in fold(name) for name in _names(label))]
        return sorted(found, key=lambda label: not any(fold(name).startswith(needle) for name in _names(label)))

    def _search(self, text: str) -> None:
        self._slash.setVisible(not text)
        names = frozenset(label.name for label in self._found()) if text.strip() else None
        self._entities.narrow(names)
        self._events.narrow(names)

    def _choose_first(self) -> None:
        found = self._found()
        if found:
            self._field.clear()
            self._choose(found[0].name)

    def _choose(self, label: str) -> None:
        if label == self._armed:
            self.disarm_requested.emit()
        else:
            self.label_chosen.emit(label)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape empties the search field; the field's keycap keeps to its end."""
        # The type first: other events also come while the window is taken apart and the field is gone.
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutDirectionChange) and watched is self._field:
            at_end = self._field.width() - 26
            is_rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            self._slash.adjustSize()
            self._field.setTextMargins(*((26, 0, 0, 0) if is_rtl else (0, 0, 26, 0)))
            self._slash.move(8 if is_rtl else at_end, (self._field.height() - self._slash.height()) // 2)
        if _is_escape(event) and watched is self._field and self._field.text():
            self._field.clear()
            return True
        return super().eventFilter(watched, event)


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape


def _by_key(labels: tuple[Label, ...]) -> list[Label]:
    """Labels of one key stroke first: the row has room for some, and these are meant to be the frequent ones."""
    return sorted(labels, key=_strokes)


def _strokes(label: Label) -> int:
    return len(label.key.split("+")) if label.key else 9


def _names(label: Label) -> tuple[str, ...]:
    """Everything by which a label may be looked for."""
    return label.leaf, label.name, *label.names.values()
