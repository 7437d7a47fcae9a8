# SPDX-License-Identifier: Apache-2.0
"""A file that is replaced is whole, at every moment and after a power cut."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dit_desktop.paths import write_atomically

ROOT = Path(__file__).parents[1]
WRITING = """
import sys
from pathlib import Path
from dit_desktop.paths import write_atomically
write_atomically(Path(sys.argv[1]), b"new")
"""
CALLS = "openat,write,fsync,fdatasync,rename,renameat,renameat2"


def test_the_old_bytes_are_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(b"old")
    other = tmp_path / "other"
    os.link(path, other)
    write_atomically(path, b"new")
    assert (path.read_bytes(), other.read_bytes()) == (b"new", b"old")
    assert {item.name for item in tmp_path.iterdir()} == {"settings.json", "other"}


def test_a_refusal_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.mkdir()  # nothing can take its place
    with pytest.raises(OSError, match="directory"):
        write_atomically(path, b"new")
    assert [item.name for item in tmp_path.iterdir()] == ["settings.json"]


def test_a_file_is_on_the_disk_before_and_its_name_after_it_takes_the_old_ones_place(tmp_path: Path) -> None:
    path, told = tmp_path / "settings.json", tmp_path / "calls"
    line = ["strace", "--output", str(told), "--trace", CALLS, "--decode-fds=path"]
    subprocess.run([*line, sys.executable, "-c", WRITING, str(path)], cwd=ROOT, check=True, timeout=60)
    assert path.read_bytes() == b"new"
    temporary = re.escape(str(tmp_path / ".settings.json.partial"))
    order = [
        rf'openat\(.*"{temporary}", O_WRONLY\|O_CREAT',
        rf'write\(\d+<{temporary}>, "new"',
        rf"f(data)?sync\(\d+<{temporary}>\)",
        rf'rename\w*\(.*"{temporary}".*"{re.escape(str(path))}"',
        rf"fsync\(\d+<{re.escape(str(tmp_path))}>\)",
    ]
    calls = iter(told.read_text("utf-8").splitlines())
    for wanted in order:
        assert any(re.match(wanted, call) for call in calls), wanted
