"""The inspector on a real session, and a small article with an event to look at in it."""

from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication

from annotator.gui.panels.inspector import Inspector
from annotator.gui.panels.inspector_chip import LinkChip
from annotator.gui.panels.inspector_role import EmptyRole
from annotator.gui.theme import load_fonts
from annotator.model.annotation import Mention
from annotator.model.ids import DocumentId
from annotator.model.scheme import Attribute, AttributeKind, Choice, Label, Role, Scheme
from annotator.model.span import Span
from annotator.services.arguments import add_argument, arguments_of
from annotator.services.schemes.files import apply_scheme
from annotator.services.session import Session


def span_of(session: Session, document: DocumentId, words: str) -> Span:
    start = session.text(document).index(words)
    return Span.of(start, start + len(words))


@pytest.fixture
def inspector(qtbot, session):
    load_fonts()
    made = Inspector()
    qtbot.addWidget(made)
    made.set_session(session)
    session.subscribe(made.session_changed)
    made.resize(328, 900)
    made.show()
    return made


@pytest.fixture(scope="session")
def rich_scheme() -> Scheme:
    """Events whose arguments have attributes of every kind, and relations of both sorts."""
    attributes = (
        Attribute("realis", AttributeKind.YES_NO, default=True, names={"ar": "واقع"}),
        Attribute("certain", choices=(Choice("high"), Choice("low", mark="?")), default="high"),
        Attribute("share", AttributeKind.NUMBER),
        Attribute("remark", AttributeKind.TEXT),
    )
    every = tuple(attribute.name for attribute in attributes)
    people, places = ("PERSON",), ("GPE",)
    visit = (
        Role("Visitor", people, "+", "V", {"ar": "الزائر"}, "Who travels.", every),
        Role("Companion", people),
        Role("Place", places, "1", "L"),
        Role("Cause"),
    )
    located = {"en": "Located in"}
    labels = (
        Label("PERSON", "entity", hue="green", names={"en": "Person"}),
        Label("GPE", "entity", hue="ochre"),
        Label("Visit", "event", hue="magenta", roles=visit),
        Label("Say", "event", roles=(Role("Speaker", people, "{2}"), Role("Topic"))),
        Label("located", "relation", source=people, target=places, names=located, attributes=every),
        Label("born", "relation", source=people, target=places),
        Label("kin", "relation", source=people, target=people, symmetric=True),
    )
    return Scheme("rich", attributes=attributes, labels=labels)


@dataclass
class Story:
    """A visit with three visitors, and what else there is.

    Attributes:
        visit: The event; `lam`, `wife` and `third` are its visitors in this order, nothing else is filled.
        place: Fills nothing.
    """

    session: Session
    visit: Mention
    lam: Mention
    wife: Mention
    third: Mention
    place: Mention

    def fillers(self, role: str) -> list[str]:
        """Texts of the fillers of a role, as stored."""
        found = [a for a in arguments_of(self.session, self.visit.id) if a.role == role]
        return [self.text(self.session.mention(a.filler)) for a in found]

    def text(self, mention: Mention) -> str:
        return mention.span.text(self.session.text(mention.document))


@pytest.fixture
def story(session, document, rich_scheme) -> Story:
    apply_scheme(session, rich_scheme)
    words = {"visit": "وصل", "lam": "الأمين العام", "wife": "الأمين", "third": "CICA", "place": "كازاخستان"}
    labels = {"visit": "Visit", "place": "GPE"}
    made = {
        name: session.add_mention(document, span_of(session, document, text), labels.get(name, "PERSON"))
        for name, text in words.items()
    }
    for name in ("lam", "wife", "third"):
        add_argument(session, made["visit"].id, "Visitor", made[name].id)
    return Story(session, **made)


def chips(inspector) -> list[LinkChip]:
    """The chips that are shown, from above."""
    QApplication.processEvents()
    shown = [chip for chip in inspector.findChildren(LinkChip) if chip.isVisible()]
    return sorted(shown, key=lambda chip: chip.mapTo(inspector, chip.rect().topLeft()).y())


def chip_of(inspector, text: str) -> LinkChip:
    (found,) = [chip for chip in chips(inspector) if chip.text() == text]
    return found


def empty_roles(inspector) -> list[str]:
    return [role.accessibleName() for role in inspector.findChildren(EmptyRole) if role.isVisible()]
