"""What the cells of a case say, as blocks of text with their own directions; no painting."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication, Qt

from annotator.gui.widgets.painting import one_line, qt_direction, text_direction
from annotator.model.annotation import Attributes, Kind, Mention, Value
from annotator.model.decision import Aspect
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.adjudication.board import Board
from annotator.services.adjudication.cases import Case, CaseKind, Link, Reading, Row, State
from annotator.services.quoting import Quotes
from annotator.services.session import Session


def tr(text: str) -> str:
    """A text of the mode in the interface language."""
    return QCoreApplication.translate("Adjudicate", text)


_TOLD = 2
"""Mentions that stand for those which all layers keep together."""


def held_together(members: Sequence[str], divisions: Sequence[Sequence[Sequence[str]]]) -> dict[str, tuple[str, ...]]:
    """For each member those that every division puts together with it, itself among them; in their order."""
    places: dict[str, list[int]] = {member: [] for member in members}
    for division in divisions:
        parts = {key: number for number, part in enumerate(division) for key in part}
        for member, found in places.items():
            found.append(parts.get(member, -1))
    groups: dict[tuple[int, ...], list[str]] = {}
    for member, found in places.items():
        groups.setdefault(tuple(found), []).append(member)
    return {member: tuple(group) for group in groups.values() for member in group}


class Style(Enum):
    """How a block looks."""

    QUOTE = auto()
    """Words of a document: in their own direction, at their own side."""
    WORD = auto()
    """A label or value: at the interface's side."""
    SUB = auto()
    """Said below another block, small."""


@dataclass(frozen=True, slots=True)
class Block:
    """A text of one or more lines; without a `direction` its letters decide."""

    text: str
    style: Style = Style.WORD
    direction: Qt.LayoutDirection | None = None
    differs: bool = False
    """Of a mention in clusters: whether the layers do not all put it together with the same ones."""

    @property
    def runs(self) -> Qt.LayoutDirection:
        """The direction of its lines."""
        return text_direction(self.text) if self.direction is None else self.direction


@dataclass(frozen=True, slots=True)
class CellWords:
    """What stands in a cell: blocks below each other, or for clusters groups of mentions."""

    blocks: tuple[Block, ...] = ()
    groups: tuple[tuple[Block, ...], ...] = ()

    @property
    def plain(self) -> str:
        """All of it on one line, for those who hear it."""
        groups = " | ".join(", ".join(block.text for block in group) for group in self.groups)
        return ", ".join(filter(None, (*(block.text for block in self.blocks), groups)))


