"""The clusters of the open document: which mentions mean the same, and those that are in no cluster yet.

Everything is a row of one list; what can be done with the chosen rows stands below it, each with its key.
"""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from annotator.gui.building import chrome
from annotator.gui.building import row as across
from annotator.gui.icons import icon
from annotator.gui.panels.clusters_acts import ActsBar, ActsMenu, Chosen, act_of
from annotator.gui.panels.clusters_delegate import ClustersDelegate
from annotator.gui.panels.clusters_details import ClusterDetails
from annotator.gui.panels.clusters_model import ClustersModel, GroupRow, LooseRow, MentionRow, Role, Row, cluster_of
from annotator.gui.panels.clusters_view import ClustersView
from annotator.gui.theme import Theme
from annotator.gui.widgets import Segmented, plain_label, separator, spread_theme
from annotator.gui.widgets.painting import isolated
from annotator.model.annotation import Kind, Mention
from annotator.model.change import Changes, Subject
from annotator.model.errors import AnnotatorError
from annotator.model.ids import ClusterId, DocumentId, MentionId
from annotator.services.cluster_list import ClusterList, Group
from annotator.services.session import Session

_KINDS = (Kind.ENTITY, Kind.EVENT)
_TYPING_PAUSE = 120
"""Milliseconds after the last letter before the list is filtered."""


