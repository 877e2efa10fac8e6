"""The keyboard page of the help, written from the table of actions.

The page in `resources/help/keyboard.md` is what `page()` gives with portable key names; a test compares the two.
To write it anew: `python -m annotator.gui.keyboard_page`.
"""

import sys
from collections.abc import Callable, Iterator

from annotator.gui.actions import GESTURES, SPECS, ActionSpec, Section, by_section, translated

Spell = Callable[[str], str]
"""How a key sequence is written."""

_INTRODUCTION = """# Keyboard

Everything can be done without a mouse. Keys of labels come from the project's scheme: each label shows its key in the
row above the text. They are places on the keyboard, so they also work while you type with an Arabic, Hebrew, Persian or
Cyrillic layout. In text fields, letters are letters.
"""


def as_is(keys: str) -> str:
    """The portable spelling."""
    return keys


def page(spell: Spell = as_is) -> str:
    """The page as Markdown."""
    return "\n".join((_INTRODUCTION, *_sections(spell))).rstrip() + "\n"


def _sections(spell: Spell) -> Iterator[str]:
    for section, specs in by_section((*SPECS, *GESTURES)).items():
        rows = [_row(spec, spell) for spec in specs if spec.keys]
        if rows:
            yield f"## {translated(section)}\n"
            yield _columns(section)
            yield from rows
            yield ""


def _columns(section: Section) -> str:
    what = "Gesture" if section is Section.MOUSE else "Keys"
    return f"| Action | {what} |\n| --- | --- |"


def _row(spec: ActionSpec, spell: Spell) -> str:
    hint = f" {translated(spec.hint)}" if spec.hint else ""
    words = f"{spec.title}.{hint}" if hint else spec.title
    keys = " or ".join(f"`{spell(keys)}`" for keys in spec.keys)
    return f"| {words} | {keys} |".replace("`|`", "`\\|`")


if __name__ == "__main__":
    sys.stdout.write(page())
