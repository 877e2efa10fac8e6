"""Whether documents of the bin are to be deleted for good, and what would go with them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.gui.building import button, row, wrapped
from annotator.gui.naming import number
from annotator.gui.overlay import Overlay
from annotator.gui.theme import Theme
from annotator.gui.widgets.painting import isolated, one_line
from annotator.services.deleting import Loss, Share

_MOST_PEOPLE = 6


class DeleteDialog(Overlay):
    """Asks before labels go. The focus stands on Cancel, so that Enter alone deletes nothing."""

    deletion_confirmed = Signal(list)
    """The documents."""
    WIDTH = 480

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, "delete_dialog")
        self._loss = Loss()
        self._title = wrapped("", "title", "delete_title")
        self._what = wrapped("", "", "delete_loss")
        self._people = wrapped("", "small", "delete_layers")
        self._others = wrapped(self.tr("The layers of other annotators go too."), "danger", "delete_others")
        undo = self.tr(
            "Undo (Ctrl+Z) brings all of it back. For that the texts, and what was made of them, stay in the "
            "project's file."
        )
        self._cancel = button(self.tr("Cancel"), "secondary", "delete_cancel")
        self._cancel.clicked.connect(self.close_overlay)
        go = button(self.tr("Delete for good"), "primary", "delete_go")
        go.clicked.connect(self._confirm)
        for part in (self._title, self._what, self._people, self._others, wrapped(undo, "small")):
            self.body.addWidget(part)
        self.body.addSpacing(8)
        self.body.addWidget(row(None, self._cancel, go))

    def ask(self, loss: Loss, annotator: str) -> None:
        """Show what would go; `annotator` is who asks."""
        self._loss = loss
        count = len(loss.documents)
        several = self.tr("Delete {count} documents for good?").format(count=number(count))
        self._title.setText(self.tr("Delete one document for good?") if count == 1 else several)
        self._what.setText(self._told(loss))
        people = [self._share(share, annotator) for share in loss.shares[:_MOST_PEOPLE]]
        if len(loss.shares) > _MOST_PEOPLE:
            people.append(self.tr("… and {count} more").format(count=number(len(loss.shares) - _MOST_PEOPLE)))
        self._people.setText("\n".join(people))
        self._people.setVisible(bool(people))
        self._others.setVisible(loss.hides_some or any(share.annotator != annotator for share in loss.shares))
        self.open()

    def first_field(self) -> QWidget:
        """The way out."""
        return self._cancel

    def _told(self, loss: Loss) -> str:
        if not loss.layers and not loss.comments:
            if loss.hides_some:
                return self.tr("Blind mode is on: what others labelled there is not told.")
            return self.tr("Nobody has labelled anything there.")
        parts = [
            self.tr("labels: {count}").format(count=number(loss.labels)),
            self.tr("layers: {count}").format(count=number(loss.layers)),
        ]
        if loss.comments:
            parts.append(self.tr("comments: {count}").format(count=number(loss.comments)))
        return self.tr("What goes with it:") + "  " + "  ·  ".join(parts)

    def _share(self, share: Share, annotator: str) -> str:
        words = self.tr("{name}  ·  labels: {labels}  ·  layers: {layers}")
        if share.annotator == annotator:
            words = self.tr("{name} (you)  ·  labels: {labels}  ·  layers: {layers}")
        name = isolated(one_line(share.annotator))
        return words.format(name=name, labels=number(share.labels), layers=number(share.layers))

    def _confirm(self) -> None:
        self.close_overlay()
        self.deletion_confirmed.emit(list(self._loss.documents))
