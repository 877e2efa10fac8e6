"""The sample for reviewing: three layers of the sample articles that differ as those of careful people do."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.assets import review_layers, sample_layer
from annotator.model.annotation import LayerContents, Status
from annotator.model.ids import AnnotatorName
from annotator.model.span import Span
from annotator.services.agreement.corpus import Agreement, AgreementChoice, agreement
from annotator.services.checks.validation import Trouble, problems
from annotator.services.comparison.comparing import Against, compare_layers
from annotator.services.comparison.disagreement import Difference, Disagreement, Trifle
from annotator.services.imports.importing import ImportOptions, import_into
from annotator.services.opening import new_project
from annotator.services.session import Session
from tests.conftest import damages

LEILA, MEHDI, SARA = map(AnnotatorName, ("leila", "mehdi", "sara"))
EVERYBODY = (LEILA, MEHDI, SARA)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The project as somebody gets it who wants to review; nothing in it is changed."""
    with new_project(tmp_path_factory.mktemp("review") / "review.annotator", "Zahra") as session:
        report = import_into(session, review_layers())
        assert (report.documents, report.layers, report.skipped, report.notes) == (5, 14, [], [])
        yield session


@pytest.fixture(scope="module")
def measured(sample: Session) -> Agreement:
    return agreement(sample.path, AgreementChoice())


def layers(sample: Session) -> dict[str, list[LayerContents]]:
    """The layers that somebody has begun, by the language of the document and where it begins."""
    found: dict[str, list[LayerContents]] = {}
    for document in sample.project.document_ids():
        contents = (sample.project.contents(document, name) for name in EVERYBODY)
        key = f"{sample.document(document).language} {sample.text(document)[:8]}"
        found[key] = [layer for layer in contents if layer.mentions]
    return found


def differences(sample: Session, *annotators: AnnotatorName) -> list[Disagreement]:
    """All that some of them say differently, two by two, document by document."""
    found = []
    for some in layers(sample).values():
        wanted = [layer for layer in some if layer.layer.annotator in annotators]
        if len(wanted) > 1:
            text = sample.text(wanted[0].layer.document)
            found += compare_layers(wanted, sample.scheme, text, Against.ALL)
    return found


def test_the_project_is_sound(sample: Session) -> None:
    assert damages(sample.path) == []
    found = Counter(
        (layer.layer.annotator, problem.trouble)
        for some in layers(sample).values()
        for layer in some
        for problem in problems(layer, sample.scheme)
    )
    assert found == {(name, Trouble.MISSING_ROLE): 1 for name in EVERYBODY}  # as in the sample that they began with


def test_one_has_left_out_a_document_and_not_finished_another(sample: Session) -> None:
    states = {
        (layer.layer.annotator, key): layer.layer.status for key, some in layers(sample).items() for layer in some
    }
    assert {key for (name, key) in states if name == MEHDI} == {key for (name, key) in states if name == LEILA}
    assert len([key for (name, key) in states if name == SARA]) == 4
    assert [owner for owner, status in states.items() if status is not Status.DONE] == [(SARA, "ar في إطار ")]


def test_leila_says_what_the_sample_says(sample: Session, tmp_path: Path) -> None:
    with new_project(tmp_path / "other.annotator", LEILA) as other:
        import_into(other, [sample_layer()])
        ours, theirs = layers(sample), layers(other)
        for key, (expected,) in theirs.items():
            leila = ours[key][0]
            for name in ("mentions", "arguments", "relations", "clusters"):
                assert getattr(leila, name) == getattr(expected, name)


def test_whoever_reviews_may_begin_with_the_sample_themselves(tmp_path: Path) -> None:
    with new_project(tmp_path / "mine.annotator", "Zahra") as session:
        import_into(session, review_layers())
        report = import_into(session, [sample_layer()], ImportOptions("Zahra"))
        assert (report.skipped, report.layers) == ([], 5)


def value(measured: Agreement, pair: tuple[int, int] | None, name: str) -> float:
    """A figure of a pair, or of all pairs together."""
    return next(found.value or 0 for found in measured.whole(pair).figures() if found.name == name)


