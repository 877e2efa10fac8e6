"""Arguments, relations and attributes by hand: with real keys and a real mouse, on the sample articles."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListView

from annotator.gui.article.areas import areas
from annotator.gui.link_offers import ChooseFiller, ChooseLabel, ChooseRelation, ChooseRole, Step
from annotator.gui.panels.inspector_role import RoleRow
from annotator.model.annotation import Mention, Value
from annotator.model.scheme import Label, Strictness
from annotator.services.arguments import add_argument, arguments_of
from annotator.services.session import Session
from tests.conftest import add_documents

K = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

ARABIC = "وبناء على ذلك"
GERMAN = "Am Nachmittag"


class Linker:
    """What a person does with links, on top of `hand`."""

    def __init__(self, hand) -> None:
        self.hand = hand
        self.view = hand.view
        self.session = hand.window.projects.session

    def mention(self, words: str, label: str, nth: int = 0) -> Mention:
        document = self.hand.window.reading.document
        return self.session.add_mention(document.id, self.hand.span(words, nth), label)

    def select(self, mention: Mention) -> None:
        self.view.setFocus()
        self.view.reveal(mention.span)
        self.hand.qtbot.mouseClick(self.view.viewport(), LEFT, pos=self.inside(mention))
        assert self.view.selected() == mention.id
        self.hand.qtbot.waitUntil(self.hand.window.actions_table.action("add_argument").isEnabled)

    def links(self, event: Mention) -> list[tuple[str, str]]:
        """Role and text of the fillers of an event."""
        return [(a.role, self.words(self.session.mention(a.filler))) for a in arguments_of(self.session, event.id)]

    def relations(self, mention: Mention) -> list[tuple[str, str]]:
        found = self.session.relations_with(mention.id)
        return [(r.label, self.words(self.session.mention(r.target))) for r in found]

    def words(self, mention: Mention) -> str:
        return mention.span.text(self.hand.text)

    # -- the card

    @property
    def card(self):
        return self.hand.window.later.linking._card

    @property
    def is_open(self) -> bool:
        return self.card is not None and self.card.isVisible()

    def offered(self) -> list[str]:
        rows = self.hand.window.findChild(QListView, "link_list").model()
        return [rows.index(row, 0).data() for row in range(rows.rowCount())]

    def step(self) -> Step | None:
        return self.hand.window.later.linking.step

    # -- the mouse

    def inside(self, mention: Mention) -> QPoint:
        return areas(self.view, mention.span)[0].center().toPoint()

    def tag(self, mention: Mention) -> QPoint:
        column = self.view.column
        for _index, top, placed in column.lay_between(0, column.height):
            for line, marks in zip(placed.layout.lines, placed.marks, strict=True):
                for tag in marks.tags:
                    if tag.mention.id == mention.id:
                        place = tag.rect.translated(0, line.y + top).translated(self.view.column_origin)
                        return place.center().toPoint()
        raise AssertionError(mention)

    def press(self, at: QPoint, modifiers=NONE) -> None:
        self.hand.qtbot.mousePress(self.view.viewport(), LEFT, modifiers, at)

    def move(self, at: QPoint, modifiers=NONE) -> None:
        port = self.view.viewport()
        moved = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(at),
            QPointF(port.mapToGlobal(at)),
            Qt.MouseButton.NoButton,
            LEFT,
            modifiers,
        )
        QApplication.sendEvent(port, moved)

    def let_go(self, at: QPoint, modifiers=NONE) -> None:
        self.hand.qtbot.mouseRelease(self.view.viewport(), LEFT, modifiers, at)
        QApplication.processEvents()

    def draw(self, begin: QPoint, end: QPoint, modifiers=NONE) -> None:
        self.press(begin, modifiers)
        self.move((begin + end) / 2, modifiers)
        self.move(end, modifiers)
        self.let_go(end, modifiers)


@pytest.fixture
def arabic(hand) -> Linker:
    hand.open_titled(ARABIC)
    return Linker(hand)


@pytest.fixture
def german(hand) -> Linker:
    hand.open_titled(GERMAN)
    return Linker(hand)


@pytest.fixture
def small(make_window, tmp_path, scheme) -> Linker:
    """On a project whose scheme gives no keys to roles, and E to a label; one place a meeting."""
    path = tmp_path / "small.annotator"
    labels = (*scheme.labels, Label("Escape", "event", key="E"))
    with Session.new(path, replace(scheme, labels=labels), "leila", "Small") as session:
        changes, texts = add_documents("Bob met Ann in Rome and then in Oslo, or so they say.")
        session.apply(changes, texts=texts)
    hand = make_window()
    assert hand.window.projects.open(path)
    hand.settle()
    return Linker(hand)


@pytest.fixture
def visit(arabic) -> tuple[Mention, Mention, Mention]:
    """A visit, its visitor and its host."""
    return (
        arabic.mention("زيارة دولة", "Movement.Visit"),
        arabic.mention("الأمين العام تو لام", "PERSON"),
        arabic.mention("كازاخستان", "GPE"),
    )


@pytest.fixture
def meeting(german) -> tuple[Mention, Mention, Mention]:
    """A meeting, who leads it, and the party's committee."""
    return (
        german.mention("Arbeitssitzung", "Contact.Meet"),
        german.mention("Generalsekretär To Lam", "PERSON"),
        german.mention("Parteikomitee", "ORG"),
    )


