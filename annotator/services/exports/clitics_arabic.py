"""Where clitics end and begin in an Arabic word, told by its letters alone.

The syntactic words are those of the Penn and Prague Arabic treebanks and of Universal Dependencies: the conjunctions
و and ف, the prepositions ب, ل and ك, the future's س and the pronouns at the end stand apart, the article does not
(Maamouri et al. 2004, NEMLAR; Habash 2010, Introduction to Arabic Natural Language Processing, 4.2). Letters stay as
they are written: `للسلطة` is `ل` and `لسلطة`, `زيارتها` is `زيارت` and `ها`.

A letter that looks like a clitic is often a part of the word (`وزير`, `بلد`, `لجنة`, `وجه`). So what begins as words do
whose first letter is their own stays whole, and so does whatever no rule is sure of. The rules look at one word only:
the same word is divided in the same way wherever it stands.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

_MARKS: Final = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c-\u200f]")
_LETTERS: Final = re.compile("[\u0621-\u063a\u0641-\u064a\u0671]+")
_NUMBER: Final = re.compile(r"[وفبلك]\d+(?:[.,٫]\d+)*")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _any(text: str) -> str:
    return f"(?:{'|'.join(text.split())})"


_PARTICLES: Final = _words(
    """
    قد في من عن على إلى الى ان أن إن لا لم لن ما ماذا هو هي هم هما هذا هذه ذلك تلك هناك هنا كان كانت كانوا يكون تكون
    قال قالت إذا اذا لو كل بين بعد قبل حتى أي أو ثم لكن كما كذلك ليس ليست مع منذ عند عندما حين حيث غير بعض هؤلاء أنا
    نحن أنت التي الذي إنما كيف متى أين لماذا عدم لدى له لها لهم به بها بهم فيه فيها منه منها عليه عليها إنه إنها أنه
    أنها لقد سوف بل أما إما إلا لما مهما أيضا هل دون نحو حول خلال ضد تحت فوق
    """
)
"""Words before which و and ف are conjunctions."""

_FA_OWN: Final = _words("فهم فهما فتحت")

_ENDING: Final = (
    "(?:ت|وا|ا|تا|ة|ات|ان|ين|ون|ي|ية|يا|يات|يين|يون|اء|ته|تها|تهم|تهما|تنا|اته|اتها|اتهم|ن|ى|و|يه|يهم|يها|ائه|ائها"
    "|اؤه|اؤها|ائهم|اؤهم|ني|نية|نيا|نيين|نيون|ه|ها|هم|هما|نا|وه|وها|تين|تان)?"
)
_WAW: Final = re.compile(
    _any(
        """
        وا(?:لد|رد|سع|ضح|جب|جه|حد|حة|دي|صل|فق|قع|شنط|ثق|رس|عد|عي|فد|في|ئل|قي|لت|تس|يت|ط|صف) والي واي?ن وا?تش وات وار
        وال واشنطن وبا[ءئ] وتير وتر وثيق وثائق وثق وجب(?:ة|ات) وجد وجه وجود وجوه وجوب وجيه وحد وحداني وحش وحيد وحي
        وداع ودائع ود(?:ي|ية|ا) ودود وراء ورائ وراث ورث ورد ورود ورش ورط ورق ورم وريث وريد وزار وزع وزن وزير وزراء
        وسائل وسيل وساط وسط وسع وسم وسيط وسيم وشك وشيك وشم وصف وصل وصول وصي وصاي وضع وضوح وضعي وطن وطأ وطيد
        وظ[فيا]ف? وظائف وظيف وعاء وعد وعود وعي وعك وعر وغد وفا[ءةت] وفيات وفاق وفد وفود وفر وفق وفى وفير وقائع وقاي
        وقت وقع وقوع وقف وقوف وقود وقح وقار وكال وكيل وكلاء ولاء ولاي ولات ولاد ولد ولع ولي وليد وليم وهب وهج وهران
        وهل وهن وودز? وودورد وول ووكر وولف ووتش وايت وايلد ويليام ويليامز ويلسون ويلز ويب ويسترن ويستون ويكيبيديا
        ويكيليكس ويندوز ويندسور وينستون وينفري ويغور ويمبلدون ولسون وليامز واتسون والتر وارن وارنر واتساب واو وسام
        وئام ونش وضاح وديع وفيق وهيب ورقاء
        """
    )
    + _ENDING
)
"""Words whose و is their own."""

_WASL: Final = (
    "ا(?:ست|حت|نت|عت|تف|تخ|تج|تص|تح|ته|تب|تس|قت|خت|جت|رت|زد|شت|فت|كت|لت|مت|ضط|صط|طل|بن|نف|نس|نق|نض|نخ|نع|نط|نه|ند|نب|هت"
    "|سم$|سمه|سمها|سمهم|ثن)"
)
"""Nouns that begin with an alif that joins, so that it is no long vowel of the word before it."""

_BA: Final = re.compile(
    _any(
        """
        بأس بئر بترا? بترول بتول بتكوين بتة بتات بث بجع بحث بحر بحار بحوث بحير بحرين بخار بخيل بخت بدأ بدء بداي بدائ
        بدل بديل بدا بدؤ بدئ بدت بدو بدين بدر بدن بدع بديع بذل بذور بذر بذيء برلين برلمان بريطان برام برنامج برشلون
        براز برازيل بروكسل برج برد بري بريد برق برهن برأ براء بركان بركة بركات برك بروت بروفيس برتغال بريكست برميل
        براميل برز برع بروز برن بريس برازا براك براون برونز برتقال برنس برنارد برود براغ برادلي برلسكوني برونو برامج
        براين بريت بريتيش بردى برنت برمج برغم برنادو برلس بزغ بزنس بزوغ بسيط بساط بسم بستان بسط بسال بسمارك بشر بشار
        بشير بشع بشاع بصر بصم بصير بصل بضائع بضاع بضع بطل بطول بطاق بطيء بطء بطال بطن بطرس بطاري بطلان بطان بطاط
        بطريرك بطري بطلم بطولي بعد بعض بعث بعيد بعير بعوض بعل بعلبك بعشيق بغداد بغدادي بغل بغي بقي بقاء بقاي بقر بقع
        بقال بكى بكر بكين بكاء بكتيري بكالوري بلد بلدان بلاد بلغ بلوغ بلاغ بلجيك بلغار بلغراد بليون بلاست بلاتين
        بلاتر بلاك بلاكبيرن بلايين بلير بلى بليغ بلقان بلور بلع بلط بلفاست بلفور بلماخ بلعيد بلانك بلانكو بلدي
        بلازما بلو بن بنت بنات بنى بناء بنائ بناي بنك بنوك بنود بند بنية بنيت بنيان بنيامين بنغلاد بنغاز بنما بندق
        بنزين بنسلفان بنين بنجر بنسلين بنتاغون بنفيكا بنغالور بنايات بناني بهج بهلوان بهاء بهيج بهار بهائ بهت بمباي
        بمب بطيئ بريئ بيئ بلقيس بسيون بثين بلاط
        """
    )
    + _ENDING
)
"""Words whose ب is their own, of those that are no long vowel's."""

