"""The check of settings, annotators, texts, documents, layers, clusters and comments, each by itself."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from annotator.model.change import Subject
from annotator.model.comment_text import check_comment_text
from annotator.model.document import Direction
from annotator.model.errors import TextError
from annotator.model.folding import fold
from annotator.model.scheme import Scheme
from annotator.services.comments.threads import in_circles
from annotator.services.finding import (
    Finding,
    check_id,
    check_time,
    check_utf8,
    error,
    short,
    span_of,
    texts_of,
    warning,
)
from annotator.storage.inspection import Inspection

_LONGEST_NAME = 100
_STATUSES = ("new", "started", "done")
_KINDS = ("entity", "event")
_FLAGS = (0, 1)


def check_settings(inspection: Inspection, _scheme: Scheme | None) -> Iterator[Finding]:
    """The project's own facts."""
    names = set()
    for name, value in inspection.rows("setting"):
        names.add(name)
        yield from check_utf8(f"setting {short(name)}", name, value)
    if "title" not in names:
        yield error("setting title", "It is missing.")


def check_annotators(inspection: Inspection, _scheme: Scheme | None) -> Iterator[Finding]:
    """Names and times."""
    for name, created in inspection.rows("annotator"):
        where = f"annotator “{short(name)}”"
        yield from check_utf8(where, name)
        yield from check_time(where, created)
        if not str(name).strip() or len(str(name)) > _LONGEST_NAME:
            yield error(where, f"A name has 1 to {_LONGEST_NAME} characters.")


def check_texts(inspection: Inspection, _scheme: Scheme | None) -> Iterator[Finding]:
    """Every text is the one that was imported."""
    for sha256, content in inspection.rows("text"):
        where = f"text {short(sha256)}"
        yield from check_utf8(where, content)
        if hashlib.sha256(str(content).encode("utf-8", "surrogateescape")).hexdigest() != sha256:
            yield error(where, "It is not the text that was imported: its SHA-256 differs.")


def check_documents(inspection: Inspection, _scheme: Scheme | None) -> Iterator[Finding]:
    """Title, length, language, direction, facts, bin."""
    for id_, title, title_key, sha, length, real_length, *rest in inspection.rows("document"):
        where = f"document {short(id_)} (“{short(title)}”)"
        yield from check_id(where, id_)
        yield from check_utf8(where, title)
        if not str(title).strip():
            yield error(where, "It has no title.")
        elif title_key != fold(title):
            yield error(where, "The form of its title by which it is sorted and searched is not that of its title.")
        if real_length is None:
            yield error(where, f"Its text {short(sha)} is missing.")
        elif length != real_length:
            yield error(where, f"Its length is given as {length} characters, but the text has {real_length}.")
        yield from _check_facts(where, rest)


def _check_facts(where: str, facts: Sequence[Any]) -> Iterator[Finding]:
    created, language, probability, direction, meta, binned = facts
    yield from check_time(where, created)
    if not language or len(language) > 64 or not language.isprintable() or " " in language:
        yield error(where, f"“{short(language)}” is not a language tag.")
    if probability is not None and not 0 <= probability <= 1:
        yield error(where, f"The probability of its language is {probability}, not from 0 to 1.")
    if direction is not None and direction not in tuple(Direction):
        yield error(where, f"“{short(direction)}” is not a direction.")
    if texts_of(meta) is None:
        yield error(where, "What is kept about its source (meta) cannot be read.")
    if binned not in _FLAGS:
        yield error(where, "Whether it is in the bin is neither yes nor no.")


def check_layers(inspection: Inspection, _scheme: Scheme | None) -> Iterator[Finding]:
    """Status and number of mentions."""
    for document, annotator, status, mentions, real_mentions in inspection.rows("layer"):
        where = f"layer of {short(annotator)} on document {short(document)}"
        if status not in _STATUSES:
            yield error(where, f"“{short(status)}” is not a status.")
        if mentions != real_mentions:
            yield error(where, f"It is said to have {mentions} mentions, but has {real_mentions}.")


def check_clusters(inspection: Inspection, scheme: Scheme | None) -> Iterator[Finding]:
    """Kind, label, and whether the representative mention is one of its own."""
    for id_, _annotator, kind, label, name, kb, chosen, home_of_chosen, is_used in inspection.rows("cluster"):
        where = f"cluster {short(id_)} (“{short(name)}”)"
        yield from check_id(where, id_)
        yield from check_utf8(where, name, kb)
        if kind not in _KINDS:
            yield error(where, f"“{short(kind)}” is not a kind.")
        if label is not None and scheme is not None:
            found = scheme.find(label)
            if found is None or found.kind != kind:
                yield error(where, f"The scheme has no {kind} label “{short(label)}”.")
        if chosen is not None and home_of_chosen != id_:
            yield warning(where, "The mention that should represent it is not one of its own.")
        if not is_used:
            yield warning(where, "No mention belongs to it.")


def check_comments(inspection: Inspection, _scheme: Scheme | None) -> Iterator[Finding]:
    """Passage, words, what it is about, what it answers."""
    subjects = {subject.value for subject in Subject}
    asked: dict[str, str] = {}
    for id_, length, _annotator, created, kind, _subject, span, reply_to, document, answered, *rest in inspection.rows(
        "comment"
    ):
        *flags, text = rest
        where = f"comment {short(id_)}"
        yield from check_id(where, id_)
        yield from check_time(where, created)
        yield from _check_words(where, text)
        if kind not in subjects:
            yield error(where, f"It is about a “{short(kind)}”, which is nothing that has comments.")
        if span is not None:
            found = span_of(span)
            if found is None:
                yield error(where, "Its passage cannot be read.")
            elif length is not None and not found.within(length):
                yield error(where, f"Its passage lies outside its text of {length} characters.")
        if reply_to is not None and (reply_to == id_ or answered != document):
            yield error(where, "It answers itself, or a comment on another document.")
        elif reply_to is not None:
            asked[id_] = reply_to
        if any(flag not in _FLAGS for flag in flags):
            yield error(where, "Whether it is resolved, or for the guideline, is neither yes nor no.")
    for id_ in in_circles(asked):
        yield error(f"comment {short(id_)}", "It answers, in some steps, itself.")


def _check_words(where: str, text: str) -> Iterator[Finding]:
    try:
        check_comment_text(text)
    except TextError as fault:
        yield error(where, fault.message)
