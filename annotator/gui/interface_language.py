"""The language of the window itself, and the direction it is laid out in."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication

from annotator.model.direction import language_direction
from annotator.model.document import Direction

_TRANSLATOR = "qt_translator"


def speak(tag: str) -> None:
    """Speak a language as far as there are translations, and lay the window out in its direction.

    Without a choice the program speaks English; it does not mirror itself for a system language that it cannot speak.

    Args:
        tag: BCP 47 tag, or empty for English.
    """
    rtl = bool(tag) and language_direction(tag) is Direction.RTL
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    locale = QLocale(tag) if tag else QLocale(QLocale.Language.English)
    QLocale.setDefault(locale)
    _translate_qt(locale if tag else None)


def _translate_qt(locale: QLocale | None) -> None:
    """Let Qt's own words (buttons of dialogs, menus of fields) speak the language too, where Qt has it."""
    app = QCoreApplication.instance()
    if app is None:
        return
    old = app.findChild(QTranslator, _TRANSLATOR)
    if old is not None:
        app.removeTranslator(old)
        old.deleteLater()
    if locale is None:
        return
    translator = QTranslator(app)
    translator.setObjectName(_TRANSLATOR)
    if translator.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
