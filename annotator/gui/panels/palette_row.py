"""One row of label chips: as many as fit, the rest behind “+N”.

A chip is made when it first comes into sight: of a scheme with hundreds of labels most never do.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui.theme import SIZE, Theme
from annotator.gui.widgets import Picker, WordButton
from annotator.gui.widgets.chips import Armed, LabelChip, label_entry
from annotator.gui.widgets.painting import visual_rect
from annotator.model.scheme import Label, Scheme

_GAP = 4


class PaletteRow(QWidget):
    """The chips of one kind.

    The armed label is always in sight. One chip takes part in the tab order, arrows go from chip to chip.

    Signals:
        label_chosen: Full name of a label.
        label_pointed: Full name of the label under the pointer, or that Enter would pick; empty for none.
    """

    label_chosen = Signal(str)
    label_pointed = Signal(str)

    def __init__(self, *, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setFixedHeight(SIZE["control"])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = Theme()
        self._scheme: Scheme | None = None
        self._language = "en"
        self._labels: tuple[Label, ...] = ()
        self._wanted: tuple[Label, ...] = ()
        self._armed: str | None = None
        self._chips: dict[str, LabelChip] = {}
        self._shown: list[LabelChip] = []
        self._more = WordButton(object_name=f"{object_name}_more", parent=self)
        self._more.set_name(self.tr("More labels"))
        self._more.clicked.connect(self._open_more)
        self._picker: Picker | None = None

    def set_labels(self, scheme: Scheme | None, labels: Sequence[Label], language: str) -> None:
        """Offer other labels."""
        for chip in self._chips.values():
            chip.setParent(None)
            chip.deleteLater()
        self._chips = {}
        self._scheme, self._language = scheme, language
        self._labels = self._wanted = tuple(labels)
        self._arrange()

    def _chip(self, label: Label) -> LabelChip:
        if label.name not in self._chips:
            self._chips[label.name] = self._new_chip(label)
        return self._chips[label.name]

    def _new_chip(self, label: Label) -> LabelChip:
        chip = LabelChip(label, self._language, self)
        chip.set_theme(self._theme)
        chip.clicked.connect(self._choose)
        chip.pointed.connect(self.label_pointed)
        return chip

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        self._more.set_theme(theme)
        for chip in self._chips.values():
            chip.set_theme(theme)

    def set_armed(self, label: str | None) -> None:
        """Show which label is armed."""
        if label != self._armed:
            self._armed = label
            self._arrange()

    def narrow(self, names: frozenset[str] | None) -> None:
        """Show only the labels of these names; `None` for all."""
        self._wanted = tuple(label for label in self._labels if names is None or label.name in names)
        self._arrange()

    @property
    def shown(self) -> list[str]:
        """Names of the labels whose chips are in sight, in order."""
        return [chip.label.name for chip in self._shown]

    @property
    def hidden(self) -> list[Label]:
        """The labels behind “+N”."""
        shown = self.shown
        return [label for label in self._wanted if label.name not in shown]

    def sizeHint(self) -> QSize:
        """Room for two chips and “+N”; the row takes all that there is."""
        return QSize(200, SIZE["control"])

    def minimumSizeHint(self) -> QSize:
        """No less."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another number of chips fits."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """The window was mirrored."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._arrange()

    def _fitting(self) -> list[LabelChip]:
        fitting = self._first_in(self.width() + _GAP)
        if len(fitting) == len(self._wanted):
            return fitting
        room = self.width() - self._more_width()
        fitting = self._first_in(room)
        armed = next((self._chip(label) for label in self._wanted if label.name == self._armed), None)
        if armed is None or armed in fitting:
            return fitting
        while fitting and _width([*fitting, armed]) > room:
            fitting.pop()
        return [*fitting, armed]

    def _first_in(self, room: int) -> list[LabelChip]:
        """The first of the wanted chips: as many as `room` pixels hold, a gap after each."""
        fitting: list[LabelChip] = []
        for label in self._wanted:
            fitting.append(self._chip(label))
            if _width(fitting) > room:
                return fitting[:-1]
        return fitting

    def _more_width(self) -> int:
        return 64

    def _arrange(self) -> None:
        """Place the chips that fit, hide the others."""
        self._shown = self._fitting()
        for chip in self._chips.values():
            chip.armed = Armed.YES if chip.label.name == self._armed else Armed.NO
            chip.setVisible(chip in self._shown)
        x = 0
        for chip in self._shown:
            width = chip.sizeHint().width()
            chip.setGeometry(visual_rect(self.layoutDirection(), self.rect(), QRect(x, 0, width, SIZE["control"])))
            x += width + _GAP
        hidden = len(self._wanted) - len(self._shown)
        self._more.setVisible(hidden > 0)
        self._more.set_words(f"+{hidden}")
        place = QRect(x, 0, self._more.sizeHint().width(), SIZE["control"])
        self._more.setGeometry(visual_rect(self.layoutDirection(), self.rect(), place))
        self._let_one_be_tabbed()

    def _let_one_be_tabbed(self) -> None:
        holder = next((chip for chip in self._shown if chip.hasFocus()), self._shown[0] if self._shown else None)
        for chip in self._chips.values():
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus if chip is holder else Qt.FocusPolicy.NoFocus)
        if holder is not None:
            # A chip that was made late stands last in the window; bring it to “+N”, then that behind it.
            QWidget.setTabOrder(self._more, holder)
            QWidget.setTabOrder(holder, self._more)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the neighbouring chip, Enter chooses it."""
        focused = next((chip for chip in self._shown if chip.hasFocus()), None)
        if focused is None:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            is_forward = (event.key() == Qt.Key.Key_Right) == (self.layoutDirection() is Qt.LayoutDirection.LeftToRight)
            self._focus_neighbour(focused, 1 if is_forward else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.label_chosen.emit(focused.label.name)
        else:
            super().keyPressEvent(event)

    def _focus_neighbour(self, chip: LabelChip, by: int) -> None:
        place = self._shown.index(chip) + by
        if 0 <= place < len(self._shown):
            self._shown[place].setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._shown[place].setFocus(Qt.FocusReason.TabFocusReason)
            self._let_one_be_tabbed()

    def _choose(self) -> None:
        chip = self.sender()
        if isinstance(chip, LabelChip):
            self.label_chosen.emit(chip.label.name)

    def _open_more(self) -> None:
        if self._scheme is None:
            return
        if self._picker is None:
            name = self.tr("More labels")
            self._picker = Picker(object_name=f"{self.objectName()}_picker", name=name, parent=self)
            self._picker.picked.connect(self.label_chosen)
            self._picker.pointed.connect(self.label_pointed)
        self._picker.set_theme(self._theme)
        hidden = {label.name for label in self.hidden}
        # In the scheme's order, so that the events of a parent stand together.
        labels = [label for label in self._scheme.labels if label.name in hidden]
        self._picker.offer([label_entry(label, self._scheme, self._language) for label in labels])
        self._picker.drop_below(self._more)


def _width(chips: Sequence[LabelChip]) -> int:
    """Pixels, with a gap after each."""
    return sum(chip.sizeHint().width() + _GAP for chip in chips)
