"""One annotator at work on one project: every edit, undo and redo, and the notice of what changed.

Each edit is one act: checked, written durably in one transaction, then published to the listeners as `Changes`. An edit
that is refused raises an `AnnotatorError` and has changed nothing. The session is bound to the thread of its project.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Self

from annotator.model.annotation import (
    GOLD,
    Annotator,
    Argument,
    Attributes,
    Kind,
    Layer,
    LayerContents,
    Mention,
    Relation,
    Status,
    Value,
)
from annotator.model.change import Act, Change, Changes, Record, Setting, Subject, now
from annotator.model.document import UNDETERMINED, Direction, Document, Sha256
from annotator.model.errors import AnnotatorError
from annotator.model.ids import ActId, AnnotatorName, DocumentId, MentionId, new_id
from annotator.model.scheme import STRICTNESS, Scheme, Strictness
from annotator.model.span import Span
from annotator.services.cluster_changes import departures
from annotator.services.live_layer import LiveLayer
from annotator.services.reversing import reverse
from annotator.storage import Mode, Project
from annotator.storage.queries import labels_inside

Listener = Callable[[Changes], None]


class EditError(AnnotatorError):
    """An edit that cannot be made."""


class Session:
    """What one annotator can ask of, and do to, a project.

    Every edit takes `initiator`, which comes back in the `Changes` that listeners get.

    Attributes:
        annotator: Who works; empty until they have said so (then nothing can be edited).
    """

    def __init__(self, project: Project, annotator: str = "") -> None:
        self._project = project
        self._listeners: list[Listener] = []
        self._last_text: tuple[Sha256, str] | None = None
        self._live: tuple[int, LiveLayer] | None = None
        self.annotator = AnnotatorName(annotator)

    @classmethod
    def open(cls, path: Path, annotator: str = "", mode: Mode = Mode.WRITE) -> Self:
        """A session on a project file.

        Raises:
            ProjectError: If it cannot be opened.
        """
        return cls(Project.open(path, mode), annotator)

    @classmethod
    def new(cls, path: Path, scheme: Scheme, annotator: str = "", title: str = "") -> Self:
        """A session on a new project file.

        Raises:
            ProjectError: If it cannot be made.
        """
        return cls(Project.new(path, scheme, title), annotator)

    def close(self) -> None:
        """Close the project."""
        self._listeners.clear()
        self._project.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every act; returns the function that ends it."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            with suppress(ValueError):
                self._listeners.remove(listener)

        return unsubscribe

    # -- reading

    @property
    def project(self) -> Project:
        """The project itself, for other services."""
        return self._project

    @property
    def path(self) -> Path:
        """The project file."""
        return self._project.path

    @property
    def title(self) -> str:
        """What people call the project."""
        return self._project.title

    @property
    def read_only(self) -> bool:
        """Whether nothing can be edited because of how the project was opened."""
        return self._project.mode is Mode.READ

    @property
    def scheme(self) -> Scheme:
        """The current scheme."""
        return self._project.scheme

    def annotators(self) -> tuple[Annotator, ...]:
        """Everyone who has a layer, or may have."""
        return self._project.annotators()

    def document(self, document: DocumentId) -> Document:
        """A document without its text.

        Raises:
            EditError: If there is none of this id.
        """
        found = self._project.document(document)
        if found is None:
            raise EditError("This document is not in the project (any more).", document=document)
        return found

    def text(self, document: DocumentId) -> str:
        """The text of a document; every part of the window that asks for the open one gets the same copy."""
        sha256 = self.document(document).text_sha256
        if self._last_text is None or self._last_text[0] != sha256:
            self._last_text = sha256, self._project.text(sha256)
        return self._last_text[1]

    def layer(self, document: DocumentId) -> LayerContents:
        """The annotator's own layer of a document; empty and new before the first edit.

        The last one asked for is kept in memory, so asking again after an edit costs next to nothing.
        """
        applied, live = self._live or (-1, None)
        if live is None or applied != self._project.applied or not live.is_of(document, self.annotator):
            live = LiveLayer(self._project.contents(document, self.annotator))
            self._live = self._project.applied, live
        return live.contents

    def status(self, document: DocumentId) -> Status:
        """How far the annotator is with a document."""
        layer = self._project.layer(document, self.annotator)
        return Status.NEW if layer is None else layer.status

    def mention(self, mention: MentionId) -> Mention:
        """A mention.

        Raises:
            EditError: If there is none of this id.
        """
        found = self._project.mention(mention)
        if found is None:
            raise EditError("This mention is gone.", mention=mention)
        return found

    @property
    def strictness(self) -> Strictness:
        """What becomes of arguments and relations that the scheme does not foresee."""
        return Strictness(self._project.setting(STRICTNESS) or Strictness.REFUSE)

    def arguments_with(self, mention: MentionId) -> tuple[Argument, ...]:
        """The arguments that a mention has or is."""
        return self._project.arguments_with(mention)

    def relations_with(self, mention: MentionId) -> tuple[Relation, ...]:
        """The relations that begin or end at a mention."""
        return self._project.relations_with(mention)

    def labels_inside(self, mention: Mention) -> tuple[str, ...]:
        """Labels of the other mentions of its layer that lie wholly between its ends, in reading order."""
        return labels_inside(self._project.db, mention.document, mention.annotator, mention)

    def history(self, subject_id: str, limit: int = 100) -> tuple[Change, ...]:
        """The changes of one record, newest first."""
        return self._project.history(subject_id, limit)

    def history_with_links(self, mention: MentionId, limit: int = 100) -> tuple[Change, ...]:
        """The changes of a mention and of the arguments and relations at it, newest first."""
        return self._project.history_with_links(mention, limit)

    # -- mentions

    def add_mention(
        self,
        document: DocumentId,
        span: Span,
        label: str,
        attributes: Attributes | None = None,
        *,
        initiator: object = None,
    ) -> Mention:
        """Label a span.

        Raises:
            AnnotatorError: If the scheme or the text forbids it, or the very same mention is there already.
        """
        act = self.begin("mention.add")
        mention, changes = self.new_mention(act, document, span, label, attributes)
        self.commit(changes, initiator)
        return mention

    def new_mention(
        self, act: Act, document: DocumentId, span: Span, label: str, attributes: Attributes | None = None
    ) -> tuple[Mention, list[Change]]:
        """A mention and the changes that bring it, for an act that makes one among other things.

        Raises:
            AnnotatorError: If the scheme has no such label, or the very same mention is there already.
        """
        kind = self._kind(label)
        if self._project.has_mention(document, self.annotator, span, label):
            raise EditError(f"This is labelled {label} already.", label=label)
        said = dict(attributes or self._defaults(label))
        mention = Mention(MentionId(new_id()), document, self.annotator, kind, label, span, said)
        return mention, [*self._begin_layer(act, document), act.change(None, mention)]

    def relabel(self, mentions: Iterable[MentionId], label: str, *, initiator: object = None) -> Changes:
        """Give mentions another label; attributes that the new label does not have are dropped.

        Raises:
            AnnotatorError: If arguments in the way do not fit the new label, or the mention is another annotator's.
        """
        act = self.begin("mention.relabel")
        return self.commit(self.relabelled(act, self.own(mentions), label), initiator)

    def relabelled(self, act: Act, mentions: Sequence[Mention], label: str) -> list[Change]:
        """The changes that give mentions another label; who changes kind leaves its cluster.

        Raises:
            AnnotatorError: If the scheme has no such label for mentions.
        """
        kind = self._kind(label)
        allowed = {attribute.name for attribute in self.scheme.attributes_of(label)}
        changes = []
        leaving = [mention for mention in mentions if mention.kind is not kind and mention.cluster is not None]
        for mention in mentions:
            kept = {name: value for name, value in mention.attributes.items() if name in allowed}
            cluster = None if mention in leaving else mention.cluster
            changes.append(self._changed(act, mention, kind=kind, label=label, attributes=kept, cluster=cluster))
        return [*changes, *departures(self._project, act, leaving)]

    def set_span(self, mention: MentionId, span: Span, *, initiator: object = None) -> Changes:
        """Move a mention's edges, or give it other fragments."""
        act = self.begin("mention.span")
        return self.commit([self._changed(act, m, span=span) for m in self.own([mention])], initiator)

    def set_attribute(
        self, mentions: Iterable[MentionId], name: str, value: Value | None, *, initiator: object = None
    ) -> Changes:
        """Give an attribute a value; `None` takes the value away."""
        act = self.begin("mention.attribute")
        changes = []
        for mention in self.own(mentions):
            attributes = {key: old for key, old in mention.attributes.items() if key != name}
            if value is not None:
                attributes[name] = value
            changes.append(self._changed(act, mention, attributes=attributes))
        return self.commit(changes, initiator)

    def set_note(self, mention: MentionId, note: str, *, initiator: object = None) -> Changes:
        """Write the annotator's note on a mention."""
        act = self.begin("mention.note")
        return self.commit([self._changed(act, m, note=note) for m in self.own([mention])], initiator)

    def delete(self, mentions: Iterable[MentionId], *, initiator: object = None) -> Changes:
        """Delete mentions, with the arguments and relations that hang on them; one undo brings all back."""
        act = self.begin("mention.delete")
        doomed = self.own(mentions)
        links: dict[str, Record] = {}
        for mention in doomed:
            links |= {a.id: a for a in self._project.arguments_with(mention.id)}
            links |= {r.id: r for r in self._project.relations_with(mention.id)}
        changes = [act.change(link, None) for link in links.values()]
        changes += [act.change(mention, None) for mention in doomed]
        return self.commit([*changes, *departures(self._project, act, doomed)], initiator)

    # -- documents and layers

    def set_status(self, documents: Iterable[DocumentId], status: Status, *, initiator: object = None) -> Changes:
        """Say how far the annotator is with documents."""
        act = self.begin("layer.status")
        changes: list[Change] = []
        for document in documents:
            known = self._project.layer(document, self.annotator)
            if known is None:
                changes += self.new_annotator(act, changes)
                changes.append(act.change(None, Layer(document, self.annotator, status)))
            elif known.status is not status:
                changes.append(act.change(known, replace(known, status=status)))
        return self.commit(changes, initiator)

    def rename(self, document: DocumentId, title: str, *, initiator: object = None) -> Changes:
        """Give a document another title.

        Raises:
            EditError: If the title is empty.
        """
        if not title.strip():
            raise EditError("A document needs a title.", document=document)
        return self._edit_documents("document.rename", [document], initiator, title=title.strip())

    def set_language(self, documents: Iterable[DocumentId], language: str, *, initiator: object = None) -> Changes:
        """Correct the language of documents; the detector's probability goes with its guess."""
        tag = language.strip() or UNDETERMINED
        return self._edit_documents("document.language", documents, initiator, language=tag, language_probability=None)

    def set_direction(
        self, documents: Iterable[DocumentId], direction: Direction | None, *, initiator: object = None
    ) -> Changes:
        """Override the direction of whole documents; `None` leaves each paragraph to its letters."""
        return self._edit_documents("document.direction", documents, initiator, direction=direction)

    def bin(self, documents: Iterable[DocumentId], *, initiator: object = None) -> Changes:
        """Put documents into the bin: hidden and not exported, but not lost."""
        return self._edit_documents("document.bin", documents, initiator, binned=True)

    def restore(self, documents: Iterable[DocumentId], *, initiator: object = None) -> Changes:
        """Take documents out of the bin."""
        return self._edit_documents("document.restore", documents, initiator, binned=False)

    def set_strictness(self, strictness: Strictness, *, initiator: object = None) -> Changes:
        """Say what becomes of arguments and relations that the scheme does not foresee."""
        return self._set("project.constraints", Setting(STRICTNESS, strictness), initiator)

    def set_title(self, title: str, *, initiator: object = None) -> Changes:
        """Give the project another title."""
        return self._set("project.rename", Setting("title", title.strip()), initiator)

    def _set(self, action: str, setting: Setting, initiator: object) -> Changes:
        before = self._project.setting(setting.name)
        old = None if before is None else Setting(setting.name, before)
        return self.commit([self.begin(action).change(old, setting)], initiator)

    def _edit_documents(
        self, action: str, documents: Iterable[DocumentId], initiator: object, **values: object
    ) -> Changes:
        act = self.begin(action)
        edits = ((old, replace(old, **values)) for old in map(self.document, documents))  # type: ignore[arg-type]
        return self.commit([act.change(old, new) for old, new in edits if old != new], initiator)

    # -- bulk work that services prepare

    def apply(
        self,
        changes: Sequence[Change],
        *,
        texts: Mapping[Sha256, str] | None = None,
        reverses: ActId | None = None,
        initiator: object = None,
    ) -> Changes:
        """Write changes that another service made (an import, a background detection) and publish them."""
        self._project.apply(changes, texts=texts, reverses=reverses)
        return self._publish(changes, initiator)

    # -- undo

    @property
    def undo_action(self) -> str | None:
        """The action that undo would take back, such as `mention.add`; `None` if there is nothing."""
        found = self._project.next_undo(self.annotator) if self.annotator else None
        return found.action if found else None

    @property
    def redo_action(self) -> str | None:
        """The action that redo would do again; `None` if there is nothing."""
        found = self._project.next_redo(self.annotator) if self.annotator else None
        return found.action if found else None

    def undo(self, *, initiator: object = None) -> Changes | None:
        """Take back the annotator's last act that stands, also one of an earlier day; `None` if there is none."""
        found = self._project.next_undo(self.annotator)
        if found is None:
            return None
        act = Act(found.action, self.annotator)
        return self._reverse(found.id, act.inverse_of(self._project.changes_of(found.id)), initiator)

    def redo(self, *, initiator: object = None) -> Changes | None:
        """Do again what was last taken back; `None` if there is nothing, or something was done since."""
        found = self._project.next_redo(self.annotator)
        if found is None:
            return None
        act = Act(found.action, self.annotator)
        return self._reverse(found.id, act.repeat_of(self._project.changes_of(found.id)), initiator)

    def _reverse(self, act: ActId, changes: list[Change], initiator: object) -> Changes:
        return self._publish(reverse(self._project, act, changes), initiator)

    # -- how edits are made; other services make theirs by the same steps

    def begin(self, action: str) -> Act:
        """A new act of the annotator.

        Raises:
            EditError: If nobody has said who works, or it is the adjudicated layer.
        """
        if not self.annotator.strip():
            raise EditError("Say who you are first: every edit keeps its annotator's name.")
        if self.annotator == GOLD:
            raise EditError(f"“{GOLD}” is the adjudicated layer; choose another name to label.")
        return Act(action, self.annotator)

    def _kind(self, label: str) -> Kind:
        found = self.scheme.label(label)
        if found.kind == "relation":
            raise EditError(f"{label} joins two mentions; it cannot label text.", label=label)
        return Kind(found.kind)

    def _defaults(self, label: str) -> dict[str, Value]:
        return {a.name: a.default for a in self.scheme.attributes_of(label) if a.default is not None}

    def own(self, mentions: Iterable[MentionId]) -> list[Mention]:
        """The annotator's own mentions of these ids.

        Raises:
            EditError: If one is gone, or another annotator's.
        """
        found = [self.mention(mention) for mention in mentions]
        for mention in found:
            if mention.annotator != self.annotator:
                raise EditError(
                    f"This mention is {mention.annotator}'s. You can only change your own.", mention=mention.id
                )
        return found

    def _changed(self, act: Act, mention: Mention, **values: object) -> Change:
        return act.change(mention, replace(mention, **values))  # type: ignore[arg-type]

    def new_annotator(self, act: Act, changes: Sequence[Change]) -> list[Change]:
        """The change that makes the annotator known, unless the project or `changes` knows them."""
        known = any(annotator.name == self.annotator for annotator in self._project.annotators())
        if known or any(change.subject is Subject.ANNOTATOR for change in changes):
            return []
        return [act.change(None, Annotator(self.annotator, now()))]

    def _begin_layer(self, act: Act, document: DocumentId) -> list[Change]:
        """What the first mention of a layer brings with it: the annotator, the layer, its status."""
        known = self._project.layer(document, self.annotator)
        started = Layer(document, self.annotator, Status.STARTED)
        if known is None:
            return [*self.new_annotator(act, ()), act.change(None, started)]
        return [act.change(known, started)] if known.status is Status.NEW else []

    def commit(self, changes: Sequence[Change], initiator: object) -> Changes:
        """Write the changes of one act and publish them; those that change nothing are left out.

        Raises:
            AnnotatorError: If one is refused; then none is made.
        """
        real = [change for change in changes if change.before != change.after]
        if not real:
            return Changes((), initiator)
        self._project.apply(real)
        return self._publish(real, initiator)

    def _lead_on(self, changes: Sequence[Change]) -> None:
        """Keep the layer in memory as the project now is; only if nothing else was written since it was so."""
        if self._live is not None:
            applied, live = self._live
            is_next = applied + 1 == self._project.applied
            self._live = (applied + 1, live) if is_next and live.follow(changes) else None

    def _publish(self, changes: Sequence[Change], initiator: object) -> Changes:
        notice = Changes(tuple(changes), initiator)
        self._lead_on(changes)
        for listener in tuple(self._listeners):
            listener(notice)
        return notice
