"""Questions about many records: right with more ids than a statement takes, and at one moment."""

from annotator.model.annotation import Status
from annotator.model.ids import DocumentId, new_id
from annotator.storage import Mode, Project
from annotator.storage.bulk import (
    LayerQuery,
    clusters_by_id,
    documents_by_id,
    ids_in_use,
    known_texts,
    label_counts,
    last_changes,
    layer_rows,
    openings,
    snapshot,
)
from tests.conftest import LEILA, add_documents
from tests.rich import fill


def test_thousands_of_ids_can_be_asked_for(project: Project) -> None:
    fill(project)
    document = next(project.document_ids())
    contents = project.contents(document, LEILA)
    known = [contents.mentions[0].id, contents.arguments[0].id, contents.relations[0].id, contents.comments[0].id]
    strangers = [new_id() for _ in range(2_000)]
    assert ids_in_use(project.db, [*strangers, *known]) == set(known)
    assert clusters_by_id(project.db, [*strangers, contents.clusters[0].id]) == {
        contents.clusters[0].id: contents.clusters[0]
    }
    assert documents_by_id(project.db, [*map(DocumentId, strangers), document]) == {
        document: project.document(document)
    }
    assert len(known_texts(project.db)) == 4


def test_openings_come_in_the_order_of_import_and_count_code_points(project: Project) -> None:
    changes, texts = add_documents("🎉🎉🎉 one", "two")
    project.apply(changes, texts=texts)
    first, second = project.document_ids()
    assert openings(project.db, [second, first], 2) == [(first, "🎉🎉"), (second, "tw")]


def test_a_layer_query_keeps_to_every_part_of_the_choice(project: Project) -> None:
    fill(project)
    query = LayerQuery(("leila", "omar"), (Status.STARTED,), ("ar", "de"))
    assert [(row.language, row.annotator) for row in layer_rows(project.db, query)] == [
        ("ar", "leila"),
        ("ar", "omar"),
        ("de", "omar"),
    ]
    assert sum(count for _kind, _label, count in label_counts(project.db, query)) == 14


def test_a_snapshot_does_not_see_what_is_written_meanwhile(project: Project) -> None:
    with Project.open(project.path, Mode.READ) as reader, snapshot(reader.db):
        assert known_texts(reader.db) == set()
        changes, texts = add_documents("New.")
        project.apply(changes, texts=texts)
        assert known_texts(reader.db) == set()
    assert known_texts(project.db) == set(texts)


def test_the_last_changes_of_an_act_come_first_and_by_the_page(project: Project) -> None:
    changes, texts = add_documents("One.", "Two.", "Three.")
    project.apply(changes, texts=texts)
    act = changes[0].act
    assert last_changes(project.db, act, 2, 0) == [changes[2], changes[1]]
    assert last_changes(project.db, act, 2, 2) == [changes[0]]
    assert last_changes(project.db, act, 2, 3) == []
