"""Examples of a label's guideline, good and bad, some of them taken from the project."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFormLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from annotator.gui.building import button
from annotator.gui.scheme.fields import Line, OneField
from annotator.gui.scheme.rows import Row, Rows
from annotator.gui.theme import RADIUS, TEXT_FAMILIES, Theme
from annotator.gui.theme import font as font_of
from annotator.gui.widgets import plain_label, plain_tip, spread_theme
from annotator.gui.widgets.painting import one_line, paint_line, text_direction
from annotator.model.scheme import Example

_MOST_HEIGHT = 180


class ExampleRow(Row):
    """One example: good or bad, the passage; below why, and its language."""

    def __init__(self, example: Example) -> None:
        super().__init__("example", self.tr("the example"), "")
        self._good = OneField("example_good", self.tr("Good or bad"))
        self._good.offer([(self.tr("Good"), True), (self.tr("Bad"), False)])
        self._good.setFixedWidth(80)
        self._good.show_value(example.good)
        self._text = Line("example_text", self.tr("Example"), self.tr("The labelled part in [square brackets]"))
        self._text.show_value(example.text)
        self.line.addWidget(self._text, 1)
        self.line.addWidget(self._good)
        self._why = Line("example_why", self.tr("Why"))
        self._why.show_value(example.why)
        self._language = Line("example_language", self.tr("Language of the example"), "en")
        self._language.show_value(example.language)
        self._language.setFixedWidth(72)
        layout = QFormLayout(self.more)
        layout.setContentsMargins(0, 0, 4, 2)
        layout.addRow(plain_label(self.tr("Why"), "small"), self._why)
        layout.addRow(plain_label(self.tr("Language"), "small"), self._language)
        self.more.setVisible(bool(example.why))
        self.finish(can_open=True)
        for field in (self._text, self._why, self._language):
            field.changed.connect(self.say_changed)
        self._good.changed.connect(self.say_changed)

    def row_name(self) -> str:
        """Examples have no names."""
        return ""

    def example(self) -> Example:
        """The example as the row says."""
        return Example(self._text.value(), self._language.value(), good=self._good.value(), why=self._why.value())


class _PassageDelegate(QStyledItemDelegate):
    """A passage on one line, in its own direction, cut at its own end."""

    theme = Theme()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, 28)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bounds = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.c("accent_soft"))
            painter.drawRoundedRect(bounds, RADIUS["control"], RADIUS["control"])
        text = str(index.data() or "")
        font = font_of("body", TEXT_FAMILIES[text_direction(text) is Qt.LayoutDirection.RightToLeft])
        paint_line(painter, bounds.adjusted(8, 0, -8, 0), text, font, self.theme.c("text"))
        painter.restore()


class ExampleRows(Rows[ExampleRow]):
    """All examples, and real mentions to take some from.

    Signals:
        passages_requested: The person wants to see mentions of the label; `offer_passages` shows them.
    """

    passages_requested = Signal()

    def __init__(self) -> None:
        super().__init__("examples", self.tr("Add an example"))
        self._theme = Theme()
        self._take_one = button(self.tr("Take an example from the project…"), "secondary", "examples_take")
        self._take_one.clicked.connect(self._toggle)
        self.foot.insertWidget(1, self._take_one)
        self._found = QListWidget()
        self._found.setObjectName("examples_found")
        self._found.setAccessibleName(self.tr("Mentions of this label in the project"))
        self._found.setFixedHeight(_MOST_HEIGHT)
        self._found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._delegate = _PassageDelegate(self._found)
        self._found.setItemDelegate(self._delegate)
        self._found.itemActivated.connect(self._take)
        self._found.itemClicked.connect(self._take)
        self._found.hide()
        self._layout.addWidget(self._found)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme, for rows to come too."""
        self._theme = theme
        self._delegate.theme = theme
        self._found.setStyleSheet(
            f"QListWidget {{ background: {theme.hex('surface')}; border: 1px solid {theme.hex('line_strong')};"
            " border-radius: 6px; outline: none; padding: 4px; }"
        )

    def take(self, made: ExampleRow) -> None:
        """One row more."""
        spread_theme(made, self._theme)
        super().take(made)

    def show_examples(self, examples: Sequence[Example], *, can_take: bool) -> None:
        """Show the examples of a label."""
        self.clear()
        self._found.hide()
        self._take_one.setVisible(can_take)
        for example in examples:
            self.take(ExampleRow(example))

    def make_new(self) -> ExampleRow:
        """An empty example."""
        return ExampleRow(Example(""))

    def examples(self) -> tuple[Example, ...]:
        """The examples as the rows say."""
        return tuple(row.example() for row in self.rows)

    def _toggle(self) -> None:
        if self._found.isVisible():
            self._found.hide()
        else:
            self.passages_requested.emit()

    def offer_passages(self, found: Sequence[tuple[str, Example]]) -> None:
        """Show mentions in their sentences, each with its document's title."""
        self._found.clear()
        for title, example in found:
            item = QListWidgetItem(one_line(example.text))
            item.setData(Qt.ItemDataRole.UserRole, example)
            item.setToolTip(plain_tip(title))
            self._found.addItem(item)
        if not found:
            item = QListWidgetItem(self.tr("Nothing is labelled so yet."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._found.addItem(item)
        self._found.show()
        self._found.setCurrentRow(0)
        self._found.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, item: QListWidgetItem) -> None:
        example = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(example, Example):
            self._found.hide()
            self.take(ExampleRow(example))
            self._take_one.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()
