"""Figures as a Markdown table."""

from collections.abc import Iterable, Mapping
from typing import Any

_HEAD = "| what | samples | median | p99 | worst | limit | |\n| --- | ---: | ---: | ---: | ---: | --- | --- |"


def table(figures: Iterable[Mapping[str, Any]]) -> str:
    """A table with the limit beside each figure; what misses its limit says so."""
    return "\n".join([_HEAD, *map(_row, figures)])


def _row(figure: Mapping[str, Any]) -> str:
    if figure["samples"] == 1:
        numbers = [_number(figure["median"]), "", ""]
    else:
        numbers = [_number(figure[name]) for name in ("median", "p99", "worst")]
    what = f"{figure['what']}, {figure['unit']}{' ' * bool(figure['clock'])}{figure['clock']}"
    cells = [what, f"{figure['samples']:,}", *numbers, _limit(figure["limit"]), "**misses**" * bool(figure["misses"])]
    return f"| {' | '.join(cells)} |"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _limit(limit: Mapping[str, float | None]) -> str:
    return ", ".join(f"{name} ≤ {most:g}" for name, most in limit.items() if most is not None)
