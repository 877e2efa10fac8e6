"""What the card for links offers at each step: roles, relations, and the mentions or labels that could fill them.

The steps are values: which of them follows which is `linking`'s. Ids of entries are names of roles, relations and
labels, ids of mentions, or for links between two given mentions their place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from annotator.gui.label_keys import completed
from annotator.gui.messages import quoted
from annotator.gui.widgets import Entry, Tone
from annotator.gui.widgets.chips import chip_name, key_sign
from annotator.model.annotation import Kind, Mention
from annotator.model.scheme import Label, Role, Scheme, Strictness
from annotator.model.span import Span
from annotator.services.arguments import arguments_of
from annotator.services.candidates import Candidate, Candidates, Link, PossibleArgument
from annotator.services.session import Session

PAIR = "\n"
"""Stands between role and label in the id of a pair; names of a scheme cannot hold it."""
_NAMED = 4
"""So many labels or roles are named in a sentence; more would not be read."""


@dataclass(frozen=True, slots=True)
class ChooseRole:
    """Which role of an event."""

    event: Mention


@dataclass(frozen=True, slots=True)
class ChooseFiller:
    """Which mention fills a role."""

    event: Mention
    role: str


@dataclass(frozen=True, slots=True)
class ChooseLabel:
    """As what a piece of text fills a role."""

    event: Mention
    role: str
    span: Span


@dataclass(frozen=True, slots=True)
class ChoosePair:
    """In which role, and as what, a piece of text becomes part of an event."""

    event: Mention
    span: Span


@dataclass(frozen=True, slots=True)
class ChooseRelation:
    """Which relation leads from a mention."""

    source: Mention


@dataclass(frozen=True, slots=True)
class ChooseTarget:
    """To which mention a relation leads."""

    source: Mention
    relation: str


@dataclass(frozen=True, slots=True)
class ChooseLink:
    """Which of several links joins two mentions; a line was drawn from `source` to `target`."""

    source: Mention
    target: Mention
    links: tuple[Link, ...]


Step = ChooseRole | ChooseFiller | ChooseLabel | ChoosePair | ChooseRelation | ChooseTarget | ChooseLink


@dataclass(frozen=True, slots=True)
class Offer:
    """What the card shows.

    Attributes:
        title: What is being chosen, and for which mention.
        hint: What else one can do; below the entries.
        placeholder: Of the search field; without one there is no field, and keycaps are pressed.
        nothing: Said if there are no entries.
    """

    title: str
    entries: Sequence[Entry]
    hint: str = ""
    placeholder: str = ""
    nothing: str = ""


class LinkOffers(QObject):
    """Makes the offers from what the session knows now, named in the language of the interface."""

    def __init__(self, session: Session, language: str) -> None:
        super().__init__()
        self._session = session
        self._scheme = session.scheme
        self._language = language

    def offer(self, step: Step) -> Offer:
        """What there is to choose from."""
        match step:
            case ChooseRole(event):
                made = self._roles(event)
            case ChooseFiller(event, role):
                made = self._fillers(event, role)
            case ChooseLabel(event, role, span):
                made = self._labels(event, role, span)
            case ChoosePair(event, span):
                made = self._pairs(event, span)
            case ChooseRelation(source):
                made = self._relations(source)
            case ChooseTarget(source, relation):
                made = self._targets(source, relation)
            case ChooseLink(source, target, links):
                made = self._links(source, target, links)
        return made

    # -- arguments

    def _roles(self, event: Mention) -> Offer:
        roles = self._scheme.label(event.label).roles
        keys = completed([role.key for role in roles])
        entries = [self._role(event, role, key) for role, key in zip(roles, keys, strict=True)]
        nothing = self.tr("{label} has no roles.").format(label=event.label)
        return Offer(self._of(self.tr("Argument of {mention}"), event), entries, nothing=nothing)

    def _role(self, event: Mention, role: Role, key: str) -> Entry:
        fewest, most = role.bounds
        count = self._count(event, role)
        takes = self._any_of(role.fillers) if role.fillers else self.tr("any mention")
        if count < fewest:
            note = self.tr("required") if fewest == 1 else self.tr("{count} of {most}").format(count=count, most=most)
            return replace(self._named_role(role, key), detail=takes, note=note, tone=Tone.MISSING)
        note = str(count) if most is None else self.tr("{count} of {most}").format(count=count, most=most)
        return replace(self._named_role(role, key), detail=takes, note=note)

    def _named_role(self, role: Role, key: str) -> Entry:
        also = "\n".join((role.name, *role.names.values()))
        return Entry(role.name, self._role_name(role), key=key_sign(key), also=also)

    def _role_name(self, role: Role) -> str:
        """What a role is called where the interface speaks another language, else its own name."""
        return role.names.get(self._language, role.name) if self._language != "en" else role.name

    def _count(self, event: Mention, role: Role) -> int:
        return sum(argument.role == role.name for argument in arguments_of(self._session, event.id))

    def fills_place(self, event: Mention, role: str) -> bool:
        """Whether a new filler takes the place of the only one, because the role takes no second."""
        rule = self._scheme.role(event.label, role)
        is_full = rule.bounds[1] == 1 and self._count(event, rule) == 1
        return is_full and self._session.strictness is Strictness.REFUSE

    def _fillers(self, event: Mention, role: str) -> Offer:
        rule = self._scheme.role(event.label, role)
        ranked = self._candidates(event).fillers(event, role)
        takes = self._any_of(rule.fillers)
        misfits = self.tr("Do not fit: {role} takes {labels}").format(role=self._role_name(rule), labels=takes)
        title = self._of(self.tr("{role} of {mention}").replace("{role}", self._role_name(rule)), event)
        hint = self.tr("Or select text and press its label's key")
        if self.fills_place(event, role):
            hint = self.tr("Takes the place of the present filler")
        nothing = self.tr("There is no other mention yet. Select text and press its label's key.")
        return Offer(title, self._ranked(event, ranked, misfits), hint, self.tr("Type a part of the filler"), nothing)

    def _labels(self, event: Mention, role: str, span: Span) -> Offer:
        rule = self._scheme.role(event.label, role)
        text = quoted(span.text(self._session.text(event.document)))
        title = self.tr("{text} as {role}").format(text=text, role=self._role_name(rule))
        entries = [self._label(label) for label in self._scheme.labels_filling(event.label, role)]
        hint = self.tr("Press a label's key") if len(entries) > 1 else self.tr("Press Enter")
        return Offer(title, entries, hint, self.tr("Type a part of the label"))

    def _label(self, label: Label) -> Entry:
        also = "\n".join((label.name, *label.names.values()))
        name = chip_name(label, self._language)
        return Entry(label.name, name, key=key_sign(label.key), also=also, swatch=(label.hue, label.kind))

    def _pairs(self, event: Mention, span: Span) -> Offer:
        text = quoted(span.text(self._session.text(event.document)))
        title = self._of(self.tr("{text} as part of {mention}").replace("{text}", text), event)
        entries = [entry for role in self._scheme.label(event.label).roles for entry in self._pairs_of(event, role)]
        nothing = self.tr("{label} has no roles.").format(label=event.label)
        return Offer(title, entries, placeholder=self.tr("Type a role or a label"), nothing=nothing)

    def _pairs_of(self, event: Mention, role: Role) -> Iterable[Entry]:
        is_full = role.bounds[1] is not None and self._count(event, role) >= role.bounds[1]
        note = self.tr("full") if is_full else ""
        for label in self._scheme.labels_filling(event.label, role.name):
            plain = self._label(label)
            yield replace(
                plain,
                id=f"{role.name}{PAIR}{label.name}",
                text=f"{self._role_name(role)} · {plain.text}",
                key="",
                also=f"{plain.also}\n{role.name}",
                note=note,
                tone=Tone.FAINT if is_full else Tone.PLAIN,
            )

    # -- relations

    def _relations(self, source: Mention) -> Offer:
        relations = self._scheme.relations_from(source.label)
        keys = completed([relation.key for relation in relations])
        entries = [self._relation(relation, key) for relation, key in zip(relations, keys, strict=True)]
        nothing = self.tr("No relation of the scheme begins at {label}.").format(label=source.label)
        return Offer(self._of(self.tr("Relation from {mention}"), source), entries, nothing=nothing)

    def _relation(self, relation: Label, key: str) -> Entry:
        targets = self._any_of(relation.target) if relation.target else self.tr("any mention")
        arrow = "↔" if relation.symmetric else "→"
        return replace(self._label(relation), key=key_sign(key), detail=f"{arrow} {targets}")

    def _targets(self, source: Mention, relation: str) -> Offer:
        rule = self._scheme.label(relation)
        ranked = self._candidates(source).targets(source, relation)
        name = chip_name(rule, self._language)
        misfits = self.tr("Do not fit: {relation} leads to {labels}")
        heading = misfits.format(relation=name, labels=self._any_of(rule.target))
        title = self._of(self.tr("{relation} from {mention}").replace("{relation}", name), source)
        nothing = self.tr("There is no other mention yet.")
        return Offer(
            title, self._ranked(source, ranked, heading), "", self.tr("Type a part of the other mention"), nothing
        )

    # -- between two

    def _links(self, source: Mention, target: Mention, links: Sequence[Link]) -> Offer:
        keys = completed([self._key_of(link) for link in links])
        entries = [self._link(str(i), link, key) for i, (link, key) in enumerate(zip(links, keys, strict=True))]
        title = self.tr("{one} and {other}")
        return Offer(title.format(one=self._text(source), other=self._text(target)), entries)

    def _key_of(self, link: Link) -> str:
        """Keys of roles count; those of relations could be the same, so they are given anew."""
        return self._scheme.role(link.event.label, link.role).key if isinstance(link, PossibleArgument) else ""

    def _link(self, id_: str, link: Link, key: str) -> Entry:
        if isinstance(link, PossibleArgument):
            role = self._scheme.role(link.event.label, link.role)
            heading = self._of(self.tr("Argument of {mention}"), link.event)
            return replace(self._role(link.event, role, key), id=id_, detail="", heading=heading)
        heading = self._of(self.tr("Relation from {mention}"), link.source)
        return replace(self._relation(self._scheme.label(link.label), key), id=id_, detail="", heading=heading)

    # -- candidates

    def _candidates(self, near: Mention) -> Candidates:
        session = self._session
        contents = session.layer(near.document)
        return Candidates(contents, self._scheme, session.text(near.document), session.document(near.document).language)

    def _ranked(self, near_to: Mention, ranked: Iterable[Candidate], misfits: str) -> list[Entry]:
        """Those that fit by nearness; then those that are there already, then those that do not fit."""
        text = self._session.text(near_to.document)
        groups: tuple[list[Entry], ...] = ([], [], [], [])
        near, far, taken = self.tr("In the same sentence"), self.tr("Elsewhere"), self.tr("There already")
        for candidate in ranked:
            entry = self._mention(candidate.mention, text)
            if candidate.is_taken:
                groups[2].append(replace(entry, heading=taken, tone=Tone.FAINT))
            elif not candidate.fits:
                groups[3].append(replace(entry, heading=misfits, tone=Tone.FAINT))
            else:
                groups[not candidate.is_near].append(replace(entry, heading=near if candidate.is_near else far))
        return [entry for group in groups for entry in group]

    def _mention(self, mention: Mention, text: str) -> Entry:
        label = self._scheme.find(mention.label)
        swatch = (label.hue, label.kind) if label is not None else None
        note = chip_name(label, self._language) if label is not None else mention.label
        also = "\n".join(label.names.values()) if label is not None else ""
        words = mention.span.text(text)
        return Entry(mention.id, words, note=note, also=f"{mention.label}\n{also}", swatch=swatch)

    # -- words

    def _of(self, template: str, mention: Mention) -> str:
        """A template that names a mention by its text."""
        return template.replace("{mention}", self._text(mention))

    def _text(self, mention: Mention) -> str:
        return quoted(mention.span.text(self._session.text(mention.document)))

    def _any_of(self, labels: Sequence[str]) -> str:
        """Some labels in a sentence: `PERSON, ORG or GPE`."""
        names = [self._leaf(name) for name in labels]
        if not names:
            return self.tr("any mention")
        if len(names) > _NAMED:
            return ", ".join(names[:_NAMED]) + " …"
        first, last = names[:-1], names[-1]
        return self.tr("{first} or {last}").format(first=", ".join(first), last=last) if first else last

    def _leaf(self, name: str) -> str:
        label = self._scheme.find(name)
        return name if label is None else chip_name(label, self._language)

    def why_nothing(self, one: Mention, other: Mention) -> str:
        """Why nothing can join two mentions, and what would."""
        event, filler = (one, other) if one.kind is Kind.EVENT else (other, one)
        if event.kind is Kind.EVENT:
            roles = self._scheme.label(event.label).roles
            words = self.tr("{filler} fits no role of {event}; there are {roles}.")
            said = [f"{self._role_name(role)} ({self._any_of(role.fillers)})" for role in roles[:_NAMED]]
            more = " …" if len(roles) > _NAMED else ""
            if not roles:
                words = self.tr("{event} has no roles, and no relation leads from {one} to {other}.")
            return words.format(
                filler=filler.label, event=event.label, roles=", ".join(said) + more, one=one.label, other=other.label
            )
        words = self.tr("No relation leads from {one} to {other}; from {one} lead {relations}.")
        relations = self._scheme.relations_from(one.label)
        names = ", ".join(chip_name(relation, self._language) for relation in relations)
        return words.format(one=one.label, other=other.label, relations=names or self.tr("none"))


def lenient_links(scheme: Scheme, one: Mention, other: Mention) -> tuple[Link, ...]:
    """What a person may mean in a project that only warns, when nothing fits: any role of the event."""
    event, filler = (one, other) if one.kind is Kind.EVENT else (other, one)
    roles = scheme.label(event.label).roles if event.kind is Kind.EVENT and one.id != other.id else ()
    return tuple(PossibleArgument(event, role.name, filler) for role in roles)
