"""The help page on training shows a program that knows the columns of an export."""

import ast
import json
import re

from annotator.assets import resource

PAGE = resource("help", "training.md").read_text("utf-8")


def test_the_program_on_the_page_is_python_and_names_every_column() -> None:
    (program,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    words = {node.value for node in ast.walk(ast.parse(program)) if isinstance(node, ast.Constant)}
    schema = json.loads(resource("annotator-jsonl.schema.json").read_text("utf-8"))
    assert set(schema["properties"]) <= words


def test_the_page_has_no_line_that_is_cut_in_the_window() -> None:
    assert [line for line in PAGE.splitlines() if len(line) > 120] == []
