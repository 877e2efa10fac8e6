"""Small painted widgets that several panels share; they know the theme and the model's words, not the project."""

from annotator.gui.widgets.buttons import ChoiceMenu, IconButton, KeyedButton, WordButton, link_button
from annotator.gui.widgets.entries import Entry, EntryList, Tone
from annotator.gui.widgets.filter_menu import FilterMenu, menu_text
from annotator.gui.widgets.flow import Flow
from annotator.gui.widgets.labels import (
    ElidedLabel,
    KeyCap,
    PlainLabel,
    QuotedText,
    plain_label,
    plain_tip,
    separator,
)
from annotator.gui.widgets.picker import Picker
from annotator.gui.widgets.rows import RowsView
from annotator.gui.widgets.segmented import Segmented
from annotator.gui.widgets.signs import Sign, SignBadge, Signs, paint_sign, sign_icon
from annotator.gui.widgets.themed import Painted, Themed, spread_theme

__all__ = [
    "ChoiceMenu",
    "ElidedLabel",
    "Entry",
    "EntryList",
    "FilterMenu",
    "Flow",
    "IconButton",
    "KeyCap",
    "KeyedButton",
    "Painted",
    "Picker",
    "PlainLabel",
    "QuotedText",
    "RowsView",
    "Segmented",
    "Sign",
    "SignBadge",
    "Signs",
    "Themed",
    "Tone",
    "WordButton",
    "link_button",
    "menu_text",
    "paint_sign",
    "plain_label",
    "plain_tip",
    "separator",
    "sign_icon",
    "spread_theme",
]
