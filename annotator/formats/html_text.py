"""The words of an HTML page, a block a line, as the chapters of a book have them: nothing is judged unimportant."""

import re
from collections import Counter
from html.parser import HTMLParser

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_HIDDEN = frozenset(("head", "noscript", "rp", "rt", "script", "style", "svg", "template"))
_HEADINGS = frozenset(("h1", "h2", "h3"))
_BLANK = re.compile(r"[ \t\r\n\f]+")


class _Words(HTMLParser):
    """Collects lines, and the first heading."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.heading = ""
        self._line: list[str] = []
        self._hidden: list[str] = []
        self._hiding: Counter[str] = Counter()
        self._in_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden or tag in _HIDDEN:
            self._hidden.append(tag)
            self._hiding[tag] += 1
        elif tag in _BLOCKS:
            self._break()
            self._in_heading = tag in _HEADINGS and not self.heading
        elif tag == "br":
            self._break()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._hidden and (tag in _BLOCKS or tag == "br"):
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._show(tag)
        elif tag in _BLOCKS:
            self._break()
            self._in_heading = False

    def _show(self, tag: str) -> None:
        """What was hidden ends, and all in it that did not end by itself."""
        while self._hiding[tag]:
            ended = self._hidden.pop()
            self._hiding[ended] -= 1
            if ended == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        words = _BLANK.sub(" ", data)
        if not self._line or self._line[-1].endswith(" "):
            words = words.removeprefix(" ")
        if words:
            self._line.append(words)
        if self._in_heading:
            self.heading += words

    def _break(self) -> None:
        if self._line:
            self.lines.append("".join(self._line))
            self._line = []

    def close(self) -> None:
        """The end of the page."""
        super().close()
        self._break()


def text_of(page: str) -> tuple[str, str]:
    """The words of a page, and its first heading (empty if it has none)."""
    words = _Words()
    words.feed(page)
    words.close()
    lines = (line.strip(" ") for line in words.lines)
    return "\n".join(line for line in lines if line), " ".join(words.heading.split())