# -- arguments by key


def test_an_argument_by_three_keys(arabic, visit):
    event, _visitor, host = visit
    arabic.select(event)
    arabic.hand.press("e")
    assert arabic.offered()[0] == "Visitor PERSON, ORG, GPE or NORP required"
    arabic.hand.press("h")
    # The nearest that fits comes first.
    assert arabic.offered()[:3] == ["In the same sentence", "كازاخستان GPE", "الأمين العام تو لام PERSON"]
    arabic.hand.press(K.Key_Return)
    assert arabic.links(event) == [("Host", "كازاخستان")]
    assert arabic.hand.said == "‘كازاخستان’ is now Host of ‘زيارة دولة’"
    assert not arabic.is_open
    assert arabic.view.selected() == event.id
    arabic.hand.undo()
    assert arabic.links(event) == []
    assert host in arabic.session.layer(event.document).mentions


def test_the_next_argument_follows_at_once(arabic, visit):
    event, *_ = visit
    arabic.select(event)
    for key in ("e", "h", K.Key_Return, "e", "v", K.Key_Down, K.Key_Return):
        arabic.hand.press(key)
    assert arabic.links(event) == [("Host", "كازاخستان"), ("Visitor", "الأمين العام تو لام")]


def test_typing_finds_the_filler_without_regard_to_spelling(arabic, visit):
    event, *_ = visit
    arabic.select(event)
    arabic.hand.press("e")
    arabic.hand.press("v")
    arabic.hand.type("الامين")
    assert arabic.offered() == ["In the same sentence", "الأمين العام تو لام PERSON"]
    arabic.hand.press(K.Key_Return)
    assert arabic.links(event) == [("Visitor", "الأمين العام تو لام")]


def test_walking_the_candidates_lights_them_in_the_text(arabic, visit):
    event, visitor, host = visit
    arabic.select(event)
    arabic.hand.press("e")
    arabic.hand.press("v")
    assert arabic.view.paint_state().pointed == host.id
    arabic.hand.press(K.Key_Tab)
    assert arabic.view.paint_state().pointed == visitor.id
    assert arabic.view.selected() == event.id
    arabic.hand.press(K.Key_Backtab, SHIFT)
    assert arabic.view.paint_state().pointed == host.id
    arabic.hand.press(K.Key_Escape)
    assert arabic.view.paint_state().pointed is None
    assert arabic.view.paint_state().selected == {event.id}


def test_the_roles_are_walked_and_taken_without_their_keys(arabic, visit):
    event, *_ = visit
    arabic.select(event)
    arabic.hand.press("e")
    arabic.hand.press(K.Key_Down)
    arabic.hand.press(K.Key_Down)
    arabic.hand.press(K.Key_Return)
    assert arabic.step() == ChooseFiller(event, "Host")


def test_escape_goes_back_step_by_step(arabic, visit):
    event, *_ = visit
    arabic.select(event)
    arabic.hand.press("e")
    arabic.hand.press("v")
    arabic.hand.press(K.Key_Escape)
    assert arabic.step() == ChooseRole(event)
    arabic.hand.press(K.Key_Escape)
    assert not arabic.is_open
    assert arabic.view.hasFocus()
    assert arabic.view.selected() == event.id


