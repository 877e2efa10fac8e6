"""Decisions in the file: written, read, refused, counted."""

from dataclasses import replace

import pytest

from annotator.model.annotation import GOLD, Annotator
from annotator.model.change import Act, now
from annotator.model.decision import Aspect, Decision, Source, Verdict
from annotator.model.ids import AnnotatorName, DecisionId, DocumentId, new_id
from annotator.model.span import Span
from annotator.services.session import Session
from annotator.storage import Mode, ProjectError
from annotator.storage.deciding import decision_counts, has_decided, newest_decisions
from annotator.storage.project import Project
from tests.conftest import LEILA, OMAR, damages


@pytest.fixture
def decision(session: Session, document: DocumentId) -> Decision:
    """One that leila can have made."""
    session.apply([Act("test", LEILA).change(None, Annotator(LEILA, now()))])
    source = Source(OMAR, new_id(), "GPE", Span(((0, 2), (4, 6))), {"mention": "NAM", "sure": True, "n": 2.5}, ("x",))
    about = (DecisionId(new_id()), document, LEILA, now(), Aspect.ATTRIBUTE, Verdict.TAKEN)
    return Decision(*about, (source,), (OMAR,), (new_id(),), "mention", "slip", "“ق”\n")


def write(session: Session, decision: Decision) -> None:
    session.apply([Act("gold.decide", LEILA).change(None, decision)])


def test_it_reads_back_as_it_was_also_from_the_journal(session: Session, decision: Decision) -> None:
    write(session, decision)
    assert session.project.decisions(decision.document) == (decision,)
    assert session.project.contents(decision.document, GOLD).decisions == (decision,)
    assert session.project.contents(decision.document, LEILA).decisions == ()
    assert session.history(decision.id)[0].after == decision
    with Project.open(session.path, Mode.READ) as reader:
        assert has_decided(reader.db, LEILA)
        assert not has_decided(reader.db, OMAR)
        assert decision_counts(reader.db) == (1, 1)
    session.bin([decision.document])
    assert decision_counts(session.project.db) == (0, 0)
    assert damages(session.path) == []
    session.undo()
    session.undo()
    assert session.project.decisions(decision.document) == ()


def test_the_newest_come_first_by_what_they_are_about(session: Session, decision: Decision) -> None:
    def made(label: str, **other: object) -> Decision:
        source = replace(decision.sources[0], label=label)
        return replace(decision, id=DecisionId(new_id()), sources=(source,), **other)  # type: ignore[arg-type]

    gpe, quoted = made("GPE"), made('a "b" \\ ü')
    named = {"label": "GPE", "n": '"label":"GPE"'}
    like = replace(made("PERSON"), sources=(replace(decision.sources[0], label="PERSON", attributes=named),))
    agreed, mention = made("GPE", verdict=Verdict.AGREED), made("GPE", aspect=Aspect.MENTION, name="")
    some = [gpe, quoted, like, agreed, mention]
    for one in some:
        write(session, one)
    aspects, both = (Aspect.ATTRIBUTE, Aspect.MENTION), (Verdict.TAKEN, Verdict.AGREED)

    def found(labels: tuple[str, ...], aspects: tuple[Aspect, ...] = aspects) -> list[Decision]:
        return list(newest_decisions(session.project.db, aspects, labels, both))

    assert found(()) == some[::-1]
    assert found(("GPE",)) == [mention, agreed, gpe]
    assert found(("GPE",), (Aspect.ATTRIBUTE,)) == [agreed, gpe]
    assert found(('a "b" \\ ü', "PERSON")) == [like, quoted]
    assert list(newest_decisions(session.project.db, aspects, ("GPE",), (Verdict.TAKEN,))) == [mention, gpe]
    session.bin([decision.document])
    assert found(()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"annotator": GOLD},
        {"name": ""},
        {"aspect": Aspect.SPAN},
        {"comment": "x" * 10_001},
        {"reason": "x" * 10_001},
        {"taken": (AnnotatorName(""),)},
        {"taken": (AnnotatorName("\n"),)},
        {"gold": ("",)},
        {"sources": (Source(AnnotatorName("x" * 101)),)},
        {"sources": (Source(OMAR, "x" * 101),)},
        {"sources": (Source(OMAR, ends=("x" * 101,)),)},
        {"sources": (Source(OMAR, label="x" * 1_001),)},
        {"sources": (Source(OMAR),) * 10_001},
        {"document": DocumentId("no such")},
        {"annotator": OMAR},  # whom the project does not know
    ],
)
def test_what_nobody_can_have_decided_is_refused(
    session: Session, decision: Decision, wrong: dict[str, object]
) -> None:
    with pytest.raises(ProjectError):
        write(session, replace(decision, **wrong))  # type: ignore[arg-type]
    assert session.project.decisions(decision.document) == ()
