"""Files looked at before they are imported: how they are read, and what becomes of names that the scheme lacks."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QScrollArea, QVBoxLayout, QWidget

from annotator.gui.building import Sentence, button, label, line, row, wrapped
from annotator.gui.dialogs import import_words as words
from annotator.gui.dialogs.import_files import FilesField
from annotator.gui.dialogs.import_names import ANSWER, NamesView
from annotator.gui.languages import COMMON, language_entry
from annotator.gui.naming import number
from annotator.gui.overlay import Overlay
from annotator.gui.tasks import Task, Tasks
from annotator.gui.theme import Theme
from annotator.gui.widgets import Entry, Picker, plain_label, spread_theme
from annotator.model.document import UNDETERMINED
from annotator.model.errors import AnnotatorError
from annotator.services.imports.label_mapping import NameMapping
from annotator.services.imports.label_names import ADD, DROP, LABELS, Act, Answer, Asked, Question, rename
from annotator.services.imports.plan import Skipped
from annotator.services.imports.survey import Looked, Wish, look
from annotator.services.job import Progress
from annotator.services.session import Session

_LEFT, _LEFT_NARROW, _NARROW_BELOW = 264, 200, 960
"""Width of the fields beside names, and that in a small window."""
_AROUND = 216
"""Height of all but the fields."""
_ADD, _DROP = "+", "-"
_TO = "="
"""Before a name, in the ids of what can be picked."""


class ImportCard(Overlay):
    """Asks how files are to be imported; nothing is written before the person says so.

    Signals:
        import_requested: What was looked at, the `Wish` and the `NameMapping`.
        left: The card is closed and nothing is to be imported.
    """

    import_requested = Signal(object, object, object)
    left = Signal()
    broke = Signal(object)
    """A mistake of ours while it looked; the exception."""
    WIDE, NARROW = 1040, 480
    WIDTH = WIDE
    HEIGHT = 660

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, "import_card")
        self._tasks = Tasks(self)
        self._tasks.broke.connect(self.broke)
        self._tasks.broke.connect(self.close_overlay)
        self._session: Session | None = None
        self._looked: Looked | None = None
        self._mapping: NameMapping | None = None
        self._answers: dict[Asked, Answer] = {}
        self._otherwise: Answer | None = None
        self._asked: Task | None = None
        self._picked: list[Asked] = []
        self._is_taken = False
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self._look)
        self._build_head()
        self._build_fields()
        self._build_names()
        self._build_foot()
        self._place_parts()

    # -- building

    def _build_head(self) -> None:
        self._title = label(self.tr("Import"), "title", "import_title")
        self._source = Sentence("small", "import_source", Qt.LayoutDirection.LeftToRight)

    def _build_fields(self) -> None:
        self._files = FilesField()
        self._files.changed.connect(self._look_soon)
        self._language = QComboBox()
        self._language.setObjectName("import_language")
        self._language.setAccessibleName(self.tr("Language of the texts"))
        self._language.addItem(self.tr("Found out by itself"), UNDETERMINED)
        for tag in COMMON:
            self._language.addItem(language_entry(tag), tag)
        self._whose = QComboBox()
        self._whose.setObjectName("import_whose")
        self._whose.setAccessibleName(self.tr("Whose labels are that name nobody"))
        self._whose.setEditable(True)
        self._whose.currentTextChanged.connect(self._tell)
        self._whose_name = plain_label(self.tr("Labels that name nobody are by"), "small")
        for field in (self._language, self._whose):
            field.setMinimumContentsLength(8)
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def _build_names(self) -> None:
        self._heading = Sentence("strong", "import_names_heading")
        self._add_all = button(self.tr("Add all"), "secondary", "import_add_all")
        self._add_all.clicked.connect(partial(self._answer_all, ADD))
        self._drop_all = button(self.tr("Leave all out"), "secondary", "import_drop_all")
        self._drop_all.clicked.connect(partial(self._answer_all, DROP))
        self._suggest = button(self.tr("As suggested"), "secondary", "import_suggest")
        self._suggest.clicked.connect(partial(self._answer_all, None))
        self._names = NamesView()
        self._names.answered.connect(self._answer)
        self._names.choice_wanted.connect(self._offer)
        self._sum = wrapped("", "small", "import_summary")
        self._picker = Picker(object_name="import_picker", name=self.tr("What becomes of the name"), parent=self)
        self._picker.picked.connect(self._pick)

    def _build_foot(self) -> None:
        self._hint = label("", "micro", "import_hint")
        self._state = wrapped("", "danger", "import_state")
        cancel = button(self.tr("Cancel"), "secondary", "import_cancel")
        cancel.clicked.connect(self.close_overlay)
        self._go = self.primary = button(self.tr("Import"), "primary", "import_go")
        self._go.clicked.connect(self._import)
        self._foot = row(self._hint, None, cancel, self._go)

    def _place_parts(self) -> None:
        fields = self._column = QWidget()
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._files)
        column.addSpacing(16)
        column.addWidget(plain_label(self.tr("Language of the texts"), "small"))
        column.addWidget(self._language)
        column.addSpacing(16)
        column.addWidget(self._whose_name)
        column.addWidget(self._whose)
        column.addStretch(1)
        self._fields = QScrollArea()
        self._fields.setObjectName("import_fields")
        self._fields.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fields.setWidgetResizable(True)
        self._fields.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fields.setWidget(fields)
        for ground in (fields, self._fields.viewport()):
            ground.setAutoFillBackground(False)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(row(self._heading, None, self._suggest, self._add_all, self._drop_all))
        right.addWidget(self._names, 1)
        right.addWidget(self._sum)
        self._divider = line(Qt.Orientation.Vertical)
        middle = row(self._fields, self._divider, self._right, gap=16)
        middle.layout().setStretch(2, 1)  # type: ignore[union-attr]
        self.body.addWidget(self._title)
        self.body.addWidget(self._source)
        self.body.addSpacing(8)
        self.body.addWidget(middle, 1)
        self.body.addWidget(self._state)
        self.body.addSpacing(4)
        self.body.addWidget(self._foot)

    # -- asking

    def ask(self, session: Session, looked: Looked) -> None:
        """Show what was found out."""
        self._session, self._is_taken = session, False
        self._source.setText(_source_words(looked.paths))
        self._fill_whose(session, looked.wish)
        self._language.setCurrentIndex(max(0, self._language.findData(looked.wish.language)))
        self._otherwise, self._answers = None, dict(looked.answers)
        self._show(looked)
        spread_theme(self, self.theme)
        self.open()

    def first_field(self) -> QWidget:
        """The names, if there are some to ask about; else what has to be chosen, else what Enter presses."""
        if self._mapping is not None and self._mapping.questions:
            return self._names
        is_unread = self._looked is not None and bool(self._looked.unread)
        return (self._files.first_option() if is_unread else None) or self._go

    def leave(self) -> None:
        """Another project is open: what was asked is no longer meant."""
        self._session = None
        self.close_overlay()
        self._tasks.stop()

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        super().set_theme(theme)
        spread_theme(self, theme)

    def close_overlay(self) -> None:
        """Nobody wants to know any more."""
        if self.isHidden():
            return
        self._ask_no_more()
        super().close_overlay()
        if not self._is_taken:
            self.left.emit()

    def place(self) -> None:
        """Put the card and its parts where they belong in a window of the present size."""
        beside = _LEFT_NARROW if self._window.width() < _NARROW_BELOW else _LEFT
        self._fields.setFixedWidth(beside if self.WIDTH == self.WIDE else self.NARROW - 52)
        super().place()

    def _fill_whose(self, session: Session, wish: Wish) -> None:
        self._whose.blockSignals(True)
        self._whose.clear()
        names = [person.name for person in session.annotators()]
        self._whose.addItems(list(dict.fromkeys(filter(None, (session.annotator, *names)))))
        self._whose.setEditText(wish.whose or session.annotator)
        self._whose.blockSignals(False)

    # -- showing

    def _show(self, looked: Looked) -> None:
        self._looked = looked
        self._files.offer(looked)
        has_labels = bool(looked.survey.usage.layers)
        self._whose.setVisible(has_labels)
        self._whose_name.setVisible(has_labels)
        self._map()

    def _map(self) -> None:
        """Work out anew what becomes of the names."""
        looked = self._looked
        if looked is None:
            return
        self._mapping = looked.survey.mapping(self._answers, otherwise=self._otherwise)
        questions = self._mapping.questions
        self._names.show_questions(questions, looked.scheme)
        self._right.setVisible(bool(questions))
        self._divider.setVisible(bool(questions))
        end = 12 if questions else 0
        self._column.setContentsMargins(*((end, 0, 0, 0) if self.isRightToLeft() else (0, 0, end, 0)))
        self.WIDTH = self.WIDE if questions else self.NARROW
        self.HEIGHT = ImportCard.HEIGHT if questions else self._column.sizeHint().height() + _AROUND
        heading = self.tr("{count} names that the scheme does not have") if len(questions) != 1 else ""
        self._heading.setText(heading.format(count=number(len(questions))) or self.tr("A name that the scheme lacks"))
        self._sum.setText(words.summary(questions))
        keys = self.tr("A  add   ·   D  leave out   ·   Enter  choose   ·   Ctrl+Enter  import")
        self._hint.setText(keys if questions else "")
        self._tell()
        self.place()

    def _tell(self, *_text: object) -> None:
        """Say what is in the way, or let it be imported."""
        looked = self._looked
        why_not = "" if looked is None else self._why_not(looked)
        if not why_not and looked is not None and looked.unread:
            why_not = self._unread(looked.unread)
        self._state.setText(why_not)
        self._state.setVisible(bool(why_not))
        can_go = looked is not None and self._asked is None and not self._why_not(looked)
        self._go.setEnabled(can_go)

    def _unread(self, files: Sequence[Skipped]) -> str:
        """The first file of which nothing can be read, with the reason."""
        first = f"{words.named(files[0].path.name)}: {files[0].reason}"
        more = self.tr("And {count} more like it.").format(count=number(len(files) - 1))
        return f"{first} {more}" if len(files) > 1 else first

    def _why_not(self, looked: Looked) -> str:
        if not looked.plan.sources:
            return self.tr("All files are left out.")
        if looked.is_nobodys and not self._whose.currentText().strip():
            return self.tr("Say whose the labels are.")
        return ""

    # -- answers

    def _answer(self, names: Sequence[Asked], answer: Answer) -> None:
        """Answer for some names, as far as it fits them."""
        mapping = self._mapping
        if mapping is None:
            return
        questions = {question.asked: question for question in mapping.questions}
        for asked in names:
            question = questions.get(asked)
            if question is not None and (answer.act is not Act.ADD or question.can_be_added):
                self._answers[asked] = answer
        self._map()

    def _answer_all(self, answer: Answer | None) -> None:
        """One answer for all names; `None` for what is suggested."""
        self._answers, self._otherwise = {}, answer
        self._map()
        self._names.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, index: QModelIndex) -> None:
        """Offer what a name can become, below its row."""
        question = self._names.question_at(index)
        if question is None or self._mapping is None or self._looked is None:
            return
        chosen = self._names.chosen()
        self._picked = chosen if question.asked in chosen else [question.asked]
        self._picker.set_theme(self.theme)
        self._picker.offer(self._entries(question), _entry_id(question.answer))
        cell = index.siblingAtColumn(ANSWER)
        self._picker.drop_below(self._names.viewport(), self._names.visualRect(cell))

    def _entries(self, question: Question) -> list[Entry]:
        asked = question.asked
        made = [Entry(_ADD, words.add_words(asked), key="A")] if question.can_be_added else []
        made.append(Entry(_DROP, words.drop_words(), key="D"))
        heading = self.tr("Becomes")
        scheme = self._looked.scheme if self._looked is not None else None
        for name in question.targets:
            known = scheme.find(name) if scheme is not None and asked.thing in LABELS else None
            detail = known.title() if known is not None and known.title() != name else ""
            swatch = (known.hue, known.kind) if known is not None else None
            made.append(Entry(_TO + name, name, detail, heading=heading, swatch=swatch))
        questions = self._mapping.questions if self._mapping is not None else ()
        new = words.new_labels(questions, asked)
        return [*made, *(Entry(_TO + name, name, heading=self.tr("Becomes another new one")) for name in new)]

    def _pick(self, entry: str) -> None:
        answer = {_ADD: ADD, _DROP: DROP}.get(entry)
        self._answer(self._picked, answer if answer is not None else rename(entry.removeprefix(_TO)))
        self._names.setFocus(Qt.FocusReason.PopupFocusReason)

    # -- looking again

    def _look_soon(self) -> None:
        """Look again once all is chosen; started by a signal, a timer would take an index for milliseconds."""
        self._due.start()

    def _wish(self) -> Wish:
        session = self._session
        whose = self._whose.currentText().strip()
        is_own = session is not None and whose == session.annotator
        language = str(self._language.currentData())
        return Wish(self._files.instead(), self._files.choices(), language, "" if is_own else whose)

    def _look(self) -> None:
        """Look at the files with what is chosen now."""
        session, looked = self._session, self._looked
        if session is None or looked is None or self.isHidden():
            return
        self._ask_no_more()
        task = self._tasks.prepare(
            "", partial(_look_again, session.path, looked.paths, session.annotator, self._wish())
        )
        task.progressed.connect(self._on_progress)
        task.succeeded.connect(self._on_looked)
        task.refused.connect(self._on_refused)
        task.finished.connect(self._on_finished)
        self._asked = task
        self._go.setEnabled(False)
        self._tasks.start(task)

    def _ask_no_more(self) -> None:
        """What was asked last is no longer wanted, whether it runs or waits."""
        if self._asked is not None:
            self._asked.cancel()
        self._asked = None

    def _on_progress(self, done: int, total: int, _text: str) -> None:
        if self.sender() is self._asked and total:
            self._sum.setText(self.tr("Looking through the files… {part} %").format(part=number(done * 100 // total)))

    def _on_looked(self, looked: Looked) -> None:
        if self.sender() is self._asked:
            self._asked = None
            self._show(looked)

    def _on_refused(self, error: AnnotatorError) -> None:
        if self.sender() is self._asked:
            self._state.setText(error.message)
            self._state.show()

    def _on_finished(self) -> None:
        if self.sender() is self._asked:
            self._asked = None

    # -- deciding

    def _import(self) -> None:
        looked, mapping = self._looked, self._mapping
        if looked is None or mapping is None:
            return
        wish = self._wish()
        self._is_taken = True
        self.close_overlay()
        self.import_requested.emit(looked, wish, mapping)


def _entry_id(answer: Answer) -> str:
    return {Act.ADD: _ADD, Act.DROP: _DROP}.get(answer.act, _TO + answer.to)


def _source_words(paths: Sequence[Path]) -> str:
    return str(paths[0]) if len(paths) == 1 else str(paths[0].parent)


def _look_again(project: Path, paths: Sequence[Path], annotator: str, wish: Wish, progress: Progress) -> Looked:
    """The job: in its own thread."""
    return look(project, paths, annotator, wish, progress)
