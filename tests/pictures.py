"""Take the pictures of README and help anew: `python tests/pictures.py`, with the program installed.

The real window on the sample articles, with the labels that come with them.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from annotator.app import Starter, make_application
from annotator.assets import resource, review_layers, sample_layer
from annotator.formats.scheme_yaml import read_scheme_file
from annotator.gui.adjudicate.page import AdjudicatePage
from annotator.gui.compare.page import ComparePage
from annotator.gui.modes import Mode
from annotator.gui.scheme.editor import SchemeEditor
from annotator.gui.window import Window
from annotator.model.annotation import Status
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.services.adjudication.gold_start import Start, start_gold
from annotator.services.comparison.disagreement import Difference, Wanted
from annotator.services.exports.choice import ExportChoice
from annotator.services.exports.exporting import export
from annotator.services.imports.importing import import_into
from annotator.services.opening import new_project
from annotator.services.session import Session
from annotator.settings import Settings

SIZE = (1440, 900)
SELECTED = {"Movement.Visit", "Contact.Meet"}
ARABIC, GERMAN = 1, 3
"""Places of the two articles in the list."""

TITLES = {
    ARABIC: "الأمين العام تو لام يختتم جولته في أربع دول",
    GERMAN: "To Lam leitet Sitzung mit dem Außenministerium",
}


def main() -> None:
    """All pictures, into `resources/help/`."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        project = Path("vietnam.annotator")
        documents = make_project(project)
        app = make_application()
        settings = Settings(path=Path(folder) / "settings.json", annotator="Leila", theme="light")
        dark = settings.changed(theme="dark")
        for place, chosen, name in ((ARABIC, settings, "window_ar"), (GERMAN, dark, "window_de")):
            window = Starter(app, chosen, [project]).window
            take(window, documents[place]).save(str(resource("help") / f"{name}.png"))
            if name == "window_ar":
                take_editor(window).save(str(resource("help") / "scheme.png"))
            window.close()
            wait(50)
        take_exchange(app, settings, project, Path("old work"))
        take_review(app, settings.changed(annotator="Rana"), Path(folder) / "review.annotator")


def take_exchange(app: QApplication, settings: Settings, project: Path, old_work: Path) -> None:
    """The export card, light, and the import card on labels that the scheme does not have, dark."""
    labels = ("PERSON", "GPE", "ORG", "DATE", "NORP", "Movement.Visit", "Contact.Meet")
    names = dict(zip(labels, ("PER", "LOCATION", "شركة", "TIMEX", "Nationality", "Transport", "Treffen"), strict=True))
    export(project, old_work, ExportChoice("brat", ("Leila",), labels=labels, renames=names))
    for chosen, name in ((settings, "export"), (settings.changed(theme="dark"), "import")):
        window = Starter(app, chosen, [project]).window
        window.resize(*SIZE)
        window.show()
        wait(2_000)
        if name == "export":
            window.overlays.show_export()
            wait(1_500)
            choose(window, "CoNLL-2003")
        else:
            window.importing.import_paths([old_work])
        wait(3_000)
        save(window, name)
        window.close()
        wait(50)


def choose(window: Window, title: str) -> None:
    """A format whose name begins so."""
    formats = window.findChild(QComboBox, "export_format")
    assert formats is not None
    formats.setCurrentIndex(formats.findText(title, Qt.MatchFlag.MatchStartsWith))


def take_review(app: QApplication, settings: Settings, project: Path) -> None:
    """The review modes on three people's labels, Arabic and German, light and dark."""
    documents = make_review_project(project)
    for place, chosen, tag in ((ARABIC, settings, "ar"), (GERMAN, settings.changed(theme="dark"), "de")):
        window = Starter(app, chosen, [project]).window
        window.resize(*SIZE)
        window.show()
        wait(2_000)
        window.modes.turn_to(Mode.COMPARE)
        compare = window.modes.page(Mode.COMPARE)
        assert isinstance(compare, ComparePage)
        kinds = frozenset({Difference.BOUNDARY})
        people = AnnotatorName("leila"), AnnotatorName("mehdi")
        compare.show_only(Wanted(kinds=kinds), people, documents=[documents[place]])
        wait(2_500)
        press(window, Qt.Key.Key_J)
        compare.show_only(Wanted(), people, documents=[documents[place]])
        save(window, f"compare_{tag}")
        window.modes.turn_to(Mode.ADJUDICATE)
        adjudicate = window.modes.page(Mode.ADJUDICATE)
        assert isinstance(adjudicate, AdjudicatePage)
        adjudicate.open_document(documents[place])
        wait(2_000)
        save(window, f"adjudicate_{tag}")
        if tag == "ar":
            window.modes.turn_to(Mode.COMMENTS)
            save(window, "comments")
            window.modes.turn_to(Mode.AGREEMENT)
            wait(6_000)
            save(window, "agreement")
        window.close()
        wait(50)


def make_review_project(path: Path) -> list[DocumentId]:
    """The sample for reviewing, with gold begun by what all say."""
    with new_project(path, "Rana", "Vietnam 2025") as session:
        import_into(session, review_layers())
        documents = list(session.project.document_ids())
        for place, title in TITLES.items():
            session.rename(documents[place], title)
        start_gold(session, Start())
    return documents


def press(window: Window, key: Qt.Key) -> None:
    """A key where the keyboard is."""
    QTest.keyClick(QApplication.focusWidget() or window, key)
    wait(300)


def save(window: Window, name: str) -> None:
    """The window as it is, once it has come to rest."""
    wait(1_500)
    window.grab().save(str(resource("help") / f"{name}.png"))


def take_editor(window: Window) -> QPixmap:
    """The scheme editor with a label about to be renamed."""
    window.overlays.edit_scheme("Contact.Meet")
    editor = window.findChild(SchemeEditor)
    name = window.findChild(QLineEdit, "label_name")
    assert editor is not None
    assert name is not None
    name.setFocus()
    name.selectAll()
    name.insert("Contact.Meeting")
    name.textEdited.emit(name.text())
    wait(1_500)
    picture = window.grab()
    editor.leave()
    return picture


def make_project(path: Path) -> list[DocumentId]:
    """The sample articles with the labels that come with them."""
    scheme = read_scheme_file(resource("schemes", "news.yaml"))
    with Session.new(path, scheme, AnnotatorName("Leila"), "Vietnam 2025") as session:
        import_into(session, [sample_layer()])
        documents = list(session.project.document_ids())
        for place, title in TITLES.items():
            session.rename(documents[place], title)
        session.set_status([documents[0]], Status.DONE)
    return documents


def take(window: Window, document: DocumentId) -> QPixmap:
    """The window on a document with one mention selected."""
    window.resize(*SIZE)
    window.show()
    wait(3_000)  # until the languages are found
    window.open_document(document)
    session = window.projects.session
    assert session is not None
    mention = next(m for m in session.layer(document).mentions if m.label in SELECTED)
    window.centre.view.choose(mention.id)
    wait(600)
    return window.grab()


def wait(milliseconds: int) -> None:
    """Let the window work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
    QApplication.quit()
    sys.exit()
