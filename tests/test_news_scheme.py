"""The scheme `news` that ships: complete, consistent, and enough for the five sample articles."""

import re
from functools import cache

import pytest

from annotator.assets import resource, seeds
from annotator.formats.scheme_yaml import read_scheme, read_scheme_file, write_scheme

PATH = resource("schemes", "news.yaml")
NEWS = read_scheme_file(PATH)
LANGUAGES = {"en", "ar", "fa", "de", "nl"}
USABLE = [label for label in NEWS.labels if not label.abstract]

NL, AR_TOUR, AR_KAZAKHSTAN, DE, FA = (
    "000_89958752c2813bb7.txt",
    "001_ef6569af2da5e988.txt",
    "002_0e3c4c77185a596e.txt",
    "003_101dac37bba970a9.txt",
    "004_b0dbab2879e8f0c5.txt",
)

PASSAGES: dict[str, list[tuple[str | tuple[str, ...], str]]] = {
    NL: [
        ("Vicepremier en minister van Buitenlandse Zaken", "TITLE"),
        ("president Kassym-Jomart Tokajev", "PERSON"),
        ("secretaris-generaalLam", "PERSON"),
        ("zijn echtgenote", "PERSON"),
        ("hoge Vietnamese delegatie", "ORG"),
        ("Republiek Wit-Rusland", "GPE"),
        ("5 tot 12 mei 2025", "DATE"),
        ("8 dagen", "DATE"),
        ("meer dan 80", "NUM"),
        ("Dag van de Overwinning", "EVENT-NAME"),
        ("Grote Vaderlandse Oorlog", "EVENT-NAME"),
        ("13e Nationale Partijcongres", "EVENT-NAME"),
        ("Zuidoost-Azië", "LOC"),
        ("Euraziatische Economische Unie", "ORG"),
        ("Handvest van de Verenigde Naties", "LAW"),
        ("Verdrag van de Verenigde Naties inzake het recht van de zee uit 1982", "LAW"),
        ("samenwerkingsovereenkomsten", "LAW"),
        ("hernieuwbare energie", "FIELD"),
        ("producten", "PRODUCT"),
        ("Vietnamese gemeenschap", "NORP"),
        ("uitnodiging", "Statement.Invite"),
        ("werkreis", "Movement.Visit"),
        ("versterkt", "Relation.Strengthen"),
        (("welkom", "geheten"), "Contact.Receive"),
        (("wisselde", "van gedachten"), "Contact.Talk"),
        ("aanwezig", "Contact.Attend"),
        ("verjaardag", "Ceremony"),
        ("strijd", "Conflict.Attack"),
        ("Bevrijding van het Zuiden", "Conflict.Victory"),
        ("uitgebreid", "Relation.Upgrade"),
        ("aangeknoopte", "Relation.Establish"),
        (("kwamen", "overeen"), "Agreement.Agree"),
        ("ondertekenden", "Agreement.Sign"),
        ("feliciteerden", "Statement.Appreciate"),
        (("stelden", "voor"), "Statement.Request"),
        ("oplossen", "Conflict.Settle"),
        ("implementatie", "Policy.Implement"),
        ("samenwerking", "Relation.Cooperate"),
        ("strategisch partnerschap", "Relation.Cooperate"),
        ("investeren", "Transaction.Invest"),
        ("import en export", "Transaction.Trade"),
        ("ontwikkelen", "Manufacture.Build"),
        ("gesteund", "Support"),
        ("studeren", "Personnel.Train"),
        ("verliezen", "Life.Die"),
        ("bereid", "Statement.Promise"),
        ("aldus", "Statement"),
    ],
    AR_TOUR: [
        ("الأمين العام تو لام", "PERSON"),
        ("زوجته", "PERSON"),
        ("الأمين العام", "TITLE"),
        ("الوفد رفيع المستوى", "ORG"),
        ("جمهورية كازاخستان", "GPE"),
        ("الروسي", "NORP"),
        ("الحرب الوطنية العظمى", "EVENT-NAME"),
        ("قصر الكرملين", "FAC"),
        ("الساحة الحمراء", "FAC"),
        ("١٠ مايو/أيار", "DATE"),
        ("37", "NUM"),
        ("وكالة الأنباء الفيتنامية", "ORG"),
        ("آسيا والمحيط الهادئ", "LOC"),
        ("اتفاقية الأمم المتحدة لقانون البحار لعام ١٩٨٢", "LAW"),
        ("وسام الصداقة الكازاخستاني من الدرجة الأولى", "AWARD"),
        ("الذكاء الاصطناعي", "FIELD"),
        ("زيارة دولة", "Movement.Visit"),
        ("حضور", "Contact.Attend"),
        ("الذكرى الثمانين", "Ceremony"),
        ("العرض العسكري", "Ceremony"),
        ("رفعت", "Relation.Upgrade"),
        ("الشراكة الاستراتيجية", "Relation.Cooperate"),
        ("تعميق", "Relation.Strengthen"),
        ("إقامة", "Relation.Establish"),
        (("أجرى", "محادثات"), "Contact.Talk"),
        ("التقى", "Contact.Meet"),
        ("يستقبل", "Contact.Receive"),
        ("أكد", "Statement"),
        ("خطابًا سياسيًا", "Contact.Speech"),
        ("يمنح", "Personnel.Award"),
        ("وقّع", "Agreement.Sign"),
        ("اتفقا", "Agreement.Agree"),
        ("النضال", "Conflict.Attack"),
        ("بناء", "Manufacture.Build"),
        ("محطة للطاقة النووية", "FAC"),
        ("تنفيذ", "Policy.Implement"),
        ("الأهداف المرسومة", "Policy.Plan"),
        ("تقييم", "Statement.Assess"),
        ("تبادل الوفود", "Relation.Cooperate"),
        ("زيادة", "Change.Increase"),
        ("اقترح", "Statement.Request"),
        ("تدريب", "Personnel.Train"),
    ],
    AR_KAZAKHSTAN: [
        ("رئيس مجلس النواب", "TITLE"),
        ("يرلان كوشانوف", "PERSON"),
        ("لحزب الشيوعي الفيتنامي", "ORG"),
        ("أستانا", "GPE"),
        ("كازاخستان", "GPE"),
        ("جنوب شرق آسيا", "LOC"),
        ("البحر الشرقي", "LOC"),
        ("الشعب الكازاخستاني", "NORP"),
        ("وسام دوستيك للصداقة من الدرجة الأولى", "AWARD"),
        ("بعد ظهر يوم 6 مايو", "DATE"),
        ("150 ألف", "NUM"),
        ("مكتب التمثيل التجاري", "ORG"),
        ("اتفاقية الجرائم الإلكترونية", "LAW"),
        ("لسلع الفيتنامية", "PRODUCT"),
        (("عقد", "اجتماعًا"), "Contact.Meet"),
        ("رحب", "Contact.Receive"),
        ("هنأ", "Statement.Appreciate"),
        ("شكر", "Statement.Appreciate"),
        ("حصول", "Personnel.Award"),
        ("انتصار", "Conflict.Victory"),
        ("دعا", "Statement.Invite"),
        ("نقل", "Contact.Correspond"),
        ("تعهد", "Statement.Promise"),
        ("اقترح", "Statement.Request"),
        ("أبلغ", "Statement"),
        ("وقع", "Agreement.Sign"),
        ("الرحلات الجوية", "Movement.Travel"),
        ("إنشاء", "Business.Start-Org"),
        ("تستثمر", "Transaction.Invest"),
        ("التجارة الثنائية", "Transaction.Trade"),
        ("حل", "Conflict.Settle"),
        ("دعم", "Support"),
        ("تدريب", "Personnel.Train"),
        ("زيادة", "Change.Increase"),
        ("تحرير الجنوب", "Conflict.Victory"),
    ],
    DE: [
        ("Nachmittag des 15. September", "DATE"),
        ("Generalsekretär To Lam", "PERSON"),
        ("amtierender Außenminister", "TITLE"),
        ("Hauptquartier des Zentralkomitees der Partei", "FAC"),
        ("Parteikomitee des Außenministeriums", "ORG"),
        ("Vietnam", "GPE"),
        ("Mekong", "LOC"),
        ("vietnamesische", "NORP"),
        ("Resolution Nr. 59 des Politbüros", "LAW"),
        ("13. Parteitags", "EVENT-NAME"),
        ("Verteidigungsdiplomatie", "FIELD"),
        ("drei", "NUM"),
        ("Arbeitssitzung", "Contact.Meet"),
        (("tauschten", "aus"), "Contact.Talk"),
        ("abschließenden Bemerkungen", "Contact.Speech"),
        ("bekräftigte", "Statement"),
        (("brachte", "zum Ausdruck"), "Statement"),
        ("prognostizierten", "Statement.Assess"),
        ("würdigte", "Statement.Appreciate"),
        (("forderte", "auf"), "Statement.Request"),
        (("stimmte", "überein"), "Agreement.Agree"),
        ("festgelegt", "Policy.Decide"),
        ("Umsetzung", "Policy.Implement"),
        ("Entwicklungsziele", "Policy.Plan"),
        ("stärken", "Relation.Strengthen"),
        (("arbeitet", "zusammen"), "Relation.Cooperate"),
        ("aufbauen", "Personnel.Train"),
    ],
    FA: [
        ("وزارت امور خارجه", "ORG"),
        ("VNA", "ORG"),
        ("قاسم جومارت توکایف", "PERSON"),
        ("معاون وزیر امور خارجه", "TITLE"),
        ("قزاقستان", "GPE"),
        ("جنوب شرقی آسیا", "LOC"),
        ("میدان سرخ", "FAC"),
        ("جنگ بزرگ میهنی", "EVENT-NAME"),
        ("۵ تا ۱۲ مه", "DATE"),
        ("۸۰۰ میلیون دلار", "MONEY"),
        ("بیش از ۵۰۰ هزار دلار", "MONEY"),
        ("۹۹ درصد", "PERCENT"),
        ("۶۸", "NUM"),
        ("ویزا", "LAW"),
        ("دعوت", "Statement.Invite"),
        (("سفری رسمی", "انجام خواهند داد"), "Movement.Visit"),
        ("شرکت خواهند کرد", "Contact.Attend"),
        ("مراسم", "Ceremony"),
        ("رژه", "Ceremony"),
        ("پیروزی", "Conflict.Victory"),
        ("رایزنی", "Contact.Talk"),
        ("نشست", "Contact.Meet"),
        ("دیدار", "Contact.Meet"),
        ("تأکید کرد", "Statement"),
        ("پیشبینی میشود", "Statement.Assess"),
        ("ارزیابی کرده", "Statement.Assess"),
        ("قدردانی کردند", "Statement.Appreciate"),
        ("توافق", "Agreement.Agree"),
        ("برنامه", "Policy.Plan"),
        ("افزایش خواهد داشت", "Change.Increase"),
        ("سرمایهگذاری", "Transaction.Invest"),
        ("تجارت", "Transaction.Trade"),
        ("تقویت شده", "Relation.Strengthen"),
        ("همکاری", "Relation.Cooperate"),
        ("مشارکت جامع استراتژیک", "Relation.Cooperate"),
        ("لغو کردهاند", "Policy.Decide"),
        ("اجرای", "Policy.Implement"),
    ],
}


