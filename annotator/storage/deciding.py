"""Questions about decisions in the whole project; reading only."""

from collections.abc import Collection, Generator
from typing import TYPE_CHECKING

from annotator.model.decision import Aspect, Decision, Verdict
from annotator.model.ids import AnnotatorName
from annotator.storage.bodies import json_text
from annotator.storage.decision_rows import DECISION_SELECT, decision_of

if TYPE_CHECKING:
    from annotator.storage.sqlite import Database


def has_decided(db: "Database", annotator: AnnotatorName) -> bool:
    """Whether somebody has decided anything of what stands in gold here."""
    row = db.execute("SELECT EXISTS (SELECT 1 FROM decision WHERE annotator = ?)", [annotator]).fetchone()
    return bool(row[0])


def newest_decisions(
    db: "Database", aspects: Collection[Aspect], labels: Collection[str], verdicts: Collection[Verdict]
) -> Generator[Decision, None, None]:
    """Decisions about some aspects, outside the bin, the newest first; read one by one, so close what is not read up.

    Args:
        db: Of the project.
        aspects: Only about these.
        labels: Only those of which a reading has one of these labels or roles; empty for all.
        verdicts: Only these.
    """
    # The readings are one JSON column: that a label stands in it is found without taking it apart, which is ten times
    # as fast; what only looks like one is left out below. Ids are UUIDv7, so their index has the newest at its end.
    written = [f'"label":{json_text(label)}' for label in labels]
    where = (
        f"document.binned = 0 AND aspect IN ({_marks(aspects)}) AND verdict IN ({_marks(verdicts)}) "
        f"AND ({' OR '.join('instr(sources, ?)' for _label in written) or '1'}) ORDER BY decision.id DESC"
    )
    for row in db.execute(DECISION_SELECT.format(where=where), [*aspects, *verdicts, *written]):
        decision = decision_of(row)
        if not labels or any(source.label in labels for source in decision.sources):
            yield decision


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))


def decision_counts(db: "Database") -> tuple[int, int]:
    """How many decisions there are outside the bin, and about how many documents."""
    sql = (
        "SELECT count(*), count(DISTINCT decision.document) FROM decision "
        "JOIN document ON document.n = decision.document WHERE document.binned = 0"
    )
    decisions, documents = db.execute(sql).fetchone()
    return int(decisions), int(documents)