def test_what_does_not_fit_comes_last_and_is_refused_with_what_would(arabic, visit):
    event, *_ = visit
    arabic.mention("37", "NUM")
    arabic.select(event)
    arabic.hand.press("e")
    arabic.hand.press("v")
    assert arabic.offered()[-2:] == ["Do not fit: Visitor takes PERSON, ORG, GPE or NORP", "37 NUM"]
    arabic.hand.type("37")
    arabic.hand.press(K.Key_Return)
    assert arabic.hand.said == "NUM cannot be Visitor of Movement.Visit; that takes PERSON or ORG or GPE or NORP."
    assert arabic.links(event) == []
    assert arabic.is_open  # to choose another


def test_a_project_that_only_warns_makes_it_and_warns(arabic, visit):
    event, *_ = visit
    arabic.mention("37", "NUM")
    arabic.hand.window.commands.run("warn_links")
    assert arabic.session.strictness is Strictness.WARN
    arabic.hand.qtbot.waitUntil(arabic.hand.window.actions_table.action("warn_links").isChecked)
    arabic.select(event)
    arabic.hand.press("e")
    arabic.hand.press("v")
    arabic.hand.type("37")
    arabic.hand.press(K.Key_Return)
    assert arabic.links(event) == [("Visitor", "37")]
    assert arabic.hand.window.messages.current.tone == "warn"
    arabic.hand.undo()
    arabic.hand.undo()
    assert not arabic.hand.window.actions_table.action("warn_links").isChecked()


def test_where_a_role_takes_one_the_new_filler_takes_its_place(small):
    event = small.mention("met", "Contact.Meet")
    for name in ("Rome", "Oslo"):
        small.mention(name, "GPE")
    small.select(event)
    for name in ("rome", "oslo"):
        small.hand.press(K.Key_E, CTRL | SHIFT)
        small.hand.press("2")  # the scheme gives no keys to roles
        small.hand.type(name)
        small.hand.press(K.Key_Return)
    assert small.links(event) == [("Place", "Oslo")]
    small.hand.undo()
    assert small.links(event) == [("Place", "Rome")]


def test_a_line_to_a_second_filler_offers_to_replace_the_first(small):
    event = small.mention("met", "Contact.Meet")
    rome, oslo = small.mention("Rome", "GPE"), small.mention("Oslo", "GPE")
    small.draw(small.tag(event), small.inside(rome))  # the only role that fits: made at once
    assert small.links(event) == [("Place", "Rome")]
    small.draw(small.tag(event), small.inside(oslo))
    assert small.hand.said == "Place of Contact.Meet takes one filler, not 2."
    assert small.links(event) == [("Place", "Rome")]
    small.hand.click(small.hand.child("message_action"))
    assert small.links(event) == [("Place", "Oslo")]


def test_an_entity_has_no_arguments(german, meeting):
    german.select(meeting[1])
    german.hand.press("e")
    assert not german.is_open
    assert german.hand.said.startswith("Arguments belong to events; this is an entity.")


@pytest.mark.parametrize(
    ("key", "place", "text"),
    [(0x62B, 18, "ث"), (0x5E7, 18, "ק"), (0x423, 18, "У")],
    ids=["arabic and persian", "hebrew", "russian"],
)
def test_keys_of_other_layouts_count_by_their_place(arabic, visit, key, place, text):
    event, *_ = visit
    arabic.select(event)
    for code, scan, letter in ((key, place, text), (0x631, 47, "ر")):  # E, then V
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(arabic.hand.focus(), QKeyEvent(kind, code, NONE, scan + 8, 0, 0, letter))
        QApplication.processEvents()
    assert arabic.step() == ChooseFiller(event, "Visitor")


def test_a_label_that_has_the_letter_keeps_it(small):
    """Whoever gives E to a label means the label; the action still has its other keys."""
    event = small.mention("met", "Contact.Meet")
    small.select(event)
    small.hand.press("e")
    assert not small.is_open
    assert small.session.mention(event.id).label == "Escape"
    small.hand.undo()
    small.select(event)
    small.hand.press(K.Key_E, CTRL | SHIFT)
    assert small.step() == ChooseRole(small.session.mention(event.id))


