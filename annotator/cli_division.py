"""What `annotator export` says of the parts that it made: how large they are, and what was kept together."""

from typing import TYPE_CHECKING, Any

import click

from annotator.cli_parts import counted, say

if TYPE_CHECKING:
    from annotator.services.exports.exporting import ExportReport

keep_alike_option = click.option(
    "--keep-alike/--no-keep-alike",
    default=True,
    show_default=True,
    help="Keep near-duplicates and translations of one story in one part, so that nothing leaks.",
)


def tell_division(report: "ExportReport") -> None:
    """Tell how far each part is from its share, and how much is alike; nothing without a split."""
    if report.division is None:
        return
    shares = report.division.shares
    say("; ".join(f"{part.name}: {counted(part.documents, 'documents')}, {_off(part.off)}" for part in shares))
    sizes = sorted(len(group.documents) for group in report.division.together)
    if sizes:
        groups = counted(len(sizes), "groups")
        say(f"Kept together because alike: {groups} of {sum(sizes)} documents, {sizes[-1]} in the largest.")


def _off(documents: float) -> str:
    """How far a part is from its share, in documents."""
    if abs(documents) < 0.05:
        return "its share"
    return f"{abs(documents):.1f} {'more' if documents > 0 else 'fewer'} than its share"


def division_answer(report: "ExportReport") -> dict[str, Any]:
    """The same for a program; nothing without a split."""
    if report.division is None:
        return {}
    shares = report.division.shares
    parts = [{"name": part.name, "documents": part.documents, "share": part.wanted} for part in shares]
    together = [{"documents": group.documents, "because": group.ties} for group in report.division.together]
    return {"parts": parts, "together": together}
