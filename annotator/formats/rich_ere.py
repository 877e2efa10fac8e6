"""Rich ERE and Light ERE of the LDC: `x.rich_ere.xml` beside its source (read only).

Offsets count characters of the source as it is, its tags and `&amp;` included. In the program the text stands without
its tags; each offset is moved accordingly. Entities and event hoppers are clusters of their mentions; fillers are
entity mentions, too. Realis, noun types and so on become attributes where the project's scheme has such.

Source: the files of LDC2023T04 as TextEE's `process_ere_en.py` reads them.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import partial
from html import unescape
from typing import Final

from annotator.formats import text_files
from annotator.formats.counting import FileText, Unit
from annotator.formats.drafting import Draft, shown, span_of
from annotator.formats.entry import Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, Option, ReadOptions, SourceFile
from annotator.formats.json_records import DOC_ID
from annotator.formats.records import attempt
from annotator.formats.worded_events import Facts
from annotator.formats.xml_tree import Node, tree
from annotator.model.annotation import Kind
from annotator.model.span import Range, Span

ERE: Final = FormatInfo(
    "rich-ere",
    "Rich ERE and Light ERE (XML)",
    (".rich_ere.xml", ".light_ere.xml", ".ere.xml", ".xml"),
    frozenset({Use.READ}),
    "codepoint",
    carries=(
        "texts",
        "nested, overlapping and sub-word mentions",
        "events with arguments, relations, their realis",
        "entities and event hoppers as clusters",
    ),
    loses=("heads of nominals", "triggers of relations"),
    companions=(".txt", ".cmp.txt", ".mpdf.xml", ".xml"),
    one_layer=True,
)
TAGS: Final = Option("tags", "Tags of the source", (("drop", "are left out of the text"), ("keep", "stay in the text")))

_ENDINGS = (".rich_ere.xml", ".light_ere.xml", ".ere.xml", ".xml")
_SOURCES = (".cmp.txt", ".txt", ".mpdf.xml", ".xml", "")
_MARKUP = re.compile(r"<[^<>]{1,2000}>|&(?:amp|lt|gt|quot|apos);")


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """The one document of a file.

    Raises:
        FormatError: If it is none, or its source is not beside it.
    """
    root = tree(source.read())
    if root.name not in ("deft_ere", "rich_ere", "light_ere"):
        raise FormatError(f"It is <{shown(root.name)}>, not <deft_ere>.")
    name = source.name.rpartition("/")[2]
    stem = next((name.removesuffix(ending) for ending in _ENDINGS if name.endswith(ending)), name)
    text = _Text(_beside(source, name, stem, root), keeps_tags=TAGS.chosen(options.choices) == "keep")
    title = text_files.title_of(stem, text.text)
    doc_id = root.get("doc_id") or stem
    draft = Draft(text.text, title, key=doc_id, annotator=options.annotator, meta={DOC_ID: doc_id})
    _Reading(draft, text, root, options).read()
    yield Found(draft.entry(), tuple(draft.faults), None, source.size)


def _beside(source: SourceFile, name: str, stem: str, root: Node) -> str:
    wanted = (root.get("doc_id"), stem)
    for candidate in (f"{one}{ending}" for one in wanted if one for ending in _SOURCES):
        found = source.beside(candidate) if candidate != name and "/" not in candidate else None
        if found is not None:
            data = found.read()
            text_files.decode(data)
            return data.decode("utf-8-sig", "replace")
    raise FormatError(f"Its source is missing: there is no “{shown(stem)}.txt”, .cmp.txt or .mpdf.xml beside it.")


class _Text:
    """The text without the markup of its source, and where offsets of the source stand in it.

    Attributes:
        text: As the program has it.
    """

    def __init__(self, raw: str, *, keeps_tags: bool) -> None:
        self.file = FileText(raw)
        source = self.file.text
        self._ends, self._less = [0], [0]
        pieces, at = [], 0
        for found in () if keeps_tags else _MARKUP.finditer(source):
            put = unescape(found[0]) if found[0][0] == "&" else ""
            pieces += [source[at : found.start()], put]
            at = found.end()
            self._ends.append(at)
            self._less.append(self._less[-1] + len(found[0]) - len(put))
        self.text = "".join([*pieces, source[at:]])

    def place(self, offset: int, length: int, unit: Unit) -> Range:
        """From the source's offsets."""
        start, end = self.file.offset(offset, unit), self.file.offset(offset + length, unit)
        return self._moved(start), self._moved(end)

    def _moved(self, offset: int) -> int:
        return offset - self._less[bisect_right(self._ends, offset) - 1]


