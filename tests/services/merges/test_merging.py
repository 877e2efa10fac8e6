"""Two people label copies of one project and bring their layers together, again and again."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.model.annotation import GOLD, Status
from annotator.model.change import Act, Subject
from annotator.model.document import Document, text_sha256
from annotator.model.ids import AnnotatorName, DocumentId, new_id
from annotator.model.scheme import Label, Scheme
from annotator.model.span import Span
from annotator.services.comments import writing as comments
from annotator.services.comments.writing import State, on_document, on_mention, thread_of
from annotator.services.deleting import delete_for_good
from annotator.services.exports.bundling import bundle
from annotator.services.exports.exporting import ExportChoice, export
from annotator.services.imports.importing import ImportOptions, import_into
from annotator.services.job import CancelledError, Progress
from annotator.services.merges.merging import MergeChoice, MergeError, Verdict, merge_into, plan_merge, reading
from annotator.services.merges.plan import Standing
from annotator.services.session import Session
from annotator.storage import Project
from tests.conftest import ARABIC, LEILA, OMAR, add_documents, damages
from tests.copies import (
    act_count,
    cluster_over,
    comment,
    contents,
    copy,
    event_with_argument,
    merge,
    state,
)

GERMAN = "Sie tauschten am 6. Mai Ansichten aus. CICA bleibt."
Send = Callable[[Path], Path]
"""Makes the file that is sent of someone's project."""


def _whole(project: Path) -> Path:
    return project


def _bundled(project: Path) -> Path:
    out = project.with_name(f"sent {new_id()}.annotator")
    bundle(project, out, ExportChoice("bundle"))
    return out


def _lines(project: Path) -> Path:
    out = project.with_name(f"sent {new_id()}.jsonl")
    export(project, out, ExportChoice())
    return out


every_way = pytest.mark.parametrize("send", [_whole, _bundled, _lines], ids=["project", "bundle", "lines"])


@pytest.fixture
def mine(tmp_path: Path, scheme: Scheme) -> Path:
    """Leila's project with two documents."""
    path = tmp_path / "leila.annotator"
    with Session.new(path, scheme, LEILA) as session:
        changes, texts = add_documents(ARABIC, GERMAN)
        session.apply(changes, texts=texts)
    return path


@pytest.fixture
def theirs(mine: Path) -> Path:
    """Omar's copy of it."""
    return copy(mine, "omar.annotator")


def _documents(project: Path) -> list[DocumentId]:
    with Session.open(project, LEILA) as session:
        return list(session.project.document_ids())


@every_way
def test_both_ways_again_and_later_work(mine: Path, theirs: Path, send: Send) -> None:
    arabic, german = _documents(mine)
    with Session.open(mine, LEILA) as leila:
        event_with_argument(leila, arabic)
        question = comment(leila, arabic, "Is this one?")
    with Session.open(theirs, OMAR) as omar:
        person, meet, argument = event_with_argument(omar, arabic)
        cluster_over(omar, [arabic])
        omar.set_status([german], Status.DONE)
    plan = merge(mine, send(theirs), LEILA)
    assert {layer.verdict for layer in plan.layers} == {Verdict.NEW}
    assert contents(mine, arabic, OMAR) == contents(theirs, arabic, OMAR)
    assert contents(mine, german, OMAR).layer.status is Status.DONE
    merge(theirs, send(mine), OMAR)
    assert contents(theirs, arabic, LEILA) == contents(mine, arabic, LEILA)
    acts = act_count(mine)
    assert not merge(mine, send(theirs), LEILA).changes_anything
    assert act_count(mine) == acts
    with Session.open(theirs, OMAR) as omar:
        omar.delete([person.id])
        omar.relabel([meet.id], "Statement")
        omar.add_mention(german, Span.of(0, 3), "PERSON")
        answer = comment(omar, arabic, "Yes", question.id)
        omar.set_status([german], Status.STARTED)
    sent = send(theirs)
    plan = merge(mine, sent, LEILA)
    assert {layer.verdict for layer in plan.layers} == {Verdict.NEWER}
    assert plan.is_complete
    for document in (arabic, german):
        assert contents(mine, document, OMAR) == contents(theirs, document, OMAR)
    assert contents(mine, arabic, OMAR).comments == (answer,)
    assert argument.id not in {a.id for a in contents(mine, arabic, OMAR).arguments}
    assert not merge(mine, sent, LEILA).changes_anything
    assert damages(mine) == damages(theirs) == []


