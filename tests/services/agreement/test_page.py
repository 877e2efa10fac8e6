"""The page: whole, self-contained, safe to open, and in each text's own direction."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from annotator.model.annotation import Annotator, Layer, Status
from annotator.model.change import Act, now
from annotator.model.document import Document, text_sha256
from annotator.model.ids import AnnotatorName, DocumentId, new_id
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.agreement.corpus import AgreementChoice
from annotator.services.agreement.page import PageError, page, write_page
from annotator.services.agreement.report import By, Report, report
from annotator.services.session import Session
from annotator.storage import Project
from tests.conftest import LEILA

EVIL = AnnotatorName("<script>alert(1)</script>")
TEXT = 'وصل الأمين <img src="x" onerror="alert(1)"> & وقال في بيان له إن الزيارة كانت ناجحة'
TITLE = '"><script src=//evil></script>'


class _Tags(HTMLParser):
    """All tags with what they say."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def hostile(tmp_path: Path, scheme: Scheme) -> Report:
    """Two layers that differ, everything from outside as nasty as it may be."""
    path = tmp_path / "p.annotator"
    with Project.new(path, scheme) as project:
        document = Document(DocumentId(new_id()), TITLE, text_sha256(TEXT), len(TEXT), now(), "ar")
        act = Act("document.import", LEILA)
        project.apply([act.change(None, document)], texts={document.text_sha256: TEXT})
        act = Act("layer.make", EVIL)
        layer = Layer(document.id, EVIL, Status.STARTED)
        project.apply([act.change(None, Annotator(EVIL, now())), act.change(None, layer)])
        for annotator, end in ((LEILA, 10), (EVIL, 42)):
            Session(project, annotator).add_mention(document.id, Span.of(4, end), "PERSON")
    return report(path, AgreementChoice(), list(By))


def test_nothing_from_outside_becomes_a_tag(hostile: Report) -> None:
    told = _Tags(page(hostile))
    assert told.open == []
    assert {tag for tag, _said in told.tags}.isdisjoint({"script", "img", "link", "iframe", "a"})
    assert all(not name.startswith("on") and name != "src" for _tag, said in told.tags for name in said)


def test_texts_find_their_own_direction(hostile: Report) -> None:
    told = page(hostile)
    assert '<p dir="rtl">وصل <mark>الأمين &lt;img' in told
    assert f'<h3 dir="auto">{TITLE[:0]}&quot;&gt;&lt;script' in told


def test_all_tables_are_there(hostile: Report) -> None:
    told = page(hostile)
    for head in (
        "Figures",
        "By label",
        "By language",
        "Over time, by day",
        "By document",
        "Entities: labels of",
        "Most disputed",
    ):
        assert f"<h2>{head}" in told
    assert "Neither layer has any event mentions." in told
    assert "Hripcsak" in told


def test_wide_tables_scroll_in_a_box_of_their_own_that_has_a_name(hostile: Report) -> None:
    told = page(hostile)
    boxes = [said for tag, said in _Tags(told).tags if said.get("class") == "box"]
    assert len(boxes) == told.count("<table")
    assert all(said["aria-label"] and said["tabindex"] == "0" for said in boxes)


def test_the_policy_lets_nothing_in(hostile: Report) -> None:
    told = _Tags(page(hostile))
    (policy,) = [said["content"] for tag, said in told.tags if said.get("http-equiv") == "Content-Security-Policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_a_page_is_written_whole_or_not_at_all(hostile: Report, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    write_page(hostile, out)
    assert out.read_text("utf-8") == page(hostile)
    with pytest.raises(PageError, match="cannot be written"):
        write_page(hostile, tmp_path / "missing" / "out.html")
    assert sorted(file.name for file in tmp_path.iterdir() if "html" in file.name) == ["out.html"]