class _Reading:
    """Turns the elements of a file into records of a draft."""

    def __init__(self, draft: Draft, text: _Text, root: Node, options: ReadOptions) -> None:
        self._draft = draft
        self._text = text
        self._root = root
        self._facts = Facts(draft, options)
        self._unit = text.file.unit_of(_said_places(root), (Unit.CODE_POINT, Unit.UTF_16))

    def read(self) -> None:
        """Entities and fillers, events, then what joins them."""
        for entity in self._root.all("entity"):
            mentions = [node for node in entity.children if node.name == "entity_mention"]
            self._each(mentions, partial(self._entity, entity))
            self._cluster(entity, mentions)
        self._each(self._root.all("filler"), self._filler)
        for hopper in self._root.all("hopper", "event"):
            mentions = [node for node in hopper.children if node.name == "event_mention"]
            self._each(mentions, self._event)
            self._cluster(hopper, mentions)
        for event in self._root.all("event_mention"):
            if self._draft.has(event.get("id")):
                self._each(event.all("em_arg", "arg"), partial(self._argument, event.get("id")))
        for relation in self._root.all("relation"):
            self._each(relation.all("relation_mention"), partial(self._relation, relation))
        self._facts.close()

    def _each(self, nodes: Iterator[Node] | list[Node], step: Callable[[Node], None]) -> None:
        for node in nodes:
            attempt(self._draft, f"{node.name} {node.get('id')}".strip(), partial(step, node), node.line)

    def _span(self, node: Node, said: str) -> Span:
        start, end = self._text.place(node.number("offset"), node.number("length"), self._unit)
        span = span_of((start, end))
        there = self._draft.text[start:end]
        if said.strip() and "".join(said.split()) != "".join(there.split()):
            raise FormatError(f"It says “{shown(said)}”, but the text reads “{shown(there)}” at {start}–{end}.")
        return span

    def _entity(self, entity: Node, node: Node) -> None:
        words = node.child("mention_text")
        label = self._facts.loose_label(entity.need("type"), "entity")
        span = self._span(node, words.text if words is not None else "")
        said = {"mention_type": node.get("noun_type"), "specificity": entity.get("specificity")}
        self._draft.mention(Kind.ENTITY, label, span, node.need("id"), self._facts.attributes(label, said))

    def _filler(self, node: Node) -> None:
        label = self._facts.loose_label(node.get("type") or "filler", "entity")
        self._draft.mention(Kind.ENTITY, label, self._span(node, node.text), node.need("id"))

    def _event(self, node: Node) -> None:
        trigger = node.child("trigger")
        if trigger is None:
            raise FormatError("It has no trigger.")
        label = self._facts.loose_label(".".join(filter(None, (node.need("type"), node.get("subtype")))), "event")
        names = ("realis", "modality", "polarity", "tense", "genericity")
        attributes = self._facts.attributes(label, {name: node.get(name) for name in names})
        self._draft.mention(Kind.EVENT, label, self._span(trigger, trigger.text), node.need("id"), attributes)

    def _cluster(self, node: Node, mentions: list[Node]) -> None:
        there = [mention.get("id") for mention in mentions if self._draft.has(mention.get("id"))]
        if len(there) > 1:
            self._draft.cluster(node.get("id") or there[0], there)

    def _argument(self, event: str, node: Node) -> None:
        role = self._facts.role(self._draft.get(event).label, node.get("role") or node.get("type"))
        said = self._facts.of_argument(self._draft.get(event).label, role, {"realis": node.get("realis")})
        self._draft.argument(event, role, _end(node), said)

    def _relation(self, relation: Node, node: Node) -> None:
        ends = list(node.all("rel_arg1", "rel_arg2", "arg"))
        if len(ends) != 2:
            raise FormatError(f"A relation joins two mentions; this one has {len(ends)}.")
        label = self._facts.loose_label(
            ".".join(filter(None, (relation.need("type"), relation.get("subtype")))), "relation"
        )
        said = self._facts.attributes(label, {"realis": node.get("realis")})
        self._draft.relation(label, _end(ends[0]), _end(ends[1]), node.get("id"), said)


def _end(node: Node) -> str:
    found = node.get("entity_mention_id") or node.get("filler_id")
    if not found:
        raise FormatError(f"<{node.name}> names no mention.")
    return found


def _said_places(root: Node) -> Iterator[tuple[Range, str]]:
    """Places, with the words that the file has for them, to tell in what it counts."""
    for node in root.all("entity_mention", "trigger", "filler"):
        words = node.child("mention_text") or node
        try:
            start = node.number("offset")
            yield (start, start + node.number("length")), words.text
        except FormatError:
            continue


def looks_like(head: bytes) -> bool:
    """Whether a file begins as these do."""
    return b"<deft_ere" in head or b"<rich_ere" in head or b"<light_ere" in head


FORMAT: Final = Format(ERE, read, looks_like=looks_like, read_options=(TAGS,))
