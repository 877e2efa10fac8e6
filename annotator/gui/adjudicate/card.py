"""The case that is being decided: its table, the choices as buttons and keys, the reason, and what to do next.

The card chooses in its draft and asks for everything else. Its keys are taken from the page while no field of text has
the keyboard.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from annotator.gui.adjudicate.draft import ADD, WHOLE, CaseDraft
from annotator.gui.adjudicate.parts import KeyButton
from annotator.gui.adjudicate.reason_strip import ReasonStrip
from annotator.gui.adjudicate.table import CaseTable
from annotator.gui.adjudicate.table_layout import HEAD_HEIGHT
from annotator.gui.adjudicate.words import CaseWords
from annotator.gui.building import label, row
from annotator.gui.label_keys import pressed_chord
from annotator.gui.theme import Theme
from annotator.gui.widgets import Flow, Signs, spread_theme
from annotator.model.decision import Aspect, Verdict
from annotator.services.adjudication.cases import CaseKind, Row, Said, State

_MOST_KEYS = 9
_GAP = 12


class RowsScroll(QScrollArea):
    """The table's room: pages are its own, all other keys are the page's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by a page, else leave the key."""
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)
        else:
            event.ignore()


class CaseCard(QWidget):
    """Table, choices, reason, foot.

    Attributes:
        table, reasons: The parts.
        draft: What is chosen by now; `None` while there is no case.

    Signals:
        changed: Something else is chosen, or another row is current.
        save_requested: Write it, and go on.
        edit_requested: The key of the row in which something else is to be said.
        refused: A sentence: what was chosen cannot be; empty if it could.
        back_requested: To the case that was decided before.
    """

    changed = Signal()
    save_requested = Signal()
    edit_requested = Signal(str)
    refused = Signal(str)
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("case_card")
        self.setAccessibleName(self.tr("Case to decide"))
        self.draft: CaseDraft | None = None
        self._words: CaseWords | None = None
        self._theme = Theme()
        self._is_editable = True
        self._about = WHOLE
        self._buttons: list[KeyButton] = []
        self._offered: list[tuple[str, str]] = []
        self._build()
        self._connect()

    def _build(self) -> None:
        self.table = CaseTable()
        self.reasons = ReasonStrip()
        self._choices = QWidget()
        self._flow = Flow(self._choices)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._choices.setSizePolicy(policy)
        self._back = KeyButton(self.tr("Back"), "Backspace", "case_back", kind="")
        self._left = label("", "warn", "case_remaining")
        self._save = KeyButton(self.tr("Save, next"), "Enter", "case_save")
        self._scroll = RowsScroll()
        self._scroll.setObjectName("case_scroll")
        self._scroll.setAccessibleName(self.tr("Rows of the case"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(self.table)
        self.table.setAutoFillBackground(False)  # setWidget turns it on
        foot = row(self._back, self.reasons.comment, self._left, self._save, gap=12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addWidget(self._scroll, 1000)
        self._below = self._choices, self.reasons, foot
        for part in self._below:
            layout.addWidget(part)
        layout.addStretch(1)
        self._scroll.verticalScrollBar().valueChanged.connect(self.table.pin_head)

    def _connect(self) -> None:
        self.table.taken.connect(self._take_cell)
        self.table.joined.connect(self._join_cell)
        self.table.edit_requested.connect(self.edit_requested)
        self.table.moved.connect(self._follow_row)
        self.reasons.reason_chosen.connect(self._choose_reason)
        self.reasons.comment_written.connect(self._write_comment)
        self.reasons.left.connect(self.focus_table)
        self._save.clicked.connect(self.save)
        self._back.clicked.connect(self.back_requested)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        spread_theme(self, theme)
        self.reasons.set_theme(theme)

    # -- showing

    def show_case(self, draft: CaseDraft | None, words: CaseWords | None, signs: Signs, *, editable: bool) -> None:
        """Show another case, or none."""
        self.draft, self._words, self._is_editable = draft, words, editable
        self.table.show_case(draft, words, signs, can_add=editable)
        self._about = self.table.row
        self._make_buttons()
        self.setVisible(draft is not None)
        self.reasons.set_editable(editable)
        self._refresh()

    @property
    def is_touched(self) -> bool:
        """Whether something is chosen that is not written."""
        return self.draft is not None and self.draft.is_touched

    def show_back(self, words: str) -> None:
        """Say which case was decided before; empty for none."""
        self._back.setVisible(bool(words))
        self._back.set_words(words)

    def _make_buttons(self) -> None:
        offers = self._offers()
        if [(words, key) for words, key, _name, _act in offers] == self._offered:
            for made in self._buttons:
                made.setEnabled(self._is_editable)
            return
        self._offered = [(words, key) for words, key, _name, _act in offers]
        for old in self._buttons:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = []
        for words, key, name, act in offers:
            made = KeyButton(words, key, name)
            made.clicked.connect(act)
            made.setEnabled(self._is_editable)
            self._flow.addWidget(made)
            made.show()
            self._buttons.append(made)
        self._choices.updateGeometry()

    def _offers(self) -> list[tuple[str, str, str, Callable[[], object]]]:
        """What can be chosen: words, key, name and act."""
        if self.draft is None:
            return []
        tr = self.tr
        if self.draft.is_review:
            return [
                (tr("Accept"), "A", "choose_accept", self._accept),
                (tr("Correct"), "E", "choose_edit", self._edit),
                (tr("Reject"), "N", "choose_none", self._none),
            ]
        names = self.draft.annotators
        found: list[tuple[str, str, str, Callable[[], object]]] = [
            (name, str(place + 1), f"choose_{place + 1}", partial(self._take, place))
            for place, name in enumerate(names[:_MOST_KEYS])
        ]
        both = (tr("Both"), "3") if len(names) == 2 else (tr("Keep all"), "B")
        if self.draft.case.kind is not CaseKind.CLUSTER:
            found.append((*both, "choose_both", self._both))
        found.append((tr("Edit"), "E", "choose_edit", self._edit))
        found.append((tr("None"), "N", "choose_none", self._none))
        found.append((tr("All wrong"), "W", "choose_wrong", self._wrong))
        return found

    def _refresh(self) -> None:
        """Show what is chosen by now."""
        self.table.refresh()
        self._fit_table()
        draft = self.draft
        if draft is None:
            return
        left = len(draft.remaining)
        is_ready = left == 0 and self._is_editable
        words = ""
        if left and self._is_editable:
            words = self.tr("One row to choose") if left == 1 else self.tr("{n} rows to choose").format(n=left)
        self._left.setText(words)
        self._save.setEnabled(is_ready)
        is_done = draft.case.state is State.DECIDED and not draft.is_touched
        if is_done:
            self._save.set_words(self.tr("Next"))
        else:
            is_plain = draft.is_review and not draft.is_touched
            self._save.set_words(self.tr("Accept, next") if is_plain else self.tr("Save, next"))
        self._save.set_kind("primary" if is_ready and not is_done else "secondary")
        self._show_why()
        self.changed.emit()

    def _show_why(self) -> None:
        if self.draft is None or self._words is None:
            return
        found = self.draft.find(self._about)
        about = self._words.row(found, self.draft.case) if found is not None else self.tr("all of it")
        self.reasons.show_why(about, self.draft.why(self._about))

    def _follow_row(self) -> None:
        """The person went to another row: the reason is about that one now."""
        self._about = WHOLE if self.table.row == ADD else self.table.row
        self._show_why()
        self.changed.emit()

    def focus_table(self) -> None:
        """Give the keyboard to the table."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def reveal_row(self) -> None:
        """Scroll so that the current row can be seen, and the heads if it is the first one."""
        rect = self.table.current_rect().toAlignedRect()
        self._scroll.ensureVisible(0, rect.bottom(), 0, 8)
        self._scroll.ensureVisible(0, max(0, rect.top() - HEAD_HEIGHT), 0, 0)

    def _fit_table(self) -> None:
        """No higher than its rows, so that what follows stands right below them."""
        width = self._scroll.viewport().width()
        self._scroll.setMaximumHeight(max(2 * HEAD_HEIGHT, self.table.heightForWidth(width) + 2))
        self._scroll.setMinimumHeight(min(self._scroll.maximumHeight(), 3 * HEAD_HEIGHT))

    def whole_height(self) -> int:
        """Pixels in which nothing of the case has to scroll."""
        width = self.width()
        parts = [p.heightForWidth(width) if p.hasHeightForWidth() else p.sizeHint().height() for p in self._below]
        return self._scroll.maximumHeight() + sum(parts) + _GAP * len(parts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other widths make other heights."""
        super().resizeEvent(event)
        self._fit_table()

    def gold_rect(self) -> QRect:
        """Gold's cell of the current row, on the screen."""
        draft = self.draft
        column = len(draft.annotators) if draft is not None else 0
        rect = self.table.cell_rect(self.table.row, column).toAlignedRect()
        return QRect(self.table.mapToGlobal(rect.topLeft()), rect.size())

    # -- choosing

    def choose(self, choose: Callable[[CaseDraft, str], str], row: str | None = None) -> None:
        """Choose something in a row, by default in the current one, and go on to the next that is open."""
        if self.draft is None or not self._is_editable:
            return
        key = self.table.row if row is None else row
        if key == ADD:
            return
        trouble = choose(self.draft, key)
        if trouble:
            self.refused.emit(self._why_not(trouble, key))
            return
        self.refused.emit("")
        self.table.go_on()
        self._about = key if self.draft.find(key) is not None else WHOLE
        self._refresh()

    def _why_not(self, trouble: str, key: str) -> str:
        translate = QCoreApplication.translate
        if trouble == "not asked":
            return translate("Adjudicate", "They have no such mention, so they say nothing about this.")
        if trouble == "too few":
            return translate("Adjudicate", "There is only one reading here; take it by its own key.")
        row = self.draft.find(key) if self.draft is not None else None
        if row is not None and row.aspect is Aspect.CLUSTER:
            return translate("Adjudicate", "Mentions can be put together in one way only: take one, or edit.")
        return translate(
            "Adjudicate", "A mention has one of these only. To keep both mentions, choose both in the first row."
        )

    def edited(self, key: str, said: Said) -> None:
        """Something else was said in a row."""

        def edit(draft: CaseDraft, row: str) -> str:
            draft.edit(row, said)
            return ""

        self.choose(edit, key)

    def added(self, new: Row, said: Said) -> None:
        """Something was said of which there was no row; the new row is the current one."""

        def add(draft: CaseDraft, _row: str) -> str:
            draft.add(new, said)
            return ""

        self.choose(add, new.key)
        self.table.go_to_row(new.key)
        QTimer.singleShot(0, self, self.reveal_row)  # the table is higher only then

    def _take(self, place: int, row: str | None = None) -> None:
        if self.draft is not None and place < len(self.draft.annotators):
            name = self.draft.annotators[place]
            self.choose(partial(_take, name), row)

    def _take_cell(self, row: str, name: str) -> None:
        self.choose(partial(_take, name), row)

    def _join_cell(self, row: str, name: str) -> None:
        def join(draft: CaseDraft, key: str) -> str:
            return draft.toggle(key, name)  # type: ignore[arg-type]

        self.choose(join, row)

    def _accept(self) -> None:
        self._take(0, WHOLE)

    def _both(self, row: str | None = None) -> None:
        self.choose(CaseDraft.both, row)

    def _none(self) -> None:
        self.choose(_none)
        if self.draft is not None and self.draft.is_review:
            self.reasons.focus_reasons()

    def _wrong(self) -> None:
        self.choose(_wrong)
        if self.draft is not None and self.draft.is_review:
            self.reasons.focus_reasons()

    def _edit(self) -> None:
        if self._is_editable and self.draft is not None:
            self.edit_requested.emit(self.table.row)

    def _add(self) -> None:
        if self._is_editable and self.table.can_add:
            self.edit_requested.emit(ADD)

    def _clear(self) -> None:
        self.choose(CaseDraft.clear)

    def _choose_reason(self, reason: str) -> None:
        if self.draft is not None:
            self.draft.set_reason(self._about, reason)
            self._refresh()

    def _write_comment(self, comment: str) -> None:
        if self.draft is not None and comment.strip() != self.draft.why(self._about).comment:
            self.draft.set_comment(self._about, comment)
            self._refresh()

    def save(self) -> None:
        """Write it if nothing is left to choose."""
        draft = self.draft
        if draft is None or not self._is_editable:
            return
        if self.table.row == ADD:
            self._add()
            return
        if draft.remaining:
            self.table.go_on()
            self.refused.emit(self._left.text() + ".")
            return
        self.save_requested.emit()

    # -- keys

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means here; returns whether it was ours."""
        if self.draft is None:
            return False
        act = self._plain_keys().get(Qt.Key(event.key())) if not event.modifiers() & ~_KEYPAD else None
        if event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            act = self._join_current
        if event.key() == Qt.Key.Key_Plus and not event.modifiers() & ~(_KEYPAD | Qt.KeyboardModifier.ShiftModifier):
            act = self._add
        if act is None:
            act = self._letters(pressed_chord(event))
        if act is not None:
            act()
        return act is not None

    def _plain_keys(self) -> Mapping[Qt.Key, Callable[[], object]]:
        is_rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        on, back = partial(self.table.step_column, 1), partial(self.table.step_column, -1)
        return {
            Qt.Key.Key_Up: partial(self.table.step_row, -1),
            Qt.Key.Key_Down: partial(self.table.step_row, 1),
            Qt.Key.Key_Right: back if is_rtl else on,
            Qt.Key.Key_Left: on if is_rtl else back,
            Qt.Key.Key_Return: self.save,
            Qt.Key.Key_Enter: self.save,
            Qt.Key.Key_Space: self._take_current,
            Qt.Key.Key_Delete: self._clear,
            Qt.Key.Key_Insert: self._add,
            Qt.Key.Key_Backspace: self.back_requested.emit,
        }

    def _letters(self, chord: str) -> Callable[[], object] | None:
        names: Sequence[str] = self.draft.annotators if self.draft is not None else ()
        is_whole, key = chord.startswith("Shift+"), chord.removeprefix("Shift+")
        row = WHOLE if is_whole else None
        if key.isdigit():
            place = int(key) - 1
            if len(names) == 2 and place == 2:
                return partial(self._both, row)
            return partial(self._take, place, row) if 0 <= place < len(names) else None
        if key == "B" and len(names) > 1:
            return partial(self._both, row)
        if key == "A" and len(names) == 1:
            return self._accept
        return {
            "E": self._edit,
            "N": self._none,
            "W": self._wrong,
            "R": self.reasons.focus_reasons,
            "C": self.reasons.focus_comment,
        }.get(chord)

    def _take_current(self) -> None:
        name = self.table.annotator
        if name is None:
            self._edit()
        else:
            self._take_cell(self.table.row, name)

    def _join_current(self) -> None:
        if self.table.annotator is not None:
            self._join_cell(self.table.row, self.table.annotator)


_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def _take(name: str, draft: CaseDraft, row: str) -> str:
    return draft.take(row, name)  # type: ignore[arg-type]


def _none(draft: CaseDraft, row: str) -> str:
    return draft.nothing(row, Verdict.NONE)


def _wrong(draft: CaseDraft, row: str) -> str:
    return draft.nothing(row, Verdict.WRONG)