@every_way
def test_one_undo_takes_the_whole_back(mine: Path, theirs: Path, send: Send) -> None:
    arabic, german = _documents(mine)
    with Session.open(theirs, OMAR) as omar:
        _person, meet, argument = event_with_argument(omar, arabic)
        cluster_over(omar, [arabic, german])
    merge(mine, send(theirs), LEILA)
    with Session.open(theirs, OMAR) as omar:
        omar.delete([mention.id for mention in omar.layer(german).mentions])
        act = Act("mention.relabel", OMAR)
        spoken = act.change(None, replace(argument, role="Speaker"))
        omar.apply([act.change(argument, None), act.change(meet, replace(meet, label="Statement")), spoken])
    before = state(mine)
    sent = send(theirs)
    merge(mine, sent, LEILA)
    assert state(mine) != before
    with Session.open(mine, LEILA) as session:
        assert session.undo_action == "layer.merge"
        session.undo()
    assert state(mine) == before
    merge(mine, sent, LEILA)
    for document in (arabic, german):
        assert contents(mine, document, OMAR) == contents(theirs, document, OMAR)
    assert damages(mine) == []


@every_way
def test_a_cluster_over_documents_goes_with_its_last_mention(mine: Path, theirs: Path, send: Send) -> None:
    arabic, german = _documents(mine)
    with Session.open(theirs, OMAR) as omar:
        cluster = cluster_over(omar, [arabic, german])
    merge(mine, send(theirs), LEILA)
    assert contents(mine, german, OMAR).clusters == (cluster,)
    with Session.open(theirs, OMAR) as omar:
        members = [m.id for d in (arabic, german) for m in omar.layer(d).mentions if m.cluster]
        omar.delete(members[:1])
    merge(mine, send(theirs), LEILA)
    assert contents(mine, german, OMAR).clusters == (cluster,)
    with Session.open(theirs, OMAR) as omar:
        omar.delete(members[1:])
    merge(mine, send(theirs), LEILA)
    with Session.open(mine, LEILA) as session:
        assert [c.subject for c in session.history(cluster.id)] == [Subject.CLUSTER] * 2
    assert damages(mine) == []


def test_an_earlier_file_after_a_later_one_changes_nothing(mine: Path, theirs: Path) -> None:
    arabic, _german = _documents(mine)
    with Session.open(theirs, OMAR) as omar:
        first = omar.add_mention(arabic, Span.of(4, 16), "PERSON")
    early = _bundled(theirs), _lines(theirs)
    merge(mine, early[1], LEILA)
    with Session.open(theirs, OMAR) as omar:
        omar.relabel([first.id], "GPE")
        omar.set_status([arabic], Status.DONE)
    merge(mine, _bundled(theirs), LEILA)
    for file in early:
        plan = merge(mine, file, LEILA)
        assert [layer.verdict for layer in plan.layers] == [Verdict.LEFT]
        assert "later" in plan.layers[0].reason
    assert contents(mine, arabic, OMAR) == contents(theirs, arabic, OMAR)


def test_lines_that_were_merged_before_do_not_take_later_labels_away(mine: Path, theirs: Path) -> None:
    arabic, _german = _documents(mine)
    with Session.open(theirs, OMAR) as omar:
        omar.add_mention(arabic, Span.of(4, 16), "PERSON")
        question = comment(omar, arabic, "?")
    early = _lines(theirs)
    merge(mine, early, LEILA)
    with Session.open(theirs, OMAR) as omar:
        omar.add_mention(arabic, Span.of(0, 3), "PERSON")
        comment(omar, arabic, "!", question.id)
    merge(mine, _lines(theirs), LEILA)
    plan = merge(mine, early, LEILA)
    assert [layer.verdict for layer in plan.layers] == [Verdict.LEFT]
    assert not plan.is_complete
    assert contents(mine, arabic, OMAR) == contents(theirs, arabic, OMAR)


