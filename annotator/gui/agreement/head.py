"""The head of the page: when it was counted and what can be done with it, and what is compared."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from annotator.gui.agreement.figures import Match
from annotator.gui.building import Sentence, button, label, row
from annotator.gui.languages import language_entry
from annotator.gui.naming import language_name
from annotator.gui.theme import Theme
from annotator.gui.widgets import Segmented, spread_theme
from annotator.gui.widgets.chooser import Chooser
from annotator.model.annotation import GOLD, Status
from annotator.services.summary import Summary


class Head(QWidget):
    """Two lines.

    Signals:
        annotators_chosen, languages_chosen, statuses_chosen, labels_chosen: Tuples of what is wanted; empty for all.
        match_chosen: A `Match`.
        all_requested: Whether all figures are wanted, or the main ones.
        count_requested, copy_requested, report_requested: A button was pressed.
    """

    annotators_chosen = Signal(tuple)
    languages_chosen = Signal(tuple)
    statuses_chosen = Signal(tuple)
    labels_chosen = Signal(tuple)
    match_chosen = Signal(str)
    all_requested = Signal(bool)
    count_requested = Signal()
    copy_requested = Signal()
    report_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agreement_head")
        self._make_buttons()
        self._make_choosers()
        self.state = Sentence("small", "agreement_state")
        self.state.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        first = row(label(self.tr("Agreement"), "title", "agreement_title"), self.state, *self._buttons, gap=8)
        choosers = (self._annotators, self._languages, self._statuses, self._labels)
        second = row(*choosers, None, label(self.tr("Spans match"), "small"), self._match, gap=8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(first)
        layout.addWidget(second)

    def _make_buttons(self) -> None:
        self._count = button(self.tr("Count again"), "secondary", "agreement_count")
        self._count.setToolTip("R, F5")
        self._count.clicked.connect(self.count_requested)
        self._all = button(self.tr("All figures"), "secondary", "agreement_all")
        self._all.setCheckable(True)
        self._all.toggled.connect(self._on_all)
        self._copy = button(self.tr("Copy table"), "secondary", "agreement_copy")
        self._copy.setToolTip("Ctrl+C")
        self._copy.clicked.connect(self.copy_requested)
        self._report = button(self.tr("Report…"), "secondary", "agreement_report_button")
        self._report.clicked.connect(self.report_requested)
        self._buttons = (self._count, self._all, self._copy, self._report)

    def _make_choosers(self) -> None:
        self._annotators = Chooser(self.tr("Annotators"), self.tr("everyone"), object_name="agreement_annotators")
        self._annotators.chosen.connect(self.annotators_chosen)
        self._languages = Chooser(self.tr("Languages"), self.tr("all"), object_name="agreement_languages")
        self._languages.chosen.connect(self.languages_chosen)
        self._statuses = Chooser(self.tr("Documents"), self.tr("labelled twice"), object_name="agreement_statuses")
        self._statuses.chosen.connect(self.statuses_chosen)
        self._labels = Chooser(self.tr("Labels"), self.tr("all"), object_name="agreement_labels")
        self._labels.setToolTip(self.tr("Narrows the matrix and the bars; all other figures count every label"))
        self._labels.chosen.connect(self.labels_chosen)
        words = (self.tr("Exact"), self.tr("Partial"), self.tr("Type only"))
        self._match = Segmented(words, object_name="agreement_match", name=self.tr("Spans match"))
        self._match.setFixedWidth(self._match.needed_width() + 24)
        self._match.chosen.connect(self._on_match)

    def _on_all(self, wanted: bool) -> None:
        words = self.tr("Main figures") if wanted else self.tr("All figures")
        self._all.setText(words)
        self._all.setAccessibleName(words)
        self.all_requested.emit(wanted)

    def _on_match(self, place: int) -> None:
        self.match_chosen.emit(list(Match)[place])

    # -- what is shown

    def offer(self, known: Summary, annotators: Iterable[str], languages: Iterable[str]) -> None:
        """Offer whom and what the project has; `gold` is counted only when it is chosen."""
        people = sorted(known.mentions, key=_gold_last)
        self._annotators.offer(((name, name, known.mentions[name]) for name in people), tuple(annotators))
        entries = ((tag, language_entry(tag), count) for tag, count in known.languages.items())
        self._languages.offer(entries, tuple(languages))
        self.show_languages(tuple(languages))
        done = sum(statuses.get(Status.DONE, 0) for statuses in known.statuses.values())
        self._statuses.offer(((Status.DONE, self.tr("twice done"), done),), self._statuses.menu.ticked())

    def show_annotators(self, annotators: tuple[str, ...]) -> None:
        """Say whom; empty for everyone."""
        self._annotators.show_chosen(annotators)

    def show_languages(self, languages: tuple[str, ...]) -> None:
        """Say which languages, without what their speakers call them."""
        self._languages.show_words(tuple(map(language_name, languages)))

    def show_statuses(self, statuses: tuple[str, ...], documents: int | None) -> None:
        """Say which documents, and how many there are."""
        kind = self.tr("twice done") if statuses else self.tr("labelled twice")
        self._statuses.show_words((kind if documents is None else f"{documents:,} {kind}",))

    def offer_labels(self, labels: Iterable[tuple[str, int]], chosen: Iterable[str]) -> None:
        """Offer labels with how often they are used."""
        self._labels.offer(((label_, label_, count) for label_, count in labels), tuple(chosen))

    def show_match(self, match: Match) -> None:
        """Say how far spans must be equal."""
        self._match.set_current(list(Match).index(match))

    def enable(self, *, is_counted: bool, may_count: bool) -> None:
        """Let be pressed what makes sense."""
        for part in (self._all, self._copy, self._report, self._match, self._labels):
            part.setEnabled(is_counted)
        self._count.setEnabled(may_count)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        spread_theme(self, theme)


def _gold_last(name: str) -> tuple[bool, str]:
    return name == GOLD, name