_BAL: Final = re.compile(
    "بالغ(?:ة|ين|ون|ا|ات|ت|وا|تها?|نا)?|بالون.*|بالتيمور|بالستي.*|بالي|بالاك|بالمر|بالينسيا|بالديني|بالات?|بالوما"
)
_BA_NOUNS: Final = _words(
    """
    شكل سبب شأن شان دون حسب هدف نحو غير كل هذا هذه ذلك تلك ما جانب حضور حق حجم حيث عدم عنوان فضل فعل قرب كامل وجود
    عدد عدة قوة صورة سرعة شدة قيادة رئاسة زيارة نسبة قيمة طريقة صفة نفس واجب حوالي ضرورة حلول سهولة خلاف فوز فارق
    جميع كثير قليل وضوح شرط رغم دعم دعوة قدر حكم صدد وزير خير حرية حماية رفع فتح قتل خصوص موجب مثابة واسطة وقت وضع
    دور دوره دورها دورهم سعر ثمن دفع نشر قطع ضم ملف سوء ضعف ثقة دقة خطة حجة نفسه نفسها أي أن أنه أنها أنهم أننا جد
    طول ثلاث ثلاثة أربعة خمسة سبعة تسعة عشرة قلق فرض نقل شخص عمق فرح فخر صدق صبر حزن جهد أمر علم منع سحب كم حد نص
    لون وصف وسع لغة يوم صرف
    """
)
"""Nouns of three letters and less, and such as look like words of their own, before which ب is the preposition."""

