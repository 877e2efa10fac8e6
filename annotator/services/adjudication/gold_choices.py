"""From what a person says to a case to gold: whole cases, single rows, edits."""

from collections.abc import Sequence

from annotator.model.annotation import Argument, Attributes, Mention, Relation
from annotator.model.decision import NOTHING, Aspect, Decision, Verdict
from annotator.model.ids import AnnotatorName, MentionId
from annotator.model.span import Span
from annotator.services.adjudication.board import AdjudicationError
from annotator.services.adjudication.cases import Case, CaseKind, Link, Reading, Row
from annotator.services.adjudication.choices import (
    NEW_ARGUMENT,
    NO_REASON,
    Both,
    Choice,
    Choices,
    Edit,
    Nothing,
    Take,
    Why,
)
from annotator.services.adjudication.clusters import Division, Matter, decided_division
from annotator.services.adjudication.gold_making import Joint, Making, NotInGoldError, Wording
from annotator.services.adjudication.gold_rows import RowWords


class Chooser:
    """Carries out choices about the cases of one board."""

    def __init__(self, making: Making) -> None:
        self._making = making
        self._board = making.board
        self._layout = making.layout

    def whole(self, case: Case, choice: Choice) -> None:
        """One choice for all of a case."""
        match case.kind:
            case CaseKind.RELATION:
                self._link(case.rows[0], choice, {})
            case CaseKind.CLUSTER:
                self._cluster(case, choice)
            case _:
                self._whole_mention(case, choice)
        self._making.follow_clusters()

    def rows(self, case: Case, choices: Choices) -> None:
        """Choices for some rows of a case."""
        if case.kind in (CaseKind.RELATION, CaseKind.CLUSTER):
            self.whole(case, choices[case.rows[0].key])
            return
        if isinstance(choices.get(Aspect.SPAN), Nothing):
            self.whole(case, choices[Aspect.SPAN])
            return
        self._mention_by_rows(case, choices)
        self._making.follow_clusters()

    def edited(self, case: Case, span: Span | None, label: str | None, attributes: Attributes | None, why: Why) -> None:
        """A gold mention in a person's own words."""
        if case.kind in (CaseKind.RELATION, CaseKind.CLUSTER):
            raise AdjudicationError("Only a mention has a span and a label; choose what its row says instead.")
        place = self._layout.place(case.key)
        base = next(iter((*case.gold, *case.mentions.values())))
        said = Wording(span or base.span, label or base.label, base.attributes if attributes is None else attributes)
        allowed = self._allowed(said.label)
        if attributes is None:
            said = Wording(said.span, said.label, {n: v for n, v in base.attributes.items() if n in allowed})
        entry = self._layout.entries[place]
        ids = self._making.stand(place, [said])
        self._making.forget(entry.decisions)
        row = (Aspect.MENTION, "")
        self._making.note(row, Verdict.EDITED, self._making.mention_sources(place), gold=ids, why=why)
        self._agreed_arguments(case, ids[0], {})
        self._making.follow_clusters()

    def reopened(self, case: Case) -> None:
        """Nothing is decided any more, and nothing stands in gold but what no layer has."""
        decisions = self._decisions(case)
        is_golds = not any(reading.record is not None for row in case.rows for reading in row.readings.values())
        takes_gold = case.kind is not CaseKind.CLUSTER and not is_golds and any(row.gold for row in case.rows)
        if not decisions and not takes_gold:
            raise AdjudicationError(next((row.why for row in case.rows if row.why), "Nothing was decided here."))
        self._making.forget(decisions)
        if case.kind is CaseKind.CLUSTER:
            self._making.undivide(self._board.matter(case))
        elif not is_golds:
            self._making.take_out(case.rows)
            if case.kind is not CaseKind.RELATION:
                self._making.stand(self._layout.place(case.key), [])

    def _decisions(self, case: Case) -> list[Decision]:
        """All about a case, also those in whose place others came."""
        if case.kind is CaseKind.CLUSTER:
            return self._board.cluster_decisions(self._board.matter(case))
        links = (row for row in case.rows if row.aspect in (Aspect.ARGUMENT, Aspect.RELATION))
        found = [d for row in links for d in self._layout.decisions_about(row.aspect, _records(row))]
        place = self._layout.find(case.key) if case.kind is not CaseKind.RELATION else None
        return found if place is None else [*self._layout.entries[place].decisions, *found]

    def _allowed(self, label: str) -> set[str]:
        return {attribute.name for attribute in self._layout.material.scheme.attributes_of(label)}

    # -- whole mentions

    def _whole_mention(self, case: Case, choice: Choice) -> None:
        place = self._layout.place(case.key)
        match choice:
            case Take(annotator):
                self._reading(case, annotator)
                events = {annotator: self._making.take_mention(place, annotator, choice.why)}
            case Both(annotators):
                events = self._stand_beside(case, place, annotators, choice.why)
            case Nothing(verdict):
                self._making.stand(place, [])
                self._making.forget(self._layout.entries[place].decisions)
                sources = self._making.mention_sources(place)
                self._making.note((Aspect.MENTION, ""), verdict, sources, why=choice.why)
                events = {}
            case Edit():
                raise AdjudicationError("Say what is to be edited: the span, the label or an attribute.")
        self._making.take_out(_arguments(case))
        for row in _arguments(case):
            self._argument_of_whole(row, events)

    def _reading(self, case: Case, annotator: AnnotatorName) -> Mention:
        found = case.mentions.get(annotator)
        if found is None:
            raise AdjudicationError(f"\u2068{annotator}\u2069 labels nothing here.", annotator=annotator)
        return found

    def _stand_beside(
        self, case: Case, place: int, annotators: Sequence[AnnotatorName], why: Why
    ) -> dict[AnnotatorName, MentionId]:
        annotators = tuple(dict.fromkeys(annotators))
        if len(annotators) < 2:
            raise AdjudicationError("It takes the readings of two annotators to stand beside each other.")
        wanted = [Wording.of(self._reading(case, name)) for name in annotators]
        ids = self._making.stand(place, wanted)
        self._making.forget(self._layout.entries[place].decisions)
        sources = self._making.mention_sources(place)
        self._making.note((Aspect.MENTION, ""), Verdict.BOTH, sources, taken=annotators, gold=ids, why=why)
        return dict(zip(annotators, ids, strict=True))

    def _argument_of_whole(self, row: Row, events: dict[AnnotatorName, MentionId]) -> None:
        """An argument of an event that was decided as a whole.

        One whose filler is not decided yet stays open; one whose filler is left out of gold is left out as well.
        """
        self._making.forget(self._layout.decisions_about(Aspect.ARGUMENT, _records(row)))
        found: dict[AnnotatorName, Joint] = {}
        for name in events:
            if name not in row.readings or row.readings[name].record is None:
                continue
            try:
                found[name] = self._joint(row, name, events)
            except NotInGoldError as error:
                if not error.is_left_out:
                    return
        ids = self._making.join(row, list(found.values()))
        if events and any(reading.record is not None for reading in row.readings.values()):
            one = Verdict.AGREED if row.agrees and len(row.readings) > 1 else Verdict.TAKEN
            verdict = Verdict.NONE if not found else Verdict.BOTH if len(found) > 1 else one
            self._note_link(row, verdict, tuple(found), ids, NO_REASON)

    def _joint(self, row: Row, name: AnnotatorName, events: dict[AnnotatorName, MentionId]) -> Joint:
        reading = row.readings.get(name)
        if reading is None or not isinstance(reading.record, Argument | Relation):
            raise AdjudicationError(f"\u2068{name}\u2069 has nothing here.", annotator=name)
        event = events.get(name) or next(iter(events.values()), None)
        return self._making.joint(reading.record, event)

    def _note_link(
        self, row: Row, verdict: Verdict, taken: Sequence[AnnotatorName], gold: Sequence[str], why: Why
    ) -> Decision:
        about = (row.aspect, row.name)
        return self._making.note(about, verdict, self._making.link_sources(row), taken=taken, gold=gold, why=why)

    # -- links

    def _link(self, row: Row, choice: Choice, events: dict[AnnotatorName, MentionId]) -> None:
        """A choice for an argument or a relation; `events`: by whose reading they are, none of a relation."""
        old = self._layout.decisions_about(row.aspect, _records(row))
        taken: tuple[AnnotatorName, ...] = ()
        joints: list[Joint] = []
        match choice:
            case Take(annotator):
                taken, joints = (annotator,), [self._joint(row, annotator, events)]
                verdict = Verdict.AGREED if row.agrees and len(row.readings) > 1 else Verdict.TAKEN
            case Both(annotators):
                taken = tuple(dict.fromkeys(annotators))
                joints = [self._joint(row, name, events) for name in taken]
                verdict = Verdict.BOTH
            case Edit(Link() as link):
                joints, verdict = [self._written(link, events)], Verdict.EDITED
            case Nothing(verdict):
                pass
            case Edit():
                raise AdjudicationError("An argument or relation is edited by saying what it joins.")
        ids = self._making.join(row, joints)
        self._making.forget(old)
        self._note_link(row, verdict, taken, ids, choice.why)

    def _written(self, link: Link, events: dict[AnnotatorName, MentionId]) -> Joint:
        ends = [self._making.end(key, None) for key in link.ends]
        if events:
            ends = [next(iter(events.values())), *ends]
        if len(ends) != 2:
            raise AdjudicationError("It joins two mentions.")
        return Joint((ends[0], ends[1]), link.name, dict(link.attributes))

    # -- rows of a mention

    def _mention_by_rows(self, case: Case, choices: Choices) -> None:
        place = self._layout.place(case.key)
        said = RowWords(case, choices, self._layout.material.scheme)
        (event,) = self._making.stand(place, [said.wording])
        whole = [d for d in self._layout.entries[place].decisions if d.aspect is Aspect.MENTION]
        self._making.forget(d for d in whole if d.verdict in NOTHING or d.verdict is Verdict.BOTH)
        for made in said.decided:
            old = (d for d in self._layout.entries[place].decisions if (d.aspect, d.name) == made.about)
            self._making.forget(old)
            sources = self._making.mention_sources(place)
            self._making.note(made.about, made.verdict, sources, taken=made.taken, gold=[event], why=made.why)
        events = dict.fromkeys(case.mentions, event) or {AnnotatorName(""): event}
        for row in _arguments(case):
            if row.key in choices:
                self._link(row, choices[row.key], events)
        self._agreed_arguments(case, event, choices)
        for key, choice in choices.items():
            if key.startswith(NEW_ARGUMENT):
                self._link(_new_argument(case, key, choice), choice, events)

    def _agreed_arguments(self, case: Case, event: MentionId, choices: Choices) -> None:
        events = dict.fromkeys(case.mentions, event)
        for row in _arguments(case):
            is_undecided = row.key not in choices and row.decision is None and not row.gold
            if is_undecided and row.agrees and row.readings:
                try:
                    self._link(row, Take(next(iter(row.readings))), events)
                except NotInGoldError:
                    continue

    # -- clusters

    def _cluster(self, case: Case, choice: Choice) -> None:
        matter = self._board.matter(case)
        match choice:
            case Take(annotator) if annotator in matter.divisions:
                division = decided_division(matter, [annotator])
                agrees = matter.agrees and len(matter.divisions) > 1
                verdict = Verdict.AGREED if agrees else Verdict.TAKEN
                self._making.divide(matter, division, verdict, [annotator], choice.why)
            case Edit(tuple() as parts):
                self._making.divide(matter, self._division(matter, parts), Verdict.EDITED, (), choice.why)
            case Nothing(verdict):
                self._making.divide(matter, tuple((place,) for place in matter.members), verdict, (), choice.why)
                self._making.undivide(matter)
            case _:
                raise AdjudicationError("Of clusters, take one annotator's, edit them, or say that there are none.")

    def _division(self, matter: Matter, parts: Sequence[Sequence[str]]) -> Division:
        places = [[self._layout.place(key) for key in part] for part in parts]
        flat = [place for part in places for place in part]
        if len(set(flat)) < len(flat) or not set(flat) <= set(matter.members):
            raise AdjudicationError("A mention can be in one cluster only, and only in one that is decided here.")
        rest = [(place,) for place in matter.members if place not in flat]
        return tuple(sorted([*(tuple(sorted(part)) for part in places if part), *rest]))


def _new_argument(case: Case, key: str, choice: Choice) -> Row:
    """A row for an argument that nobody has said: who has the event was asked, and says nothing."""
    if case.kind is not CaseKind.EVENT:
        raise AdjudicationError("Only an event has arguments.", row=key)
    if not isinstance(choice, Edit) or not isinstance(choice.said, Link):
        raise AdjudicationError("Nobody has said this argument: say its role and who fills it.", row=key)
    return Row(key, Aspect.ARGUMENT, choice.said.name, {name: Reading() for name in case.mentions})


def _arguments(case: Case) -> list[Row]:
    return [row for row in case.rows if row.aspect is Aspect.ARGUMENT]


def _records(row: Row) -> list[str]:
    readings = (*row.readings.values(), *row.gold)
    return [reading.record.id for reading in readings if isinstance(reading.record, Argument | Relation)]
