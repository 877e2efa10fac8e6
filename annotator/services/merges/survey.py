"""Looking through the other file of a merge: what comes, what is in the way.

Whatever could not be honest work refuses the file whole: ids that belong to something else here, one annotator's
records under another's name. What is in the way of one document, layer or person only (a name that can be taken for
another's) is set aside with its reason.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from graphlib import CycleError

from annotator.model.annotation import GOLD, Cluster, Comment, LayerContents
from annotator.model.document import Document, Sha256
from annotator.model.folding import fold
from annotator.model.ids import AnnotatorName, ClusterId, CommentId, DocumentId, MentionId
from annotator.model.printable import printable
from annotator.model.scheme import STRICTNESS, Strictness
from annotator.services.comments.threads import answers_first
from annotator.services.imports.layers import moved
from annotator.services.job import Progress
from annotator.services.layer_difference import Step, differences, layer_differences
from annotator.services.merges.age import Age
from annotator.services.merges.plan import LayerNews, MergeChoice, MergePlan, Refusal, Verdict, amounts_of
from annotator.services.merges.scheme import Misfit, SchemeDifference, misfits
from annotator.services.merges.source import MAX_COMMENTS, MergeError, Offer, Source
from annotator.storage import Project
from annotator.storage.bulk import clusters_by_id, ids_in_use, mentions_by_id
from annotator.storage.deciding import has_decided
from annotator.storage.layer_history import answers_to, comments_by_id

_LONGEST_NAME = 100
_SHOWN = 60


class Homes:
    """Finds the document here that a document of the other file is: by id, then by its text."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._brought: dict[DocumentId, Document] = {}
        self._by_text: dict[Sha256, Document] = {}

    def find(self, document: Document) -> Document | None:
        """The document here, or one that was brought; `None` if there is none.

        Raises:
            MergeError: If there is another text under this id.
        """
        there = self._project.document(document.id) or self._brought.get(document.id)
        if there is not None and there.text_sha256 != document.text_sha256:
            raise MergeError(f"The project has another text under the id {document.id}.", document=document.id)
        if there is not None:
            return there
        same = self._project.documents_with_text(document.text_sha256)
        return min(same, key=_is_binned, default=None) or self._by_text.get(document.text_sha256)

    def bring(self, document: Document) -> None:
        """A document comes along."""
        self._brought[document.id] = self._by_text[document.text_sha256] = document


def _is_binned(document: Document) -> bool:
    return document.binned


