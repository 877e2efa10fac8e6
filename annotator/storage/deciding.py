"""Questions about decisions in the whole project; reading only."""

from typing import TYPE_CHECKING

from annotator.model.ids import AnnotatorName

if TYPE_CHECKING:
    from sqlite_utils import Database


def has_decided(db: "Database", annotator: AnnotatorName) -> bool:
    """Whether somebody has decided anything of what stands in gold here."""
    row = db.execute("SELECT EXISTS (SELECT 1 FROM decision WHERE annotator = ?)", [annotator]).fetchone()
    return bool(row[0])


def decision_counts(db: "Database") -> tuple[int, int]:
    """How many decisions there are outside the bin, and about how many documents."""
    sql = (
        "SELECT count(*), count(DISTINCT decision.document) FROM decision "
        "JOIN document ON document.n = decision.document WHERE document.binned = 0"
    )
    decisions, documents = db.execute(sql).fetchone()
    return int(decisions), int(documents)
