"""`annotator compare`: what two annotators' layers say differently."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli_parts import (
    DONE,
    REPORTED,
    SHOWN,
    ProjectPath,
    answer,
    counted,
    existing,
    json_option,
    progress_bar,
    say,
)
from annotator.cli_scheme import scheme_of
from annotator.model.annotation import Argument, Mention, Relation, Status

if TYPE_CHECKING:
    from annotator.model.ids import AnnotatorName
    from annotator.services.comparison.alignment import Pair
    from annotator.services.comparison.corpus_comparison import DocumentComparison
    from annotator.services.comparison.disagreement import Disagreement, Wanted

_ISOLATES = {0x2068: None, 0x2069: None}
"""A window needs them around the words of a text; a line on a terminal shows none."""


class KindName(click.ParamType[str]):
    """A kind of disagreement, or `argument`, `relation` or `cluster` for all of these."""

    name = "KIND"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, if it means anything."""
        from annotator.services.comparison.disagreement import Difference, kinds_named  # noqa: PLC0415

        if not kinds_named(value):
            self.fail(f"There is no kind “{value}”. There are: {', '.join(Difference)}.", param, ctx)
        return str(value)


@click.command()
@click.argument("project", type=ProjectPath())
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@click.option("--document", default="", metavar="ID|TITLE", help="Only this document.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=KindName(),
    metavar="KIND",
    help="Only this kind, such as boundary, argument-role, or cluster for all about clusters; repeatable.",
)
@click.option(
    "--label", "labels", multiple=True, metavar="LABEL", help="Only about this label or those below it; repeatable."
)
@click.option(
    "--language", "languages", multiple=True, metavar="TAG", help="Only documents in this language; repeatable."
)
@json_option
@click.pass_context
def compare(ctx: click.Context, /, project: Path, left: str, right: str, **given: Any) -> None:
    """List what the layers of the annotators A and B say differently in PROJECT.

    What only A has is called missing, what only B has extra. Documents that only one of them has begun are counted, not
    compared. The exit code is 1 if there are differences.
    """
    from annotator.services.comparison.corpus_comparison import choose_annotators, compare_corpus  # noqa: PLC0415
    from annotator.services.documents import document_named  # noqa: PLC0415

    path = existing(project)
    names = choose_annotators(path, (left, right))
    documents = (document_named(path, given["document"]),) if given["document"] else ()
    report = _Report(names)
    with progress_bar("Comparing") as progress:
        for compared in compare_corpus(path, names, _wanted(path, given), documents=documents, progress=progress):
            report.add(compared, as_json=given["as_json"])
    report.conclude()
    if given["as_json"]:
        answer({"project": project, **report.answer()})
    ctx.exit(REPORTED if report.has_anything else DONE)


def _wanted(path: Path, given: dict[str, Any]) -> "Wanted":
    from annotator.services.comparison.disagreement import Wanted, kinds_named  # noqa: PLC0415

    scheme = scheme_of(path)
    labels = tuple(scheme.label(name).name for name in given["labels"])
    kinds = frozenset(kind for name in given["kinds"] for kind in kinds_named(name))
    return Wanted(kinds, labels, languages=given["languages"])


