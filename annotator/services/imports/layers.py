"""From a line of the native format to changes: the document, and the layer that someone made of it.

Ids stay as they are. A document that the project has already gets the layer; so does one that has the same text under
another id, if it was there before the import. Everything the write door would refuse is refused here first, with a
sentence that names what is wrong.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from annotator.formats.entry import Entry
from annotator.formats.errors import FormatError
from annotator.model.annotation import (
    Annotator,
    Argument,
    Cluster,
    Comment,
    Kind,
    Layer,
    LayerContents,
    Mention,
    Relation,
    Status,
)
from annotator.model.change import Act, Change, Record, now
from annotator.model.decision import Decision
from annotator.model.document import Document, Sha256
from annotator.model.ids import CommentId, DocumentId
from annotator.model.scheme import Scheme
from annotator.storage import Project
from annotator.storage.bulk import clusters_by_id, ids_in_use, known_documents
from annotator.storage.layer_history import comments_by_id

_RECENT = 20_000
_Record = TypeVar("_Record", Layer, Mention, Argument, Relation, Comment, Decision)


class LayerReading:
    """What the project has, and what the import has brought so far.

    Args:
        project: Open for reading.
        act: The act of the import.
        scheme: The one that holds when the changes are made.
    """

    def __init__(self, project: Project, act: Act, scheme: Scheme) -> None:
        self._project = project
        self._scheme = scheme
        self._act = act
        self._known = known_documents(project.db)
        self._earlier = frozenset(self._known.values())
        self._documents: dict[DocumentId, Sha256] = {}
        self._by_text: dict[Sha256, DocumentId] = {}
        self._layers: set[tuple[DocumentId, str]] = set()
        self._annotators = {annotator.name for annotator in project.annotators()}
        self._clusters: dict[str, Cluster] = {}
        self._recent: set[str] = set()
        self._less_recent: set[str] = set()
        self._taken: set[str] = set()
        self._answers: list[Comment] = []
        self._comments: dict[CommentId, DocumentId] = {}

    def foresee(self, entries: Iterable[Entry]) -> None:
        """Ask the project about the entries that come next all at once; the others ask for themselves no more."""
        ids = [id_ for entry in entries if entry.contents is not None for id_ in _ids(entry.contents)]
        self._taken = ids_in_use(self._project.db, ids)

    def changes(self, entry: Entry) -> tuple[Change, ...]:
        """The changes that bring in what a line says, which was foreseen.

        Raises:
            AnnotatorError: If the project cannot take it, or has it already.
        """
        document = entry.document
        home = self._home(document)
        contents = None if entry.contents is None else moved(entry.contents, home or document.id)
        if home is not None and contents is None:
            raise FormatError(self._there_already(home))
        made = [] if home is not None else [self._act.change(None, document)]
        if contents is not None:
            made += self._layer_changes(contents)
        self._documents[document.id] = document.text_sha256
        self._by_text.setdefault(document.text_sha256, document.id)
        return tuple(made)

    def answers(self) -> tuple[Change, ...]:
        """The comments that answer one of another layer; where that is missing, they stand by themselves."""
        made: list[Change] = []
        self._know_asked()
        homes = {**self._comments, **{comment.id: comment.document for comment in self._answers}}
        waiting = [_placed(comment, homes) for comment in self._answers]
        while waiting:
            ready = [comment for comment in waiting if comment.reply_to is None or comment.reply_to in self._comments]
            if not ready:
                ready = [replace(comment, reply_to=None) for comment in waiting]
            done = {comment.id: comment.document for comment in ready}
            made += [self._act.change(None, comment) for comment in ready]
            self._comments |= done
            waiting = [comment for comment in waiting if comment.id not in done]
        self._answers = []
        return tuple(made)

    def _know_asked(self) -> None:
        """What is answered may be in the project already."""
        asked = {comment.reply_to for comment in self._answers if comment.reply_to is not None}
        known = comments_by_id(self._project.db, asked - self._comments.keys())
        self._comments |= {comment.id: comment.document for comment in known.values()}

    # -- the document

    def _there_already(self, home: DocumentId) -> str:
        there = self._project.document(home)
        if there is None:
            return "It has the same text as another file of this import."
        where = ", which is in the bin" if there.binned else ""
        return f"Its text is in the project already: “{there.title}”{where}."

    def _home(self, document: Document) -> DocumentId | None:
        """The document that the project (or this import) has already and that this one is."""
        sha = self._documents.get(document.id) or self._known.get(document.id)
        if sha is not None and sha != document.text_sha256:
            raise FormatError(
                f"The project has another text under the id {document.id}. Give one of the two documents another id."
            )
        if sha is not None:
            return document.id
        if document.text_sha256 in self._earlier:
            return next((there.id for there in self._project.documents_with_text(document.text_sha256)), None)
        return self._by_text.get(document.text_sha256)

    # -- the layer

    def _layer_changes(self, contents: LayerContents) -> list[Change]:
        layer = contents.layer
        check_labels(self._scheme, contents)
        there = self._layer_there(layer)
        self._refuse_taken_ids(contents)
        people = [layer.annotator, *(decision.annotator for decision in contents.decisions)]
        new = [name for name in dict.fromkeys(people) if name not in self._annotators]
        clusters = self._new_clusters(contents.clusters)
        known = {comment.id: comment.document for comment in contents.comments if comment.reply_to is None}
        comments = [comment for comment in contents.comments if comment.id in known]
        answers = [comment for comment in contents.comments if comment.id not in known]
        # From here on nothing is refused any more.
        self._annotators.update(new)
        self._layers.add((layer.document, layer.annotator))
        self._clusters.update({cluster.id: cluster for cluster in clusters})
        self._remember(contents)
        self._answers += answers
        self._comments |= known
        records: tuple[Record, ...] = (
            *clusters,
            *contents.mentions,
            *contents.arguments,
            *contents.relations,
            *comments,
            *contents.decisions,
        )
        changes = self._act.additions([Annotator(name, now()) for name in new])
        if there != layer:
            changes.append(self._act.change(there, layer))
        return [*changes, *self._act.additions(records)]

    def _layer_there(self, layer: Layer) -> Layer | None:
        """The annotator's layer in the project, if it is still empty.

        Raises:
            FormatError: If it is not.
        """
        is_known = layer.document in self._known
        there = self._project.layer(layer.document, layer.annotator) if is_known else None
        untouched = there is None or (
            there.status is Status.NEW and not self._project.contents(layer.document, layer.annotator).mentions
        )
        if not untouched or (layer.document, layer.annotator) in self._layers:
            raise FormatError(
                f"{layer.annotator} has a layer of this document in the project already; it was left as it is."
            )
        return there

    def _new_clusters(self, clusters: Iterable[Cluster]) -> list[Cluster]:
        wanted: dict[str, Cluster] = {cluster.id: cluster for cluster in clusters}
        there = clusters_by_id(self._project.db, wanted)
        there |= {id_: self._clusters[id_] for id_ in wanted if id_ in self._clusters}
        for id_, cluster in there.items():
            if cluster != wanted[id_]:
                raise FormatError(f"The cluster {id_} (“{cluster.name}”) is another one in the project.")
        return [cluster for id_, cluster in wanted.items() if id_ not in there]

    def _refuse_taken_ids(self, contents: LayerContents) -> None:
        ids = _ids(contents)
        if taken := [id_ for id_ in ids if id_ in self._recent or id_ in self._less_recent or id_ in self._taken]:
            raise FormatError(f"The id {min(taken)} belongs to something else in the project already.")

    def _remember(self, contents: LayerContents) -> None:
        """Keep the ids of what may not be written yet; older ones the project itself knows by now."""
        if len(self._recent) > _RECENT:
            self._recent, self._less_recent = set(), self._recent
        self._recent.update(_ids(contents))


def check_labels(scheme: Scheme, contents: LayerContents) -> None:
    """Refuse a layer that the scheme does not allow.

    Raises:
        FormatError: With all labels that the scheme does not have.
        SchemeError: With the first thing that it forbids.
    """
    names = {mention.label for mention in contents.mentions} | {relation.label for relation in contents.relations}
    names |= {cluster.label for cluster in contents.clusters if cluster.label is not None}
    unknown = sorted(name for name in names if scheme.find(name) is None)
    if unknown:
        raise FormatError(
            f"The project's scheme “{scheme.name}” does not have {_listed(unknown)}. Add such labels to the scheme, or "
            "rename them in the file.",
            labels=tuple(unknown),
        )
    for kind, label in {(mention.kind, mention.label) for mention in contents.mentions}:
        scheme.check_mention(kind, label, {})
    for mention in contents.mentions:
        if mention.attributes:
            scheme.check_mention(mention.kind, mention.label, mention.attributes)
    if contents.arguments or contents.relations:
        _check_links(scheme, contents)


def _check_links(scheme: Scheme, contents: LayerContents) -> None:
    labels = {mention.id: mention.label for mention in contents.mentions}
    events = {mention.id for mention in contents.mentions if mention.kind is Kind.EVENT}
    for argument in contents.arguments:
        if argument.event == argument.filler or argument.event not in events:
            raise FormatError("An event cannot be its own argument.")
        scheme.check_argument(labels[argument.event], argument.role, labels[argument.filler], argument.attributes)
    for relation in contents.relations:
        if relation.source == relation.target:
            raise FormatError("A mention cannot be linked to itself.")
        scheme.check_relation(relation.label, labels[relation.source], labels[relation.target], relation.attributes)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name[:60]}”" for name in names[:20])
    return f"{shown} and {len(names) - 20} more" if len(names) > 20 else shown


def _ids(contents: LayerContents) -> list[str]:
    ids: list[str] = [mention.id for mention in contents.mentions]
    ids += [argument.id for argument in contents.arguments]
    ids += [relation.id for relation in contents.relations]
    ids += [comment.id for comment in contents.comments]
    ids += [decision.id for decision in contents.decisions]
    return ids


def moved(contents: LayerContents, document: DocumentId) -> LayerContents:
    """The same layer, of another document."""
    if contents.layer.document == document:
        return contents
    return LayerContents(
        replace(contents.layer, document=document),
        tuple(_to(document, record) for record in contents.mentions),
        tuple(_to(document, record) for record in contents.arguments),
        tuple(_to(document, record) for record in contents.relations),
        contents.clusters,
        tuple(_comment_to(document, record) for record in contents.comments),
        tuple(_to(document, record) for record in contents.decisions),
    )


def _to(document: DocumentId, record: _Record) -> _Record:
    return replace(record, document=document)


def _placed(comment: Comment, homes: Mapping[CommentId, DocumentId]) -> Comment:
    """A comment that answers one on another document stands by itself."""
    is_there = comment.reply_to is None or homes.get(comment.reply_to, comment.document) == comment.document
    return comment if is_there else replace(comment, reply_to=None)


def _comment_to(document: DocumentId, comment: Comment) -> Comment:
    is_on_document = comment.subject == comment.document
    return replace(comment, document=document, subject=document if is_on_document else comment.subject)
