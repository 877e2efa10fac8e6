"""Documents that tell the same story, in one language or several, as the clusters of events say.

Entities do not tell: “Iran” is in every second document of a corpus. Events do, but not all of them: a war or an
election is mentioned in many stories that are not the same. So there are two rules.

1. An event that more than five documents of one language mention is background and does not count. A story that was
   translated has few documents in each language, however many languages there are.
2. Two documents tell the same story if, in the clusters of one annotator, they share more than half of the events of
   the one that has fewer. What counts is events in several documents: others say nothing of a second document. So a
   document of yesterday's summit that mentions the strike of the day before stays apart from those of the strike as
   soon as the summit is linked as well.

Clusters of all annotators are looked at, not only of those whose layers are wanted: a leak is one whoever noticed it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from annotator.model.ids import AnnotatorName, ClusterId, DocumentId

MOST_OF_A_LANGUAGE = 5
"""An event in more documents of one language than these is background."""

Cluster = tuple[ClusterId, AnnotatorName, tuple[DocumentId, ...]]
"""A cluster of events, whose it is, and in which documents it has mentions."""


def same_stories(
    clusters: Iterable[Cluster], languages: Mapping[DocumentId, str]
) -> Iterator[tuple[DocumentId, DocumentId]]:
    """Pairs of documents that tell the same story.

    Args:
        clusters: Of events, each once.
        languages: Of the documents that are looked at; others are passed over.
    """
    events: Counter[tuple[AnnotatorName, DocumentId]] = Counter()
    shared: dict[AnnotatorName, Counter[tuple[DocumentId, DocumentId]]] = defaultdict(Counter)
    for _id, annotator, everywhere in clusters:
        documents = sorted(document for document in everywhere if document in languages)
        if len(documents) > 1 and not _is_background(documents, languages):
            events.update((annotator, document) for document in documents)
            shared[annotator].update(combinations(documents, 2))
    for annotator, pairs in shared.items():
        for (one, other), count in pairs.items():
            if 2 * count > min(events[annotator, one], events[annotator, other]):
                yield one, other


def _is_background(documents: Iterable[DocumentId], languages: Mapping[DocumentId, str]) -> bool:
    return max(Counter(languages[document] for document in documents).values()) > MOST_OF_A_LANGUAGE
