"""Edits of a scheme in use: whatever they are, nothing in use misfits afterwards and one undo takes all of it back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.errors import SchemeError
from annotator.model.scheme import Attribute, AttributeKind, Choice, Example, Label, Role, Scheme, Strictness
from annotator.services.job import CancelledError, Progress
from annotator.services.schemes.attribute_edits import (
    AddAttribute,
    ChangeAttribute,
    DeleteAttribute,
    DeleteChoice,
    MoveAttribute,
    RenameAttribute,
    RenameChoice,
)
from annotator.services.schemes.edits import Edit, Touched, Unfit, changes_apart, edit_scheme, plan
from annotator.services.schemes.label_edits import (
    AddLabel,
    ChangeLabel,
    ChangeScheme,
    DeleteLabel,
    MergeLabel,
    MoveLabel,
    RenameLabel,
)
from annotator.services.schemes.role_edits import (
    AddRole,
    ChangeRole,
    DeleteRole,
    MergeRole,
    MoveRole,
    RenameRole,
    events_with,
)
from annotator.services.session import Session
from annotator.storage import Project
from tests.conftest import LEILA, damages
from tests.rich import fill

TABLES = ("mention", "argument", "relation", "cluster", "layer", "document")


@pytest.fixture
def filled(session: Session) -> Session:
    """A session on a project with one of everything, labelled alike by three annotators."""
    fill(session.project)
    return session


def snapshot(session: Session) -> dict[str, Any]:
    """Everything that stands in the project, and its scheme."""
    rows = {table: sorted(map(repr, session.project.db.execute(f"SELECT * FROM {table}"))) for table in TABLES}
    return {**rows, "scheme": session.scheme}


def labels_in_use(session: Session) -> list[str]:
    return sorted({row[0] for row in session.project.db.execute("SELECT label FROM mention")})


def errors(session: Session) -> list[str]:
    return [str(finding) for finding in damages(session.path)]


# -- what an edit touches, and does


@pytest.mark.parametrize(
    ("edit", "touched"),
    [
        # Leila, Omar and the adjudicator each have a PERSON, in the Arabic document.
        (RenameLabel("PERSON", "PER"), Touched(mentions=6, documents=2, annotators=3)),
        # A place is named in both documents; each annotator's cluster of it has the label too.
        (RenameLabel("GPE", "PLACE"), Touched(mentions=9, clusters=3, documents=2, annotators=3)),
        (RenameLabel("located", "in"), Touched(relations=3, documents=1, annotators=3)),
        (RenameRole(("Statement",), "Topic", "About"), Touched(arguments=3, documents=1, annotators=3)),
        (RenameAttribute("amount", "sum"), Touched(mentions=3, documents=1, annotators=3)),
        (RenameChoice("mention", "NOM", "Nominal"), Touched(mentions=3, documents=1, annotators=3)),
        (MoveLabel("PERSON", before="MONEY"), Touched()),
        (ChangeScheme("A title", "Words", True), Touched()),
    ],
)
def test_what_follows_an_edit_is_counted_and_then_follows(filled: Session, edit: Edit, touched: Touched) -> None:
    assert plan(filled.project, edit).touched == touched
    before = snapshot(filled)
    edit_scheme(filled, edit)
    assert filled.scheme.version == 2
    assert damages(filled.path) == []
    assert filled.undo_action == edit.action
    filled.undo()
    assert snapshot(filled) == before
    filled.redo()
    assert filled.scheme.version == 2


def test_a_parent_is_renamed_alone_or_with_those_named_after_it(filled: Session) -> None:
    edit_scheme(filled, RenameLabel("Contact", "Kontakt"))
    assert filled.scheme.label("Contact.Meet").parent == "Kontakt"
    assert filled.scheme.role("Statement", "Topic").fillers == ("Kontakt", "GPE")
    edit_scheme(filled, RenameLabel("Kontakt", "Contact"))
    edit_scheme(filled, RenameLabel("Contact", "Encounter", prefix=True))
    assert filled.scheme.label("Encounter.Meet").parent == "Encounter"
    assert "Encounter.Meet" in labels_in_use(filled)


def test_merging_labels_drops_what_the_other_has_no_place_for_only_if_asked(filled: Session) -> None:
    merge = MergeLabel("PERSON", "MONEY")
    found = plan(filled.project, merge)
    # The attributes “mention” and “remark” go with the label, as when a person relabels.
    assert found.touched.values == 9
    assert (found.touched.lost_arguments, found.touched.lost_relations) == (0, 0)
    assert found.after.role("Contact.Meet", "Participant").fillers == ("MONEY",)
    narrow = MergeLabel("MONEY", "PERSON")
    edit_scheme(filled, narrow)
    assert labels_in_use(filled) == ["Contact.Meet", "GPE", "PERSON", "Statement"]
    # A meeting that becomes a statement has no participant and no place, and is no topic any more.
    merge_events = MergeLabel("Contact.Meet", "Statement")
    with pytest.raises(SchemeError, match=r"Statement has no role “Participant”. \(arguments: 6\)"):
        edit_scheme(filled, merge_events)
    assert plan(filled.project, merge_events).touched.lost_arguments == 12
    before = snapshot(filled)
    edit_scheme(filled, merge_events, Unfit.DROP)
    assert errors(filled) == []
    filled.undo()
    assert snapshot(filled) == before


def test_a_label_in_use_is_not_deleted_whatever_may_be_dropped(filled: Session) -> None:
    before = snapshot(filled)
    for label in ("MONEY", "Contact.Meet", "located"):
        with pytest.raises(SchemeError, match=label):
            edit_scheme(filled, DeleteLabel(label), Unfit.DROP)
    assert snapshot(filled) == before
    edit_scheme(filled, DeleteLabel("Contact"))
    assert filled.scheme.label("Contact.Meet").parent == ""
    assert filled.scheme.role("Statement", "Topic").fillers == ("Contact.Meet", "GPE")


def test_a_rule_never_ends_up_allowing_everything(session: Session) -> None:
    with pytest.raises(SchemeError, match="takes nothing but GPE"):
        edit_scheme(session, DeleteLabel("GPE"))


def test_a_label_is_merged_into_one_below_it(filled: Session) -> None:
    edit_scheme(filled, MoveLabel("GPE", parent="PERSON"))
    edit_scheme(filled, MergeLabel("PERSON", "GPE"))
    assert filled.scheme.label("GPE").parent == ""
    assert errors(filled) == []


def test_a_label_moves_with_all_below_it(session: Session) -> None:
    edit_scheme(session, AddLabel(Label("Contact.Phone", "event", parent="Contact"), before="Contact.Meet"))
    edit_scheme(session, MoveLabel("Contact"))
    names = [label.name for label in session.scheme.labels if label.kind == "event"]
    assert names == ["Statement", "Contact", "Contact.Phone", "Contact.Meet"]
    for parent, before in (("Contact.Meet", ""), ("", "Contact.Meet"), ("PERSON", ""), ("NOBODY", "")):
        with pytest.raises(SchemeError):
            edit_scheme(session, MoveLabel("Contact", parent, before))


def test_what_a_moved_label_no_longer_fits_is_in_the_way(filled: Session) -> None:
    out = MoveLabel("Contact.Meet")
    with pytest.raises(SchemeError, match=r"Contact\.Meet cannot be Topic of Statement"):
        edit_scheme(filled, out)
    edit_scheme(filled, out, Unfit.DROP)
    assert errors(filled) == []


def test_a_project_that_only_warns_keeps_links_that_do_not_fit(filled: Session) -> None:
    filled.set_strictness(Strictness.WARN)
    edit_scheme(filled, MoveLabel("Contact.Meet"))
    assert len(filled.project.db.execute("SELECT id FROM argument WHERE role = 'Topic'").fetchall()) == 3


def test_two_roles_become_one_and_the_same_filler_stands_once(filled: Session) -> None:
    wide = Role("Speaker", ("PERSON", "Contact"), "*")
    edit_scheme(filled, ChangeRole("Statement", wide))
    edit_scheme(filled, ChangeRole("Statement", Role("Topic", ("PERSON", "Contact"))))
    for id_, layer, event, filler in filled.project.db.execute(
        "SELECT id, layer, event, filler FROM argument WHERE role = 'Speaker'"
    ).fetchall():
        filled.project.db.execute(
            "INSERT INTO argument VALUES (?, ?, ?, 'Topic', ?, '{}', 7)", (id_ + "x", layer, event, filler)
        )
    edit_scheme(filled, MergeRole(("Statement",), "Topic", "Speaker"))
    roles = filled.project.db.execute("SELECT event, role, filler, count(*) FROM argument GROUP BY 1, 2, 3").fetchall()
    assert {row[1] for row in roles} == {"Participant", "Place", "Speaker"}
    assert {row[3] for row in roles} == {1}


def test_roles_of_several_events_are_edited_together(session: Session) -> None:
    both = ("Contact.Meet", "Statement")
    edit_scheme(session, AddRole(both, Role("Time", ("MONEY",), "?"), before="Place"))
    assert events_with(session.scheme, "Time") == both
    assert [role.name for role in session.scheme.label("Contact.Meet").roles] == ["Participant", "Time", "Place"]
    edit_scheme(session, MoveRole(("Contact.Meet",), "Time"))
    assert session.scheme.label("Contact.Meet").roles[-1].name == "Time"
    edit_scheme(session, DeleteRole(both, "Time"))
    assert events_with(session.scheme, "Time") == ()
    with pytest.raises(SchemeError, match="not an event"):
        edit_scheme(session, AddRole(("PERSON",), Role("Time")))


def test_an_attribute_in_use_goes_only_with_its_values(filled: Session) -> None:
    with pytest.raises(SchemeError, match="no attribute “amount”"):
        edit_scheme(filled, DeleteAttribute("amount"))
    assert plan(filled.project, DeleteAttribute("amount")).touched.values == 3
    edit_scheme(filled, DeleteAttribute("amount"), Unfit.DROP)
    assert errors(filled) == []
    with pytest.raises(SchemeError, match="NAM"):
        edit_scheme(filled, DeleteChoice("mention", "NAM"))
    edit_scheme(filled, DeleteChoice("mention", "NAM", into="PRO"))
    assert filled.scheme.attribute("mention").default == "PRO"
    assert errors(filled) == []


def test_attributes_come_move_and_are_carried(session: Session) -> None:
    yes = Attribute("reported", AttributeKind.YES_NO, key="R", mark="“")
    edit_scheme(session, AddAttribute(yes, ("Statement", "PERSON"), before="amount"))
    assert [a.name for a in session.scheme.attributes] == ["mention", "negated", "reported", "amount", "remark"]
    edit_scheme(session, ChangeAttribute(yes, ("Statement",)))
    assert "reported" not in session.scheme.label("PERSON").attributes
    edit_scheme(session, MoveAttribute("reported"))
    assert session.scheme.attributes[-1] == yes


def test_everything_about_a_label_changes_at_once(filled: Session) -> None:
    meet = filled.scheme.label("Contact.Meet")
    roles = (replace(meet.roles[1], name="Where"), replace(meet.roles[0], name="Who"))
    edit = ChangeLabel(
        replace(meet, name="Meeting", parent="", roles=roles, hue="red"),
        "Contact.Meet",
        {"Participant": "Who", "Place": "Where"},
    )
    with pytest.raises(SchemeError, match="Meeting cannot be Topic of Statement"):
        edit_scheme(filled, edit)
    edit_scheme(filled, edit, Unfit.DROP)
    made = filled.scheme.label("Meeting")
    assert ([role.name for role in made.roles], made.parent, made.hue) == (["Where", "Who"], "", "red")
    assert errors(filled) == []
    filled.undo()
    assert filled.scheme.label("Contact.Meet") == meet


def test_everything_about_an_attribute_changes_at_once(filled: Session) -> None:
    before = snapshot(filled)
    after = Attribute("type", choices=(Choice("Name"), Choice("NOM"), Choice("PRO")), default="Name", required=True)
    edit_scheme(filled, ChangeAttribute(after, ("PERSON", "GPE", "MONEY"), "mention", {"NAM": "Name"}))
    assert filled.scheme.label("MONEY").attributes == ("amount", "type")
    assert filled.scheme.label("PERSON").attributes == ("type", "remark")
    assert errors(filled) == []
    filled.undo()
    assert snapshot(filled) == before


@pytest.mark.parametrize(
    ("edit", "because"),
    [
        (AddLabel(Label("GPE", "entity")), "already is a label"),
        (AddLabel(Label("X", "entity", key="P")), "key “P”"),
        (AddLabel(Label("X", "entity", parent="Y")), "no label “Y”"),
        (RenameLabel("PERSON", "GPE"), "already is a label"),
        (RenameLabel("NOBODY", "X"), "no label"),
        (MergeLabel("PERSON", "PERSON"), "into itself"),
        (MergeLabel("PERSON", "Statement"), "for event mentions"),
        (MergeLabel("Contact.Meet", "Contact"), "heading"),
        (RenameRole(("Statement",), "Topic", "Speaker"), "already is a role"),
        (RenameRole(("Statement",), "Nothing", "X"), "no role"),
        (RenameAttribute("mention", "remark"), "already is an attribute"),
        (RenameChoice("mention", "NAM", "NOM"), "already is a value"),
        (DeleteChoice("mention", "X"), "no value"),
        (ChangeLabel(Label("PERSON", "event")), "stays one"),
        (ChangeLabel(Label("GPE", "entity"), "PERSON"), "already is a label"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_touched(filled: Session, edit: Edit, because: str) -> None:
    before = snapshot(filled)
    with pytest.raises(SchemeError, match=because):
        edit_scheme(filled, edit, Unfit.DROP)
    assert snapshot(filled) == before


def test_nothing_changed_is_no_act(filled: Session) -> None:
    before = filled.undo_action
    assert edit_scheme(filled, RenameLabel("PERSON", "PERSON")).changes == ()
    assert filled.undo_action == before


def test_changes_are_made_apart_and_committed_by_the_session(filled: Session) -> None:
    found = plan(filled.project, RenameLabel("GPE", "PLACE"))
    told: list[int] = []
    made = changes_apart(filled, found)(Progress(lambda done, _total, _text: told.append(done)))
    assert told
    assert "GPE" in labels_in_use(filled)
    filled.commit(made, None)
    assert "GPE" not in labels_in_use(filled)
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(CancelledError):
        changes_apart(filled, plan(filled.project, RenameLabel("PLACE", "GPE")))(stopped)


# -- any edit of any scheme

NAMES = ("PERSON", "GPE", "MONEY", "Contact", "Contact.Meet", "Statement", "located", "New", "Contact.New", "مكان")
ROLES = ("Participant", "Place", "Speaker", "Topic", "Time")
ATTRIBUTES = ("mention", "negated", "amount", "remark", "tense")
VALUES = ("NAM", "NOM", "PRO", "other")
EVENTS = ("Contact", "Contact.Meet", "Statement", "New", "Contact.New")

names, roles, attributes, values = map(st.sampled_from, (NAMES, ROLES, ATTRIBUTES, VALUES))
some_names = st.lists(names, max_size=3, unique=True).map(tuple)
some_attributes = st.lists(attributes, max_size=3, unique=True).map(tuple)
events = st.lists(st.sampled_from(EVENTS), min_size=1, max_size=2, unique=True).map(tuple)
or_nothing = st.one_of(st.just(""), names)
any_role = st.builds(Role, roles, some_names, st.sampled_from("?1*+"), attributes=some_attributes)
any_attribute = st.builds(
    Attribute,
    attributes,
    st.sampled_from(AttributeKind),
    st.lists(values, min_size=1, max_size=3, unique=True).map(lambda found: tuple(map(Choice, found))),
)


def changed_label(name: str, said: dict[str, Any], new: str) -> Callable[[Scheme], Edit]:
    """A change of whatever label has this name when its turn comes; half of them also rename it."""

    def edit(scheme: Scheme) -> Edit:
        label = scheme.label(name)
        return ChangeLabel(replace(label, **said, name=new or name), name, {role.name: "Time" for role in label.roles})

    return edit


label_facts = st.fixed_dictionaries(
    {},
    optional={
        "attributes": some_attributes,
        "source": some_names,
        "target": some_names,
        "symmetric": st.booleans(),
        "abstract": st.booleans(),
        "hue": st.sampled_from(("red", "blue", "pink")),
        "key": st.sampled_from(("P", "Q", "")),
        "guideline": st.text(max_size=5),
        "parent": or_nothing,
        "examples": st.just((Example("[x] y", good=False),)),
    },
)
edits: st.SearchStrategy[Edit | Callable[[Scheme], Edit]] = st.one_of(
    st.builds(AddLabel, st.builds(Label, names, st.sampled_from(("entity", "event", "relation"))), or_nothing),
    st.builds(RenameLabel, names, names, st.booleans()),
    st.builds(MoveLabel, names, or_nothing, or_nothing),
    st.builds(MergeLabel, names, names),
    st.builds(DeleteLabel, names),
    st.builds(changed_label, names, label_facts, or_nothing),
    st.builds(ChangeScheme, st.text(max_size=4), st.text(max_size=4), st.booleans()),
    st.builds(AddRole, events, any_role, roles),
    st.builds(RenameRole, events, roles, roles),
    st.builds(MoveRole, events, roles, roles),
    st.builds(ChangeRole, st.sampled_from(EVENTS), any_role),
    st.builds(MergeRole, events, roles, roles),
    st.builds(DeleteRole, events, roles),
    st.builds(AddAttribute, any_attribute, some_names, attributes),
    st.builds(RenameAttribute, attributes, attributes),
    st.builds(MoveAttribute, attributes, attributes),
    st.builds(
        ChangeAttribute,
        any_attribute,
        st.one_of(st.none(), some_names),
        st.one_of(st.just(""), attributes),
        st.dictionaries(values, values, max_size=2),
    ),
    st.builds(DeleteAttribute, attributes),
    st.builds(RenameChoice, attributes, values, values),
    st.builds(DeleteChoice, attributes, values, st.one_of(st.just(""), values)),
)


@settings(max_examples=120)
@given(data=st.data())
def test_after_any_edits_nothing_misfits_and_each_undo_is_exact(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory, scheme: Scheme
) -> None:
    path: Path = tmp_path_factory.mktemp("edits") / "any.annotator"
    with Project.new(path, scheme) as project:
        fill(project)
        session = Session(project, LEILA)
        states = [snapshot(session)]
        for described, unfit in data.draw(st.lists(st.tuples(edits, st.sampled_from(Unfit)), min_size=2, max_size=8)):
            try:
                edit = described(session.scheme) if callable(described) else described
                found = plan(project, edit)
                done = edit_scheme(session, edit, unfit)
            except SchemeError:
                assert snapshot(session) == states[-1]
                continue
            if done.changes:
                # What was counted is what was changed, but for links that merged into one already there.
                assert len(done.changes) - 1 <= found.touched.records
                assert found.touched.losses == 0 or unfit is Unfit.DROP or found.touched.values
                states.append(snapshot(session))
        assert errors(session) == []
        for state in reversed(states[:-1]):
            session.undo()
            assert snapshot(session) == state
        assert errors(session) == []