@pytest.mark.parametrize(
    ("figure", "least", "most"),
    [
        ("entity_exact", 0.82, 0.92),
        ("trigger_exact", 0.75, 0.85),
        ("argument_role", 0.6, 0.75),
        ("conll", 0.7, 0.85),
    ],
)
def test_they_agree_as_well_as_people_do(measured: Agreement, figure: str, least: float, most: float) -> None:
    of = {measured.names(pair): value(measured, pair, figure) for pair in measured.pairs}
    assert least <= value(measured, None, figure) <= most
    assert least <= of[LEILA, MEHDI] <= most
    assert least <= of[LEILA, SARA] <= most
    assert of[MEHDI, SARA] < min(of[LEILA, MEHDI], of[LEILA, SARA])  # they differ from Leila in different ways


def test_they_differ_in_every_way_there_is(sample: Session) -> None:
    found = Counter(difference.kind for difference in differences(sample, LEILA, MEHDI))
    assert found.keys() == set(Difference)
    assert 100 < found.total() < 200
    assert len({difference.kind for difference in differences(sample, LEILA, SARA)}) > 10


def test_some_edges_differ_by_next_to_nothing(sample: Session) -> None:
    trifles = {trifle for difference in differences(sample, LEILA, SARA) for trifle in difference.only}
    assert trifles == {Trifle.WHITE_SPACE, Trifle.PUNCTUATION}


def quotes(sample: Session, kind: Difference) -> set[tuple[str, str]]:
    """What Leila's and Mehdi's mentions of differences of a kind cover; of a split one the pieces, joined by `…`."""
    found = set()
    for difference in differences(sample, LEILA, MEHDI):
        if difference.kind is kind and difference.left and difference.right:
            text = sample.text(difference.document)
            found.add((quote(text, difference.left.span), quote(text, difference.right.span)))
    return found


def quote(text: str, span: Span) -> str:
    return "…".join(text[start:end] for start, end in span.fragments)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("أذربيجان", "وأذربيجان"),
        ("كازاخستان", "لكازاخستان"),
        ("الزيارة الرسمية", "بالزيارة الرسمية"),
        ("سفری رسمی…انجام خواهند داد", "سفری رسمی"),
        ("Leiter der Agenturen", "die Leiter der Agenturen"),
        ("tauschten…aus", "tauschten sich die Leiter der Agenturen bei dem Treffen aus"),
        ("Russische Federatie", "de Russische Federatie"),
        ("secretaris-generaalLam", "Lam"),
    ],
)
def test_edges_differ_at_clitics_articles_titles_and_split_verbs(sample: Session, ours: str, theirs: str) -> None:
    assert (ours, theirs) in quotes(sample, Difference.BOUNDARY)


def test_labels_and_roles_are_mixed_up_as_people_do(sample: Session) -> None:
    found = differences(sample, LEILA, MEHDI)
    labels = {difference.said for difference in found if difference.kind is Difference.LABEL}
    roles = {difference.said for difference in found if difference.kind is Difference.ARGUMENT_ROLE}
    names = {difference.name for difference in found if difference.kind is Difference.ATTRIBUTE}
    assert {("FAC", "ORG"), ("GPE", "LOC"), ("LOC", "GPE"), ("DATE", "NUM")} <= labels
    assert {("Place", "Destination"), ("Chair", "Participant"), ("Agent", "Party"), ("Companion", "Visitor")} <= roles
    assert {"tense", "modality", "mention_type", "specificity", "realis", "value"} <= names


def test_they_talk_about_it(sample: Session) -> None:
    comments = [comment for some in layers(sample).values() for layer in some for comment in layer.comments]
    threads = {comment.id: comment for comment in comments if comment.reply_to is None}
    replies = [comment for comment in comments if comment.reply_to is not None]
    assert all(reply.reply_to in threads and reply.created > threads[reply.reply_to].created for reply in replies)
    assert (len(threads), sum(c.resolved for c in comments), sum(c.for_guideline for c in comments)) == (6, 1, 2)
    assert {comment.annotator for comment in replies} == set(EVERYBODY)
    assert {sample.document(comment.document).language for comment in threads.values()} == {"ar", "de", "fa", "nl"}
    mentions = {mention.id for some in layers(sample).values() for layer in some for mention in layer.mentions}
    assert all(c.subject in (mentions if c.subject_kind == "mention" else {c.document}) for c in comments)


def test_no_id_is_used_twice() -> None:
    lines = [json.loads(line) for path in review_layers() for line in path.read_text("utf-8").splitlines()]
    parts = ("entities", "events", "relations", "clusters", "comments")
    ids = Counter(record["id"] for line in lines for part in parts for record in line[part])
    ids += Counter(a["id"] for line in lines for event in line["events"] for a in event["arguments"])
    assert set(ids.values()) == {1}
    assert ids.total() > 2 * 800
