"""Quotes of what threads are about, kept while a list is looked at."""

from collections import OrderedDict

from annotator.model.errors import AnnotatorError
from annotator.model.ids import DocumentId
from annotator.model.span import Span
from annotator.services.comments.listing import Topic
from annotator.services.quoting import Quote, Quotes
from annotator.services.session import Session

_KEPT = 500


class TopicQuotes:
    """Quotes topics of one session; the last few hundred are kept."""

    def __init__(self, session: Session) -> None:
        self._quotes = Quotes(session)
        self._kept: OrderedDict[tuple[DocumentId, Span], Quote | None] = OrderedDict()

    def forget(self) -> None:
        """Ask anew what the documents are and which way they run."""
        self._quotes.forget()
        self._kept.clear()

    def quote(self, topic: Topic) -> Quote | None:
        """The text meant with the words around it; `None` for a whole document, or one that is gone."""
        if topic.span is None:
            return None
        key = topic.document, topic.span
        if key not in self._kept:
            self._kept[key] = self._made(topic, topic.span)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]

    def _made(self, topic: Topic, span: Span) -> Quote | None:
        try:
            return self._quotes.quote_span(topic.document, span)
        except AnnotatorError:
            return None
