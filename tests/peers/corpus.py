"""A small corpus in four languages, large enough for a peer to train on."""

from collections.abc import Iterator

from annotator.formats.drafting import Draft
from annotator.formats.entry import Entry
from annotator.model.annotation import Kind
from annotator.model.span import Span
from tests.formats.entries import LEILA

_PEOPLE = {"en": ("Ann Lee", "Bob Ray"), "de": ("Anna Groß", "Jörg 🎉 Maas"), "ar": ("توكاييف", "الأمين العام"), "fa": (
    "علی رضایی", "می\u200cرضا")}  # fmt: skip
_PLACES = {
    "en": ("New York", "Oslo"),
    "de": ("Köln", "Bad Ems"),
    "ar": ("أستانا", "كازاخستان"),
    "fa": ("تهران", "شیراز"),
}
_SAID = {
    "en": "{0} met {1} in {2} on day {3} .\nThe Bank of {2} said nothing .",
    "de": "{0} traf {1} in {2} am Tag {3} .\nDie Bank von {2} sagte nichts .",
    "ar": "التقى {0} و {1} في {2} يوم {3} .\nولم يقل بنك {2} شيئا .",
    "fa": "{0} با {1} در {2} روز {3} دیدار کرد .\nبانک {2} چیزی نگفت .",
}
_BANK = {"en": "Bank of {2}", "de": "Bank von {2}", "ar": "بنك {2}", "fa": "بانک {2}"}
_MET = {"en": "met", "de": "traf", "ar": "التقى", "fa": "دیدار کرد"}


def corpus(count: int, begin: int = 0) -> Iterator[Entry]:
    """Documents of two sentences; the name of a bank has a place in it."""
    for number in range(begin, begin + count):
        language = list(_SAID)[number % 4]
        first, second = _PEOPLE[language]
        place = _PLACES[language][number // 4 % 2]
        parts = (first, second, place, number) if number % 3 else (second, first, place, number)
        draft = Draft(
            _SAID[language].format(*parts),
            f"Article {number}",
            language=language,
            annotator=LEILA,
            meta={"source": "x"},
        )
        labelled = [
            ("a", Kind.ENTITY, "PERSON", parts[0]), ("b", Kind.ENTITY, "PERSON", parts[1]),
            ("c", Kind.ENTITY, "GPE", place), ("e", Kind.EVENT, "Contact.Meet", _MET[language]),
            ("d", Kind.ENTITY, "PERSON", _BANK[language].format(*parts)),
        ]  # fmt: skip
        for key, kind, label, words in labelled:
            at = draft.text.index(words)
            draft.mention(kind, label, Span.of(at, at + len(words)), key)
        inner = draft.text.rindex(place)
        draft.mention(Kind.ENTITY, "GPE", Span.of(inner, inner + len(place)), "f")
        draft.argument("e", "Participant", "a")
        draft.relation("located", "a", "c")
        draft.cluster("k", ["c", "f"])
        yield draft.entry()
