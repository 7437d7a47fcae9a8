# SPDX-License-Identifier: Apache-2.0
"""Every check of the project, one after the other: `dev.py test`."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tools import environment, floors, wheel

PACKAGE = "dit_desktop"


class Step(NamedTuple):
    """One check: its name, and what runs it and tells whether all is well."""

    name: str
    run: Callable[[], bool]


def run(pytest_arguments: list[str]) -> int:
    """Run all checks, tell at the end which failed, and return 1 if any did.

    With arguments for pytest only a part of the tests is run, so nothing that
    counts over all of them, the coverage floors and the wheel, is looked at.
    """
    steps = [*_static(), Step("pytest", lambda: _pytest(pytest_arguments))]
    if pytest_arguments:
        print("A part of the tests: coverage floors and the wheel are left out.")
    else:
        _freeze_beside()
        steps += [Step("coverage floors", floors.hold), Step("built wheel", wheel.check)]
    failed = [step.name for step in steps if not _timed(step)]
    print(f"\n{len(steps) - len(failed)} of {len(steps)} checks passed", end="")
    print("; FAILED: " + ", ".join(failed) if failed else ", all of them", flush=True)
    return int(bool(failed))


def _freeze_beside() -> None:
    """Begin to build the frozen program; its tests wait for it, and the first checks leave a processor free."""
    build = [str(environment.interpreter()), "-c", "from tools import package; package.frozen()"]
    subprocess.Popen(build, cwd=environment.ROOT)


def _timed(step: Step) -> bool:
    print(f"\n== {step.name}", flush=True)
    began = time.monotonic()
    good = step.run()
    print(f"-- {step.name}: {'passed' if good else 'FAILED'} in {time.monotonic() - began:.1f} s", flush=True)
    return good


def _static() -> list[Step]:
    def module(name: str, *arguments: str) -> Step:
        title = " ".join((name, *(word for word in arguments if not word.startswith("--cache-dir"))))
        return Step(title, lambda: environment.python("-m", name, *arguments) == 0)

    steps = [module("tools.fields"), module("ruff", "check"), module("ruff", "format", "--check"), module("mypy")]
    # What only another system runs is still read by the type checker.
    for platform in ("win32", "darwin"):
        if sys.platform != platform:
            cache = f"--cache-dir=.mypy_cache/{platform}"
            steps.append(module("mypy", "--platform", platform, cache, PACKAGE))
    steps.append(Step("lint-imports", lambda: _script("lint-imports")))
    steps.append(module("tools.dead_code"))
    return steps


def _script(name: str) -> bool:
    program = environment.interpreter().with_name(name + (".exe" if os.name == "nt" else ""))
    return environment.command(str(program)) == 0


def _pytest(arguments: list[str]) -> bool:
    coverage = [f"--cov={PACKAGE}", "--cov-report=", "--cov-report=json", "--cov-report=term:skip-covered"]
    Path(environment.ROOT, "build", "coverage").mkdir(parents=True, exist_ok=True)
    # One more at a time than there are processors: the longest tests wait for somebody who types at the
    # speed of a person.  "loadgroup" hands out one test after the other, so that the long ones, which stand
    # side by side, do not all go to one process.
    several = str((os.cpu_count() or 1) + 1)
    line = ["-m", "pytest", "-n", several, "--dist", "loadgroup", *([] if arguments else coverage), *arguments]
    return environment.python(*line, QT_QPA_PLATFORM="offscreen") == 0
