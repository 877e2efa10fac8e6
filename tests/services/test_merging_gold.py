"""The adjudicated layer travels with its decisions: from whoever decides to those whose labels it is about."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.model.annotation import GOLD
from annotator.model.change import Act
from annotator.model.decision import Decision
from annotator.model.decision import Verdict as How
from annotator.model.ids import AnnotatorName, DecisionId, DocumentId, new_id
from annotator.model.scheme import Scheme
from annotator.services.adjudication.choices import Why
from annotator.services.adjudication.deciding import none, take
from annotator.services.adjudication.gold_start import Start, start_gold
from annotator.services.adjudication.outcomes import Fate, outcomes
from annotator.services.exports.bundling import bundle
from annotator.services.exports.exporting import ExportChoice, export
from annotator.services.merges.merging import Verdict
from annotator.services.session import Session
from tests.conftest import ARABIC, LEILA, OMAR, add_documents, damages
from tests.copies import act_count, contents, copy, merge, state
from tests.services.adjudicated import JUDGE, case_at, label

Send = Callable[[Path], Path]


def _whole(project: Path) -> Path:
    return project


def _bundled(project: Path) -> Path:
    out = project.with_name(f"sent {new_id()}.annotator")
    bundle(project, out, ExportChoice("bundle", ("gold",)))
    return out


def _lines(project: Path) -> Path:
    out = project.with_name(f"sent {new_id()}.jsonl")
    export(project, out, ExportChoice(annotators=("gold",)))
    return out


every_way = pytest.mark.parametrize("send", [_whole, _bundled, _lines], ids=["project", "bundle", "lines"])


@pytest.fixture
def judged(tmp_path: Path, scheme: Scheme) -> Path:
    """The judge's project with leila's and omar's layers and nothing decided yet."""
    path = tmp_path / "judge.annotator"
    with Session.new(path, scheme, JUDGE) as session:
        changes, texts = add_documents(ARABIC)
        session.apply(changes, texts=texts)
        (document,) = session.project.document_ids()
        label(session, LEILA, document, (0, 4, "PERSON"), (5, 16, "PERSON"))
        label(session, OMAR, document, (0, 4, "GPE"), (5, 16, "PERSON"))
    return path


@pytest.fixture
def mine(judged: Path) -> Path:
    """Leila's copy of it."""
    return copy(judged, "leila.annotator")


def _document(project: Path) -> DocumentId:
    with Session.open(project, LEILA) as session:
        return next(iter(session.project.document_ids()))


def _decide(project: Path) -> None:
    with Session.open(project, JUDGE) as judge:
        start_gold(judge, Start())
        take(judge, case_at(judge, _first(judge), 0), OMAR, Why("slip"))


def _first(session: Session) -> DocumentId:
    return next(iter(session.project.document_ids()))


@every_way
def test_the_annotators_see_what_became_of_their_labels(judged: Path, mine: Path, send: Send) -> None:
    _decide(judged)
    own = contents(mine, _document(mine), LEILA)
    plan = merge(mine, send(judged), LEILA)
    assert {layer.annotator: layer.verdict for layer in plan.layers}[GOLD] is Verdict.NEW
    document = _document(mine)
    assert contents(mine, document, GOLD) == contents(judged, document, GOLD)
    assert contents(mine, document, LEILA) == own
    with Session.open(mine, LEILA) as session:
        found = {outcome.fate: outcome.reason for outcome in outcomes(session, document, LEILA)}
        assert found == {Fate.CORRECTED: "slip", Fate.ACCEPTED: ""}
    acts = act_count(mine)
    assert not merge(mine, send(judged), LEILA).changes_anything
    assert act_count(mine) == acts
    assert damages(mine) == []


@every_way
def test_later_decisions_come_and_earlier_ones_do_not(judged: Path, mine: Path, send: Send) -> None:
    _decide(judged)
    early = copy(judged, "early.annotator")
    merge(mine, send(judged), LEILA)
    with Session.open(judged, JUDGE) as judge:
        none(judge, case_at(judge, _first(judge), 5))
    sent, document = send(judged), _document(mine)
    assert [layer.verdict for layer in merge(mine, sent, LEILA).layers if layer.annotator == GOLD] == [Verdict.NEWER]
    assert contents(mine, document, GOLD) == contents(judged, document, GOLD)
    before = state(mine)
    (left,) = [layer for layer in merge(mine, send(early), LEILA).layers if layer.annotator == GOLD]
    assert left.verdict is Verdict.LEFT
    assert left.reason
    assert state(mine) == before
    with Session.open(mine, LEILA) as session:
        while session.undo_action == "layer.merge":
            session.undo()
    assert contents(mine, document, GOLD).decisions == ()


@every_way
def test_who_decides_here_takes_nobody_elses_gold_unless_it_is_named(judged: Path, mine: Path, send: Send) -> None:
    _decide(judged)
    merge(mine, send(judged), LEILA)
    with Session.open(judged, JUDGE) as judge:
        none(judge, case_at(judge, _first(judge), 5))
    before = state(judged)
    plan = merge(judged, send(mine), JUDGE)
    assert plan.is_complete
    assert GOLD not in plan.annotators
    assert state(judged) == before
    assert merge(judged, send(mine), JUDGE, [GOLD]).layers[0].verdict is Verdict.LEFT


def test_nobody_decides_in_the_name_of_whoever_merges(judged: Path, mine: Path) -> None:
    _decide(judged)
    with Session.open(judged, JUDGE) as judge:
        act = Act("gold.decide", JUDGE)
        document = _first(judge)
        old = judge.project.decisions(document)[0]
        forged = Decision(DecisionId(new_id()), document, LEILA, old.created, old.aspect, How.WRONG, old.sources)
        judge.apply([act.change(None, forged)])
    (left,) = [layer for layer in merge(mine, judged, LEILA).layers if layer.annotator == GOLD]
    assert (left.verdict, "decisions of yours" in left.reason) == (Verdict.LEFT, True)
    assert merge(mine, judged, LEILA, [GOLD]).layers[0].verdict is Verdict.NEW


def test_decisions_may_speak_of_what_is_not_there(judged: Path, mine: Path) -> None:
    """Somebody's labels, and somebody, that this project does not have: history, and no damage."""
    with Session.open(judged, JUDGE) as judge:
        zed = AnnotatorName("zed")
        label(judge, zed, _first(judge), (31, 33, "GPE"))
        take(judge, case_at(judge, _first(judge), 31), zed)
    merge(mine, _bundled(judged), LEILA)
    with Session.open(mine, LEILA) as session:
        assert AnnotatorName("zed") not in {annotator.name for annotator in session.annotators()}
        case = case_at(session, _first(session), 31)
        assert ([mention.label for mention in case.gold], case.state) == (["GPE"], "decided")
    assert damages(mine) == []
