"""What the review modes show: layers of several annotators side by side, and what they say differently.

`article` is the article with all layers in it: `board` (what there is to draw of whom) → `style` and `rows` (what it
looks like and where it stands, on the parts of `gui.article`) → `canvas` (with `rings` round what is chosen, and
`ticks` beside the scroll bar) → `article` (clicks and keys).
"""
