"""The words of an HTML page, a block a line, as the chapters of a book have them: nothing is judged unimportant."""

import re
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
        self.lines: list[str] = [""]
        self.heading = ""
        self._hidden: list[str] = []
        self._in_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden or tag in _HIDDEN:
            self._hidden.append(tag)
        elif tag in _BLOCKS:
            self._break()
            self._in_heading = tag in _HEADINGS and not self.heading
        elif tag == "br":
            self.lines.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._hidden and (tag in _BLOCKS or tag == "br"):
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            while tag in self._hidden and self._hidden.pop() != tag:
                pass
        elif tag in _BLOCKS:
            self._break()
            self._in_heading = False

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        words = _BLANK.sub(" ", data)
        self.lines[-1] += words.removeprefix(" ") if self.lines[-1][-1:] in ("", " ") else words
        if self._in_heading:
            self.heading += words

    def _break(self) -> None:
        if self.lines[-1]:
            self.lines.append("")


def text_of(page: str) -> tuple[str, str]:
    """The words of a page, and its first heading (empty if it has none)."""
    words = _Words()
    words.feed(page)
    words.close()
    lines = (line.strip(" ") for line in words.lines)
    return "\n".join(line for line in lines if line), " ".join(words.heading.split())
