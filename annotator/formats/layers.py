"""Layers of INCEpTION and other UIMA tools, as WebAnno TSV and CAS files have them, into mentions and what joins them.

A layer of spans with slots is one of events, and so is one whose labels the project's scheme has for events. The label
is its feature `label` or `value`, else the first; other features are attributes. Layers of single words (part of
speech, lemma …) are passed over, and that is said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, NamedTuple

from annotator.formats.drafting import Draft, shown
from annotator.formats.entry import Entry
from annotator.formats.interface import ReadOptions
from annotator.formats.losses import Loss, Losses
from annotator.formats.plain_links import kind_of
from annotator.formats.projection import keep_relations, without_attributes
from annotator.formats.rams import UNTYPED
from annotator.formats.records import attempt
from annotator.formats.said_values import as_text
from annotator.formats.said_values import value_of as typed
from annotator.formats.worded_events import Facts
from annotator.model.annotation import Kind, Value
from annotator.model.scheme import Scheme
from annotator.model.span import Span

ENTITY: Final = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
EVENT: Final = "webanno.custom.Event"
CHAIN: Final = "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink"
RELATIONS: Final = ("webanno.custom.EntityRelation", "webanno.custom.EventRelation")
LABEL, NOTE, IDENTIFIER = "label", "note", "identifier"
RESERVED: Final = frozenset(
    {LABEL, NOTE, IDENTIFIER, "value", "begin", "end", "sofa", "type", "self", "arguments", "role", "target"}
)
"""Names that are taken there."""

_LABELS = (LABEL, "value", "type", "category")
_OF_WORDS = (
    ".POS", ".Lemma", ".Stem", ".MorphologicalFeatures", ".Dependency", ".Token", ".Sentence", ".SurfaceForm",
    ".DocumentMetaData", ".DocumentAnnotation", ".MetaDataStringField", ".TagsetDescription", ".TagDescription",
)  # fmt: skip


def feature_of(attribute: str) -> str:
    """What the feature for an attribute is called: one whose name is taken has a bar behind it."""
    return f"{attribute}_" if attribute in RESERVED else attribute


def attribute_of(feature: str) -> str:
    """The attribute that a feature is for."""
    return feature[:-1] if feature[-1:] == "_" and feature[:-1] in RESERVED else feature


def can_be_a_feature(attribute: str) -> bool:
    """Whether an attribute has a name like those of programs."""
    return attribute.isidentifier() and not attribute.startswith("_") and attribute_of(attribute) == attribute


def can_be_said(scheme: Scheme | None, name: str, value: Value) -> bool:
    """Whether an attribute comes back from a feature, which has a name like those of programs and is text."""
    if not can_be_a_feature(name):
        return False
    text = as_text(value)
    back = typed(scheme, name, text)
    return bool(text) and back == value and type(back) is type(value)


def sayable(entry: Entry, scheme: Scheme, losses: Losses) -> Entry:
    """Relations of two of a kind, attributes that can be said as text, clusters with nothing but an identifier."""
    contents, document = entry.contents, entry.document.id
    if contents is None:
        return entry
    kinds = {mention.id: mention.kind for mention in contents.mentions}
    entry = keep_relations(entry, lambda relation: kinds[relation.source] is kinds[relation.target], losses)
    losses.add(document, Loss.CLUSTER_FACT, sum(bool(cluster.label or cluster.name) for cluster in contents.clusters))
    clusters = tuple(replace(cluster, label=None, name="", representative=None) for cluster in contents.clusters)
    entry = replace(entry, contents=replace(entry.contents or contents, clusters=clusters))
    return without_attributes(entry, losses, lambda name, value: can_be_said(scheme, name, value))


class Element(NamedTuple):
    """A link of a chain: what it is called, its line, where it stands, and its label."""

    name: str
    line: int | None
    span: Span
    label: str


def is_of_words(layer: str) -> bool:
    """Whether a layer is one that is passed over."""
    return layer.endswith(_OF_WORDS)


def is_silent(layer: str) -> bool:
    """Whether a layer that is passed over says nothing that anybody could miss."""
    return layer.endswith((".Token", ".Sentence", ".DocumentMetaData", ".DocumentAnnotation"))


class Layers:
    """Turns annotations of layers into records of a draft."""

    def __init__(self, draft: Draft, options: ReadOptions) -> None:
        self._draft = draft
        self._scheme = options.scheme
        self._facts = Facts(draft, options)
        self._at: dict[Span, list[str]] = {}
        self._identifiers: dict[str, str] = {}
        self._clustered: set[str] = set()

    def pass_over(self, layers: Sequence[str]) -> None:
        """Say which layers were not read."""
        for layer in sorted(set(layers)):
            self._draft.bend(f"The layer {shown(layer)} was not read.")

    def _labelled(self, layer: str, said: Mapping[str, str]) -> tuple[str, dict[str, Value]]:
        """Label and other facts of an annotation."""
        names = [name for name in (*_LABELS, *said) if name in said and name not in (NOTE, IDENTIFIER)]
        label = self._facts.label(said[names[0]]) if names else layer.rpartition(".")[2]
        others = {name: value for name, value in said.items() if name not in (NOTE, IDENTIFIER, *names[:1])}
        return label, self._typed(others)

    def _typed(self, said: Mapping[str, str]) -> dict[str, Value]:
        named = {attribute_of(feature): value for feature, value in said.items()}
        return {name: typed(self._scheme, name, value) for name, value in named.items()}

    def mention(self, key: str, layer: str, span: Span, said: Mapping[str, str], *, has_slots: bool) -> None:
        """A span with what its features say.

        Raises:
            FormatError: If it does not lie in the text.
        """
        label, values = self._labelled(layer, said)
        kind = Kind.EVENT if has_slots else kind_of(label, self._scheme)
        kind = Kind.ENTITY if layer == ENTITY else kind
        self._draft.mention(kind, label, span, key, self._facts.attributes(label, values))
        self._at.setdefault(span, []).append(key)
        if said.get(NOTE):
            self._draft.set_note(key, said[NOTE])
        if said.get(IDENTIFIER):
            self._identifiers[key] = said[IDENTIFIER]

    def left_out(self, name: str) -> None:
        """Count a fact for which there is no place."""
        self._facts.left_out(name)

    def argument(self, event: str, role: str, filler: str, said: Mapping[str, str] | None = None) -> None:
        """A filler of a slot; a role that is not said is called like the filler's label.

        Raises:
            FormatError: If one is not there.
        """
        label, usual = self._draft.get(event).label, self._draft.get(filler).label
        name = self._facts.role(label, role or usual)
        self._draft.argument(event, name, filler, self._typed(said or {}))

    def relation(self, layer: str, said: Mapping[str, str], source: str, target: str) -> None:
        """A relation with what its features say.

        Raises:
            FormatError: If an end is not there.
        """
        label, values = self._labelled(layer, said)
        attributes = values if layer in RELATIONS else self._facts.attributes(label, values)
        self._draft.relation(label, source, target, attributes=attributes)

    def chain(self, name: str, elements: Sequence[Element]) -> None:
        """A cluster, from the links of a chain."""
        members: list[str] = []
        for element in elements:
            attempt(self._draft, element.name, partial(self._element, name, element, members), element.line)
        identifiers = [self._identifiers[key] for key in members if key in self._identifiers]
        self._clustered |= set(members)
        self._draft.cluster(name, members, kb=identifiers[0] if identifiers else "")

    def _element(self, chain: str, element: Element, members: list[str]) -> None:
        """The mention with the element's place and label, else with its place, else a new one."""
        there = [key for key in self._at.get(element.span, ()) if key not in members]
        there.sort(key=lambda key: (self._draft.get(key).label != element.label, key in self._clustered))
        if there:
            members.append(there[0])
            return
        key = f"{chain} {len(members)} {element.span.start}"
        self._draft.mention(Kind.ENTITY, UNTYPED, element.span, key)
        if element.label:
            self._facts.left_out("referenceType")
        members.append(key)

    def close(self) -> None:
        """Mentions with the same identifier that are in no chain are one thing; say what had no place."""
        groups: dict[tuple[Kind, str], list[str]] = {}
        for key, identifier in self._identifiers.items():
            if key not in self._clustered:
                groups.setdefault((self._draft.get(key).kind, identifier), []).append(key)
        for (kind, identifier), members in groups.items():
            self._draft.cluster(f"{kind} {identifier}", members, kb=identifier)
        self._facts.close()