@cache
def article(name: str) -> str:
    return (seeds() / name).read_text(encoding="utf-8")


def pieces_in_order(pieces: tuple[str, ...], text: str) -> bool:
    """Whether the pieces stand in one paragraph, one after the other."""
    pattern = ".*?".join(re.escape(piece) for piece in pieces)
    return re.search(pattern, text) is not None


@pytest.mark.parametrize("name", PASSAGES)
def test_what_the_articles_tell_has_a_label(name):
    rows = [((passage,) if isinstance(passage, str) else passage, label) for passage, label in PASSAGES[name]]
    assert [pieces for pieces, _ in rows if not pieces_in_order(pieces, article(name))] == []
    assert [label for _, label in rows if NEWS.label(label) not in USABLE] == []


@pytest.mark.parametrize("name", PASSAGES)
def test_each_article_is_covered_by_entities_and_events(name):
    kinds = [NEWS.label(label).kind for _, label in PASSAGES[name]]
    assert min(kinds.count("entity"), kinds.count("event")) >= 12


def test_it_is_the_first_version_and_written_as_the_program_writes():
    assert (NEWS.name, NEWS.version) == ("news", 1)
    assert write_scheme(NEWS) == PATH.read_text(encoding="utf-8")


def test_names_are_there_in_five_languages():
    roles = [(f"{label.name}, {role.name}", role.names) for label in NEWS.labels for role in label.roles]
    choices = [(choice.value, choice.names) for attribute in NEWS.attributes for choice in attribute.choices]
    attributes = [(attribute.name, attribute.names) for attribute in NEWS.attributes]
    everything = [*((label.name, label.names) for label in NEWS.labels), *roles, *choices, *attributes]
    wrong = [what for what, names in everything if set(names) != LANGUAGES or not all(map(str.strip, names.values()))]
    assert wrong == []


