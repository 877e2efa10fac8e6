"""Entries as the answers about their names make them, and the count of all that was renamed or left out on the way.

What hangs on something that is left out goes with it: arguments with their event or filler, relations with their ends,
a cluster of a document with its last mention there. All of it is counted.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Literal, ParamSpec, TypeVar

from annotator.formats.entry import Entry
from annotator.formats.errors import FormatError
from annotator.model.annotation import (
    Argument,
    Attributes,
    Cluster,
    Kind,
    LayerContents,
    Mention,
    Relation,
    Value,
)
from annotator.model.ids import ClusterId, MentionId
from annotator.model.scheme import Scheme
from annotator.services.imports.label_mapping import NameMapping, Survey
from annotator.services.imports.label_names import ADD, Act, Answer, Asked, Question, Thing
from annotator.services.imports.label_rules import Home, Named, is_known
from annotator.services.imports.label_usage import Usage

P = ParamSpec("P")
T = TypeVar("T")
Ends = Mapping[MentionId, tuple[Kind, str]]
Kinds = Mapping[ClusterId, Kind]

UNKNOWN = "It uses names that the project's scheme does not have or does not allow"
"""How the sentence begins that says why a layer is not taken in as it is."""
_SHOWN = 20


class UnknownNamesError(FormatError):
    """A layer uses names that nobody has answered for."""


def unknown_names(scheme: Scheme, entry: Entry) -> str:
    """A sentence on the names of an entry that a scheme does not have or allow; empty if there are none."""
    usage = Usage()
    usage.add(entry)
    questions = Survey(scheme, usage).mapping(otherwise=ADD).questions
    return f"{UNKNOWN}: {_listed(questions)}." if questions else ""


def _listed(questions: tuple[Question, ...]) -> str:
    shown = ", ".join(described(question.asked) for question in questions[:_SHOWN])
    return f"{shown} and {len(questions) - _SHOWN} more" if len(questions) > _SHOWN else shown


class Fitting:
    """One import on its way through a mapping.

    Attributes:
        done: How often each answer was followed, by what was asked.
        gone: What went with something else, by what it is.
    """

    def __init__(self, mapping: NameMapping) -> None:
        self._mapping = mapping
        self._answers = mapping.answers
        self._naming = mapping.naming(self._answer)
        self._known: dict[object, tuple[object, tuple[Asked, ...]]] = {}
        self._trace: list[Asked] = []
        self._links: set[tuple[str, str, str]] = set()
        self._drops_mentions = any(named is None for named in mapping.labels.values())
        self.done: Counter[Asked] = Counter()
        self.gone: Counter[str] = Counter()

    def applied(self, entry: Entry) -> Entry:
        """The entry with the names of the scheme.

        Raises:
            UnknownNamesError: If it uses a name that the mapping does not know.
        """
        if entry.contents is None:
            return entry
        try:
            contents = self._contents(entry.contents)
        except KeyError as error:
            raise UnknownNamesError(unknown_names(self._mapping.scheme, entry)) from error
        return replace(entry, contents=contents)

    def _contents(self, contents: LayerContents) -> LayerContents:
        clusters = tuple(self._cluster(cluster) for cluster in contents.clusters)
        kinds = {cluster.id: cluster.kind for cluster in clusters}
        mentions = tuple(made for mention in contents.mentions for made in self._mention(mention, kinds))
        ends = {mention.id: (mention.kind, mention.label) for mention in mentions}
        self._links = set()
        had, has = ({mention.cluster for mention in some} for some in (contents.mentions, mentions))
        kept = tuple(cluster for cluster in clusters if cluster.id in has or cluster.id not in had)
        self.gone["clusters"] += len(clusters) - len(kept)
        return replace(
            contents,
            mentions=mentions,
            arguments=tuple(made for argument in contents.arguments for made in self._argument(argument, ends)),
            relations=tuple(made for relation in contents.relations for made in self._relation(relation, ends)),
            clusters=kept,
        )

    # -- records

    def _mention(self, mention: Mention, kinds: Kinds) -> Iterator[Mention]:
        named = self._followed(("mention", mention.kind, mention.label), self._label, mention.kind, mention.label)
        if named is None:
            return
        kind, label = Kind(named[0]), named[1]
        attributes = self._attributes(("label", label), mention.attributes)
        cluster = mention.cluster
        if cluster is not None and kinds.get(cluster, kind) is not kind:
            cluster = None
            self.gone["places in clusters"] += 1
        is_same = label == mention.label and kind is mention.kind and attributes is mention.attributes
        if is_same and cluster == mention.cluster:
            yield mention
        else:
            yield replace(mention, kind=kind, label=label, attributes=attributes, cluster=cluster)

    def _argument(self, argument: Argument, ends: Ends) -> Iterator[Argument]:
        event, filler = ends.get(argument.event), ends.get(argument.filler)
        if event is None or filler is None or event[0] is not Kind.EVENT:
            self.gone["arguments"] += 1
            return
        place = event[1], argument.role, filler[1]
        role = self._followed(("role", place), self._naming.role, *place)
        link = argument.event, role or "", argument.filler
        if role is not None and self._is_first(link, is_other=role != argument.role):
            attributes = self._attributes(("role", event[1], role), argument.attributes)
            yield replace(argument, role=role, attributes=attributes)

    def _relation(self, relation: Relation, ends: Ends) -> Iterator[Relation]:
        source, target = ends.get(relation.source), ends.get(relation.target)
        if source is None or target is None:
            self.gone["relations"] += 1
            return
        joined = relation.label, source[1], target[1]
        label = self._followed(("relation", joined), self._relation_label, *joined)
        link = relation.source, label or "", relation.target
        if label is not None and self._is_first(link, is_other=label != relation.label):
            yield replace(relation, label=label, attributes=self._attributes(("label", label), relation.attributes))

    def _is_first(self, link: tuple[str, str, str], *, is_other: bool) -> bool:
        """Whether a link is not there already: of two that become the same, the one that comes first stays."""
        is_there = is_other and link in self._links
        self.gone["links that were there already"] += is_there
        self._links.add(link)
        return not is_there

    def _cluster(self, cluster: Cluster) -> Cluster:
        """The cluster under its new label. It may span documents: what becomes of it depends on nothing else."""
        kind, label = cluster.kind, cluster.label
        if label is not None:
            named = self._naming.of_cluster(kind, label)
            kind, label = (kind, None) if named is None else (Kind(named[0]), named[1])
        representative = None if self._drops_mentions else cluster.representative
        return replace(cluster, kind=kind, label=label, representative=representative)

    def _attributes(self, home: Home, attributes: Attributes) -> Attributes:
        """What is said here; the very same where nothing is said otherwise. `True` is not `1`."""
        made: dict[str, Value] = {}
        is_same = True
        for name, value in attributes.items():
            here = self._followed((home, name), self._naming.attribute, home, name)
            said = None if here is None else self._followed((here, type(value), value), self._naming.value, here, value)
            is_same = is_same and here == name and type(said) is type(value) and said == value
            if here is not None and said is not None:
                self.gone["values"] += here in made
                made.setdefault(here, said)
        return attributes if is_same else made

    # -- names

    def _answer(self, asked: Asked) -> Answer:
        self._trace.append(asked)
        return self._answers[asked]

    def _label(self, kind: Kind | Literal["relation"], label: str) -> Named | None:
        if not is_known(self._mapping.scheme, kind, label):
            self._trace.append(Asked(Thing(kind), label))
        return self._naming.label(kind, label)

    def _relation_label(self, label: str, source: str, target: str) -> str | None:
        self._label("relation", label)
        return self._naming.relation(label, source, target)

    def _followed(self, place: object, find: Callable[P, T], *names: P.args, **_none: P.kwargs) -> T:
        """What a name becomes: found out once, counted each time."""
        known = self._known.get(place)
        if known is None:
            self._trace = []
            found = find(*names, **_none)
            known = self._known[place] = found, tuple(self._trace)
        for asked in known[1]:
            self.done[asked] += 1
        return known[0]  # type: ignore[return-value]

    # -- afterwards

    def notes(self) -> tuple[str, ...]:
        """Sentences on everything that was renamed, left out or added."""
        said = []
        for asked, answer in self._answers.items():
            times = self.done[asked]
            if times and answer.act is not Act.ADD:
                said.append(f"{described(asked)} {_became(answer)}: {how_often(times)}, as chosen.")
        gone = ", ".join(f"{times} {what}" for what, times in self.gone.items() if times)
        if gone:
            said.append(f"With what was left out or became something else went {gone}.")
        return (*said, *_added(self._mapping))


def how_often(times: int) -> str:
    """A count inside a sentence."""
    return "once" if times == 1 else f"{times} times"


def _became(answer: Answer) -> str:
    return f"became “{answer.to}”" if answer.act is Act.RENAME else "was left out"


def _added(mapping: NameMapping) -> Iterator[str]:
    names = [described(asked) for asked, answer in mapping.answers.items() if answer.act is Act.ADD]
    if names:
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        yield f"The scheme has more than before: {'; '.join(names[:_SHOWN])}{more}."


_WORDS = {
    Thing.ENTITY: "“{name}” as an entity",
    Thing.EVENT: "“{name}” as an event",
    Thing.RELATION: "“{name}” as a relation",
    Thing.ROLE: "“{name}” as a role of {of[0]}",
    Thing.FILLER: "{of[1]} as {name} of {of[0]}",
    Thing.ENDS: "{name} from {of[0]} to {of[1]}",
    Thing.ATTRIBUTE: "“{name}” as an attribute",
    Thing.CARRIER: "“{name}” where the scheme does not have it",
    Thing.VALUE: "“{name}” as a value of {of[0]}",
}


def described(asked: Asked) -> str:
    """What was asked about, in words that can begin a sentence or follow others."""
    return _WORDS[asked.thing].format(name=asked.name[:60], of=[name[:60] for name in asked.of])