class ClustersPanel(QWidget):
    """A page of the right column.

    Signals:
        mention_chosen: `(document, mention)`: let it be seen in the text.
        text_wanted: The keyboard is to go to the text.
        cluster_chosen: The `Cluster` that the person looks at, and its mentions.
        new_requested, split_requested, unlink_requested: `(mentions)`.
        link_requested: `(mentions, cluster)`.
        last_requested: The mentions that are to come into the cluster used last.
        merge_requested: `(clusters)`.
        rename_requested, identify_requested, label_requested: `(cluster, words)`.
        represent_requested: The mention that is to represent its cluster.
    """

    mention_chosen = Signal(str, str)
    text_wanted = Signal()
    cluster_chosen = Signal(object, list)
    new_requested = Signal(list)
    link_requested = Signal(list, str)
    last_requested = Signal(list)
    unlink_requested = Signal(list)
    split_requested = Signal(list)
    merge_requested = Signal(list)
    rename_requested = Signal(str, str)
    identify_requested = Signal(str, str)
    label_requested = Signal(str, str)
    represent_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("clusters_panel")
        self.setAccessibleName(self.tr("Clusters"))
        chrome(self)
        self._theme = Theme()
        self._session: Session | None = None
        self._language = "en"
        self._document: DocumentId | None = None
        self._mention: MentionId | None = None
        self._model = ClustersModel(self)
        self._delegate = ClustersDelegate(self)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_PAUSE)
        self._build()
        self._connect()
        self._show_choice()

    # -- building

    def _build(self) -> None:
        self._field = QLineEdit()
        self._field.setObjectName("clusters_filter")
        self._field.setAccessibleName(self.tr("Filter clusters"))
        self._field.setPlaceholderText(self.tr("Filter clusters"))
        self._field.setClearButtonEnabled(True)
        self._search_icon = self._field.addAction(
            icon("search", self._theme.c("text3")), QLineEdit.ActionPosition.LeadingPosition
        )
        words = [self.tr("Entities"), self.tr("Events")]
        self._kinds = Segmented(words, object_name="clusters_kinds", name=self.tr("Clusters of"))
        self._kinds.set_current(0)
        self._empty = plain_label(kind="small")
        self._empty.setObjectName("clusters_empty")
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(20, 8, 20, 12)
        self._view = ClustersView()
        self._view.setModel(self._model)
        self._view.setItemDelegate(self._delegate)
        self._details = ClusterDetails()
        self._line = separator()
        self._bar = ActsBar()
        self.setFocusProxy(self._view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(across(self._field, margins=(12, 10, 12, 6)))
        layout.addWidget(across(self._kinds, margins=(12, 0, 12, 8)))
        layout.addWidget(self._empty)
        layout.addWidget(self._view, 1)
        layout.addWidget(self._line)
        layout.addWidget(self._details)
        layout.addWidget(self._bar)

    def _connect(self) -> None:
        self._field.textChanged.connect(self._typing.start)
        self._field.installEventFilter(self)
        self._typing.timeout.connect(self._filter)
        self._kinds.chosen.connect(self._show_kind)
        self._view.key_pressed.connect(self._press)
        self._view.toggled.connect(self._toggle)
        self._view.clicked.connect(self._clicked)
        self._view.menu_wanted.connect(self._open_menu)
        self._view.selectionModel().selectionChanged.connect(self._show_choice)
        self._model.modelReset.connect(self._show_choice)
        self._model.rename_requested.connect(self.rename_requested)
        self._model.link_requested.connect(self.link_requested)
        self._model.unlink_requested.connect(self.unlink_requested)
        self._model.merge_requested.connect(self.merge_requested)
        self._bar.chosen.connect(self.do)
        self._details.labelled.connect(self.label_requested)
        self._details.identified.connect(self.identify_requested)
        self._details.left.connect(self._focus_list)

    # -- what the window says

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        self._delegate.theme = theme
        self._search_icon.setIcon(icon("search", theme.c("text3")))
        self._details.set_theme(theme)
        spread_theme(self, theme)
        self._view.viewport().update()

    def set_language(self, language: str) -> None:
        """Name labels in this language."""
        self._language = language.replace("_", "-").partition("-")[0]
        self._take_scheme()

    def set_session(self, session: Session | None) -> None:
        """Look into another session, or none."""
        self._session = session
        self._document = self._mention = None
        self._field.clear()
        self._typing.stop()
        self._take_scheme()
        self._list_anew()

    def show_place(self, document: DocumentId | None, mention: MentionId | None) -> None:
        """Another document is open, or another mention selected in it."""
        if document != self._document:
            self._document = document
            self._list_anew()
        self._mention = mention
        found = self._find(mention)
        if found is not None and mention not in Chosen(self._rows()).mentions:
            self._point_at(found)

    def session_changed(self, changes: Changes) -> None:
        """Follow an act."""
        if changes.touches(Subject.SCHEME):
            self._take_scheme()
        self._model.follow(changes)
        self._show_choice()

    def set_targets(self, targets: frozenset[ClusterId]) -> None:
        """Show into which clusters the next mention would go."""
        self._model.targets = targets
        self._view.viewport().update()

    def _take_scheme(self) -> None:
        scheme = self._session.scheme if self._session is not None else None
        self._delegate.scheme = scheme
        self._details.set_scheme(scheme, self._language)
        self._view.viewport().update()

    def _list_anew(self) -> None:
        session, document = self._session, self._document
        self._model.set_list(ClusterList(session, document) if session is not None and document is not None else None)

    def _find(self, mention: MentionId | None) -> Mention | None:
        if mention is None or self._session is None:
            return None
        try:
            return self._session.mention(mention)
        except AnnotatorError:
            return None

    def _point_at(self, mention: Mention) -> None:
        """Show a mention in the list, in its cluster, which opens for it."""
        if mention.kind is not self._model.kind:
            self._kinds.set_current(_KINDS.index(mention.kind))
            self._model.show_kind(mention.kind)
        if mention.cluster is not None:
            self._model.open(mention.cluster)
        index = self._model.index_of_mention(mention.id)
        if index.isValid():
            self._view.go_to(index)
            self._view.scrollTo(index)

    # -- what is listed and chosen

    def _filter(self) -> None:
        self._model.find(self._field.text())

    def _show_kind(self, place: int) -> None:
        self._model.show_kind(_KINDS[place])

    def _rows(self) -> tuple[Row, ...]:
        rows = (self._model.row_at(index) for index in self._view.chosen())
        return tuple(row for row in rows if row is not None)

    def _show_choice(self) -> None:
        """Say what can be done with the chosen rows, and what there is if there is nothing."""
        chosen = Chosen(self._rows())
        acts = chosen.acts()
        self._bar.show_acts(acts)
        self._details.show_group(self._group(chosen))
        self._line.setVisible(bool(acts))
        self._empty.setText(self._nothing())
        self._empty.setVisible(bool(self._empty.text()))

    def _group(self, chosen: Chosen) -> Group | None:
        """The one cluster that is chosen."""
        rows = chosen.rows
        return rows[0].group if len(rows) == 1 and isinstance(rows[0], GroupRow) else None

    def _nothing(self) -> str:
        """Why there is nothing to see; empty if there is."""
        if self._model.needle:
            if self._model.rowCount():
                return ""
            return self.tr("No cluster matches ‘{text}’.").format(text=isolated(self._field.text().strip()))
        return "" if self._model.has_clusters else self.tr("No cluster yet. Select a mention and press K.")

    # -- what the person does

    def _press(self, event: QKeyEvent) -> None:
        """A key in the list: one of the acts', or Enter on several rows, which is nobody's."""
        act = act_of(event, Chosen(self._rows()).acts())
        if act is not None:
            event.accept()
            self.do(act)

    def do(self, act: str) -> None:
        """Do one of the acts with the chosen rows."""
        {
            "go": self._go,
            "link": self._link,
            "new": self._new,
            "split": self._split,
            "represent": self._represent,
            "take_out": self._take_out,
            "toggle": self._toggle_current,
            "rename": self._rename,
            "merge": self._merge,
            "label": self._details.pick_label,
            "identify": self._details.focus_identifier,
        }[act]()

    def _go(self) -> None:
        self._jump()
        self.text_wanted.emit()

    def _jump(self) -> None:
        """Let the chosen mention be seen in the text."""
        found = next((one.mention for one in self._rows() if isinstance(one, MentionRow)), None)
        if found is not None:
            self.mention_chosen.emit(found.document, found.id)

    def _link(self) -> None:
        self.last_requested.emit(Chosen(self._rows()).mentions)

    def _new(self) -> None:
        self.new_requested.emit(Chosen(self._rows()).mentions)

    def _split(self) -> None:
        self.split_requested.emit(Chosen(self._rows()).mentions)

    def _represent(self) -> None:
        self.represent_requested.emit(Chosen(self._rows()).mentions[0])

    def _take_out(self) -> None:
        self.unlink_requested.emit(Chosen(self._rows()).linked)

    def _merge(self) -> None:
        self.merge_requested.emit(Chosen(self._rows()).clusters)

    def _rename(self) -> None:
        self._view.edit(self._view.currentIndex())

    def _toggle_current(self) -> None:
        index = self._view.currentIndex()
        row = index.data(Role.ROW)
        if isinstance(row, GroupRow | LooseRow):
            self._toggle(index, not row.is_open)

    def _toggle(self, index: QModelIndex, is_open: bool) -> None:
        row = self._model.row_at(index)
        if row is not None:
            self._model.open(cluster_of(row), is_open)

    def _clicked(self, index: QModelIndex) -> None:
        """A click shows a mention in the text, or a cluster's mentions; not while several rows are being chosen."""
        row = self._model.row_at(index)
        if self._view.chosen_count() > 1:
            return
        if isinstance(row, MentionRow):
            self._jump()
        elif isinstance(row, GroupRow):
            self.cluster_chosen.emit(row.group.cluster, [mention.id for mention in row.group.mentions])

    def _open_menu(self, at: QPoint) -> None:
        acts = Chosen(self._rows()).acts()
        if acts:
            menu = ActsMenu(acts, self._theme, self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.chosen.connect(self.do)
            menu.popup(at)

    def _focus_list(self) -> None:
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down in the filter field goes to the list, Escape clears it."""
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self._focus_list()
                return True
            if event.key() == Qt.Key.Key_Escape and self._field.text():
                self._field.clear()
                return True
        return super().eventFilter(watched, event)
