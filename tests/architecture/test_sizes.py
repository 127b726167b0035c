"""No file is a god and no function an epic."""

import ast
from pathlib import Path

import pytest

from tests.architecture.layers import PROJECT

LONGEST_FILE, LONGEST_FUNCTION = 300, 40
FILES = sorted(
    path
    for folder in ("apps", "config", "tests")
    for path in (PROJECT / folder).rglob("*.py")
    if "migrations" not in path.parts
)


def name(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines the function's body has, its docstring apart."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_file_is_too_long():
    too_long = {
        name(path): lines for path in FILES if (lines := len(path.read_text().splitlines())) > LONGEST_FILE
    }

    assert too_long == {}


def test_no_function_is_too_long():
    too_long = {
        f"{name(path)}:{node.name}": length(node)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > LONGEST_FUNCTION
    }

    assert too_long == {}


def has_something_to_explain(module: ast.Module) -> bool:
    """Tell whether the module does more than pass on what it imports."""
    return not all(isinstance(statement, ast.Import | ast.ImportFrom) for statement in module.body)


@pytest.mark.parametrize("folder", ["apps", "config"])
def test_every_module_says_what_it_is_for(folder):
    silent = [
        name(path)
        for path in FILES
        if path.is_relative_to(PROJECT / folder) and path.name not in {"__init__.py", "apps.py"}
        if has_something_to_explain(module := ast.parse(path.read_text())) and not ast.get_docstring(module)
    ]

    assert silent == []
