"""brat's `annotation.conf` as a scheme: what it says, what is left out with its line, what is refused with its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats import brat_conf
from annotator.formats.brat_conf import read_brat_conf, read_brat_conf_file
from annotator.formats.scheme_yaml import read_scheme, write_scheme
from annotator.model.errors import SchemeError
from annotator.model.scheme import AttributeKind, Scheme

WHOLE = """\
# A small configuration of our own.
[spans]
!Living
\tPerson|Human being
\t\tMinister
\tAnimal
----------
Place
Year

[relations]
Lives\tArg1:Person, Arg2:Place
Kin  Arg1:Person, Arg2:Person, <REL-TYPE>:symmetric-transitive
<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>

[events]
<WHO>=Person|Place
<WHERE>=Where?:Place
!Motion\tWho+:<WHO>, <WHERE>
\tVisit\t<INHERIT>, Host{2}:Person, Cause:<EVENT>, With*:<ENTITY>
Report Speaker:<WHO>, What{1-3}:<ANY>, How{0-1}:<ENTITY>|<EVENT>

[attributes]
Negated Arg:<EVENT>
Sure\tArg:Report|Living, Value:high|low, <DEFAULT>:low
"""


def conf(*lines: str) -> tuple[Scheme, tuple[str, ...]]:
    return read_brat_conf("\n".join(lines), "a.conf")


def test_a_whole_configuration_becomes_a_scheme() -> None:
    scheme, notes = read_brat_conf(WHOLE, "annotation.conf", "ours")
    assert scheme.name == "ours"
    assert [label.name for label in scheme.labels] == [
        *("Living", "Person", "Minister", "Animal", "Place", "Year", "Motion", "Visit", "Report", "Lives", "Kin")
    ]
    assert (scheme.label("Living").abstract, scheme.label("Minister").parent) == (True, "Person")
    assert scheme.is_a("Minister", "Living")
    assert scheme.label("Person").guideline == "Also: Human being."
    assert {scheme.label(name).hue for name in ("Living", "Minister", "Animal")} == {"blue"}
    assert scheme.label("Place").hue == "vermilion"
    assert (scheme.label("Lives").source, scheme.label("Lives").target) == (("Person",), ("Place",))
    assert scheme.label("Kin").symmetric
    assert notes == (
        "Line 14: “<OVERLAP>” says which spans may overlap; here all may.",
        "Line 13: That Kin is transitive cannot be kept.",
        "Line 21: What{1-3}: such a number cannot be kept; it became What+.",
    )
    assert read_scheme(write_scheme(scheme)) == scheme


def test_roles_keep_their_fillers_and_numbers() -> None:
    scheme, _notes = read_brat_conf(WHOLE)
    visit = {role.name: (role.fillers, role.cardinality) for role in scheme.label("Visit").roles}
    assert visit == {
        "Who": (("Person", "Place"), "+"),
        "Where": (("Place",), "?"),
        "Host": (("Person",), "{2}"),
        "Cause": (("Motion", "Report"), "1"),
        "With": (("Living", "Place", "Year"), "*"),
    }
    report = {role.name: (role.fillers, role.cardinality) for role in scheme.label("Report").roles}
    assert report["What"] == ((), "+")
    assert report["How"] == ((), "?")


def test_attributes_stand_with_all_that_may_carry_them() -> None:
    scheme, _notes = read_brat_conf(WHOLE)
    assert scheme.attribute("Negated").kind is AttributeKind.YES_NO
    sure = scheme.attribute("Sure")
    assert ([choice.value for choice in sure.choices], sure.default) == (["high", "low"], "low")
    carried = {label.name: label.attributes for label in scheme.labels if label.attributes}
    assert carried == {
        "Person": ("Sure",),
        "Minister": ("Sure",),
        "Animal": ("Sure",),
        "Visit": ("Negated",),
        "Report": ("Negated", "Sure"),
    }


def test_line_ends_and_a_byte_order_mark_make_no_difference() -> None:
    windows = "\ufeff" + WHOLE.replace("\n", "\r\n")
    assert read_brat_conf(windows.encode()) == read_brat_conf(WHOLE)
    assert read_brat_conf(WHOLE.replace("\n", "\r")) == read_brat_conf(WHOLE)


def test_names_that_two_kinds_share_are_told_apart() -> None:
    scheme, notes = conf(
        "[entities]", "Number", "[relations]", "Number\tArg1:Number, Arg2:Number", "[events]", "Number"
    )
    assert [label.name for label in scheme.labels] == ["Number", "Number-event", "Number-relation"]
    assert notes == (
        "Line 4: “Number” is another label too; this relation became “Number-relation”.",
        "Line 6: “Number” is another label too; this event became “Number-event”.",
    )
    assert scheme.label("Number-relation").source == ("Number", "Number-event")


def test_lines_that_say_more_of_the_same_thing_are_put_together() -> None:
    scheme, notes = conf(
        *("[entities]", "A", "B", "A", "C", "[relations]", "near Arg1:A, Arg2:B", "near Arg1:B, Arg2:A"),
        *("[events]", "Hit Theme:A, Theme:B", "Hit Place?:TODO"),
        *("[attributes]", "Sure Arg:A, Value:yes", "Sure Arg:B, Value:no"),
    )
    assert scheme.label("near").source == ("A", "B")
    assert [role.name for role in scheme.label("Hit").roles] == ["Theme", "Place"]
    assert scheme.role("Hit", "Theme").fillers == ("A", "B")
    assert [choice.value for choice in scheme.attribute("Sure").choices] == ["yes", "no"]
    assert any("Place? names “TODO”" in note for note in notes)
    assert "Line 8: near now joins every source with every target that its lines name." in notes


def test_names_with_blanks_end_at_a_tab() -> None:
    scheme, _notes = conf("[entities]", "Very old name", "\tA new one", "[events]", "Big event\tWho:<ANY>")
    assert [label.name for label in scheme.labels] == ["Very old name", "A new one", "Big event"]
    assert scheme.label("A new one").parent == "Very old name"


def test_the_same_note_of_many_lines_is_one() -> None:
    _scheme, notes = conf("[entities]", "A", "[relations]", *["ENTITY-NESTING Arg1:A, Arg2:A"] * 9)
    assert notes == ("Lines 4, 5, 6, 7, 8 and 4 more: “ENTITY-NESTING” says which spans may overlap; here all may.",)


def test_sections_that_nobody_knows_are_left_out() -> None:
    scheme, notes = conf("[entities]", "A", "[normalization]", "Wiki\tDB:wiki, <URL>:http://x")
    assert len(scheme.labels) == 1
    assert notes == ("Line 3: The section [normalization] is not known and was left out.",)


@pytest.mark.parametrize(
    ("lines", "because"),
    [
        (("A",), "line 1: A section"),
        ((), "no section"),
        (("[events]", "Hit Who=A"), "line 2: “Who=A” is not an argument"),
        (("[events]", "Hit Who:A B:C"), "line 2: “Who:A B:C” is not an argument"),
        (("[events]", "Hit Who:"), "line 2: “Who:” names no type"),
        (("[events]", "Hit Who:<NOBODY>"), "line 2: There is no macro <NOBODY>"),
        (("[events]", "<A>=x", "[attributes]", "N Arg:<A>"), "line 4: There is no macro <A>"),
        (("[events]", "<ANY>=x"), "line 2: <ANY> has a meaning of its own"),
        (("[events]", "<A>=<B>", "<B>=<A>", "Hit Who:<A>"), "line 4: A macro in this line names itself"),
        (("[events]", "Hit <INHERIT>"), "line 2: <INHERIT> needs a type above"),
        (("[events]", "Hit Who{0}:<ANY>"), r"Line 2: Who\{0\} says no number"),
        (("[events]", "Hit Who{3-1}:<ANY>"), r"Line 2: Who\{3-1\} says no number"),
        (("[entities]", "!"), "line 2: A type needs a name"),
        (("[entities]", *("\t" * depth + f"T{depth}" for depth in range(40))), "line 32: .*levels deep"),
        (("[entities]", *(f"T{number}" for number in range(5_001))), "line 5002: There are more than 5000 types"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_line(lines: tuple[str, ...], because: str) -> None:
    with pytest.raises(SchemeError, match=because):
        conf(*lines)


def test_macros_do_not_unfold_into_gigabytes() -> None:
    laughs = [f"<L{chr(97 + i)}>={'|'.join([f'<L{chr(98 + i)}>'] * 10)}" for i in range(20)]
    with pytest.raises(SchemeError, match="too large once its macros"):
        conf("[events]", *laughs, "<Lu>=x", "Hit Who:<La>")
    many = ["<MANY>=" + "|".join(["<ANY>"] * 10_000), *(f"Hit{i} Who:<MANY>" for i in range(500))]
    with pytest.raises(SchemeError, match="too large once its macros"):
        conf("[events]", *many)


def test_rules_that_name_everything_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brat_conf, "MAX_NAMED", 500)
    events = [f"E{i} Who:<ENTITY>" for i in range(100)]
    with pytest.raises(SchemeError, match="The rules name types more than 500 times"):
        conf("[entities]", *(f"T{i}" for i in range(50)), "[events]", *events)


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "corpus" / "annotation.conf"
    with pytest.raises(SchemeError, match="cannot be read"):
        read_brat_conf_file(path)
    path.parent.mkdir()
    path.write_text(WHOLE, "utf-8")
    assert read_brat_conf_file(path)[0].name == "corpus"
    for data, because in ((b"[entities]\n\xff", "Byte 12 is not UTF-8"), (b"x" * 1_000_001, "larger than 1 MB")):
        path.write_bytes(data)
        with pytest.raises(SchemeError, match=because):
            read_brat_conf_file(path)


PARTS = """\
[entities] [relations] [events] [attributes] A !B _C __D|d <M>=A|C R_Arg1:A,_Arg2:<M> E_Who+:<M>,_<INHERIT> _F_<INHERIT>
N_Arg:<ANY>,_Value:x|y E_Z{2}:<EVENT> # --- <M> : |
"""
parts = st.sampled_from([part.replace("_", " ") for part in PARTS.split()])


@given(st.lists(st.one_of(parts, st.text(max_size=12)), max_size=25))
def test_any_lines_are_read_or_refused(lines: list[str]) -> None:
    try:
        scheme, _notes = read_brat_conf("\n".join(lines))
    except SchemeError:
        return
    assert read_scheme(write_scheme(scheme)) == scheme
