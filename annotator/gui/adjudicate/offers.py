"""What can be said for gold instead of what anybody has said: labels, values, roles, fillers, relations."""

from collections.abc import Iterable, Iterator, Sequence

from annotator.gui.adjudicate.draft import CaseDraft
from annotator.gui.adjudicate.words import CaseWords, tr
from annotator.gui.label_keys import completed
from annotator.gui.link_offers import Offer
from annotator.gui.widgets import Entry, Tone
from annotator.gui.widgets.chips import chip_name, key_sign
from annotator.model.annotation import Value
from annotator.model.decision import Aspect
from annotator.model.scheme import Attribute, AttributeKind, Label, Role, Scheme
from annotator.services.adjudication.board import Board
from annotator.services.adjudication.cases import Case, CaseKind, Link, Row, State

_SEPARATOR = "\n"
"""Between the parts of an id; names of a scheme cannot hold it."""
_FORWARD, _BACK = "forward", "back"
UNSAID = ""
"""The id of the value “not said”."""


class CaseOffers:
    """Makes the offers for one case."""

    def __init__(self, draft: CaseDraft, scheme: Scheme, board: Board, words: CaseWords, language: str) -> None:
        self._draft = draft
        self._case: Case = draft.case
        self._scheme = scheme
        self._board = board
        self._words = words
        self._language = language

    # -- labels

    def labels(self) -> Offer:
        """The labels of the kind of the case."""
        labels = self._scheme.labels_of("event" if self._case.kind is CaseKind.EVENT else "entity")
        return Offer(tr("Which label?"), self._label_entries(labels), hint=tr("Its key, or arrows and Enter"))

    def _label_entries(self, labels: Sequence[Label]) -> list[Entry]:
        keys = completed([label.key for label in labels])
        found = []
        for label, key in zip(labels, keys, strict=True):
            parent = self._scheme.find(label.parent)
            heading = parent.title(self._language) if parent is not None else ""
            name, title = chip_name(label, self._language), label.title(self._language)
            detail = "" if title.casefold() == name.casefold() else title
            found.append(Entry(label.name, name, detail, key_sign(key), heading, swatch=(label.hue, label.kind)))
        return found

    # -- attributes

    def values(self, attribute: Attribute) -> Offer:
        """The values of an attribute that has a list of them."""
        choices: list[tuple[str, str, str]] = []
        if attribute.kind is AttributeKind.YES_NO:
            choices = [("yes", tr("Yes"), "Y"), ("no", tr("No"), "N")]
        elif attribute.kind is AttributeKind.CHOICE:
            choices = [(choice.value, choice.title(self._language), choice.key) for choice in attribute.choices]
        keys = completed([*(key for _id, _title, key in choices), "0"])
        entries = [
            Entry(id_, title, key=key_sign(key)) for (id_, title, _given), key in zip(choices, keys, strict=False)
        ]
        entries.append(Entry(UNSAID, tr("not said"), key=key_sign(keys[-1])))
        return Offer(attribute.title(self._language), entries)

    @staticmethod
    def value(attribute: Attribute, id_: str) -> Value | None:
        """The value that an entry stands for; `None` for not said."""
        if id_ == UNSAID:
            return None
        return id_ == "yes" if attribute.kind is AttributeKind.YES_NO else id_

    # -- arguments

    def roles(self, row: Row) -> Offer:
        """The roles of the event; those that the readings give first."""
        label = self._scheme.find(self._label())
        roles: Sequence[Role] = label.roles if label is not None else ()
        said = {reading.said.name for reading in row.readings.values() if isinstance(reading.said, Link)}
        ordered = sorted(roles, key=lambda role: role.name not in said)
        keys = completed([role.key for role in ordered])
        pairs = zip(ordered, keys, strict=True)
        entries = [Entry(role.name, role.title(self._language), key=key_sign(key)) for role, key in pairs]
        return Offer(tr("Which role?"), entries, nothing=tr("This label has no roles."))

    def fillers(self, row: Row, role: str) -> Offer:
        """The mentions that may fill a role; those of the readings first, then the nearest.

        It is said of each whether it has still to be decided, or was left out of gold: then it cannot fill anything.
        """
        cases = [case for case in self._board.cases if case.kind in (CaseKind.ENTITY, CaseKind.EVENT)]
        there = {self._case.key, *self._filling(row, role)}
        fitting = [case for case in cases if case.key not in there and self._may_fill(role, case)]
        said = [key for reading in row.readings.values() if isinstance(reading.said, Link) for key in reading.said.ends]
        here = self._case.place[0]
        fitting.sort(key=lambda case: (case.key not in said, abs(case.place[0] - here)))
        return Offer(
            tr("Who fills {role}?").format(role=self._words.role_name(role, self._case)),
            [self._mention_entry(case) for case in fitting],
            placeholder=tr("Search the mentions"),
            nothing=tr("No mention of this document may fill it."),
        )

    def _filling(self, row: Row, role: str) -> Iterator[str]:
        """Who fills a role by another row, as gold stands by now."""
        for other in self._draft.rows:
            for reading in self._draft.standing(other).says if other.key != row.key else ():
                if isinstance(reading.said, Link) and reading.said.name == role:
                    yield from reading.said.ends

    def _may_fill(self, role: str, case: Case) -> bool:
        label = self._label()
        found = self._scheme.find(label)
        if found is None or all(known.name != role for known in found.roles):
            return True
        mentions = (*case.gold, *case.mentions.values())
        return any(self._scheme.may_fill(label, role, mention.label) for mention in mentions)

    def _mention_entry(self, case: Case) -> Entry:
        hue, kind = self._words.swatch(case)
        note, tone = "", Tone.PLAIN
        if not case.gold and (case.state is State.DECIDED or not case.agrees):
            is_out = case.state is State.DECIDED
            note, tone = (tr("left out"), Tone.FAINT) if is_out else (tr("open"), Tone.PLAIN)
        title, label = self._words.title(case).text, self._words.label(case)
        return Entry(case.key, title, label, swatch=(hue, kind.value), note=note, tone=tone)

    # -- what nobody has said

    def additions(self) -> Offer:
        """Arguments, by their roles, and attributes that can be given to gold."""
        roles, attributes = self._draft.addable()
        found = [(Aspect.ARGUMENT, role.name, role.title(self._language), role.key) for role in roles]
        found += [(Aspect.ATTRIBUTE, one.name, one.title(self._language), one.key) for one in attributes]
        headings = {Aspect.ARGUMENT: tr("Argument"), Aspect.ATTRIBUTE: tr("Attribute")}
        keys = completed([key for _aspect, _name, _title, key in found])
        entries = [
            Entry(f"{aspect}{_SEPARATOR}{name}", title, key=key_sign(key), heading=headings[aspect])
            for (aspect, name, title, _key), key in zip(found, keys, strict=True)
        ]
        return Offer(tr("What does gold have besides?"), entries, hint=tr("Its key, or arrows and Enter"))

    def added(self, id_: str) -> Row:
        """The new row that an entry stands for."""
        aspect, _separator, name = id_.partition(_SEPARATOR)
        return self._draft.new_row(Aspect(aspect), name)

    def _label(self) -> str:
        chosen = self._draft.label
        return chosen or next(iter((*self._case.mentions.values(), *self._case.gold))).label

    # -- relations

    def relations(self, row: Row) -> Offer:
        """The relations between two mentions, in both directions."""
        ends = next((r.said.ends for r in row.readings.values() if isinstance(r.said, Link)), ())
        entries = list(self._relation_entries(ends)) if len(ends) == 2 else []
        return Offer(tr("Which relation?"), entries, nothing=tr("No relation may join these two."))

    def _relation_entries(self, ends: Sequence[str]) -> Iterator[Entry]:
        source, target = ends
        found: list[tuple[str, str, Label]] = []
        for way, one, other in ((_FORWARD, source, target), (_BACK, target, source)):
            joining = self._joining(one, other)
            found += [(way, label.name, label) for label in joining if way == _FORWARD or not label.symmetric]
        keys = completed([label.key if way == _FORWARD else "" for way, _name, label in found])
        for (way, name, label), key in zip(found, keys, strict=True):
            one, other = (source, target) if way == _FORWARD else (target, source)
            words = f"{self._words.quote(one).text} → {self._words.quote(other).text}"
            yield Entry(f"{way}{_SEPARATOR}{name}", label.title(self._language), words, key_sign(key),
                        swatch=(label.hue, label.kind))  # fmt: skip

    def _joining(self, source: str, target: str) -> Iterable[Label]:
        ends = self._words.mention(source), self._words.mention(target)
        if ends[0] is None or ends[1] is None:
            return ()
        return self._scheme.relations_between(ends[0].label, ends[1].label)

    @staticmethod
    def relation(row: Row, id_: str) -> Link:
        """The relation that an entry stands for."""
        way, _separator, name = id_.partition(_SEPARATOR)
        ends = next(reading.said.ends for reading in row.readings.values() if isinstance(reading.said, Link))
        return Link(name, ends if way == _FORWARD else ends[::-1])


def attribute_of(row: Row, scheme: Scheme) -> Attribute | None:
    """The attribute of a row, if the scheme knows it."""
    if row.aspect is not Aspect.ATTRIBUTE:
        return None
    return next((attribute for attribute in scheme.attributes if attribute.name == row.name), None)
