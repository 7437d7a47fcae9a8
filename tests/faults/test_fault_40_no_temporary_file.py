# SPDX-License-Identifier: Apache-2.0
"""An export, papers and attached files and all, writes where it was told to, beside the records, and nowhere else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

from dit_desktop.store.example import example_practice
from dit_desktop.store.vault import create
from tests.practices import CHEAP, PASSPHRASE

OPENED = re.compile(r'\bopen(?:at)?\([^"]*"([^"]+)", ([A-Z_|]+)')
PLANTED = "import tempfile; tempfile.NamedTemporaryFile().write(b'words')"


def written(log: Path, inside: Path) -> set[Path]:
    """Every file of a folder that was opened for writing, by any process."""
    found = set()
    for line in log.read_text("utf-8").splitlines():
        for name, how in OPENED.findall(line):
            if re.search(r"O_WRONLY|O_RDWR|O_CREAT", how) and "O_TMPFILE" not in how and " = -1 " not in line:
                found.add(Path(name))
            if "O_TMPFILE" in how:
                found.add(Path(name) / "without a name")
    return {path.relative_to(inside) for path in found if path.is_relative_to(inside)}


def watch(folder: Path, log: Path, *command: str, stdin: str = "") -> None:
    places = {name: str(folder / "home") for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    (folder / "home").mkdir(exist_ok=True)
    (folder / "temporary").mkdir(exist_ok=True)
    subprocess.run(
        ["strace", "--follow-forks", "--quiet=all", "-s", "4096", "--trace=open,openat,creat", "-o", log, *command],
        input=stdin.encode(),
        env={**os.environ, **places, "TMPDIR": str(folder / "temporary")},
        capture_output=True,
        check=True,
        timeout=120,
    )


def test_a_planted_temporary_file_is_seen(tmp_path: Path) -> None:
    watch(tmp_path, tmp_path / "trace", sys.executable, "-c", PLANTED)
    assert {path.parts[0] for path in written(tmp_path / "trace", tmp_path)} == {"temporary"}


def test_fault_40_an_export_writes_nothing_but_itself_and_the_records(tmp_path: Path) -> None:
    today = date.today()  # noqa: DTZ011 - the day on which the example is made
    made, _code = create(
        tmp_path / "practice", PASSPHRASE, state=tmp_path / "state.json", cost=CHEAP, fill=example_practice(today)
    )
    made.close()
    command = [sys.executable, "-m", "dit_desktop", "export", "--data", str(tmp_path / "practice"), "--protect"]
    watch(
        tmp_path,
        tmp_path / "trace",
        *command,
        "--to",
        str(tmp_path / "out"),
        stdin=f"{PASSPHRASE}\nsix invented words for these papers\n",
    )
    found = written(tmp_path / "trace", tmp_path)
    assert {path.parts[0] for path in found} == {"out", "practice"}
    assert any("attachments" in path.parts for path in found)
    assert any("documents" in path.parts for path in found)
    beside = {path.name.lstrip(".").removesuffix(".partial") for path in found if path.parts[0] == "practice"}
    assert beside <= {"records.db", "records.db-journal", "vault.lock", "state.json", "settings.json"}
    assert list((tmp_path / "temporary").iterdir()) == []
