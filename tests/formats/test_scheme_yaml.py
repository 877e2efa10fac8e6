"""Schemes as YAML and JSON: nothing is lost, people can write them, and strangers cannot do harm with them."""

from string import ascii_letters

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.formats.scheme_yaml import (
    MAX_BYTES,
    read_scheme,
    read_scheme_file,
    scheme_from_json,
    scheme_to_json,
    write_scheme,
)
from annotator.model.errors import SchemeError
from annotator.model.scheme import HUES, Attribute, AttributeKind, Choice, Example, Label, Role, Scheme

BY_HAND = """
name: tiny
version: 3
attributes:
  polarity: {choices: [Positive, Negative], default: Positive}
  realis: {kind: yesno, default: yes}
  weight: {kind: number, default: 5}
roles:
  Place: {key: L, fillers: GPE, names: {en: Place, no: sted}, attributes: [realis]}
entities:
  PERSON:
    names: {en: Person, no: person}
    key: P
    hue: green
    examples:
      - "[To Lam] met them"
      - {language: de, bad: "[Herr] To Lam", why: The name is missing.}
  GPE:
  NO: {key: 1}
events:
  Contact:
    abstract: true
    children:
      Contact.Meet:
        attributes: [polarity]
        roles:
          Participant: {fillers: [PERSON, Contact], cardinality: "+"}
          Place:
          Base: {cardinality: "{2}"}
      Contact.Call:
        roles: [Place]
      Contact.Online:
        roles:
          Place: {fillers: [], key: ""}
relations:
  Kin: {symmetric: true, source: PERSON, target: [PERSON]}
"""


def test_a_scheme_written_by_hand_is_read_as_meant():
    scheme = read_scheme(BY_HAND)
    assert (scheme.name, scheme.version) == ("tiny", 3)
    assert [label.name for label in scheme.labels] == [
        "PERSON",
        "GPE",
        "NO",
        "Contact",
        "Contact.Meet",
        "Contact.Call",
        "Contact.Online",
        "Kin",
    ]
    assert scheme.label("Contact.Meet").parent == "Contact"
    assert scheme.label("PERSON").examples == (
        Example("[To Lam] met them"),
        Example("[Herr] To Lam", "de", good=False, why="The name is missing."),
    )
    assert scheme.role("Contact.Meet", "Participant").fillers == ("PERSON", "Contact")
    assert [scheme.attribute(name).default for name in ("polarity", "realis", "weight")] == ["Positive", True, 5]
    assert (scheme.label("Kin").symmetric, scheme.label("Kin").source) == (True, ("PERSON",))


def test_an_event_takes_from_the_common_role_what_it_does_not_say_itself():
    scheme = read_scheme(BY_HAND)
    common = Role("Place", ("GPE",), key="L", names={"en": "Place", "no": "sted"}, attributes=("realis",))
    assert scheme.role("Contact.Meet", "Place") == scheme.role("Contact.Call", "Place") == common
    online = scheme.role("Contact.Online", "Place")
    assert (online.fillers, online.key, online.names) == ((), "", common.names)


def test_words_that_yaml_takes_for_truth_and_numbers_stay_words():
    scheme = read_scheme(BY_HAND)
    assert scheme.label("NO").key == "1"
    assert scheme.label("PERSON").names["no"] == "person"
    off = read_scheme("name: x\nattributes: {a: {choices: [on, off, 1.0, null], default: off}}")
    assert [choice.value for choice in off.attributes[0].choices] == ["on", "off", "1.0", "null"]
    assert off.attributes[0].default == "off"


def test_a_scheme_without_a_name_takes_the_name_of_its_file(tmp_path):
    path = tmp_path / "legal.yaml"
    path.write_text("entities: {LAW: }", encoding="utf-8-sig")
    assert read_scheme_file(path).name == "legal"


