"""What the command palette finds, and in which order."""

from annotator.gui.actions import SPECS, Scope
from annotator.gui.command_search import Found, search


class Everything:
    """Stands for actions of which all can be done."""

    def enabled(self):
        return (spec for spec in SPECS if spec.scope is not Scope.GESTURE)


def found(query, session=None):
    return [(entry.found, entry.text) for entry in search(query, Everything(), session)]


def test_a_hit_at_the_beginning_comes_first(qapp):
    assert found("re")[0] == (Found.ACTION, "Redo")


def test_all_words_must_match_in_any_order(qapp):
    assert found("text larger") == [(Found.ACTION, "Larger text")]


def test_a_prefix_asks_for_one_kind_only(session, document):
    assert {kind for kind, _text in found("#", session)} == {Found.LABEL}
    assert {kind for kind, _text in found(">", session)} == {Found.ACTION}
    assert found("@article", session) == [(Found.DOCUMENT, "Article 1")]


def test_headings_and_relations_are_no_labels_for_text(session):
    assert [text for _kind, text in found("#", session)] == ["PERSON", "GPE", "MONEY", "Contact.Meet", "Statement"]


def test_matches_are_places_in_the_text(session):
    (entry,) = search("#meet", Everything(), session)
    assert [entry.text[slice(*match)] for match in entry.matches] == ["Meet"]


def test_arabic_is_found_without_its_vowel_signs(session, document):
    session.rename(document, "زِيَارَةُ دَوْلَةٍ")
    (entry,) = search("@زيارة", Everything(), session)
    assert [entry.text[slice(*match)] for match in entry.matches] == ["زِيَارَةُ"]


def test_nothing_is_nothing(session):
    assert found("qqq", session) == []
