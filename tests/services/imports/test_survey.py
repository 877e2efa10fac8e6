"""Imports of files with names that the scheme does not have: looked at, mapped, taken in, remembered, undone."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.model.annotation import LayerContents
from annotator.model.change import Act as ModelAct
from annotator.model.change import Setting
from annotator.model.document import text_sha256
from annotator.model.ids import new_id
from annotator.model.scheme import Scheme
from annotator.services.imports.importing import (
    ImportOptions,
    ImportReport,
    Naming,
    apply_batch,
    read_batches,
    take_back,
)
from annotator.services.imports.label_names import ADD, DROP, Act, Answer, Answers, Asked, Thing, rename
from annotator.services.imports.memory import SETTING, remember, remembered
from annotator.services.imports.names import OtherSchemeError
from annotator.services.imports.survey import Looked, Wish, look
from annotator.services.job import CancelledError, Progress
from annotator.services.schemes.edits import edit_scheme
from annotator.services.schemes.label_edits import DeleteLabel
from annotator.services.session import Session
from tests.conftest import LEILA, damages
from tests.services import foreign


def looked(session: Session, *paths: Path, wish: Wish | None = None) -> Looked:
    return look(session.path, paths, session.annotator, wish)


def take_in(session: Session, found: Looked, answers: Answers | None = None) -> ImportReport:
    """Import what was looked at, as the window does."""
    mapping = found.mapping(answers)
    memory = found.memory(found.wish, mapping)
    remember(session, memory)
    options = ImportOptions(session.annotator, naming=Naming(mapping, memory.id))
    report = ImportReport()
    for batch in read_batches(session.path, found.plan, options):
        report.add(batch, apply_batch(session, batch))
    assert damages(session.path) == []
    return report


def asked(found: Looked, answers: Answers | None = None) -> dict[str, Answer]:
    """What there is to ask, in words, and what would be done."""
    questions = found.mapping(answers).questions
    return {" ".join((str(q.asked.thing), q.asked.name, *q.asked.of)): q.answer for q in questions}


def layers(session: Session) -> list[LayerContents]:
    return [session.project.contents(document, LEILA) for document in session.project.document_ids()]


def labels(session: Session) -> Counter[str]:
    return Counter(mention.label for layer in layers(session) for mention in layer.mentions)


PER = Asked(Thing.ENTITY, "PER")
CITY = Asked(Thing.ENTITY, "City")
MEET = Asked(Thing.EVENT, "meet")


def test_brat_is_asked_about_in_the_order_in_which_names_hang_on_each_other(session: Session, tmp_path: Path) -> None:
    found = looked(session, foreign.brat(tmp_path / "corpus"))
    assert asked(found) == {
        "entity PER": rename("PERSON"),
        "entity City": ADD,
        "entity شخص": ADD,
        "event meet": rename("Contact.Meet"),
        "relation lives_in": ADD,
        "role Who Contact.Meet": ADD,
        "filler Place Contact.Meet City": ADD,
        "attribute Mention": rename("mention"),
        "attribute Gender": ADD,
        "attribute Negation": ADD,
    }


def test_the_first_place_of_each_name_is_quoted(session: Session, tmp_path: Path) -> None:
    found = looked(session, foreign.brat(tmp_path / "corpus"))
    questions = {question.asked: question for question in found.mapping().questions}
    example = questions[Asked(Thing.ENTITY, "شخص")].example
    assert example is not None
    assert (example.title, example.quote.pieces, example.quote.direction) == ("one", (("ليلى", True),), "rtl")
    assert (questions[PER].count, questions[CITY].count) == (3, 2)


def test_suggested_answers_bring_everything_in(session: Session, tmp_path: Path, scheme: Scheme) -> None:
    found = looked(session, foreign.brat(tmp_path / "corpus"))
    report = take_in(session, found)
    assert (report.documents, report.layers, report.skipped) == (2, 2, [])
    assert labels(session) == {"PERSON": 3, "City": 2, "Contact.Meet": 1, "شخص": 1}
    first = layers(session)[0]
    assert sorted(argument.role for argument in first.arguments) == ["Place", "Who", "Who"]
    assert [relation.label for relation in first.relations] == ["lives_in"]
    after = session.scheme
    assert after.version == scheme.version + 1
    assert (after.label("City").kind, after.label("lives_in").kind) == ("entity", "relation")
    assert after.label("City").key and after.label("City").hue not in {"green", "ochre", "cyan"}
    assert any("became “PERSON”: 3 times" in note.reason for note in report.notes)
    assert any("The scheme has more than before" in note.reason for note in report.notes)


def test_one_undo_takes_back_import_and_scheme_and_redo_brings_both(
    session: Session, tmp_path: Path, scheme: Scheme
) -> None:
    take_in(session, looked(session, foreign.brat(tmp_path / "corpus")))
    after = session.scheme
    session.undo()
    assert session.scheme == scheme
    assert list(session.project.document_ids()) == []
    session.redo()
    assert session.scheme == after
    assert labels(session)["City"] == 2
    assert damages(session.path) == []


def test_what_is_left_out_takes_along_what_hangs_on_it_and_is_counted(session: Session, tmp_path: Path) -> None:
    found = looked(session, foreign.brat(tmp_path / "corpus"))
    report = take_in(session, found, {CITY: DROP, MEET: DROP})
    assert labels(session) == {"PERSON": 3, "شخص": 1}
    assert all(not layer.arguments and not layer.relations for layer in layers(session))
    assert "“City” as an entity was left out: 2 times, as chosen." in map(str, report.notes)
    assert any("3 arguments, 2 relations" in note.reason for note in report.notes)
    assert session.scheme.find("City") is None


def test_a_label_can_become_another_one_that_is_new(session: Session, tmp_path: Path) -> None:
    found = looked(session, foreign.brat(tmp_path / "corpus"))
    report = take_in(session, found, {Asked(Thing.ENTITY, "شخص"): rename("City")})
    assert report.skipped == []
    assert labels(session)["City"] == 3


def test_an_entity_of_the_file_can_become_an_event(session: Session, tmp_path: Path) -> None:
    found = looked(session, foreign.brat(tmp_path / "corpus"))
    take_in(session, found, {CITY: rename("Statement")})
    assert {mention.label: str(mention.kind) for mention in layers(session)[1].mentions} == {
        "PERSON": "entity",
        "Statement": "event",
    }


FILES = (foreign.brat, foreign.conll, foreign.doccano, foreign.label_studio)


@pytest.mark.parametrize("make", FILES, ids=lambda make: make.__name__)
def test_the_next_import_from_the_same_source_asks_nothing(
    session: Session, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    path = make(tmp_path / "first")
    found = looked(session, path)
    assert found.must_ask(LEILA)
    assert take_in(session, found).skipped == []
    again = looked(session, path)
    assert not again.must_ask(LEILA)
    assert again.mapping().questions == () or again.mapping().is_given


def test_what_was_renamed_and_left_out_is_remembered(session: Session, tmp_path: Path) -> None:
    path = foreign.doccano(tmp_path / "first")
    found = looked(session, path)
    place = Asked(Thing.ENTITY, "place")
    take_in(session, found, {place: DROP, PER: rename("MONEY")})
    path.write_text(path.read_text("utf-8").replace("Anna", "Anne"), "utf-8")
    again = looked(session, path)
    assert not again.must_ask(LEILA)
    assert again.mapping().answers == {PER: rename("MONEY"), place: DROP}
    assert take_in(session, again).layers == 1


def test_a_new_name_from_a_known_source_is_asked_about_with_the_others_filled_in(
    session: Session, tmp_path: Path
) -> None:
    path = foreign.doccano(tmp_path / "first")
    take_in(session, looked(session, path), {PER: rename("MONEY")})
    path.write_text(path.read_text("utf-8").replace('"place"', '"spot"').replace("Anna", "Anne"), "utf-8")
    again = looked(session, path)
    assert again.must_ask(LEILA)
    assert {q.asked.name: (q.answer.act, q.is_given) for q in again.mapping().questions} == {
        "PER": (Act.RENAME, True),
        "spot": (Act.ADD, False),
    }


def test_the_same_names_from_another_folder_are_known(session: Session, tmp_path: Path) -> None:
    take_in(session, looked(session, foreign.doccano(tmp_path / "first")), {Asked(Thing.ENTITY, "place"): DROP})
    other = foreign.doccano(tmp_path / "second", "Jane met Omar in Rome.").rename(tmp_path / "second" / "other.jsonl")
    found = looked(session, other)
    assert not found.must_ask(LEILA)
    assert found.mapping().answers[Asked(Thing.ENTITY, "place")] == DROP


def test_after_an_undo_the_answers_are_filled_in_but_the_person_is_asked(session: Session, tmp_path: Path) -> None:
    path = foreign.doccano(tmp_path / "first")
    take_in(session, looked(session, path), {PER: rename("MONEY")})
    session.undo()
    again = looked(session, path)
    assert again.must_ask(LEILA)
    assert again.mapping().answers[PER] == rename("MONEY")


def test_an_answer_that_the_scheme_no_longer_allows_is_asked_again(session: Session, tmp_path: Path) -> None:
    found = looked(session, foreign.doccano(tmp_path / "first"))
    assert asked(found, {PER: rename("NOBODY")})["entity PER"] == rename("PERSON")


def test_only_so_many_sources_are_remembered(session: Session, tmp_path: Path) -> None:
    for number in range(35):
        found = looked(session, foreign.doccano(tmp_path / f"f{number}").rename(tmp_path / f"f{number}.jsonl"))
        remember(session, found.memory(found.wish, found.mapping()))
    kept = remembered(session.project)
    assert len(kept) == 30
    assert kept[0].source == "f34.jsonl"


def test_a_damaged_memory_is_none(session: Session) -> None:
    session.project.apply([ModelAct("import.remember", None).change(None, Setting(SETTING, "[1, 2"))])
    assert remembered(session.project) == ()


@pytest.mark.parametrize(
    ("text", "is_doubtful"), [("Anna met Omar in Rome.", False), ("Anna met 😀 Omar in Rome.", True)]
)
def test_the_unit_of_doccano_is_asked_where_it_matters(
    session: Session, tmp_path: Path, text: str, *, is_doubtful: bool
) -> None:
    found = looked(session, foreign.doccano(tmp_path / "first", text))
    assert ("doccano" in found.doubtful) is is_doubtful


def test_a_table_whose_text_cannot_be_told_is_asked_about_and_others_are_not(session: Session, tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text("title,text\nA,First.\n")
    (tmp_path / "bad.csv").write_text("a,b\n1,Second.\n")
    assert not looked(session, tmp_path / "good.csv").must_ask(LEILA)
    bad = looked(session, tmp_path / "bad.csv")
    assert bad.must_ask(LEILA)
    assert [(one.path.name, one.reason[:20]) for one in bad.unread] == [("bad.csv", "None of a, b is call")]
    assert bad.found["table", "text"] == ("a", "b")
    wish = Wish(choices={"table": {"text": "b"}})
    found = looked(session, tmp_path / "bad.csv", wish=wish)
    assert found.unread == ()
    assert take_in(session, found).documents == 1
    assert not looked(session, tmp_path / "bad.csv").must_ask(LEILA)


def test_the_fields_of_lines_can_be_chosen(session: Session, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"kopf": "A", "inhalt": "One.", "meta": {"x": 1}}\n')
    found = looked(session, tmp_path / "a.jsonl")
    assert found.must_ask(LEILA)
    assert found.found["text-jsonl", "title"] == ("kopf", "inhalt", "x")


def test_files_can_be_read_in_another_format_or_left_out(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.jsonl").write_text('{"text": "A plain text."}\n')
    (folder / "b.txt").write_text("Another.")
    found = looked(session, folder)
    assert found.plan.told == {"text-jsonl": 1, "text": 1}
    found = looked(session, folder, wish=Wish(instead={"text-jsonl": "text", "text": "-"}))
    assert found.plan.formats == ("text",)
    report = take_in(session, found)
    assert (report.documents, [s.reason for s in report.skipped]) == (1, ["It was left out, as chosen."])


def test_a_remembered_format_that_is_gone_is_forgotten(session: Session, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text.")
    found = looked(session, tmp_path / "a.txt")
    remember(session, found.memory(Wish(instead={"text": "gone"}), found.mapping()))
    assert looked(session, tmp_path / "a.txt").plan.formats == ("text",)


def test_plain_texts_are_not_read_before_the_import(session: Session, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text.")
    (tmp_path / "a.txt").chmod(0o000)
    found = looked(session, tmp_path / "a.txt")
    assert (found.unread, found.must_ask(LEILA)) == ((), False)


def test_labels_of_nobody_are_asked_for_where_nobody_works(session: Session, tmp_path: Path) -> None:
    path = foreign.conll(tmp_path / "first")
    assert look(session.path, [path], "").must_ask("")
    assert not look(session.path, [path], "", Wish(whose="omar")).is_nobodys


def test_looking_can_be_cancelled(session: Session, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError):
        look(session.path, [foreign.brat(tmp_path / "corpus")], LEILA, None, progress)


def test_a_scheme_that_changed_meanwhile_stops_the_import_before_anything(session: Session, tmp_path: Path) -> None:
    found = looked(session, foreign.brat(tmp_path / "corpus"))
    edit_scheme(session, DeleteLabel("MONEY"))
    with pytest.raises(OtherSchemeError):
        take_in(session, found)
    assert list(session.project.document_ids()) == []


def test_a_cancelled_import_leaves_the_scheme_as_it_was(session: Session, tmp_path: Path, scheme: Scheme) -> None:
    found = looked(session, foreign.brat(tmp_path / "corpus"))
    batches = list(read_batches(session.path, found.plan, ImportOptions(LEILA, naming=Naming(found.mapping()))))
    for batch in batches:
        apply_batch(session, batch)
    take_back(session, batches[0].act)
    assert (session.scheme, labels(session)) == (scheme, {})


def test_a_cancelled_import_takes_the_scheme_back_but_not_from_under_later_work(
    session: Session, tmp_path: Path, scheme: Scheme
) -> None:
    found = looked(session, foreign.brat(tmp_path / "corpus"))
    options = ImportOptions(LEILA, naming=Naming(found.mapping()))
    batches = list(read_batches(session.path, found.plan, options))
    for batch in batches:
        apply_batch(session, batch)
    document = next(iter(session.project.document_ids()))
    city = next(m for m in session.layer(document).mentions if m.label == "City")
    session.set_note(city.id, "mine")
    take_back(session, batches[0].act)
    assert list(session.project.document_ids()) == [document]
    assert labels(session)["City"] == 1
    assert session.scheme.find("City") is not None
    assert damages(session.path) == []


def test_values_that_only_are_written_otherwise_come_in_without_a_question(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    entity = {"id": new_id(), "label": "MONEY", "start": 0, "end": 4, "text": "Anna", "attributes": {"amount": "12"}}
    text = "Anna met Omar."
    line = {
        "format": "annotator-jsonl",
        "version": 1,
        "offset_unit": "codepoint",
        "id": new_id(),
        "title": "A",
        "language": "en",
        "text": text,
        "text_sha256": text_sha256(text),
        "annotator": "leila",
        "status": "started",
        "entities": [entity],
    }
    path.write_text(json.dumps(line) + "\n", "utf-8")
    found = looked(session, path)
    assert not found.must_ask(LEILA)
    assert take_in(session, found).skipped == []
    assert layers(session)[0].mentions[0].attributes == {"amount": 12}