class Survey:
    """One look through the other file.

    Args:
        project: Open for reading.
        source: The other file.
        choice: What is wanted.
    """

    def __init__(self, project: Project, source: Source, choice: MergeChoice) -> None:
        self._project = project
        self._source = source
        self._choice = replace(choice, has_decided=has_decided(project.db, choice.own))
        self._homes = Homes(project)
        self._age = Age(project, source)
        self._strictness = Strictness(project.setting(STRICTNESS) or Strictness.REFUSE)
        self._known = {annotator.name for annotator in project.annotators()} | {choice.own}
        self._layers: dict[tuple[DocumentId, AnnotatorName], LayerNews] = {}
        self._asides: dict[tuple[DocumentId, AnnotatorName], LayerNews] = {}
        self._elsewhere: Counter[AnnotatorName] = Counter()
        self._alike: dict[AnnotatorName, str] = {}
        self._notes: list[str] = []
        self._taken_from: set[tuple[DocumentId, AnnotatorName]] = set()
        self._missing: dict[DocumentId, Document] = {}
        self._brought: dict[DocumentId, Document] = {}
        self._conflicts: dict[DocumentId, Refusal] = {}
        self._misfits: set[Misfit] = set()
        self._ids: set[str] = set()
        self._deciders: set[AnnotatorName] = set()
        self._comments = _Comments(project)
        self._clusters = _Clusters(project, self._age)
        self._comment_count = 0

    def plan(self, progress: Progress) -> MergePlan:
        """What the merge would do.

        Raises:
            MergeError: If the file is refused whole.
            CancelledError: If nobody wants to know any more.
        """
        for number, offer in enumerate(self._source.offers()):
            progress.report(number, 0, offer.document.title)
            self._look_at(offer)
        covered = {key for key, news in self._layers.items() if news.verdict is not Verdict.LEFT}
        cluster_steps = tuple(self._clusters.steps(covered))
        comments = tuple(self._comments.steps())
        times = {annotator: self._source.time_of(annotator) for _document, annotator in covered}
        return MergePlan(
            self._choice,
            self._scheme_difference(),
            tuple(self._layers.values()),
            tuple(self._asides.values()),
            self._elsewhere,
            self._alike,
            tuple(self._missing.values()),
            tuple(self._brought.values()),
            (*self._conflicts.values(), *self._missing_people(), *self._people_alike()),
            comments,
            cluster_steps,
            tuple(sorted((annotator, time) for annotator, time in times.items() if time)),
            (*self._notes, *self._clusters.notes, *self._comments.notes),
            tuple(sorted(self._deciders)),
        )

    def _people_alike(self) -> Iterator[Refusal]:
        """People who would have been taken, had they another name."""
        for name, known in self._alike.items():
            if not self._choice.annotators:
                yield Refusal(
                    name, f"The name can be taken for “{known}”. If that is another person, choose them by name."
                )

    def _missing_people(self) -> Iterator[Refusal]:
        """People who were named, but of whom nothing is there."""
        there = {annotator for _document, annotator in self._layers}
        for name in self._choice.annotators:
            if name not in there and not self._missing:
                yield Refusal(name, "The file has no layer of this annotator.")

    def _scheme_difference(self) -> SchemeDifference:
        scheme = self._project.scheme
        return SchemeDifference.of((scheme.name, scheme.version), self._source.scheme, self._misfits)

    # -- documents

    def _look_at(self, offer: Offer) -> None:
        try:
            home = self._homes.find(offer.document)
        except MergeError as error:
            self._conflicts[offer.document.id] = Refusal(offer.document.title, error.message)
            return
        annotator = None if offer.contents is None else offer.contents.layer.annotator
        is_wanted = annotator is not None and self._wants(annotator)
        if home is None and not self._choice.with_documents:
            self._missing[offer.document.id] = offer.document
            if annotator is not None:
                self._elsewhere[annotator] += 1
            return
        if home is None:
            home = self._brought[offer.document.id] = offer.document
            self._homes.bring(home)
        if offer.contents is not None:
            take = self._judge if is_wanted else self._set_aside
            take(offer.document, home, moved(offer.contents, home.id))

    # -- people

    def _wants(self, annotator: AnnotatorName) -> bool:
        """Whether an annotator's layers are wanted.

        Raises:
            MergeError: If it is nobody's name.
        """
        if annotator not in self._known and annotator not in self._alike:
            self._meet(annotator)
        standing = self._choice.standing(annotator, self._alike.get(annotator, ""))
        return self._choice.includes(annotator, standing)

    def _meet(self, name: AnnotatorName) -> None:
        """Somebody comes up who is not known here."""
        if printable(name) != name or name != name.strip() or not name or len(name) > _LONGEST_NAME:
            raise MergeError(f"“{printable(name)[:_SHOWN]}” is not an annotator's name.", annotator=name)
        alike = next((known for known in sorted(self._known) if _looks(known) == _looks(name)), "")
        if alike:
            self._alike[name] = alike
        else:
            self._known.add(name)

    def _check_deciders(self, contents: LayerContents) -> None:
        """Refuse decisions of people whose names are none, or can be taken for another's unless they are named."""
        for name in dict.fromkeys(decision.annotator for decision in contents.decisions):
            if name not in self._known and name not in self._alike:
                self._meet(name)
            if name in self._alike and name not in self._choice.annotators:
                raise MergeError(
                    f"The file has decisions of “{name}”, which can be taken for “{self._alike[name]}”. If that is "
                    "another person, name them to take what they have decided.",
                    annotator=name,
                )

    # -- layers

    def _judge(self, there: Document, home: Document, contents: LayerContents) -> None:
        annotator = contents.layer.annotator
        key = home.id, annotator
        self._check_once(there, key)
        self._check_deciders(contents)
        here = self._project.contents(*key)
        self._check_ids(contents, here)
        self._count_comments(contents)
        if key in self._layers:
            reason = f"The file has the text of “{home.title}” twice, and a layer of {annotator} for both."
            self._conflicts[there.id] = Refusal(there.title, reason)
            return
        wrong = set(misfits(self._project.scheme, self._strictness, contents))
        self._misfits |= wrong
        news = self._layers[key] = self._news(there, home, contents, here, min((m.sentence for m in wrong), default=""))
        if news.verdict is not Verdict.LEFT:
            self._deciders |= {decision.annotator for decision in contents.decisions}
            self._clusters.add(contents)
            self._comments.add(here.comments, contents.comments)
            if home.binned and news.verdict is not Verdict.UNCHANGED:
                self._notes.append(f"“{home.title}” is in the bin here; what comes for it waits there.")

    def _set_aside(self, there: Document, home: Document, contents: LayerContents) -> None:
        """A layer that is not wanted: only looked at."""
        key = home.id, contents.layer.annotator
        self._asides.setdefault(key, self._news(there, home, contents, self._project.contents(*key), ""))

    def _news(
        self, there: Document, home: Document, contents: LayerContents, here: LayerContents, misfit: str
    ) -> LayerNews:
        layer = contents.layer
        begun = self._project.layer(layer.document, layer.annotator)
        steps = layer_differences(begun, here, contents)
        reason = misfit or self._objection(home, here, contents)
        verdict = Verdict.LEFT if reason else Verdict.UNCHANGED
        if steps and not reason:
            verdict = Verdict.NEW if begun is None else Verdict.NEWER
        status = "" if begun == layer or not steps else str(layer.status)
        return LayerNews(
            home.id,
            home.title,
            layer.annotator,
            verdict,
            status,
            len(contents.mentions),
            amounts_of(steps),
            reason,
            there.id,
        )

    def _objection(self, home: Document, here: LayerContents, contents: LayerContents) -> str:
        """What age has against taking a layer; the own one is taken nonetheless if it is wanted, and that is told."""
        reason = self._age.of_layer(here, contents)
        annotator = contents.layer.annotator
        if annotator not in self._choice.annotators and self._speaks_for_us(contents, here):
            return f"It holds decisions of yours that are not here. Name “{GOLD}” to take it."
        is_wanted_own = annotator == self._choice.own and annotator in self._choice.annotators
        if reason and is_wanted_own:
            self._notes.append(f"Your layer of “{home.title}” becomes as it is in the file. {reason}")
        return "" if is_wanted_own else reason

    def _speaks_for_us(self, contents: LayerContents, here: LayerContents) -> bool:
        known = {decision.id: decision for decision in here.decisions}
        return any(d.annotator == self._choice.own and known.get(d.id) != d for d in contents.decisions)

    # -- what refuses the file whole

    def _check_once(self, there: Document, key: tuple[DocumentId, AnnotatorName]) -> None:
        source_key = there.id, key[1]
        if source_key in self._taken_from:
            raise MergeError(f"The file has two layers of {key[1]} for “{there.title}”.", document=there.id)
        self._taken_from.add(source_key)

    def _check_ids(self, contents: LayerContents, here: LayerContents) -> None:
        mine = set(_ids(here))
        given = list(_ids(contents))
        ids = {id_ for _kind, id_ in given}
        if len(ids) < len(given) or not self._ids.isdisjoint(ids):
            raise MergeError("The file gives one id to several records.", annotator=contents.layer.annotator)
        self._ids |= ids
        strange = ids_in_use(self._project.db, [id_ for kind, id_ in given if (kind, id_) not in mine])
        if strange:
            raise MergeError(
                f"The id {min(strange)} of {contents.layer.annotator}'s records belongs to something else here.",
                id=min(strange),
            )
        if any(cluster.annotator != contents.layer.annotator for cluster in contents.clusters):
            raise MergeError(f"A cluster of {contents.layer.annotator}'s mentions is another annotator's.")

    def _count_comments(self, contents: LayerContents) -> None:
        self._comment_count += len(contents.comments)
        if self._comment_count > MAX_COMMENTS:
            raise MergeError(f"The file has more than {MAX_COMMENTS:,} comments; that is none of people's work.")