class CaseWords:
    """The words for the cases of one document.

    Args:
        session: To quote with.
        board: Of the document.
        language: Of the interface, such as `de`.
        quotes: Of the session.
    """

    def __init__(self, session: Session, board: Board, language: str, quotes: Quotes) -> None:
        self._text = session.text(board.document)
        self._scheme: Scheme = session.scheme
        self._board = board
        self._language = language
        self._quotes = quotes

    # -- names

    def kind(self, case: Case) -> str:
        """What a case is about."""
        names = {
            CaseKind.ENTITY: tr("Entity"),
            CaseKind.EVENT: tr("Event"),
            CaseKind.RELATION: tr("Relation"),
            CaseKind.CLUSTER: tr("Clusters"),
        }
        return names[case.kind]

    def label(self, case: Case) -> str:
        """The label that the first who has something there gives."""
        if case.kind is CaseKind.CLUSTER:
            return self.label_name(self._label_of(case.members[0])) if case.members else ""
        if case.kind is CaseKind.RELATION:
            readings = (*case.rows[0].readings.values(), *case.rows[0].gold)
            return next((self.label_name(r.said.name) for r in readings if isinstance(r.said, Link)), "")
        return self.label_name(next(iter((*case.mentions.values(), *case.gold))).label)

    def _label_of(self, key: str) -> str:
        mention = self.mention(key)
        return mention.label if mention is not None else ""

    def label_name(self, name: str) -> str:
        """A label by its name in the interface's language, else by its full one."""
        label = self._scheme.find(name)
        if label is None or self._language == "en":
            return name
        return label.names.get(self._language, name)

    def note(self, case: Case) -> str:
        """How far a case is, in few words."""
        if case.state is State.REOPENED:
            return tr("reopened")
        if case.state is State.DECIDED:
            return tr("decided")
        if len(case.annotators) == 1:
            return tr("to review")
        differ = sum(not row.agrees for row in case.rows)
        if not differ:
            return tr("all agree")
        return tr("1 differs") if differ == 1 else tr("{n} differ").format(n=differ)

    def row(self, row: Row, case: Case) -> str:
        """What a row decides."""
        match row.aspect:
            case Aspect.SPAN | Aspect.MENTION:
                return tr("Trigger") if case.kind is CaseKind.EVENT else tr("Span")
            case Aspect.LABEL:
                return tr("Type") if case.kind is CaseKind.EVENT else tr("Label")
            case Aspect.ATTRIBUTE:
                return self.attribute_name(row.name)
            case Aspect.ARGUMENT:
                return self._argument_name(row, case)
            case Aspect.RELATION:
                return tr("Relation")
            case Aspect.CLUSTER:
                return tr("Clusters")

    def attribute_name(self, name: str) -> str:
        """The name of an attribute."""
        found = next((known for known in self._scheme.attributes if known.name == name), None)
        return found.title(self._language) if found is not None else name

    def _argument_name(self, row: Row, case: Case) -> str:
        """The role, if all who have the argument give it the same."""
        roles = {reading.said.name for reading in row.readings.values() if isinstance(reading.said, Link)}
        if len(roles) > 1:
            return tr("Argument")
        return self.role_name(next(iter(roles), row.name), case)

    def role_name(self, role: str, case: Case) -> str:
        """The name of a role of the event."""
        for mention in (*case.mentions.values(), *case.gold):
            label = self._scheme.find(mention.label)
            found = next((one for one in (label.roles if label is not None else ()) if one.name == role), None)
            if found is not None:
                return found.title(self._language)
        return role

    # -- cells

    def cell(self, case: Case, row: Row, reading: Reading, annotator: AnnotatorName | None = None) -> CellWords:
        """What a reading says.

        Args:
            case: Of the row.
            row: Of the reading.
            reading: Of an annotator, or gold's.
            annotator: Whose spans are quoted for what it joins; gold's or the first one's if nobody's.
        """
        said = reading.said
        match said:
            case Span():
                return CellWords((self.span(case, said),))
            case Link():
                return self._link(case, row, said, annotator)
            case tuple():
                return CellWords(groups=self._groups(case, said, annotator))
            case None:
                return CellWords((Block(self.nothing(row, case)),))
            case _:
                return CellWords((Block(self.value(row, said)),))

    def nothing(self, row: Row, case: Case) -> str:
        """That nothing is there."""
        match row.aspect:
            case Aspect.SPAN:
                return tr("no event") if case.kind is CaseKind.EVENT else tr("no mention")
            case Aspect.ATTRIBUTE:
                return tr("not said")
            case _:
                return tr("none")

    def span(self, case: Case, span: Span) -> Block:
        """The words of a span; `…` between its pieces."""
        words = " … ".join(one_line(self._text[start:end]) for start, end in span.fragments)
        mention = next(iter((*case.mentions.values(), *case.gold)))
        return Block(words, Style.QUOTE, qt_direction(self._quotes.direction(replace(mention, span=span))))

    def value(self, row: Row, said: Value) -> str:
        """A label or a value of an attribute."""
        if row.aspect is Aspect.LABEL:
            return self.label_name(str(said))
        return self.attribute_value(row.name, said)

    def attribute_value(self, name: str, said: Value) -> str:
        """A value by its name in the interface's language."""
        if isinstance(said, bool):
            return tr("Yes") if said else tr("No")
        attribute = next((known for known in self._scheme.attributes if known.name == name), None)
        choices = attribute.choices if attribute is not None else ()
        found = next((choice for choice in choices if choice.value == said), None)
        return found.title(self._language) if found is not None else one_line(str(said))

    def _link(self, case: Case, row: Row, link: Link, annotator: AnnotatorName | None) -> CellWords:
        ends = [self.quote(key, annotator) for key in link.ends]
        if row.aspect is Aspect.RELATION:
            name = Block(f"{self.label_name(link.name)} →", Style.SUB)
            return CellWords((*ends[:1], name, *ends[1:], *self._values(link.attributes)))
        names = {reading.said.name for reading in row.readings.values() if isinstance(reading.said, Link)} or {row.name}
        role = tr("as {role}").format(role=self.role_name(link.name, case))
        roles = () if names == {link.name} else (Block(role, Style.SUB),)
        return CellWords((*ends, *roles, *self._values(link.attributes)))

    def _values(self, attributes: Attributes) -> Iterator[Block]:
        defaults = {known.name: known.default for known in self._scheme.attributes}
        for name, value in attributes.items():
            if value == defaults.get(name):
                continue
            yield Block(f"{self.attribute_name(name)}: {self.attribute_value(name, value)}", Style.SUB)

    def _groups(
        self, case: Case, parts: Sequence[Sequence[str]], annotator: AnnotatorName | None
    ) -> tuple[tuple[Block, ...], ...]:
        """Clusters as differences: what all keep together is told by its first two mentions and a count."""
        readings = [reading.said for reading in case.rows[0].readings.values() if isinstance(reading.said, tuple)]
        together = held_together(case.members, readings)
        largest = max(together.values(), key=len, default=())
        return tuple(tuple(self._members(part, together, largest, annotator)) for part in parts)

    def _members(
        self,
        part: Sequence[str],
        together: Mapping[str, Sequence[str]],
        largest: Sequence[str],
        annotator: AnnotatorName | None,
    ) -> Iterator[Block]:
        told: set[str] = set()
        for key in part:
            if key in told:
                continue
            held = [other for other in together.get(key, (key,)) if other in part]
            told.update(held)
            shown = held if len(held) <= _TOLD + 1 else held[:_TOLD]
            for other in shown:
                yield replace(self.quote(other, annotator), differs=key not in largest)
            if len(shown) < len(held):
                more = tr("+{n} more").format(n=len(held) - len(shown))
                yield Block(more, Style.SUB, differs=key not in largest)

    def quote(self, key: str, annotator: AnnotatorName | None = None) -> Block:
        """The mention of a case in its own words, as an annotator has it, else as gold or the first one has it."""
        mention = self.mention(key, annotator)
        if mention is None:
            return Block("…", Style.QUOTE)
        words = one_line(self._quotes.words(mention))
        return Block(words, Style.QUOTE, qt_direction(self._quotes.direction(mention)))

    def mention(self, key: str, annotator: AnnotatorName | None = None) -> Mention | None:
        """The mention of a case; see `quote`."""
        try:
            case = self._board.case(key)
        except AnnotatorError:
            return None
        if annotator is not None and annotator in case.mentions:
            return case.mentions[annotator]
        return next(iter((*case.gold, *case.mentions.values())), None)

    def title(self, case: Case) -> Block:
        """What a case is called in one line."""
        if case.kind is CaseKind.CLUSTER:
            return self.quote(case.members[0]) if case.members else Block("…")
        mention = next(iter((*case.mentions.values(), *case.gold)))
        words = one_line(self._quotes.words(mention))
        return Block(words, Style.QUOTE, qt_direction(self._quotes.direction(mention)))

    def swatch(self, case: Case) -> tuple[str, Kind]:
        """Hue and kind of the label of a case."""
        mentions = [*case.mentions.values(), *case.gold]
        mention = mentions[0] if mentions else self.mention(case.members[0]) if case.members else None
        label = self._scheme.find(mention.label) if mention is not None else None
        return label.hue if label is not None else "slate", mention.kind if mention is not None else Kind.ENTITY
