"""Changes: one record, its inverse, and the notice of many."""

import pytest

from annotator.model.annotation import Kind, Mention
from annotator.model.change import Act, Changes, Subject
from annotator.model.ids import AnnotatorName, DocumentId, MentionId, new_id
from annotator.model.span import Span

WHO = AnnotatorName("leila")
DOCUMENT = DocumentId("d1")


def mention(label: str) -> Mention:
    return Mention(MentionId("m1"), DOCUMENT, WHO, Kind.ENTITY, label, Span.of(0, 3))


def test_ids_sort_by_time_and_have_the_form_of_a_uuid7() -> None:
    ids = [new_id() for _ in range(2_000)]
    assert ids == sorted(set(ids))
    assert all(len(i) == 36 and i[14] == "7" and i[19] in "89ab" for i in ids)


def test_a_change_knows_its_subject() -> None:
    change = Act("mention.add", WHO).change(None, mention("GPE"))
    assert (change.subject, change.subject_id, change.document) == (Subject.MENTION, "m1", DOCUMENT)
    assert change.annotator == WHO


def test_a_change_needs_a_record() -> None:
    with pytest.raises(ValueError, match="before or after"):
        Act("x", WHO).change(None, None)


def test_the_inverse_runs_backwards_with_before_and_after_swapped() -> None:
    act = Act("x", WHO)
    changes = [act.change(None, mention("GPE")), act.change(mention("GPE"), mention("LOC"))]
    back = Act("x", WHO).inverse_of(changes)
    assert [(c.before, c.after) for c in back] == [(mention("LOC"), mention("GPE")), (mention("GPE"), None)]
    assert not {c.id for c in back} & {c.id for c in changes}


def test_a_notice_answers_whether_it_touches_something() -> None:
    notice = Changes((Act("x", WHO).change(None, mention("GPE")),), "me")
    assert notice.touches(Subject.MENTION)
    assert notice.touches(Subject.MENTION, Subject.LAYER, document=DOCUMENT)
    assert not notice.touches(Subject.MENTION, document=DocumentId("other"))
    assert not notice.touches(Subject.DOCUMENT)
    assert notice.documents == {DOCUMENT}
    assert len(notice.of(Subject.MENTION)) == 1
