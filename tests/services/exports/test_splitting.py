"""A corpus divided into parts: every document once, what is alike together, shares kept, repeatable."""

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.assets import seeds
from annotator.model.annotation import Annotator, Cluster, Kind, Layer, Mention
from annotator.model.change import Act, Change, now
from annotator.model.document import Document, text_sha256
from annotator.model.ids import ClusterId, DocumentId, MentionId, new_id
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.exports.splitting import Division, Split, SplitError, Tie, divide
from annotator.services.job import CancelledError, Progress
from annotator.storage import Project
from annotator.storage.bulk import LayerQuery, LayerRow, layer_rows
from tests.conftest import LEILA

SPLIT = Split.parse("train=80,dev=10,test=10")


@dataclass(frozen=True, slots=True)
class Article:
    """A document to be: its text, its language, labels of entities, and names of clusters of its events."""

    text: str
    language: str = "ar"
    labels: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


def add(project: Project, articles: Iterable[Article]) -> None:
    """Add documents, all labelled by one person."""
    act = Act("document.import", LEILA)
    clusters: dict[str, Cluster] = {}
    changes: list[Change] = [] if project.annotators() else [act.change(None, Annotator(LEILA, now()))]
    texts = {}
    for article in articles:
        sha = text_sha256(article.text)
        texts[sha] = article.text
        id_ = DocumentId(new_id())
        document = Document(id_, "Article", sha, len(article.text), now(), article.language)
        changes += [act.change(None, document), act.change(None, Layer(id_, LEILA))]
        for name in article.events:
            if name not in clusters:
                clusters[name] = Cluster(ClusterId(new_id()), LEILA, Kind.EVENT)
                changes.append(act.change(None, clusters[name]))
        meetings = [("Contact.Meet", Kind.EVENT, clusters[name].id) for name in article.events]
        for label, kind, cluster in [*((label, Kind.ENTITY, None) for label in article.labels), *meetings]:
            made = Mention(MentionId(new_id()), id_, LEILA, kind, label, Span.of(0, 1), cluster=cluster)
            changes.append(act.change(None, made))
    project.apply(changes, texts=texts)


def rows_of(project: Project) -> list[LayerRow]:
    return list(layer_rows(project.db, LayerQuery()))


def texts_by_part(project: Project, division: Division) -> dict[str, int]:
    shas = {row.document: row.sha256 for row in rows_of(project)}
    return {project.text(shas[document]): part for document, part in division.parts.items()}


def words(number: int, count: int = 60) -> list[str]:
    """The words of an article like no other."""
    chance = random.Random(number)
    return [f"w{chance.randrange(10**9)}" for _number in range(count)]


def text(number: int) -> str:
    return " ".join(words(number))


def version(number: int, of: int) -> str:
    """The same article with another word."""
    return " ".join([*words(of)[:-1], f"v{number}"])


# -- the words for it


@pytest.mark.parametrize(
    "said", ["", "train", "train=0", "train=x", "a=1,a=2", "a b=1", "../x=1", "train=-3", "a=9" + 400 * "9"]
)
def test_a_split_that_cannot_be_understood_is_refused(said: str) -> None:
    with pytest.raises(SplitError):
        Split.parse(said)


@pytest.mark.parametrize("said", ["train=80,dev=10,test=10", "a=0.5", "x_1=2,y-2=33.25", "a=0.000001,b=10000000"])
def test_a_split_says_how_it_was_said(said: str) -> None:
    assert str(Split.parse(said)) == said
    assert sum(Split.parse(said).shares) == pytest.approx(1)


# -- near-duplicates, stories


def test_near_duplicates_are_in_one_part(project: Project) -> None:
    add(project, [Article(text(number)) for number in range(40)])
    add(project, [Article(version(number, of=number % 4)) for number in range(12)])
    for seed in range(5):
        division = divide(project, rows_of(project), Split.parse("a=1,b=1,c=1", seed))
        parts = texts_by_part(project, division)
        for number in range(12):
            assert parts[version(number, of=number % 4)] == parts[text(number % 4)]
        assert sorted(len(some.documents) for some in division.together) == [4] * 4
        assert {some.ties for some in division.together} == {(Tie.NEAR_DUPLICATES,)}


def test_a_story_is_in_one_part_and_an_entity_holds_nothing_together(project: Project) -> None:
    story = [
        Article(text(number), language, ("GPE",), ("summit",)) for number, language in enumerate(("ar", "de", "nl"))
    ]
    add(project, [*story, *(Article(text(number), "ar", ("GPE",)) for number in range(3, 30))])
    countries = project.contents(rows_of(project)[0].document, LEILA).mentions
    assert any(mention.label == "GPE" for mention in countries)
    for seed in range(5):
        division = divide(project, rows_of(project), Split.parse("a=1,b=1,c=1", seed))
        (held,) = division.together
        assert held.ties == (Tie.SAME_STORY,)
        assert {division.parts[document] for document in held.documents} == {division.parts[held.documents[0]]}
        assert len(held.documents) == 3


def test_clusters_of_entities_hold_nothing_together(project: Project) -> None:
    add(project, [Article(text(number), labels=("GPE",)) for number in range(6)])
    act = Act("cluster.new", LEILA)
    iran = Cluster(ClusterId(new_id()), LEILA, Kind.ENTITY, name="Iran")
    moves: list[Change] = [act.change(None, iran)]
    for row in rows_of(project):
        (mention,) = project.contents(row.document, LEILA).mentions
        moved = Mention(mention.id, mention.document, LEILA, mention.kind, mention.label, mention.span, cluster=iran.id)
        moves.append(act.change(mention, moved))
    project.apply(moves)
    assert divide(project, rows_of(project), SPLIT).together == ()


