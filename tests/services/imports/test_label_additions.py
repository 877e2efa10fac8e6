"""What an import adds to a scheme: one edit, with hues and keys that are free."""

from dataclasses import replace

from annotator.model.annotation import Kind
from annotator.model.scheme import Attribute, AttributeKind, Choice, Scheme
from annotator.services.imports.label_additions import AddNames


def test_a_new_label_has_a_free_hue_and_a_key_of_its_name(scheme: Scheme) -> None:
    after = AddNames({"City": "entity", "Gang": "entity", "Elk": "entity"}).outcome(scheme).scheme
    city, gang, elk = after.label("City"), after.label("Gang"), after.label("Elk")
    assert len({city.hue, gang.hue, elk.hue, "green", "ochre", "cyan"}) == 6
    # C and E do something else in the article, G and P are taken, and so is K by then.
    assert (city.key, gang.key, elk.key) == ("I", "A", "L")


def test_three_hundred_labels_fit_and_the_last_ones_have_no_keys(scheme: Scheme) -> None:
    after = AddNames({f"label_{number}": "entity" for number in range(300)}).outcome(scheme).scheme
    assert len(after.labels) == len(scheme.labels) + 300
    keys = [label.key for label in after.labels if label.key]
    assert len(keys) == len(set(keys))
    assert after.label("label_299").key == ""


def test_a_dotted_name_stands_below_its_parent(scheme: Scheme) -> None:
    after = AddNames({"Contact.Call": "event", "Other.Call": "event"}).outcome(scheme).scheme
    assert (after.label("Contact.Call").parent, after.label("Other.Call").parent) == ("Contact", "")


def test_what_the_scheme_has_only_allows_more(scheme: Scheme) -> None:
    edit = AddNames(
        {"City": "entity"},
        {"Contact.Meet": ("Means",)},
        {("Contact.Meet", "Place"): ("City",)},
        {"located": (("PERSON", "City"),)},
        (Attribute("gender", choices=(Choice("f"), Choice("m"))),),
        {"City": ("mention", "gender"), "GPE": ("gender",)},
        {("Contact.Meet", "Place"): ("negated",)},
        {"mention": ("NEW",)},
    )
    after = edit.outcome(scheme).scheme
    after.check_argument("Contact.Meet", "Place", "City", {"negated": True})
    after.check_argument("Contact.Meet", "Place", "GPE", {})
    after.check_argument("Contact.Meet", "Means", "MONEY", {})
    after.check_relation("located", "PERSON", "City", {})
    after.check_mention(Kind.ENTITY, "City", {"mention": "NEW", "gender": "f"})
    assert after.label("Contact.Meet").roles[1].cardinality == "?"
    assert after.label("Contact.Meet").roles[1].fillers == ("GPE", "City")


def test_keys_of_attributes_that_would_mean_two_things_give_way(scheme: Scheme) -> None:
    def keyed(attribute: Attribute) -> Attribute:
        return replace(attribute, key="X") if attribute.kind is AttributeKind.YES_NO else attribute

    attributes = (*map(keyed, scheme.attributes), Attribute("other", AttributeKind.YES_NO, key="X"))
    wide = replace(scheme, attributes=attributes)
    after = AddNames(of_labels={"GPE": ("negated", "other")}).outcome(wide).scheme
    assert [after.attribute(name).key for name in ("negated", "other")] == ["X", ""]


def test_nothing_is_nothing(scheme: Scheme) -> None:
    assert AddNames().is_empty
    assert AddNames().outcome(scheme).scheme == scheme
    assert not AddNames({"City": "entity"}).is_empty
