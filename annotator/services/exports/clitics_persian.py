"""Where clitics end and begin in a Persian word, told by its letters alone.

The syntactic words are those of Universal Dependencies (Seraji et al. 2016, LREC; Rasooli et al. 2020): the pronouns
ام ات اش مان تان شان and the short forms of «to be» stand apart from what they lean on. The plural ها, the ezafe's ی,
می and نمی of verbs and the endings of persons are parts of their word, and so are the perfect's (`گفته‌ام`).

`ش`, `م` and `ت` alone at the end of a word are too often its own letters, so they stand apart only where the word is
known (`خودش`, `برایم`) or the plural is before them (`کتاب‌هایش`). A joiner (ZWNJ) between a word and its clitic
belongs to neither.
"""

import re
from functools import lru_cache
from typing import Final

_MARKS: Final = re.compile("[\u0640\u064b-\u065f\u0670]")
_ZWNJ: Final = "\u200c"
_ENDINGS: Final = "مان|تان|شان|اش|ات"
_COPULAS: Final = "ام|ایم|اید|اند|است|ست"

_AFTER_A_JOINER: Final = re.compile(f".*[^\u200c]\u200c(?P<clitic>{_ENDINGS})")
_AFTER_ANOTHER: Final = re.compile(f"(?!سی\u200c).*[^ه\u200c]\u200c(?P<clitic>{_COPULAS})")
"""A participle ends in ه, and its «to be» makes the perfect; so does many a noun, and nobody knows which it is."""

_AFTER_A_PLURAL: Final = re.compile("..+های(?P<clitic>م|ت|ش|مان|تان|شان)|...+ان(?P<his>ش)")
_KNOWN: Final = re.compile(
    "(?:خود|همه|برای|پدر|مادر|برادر|خواهر|پسر|دختر|همسر|شوهر|فرزند|دوست|دست|دل|نام|اسم|قلب|جان|چشم|گوش|دهان|فکر|ذهن|وجود|روح|عمر"
    "|حق|حرف|زن|رهبر|همکار|دشمن|نظر|وطن|کشور|شهر|درس)(?P<clitic>م|ت|ش|مان|تان|شان)"
    "|(?:کار|حال|مرگ|رنگ|دیدار)(?P<mine>م|ش|مان|تان|شان)|(?:جا|صدا)(?P<his>ی(?:م|ت|ش|مان|تان|شان))"
    "|(?:او|تو|چی|کی|این|آن|همین|همان|.+ا)(?P<is>ست)|(?:م|ت)(?P<object>را)"
)
_JOINED: Final = re.compile(".{2,}(?P<clitic>مان|تان|شان)")
_OWN: Final = re.compile(
    ".*(?:سیاست|ریاست|حراست|فراست|کیاست|قداست|خواست|راست|کاست|خاست|خساست|دانش|ستان|زمان|سازمان|آلمان|فرمان|ساختمان"
    "|پیمان|مسلمان|قهرمان|عثمان|پارلمان|مهمان|میهمان|کرمان|سلیمان|پشیمان|دودمان|چیدمان|زایمان|راندمان|گفتمان|آسمان|نشان|درخشان"
    "|فشان|پریشان|کهکشان|باشان|توأمان|توامان|پانسمان|شیطان|سلطان|امتحان|کاپیتان|دوستان|درختان|انگشتان|دختان)"
    "|(?:بی\u200c?|با)?(?:ایمان|درمان|گمان|رمان|همان|امان|عمان|کمان|دمان|سامان|دامان|آرمان|ارمان|کتمان|لقمان|نعمان|خانمان|چشمان|مردمان|معلمان"
    "|ژرمان|هرمان|ترکمان|نریمان|بهمان|پژمان|سیمان|تومان|سلمان|هومان|متهمان|مجرمان|مترجمان|غلامان|عالمان|ظالمان|حاکمان|مهاجمان|مقاومان"
    "|ماست|نجاست|بلفاست|درست|گوشت|شهرت|حقش|پستان|کتان|بهتان|خفتان|قحطان|قبطان|ایشان|خویشان|کشان|رخشان|کاشان|جوشان|کوشان|خروشان"
    "|درویشان|عطشان|پوشان|خوشان|کیشان|میشان|نوشان|رانش|(?:بی\u200c?)?نهایت)|م.*ومان"
)
"""Words whose مان, تان and شان are their own, and plurals of what ends in م, ت and ش."""


@lru_cache(maxsize=50_000)
def edges(word: str, _before: str = "") -> tuple[int, ...]:
    """Where a word is divided, in code points: where its clitic begins, and before that where a joiner does."""
    places = [place for place, letter in enumerate(word) if not _MARKS.match(letter)]
    start = _clitic("".join(word[place] for place in places).replace("ي", "ی").replace("ك", "ک"))
    if start is None:
        return ()
    has_joiner = word[places[start - 1]] == _ZWNJ
    return (places[start - 1], places[start]) if has_joiner else (places[start],)


def _clitic(word: str) -> int | None:
    """Where the clitic of a word begins; `None` if it has none."""
    for rule in (_AFTER_A_JOINER, _AFTER_ANOTHER):
        found = rule.fullmatch(word)
        if found is not None:
            return found.start("clitic")
    if _OWN.fullmatch(word) is not None:
        return None
    for rule in (_KNOWN, _AFTER_A_PLURAL, _JOINED):
        found = rule.fullmatch(word)
        if found is not None:
            return found.start(found.lastgroup or 0)
    return None
