"""How the files of an import use labels, roles, attributes and values: what stands there how often, and where first.

Nothing here knows a scheme. Groups, not records, are kept, so that a million mentions take no more room than ten; of
an attribute that says something else each time, only the first values.
"""

from collections import Counter
from dataclasses import dataclass, field

from annotator.formats.entry import Entry
from annotator.model.annotation import Attributes, Kind, LayerContents, Mention, Value
from annotator.model.direction import language_direction
from annotator.services.imports.label_names import Example
from annotator.services.quoting import quote

MOST_VALUES = 500
"""Of one attribute; what comes after them is only counted."""

_MOST_EXAMPLES = 50
"""Of one attribute: of so many values it is kept where they stand first."""

End = tuple[Kind, str]
"""Kind and label of a mention, as in the file."""
Where = tuple[End] | tuple[End, str, End] | tuple[str, End, End]
"""What carries an attribute: a mention, an argument, a relation; the last two as they are counted."""


@dataclass
class Said:
    """The values of one attribute at one place.

    Attributes:
        values: How often each, by type and value; `True` is not `1`.
        more: How often another one stood there when there were `MOST_VALUES` already.
    """

    values: Counter[tuple[type, Value]] = field(default_factory=Counter)
    more: int = 0

    @property
    def count(self) -> int:
        """How often the attribute stands there."""
        return self.values.total() + self.more

    def add(self, value: Value) -> None:
        """Count a value."""
        key = type(value), value
        if key in self.values or len(self.values) < MOST_VALUES:
            self.values[key] += 1
        else:
            self.more += 1


@dataclass
class Usage:
    """What layers use, by groups.

    Attributes:
        mentions, clusters: By kind and label.
        arguments: By event, role and filler.
        relations: By label, source and target.
        attributes: By name and what carries it.
        examples: The first place of each group.
        layers: How many layers were looked at.
    """

    mentions: Counter[End] = field(default_factory=Counter)
    clusters: Counter[End] = field(default_factory=Counter)
    arguments: Counter[tuple[End, str, End]] = field(default_factory=Counter)
    relations: Counter[tuple[str, End, End]] = field(default_factory=Counter)
    attributes: dict[tuple[str, Where], Said] = field(default_factory=dict)
    examples: dict[object, Example] = field(default_factory=dict)
    layers: int = 0

    def add(self, entry: Entry) -> None:
        """Count what an entry uses."""
        if entry.contents is None:
            return
        self.layers += 1
        _Counting(self, entry, entry.contents).count()


class _Counting:
    """One layer, counted into a usage."""

    def __init__(self, usage: Usage, entry: Entry, contents: LayerContents) -> None:
        self._usage = usage
        self._entry = entry
        self._contents = contents
        self._mentions = {mention.id: mention for mention in contents.mentions}

    def count(self) -> None:
        """Count everything."""
        usage, mentions = self._usage, self._mentions
        for mention in self._contents.mentions:
            end = mention.kind, mention.label
            self._take(usage.mentions, end, mention)
            self._values((end,), mention.attributes, mention)
        for argument in self._contents.arguments:
            event, filler = mentions[argument.event], mentions[argument.filler]
            link = (event.kind, event.label), argument.role, (filler.kind, filler.label)
            self._take(usage.arguments, link, filler)
            self._values(link, argument.attributes, filler)
        for relation in self._contents.relations:
            source, target = mentions[relation.source], mentions[relation.target]
            joined = relation.label, (source.kind, source.label), (target.kind, target.label)
            self._take(usage.relations, joined, source)
            self._values(joined, relation.attributes, source)
        for cluster in self._contents.clusters:
            if cluster.label is not None:
                usage.clusters[cluster.kind, cluster.label] += 1

    def _take(self, counter: Counter, group: tuple, mention: Mention) -> None:  # type: ignore[type-arg]
        counter[group] += 1
        if group not in self._usage.examples:
            self._usage.examples[group] = self._example(mention)

    def _values(self, where: Where, attributes: Attributes, mention: Mention) -> None:
        for name, value in attributes.items():
            said = self._usage.attributes.get((name, where))
            if said is None:
                said = self._usage.attributes[name, where] = Said()
                self._usage.examples[name, where] = self._example(mention)
            key = name, where, type(value), value
            if key not in self._usage.examples and len(said.values) < _MOST_EXAMPLES:
                self._usage.examples[key] = self._example(mention)
            said.add(value)

    def _example(self, mention: Mention) -> Example:
        document = self._entry.document
        usual = language_direction(document.language)
        return Example(document.title, quote(self._entry.text, mention.span, document.direction, usual))
