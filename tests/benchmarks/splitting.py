"""Dividing a corpus of 100,000 documents: finding what is alike, and balancing labels.

Near-duplicates are sought among texts of about 1 KB of the words of the sample articles, in random order; every tenth
is the one before it with three words changed. What they need of memory is the most that the process ever held.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from annotator.services.exports.near_duplicates import near_duplicates
from annotator.services.exports.splitting import Split, divide
from annotator.storage import Mode, Project
from annotator.storage.bulk import LayerQuery, layer_rows
from tests.benchmarks.measuring import MEGABYTES, SECONDS, Figure, Samples, amount, peak
from tests.benchmarks.workload import sample_texts

ALIKE = 60.0
"""Seconds to find near-duplicates among 100,000 texts of 1 KB; the export of such a project takes at most ten."""
MEMORY = 150.0
"""Megabytes for them."""
_SPLIT = Split.parse("train=80,dev=10,test=10")


def figures(project: Path, documents: int) -> Iterator[Figure]:
    """Near-duplicates among so many texts, then the whole division of a project of as many short ones."""
    texts, making = Texts(documents), Samples()
    with making:
        for _text in texts:
            pass
    before, finding = peak(), Samples()
    with finding:
        found = near_duplicates(texts)
    if sum(map(len, found)) != 2 * (documents // 10):
        raise RuntimeError(f"{sum(map(len, found))} texts were found to be alike")
    what = f"near-duplicates among {documents:,} texts of 1 KB"
    yield amount(what, finding.cpu[0] - making.cpu[0], SECONDS, ALIKE)
    yield amount(f"memory for {what}", peak() - before, MEGABYTES, MEMORY)
    for words, split in (("", _SPLIT), (", alike or not", Split(_SPLIT.parts, keep_alike=False))):
        dividing = Samples()
        with Project.open(project, Mode.READ) as reader:
            rows = list(layer_rows(reader.db, LayerQuery()))
            with dividing:
                divide(reader, rows, split)
        yield dividing.figure(f"divide a project of {documents:,} short documents{words}", unit=SECONDS)


class Texts(Sequence[str]):
    """So many texts, the same ones each time, made when they are asked for."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._words = [word for text in sample_texts() for word in text.split()]

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: Any) -> Any:
        if place >= self._count:
            raise IndexError(place)
        is_version = place % 10 == 1
        chance = random.Random(place - is_version)
        made = chance.choices(self._words, k=chance.randint(90, 160))
        for _change in range(3 if is_version else 0):
            made[chance.randrange(len(made))] = chance.choice(self._words)
        return " ".join(made)
