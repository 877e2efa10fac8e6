"""One comment: who said it, when, and the words in their own direction."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from annotator.gui import moments
from annotator.gui.building import label
from annotator.gui.widgets import IconButton, SignBadge, Signs
from annotator.gui.widgets.marked import MarkedText, Passage
from annotator.gui.widgets.painting import one_line
from annotator.model.annotation import Comment

_BADGE = 20


class SaidComment(QWidget):
    """A comment as it stands in its thread.

    Signals:
        edit_wanted, delete_wanted: The comment.
    """

    edit_wanted = Signal(object)
    delete_wanted = Signal(object)

    def __init__(self, comment: Comment, words: str, signs: Signs, *, is_own: bool) -> None:
        """Show these words of it; of one's own more can be asked than of others'."""
        super().__init__()
        self._comment = comment
        self._is_own = is_own
        name = one_line(comment.annotator)
        self.setObjectName("said_comment")
        self.setAccessibleName(f"{name}: {comment.text}")
        who = label(name, "strong", "said_name")
        time = label(moments.when(comment.created), "micro", "said_time")
        time.setToolTip(moments.exactly(comment.created))
        more = IconButton(
            "ellipsis", self.tr("What can be done with this comment"), object_name="said_more", kind="step"
        )
        more.clicked.connect(self._open_menu)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(6)
        head.addWidget(who)
        head.addWidget(time)
        head.addStretch(1)
        head.addWidget(more)
        passage = Passage("body", "text2")
        passage.setObjectName("said_words")
        passage.show_text(MarkedText(words))
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(passage)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        badge = SignBadge(signs.of(comment.annotator), size=_BADGE)
        layout.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(column, 1)
        self._more = more

    def menu(self) -> QMenu:
        """What can be done with the comment."""
        menu = QMenu(self)
        menu.setObjectName("said_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy"), self._copy)
        if self._is_own:
            menu.addAction(self.tr("Edit…"), self._edit)
            menu.addAction(self.tr("Delete"), self._delete)
        return menu

    def _open_menu(self) -> None:
        self.menu().popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._comment.text)

    def _edit(self) -> None:
        self.edit_wanted.emit(self._comment)

    def _delete(self) -> None:
        self.delete_wanted.emit(self._comment)
