"""Arguments and relations as the article draws them: links between mentions, named as the scheme names them."""

from collections.abc import Iterator
from itertools import chain

from annotator.gui.article import Link
from annotator.model.annotation import Argument, LayerContents, Relation
from annotator.model.scheme import Scheme


def link_of(record: Argument | Relation, scheme: Scheme) -> Link:
    """The link that an argument or a relation is; a label that the scheme does not have says its own name."""
    if isinstance(record, Argument):
        return Link(record.id, record.event, record.filler, record.role)
    label = scheme.find(record.label)
    name = label.leaf if label is not None else record.label.rpartition(".")[2]
    is_symmetric = label is not None and label.symmetric
    return Link(record.id, record.source, record.target, name, is_symmetric)


def links_of(layer: LayerContents, scheme: Scheme) -> Iterator[Link]:
    """The links of a layer."""
    return (link_of(record, scheme) for record in chain[Argument | Relation](layer.arguments, layer.relations))