def test_names_do_not_repeat_within_a_language():
    """Two labels of one name could not be told apart in a menu."""
    for kind in ("entity", "event", "relation"):
        for language in LANGUAGES:
            names = [label.names[language] for label in NEWS.labels_of(kind)]
            assert [name for name in names if names.count(name) > 1] == [], language


def test_attributes_are_explained():
    assert [attribute.name for attribute in NEWS.attributes if not attribute.guideline] == []


@pytest.mark.parametrize("kind", ["entity", "event"])
def test_each_label_has_a_rule_of_a_few_sentences(kind):
    lengths = {label.name: len(re.findall(r"[.](?= |$)", label.guideline)) for label in NEWS.labels_of(kind)}
    assert {name: length for name, length in lengths.items() if not 2 <= length <= 6} == {}


def test_each_label_shows_what_is_right_and_a_usual_mistake():
    for label in USABLE:
        good = [example for example in label.examples if example.good]
        bad = [example for example in label.examples if not example.good]
        assert good, label.name
        assert bad, label.name
        assert all(example.why for example in bad), label.name
        assert 2 <= len(label.examples) <= 5, label.name


def test_examples_bracket_what_is_labelled():
    passage = re.compile(r"[^\[\]]*(\[[^\[\]\s]([^\[\]]*[^\[\]\s])?\][^\[\]]*)+")
    examples = [example for label in NEWS.labels for example in label.examples]
    assert [example.text for example in examples if not passage.fullmatch(example.text)] == []
    assert {example.language for example in examples} == {"ar", "fa", "de", "nl"}


