"""A window with an article for `test_at_spi`; prints where the caret is once a screen reader has moved it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from annotator.gui.article import ArticleView
from annotator.gui.theme import load_fonts
from annotator.model.annotation import Kind, Mention
from annotator.model.document import Direction
from annotator.model.ids import AnnotatorName, DocumentId, MentionId
from annotator.model.span import Span

TEXT = "ثم قال.\nزار الأمين العام كازاخستان أمس. 😀"
PLACE = "كازاخستان"


class Watcher:
    """Quits when the caret has moved to where the client puts it."""

    def __init__(self, view: ArticleView) -> None:
        self.view = view
        self.start = view.caret()
        self.timer = QTimer(view)
        self.timer.timeout.connect(self.look)
        self.timer.start(50)
        QTimer.singleShot(45_000, QApplication.quit)

    def look(self) -> None:
        if self.view.caret() != self.start:
            print(self.view.caret(), flush=True)
            QApplication.quit()


def main() -> None:
    application = QApplication([])
    load_fonts()
    view = ArticleView()
    start = TEXT.index(PLACE)
    span = Span.of(start, start + len(PLACE))
    mention = Mention(MentionId("m"), DocumentId("d"), AnnotatorName("leila"), Kind.ENTITY, "GPE", span)
    view.set_article(TEXT, Direction.RTL, [mention])
    view.show()
    view.activateWindow()
    view.setFocus()
    view.choose(mention.id)
    watcher = Watcher(view)
    application.exec()
    del watcher


main()
