"""A document as adjudication sees it: all cases with their rows, in reading order, and what gold has of each.

It is worked out anew from the layers and the decisions whenever it is asked for: whether a decision still counts is
never stored, so that undo, merging and every other edit need not know of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from annotator.model.annotation import Kind
from annotator.model.decision import NOTHING, Aspect, Decision, Source
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.adjudication.cases import Case, CaseKind, Parts, Reading, Row, State
from annotator.services.adjudication.clusters import Division, Matter, compatible, divided, matters
from annotator.services.adjudication.entries import Entry, newest
from annotator.services.adjudication.layout import AdjudicationError, Layout, Material, material_of
from annotator.services.adjudication.link_rows import LinkRows
from annotator.services.adjudication.rows import Rows
from annotator.services.adjudication.sources import Records
from annotator.storage import Project

_NOTHING_LEFT = "None of these mentions belongs in gold."


def board_of(project: Project, document: DocumentId, annotators: Sequence[AnnotatorName] = ()) -> "Board":
    """All cases of a document as they are now.

    Args:
        project: Open.
        document: Of which document.
        annotators: Whose layers are looked at, in the order in which they are shown; empty for all; one for a review.

    Raises:
        AdjudicationError: If there is no such document.
        ProjectError: If something cannot be read.
    """
    return Board(material_of(project, document, annotators))


class Board:
    """The cases of a document.

    Attributes:
        layout: Where everything stands.
        matters: What the clusters of all layers join.
    """

    def __init__(self, material: Material) -> None:
        self.layout = Layout(material)
        gold = material.gold
        gold_ids: frozenset[str] = frozenset(
            (*(m.id for m in gold.mentions), *(a.id for a in gold.arguments), *(r.id for r in gold.relations))
        )
        records = Records((*material.layers, *material.others))
        self._records = records
        self._rows = Rows(material.scheme, self.annotators, records, gold_ids)
        self._mention_rows: dict[int, tuple[Row, ...]] = {}
        self._links = LinkRows(self.layout, self._rows, self.is_left_out, self.is_decided)
        self.matters = tuple(matters([entry.group for entry in self.layout.entries]))

    @property
    def annotators(self) -> tuple[AnnotatorName, ...]:
        """Whose layers are looked at."""
        return self.layout.annotators

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Entities, events, relations and clusters, each in reading order, but what an event needs comes before it."""
        return (*self._mention_cases(Kind.ENTITY), *self.link_cases(), *map(self._cluster_case, self.matters))

    @property
    def document(self) -> DocumentId:
        """Of which document."""
        return self.layout.material.document.id

    def case(self, key: str) -> Case:
        """The case of this key; the others are not worked out for it.

        Raises:
            AdjudicationError: If there is none (any more).
        """
        place = self.layout.find(key)
        if place is not None:
            return self._mention_case(place, self.layout.entries[place])
        others = chain(self._links.relation_cases(), map(self._cluster_case, self.matters))
        found = next((case for case in others if case.key == key), None)
        if found is None:
            raise AdjudicationError("This is not there any more: a layer has changed. Look at what there is now.")
        return found

    def is_left_out(self, place: int) -> bool:
        """Whether it was decided that a mention does not belong in gold, and that still counts."""
        if not self.layout.entries[place].decisions:
            return False
        row = self.mention_rows(place)[0]
        return row.state is State.DECIDED and row.decision is not None and row.decision.verdict in NOTHING

    def is_decided(self, place: int) -> bool:
        """Whether all about a mention is decided but what hangs on it."""
        entry = self.layout.entries[place]
        is_untouched = not entry.decisions and not entry.gold
        return not is_untouched and all(row.state is State.DECIDED for row in self.mention_rows(place))

    def mention_rows(self, place: int) -> tuple[Row, ...]:
        """The rows of a mention without its arguments."""
        if place not in self._mention_rows:
            self._mention_rows[place] = tuple(self._rows.of_mention(self.layout.entries[place]))
        return self._mention_rows[place]

    def matter(self, case: Case) -> Matter:
        """What a case of clusters is about."""
        return next(matter for matter in self.matters if self._cluster_key(matter) == case.key)

    # -- making the cases

    def link_cases(self) -> Iterator[Case]:
        """The cases of events, with their arguments, and of relations."""
        yield from self._mention_cases(Kind.EVENT)
        yield from self._links.relation_cases()

    def _mention_cases(self, kind: Kind) -> Iterator[Case]:
        order = self._fillers_first() if kind is Kind.EVENT else range(len(self.layout.entries))
        for place in order:
            entry = self.layout.entries[place]
            if entry.first.kind is kind:
                yield self._mention_case(place, entry)

    def _fillers_first(self) -> Iterable[int]:
        """All places, in reading order but that an event which fills a role of another one stands before it."""
        needs: dict[int, list[int]] = {}
        for layer in self.layout.material.layers:
            for argument in layer.arguments:
                if argument.event in self.layout.places and argument.filler in self.layout.places:
                    needed = self.layout.places[argument.filler]
                    needs.setdefault(self.layout.places[argument.event], []).append(needed)
        begun: set[int] = set()
        for first in range(len(self.layout.entries)):
            trail = [] if first in begun else [(first, iter(sorted(needs.get(first, ()))))]
            begun.add(first)
            while trail:
                place, rest = trail[-1]
                following = next((other for other in rest if other not in begun), None)
                if following is None:
                    trail.pop()
                    yield place
                else:
                    begun.add(following)
                    trail.append((following, iter(sorted(needs.get(following, ())))))

    def _mention_case(self, place: int, entry: Entry) -> Case:
        rows = self.mention_rows(place)
        if entry.first.kind is Kind.EVENT:
            rows += tuple(self._links.of_event(entry))
        kind = CaseKind(entry.first.kind)
        mentions, gold = dict(entry.group), tuple(entry.gold)
        return Case(entry.key, kind, self.document, self.annotators, mentions, gold, rows, entry.place)

    # -- clusters

    def _cluster_case(self, matter: Matter) -> Case:
        entries = [self.layout.entries[place] for place in matter.members]
        row = self.cluster_row(matter)
        stands = tuple(mention for entry in entries for mention in entry.gold)
        key, place = self._cluster_key(matter), entries[0].place
        members = tuple(entry.key for entry in entries)
        annotators = self.annotators
        return Case(key, CaseKind.CLUSTER, self.document, annotators, {}, stands, (row,), place, members)

    def cluster_row(self, matter: Matter) -> Row:
        """The row of clusters."""
        readings = {name: Reading(self._parts(division)) for name, division in matter.divisions.items()}
        gold = divided((place, m) for place in matter.members for m in self.layout.entries[place].gold)
        decision = newest(self.cluster_decisions(matter))
        stands = (Reading(self._parts(gold)),) if gold else ()
        state, why = State.OPEN, ""
        if decision is not None:
            why = self._cluster_objection(decision, matter, gold)
            state = State.REOPENED if why else State.DECIDED
        elif not gold and all(map(self.is_decided, matter.members)):
            state, why = State.DECIDED, _NOTHING_LEFT
        return Row("cluster", Aspect.CLUSTER, "", readings, stands, decision, state, why, matter.agrees)

    def cluster_decisions(self, matter: Matter) -> list[Decision]:
        """Those about some of these clusters."""
        entries = [self.layout.entries[place] for place in matter.members]
        ids = [mention.id for entry in entries for mention in (*entry.group.values(), *entry.gold)]
        return self.layout.decisions_about(Aspect.CLUSTER, ids)

    def _cluster_key(self, matter: Matter) -> str:
        return f"cluster:{self.layout.entries[matter.members[0]].key}"

    def _cluster_objection(self, decision: Decision, matter: Matter, gold: Division) -> str:
        if matter.agrees and all(compatible(division, gold) for division in matter.divisions.values()):
            return ""  # gold says what all say
        for name in dict.fromkeys(source.annotator for source in decision.sources):
            if self._records.knows(name) and self._divides_anew(name, decision.sources):
                return f"\u2068{name}\u2069 has put mentions together otherwise since it was decided."
        asked = {source.annotator for source in decision.sources}
        for name, division in matter.divisions.items():
            if name not in asked and not compatible(division, gold):
                return f"\u2068{name}\u2069 was not asked then, and puts mentions together otherwise."
        return ""

    def _divides_anew(self, name: AnnotatorName, sources: Sequence[Source]) -> bool:
        """Whether a layer puts other mentions together than it did; those that are gone do not count."""
        layers = (*self.layout.material.layers, *self.layout.material.others)
        layer = next(layer for layer in layers if layer.layer.annotator == name)
        here = {mention.id: mention.cluster or mention.id for mention in layer.mentions}
        then = [[end for end in source.ends if end in here] for source in sources if source.annotator == name]
        known = {end for ends in then for end in ends}
        now: dict[str, set[str]] = {}
        for id_, cluster in here.items():
            now.setdefault(cluster, set()).add(id_)
        present = {frozenset(part) for part in now.values() if not known.isdisjoint(part)}
        return present != {frozenset(ends) for ends in then if ends}

    def _parts(self, division: Division) -> Parts:
        return tuple(tuple(self.layout.entries[place].key for place in part) for part in division)


__all__ = ["AdjudicationError", "Board", "board_of"]
