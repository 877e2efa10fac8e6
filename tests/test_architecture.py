"""The house rules, as sentences that can fail."""

import ast
from pathlib import Path

import pytest
from pytest_archon import archrule

PACKAGE = Path(__file__).parent.parent / "annotator"
MODULES = sorted(PACKAGE.rglob("*.py"))


def test_the_model_knows_only_itself_and_the_standard_library() -> None:
    (
        archrule("model stands alone")
        .match("annotator.model*")
        .should_not_import("annotator.storage*", "annotator.formats*", "annotator.services*", "annotator.gui*")
        .should_not_import("PySide6*", "sqlite_utils*", "msgspec*", "regex*", "yaml*", "click*")
        .check("annotator")
    )


def test_storage_knows_only_the_model() -> None:
    (
        archrule("storage above model")
        .match("annotator.storage*")
        .should_not_import("annotator.formats*", "annotator.services*", "annotator.gui*", "PySide6*")
        .check("annotator")
    )


def test_formats_see_the_model_only() -> None:
    (
        archrule("formats above model")
        .match("annotator.formats*")
        .should_not_import("annotator.storage*", "annotator.services*", "annotator.gui*", "PySide6*")
        .check("annotator")
    )


def test_services_work_without_a_window() -> None:
    archrule("services without Qt").match("annotator.services*").should_not_import(
        "annotator.gui*", "annotator.app*", "PySide6*"
    ).check("annotator")


def test_the_window_never_touches_storage_directly() -> None:
    """Services may; this rule is about what the window's own modules import."""
    archrule("window through services").match("annotator.gui*").should_not_import(
        "annotator.storage*", "sqlite3", "sqlite_utils*"
    ).check("annotator", only_direct_imports=True)


def test_panels_never_import_each_other() -> None:
    panels = [p.stem for p in (PACKAGE / "gui" / "panels").glob("*.py") if p.stem != "__init__"]
    offenders = []
    for panel in panels:
        tree = ast.parse((PACKAGE / "gui" / "panels" / f"{panel}.py").read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("annotator.gui.panels."):
                other = (node.module or "").rsplit(".", 1)[1]
                if other.split("_")[0] != panel.split("_")[0]:
                    offenders.append(f"{panel} imports {other}")
    assert offenders == []


def test_the_page_of_a_review_mode_knows_no_panel_and_no_window() -> None:
    """What such a page wants of the rest of the window it asks for; `comparing` and its like bring it there."""
    (
        archrule("review pages stand alone")
        .match("annotator.gui.compare*", "annotator.gui.review.*")
        .should_not_import("annotator.gui.panels*", "annotator.gui.dialogs*", "annotator.gui.window")
        .check("annotator", only_direct_imports=True)
    )


def test_no_import_runs_in_a_circle() -> None:
    graph = {_module_name(path): _direct_imports(path) for path in MODULES}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail[trail.index(module) :], module))
        if module in done:
            return
        for other in graph[module]:
            if other in graph and other != module:
                visit(other, (*trail, module))
        done.add(module)

    for module in graph:
        visit(module, ())


def test_only_storage_holds_sql() -> None:
    words = ("SELECT ", "INSERT INTO", "DELETE FROM", "PRAGMA ")
    allowed = {PACKAGE / "storage"}
    offenders = [
        str(path.relative_to(PACKAGE))
        for path in MODULES
        if not allowed & set(path.parents) and any(word in path.read_text("utf-8") for word in words)
    ]
    assert offenders == []


def test_the_raw_connection_is_touched_only_inside_the_write_door() -> None:
    """`conn.execute` outside a transaction can lose writes silently; `executescript` commits an open one."""
    for path in MODULES:
        source = path.read_text("utf-8")
        assert "executescript" not in source, path
        if path.name not in {"writing.py", "schema.py"}:
            assert "db.conn" not in source, path


def test_no_table_is_transformed() -> None:
    """`Table.transform` loses triggers and cascades; migrations alter tables plainly."""
    assert [p.name for p in (PACKAGE / "storage").glob("*.py") if ".transform(" in p.read_text("utf-8")] == []


def test_no_module_is_an_attic() -> None:
    assert [p.name for p in MODULES if p.stem in {"utils", "util", "misc", "helpers", "common"}] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_has_at_most_500_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 500


def test_no_lambda_is_connected_to_a_signal() -> None:
    assert [f"{p.name}:{node.lineno}" for p in MODULES for node in _connects(p) if _has_lambda(node)] == []


def _connects(path: Path) -> list[ast.Call]:
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    return [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "connect"]


def _has_lambda(call: ast.Call) -> bool:
    return any(isinstance(argument, ast.Lambda) for argument in call.args)


def _module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _direct_imports(path: Path) -> set[str]:
    """Modules imported when `path` is imported: not those inside functions or for type checkers only."""
    found: set[str] = set()
    nodes = list(ast.parse(path.read_text("utf-8")).body)
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, (ast.Try, ast.If)) and "TYPE_CHECKING" not in ast.dump(getattr(node, "test", node)):
            nodes.extend(node.body)
    return found