def test_json_of_the_same_shape_is_read_from_a_json_file(tmp_path):
    path = tmp_path / "tiny.json"
    path.write_bytes(scheme_to_json(read_scheme(BY_HAND)))
    assert read_scheme_file(path) == read_scheme(BY_HAND)


def test_writing_leaves_out_what_goes_without_saying():
    scheme = Scheme("s", labels=(Label("A", "entity"), Label("B", "event", roles=(Role("R"),))))
    assert write_scheme(scheme) == (
        "format: annotator-scheme-1\nname: s\nversion: 1\nentities:\n  A: {}\nevents:\n  B:\n    roles:\n      R:\n"
    )


def test_writing_keeps_letters_and_folds_long_text():
    guideline = "و ف ب ل ك are prefixes " * 20
    text = write_scheme(Scheme("s", labels=(Label("A", "entity", names={"ar": "شخص"}, guideline=guideline.strip()),)))
    assert "names: {ar: شخص}" in text
    assert "guideline: >-" in text
    assert max(map(len, text.splitlines())) <= 120


def test_an_edit_of_one_label_changes_only_its_lines():
    before = read_scheme(BY_HAND)
    after = read_scheme(BY_HAND.replace("hue: green", "hue: blue"))
    pairs = zip(write_scheme(before).splitlines(), write_scheme(after).splitlines(), strict=True)
    assert [(a.strip(), b.strip()) for a, b in pairs if a != b] == [("hue: green", "hue: blue")]


def test_a_label_whose_parent_stands_elsewhere_names_it():
    labels = (Label("A", "entity"), Label("B", "entity"), Label("A.x", "entity", parent="A"))
    scheme = Scheme("s", labels=labels)
    assert "parent: A" in write_scheme(scheme)
    assert read_scheme(write_scheme(scheme)) == scheme


# Round trips ---------------------------------------------------------------------------------------------------------

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff"), max_size=40)
PROSE = st.lists(st.sampled_from(["و", "the", "[span]", "a: b", "# not", "- x", "«لا»", "“q”", "می‌رود"]), max_size=60)
TEXTS = (
    ANY_TEXT
    | PROSE.map(" ".join)
    | st.sampled_from(["no", "1", "~", "null", "", " x", "x\n\ny\n", "- a", "{", "'\"", "=", "<<"])
)
WORDS = st.text(ascii_letters + "._- مش:#,{}[]&*!|>'\"%@`", min_size=1, max_size=8).filter(lambda w: w == w.strip())
NAMES = st.dictionaries(st.sampled_from(["en", "ar", "no", "de"]), TEXTS, max_size=3)
CARDINALITIES = st.sampled_from(["?", "1", "*", "+", "{2}"])


@st.composite
def attributes(draw, name):
    kind = draw(st.sampled_from(AttributeKind))
    values = draw(st.lists(WORDS, min_size=1, max_size=3, unique=True))
    default = {
        AttributeKind.CHOICE: st.sampled_from(values),
        AttributeKind.YES_NO: st.booleans(),
        AttributeKind.TEXT: TEXTS,
        AttributeKind.NUMBER: st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False),
    }[kind]
    choices = tuple(Choice(value, draw(NAMES)) for value in values) if kind is AttributeKind.CHOICE else ()
    return Attribute(name, kind, choices, draw(st.none() | default), draw(st.booleans()), draw(NAMES), draw(TEXTS))


@st.composite
def roles(draw, labels, known):
    names = draw(st.lists(st.sampled_from(["Place", "Time", "Agent", "no"]), max_size=3, unique=True))
    some = st.lists(st.sampled_from(labels), max_size=3).map(tuple)
    few = st.lists(st.sampled_from(known), max_size=2).map(tuple) if known else st.just(())
    return tuple(
        Role(name, draw(some), draw(CARDINALITIES), draw(st.sampled_from(["", f"{i}"])), draw(NAMES), "", draw(few))
        for i, name in enumerate(names)
    )


