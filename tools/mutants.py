# SPDX-License-Identifier: Apache-2.0
"""Takes the protections of the program away, one at a time, and shows that a test notices each: `dev.py mutants`."""

from __future__ import annotations

import argparse
import atexit
import compileall
import functools
import os
import py_compile
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LISTS = Path(__file__).with_suffix("")
AT_ONCE = 2
PATIENCE = 180  # seconds for the tests of one mutant
_NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "demo-output")


class Mutant(NamedTuple):
    """A change to one line that takes one protection away, and the tests of which one must then fail."""

    name: str
    protection: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


class Outcome(NamedTuple):
    """Whether a test failed, and what pytest said."""

    caught: bool
    told: str
    seconds: float


class DoesNotApply(Exception):  # noqa: N818 - named by what happened
    """The line a mutant wants to change is not there exactly once."""


def listed(folder: Path = LISTS) -> list[Mutant]:
    """Every mutant, in the order of the files and of the lines in them."""
    return [
        Mutant(name, about["protection"], about["file"], about["old"], about["new"], tuple(about["tests"]))
        for path in sorted(folder.glob("*.toml"))
        for name, about in tomllib.loads(path.read_text("utf-8")).items()
    ]


def patched(mutant: Mutant, text: str) -> str:
    """The text of the mutant's file without the protection."""
    if "\n" in mutant.old + mutant.new or mutant.old == mutant.new or text.count(mutant.old) != 1:
        raise DoesNotApply(f"{mutant.name}: {mutant.old!r} is in {mutant.file} {text.count(mutant.old)} times")
    return text.replace(mutant.old, mutant.new)


def attempt(mutant: Mutant) -> Outcome:
    """Take the protection away in a copy of the checkout and run the mutant's tests there."""
    with tempfile.TemporaryDirectory(prefix="dit-mutant-", ignore_cleanup_errors=True) as name:
        copy = _copied(Path(name))
        changed = copy / mutant.file
        changed.write_text(patched(mutant, changed.read_text("utf-8")), "utf-8", newline="")
        return _tested(copy, mutant.tests)


def stands(tests: Sequence[str]) -> Outcome:
    """Run tests on an unchanged copy: one that fails there too shows nothing; `caught` says that one did."""
    with tempfile.TemporaryDirectory(prefix="dit-mutant-", ignore_cleanup_errors=True) as name:
        several = ("-n", str(AT_ONCE)) if len(tests) > AT_ONCE else ()
        return _tested(_copied(Path(name)), tests, *several, patience=600)


@functools.cache
def _compiled() -> Path:
    """A copy of the checkout for all others, compiled once; what changes later is told by its digest, not its time."""
    folder = Path(tempfile.mkdtemp(prefix="dit-mutants-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = Path(shutil.copytree(ROOT, folder / "checkout", ignore=_NOT_COPIED))
    by_digest = py_compile.PycInvalidationMode.CHECKED_HASH
    compileall.compile_dir(made, quiet=1, workers=AT_ONCE, invalidation_mode=by_digest)
    return made


def _copied(folder: Path) -> Path:
    return Path(shutil.copytree(_compiled(), folder / "checkout"))


def _tested(copy: Path, tests: Sequence[str], *more: str, patience: int = PATIENCE) -> Outcome:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=short", "-p", "no:cacheprovider", *more, *tests]
    # No bytecode is written: a line changed within the second in which it was compiled would not be compiled again.
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTEST"))}
    variables |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
    began = time.monotonic()
    with subprocess.Popen(
        command, cwd=copy, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    ) as running:
        try:
            told = running.communicate(timeout=patience)[0].decode("utf-8", "replace")
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            told = f"The tests did not end within {patience} seconds."
    # A test that could not be collected or set up has noticed nothing.
    caught = running.returncode == 1 and re.search(r"^(FAILED|\d+ failed)", told, re.MULTILINE) is not None
    good = running.returncode == 0
    return Outcome(caught, "" if good else told, time.monotonic() - began)


def page(mutants: Sequence[Mutant]) -> str:
    """The list as it stands in SECURITY.md."""
    lines = []
    for mutant in mutants:
        tests = " ".join(f"`{re.split('::', test)[-1].partition('[')[0]}`" for test in mutant.tests)
        lines.append(f"- `{mutant.name}`: {mutant.protection}. {tests}\n")
    return "".join(lines)


def run(mutants: Sequence[Mutant]) -> int:
    """Try the mutants and print what became of each; returns 1 if one was not caught."""
    began = time.monotonic()
    tests = sorted({test for mutant in mutants for test in mutant.tests})
    print(f"{len(tests)} tests on the unchanged checkout", flush=True)
    _compiled()  # before several ask for it at once
    before = stands(tests)
    if before.told:
        print(before.told, "\nThe tests must pass before anything is taken away.", sep="")
        return 1
    missed = 0
    with ThreadPoolExecutor(AT_ONCE) as several:
        for mutant, outcome in zip(mutants, several.map(attempt, mutants), strict=True):
            word = "caught" if outcome.caught else "NOT CAUGHT"
            print(f"{word:10} {mutant.name}: {mutant.protection} ({outcome.seconds:.0f} s)", flush=True)
            print("".join(f"{'':13}{test}\n" for test in mutant.tests), end="", flush=True)
            if not outcome.caught:
                missed += 1
                print(outcome.told or "All of its tests passed.", flush=True)
    print(f"\n{len(mutants) - missed} of {len(mutants)} caught in {time.monotonic() - began:.0f} s")
    return int(bool(missed))


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the mutants that are named, or all of them."""
    parser = argparse.ArgumentParser(prog="dev.py mutants", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these")
    parser.add_argument("--list", action="store_true", help="print the list as SECURITY.md has it and try nothing")
    options = parser.parse_args(arguments)
    mutants = listed()
    unknown = set(options.names) - {mutant.name for mutant in mutants}
    if unknown:
        parser.error("no such mutant: " + ", ".join(sorted(unknown)))
    if options.list:
        print(page(mutants), end="")
        return 0
    return run([mutant for mutant in mutants if mutant.name in options.names or not options.names])


if __name__ == "__main__":
    sys.exit(main())