def test_the_command_palette_begins_one_too(german, meeting):
    event, *_ = meeting
    german.select(event)
    german.hand.press(K.Key_K, CTRL)
    german.hand.type("add an argument")
    german.hand.press(K.Key_Return)
    assert german.step() == ChooseRole(event)
    assert german.card.hasFocus()
    german.hand.press(K.Key_K, CTRL)  # another card takes the place of this one
    assert not german.is_open
    german.hand.press(K.Key_Escape)


def test_undo_of_the_event_takes_the_card_away(german):
    german.hand.double_click(german.hand.span("Arbeitssitzung"))
    german.hand.press("2")
    german.hand.qtbot.waitUntil(german.hand.window.actions_table.action("add_argument").isEnabled)
    german.hand.press("e")
    german.hand.press("p")
    german.hand.window.asking.undo()
    german.hand.qtbot.waitUntil(lambda: not german.is_open)
    assert german.step() is None


# -- new fillers


def test_selected_text_becomes_mention_and_filler_in_one_act(arabic, visit):
    event, *_ = visit
    arabic.select(event)
    arabic.hand.press("e")
    arabic.hand.press("v")
    span = arabic.hand.span("وزوجته")
    wife = arabic.hand.span("زوجته")
    assert span.start + 1 == wife.start
    arabic.hand.drag(wife)  # the prefix stays outside
    assert arabic.step() == ChooseLabel(event, "Visitor", wife)
    assert arabic.offered() == ["PERSON", "ORG", "GPE", "NORP"]
    arabic.hand.press("p")
    assert arabic.links(event) == [("Visitor", "زوجته")]
    assert ("PERSON", "زوجته") in arabic.hand.labelled()
    assert arabic.view.selected() == event.id
    arabic.hand.undo()
    assert arabic.links(event) == []
    assert ("PERSON", "زوجته") not in arabic.hand.labelled()


def test_enter_is_enough_where_only_one_label_fits(german, meeting):
    event, *_ = meeting
    german.select(event)
    german.hand.press("e")
    german.hand.press("d")
    german.hand.press(K.Key_F6)
    assert german.view.hasFocus()
    german.view.set_selection(german.hand.span("15. September"))
    german.hand.press(K.Key_Return)
    assert german.links(event) == [("Time", "15. September")]


def test_without_the_selection_mentions_are_asked_for_again(german, meeting):
    event, *_ = meeting
    german.select(event)
    german.hand.press("e")
    german.hand.press("p")
    german.hand.drag(german.hand.span("leitete"))
    assert isinstance(german.step(), ChooseLabel)
    german.hand.press(K.Key_Escape)
    assert german.step() == ChooseFiller(event, "Participant")
    german.hand.press(K.Key_Escape)
    assert german.step() == ChooseRole(event)


def test_a_label_that_does_not_fit_is_refused(german, meeting):
    event, *_ = meeting
    german.select(event)
    german.hand.press("e")
    german.hand.press("p")
    german.hand.drag(german.hand.span("15. September"))
    german.hand.press("d")
    assert "DATE cannot be Participant of Contact.Meet" in german.hand.said
    assert german.links(event) == []
    assert ("DATE", "15. September") not in german.hand.labelled()


def test_a_click_on_a_mention_takes_it_and_a_click_beside_closes(german, meeting):
    event, leader, committee = meeting
    german.select(event)
    german.hand.press("e")
    german.hand.press("p")
    german.hand.qtbot.mouseClick(german.view.viewport(), LEFT, pos=german.inside(leader))
    assert german.links(event) == [("Participant", german.words(leader))]
    assert german.view.selected() == event.id
    german.hand.press("e")
    german.hand.press("p")
    german.hand.qtbot.mouseClick(german.view.viewport(), LEFT, pos=QPoint(4, 4))
    assert not german.is_open
    assert len(german.links(event)) == 1
    assert committee in german.session.layer(event.document).mentions


def test_a_click_elsewhere_in_the_window_closes_the_card(german, meeting):
    german.select(meeting[0])
    german.hand.press("e")
    german.hand.click(german.hand.window.status_bar)
    assert not german.is_open