@st.composite
def schemes(draw):
    known = draw(st.lists(WORDS, max_size=3, unique=True))
    names = draw(st.lists(WORDS, min_size=1, max_size=8, unique=True))
    examples = st.lists(st.builds(Example, TEXTS, st.sampled_from(["", "ar", "no"]), st.booleans(), TEXTS), max_size=2)
    labels: list[Label] = []
    for name in names:
        kind = draw(st.sampled_from(["entity", "event", "relation"]))
        above = ["", *(label.name for label in labels if label.kind == kind)]
        ends = st.lists(st.sampled_from(names), max_size=2).map(tuple) if kind == "relation" else st.just(())
        labels.append(
            Label(
                name,
                kind,
                parent=draw(st.sampled_from(above)),
                hue=draw(st.sampled_from(HUES)),
                key=draw(st.sampled_from(["", f"Shift+{len(labels)}", f"{len(labels)}"])),
                short=draw(TEXTS),
                abstract=draw(st.booleans()),
                names=draw(NAMES),
                guideline=draw(TEXTS),
                examples=tuple(draw(examples)),
                attributes=tuple(known[:1]),
                roles=draw(roles(names, known)) if kind == "event" else (),
                source=draw(ends),
                target=draw(ends),
                symmetric=draw(st.booleans()),
            )
        )
    order = draw(st.permutations(labels))
    made = tuple(draw(attributes(name)) for name in known)
    return Scheme(draw(WORDS), draw(st.integers(1, 99)), draw(TEXTS), draw(TEXTS), made, tuple(order))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=80)
@given(schemes())
def test_reading_what_was_written_gives_the_scheme_back(scheme):
    text = write_scheme(scheme)
    assert read_scheme(text) == scheme
    assert write_scheme(read_scheme(text.encode())) == text
    assert scheme_from_json(scheme_to_json(scheme)) == scheme


# Refusals ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "column", "because"),
    [
        ("name: x\nlabels: {}", 2, 1, "There is no “labels” here. It can have: format, name"),
        (
            "name: x\nentities:\n  A:\n    huue: red",
            4,
            5,
            "entities › A › huue: There is no “huue” here. Did you mean “hue”?",
        ),
        ("name: x\nevents:\n  A:\n    roles:\n      P: {filler: B}", 5, 11, "Did you mean “fillers”?"),
        ("name: x\nentities: [A, B]", 2, 1, "Expected names with values, got a list."),
        ("name: x\nentities:\n  A: red", 3, 3, "entities › A: Expected names with values, got text."),
        ("name: x\nentities:\n  A: {names: {en: [a]}}", 3, 7, "Expected text, got a list."),
        ("name: x\nentities:\n  A: {abstract: perhaps}", 3, 7, "A › abstract: "),
        ("name: x\nversion: new", 2, 1, "version: "),
        (
            "name: x\nentities:\n  A: {key: P}\n  B: {}\n  A: {}",
            5,
            3,
            "“A” stands here a second time (first in line 3)",
        ),
        ("name: x\nentities:\n  A: &a {key: P}\n  B: *a", 3, 6, "An alias"),
        ("name: x\nentities: !!python/object:os.system {}", 2, 11, "A tag (tag:yaml.org,2002:python/object:os.system)"),
        ("name: x\n---\nname: y", 2, 1, "A second document begins here"),
        ("name: x\nentities:\n\tA: {}", 3, 1, "Indent with spaces, not with tabs."),
        ("events:\n  A: {roles: {P: {cardinality: *}}}", 2, 33, "Put quotes around the text in this line."),
        ("name: a: b", 1, 8, "Put quotes around the text in this line."),
        ("name: x\n[a]: b", 2, 1, "A name is expected here."),
        ("name: \u0001", 1, 7, "a character that YAML does not allow"),
        ("entities: {A: {examples: [{good: a, bad: b}]}}", 1, 27, "An example is either “good: …” or “bad: …”."),
        ("entities: {A: {examples: [{}]}}", 1, 27, "An example is either"),
        ("attributes: {a: {kind: yesno, default: maybe}}", 1, 31, "“maybe” is neither yes nor no."),
        ("attributes: {a: {kind: number, default: many}}", 1, 32, "“many” is not a number."),
        ("attributes: {a: {kind: colour}}", 1, 18, "attributes › a › kind"),
        ("format: annotator-scheme-9\nname: x", 1, 1, "it reads annotator-scheme-1"),
        ("entities: {A: {children: {B: {parent: C}}}}", 1, 31, "It already stands below A."),
        ("- a\n- b", 1, 1, "Expected names with values, got a list."),
    ],
)
def test_mistakes_are_refused_where_they_stand(text, line, column, because):
    with pytest.raises(SchemeError) as refused:
        read_scheme(text, "mine.yaml")
    assert because in refused.value.message
    assert refused.value.message.startswith(f"mine.yaml, line {line}, column {column}: ")
    assert (refused.value.facts["line"], refused.value.facts["column"]) == (line, column)


