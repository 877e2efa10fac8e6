"""The labels that come with the sample articles: of the first paragraphs, of every kind, without a fault."""

import pytest

from annotator.assets import sample_layer, seeds
from annotator.model.annotation import Status
from annotator.model.ids import AnnotatorName
from annotator.services.checks.validation import Trouble, problems
from annotator.services.imports.importing import ImportOptions, import_into
from annotator.services.opening import new_project

PARAGRAPHS = 5


@pytest.fixture
def sample(tmp_path):
    """The sample as somebody gets it who opens it from the first page."""
    with new_project(tmp_path / "sample.annotator", "Zahra") as session:
        report = import_into(session, [sample_layer()])
        assert report.skipped == []
        yield session


def first_paragraphs(text: str) -> int:
    """Where the fifth paragraph that is not empty ends."""
    end = count = 0
    for line in text.splitlines(keepends=True):
        end += len(line)
        count += bool(line.strip())
        if count == PARAGRAPHS:
            break
    return end


def test_the_texts_are_the_sample_articles(sample):
    texts = {sample.text(document) for document in sample.project.document_ids()}
    with new_project(sample.path.with_name("seeds.annotator"), "Zahra") as other:
        import_into(other, [seeds()])
        assert texts == {other.text(document) for document in other.project.document_ids()}


def test_the_labels_are_those_of_whoever_imports_them(sample):
    assert [annotator.name for annotator in sample.annotators()] == [AnnotatorName("Zahra")]
    assert {sample.layer(document).layer.status for document in sample.project.document_ids()} == {Status.STARTED}


def test_two_people_may_begin_with_it_in_one_project(sample):
    report = import_into(sample, [sample_layer()], ImportOptions("Omar"))
    assert (report.skipped, report.mentions) == ([], 376)
    assert {annotator.name for annotator in sample.annotators()} == {"Zahra", "Omar"}
    assert [skipped.count for skipped in import_into(sample, [sample_layer()]).skipped] == [1] * 5  # not twice


def test_the_first_paragraphs_are_labelled_and_no_others(sample):
    for document in sample.project.document_ids():
        text, contents = sample.text(document), sample.layer(document)
        end = first_paragraphs(text)
        assert all(mention.span.end <= end for mention in contents.mentions)
        starts = [mention.span.start for mention in contents.mentions]
        at = 0
        for line in text[:end].splitlines(keepends=True):
            assert not line.strip() or any(at <= start < at + len(line) for start in starts), line
            at += len(line)


def test_it_shows_everything_that_can_be_labelled(sample):
    layers = [sample.layer(document) for document in sample.project.document_ids()]
    assert all(layer.arguments and layer.relations and layer.clusters for layer in layers)
    mentions = [mention for layer in layers for mention in layer.mentions]
    assert any(len(mention.span.fragments) > 1 for mention in mentions)
    values = {value for mention in mentions for value in mention.attributes.values()}
    assert {"NOM", "PRO", "Generic", "Future", "Other", "2025-05-10", "800000000 USD"} <= values


def test_the_scheme_forbids_nothing_of_it_and_one_event_waits_for_its_role(sample):
    found = [
        problem.trouble
        for document in sample.project.document_ids()
        for problem in problems(sample.layer(document), sample.scheme)
    ]
    assert found == [Trouble.MISSING_ROLE]
