"""Reading CoNLL-U Plus, and CoNLL-U for its texts and entities; PARSEME's column of multiword expressions is read too.

The text is made of forms and what stands between them. Where syntactic words make up their word letter by letter, each
stands where it is in it; else (as for Hebrew prefixes that are spelt otherwise) all stand where the word is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Final

from annotator.formats import conllu_entities, text_files
from annotator.formats.conllu_fields import NOTHING, attributes_of, entries_of, misc_of, spaces_of
from annotator.formats.drafting import Draft, shown, span_of
from annotator.formats.entry import Fault, Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.interface import ReadOptions, SourceFile
from annotator.formats.json_records import DOC_ID
from annotator.formats.records import attempt
from annotator.formats.text_lines import Lines, text_lines
from annotator.formats.worded_events import Facts
from annotator.model.annotation import Kind
from annotator.model.span import Range

COLUMNS: Final = (
    "ID",
    "FORM",
    "MISC",
    "ANN:MENTION",
    "ANN:ATTR",
    "ANN:ARG",
    "ANN:REL",
    "ANN:CLUSTER",
    "ANN:NOTE",
)
_PLAIN: Final = ("ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC")
_PARSEME: Final = "PARSEME:MWE"
_FIELDS: Final = conllu_entities.GLOBAL
_ID = re.compile(r"(\d{1,9})(?:-(\d{1,9})|\.\d{1,9})?")


@dataclass(frozen=True, slots=True)
class _Word:
    """A line: `first` and `last` are the numbers of syntactic words, two for a word of several."""

    line: int
    first: int
    last: int
    cells: Mapping[str, str]


@dataclass(slots=True)
class _Sentence:
    """Comments and words of a sentence."""

    line: int
    comments: dict[str, str] = field(default_factory=dict)
    words: list[_Word] = field(default_factory=list)


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """The documents of a file: one, or as many as it has `newdoc` lines."""
    faults: list[Fault] = []
    names = ""
    for document in _documents(text_lines(source), faults):
        names = next((s.comments[_FIELDS] for s in document if _FIELDS in s.comments), names)
        try:
            reading = _Reading(document, source, options, names)
            reading.read()
            entry, found = reading.draft.entry(), (*faults, *reading.draft.faults)
            yield Found(entry, found, document[0].line, source.size)
        except FormatError as error:
            yield Found(None, (*faults, Fault(error.message, document[0].line)), document[0].line, source.size)
        faults.clear()
    if faults:
        yield Found(None, tuple(faults), None, source.size)


def _documents(lines: Lines, faults: list[Fault]) -> Iterator[list[_Sentence]]:
    document: list[_Sentence] = []
    for sentence in _sentences(lines, faults):
        if any(name.startswith("newdoc") for name in sentence.comments) and document:
            yield document
            document = []
        document.append(sentence)
    if document:
        yield document


def _sentences(lines: Lines, faults: list[Fault]) -> Iterator[_Sentence]:
    columns: tuple[str, ...] = _PLAIN
    sentence = _Sentence(1)
    for number, line in chain(lines, [(0, "")]):
        if not line.strip():
            if sentence.words:
                yield sentence
                sentence = _Sentence(number + 1)
        elif line.startswith("#"):
            name, said = (part.strip() for part in line[1:].partition("=")[::2])
            columns = tuple(said.split()) if name == "global.columns" else columns
            key = name if name not in sentence.comments else f"{name} {number}"
            sentence.comments[key] = said
        else:
            word = _word(number, line, columns)
            if word is None:
                reason = f"This is no line of {len(columns)} columns with a number and a form: “{shown(line)}”."
                faults.append(Fault(reason, number))
            elif word.last > 0:
                sentence.words.append(word)


def _word(number: int, line: str, columns: tuple[str, ...]) -> _Word | None:
    """A line of columns; one that is damaged is `None`, an empty node has no number."""
    said = line.split("\t")
    cells = dict(zip(columns, said, strict=False))
    found = _ID.fullmatch(cells.get("ID", ""))
    if found is None or len(said) < min(2, len(columns)) or not cells.get("FORM"):
        return None
    if "." in cells["ID"]:
        return _Word(number, 0, 0, cells)
    return _Word(number, int(found[1]), int(found[2] or found[1]), cells)


class _Reading:
    """Turns the sentences of a document into records of a draft."""

    def __init__(self, document: list[_Sentence], source: SourceFile, options: ReadOptions, names: str) -> None:
        self._document = document
        self._names = names
        self._places: list[tuple[_Word, int, Range]] = []
        first = document[0].comments
        doc_id = next((said for name, said in first.items() if name.startswith("newdoc")), "")
        text = self._text()
        stem = source.name.rpartition("/")[2].rpartition(".")[0]
        title = first.get("title") or first.get("meta::title") or text_files.title_of(doc_id or stem, text)
        columns = {name for sentence in document for word in sentence.words for name in word.cells}
        has_labels = bool(columns & {*COLUMNS[3:], _PARSEME}) or any(
            f"{conllu_entities.ENTITY}=" in word.cells.get("MISC", "")
            for sentence in document
            for word in sentence.words
        )
        self.draft = Draft(
            text,
            title,
            key=doc_id or source.name,
            language=first.get("language", ""),
            annotator=options.annotator if has_labels else "",
            meta={DOC_ID: doc_id} if doc_id else {},
        )
        self._facts = Facts(self.draft, options)
        self._others = sorted(columns - {*COLUMNS, _PARSEME})

    # -- the text

    def _text(self) -> str:
        pieces: list[str] = []
        at = 0
        for number, sentence in enumerate(self._document):
            surface = _surface(sentence)
            for place, (word, parts) in enumerate(surface):
                misc = misc_of(word.cells.get("MISC", NOTHING))
                before = spaces_of(misc.get("SpacesBefore", "")) if not pieces else ""
                form = word.cells["FORM"]
                at += len(before)
                self._place(number, word, parts, at)
                is_last = place == len(surface) - 1 and number == len(self._document) - 1
                gap = self._gap(misc, "" if is_last else self._usual(number, is_end=place == len(surface) - 1))
                pieces += [before, form, gap]
                at += len(form) + len(gap)
        return "".join(pieces)

    def _usual(self, number: int, *, is_end: bool) -> str:
        """What follows a word if it is not said: a line feed before a new paragraph, else a blank."""
        following = self._document[number + 1].comments if is_end and number + 1 < len(self._document) else {}
        return "\n" if any(name.startswith("newpar") for name in following) else " "

    def _gap(self, misc: Mapping[str, str], usual: str) -> str:
        if "SpacesAfter" in misc:
            return spaces_of(misc["SpacesAfter"])
        return "" if misc.get("SpaceAfter") == "No" else usual

    def _place(self, sentence: int, word: _Word, parts: list[_Word], at: int) -> None:
        """Where the syntactic words of a word stand."""
        form = word.cells["FORM"]
        if "".join(part.cells["FORM"] for part in parts) != form:
            self._places += [(part, sentence, (at, at + len(form))) for part in parts]
            return
        for part in parts:
            length = len(part.cells["FORM"])
            self._places.append((part, sentence, (at, at + length)))
            at += length

    # -- the labels

    def read(self) -> None:
        """Mentions, then what is said of them."""
        mentions = self._mentions()
        for key, (line, kind, label, place) in mentions.items():
            attempt(self.draft, key, partial(self._mention, key, kind, label, place), line)
        for column, step in (
            ("ANN:ATTR", self._attributes),
            ("ANN:NOTE", self._note),
            ("ANN:ARG", self._argument),
            ("ANN:REL", self._relation),
        ):
            for word, _sentence, _range in self._places:
                for fields in self._entries(word, column):
                    attempt(self.draft, ":".join(fields), partial(step, fields), word.line)
        self._clusters()
        self._entities()
        if self._others and self.draft.has(next(iter(mentions), "")):
            self.draft.bend(f"The columns {shown(', '.join(self._others))} were not read.")
        self._facts.close()

    def _entities(self) -> None:
        """Mentions of which the last column tells, and what of them means the same."""
        name = conllu_entities.ENTITY
        said = [
            conllu_entities.Said(word.line, place, misc_of(word.cells["MISC"])[name])
            for word, _sentence, place in self._places
            if name in misc_of(word.cells.get("MISC", NOTHING))
        ]
        found, faults = conllu_entities.mentions(said, self._names)
        self.draft.faults += faults
        alike: dict[str, list[str]] = {}
        for number, mention in enumerate(found):
            key = f"{name} {number}"
            step = partial(self._mention, key, Kind.ENTITY, mention.label, mention.pieces)
            attempt(self.draft, mention.label, step, mention.line)
            if mention.chain and self.draft.has(key):
                alike.setdefault(mention.chain, []).append(key)
        for known, members in alike.items():
            if len(members) > 1:
                self.draft.cluster(f"{name} {known}", members)

    def _entries(self, word: _Word, column: str) -> list[list[str]]:
        try:
            return entries_of(word.cells.get(column, NOTHING))
        except FormatError as error:
            self.draft.skip(error.message, word.line)
            return []

    def _mentions(self) -> dict[str, tuple[int, str, str, list[Range]]]:
        """Line, kind, label and pieces of each mention by its id."""
        found: dict[str, tuple[int, str, str, list[Range]]] = {}
        last: dict[str, int] = {}
        for number, (word, sentence, place) in enumerate(self._places):
            for key, fields in self._said(word, sentence):
                if len(fields) == 3 and key not in found:
                    found[key] = word.line, fields[1], fields[2], [place]
                elif len(fields) == 1 and key in found:
                    _go_on(found[key][3], place, is_next=last[key] == number - 1)
                else:
                    what = shown(":".join(fields))
                    self.draft.skip(f"“{what}” neither begins a mention nor goes on with one.", word.line)
                    continue
                last[key] = number
        return found

    def _said(self, word: _Word, sentence: int) -> list[tuple[str, list[str]]]:
        """What begins or goes on at a word: its id, and the fields; PARSEME counts in each sentence anew."""
        found = [(fields[0], fields) for fields in self._entries(word, "ANN:MENTION")]
        for number, *label in self._entries(word, _PARSEME):
            kind = ["entity", *label[:1]] if label else []
            found.append((f"{sentence}:{number}", [number, *kind]))
        return found

    def _mention(self, key: str, kind: str, label: str, pieces: list[Range]) -> None:
        if kind not in list(Kind):
            raise FormatError(f"“{shown(kind)}” is neither entity nor event.")
        self.draft.mention(Kind(kind), self._facts.label(label), span_of(*pieces), key)

    def _attributes(self, fields: list[str]) -> None:
        for name, value in attributes_of(fields[1:]).items():
            self.draft.set_attribute(fields[0], name, value)

    def _note(self, fields: list[str]) -> None:
        key, note = _exactly(fields, 2)
        self.draft.set_note(key, note)

    def _argument(self, fields: list[str]) -> None:
        event, role, filler = _exactly(fields[:3], 3)
        self.draft.argument(event, role, filler, attributes_of(fields[3:]))

    def _relation(self, fields: list[str]) -> None:
        source, label, target = _exactly(fields[:3], 3)
        self.draft.relation(self._facts.label(label), source, target, attributes=attributes_of(fields[3:]))

    def _clusters(self) -> None:
        members: dict[str, list[str]] = {}
        for word, _sentence, _range in self._places:
            for fields in self._entries(word, "ANN:CLUSTER"):
                if len(fields) == 2 and self.draft.has(fields[0]):
                    members.setdefault(fields[1], []).append(fields[0])
                else:
                    self.draft.skip(f"“{shown(':'.join(fields))}” is no mention and its cluster.", word.line)
        said = self._cluster_facts()
        for key, mentions in members.items():
            facts = said.get(key, {})
            label, name, kb = (str(facts.get(fact, "")) for fact in ("label", "name", "kb"))
            self.draft.cluster(key, mentions, label=label or None, name=name, kb=kb)

    def _cluster_facts(self) -> dict[str, Mapping[str, object]]:
        found: dict[str, Mapping[str, object]] = {}
        for sentence in self._document:
            for name, said in sentence.comments.items():
                if name.startswith("ann_cluster"):
                    attempt(self.draft, name, partial(_add_facts, found, said), sentence.line)
        return found


def _go_on(pieces: list[Range], place: Range, *, is_next: bool) -> None:
    if is_next:
        pieces[-1] = pieces[-1][0], max(pieces[-1][1], place[1])
    else:
        pieces.append(place)


def _add_facts(found: dict[str, Mapping[str, object]], said: str) -> None:
    for fields in entries_of(said):
        found[fields[0]] = attributes_of(fields[1:])


def _exactly(fields: list[str], count: int) -> list[str]:
    if len(fields) != count:
        raise FormatError(f"It has {len(fields)} parts, not {count}.")
    return fields


def _surface(sentence: _Sentence) -> list[tuple[_Word, list[_Word]]]:
    """The words as they stand in the text, each with its syntactic words."""
    found: list[tuple[_Word, list[_Word]]] = []
    until = 0
    for word in sentence.words:
        if word.last > word.first:
            found.append((word, []))
            until = word.last
        elif word.first <= until and found:
            found[-1][1].append(word)
        else:
            found.append((word, [word]))
    return [(word, parts or [word]) for word, parts in found]