_LAM: Final = re.compile(
    _any(
        """
        لبن لبنان لبنين لبس لبى لبق لبو لباس لبوس لجن لجأ لجوء لجان لحظ لحق لحم لحن لحي لحوم لحا لحود لحد لحاف لخص
        لدغ لدى لدي لذيذ لذ لذا لزم لزوم لزج لسان لسع لصق لص لصوص لطف لطيف لطخ لطفي لطم لعب لعن لعل لعق لعين لغة
        لغات لغو لغز لغم لغوي لفت لفظ لفة لف لقاء لقب لقح لقاح لقي لقم لقط لقد لقيت لقن لكم لكن لكنن لكس لمس لمح لمع
        لمعان لما لندن لندني لنكولن لهج لهب لهيب لهو لهف لهث لترا? لتوان لتيتسيا لسانت لقاءات لمبارد لم لن لهم ليبي
        ليبيري ليبرال ليبرالي ليل ليلى ليالي ليس ليست? ليستر ليسا ليون ليونيد ليوناردو ليوبولد ليندا? ليندسي ليفربول
        لينين لينكس لينكولن ليتواني ليتل ليث ليزر ليزا ليما ليدز ليدي ليفي ليفني ليبرمان ليبان ليغ ليغا ليكود ليخت
        ليشتن ليوم ليمون ليف ليو ليا ليكس ليخ لين لينا ليه ليتر لمياء
        """
    )
    + _ENDING
)
_LAM_NOUNS: Final = _words(
    """
    هذا هذه ذلك تلك كل عدم دعم رئيس غير جميع حزب دول دولة حل حماية حقوق وزير وزارة صالح بحث ماذا شركة يوم سنة عام
    عدة وقف وضع مدة دخول زيارة فترة خدمة قوات نقل رفع جهة حكومة بعض حضور سبب نحو هؤلاء طلب شراء بيع فتح ثلاثة أن حين
    قطاع حركة سوق شعب وقوع ضمان دفع مصر منع عقد كرة مثل ولا وكالة واشنطن والده رجال جذب فرض قطع نهر بنك سعر أي بضع
    خمسة سبعة تسعة صد ضم ضخ ثلاث ست عشر عشرة مدى ما من شخص نفس نفسه نفسها حد درء
    """
)

_KAF_NOUNS: Final = _words(
    """
    هذا هذه أن أنه أنها أنهم أي جزء رئيس وزير نائب مدير لاعب مركز عضو أحد بديل قاعدة وسيلة دولة
    """
)
_KAF_OWN: Final = re.compile("كال(?:يف|سي|ور|يدون|ين)")

_SIN: Final = re.compile(
    "س(?:ي(?:ا(?:س|ح|ر|د|ج|ق|ن|م|ف)|د(?:ه|ها|ي|ة|ات|ين|تي|ا|تان|ني|نا)?$|طر(?:ة|ت|وا|ته|تها|ا|تهم)?$|نم|نا|نغ|ر(?:ة|ته|تها|ا|ه|ها|ت"
    "|اليون|غي|ج|ك|ز|ين|ينا)?$|ف(?:ي|ها|ه|ا)?$|ل(?:ا|ي|فا|فيا|فيو|ان)?$|ول|ئ|ء|ما$|مون|منس|مفوني|م$|جار|ت(?:ي|ا)?$|ن$|ن[دت]|ب(?:ا|ي|و|$)|غ[امن]|ك(?:ول|ا))"
    "|ت(?:ة|ين|ون|مائة|ار|الي|وك|يف|ي?ر$|رة$|ريت|ول|ون|انل|ينغ|وارت|ود|اد|اتس)|ن(?:ة|ت[هي]|وات|وي|د|غ|ي|ن$|تين|ا|ح|ام|اء)|أ(?:ل|م)|آم)"
)
"""Words whose س is their own, of those that go on as verbs of the future would."""

