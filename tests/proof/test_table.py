"""The list of faults names tests that exist, and every row can be written."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.proof.table import ROOT, Fault, _row, faults


@pytest.mark.parametrize("fault", faults(), ids=lambda one: one.id)
def test_the_tests_of_a_fault_exist(fault: Fault) -> None:
    assert fault.tests
    for test in fault.tests:
        file, *names = test.split("::")
        assert (names[0] in defined(ROOT / file)) if names else (ROOT / file).is_file(), test
    assert _row(fault).count("|") == 7


def defined(file: Path) -> set[str]:
    """The functions and classes of a module, and the classes that it makes by assignment."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    named = {one.name for one in tree.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    return named | {
        target.id
        for one in tree.body
        if isinstance(one, ast.Assign)
        for target in one.targets
        if isinstance(target, ast.Name)
    }
