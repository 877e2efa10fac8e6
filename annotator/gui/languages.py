"""Which languages a menu offers, what they are called by their speakers, and when a guess is doubtful."""

from functools import cache

from PySide6.QtCore import QLocale

from annotator.gui.naming import language_name
from annotator.gui.widgets.painting import isolated
from annotator.model.document import UNDETERMINED

COMMON = ("ar", "fa", "he", "ur", "en", "de", "nl", "fr", "es", "pt", "it", "tr", "ru", "uk", "pl", "hi", "zh", "ja")
"""Offered at once where a language is corrected."""

_LEAST_PROBABILITY = 0.8


_NATIVE = {"en": "English", "es": "español", "pt": "português", "zh": "中文"}
"""Qt names the usual country along with these."""


def native_name(tag: str) -> str:
    """What speakers call their language; empty if that is not known."""
    return _NATIVE.get(tag) or QLocale(tag).nativeLanguageName()


def is_doubtful(tag: str, probability: float | None) -> bool:
    """Whether a person should look at the detector's guess; what a person chose (`None`) is never in doubt."""
    return tag != UNDETERMINED and probability is not None and probability < _LEAST_PROBABILITY


@cache
def known_languages() -> tuple[str, ...]:
    """BCP 47 tags of the languages that have names, by name."""
    tags = {
        locale.bcp47Name().partition("-")[0]
        for locale in QLocale.matchingLocales(
            QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
        )
    }
    named = (tag for tag in tags if tag not in ("", "C") and QLocale(tag).language() is not QLocale.Language.C)
    return tuple(sorted(named, key=_english_name))


def _english_name(tag: str) -> str:
    return QLocale.languageToString(QLocale(tag).language())


def language_entry(tag: str) -> str:
    """A language as a menu names it: for the reader, and for its speakers."""
    name, native = language_name(tag), native_name(tag)
    return f"{name}  ·  {isolated(native)}" if native and native.casefold() != name.casefold() else name
