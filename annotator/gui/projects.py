"""Which project is open: opening, making, closing; what the world says no to becomes a message with a way out."""

from collections.abc import Callable, Sequence
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject, Signal

from annotator import assets
from annotator.gui.messages import MessageAction, Messages, quoted
from annotator.gui.preferences import Preferences
from annotator.model.annotation import GOLD
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName
from annotator.model.scheme import Scheme
from annotator.services.opening import (
    REVIEW_FILE,
    REVIEW_TITLE,
    SAMPLE_TITLE,
    SUFFIX,
    LockedProjectError,
    NewerProjectError,
    file_name,
    new_project,
    open_project,
    read_project,
    start_from,
)
from annotator.services.session import Session

_LONGEST_NAME = 60


class Projects(QObject):
    """Holds the open session; at most one project is open in a window.

    Attributes:
        session: The open one, or `None`.
    """

    session_changed = Signal(object)
    """The new `Session` or `None`; also when another annotator takes over."""
    import_requested = Signal(list)
    """Paths to import into the project that was just made."""

    review_requested = Signal()
    """The project for reviewing is open and its layers are there: what people say differently is to be shown."""

    sources_named = Signal(list)
    """What the project just opened was once made from; there may be more in it now."""

    def __init__(self, preferences: Preferences, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._messages = messages
        self.session: Session | None = None
        self._labels_follow = False
        self._review_follows = False

    @property
    def annotator(self) -> str:
        """Who labels; empty until they have said so."""
        return self._preferences.now.annotator

    # -- opening

    def start(self, paths: Sequence[Path], folder: Path) -> bool:
        """Open what the paths mean; a new project would be made in `folder`. Returns whether one is open now."""
        try:
            start = start_from(paths, folder)
        except AnnotatorError as error:
            self._messages.error(error)
            return False
        if not start.sources or not start.is_new:
            return self.open(start.project, start.sources)
        return self.create(start.project, "", start.sources)

    def open(self, path: Path, sources: Sequence[Path] = ()) -> bool:
        """Open a project for editing; if that is refused for now, offer to open it for reading.

        Args:
            path: The project file.
            sources: What the project was once made from; new files there are offered for import.
        """

        def reading() -> None:
            self.open_for_reading(path)

        try:
            session = open_project(path, self.annotator)
        except (LockedProjectError, NewerProjectError) as error:
            self._messages.error(error, action=MessageAction(self.tr("Open for reading"), reading))
            return False
        except AnnotatorError as error:
            self._messages.error(error)
            return False
        self._take(session)
        if sources:
            self.sources_named.emit(list(sources))
        if session.project.backup is not None:
            words = self.tr("The project was brought up to date; a copy of the old one is {name}.")
            self._messages.show(words.format(name=quoted(session.project.backup.name)))
        return True

    def open_for_reading(self, path: Path) -> bool:
        """Open a project to look at."""
        return self._open_with(read_project, path)

    def _open_with(self, opener: Callable[[Path, str], Session], path: Path) -> bool:
        try:
            session = opener(path, self.annotator)
        except AnnotatorError as error:
            self._messages.error(error)
            return False
        self._take(session)
        return True

    def open_sample(self) -> bool:
        """Open the sample project; it is made in the person's documents folder at first, and never overwritten.

        A new one has the first paragraphs labelled, in the layer of whoever opens it; for somebody who has not said
        their name yet the labels follow the name.
        """
        path = default_folder() / f"{file_name(SAMPLE_TITLE)}{SUFFIX}"
        if path.exists():
            return self.open(path)
        made = self.create(path, SAMPLE_TITLE, [assets.sample_layer() if self.annotator else assets.seeds()])
        self._labels_follow = made and not self.annotator
        return made

    def open_review_sample(self) -> bool:
        """Open the project for reviewing, which three people have labelled; it is made beside the sample at first.

        Whoever opens it has no labels in it: they review. `review_requested` follows, once all layers are there.
        """
        path = default_folder() / REVIEW_FILE
        if not path.exists():
            self._review_follows = made = self.create(path, REVIEW_TITLE, assets.review_layers())
            return made
        opened = self.open(path)
        if opened:
            self.review_requested.emit()
        return opened

    def taken_in(self) -> None:
        """All that was to be imported into the open project is there."""
        if self._review_follows:
            self._review_follows = False
            self.review_requested.emit()

    def create(self, path: Path, title: str, sources: Sequence[Path], scheme: Scheme | None = None) -> bool:
        """Make a project, with the usual scheme unless another is given, and import `sources` into it."""
        try:
            session = new_project(path, self.annotator, title, scheme)
        except AnnotatorError as error:
            self._messages.error(error)
            return False
        except OSError as error:
            words = self.tr("The project {name} cannot be made: {reason}. Choose another folder.")
            self._messages.error(words.format(name=quoted(str(path)), reason=error.strerror or error))
            return False
        self._take(session)
        if sources:
            self.import_requested.emit(list(sources))
        return True

    def _take(self, session: Session) -> None:
        self.close()
        self.session = session
        self._preferences.put(self._preferences.now.opened(session.path))
        self._messages.clear()
        self.session_changed.emit(session)

    def close(self) -> None:
        """Close the open project; everything is saved already."""
        if self.session is None:
            return
        old, self.session = self.session, None
        self._labels_follow = self._review_follows = False
        self.session_changed.emit(None)
        old.close()

    def remember_place(self, project: Path, document: str) -> None:
        """The next time the project is opened, it opens at this document."""
        self._preferences.put(self._preferences.now.left(project, document))

    def last_document(self) -> str | None:
        """The document that was open when the open project was left, as far as anybody remembers."""
        if self.session is None:
            return None
        return self._preferences.now.last_documents.get(str(self.session.path.absolute()))

    # -- who

    def work_as(self, name: str) -> bool:
        """Label under this name from now on; returns whether the name was taken."""
        wanted = " ".join(name.split())
        refusal = self.why_not(wanted)
        if refusal:
            self._messages.error(refusal)
            return False
        self._preferences.change(annotator=wanted)
        if self.session is not None and self.session.annotator != wanted:
            self.session.annotator = AnnotatorName(wanted)
            self.session_changed.emit(self.session)
            if self._labels_follow:
                self._labels_follow = False
                self.import_requested.emit([assets.sample_layer()])
        return True

    def why_not(self, name: str) -> str:
        """Why nobody can label under this name; empty if one can."""
        if not name.strip():
            return self.tr("Please give a name.")
        if name.strip() == GOLD:
            return self.tr("“gold” is the layer of adjudication; please take another name.")
        if len(name) > _LONGEST_NAME:
            return self.tr("Please take a shorter name.")
        return ""


def default_folder() -> Path:
    """Where projects go unless a person says otherwise: the documents folder, or the home folder."""
    documents = Path(platformdirs.user_documents_dir())
    return documents if documents.is_dir() else Path.home()
