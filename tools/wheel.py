# SPDX-License-Identifier: Apache-2.0
"""Builds the wheel and tries it where no checkout can help it."""

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import environment

SMOKE = environment.ROOT / "tests" / "wheel_smoke.py"
JOURNEY = "tests/journeys/test_first_note.py"


def check() -> bool:
    """Build source and wheel, install the wheel in a clean environment elsewhere and run it there."""
    with tempfile.TemporaryDirectory(prefix="dit-wheel-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # Without isolation: hatchling is in the lock, nothing else is fetched.
        build = ("-m", "build", "--no-isolation", "--outdir", str(folder / "dist"))
        if environment.python(*build):
            return False
        clean = folder / "clean"
        environment.create(clean)
        environment.install(clean, "run")
        built = next((folder / "dist").glob("*.whl"))
        return _installs(clean, built) and _works(clean, folder) and _is_used(clean)


def _installs(clean: Path, built: Path) -> bool:
    python = str(environment.interpreter(clean))
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    install += ["--no-index", "--no-deps", str(built)]
    consistent = [python, "-m", "pip", "check", "--disable-pip-version-check"]
    return all(subprocess.run(command, check=False).returncode == 0 for command in (install, consistent))


def _works(clean: Path, folder: Path) -> bool:
    # -I keeps the working folder, the script's folder and PYTHONPATH out of the search for modules.
    command = [str(environment.interpreter(clean)), "-I", str(SMOKE), str(environment.ROOT)]
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(command, cwd=folder, env=variables, check=False).returncode == 0


def _is_used(clean: Path) -> bool:
    """A person's way through the installed program; needs an X server, and so Linux."""
    if sys.platform != "linux":
        return True
    program = shlex.join([str(environment.interpreter(clean)), "-I", "-m", "dit_desktop"])
    line = ("-m", "pytest", "-q", JOURNEY)
    return environment.python(*line, QT_QPA_PLATFORM="offscreen", DIT_TESTED_PROGRAM=program) == 0
