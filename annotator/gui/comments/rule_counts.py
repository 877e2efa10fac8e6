"""How often people differ about the rules of the guidelines to fix, counted beside the work while somebody looks."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QObject, Signal

from annotator.gui.compare.corpus import Corpus
from annotator.gui.tasks import Tasks
from annotator.model.change import Changes
from annotator.model.ids import AnnotatorName
from annotator.services.comments.guideline import Rule
from annotator.services.comparison.comparing import Against
from annotator.services.comparison.rule_disagreements import count_rules, everyone
from annotator.services.session import Session


class RuleCounts(QObject):
    """Counts disagreements by rule; what blind mode hides is left out.

    Attributes:
        counts: By rule; `None` as long as not all documents are counted, or if there is nothing to compare.

    Signals:
        changed: `counts` are others.
    """

    changed = Signal()

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._corpus = Corpus(tasks, self, begins_with=everyone)
        self._rules: frozenset[Rule] = frozenset()
        self.counts: Mapping[Rule, int] | None = None
        self._corpus.restarted.connect(self._count)
        self._corpus.counted.connect(self._count)
        self._corpus.ended.connect(self._count)

    @property
    def compared(self) -> tuple[tuple[AnnotatorName, ...], Against]:
        """Whose layers are compared, and which with which."""
        return self._corpus.annotators, self._corpus.against

    def want(self, session: Session | None, rules: Collection[Rule]) -> None:
        """Count these rules, as the project is now; without any there is no need to compare anything."""
        self._rules = frozenset(rules)
        corpus = self._corpus
        if session is None or not self._rules:
            self._show(None)
            return
        corpus.set_session(session)
        names, against = everyone(corpus.people())
        if names and (names, against) != self.compared:
            corpus.choose(names, against)
        elif corpus.tally is not None and not corpus.is_complete:
            corpus.go_on()
        self._count()

    def follow(self, changes: Changes) -> None:
        """Note what an act touches, until the rules are wanted again."""
        if self._corpus.session is not None:
            self._corpus.follow(changes)

    def _count(self, _documents: object = None) -> None:
        corpus, session = self._corpus, self._corpus.session
        if session is None or corpus.tally is None or not corpus.is_complete:
            self._show(None)
        elif not corpus.is_counting:
            self._show(count_rules(corpus.tally, self._rules, session.scheme))

    def _show(self, counts: Mapping[Rule, int] | None) -> None:
        if counts != self.counts:
            self.counts = counts
            self.changed.emit()