@pytest.mark.parametrize("send", [_whole, _bundled], ids=["project", "bundle"])
def test_a_project_that_was_made_to_be_sent_and_then_worked_in(mine: Path, send: Send) -> None:
    arabic, german = _documents(mine)
    with Session.open(mine, LEILA) as leila:
        first = leila.add_mention(arabic, Span.of(0, 3), "PERSON")
    handed_on = _bundled(mine)
    with Session.open(handed_on, OMAR) as omar:
        omar.add_mention(german, Span.of(0, 3), "PERSON")
        gone = omar.add_mention(german, Span.of(4, 13), "PERSON")
    merge(mine, send(handed_on), LEILA)
    with Session.open(handed_on, OMAR) as omar:
        omar.delete([gone.id])
    with Session.open(handed_on, LEILA) as leila:
        leila.relabel([first.id], "GPE")
    plan = merge(mine, send(handed_on), LEILA)
    assert {layer.annotator: layer.verdict for layer in plan.layers} == {OMAR: Verdict.NEWER}
    assert [layer.document for layer in plan.own_later()] == [arabic]
    assert contents(mine, german, OMAR) == contents(handed_on, german, OMAR)
    assert damages(mine) == []


def test_the_plan_tells_of_everyone_also_of_those_who_do_not_come(mine: Path, theirs: Path) -> None:
    arabic, german = _documents(mine)
    with Session.open(theirs, OMAR) as omar:
        event_with_argument(omar, arabic)
        cluster_over(omar, [german])
        comment(omar, german, "?")
    with Session.open(theirs, LEILA) as leila:
        leila.add_mention(german, Span.of(0, 3), "PERSON")
    with Session.open(theirs, "Omar") as other:
        other.add_mention(german, Span.of(0, 3), "PERSON")
    plan = plan_merge(mine, theirs, MergeChoice(LEILA))
    told = {p.name: (p.standing, p.alike, p.is_taken, dict(p.layers)) for p in plan.people}
    assert told == {
        "Omar": (Standing.ALIKE, "omar", False, {Verdict.NEW: 1}),
        OMAR: (Standing.OTHER, "", True, {Verdict.NEW: 2}),
        LEILA: (Standing.OWN, "", False, {Verdict.NEW: 1}),
    }
    assert [person.name for person in plan.people][-1] == LEILA
    omars = plan.people[1].amounts
    assert {subject: amount.added for subject, amount in omars.items()} == {
        Subject.MENTION: 4,
        Subject.ARGUMENT: 1,
        Subject.CLUSTER: 1,
        Subject.COMMENT: 1,
    }
    assert plan.amounts == omars
    assert [refusal.what for refusal in plan.refusals] == ["Omar"]
    chosen = plan_merge(mine, theirs, MergeChoice(LEILA, ("Omar", LEILA)))
    assert {layer.annotator for layer in chosen.layers} == {"Omar", LEILA}
    assert {layer.annotator for layer in chosen.asides} == {OMAR}
    assert chosen.is_complete


def test_layers_of_documents_that_are_not_here_are_counted(mine: Path, theirs: Path) -> None:
    arabic, german = _documents(mine)
    with Session.open(theirs, OMAR) as omar:
        omar.add_mention(arabic, Span.of(0, 3), "PERSON")
        omar.add_mention(german, Span.of(0, 3), "PERSON")
    with Session.open(mine, LEILA) as leila:
        leila.bin([german])
        delete_for_good(leila, [german])
    plan = plan_merge(mine, theirs, MergeChoice(LEILA))
    assert [(person.name, person.elsewhere) for person in plan.people] == [(OMAR, 1)]
    plan = merge(mine, theirs, LEILA, with_documents=True)
    assert plan.people[0].elsewhere == 0
    assert len(contents(mine, german, OMAR).mentions) == 1


def test_the_own_layer_if_it_is_named_becomes_as_in_the_file_and_that_is_told(mine: Path, theirs: Path) -> None:
    arabic, _german = _documents(mine)
    with Session.open(theirs, LEILA) as leila:
        leila.add_mention(arabic, Span.of(4, 16), "PERSON")
    with Session.open(mine, LEILA) as leila:
        leila.add_mention(arabic, Span.of(0, 3), "PERSON")
    plan = plan_merge(mine, theirs, MergeChoice(LEILA))
    assert list(plan.own_later()) == []
    assert [layer.verdict for layer in plan.asides] == [Verdict.LEFT]
    plan = merge(mine, theirs, LEILA, [LEILA])
    assert "never had" in plan.notes[0]
    assert contents(mine, arabic, LEILA) == contents(theirs, arabic, LEILA)


def test_what_comes_for_a_document_in_the_bin_is_told(mine: Path, theirs: Path) -> None:
    arabic, _german = _documents(mine)
    with Session.open(theirs, OMAR) as omar:
        omar.add_mention(arabic, Span.of(4, 16), "PERSON")
    with Session.open(mine, LEILA) as leila:
        leila.bin([arabic])
    assert "in the bin" in merge(mine, theirs, LEILA).notes[0]
    assert len(contents(mine, arabic, OMAR).mentions) == 1