def test_the_sample_articles_are_by_themselves_if_no_cluster_says_otherwise(project: Project) -> None:
    texts = [path.read_text("utf-8") for path in sorted(seeds().glob("*.txt"))]
    languages = ("nl", "ar", "ar", "de", "fa")
    add(project, (Article(one, tag) for one, tag in zip(texts, languages, strict=True)))
    assert divide(project, rows_of(project), SPLIT).together == ()


def test_the_sample_articles_are_one_story_if_a_cluster_says_so(project: Project) -> None:
    texts = [path.read_text("utf-8") for path in sorted(seeds().glob("*.txt"))]
    languages = ("nl", "ar", "ar", "de", "fa")
    add(project, (Article(one, tag, events=("visit",)) for one, tag in zip(texts, languages, strict=True)))
    (story,) = divide(project, rows_of(project), SPLIT).together
    assert len(story.documents) == 5


def test_without_keeping_alike_only_the_same_text_is_together(project: Project) -> None:
    add(
        project,
        [Article(text(0), events=("1",)), Article(version(1, of=0), "de", events=("1",)), Article(text(0), "nl")],
    )
    split = Split.parse("a=1,b=1", keep_alike=False)
    (same,) = divide(project, rows_of(project), split).together
    assert (len(same.documents), same.ties) == (2, (Tie.SAME_TEXT,))
    (alike,) = divide(project, rows_of(project), Split.parse("a=1,b=1")).together
    assert (len(alike.documents), alike.ties) == (3, tuple(Tie))


# -- shares


@pytest.fixture
def corpus(project: Project) -> Project:
    """A hundred and fifty documents in three languages, twelve of them versions of four others."""
    chance = random.Random(2)
    tags, labels = ("ar", "de", "nl"), ("PERSON", "GPE", "MONEY")
    add(
        project,
        [
            Article(
                text(number) if number < 138 else version(number, of=number % 4),
                tags[number % 7 % 3],
                tuple(label for label in labels for _mention in range(chance.randrange(6))),
            )
            for number in range(150)
        ],
    )
    return project


def test_every_document_is_in_one_part_and_parts_are_alike(corpus: Project) -> None:
    rows = rows_of(corpus)
    for seed in range(5):
        parts = divide(corpus, rows, Split(SPLIT.parts, seed)).parts
        assert parts.keys() == {row.document for row in rows}
        for part, share in enumerate(SPLIT.shares):
            assert abs(sum(mine == part for mine in parts.values()) - share * len(rows)) < 1
            for language in ("ar", "de", "nl"):
                mine = [row for row in rows if row.language == language]
                assert abs(sum(parts[row.document] == part for row in mine) - share * len(mine)) <= 3
            counts: Counter[str] = Counter()
            everywhere: Counter[str] = Counter()
            for row in rows:
                found = Counter(mention.label for mention in corpus.contents(row.document, LEILA).mentions)
                everywhere += found
                counts += found if parts[row.document] == part else Counter()
            for label, total in everywhere.items():
                assert counts[label] / total == pytest.approx(share, abs=0.05)


@given(st.randoms(use_true_random=False), st.integers(0, 5))
def test_the_order_of_rows_does_not_matter(corpus: Project, chance: random.Random, seed: int) -> None:
    rows = rows_of(corpus)
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert divide(corpus, shuffled, Split(SPLIT.parts, seed)) == divide(corpus, rows, Split(SPLIT.parts, seed))


def test_neither_ids_nor_the_order_of_import_matter(tmp_path: Path, scheme: Scheme) -> None:
    articles = [Article(text(number), labels=("GPE",) * (number % 4)) for number in range(30)]
    articles += [Article(version(number, of=number)) for number in range(3)]
    found = []
    for name, order in (("one", articles), ("two", articles[::-1])):
        with Project.new(tmp_path / f"{name}.annotator", scheme) as made:
            add(made, order)
            found.append(texts_by_part(made, divide(made, rows_of(made), SPLIT)))
    assert found[0] == found[1]


def test_near_duplicates_are_sought_once_for_the_same_texts(project: Project) -> None:
    add(project, [Article(text(number)) for number in range(1000, 1010)])
    told: list[tuple[int, int]] = []
    progress = Progress(lambda done, total, _text: told.append((done, total)))
    rows = rows_of(project)
    first = divide(project, rows, SPLIT, progress)
    assert told == [(number, 10) for number in range(10)]
    assert divide(project, rows, SPLIT, progress) == first
    assert divide(project, rows[1:], SPLIT, progress).parts.keys() == first.parts.keys() - {rows[0].document}
    assert told[10:] == [(number, 9) for number in range(9)]


def test_it_can_be_stopped(project: Project) -> None:
    add(project, [Article(text(number)) for number in range(2000, 2010)])
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError):
        divide(project, rows_of(project), SPLIT, progress)


def test_another_seed_divides_differently(corpus: Project) -> None:
    rows = rows_of(corpus)
    divided = {tuple(sorted(divide(corpus, rows, Split(SPLIT.parts, seed)).parts.items())) for seed in range(5)}
    assert len(divided) == 5