def test_another_document_closes_the_card(german, meeting):
    german.select(meeting[0])
    german.hand.press("e")
    german.hand.window.documents.step(-1)
    assert not german.is_open


# -- relations


def test_a_relation_by_key(german, meeting):
    _event, leader, committee = meeting
    german.select(leader)
    german.hand.press("c")
    assert [row.split(" ")[0] for row in german.offered()][:2] == ["Located", "Employment"]
    german.hand.press("2")
    german.hand.press(K.Key_Return)
    assert german.relations(leader) == [("Employment", german.words(committee))]
    assert german.hand.said == "Employment from ‘Generalsekretär To Lam’ to ‘Parteikomitee’"
    german.hand.undo()
    assert german.relations(leader) == []


def test_from_some_labels_no_relation_leads(german):
    date = german.mention("15. September", "DATE")
    german.select(date)
    german.hand.press("c")
    assert german.is_open
    assert german.card.findChild(QLineEdit, "link_search").isVisible() is False
    german.hand.press(K.Key_Return)
    german.hand.press(K.Key_Escape)
    assert german.relations(date) == []


# -- lines


def test_a_line_from_trigger_to_filler_asks_which_role(arabic, visit):
    event, visitor, _host = visit
    arabic.draw(arabic.tag(event), arabic.inside(visitor))
    assert arabic.is_open
    assert "Visitor required" in arabic.offered()
    assert "Time" not in " ".join(arabic.offered())
    arabic.hand.press("v")
    assert arabic.links(event) == [("Visitor", "الأمين العام تو لام")]
    assert arabic.view.selected() == event.id


def test_a_line_works_from_filler_to_trigger_too(arabic, visit):
    event, visitor, _host = visit
    arabic.draw(arabic.tag(visitor), arabic.inside(event))
    arabic.hand.press("c")
    assert arabic.links(event) == [("Companion", "الأمين العام تو لام")]


def test_the_only_link_that_fits_is_made_at_once(german):
    leader, post = german.mention("To Lam", "PERSON"), german.mention("amtierender Außenminister", "TITLE")
    german.view.reveal(post.span)
    german.view.settle()
    source = german.mention("Le Hoai Trung", "PERSON")
    german.draw(german.tag(source), german.inside(post))
    assert german.relations(source) == [("Holds-Title", "amtierender Außenminister")]
    assert not german.is_open
    assert german.relations(leader) == []


def test_alt_draws_from_the_text_of_a_mention(german, meeting):
    event, leader, _committee = meeting
    german.draw(german.inside(event), german.inside(leader), ALT)
    german.hand.press("p")
    assert german.links(event) == [("Participant", german.words(leader))]


def test_where_nothing_fits_it_is_said_what_would(german, meeting):
    _event, leader, _committee = meeting
    date = german.mention("15. September", "DATE")
    german.draw(german.tag(leader), german.inside(date))
    assert german.hand.said.startswith("No relation leads from PERSON to DATE; from PERSON lead Located, Employment")
    assert german.hand.window.messages.current.tone == "error"


def test_an_event_whose_roles_take_something_else_says_what(german):
    event, date = german.mention("leitete", "Contact.Receive"), german.mention("amtierender Außenminister", "TITLE")
    german.draw(german.tag(event), german.inside(date))
    assert german.hand.said == (
        "TITLE fits no role of Contact.Receive; there are Host (PERSON, ORG, GPE or NORP), "
        "Guest (PERSON, ORG, GPE or NORP), Place (GPE, LOC, FAC or ORG), Time (DATE)."
    )


def test_in_a_project_that_only_warns_a_line_offers_what_does_not_fit(german):
    event, date = german.mention("leitete", "Contact.Receive"), german.mention("15. September", "NUM")
    german.session.set_strictness(Strictness.WARN)
    german.draw(german.tag(event), german.inside(date))
    german.hand.press("d")
    assert german.links(event) == [("Time", "15. September")]
    assert german.hand.said == "NUM cannot be Time of Contact.Receive; that takes DATE."


