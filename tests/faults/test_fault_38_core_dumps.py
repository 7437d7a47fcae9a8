# SPDX-License-Identifier: Apache-2.0
"""When the process dies, the system keeps no picture of its memory; without the limit it would."""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path

import pytest

ABORTS = "import os, resource, sys\n{before}\nos.chdir(sys.argv[-1])\nos.abort()\n"
LIMIT = resource.getrlimit(resource.RLIMIT_CORE)[1]
UNLIMITED = f"resource.setrlimit(resource.RLIMIT_CORE, ({LIMIT}, {LIMIT}))"
AS_STARTED = "import dit_desktop.__main__ as program\nsys.argv = ['dit-desktop', '--version', sys.argv[-1]]\n"
AS_STARTED += "try:\n    program.main()\nexcept SystemExit:\n    pass\n"
REPLACED = """
from dit_desktop.store.dumps import forbid_dumps
forbid_dumps()
after = "import os, sys; os.chdir(sys.argv[-1]); os.abort()"
os.execv(sys.executable, [sys.executable, "-c", after, sys.argv[-1]])
"""


def died(before: str, folder: Path) -> tuple[bool, list[str]]:
    """Whether the system kept a dump of a process that aborted, as it says itself, and the files that are there."""
    folder.mkdir()
    code = ABORTS.format(before=f"{UNLIMITED}\n{before}")
    quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
    child = os.posix_spawn(sys.executable, [sys.executable, "-c", code, str(folder)], os.environ, file_actions=quiet)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    return os.WCOREDUMP(status), sorted(path.name for path in folder.iterdir())


def test_without_the_limit_the_system_keeps_a_dump(tmp_path: Path) -> None:
    assert LIMIT != 0, "this system lets nobody have a dump, so nothing can be seen here"
    assert died("", tmp_path / "plain")[0]


@pytest.mark.parametrize("before", [AS_STARTED, REPLACED])
def test_fault_38_no_dump_is_kept_of_the_program_nor_of_what_takes_its_place(tmp_path: Path, before: str) -> None:
    assert died(before, tmp_path / "forbidden") == (False, [])
