"""Reading UIMA's CAS with dkpro-cassis: any type system's annotations, as `layers` takes them.

XML is looked through for entities before the library sees it. Features that hold other structures are read where they
are slots, ends of relations or links of chains; others are said to be left out. Of several views the first is read.
"""

import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from io import BytesIO
from typing import Any, Final

from annotator.formats import text_files
from annotator.formats.counting import FileText, Unit
from annotator.formats.drafting import Draft, shown, span_of
from annotator.formats.entry import Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.extras import needed
from annotator.formats.interface import ReadOptions, SourceFile
from annotator.formats.layers import Element, Layers, is_of_words, is_silent
from annotator.formats.records import attempt
from annotator.formats.xml_tree import tree
from annotator.model.span import Span

EXTRA: Final = "uima"
TYPES: Final = "TypeSystem.xml"
FACT: Final = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.MetaDataStringField"
"""A fact of a document: its name is its `key`."""
TOKENIZED_BY: Final = "tokenizer"
TYPES_OF: Final = "-typesystem.xml"
"""What the name of a type system of one file ends in."""
_ENDS = (("Governor", "Dependent"), ("source", "target"))
_MOST_NOTES = 20


def cassis() -> Any:
    """The library.

    Raises:
        FormatError: If it is not installed.
    """
    return needed("cassis", EXTRA)


def read_xmi(source: SourceFile, options: ReadOptions) -> Finding:
    """The one document of a file, with the type system beside it.

    Raises:
        FormatError: If there is no type system, or the file is none.
    """
    library, data = cassis(), source.read()
    beside = next((found for name in _names_of_types(source) if (found := source.beside(name)) is not None), None)
    if beside is None:
        raise FormatError(f"Its types are missing: there is no “{TYPES}” beside it.")
    tree(data)
    types = _types(beside.read())
    yield _found(source, options, lambda: library.load_cas_from_xmi(BytesIO(data), types, lenient=True))


def _names_of_types(source: SourceFile) -> tuple[str, ...]:
    """What the type system of a file may be called."""
    stem = source.name.rpartition("/")[2].removesuffix(".xmi")
    return TYPES, TYPES.lower(), f"{stem}{TYPES_OF}", f"{stem}-{TYPES}"


@lru_cache(maxsize=4)
def _types(data: bytes) -> Any:
    tree(data)
    with _foreign():
        return cassis().load_typesystem(BytesIO(data))


def read_json(source: SourceFile, options: ReadOptions) -> Finding:
    """The one document of a file.

    Raises:
        FormatError: If it is none.
    """
    library, text = cassis(), text_files.decode(source.read()).text
    yield _found(source, options, lambda: library.load_cas_from_json(text, lenient=True))


@contextmanager
def _foreign() -> Iterator[list[warnings.WarningMessage]]:
    """Somebody else's library at work on somebody else's file: it may stumble in any way, and warn of much.

    Raises:
        FormatError: If it stumbles.
    """
    with warnings.catch_warnings(record=True) as noticed:
        warnings.simplefilter("always")
        try:
            yield noticed
        except FormatError:
            raise
        except Exception as error:
            what = str(error) or type(error).__name__
            raise FormatError(f"It could not be read as a CAS: {shown(what, 200)}.") from error


def _found(source: SourceFile, options: ReadOptions, load: Callable[[], Any]) -> Found:
    with _foreign() as noticed:
        cas = load()
        if not isinstance(cas.sofa_string, str):
            raise FormatError("It has no text.")
        text = FileText(cas.sofa_string)
        stem = source.name.rpartition("/")[2].removesuffix(".json").removesuffix(".cas").removesuffix(".xmi")
        structures = list(cas.select_all_fs())
        language = cas.document_language or ""
        draft = Draft(
            text.text,
            text_files.title_of(stem, text.text),
            key=source.name,
            language="" if language.startswith("x-") else language,
            annotator=options.annotator,
        )
        _Reading(draft, text, cas.typesystem, options).read(structures)
        if len(cas.views) > 1:
            draft.bend(f"It has {len(cas.views)} views; the first one was read.")
    for message in list(dict.fromkeys(str(notice.message) for notice in noticed))[:_MOST_NOTES]:
        draft.bend(f"The library says: {shown(message, 200).rstrip('.')}.")
    return Found(draft.entry(), tuple(draft.faults), None, source.size)