class _Report:
    """What is told of a comparison, document by document; only `--json` keeps what was told."""

    def __init__(self, names: tuple["AnnotatorName", ...]) -> None:
        self._left, self._right = names
        self._kinds: Counter[str] = Counter()
        self._documents: Counter[str] = Counter()
        self._alone: Counter[str] = Counter()
        self._damage: list[dict[str, str]] = []
        self._listed: list[dict[str, Any]] = []

    @property
    def has_anything(self) -> bool:
        """Whether there is something to report."""
        return bool(self._kinds or self._damage)

    def add(self, compared: "DocumentComparison", *, as_json: bool) -> None:
        """Tell and count what was found in a document."""
        title = compared.document.title
        if compared.damage:
            self._damage.append({"document": compared.document.id, "title": title, "reason": compared.damage})
            say(f"Skipped: {title}: {compared.damage}")
        elif not compared.is_compared:
            self._alone.update(layer.annotator for layer in compared.layers)
        else:
            self._documents["compared"] += 1
            self._documents["differing"] += bool(compared.disagreements)
            self._tell(compared)
            self._kinds.update(disagreement.kind for disagreement in compared.disagreements)
            if as_json:
                self._listed += [_facts(disagreement, compared) for disagreement in compared.disagreements]

    def _tell(self, compared: "DocumentComparison") -> None:
        shown = compared.disagreements[: max(0, SHOWN - self._kinds.total())]
        if shown:
            unfinished = [layer.annotator for layer in compared.layers if layer.status is not Status.DONE]
            notes = ", ".join((compared.document.language, *(f"{name} has not done it yet" for name in unfinished)))
            say(f"{compared.document.title} ({notes}):")
        for disagreement in shown:
            say(f"  {disagreement.kind}: {disagreement.sentence.translate(_ISOLATES)}")

    def conclude(self) -> None:
        """Tell the counts."""
        count = self._kinds.total()
        if count > SHOWN:
            say(f"… and {count - SHOWN} more; --json lists them all.")
        figures = f": {', '.join(f'{n} {kind}' for kind, n in self._kinds.most_common())}" if count else ""
        where = f"{self._documents['differing']} of {counted(self._documents['compared'], 'documents')}"
        say(f"{counted(count, 'differences')} in {where}{figures}.")
        for name, alone in self._alone.items():
            say(f"Not compared: {counted(alone, 'documents')} that only {name} has begun.")

    def answer(self) -> dict[str, Any]:
        """The same for a program."""
        return {
            "left": self._left,
            "right": self._right,
            "documents": {
                "compared": self._documents["compared"],
                "differing": self._documents["differing"],
                "only_left": self._alone[self._left],
                "only_right": self._alone[self._right],
            },
            "counts": dict(self._kinds),
            "disagreements": self._listed,
            "skipped": self._damage,
        }


def _facts(found: "Disagreement", compared: "DocumentComparison") -> dict[str, Any]:
    """A disagreement for a program; what does not apply to its kind is left out."""
    text = compared.text
    facts: dict[str, Any] = {
        "kind": found.kind,
        "document": found.document,
        "title": compared.document.title,
        "language": compared.document.language,
        "sentence": found.sentence.translate(_ISOLATES),
        "left": _mention(found.left, text),
        "right": _mention(found.right, text),
    }
    if found.name:
        facts["name"] = found.name
    if found.said != (None, None):
        facts["said"] = {"left": found.said[0], "right": found.said[1]}
    if any(found.links):
        facts["links"] = {"left": _link(found.links[0]), "right": _link(found.links[1])}
        facts["ends"] = {"left": _mention(found.ends[0], text), "right": _mention(found.ends[1], text)}
    if found.only:
        facts["only"] = found.only
    if found.coreferent_for:
        facts["coreferent_for"] = found.coreferent_for
    if found.parts:
        facts["parts"] = [[_pair(pair, text) for pair in part] for part in found.parts]
    return facts


def _pair(pair: "Pair", text: str) -> dict[str, Any]:
    return {"left": _mention(pair.left, text), "right": _mention(pair.right, text)}


def _mention(mention: Mention | None, text: str) -> dict[str, Any] | None:
    if mention is None:
        return None
    span = mention.span
    facts = {"id": mention.id, "label": mention.label, "start": span.start, "end": span.end, "text": span.text(text)}
    return facts | ({"fragments": span.fragments} if span.is_discontinuous else {})


def _link(link: Argument | Relation | None) -> dict[str, Any] | None:
    if link is None:
        return None
    return {"id": link.id, "role": link.role} if isinstance(link, Argument) else {"id": link.id, "label": link.label}
