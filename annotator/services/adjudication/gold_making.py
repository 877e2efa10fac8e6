"""What comes of choices in gold: mentions, arguments, relations, clusters, and the decisions that say where from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.model.annotation import GOLD, Argument, Attributes, Mention, Relation
from annotator.model.change import Act
from annotator.model.decision import NOTHING, Aspect, Decision, Source, Verdict
from annotator.model.ids import AnnotatorName, ArgumentId, DecisionId, MentionId, RelationId, new_id
from annotator.model.span import Span
from annotator.services.adjudication.board import AdjudicationError, Board
from annotator.services.adjudication.cases import Row, State
from annotator.services.adjudication.choices import NO_REASON, Why
from annotator.services.adjudication.clusters import Division, Matter, decided_division
from annotator.services.adjudication.entries import newest
from annotator.services.adjudication.gold_clusters import Correspondence, Placing
from annotator.services.adjudication.gold_draft import GoldDraft
from annotator.services.adjudication.sources import source_of
from annotator.storage import Project


@dataclass(frozen=True, slots=True)
class Wording:
    """What a gold mention is to say."""

    span: Span
    label: str
    attributes: Attributes

    @classmethod
    def of(cls, mention: Mention) -> "Wording":
        """As a layer says it."""
        return cls(mention.span, mention.label, dict(mention.attributes))


@dataclass(frozen=True, slots=True)
class Joint:
    """What a gold argument or relation is to say.

    Attributes:
        ends: Event and filler, or source and target: mentions of gold.
        name: The role or the label.
        position: Of an argument; `None` for the last.
    """

    ends: tuple[MentionId, MentionId]
    name: str
    attributes: Attributes
    position: int | None = None


class NotInGoldError(AdjudicationError):
    """An argument or relation cannot stand, because an end of it does not.

    Attributes:
        is_left_out: Whether that was decided; else it still can be.
    """

    def __init__(self, message: str, filler: str, *, is_left_out: bool) -> None:
        super().__init__(message, filler=filler)
        self.is_left_out = is_left_out


class Making:
    """Gold's records of one document while an act is made.

    Attributes:
        draft: What gold will hold.
        gold: Of each entry of the board, its gold mentions.
    """

    def __init__(self, project: Project, board: Board, act: Act, correspondence: Correspondence | None = None) -> None:
        self.project = project
        self.board = board
        self.layout = board.layout
        self.act = act
        self.draft = GoldDraft(board.layout.material.gold)
        self.gold: list[list[MentionId]] = [[m.id for m in entry.gold] for entry in self.layout.entries]
        self._correspondence = correspondence or Correspondence(project)
        self._touched: set[int] = set()

    # -- decisions

    def note(
        self,
        row: tuple[Aspect, str],
        verdict: Verdict,
        sources: Iterable[Source],
        *,
        taken: Sequence[AnnotatorName] = (),
        gold: Sequence[str] = (),
        why: Why = NO_REASON,
    ) -> Decision:
        """Write down a decision."""
        aspect, name = row
        if self.act.annotator is None:
            raise ValueError("a person decides")
        made = Decision(
            DecisionId(new_id()),
            self.draft.document,
            self.act.annotator,
            self.act.time,
            aspect,
            verdict,
            tuple(sources),
            tuple(taken),
            tuple(gold),
            name,
            why.reason.strip(),
            why.comment.strip(),
        )
        self.draft.decisions[made.id] = made
        return made

    def forget(self, decisions: Iterable[Decision]) -> None:
        """Take decisions out in whose place others come; the journal keeps them."""
        for decision in decisions:
            self.draft.decisions.pop(decision.id, None)

    def mention_sources(self, place: int) -> list[Source]:
        """What everyone who is looked at says of a mention now."""
        group = self.layout.entries[place].group
        return [source_of(name, group.get(name)) for name in self.layout.annotators]

    # -- mentions

    def stand(self, place: int, wanted: Sequence[Wording]) -> list[MentionId]:
        """Let gold have these mentions of an entry, in the place of those that it has; their ids."""
        kind = self.layout.entries[place].first.kind
        there = [id_ for id_ in self.gold[place] if id_ in self.draft.mentions]
        for id_ in there[len(wanted) :]:
            self.draft.remove_mention(id_)
        ids = there[: len(wanted)]
        for id_, wording in zip(ids, wanted, strict=False):
            old = self.draft.mentions[id_]
            changed = replace(old, span=wording.span, label=wording.label, attributes=wording.attributes)
            self.draft.mentions[id_] = changed
        for wording in wanted[len(ids) :]:
            made = MentionId(new_id())
            self.draft.mentions[made] = Mention(
                made, self.draft.document, GOLD, kind, wording.label, wording.span, wording.attributes
            )
            ids.append(made)
        self.gold[place] = ids
        self.draft.drop_misfits(self.project, ids)
        self._touched.add(place)
        return ids

    def end(self, key: str, annotator: AnnotatorName | None) -> MentionId:
        """The gold mention for an end of somebody's argument or relation; one that all agree on comes along.

        Raises:
            NotInGoldError: If there is none.
        """
        if key in self.draft.mentions:
            return MentionId(key)
        place = self.layout.find(key)
        if place is None:
            raise AdjudicationError("What it joins is not there any more. Look at what there is now.")
        if not self.gold[place]:
            self._bring(place, key)
        return self._reading_of(place, annotator)

    def _reading_of(self, place: int, annotator: AnnotatorName | None) -> MentionId:
        """Of several gold mentions of one case, the one that came of somebody's reading."""
        gold = self.gold[place]
        decision = newest(d for d in self.layout.entries[place].decisions if d.aspect is Aspect.MENTION)
        if len(gold) > 1 and decision is not None and annotator in decision.taken:
            own = decision.gold[decision.taken.index(annotator) : decision.taken.index(annotator) + 1]
            return next((id_ for id_ in gold if id_ in own), gold[0])
        return gold[0]

    def _bring(self, place: int, key: str) -> None:
        entry = self.layout.entries[place]
        words = entry.first.span.text(self.project.text(self.layout.material.document.text_sha256))
        quote = f"“\u2068{words[:60]}\u2069”"
        if self.board.is_left_out(place):
            message = f"{quote} was decided not to belong in gold, so nothing of gold can join it."
            raise NotInGoldError(message, key, is_left_out=True)
        rows = self.board.mention_rows(place)
        if any(row.state is not State.OPEN or not row.agrees for row in rows):
            raise NotInGoldError(f"{quote} is not in gold yet. Decide it first.", key, is_left_out=False)
        self.take_mention(place, next(iter(entry.group)), NO_REASON)

    def take_mention(self, place: int, annotator: AnnotatorName, why: Why) -> MentionId:
        """Let gold have a mention as somebody says it; what hangs on it is another matter."""
        entry = self.layout.entries[place]
        (id_,) = self.stand(place, [Wording.of(entry.group[annotator])])
        self.forget(entry.decisions)
        agrees = len(self.layout.annotators) > 1 and all(row.agrees for row in self.board.mention_rows(place))
        verdict, taken = (Verdict.AGREED, tuple(entry.group)) if agrees else (Verdict.TAKEN, (annotator,))
        self.note((Aspect.MENTION, ""), verdict, self.mention_sources(place), taken=taken, gold=[id_], why=why)
        return id_

    # -- links

    def join(self, row: Row, wanted: Sequence[Joint]) -> list[str]:
        """Let gold have these arguments, or relations, of a row in the place of those that it has; their ids."""
        there = [reading.record.id for reading in row.gold if reading.record is not None]
        self.take_out([row])
        return [
            self._joined(row.aspect, joint, there[place] if place < len(there) else None)
            for place, joint in enumerate(wanted)
        ]

    def take_out(self, rows: Iterable[Row]) -> None:
        """Let gold have none of these arguments or relations, until `join` puts some in again."""
        for reading in (reading for row in rows for reading in row.gold):
            if reading.record is not None:
                self.draft.arguments.pop(reading.record.id, None)
                self.draft.relations.pop(reading.record.id, None)

    def _joined(self, aspect: Aspect, joint: Joint, old: str | None) -> str:
        first, second = joint.ends
        if aspect is Aspect.RELATION:
            id_ = RelationId(old or new_id())
            self.draft.relations[id_] = Relation(
                id_, self.draft.document, GOLD, joint.name, first, second, joint.attributes
            )
            return id_
        event = [a for a in self.draft.arguments.values() if a.event == first and a.id != old]
        if any((a.role, a.filler) == (joint.name, second) for a in event):
            raise AdjudicationError(f"This mention fills {joint.name} in gold already.", role=joint.name)
        last = max((argument.position for argument in event), default=-1)
        position = last + 1 if joint.position is None else joint.position
        argument = ArgumentId(old or new_id())
        self.draft.arguments[argument] = Argument(
            argument, self.draft.document, GOLD, first, joint.name, second, joint.attributes, position
        )
        return argument

    def joint(self, record: Argument | Relation, event: MentionId | None) -> Joint:
        """What gold says if it says what a layer's argument of a gold event, or its relation, says.

        Raises:
            NotInGoldError: If an end is not in gold and cannot come along.
        """
        keys, name = self.layout.keys, record.annotator
        if isinstance(record, Relation):
            ends = self.end(keys[record.source], name), self.end(keys[record.target], name)
            return Joint(ends, record.label, dict(record.attributes))
        if event is None:
            raise ValueError("an argument is one of an event")
        return Joint(
            (event, self.end(keys[record.filler], name)), record.role, dict(record.attributes), record.position
        )

    @staticmethod
    def link_sources(row: Row) -> list[Source]:
        """What those who are asked say of an argument or relation now."""
        return [source_of(name, reading.record) for name, reading in row.readings.items()]

    # -- clusters

    def divide(
        self, matter: Matter, division: Division, verdict: Verdict, taken: Sequence[AnnotatorName], why: Why = NO_REASON
    ) -> None:
        """Let gold's mentions of a matter be put together so, and write it down."""
        self.forget(self.board.cluster_decisions(matter))
        believed = taken or tuple(matter.divisions)
        self._place_in_clusters(division, believed)
        gold = [id_ for place in matter.members for id_ in self.gold[place]]
        self.note((Aspect.CLUSTER, ""), verdict, self._cluster_sources(matter), taken=taken, gold=gold, why=why)

    def undivide(self, matter: Matter) -> None:
        """Let gold's mentions of a matter be in no cluster."""
        for place in matter.members:
            for id_ in self.gold[place]:
                self.draft.mentions[id_] = replace(self.draft.mentions[id_], cluster=None)

    def _cluster_sources(self, matter: Matter) -> list[Source]:
        found = []
        for name, division in matter.divisions.items():
            for part in division:
                mentions = [self.layout.entries[place].group[name] for place in part]
                ends = tuple(mention.id for mention in mentions)
                found.append(Source(name, mentions[0].cluster or "", ends=ends))
        return found

    def follow_clusters(self) -> None:
        """What came into gold goes where a decision about clusters that still counts has its mentions."""
        for matter in self.board.matters:
            row = self.board.cluster_row(matter)
            decision = row.decision
            if self._touched.isdisjoint(matter.members) or row.state is not State.DECIDED or decision is None:
                continue
            if decision.id in self.draft.decisions and decision.taken and decision.verdict not in NOTHING:
                self._place_in_clusters(decided_division(matter, decision.taken), decision.taken)
                gold = tuple(id_ for place in matter.members for id_ in self.gold[place])
                self.draft.decisions[decision.id] = replace(decision, gold=gold)

    def _place_in_clusters(self, division: Division, believed: Sequence[AnnotatorName]) -> None:
        placing = Placing(self.draft, self.layout.entries, self.gold, self._correspondence)
        placing.divide(division, believed)
