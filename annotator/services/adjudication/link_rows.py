"""The rows of arguments and relations: those that answer each other in several layers, with what gold has of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from annotator.model.annotation import Argument, Attributes, Relation
from annotator.model.decision import Aspect
from annotator.model.ids import AnnotatorName
from annotator.model.scheme import Scheme
from annotator.services.adjudication.cases import Case, CaseKind, Link, Reading, Row, State
from annotator.services.adjudication.entries import Entry, newest
from annotator.services.adjudication.layout import Layout
from annotator.services.adjudication.links import joined_arguments, joined_relations
from annotator.services.adjudication.rows import Rows

LinkRecord = Argument | Relation
Joined = Mapping[AnnotatorName, LinkRecord]

_WAITS = "What it joins is not decided yet."
_NO_END = "What it joins was decided not to belong in gold."


class LinkRows:
    """Makes them.

    Args:
        layout: Of the document.
        rows: Makes any row.
        is_left_out: Whether the mention at a place was decided not to belong in gold.
        is_decided: Whether all about it is decided.
    """

    def __init__(
        self, layout: Layout, rows: Rows, is_left_out: Callable[[int], bool], is_decided: Callable[[int], bool]
    ) -> None:
        self._layout = layout
        self._rows = rows
        self._is_left_out = is_left_out
        self._is_decided = is_decided
        attributes = layout.material.scheme.attributes
        self._defaults = {known.name: known.default for known in attributes if known.default is not None}
        self._clusters = [layout.clusters(name) for name in sorted(layout.annotators)]
        self._of_events: dict[str, list[Argument]] = {}
        for layer in (*layout.material.layers, layout.material.gold):
            for argument in layer.arguments:
                if argument.filler in layout.places and argument.event in layout.places:
                    self._of_events.setdefault(argument.event, []).append(argument)

    def of_event(self, entry: Entry) -> Iterator[Row]:
        """The arguments of an event."""
        ours = [a for mention in entry.group.values() for a in self._of_events.get(mention.id, ())]
        gold = [a for mention in entry.gold for a in self._of_events.get(mention.id, ())]
        joined = joined_arguments(ours, self._layout.places, self._clusters)
        asked = [name for name in self._layout.annotators if name in entry.group]
        for links, stands in self._with_gold(joined, gold, Aspect.ARGUMENT):
            fillers = {self._layout.places[link.filler] for link in links.values() if isinstance(link, Argument)}
            yield self._waiting(self._row(Aspect.ARGUMENT, links, stands, asked), fillers)

    def relation_cases(self) -> Iterator[Case]:
        """The relations, each a case."""
        places = self._layout.places
        ours = [r for layer in self._layout.material.layers for r in layer.relations]
        whole = [r for r in ours if r.source in places and r.target in places]
        joined = joined_relations(whole, places, self._layout.material.scheme)
        for links, stands in self._with_gold(joined, self._layout.material.gold.relations, Aspect.RELATION):
            yield self._relation_case(links, stands)

    def _relation_case(self, links: Joined, stands: Sequence[LinkRecord]) -> Case:
        first = next(iter((*links.values(), *stands)))
        if not isinstance(first, Relation):
            raise TypeError("a relation's case needs a relation")
        ends = self._layout.places[first.source], self._layout.places[first.target]
        source, target = self._layout.entries[ends[0]], self._layout.entries[ends[1]]
        have_both = source.group.keys() & target.group.keys()
        asked = [name for name in self._layout.annotators if name in links or name in have_both]
        row = self._waiting(self._row(Aspect.RELATION, links, stands, asked), set(ends))
        sources = {name: source.group[name] for name in self._layout.annotators if name in source.group}
        document = self._layout.material.document.id
        gold = tuple(source.gold) if stands else ()
        annotators = self._layout.annotators
        return Case(row.key, CaseKind.RELATION, document, annotators, sources, gold, (row,), source.place)

    def _with_gold(
        self, found: Sequence[Joined], gold: Sequence[LinkRecord], aspect: Aspect
    ) -> Iterator[tuple[Joined, list[LinkRecord]]]:
        """Joined links with what came of them in gold; then what only gold has."""
        waiting: dict[str, LinkRecord] = {link.id: link for link in gold}
        pairs: list[tuple[Joined, list[LinkRecord]]] = [(joined, []) for joined in found]
        for joined, stands in pairs:
            for decision in self._layout.decisions_about(aspect, [link.id for link in joined.values()]):
                stands += [waiting.pop(id_) for id_ in decision.gold if id_ in waiting]
        for joined, stands in pairs:
            said = [self.said(link) for link in joined.values()]
            same = [] if stands else [link for link in waiting.values() if self.said(link) in said]
            stands += [waiting.pop(link.id) for link in same]
        yield from pairs
        yield from (({}, [link]) for link in waiting.values())

    def said(self, link: LinkRecord) -> Link:
        """What a link says: with the values that hold if nothing is said, and without an order that says nothing."""
        keys, scheme = self._layout.keys, self._layout.material.scheme
        if isinstance(link, Argument):
            event = self._layout.entries[self._layout.places[link.event]]
            names = _role_attributes(scheme, self._label_of(event, link), link.role)
            return Link(link.role, (keys[link.filler],), self._full(names, link.attributes))
        ends = keys[link.source], keys[link.target]
        found = scheme.find(link.label)
        if found is not None and found.symmetric:
            ends = min(ends), max(ends)
        return Link(link.label, ends, self._full(() if found is None else found.attributes, link.attributes))

    def _label_of(self, event: Entry, argument: Argument) -> str:
        """The label that the argument's own layer gives the event."""
        mentions = (*event.group.values(), *event.gold)
        return next(mention.label for mention in mentions if mention.id == argument.event)

    def _full(self, names: Iterable[str], attributes: Attributes) -> Attributes:
        return {**{name: self._defaults[name] for name in names if name in self._defaults}, **attributes}

    def _row(self, aspect: Aspect, links: Joined, stands: Sequence[LinkRecord], asked: Sequence[AnnotatorName]) -> Row:
        every = [*links.values(), *stands]
        readings = {
            name: Reading(self.said(links[name]), links[name]) if name in links else Reading() for name in asked
        }
        gold = tuple(Reading(self.said(link), link) for link in stands)
        decision = newest(self._layout.decisions_about(aspect, [link.id for link in every]))
        settled = "" if stands or not all(map(self._cannot_stand, links.values())) else _NO_END
        name = next((link.role for link in every if isinstance(link, Argument)), "")
        key = f"{aspect}:{min(link.id for link in links.values() or stands)}"
        return self._rows.settled(Row(key, aspect, name, readings, gold, decision), settled)

    def _cannot_stand(self, link: LinkRecord) -> bool:
        """Whether something that a link joins was decided not to belong in gold."""
        ends = (link.event, link.filler) if isinstance(link, Argument) else (link.source, link.target)
        return any(self._is_left_out(self._layout.places[end]) for end in ends)

    def _waiting(self, row: Row, ends: set[int]) -> Row:
        """An open row that says so if what it joins has to be decided before."""
        is_waiting = row.state is State.OPEN and not all(map(self._is_decided, ends))
        return replace(row, why=_WAITS) if is_waiting else row


def _role_attributes(scheme: Scheme, label: str, role: str) -> tuple[str, ...]:
    """The attributes that fillers of a role have; none, if the scheme does not know it."""
    found = scheme.find(label)
    roles = () if found is None else found.roles
    return next((known.attributes for known in roles if known.name == role), ())