class _Reading:
    """Turns feature structures into records of a draft."""

    def __init__(self, draft: Draft, text: FileText, types: Any, options: ReadOptions) -> None:
        self._draft = draft
        self._types = types
        self._slot: dict[str, bool] = {}
        self._text = text
        self._layers = Layers(draft, options)
        self._keys: dict[int, str] = {}

    def read(self, structures: list[Any]) -> None:
        """Mentions, then what joins them."""
        annotations = [fs for fs in structures if _names(fs) >= {"begin", "end"} and not _is_tokenizer(fs)]
        passed = [fs.type.name for fs in annotations if is_of_words(fs.type.name) and not is_silent(fs.type.name)]
        self._layers.pass_over(passed)
        annotations = [fs for fs in annotations if not is_of_words(fs.type.name)]
        relations = [fs for fs in annotations if _ends(fs) is not None]
        links = [fs for fs in annotations if {"next", "referenceType"} <= _names(fs)]
        apart = {id(fs) for fs in (*relations, *links)}
        spans = [fs for fs in annotations if id(fs) not in apart]
        for number, fs in enumerate(spans):
            self._try(fs, partial(self._mention, str(number), fs))
        for fs in spans:
            self._slots(fs)
        for fs in relations:
            self._try(fs, partial(self._relation, fs))
        self._chains(links)
        self._layers.close()

    def _try(self, fs: Any, step: Callable[[], None]) -> None:
        attempt(self._draft, f"{_short(fs)} {fs.begin}–{fs.end}", step)

    def _span(self, fs: Any) -> Span:
        if fs.begin is None or fs.end is None:
            raise FormatError("It has no place.")
        return span_of((self._text.offset(fs.begin, Unit.CODE_POINT), self._text.offset(fs.end, Unit.CODE_POINT)))

    def _mention(self, key: str, fs: Any) -> None:
        has_slots = any(self._is_slot(feature) for feature in fs.type.all_features)
        self._layers.mention(key, fs.type.name, self._span(fs), _said(fs), has_slots=has_slots)
        self._keys[id(fs)] = key
        for feature in fs.type.all_features:
            value = getattr(fs, feature.name, None)
            if feature.name != "sofa" and hasattr(value, "type") and not self._is_slot(feature):
                self._layers.left_out(feature.name)

    def _is_slot(self, feature: Any) -> bool:
        """Whether a feature holds links with a role and a target.

        A feature knows the type of its elements as it was before it had features, so it is looked up by name.
        """
        element = feature.elementType
        if feature.rangeType.name != "uima.cas.FSArray" or element is None:
            return False
        name = str(getattr(element, "name", element))
        if name not in self._slot:
            known = self._types.get_type(name) if self._types.contains_type(name) else None
            self._slot[name] = known is not None and "target" in {one.name for one in known.all_features}
        return self._slot[name]

    def _slots(self, fs: Any) -> None:
        event = self._keys.get(id(fs))
        for feature in fs.type.all_features if event is not None else ():
            links = getattr(fs, feature.name, None)
            for link in getattr(links, "elements", None) or () if self._is_slot(feature) else ():
                self._try(fs, partial(self._argument, str(event), link))

    def _argument(self, event: str, link: Any) -> None:
        role, target = getattr(link, "role", None), getattr(link, "target", None)
        if target is None:
            raise FormatError("A slot has no filler.")
        self._layers.argument(event, role or "", self._key(target), _said(link, "role"))

    def _key(self, fs: Any) -> str:
        if id(fs) not in self._keys:
            raise FormatError(f"{_short(fs)} is referred to, but is no mention.")
        return self._keys[id(fs)]

    def _relation(self, fs: Any) -> None:
        source, target = (getattr(fs, name, None) for name in _ends(fs) or ("", ""))
        if source is None or target is None:
            raise FormatError("A relation has an end only.")
        self._layers.relation(fs.type.name, _said(fs), self._key(source), self._key(target))

    def _chains(self, links: list[Any]) -> None:
        following = {id(link.next) for link in links if link.next is not None}
        for number, first in enumerate(link for link in links if id(link) not in following):
            elements: list[Element] = []
            seen, link = set[int](), first
            while link is not None and id(link) not in seen:
                seen.add(id(link))
                elements += self._element(link)
                link = link.next
            self._layers.chain(f"{first.type.name} {number}", elements)

    def _element(self, link: Any) -> Iterable[Element]:
        try:
            name = f"{_short(link)} {link.begin}–{link.end}"
            return [Element(name, None, self._span(link), link.referenceType or "")]
        except FormatError as error:
            self._draft.skip(f"{_short(link)}: {error.message}")
            return []


def _is_tokenizer(fs: Any) -> bool:
    """Whether it says who made the words, which is ours and is known."""
    return bool(fs.type.name == FACT and fs.key == TOKENIZED_BY)


def _names(fs: Any) -> set[str]:
    return {feature.name for feature in fs.type.all_features}


def _short(fs: Any) -> str:
    return str(fs.type.name).rpartition(".")[2]


def _ends(fs: Any) -> tuple[str, str] | None:
    names = _names(fs)
    return next((pair for pair in _ENDS if set(pair) <= names), None)


def _said(fs: Any, *but: str) -> dict[str, str]:
    """The features that are text, numbers or truths, as text."""
    found = {}
    for feature in fs.type.all_features:
        value = getattr(fs, feature.name, None)
        if feature.name in ("begin", "end", "sofa", *but) or value is None:
            continue
        if isinstance(value, bool):
            found[feature.name] = "true" if value else "false"
        elif isinstance(value, str | int | float):
            found[feature.name] = str(value)
    return found
