"""From entries to CAS objects of dkpro-cassis, with the types that INCEpTION has and those of ours."""

from typing import Any

from annotator.formats.cas_reading import FACT, TOKENIZED_BY, cassis
from annotator.formats.entry import Entry
from annotator.formats.interface import WriteOptions
from annotator.formats.layers import (
    CHAIN,
    ENTITY,
    EVENT,
    IDENTIFIER,
    LABEL,
    NOTE,
    RELATIONS,
    can_be_a_feature,
    feature_of,
)
from annotator.formats.said_values import as_text
from annotator.formats.worded_events import arguments_of, members_of
from annotator.model.annotation import Attributes, Cluster, LayerContents, Mention, Relation
from annotator.model.document import UNDETERMINED
from annotator.model.ids import MentionId
from annotator.model.scheme import Scheme

_SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
_WORD = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
_CHAIN_HEAD = "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceChain"
_LINK = "webanno.custom.EventArgumentsLink"
_ANNOTATION, _STRING = "uima.tcas.Annotation", "uima.cas.String"


def type_system(scheme: Scheme) -> Any:
    """The types, with a feature for each attribute of the scheme."""
    types = cassis().TypeSystem()
    names = [feature_of(a.name) for a in scheme.attributes if can_be_a_feature(a.name)]
    for name in (_SENTENCE, _WORD):
        types.create_type(name, _ANNOTATION)
    fact = types.create_type(FACT, _ANNOTATION)
    for feature in ("key", "value"):
        types.create_feature(fact, feature, _STRING)
    link = types.create_type(_LINK, "uima.cas.TOP")
    types.create_feature(link, "role", _STRING)
    types.create_feature(link, "target", _ANNOTATION)
    for layer, label in ((ENTITY, "value"), (EVENT, LABEL)):
        made = types.create_type(layer, _ANNOTATION)
        for feature in (label, IDENTIFIER, NOTE, *names):
            types.create_feature(made, feature, _STRING)
    types.create_feature(types.get_type(EVENT), "arguments", "uima.cas.FSArray", elementType=link)
    for feature in names:
        types.create_feature(link, feature, _STRING)
    for layer, base in zip(RELATIONS, (ENTITY, EVENT), strict=True):
        made = types.create_type(layer, _ANNOTATION)
        for end in ("Governor", "Dependent"):
            types.create_feature(made, end, base)
        for feature in (LABEL, *names):
            types.create_feature(made, feature, _STRING)
    chain, head = types.create_type(CHAIN, _ANNOTATION), types.create_type(_CHAIN_HEAD, "uima.cas.AnnotationBase")
    types.create_feature(chain, "next", chain)
    for feature in ("referenceType", "referenceRelation"):
        types.create_feature(chain, feature, _STRING)
    types.create_feature(head, "first", chain)
    return types


class CasWriter:
    """Makes CAS objects of the types of one export."""

    def __init__(self, options: WriteOptions) -> None:
        self._options = options
        self._types = type_system(options.scheme)

    def types(self) -> str:
        """The type system as XML."""
        return str(self._types.to_xml())

    def _make(self, name: str, **features: Any) -> Any:
        return self._types.get_type(name)(**features)

    def cas(self, entry: Entry) -> Any:
        """A document with its layer."""
        made = cassis().Cas(self._types)
        made.sofa_string, made.sofa_mime = entry.text, "text/plain"
        language = entry.document.language
        if language != UNDETERMINED:
            made.document_language = language
        for start, end in self._options.sentences(entry.text, language):
            made.add(self._make(_SENTENCE, begin=start, end=end))
        for start, end in self._options.words(entry.text, language):
            made.add(self._make(_WORD, begin=start, end=end))
        if self._options.tokenizer:
            made.add(self._make(FACT, begin=0, end=0, key=TOKENIZED_BY, value=self._options.tokenizer))
        if entry.contents is not None:
            self._fill(made, entry.contents)
        return made

    def _fill(self, made: Any, contents: LayerContents) -> None:
        clusters = {cluster.id: cluster for cluster in contents.clusters}
        there: dict[MentionId, Any] = {}
        for mention in contents.mentions:
            cluster = clusters.get(mention.cluster) if mention.cluster is not None else None
            there[mention.id] = self._mention(mention, cluster)
            made.add(there[mention.id])
        self._arguments(contents, there)
        for relation in contents.relations:
            made.add(self._relation(relation, there))
        for members in members_of(contents.mentions).values():
            self._chain(made, members)

    def _mention(self, mention: Mention, cluster: Cluster | None) -> Any:
        layer, label = (ENTITY, "value") if mention.kind == "entity" else (EVENT, LABEL)
        start, end = mention.span.hull
        said = {label: mention.label, NOTE: mention.note or None}
        said[IDENTIFIER] = cluster.kb or None if cluster is not None else None
        return self._make(layer, begin=start, end=end, **said, **_said(mention.attributes))

    def _arguments(self, contents: LayerContents, there: dict[MentionId, Any]) -> None:
        for event, arguments in arguments_of(contents).items():
            links = [
                self._make(_LINK, role=argument.role, target=there[argument.filler], **_said(argument.attributes))
                for argument in arguments
            ]
            there[event].arguments = self._make("uima.cas.FSArray", elements=links)

    def _relation(self, relation: Relation, there: dict[MentionId, Any]) -> Any:
        source, target = there[relation.source], there[relation.target]
        layer = RELATIONS[0] if source.type.name == ENTITY else RELATIONS[1]
        ends = {"Governor": source, "Dependent": target, LABEL: relation.label}
        return self._make(layer, begin=target.begin, end=target.end, **ends, **_said(relation.attributes))

    def _chain(self, made: Any, members: list[Mention]) -> None:
        following = None
        for mention in reversed(members):
            start, end = mention.span.hull
            following = self._make(CHAIN, begin=start, end=end, next=following, referenceType=mention.label)
            made.add(following)
        made.add(self._make(_CHAIN_HEAD, first=following))


def _said(attributes: Attributes) -> dict[str, str]:
    return {feature_of(name): as_text(value) for name, value in attributes.items()}