_BEARERS: Final = _words(
    """
    ب ل في من عن على علي إلي إلى الي لدي مع أن إن ان لأن كأن لكن بين عند قبل بعد حول ضد لعل غير فوق تحت دون خلف أمام
    امام وراء كل نفس إيا خلال نحو مثل أحد احد كلا كلي جميع بعض تجاه إزاء حيال رغم ضمن أي ليت كون حق شأن رأي دور يد
    أب أخ حل ضم رد صد جد عم خط سر سن صف مد شن رب
    """
)
"""Short words that can have a pronoun at their end."""

_PRONOUNS: Final = ("هما", "هم", "هن", "ها", "نا", "كم", "ه", "ك")

_HA_OWN: Final = _any(
    """
    وجها شبها كرها متجها تنبيها موجها مواجها مشابها متشابها فقها مها نها اتجاها توجيها مكروها تشويها سها إلها
    انتباها مشوها تافها نزيها وجيها متوجها مشبوها ترفيها تشبيها طها أبها بلها منوها مشتبها اشتباها آلها ولها
    """
)
_HU_OWN: Final = re.compile(
    "(?:[يتنأم]?(?:و?اجه|وجه|توجه|تجه|شبه|شتبه|شابه|تشابه|نبه|نتبه|نوه|شوه|موه|كره|نزه|تنزه))|[أا]شبه|اتجه|انتبه|اشتبه"
    "|متجه|متوجه|منبه|فقه|مياه|اتجاه|انتباه|اشتباه|تجاه|رفاه|جباه|شفاه|أفواه|فواكه|فاكه|تنبيه|توجيه|تشبيه|تشويه|ترفيه|تأليه|نزيه|سفيه"
    "|فقيه|وجيه|كريه|شبيه|مكروه|مشبوه|مشوه|معتوه|تافه|منتزه|متنزه|أبله|طه|عبده|جنيه|سنيه|إله|آله|أوجه|وجوه|أوله|نوه|بوتفليقه"
)
_HUM_OWN: Final = re.compile(
    "(?:[يتنأا]?[تس]?)?(?:اهم|فهم|فاهم)|[أا]سهم|سهم|[يتنأم]?ساهم|[يتنمأ]?تفهم|[يتنأ]فهم|تفاهم|درهم|دراهم|ملهم|ألهم|يلهم|[يتنأم]?تهم|اتهم|مبهم"
    "|[أي]?وهم|أدهم|[يتنأم]?داهم|[الي]?لتهم|مهم|نهم|شهم|جهم|أشهم|بلهم"
)
_HUN_OWN: Final = re.compile("[يتنم]?(?:كاهن|راهن|برهن|ذهن|رهن|وهن|دهن|كهن)")
_HUMA_OWN: Final = _any("درهما سهما متهما مبهما ملهما فهما وهما تفاهما مهما مساهما متفهما")


@lru_cache(maxsize=50_000)
def edges(word: str, before: str = "") -> tuple[int, ...]:
    """Where a word is divided: offsets inside it, in code points, in order; a vowel sign stays with its letter.

    Args:
        word: A token of whole words, in any vocalization.
        before: The token before it. After a `ل` that stands alone, a `ل` is the article of a word divided already.
    """
    places = [place for place, letter in enumerate(word) if not _MARKS.match(letter)]
    letters = "".join(word[place] for place in places)
    if _NUMBER.fullmatch(letters):
        return (places[1],)
    if len(letters) < 2 or _LETTERS.fullmatch(letters) is None:
        return ()
    is_divided = letters[0] == "ل" == _MARKS.sub("", before)
    start = 0 if is_divided else _front(letters)
    has_article = is_divided or (start > 0 and letters[start - 1 : start + 1] == "لل")
    pronoun = 0 if has_article else _pronoun(letters[start:])
    if not start and pronoun and not is_divided:
        start = _front(letters[:-pronoun])
    inside = [*range(1, start + 1), *([len(letters) - pronoun] if pronoun else ())]
    return tuple(places[edge] for edge in inside)


