"""What the keys do in a review article: as in any (see `article.caret_keys`), and Enter chooses a disagreement."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from annotator.gui.article.caret_keys import CaretKeys, Chord, Command

if TYPE_CHECKING:
    from annotator.gui.review.article import ReviewArticle

_NONE = Qt.KeyboardModifier.NoModifier


class ReviewKeys(CaretKeys):
    """The keyboard's side of a review article."""

    def __init__(self, article: "ReviewArticle") -> None:
        self._article = article
        super().__init__(article)

    def commands(self) -> dict[Chord, Command]:
        """The same as anywhere, and choosing."""
        choosing = {(key, _NONE): self._article.enter for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)}
        return super().commands() | choosing