def test_the_line_is_lit_by_what_fits_and_escape_gives_it_up(german, meeting):
    event, leader, _committee = meeting
    date = german.mention("15. September", "DATE")
    begin = german.tag(leader)
    german.view.setFocus()
    german.press(begin)
    german.move(german.inside(event))
    assert german.view.viewport().cursor().shape() is Qt.CursorShape.DragLinkCursor
    german.move(german.inside(date))
    assert german.view.viewport().cursor().shape() is Qt.CursorShape.ForbiddenCursor
    german.hand.press(K.Key_Escape)
    assert german.view.viewport().cursor().shape() is Qt.CursorShape.IBeamCursor
    german.let_go(german.inside(event))
    assert german.links(event) == []
    assert not german.is_open


def test_a_press_on_a_tag_without_a_move_still_selects(german, meeting):
    _event, leader, _committee = meeting
    german.hand.qtbot.mouseClick(german.view.viewport(), LEFT, pos=german.tag(leader))
    assert german.view.selected() == leader.id


def test_a_line_to_plain_text_makes_a_filler_of_the_word(german, meeting):
    event, *_ = meeting
    word = german.hand.span("Behörden")
    german.draw(german.tag(event), areas(german.view, word)[0].center().toPoint())
    german.hand.type("part org")
    assert german.offered() == []
    german.hand.focus().clear()
    german.hand.type("participant · org")
    german.hand.press(K.Key_Return)
    assert german.links(event) == [("Participant", "Behörden")]
    assert ("ORG", "Behörden") in german.hand.labelled()
    german.hand.undo()
    assert ("ORG", "Behörden") not in german.hand.labelled()


def test_a_line_to_the_selection_takes_the_selection(german, meeting):
    event, *_ = meeting
    span = german.hand.span("zuständigen Behörden")
    german.hand.drag(span)
    german.draw(german.tag(event), areas(german.view, span)[0].center().toPoint())
    german.hand.press(K.Key_Return)
    assert german.links(event) == [("Participant", "zuständigen Behörden")]


def test_an_entity_takes_no_plain_text(german, meeting):
    _event, leader, _committee = meeting
    word = german.hand.span("Behörden")
    german.draw(german.tag(leader), areas(german.view, word)[0].center().toPoint())
    assert german.hand.said.startswith("Only an event takes plain text as a filler.")


def test_a_line_out_of_the_article_is_told(german, meeting):
    _event, leader, _committee = meeting
    told = []
    german.view.link_released_outside.connect(lambda *facts: told.append(facts))
    begin = german.tag(leader)
    german.draw(begin, begin + QPoint(german.view.viewport().width(), 0))
    assert told[0][0] == leader.id
    assert german.relations(leader) == []