def test_who_changes_their_mind_back_is_followed(mine: Path, theirs: Path) -> None:
    arabic, _german = _documents(mine)
    for status in (Status.DONE, Status.STARTED, Status.DONE):
        with Session.open(theirs, OMAR) as omar:
            omar.set_status([arabic], status)
        merge(mine, _bundled(theirs), LEILA)
        assert contents(mine, arabic, OMAR).layer.status is status


def test_a_third_ones_older_layer_does_not_come_by_way_of_a_newer_project(mine: Path, theirs: Path) -> None:
    arabic, _german = _documents(mine)
    zed = AnnotatorName("zed")
    third = copy(mine, "zed.annotator")
    with Session.open(third, zed) as session:
        mention = session.add_mention(arabic, Span.of(4, 16), "PERSON")
    merge(theirs, _bundled(third), OMAR)
    with Session.open(third, zed) as session:
        session.relabel([mention.id], "GPE")
    merge(mine, _bundled(third), LEILA)
    with Session.open(theirs, OMAR) as session:
        session.add_mention(arabic, Span.of(0, 3), "PERSON")
    plan = merge(mine, theirs, LEILA)
    assert {layer.annotator: layer.verdict for layer in plan.layers} == {OMAR: Verdict.NEW, zed: Verdict.LEFT}
    assert contents(mine, arabic, zed).mentions[0].label == "GPE"


def test_work_that_the_file_never_had_is_not_lost(mine: Path, theirs: Path) -> None:
    arabic, _german = _documents(mine)
    with Session.open(mine, OMAR) as session:
        session.add_mention(arabic, Span.of(0, 3), "PERSON")
    with Session.open(theirs, OMAR) as session:
        session.add_mention(arabic, Span.of(4, 16), "PERSON")
    for file in (theirs, _bundled(theirs), _lines(theirs)):
        plan = merge(mine, file, LEILA)
        assert plan.layers[0].verdict is Verdict.LEFT
        assert "never had" in plan.layers[0].reason


def test_the_own_layer_and_gold_come_only_if_named(mine: Path, theirs: Path) -> None:
    arabic, _german = _documents(mine)
    with Session.open(theirs, LEILA) as session:
        session.add_mention(arabic, Span.of(4, 16), "PERSON")
    with Project.open(theirs) as project:
        Session(project, GOLD)
    assert merge(mine, theirs, LEILA).layers == ()
    plan = merge(mine, theirs, LEILA, [LEILA])
    assert [layer.verdict for layer in plan.layers] == [Verdict.NEW]
    assert contents(mine, arabic, LEILA) == contents(theirs, arabic, LEILA)
    assert [r.what for r in merge(mine, theirs, LEILA, ["nobody"]).refusals] == ["nobody"]


@every_way
def test_answers_stay_answers_and_what_is_answered_stays(mine: Path, theirs: Path, send: Send) -> None:
    arabic, _german = _documents(mine)
    with Session.open(theirs, OMAR) as omar:
        question = comment(omar, arabic, "Is this one?")
    merge(mine, send(theirs), LEILA)
    with Session.open(mine, LEILA) as leila:
        answer = comment(leila, arabic, "No", question.id)
    with Session.open(theirs, OMAR) as omar:
        act = Act("comment.delete", OMAR)
        omar.apply([act.change(question, None)])
        other = comment(omar, arabic, "Another")
    plan = merge(mine, send(theirs), LEILA)
    assert set(contents(mine, arabic, OMAR).comments) == {question, other}
    assert contents(mine, arabic, LEILA).comments == (answer,)
    assert "answered here" in plan.notes[0]
    assert not merge(mine, send(theirs), LEILA).changes_anything
    merge(theirs, send(mine), OMAR)
    lonely = contents(theirs, arabic, LEILA).comments
    assert lonely == (replace(answer, reply_to=None),)
    assert damages(mine) == damages(theirs) == []


