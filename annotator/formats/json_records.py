"""JSON lines of other programs: taken apart record by record, so that a damaged one costs no other.

Facts of ours for which such formats have no place stand under the key `_annotator`: attributes, notes, names of
clusters, and the text between the words. Programs that read these formats leave keys that they do not know alone.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from annotator.formats.drafting import Draft
from annotator.formats.entry import Entry
from annotator.formats.errors import FormatError
from annotator.formats.records import Record, a_list
from annotator.formats.text_files import title_of
from annotator.formats.word_text import ReadWords, WrittenWords
from annotator.model.annotation import Attributes, Cluster

OURS = "_annotator"
DOC_ID = "doc_id"
"""The fact of a document that keeps what a file called it."""

_Record = TypeVar("_Record")


class OurDocument(msgspec.Struct, omit_defaults=True):
    """What we say of a document.

    Attributes:
        before: What stands before its first word.
        tokenizer: Name and version of what made its words.
        spacing: What follows its words, see `word_text`, sentence by sentence.
        clusters: What is known of clusters, by what the file calls them.
    """

    title: str = ""
    language: str = ""
    tokenizer: str = ""
    before: str = ""
    spacing: list[dict[str, str]] = msgspec.field(default_factory=list)
    clusters: dict[str, "OurCluster"] = msgspec.field(default_factory=dict)


_Document = TypeVar("_Document", bound=OurDocument)


class OurCluster(msgspec.Struct, omit_defaults=True):
    """What we say of a cluster."""

    label: str | None = None
    name: str = ""
    kb: str = ""


class Ours(msgspec.Struct, omit_defaults=True):
    """What we say of a mention, an argument or a relation."""

    attributes: dict[str, str | bool | int | float] = msgspec.field(default_factory=dict)
    note: str = ""


# -- writing


def our_document(entry: Entry, words: WrittenWords, clusters: Mapping[str, OurCluster] | None = None) -> OurDocument:
    """What we say of a document that is told in these words."""
    spacing = [words.spacing(number) for number in range(len(words.sentences))]
    document = entry.document
    language = "" if document.language == "und" else document.language
    said = spacing if any(spacing) else []
    return OurDocument(document.title, language, words.tokenizer, words.before, said, dict(clusters or {}))


def with_more(kind: type[_Document], said: OurDocument, **more: Any) -> _Document:
    """What we say of a document, and what one format says beside that."""
    return kind(**{**msgspec.structs.asdict(said), **more})


def with_ours(record: dict[str, Any], attributes: Attributes, note: str = "") -> dict[str, Any]:
    """A record with what we say of it, if there is anything."""
    return {**record, OURS: Ours(dict(attributes), note)} if attributes or note else record


def our_cluster(cluster: Cluster | None) -> OurCluster:
    """What is known of a cluster."""
    return OurCluster() if cluster is None else OurCluster(cluster.label, cluster.name, cluster.kb)


class Keys:
    """Names for documents in a file, no two alike: what the file called them from which they came, else their ids."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, entry: Entry) -> str:
        """The name of a document."""
        wanted = entry.document.meta.get(DOC_ID, "") or entry.document.id
        name, number = wanted, 1
        while name in self._taken:
            number += 1
            name = f"{wanted}_{number}"
        self._taken.add(name)
        return name


# -- reading


def shaped(kind: type[_Record], value: object) -> _Record:
    """A value as a record of this kind.

    Raises:
        FormatError: If it is none; the sentence says where.
    """
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise FormatError(f"This is not as it should be: {error}.") from error


def sentences_of_words(value: object) -> list[list[str]]:
    """The words of each sentence.

    Raises:
        FormatError: If there are none.
    """
    found = shaped(list[list[str]], value)
    if not any(map(any, found)):
        raise FormatError("There are no sentences of words.")
    return found


def listed(record: Record, name: str, draft: Draft, number: int | None = None) -> list[Any]:
    """The list of this name in a record; if it is none, that is said and it is empty."""
    try:
        return a_list(record.get(name), f"“{name}”")
    except FormatError as error:
        draft.skip(error.message, number)
        return []


def ours_of(value: object) -> Ours:
    """What we have said of a record; nothing if it is damaged or was not us."""
    return _ours(Ours, value) or Ours()


def take_ours(draft: Draft, key: str, value: object) -> None:
    """Give a mention the attributes and the note that we have said."""
    said = ours_of(value)
    for name, found in said.attributes.items():
        draft.set_attribute(key, name, found)
    if said.note:
        draft.set_note(key, said.note)


def our_document_of(value: object, kind: type[_Document]) -> _Document:
    """What we have said of a document; nothing if it is damaged or was not us."""
    return _ours(kind, value) or kind()


def is_ours(value: object) -> bool:
    """Whether a record has something that we have said."""
    return isinstance(value, dict) and OURS in value


def _ours(kind: type[_Record], value: object) -> _Record | None:
    if not isinstance(value, dict) or OURS not in value:
        return None
    try:
        return msgspec.convert(value[OURS], kind)
    except msgspec.ValidationError:
        return None


def draft_of(doc_id: str, words: ReadWords, said: OurDocument, annotator: str) -> Draft:
    """The beginning of an entry for a document of words."""
    title = said.title or title_of(doc_id, words.text)
    meta = {DOC_ID: doc_id} if doc_id else {}
    return Draft(words.text, title, key=doc_id, language=said.language, annotator=annotator, meta=meta)


def facts_of(said: OurDocument, key: str) -> dict[str, Any]:
    """What is known of a cluster, for `Draft.cluster`."""
    found = said.clusters.get(key, OurCluster())
    return {"label": found.label, "name": found.name, "kb": found.kb}
