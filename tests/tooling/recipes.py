# SPDX-License-Identifier: Apache-2.0
"""Reads the recipes of CONTRIBUTING.md and follows them in a copy of the checkout, line by line."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "CONTRIBUTING.md"
_PARTS = ("dit_desktop", "resources", "tests", "tools", "pyproject.toml", "LICENSE")
_FIRST_LINE = re.compile(r"# (?P<file>\S+), (?P<place>new|imports|in [A-Z]+|at the end of \w+)")


class Step(NamedTuple):
    """Lines that go into a file at a place."""

    recipe: str
    file: str
    place: str
    lines: tuple[str, ...]


def steps(page: str) -> Iterator[Step]:
    """What the code blocks of the page say is to be done, each under the bold words before it."""
    for recipe, block in re.findall(r"\*\*(An? \w+)\*\*(?:(?!\n\*\*An? ).)*?```\w+\n(.*?)```", page, re.DOTALL):
        found: list[str] = []
        said: re.Match[str] | None = None
        for line in [*block.splitlines(), None]:
            begins = _FIRST_LINE.fullmatch(line) if line is not None else None
            if (begins or line is None) and said is not None:
                yield Step(recipe, said["file"], said["place"], tuple(found))
            if begins:
                said, found = begins, []
            elif line is not None:
                assert said is not None, f"{recipe}: the block does not say where it goes"
                found.append(line)


def copy(to: Path) -> Path:
    """As much of the checkout as its program and tests need."""
    for name in _PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        else:
            shutil.copy(ROOT / name, to / name)
    return to


def follow(step: Step, checkout: Path) -> None:
    """Do what a step says."""
    path = checkout / step.file
    if step.place == "new":
        assert not path.exists(), f"{step.file} is there already"
        path.write_text("\n".join(step.lines) + "\n", "utf-8")
        return
    text = path.read_text("utf-8").splitlines()
    at = _place(step, text)
    path.write_text("\n".join([*text[:at], *step.lines, *text[at:]]) + "\n", "utf-8")


def _place(step: Step, text: list[str]) -> int:
    """The line before which a step's lines go."""
    if step.place == "imports":
        after = [at for at, line in enumerate(text) if line.startswith("from dit_desktop.") and line < step.lines[0]]
        return max(after) + 1
    name = step.place.rpartition(" ")[2]
    for node in ast.parse("\n".join(text)).body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            return _end(node.body[-1])
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            return _end(_last_entry(node))
    raise AssertionError(f"{step.file} has no {name}")


def _last_entry(assignment: ast.stmt) -> ast.expr:
    """The last of what an assignment lists."""
    for node in ast.walk(assignment):
        if isinstance(node, ast.Tuple) and node.end_lineno != node.lineno:
            return node.elts[-1]
        if isinstance(node, ast.Dict):
            return node.values[-1]
    raise AssertionError("nothing is listed")


def _end(node: ast.AST) -> int:
    return int(getattr(node, "end_lineno", 0))
