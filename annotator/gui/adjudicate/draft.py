"""A case while a person is deciding it: what is chosen in each row by now, and what is still to choose. No Qt.

Nothing is written before `decide`; then everything is one act.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from annotator.model.change import Changes
from annotator.model.decision import NOTHING, Aspect, Decision, Verdict
from annotator.model.ids import AnnotatorName
from annotator.model.scheme import Attribute, Role, Scheme
from annotator.services.adjudication import deciding
from annotator.services.adjudication.cases import Case, CaseKind, Reading, Row, Said, State
from annotator.services.adjudication.choices import NEW_ARGUMENT, NO_REASON, Both, Choice, Edit, Nothing, Take, Why
from annotator.services.session import Session

WHOLE = ""
"""Stands for the whole case where a row's key is asked for."""
ADD = "+"
"""Stands there for what is no row yet."""


class Stand(Enum):
    """How the gold side of a row stands."""

    TO_CHOOSE = auto()
    AGREED = auto()
    """All say the same; nobody has to choose."""
    TAKEN = auto()
    BOTH = auto()
    EDITED = auto()
    NOTHING = auto()
    MOOT = auto()
    """There is nothing to decide: what it hangs on does not come into gold."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What gold would say in a row.

    Attributes:
        names: Whose reading it is.
        says: What gold would say; several if they stand beside each other.
    """

    stand: Stand
    names: tuple[AnnotatorName, ...] = ()
    says: tuple[Reading, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """A choice and whose reading it is; `Nothing` may be a reading, too."""

    choice: Choice
    names: tuple[AnnotatorName, ...] = ()


class CaseDraft:
    """What is chosen of one case.

    Attributes:
        case: As it was looked at.
    """

    def __init__(self, case: Case, scheme: Scheme) -> None:
        self.case = case
        self._scheme = scheme
        self._added: dict[str, Row] = {}
        self._made = 0
        self._picks: dict[str, Pick] = {}
        self._whole: Pick | None = None
        self._touched: set[str] = set()
        self._whys: dict[str, Why] = {}
        for row in case.rows:
            if row.decision is not None and row.state is State.DECIDED:
                self._remember(row, row.decision)

    def _remember(self, row: Row, decision: Decision) -> None:
        self._whys[row.key] = Why(decision.reason, decision.comment)
        pick = _picked(row, decision)
        is_said_above = self._was_left_out and row is not self.case.rows[0]
        if pick is not None and not is_said_above:
            self._picks[row.key] = pick

    @property
    def _was_left_out(self) -> bool:
        """Whether it was decided that the whole mention does not belong in gold."""
        first = self.case.rows[0]
        made = first.decision if first.state is State.DECIDED else None
        return made is not None and made.aspect is Aspect.MENTION and made.verdict in NOTHING

    @property
    def annotators(self) -> tuple[AnnotatorName, ...]:
        """Whose readings stand side by side."""
        return self.case.annotators

    @property
    def is_review(self) -> bool:
        """Whether one annotator is reviewed without a second one: what they say counts until it is corrected."""
        return len(self.annotators) == 1

    @property
    def is_touched(self) -> bool:
        """Whether something was chosen that is not written."""
        return bool(self._touched) or self._whole is not None

    # -- choosing

    def take(self, key: str, annotator: AnnotatorName) -> str:
        """Believe somebody in a row or in all of them; returns why that cannot be, or nothing."""
        if key == WHOLE:
            return self._take_whole(annotator)
        row = self.row(key)
        reading = row.readings.get(annotator)
        if reading is None:
            return "not asked"
        if key in self._added:
            return self._remove(key)
        if row.aspect is Aspect.SPAN and reading.record is None:
            return self.nothing(WHOLE, Verdict.NONE, (annotator,))
        choice: Choice = Nothing() if _is_empty(row, reading) else Take(annotator)
        self._set(key, Pick(choice, (annotator,)))
        return ""

    def _take_whole(self, annotator: AnnotatorName) -> str:
        if not self._has_something(annotator):
            return self.nothing(WHOLE, Verdict.NONE, (annotator,))
        self._whole = None
        for row in self.case.rows:
            if annotator in row.readings:
                self.take(row.key, annotator)
        if not self._added:  # what was added stands beside it, row by row
            self._whole = Pick(Take(annotator), (annotator,))
        return ""

    def _has_something(self, annotator: AnnotatorName) -> bool:
        if self.case.kind in (CaseKind.ENTITY, CaseKind.EVENT):
            return annotator in self.case.mentions
        reading = self.case.rows[0].readings.get(annotator)
        return reading is not None and not _is_empty(self.case.rows[0], reading)

    def toggle(self, key: str, annotator: AnnotatorName) -> str:
        """Put a reading beside those that are chosen in a row, or take it away again."""
        before = self._picks.get(key)
        names = list(before.names) if before is not None else []
        names = [name for name in names if name != annotator] if annotator in names else [*names, annotator]
        if len(names) < 2:
            return self.take(key, names[0]) if names else self.clear(key)
        return self.both(key, [name for name in self.annotators if name in names])

    def both(self, key: str, annotators: Iterable[AnnotatorName] | None = None) -> str:
        """Let several readings stand beside each other; returns why that cannot be, or nothing."""
        row = self.case.rows[0] if key == WHOLE else self.row(key)
        names = self._distinct(row, self.annotators if annotators is None else annotators)
        whole = key == WHOLE or row.aspect in (Aspect.SPAN, Aspect.RELATION)
        if not self.can_stand_beside(row):
            return "one only"
        if len(names) < 2:
            return "too few"
        if whole:
            self._forget_rows()
            self._whole = Pick(Both(names), names)
        else:
            self._set(key, Pick(Both(names), names))
        return ""

    def can_stand_beside(self, row: Row) -> bool:
        """Whether several readings of a row can be right at once."""
        return row.aspect in (Aspect.SPAN, Aspect.ARGUMENT, Aspect.RELATION)

    @staticmethod
    def _distinct(row: Row, names: Iterable[AnnotatorName]) -> tuple[AnnotatorName, ...]:
        """Those who have something there; of those who say the same the first one."""
        found: dict[object, AnnotatorName] = {}
        for name in names:
            reading = row.readings.get(name)
            if reading is not None and reading.record is not None:
                found.setdefault(_comparable(reading.said), name)
        return tuple(found.values())

    def edit(self, key: str, said: Said) -> None:
        """Say in a row what nobody has said."""
        if key in self._added and said is None:
            self._remove(key)
        else:
            self._set(key, Pick(Edit(said)))

    def nothing(self, key: str, verdict: Verdict, names: Sequence[AnnotatorName] = ()) -> str:
        """Let nothing of a row, or of the whole case, come into gold; a mention without span or label is none."""
        row = None if key == WHOLE else self.row(key)
        if row is None or row.aspect in (Aspect.SPAN, Aspect.LABEL):
            self._forget_rows()
            self._whole = Pick(Nothing(verdict), tuple(names))
        elif key in self._added:
            return self._remove(key)
        else:
            self._set(key, Pick(Nothing(verdict), tuple(names)))
        return ""

    def clear(self, key: str) -> str:
        """Choose nothing yet: in a row, or in all in which they do not agree."""
        self._whole = None
        for added in [added for added in self._added if key in (WHOLE, added)]:
            self._remove(added)
        for row in self.case.rows if key == WHOLE else filter(None, [self.find(key)]):
            self._picks.pop(row.key, None)
            self._touched.add(row.key)
            if key == WHOLE and row.agrees and row.readings:
                self.take(row.key, next(iter(row.readings)))
        return ""

    def _set(self, key: str, pick: Pick) -> None:
        if self._whole is not None and not isinstance(self._whole.choice, Take):
            self._picks.clear()
        self._whole = None
        self._picks[key] = pick
        self._touched.add(key)

    def _forget_rows(self) -> None:
        self._picks.clear()
        self._touched.clear()
        self._added.clear()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the case, then those that were added here."""
        return (*self.case.rows, *self._added.values())

    def find(self, key: str) -> Row | None:
        """The row of a key."""
        return self._added.get(key) or self.case.row(key)

    def row(self, key: str) -> Row:
        """The row of a key.

        Raises:
            KeyError: If there is none.
        """
        row = self.find(key)
        if row is None:
            raise KeyError(key)
        return row

    # -- adding

    def addable(self) -> tuple[tuple[Role, ...], tuple[Attribute, ...]]:
        """Which arguments, by their roles, and which attributes gold can have though no row speaks of them."""
        label = self._scheme.find(self._any_label())
        if label is None:
            return (), ()
        there = {row.name for row in self.rows if row.aspect is Aspect.ATTRIBUTE}
        attributes = self._scheme.attributes_of(label.name)
        return label.roles, tuple(attribute for attribute in attributes if attribute.name not in there)

    def _any_label(self) -> str:
        mentions = (*self.case.mentions.values(), *self.case.gold)
        is_mention = self.case.kind in (CaseKind.ENTITY, CaseKind.EVENT) and bool(mentions)
        return (self.label or mentions[0].label) if is_mention else ""

    def new_row(self, aspect: Aspect, name: str) -> Row:
        """A row for an argument or an attribute that nobody has said; `add` makes it one of the rows."""
        if aspect is Aspect.ARGUMENT:
            self._made += 1
            readings = {who: Reading() for who in self.annotators if who in self.case.mentions}
            return Row(f"{NEW_ARGUMENT}{self._made}", aspect, name, readings)
        default = self._scheme.attribute(name).default
        having = {who: m for who, m in self.case.mentions.items() if self._has_attribute(m.label, name)}
        return Row(f"{aspect}:{name}", aspect, name, {who: Reading(default, m) for who, m in having.items()})

    def _has_attribute(self, label: str, name: str) -> bool:
        found = self._scheme.find(label)
        return found is None or name in found.attributes

    def add(self, row: Row, said: Said) -> None:
        """Say something in a new row; nothing, if nothing is said."""
        if said is not None:
            self._added[row.key] = row
            self._set(row.key, Pick(Edit(said)))

    def _remove(self, key: str) -> str:
        del self._added[key]
        for known in (self._picks, self._whys):
            known.pop(key, None)
        self._touched.discard(key)
        return ""

    # -- reasons

    def why(self, key: str) -> Why:
        """The reason and comment of a row, or of the whole."""
        return self._whys.get(key, NO_REASON)

    def set_reason(self, key: str, reason: str) -> None:
        """Give a row, or the whole, a reason; the same again takes it back."""
        old = self.why(key)
        self._whys[key] = replace(old, reason="" if old.reason == reason else reason)
        self._note(key)

    def set_comment(self, key: str, comment: str) -> None:
        """Write a comment on a row, or on the whole."""
        if comment.strip() != self.why(key).comment:
            self._whys[key] = replace(self.why(key), comment=comment.strip())
            self._note(key)

    def _note(self, key: str) -> None:
        """A reason is something to write, if there is a choice that it can stand at."""
        self._touched |= {key} if key in self._picks else set()

    def _why_of(self, key: str) -> Why:
        own, whole = self.why(key), self.why(WHOLE)
        return Why(own.reason or whole.reason, own.comment or whole.comment)

    def _why_of_all(self) -> Why:
        keys = (WHOLE, *(row.key for row in self.case.rows))
        whys = [self.why(key) for key in keys if key in (WHOLE, self.case.rows[0].key) or key in self._touched]
        return Why(_first(why.reason for why in whys), _first(why.comment for why in whys))

    # -- how it stands

    def standing(self, row: Row) -> Standing:
        """What gold would say in a row if it were written now."""
        if self._whole is not None and not isinstance(self._whole.choice, Take):
            return self._stands_whole(row, self._whole)
        pick = self._picks.get(row.key)
        if pick is not None:
            return self._stands(row, pick)
        comes_back = self._was_left_out and bool(self._touched)
        if row.state is State.DECIDED and row.key not in self._touched and not comes_back:
            return self._decided(row)
        if self.is_moot(row):
            return Standing(Stand.MOOT)
        is_open = row.state is State.OPEN or comes_back
        if row.agrees and is_open and row.readings and (not row.gold or row.aspect is Aspect.CLUSTER):
            return self._agreed(row)
        return Standing(Stand.TO_CHOOSE)

    def _stands_whole(self, row: Row, whole: Pick) -> Standing:
        """Of a row while something was chosen for the whole case that is no reading of one annotator."""
        if isinstance(whole.choice, Nothing):
            stand = Stand.NOTHING if row is self.case.rows[0] else Stand.MOOT
            return Standing(stand, whole.names, verdict=whole.choice.verdict)
        says = [row.readings[name] for name in whole.names if name in row.readings]
        return Standing(Stand.BOTH, whole.names, tuple(reading for reading in says if reading.record is not None))

    def _stands(self, row: Row, pick: Pick) -> Standing:
        match pick.choice:
            case Take(annotator):
                alike = _alike(row, annotator)
                return Standing(Stand.TAKEN, tuple(alike), (row.readings[annotator],))
            case Both(annotators):
                return Standing(Stand.BOTH, annotators, tuple(row.readings[name] for name in annotators))
            case Edit(said):
                return Standing(Stand.EDITED, (), (Reading(said),))
            case Nothing(verdict):
                return Standing(Stand.NOTHING, pick.names, verdict=verdict)

    def _decided(self, row: Row) -> Standing:
        """Of a row that is decided without a choice that could be shown."""
        if not row.gold:
            return Standing(Stand.MOOT)
        return self._agreed(row) if row.agrees and row.readings else Standing(Stand.EDITED, (), row.gold)

    @staticmethod
    def _agreed(row: Row) -> Standing:
        return Standing(Stand.AGREED, tuple(row.readings), (next(iter(row.readings.values())),))

    def is_moot(self, row: Row) -> bool:
        """Whether the label that is chosen does not have the attribute of a row."""
        if row.aspect is not Aspect.ATTRIBUTE:
            return False
        return not self._has_attribute(self.label, row.name)

    @property
    def label(self) -> str:
        """The label that gold would have by now; empty while that is open."""
        row = self.case.row(Aspect.LABEL)
        says = self.standing(row).says if row is not None else ()
        return says[0].said if says and isinstance(says[0].said, str) else ""

    def is_chosen(self, row: Row, annotator: AnnotatorName) -> bool:
        """Whether gold would say what an annotator says there, by a choice."""
        standing = self.standing(row)
        return standing.stand is not Stand.AGREED and annotator in standing.names

    @property
    def remaining(self) -> list[Row]:
        """The rows in which something has still to be chosen."""
        return [row for row in self.rows if self.standing(row).stand is Stand.TO_CHOOSE]

    @property
    def settled(self) -> int:
        """How many rows need no choice any more."""
        return len(self.rows) - len(self.remaining)

    # -- writing

    def decide(self, session: Session, initiator: object = None) -> Changes:
        """Write it to gold, as one act.

        Raises:
            AnnotatorError: If it is refused; then nothing is written.
        """
        case, whole = self.case, self._whole
        if whole is None and self.is_review and not self._touched:
            whole = Pick(Take(self.annotators[0]))
        match whole.choice if whole is not None else None:
            case Take(annotator):
                return deciding.take(session, case, annotator, self._why_of_all(), initiator=initiator)
            case Both(annotators):
                return deciding.both(session, case, annotators, self._why_of_all(), initiator=initiator)
            case Nothing(verdict):
                say = deciding.all_wrong if verdict is Verdict.WRONG else deciding.none
                return say(session, case, self._why_of_all(), initiator=initiator)
            case _:
                return deciding.save(session, case, self.choices(), initiator=initiator)

    def choices(self) -> dict[str, Choice]:
        """The rows that are chosen here and not written yet, each with its reason."""
        keys: Collection[str] = self._picks if self.is_review else self._touched
        found = {key: replace(self._picks[key].choice, why=self._why_of(key)) for key in keys if key in self._picks}
        first = self.case.rows[0]
        if first.aspect in (Aspect.RELATION, Aspect.CLUSTER) and not found and first.readings:
            found[first.key] = Take(next(iter(first.readings)))
        if self.is_review:
            accepted = Take(self.annotators[0])
            found = {row.key: accepted for row in self.case.rows if _has_record(row, accepted)} | found
        return {row.key: found[row.key] for row in self.rows if row.key in found and not self.is_moot(row)}


def _has_record(row: Row, take: Take) -> bool:
    reading = row.readings.get(take.annotator)
    return reading is not None and reading.record is not None


def _is_empty(row: Row, reading: Reading) -> bool:
    """Whether taking a reading means that nothing is there."""
    return reading.record is None if row.aspect is not Aspect.CLUSTER else not reading.said


def _alike(row: Row, annotator: AnnotatorName) -> list[AnnotatorName]:
    """An annotator and those who say the same."""
    said = _comparable(row.readings[annotator].said)
    others = [name for name, reading in row.readings.items() if _comparable(reading.said) == said]
    return [annotator, *(name for name in others if name != annotator)]


def _comparable(said: Said) -> object:
    return isinstance(said, bool), repr(said)


def _picked(row: Row, decision: Decision) -> Pick | None:
    """The choice that a decision was, as far as it can still be shown."""
    names = tuple(name for name in decision.taken if name in row.readings)
    if decision.verdict in NOTHING:
        return Pick(Nothing(decision.verdict), names)
    if decision.verdict is Verdict.BOTH and len(names) > 1:
        return Pick(Both(names), names)
    if decision.verdict is Verdict.EDITED or not names:
        return Pick(Edit(row.gold[0].said)) if row.gold else None
    if decision.verdict is Verdict.AGREED and row.agrees:
        return None
    reading = row.readings[names[0]]
    return Pick(Nothing() if _is_empty(row, reading) else Take(names[0]), names)


def _first(words: Iterable[str]) -> str:
    return next((word for word in words if word), "")
