"""Events and entities as MAVEN tells them: things that have mentions (https://github.com/THU-KEG).

What we call a cluster is there one record with several mentions, of one type. A cluster whose mentions have several
labels is several records; our field says that they are one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec

from annotator.formats.drafting import Draft
from annotator.formats.entry import Entry
from annotator.formats.errors import FormatError
from annotator.formats.json_records import (
    OURS,
    OurCluster,
    OurDocument,
    facts_of,
    is_ours,
    listed,
    our_cluster,
    shaped,
    take_ours,
    with_ours,
)
from annotator.formats.records import Record, an_id, attempt
from annotator.formats.worded_events import Facts
from annotator.model.annotation import Kind, Mention
from annotator.model.ids import ClusterId, MentionId
from annotator.model.scheme import Scheme
from annotator.model.span import Span

Place = Callable[[Mention], Record]
"""What a record says of where a mention stands."""
Find = Callable[[Record, str], Span]
"""Where a record says that a mention stands; the second is the key of its text."""


class OurThing(msgspec.Struct, omit_defaults=True):
    """What we say of an event or an entity.

    Attributes:
        cluster: The name of its cluster in the file; empty if it is in none.
    """

    cluster: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """An event or entity on its way out.

    Attributes:
        cluster: What the file calls its cluster; empty if it is in none.
    """

    id: str
    label: str
    mentions: tuple[Mention, ...]
    cluster: str


class Things:
    """The things of a document on its way out.

    Attributes:
        ids: What the file calls each mention.
        of: The thing of each mention.
    """

    def __init__(self, entry: Entry, key: str) -> None:
        contents = entry.contents
        self._clusters: dict[ClusterId, str] = {}
        self._known = {cluster.id: cluster for cluster in contents.clusters} if contents is not None else {}
        self.of: dict[MentionId, Thing] = {}
        self.ids: dict[MentionId, str] = {}
        groups: dict[tuple[Kind, str, str], list[Mention]] = {}
        for mention in contents.mentions if contents is not None else ():
            name = self._name(mention) or mention.id
            groups.setdefault((mention.kind, mention.label, name), []).append(mention)
        for number, ((kind, label, _name), mentions) in enumerate(groups.items(), 1):
            id_ = f"{kind.value.upper()}_{key}-{number}"
            thing = Thing(id_, label, tuple(mentions), self._name(mentions[0]))
            for place, mention in enumerate(mentions, 1):
                self.of[mention.id] = thing
                self.ids[mention.id] = f"{id_}-{place}"

    def _name(self, mention: Mention) -> str:
        if mention.cluster is None:
            return ""
        return self._clusters.setdefault(mention.cluster, f"C{len(self._clusters) + 1}")

    @property
    def clusters(self) -> dict[str, OurCluster]:
        """What is known of each cluster."""
        return {name: our_cluster(self._known.get(id_)) for id_, name in self._clusters.items()}

    def all(self, kind: Kind) -> Iterable[Thing]:
        """The things of a kind, in reading order."""
        return {thing.id: thing for thing in self.of.values() if thing.mentions[0].kind is kind}.values()

    def record(self, thing: Thing, text_key: str, place: Place) -> Record:
        """A thing with its mentions."""
        mentions = [
            with_ours({"id": self.ids[m.id], **_renamed(place(m), text_key)}, m.attributes, m.note)
            for m in thing.mentions
        ]
        ours = {OURS: OurThing(thing.cluster)} if thing.cluster else {}
        return {"id": thing.id, "type": thing.label, "mention": mentions, **ours}


def _renamed(place: Record, text_key: str) -> Record:
    return {text_key if name == "text" else name: value for name, value in place.items()}


def type_id(scheme: Scheme, label: str) -> int:
    """The number of an event label in the scheme, from 1; 0 for one that the scheme does not have."""
    names = [known.name for known in scheme.labels_of("event")]
    return names.index(label) + 1 if label in names else 0


# -- reading


def say_negative(record: Record, draft: Draft) -> None:
    """Say how many words a file lists that somebody looked at and that are no triggers: we have no place for them."""
    count = len(listed(record, "negative_triggers", draft))
    if count:
        what = "A word that is no trigger" if count == 1 else f"{count:,} words that are no triggers"
        draft.bend(f"{what} (negative_triggers) {'was' if count == 1 else 'were'} left out.")


def take_title(said: OurDocument, document: Record) -> None:
    """The title that a file has where we have said none."""
    if not said.title and isinstance(document.get("title"), str):
        said.title = document["title"]


class ThingReading:
    """Turns things of a file into mentions and clusters of a draft.

    Attributes:
        mentions: The mentions of each thing, by its id in the file.
    """

    def __init__(self, draft: Draft, facts: Facts, said: OurDocument) -> None:
        self._draft = draft
        self._facts = facts
        self._said = said
        self.mentions: dict[str, list[str]] = {}
        self._clusters: dict[str, list[str]] = {}

    def read(self, record: Record, name: str, kind: Kind, text_key: str, find: Find) -> None:
        """The things of a list, each mention where it says."""
        for value in listed(record, name, self._draft):
            id_ = an_id(value.get("id")) if isinstance(value, dict) else ""
            attempt(self._draft, id_ or name, partial(self._thing, value, kind, text_key, find))

    def _thing(self, value: Any, kind: Kind, text_key: str, find: Find) -> None:
        thing = shaped(dict[str, Any], value)
        id_ = an_id(thing.get("id"))
        if not id_ or id_ in self.mentions:
            raise FormatError("It has no id, or one that another has.")
        self.mentions[id_] = []
        key = "mention" if "mention" in thing else "mentions"
        for number, mention in enumerate(listed(thing, key, self._draft)):
            what = f"{id_}, mention {number + 1}"
            attempt(self._draft, what, partial(self._mention, thing, mention, kind, text_key, find))
        self._join(id_, thing)

    def _mention(self, thing: Record, value: Any, kind: Kind, text_key: str, find: Find) -> None:
        mention = shaped(dict[str, Any], value)
        said = shaped(str, mention.get("event_type") or thing.get("type"))
        key = an_id(mention.get("id")) or f"{thing['id']}#{len(self.mentions[an_id(thing['id'])])}"
        self._draft.mention(kind, self._facts.label(said), find(mention, text_key), key)
        take_ours(self._draft, key, mention)
        self.mentions[an_id(thing["id"])].append(key)

    def _join(self, id_: str, thing: Record) -> None:
        members = self.mentions[id_]
        try:
            cluster = msgspec.convert(thing.get(OURS), OurThing).cluster
        except msgspec.ValidationError:
            cluster = ""
        if cluster:
            self._clusters.setdefault(cluster, []).extend(members)
        elif len(members) > 1 and not is_ours(thing):
            self._clusters[id_] = list(members)

    def close(self) -> None:
        """Make the clusters."""
        for key, members in self._clusters.items():
            self._draft.cluster(key, members, **facts_of(self._said, key))
