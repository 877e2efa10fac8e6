"""The guideline of the label at hand."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from annotator.gui.panels.guideline import GuidelinePanel
from annotator.gui.panels.guideline_parts import ExampleCard
from annotator.gui.theme import Theme
from annotator.gui.widgets.marked import Passage
from annotator.model.change import Act
from annotator.model.ids import AnnotatorName
from annotator.model.scheme import Attribute, Choice, Example, Label, Role, Scheme
from annotator.model.span import Span
from annotator.services.session import Session
from annotator.storage import Project
from tests.conftest import add_documents

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def scheme() -> Scheme:
    return Scheme(
        "guided",
        attributes=(
            Attribute(
                "polarity",
                choices=(Choice("Positive"), Choice("Negative", names={"en": "Denied", "ar": "منفي"})),
                default="Positive",
                names={"ar": "القطبية"},
                guideline="Denied: it did not happen.",
            ),
        ),
        labels=(
            Label("PERSON", "entity", hue="green", key="P", names={"en": "Person", "ar": "شخص"}),
            Label("Contact", "event", abstract=True, guideline="<b>People</b> are in touch."),
            Label(
                "Contact.Meet",
                "event",
                parent="Contact",
                hue="violet",
                key="Shift+M",
                names={"en": "Meeting", "ar": "لقاء"},
                guideline="Two or more come together.",
                attributes=("polarity",),
                roles=(
                    Role("Participant", ("PERSON",), "+", "A", {"ar": "مشارك"}, "Who came."),
                    Role("Place", cardinality="?"),
                    Role("Host", cardinality="1"),
                    Role("Pair", cardinality="{2}"),
                    Role("Topic"),
                ),
                examples=(
                    Example("[traf] gestern mit ihm [zusammen]", "de"),
                    Example("[التقى] الأمين العام", "ar"),
                    Example("[leitete] eine Sitzung", "de", good=False, why="The noun is the meeting."),
                ),
            ),
        ),
    )


@pytest.fixture
def panel(qtbot, session):
    made = GuidelinePanel()
    qtbot.addWidget(made)
    made.set_session(session)
    session.subscribe(made.session_changed)
    made.resize(328, 700)
    made.show()
    return made


def words(panel) -> list[str]:
    """Everything that labels and passages say, in the order of the page."""
    body = panel.findChild(QWidget, "guideline_scroll").widget()
    shown = [w for w in body.findChildren(QWidget) if isinstance(w, QLabel | Passage)]
    return [w.text() if isinstance(w, QLabel) else w.marked.text for w in shown]


def test_the_page_says_everything_about_a_label(panel):
    panel.set_armed("Contact.Meet")
    said = words(panel)
    assert panel.findChild(QWidget, "guideline_title").accessibleName() == "Meeting"
    for text in (
        "Contact",
        "<b>People</b> are in touch.",
        "Contact.Meet",
        "Two or more come together.",
        "Right",
        "Wrong",
        "The noun is the meeting.",
        "one or more, required",
        "Person",
        "Who came.",
        "none or one",
        "exactly one, required",
        "exactly 2, required",
        "any number",
        "Any mention",
        "Positive, if nothing is said  ·  Denied (Negative)",
        "Denied: it did not happen.",
    ):
        assert text in said, text
    assert said.index("<b>People</b> are in touch.") < said.index("Two or more come together.")


def test_names_are_in_the_interface_language(panel):
    panel.set_language("ar_EG")
    panel.set_armed("Contact.Meet")
    assert panel.findChild(QWidget, "guideline_title").accessibleName() == "لقاء"
    assert {"مشارك", "شخص", "القطبية", "Place"} <= set(words(panel))


def test_brackets_become_marks_in_the_examples_own_direction(panel):
    panel.set_armed("Contact.Meet")
    cards = panel.findChildren(ExampleCard)
    assert [card.objectName() for card in cards] == ["guideline_good", "guideline_good", "guideline_bad"]
    german, arabic, _bad = (card.passage for card in cards)
    assert german.marked.text == "traf gestern mit ihm zusammen"
    assert [german.marked.text[a:b] for a, b in german.marked.marks] == ["traf", "zusammen"]
    assert arabic._direction is Qt.LayoutDirection.RightToLeft
    assert [arabic.marked.text[a:b] for a, b in arabic.marked.marks] == ["التقى"]


def test_a_label_without_a_guideline_says_so(panel):
    panel.set_armed("PERSON")
    assert "The scheme says nothing about this label." in words(panel)


def test_armed_before_selected_before_pointed(panel, session, document):
    assert panel.at_hand() is None
    panel.set_pointed("PERSON")
    assert panel.shown == "PERSON"
    panel.set_pointed("")
    assert panel.shown == "PERSON"
    mention = session.add_mention(document, Span.of(0, 3), "Contact.Meet")
    panel.show_place(document, mention.id)
    assert panel.shown == "Contact.Meet"
    session.relabel([mention.id], "PERSON")
    assert panel.shown == "PERSON"
    panel.set_armed("Contact.Meet")
    assert panel.shown == "Contact.Meet"
    panel.set_armed(None)
    session.delete([mention.id])
    assert panel.shown == "PERSON"
    panel.set_session(None)
    assert panel.shown is None


def test_a_new_scheme_is_read_at_once(panel, session, scheme):
    panel.set_armed("PERSON")
    labels = tuple(
        replace(label, guideline="Names of people.") if label.name == "PERSON" else label for label in scheme.labels
    )
    new = replace(scheme, version=2, labels=labels)
    session.apply([Act("scheme.edit", AnnotatorName("leila")).change(session.scheme, new)])
    assert "Names of people." in words(panel)


def test_nobody_looking_nothing_is_made(panel):
    panel.hide()
    panel.set_armed("PERSON")
    assert panel.findChild(QWidget, "guideline_title") is None
    panel.show()
    assert panel.findChild(QWidget, "guideline_title").accessibleName() == "Person"


def test_it_can_be_painted_in_both_themes_and_directions(panel):
    panel.set_armed("Contact.Meet")
    pictures = []
    for mode in ("light", "dark"):
        panel.set_theme(Theme(mode))
        for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
            panel.setLayoutDirection(direction)
            pictures.append(panel.grab().toImage())
    assert all(one != other for n, one in enumerate(pictures) for other in pictures[:n])


def test_every_label_of_the_shipped_scheme_has_a_page(qtbot, tmp_path):
    from annotator.services.opening import shipped_scheme  # noqa: PLC0415

    with Project.new(tmp_path / "news.annotator", shipped_scheme()) as project:
        session = Session(project, "leila")
        changes, texts = add_documents("x")
        session.apply(changes, texts=texts)
        panel = GuidelinePanel()
        qtbot.addWidget(panel)
        panel.set_session(session)
        panel.show()
        for label in shipped_scheme().labels:
            panel.set_armed(label.name)
            assert panel.shown == label.name
            assert len(panel.findChildren(ExampleCard)) >= len(label.examples)
