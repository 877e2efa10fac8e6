"""Which entries of the journal tell the history of a mention: its own, and those of the links at it."""


def _at_end(subject: str, end: str) -> str:
    """Entries of links by the mention at one of their ends; word for word as in the migration `journal_of_links`.

    Only then are its indexes used.
    """
    body, name = "coalesce(after, before)", f'"{end}":"'
    rest = f"substr({body}, instr({body}, '{name}') + {len(name)})"
    return f"subject = '{subject}' AND substr({rest}, 1, instr({rest}, '\"') - 1) = ?"


_CONDITIONS = (
    "subject_id = ?",
    _at_end("argument", "event"),
    _at_end("argument", "filler"),
    _at_end("relation", "source"),
    _at_end("relation", "target"),
)
HISTORY_WITH_LINKS = " UNION ".join(
    f"SELECT n FROM (SELECT n FROM journal WHERE {condition} ORDER BY n DESC LIMIT ?)"  # noqa: S608
    for condition in _CONDITIONS
)
"""Query for the numbers of the newest entries; each `LIMIT` stands for a mention's id and the most of one sort."""
