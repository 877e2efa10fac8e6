"""What lies on the desk: whose layers are looked at, how far all documents are, and the cases of the open one."""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QObject, Signal

from annotator.gui.adjudicate.words import CaseWords
from annotator.gui.widgets import Signs
from annotator.model.annotation import GOLD
from annotator.model.change import Changes, Subject
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.adjudication.board import Board, board_of
from annotator.services.adjudication.cases import Case
from annotator.services.adjudication.progress import DocumentProgress, counted
from annotator.services.blindness import Blindness, touches_blindness
from annotator.services.comments.listing import Discussion, discussions_of
from annotator.services.comparison.corpus_comparison import labelling_annotators
from annotator.services.quoting import Quotes
from annotator.services.session import Session

_COUNTED_AT_ONCE = 3
"""Documents of an act that are counted again at once; more of them beside the work."""


class Desk(QObject):
    """Asks the session; shows nothing.

    Attributes:
        session: The open one, or `None`.
        people: Whose layers there are.
        chosen: Whose layers are looked at; one of them is reviewed without the others.
        signs: Of everybody in the project.
        board, words: Of the open document.
        language: In which labels, roles and attributes are named.

    Signals:
        told: A sentence for the person.
        progress_requested: How far are all documents, seen from the layers of these annotators?
    """

    told = Signal(str)
    progress_requested = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self.people: tuple[AnnotatorName, ...] = ()
        self.chosen: tuple[AnnotatorName, ...] = ()
        self.signs = Signs()
        self.board: Board | None = None
        self.words: CaseWords | None = None
        self.language = "en"
        self._quotes: Quotes | None = None

    # -- the session and its people

    def set_session(self, session: Session | None) -> None:
        """Look into another session, or none."""
        if session is not self.session:
            self.chosen, self.board, self.words = (), None, None
        self.session = session
        self._quotes = Quotes(session) if session is not None else None
        self.find_people()

    def find_people(self) -> None:
        """Who has layers; who comes later is looked at, too, unless somebody was chosen."""
        session, before = self.session, self.people
        known = labelling_annotators(session) if session is not None else ()
        self.people = tuple(name for name in known if name != GOLD)
        self.signs = Signs.of_people(session.annotators() if session is not None else ())
        if not self.chosen or self.chosen == before:
            self.chosen = self.people

    def choose(self, annotators: Iterable[AnnotatorName]) -> None:
        """Look at other layers."""
        wanted = set(annotators)
        self.chosen = tuple(name for name in self.people if name in wanted)

    @property
    def is_editable(self) -> bool:
        """Whether somebody can decide here."""
        return self.session is not None and not self.session.read_only and bool(self.session.annotator.strip())

    # -- how far it is

    def count_all(self) -> None:
        """Ask how far all documents are."""
        if self.session is not None and self.chosen:
            self.progress_requested.emit(self.chosen)

    def counted_again(self, changes: Changes) -> list[DocumentProgress]:
        """How far the documents of an act are now; of many this is asked beside the work."""
        documents = changes.documents
        if len(documents) > _COUNTED_AT_ONCE or changes.touches(Subject.SCHEME, Subject.DOCUMENT):
            self.count_all()
            return []
        boards = [self.board_of(document) for document in documents]
        return [counted(board) for board in boards if board is not None and not board.layout.material.document.binned]

    # -- documents

    def board_of(self, document: DocumentId) -> Board | None:
        """The cases of a document as they are now; `None` if they cannot be told, and why is said."""
        if self.session is None or self.hidden(document):
            return None
        try:
            return board_of(self.session.project, document, self.chosen)
        except AnnotatorError as error:
            self.told.emit(error.message)
            return None

    def open(self, document: DocumentId) -> Board | None:
        """Lay the cases of a document on the desk, as they are now."""
        board = self.board_of(document)
        if board is not None and self.session is not None and self._quotes is not None:
            self.board = board
            self.words = CaseWords(self.session, board, self.language, self._quotes)
        return board

    def threads_of(self, case: Case) -> list[Discussion]:
        """The threads about what somebody, or gold, says in a case."""
        if self.session is None:
            return []
        records = {mention.id for mention in (*case.mentions.values(), *case.gold)}
        readings = (reading for row in case.rows for reading in (*row.readings.values(), *row.gold))
        about = {str(reading.record.id) for reading in readings if reading.record is not None} | set(records)
        about.update(self._members_of(case))
        return [one for one in discussions_of(self.session, case.document) if one.topic.subject in about]

    def _members_of(self, case: Case) -> Iterator[str]:
        """Of clusters: all that stands for their mentions, in every layer and in gold."""
        layout = self.board.layout if self.board is not None else None
        for place in map(layout.find, case.members) if layout is not None else ():
            if layout is not None and place is not None:
                entry = layout.entries[place]
                yield from (mention.id for mention in (*entry.group.values(), *entry.gold))

    def hidden(self, document: DocumentId) -> bool:
        """Whether blind mode hides what others made of a document."""
        return self.session is not None and Blindness.of(self.session).hides(document)

    def follow_blindness(self, changes: Changes) -> bool:
        """Whether an act has hidden or shown something; then nothing lies on the desk any more."""
        session = self.session
        if session is None or not touches_blindness(changes, session.annotator):
            return False
        is_setting = changes.touches(Subject.SETTING)
        if is_setting or self.is_blind:
            self.board = self.words = None
        return is_setting or self.is_blind

    @property
    def is_blind(self) -> bool:
        """Whether blind mode is on."""
        return self.session is not None and Blindness.of(self.session).is_on

    def forget_quotes(self) -> None:
        """Ask anew what the documents are called and which way they run."""
        if self._quotes is not None:
            self._quotes.forget()

    def has(self, key: str) -> bool:
        """Whether the open document has a case."""
        return any(case.key == key for case in self.cases)

    @property
    def cases(self) -> Sequence[Case]:
        """The cases of the open document, in the order in which they can be decided."""
        return self.board.cases if self.board is not None else ()
