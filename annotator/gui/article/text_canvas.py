"""A canvas that one can read in: a caret, selected text to copy, keys and the mouse, and a screen reader's ear.

It shows mentions and changes none; `view` adds what labelling needs, and the review modes what comparing needs.
"""

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QGuiApplication, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from annotator.gui.article.canvas import Canvas
from annotator.gui.article.caret_keys import CaretKeys
from annotator.gui.article.mirror import Mirror
from annotator.gui.article.moves import Moves
from annotator.gui.article.paint import PaintState
from annotator.gui.article.passages import Passages
from annotator.gui.article.selecting import Place, TextSelection
from annotator.gui.article.text_pointer import TextPointer
from annotator.gui.article.tip import Tip
from annotator.gui.theme import Theme
from annotator.model.span import Span

_WHEEL_STEP = 120
"""A notch of the wheel, in eighths of a degree."""
_KEY_REASONS = frozenset(
    (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
)


class TextCanvas(Canvas):
    """Shows an article in which text can be selected.

    All offsets are code points of the text.

    Attributes:
        text_selection: The caret, and what is selected.
        moves: Where the caret can go.

    Signals:
        selection_changed: `(Span | None)`.
        zoom_requested: Steps, positive to enlarge.
    """

    selection_changed = Signal(object)
    zoom_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text_selection = TextSelection()
        self._is_caret_on = False
        self._has_focus = False
        self._has_focus_ring = False
        self._wheel = 0
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._tip = Tip(self)
        self._tip.set_theme(self._theme)
        self._hand: TextPointer = self._make_pointer()
        self._keys: CaretKeys = self._make_keys()
        self._blink = QTimer(self)
        self._blink.timeout.connect(self._toggle_caret)
        self._mirror = Mirror(self.viewport())
        self._mirror.moved.connect(self._follow_mirror)
        self._mirror.focus_moved.connect(self._follow_focus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._mirror)

    def _make_pointer(self) -> TextPointer:
        """What the mouse does here."""
        return TextPointer(self)

    def _make_keys(self) -> CaretKeys:
        """What the keys do here."""
        return CaretKeys(self)

    def _make_column(self, passages: Passages) -> None:
        super()._make_column(passages)
        self.moves = Moves(self.column, self._language)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self._tip.set_theme(theme)

    def _forget_selection(self) -> bool:
        """Another text comes: nothing is selected, and no gesture goes on; returns whether text was selected."""
        had_text = self.selection() is not None
        self.text_selection = TextSelection()
        self._hand.reset()
        self._tip.hide()
        return had_text

    # what is selected

    def selection(self) -> Span | None:
        """The selected text."""
        return self.text_selection.span

    def caret(self) -> int:
        """Where the caret stands."""
        return self.text_selection.caret.offset

    def set_selection(self, span: Span | None) -> None:
        """Select text, or nothing (the caret stays)."""
        caret = self.text_selection.caret
        self.set_text_selection(TextSelection.of(span) if span else TextSelection(caret, caret.offset))

    def set_text_selection(self, selection: TextSelection) -> None:
        """Move caret and anchor."""
        before, self.text_selection = self.text_selection, selection
        if selection == before:
            return
        self._update_ranges(selection.differences(before))
        self._show_caret()
        span = selection.span
        if span is not None:
            self.text_takes_over()
        self._reflect()
        if span != before.span:
            self.selection_changed.emit(span)

    def text_takes_over(self) -> None:
        """Text is being selected; nothing else is selected here."""

    def caret_takes_over(self) -> None:
        """Keys or a screen reader put the caret elsewhere; nothing else is selected here."""

    def finish_selecting(self) -> None:
        """A selection is complete; nothing waits for that here."""

    @property
    def has_something_selected(self) -> bool:
        """Whether Esc has something to clear."""
        return self.selection() is not None

    def clear_selection(self) -> None:
        """Nothing selected, the caret stays."""
        self.set_selection(None)

    def select_all(self) -> None:
        """Select the whole text."""
        start, end = self.column.passages.whole
        self.set_text_selection(TextSelection(Place(end, at_line_end=True), start))

    def span_to_copy(self) -> Span | None:
        """What Ctrl+C takes."""
        return self.selection()

    def copy(self) -> None:
        """Put the exact text of what is selected on the clipboard."""
        span = self.span_to_copy()
        if span is None:
            return
        exact = span.text(self.column.passages.text)
        data = QMimeData()
        data.setText(exact)
        # PySide drops a leading U+FEFF from a str; the bytes keep it.
        data.setData("text/plain;charset=utf-8", exact.encode())
        QGuiApplication.clipboard().setMimeData(data)

    # what mouse and keys do

    def click(self, at: QPointF) -> None:
        """A click on a point of the viewport that moved nothing; the caret is there already."""

    def point_at(self, at: QPointF) -> None:
        """The pointer passes over a point of the viewport without a button."""

    def walk(self, _steps: int) -> bool:
        """Go to the next (1) or previous (-1) thing that Tab stops at; returns whether there is one."""
        return False

    def leave(self, steps: int) -> bool:
        """Give the focus to the next or previous widget."""
        return self.focusNextPrevChild(steps > 0)

    def show_shape(self, shape: Qt.CursorShape) -> None:
        """Give the pointer a shape that says what it can do here."""
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def page_distance(self) -> int:
        """How far Page Down goes: a screen less a line."""
        return max(40, self.viewport().height() - 60)

    def reveal(self, span: Span) -> None:
        """Scroll so that the beginning of the span can be seen; not at all if it can already."""
        self._reveal(Place(span.start), part=0.33)

    def reveal_caret(self) -> None:
        """Scroll no further than needed to see the caret."""
        self._reveal(self.text_selection.caret, part=None)

    # painting

    def paint_state(self) -> PaintState:
        """The selection and the caret."""
        span = self.text_selection.span
        return PaintState(
            selection=span.fragments if span is not None else (),
            caret=self.text_selection.caret if self._is_caret_on else None,
            caret_trails=self.text_selection.is_forward,
            has_focus_ring=self._has_focus_ring,
            width=self.column.width,
            dpr=self.devicePixelRatioF(),
        )

    def _show_caret(self) -> None:
        """The caret can be seen from now on, and begins to blink if the system's carets do."""
        self._is_caret_on = self._has_focus
        flash = QGuiApplication.styleHints().cursorFlashTime()
        if self._is_caret_on and flash > 0:
            self._blink.start(flash // 2)
        else:
            self._blink.stop()

    def _toggle_caret(self) -> None:
        self._is_caret_on = not self._is_caret_on and self._has_focus
        offset = self.text_selection.caret.offset
        self._update_ranges([(offset, offset)])

    # the mirror for screen readers

    def _reflect(self) -> None:
        """Tell the mirror where we are; costs nothing while no assistive technology listens."""
        if not QAccessible.isActive():
            return
        passages, place = self.column.passages, self.text_selection.caret
        index = self.column.passage_of(place)
        start, end = passages.starts[index], passages.ends[index]
        caret, anchor = (max(start, min(x, end)) - start for x in self._spoken_ends())
        self._mirror.setGeometry(
            self._left,
            self._head.height + self.column.top(index) - self.scroll_y,
            self.column.width,
            self.column.known_height(index),
        )
        self._mirror.setFont(self._style.body_font(self.moves.is_rtl(place)))
        self._mirror.reflect(passages.content(index), caret, anchor, self._spoken_words())

    def _spoken_ends(self) -> tuple[int, int]:
        """Caret and anchor of what a screen reader calls selected."""
        return self.text_selection.caret.offset, self.text_selection.anchor

    def _spoken_words(self) -> str:
        """What a screen reader says besides the text."""
        return ""

    def _follow_mirror(self, caret: int, anchor: int) -> None:
        """A screen reader moved the caret."""
        start = self.column.passages.starts[self.column.passage_of(self.text_selection.caret)]
        self.caret_takes_over()
        self.set_text_selection(TextSelection(Place(start + caret), start + anchor))
        self.reveal_caret()

    # events

    def _follow_focus(self, has_focus: bool, reason: Qt.FocusReason) -> None:
        """The mirror holds the focus for us."""
        self._has_focus = has_focus
        self._has_focus_ring = has_focus and reason in _KEY_REASONS
        self._show_caret()
        self._reflect()
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Take our keys before shortcuts and before Qt walks the focus with Tab."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.setAccepted(self._keys.wants(event))
                return event.isAccepted()
            if event.type() == QEvent.Type.KeyPress:
                self.keyPressEvent(event)
                return event.isAccepted()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key means here; others go to the window."""
        self._tip.hide()
        event.setAccepted(self._keys.press(event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Letting go of Shift completes a selection."""
        self._keys.release(event)
        event.ignore()

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the tip when the pointer rests."""
        if event.type() == QEvent.Type.KeyPress:
            # The mirror's, on its way up to us: the viewport itself would walk the focus with Tab.
            event.ignore()
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            if self._hand.is_dragging or not self.show_tip(QPointF(event.pos()), event.globalPos()):
                self._tip.hide()
            return True
        if event.type() in (QEvent.Type.Leave, QEvent.Type.Wheel, QEvent.Type.MouseButtonPress):
            self._tip.hide()
        return super().viewportEvent(event)

    def show_tip(self, _at: QPointF, _on_screen: QPoint) -> bool:
        """Say in the tip what is at a point; returns whether there is something to say."""
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._hand.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take a word."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._hand.double_press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a gesture, or show what one would take hold of."""
        self._hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a gesture."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._hand.release(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl ask for a zoom."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._wheel += event.angleDelta().y()
        steps = int(self._wheel / _WHEEL_STEP)
        self._wheel -= steps * _WHEEL_STEP
        if steps:
            self.zoom_requested.emit(steps)
        event.accept()
