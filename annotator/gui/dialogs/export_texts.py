"""A text that is looked at and copied, never edited: the beginning of a file, a list of losses."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QTextOption
from PySide6.QtWidgets import QPlainTextEdit


class TextView(QPlainTextEdit):
    """Plain text in letters of one width, line by line from left to right, or each line by its own letters."""

    def __init__(self, name: str, accessible: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTabStopDistance(96)
        families = self._families()
        self.setStyleSheet("font-family: {}; font-size: 12px;".format(", ".join(f"'{f}'" for f in families)))

    def _families(self) -> list[str]:
        """The system's font of one width, and ours for what it does not know, such as Arabic."""
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        families = [mono.family(), "Noto Sans Mono", "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew"]
        mono.setFamilies(families)
        mono.setStyleHint(QFont.StyleHint.Monospace)
        return families

    def show_text(self, text: str, *, is_prose: bool = False) -> None:
        """Show a text; only prose runs as its letters say: the columns of a table stay in their order."""
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto if is_prose else Qt.LayoutDirection.LeftToRight)
        self.document().setDefaultTextOption(option)
        self.setPlainText(text)
