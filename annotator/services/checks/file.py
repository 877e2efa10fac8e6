"""The check of the file itself: what SQLite finds, and whether the tables are those of this program."""

from collections.abc import Iterator

from annotator.model.scheme import Scheme
from annotator.services.finding import Finding, error
from annotator.storage.inspection import Inspection


def check_file(inspection: Inspection, _scheme: Scheme | None) -> Iterator[Finding]:
    """Marks, definitions, pages, indexes and references."""
    yield from _check_marks(inspection)
    yield from _check_definitions(inspection)
    for damage in inspection.damages():
        yield error("file", f"SQLite finds: {damage}.")
    for table, row, parent in inspection.broken_references():
        yield error(f"{table} {row}", f"It refers to something in “{parent}” that is not there.")


def _check_marks(inspection: Inspection) -> Iterator[Finding]:
    application, version = inspection.marks()
    expected_application, expected_version = inspection.expected_marks()
    if application != expected_application:
        yield error("file", "It is not marked as a project of this program.")
    if version > expected_version:
        yield error("file", "A newer version of this program wrote it; this one cannot judge all of it.")
    elif version < expected_version:
        yield error("file", f"It is marked as version {version} of the format; this is {expected_version}.")


def _check_definitions(inspection: Inspection) -> Iterator[Finding]:
    found, expected = inspection.definitions(), inspection.expected_definitions()
    for kind, name in expected.keys() - found.keys():
        yield error(f"{kind} {name}", "It is missing.")
    for kind, name in sorted(found.keys() - expected.keys()):
        what = "It is code, which this program never writes." if kind in ("trigger", "view") else "It does not belong."
        yield error(f"{kind} {name}", what)
    for kind, name in sorted(found.keys() & expected.keys()):
        if found[kind, name] != expected[kind, name]:
            yield error(f"{kind} {name}", "Its definition is not the one that this program makes.")