@every_way
def test_threads_on_anothers_mention_travel_and_stand_alike(mine: Path, theirs: Path, send: Send) -> None:
    arabic, _german = _documents(mine)
    with Session.open(mine, LEILA) as leila:
        mention = leila.add_mention(arabic, Span.of(21, 30), "GPE")
        asked = comments.add(leila, on_mention(mention), "Is this one?", for_guideline=True)
    merge(theirs, send(mine), OMAR)
    with Session.open(theirs, OMAR) as omar:
        answer = comments.reply(omar, asked.id, "نعم")
        own = comments.add(omar, on_mention(mention), "And the clitic?")
        comments.set_state(omar, asked.id, State.SETTLED, holds=True)
        assert omar.project.layer(arabic, OMAR) is None
    merge(mine, send(theirs), LEILA)
    with Session.open(mine, LEILA) as leila:
        found = thread_of(leila, asked.id)
        assert found.said == (asked, answer)
        assert found.settled is not None and found.settled.annotator == OMAR
        comments.set_state(leila, asked.id, State.SETTLED, holds=False)
        comments.reply(leila, own.id, "No")
    with Session.open(theirs, OMAR) as omar:
        comments.set_state(omar, asked.id, State.FOR_GUIDELINE, holds=False)
    merge(theirs, send(mine), OMAR)
    merge(mine, send(theirs), LEILA)
    stands = []
    for path, name in ((mine, LEILA), (theirs, OMAR)):
        with Session.open(path, name) as session:
            found = thread_of(session, asked.id)
            stands.append((found.comments, thread_of(session, own.id).comments))
            assert (found.settled, found.flagged) == (None, None)
    assert stands[0] == stands[1]
    assert not merge(mine, send(theirs), LEILA).changes_anything
    assert damages(mine) == damages(theirs) == []


def test_a_bundle_of_one_brings_what_they_answer_but_no_layer_of_another(mine: Path, theirs: Path) -> None:
    arabic, german = _documents(mine)
    with Session.open(theirs, LEILA) as leila:
        event_with_argument(leila, german)
        question = comment(leila, arabic, "Is this one?")
        comment(leila, arabic, "Another one")
    with Session.open(theirs, OMAR) as omar:
        answer = comment(omar, arabic, "Yes", question.id)
    sent = theirs.with_name("sent.annotator")
    bundle(theirs, sent, ExportChoice("bundle", (OMAR,)))
    assert contents(sent, arabic, OMAR).comments == (answer,)
    assert contents(sent, arabic, LEILA).comments == (question,)
    assert contents(sent, german, LEILA).mentions == ()
    zed = AnnotatorName("zed")
    plan = merge(mine, sent, zed)
    assert plan.annotators == (OMAR,)
    assert damages(mine) == damages(sent) == []


def test_documents_are_matched_by_id_then_by_text(mine: Path, tmp_path: Path, scheme: Scheme) -> None:
    arabic, german = _documents(mine)
    other = tmp_path / "other.annotator"
    with Session.new(other, scheme, OMAR) as omar:
        new = "Nobody here has this one."
        act = Act("document.import", OMAR)
        made = [
            Document(DocumentId(new_id()), "Renamed", text_sha256(ARABIC), len(ARABIC), act.time),
            Document(german, "Other text", text_sha256("Another."), 8, act.time),
            Document(DocumentId(new_id()), "Missing", text_sha256(new), len(new), act.time),
        ]
        texts = {text_sha256(text): text for text in (ARABIC, "Another.", new)}
        omar.apply([act.change(None, document) for document in made], texts=texts)
        event_with_argument(omar, made[0].id)
        comment(omar, made[0].id, "On the whole")
        for document in made[1:]:
            omar.add_mention(document.id, Span.of(0, 3), "PERSON")
    for file in (other, _bundled(other), _lines(other)):
        plan = plan_merge(mine, file, MergeChoice(LEILA))
        assert [layer.document for layer in plan.layers] == [arabic]
        assert [document.title for document in plan.missing] == ["Missing"]
        assert [refusal.what for refusal in plan.refusals] == ["Other text"]
        assert not plan.is_complete
    plan = merge(mine, other, LEILA, with_documents=True)
    assert [document.title for document in plan.brought] == ["Missing"]
    assert contents(mine, arabic, OMAR).comments[0].subject == arabic
    assert len(contents(mine, made[2].id, OMAR).mentions) == 1
    assert not merge(mine, _lines(other), LEILA, with_documents=True).changes_anything
    with Session.open(mine, LEILA) as session:
        session.undo()
        assert session.project.document(made[2].id) is None
    assert damages(mine) == []