def _front(word: str) -> int:
    """How many letters at the beginning of a word are clitics."""
    start = 1 if _is_conjunction(word) else 0
    return start + 1 if _is_before_a_word(word[start:]) else start


def _is_conjunction(word: str) -> bool:
    """Whether a word begins with the conjunction و or ف."""
    rest = word[1:]
    if word[0] not in "وف" or len(rest) < 2:
        return False
    if rest in _PARTICLES:
        return word not in _FA_OWN
    if word[0] == "و":
        return _WAW.fullmatch(word) is None and (rest[0] != "و" or _WAW.fullmatch(rest) is not None)
    return rest.startswith(("إن", "أن")) or (rest.startswith("ال") and len(rest) > 4)


def _is_before_a_word(word: str) -> bool:
    """Whether a word begins with a preposition of one letter or the future's س, and no other one follows."""
    judge = _JUDGES.get(word[:1])
    if judge is None or len(word) < 2 or not judge(word, word[1:]):
        return False
    following = _JUDGES.get(word[1])
    return word[:2] == "لل" or following is None or len(word) < 3 or not following(word[1:], word[2:])


def _is_ba(word: str, rest: str) -> bool:
    if rest in _PRONOUNS or rest in _BA_NOUNS:
        return True
    if rest.startswith("ال"):
        return len(rest) > 3 and _BAL.fullmatch(word) is None
    if rest.startswith("ا"):
        return re.match(_WASL, rest) is not None
    if rest[0] == "و":
        return _WAW.fullmatch(rest) is not None
    if rest[0] == "ي" or _BA.fullmatch(word):
        return False
    return len(rest) > 3 or (rest[0] in "أإآ" and len(rest) > 2)


def _is_lam(word: str, rest: str) -> bool:
    if rest in _PRONOUNS or rest in _LAM_NOUNS:
        return True
    if rest.startswith(("ل", "أ", "إ")):
        return len(rest) > 2
    if rest.startswith("ا"):
        return re.match(_WASL, rest) is not None
    if rest[0] == "و":
        return _WAW.fullmatch(rest) is not None
    return len(rest) > 3 and _LAM.fullmatch(word) is None


def _is_kaf(word: str, rest: str) -> bool:
    if rest in _KAF_NOUNS:
        return True
    return (rest.startswith("ال") and len(rest) > 4 and not _KAF_OWN.match(word)) or (rest[0] in "أإ" and len(rest) > 3)


def _is_sin(word: str, rest: str) -> bool:
    return rest[0] in "يتنأ" and len(rest) > 2 and not _SIN.match(word)


_JUDGES: Final[Mapping[str, Callable[[str, str], bool]]] = {"ب": _is_ba, "ل": _is_lam, "ك": _is_kaf, "س": _is_sin}


_OWN_ENDINGS: Final[Mapping[str, re.Pattern[str]]] = {
    "ها": re.compile(_HA_OWN),
    "هما": re.compile(_HUMA_OWN),
    "هم": _HUM_OWN,
    "هن": _HUN_OWN,
    "ه": _HU_OWN,
}
"""Words whose ending is their own, of those endings that are pronouns in most; others are so only after a ت."""


def _pronoun(word: str) -> int:
    """How many letters of a pronoun end a word that is not one; a word with the article has none."""
    for ending in _PRONOUNS:
        if word.endswith(ending) and word.removesuffix(ending) in _BEARERS:
            return len(ending)
    if word.startswith("ال"):
        return 0
    ending = next((ending for ending in _PRONOUNS if word.endswith(ending)), "")
    host = word.removesuffix(ending)
    return len(ending) if ending and len(host) > 2 and _can_end(ending, host, word) else 0


def _can_end(ending: str, host: str, word: str) -> bool:
    if host.endswith("ت") and len(host) > 3:
        return True
    own = _OWN_ENDINGS.get(ending)
    return own is not None and own.fullmatch(word) is None
