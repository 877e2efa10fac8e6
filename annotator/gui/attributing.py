"""Attributes by key: `Q`, then the keys of values, as many as one likes, on a card near the selected mention."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from annotator.gui.article.areas import on_screen, side_of
from annotator.gui.label_keys import completed
from annotator.gui.messages import quoted
from annotator.gui.panels.inspector_fields import title_in
from annotator.gui.side import MENTION
from annotator.gui.theme import Theme
from annotator.gui.widgets.chips import key_sign
from annotator.model.annotation import Mention, Value
from annotator.model.ids import MentionId
from annotator.model.scheme import Attribute, AttributeKind

if TYPE_CHECKING:
    from annotator.gui.panels.attributes_card import AttributesCard
    from annotator.gui.window import Window


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that a key gives to an attribute.

    Attributes:
        value: `None` if it has to be typed elsewhere.
        is_set: Whether it holds now.
    """

    attribute: str
    value: Value | None
    title: str
    key: str
    is_set: bool = False


@dataclass(frozen=True, slots=True)
class SettingRow:
    """An attribute and the values that it can take."""

    title: str
    guideline: str
    settings: tuple[Setting, ...]


class Attributing(QObject):
    """Shows the card and sets what is chosen on it."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._view = window.centre.view
        self._mention: MentionId | None = None
        self._card: AttributesCard | None = None
        self._view.mention_selected.connect(self._follow_selected)
        window.reading.opened.connect(self.close)
        window.notices.told.connect(self._refresh)
        window.look.changed.connect(self._set_theme)

    def start(self) -> None:
        """Ask for values of the selected mention's attributes."""
        mention = self._window.reading.mention(self._view.selected())
        if mention is None:
            return
        self._mention = mention.id
        if not self._attributes(mention):
            self._window.messages.show(self.tr("{label} has no attributes.").format(label=mention.label))
            return
        self._view.reveal(mention.span)
        self._show(mention)
        self._made_card().open_near(on_screen(self._view, mention.span), side_of(self._view, mention.span))

    def close(self) -> None:
        """Ask no more."""
        if self._card is not None:
            self._card.close_card()

    def _made_card(self) -> "AttributesCard":
        """The card, made when first wanted: the program starts without it."""
        if self._card is None:
            from annotator.gui.panels.attributes_card import AttributesCard  # noqa: PLC0415

            self._card = AttributesCard(self._window, self._window.centre, self._window.look.theme)
            self._card.chosen.connect(self._choose)
            self._card.keys_freed.connect(self._window.focus_text)
        return self._card

    def _set_theme(self, theme: Theme) -> None:
        if self._card is not None:
            self._card.set_theme(theme)

    def _follow_selected(self, mention: MentionId | None) -> None:
        if mention != self._mention:
            self.close()

    def _refresh(self, _changes: object) -> None:
        """An act may have changed the values, or the mention is gone."""
        if self._card is None or self._card.isHidden():
            return
        mention = self._window.reading.mention(self._mention)
        if mention is None:
            self.close()
        else:
            self._show(mention)

    # -- what is shown

    def _attributes(self, mention: Mention) -> tuple[Attribute, ...]:
        session = self._window.asking.session
        return session.scheme.attributes_of(mention.label) if session is not None else ()

    def _show(self, mention: Mention) -> None:
        session = self._window.asking.session
        if session is None:
            return
        text = quoted(mention.span.text(session.text(mention.document)))
        title = self.tr("{label} {text}").format(label=mention.label, text=text)
        self._made_card().show_rows(title, self._rows(mention))

    def _rows(self, mention: Mention) -> list[SettingRow]:
        attributes = self._attributes(mention)
        keys = iter(completed([key for attribute in attributes for key in _keys(attribute)]))
        return [
            SettingRow(title_in(self._language, a), a.guideline, tuple(self._settings(a, mention, keys)))
            for a in attributes
        ]

    @property
    def _language(self) -> str:
        return self._window.preferences.now.interface_language or "en"

    def _settings(self, attribute: Attribute, mention: Mention, keys: Iterator[str]) -> Iterator[Setting]:
        """What can be pressed for an attribute; takes as many keys as it has."""
        held = mention.attributes.get(attribute.name, attribute.default)
        match attribute.kind:
            case AttributeKind.CHOICE:
                for choice in attribute.choices:
                    title, is_set = title_in(self._language, choice), held == choice.value
                    yield Setting(attribute.name, choice.value, title, key_sign(next(keys)), is_set)
            case AttributeKind.YES_NO:
                yield Setting(attribute.name, True, self.tr("Yes"), key_sign(next(keys)), held is True)
            case AttributeKind.TEXT | AttributeKind.NUMBER:
                title = self.tr("Type it …") if held is None else str(held)
                yield Setting(attribute.name, None, title, key_sign(next(keys)), held is not None)

    # -- what is chosen

    def _choose(self, setting: Setting) -> None:
        mention, session = self._window.reading.mention(self._mention), self._window.asking.session
        if mention is None or session is None:
            return
        if setting.value is None:
            self._go_to_field(setting.attribute)
            return
        value = after_press(session.scheme.attribute(setting.attribute), setting)
        self._window.edits.set_attribute([mention.id], setting.attribute, value)
        self._refresh(None)

    def _go_to_field(self, attribute: str) -> None:
        """What has to be typed is typed in the right column."""
        window = self._window
        self.close()
        window.side.turn_to(MENTION)
        if not window.side.isVisible():
            window.columns.toggle_side()
        field = window.inspector.findChild(QWidget, f"attribute_{attribute}")
        if isinstance(field, QWidget):
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _keys(attribute: Attribute) -> Iterator[str]:
    """The keys that the scheme gives to what can be pressed for an attribute; empty where it gives none."""
    if attribute.kind is AttributeKind.CHOICE:
        yield from (choice.key for choice in attribute.choices)
    else:
        yield attribute.key


def after_press(attribute: Attribute, setting: Setting) -> Value | None:
    """What holds once a value's key was pressed: the value, or if it held already the default again."""
    if not setting.is_set:
        return setting.value
    if attribute.kind is AttributeKind.YES_NO and attribute.default is True:
        return False
    return attribute.default
