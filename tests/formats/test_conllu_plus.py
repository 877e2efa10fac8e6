"""CoNLL-U Plus: columns of ours, syntactic words for parts of words, the text built again exactly."""

from dataclasses import replace

import conllu

from annotator.formats.conllu_plus import FORMAT
from annotator.formats.entry import Entry
from annotator.formats.losses import Loss
from annotator.model.annotation import Kind, LayerContents, Mention
from annotator.model.document import text_sha256
from annotator.model.ids import MentionId
from annotator.model.span import Span
from tests.formats.entries import LEILA
from tests.formats.files import clusters, entry_of, faults_of, projected, read, roles, said, written
from tests.formats.summit import DOCUMENT, TEXT, summit


def _text(entry: Entry) -> str:
    (text,) = written(FORMAT, entry).values()
    return text


def _labelled(text: str, *places: tuple[int, int]) -> Entry:
    entry = summit()
    assert entry.contents is not None
    span = Span(places)
    mention = Mention(MentionId("m"), DOCUMENT, LEILA, Kind.ENTITY, "GPE", span)
    document = replace(entry.document, text_sha256=text_sha256(text), length=len(text))
    return Entry(document, text, LayerContents(entry.contents.layer, (mention,)))


def test_the_conllu_package_reads_what_we_write() -> None:
    sentences = conllu.parse(_text(summit()))
    assert _text(summit()).startswith("# global.columns = ID FORM MISC ANN:MENTION ")
    assert [sentence.metadata["sent_id"] for sentence in sentences] == [f"{DOCUMENT}-1", f"{DOCUMENT}-2"]
    first = sentences[0][0]
    assert (first["id"], first["form"], first["ann:mention"]) == (1, "التقى", "1:event:Contact.Meet")
    assert [token["misc"] for token in sentences[0] if token["form"] == "أستانا"] == [{"SpaceAfter": "No"}]


def test_all_comes_back_but_for_an_invisible_mark_at_an_edge() -> None:
    entry = entry_of(read(FORMAT, _text(summit())))
    (kept,), losses = projected(FORMAT, summit())
    assert losses.totals == {}
    assert entry.text == TEXT
    assert said(entry) == said(kept) == said(summit())
    assert sorted(roles(entry)) == sorted(roles(summit()))
    assert clusters(entry) == clusters(summit())
    assert (entry.document.title, entry.document.language) == ("قمة", "ar")


def test_a_part_of_a_word_makes_it_a_word_of_several() -> None:
    text = _text(_labelled("زيارة لكازاخستان", (7, 16)))
    rows = [line.split("\t")[:4] for line in text.splitlines() if line and line[0] != "#"]
    assert rows[1:] == [
        ["2-3", "لكازاخستان", "_", "_"],
        ["2", "ل", "_", "_"],
        ["3", "كازاخستان", "_", "1:entity:GPE"],
    ]
    assert conllu.parse(text)[0][1]["id"] == (2, "-", 3)
    assert said(entry_of(read(FORMAT, text))) == [("GPE", "كازاخستان")]


def test_mentions_in_pieces_have_their_number_at_every_word() -> None:
    entry = _labelled("Sie tauschten sich rege aus .", (4, 13), (24, 27))
    cells = [line.split("\t")[3] for line in _text(entry).splitlines() if line and line[0] != "#"]
    assert cells == ["_", "1:entity:GPE", "_", "_", "1", "_"]
    assert said(entry_of(read(FORMAT, _text(entry)))) == [("GPE", "tauschten aus")]


def test_pieces_with_no_word_between_them_become_one_and_that_is_counted() -> None:
    (kept,), losses = projected(FORMAT, _labelled("two words", (0, 3), (4, 9)))
    assert losses.totals == {Loss.DISCONTINUOUS: 1}
    assert said(kept) == [("GPE", "two words")]


def test_text_that_is_not_normal_stays_as_it_is() -> None:
    text = "Cafe\u0301 e\u0301te\u0301 \u2028 x"
    assert entry_of(read(FORMAT, _text(_labelled(text, (0, 5))))).text == text


