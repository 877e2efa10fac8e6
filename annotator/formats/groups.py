"""The formats as people look for them: by what they are used for."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from annotator.formats.info import FormatInfo


class Group(NamedTuple):
    """Formats of one use.

    Attributes:
        ids: In the order in which they are listed.
    """

    title: str
    ids: tuple[str, ...]


GROUPS: Final = (
    Group("Our own", ("annotator-jsonl", "bundle")),
    Group(
        "Corpora", ("brat", "conll2003", "conll2002", "conllup", "conll2012", "webanno-tsv", "uima-xmi", "uima-json")
    ),
    Group("Tools", ("doccano", "label-studio", "prodigy", "potato", "spacy")),
    Group("Events", ("oneie", "dygie", "rams", "wikievents", "maven-arg", "maven-ere", "rich-ere", "ecb-plus")),
    Group("Trainers", ("hf-tokens", "hf-spans", "parquet")),
    Group("Texts", ("text", "table", "text-jsonl", "docx", "odt", "epub", "html", "pdf")),
)
_OTHERS = "Others"


def grouped(infos: Iterable[FormatInfo]) -> Iterator[tuple[str, list[FormatInfo]]]:
    """Titles of groups with their formats; those that other packages bring come last."""
    waiting = {info.id: info for info in infos}
    for group in GROUPS:
        found = [waiting.pop(id_) for id_ in group.ids if id_ in waiting]
        if found:
            yield group.title, found
    if waiting:
        yield _OTHERS, list(waiting.values())
