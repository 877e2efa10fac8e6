"""Which name of the scheme a name from elsewhere probably means."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from annotator.model.folding import fold
from annotator.model.scheme import Label

_PREFIX = re.compile(r"^[BIOESLUM][-_](?=.)")
"""What schemes of tags put before a label: `B-PER`."""
_BETWEEN = re.compile(r"[\W_]+")
_LAST = re.compile(r"[.:/|]")

_ALIKE = (
    ("per", "pers", "person", "people", "human", "individual", "personname", "psn", "prs"),
    ("org", "organization", "organisation", "company", "corporation", "institution"),
    ("gpe", "geopoliticalentity", "country", "nation"),
    ("loc", "location", "place"),
    ("fac", "facility", "building"),
    ("date", "dat"),
    ("time", "tim", "timex", "timex3", "tmp", "temporal"),
    ("misc", "miscellaneous", "other", "oth", "mis"),
    ("money", "monetary", "mon"),
    ("percent", "percentage", "pct"),
    ("num", "number", "numeric", "quantity", "cardinal"),
    ("norp", "nationality", "group"),
    ("event", "evt", "eventname"),
    ("product", "prod", "pro"),
    ("work", "workofart", "woa", "creativework"),
    ("title", "ttl", "position", "jobtitle"),
    ("law", "legal"),
    ("vehicle", "veh"),
    ("weapon", "wea"),
    ("language", "lang"),
)
"""Names that corpora have for one thing (CoNLL-2003, ACE, OntoNotes, WNUT, MUC-7 and annotated corpora of Arabic)."""
_WIDER = {"date": "time", "time": "date", "country": "gpe", "gpe": "loc"}
"""Where a scheme makes no difference between two of them, the one that it has."""
_GROUPS = {name: names for names in _ALIKE for name in names}


@lru_cache(maxsize=65_536)
def key(name: str) -> str:
    """A name for comparing: without case, marks, prefix of a tag, and what stands between its words."""
    return _BETWEEN.sub("", fold(_PREFIX.sub("", name)))


def likely(name: str, among: Iterable[str]) -> str:
    """The one of some names that is spelt alike; empty if there is none, or several."""
    wanted = key(name)
    return _only(known for known in among if key(known) == wanted)


def likely_label(name: str, among: Iterable[Label]) -> str:
    """The label that a name probably means; empty if that cannot be told.

    First the name itself, then what the label is called in any language, then the last part of a name such as
    `Conflict.Attack`, then the names that corpora have for the same.
    """
    labels = tuple(among)
    spelt = [(label.name, key(label.name)) for label in labels]
    called = [(label.name, key(said)) for label in labels for said in (label.short, *label.names.values()) if said]
    leaves = [(label.name, key(_leaf(label.name))) for label in labels]
    wanted, leaf = key(name), key(_leaf(_PREFIX.sub("", name)))
    for these, sought in ((spelt, wanted), (called, wanted), (leaves, wanted), (spelt, leaf), (leaves, leaf)):
        found = _only(label for label, known in these if known == sought)
        if sought and found:
            return found
    return next(_of_groups(leaf, {known: label for label, known in reversed(spelt)}), "")


def _of_groups(name: str, labels: dict[str, str]) -> Iterator[str]:
    for group in (_GROUPS.get(name, ()), _GROUPS.get(_WIDER.get(_GROUPS.get(name, ("",))[0], ""), ())):
        yield from (labels[alike] for alike in group if alike in labels)


def _leaf(name: str) -> str:
    return _LAST.split(name)[-1] or name


def _only(found: Iterable[str]) -> str:
    names = set(found)
    return names.pop() if len(names) == 1 else ""
