"""What a person does with arcs: show all, few or none; choose one, go along it, take it out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.gui.article.links import Arcs
from annotator.gui.messages import MessageAction, quoted
from annotator.model.annotation import Argument, Relation
from annotator.model.ids import MentionId
from annotator.settings import Settings

if TYPE_CHECKING:
    from annotator.gui.window import Window


class Arcing(QObject):
    """The arcs of the article view and the actions on them."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._view = window.centre.view
        self._reading = window.reading
        self._asking = window.asking
        self._preferences = window.preferences
        self._view.link_chosen.connect(self._on_chosen)
        window.labelling.divert_delete(self.delete_chosen)
        window.preferences.changed.connect(self._follow_preferences)
        self._show(window.preferences.now)

    # -- which are drawn

    @property
    def mode(self) -> Arcs:
        """Which arcs are drawn."""
        return Arcs[self._preferences.now.arcs.upper()]

    def show_all(self) -> None:
        """Draw all arcs."""
        self._preferences.change(arcs="all")

    def show_focused(self) -> None:
        """Draw the arcs of the selected mention only."""
        self._preferences.change(arcs="focused")

    def hide(self) -> None:
        """Draw no arcs, and give the lines their room back."""
        self._preferences.change(arcs="hidden")

    def cycle(self) -> None:
        """All, those of the selected mention, none, all."""
        modes = list(Arcs)
        following = modes[(modes.index(self.mode) + 1) % len(modes)]
        self._preferences.change(arcs=following.name.lower())
        words = {
            Arcs.ALL: self.tr("All arcs are shown"),
            Arcs.FOCUSED: self.tr("Only arcs of the selected mention are shown"),
            Arcs.HIDDEN: self.tr("Arcs are hidden"),
        }
        self._asking.messages.show(words[following], icon="eye-off" if following is Arcs.HIDDEN else "eye")

    def _follow_preferences(self) -> None:
        self._show(self._preferences.now)

    def _show(self, settings: Settings) -> None:
        self._view.set_arcs(Arcs[settings.arcs.upper()])

    # -- one of them

    def _record(self, link_id: str | None) -> Argument | Relation | None:
        session, document = self._asking.session, self._reading.document
        if session is None or document is None or link_id is None:
            return None
        layer = session.layer(document.id)
        links: tuple[Argument | Relation, ...] = (*layer.arguments, *layer.relations)
        return next((link for link in links if link.id == link_id), None)

    def _on_chosen(self, link_id: str) -> None:
        """Show the mention that the link belongs to, and say what can be done with the link."""
        link = self._record(link_id)
        if link is None:
            return
        near, far, name = _ends(link)
        self._view.select_mentions([near])
        self._view.set_link_selected(link_id)
        words = self.tr("{name}: {far}. Delete takes it out.")
        said = words.format(name=name, far=self._text(far))
        action = MessageAction(self.tr("Go there"), self.go_along, "Ctrl+J")
        self._asking.messages.show(said, icon="link", action=action)

    def _text(self, mention: MentionId) -> str:
        found, document = self._reading.mention(mention), self._reading.document
        return self._asking.text(document.id, found.span) if found is not None and document is not None else quoted("")

    def go_along(self) -> None:
        """Go to the other end of the chosen link; with none chosen, choose the first of the selected mention."""
        chosen = self._view.link_selected()
        if chosen is None:
            self.next_link()
        else:
            self._view.jump_along(chosen)

    def next_link(self) -> None:
        """Choose the next link of the selected mention, round the end."""
        mention = self._view.selected()
        if mention is None:
            return
        ids = [link.id for link in self._view.links.of(mention)]
        if not ids:
            self._asking.messages.show(self.tr("This mention has no links. E adds an argument, C a relation."))
            return
        chosen = self._view.link_selected()
        place = (ids.index(chosen) + 1) % len(ids) if chosen in ids else 0
        self._view.choose_link(ids[place])

    def chosen_link(self) -> Argument | Relation | None:
        """The chosen link."""
        return self._record(self._view.link_selected())

    def delete_chosen(self) -> bool:
        """Take the chosen link out; returns whether one was chosen."""
        link = self.chosen_link()
        if isinstance(link, Argument):
            self._window.later.link_edits.delete_arguments([link])
        elif isinstance(link, Relation):
            self._window.later.link_edits.delete_relation(link)
        return link is not None


def _ends(link: Argument | Relation) -> tuple[MentionId, MentionId, str]:
    """The mention that a link belongs to, its other end, and what it is called."""
    if isinstance(link, Argument):
        return link.event, link.filler, link.role
    return link.source, link.target, link.label
