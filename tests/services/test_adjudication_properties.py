"""Whatever people have labelled: deciding everything as one has it makes gold the same, and undo leaves nothing."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.annotation import GOLD, Annotator, Argument, Cluster, Comment, Layer, Mention, Relation
from annotator.model.change import Act, Record
from annotator.model.document import Sha256
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.adjudication.cases import State
from annotator.services.adjudication.choices import Both, Choice, Nothing, Take
from annotator.services.adjudication.deciding import all_wrong, both, edit, none, reopen, save
from annotator.services.adjudication.gold_rules import Rule
from annotator.services.adjudication.gold_start import Start, plan_gold, start_gold
from annotator.services.adjudication.progress import progress_of
from annotator.services.exports.exporting import ExportChoice, export
from annotator.services.imports.importing import ImportOptions, import_into
from annotator.services.session import Session
from tests.conftest import ARABIC, LEILA, OMAR, add_documents, damages
from tests.copies import state
from tests.services.adjudicated import JUDGE, SARA, assert_gold_is, board, decide_all, gold, take_or_leave
from tests.services.test_merge_properties import moves, work
from tests.services.test_round_trip import PEOPLE, SCHEME, projects

Made = tuple[list[Record], dict[Sha256, str]]
Move = tuple[str, int, int, int]


def _of_three(made: Made) -> Made:
    """The same layers, but gold's are sara's, and nobody comments."""
    records, texts = made
    return [_saras(record) for record in records if not isinstance(record, Comment)], texts


def _saras(record: Record) -> Record:
    if isinstance(record, Annotator) and record.name == GOLD:
        return replace(record, name=SARA)
    if isinstance(record, Layer | Cluster | Mention | Argument | Relation) and record.annotator == GOLD:
        return replace(record, annotator=SARA)
    return record


layers = projects().map(_of_three)


def _opened(folder: Path, made: Made) -> Session:
    records, texts = made
    session = Session.new(folder / "one.annotator", SCHEME, JUDGE)
    act = Act("test.fill", PEOPLE[0])
    session.apply([act.change(None, record) for record in records], texts=texts)
    return session


def _ids(session: Session) -> list[DocumentId]:
    return list(session.project.document_ids())


@given(layers, st.sampled_from((*PEOPLE[:2], SARA)), st.sampled_from([None, Rule.ALL, Rule.ONE]))
@settings(max_examples=40)
def test_all_taken_from_one_is_what_they_have(
    tmp_path_factory: pytest.TempPathFactory, made: Made, name: AnnotatorName, rule: Rule | None
) -> None:
    with _opened(tmp_path_factory.mktemp("one"), made) as session:
        before = state(session.path)
        has_layers = any(annotator.name == name for annotator in session.annotators())
        if rule is not None and (has_layers or rule is not Rule.ONE):
            start_gold(session, Start(rule=rule, believed=name if rule is Rule.ONE else None))
            assert start_gold(session, Start(rule=rule, believed=name if rule is Rule.ONE else None)) == 0
        decide_all(session, _ids(session), take_or_leave(session, name))
        for document in _ids(session):
            assert_gold_is(session, document, name, exactly=rule is None)
        assert [found for found in progress_of(session.path) if found.left] == []
        assert damages(session.path) == []
        while session.undo() is not None:
            pass
        assert state(session.path) == before
        assert damages(session.path) == []


@given(layers)
@settings(max_examples=30)
def test_the_preview_tells_what_comes(tmp_path_factory: pytest.TempPathFactory, made: Made) -> None:
    with _opened(tmp_path_factory.mktemp("one"), made) as session:
        plan = plan_gold(session.path, Start())
        assert start_gold(session, Start()) == plan.count("entities") + plan.count("events")
        layers_ = [gold(session, document) for document in _ids(session)]
        assert sum(len(layer.arguments) for layer in layers_) == plan.count("arguments")
        assert sum(len(layer.relations) for layer in layers_) == plan.count("relations")
        found = list(progress_of(session.path))
        assert sum(document.decided for document in found) == plan.count("decided")
        assert sum(document.left for document in found) == plan.count("open")
        assert not any(document.reopened for document in found)


@given(layers)
@settings(max_examples=30)
def test_gold_and_its_decisions_survive_a_round_trip(tmp_path_factory: pytest.TempPathFactory, made: Made) -> None:
    folder = tmp_path_factory.mktemp("trip")
    with _opened(folder, made) as session:
        start_gold(session, Start(rule=Rule.MAJORITY, least=1))
        decide_all(session, _ids(session), take_or_leave(session, LEILA))
        decided = {document: gold(session, document).decisions for document in _ids(session)}
    export(folder / "one.annotator", folder / "one.jsonl", ExportChoice())
    with Session.new(folder / "two.annotator", SCHEME, "leila") as other:
        assert import_into(other, [folder / "one.jsonl"], ImportOptions("leila")).skipped == []
        assert {document: gold(other, document).decisions for document in _ids(other)} == decided
    assert [found for found in progress_of(folder / "two.annotator") if found.left] == []
    export(folder / "two.annotator", folder / "two.jsonl", ExportChoice())
    assert (folder / "two.jsonl").read_bytes() == (folder / "one.jsonl").read_bytes()
    assert damages(folder / "two.annotator") == []


choices = st.lists(st.tuples(st.sampled_from(["label", "decide", "start"]), moves, st.integers(0, 1000)), max_size=6)


@given(choices)
@settings(max_examples=30)
def test_labelling_and_deciding_in_turns_never_breaks_anything(
    tmp_path_factory: pytest.TempPathFactory, scheme: Scheme, turns: list[tuple[str, list[Move], int]]
) -> None:
    """Whoever does what when: the project stays whole, what is undone was never done, all can be decided in the end."""
    with Session.new(tmp_path_factory.mktemp("turns") / "one.annotator", scheme, JUDGE) as session:
        changes, texts = add_documents(ARABIC, f"{ARABIC} 2")
        session.apply(changes, texts=texts)
        documents = _ids(session)
        for what, some, number in turns:
            if what == "label":
                work(Session(session.project, (LEILA, OMAR, SARA)[number % 3]), documents, some)
            elif what == "start":
                start_gold(session, Start(rule=Rule.MAJORITY, least=1 + number % 2))
            else:
                _decide_some(session, documents, number)
            assert damages(session.path) == []
        decide_all(session, documents, take_or_leave(session, LEILA))
        assert damages(session.path) == []
        while session.undo() is not None:
            pass
        assert all(gold(session, document).decisions == () for document in documents)
        assert all(gold(session, document).mentions == () for document in documents)
        assert damages(session.path) == []


def _decide_some(session: Session, documents: list[DocumentId], number: int) -> None:
    """Decide one case in one of many ways; what cannot be is refused."""
    cases = board(session, documents[number % 2]).cases
    if not cases:
        return
    case = cases[number // 2 % len(cases)]
    names = [name for name in case.rows[0].readings if case.rows[0].readings[name].said is not None]
    offered: list[Choice] = [Take(LEILA), Nothing(), Both(tuple(names)), *(Take(name) for name in names)]
    choice = offered[number // 7 % len(offered)]
    rows = case.rows if number % 3 else case.rows[:2]
    with suppress(AnnotatorError):
        match number % 6:
            case 0:
                save(session, case, {row.key: choice for row in rows})
            case 1:
                all_wrong(session, case)
            case 2:
                both(session, case, names)
            case 3:
                edit(session, case, label="GPE", span=Span(((0, 2), (4, 5 + number % 9))))
            case 4:
                reopen(session, case)
                assert board(session, case.document).case(case.key).state is not State.REOPENED
            case _:
                none(session, case)