@pytest.mark.parametrize(
    ("source", "because"),
    [
        (b"name: \xff", "Byte 7 is not UTF-8"),
        ("name: \ud800", "Character 7 is half of a surrogate pair"),
        ("# only a comment", "mine.yaml: There is nothing in it."),
        ("a:\n" + "- x\n" * 250_000, "There are more than 200000 parts"),
        (b"# " + b"x" * MAX_BYTES, "It is larger than 5 MB"),
        ("entities: {A: {hue: mauve}}\nname: x", "mine.yaml: The scheme “x” cannot be used: “A” has the hue “mauve”"),
    ],
)
def test_what_cannot_be_a_scheme_is_refused(source, because):
    with pytest.raises(SchemeError) as refused:
        read_scheme(source, "mine.yaml")
    assert because in refused.value.message


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 100_000,
        "a: " + "{b: " * 100_000,
        "\n".join(" " * i + f"a{i}:" for i in range(500)),
        "a: &x [1,1,1,1,1,1,1,1,1]\nb: &y [*x,*x,*x,*x,*x,*x]\nc: [*y,*y,*y,*y,*y]",
        "? " * 100_000,
        "- " * 100_000,
    ],
    ids=["flow lists", "flow mappings", "block mappings", "laughing aliases", "keys", "block lists"],
)
def test_texts_made_to_exhaust_the_reader_are_refused(text):
    with pytest.raises(SchemeError):
        read_scheme(text, "bomb.yaml")


@pytest.mark.parametrize(
    ("source", "because"),
    [
        (b"{", "This is not JSON"),
        (b"[" * 100_000, "This JSON is nested too deeply"),
        (b'{"name": "x", "entities": {"A": {"huue": 1}}}', "entities › A › huue: There is no “huue” here."),
        (b'{"entities": {"A": ' + b'{"children": {"A": ' * 200 + b"null" + b"}}" * 200 + b"}}", "levels deep"),
        (b'{"name": 5}', "Expected text"),
    ],
)
def test_json_is_refused_for_the_same_reasons(source, because):
    with pytest.raises(SchemeError) as refused:
        scheme_from_json(source)
    assert because in refused.value.message


def test_long_names_are_shortened_in_messages():
    with pytest.raises(SchemeError) as refused:
        read_scheme(f"{'x' * 1000}: 1")
    assert len(refused.value.message) < 400


@settings(deadline=None)
@given(st.text(st.sampled_from("ab:-[]{}&*!|>'\"%@` \n\t#?,\0شé\ud800\u2028"), max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        scheme = read_scheme("entities:\n" + text, "any.yaml")
    except SchemeError as refused:
        assert refused.message.startswith("any.yaml")
    else:
        assert read_scheme(write_scheme(scheme)) == scheme


def test_a_missing_file_is_said_with_its_name(tmp_path):
    with pytest.raises(SchemeError, match=r"gone\.yaml cannot be read"):
        read_scheme_file(tmp_path / "gone.yaml")