HEBREW = """# newdoc id = iahlt-1
# meta::title = עירוי
# text = משמש לטיפול במצבים (INR).
1\tמשמש\tשימש\tVERB\t_\t_\t0\troot\t_\t_
2-3\tלטיפול\t_\t_\t_\t_\t_\t_\t_\t_
2\tל\tל\tADP\t_\t_\t3\tcase\t_\t_
3\tטיפול\tטיפול\tNOUN\t_\t_\t1\tobl\t_\t_
4-6\tבמצבים\t_\t_\t_\t_\t_\t_\t_\t_
4\tב\tב\tADP\t_\t_\t6\tcase\t_\t_
5\tה\tה\tDET\t_\t_\t6\tdet\t_\t_
6\tמצבים\tמצב\tNOUN\t_\t_\t1\tobl\t_\t_
6.1\t_\t_\t_\t_\t_\t_\t_\t_\t_
7\t(\t(\tPUNCT\t_\t_\t8\tpunct\t_\tSpaceAfter=No
8\tINR\tINR\tX\t_\t_\t1\tdep\t_\tSpaceAfter=No
9\t)\t)\tPUNCT\t_\t_\t8\tpunct\t_\tSpaceAfter=No
10\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_

# newpar
1\tאבג\t_\t_\t_\t_\t_\t_\t_\t_

"""


def test_plain_conllu_gives_its_text_and_nobodys_layer() -> None:
    found = read(FORMAT, HEBREW)
    entry = entry_of(found)
    assert entry.text == "משמש לטיפול במצבים (INR).\nאבג"
    assert entry.contents is None
    assert entry.document.title == "עירוי"
    assert faults_of(found) == []


PARSEME = """# global.columns = ID FORM LEMMA PARSEME:MWE
# newdoc id = a
1\tHe\the\t*
2\ttook\ttake\t1:VPC.full;2:LVC
3\tit\tit\t2
4-5\tdella\t_\t*
4\tdi\t_\t*
5\tla\t_\t1

# newdoc id = b
1\tIt\tit\t1:IRV
2\tis\tbe\t7
"""


def test_expressions_of_parseme_are_read_as_mentions() -> None:
    found = read(FORMAT, PARSEME)
    first, second = (one.entry for one in found)
    assert first is not None
    assert second is not None
    assert said(first) == [("VPC.full", "took della"), ("LVC", "took it")]
    assert said(second) == [("IRV", "It")]
    assert (12, "“7” neither begins a mention nor goes on with one.") in faults_of(found)
    assert (None, "The columns LEMMA were not read.") in faults_of(found)


def test_what_is_wrong_is_said_with_its_line_and_costs_no_other() -> None:
    lines = _text(summit()).splitlines()
    row = next(number for number, line in enumerate(lines) if "3:entity:PERSON" in line)
    cells = lines[row].split("\t")
    lines[row] = "\t".join([*cells[:4], "3:remark", "3:Speaker:3;9:Speaker", "3:located:99", "8:C7", "%FF"])
    lines.insert(row, "x\ty")
    found = read(FORMAT, "\n".join(lines))
    entry = entry_of(found)
    assert entry.text == TEXT
    assert ("PERSON", "نظيره") in said(entry)
    assert faults_of(found) == [
        (row + 1, "This is no line of 9 columns with a number and a form: “x y”."),
        (row + 2, "3:remark: “remark” is no attribute with a value."),
        (row + 2, "“%FF” is written wrongly: invalid start byte."),
        (row + 2, "3:Speaker:3: An event cannot be its own argument."),
        (row + 2, "9:Speaker: It has 2 parts, not 3."),
        (row + 2, "3:located:99: “99” is referred to, but is not there."),
    ]


def test_files_of_windows_are_read_document_by_document() -> None:
    data = b"\xef\xbb\xbf" + (HEBREW + HEBREW.replace("iahlt-1", "iahlt-2")).replace("\n", "\r\n").encode()
    assert [one.entry.document.meta["doc_id"] for one in read(FORMAT, data) if one.entry] == ["iahlt-1", "iahlt-2"]
