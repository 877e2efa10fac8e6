"""The article: text of any direction with its mentions and the links between them, painted line by line.

The view is not a text edit. It lays out one passage (a paragraph, or a part of a very long one) at a time and only
where the eye is, so a megabyte opens as fast as a page; and it takes the geometry of spans from a run table of each
line, because the obvious Qt calls put them in the wrong place wherever directions mix.

From text to pixels: `passages` (text to pieces) → `layout` and `runs` (pieces to lines) → `marks`, `rows` and `placing`
(which mention sits in which lane) → `links`, `strands` and `routing` (how arcs run above the lines), `arcs` (their
shapes) → `column` (what stands at which height) → `paint`. On `canvas`, `text_canvas` adds caret, selection, keys and
mouse, which the review modes use too; `linked` and `view` what labelling needs.
"""

from annotator.gui.article.heading import Heading
from annotator.gui.article.links import Arcs, Link
from annotator.gui.article.view import ArticleView

__all__ = ["Arcs", "ArticleView", "Heading", "Link"]