def test_a_line_near_the_edge_scrolls(german, meeting):
    event, *_ = meeting
    port = german.view.viewport()
    german.press(german.tag(event))
    german.move(QPoint(port.width() // 2, port.height() - 3))
    german.hand.qtbot.waitUntil(lambda: german.view.verticalScrollBar().value() > 0)
    german.hand.press(K.Key_Escape)
    german.let_go(QPoint(port.width() // 2, port.height() - 3))
    assert not german.is_open


# -- attributes by key


def values(linker: Linker, mention: Mention) -> dict[str, Value]:
    return dict(linker.session.mention(mention.id).attributes)


def test_several_attributes_by_key(arabic, visit):
    event, *_ = visit
    arabic.select(event)
    for key in ("q", "n", "f"):
        arabic.hand.press(key)
    assert (values(arabic, event)["polarity"], values(arabic, event)["tense"]) == ("Negative", "Future")
    arabic.hand.press("n")  # again: back to the default
    assert values(arabic, event)["polarity"] == "Positive"
    arabic.hand.press(K.Key_Return)
    assert arabic.view.hasFocus()
    assert arabic.view.selected() == event.id
    arabic.hand.press(K.Key_Delete)
    assert arabic.hand.said == "Deleted Movement.Visit ‘زيارة دولة’"


def test_another_mention_closes_the_attributes(arabic, visit):
    event, visitor, _host = visit
    arabic.select(event)
    arabic.hand.press("q")
    card = arabic.hand.child("attributes_card")
    assert card.isVisible()
    arabic.select(visitor)
    assert not card.isVisible()
    arabic.hand.press("q")
    arabic.hand.press("m")
    assert values(arabic, visitor)["mention_type"] == "NOM"


def test_what_has_to_be_typed_is_typed_in_the_right_column(german):
    date = german.mention("15. September", "DATE")
    german.select(date)
    german.hand.press("q")
    german.hand.press("1")  # the first free key: `value` has none
    assert german.hand.focus().objectName() == "attribute_value"
    german.hand.type("2025-09-15")
    german.hand.press(K.Key_Return)
    assert values(german, date)["value"] == "2025-09-15"


def test_a_label_without_attributes_says_so(german):
    title = german.mention("amtierender Außenminister", "TITLE")
    german.view.reveal(title.span)
    german.select(title)
    german.hand.press("q")
    assert german.hand.said == "TITLE has no attributes."


# -- what goes with what


def test_deleting_a_filler_says_which_argument_went_with_it(arabic, visit):
    event, visitor, _host = visit
    arabic.select(event)
    for key in ("e", "v", K.Key_Down, K.Key_Return):
        arabic.hand.press(key)
    arabic.select(visitor)
    arabic.hand.press(K.Key_Delete)
    assert arabic.hand.said == "Deleted PERSON ‘الأمين العام تو لام’, and with it: Visitor of ‘زيارة دولة’"
    arabic.hand.undo()
    assert arabic.links(event) == [("Visitor", "الأمين العام تو لام")]


def test_relabelling_that_breaks_links_offers_to_drop_them(arabic, visit):
    event, visitor, _host = visit
    arabic.select(event)
    for key in ("e", "v", K.Key_Down, K.Key_Return):
        arabic.hand.press(key)
    arabic.select(visitor)
    arabic.hand.press("d")
    assert arabic.session.mention(visitor.id).label == "PERSON"
    assert arabic.hand.window.messages.current.action.text == "Relabel and drop the link"
    arabic.hand.click(arabic.hand.child("message_action"))
    assert arabic.session.mention(visitor.id).label == "DATE"
    assert arabic.links(event) == []
    assert arabic.hand.said == "PERSON is now DATE; dropped 1 argument"
    arabic.hand.undo()
    assert arabic.links(event) == [("Visitor", "الأمين العام تو لام")]


def test_an_empty_role_of_the_inspector_asks_for_its_filler(arabic, visit):
    event, visitor, *_ = visit
    arabic.select(event)
    arabic.hand.window.inspector.fill_requested.emit(event.id, "Visitor")
    assert arabic.step() == ChooseFiller(event, "Visitor")
    arabic.hand.press(K.Key_Tab)
    arabic.hand.press(K.Key_Return)
    assert arabic.links(event) == [("Visitor", visitor.span.text(arabic.hand.text))]
    arabic.hand.window.inspector.fill_requested.emit(event.id, "")
    assert arabic.step() == ChooseRole(event)
    arabic.hand.press(K.Key_Escape)
    arabic.hand.window.inspector.relate_requested.emit(visitor.id)
    assert arabic.step() == ChooseRelation(visitor)


def test_undo_of_an_argument_shows_its_event(arabic, visit):
    event, visitor, *_ = visit
    add_argument(arabic.hand.window.projects.session, event.id, "Visitor", visitor.id)
    arabic.view.choose(None)
    arabic.hand.window.documents.step(1)
    arabic.hand.undo()
    assert arabic.view.selected() == event.id


def test_a_mention_is_dropped_on_a_role_of_the_inspector(arabic, visit):
    event, visitor, *_ = visit
    arabic.select(event)
    hand = arabic.hand
    rows = hand.window.inspector.findChildren(RoleRow)
    row = next(row for row in rows if row.isVisible() and row.name == "Companion")
    inspector = hand.window.inspector
    # The form has just been made: it is laid out with the next events.
    hand.qtbot.waitUntil(lambda: inspector.role_at(row.mapToGlobal(row.rect().center())) == "Companion")
    over = arabic.view.viewport().mapFromGlobal(row.mapToGlobal(row.rect().center()))
    tag = arabic.tag(visitor)
    arabic.press(tag)
    arabic.move(tag + QPoint(8, 8))
    arabic.move(over)
    assert [row.name for row in rows if row.isVisible() and row._is_lit] == ["Companion"]
    arabic.let_go(over)
    assert [row.name for row in rows if row.isVisible() and row._is_lit] == []
    assert arabic.links(event) == [("Companion", arabic.words(visitor))]
    assert arabic.view.selected() == event.id
