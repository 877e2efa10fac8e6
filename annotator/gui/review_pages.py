"""Makes the pages of the review modes; what such a page asks goes to the window's workers."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from annotator.gui.modes import Mode, ReviewPage
from annotator.model.annotation import Kind
from annotator.model.ids import AnnotatorName

if TYPE_CHECKING:
    from annotator.gui.agreement.reporting import Reporting
    from annotator.gui.window import Window
    from annotator.services.comparison.comparing import Against
    from annotator.services.comparison.disagreement import Wanted


class ReviewPages(QObject):
    """Makes the pages of one window, each when it is first wanted."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window

    def makers(self) -> Mapping[Mode, Callable[[], ReviewPage]]:
        """By mode, what makes its page."""
        return {
            Mode.COMPARE: self._compare,
            Mode.ADJUDICATE: self._adjudicate,
            Mode.AGREEMENT: self._agreement,
            Mode.COMMENTS: self._comments,
        }

    def begin_review(self) -> None:
        """Show what there is to review; a card above the window keeps the keyboard."""
        here = QApplication.focusWidget() if self._window.overlays.is_open else None
        self._window.modes.turn_to(Mode.COMPARE)
        if here is not None:
            here.setFocus(Qt.FocusReason.OtherFocusReason)

    def _compare(self) -> ReviewPage:
        from annotator.gui.comparing import Comparing  # noqa: PLC0415  when it is first seen

        return Comparing(self._window).page

    def _adjudicate(self) -> ReviewPage:
        return self._window.later.adjudicating.make_page()

    def _agreement(self) -> ReviewPage:
        from annotator.gui.agreement.page import AgreementPage  # noqa: PLC0415  when it is first seen

        made = AgreementPage(self._window.tasks)
        made.disagreements_requested.connect(self._show_met)
        made.document_requested.connect(self._open_document)
        made.report_requested.connect(self.agreement_reporting.save)
        return made

    @cached_property
    def agreement_reporting(self) -> "Reporting":
        """Writes the report on agreement."""
        from annotator.gui.agreement.reporting import Reporting  # noqa: PLC0415  only when one is asked for

        return Reporting(self._window)

    def save_agreement_report(self) -> None:
        """Save the report, on what the page Agreement compares if it was looked at, else on everyone."""
        from annotator.gui.agreement.page import AgreementPage  # noqa: PLC0415  only when one is asked for
        from annotator.services.agreement.corpus import AgreementChoice  # noqa: PLC0415  the same

        page = self._window.modes.page(Mode.AGREEMENT)
        self.agreement_reporting.save(page.choice if isinstance(page, AgreementPage) else AgreementChoice())

    def _show_met(
        self, annotators: tuple[AnnotatorName, AnnotatorName], structure: str, left: str | None, right: str | None
    ) -> None:
        """Show the disagreements that a cell of the table of labels, or of roles, counts."""
        from annotator.gui.agreement.page import AgreementPage  # noqa: PLC0415  only when a cell is opened
        from annotator.services.agreement.corpus import AgreementChoice  # noqa: PLC0415  the same
        from annotator.services.comparison.comparing import Against  # noqa: PLC0415  the same
        from annotator.services.comparison.disagreement import Meeting, Wanted  # noqa: PLC0415  the same

        agreement = self._window.modes.page(Mode.AGREEMENT)
        choice = agreement.choice if isinstance(agreement, AgreementPage) else AgreementChoice()
        mentions = None if structure == "role" else Kind(structure)
        met = Meeting(annotators, mentions, (left or "", right or ""))
        wanted = Wanted(languages=choice.languages, meeting=met, statuses=choice.statuses)
        self.show_disagreements(wanted, annotators, Against.FIRST)

    def show_disagreements(self, wanted: "Wanted", annotators: Sequence[AnnotatorName], against: "Against") -> None:
        """Turn to the mode Compare, to exactly these disagreements of all documents."""
        from annotator.gui.compare.page import ComparePage  # noqa: PLC0415  only when some are wanted

        modes = self._window.modes
        modes.turn_to(Mode.COMPARE)
        page = modes.page(Mode.COMPARE)
        if isinstance(page, ComparePage):
            page.show_only(wanted, annotators, against=against)

    def _open_document(self, document: str) -> None:
        self._window.modes.turn_to(Mode.LABEL)
        self._window.open_document(document)

    def _comments(self) -> ReviewPage:
        return self._window.later.commenting.mode.make_page()
