"""The tip that shows a mention's exact text, with its invisible characters named, in the text's own direction."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from annotator.gui.theme import TEXT_FAMILIES, Theme, font
from annotator.model.direction import paragraph_direction
from annotator.model.document import Direction
from annotator.services import texts

_WIDEST = 420
_LONGEST = 400
_OFFSET = QPoint(0, 20)


class MentionTip(QFrame):
    """A small frame near the pointer; plain text only."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.ToolTip)
        self.setObjectName("article_tip")
        self.setAccessibleName(self.tr("Mention under the pointer"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._text = _label(self, "article_tip_text")
        self._label = _label(self, "article_tip_label")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(2)
        layout.addWidget(self._text)
        layout.addWidget(self._label)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.setStyleSheet(
            f"QFrame#article_tip {{ background: {theme.hex('raised')}; border: 1px solid {theme.hex('line_strong')}; }}"
            f"QLabel {{ background: transparent; border: none; color: {theme.hex('text')}; }}"
            f"QLabel#article_tip_label {{ color: {theme.hex('text2')}; }}"
        )
        self._label.setFont(font("micro"))

    def show_text(self, exact: str, base: Direction, caption: str, at: QPoint) -> None:
        """Show `exact` near the point `at` of the screen; without strong letters it runs in the direction `base`."""
        rtl = paragraph_direction(exact, base) is Direction.RTL
        self._text.setFont(font("body", TEXT_FAMILIES[rtl], 1.15))
        self._text.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        self._text.setAlignment(
            (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
        )
        self._text.setText(texts.describe(texts.shortened(exact, _LONGEST)))
        self._label.setText(caption)
        self.adjustSize()
        self.move(self._on_screen(at + _OFFSET))
        self.show()

    def _on_screen(self, at: QPoint) -> QPoint:
        screen = self.screen()
        if screen is None:
            return at
        area = screen.availableGeometry()
        x = max(area.left(), min(at.x(), area.right() - self.width()))
        y = at.y() if at.y() + self.height() <= area.bottom() else at.y() - self.height() - 2 * _OFFSET.y()
        return QPoint(x, y)


def _label(parent: QWidget, name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMaximumWidth(_WIDEST)
    return label
