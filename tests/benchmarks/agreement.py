"""How far three annotators agree in a thousand documents: the figures, their intervals, and γ. No window.

Each annotator has what one article has, less a few mentions, with some labels and edges changed.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from annotator.model.annotation import Annotator, Argument, Cluster, Kind, Layer, Mention, Status
from annotator.model.change import Act, Change, Record, now
from annotator.model.document import Document, text_sha256
from annotator.model.ids import AnnotatorName, ArgumentId, ClusterId, DocumentId, MentionId, new_id
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.agreement.corpus import Agreement, AgreementChoice, agreement
from annotator.services.agreement.intervals import figures_with_intervals
from annotator.storage import Project
from tests.benchmarks.big_project import new_project, remove
from tests.benchmarks.measuring import SECONDS, Figure, Limit, Samples
from tests.benchmarks.workload import Article, Script, article_with_arguments

ANNOTATORS = tuple(map(AnnotatorName, ("leila", "mehdi", "sara")))
FIGURES = Limit(5.0)
"""Seconds for all figures of all annotators and of each pair, without intervals."""
_BYTES = 6_000
_MENTIONS = 60
_ARGUMENTS = 20
_GAMMA = 20
"""γ is measured in one document of so many."""


def agreement_project(folder: Path, documents: int) -> Path:
    """A project of so many documents that three annotators have labelled; made if it is not there."""
    path = folder / f"{documents}-labelled-thrice.annotator"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        remove(unfinished)
        with new_project(unfinished) as project:
            act = Act("annotator.add", ANNOTATORS[0])
            project.apply([act.change(None, Annotator(name, now())) for name in ANNOTATORS[1:]])
            for number in range(documents):
                _add(project, number)
        unfinished.rename(path)
    return path


def figures(path: Path, samples: int) -> Iterator[Figure]:
    """All figures; intervals of all pairs together; γ of some of the documents."""
    counting = Samples()
    for _number in range(samples):
        with counting:
            found = agreement(path, AgreementChoice())
            found.whole().figures()
            for part in found.by_pair().values():
                part.figures()
    documents = len(found.tallies)
    yield counting.figure(f"all figures, {documents:,} documents × 3 × {_MENTIONS}", FIGURES, unit=SECONDS)
    drawing = Samples()
    with drawing:
        figures_with_intervals(found.whole())
    yield drawing.figure("1,000 draws for the intervals of all figures", unit=SECONDS)
    yield _gamma(path, found).figure(f"the same with γ, one document in {_GAMMA}", unit=SECONDS)


def _gamma(path: Path, found: Agreement) -> Samples:
    some = AgreementChoice(languages=(f"x-{_GAMMA}",), gamma=True)
    measuring = Samples()
    with measuring:
        agreement(path, some if len(found.tallies) >= _GAMMA else AgreementChoice(gamma=True)).whole().figures()
    return measuring


def _add(project: Project, number: int) -> None:
    script = tuple(Script)[number % len(Script)]
    made = article_with_arguments(script, _BYTES + number, _MENTIONS, _ARGUMENTS)
    language = f"x-{_GAMMA}" if number % _GAMMA == 0 else made.language
    text = made.text
    document = Document(DocumentId(new_id()), f"Article {number}", text_sha256(text), len(text), now(), language, 0.99)
    act = Act("document.import", ANNOTATORS[0])
    changes = [act.change(None, document)]
    chance = random.Random(number)
    for name in ANNOTATORS:
        changes += _layer(act, document, name, made, chance, project.scheme)
    project.apply(changes, texts={document.text_sha256: text})


def _layer(
    act: Act, document: Document, name: AnnotatorName, made: Article, chance: random.Random, scheme: Scheme
) -> Iterator[Change]:
    status = chance.choice((Status.STARTED, Status.DONE, Status.DONE))
    records: list[Record] = [Layer(document.id, name, status)]
    clusters = [Cluster(ClusterId(new_id()), name, Kind.ENTITY) for _number in range(10)]
    records += clusters
    kept: dict[MentionId, Mention] = {}
    for place, mention in enumerate(made.mentions):
        if chance.random() > 0.08:
            cluster = clusters[place % 10].id if mention.kind is Kind.ENTITY and place % 2 else None
            own = _changed(mention, document.length, chance, made)
            kept[mention.id] = replace(
                own, id=MentionId(new_id()), document=document.id, annotator=name, cluster=cluster
            )
    records += kept.values()
    for argument in made.arguments:
        event, filler = kept.get(argument.event), kept.get(argument.filler)
        if event and filler and event != filler:
            for role in scheme.fillable_roles(event.label, filler.label)[:1]:
                id_ = ArgumentId(new_id())
                records.append(Argument(id_, document.id, name, event.id, role.name, filler.id))
    return (act.change(None, record) for record in records)


def _changed(mention: Mention, length: int, chance: random.Random, made: Article) -> Mention:
    """Sometimes another label of the same kind, sometimes another edge."""
    what = chance.random()
    if what < 0.08:
        others = sorted({other.label for other in made.mentions if other.kind is mention.kind})
        return replace(mention, label=chance.choice(others))
    if what < 0.16:
        *rest, (start, end) = mention.span.fragments
        return replace(mention, span=Span((*rest, (start, min(length, end + 2)))))
    return mention
