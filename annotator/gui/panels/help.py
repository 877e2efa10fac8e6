"""The help: pages that ship with the program; those of the keyboard and the formats are written from what there is."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextBlockFormat, QTextCursor, QTextDocument, QTextTable
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from annotator import assets
from annotator.gui.actions import key_text
from annotator.gui.keyboard_page import page as keyboard_page
from annotator.gui.overlay import Overlay
from annotator.gui.theme import Theme
from annotator.gui.widgets import IconButton, plain_label, spread_theme
from annotator.services.formats_page import page as formats_page

KEYBOARD = "keyboard"
FORMATS = "formats"
FIRST = "index"
_OBJECT = "\ufffc"
"""What stands for a picture in a document's text."""
_PICTURE = 620
"""Width of pictures on a page, in pixels of the layout."""
_ORDER = (
    "index",
    "labelling",
    "events",
    "coreference",
    "scheme",
    "keyboard",
    "projects",
    "import-export",
    "formats",
    "merging",
    "comments",
    "review",
    "agreement",
    "adjudication",
    "training",
)


def pages() -> tuple[str, ...]:
    """Names of the pages that ship, in the order of reading; pages that the order does not know come last."""
    there = {path.stem for path in assets.resource("help").glob("*.md")}
    return (*(name for name in _ORDER if name in there), *sorted(there - set(_ORDER)))


def page_text(name: str) -> str:
    """The Markdown of a page; keys as this system writes them, formats with those that other packages bring."""
    if name == KEYBOARD:
        return keyboard_page(key_text)
    if name == FORMATS:
        return formats_page()
    return assets.resource("help", f"{name}.md").read_text("utf-8")


def page_title(text: str) -> str:
    """The first heading of a page."""
    return next((line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")), "")


class _Browser(QTextBrowser):
    """Shows one page; nothing is fetched from anywhere but the help's own folder."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """The help's own pictures, as wide as a page; no style sheets, no other files."""
        url = QUrl(name) if isinstance(name, str) else name
        own = {path.name: path for path in assets.resource("help").glob("*.png")}
        found = own.get(url.toString())
        if kind != QTextDocument.ResourceType.ImageResource.value or found is None:
            return None
        return _fitting(QImage(str(found)), self.devicePixelRatioF())


def _fitting(picture: QImage, ratio: float) -> QImage:
    """A picture no wider than a page, as sharp as the screen."""
    width = min(picture.width(), round(_PICTURE * ratio))
    fitting = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    fitting.setDevicePixelRatio(ratio)
    return fitting


def _give_room(document: QTextDocument) -> None:
    """Let headings and paragraphs stand apart; Markdown in Qt sets them as tight as a list."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        style = block.blockFormat()
        in_table = QTextCursor(block).currentTable() is not None
        level = style.headingLevel()
        style.setTopMargin(0 if in_table else 18 if level > 1 else 0 if level else 4)
        style.setBottomMargin(0 if in_table else 6)
        if _OBJECT not in block.text():
            style.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setPosition(block.position())
        cursor.setBlockFormat(style)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            table = frame.format()
            table.setCellPadding(5)
            table.setCellSpacing(0)
            table.setBorder(0)
            table.setTopMargin(4)
            frame.setFormat(table)


class HelpPanel(Overlay):
    """A list of pages and the page."""

    WIDTH = 960
    HEIGHT = 720

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, "help_panel")
        self.setAccessibleName(self.tr("Help"))
        self.body.setContentsMargins(0, 0, 0, 0)
        self._list = self._make_list()
        self._browser = _Browser()
        self._browser.setObjectName("help_page")
        self._browser.setAccessibleName(self.tr("Help page"))
        self._browser.setOpenLinks(False)
        self._browser.anchorClicked.connect(self._follow)
        close = IconButton("x", self.tr("Close"), object_name="help_close")
        close.clicked.connect(self.close_overlay)
        side = QVBoxLayout()
        # The same at both sides: layouts are mirrored with the window, their margins are not.
        side.setContentsMargins(12, 20, 12, 12)
        head = plain_label(self.tr("Help"), "head")
        head.setIndent(8)
        side.addWidget(head)
        side.addWidget(self._list)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addLayout(side)
        across.addWidget(self._browser, 1)
        corner = QVBoxLayout()
        corner.setContentsMargins(12, 12, 12, 0)
        corner.addWidget(close)
        corner.addStretch(1)
        across.addLayout(corner)
        self.body.addLayout(across)
        self._shown = FIRST
        self.set_theme(theme)

    def _make_list(self) -> QListWidget:
        made = QListWidget()
        made.setObjectName("help_pages")
        made.setAccessibleName(self.tr("Pages"))
        made.setFixedWidth(216)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for name in pages():
            item = QListWidgetItem(page_title(page_text(name)))
            item.setData(Qt.ItemDataRole.UserRole, name)
            made.addItem(item)
        made.currentItemChanged.connect(self._on_item)
        return made

    def set_theme(self, theme: Theme) -> None:
        """Take another theme; the page is set anew in its colours."""
        super().set_theme(theme)
        spread_theme(self, theme)
        self._list.setStyleSheet(
            "QListWidget { background: transparent; border: none; outline: none; }"
            f"QListWidget::item {{ padding: 6px 8px; border-radius: 6px; color: {theme.hex('text')}; }}"
            f"QListWidget::item:selected {{ background: {theme.hex('accent_soft')}; color: {theme.hex('text')}; }}"
        )
        self._browser.setStyleSheet("QTextBrowser { background: transparent; border: none; padding: 16px 4px; }")
        self._show(self._shown)

    def show_page(self, name: str = FIRST) -> None:
        """Open the help at a page."""
        self._show(name)
        self.open()

    def first_field(self) -> QWidget:
        """The page: arrows scroll it."""
        return self._browser

    def _show(self, name: str) -> None:
        self._shown = name
        document = QTextDocument(self._browser)
        document.setDefaultFont(self.theme.font("body"))
        document.setDefaultStyleSheet(f"a {{ color: {self.theme.hex('accent')}; }}")
        document.setMarkdown(page_text(name), QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        document.setIndentWidth(20)
        _give_room(document)
        self._browser.setDocument(document)
        for row in range(self._list.count()):
            item = self._list.item(row)
            if item.data(Qt.ItemDataRole.UserRole) == name and self._list.currentRow() != row:
                self._list.setCurrentRow(row)

    def _on_item(self, item: QListWidgetItem | None, _old: object) -> None:
        if item is not None and item.data(Qt.ItemDataRole.UserRole) != self._shown:
            self._show(item.data(Qt.ItemDataRole.UserRole))

    def _follow(self, link: QUrl) -> None:
        """Links lead to other pages, and nowhere else."""
        name = link.path().removesuffix(".md")
        if not link.scheme() and name in pages():
            self._show(name)
        elif link.hasFragment():
            self._browser.scrollToAnchor(link.fragment())