def _ids(contents: LayerContents) -> Iterator[tuple[str, str]]:
    for kind in ("mentions", "arguments", "relations", "comments", "decisions"):
        for record in getattr(contents, kind):
            yield kind, record.id


def _looks(name: str) -> str:
    """A name without what the eye does not see."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", name) if unicodedata.category(c) != "Cf")
    return " ".join(fold(plain).split())


class _Clusters:
    """The clusters of the layers that are taken.

    Attributes:
        notes: Which of them stay as they are here.
    """

    def __init__(self, project: Project, age: Age) -> None:
        self._project = project
        self._age = age
        self._found: dict[ClusterId, Cluster] = {}
        self._represented: set[ClusterId] = set()
        self.notes: list[str] = []

    def add(self, contents: LayerContents) -> None:
        """Those of one layer."""
        for cluster in contents.clusters:
            if self._found.setdefault(cluster.id, cluster) != cluster:
                raise MergeError(f"The file tells two things of the cluster {cluster.id}.", cluster=cluster.id)
        representatives = {cluster.id: cluster.representative for cluster in contents.clusters}
        for mention in contents.mentions:
            if mention.cluster is not None and representatives[mention.cluster] == mention.id:
                self._represented.add(mention.cluster)

    def steps(self, covered: set[tuple[DocumentId, AnnotatorName]]) -> Iterator[Step]:
        """Those that come, or become others.

        Args:
            covered: Layers that will be as they are in the file.
        """
        here = clusters_by_id(self._project.db, self._found)
        wanted = [MentionId(c.representative) for c in self._found.values() if c.representative is not None]
        known = mentions_by_id(self._project.db, wanted)
        for cluster in self._found.values():
            old = here.get(cluster.id)
            if old is not None and (old.annotator, old.kind) != (cluster.annotator, cluster.kind):
                raise MergeError(f"The cluster {cluster.id} is another annotator's or another thing here.")
            best = None if cluster.representative is None else known.get(cluster.representative)
            stays = best is not None and best.cluster == cluster.id and (best.document, best.annotator) not in covered
            new = cluster if stays or cluster.id in self._represented else replace(cluster, representative=None)
            if old != new and self._may_become(old, new):
                yield old, new

    def _may_become(self, old: Cluster | None, new: Cluster) -> bool:
        if old is None or not self._age.of_cluster(new.annotator, [(old, new)]):
            return True
        self.notes.append(f"The cluster “{old.name}” of {old.annotator} is later here and stays as it is.")
        return False


class _Comments:
    """The comments of the layers that are taken.

    Attributes:
        notes: Where an answer loses what it answers, and which comments stay because they are answered.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._here: list[Comment] = []
        self._there: list[Comment] = []
        self.notes: list[str] = []

    def add(self, here: tuple[Comment, ...], there: tuple[Comment, ...]) -> None:
        """Those of one annotator on one document."""
        self._here += here
        self._there += there

    def steps(self) -> list[Step]:
        """Those that come or become others, what is answered first; then those that go, answers first."""
        homes = self._homes()
        there = [self._placed(comment, homes) for comment in self._there]
        steps = differences(self._here, there)
        come = {new.id: (old, new) for old, new in steps if new is not None}
        gone = {old.id: old for old, new in steps if old is not None and new is None}
        moved_on = {id_ for id_, (old, new) in come.items() if old is not None and old.reply_to != new.reply_to}
        self._keep_answered(gone, moved_on)
        try:
            order = [comment.id for comment in reversed(answers_first([new for _old, new in come.values()]))]
            last = answers_first(list(gone.values()))
        except CycleError as error:
            raise MergeError("The file has comments that answer each other in a circle.") from error
        return [*(come[id_] for id_ in order), *((comment, None) for comment in last)]

    def _homes(self) -> dict[CommentId, DocumentId]:
        wanted = {comment.reply_to for comment in self._there if comment.reply_to is not None}
        known = comments_by_id(self._project.db, wanted)
        return {comment.id: comment.document for comment in (*known.values(), *self._there)}

    def _placed(self, comment: Comment, homes: dict[CommentId, DocumentId]) -> Comment:
        """A comment whose question is not here stands by itself."""
        if comment.reply_to is None or (
            homes.get(comment.reply_to) == comment.document and comment.reply_to != comment.id
        ):
            return comment
        self.notes.append(f"A comment of {comment.annotator} answers one that is not here; it stands by itself.")
        return replace(comment, reply_to=None)

    def _keep_answered(self, gone: dict[CommentId, Comment], moved_on: set[CommentId]) -> None:
        """Take out of `gone` what others have answered here, and what that answers in turn."""
        answered = list(answers_to(self._project.db, gone))
        while True:
            kept = {
                question for answer, question in answered if question in gone and answer not in (gone.keys() | moved_on)
            }
            if not kept:
                return
            for id_ in kept:
                comment = gone.pop(id_)
                self.notes.append(f"A comment that {comment.annotator} removed stays: it is answered here.")