def test_a_layer_that_the_scheme_does_not_allow_is_left_and_told(mine: Path, theirs: Path) -> None:
    arabic, german = _documents(mine)
    with Session.open(theirs, OMAR) as omar:
        old = omar.scheme
        more = replace(old, version=2, labels=(*old.labels, Label("SHIP", "entity")))
        act = Act("scheme.apply", OMAR)
        omar.apply([act.change(old, more)])
        omar.add_mention(arabic, Span.of(0, 3), "SHIP")
        omar.add_mention(german, Span.of(0, 3), "PERSON")
    plan = merge(mine, theirs, LEILA)
    assert plan.scheme.labels == ("SHIP",)
    assert (plan.scheme.here[1], plan.scheme.there) == (1, ("small", 2))
    assert {layer.document: layer.verdict for layer in plan.layers} == {arabic: Verdict.LEFT, german: Verdict.NEW}
    assert "SHIP" in plan.of(Verdict.LEFT)[0].reason


def test_a_cancelled_merge_has_not_happened(mine: Path, theirs: Path) -> None:
    arabic, german = _documents(mine)
    with Session.open(theirs, OMAR) as omar:
        for start in range(200):
            omar.add_mention(arabic, Span.of(start % 60, start % 60 + 1 + start // 60), "PERSON")
            omar.add_mention(arabic, Span.of(start % 60, start % 60 + 1 + start // 60), "GPE")
        omar.add_mention(german, Span.of(0, 3), "PERSON")
    before = state(mine)
    progress = Progress()
    with Session.open(mine, LEILA) as session, reading(mine, theirs, MergeChoice(LEILA)) as found:
        session.subscribe(lambda _changes: progress.cancel())
        with pytest.raises(CancelledError):
            merge_into(session, found, progress)
    assert state(mine) == before
    assert damages(mine) == []


def test_the_project_itself_is_refused(mine: Path) -> None:
    with pytest.raises(MergeError, match="itself"):
        plan_merge(mine, mine, MergeChoice(LEILA))


def test_a_thousand_documents(tmp_path: Path, scheme: Scheme) -> None:
    mine = tmp_path / "mine.annotator"
    with Session.new(mine, scheme, LEILA) as session:
        changes, texts = add_documents(*(f"{ARABIC} {number}" for number in range(1000)))
        session.apply(changes, texts=texts)
    theirs = copy(mine, "theirs.annotator")
    with Session.open(theirs, OMAR) as omar:
        cluster_over(omar, list(omar.project.document_ids()))
    sent = _bundled(theirs)
    plan = merge(mine, sent, LEILA)
    assert len(plan.of(Verdict.NEW)) == 1000
    assert plan.amount.added == 1000 * 2 + 1
    assert not merge(mine, sent, LEILA).changes_anything
    with Session.open(mine, LEILA) as session:
        session.undo()
        assert [annotator.name for annotator in session.annotators()] == []


def test_an_import_of_lines_lets_answers_find_what_is_here(mine: Path, theirs: Path) -> None:
    arabic, _german = _documents(mine)
    with Session.open(mine, LEILA) as leila:
        asked = comments.add(leila, on_document(arabic), "Is this one?")
    merge(theirs, mine, OMAR)
    with Session.open(theirs, OMAR) as omar:
        answer = comments.reply(omar, asked.id, "Yes")
    sent = theirs.with_name("omar.jsonl")
    export(theirs, sent, ExportChoice("annotator-jsonl", (OMAR,)))
    with Session.open(mine, LEILA) as leila:
        import_into(leila, [sent], ImportOptions(LEILA))
        assert thread_of(leila, asked.id).said == (asked, answer)
    assert damages(mine) == []


def test_an_answer_to_a_comment_on_another_document_stands_by_itself(mine: Path, theirs: Path) -> None:
    arabic, german = _documents(mine)
    with Session.open(mine, LEILA) as leila:
        asked = comments.add(leila, on_document(arabic), "Is this one?")
    with Session.open(theirs, OMAR) as omar:
        made = comments.add(omar, on_document(german), "Yes")
    sent = theirs.with_name("omar.jsonl")
    export(theirs, sent, ExportChoice("annotator-jsonl", (OMAR,)))
    line = json.loads(sent.read_text("utf-8"))
    line["comments"][0]["reply_to"] = asked.id
    sent.write_text(json.dumps(line), "utf-8")
    with Session.open(mine, LEILA) as leila:
        import_into(leila, [sent], ImportOptions(LEILA))
        assert thread_of(leila, made.id).comments == (made,)
    assert damages(mine) == []