def test_keys_leave_the_programs_own_alone():
    keys = [label.key for label in NEWS.labels if label.key]
    assert all(re.fullmatch(r"[A-Z]|[0-9]|Shift\+[A-Z]", key) for key in keys)
    assert not {"E", "K", "C", "Q", "/", "Shift+E", "Shift+K"} & set(keys)
    assert all(re.fullmatch(r"[A-Z]", label.key) for label in NEWS.labels_of("entity"))
    digits = [label.key for label in NEWS.labels_of("event") if label.key.isdigit()]
    assert digits == list("1234567890")


def test_frequent_labels_are_calm():
    hues = {label.name: label.hue for label in NEWS.labels}
    assert (hues["PERSON"], hues["ORG"], hues["GPE"]) == ("green", "blue", "ochre")
    assert not {"vermilion", "red"} & {label.hue for label in NEWS.labels_of("event") if label.key.isdigit()}


def test_each_role_has_a_key_and_says_whether_it_is_real():
    roles = [(label.name, role) for label in USABLE for role in label.roles]
    assert [(name, role.name) for name, role in roles if not re.fullmatch(r"[A-Z]", role.key)] == []
    assert {role.attributes for _, role in roles} == {("realis",)}


def test_events_have_the_attributes_of_ace_and_a_time():
    for label in NEWS.labels_of("event"):
        assert label.attributes == ("polarity", "modality", "tense", "genericity")
        assert NEWS.may_fill(label.name, "Time", "DATE")
    assert [c.value for c in NEWS.attribute("polarity").choices] == ["Positive", "Negative"]
    assert [c.value for c in NEWS.attribute("modality").choices] == ["Asserted", "Other"]
    assert [c.value for c in NEWS.attribute("tense").choices] == ["Past", "Present", "Future", "Unspecified"]
    assert [c.value for c in NEWS.attribute("genericity").choices] == ["Specific", "Generic"]
    assert [c.value for c in NEWS.attribute("mention_type").choices] == ["NAM", "NOM", "PRO"]


@pytest.mark.parametrize(
    ("event", "role", "filler"),
    [
        ("Movement.Visit", "Visitor", "PERSON"),
        ("Movement.Visit", "Place", "GPE"),
        ("Contact.Meet", "Participant", "ORG"),
        ("Contact.Talk", "Topic", "Relation.Upgrade"),
        ("Contact.Attend", "Occasion", "Ceremony"),
        ("Statement", "Message", "Relation.Strengthen"),
        ("Statement.Invite", "Message", "Movement.Visit"),
        ("Agreement.Sign", "Document", "LAW"),
        ("Relation.Upgrade", "Party", "GPE"),
        ("Relation.Upgrade", "Level", "Relation.Cooperate"),
        ("Personnel.Award", "Award", "AWARD"),
        ("Ceremony", "Honouree", "Conflict.Victory"),
        ("Change.Increase", "Difference", "PERCENT"),
    ],
)
def test_roles_take_what_the_articles_put_into_them(event, role, filler):
    assert NEWS.may_fill(event, role, filler)


def test_roles_refuse_what_makes_no_sense():
    assert not NEWS.may_fill("Movement.Visit", "Visitor", "DATE")
    assert not NEWS.may_fill("Contact.Meet", "Time", "GPE")
    assert not NEWS.may_fill("Statement", "Message", "PERSON")


def test_the_example_in_the_guide_is_a_scheme():
    guide = (PATH.parent / "README.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    scheme = read_scheme(example)
    assert scheme.may_fill("Contact.Meet", "Place", "GPE")
    assert not scheme.may_fill("Contact.Meet", "Place", "PERSON")
