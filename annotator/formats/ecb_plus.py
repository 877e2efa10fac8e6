"""ECB+ and its kin in CAT's XML: tokens, markables at tokens, and chains within and across documents (read only).

Words are joined by blanks, sentences by line ends. A markable without tokens stands for a thing: those that are said
to mean the same by `CROSS_DOC_COREF` are one cluster over all files of an import, told apart by its `note`. Actions are
events; participants are mentions of their own, without roles. What else joins markables (`PLOT_LINK`, `TLINK` …) is
read as relations.

Source: Cybulska and Vossen 2014, and the README of ECB+; EventStoryLine (https://github.com/tommasoc80/EventStoryLine).
"""

from functools import partial
from itertools import pairwise, product
from typing import Final

from annotator.formats.drafting import Draft, shown, span_of
from annotator.formats.entry import Finding, Found
from annotator.formats.errors import FormatError
from annotator.formats.info import FormatInfo, Use
from annotator.formats.interface import Format, ReadOptions, SourceFile
from annotator.formats.json_records import OurDocument, draft_of
from annotator.formats.plain_links import kind_of
from annotator.formats.records import attempt
from annotator.formats.word_text import ReadWords
from annotator.formats.worded_events import Facts
from annotator.formats.xml_tree import Node, tree
from annotator.model.annotation import Kind
from annotator.model.span import Range

ECB: Final = FormatInfo(
    "ecb-plus",
    "ECB+ (CAT XML)",
    (".xml",),
    frozenset({Use.READ}),
    carries=(
        "words and sentences",
        "mentions, also in pieces",
        "clusters within and across documents",
        "relations between mentions",
    ),
    loses=("the spacing between words",),
    one_layer=True,
)

_KNOWN = {"m_id", "note", "TAG_DESCRIPTOR", "instance_id", "RELATED_TO", "r_id"}
_CROSS = "ecb+"


def read(source: SourceFile, options: ReadOptions) -> Finding:
    """The one document of a file.

    Raises:
        FormatError: If it is none.
    """
    root = tree(source.read())
    tokens = [node for node in root.children if node.name == "token"]
    if root.name != "Document" or not tokens:
        raise FormatError("There are no <token> elements in a <Document>. Is this a file of ECB+?")
    words, places = _words(tokens)
    name = root.get("doc_name").removesuffix(".xml") or source.name.rpartition("/")[2].removesuffix(".xml")
    draft = draft_of(name, words, OurDocument(), options.annotator)
    _Reading(draft, places, options).read(root)
    yield Found(draft.entry(), tuple(draft.faults), None, source.size)


def _words(tokens: list[Node]) -> tuple[ReadWords, dict[str, tuple[int, Range]]]:
    """The words, and the number and place of each token by its id."""
    sentences: list[list[Node]] = [[tokens[0]]]
    for before, token in pairwise(tokens):
        if token.get("sentence") != before.get("sentence"):
            sentences.append([])
        sentences[-1].append(token)
    words = ReadWords([[token.text for token in sentence] for sentence in sentences])
    where = [place for sentence in words.sentences for place in sentence]
    return words, {token.get("t_id"): (number, where[number]) for number, token in enumerate(tokens)}


class _Reading:
    """Turns markables and relations into records of a draft."""

    def __init__(self, draft: Draft, places: dict[str, tuple[int, Range]], options: ReadOptions) -> None:
        self._draft = draft
        self._places = places
        self._scheme = options.scheme
        self._facts = Facts(draft, options)
        self._things: set[str] = set()

    def read(self, root: Node) -> None:
        """Markables, then what joins them."""
        markables = [node for part in root.children if part.name == "Markables" for node in part.children]
        for node in markables:
            if any(child.name == "token_anchor" for child in node.children):
                attempt(self._draft, f"{node.name} {node.get('m_id')}", partial(self._mention, node), node.line)
            else:
                self._things.add(node.get("m_id"))
        for node in (node for part in root.children if part.name == "Relations" for node in part.children):
            attempt(self._draft, f"{node.name} {node.get('r_id')}", partial(self._joined, node), node.line)
        self._facts.close()

    def _mention(self, node: Node) -> None:
        numbers = []
        for anchor in node.children:
            if anchor.get("t_id") not in self._places:
                raise FormatError(f"The token “{shown(anchor.get('t_id'))}” is not there.")
            numbers.append(self._places[anchor.get("t_id")])
        pieces: list[Range] = []
        last = -2
        for number, place in sorted(numbers):
            if number == last + 1:
                pieces[-1] = pieces[-1][0], place[1]
            else:
                pieces.append(place)
            last = number
        is_action = node.name.removeprefix("NEG_").startswith("ACTION")
        kind = Kind.EVENT if is_action else kind_of(node.name, self._scheme)
        others = {name: value for name, value in node.attributes.items() if name not in _KNOWN}
        attributes = self._facts.attributes(node.name, others)
        self._draft.mention(kind, self._facts.label(node.name), span_of(*pieces), node.need("m_id"), attributes)

    def _joined(self, node: Node) -> None:
        sources, targets = ([end.need("m_id") for end in node.all(name)] for name in ("source", "target"))
        if node.name.endswith("_COREF"):
            self._chain(node, [id_ for id_ in (*sources, *targets) if id_ not in self._things])
            return
        label = self._facts.relation(node.get("relType") or node.name)
        others = {n: v for n, v in node.attributes.items() if n not in {*_KNOWN, "relType"}}
        for source, target in product(sources, targets):
            attributes = self._facts.attributes(label, others)
            self._draft.relation(label, source, target, attributes=attributes)

    def _chain(self, node: Node, members: list[str]) -> None:
        """Mentions that mean the same; those that are missing are said, the others stay together."""
        there = [id_ for id_ in dict.fromkeys(members) if self._draft.has(id_)]
        for id_ in members:
            if id_ not in there:
                self._draft.skip(f"{node.name}: “{shown(id_)}” is referred to, but is not there.", node.line)
        note = node.get("note") if node.name.startswith("CROSS") else ""
        key = note or node.need("r_id")
        self._draft.cluster(key, there, shared=_CROSS if note else "", kb=note)


def looks_like(head: bytes) -> bool:
    """Whether a file begins with a document of tokens."""
    return b"<Document" in head and b"<token " in head


FORMAT: Final = Format(ECB, read, looks_like=looks_like)
