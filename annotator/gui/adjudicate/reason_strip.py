"""Why a row is decided so: the project's reasons as chips, and a line for a comment."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from annotator.gui.adjudicate.parts import ToggleChip
from annotator.gui.building import Sentence, button, keycaps, label, row
from annotator.gui.label_keys import pressed_chord
from annotator.gui.theme import Theme
from annotator.gui.widgets import Flow, spread_theme
from annotator.services.adjudication.choices import Why

_BACK = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_R})


class ReasonStrip(QWidget):
    """Chips of reasons, one of which can be on, and the comment.

    Attributes:
        comment: The field for the comment, to be put where there is room.

    Signals:
        reason_chosen: A reason; the one that is on means that it is taken back.
        comment_written: What was typed, when the field is left.
        left: The keyboard is no longer wanted here.
        edit_requested: The list of reasons is to be edited.
    """

    reason_chosen = Signal(str)
    comment_written = Signal(str)
    left = Signal()
    edit_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reason_strip")
        self.setAccessibleName(self.tr("Reason"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme = Theme()
        self._reasons: tuple[str, ...] = ()
        self._chips: list[ToggleChip] = []
        self._title = label(self.tr("Reason"), "strong", "reason_title")
        self._about = Sentence("micro", "reason_about")
        self._about.setMaximumWidth(120)
        self._flow_room = QWidget()
        self._flow = Flow(self._flow_room)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._flow_room.setSizePolicy(policy)
        self._edit = button(self.tr("Edit…"), "link", "edit_reasons_button", self.tr("Edit the reasons"))
        self._edit.clicked.connect(self.edit_requested)
        self._comment = QLineEdit()
        self._comment.setObjectName("decision_comment")
        self._comment.setAccessibleName(self.tr("Comment on the decision"))
        self._comment.setPlaceholderText(self.tr("Comment on the decision"))
        self._comment.editingFinished.connect(self._write)
        self._comment.installEventFilter(self)
        self._lay_out()

    def _lay_out(self) -> None:
        self.comment = row(self._comment, keycaps("C"), gap=6)
        self.comment.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(row(self._title, keycaps("R"), gap=8))
        head.addWidget(self._about)
        head.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._flow_room, 1)
        layout.addWidget(self._edit, 0, Qt.AlignmentFlag.AlignTop)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        spread_theme(self, theme)

    def show_reasons(self, reasons: Sequence[str], *, editable: bool) -> None:
        """Offer other reasons."""
        self._edit.setVisible(editable)
        if tuple(reasons) == self._reasons:
            return
        self._reasons = tuple(reasons)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for place, reason in enumerate(reasons):
            chip = ToggleChip(reason, f"reason_{place + 1}", key=str(place + 1) if place < 9 else "")
            chip.clicked.connect(self._choose_clicked)
            chip.installEventFilter(self)
            chip.set_theme(self._theme)
            self._flow.addWidget(chip)
            chip.show()
            self._chips.append(chip)
        self._flow_room.updateGeometry()

    def show_why(self, about: str, why: Why) -> None:
        """Show what stands at a row; `about` names it."""
        self._about.setText(about)
        for chip in self._chips:
            chip.setChecked(chip.text() == why.reason)
        if not self._comment.hasFocus():
            self._comment.setText(why.comment)

    def set_editable(self, editable: bool) -> None:
        """Let a person choose and write, or only read."""
        for part in (*self._chips, self._comment):
            part.setEnabled(editable)

    # -- choosing

    def focus_reasons(self) -> None:
        """Let digits and arrows choose a reason."""
        if self._chips:
            on = next((chip for chip in self._chips if chip.isChecked()), self._chips[0])
            on.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_comment(self) -> None:
        """Let the comment be typed."""
        self._comment.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._comment.selectAll()

    def _choose_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, ToggleChip):
            self.reason_chosen.emit(chip.text())
            self.left.emit()

    def _write(self) -> None:
        self.comment_written.emit(self._comment.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the chips and of the comment; the digits stand on the chips while they work."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut) and isinstance(watched, ToggleChip):
            for chip in self._chips:
                chip.show_key(event.type() is QEvent.Type.FocusIn)
            self._flow_room.updateGeometry()
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        return self._comment_key(event) if watched is self._comment else self._chip_key(event)

    def _comment_key(self, event: QKeyEvent) -> bool:
        if event.key() not in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        self._write()
        self.left.emit()
        return True

    def _chip_key(self, event: QKeyEvent) -> bool:
        here = next((place for place, chip in enumerate(self._chips) if chip.hasFocus()), 0)
        is_rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: -1 if is_rtl else 1,
                 Qt.Key.Key_Left: 1 if is_rtl else -1}  # fmt: skip
        key, chord = Qt.Key(event.key()), pressed_chord(event)
        if key in steps:
            self._chips[(here + steps[key]) % len(self._chips)].setFocus(Qt.FocusReason.TabFocusReason)
        elif chord.isdigit() and 0 < int(chord) <= len(self._chips):
            self.reason_chosen.emit(self._chips[int(chord) - 1].text())
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self._chips[here].isChecked():
                self.reason_chosen.emit(self._chips[here].text())
            self.left.emit()
        elif key in _BACK or chord == "R":
            self.left.emit()
        else:
            return False
        return True
