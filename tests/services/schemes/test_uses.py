"""What the editor shows of a scheme's use: counts, and mentions in their sentences."""

from annotator.model.ids import DocumentId
from annotator.model.scheme import Example
from annotator.model.span import Span
from annotator.services.schemes.uses import AROUND, examples_of, label_uses
from annotator.services.session import Session
from tests.conftest import ARABIC, LEILA, add_documents
from tests.rich import fill


def test_mentions_and_relations_are_counted_by_label(session: Session) -> None:
    fill(session.project)
    uses = label_uses(session)
    assert (uses["PERSON"], uses["GPE"], uses["located"]) == (6, 9, 3)


def test_an_example_is_the_mention_in_brackets_in_its_paragraph(session: Session, document: DocumentId) -> None:
    start = ARABIC.rindex("كازاخستان")
    session.add_mention(document, Span.of(start, start + 9), "GPE")
    assert examples_of(session, "GPE") == [("Article 1", Example("وقال إن CICA منظمة مهمة ل[كازاخستان].", "und"))]
    assert examples_of(session, "PERSON") == []


def test_long_text_is_cut_between_words_and_every_piece_is_marked(session: Session) -> None:
    text = f"{'before ' * 30}tauschten Ansichten aus{' after' * 30}"
    changes, texts = add_documents(text)
    session.apply(changes, texts=texts)
    (id_,) = session.project.document_ids()
    start = text.index("tauschten")
    session.add_mention(id_, Span(((start, start + 9), (start + 20, start + 23))), "Contact.Meet")
    ((_title, example),) = examples_of(session, "Contact.Meet")
    assert "before [tauschten] Ansichten [aus] after" in example.text
    assert (example.text[:2], example.text[-2:]) == ("…b", "r…")
    assert len(example.text) <= 2 * AROUND + 30


def test_each_wording_stands_once_and_the_bin_is_left_out(session: Session) -> None:
    changes, texts = add_documents("Ann came.", "Ann went.", "Bob sat.")
    session.apply(changes, texts=texts)
    documents = list(session.project.document_ids())
    for document in documents:
        session.add_mention(document, Span.of(0, 3), "PERSON")
    session.bin([documents[2]])
    assert [example.text for _title, example in examples_of(session, "PERSON")] == ["[Ann] came."]
    assert session.annotator == LEILA
